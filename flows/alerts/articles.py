"""All mentions of one article decided together, so that it brings at most one message an event."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from flows.alerts.decide import STORM_CAP, decide
from flows.alerts.event import Decision, Event, Sighting, Silence, State
from flows.alerts.novelty import is_denial
from flows.alerts.stages import Lineage, plain_lineage, rank
from flows.alerts.twins import (
    copied_under_other_headline,
    is_contradicted_headline,
    is_denied_below,
    is_halted_beside,
    is_headline,
    is_land_for_group,
    is_reversed_twin,
    is_supply_behind_use,
    is_treaty_content,
    outdone_headline,
)
from rules import Mention


def decide_article(
    mentions: Sequence[Mention],
    sighting: Sighting,
    candidates: Sequence[Event],
    *,
    now: datetime,
    new_id: Callable[[str], str],
    silences: Sequence[Silence] = (),
    alerts_in_hour: Callable[[str], int] = lambda rule: 0,  # noqa: ARG005
    storm_cap: int = STORM_CAP,
    backfill: bool = False,
    lineage: Lineage = plain_lineage,
) -> tuple[Decision, ...]:
    """Decisions about all mentions of one article, in reading order, with at most one alert per event.

    What the article says most surely of the furthest stage is decided first, so that its own asides (the deal was
    agreed in June, Pyongyang denies it) join the one message instead of becoming further ones.
    """
    events = {e.id: e for e in candidates}
    made: dict[int, Decision] = {}
    told: dict[str, None] = {}  # events that the body speaks of
    unsound = {i for i, m in enumerate(mentions) if is_reversed_twin(m, mentions, sighting, candidates, lineage)}
    raised: dict[str, int] = {}
    for index in sorted(range(len(mentions)), key=lambda i: _reading_order(mentions[i], i)):
        mention = mentions[index]
        if own := outdone_headline(mention, sighting, [events[i] for i in told], lineage):
            made[index] = Decision(State.NONE, "headline", False, mention, sighting, own)
            continue
        if copied := copied_under_other_headline(mention, sighting, tuple(events.values()), lineage):
            made[index] = Decision(State.NONE, "copy", False, mention, sighting, copied)
            continue
        if is_supply_behind_use(mention, mentions, lineage):
            made[index] = Decision(State.NONE, "same-article", False, mention, sighting)
            continue
        if _is_idle_headline(mention, mentions, lineage):
            made[index] = Decision(State.NONE, "headline", False, mention, sighting)
            continue
        decision = decide(
            mention,
            sighting,
            tuple(events.values()),
            now=now,
            new_id=new_id,
            silences=silences,
            alerts_in_hour=alerts_in_hour(mention.rule) + raised.get(mention.rule, 0),
            storm_cap=storm_cap,
            backfill=backfill,
            lineage=lineage,
        )
        if index in unsound and decision.alert:
            decision = Decision(State.NONE, "reversed-twin", False, mention, sighting)
        if decision.reason == "resumed" and is_halted_beside(mention, mentions, lineage):
            decision = Decision(State.NONE, "earlier-stage", False, mention, sighting, _as_it_was(decision, events))
        made[index] = decision
        if decision.event is not None:
            events[decision.event.id] = decision.event
            if not is_headline(mention) and not mention.background:
                told[decision.event.id] = None
        if decision.alert:
            raised[mention.rule] = raised.get(mention.rule, 0) + 1
    return _folded([made[i] for i in range(len(mentions))], tuple(made), {e.id: e for e in candidates})


def _is_idle_headline(mention: Mention, mentions: Sequence[Mention], lineage: Lineage) -> bool:
    """True when the text below says the same with more care: denies it, names the group, or the treaty behind it."""
    return (
        is_contradicted_headline(mention, mentions, lineage)
        or is_denied_below(mention, mentions)
        or is_treaty_content(mention, mentions)
        or is_land_for_group(mention, mentions, lineage)
    )


def _as_it_was(decision: Decision, events: Mapping[str, Event]) -> Event | None:
    return events.get(decision.event.id) if decision.event else None


def _reading_order(mention: Mention, index: int) -> tuple[bool, bool, bool, int, int]:
    """Claims before denials, the body before the headline, the furthest stage first; asides last."""
    return (
        mention.background,
        is_denial(mention),
        is_headline(mention),
        -rank(mention.type, mention.stage),
        index,
    )


def _folded(decisions: list[Decision], order: Sequence[int], known: Mapping[str, Event]) -> tuple[Decision, ...]:
    """The first alerting decision of each event speaks for all: it carries every change and the event at the end.

    An article counts once for an event, however often it speaks of it.
    """
    last: dict[str, Event] = {}
    speaker: dict[str, int] = {}
    for index in order:
        decision = decisions[index]
        if decision.event is None:
            continue
        last[decision.event.id] = decision.event
        if decision.alert and decision.event.id not in speaker:
            speaker[decision.event.id] = index
    for index in order:
        decision = decisions[index]
        if not decision.alert or decision.event is None or speaker[decision.event.id] == index:
            continue
        first = decisions[speaker[decision.event.id]]
        decisions[speaker[decision.event.id]] = replace(first, changed=(*first.changed, *decision.changed))
        decisions[index] = replace(decision, alert=False, reason="same-article")
    for event_id, event in last.items():
        spoken = [d for d in decisions if d.event is not None and d.event.id == event_id]
        joined = sum(d.reason == "same-article" for d in spoken)
        heard_before = known[event_id].articles if event_id in known else 0
        last[event_id] = replace(event, alerts=event.alerts - joined, articles=min(event.articles, heard_before + 1))
    return tuple(d if d.event is None else replace(d, event=last[d.event.id]) for d in decisions)
