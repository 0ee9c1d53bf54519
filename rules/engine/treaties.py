"""Treaty developments: which treaty, which parties, how far."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from rules.engine import treaty_words as words
from rules.engine.claims import MAX_CLAIMS, Claim
from rules.engine.lexicon import Lexicon
from rules.engine.treaty_books import ANAPHOR
from rules.engine.treaty_clause import Clause
from rules.engine.treaty_memory import Memory
from rules.engine.treaty_parties import complete, own_call
from rules.engine.treaty_reading import read_clause, recalled
from rules.engine.treaty_stages import Course
from rules.engine.treaty_talks import TALKS, talks
from rules.engine.treaty_units import may_echo, prepare
from rules.engine.treaty_worth import counts
from rules.engine.trie import PhraseTrie
from rules.engine.units import Kind, Sentence, Unit

TREATY_HEADS = words.BOOK_HEADS
"""First words of instruments: a text without any is not read for treaties' sake alone."""

TREATY_OPENINGS = words.OPENINGS
"""Pairs of words that do the same."""

_BOOKLESS = frozenset(first for first, _ in words.OPENINGS)
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
    memory.asked = _asks(sentences[0])
    claims = list(itertools.islice((claim for s in sentences for claim in _read(s, memory, signs)), MAX_CLAIMS))
    _lead_is_exact(claims)
    if claims and _tells_peace_plan(sentences[0]):
        for claim in claims:
            if not claim.treaty:
                claim.reject = claim.reject or "peace-plan"
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


_ASKING = frozenset(
    ("perlukah", "haruskah", "mengapa", "kenapa", "apa", "apakah", "bagaimana", "akankah", "mungkinkah", "siapa")
)


def _asks(s: Sentence) -> bool:
    return s.field == "title" and s.norms[-1:] == ["?"] and s.norms[0] in _ASKING


def _tells_peace_plan(s: Sentence) -> bool:
    """`proposal perdamaian`, `rencana damai 28 poin`: what such a plan asks for is not yet a treaty."""
    pairs = itertools.pairwise(s.norms)
    return any(a in _PLANS and b in _PEACE for a, b in pairs)


_PLANS = frozenset(("proposal", "rencana", "usulan", "rancangan", "draf", "poin"))
_PEACE = frozenset(("damai", "perdamaian", "gencatan"))


def _hoax(s: Sentence) -> bool:
    spread = "beredar" in s.norms and ("video" in s.norms or bool(_HOAX & set(s.norms)))
    return spread or "turnbackhoax" in s.norms


def _may_tell(s: Sentence) -> bool:
    if s.worth or not (words.BOOK_HEADS.isdisjoint(s.norms) and words.ECHOES.isdisjoint(s.norms)):
        return True
    return not _BOOKLESS.isdisjoint(s.norms) and any(pair in words.OPENINGS for pair in itertools.pairwise(s.norms))


def _speaks_of_book(s: Sentence) -> bool:
    """Whether an instrument stands beside troops or weapons, which may be what it forbids or allows."""
    return s.worth and not words.BARE_BOOKS.isdisjoint(s.norms)


def _may_hold(s: Sentence, signs: PhraseTrie[bool]) -> bool:
    """Whether an instrument stands in the sentence or is pointed at: in half of those about weapons, none can."""
    return not (words.BOOK_HEADS | _BOOKLESS).isdisjoint(s.norms) or signs.occurs(s.norms) or may_echo(s.norms, s.units)


def _read(s: Sentence, memory: Memory, signs: PhraseTrie[bool]) -> list[Claim]:
    """Every treaty development of the next sentence."""
    claims: list[Claim] = []
    if _may_tell(s) and _may_hold(s, signs):
        prepared = s.with_units(talks(prepare(s.units, memory.alliances)))
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
    if anaphor and s.units[i].start == s.units[i].end and clause.after:
        claim.background = True  # `menyusul mundurnya Rusia`
    own_call(claim, s, unit, clause, memory)
    complete(claim, s, i, unit, clause, memory, anaphor=anaphor)
    return claim if counts(claim, s, unit, clause, memory, anaphor=anaphor) else None


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
    attainable = clause.main and course.base in ("create", "join") and clause.acts[-1] == "may"
    if course.stage == "planned" and "may" in clause.acts and (not s.lead or attainable):
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


__all__ = ["TREATY_HEADS", "TREATY_OPENINGS", "read_treaties"]
