"""Treaty developments: which treaty, which parties, how far."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from rules.engine import treaty_words as words
from rules.engine.claims import MAX_CLAIMS, Claim
from rules.engine.lexicon import Lexicon
from rules.engine.treaty_acts import instrument_of, joined
from rules.engine.treaty_books import ANAPHOR
from rules.engine.treaty_clause import Clause
from rules.engine.treaty_memory import Memory
from rules.engine.treaty_parties import complete, own_call
from rules.engine.treaty_reading import read_clause, recalled
from rules.engine.treaty_stages import Course
from rules.engine.treaty_units import may_echo, prepare
from rules.engine.treaty_worth import TALKS, counts
from rules.engine.trie import PhraseTrie
from rules.engine.units import Kind, Sentence, Unit

TREATY_HEADS = words.BOOK_HEADS
"""First words of instruments: a text without any is not read for treaties' sake alone."""

_HOAX = frozenset(("hoaks", "hoax", "turnbackhoax", "narasi", "unggahan"))


def read_treaties(
    sentences: Sequence[Sentence], lexicon: Lexicon, alliances: frozenset[str], signs: PhraseTrie[bool]
) -> list[Claim]:
    """Every treaty development of a document's sentences, in order.

    Most texts with `kerja sama` or `kesepakatan` are about other things: a text in which none of the `signs` stands
    beside a book is not read for treaties, which halves the time of general news.
    """
    if not any(_may_tell(s) and (signs.occurs(s.norms) or _speaks_of_book(s)) for s in sentences):
        return []
    said = {n for s in sentences for n in s.norms}
    context = "arms-control" if said & {"rudal", "nuklir", "ranjau"} else "defence-pact" if said & words.ARMED else ""
    memory = Memory(lexicon, alliances, context, bool(said & words.HOME), ahead=sentences)
    claims = list(itertools.islice((claim for s in sentences for claim in _read(s, memory, signs)), MAX_CLAIMS))
    _lead_is_exact(claims)
    if claims and any(_hoax(s) for s in sentences):
        for claim in claims:
            claim.reject = claim.reject or "hoax"
    return claims


def _lead_is_exact(claims: list[Claim]) -> None:
    """`Sepakati Pakta` in the headline, `menandatangani pakta` in the lead: the lead says how far it has come."""
    told = [c for c in claims if c.sentence.lead and not (c.background or c.reject or c.denied)]
    for head in told:
        if head.sentence.field == "title" and head.stage == "agreed" and not head.relative:
            body = [c for c in told if c.sentence.field != "title" and c.stage in ("signed", "ratified", "in-force")]
            same = [c for c in body if c.treaty_class == head.treaty_class or (c.treaty and c.treaty == head.treaty)]
            exact = next((c for c in same if set(c.parties) >= set(head.parties)), None)
            head.stage = exact.stage if exact is not None else head.stage


def _hoax(s: Sentence) -> bool:
    spread = "beredar" in s.norms and ("video" in s.norms or bool(_HOAX & set(s.norms)))
    return spread or "turnbackhoax" in s.norms


def _may_tell(s: Sentence) -> bool:
    return s.worth or not (words.BOOK_HEADS.isdisjoint(s.norms) and words.ECHOES.isdisjoint(s.norms))


def _speaks_of_book(s: Sentence) -> bool:
    """Whether an instrument stands beside troops or weapons, which may be what it forbids or allows."""
    return s.worth and not words.BARE_BOOKS.isdisjoint(s.norms)


def _may_hold(s: Sentence, signs: PhraseTrie[bool]) -> bool:
    """Whether an instrument stands in the sentence or is pointed at: in half of those about weapons, none can."""
    return not words.BOOK_HEADS.isdisjoint(s.norms) or signs.occurs(s.norms) or may_echo(s.norms, s.units)


def _read(s: Sentence, memory: Memory, signs: PhraseTrie[bool]) -> list[Claim]:
    """Every treaty development of the next sentence."""
    claims: list[Claim] = []
    if _may_tell(s) and _may_hold(s, signs):
        prepared = s.with_units(_talks(prepare(s.units, memory.alliances)))
        for i, unit in enumerate(prepared.units):
            if unit.kind is Kind.TREATY:
                claim = _claim(prepared, i, unit, memory)
                if claim is not None:
                    claims.append(claim)
            elif unit.kind is Kind.VOID and unit.norm.split()[0] in words.BOOK_HEADS:
                memory.last = None
    memory.before.append(s)
    return claims


