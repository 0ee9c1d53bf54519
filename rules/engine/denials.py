"""Denials of what stood before: `Pyongyang menyangkal tuduhan itu`, `menyebut laporan itu bohong`."""

from __future__ import annotations

from dataclasses import replace

from rules.engine.claims import Claim
from rules.engine.left import look_left
from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

_ACCUSATION = frozenset(
    ("tuduhan", "tudingan", "klaim", "laporan", "kabar", "isu", "rumor", "hal", "tuduhannya", "dugaan", "berita",
     "pernyataan", "keterlibatan", "keterlibatannya", "itu", "informasi")
)  # fmt: skip


_LIES = word_set(
    """
    berdasar bohong karangan fitnah mengada-ada kosong benar keliru palsu lelucon absurd rekayasa dibuat-buat mengada
    kebohongan propaganda isapan jempol omong bualan khayalan dongeng ngawur dusta provokasi hoaks fiktif imajinasi
    """
)


_SAYS = frozenset(("accuse", "confirm"))


def _deniers(s: Sentence, k: int) -> list[str] | None:
    """Who denies with the verb at `k` what was said before; None when the verb denies nothing of the kind."""
    unit, units = s.units[k], s.units
    near = [u.norm for u in units[k + 1 : k + 4]]
    if unit.noun or (k and units[k - 1].kind is Kind.NEG):
        return None
    if unit.voice is Voice.PASSIVE:
        head = any(u.norm in _ACCUSATION for u in units[max(0, k - 5) : k])
        agent = next((u for u in units[k + 1 : k + 4] if u.kind is Kind.ACTOR), None)
        return [agent.code] if unit.op in ("deny", "refuse") and head and agent is not None else None
    if unit.op == "deny":
        if not (_ACCUSATION & set(near) or len(units) - k <= 3 or unit.clitic == "nya"):
            return None
    elif unit.op in _SAYS and unit.verbal == "active":
        rest = [u.norm for u in units[k + 1 : k + 14]]
        told = any(word in _ACCUSATION and word != "itu" for word in rest[:4])
        lie = next((n for n, word in enumerate(rest) if word in _LIES), -1)
        true = lie >= 0 and rest[lie] in ("benar", "berdasar") and not {"tidak", "tak", "tanpa"} & set(rest[:lie])
        if not told or lie < 0 or true:
            return None
    else:
        return None
    slots = Slots(first=k, last=k)
    look_left(s, k, slots)
    return [u.code for u in slots.subject]


def denials_of(claims: list[Claim], sentences: list[Sentence]) -> list[Claim]:
    """`Namun, Pyongyang menyangkal tuduhan itu`: the claims before it, denied by a side of theirs."""
    found: list[Claim] = []
    last = max((c.sentence.index for c in claims), default=-9)
    for s in sentences:
        if s.index > last + 5:
            break
        if not (s.worth or _LIES & set(s.norms)) or any(c.sentence is s and c.denied for c in claims):
            continue
        for k, unit in enumerate(s.units):
            if unit.op not in ("deny", "refuse", *_SAYS):
                continue
            deniers = _deniers(s, k)
            if not deniers:
                continue
            for before in reversed(claims):
                at = before.sentence.index
                if not (s.index - 5 <= at <= s.index) or before.frame == "treaty" or before.denied:
                    continue
                if at == s.index and before.start > k:
                    continue
                if set(deniers) & {*before.suppliers, *before.recipients}:
                    denial = replace(
                        before, sentence=s, start=0, end=len(s.units), trigger=k, stage="denied", denied=True,
                        reject="", deniers=deniers, claimants=[], suppliers=list(before.suppliers),
                        background=before.background and at == s.index,
                        recipients=list(before.recipients), classes=list(before.classes), systems=list(before.systems),
                    )  # fmt: skip
                    found.append(denial)
                    break
    return found
