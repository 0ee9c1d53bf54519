"""Every licensed form of an Indonesian verb, with its voice.

A stem alone says too little: *memasok* and *dipasok* swap supplier and supplied thing, and half of the running words
that share a verb's stem are other words (*mendatang*, *tersedia*). So forms are generated from the lexicon, only those
that the verb really has, and looked up; nothing is ever stemmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Voice(StrEnum):
    """What the form says about its subject."""

    ACTIVE = "active"  # memasok
    BARE = "bare"  # headline `Rusia Beli Roket`, `kami kirim`, imperative
    PASSIVE = "passive"  # dipasok, tersuplai
    MIDDLE = "middle"  # berlaku, tiba
    NOUN = "noun"  # pengiriman, pasokan
    AGENT = "agent"  # pemasok


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a verb: `suffix` is `kan`, `i` or empty, `noun` tells pengiriman (peNan) from kiriman (an)."""

    spelling: str
    root: str
    voice: Voice
    suffix: str = ""
    noun: str = ""
    clitic: str = ""


CLITICS = ("", "nya", "lah", "kah", "pun")
_VOWELS = "aeiou"

FORMS = (
    "base", "kan", "i", "per", "per-kan", "per-i", "ber", "ber-kan", "ber-an", "ter", "root", "noun", "an", "peN",
    "peNan", "per-an", "ke-an",
)  # fmt: skip
"""What may be built from a root."""


def nasal(prefix: str, root: str, *, loan: bool = False) -> tuple[str, ...]:
    """The root behind me- or pe- with its nasal; loan words and clusters keep their first letter.

    Two spellings are returned where writers disagree (menyuplai, mensuplai).
    """
    first, second = root[:1], root[1:2]
    if sum(root.count(v) for v in _VOWELS) == 1 and len(root) <= 5 and not loan:
        return (f"{prefix}nge{root}",)  # mengesahkan, mengecat
    cluster = second not in _VOWELS
    if first in "aiueogh" or root.startswith("kh"):
        return (f"{prefix}ng{root}",)
    if first in "bfv":
        return (f"{prefix}m{root}",)
    if first in "dcjz":
        return (f"{prefix}n{root}",)
    kept = {"p": f"{prefix}m{root}", "t": f"{prefix}n{root}", "k": f"{prefix}ng{root}", "s": f"{prefix}n{root}"}
    melted = {"p": f"{prefix}m", "t": f"{prefix}n", "k": f"{prefix}ng", "s": f"{prefix}ny"}
    if first in kept:
        if loan:
            return (kept[first], melted[first] + root[1:])
        return (kept[first],) if cluster else (melted[first] + root[1:],)
    return (f"{prefix}{root}",)


def _ber(root: str) -> str:
    return f"be{root}" if root.startswith("r") or ("er" in root[1:3] and root[:1] not in _VOWELS) else f"ber{root}"


def generate(root: str, licensed: Iterable[str], *, loan: bool = False) -> Iterator[Form]:
    """All forms of the root that `licensed` allows.

    `licensed` names derivations: `base` (memasok, dipasok, pasok), `kan`, `i`, `per` (memper-), `per-kan`, `per-i`,
    `ter`, `ber`, `ber-kan` (memberlakukan), `ber-an`, `root` (the bare word alone), `an`, `peN`, `peNan`, `per-an`,
    `ke-an`.
    """
    seen: set[tuple[str, Voice]] = set()
    for derivation in licensed:
        for form in _derive(root, derivation, loan):
            for clitic in CLITICS:
                spelling = form.spelling + clitic
                if (spelling, form.voice) not in seen:
                    seen.add((spelling, form.voice))
                    yield Form(spelling, root, form.voice, form.suffix, form.noun, clitic)


def _verb(stem: str, suffix: str, loan: bool, root: str) -> Iterator[Form]:
    for active in nasal("me", stem, loan=loan):
        yield Form(f"{active}{suffix}", root, Voice.ACTIVE, suffix)
    yield Form(f"di{stem}{suffix}", root, Voice.PASSIVE, suffix)
    yield Form(f"{stem}{suffix}", root, Voice.BARE, suffix)


def _derive(root: str, derivation: str, loan: bool) -> Iterator[Form]:
    match derivation:
        case "base":
            yield from _verb(root, "", loan, root)
        case "kan" | "i":
            yield from _verb(root, derivation, loan, root)
        case "per" | "per-kan" | "per-i":
            suffix = derivation.partition("-")[2]
            yield from _verb(f"per{root}", suffix, True, root)
        case "ber-kan":
            yield from _verb(f"ber{root}", "kan", True, root)
        case "ter":
            yield Form(f"ter{root}", root, Voice.PASSIVE)
        case "ber":
            yield Form(_ber(root), root, Voice.MIDDLE)
        case "ber-an":
            yield Form(f"{_ber(root)}an", root, Voice.MIDDLE)
        case "root":
            yield Form(root, root, Voice.MIDDLE)
        case "noun":
            yield Form(root, root, Voice.NOUN, noun="an")
        case "an":
            yield Form(f"{root}an", root, Voice.NOUN, noun="an")
        case "peN":
            for agent in nasal("pe", root, loan=loan):
                yield Form(agent, root, Voice.AGENT)
        case "peNan":
            for noun in nasal("pe", root, loan=loan):
                yield Form(f"{noun}an", root, Voice.NOUN, noun="peNan")
        case "per-an":
            yield Form(f"{'pe' if root.startswith('r') else 'per'}{root}an", root, Voice.NOUN, noun="peNan")
        case "ke-an":
            yield Form(f"ke{root}an", root, Voice.NOUN, noun="an")
        case _:
            raise ValueError(f"form '{derivation}' of root '{root}' is not known")
