"""How an event's stage moves: on, back, to a halt and on again; and when the same stage is only told anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flows.alerts.event import Change, Event, Sighting, StageStep
from flows.alerts.further import VAGUE_GAP, article_day, further_because
from flows.alerts.likeness import Fit
from flows.alerts.signs import Sign, act_of, is_in_headline, says
from flows.alerts.stages import DONE, HALTS, Lineage, added_classes, rank, steps_about
from rules import Mention, MentionType, Stage

# One deal is told buyer-first ("membeli") and seller-first ("memasok"), as a plan in the text and as a fact in the
# headline ("AS Kirim Rudal"), all on one day. Below a day, because many articles are dated to the day only.
RETOLD_WITHIN = timedelta(hours=20)
# Talks, plans and promises are one story in three verbs; a text that speaks of a deal beside its subject is late.
AHEAD_RETOLD_WITHIN = timedelta(hours=36)
RETOLD_ASIDE_WITHIN = timedelta(days=3)
# What was announced on Monday is "mengirim" in Tuesday's papers too: a delivery so soon needs words for it.
SOON_DELIVERED = timedelta(hours=36)
HALT_RETOLD_WITHIN = timedelta(days=3)  # ditangguhkan, ditolak, dibatalkan: one decision in three outlets' words
_RETOLD = frozenset(
    {
        (Stage.SOUGHT, Stage.NEGOTIATING),
        (Stage.NEGOTIATING, Stage.PLANNED),
        (Stage.PLANNED, Stage.AGREED),
        (Stage.PLANNED, Stage.DELIVERED),
        (Stage.AGREED, Stage.SIGNED),
        (Stage.AGREED, Stage.DELIVERED),
        (Stage.SIGNED, Stage.DELIVERED),
    }
)


@dataclass(frozen=True, slots=True)
class StageNews:
    """How the stage moved; `reason` names the movement, or why there is none."""

    reason: str
    changes: tuple[Change, ...] = ()
    counts: bool = False  # the step enters the history
    current: bool = True  # and the event stands there now
    another: bool = False


def stage_news(mention: Mention, sighting: Sighting, fit: Fit, lineage: Lineage) -> StageNews:
    """What the mention's stage means for its weapons in this event."""
    event = fit.event
    steps = steps_about(event, mention.weapons, lineage) if fit.same_weapon else ()
    if not steps:
        # New weapons, or an event known from its denial alone: their first stage comes with them.
        told_apart = event.steps and not added_classes(event.weapons, mention.weapons, lineage)
        change = Change("stage", event.stage.value, mention.stage.value)
        return StageNews("stage", (change,) if told_apart else (), counts=True)
    if mention.stage in HALTS:
        return _halt_news(mention, sighting, event, steps)
    told = rank(event.type, mention.stage)
    reached = max(rank(event.type, s.stage) for s in steps)
    change = Change("stage", event.stage.value, mention.stage.value)
    halted = event.stage in HALTS
    if told > reached:
        if _is_out_of_order(event, sighting, steps):
            return StageNews("out-of-order", counts=True, current=False)
        if halted and mention.stage is Stage.SOUGHT:
            return StageNews("earlier-stage")  # asking again for what was refused changes nothing yet
        if not halted and _is_retold(mention, event, sighting, steps):
            return StageNews("retold")
        return StageNews("resumed" if halted else "stage", (change,), counts=True)
    if halted:
        halt = [s for s in steps if s.stage in HALTS] or list(steps)
        if says(mention, Sign.RESUMED) or further_because(mention, event, sighting, halt, lower=True):
            return StageNews("resumed", (change,), counts=True)
        return StageNews("repeat" if told == reached else "earlier-stage")
    if event.type is MentionType.TREATY and mention.stage is not Stage.SIGNED:
        return _another_ratification(mention, sighting, event, steps) if told == reached else StageNews("earlier-stage")
    top = [s for s in steps if rank(event.type, s.stage) >= told]
    lower = told < reached
    may_start_again = not lower or any(s.stage in DONE for s in steps)
    if may_start_again and (why := further_because(mention, event, sighting, top, lower=lower)):
        return StageNews(f"further-{why}", another=True)
    return StageNews("earlier-stage" if lower else "repeat")


