"""Denials of what stood before: `Pyongyang menyangkal tuduhan itu`, `"Itu bohong," kata juru bicara Rwanda`.

Which words deny stands in lexicon/cues.yaml under `answers`; here is how they must stand to one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rules.engine.claims import Claim
from rules.engine.cues import Answers
from rules.engine.discourse import speakers
from rules.engine.left import look_left
from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.affixes import Voice

_REACH = 5
"""Sentences between what is claimed and its denial, at most."""

_NOT = frozenset(("tidak", "tak", "bukan", "tanpa", "belum", "bukanlah", "tiada", "enggak", "gak", "nggak"))
_OWN = frozenset(("pihaknya", "negaranya", "pemerintahnya", "pihak", "kami", "mereka", "kita"))
_EXISTS = ("ada", "satupun")
_QUOTES = frozenset('"“”')
_POINTERS = frozenset(("itu", "hal"))


def denials_of(claims: list[Claim], sentences: list[Sentence], answers: Answers) -> list[Claim]:
    """`Namun, Pyongyang menyangkal tuduhan itu`: the claims before it, denied by a side of theirs."""
    found: list[Claim] = []
    last = max((c.sentence.index for c in claims), default=-9)
    for s in sentences:
        if s.index > last + _REACH:
            break
        if not (s.worth or answers.signs & set(s.norms)) or any(c.sentence is s and c.denied for c in claims):
            continue
        for at, deniers in _answers_in(s, answers):
            before = _denied(claims, s, at, deniers)
            if before is not None:
                found.append(_denial(before, s, at, deniers))
    return found


def _denied(claims: list[Claim], s: Sentence, at: int, deniers: list[str]) -> Claim | None:
    """The nearest claim before unit `at` of the sentence that has one of the deniers for a side."""
    for before in reversed(claims):
        index = before.sentence.index
        if not (s.index - _REACH <= index <= s.index) or before.frame == "treaty" or before.denied:
            continue
        if index == s.index and before.start > at:
            continue
        if set(deniers) & {*before.suppliers, *before.recipients}:
            return before
        if index == s.index and _left_open(before, deniers):
            before.suppliers = list(deniers)  # `Kremlin: Kabar pasokan rudal ke Houthi mengada-ada`
            return before
    return None


def _left_open(claim: Claim, deniers: list[str]) -> bool:
    """Whether the one who denies a supply told in the same sentence is the giver whom it does not name."""
    given = claim.frame == "transfer" and claim.gives and not claim.suppliers and bool(claim.recipients)
    return given and len(deniers) == 1 and not claim.reject


def _denial(before: Claim, s: Sentence, at: int, deniers: list[str]) -> Claim:
    return replace(
        before, sentence=s, start=0, end=len(s.units), trigger=at, stage="denied", denied=True,
        reject="", deniers=deniers, claimants=[], suppliers=list(before.suppliers),
        background=before.background and before.sentence.index == s.index,
        recipients=list(before.recipients), classes=list(before.classes), systems=list(before.systems),
    )  # fmt: skip


def _answers_in(s: Sentence, answers: Answers) -> Iterator[tuple[int, list[str]]]:
    """Each place where the sentence denies what was said before, and who does."""
    for k, unit in enumerate(s.units):
        if unit.op in ("deny", "refuse") and _bare(unit.norm) not in answers.truths:
            deniers = _with_verb(s, k, answers)
        elif unit.norm in answers.nouns:
            deniers = _with_noun(s, k)
        elif (_bare(unit.norm) in answers.signs or unit.norm in _EXISTS) and _calls_false(s, k, answers):
            deniers = _voice(s, k)
        else:
            continue
        if deniers:
            yield k, deniers


def _with_verb(s: Sentence, k: int, answers: Answers) -> list[str]:
    """`Kigali dengan keras menampik temuan itu`, `kabar itu ditepis Kigali`."""
    unit, units = s.units[k], s.units
    if unit.norm in answers.nouns:
        return _with_noun(s, k)
    if unit.noun or (k and units[k - 1].kind is Kind.NEG):
        return []
    if unit.voice is Voice.PASSIVE:
        told = any(u.norm in answers.accusations for u in units[max(0, k - 5) : k])
        agent = next((u for u in units[k + 1 : k + 4] if u.kind is Kind.ACTOR), None)
        return [agent.code] if told and agent is not None else []
    behind = units[k + 1 : k + 5]
    other = next((n for n, u in enumerate(behind) if u.verbal == "active"), len(behind))
    near = {u.norm for u in behind[:other]}
    if unit.op == "refuse":  # `menolak temuan itu` denies; `menolak pengiriman itu` and `menolaknya` refuse
        return _subject(s, k) if (answers.accusations - _POINTERS) & near else []
    alone = len(units) - k <= 3 or unit.clitic == "nya"
    return _subject(s, k) if alone or (answers.accusations | {"terlibat"}) & near else []


def _with_noun(s: Sentence, k: int) -> list[str]:
    """`Bantahan datang dari Kigali`, `sanggahan keras disampaikan Kigali`; not `Kigali menyebut bantahan itu ...`."""
    if any(u.op in ("accuse", "confirm") for u in s.units[max(0, k - 4) : k]):
        return []
    for unit in s.units[k + 1 : k + 6]:
        if unit.kind is Kind.ACTOR:
            return [unit.code]
        if unit.kind is Kind.MARK:
            break
    return []


def _calls_false(s: Sentence, k: int, answers: Answers) -> bool:
    """Whether the word at `k` says that what was told is no truth, or that the speaker has no part in it."""
    norms = [word for u in s.units[max(0, k - 7) : k + 1] for word in u.norm.split() if word != "-"]
    front = norms[:-1]
    barred = bool(_NOT & set(front[-4:]))
    if answers.nouns & {u.norm for u in s.units[max(0, k - 6) : k]}:
        return False  # it is the denial that is called so
    if norms[-1] in answers.truths:
        return barred and _of_the_accusation(s, k, answers)
    if _ends_with(norms, answers.aloof):
        own = _OWN & set(front) or _in_quote(s, k) or _said(s, k)
        return barred and bool(own)
    if _ends_with(norms, answers.returns):
        return not barred and any(u.op == "accuse" for u in s.units[: max(0, k - 2)])
    if _ends_with(norms, answers.lies):
        itself = any(word in _NOT for phrase in answers.lies for word in phrase if phrase[-1] == norms[-1])
        return (itself or not barred) and _of_the_accusation(s, k, answers)
    return _nothing_given(s, k) and (_in_quote(s, k) or _said(s, k))


def _bare(norm: str) -> str:
    """The last word of a phrase that is one unit: `tidak benar`."""
    return norm.rpartition(" ")[2]


def _ends_with(norms: Sequence[str], phrases: tuple[tuple[str, ...], ...]) -> bool:
    return any(norms[-1] == phrase[-1] and tuple(norms[-len(phrase) :]) == phrase for phrase in phrases)


def _of_the_accusation(s: Sentence, k: int, answers: Answers) -> bool:
    """Whether it is the accusation that is called so: `menyebut kabar itu ...`, `menyebutnya ...`, `"Itu ..."`."""
    around = s.units[max(0, k - 8) : k + 4]
    return (
        any(u.norm in answers.accusations or (u.kind is Kind.LEX and u.noun) for u in around)
        or any(u.op in ("accuse", "confirm") and u.clitic == "nya" for u in around)
        or _in_quote(s, k)
    )


def _nothing_given(s: Sentence, k: int) -> bool:
    """`tidak ada (satu pun) pengiriman senjata`."""
    units = s.units
    if units[k].norm not in _EXISTS or not k or units[k - 1].norm not in _NOT:
        return False
    return any(u.kind is Kind.WEAPON or (u.kind is Kind.LEX and u.noun) for u in units[k + 1 : k + 5])


def _in_quote(s: Sentence, k: int) -> bool:
    """Whether it is what somebody says in so many words: in quotation marks or behind `X:`."""
    norms = [u.norm for u in s.units]
    if ":" in norms[max(0, k - 8) : k]:
        return True
    return any(n in _QUOTES for n in norms[:k]) and bool(speakers(s)[0])


def _said(s: Sentence, k: int) -> bool:
    return any(_says(u) for u in s.units[max(0, k - 8) : k])


def _voice(s: Sentence, k: int) -> list[str]:
    """Who calls it so: the subject of the verb of saying in front, the speaker of the quote, who stands in front."""
    said = _verb_before(s.units, k)
    front = _in_front(s.units, said)
    if front or said == k or s.units[said].norm == ":":
        quoted = any(u.norm in _QUOTES for u in s.units[:k]) and said == k
        return (speakers(s)[0] if quoted else []) or front
    if s.units[said - 1].kind is Kind.AND:  # `X mengatakan ... dan [menjamin] bahwa ...`
        other = next((n for n in range(said - 2, 0, -1) if _says(s.units[n])), 0)
        front = _in_front(s.units, other)
    return front or _subject(s, said)


def _says(unit: Unit) -> bool:
    return unit.op in ("accuse", "confirm") and unit.verbal == "active"


def _in_front(units: list[Unit], k: int) -> list[str]:
    """The first actor of the part that ends at `k`, when it hangs on no preposition."""
    opens = next((n for n in range(k - 1, -1, -1) if units[n].norm in (",", ".", ";", "?", "!")), -1)
    for n in range(opens + 1, k):
        if units[n].kind is Kind.ACTOR and not units[max(0, n - 1)].prep:
            return [units[n].code]
    return []


def _verb_before(units: list[Unit], k: int) -> int:
    """The verb of saying nearest in front, or the colon: who says it stands before that."""
    for n in range(k - 1, max(-1, k - 9), -1):
        if units[n].norm == ":" or _says(units[n]):
            return n
    return k


def _subject(s: Sentence, k: int) -> list[str]:
    slots = Slots(first=k, last=k)
    look_left(s, k, slots)
    return [u.code for u in slots.subject]
