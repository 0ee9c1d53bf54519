"""Orders for the night: variables are judged at the door, hold for a whole run, and lose nothing."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from flows.alerts.event import DeliveryState
from flows.alerts.receivers import Receiver
from flows.app.artifacts import coverage_line, coverage_rows
from flows.app.dispatch import dispatch
from flows.app.health import check_health
from flows.app.ingest import cycle
from flows.app.orders import KEPT, Orders, Standing, at_next_shift, orders_in_force
from flows.app.overview_page import overview_line, overview_page
from flows.app.polling import due_feeds
from flows.app.shift import coverage_of
from flows.app.status import status_of, status_to_json
from flows.app.summary import dispatch_words
from flows.store import Store
from rules import Severity
from tests.fakeboard import SET_AT, FakeBoard
from tests.fakewatch import HOUR, START, Clock, FakePress, FakeWatch, Story, a_watch, backfilled

WIB = ZoneInfo("Asia/Jakarta")
PUBLISHERS = ("antara", "kabar", "tempo")


def asked(home: Path, **values: object) -> Standing:
    return orders_in_force(home, FakeBoard(values=values), PUBLISHERS)


# -- judged


def test_without_any_variable_every_order_has_its_default(tmp_path: Path) -> None:
    assert asked(tmp_path) == orders_in_force(tmp_path, None, PUBLISHERS) == Standing()
    assert Standing().line == ""
    assert Standing().held_until is None


def test_orders_are_taken_as_people_write_them(tmp_path: Path) -> None:
    given = asked(
        tmp_path, wake_severity="critical", hold_hours="1.5", paused_publishers="antara, tempo", least_weight=2,
        storm_cap=30,
    )  # fmt: skip
    orders = given.orders
    assert (orders.wake_severity, orders.paused_publishers) == (Severity.CRITICAL, ("antara", "tempo"))
    assert (orders.least_weight, orders.storm_cap) == (2, 30)
    assert given.held_until == SET_AT + timedelta(minutes=90)
    assert given.problems == ()
    assert given.line == (
        "pantau_wake_severity critical, pantau_hold_hours 1.5, pantau_paused_publishers antara, tempo, "
        "pantau_least_weight 2, pantau_storm_cap 30"
    )
    assert asked(tmp_path, paused_publishers=["antara"]).orders.paused_publishers == ("antara",)


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("wake_severity", "loud", "variable: pantau_wake_severity: it should be 'low', 'medium', 'high' or 'critical'"),
        ("hold_hours", 25, "less than or equal to 24"),
        ("hold_hours", "until noon", "pantau_hold_hours: it should be a valid number"),
        ("paused_publishers", ["antar"], "antar is no publisher, did you mean antara?"),
        ("paused_publishers", {"a": 1}, "pantau_paused_publishers: "),
        ("least_weight", 4, "less than or equal to 3"),
        ("storm_cap", 0, "greater than or equal to 1"),
        ("storm_cap", None, "pantau_storm_cap: it should be a valid integer"),
    ],
)
def test_wrong_value_is_one_sentence_and_the_last_good_one_stays(
    tmp_path: Path, name: str, value: object, complaint: str
) -> None:
    good = {"wake_severity": "high", "hold_hours": 2, "paused_publishers": ["tempo"], "least_weight": 2, "storm_cap": 7}
    before = asked(tmp_path, **good)
    after = asked(tmp_path, **good | {name: value})
    assert after.orders == before.orders
    assert after.set_at == before.set_at
    (problem,) = after.problems
    assert complaint in problem
    assert f"pantau_{name}: " in problem
    assert problem.endswith(" stays")
    assert "\n" not in problem


def test_wrong_value_before_any_good_one_leaves_the_default(tmp_path: Path) -> None:
    found = asked(tmp_path, storm_cap="many")
    assert found.orders == Orders()
    assert found.problems[0].endswith("correct it in the UI under Variables; 10 stays")


def test_wrong_value_does_not_keep_the_others_from_being_taken(tmp_path: Path) -> None:
    found = asked(tmp_path, storm_cap="many", least_weight=3)
    assert (found.orders.least_weight, len(found.problems)) == (3, 1)


def test_name_that_is_no_order_is_pointed_out(tmp_path: Path) -> None:
    assert "did you mean pantau_storm_cap?" in asked(tmp_path, storm_capp=3).problems[0]
    assert "there are pantau_wake_severity, " in asked(tmp_path, xyz=3).problems[0]


def test_variable_that_is_deleted_has_its_default_again(tmp_path: Path) -> None:
    asked(tmp_path, storm_cap=3)
    assert asked(tmp_path).orders == orders_in_force(tmp_path, None, PUBLISHERS).orders == Orders()


def test_those_who_cannot_ask_go_by_what_the_last_run_saw(tmp_path: Path) -> None:
    seen = asked(tmp_path, storm_cap=3, hold_hours=2)
    assert orders_in_force(tmp_path, None, PUBLISHERS) == seen
    silent = orders_in_force(tmp_path, FakeBoard(silent=True), PUBLISHERS)
    assert (silent.orders, silent.set_at) == (seen.orders, seen.set_at)
    assert silent.problems == (
        "variables: the Prefect server does not answer (ConnectError): does it live?; as the last run saw them they "
        "stay in force",
    )


@pytest.mark.parametrize(
    "text", ["", "[]", '{"colour": 1}', '{"storm_cap": {"value": 0, "set_at": "x"}}', '{"storm_cap": {}}']
)
def test_kept_orders_of_another_version_are_as_if_there_were_none(tmp_path: Path, text: str) -> None:
    (tmp_path / KEPT).write_text(text)
    assert orders_in_force(tmp_path, None, PUBLISHERS) == Standing()


def test_next_shift_begins_at_the_next_digest_time() -> None:
    times = (time(7), time(15), time(23))
    assert at_next_shift(START, times, WIB) == START + timedelta(hours=3)
    assert at_next_shift(START + timedelta(hours=11), times, WIB) == START + timedelta(hours=19)
    assert at_next_shift(START, (), WIB) == START + timedelta(hours=8)


def test_every_order_says_what_it_does() -> None:
    assert [name for name, field in Orders.model_fields.items() if not (field.description and field.title)] == []


# -- obeyed


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def press() -> FakePress:
    return FakePress()


@pytest.fixture
def watch(store: Store, press: FakePress, clock: Clock, tmp_path: Path) -> FakeWatch:
    made = a_watch(store, tmp_path, press, clock, ("kabar", "warta"))
    backfilled(store, clock, "kabar-utama", "warta-utama")
    clock.now += HOUR
    return made


def order(watch: FakeWatch, clock: Clock, **values: object) -> None:
    board = FakeBoard(values=values, set_at=clock.now)
    watch.standing = orders_in_force(watch.settings.home, board, ("kabar", "warta"))
    assert watch.standing.problems == ()


async def sweep(watch: FakeWatch, clock: Clock) -> int:
    return (await dispatch(watch, watch.worker, clock.now, 100)).sent


async def test_what_may_wake_nobody_waits_for_the_shift_and_is_sent_then(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    watch.receivers = (Receiver(id="rina", url=SecretStr("json://x")), Receiver(id="arsip"))
    order(watch, clock, wake_severity="critical")
    press.stories = [Story(1, "KP kirim rocket ke RU"), Story(2, "TR kirim drone ke US kritis", publisher="warta")]
    await cycle(watch)
    rows = {(d.receiver, d.state) for d in watch.store.deliveries(clock.now - HOUR)}
    assert (("rina", DeliveryState.DEFERRED) in rows, ("arsip", DeliveryState.DEFERRED) in rows) == (True, False)
    assert await sweep(watch, clock) == 3  # the inbox both, Rina the critical one
    clock.now = at_next_shift(clock.now, watch.settings.digest_times, WIB)
    assert await sweep(watch, clock) == 1
    assert not [d for d in watch.store.deliveries(START) if d.state is not DeliveryState.ACCEPTED]


async def test_held_messages_go_out_when_the_hours_are_over(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    order(watch, clock, hold_hours=2)
    press.stories = [Story(1, "KP kirim rocket ke RU")]
    await cycle(watch)
    report = await dispatch(watch, watch.worker, clock.now, 100)
    assert (report.sent, report.held_until) == (0, clock.now + 2 * HOUR)
    assert "held until 09/03 08.00 UTC by order of pantau_hold_hours" in dispatch_words(report)
    clock.now += 1.5 * HOUR
    (outbox,) = (c for c in check_health(watch, clock.now, integrity=False) if c.name == "outbox")
    assert outbox.is_well
    assert outbox.words == "1 wait: nothing is sent until 2026-03-09 15:00 WIB by order of pantau_hold_hours"
    clock.now += HOUR
    assert await sweep(watch, clock) == 1


async def test_paused_publisher_is_not_read_is_named_and_is_read_on_later(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    press.stories = [Story(8, "Panen raya."), Story(9, "Musim hujan.", publisher="warta")]
    await cycle(watch)
    clock.now += HOUR
    order(watch, clock, paused_publishers="kabar")
    press.stories += [Story(1, "KP kirim rocket ke RU"), Story(2, "TR kirim drone ke US", publisher="warta")]
    assert [feed.id for feed in due_feeds(watch, clock.now)] == ["warta-utama"]
    assert [feed.id for feed in due_feeds(watch, clock.now, ["kabar-utama"])] == ["kabar-utama"], "named: read"
    states, reads = watch.store.feed_states(), watch.standing.orders.reads
    rows = coverage_rows(watch.feeds, states, clock.now, WIB, reads=reads)
    assert {row["feed"]: row["state"] for row in rows} == {"kabar-utama": "paused", "warta-utama": "ok"}
    assert coverage_line(rows) == "1 of 2 feeds are read; paused by a variable: kabar-utama"
    coverage = coverage_of(watch, clock.now - HOUR)
    assert (coverage.feeds_ok, [(b.name, b.why) for b in coverage.blind]) == (
        1,
        [("kabar-utama", "dijeda operator")],
    )
    await cycle(watch)
    assert [a.event.suppliers for a in watch.store.alerts(START)] == [("TR",)]
    order(watch, clock)
    clock.now += HOUR
    await cycle(watch)
    assert {a.event.suppliers for a in watch.store.alerts(START)} == {("TR",), ("KP",)}


async def test_only_weighty_feeds_are_read_when_ordered(watch: FakeWatch, clock: Clock) -> None:
    order(watch, clock, least_weight=2)
    assert len(due_feeds(watch, clock.now)) == 2
    order(watch, clock, least_weight=3)
    assert due_feeds(watch, clock.now) == ()


async def test_storm_cap_is_the_ordered_one(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    order(watch, clock, storm_cap=2)
    pairs = ("KP RU", "TR US", "CN IR", "FR DE")
    press.stories = [
        Story(n, f"{pair[:2]} kirim rocket ke {pair[3:]}", rest=f"Kota {pair} {n} " * 30)
        for n, pair in enumerate(pairs)
    ]
    await cycle(watch)
    told = watch.store.alerts(START)
    held = list(watch.store.decisions(START, clock.now + HOUR, {"capped"}))
    assert (len(told), len(held)) == (2, 2)


# -- shown


async def test_orders_stand_in_status_health_and_overview(watch: FakeWatch, clock: Clock) -> None:
    order(watch, clock, least_weight=3, hold_hours=1)
    watch.refused = ("variable: pantau_storm_cap: it should be a valid integer: correct it; 10 stays",)
    status = status_of(watch, START, clock.now)
    assert "order: pantau_least_weight = 3" in status.lines
    assert status_to_json(status)["orders"] == {"pantau_hold_hours": "1", "pantau_least_weight": "3"}
    assert watch.refused[0] in status.problems
    (found,) = (c for c in check_health(watch, clock.now, integrity=False) if c.name == "orders")
    assert found.words == "pantau_hold_hours 1, pantau_least_weight 3"
    page = overview_page(watch, clock.now, watch.problems)
    assert "| `pantau_least_weight` | **3** | 13:00 | 1 |" in page
    assert "Nothing is sent until 2026-03-09 14:00 WIB" in page
    assert "pantau\\_storm\\_cap: it should be" in page.replace("\\:", ":")
    assert "| rina |" in page
    assert overview_line(watch, watch.problems).startswith(
        "1 of 1 receivers are enabled; ordered: pantau_hold_hours 1, pantau_least_weight 3; "
    )
