"""Sides that one sentence leaves open and the article as a whole names: headline says who, body says what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set

from rules.engine.claims import Claim
from rules.engine.headline import STRUCK
from rules.engine.units import Kind, Sentence
from rules.indonesian.grammar import word_set

Hostile = Set[tuple[str, str]]


def complete_from_topic(claims: list[Claim], hostile: Hostile, sentences: list[Sentence]) -> None:
    """Fills in place the side of a supply that only the rest of the article names; a side is never replaced."""
    told = [c for c in claims if c.frame == "transfer" and not c.reject]
    supplies = [c for c in told if not (c.background or c.passing)]
    full = [c for c in supplies if c.suppliers and c.recipients and not c.denied]
    pacts = [c for c in claims if c.frame == "treaty" and len(c.parties) == 2]
    givers = {s for c in told for s in c.suppliers}
    giver, receiver = _sole(full, sentences, "suppliers"), _sole(full, sentences, "recipients")
    for claim in told:
        if claim.suppliers and not claim.recipients and not claim.parties and "recipient" not in claim.unnamed:
            _receiver(claim, full)
            _partner(claim, pacts)
            _waiting(claim, hostile, sentences)
            _likewise(claim, full)
            if receiver and not _others_nearer(claim, receiver, givers, sentences):
                _to_whom(claim, receiver, hostile)
        elif giver and not (claim.suppliers or claim.parties) and _in_view(claim, giver, sentences):
            _from_whom(claim, giver, full, hostile)
    for claim in told:
        _same_breath(claim, told)
        _in_return(claim, told)
    for claim in told:
        if claim.tentative and not claim.recipients:
            claim.reject = "role:recipient"  # offered to nobody that the article names
    _complements(supplies, {r for c in told for r in c.recipients}, hostile)


def _sole(full: list[Claim], sentences: list[Sentence], side: str) -> str:
    """The one giver (or receiver) of all that the article tells in full, when headline or lead speak of him."""
    codes = {code for c in full for code in getattr(c, side)}
    if len(codes) != 1:
        return ""
    code = next(iter(codes))
    return code if any(u.code == code for s in sentences if s.lead for u in s.units) else ""


def _to_whom(claim: Claim, receiver: str, hostile: Hostile) -> None:
    """`Prancis akan memberikan SCALP` in an article on arms for one receiver: they are for him."""
    if claim.recipients or not receiver or receiver in claim.suppliers or claim.background or claim.denied:
        return
    if (claim.noun or not claim.gives) and claim.stage not in _STOPPED:
        return
    if claim.visit or any((s, receiver) in hostile for s in claim.suppliers):
        return
    claim.recipients = [receiver]


def _others_nearer(claim: Claim, receiver: str, givers: set[str], sentences: list[Sentence]) -> bool:
    """Whether the sentences right before speak of somebody else who may be meant, more than of the receiver."""
    at = claim.sentence.index
    if not _in_view(claim, receiver, sentences[:at]):
        return True
    near = Counter(u.code for s in sentences[max(0, at - 3) : at] for u in s.units if u.kind is Kind.ACTOR)
    return any(n > near[receiver] for code, n in near.items() if code != receiver and code not in givers)


def _in_view(claim: Claim, code: str, sentences: list[Sentence]) -> bool:
    """Whether title, introduction or the claim's own section names the actor."""
    near = [s for s in sentences if s.field == "title" or s.section in (0, claim.sentence.section)]
    return any(u.code == code for s in near for u in s.units)


def _from_whom(claim: Claim, giver: str, full: list[Claim], hostile: Hostile) -> None:
    """`Sudan merampungkan pembelian drone` in an article on one seller: from him, unless another builds the thing."""
    if not claim.recipients or giver in claim.recipients or "supplier" in claim.unnamed:
        return
    if claim.background or claim.denied or claim.visit:
        return
    if claim.origins and giver not in claim.origins:
        return
    told = claim.gives and giver in claim.claimants
    if not (claim.maker_sells or told) or (claim.maker_near and not claim.noun and not claim.origins and not told):
        return
    classes = {x for c in full for x in c.classes}
    if not set(claim.classes) & {*classes, "weapons"}:
        return
    receivers = {r for c in full for r in c.recipients}
    if any((a, b) in hostile for a in claim.recipients for b in (giver, *receivers)):
        return
    claim.suppliers = [giver]


_LIKE = frozenset(("sejenis", "serupa", "sama", "menyusul"))


def _same_breath(claim: Claim, told: list[Claim]) -> None:
    """`Inggris memberi Storm Shadow, Prancis mengirim SCALP bagi Ukraina`: clauses of one sentence, one receiver."""
    if claim.recipients or not claim.gives or claim.noun or claim.denied or not claim.suppliers:
        return
    beside = [c for c in told if c.sentence is claim.sentence and c is not claim and not c.denied]
    beside = [c for c in beside if c.gives or (c.stage in _STOPPED and c.trigger > claim.trigger)]
    receivers = {r for c in beside for r in c.recipients}
    if len(receivers) == 1 and not receivers & {s for c in (claim, *beside) for s in c.suppliers}:
        claim.recipients = sorted(receivers)


