"""What an article says as a whole: who speaks, what `itu` means, what is old, and one claim per development."""

from __future__ import annotations

from datetime import date

from rules.engine.claims import Claim
from rules.engine.control import stands_beside
from rules.engine.lexicon import Lexicon
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.dates import Dated, find_dates
from rules.indonesian.grammar import SPEECH, word_set

RECENT_DAYS = 75
"""What the text dates earlier than this before publication is recalled, not reported."""

_ORDER = ("sought", "negotiating", "planned", "agreed", "signed", "delivered", "used")
_STRONG = frozenset(("suspended", "refused", "withdrawn", "denied"))
_PERFECT = word_set("telah sudah akhirnya resmi rampung")
_THIRD = word_set(
    """
    pejabat intelijen sumber analis pakar lsm aktivis peneliti laporan media
    """
)


_UNOFFICIAL = word_set(
    "lembaga sumber analis pakar peneliti pengamat wartawan media koran organisasi lsm institut pusat"
)
"""Who speaks for no state, wherever he sits: `lembaga riset di Stockholm`."""


def speakers(s: Sentence) -> tuple[list[str], str]:
    """Who is named as saying it: codes and words, from `kata X`, `menurut X`, `X mengatakan`."""
    units = s.units
    for i, unit in enumerate(units):
        quoted = i > 0 and units[i - 1].norm in ',"”' and unit.norm in SPEECH
        if unit.kind is Kind.SPEECH or unit.norm == "menurut" or quoted:
            for k in range(i + 1, min(len(units), i + 9)):
                if units[k].kind is Kind.ACTOR:
                    seated = units[k - 1].norm == "di" and any(u.norm in _UNOFFICIAL for u in units[i + 1 : k])
                    return ([], "") if seated else ([units[k].code], _words(s, i + 1, k))
                if units[k].kind is Kind.MARK or units[k].kind in (Kind.VERB, Kind.SUB):
                    break
    for i, unit in enumerate(units):
        if unit.op in ("confirm", "accuse") and unit.voice is Voice.ACTIVE:
            for k in range(i - 1, max(-1, i - 12), -1):
                if units[k].kind is Kind.ACTOR:
                    return [units[k].code], _words(s, k, k)
                if units[k].kind is Kind.MARK and units[k].norm not in ",()":
                    break
    return [], ""


def _words(s: Sentence, first: int, last: int) -> str:
    tokens = s.tokens[s.units[first].start : s.units[last].end]
    return " ".join(t.form for t in tokens)[:80]


def is_old(claim: Claim, published: date | None, dates: list[Dated]) -> bool:
    """True when the clause is dated well before publication."""
    if not dates:
        return False
    s = claim.sentence
    low = s.units[claim.start].start
    high = s.units[min(claim.end, len(s.units)) - 1].end
    near = [d for d in dates if low - 8 <= d.start <= high + 10]
    near = [d for d in near if not (_since(s, d) or _aside(s, claim, d) or _beside(s, claim, d))]
    if claim.dated_from:
        near = [d for d in near if d.start >= claim.dated_from or d.start < s.units[claim.trigger].start]
    if not near:
        return False
    if published is None:
        # Today's news is dated to the day; a month or year alone tells of something past.
        return all(d.precision != "day" for d in near)
    return max((published - d.last_day()).days for d in near) > RECENT_DAYS and not any(
        (published - d.last_day()).days <= RECENT_DAYS for d in near
    )


_HOLDS = word_set("berlaku diberlakukan diterapkan dijatuhkan dikenakan dipasang bertahan")
_SETTLED = frozenset(("sign", "approve", "announce", "complete"))


def _aside(s: Sentence, claim: Claim, d: Dated) -> bool:
    """Whether the date tells of something else than the clause: how old a ban is, when the deal was made.

    `mencabut larangan ekspor yang berlaku sejak 2020`, `mengirim jet sebagai bagian dari kontrak yang diteken 2020`.
    """
    if claim.frame == "treaty":
        return False
    governs = s.units[max(0, claim.trigger - 3) : claim.trigger]
    acts = not s.units[claim.trigger].noun or any(u.op and u.verbal == "active" for u in governs)
    for n in range(claim.trigger + 1, len(s.units) - 1):
        unit = s.units[n]
        if unit.start >= d.start or unit.norm == ",":
            return False
        if unit.kind is Kind.REL:
            soon = s.units[n + 1 : n + 4]
            return any(u.norm in _HOLDS or (acts and _settles(u)) for u in soon)
    return False


