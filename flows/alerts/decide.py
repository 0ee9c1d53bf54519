"""What is done about a mention: pure, with the history, the clock and the mutes passed in.

A decision is made in three steps: is the mention to be heard at all (`gate`), what does it add to which event
(`novelty`), may a message go out now (`policy`). Every silence has a name; see REASONS in README.md of this room.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.alerts.event import Alert, Decision, Event, Sighting, Silence, SilenceScope, State
from flows.alerts.further import article_day
from flows.alerts.growth import step_of
from flows.alerts.likeness import fitting_events, narrowed
from flows.alerts.novelty import Novelty, deniers_of, is_denial, weigh
from flows.alerts.signs import Sign, is_dated_news, is_in_headline, says
from flows.alerts.silences import breaks_through, covers, silence_over
from flows.alerts.stages import Lineage, plain_lineage
from flows.alerts.threads import earlier_shipment, recalled_event
from rules import Certainty, CertaintyDetail, Mention, Quantity, RuleStatus, Severity, Stage

STORM_CAP = 10  # alerts of one rule in an hour; what comes beyond is folded into one list
MAX_AGE = timedelta(days=7)  # an article older than this is history: it builds state and is not told
BACKFILL_FRESH = timedelta(hours=24)  # how recent a critical article must be to be told during a backfill

_HEARD = frozenset({"", "new", "alert"})


@dataclass(frozen=True, slots=True)
class _Situation:
    """Everything a decision depends on besides the mention."""

    sighting: Sighting
    now: datetime
    silences: Sequence[Silence]
    alerts_in_hour: int
    storm_cap: int
    backfill: bool
    lineage: Lineage


def decide(
    mention: Mention,
    sighting: Sighting,
    candidates: Sequence[Event],
    *,
    now: datetime,
    new_id: Callable[[str], str],
    silences: Sequence[Silence] = (),
    alerts_in_hour: int = 0,
    storm_cap: int = STORM_CAP,
    backfill: bool = False,
    lineage: Lineage = plain_lineage,
) -> Decision:
    """The decision about one mention, with the event as it stands afterwards.

    `candidates` are open events of any type; `new_id` makes an event's short id from a seed that is the same for the
    same mention in the same article; `lineage` is the lexicon's weapon tree (`Lexicon.lineage`). When the decision
    alerts, `event.alerts` counts that alert already: `alert_of` makes it.
    """
    at = _Situation(sighting, now, silences, alerts_in_hour, storm_cap, backfill, lineage)
    if why := _unheard(mention, at):
        event = None if why in _UNRECORDED else _known(mention, candidates, at)
        return Decision(State.NONE, why, False, mention, sighting, event)
    fits = fitting_events(mention, sighting, candidates, lineage)
    if not fits and (past := recalled_event(mention, sighting, candidates, lineage)):
        return Decision(State.NONE, "recalled", False, mention, sighting, past)
    follows: Event | None = None
    reason = ""
    for fit in fits:
        others = [f.event for f in fits if f.same_weapon and f.event.id != fit.event.id]
        novelty = weigh(narrowed(mention, fit.event, others), sighting, fit, lineage)
        if not novelty.another:
            return _continued(mention, novelty, at)
        follows, reason = follows or fit.event, reason or novelty.reason
    if not fits and says(mention, Sign.AGAIN):
        follows = earlier_shipment(mention, sighting, candidates, lineage)
    return _opened(mention, follows, reason, at, new_id)


def alert_of(decision: Decision, now: datetime, previous: tuple[str, datetime] | None = None) -> Alert:
    """The alert that an alerting decision raises; `previous` is the event's last alert and its article's time."""
    if not decision.alert or decision.event is None:
        raise ValueError(f"alert: decision {decision.reason!r} does not alert")
    event = decision.event
    return Alert(
        id=f"{event.id}-{event.alerts}",
        event=event,
        number=event.alerts,
        state=decision.state,
        severity=decision.mention.severity,
        created_at=now,
        decision=decision,
        route=decision.mention.route,
        previous_id=previous[0] if previous else None,
        previous_at=previous[1] if previous else None,
    )


def corroboration_of(decision: Decision, now: datetime, previous: tuple[str, datetime] | None = None) -> Alert:
    """The alert of a corroboration, for receivers who asked for it: `K7Q2-1.3` is alert 1, now with three origins.

    It is no alert of its own for anybody else, so the event's count stays.
    """
    if decision.state is not State.CORROBORATED or decision.event is None:
        raise ValueError(f"alert: decision {decision.reason!r} corroborates nothing")
    event = decision.event
    told = alert_of(replace(decision, alert=True), now, previous)
    return replace(told, id=f"{event.id}-{event.alerts}.{len(event.origins)}")


# -- gate: what is not heard at all

_UNRECORDED = frozenset({"shadow", "draft", "retired"})


def _unheard(mention: Mention, at: _Situation) -> str:
    """Why the mention opens and moves nothing; empty when it is heard."""
    if mention.status is not RuleStatus.STABLE:
        return mention.status.value
    if mention.background:
        return "background"
    if not mention.alert and mention.reason not in _HEARD:
        return mention.reason
    if mention.when is not None and (article_day(at.sighting.at) - mention.when).days > max(mention.window_days, 21):
        return "background"
    if _is_summed_up(mention):
        return "summed-up"
    publishers = [s for s in at.silences if s.scope is SilenceScope.PUBLISHER and s.until > at.now]
    if any(covers(s, mention, at.sighting, None) for s in publishers) and mention.severity is not Severity.CRITICAL:
        # Nothing is opened: another publisher telling the same must still be news.
        return "muted"
    return ""


def _is_summed_up(mention: Mention) -> bool:
    """What has gone on for years, told in passing: `sejak 2022 Barat memberikan tank`. In a headline it is news."""
    if (
        mention.stage not in (Stage.DELIVERED, Stage.USED)
        or mention.when is not None
        or not says(mention, Sign.FOR_YEARS)
    ):
        return False
    return not (is_in_headline(mention) or is_dated_news(mention) or says(mention, Sign.AGAIN))


def _known(mention: Mention, candidates: Sequence[Event], at: _Situation) -> Event | None:
    fits = fitting_events(mention, at.sighting, candidates, at.lineage)
    return fits[0].event if fits else None


# -- novelty: a thread goes on, or one is opened


def _continued(mention: Mention, novelty: Novelty, at: _Situation) -> Decision:
    if not novelty.worth_telling:
        state = State.CORROBORATED if novelty.seconded else State.NONE
        reason = "corroborated" if state is State.CORROBORATED else novelty.reason
        if reason == "repeat" and at.sighting.copy_of:
            reason = "copy"
        return Decision(state, reason, False, mention, at.sighting, novelty.event)
    state = State.DENIED if novelty.is_denial else State.UPDATE
    return _policed(Decision(state, novelty.reason, True, mention, at.sighting, novelty.event, novelty.changes), at)


def _opened(
    mention: Mention, follows: Event | None, reason: str, at: _Situation, new_id: Callable[[str], str]
) -> Decision:
    denied = is_denial(mention)
    event = Event(
        id=new_id(_seed(mention, at.sighting)),
        rule=mention.rule,
        type=mention.type,
        stage=mention.stage,
        certainty=Certainty.DENIED if denied else mention.certainty,
        detail=CertaintyDetail.DENIED if denied else mention.detail,
        severity=mention.severity,
        opened_at=at.sighting.at,
        updated_at=at.sighting.at,
        last_seen_at=at.sighting.at,
        window_days=mention.window_days,
        suppliers=mention.suppliers,
        recipients=mention.recipients,
        parties=mention.parties,
        weapons=mention.weapons,
        systems=mention.systems,
        quantity=mention.quantity,
        quantities=_counts_so_far(mention, follows),
        treaty=mention.treaty,
        treaty_class=mention.treaty_class,
        when=mention.when.isoformat() if mention.when else None,
        place=mention.place,
        deniers=deniers_of(mention) if denied else mention.deniers,
        outlets=(at.sighting.outlet,),
        origins=(at.sighting.origin,),
        steps=() if denied else (step_of(mention, at.sighting),),
        follows=follows.id if follows else None,
        claimants=mention.claimants,
    )
    state = State.DENIED if denied else State.NEW
    why = "denied" if denied else reason or "new"
    return _policed(Decision(state, why, True, mention, at.sighting, event), at)


def _counts_so_far(mention: Mention, follows: Event | None) -> tuple[Quantity, ...]:
    """Its own count first; those of the shipment before it will be recalled beside it, and are no news."""
    own = (mention.quantity,) if mention.quantity else ()
    return (*own, *(q for q in follows.quantities if q not in own)) if follows else own


def _seed(mention: Mention, sighting: Sighting) -> str:
    roles = (mention.suppliers, mention.recipients, mention.parties, mention.weapons, mention.treaty, mention.stage)
    return f"{mention.rule}|{roles!r}|{mention.when}|{sighting.article_id}"


# -- policy: may a message go out


def _policed(decision: Decision, at: _Situation) -> Decision:
    """The decision with its message counted, or held back for a named reason; the event keeps what was learned."""
    held = _held_back(decision, at)
    event = decision.event
    assert event is not None
    if held:
        return replace(decision, alert=False, reason=held)
    return replace(decision, event=replace(event, alerts=event.alerts + 1))


def _held_back(decision: Decision, at: _Situation) -> str:
    mention, critical = decision.mention, decision.mention.severity is Severity.CRITICAL
    age = at.now - at.sighting.at
    if at.sighting.dated and age > MAX_AGE:
        return "old-article"
    if at.backfill and not (critical and age <= BACKFILL_FRESH):
        return "backfill"
    if not breaks_through(mention.severity, decision.reason) and silence_over(
        at.silences, mention, at.sighting, decision.event, at.now
    ):
        return "muted"
    if at.alerts_in_hour >= at.storm_cap and not critical:
        return "capped"
    return ""