_RETURN = frozenset(("imbalan", "imbalannya", "gantinya", "balasan", "balasannya", "barter", "ditukar", "kompensasi"))


def _in_return(claim: Claim, told: list[Claim]) -> None:
    """`Rusia mengirim Pantsir, sebagai imbalan Pyongyang memasok peluru`: what comes back goes to the giver."""
    if claim.recipients or not claim.gives or len(claim.suppliers) != 1 or not _RETURN & set(claim.sentence.norms):
        return
    at = claim.sentence.index
    first = [c for c in told if 0 <= at - c.sentence.index <= 1 and c is not claim and c.recipients == claim.suppliers]
    givers = {s for c in first for s in c.suppliers}
    if len(givers) == 1:
        claim.recipients = sorted(givers)


def _likewise(claim: Claim, full: list[Claim]) -> None:
    """`Inggris sudah lebih dulu memasok peluru sejenis`: to the same receiver as the arms told of before."""
    if claim.recipients or not claim.gives or not _LIKE & set(claim.sentence.norms):
        return
    before = [c for c in full if 0 < claim.sentence.index - c.sentence.index <= 8]
    receivers = {r for c in before for r in c.recipients}
    if len(receivers) == 1 and not receivers & set(claim.suppliers):
        claim.recipients = sorted(receivers)


def _near(claim: Claim, other: Claim) -> bool:
    a, b = other.sentence, claim.sentence
    return (a.section == b.section or a.field == "title") and (a.lead or 0 < b.index - a.index <= 3)


def _receiver(claim: Claim, full: list[Claim]) -> None:
    """`Prancis akan memberikan SCALP`: beside what the same giver gives to one receiver; another giver lends none."""
    if (claim.noun or not claim.gives) and claim.stage not in _STOPPED:
        return
    near = [c for c in full if c is not claim and _near(claim, c) and set(c.suppliers) & set(claim.suppliers)]
    receivers = {r for c in near for r in c.recipients}
    if len(receivers) == 1 and not receivers & set(claim.suppliers):
        claim.recipients = sorted(receivers)


def _partner(claim: Claim, pacts: list[Claim]) -> None:
    """`Zelensky dan Sanchez meneken pakta. Spanyol akan memberi rudal`: what a signatory gives goes to the other."""
    if claim.recipients or not claim.gives or claim.noun or len(claim.suppliers) != 1:
        return
    near = [p for p in pacts if p.sentence.section == claim.sentence.section]
    behind = 3 if claim.sentence.section else 0
    near = [
        p for p in near if -behind <= claim.sentence.index - p.sentence.index <= 3 and claim.suppliers[0] in p.parties
    ]
    others = {code for p in near for code in p.parties if code not in claim.suppliers}
    if len(others) == 1:
        claim.recipients = sorted(others)


_THANKS = word_set(
    """
    berterima terima menanti menunggu berharap mengharapkan menyambut nantikan tunggu sambut girang senang gembira
    semringah sumringah lega bersorak sorak puas bahagia tersenyum
    """
)


def _waiting(claim: Claim, hostile: Hostile, sentences: list[Sentence]) -> None:
    """`Denmark menyerahkan F-16. Kyiv berterima kasih`: who thanks, waits or is struck beside it is the receiver."""
    if claim.recipients or claim.background or len(claim.suppliers) != 1:
        return
    words = STRUCK if claim.stage in _STOPPED else _THANKS
    at = claim.sentence.index
    found: set[str] = set()
    for s in sentences[max(0, at - 1) : at + 2]:
        if not words & set(s.norms):
            continue
        for n, unit in enumerate(s.units):
            if unit.kind is Kind.ACTOR and not (n and s.units[n - 1].prep):
                behind = s.units[n + 1 : n + 4]
                if any(u.norm in words for u in behind) and not any(u.kind is Kind.ACTOR for u in behind[:1]):
                    found.add(unit.code)
    if len(found) == 1 and not found & set(claim.suppliers):
        receiver = found.pop()
        if (claim.suppliers[0], receiver) not in hostile:
            claim.recipients = [receiver]


_STOPPED = frozenset(("suspended", "refused", "withdrawn"))


def _complements(supplies: list[Claim], all_receivers: set[str], hostile: Hostile) -> None:
    """One giver and one receiver in the whole article, each told by a clause that leaves the other open."""
    givers = {s for c in supplies for s in c.suppliers}
    receivers = {r for c in supplies for r in c.recipients}
    if (
        len(givers) != 1
        or len(receivers) != 1
        or givers & receivers
        or receivers != all_receivers
        or any(c.parties for c in supplies)
    ):
        return
    giver, receiver = next(iter(givers)), next(iter(receivers))
    if (giver, receiver) in hostile or not any(c.sentence.lead for c in supplies):
        return
    sections = {c.sentence.section for c in supplies if c.sentence.field != "title"}
    if len(sections) > 1 or len({c.stage in _STOPPED for c in supplies if not c.denied}) > 1:
        return  # what one stops is not what another gives
    for claim in supplies:
        if "supplier" not in claim.unnamed:
            claim.suppliers = claim.suppliers or [giver]
        if "recipient" not in claim.unnamed:
            claim.recipients = claim.recipients or [receiver]