def _claim(s: Sentence, i: int, unit: Unit, memory: Memory) -> Claim | None:
    anaphor = unit.treaty_class == ANAPHOR
    if anaphor:
        meant = memory.pointed_at(unit, s)
        if meant is None:
            return None
        unit = meant
    else:
        memory.remember(unit, s)
    clause = read_clause(s, i, unit)
    claim = None if clause is None else _told(s, i, unit, clause)
    if clause is None or claim is None:
        return None
    own_call(claim, s, unit, clause, memory)
    complete(claim, s, i, unit, clause, memory, anaphor=anaphor)
    return claim if counts(claim, s, unit, clause, memory, anaphor=anaphor) else None


_TOPICS = ("program nuklir", "isu nuklir", "masalah nuklir", "nuklir", "program nuklirnya", "nuklirnya")


def _talks(units: list[Unit]) -> list[Unit]:
    """`perundingan nuklir`, `berunding dengan X soal nuklir`: a treaty in the making."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        u = units[i]
        about = u.prep == "about" and _topic_end(units, i + 1)
        if u.op == "negotiate" and u.noun and (end := _of_arms(units, i + 1)):
            out.append(_in_the_making(units, i, end, f"perundingan {u.norm} nuklir"))
            i = end
            continue
        out.append(u)
        i += 1
        if about and any(x.op == "negotiate" for x in out[-6:]):
            out.append(_in_the_making(units, i, about, "perundingan nuklir"))
            i = about
    return out


_CONTROL = frozenset(["kontrol", "kendali", "pengendalian", "pembatasan", "senjata", "strategis", "nonproliferasi"])


def _of_arms(units: list[Unit], k: int) -> int:
    """Where `(kontrol senjata) nuklir` ends, 0 when the talks are about something else."""
    end = k
    while end < len(units) and end - k < 4 and _CONTROL & set(units[end].norm.split()):
        end += 1
    said = " ".join(u.norm for u in units[k : end + 1])
    if end < len(units) and (units[end].norm == "nuklir" or units[end].norm.endswith(" nuklir")):
        return end + 1
    return end if end > k and "nuklir" in said else 0


def _topic_end(units: list[Unit], k: int) -> int:
    """Where the nuclear topic that begins at `k` ends; 0 when there is none."""
    ends = (n for n in (k + 2, k + 1) if " ".join(u.norm for u in units[k:n]) in _TOPICS and n <= len(units))
    return next(ends, 0)


def _in_the_making(units: list[Unit], i: int, end: int, norm: str) -> Unit:
    return instrument_of(joined(units, i, end, norm), "arms-control")


def _told(s: Sentence, i: int, unit: Unit, clause: Clause) -> Claim | None:
    """The claim that the clause makes, its sides still open."""
    if unit.norm.startswith(TALKS):
        if not clause.course.base and clause.subject == [] and not clause.complement:
            return None
        clause.course = _of_talks(clause.course)
    course = clause.course
    if not course.base:
        return None
    claim = Claim(
        "treaty", s, max(0, min(clause.first, i)), max(clause.last, i) + 1, i, course.stage, treaty=unit.treaty,
        treaty_class=unit.treaty_class,
    )  # fmt: skip
    claim.dated_from = max(unit.end, clause.dated_from)
    if not clause.main and clause.head < i:
        claim.dated_from = max(claim.dated_from, _relative_end(s.units, i))
    claim.alleged, claim.reject, claim.denied = clause.alleged, clause.reject or course.reject, course.denied
    claim.background = clause.background or recalled(s, i, clause)
    claim.relative = clause.background
    claim.claimants.extend(clause.claimants)
    near = s.units[max(0, claim.start - 3) : claim.end + 6]
    future = any(u.cue is not None and u.cue.value == "future" for u in near)
    if future and (claim.stage in ("signed", "ratified", "in-force") or (claim.stage == "agreed" and clause.main)):
        claim.stage = "planned"
    if course.denied:
        claim.stage, claim.reject = "denied", ""
        claim.deniers = list(clause.subject)
    if course.stage == "planned" and "may" in clause.acts and not s.lead:
        claim.reject = claim.reject or "possible"
    return claim


def _of_talks(course: Course) -> Course:
    stage = course.stage if course.stage in ("suspended", "withdrawn", "refused") else "negotiating"
    return Course(stage, course.base or "negotiate", course.reject, course.denied)


def _relative_end(units: list[Unit], i: int) -> int:
    """Where a relative clause right behind the treaty ends: its dates are not those of the act in front."""
    start = next((k for k in range(i + 1, min(len(units), i + 5)) if units[k].kind is Kind.REL), None)
    if start is None or any(u.kind in (Kind.OP, Kind.MARK) for u in units[i + 1 : start]):
        return 0
    end = next((u for u in units[start:] if u.norm in ",."), units[-1])
    return end.start


__all__ = ["TREATY_HEADS", "read_treaties"]
