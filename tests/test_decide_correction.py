"""Edited and vanished articles: those who were told hear that it is otherwise; others are left in peace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flows.alerts import correct, decide_article, event_code, withdraw
from flows.alerts.event import Change, Decision, Event, EventStatus, Sighting, State
from rules import Certainty, CertaintyDetail, Mention, MentionType, Quantity, RuleStatus, Severity, Stage

START = datetime(2024, 9, 2, 3, 0, tzinfo=UTC)
LATER = START + timedelta(hours=6)

SAID = Mention(
    rule="kiriman", revision=1, type=MentionType.WEAPONS_TRANSFER, stage=Stage.DELIVERED, certainty=Certainty.ALLEGED,
    detail=CertaintyDetail.OFFICIAL_CLAIM, severity=Severity.HIGH, suppliers=("KP",), recipients=("RU",),
    weapons=("artillery-shell",), alert=True, reason="new",
)  # fmt: skip


def seen(outlet: str = "antara", article: str = "a1") -> Sighting:
    return Sighting(article, outlet, outlet, "https://x.example", "", START, START, outlet)


def opened(*mentions: Mention, sighting: Sighting | None = None, events: tuple[Event, ...] = ()) -> tuple[Event, ...]:
    known = {e.id: e for e in events}
    ids = iter(f"E{n}" for n in range(1, 9))
    for d in decide_article(mentions, sighting or seen(), events, now=START, new_id=lambda s: next(ids)):
        if d.event:
            known[d.event.id] = d.event
    return tuple(known.values())


def edited(old: list[Mention], new: list[Mention], events: tuple[Event, ...]) -> tuple[Decision, ...]:
    return correct(old, new, seen(), events, now=LATER, new_id=lambda s: "NEW1")


def test_an_unchanged_article_decides_nothing() -> None:
    assert edited([SAID], [SAID], opened(SAID)) == ()


def test_a_swapped_pair_is_a_correction_and_the_event_follows() -> None:
    swapped = replace(SAID, suppliers=("RU",), recipients=("KP",))
    (decision,) = edited([SAID], [swapped], opened(SAID))
    assert (decision.state, decision.reason, decision.alert) == (State.CORRECTION, "edited", True)
    assert decision.changed == (Change("supplier", "KP", "RU"), Change("recipient", "RU", "KP"))
    assert decision.event is not None
    assert (decision.event.suppliers, decision.event.recipients, decision.event.alerts) == (("RU",), ("KP",), 2)


def test_another_weapon_count_or_a_stage_taken_back_is_a_correction() -> None:
    said = replace(SAID, quantity=Quantity("9.000 peluru"))
    now_says = replace(said, weapons=("drone",), quantity=Quantity("900 peluru"), stage=Stage.PLANNED)
    (decision,) = edited([said], [now_says], opened(said))
    assert {c.axis for c in decision.changed} == {"weapons", "quantity", "stage"}
    assert decision.event is not None
    assert decision.event.stage is Stage.PLANNED
    assert decision.event.steps[0].stage is Stage.PLANNED


def test_a_claim_that_becomes_a_denial_is_a_correction() -> None:
    denied = replace(SAID, certainty=Certainty.DENIED, detail=CertaintyDetail.DENIED, deniers=("KP",))
    (decision,) = edited([SAID], [denied], opened(SAID))
    assert decision.state is State.CORRECTION
    assert decision.event is not None
    assert decision.event.deniers == ("KP",)


def test_a_finer_word_is_no_correction() -> None:
    assert not any(d.alert for d in edited([SAID], [replace(SAID, weapons=("ammunition",))], opened(SAID)))


def test_what_was_added_is_news_like_any_other() -> None:
    events = opened(replace(SAID, stage=Stage.AGREED))
    decisions = edited([replace(SAID, stage=Stage.AGREED)], [replace(SAID, stage=Stage.SIGNED)], events)
    assert [d.state for d in decisions] != [State.CORRECTION]
    more = edited([SAID], [SAID, replace(SAID, suppliers=("IR",), weapons=("drone",))], opened(SAID))
    assert [(d.state, d.alert) for d in more] == [(State.NEW, True)]


def test_what_is_said_no_more_by_anybody_is_withdrawn_and_closed() -> None:
    (decision,) = edited([SAID], [], opened(SAID))
    assert (decision.state, decision.reason, decision.alert) == (State.WITHDRAWN, "retracted", True)
    assert decision.event is not None
    assert decision.event.status is EventStatus.CLOSED


def test_another_origin_keeps_the_event_alive() -> None:
    events = opened(SAID, sighting=seen("kompas", "k1"), events=opened(SAID))
    (decision,) = edited([SAID], [], events)
    assert (decision.state, decision.reason, decision.alert) == (State.NONE, "retracted-others-remain", False)
    (fixed,) = edited([SAID], [replace(SAID, suppliers=("IR",))], events)
    assert fixed.state is State.CORRECTION
    assert fixed.event is not None
    assert fixed.event.suppliers == ("KP",)


def test_what_nobody_was_told_is_set_right_in_silence() -> None:
    (event,) = opened(SAID)
    untold = (replace(event, alerts=0),)
    (decision,) = edited([SAID], [], untold)
    assert (decision.alert, decision.reason) == (False, "retracted-untold")


def test_a_vanished_article_withdraws_what_rested_on_it() -> None:
    (decision,) = withdraw([SAID], seen(), opened(SAID))
    assert (decision.state, decision.reason, decision.alert) == (State.WITHDRAWN, "gone", True)
    both = opened(SAID, sighting=seen("kompas", "k1"), events=opened(SAID))
    assert not withdraw([SAID], seen(), both)[0].alert


def test_background_and_shadow_were_never_told_and_need_no_correction() -> None:
    quiet = [replace(SAID, background=True), replace(SAID, status=RuleStatus.SHADOW)]
    assert edited(quiet, [], opened(SAID)) == ()


def test_event_codes_are_short_stable_and_never_taken_twice() -> None:
    assert event_code("a", lambda code: False) == event_code("a", lambda code: False)
    taken: set[str] = set()
    for n in range(2000):
        code = event_code(f"seed {n}", taken.__contains__)
        assert code not in taken
        assert len(code) == 4
        assert not set(code) & set("01IO")
        assert not code.isdigit()
        assert not code.isalpha()
        taken.add(code)
