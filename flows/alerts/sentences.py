"""Which sentence an alert is told in: honest about who acts, and about what is only threatened or announced."""

from __future__ import annotations

from flows.alerts.event import Alert
from flows.alerts.roles import Roles, is_state, treaty_kind
from flows.alerts.signs import Sign, act_of, says
from flows.alerts.stages import HALTS
from flows.alerts.wording import Sentence, Words
from rules import CertaintyDetail, Mention, MentionType, Stage

ALLIANCE = "alliance-accession"
AHEAD = frozenset({Stage.SOUGHT, Stage.NEGOTIATING, Stage.PLANNED})
# Arms control between two: of any other such treaty the parties told are those who leave it.
_OF_TWO = frozenset({"new-start", "inf", "start-i", "salt", "abm", "pmda", "inter-korean-military"})
_SIGNED = (
    (Sign.CONTRACT, "contract"),
    (Sign.LETTER, "letter"),
    (Sign.MEMORANDUM, "memorandum"),
)
_HALT_AHEAD = (
    (Sign.HALT_THREATENED, "threatened"),
    (Sign.HALT_CONSIDERED, "considered"),
    (Sign.HALT_POSSIBLE, "possible"),
    (Sign.HALT_PLANNED, "planned"),
)


def sentence_of(alert: Alert, roles: Roles, words: Words) -> Sentence:
    """The sentence for this alert in this language."""
    kind, mention = alert.event.type, alert.decision.mention
    is_treaty = kind is MentionType.TREATY
    if roles.detail is CertaintyDetail.DENIED:
        return _denial(is_treaty, roles, words)
    if is_treaty:
        return _treaty(alert, roles, words)
    if not roles.suppliers and not roles.recipients:
        return words.unnamed.get(kind, words.no_roles)
    if goes_on(alert) and roles.stage not in AHEAD and kind in words.resumed:
        return words.resumed[kind]
    if words.sentences(kind) is words.transfer:
        if roles.stage in HALTS:
            return _halt(alert, roles, words)
        if is_offer(mention):
            return words.offered
        if roles.stage is Stage.SIGNED:
            return words.signed.get(paper_of(mention), words.transfer[Stage.SIGNED])
    sentences = words.sentences(kind)
    return sentences.get(roles.stage) or next(iter(sentences.values()))


def goes_on(alert: Alert) -> bool:
    """True when the words tell that what was halted goes on; what had been refused begins only now."""
    before = {c.before for c in alert.decision.changed if c.axis == "stage"}
    resumed = alert.decision.reason == "resumed" and Stage.REFUSED.value not in before
    return resumed and says(alert.decision.mention, Sign.RESUMED)


def joiners(alert: Alert) -> tuple[str, ...]:
    """Who is new beside the parties of a treaty that is known, when that is the news."""
    changed = {c.axis: c for c in alert.decision.changed}
    party = changed.get("party")
    if alert.event.type is not MentionType.TREATY or party is None or "stage" in changed:
        return ()
    return tuple(code for code in party.after.split(",") if code) if len(party.before.split(",")) > 1 else ()


def leaver(alert: Alert, roles: Roles) -> str:
    """The one party that says itself that it leaves or halts a treaty of two; empty when the text does not tell."""
    mention = alert.decision.mention
    one = set(mention.claimants) & set(roles.parties)
    return one.pop() if mention.detail is CertaintyDetail.ADMITTED and len(one) == 1 else ""


def step_so_far(mention: Mention) -> str:
    """How far a step has come, where it has not come all the way: a label's name, or empty."""
    if mention.type is MentionType.TREATY:
        return act_of(mention) or ""
    if mention.type is MentionType.WEAPONS_TRANSFER and is_offer(mention):
        return "offered"
    if mention.stage not in (Stage.SUSPENDED, Stage.WITHDRAWN):
        return ""
    return next((name for sign, name in _HALT_AHEAD if says(mention, sign)), "")


def is_offer(mention: Mention) -> bool:
    """True when the words tell of an offer, and of no talks about it."""
    return mention.stage is Stage.NEGOTIATING and says(mention, Sign.OFFERED) and not says(mention, Sign.TALKS)


def paper_of(mention: Mention) -> str:
    """What was signed: `contract`, `letter` of intent, `memorandum`; empty where the words leave it open."""
    return next((name for sign, name in _SIGNED if says(mention, sign)), "")


def _denial(is_treaty: bool, roles: Roles, words: Words) -> Sentence:
    if is_treaty:
        return words.pact.denial
    by = set(roles.deniers)
    if by and by <= set(roles.suppliers):
        return words.denial_by_supplier
    return words.denial_by_recipient if by and by <= set(roles.recipients) else words.denial


def _halt(alert: Alert, roles: Roles, words: Words) -> Sentence:
    """Who stopped it is said only when they say it themselves or the words do: buyers cancel as well as sellers.

    To refuse is the supplier's, as a rule. What is threatened or considered is not done.
    """
    mention = alert.decision.mention
    if ahead := step_so_far(mention):
        return words.halt_ahead[ahead]
    by = set(mention.claimants) if mention.detail is CertaintyDetail.ADMITTED else set()
    both = bool(roles.suppliers and roles.recipients)
    if both and ((by and by <= set(roles.recipients)) or says(mention, Sign.BUYER_STOPS)):
        return words.halted_by_recipient[roles.stage]
    if roles.stage is Stage.REFUSED or (by and by <= set(roles.suppliers)):
        return words.transfer[roles.stage]
    return words.halted[roles.stage]


def _treaty(alert: Alert, roles: Roles, words: Words) -> Sentence:
    pact, mention = words.pact, alert.decision.mention
    if goes_on(alert) and roles.stage not in AHEAD and MentionType.TREATY in words.resumed:
        return words.resumed[MentionType.TREATY]
    if joiners(alert):
        return pact.joining[0 if roles.stage in AHEAD else 1]
    if treaty_kind(alert) == ALLIANCE:
        return _alliance(mention, roles, words)
    if roles.treaty and roles.stage in pact.named and alert.event.treaty:
        return pact.named[roles.stage]
    act = act_of(mention) or ""
    if roles.stage in (Stage.WITHDRAWN, Stage.SUSPENDED) and _is_of_two(alert, roles):
        if leaver(alert, roles):
            return pact.left_by[act] if roles.stage is Stage.WITHDRAWN else pact.suspended_by
        if roles.stage is Stage.WITHDRAWN:
            return pact.left_joint[act]
    if roles.stage is Stage.WITHDRAWN and act:
        return pact.left[act]
    if len(roles.parties) > 1 and roles.stage in pact.joint:
        return pact.joint[roles.stage]
    return pact.plain.get(roles.stage) or next(iter(pact.plain.values()))


def _is_of_two(alert: Alert, roles: Roles) -> bool:
    """A treaty that lives by both its parties: when one goes, it is over."""
    if len(roles.parties) != 2 or not all(is_state(p) for p in roles.parties):
        return False
    return treaty_kind(alert) not in ("arms-control", "safeguards") or roles.treaty in _OF_TWO


def _alliance(mention: Mention, roles: Roles, words: Words) -> Sentence:
    """One state and an alliance; of several it is not known who comes and who agrees."""
    pact = words.pact
    if sum(is_state(p) for p in roles.parties) != 1:
        return pact.alliance_joint.get(roles.stage, pact.alliance_many)
    if roles.stage is Stage.WITHDRAWN:
        if says(mention, Sign.JOINING):
            return pact.alliance_given_up
        return pact.alliance_left[act_of(mention) or ""]
    return pact.alliance.get(roles.stage, pact.alliance_many)