def _another_ratification(
    mention: Mention, sighting: Sighting, event: Event, steps: tuple[StageStep, ...]
) -> StageNews:
    """Each party ratifies for itself; any other stage of a treaty is reached once, however often it is talked of."""
    known = [s for s in steps if s.stage is Stage.RATIFIED]
    if mention.stage is not Stage.RATIFIED or not known:
        return StageNews("repeat")
    last = known[-1]
    undated = mention.when is None and is_in_headline(mention) and sighting.at - last.at >= timedelta(days=VAGUE_GAP)
    if not undated and further_because(mention, event, sighting, known) != "date":
        return StageNews("repeat")
    before = last.when or article_day(last.at).isoformat()
    after = (mention.when or article_day(sighting.at)).isoformat()
    return StageNews("ratified", (Change("ratified", before, after),), counts=True)


def _next_act(mention: Mention, sighting: Sighting, steps: tuple[StageStep, ...]) -> StageNews:
    """A treaty is left in steps, and by each party for itself: announced, approved by its parliament, in effect."""
    act = act_of(mention)
    known = [s for s in steps if s.stage is mention.stage]
    told = {s.act for s in known if not s.by or set(mention.parties) <= set(s.by)}
    later = bool(known) and sighting.at - known[-1].at >= RETOLD_WITHIN
    if (
        act in (None, Sign.ANNOUNCED.value)
        or act in told
        or Sign.EFFECTIVE.value in told
        or not later
        or not is_in_headline(mention)
    ):
        return StageNews("repeat")
    return StageNews("act", (Change("act", known[-1].act or "", act or ""),), counts=True)


def _halt_news(mention: Mention, sighting: Sighting, event: Event, steps: tuple[StageStep, ...]) -> StageNews:
    if event.stage is mention.stage:
        return _next_act(mention, sighting, steps) if event.type is MentionType.TREATY else StageNews("repeat")
    change = Change("stage", event.stage.value, mention.stage.value)
    known = [s for s in steps if s.stage is mention.stage]
    if known:  # halted before and resumed since: only a new halt is news
        fresh = further_because(mention, event, sighting, [*known, steps[-1]], lower=True)
        return StageNews("stage", (change,), counts=True) if fresh else StageNews("earlier-stage")
    if _is_out_of_order(event, sighting, steps):
        return StageNews("out-of-order", counts=True, current=False)
    if event.stage in HALTS and abs(sighting.at - steps[-1].at) <= HALT_RETOLD_WITHIN:
        return StageNews("retold")
    return StageNews("stage", (change,), counts=True)


def _is_out_of_order(event: Event, sighting: Sighting, steps: tuple[StageStep, ...]) -> bool:
    """An older article read late: what it says was overtaken by a halt or a resumption that is known already."""
    later = [s for s in steps if s.at > sighting.at]
    return sighting.dated and any(s.stage in HALTS for s in later) and event.updated_at > sighting.at


def _same_story(mention: Mention) -> timedelta:
    """How long a neighbouring stage is the same news: the day; longer before a deal, and longer beside a subject."""
    if not is_in_headline(mention):
        return RETOLD_ASIDE_WITHIN
    return AHEAD_RETOLD_WITHIN if mention.stage in (Stage.NEGOTIATING, Stage.PLANNED) else RETOLD_WITHIN


def _is_retold(mention: Mention, event: Event, sighting: Sighting, steps: tuple[StageStep, ...]) -> bool:
    """The same deal told with a stronger verb; a next stage with a date or words of its own is news at any hour."""
    last = steps[-1]
    if (last.stage, mention.stage) == (Stage.SOUGHT, Stage.PLANNED):
        if not says(mention, Sign.BUYER):
            return False  # the supplier's answer to what was asked for
    elif (last.stage, mention.stage) not in _RETOLD:
        return False
    since = abs(sighting.at - last.at)
    known = date.fromisoformat(last.when) if last.when else None
    if mention.stage is not Stage.DELIVERED:
        return since < _same_story(mention) and (mention.when is None or known is None or mention.when == known)
    if event.follows and since < RETOLD_WITHIN:
        return True  # "kembali mengirim" here, "gelombang kedua tiba" there
    if mention.when is None and not is_in_headline(mention) and not says(mention, Sign.SHIPPED):
        return True  # "menjual": the deal that is known, in the words of somebody who speaks of something else
    if since >= SOON_DELIVERED or (says(mention, Sign.DONE) and sighting.copy_of is None):
        return False
    return mention.when is None or mention.when <= (known or article_day(last.at))
