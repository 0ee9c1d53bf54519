"""When a feed is looked at again, and what one look changes in what is remembered of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources import (
    DateConfidence,
    Entry,
    FaultKind,
    Feed,
    FeedFault,
    FeedPoll,
    FeedState,
    Fetched,
    ParsedFeed,
    body_hash,
    is_due,
    is_unchanged,
    poll_outcome,
    validators,
)
from flows.sources.schedule import FULL_EVERY, LONGEST, SLACK

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FEED = Feed("uji-dunia", "uji", "https://uji.example/rss", interval_minutes=5)
BODY = b"<rss/>"
OK = Fetched(FEED.url, 200, BODY, etag='"1"', last_modified="kemarin")
UNCHANGED = Fetched(FEED.url, 304, etag='"1"')


def entry(number: int, minutes_ago: float | None = None) -> Entry:
    published = NOW - timedelta(minutes=minutes_ago) if minutes_ago is not None else None
    return Entry(
        f"id{number}", f"https://uji.example/{number}", f"Judul {number}", "", published, DateConfidence.STATED
    )


def document(count: int = 3, span_minutes: float = 600) -> ParsedFeed:
    step = span_minutes / max(count - 1, 1)
    return ParsedFeed("Uji", tuple(entry(n, n * step) for n in range(count)), kind="rss")


def failed(kind: FaultKind, retry_after: float | None = None) -> Fetched:
    return Fetched(FEED.url, 0, fault=FeedFault(kind, "gagal", retry_after))


def poll(
    state: FeedState | None, fetched: Fetched, parsed: ParsedFeed | None = None, known: object = (), now: datetime = NOW
) -> FeedPoll:
    return poll_outcome(FEED, state, fetched, parsed, frozenset(known), now)  # type: ignore[call-overload]


def seen_before(**changes: object) -> FeedState:
    state = poll(None, OK, document(), now=NOW - timedelta(minutes=5)).state
    return replace(state, **changes)  # type: ignore[arg-type]


def minutes(found: FeedPoll) -> float:
    assert found.state.next_poll is not None
    return (found.state.next_poll - found.at).total_seconds() / 60


def test_a_feed_never_polled_is_due() -> None:
    assert is_due(None, NOW)
    assert is_due(FeedState("uji"), NOW)


def test_a_feed_is_due_at_its_time_and_shortly_before() -> None:
    state = FeedState("uji", next_poll=NOW)
    assert is_due(state, NOW)
    assert is_due(state, NOW - SLACK)
    assert not is_due(state, NOW - SLACK - timedelta(seconds=1))


def test_a_wait_that_the_server_asked_for_is_kept_to_the_second() -> None:
    state = FeedState("uji", next_poll=NOW, fault=FeedFault(FaultKind.THROTTLED, "tunggu", 60))
    assert not is_due(state, NOW - timedelta(seconds=1))
    assert is_due(state, NOW)


def test_a_five_minute_feed_is_due_in_every_five_minute_cycle() -> None:
    for name in ("a", "b", "antara-dunia", "kompas-nasional", "tempo-dunia"):
        found = poll_outcome(replace(FEED, id=name), None, OK, document(), frozenset(), NOW + timedelta(seconds=20))
        assert is_due(found.state, NOW + timedelta(minutes=5))
        assert not is_due(found.state, NOW + timedelta(minutes=3))


def test_the_first_document_is_remembered() -> None:
    found = poll(None, OK, document())
    state = found.state
    assert (found.found, found.new, found.missed) == (3, 3, False)
    assert (state.etag, state.last_modified, state.body_hash) == ('"1"', "kemarin", body_hash(BODY))
    assert (state.last_poll, state.last_success, state.last_new) == (NOW, NOW, NOW)
    assert (state.entries_last, state.failures, state.fault, state.backfilled) == (3, 0, None, True)


def test_304_keeps_everything_and_clears_a_fault() -> None:
    before = seen_before(failures=3, fault=FeedFault(FaultKind.TIMEOUT, "lambat"))
    found = poll(before, UNCHANGED)
    assert (found.found, found.new, found.status) == (0, 0, 304)
    assert (found.state.failures, found.state.fault, found.state.entries_last) == (0, None, 3)
    assert found.state.body_hash == before.body_hash
    assert found.state.last_success == NOW
    assert found.state.last_new == before.last_new


def test_the_same_bytes_again_are_unchanged() -> None:
    assert is_unchanged(seen_before(), OK)
    assert not is_unchanged(seen_before(), replace(OK, body=b"<rss></rss>"))
    assert not is_unchanged(None, OK)
    assert is_unchanged(seen_before(), UNCHANGED)
    assert not is_unchanged(seen_before(), failed(FaultKind.TIMEOUT))


def test_every_twelfth_poll_asks_for_everything() -> None:
    state = seen_before()
    asked = []
    for _ in range(2 * FULL_EVERY):
        held = validators(state)
        asked.append(held.etag)
        state = poll(state, UNCHANGED if held.etag else OK).state
    assert asked.count(None) == 2
    assert asked.index(None) == FULL_EVERY - 1


def test_an_etag_that_lies_is_found_out() -> None:
    state = seen_before(polls_since_full=FULL_EVERY - 1)
    assert validators(state).etag is None
    found = poll(state, replace(OK, body=b"<rss>baru</rss>"), document(4), known={"id0", "id1", "id2"})
    assert found.new == 1


def test_no_entry_in_common_means_that_some_may_have_been_missed() -> None:
    before = seen_before(last_success=NOW - timedelta(minutes=60))
    busy = ParsedFeed("Uji", tuple(entry(100 + n, n * 0.5) for n in range(51)), kind="rss")
    found = poll(before, replace(OK, body=b"x"), busy)
    assert found.missed
    assert found.missed_about == pytest.approx(71, abs=2)  # 2 a minute for an hour, 51 of them still there


def test_one_entry_in_common_means_that_nothing_was_missed() -> None:
    found = poll(seen_before(), replace(OK, body=b"x"), document(3), known={"id2"})
    assert not found.missed
    assert found.new == 2


def test_the_first_document_ever_cannot_have_missed_anything() -> None:
    assert not poll(None, OK, document()).missed
    assert not poll(FeedState(FEED.id, failures=4), OK, document()).missed


def test_a_feed_that_outruns_its_window_is_polled_sooner() -> None:
    assert minutes(poll(None, OK, document(20, span_minutes=9))) == pytest.approx(3, abs=0.4)
    assert minutes(poll(None, OK, document(20, span_minutes=0.5))) >= 0.9


def test_a_feed_with_undated_entries_keeps_its_interval() -> None:
    undated = ParsedFeed("Uji", tuple(entry(n) for n in range(20)), kind="rss")
    assert 4.5 <= minutes(poll(None, OK, undated)) <= 5


@pytest.mark.parametrize(("idle", "low", "high"), [(1, 4.5, 5), (7, 9, 10), (30, 13, 15), (24 * 8, 26, 30)])
def test_a_feed_that_brings_nothing_new_is_polled_less_often(idle: float, low: float, high: float) -> None:
    assert low <= minutes(poll(seen_before(last_new=NOW - timedelta(hours=idle)), UNCHANGED)) <= high


def test_the_publishers_wish_lengthens_and_never_shortens() -> None:
    assert minutes(poll(None, replace(OK, max_age=900.0), document())) == 15
    assert 4.5 <= minutes(poll(None, replace(OK, max_age=1.0), document())) <= 5
    assert minutes(poll(None, replace(OK, max_age=86400.0 * 365), document())) == 60


def test_back_off_doubles_with_each_failure_up_to_six_hours_and_never_ends() -> None:
    state: FeedState | None = None
    waits = []
    for _ in range(40):
        found = poll(state, failed(FaultKind.BLOCKED))
        waits.append(minutes(found))
        state = found.state
    assert waits == sorted(waits)
    assert waits[0] <= 6
    assert 9 <= waits[1] <= 12
    assert waits[-1] == LONGEST.total_seconds() / 60
    assert state is not None
    assert state.failures == 40
    assert state.next_poll is not None


def test_a_short_outage_is_not_punished_with_hours() -> None:
    state = seen_before()
    for _ in range(10):
        state = poll(state, failed(FaultKind.UNREACHABLE)).state
    assert state.next_poll is not None
    assert state.next_poll - NOW <= timedelta(minutes=30)
    walled = poll(state, failed(FaultKind.BLOCKED)).state
    assert walled.next_poll is not None
    assert timedelta(minutes=30) < walled.next_poll - NOW <= timedelta(minutes=60)
    long_gone = replace(state, last_success=NOW - timedelta(days=3))
    assert minutes(poll(long_gone, failed(FaultKind.UNREACHABLE))) > 60


def test_back_off_is_the_same_for_the_same_feed_and_spread_over_feeds() -> None:
    def wait(name: str) -> float:
        return minutes(poll_outcome(replace(FEED, id=name), None, failed(FaultKind.BLOCKED), None, frozenset(), NOW))

    assert wait("a") == wait("a")
    assert len({round(wait(f"feed-{n}"), 2) for n in range(20)}) > 10


@pytest.mark.parametrize(("asked", "expected"), [(120, 2), (1, 1), (86400, 360)])
def test_retry_after_decides_over_back_off(asked: float, expected: float) -> None:
    assert minutes(poll(seen_before(failures=9), failed(FaultKind.THROTTLED, asked))) == expected


def test_a_fault_keeps_what_is_known_and_counts() -> None:
    before = seen_before()
    found = poll(before, failed(FaultKind.TIMEOUT))
    state = found.state
    assert (state.failures, state.fault.kind if state.fault else None) == (1, FaultKind.TIMEOUT)
    assert (state.etag, state.body_hash, state.last_success) == (before.etag, before.body_hash, before.last_success)
    assert not found.missed


@pytest.mark.parametrize("kind", [FaultKind.EMPTY, FaultKind.BLOCKED, FaultKind.NOT_A_FEED])
def test_a_document_that_is_no_news_is_a_fault_and_its_etag_is_forgotten(kind: FaultKind) -> None:
    walled = ParsedFeed("", (), fault=FeedFault(kind, "tembok"))
    found = poll(seen_before(), replace(OK, body=b"<html/>", etag='"wall"'), walled)
    assert found.state.fault is not None
    assert found.state.fault.kind is kind
    assert (found.state.etag, found.state.last_modified, found.state.failures) == (None, None, 1)
    assert found.state.entries_last == 3


def test_an_empty_answer_is_a_fault_and_not_unchanged() -> None:
    found = poll(seen_before(), replace(OK, body=b""), None)
    assert found.state.fault is not None
    assert found.state.fault.kind is FaultKind.EMPTY


def test_a_torn_document_is_taken_and_asked_for_again_soon_in_full() -> None:
    torn = replace(document(), fault=FeedFault(FaultKind.TORN, "putus"))
    found = poll(seen_before(), replace(OK, body=b"<rss>"), torn, known={"id0", "id1"})
    assert (found.new, found.state.last_success, found.state.etag, found.state.body_hash) == (1, NOW, None, None)
    assert minutes(found) <= 2
    again = poll(found.state, replace(OK, body=b"<rss>"), torn, known={"id0", "id1", "id2"})
    assert minutes(again) >= 4.5


def test_a_move_is_remembered_until_it_is_over() -> None:
    moved = poll(seen_before(), replace(OK, body=b"x", moved_to="https://uji.example/baru"), document(), known={"id0"})
    assert moved.state.moved_to == "https://uji.example/baru"
    assert poll(moved.state, replace(OK, body=b"y"), document(), known={"id0"}).state.moved_to is None


_FAULTS = st.builds(
    failed, st.sampled_from(FaultKind), st.one_of(st.none(), st.floats(-10, 1e9, allow_nan=False, allow_infinity=False))
)
_ANSWERS = st.one_of(
    st.tuples(
        st.builds(lambda age: replace(UNCHANGED, max_age=age), st.one_of(st.none(), st.floats(0, 1e12))), st.none()
    ),
    st.tuples(_FAULTS, st.none()),
    st.tuples(st.just(OK), st.builds(document, st.integers(1, 60), st.floats(0, 1e5))),
)


@given(st.lists(_ANSWERS, max_size=25))
def test_whatever_happens_the_next_look_is_between_a_minute_and_six_hours_away(
    answers: list[tuple[Fetched, ParsedFeed | None]],
) -> None:
    state: FeedState | None = None
    for fetched, parsed in answers:
        found = poll(state, fetched, parsed)
        assert 0.8 <= minutes(found) <= 360
        state = found.state
