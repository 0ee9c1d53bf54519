"""A claim before a rule: a mention, a near miss with the first condition that failed, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.engine.claims import Claim
from rules.engine.cues import Cues
from rules.engine.lexicon import Lexicon
from rules.engine.mention import (
    Certainty,
    CertaintyDetail,
    Document,
    Evidence,
    Mention,
    NearMiss,
    Quantity,
    RuleStatus,
    Stage,
)
from rules.engine.rule import Rule, actor_fits, severity_of
from rules.engine.rule_file import AnyOf
from rules.engine.rule_names import FRAMES

_LONGEST_QUOTE = 320


Facts = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Case:
    """A claim as rules see it, made once for all of them."""

    head: Claim
    members: list[Claim]
    facts: Facts
    evidence: tuple[Evidence, ...]

    @classmethod
    def of(cls, head: Claim, members: list[Claim], document: Document) -> Case:
        """The case of a claim that its group tells."""
        return cls(head, members, _facts(head), tuple(_evidence(c, document) for c in _ordered(head, members)))


def decide(rule: Rule, case: Case, lexicon: Lexicon, cues: Cues) -> Mention | NearMiss | None:
    """What the rule makes of the claim."""
    match = rule.source.match
    head, facts, evidence = case.head, case.facts, case.evidence
    failed = head.reject or _failed(rule, facts, lexicon)
    if failed:
        return NearMiss(rule.info.id, failed, evidence[0])
    both_sides = bool(head.suppliers and head.recipients) and head.frame != "troops"
    surroundings = frozenset[str]() if both_sides else head.sentence.surroundings
    for name in match.not_within:
        if name in surroundings:
            return NearMiss(rule.info.id, f"guard:{name}", evidence[0])
    certainty, detail = _certainty(head)
    severity, _ = severity_of(
        rule.source, {**facts, "certainty": (certainty.value,), "detail": (detail.value,)}, lexicon
    )
    alert, reason = _alert(rule, head, case.members, cues)
    return Mention(
        rule=rule.info.id, revision=rule.info.revision, type=FRAMES[head.frame], stage=Stage(head.stage),
        certainty=certainty, detail=detail, severity=severity, background=head.background,
        suppliers=tuple(sorted(head.suppliers)), recipients=tuple(sorted(head.recipients)),
        parties=tuple(sorted(head.parties)), weapons=tuple(sorted(head.classes)), systems=tuple(head.systems),
        quantity=Quantity(*head.quantity) if head.quantity else None, treaty=head.treaty or None,
        treaty_class=head.treaty_class or None, claimants=tuple(dict.fromkeys(head.claimants)),
        claimant_words=head.claimant_words or None, deniers=tuple(sorted(set(head.deniers))),
        status=rule.info.status, alert=alert, reason=reason, route=rule.info.route, event_key=rule.info.event_key,
        window_days=rule.info.window_days, evidence=evidence, when=head.when,
    )  # fmt: skip


def _facts(claim: Claim) -> dict[str, tuple[str, ...]]:
    return {
        "type": (FRAMES[claim.frame].value,),
        "stage": (claim.stage,),
        "supplier": tuple(claim.suppliers),
        "recipient": tuple(claim.recipients),
        "parties": tuple(claim.parties),
        "weapon": tuple(claim.classes),
        "treaty": (claim.treaty,) if claim.treaty else (claim.treaty_class,) if claim.treaty_class else (),
        "treaty_class": (claim.treaty_class,) if claim.treaty_class else (),
        "background": ("true" if claim.background else "false",),
    }


def _failed(rule: Rule, facts: Facts, lexicon: Lexicon) -> str:
    match = rule.source.match
    for wanted in match.require:
        names = wanted.any if isinstance(wanted, AnyOf) else (wanted,)
        if not any(facts.get(name) for name in names):
            return f"role:{names[0]}"
    for role, allowed in match.roles.items():
        for value in facts.get(role, ()):
            if not any(_fills(role, value, name, lexicon) for name in allowed):
                return f"role:{role}={value}"
    accept = match.accept
    for key in ("type", "stage", "treaty_class", "treaty"):
        values = {str(getattr(v, "value", v)) for v in getattr(accept, key)}
        if values and not values & set(facts.get(key, ())):
            return f"accept:{key}"
    if accept.weapon and not any(lexicon.is_a(w, v) for w in facts["weapon"] for v in accept.weapon):
        return "accept:weapon"
    return ""


def _fills(role: str, value: str, wanted: str, lexicon: Lexicon) -> bool:
    if role in ("weapon", "treaty") and wanted == role:
        return True
    if role == "weapon":
        return lexicon.is_a(value, wanted)
    if role == "treaty":
        return value == wanted
    return actor_fits(value, wanted, lexicon)


def _certainty(claim: Claim) -> tuple[Certainty, CertaintyDetail]:
    parties = {*claim.suppliers, *claim.recipients, *claim.parties}
    if claim.denied:
        return Certainty.DENIED, CertaintyDetail.DENIED
    said_by_party = bool(set(claim.claimants) & parties)
    third = [c for c in claim.claimants if c not in parties]
    if claim.alleged:
        if third:
            return Certainty.ALLEGED, CertaintyDetail.OFFICIAL_CLAIM
        return Certainty.ALLEGED, CertaintyDetail.SUSPICION
    if said_by_party:
        return Certainty.ASSERTED, CertaintyDetail.ADMITTED
    if third and claim.frame != "treaty":
        return Certainty.ALLEGED, CertaintyDetail.OFFICIAL_CLAIM
    return Certainty.ASSERTED, CertaintyDetail.MEDIA


def _alert(rule: Rule, head: Claim, members: list[Claim], cues: Cues) -> tuple[bool, str]:
    if rule.info.status is not RuleStatus.STABLE:
        return False, rule.info.status.value
    if head.background:
        return False, "background"
    weak = cues.salient_stages.get(head.frame, frozenset())
    sides = [side for side in (head.suppliers, head.recipients) if side]
    if head.frame != "treaty" and len(sides) < 2 and not any(c.sentence.lead for c in members):
        return False, "aside"
    if head.stage in weak and not any(c.sentence.lead for c in members):
        return False, "aside"
    return True, "denied" if head.denied else "new"


def _ordered(head: Claim, members: list[Claim]) -> list[Claim]:
    """The members in reading order, one per sentence, the head's sentence included."""
    seen: set[int] = set()
    out: list[Claim] = []
    for claim in sorted(members, key=lambda c: (c.sentence.index, c.start)):
        if claim.sentence.index not in seen:
            seen.add(claim.sentence.index)
            out.append(claim)
    return out or [head]


def _evidence(claim: Claim, document: Document) -> Evidence:
    """The clause as a quote: the whole sentence when it is short, else the clause widened to its commas."""
    s = claim.sentence
    source = document.title if s.field == "title" else document.text
    start, end = s.start, s.end
    if end - start > _LONGEST_QUOTE:
        first = max(0, claim.start - 4)
        last = min(len(s.units), claim.end + 6) - 1
        start = s.tokens[s.units[first].start].start
        end = s.tokens[s.units[last].end - 1].end
        if claim.reject or claim.denied:
            start = s.start
    return Evidence(s.field, start, end, source[start:end])