def _beside(s: Sentence, claim: Claim, d: Dated) -> bool:
    """`Polandia, anggota sejak 1999, mengirim ...`: the date tells of who acts, not of what is done."""
    at = next((n for n, unit in enumerate(s.units) if unit.start <= d.start < unit.end), -1)
    return at >= 0 and stands_beside(s.units, at, claim.trigger)


def _settles(unit: Unit) -> bool:
    """`diteken`, `disepakati`, `dipesan`: what was done with the deal before it is carried out."""
    bought = any(lexeme.wire == "buy" for lexeme, _ in unit.lexemes)
    return unit.voice is Voice.PASSIVE and (unit.op in _SETTLED or bought)


def _since(s: Sentence, d: Dated) -> bool:
    """`sejak Maret`, `sejak tahun lalu`: what began then goes on; `sejak 2014` tells of old days."""
    if d.start == 0 or s.tokens[d.start - 1].norm != "sejak":
        return False
    behind = s.norms[d.start + 1 : d.start + 2]
    return d.precision != "year" or behind in (["lalu"], ["ini"])


def sentence_dates(s: Sentence, published: date | None) -> list[Dated]:
    """The dates of a sentence."""
    return find_dates(s.tokens, published)


def compatible(a: Claim, b: Claim, lexicon: Lexicon) -> bool:
    """Whether two claims may tell the same development."""
    if a.frame != b.frame or a.denied != b.denied or a.background != b.background:
        return False
    if a.frame == "treaty":
        if a.treaty and b.treaty and a.treaty != b.treaty:
            return False
        if _pacts_of_two(a, b):
            return False
        if a.treaty_class != b.treaty_class and not (a.treaty or b.treaty):
            return _parties_meet(a, b) and a.stage == b.stage
        return (_parties_meet(a, b) or not a.parties or not b.parties) and (
            a.stage == b.stage or (bool(a.treaty) and a.treaty == b.treaty) or a.treaty_class == b.treaty_class
        )
    if set(a.suppliers) & set(b.recipients) or set(a.recipients) & set(b.suppliers):
        return False
    if (a.parties or b.parties) and (a.stage in _STRONG) == (b.stage in _STRONG) and _same_weapons(a, b, lexicon):
        sides = ({*a.suppliers, *a.recipients, *a.parties}, {*b.suppliers, *b.recipients, *b.parties})
        if len(sides[0] & sides[1]) >= min(2, len(sides[0]), len(sides[1])):
            return True
    for one, two in ((a.suppliers, b.suppliers), (a.recipients, b.recipients)):
        if one and two and not set(one) & set(two):
            return False
    if a.denied and a.suppliers and a.suppliers == b.suppliers and a.recipients == b.recipients:
        return True
    if not (set(a.suppliers) & set(b.suppliers) or set(a.recipients) & set(b.recipients)) and not _halves(a, b):
        return False
    if (a.stage in _STRONG) != (b.stage in _STRONG):
        return False
    return _same_weapons(a, b, lexicon)


def _halves(a: Claim, b: Claim) -> bool:
    """One names only the source, the other only the receiver, of one specific class, a few sentences apart."""
    same = set(a.classes) & set(b.classes) - {"weapons"}
    apart = abs(a.sentence.index - b.sentence.index)
    one = bool(a.suppliers) and not a.recipients and bool(b.recipients) and not b.suppliers
    two = bool(b.suppliers) and not b.recipients and bool(a.recipients) and not a.suppliers
    return bool(same) and apart <= 4 and (one or two)


def _pacts_of_two(a: Claim, b: Claim) -> bool:
    """Manila signs with Washington and talks with Jakarta: each names its two sides, and they are not the same two."""
    one, two = set(a.parties), set(b.parties)
    joined = a.treaty_class == b.treaty_class == "alliance-accession" or bool(a.treaty and a.treaty == b.treaty)
    return not joined and min(len(one), len(two)) > 1 and not (one <= two or two <= one)


def _parties_meet(a: Claim, b: Claim) -> bool:
    return bool(set(a.parties) & set(b.parties))


def _same_weapons(a: Claim, b: Claim, lexicon: Lexicon) -> bool:
    if not a.classes or not b.classes:
        return True
    for x in a.classes:
        for y in b.classes:
            if (
                x == y
                or x == "weapons"
                or y == "weapons"
                or {x, y} == {"missile", "air-defence"}
                or lexicon.is_a(x, y)
                or lexicon.is_a(y, x)
            ):
                return True
    return False


def _heads(s: Sentence) -> bool:
    """The title, or a first line of the text that ends like one."""
    return s.field == "title" or (s.index == 0 and s.tokens[-1].kind != "mark")


