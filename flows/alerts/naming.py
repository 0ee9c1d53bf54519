"""What a sentence calls things: actors in a list, weapons with count and model, treaties without their parties."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum
from itertools import permutations

from flows.alerts.event import Alert
from flows.alerts.hostile import defuse
from flows.alerts.novelty import UNKNOWN_DENIER
from flows.alerts.roles import Names, Roles, is_state, treaty_kind
from flows.alerts.signs import Sign, says
from flows.alerts.stages import HALTS, UNSPECIFIC, is_unspecific
from flows.alerts.wording import Words
from rules import CertaintyDetail, Mention, MentionType, Quantity

_MISSILE = re.compile(r"\b(?:rudal|misil|missiles?)\b", re.IGNORECASE)
_HALF_NAME = re.compile(
    r"\b(?:sistem (?:rudal|misil)|(?:rudal|misil) (?:pertahanan|anti ?-?(?:pesawat|serangan udara)|hanud|panggul)"
    r"|missile (?:defen[cs]e|systems?))\b",
    re.IGNORECASE,
)
LONGEST_COUNT = 24  # characters; what is longer is no count


class Model(Enum):
    """Where the model of a weapon stands: nowhere, beside its kind, in the kind's place."""

    NONE = "none"
    BESIDE = "beside"
    ALONE = "alone"


def listed(codes: Sequence[str], name: Callable[[str], str], words: Words, most: int = 3, between: str = "") -> str:
    """`a`, `a dan b`, `a, b, dan c`, `a, b, c, dan 2 lainnya`, `a dll.`; each name defused."""
    shown = [defuse(name(code)) for code in codes[:most]]
    if most == 1 and len(codes) > 1:
        return f"{shown[0]} {words.and_so_on}"
    if len(codes) > most:
        shown.append(words.others.format(n=len(codes) - most))
    if between and len(codes) <= most:
        return between.join(shown)
    if len(shown) < 2:
        return "".join(shown)
    if len(shown) == 2:
        return f"{shown[0]} {words.conjunction} {shown[1]}"
    return f"{', '.join(shown[:-1])}, {words.conjunction} {shown[-1]}"


def count_words(quantity: Quantity) -> str:
    """The count as it stands within a sentence: `tiga` for a headline's `Tiga`, `20` for `sebanyak 20`."""
    return defuse(quantity.words).lower().removeprefix("sebanyak ")


def weapons(alert: Alert, roles: Roles, names: Names, words: Words, language: str, most: int, *, model: Model) -> str:
    """`rudal balistik dan drone`; of one kind with its count and its model, `24 jet tempur F-16`.

    The count stays in the language of the text, so it is told in that alone.
    """
    mention = alert.decision.mention
    classes = _without_half_name([w for w in roles.weapons if w != UNSPECIFIC], mention)
    if roles.detail is CertaintyDetail.DENIED and mention.weapons and is_unspecific(mention.weapons):
        classes = []  # who denies sending "senjata" has not spoken of the drones that were claimed
    part = words.part if roles.stage in HALTS and says(mention, Sign.PARTLY) else "{kind}"
    if not classes:
        bare = words.technical if alert.event.type is MentionType.TECH_SUPPORT else words.weapons
        return part.format(kind=_counted(mention, roles, bare, most, language))
    if len(classes) > 1:
        return part.format(kind=listed(classes, lambda w: _kind(w, names, words, language), words, most))
    kind = defuse(_kind(classes[0], names, words, language))
    if _count(mention, roles, most, language):
        kind = _as_counted(mention, classes[0], words) or kind
    if len(mention.systems) == 1:  # of several it is not known which of them the sentence means
        name = defuse(mention.systems[0])
        kind = {Model.BESIDE: words.model.format(kind=kind, model=name), Model.ALONE: name}.get(model, kind)
    return part.format(kind=_counted(mention, roles, kind, most, language))


def treaty(alert: Alert, roles: Roles, names: Names, words: Words, language: str, *, alone: bool, brief: bool) -> str:
    """The treaty's name, without the parties where the sentence names them; in brief its kind, if that is shorter."""
    if not roles.treaty:
        return words.pact.unnamed
    name = names.treaty(roles.treaty, language)
    if not alone and len(roles.parties) > 1:
        name = _without_parties(name, roles.parties, names, language)
    kind = treaty_kind(alert)
    return min(name, names.treaty(kind, language), key=len) if brief and kind else name


def deniers(roles: Roles, name: Callable[[str], str], words: Words, most: int) -> str:
    """Who denies, `pihak yang tidak disebut` for the unknown denier."""
    return listed([d for d in roles.deniers if d != UNKNOWN_DENIER], name, words, most) or words.somebody


def alliance(roles: Roles, name: Callable[[str], str], words: Words) -> str:
    """The alliance that somebody joins or leaves, as far as the parties name it."""
    return listed([p for p in roles.parties if not is_state(p)], name, words, 1) or words.pact.some_alliance


def _without_half_name(classes: list[str], mention: Mention) -> list[str]:
    """Without "rudal" where every missile of the text is one against aircraft: `sistem rudal pertahanan udara`."""
    told = " ".join(e.text for e in mention.evidence)
    if "air-defence" in classes and "missile" in classes and not _MISSILE.search(_HALF_NAME.sub(" ", told)):
        return [c for c in classes if c != "missile"]
    return classes


def _kind(weapon_class: str, names: Names, words: Words, language: str) -> str:
    return words.kinds.get(weapon_class) or names.weapon(weapon_class, language)


def _count(mention: Mention, roles: Roles, most: int, language: str) -> str:
    if mention.quantity is None or most < 2 or language != "id" or roles.detail is CertaintyDetail.DENIED:
        return ""
    count = count_words(mention.quantity)
    return count if len(count) <= LONGEST_COUNT else ""


def _counted(mention: Mention, roles: Roles, kind: str, most: int, language: str) -> str:
    count = _count(mention, roles, most, language)
    return f"{count} {kind}" if count else kind


def _as_counted(mention: Mention, weapon_class: str, words: Words) -> str:
    """What the number is of, where the text counts a part of the system: `5.000 rudal` of air defence."""
    count = re.escape(mention.quantity.words) if mention.quantity else ""
    for noun, name in words.counted_as.get(weapon_class, ()):
        behind = re.compile(rf"(?<!\w){count}(?:\s+(?:unit|buah|butir|pucuk))?\s+(?:{noun})(?!\w)", re.IGNORECASE)
        if any(behind.search(e.text) for e in mention.evidence):
            return name
    return ""


def _without_parties(name: str, parties: Sequence[str], names: Names, language: str) -> str:
    for called in (names.actor, names.short_actor):
        for pair in permutations([called(code, language) for code in parties[:4]]):
            name = name.removesuffix(f" {'-'.join(pair)}")
    return name