def _settle_stage(head: Claim, members: list[Claim]) -> None:
    """The stage that the article leads with: the first full main clause; what is merely possible or recalled waits."""
    if head.frame == "treaty" or head.denied:
        return
    full = max(c.complete for c in members)
    best = [
        c
        for c in members
        if not (c.possible or c.anaphor or c.passing) and c.complete >= min(full, 2) and (not c.relative or c is head)
    ]
    if not best:
        return
    first = min(best, key=lambda c: (c.relative, not c.sentence.lead, c.sentence.index, c.noun, -c.trigger))
    head.stage = first.stage
    body = [c for c in best if not _heads(c.sentence)]
    if _heads(first.sentence) and first.stage == "delivered" and body and not first.noun:
        told = first.sentence.units[max(0, first.trigger - 3) : first.trigger]
        if not any(c.stage == first.stage for c in body) and not any(u.norm in _PERFECT for u in told):
            later = min(body, key=lambda c: (c.relative, c.sentence.index, c.noun, -c.trigger))
            if later.stage in ("planned", "negotiating", "agreed", "signed", "sought"):
                head.stage = later.stage  # headlines tell plans in the present
    if _heads(first.sentence) and first.stage in ("agreed", "sought") and not first.noun:
        lead = [c for c in body if c.sentence.lead and not c.relative]
        exact = min(lead, key=lambda c: (c.sentence.index, c.noun, -c.trigger), default=None)
        wanted = "signed" if first.stage == "agreed" else "negotiating"
        if exact is not None and exact.stage == wanted:
            head.stage = exact.stage  # `Beli 42 Rafale` in the headline, `menandatangani kontrak` in the lead


def merge(claims: list[Claim], lexicon: Lexicon) -> list[tuple[Claim, list[Claim]]]:
    """Claims of one development together: the fullest first, with the others as further evidence."""
    groups: list[tuple[Claim, list[Claim]]] = []
    ranked = sorted(enumerate(claims), key=lambda pair: (-pair[1].complete, pair[1].sentence.index, pair[0]))
    for _, claim in ranked:
        for head, members in groups:
            if head.sentence.section != claim.sentence.section and head.sentence.section and claim.sentence.section:
                continue
            if compatible(head, claim, lexicon):
                _absorb(head, claim)
                members.append(claim)
                break
        else:
            groups.append((claim, [claim]))
    for head, members in groups:
        _settle_stage(head, members)
    groups = [g for g in groups if not _empty(g)]
    groups.sort(key=lambda group: min(c.sentence.index for c in group[1]))
    return groups


def _empty(group: tuple[Claim, list[Claim]]) -> bool:
    """A group made of echoes only: `pembelian itu`, a noun in passing."""
    return all((c.anaphor and not c.weapons and not c.denied and c.stage not in _STRONG) or c.passing for c in group[1])


def _absorb(head: Claim, other: Claim) -> None:
    """Fills what the head leaves open; the later stage wins among the steps of a supply, the first among endings."""
    if not head.suppliers and "supplier" not in head.unnamed:
        head.suppliers = [c for c in other.suppliers if c not in head.recipients]
    if not head.recipients and "recipient" not in head.unnamed:
        head.recipients = [c for c in other.recipients if c not in head.suppliers]
    if head.frame == "treaty":
        head.parties = list(dict.fromkeys([*head.parties, *other.parties]))
        head.treaty = head.treaty or other.treaty
    for name in other.classes:
        if name not in head.classes:
            head.classes.append(name)
    if len(head.classes) > 1 and "weapons" in head.classes:
        head.classes.remove("weapons")
    head.systems.extend(x for x in other.systems if x not in head.systems)
    if _one_breath(head.sentence, other.sentence):
        head.claimants.extend(code for code in other.claimants if code not in head.claimants)
        head.claimant_words = head.claimant_words or other.claimant_words
    head.quantity = head.quantity or other.quantity
    if (
        other.sentence.index < head.sentence.index
        and other.sentence.lead
        and other.stage != head.stage
        and other.complete >= head.complete - 1
    ):
        head.stage = other.stage
    if not other.alleged and head.alleged and other.official:
        head.alleged = False


def _one_breath(a: Sentence, b: Sentence) -> bool:
    """Whether who speaks in one speaks for the other too: the same paragraph or so, or headline and lead."""
    return abs(a.index - b.index) <= 1 or (a.lead and b.lead)


def first_actor_after_comma(s: Sentence, start: int) -> list[str]:
    """The subject of the main clause behind a fronted one: `Setelah membeli rudal, Rusia ...`."""
    units: list[Unit] = s.units
    comma = False
    for unit in units[start:]:
        if unit.norm == ",":
            comma = True
        elif comma and unit.kind is Kind.ACTOR:
            return [unit.code]
    return []
