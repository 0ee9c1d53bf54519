"""What the store promises about feeds, entries, articles and events, on every kind of database."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from flows.alerts.copies import overlap
from flows.alerts.event import DeliveryState, EventStatus, SilenceScope
from flows.sources.feed import FaultKind, FeedFault
from flows.store import Store
from rules import MentionType
from tests.store_samples import (
    DAY,
    HOUR,
    MINUTE,
    NOON,
    a_decision,
    a_mention,
    a_near_miss,
    a_poll,
    a_waiting,
    an_alert,
    an_article,
    an_entry,
    an_event,
    tell,
)

TRANSFER = (MentionType.WEAPONS_TRANSFER,)


# -- feeds and entries


def test_feed_never_polled_is_unknown(store: Store) -> None:
    assert store.feed_states() == {}


def test_feed_state_comes_back_as_it_was_recorded(store: Store) -> None:
    fault = FeedFault(FaultKind.THROTTLED, "429: terlalu sering", retry_after=90.5)
    poll = a_poll(fault=fault)
    store.record_poll(poll, ())
    assert store.feed_states() == {"kabar-dunia": poll.state}


def test_later_poll_replaces_the_state(store: Store) -> None:
    store.record_poll(a_poll(), ())
    later = a_poll(at=NOON + HOUR)
    store.record_poll(later, ())
    assert store.feed_states() == {"kabar-dunia": later.state}


def test_new_entries_are_counted_once(store: Store) -> None:
    entries = [a_waiting(1), a_waiting(2)]
    assert store.record_poll(a_poll(), entries) == 2
    assert store.record_poll(a_poll(), entries) == 0
    assert store.record_poll(a_poll(), [a_waiting(2), a_waiting(3)]) == 1
    assert len(store.waiting_entries(NOON, 10)) == 3


def test_same_entry_twice_in_one_document_is_one_entry(store: Store) -> None:
    assert store.record_poll(a_poll(), [a_waiting(1), a_waiting(1)]) == 1


def test_entry_in_two_feeds_of_a_publisher_is_one_entry(store: Store) -> None:
    store.record_poll(a_poll("kabar-dunia"), [a_waiting(1)])
    assert store.record_poll(a_poll("kabar-utama"), [a_waiting(1, feed="kabar-utama")]) == 0
    assert [held.feed_id for held in store.waiting_entries(NOON, 10)] == ["kabar-dunia"]


def test_two_publishers_may_use_the_same_entry_id(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(1)])
    assert store.record_poll(a_poll("warta-umum"), [a_waiting(1, feed="warta-umum", publisher="warta")]) == 1
    store.defer_entry("entry-1", "kosong", None, feed_id="warta-umum")
    assert [held.publisher for held in store.waiting_entries(NOON, 10)] == ["kabar"]


def test_known_entries_are_those_of_the_publisher_whichever_feed_brought_them(store: Store) -> None:
    store.record_poll(a_poll("kabar-dunia"), [a_waiting(1)])
    store.record_poll(a_poll("kabar-utama"), [a_waiting(2, feed="kabar-utama")])
    asked = ["entry-1", "entry-2", "entry-3"]
    assert store.known_entry_ids("kabar-utama", asked) == {"entry-1", "entry-2"}
    assert store.known_entry_ids("warta-umum", asked) == frozenset()
    assert store.known_entry_ids("kabar-baru", asked, "kabar") == {"entry-1", "entry-2"}


def test_thousands_of_known_entries_can_be_asked_at_once(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(number) for number in range(1200)])
    assert len(store.known_entry_ids("kabar-dunia", (f"entry-{number}" for number in range(3000)))) == 1200


def test_waiting_entry_comes_back_as_it_was_recorded(store: Store) -> None:
    waiting = a_waiting(1, backfill=True)
    store.record_poll(a_poll(), [waiting])
    assert store.waiting_entries(NOON, 10) == (waiting,)


def test_entries_of_one_poll_wait_in_the_order_of_publication(store: Store) -> None:
    newest_first = [a_waiting(3), a_waiting(2), a_waiting(1)]
    undated = [replace(a_waiting(n), entry=an_entry(n, published=None)) for n in (5, 4)]
    store.record_poll(a_poll(), [*newest_first, *undated])
    ids = [held.entry.entry_id for held in store.waiting_entries(NOON, 10)]
    assert ids == ["entry-1", "entry-2", "entry-3", "entry-4", "entry-5"]


def test_deferred_entry_returns_when_its_time_has_come(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(1)])
    store.defer_entry("entry-1", "503", NOON + HOUR)
    assert store.waiting_entries(NOON + HOUR - MINUTE, 10) == ()
    (again,) = store.waiting_entries(NOON + HOUR, 10)
    assert (again.attempts, again.next_try) == (1, NOON + HOUR)


def test_deferring_twice_in_the_same_words_counts_once(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(1)])
    store.defer_entry("entry-1", "503", NOON + HOUR)
    store.defer_entry("entry-1", "503", NOON + HOUR)
    assert store.waiting_entries(NOON + HOUR, 10)[0].attempts == 1


def test_entry_given_up_waits_no_more_and_stays_known(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(1)])
    store.defer_entry("entry-1", "404", None)
    assert store.waiting_entries(NOON + 365 * DAY, 10) == ()
    assert store.record_poll(a_poll(), [a_waiting(1)]) == 0


def test_no_stream_of_new_entries_can_starve_an_old_one(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(1, first_seen=NOON)])
    for hour in range(1, 5):
        many = [a_waiting(hour * 100 + n, first_seen=NOON + hour * HOUR) for n in range(20)]
        store.record_poll(a_poll(at=NOON + hour * HOUR), many)
    store.defer_entry("entry-1", "503", NOON + 30 * MINUTE)
    assert store.waiting_entries(NOON + 5 * HOUR, 1)[0].entry.entry_id == "entry-1"


def test_feeds_of_a_publisher_polled_at_once_share_entries_in_any_order(store: Store) -> None:
    gate = threading.Barrier(4)
    entries = [a_waiting(number) for number in range(300)]

    def poll(turn: int) -> int:
        gate.wait()
        return store.record_poll(a_poll(f"kabar-{turn}"), entries if turn % 2 else entries[::-1])

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(poll, range(4))) == 300


def test_hostile_text_in_an_entry_survives_unchanged(store: Store) -> None:
    nasty = an_entry(1, title="a\x00b \ud800 \u202e '; DROP TABLE entry; --", guid="%s{0}$(x)\x00")
    store.record_poll(a_poll(), [replace(a_waiting(1), entry=nasty)])
    assert store.waiting_entries(NOON, 1)[0].entry == nasty


def test_polls_that_found_something_are_remembered_and_quiet_ones_are_not(store: Store) -> None:
    fault = FeedFault(FaultKind.BLOCKED, "halaman blokir")
    found, blocked, missed = a_poll(new=2), a_poll(at=NOON + MINUTE, fault=fault), a_poll("lain", missed=True)
    for poll in (found, blocked, missed, a_poll(at=NOON + HOUR)):
        store.record_poll(poll, ())
    assert store.polls(NOON) == (blocked, found, missed)
    assert store.polls(NOON, "lain") == (missed,)
    assert store.polls(NOON + MINUTE) == (blocked,)


# -- the article's transaction


def test_article_comes_back_as_it_was_saved(store: Store) -> None:
    wib = timezone(timedelta(hours=7))
    article = an_article(1, copy_of="article-0", shingles=(5, -9, 2**63 - 1, -(2**63)))
    article = replace(article, article=replace(article.article, published=NOON.astimezone(wib), origin="reuters"))
    with store.article_unit() as unit:
        unit.save_article(article, "kabar-dunia", "entry-1")
    held = store.article("article-1")
    assert held == article
    assert held is not None
    assert held.article.published is not None
    assert held.article.published.utcoffset() == timedelta(hours=7)
    assert store.article("article-2") is None


def test_saved_article_ends_the_wait_of_its_entry(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(1), a_waiting(2)])
    with store.article_unit() as unit:
        unit.save_article(an_article(1), "kabar-dunia", "entry-1")
    assert [held.entry.entry_id for held in store.waiting_entries(NOON, 10)] == ["entry-2"]
    assert store.totals(NOON).pending_entries == 1


def test_committed_article_is_known_and_its_other_entries_can_be_ended(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(1), a_waiting(2)])
    with store.article_unit() as unit:
        assert not unit.has_article("article-1")
        unit.save_article(an_article(1), "kabar-dunia", "entry-1")
    with store.article_unit() as unit:
        assert unit.has_article("article-1")
        unit.mark_read("kabar-dunia", "entry-2", "article-1")
    assert store.waiting_entries(NOON, 10) == ()
    assert store.check_integrity() == ()


def test_everything_of_an_article_is_kept_together(store: Store) -> None:
    with store.article_unit() as unit:
        alert = tell(unit, 1, {"regu-a": NOON, "regu-b": NOON + HOUR})
    assert store.mentions_for_article("article-1") == ((alert.decision.mention,), (a_near_miss(),))
    assert store.alert(alert.id) == alert
    (record,) = store.timeline(alert.event.id)
    assert record.decision == alert.decision
    assert (record.alert_id, record.article_id, record.outlet) == (alert.id, "article-1", "kabar")
    assert store.decisions_for_article("article-1") == (record,)
    states = {sent.receiver: sent.state for sent in store.deliveries(NOON)}
    assert states == {"regu-a": DeliveryState.PENDING, "regu-b": DeliveryState.DEFERRED}


def test_exception_inside_the_unit_leaves_nothing(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(1)])

    def stumble() -> None:
        with store.article_unit() as unit:
            tell(unit, 1, {"regu-a": NOON})
            raise RuntimeError("the composer stumbled")

    with pytest.raises(RuntimeError, match="stumbled"):
        stumble()
    assert store.article("article-1") is None
    assert store.event("E001") is None
    assert store.alerts(NOON - DAY) == store.deliveries(NOON - DAY) == ()
    assert len(store.waiting_entries(NOON, 10)) == 1


def test_saving_everything_twice_changes_nothing(store: Store) -> None:
    def all_of_it() -> tuple[object, ...]:
        return (
            store.timeline("E001"),
            store.alerts(NOON),
            store.deliveries(NOON),
            store.event("E001"),
            store.article("article-1"),
            store.mentions_for_article("article-1"),
            store.totals(NOON),
        )

    with store.article_unit() as unit:
        tell(unit, 1, {"regu-a": NOON})
    before = all_of_it()
    with store.article_unit() as unit:
        tell(unit, 1, {"regu-a": NOON})
    assert all_of_it() == before


def test_order_of_saving_inside_the_unit_is_free(store: Store) -> None:
    with store.article_unit() as unit:
        unit.save_mentions("article-1", (a_mention(),), ())
        unit.save_article(an_article(1), "kabar-dunia", "entry-1")
    assert store.mentions_for_article("article-1")[0] == (a_mention(),)


def test_page_read_again_later_replaces_the_older_reading(store: Store) -> None:
    edited = an_article(1, fetched_at=NOON + HOUR, text_hash="beef")
    for article in (an_article(1), edited, an_article(1)):
        with store.article_unit() as unit:
            unit.save_article(article, "kabar-dunia", "entry-1")
    assert store.article("article-1") == edited


def test_writing_through_the_store_inside_a_unit_is_refused_instead_of_hanging(store: Store) -> None:
    def forgetful() -> None:
        with store.article_unit(), store.article_unit():
            pass

    with pytest.raises(RuntimeError, match="inside an open article_unit"):
        forgetful()


def test_reading_through_the_store_inside_a_unit_works(store: Store) -> None:
    with store.article_unit() as unit:
        unit.save_article(an_article(1), "kabar-dunia", "entry-1")
        assert store.article("article-1") is None  # not committed yet


# -- events and alerts


def test_open_events_are_those_of_the_type_seen_lately_newest_first(store: Store) -> None:
    events = [
        an_event("AAAA", last_seen_at=NOON - 2 * DAY),
        an_event("BBBB", last_seen_at=NOON),
        an_event("CCCC", last_seen_at=NOON, type=MentionType.TREATY),
        an_event("DDDD", last_seen_at=NOON, status=EventStatus.CLOSED),
        an_event("EEEE", last_seen_at=NOON - 40 * DAY),
    ]
    with store.article_unit() as unit:
        for event in events:
            unit.save_decision(a_decision(event=event))
        assert [event.id for event in unit.open_events(TRANSFER, NOON - 30 * DAY)] == ["BBBB", "AAAA"]
        assert unit.open_events((), NOON - 30 * DAY) == ()
        assert unit.is_event_id_taken("DDDD")
        assert not unit.is_event_id_taken("FFFF")
    assert [event.id for event in store.events(NOON - DAY)] == ["BBBB", "CCCC", "DDDD"]
    assert len(store.events(NOON - 99 * DAY, limit=2)) == 2


def test_event_stands_as_the_last_decision_left_it(store: Store) -> None:
    grown = an_event(articles=2, outlets=("kabar", "warta"), last_seen_at=NOON)
    with store.article_unit() as unit:
        unit.save_decision(a_decision(1))
    with store.article_unit() as unit:
        unit.save_decision(a_decision(2, grown))
    assert store.event("K7Q2") == grown
    assert [record.article_id for record in store.timeline("K7Q2")] == ["article-1", "article-2"]


def test_event_counts_its_alerts_even_if_the_decision_did_not(store: Store) -> None:
    decision = a_decision()
    with store.article_unit() as unit:
        unit.save_decision(decision)
        unit.save_alert(an_alert(decision, number=3), {})
    event = store.event("K7Q2")
    assert event is not None
    assert event.alerts == 3


def test_last_alert_and_storm_count_leave_out_tests(store: Store) -> None:
    decision = a_decision()
    with store.article_unit() as unit:
        unit.save_decision(decision)
        unit.save_alert(an_alert(decision, 1), {})
        unit.save_alert(an_alert(decision, 2, created_at=NOON + HOUR), {})
        unit.save_alert(an_alert(decision, 3, created_at=NOON + DAY, test=True), {})
        assert unit.last_alert("K7Q2") == ("K7Q2-2", decision.sighting.at)
        assert unit.last_alert("ZZZZ") is None
        assert unit.alerts_since("weapons-transfer", NOON) == 2
        assert unit.alerts_since("weapons-transfer", NOON + MINUTE) == 1
        assert unit.alerts_since("treaty", NOON) == 0
    assert [alert.number for alert in store.alerts(NOON)] == [3, 2, 1]
    assert [alert.number for alert in store.alerts(NOON, limit=1)] == [3]


def test_decision_without_event_is_kept_for_the_article(store: Store) -> None:
    silent = replace(a_decision(), event=None, alert=False, reason="background")
    with store.article_unit() as unit:
        unit.save_decision(silent)
    (record,) = store.decisions_for_article("article-1")
    assert (record.decision, record.alert_id) == (silent, None)


def test_unit_sees_the_mutes_in_force(store: Store) -> None:
    silence = store.add_silence(SilenceScope.PAIR, "KP>RU", NOON + HOUR, "Sari", "latihan", NOON)
    with store.article_unit() as unit:
        assert unit.silences(NOON) == (silence,)
        assert unit.silences(NOON + HOUR) == ()


def test_threads_that_meet_the_same_development_open_one_event(store: Store) -> None:
    """Eight readers decide at once: whoever comes first opens it, the others find it open."""
    gate = threading.Barrier(8)
    opened = []

    def read(number: int) -> None:
        gate.wait()
        with store.article_unit() as unit:
            if not unit.open_events(TRANSFER, NOON - 30 * DAY):
                opened.append(number)
                unit.save_decision(a_decision(number, an_event(f"E{number:03d}")))
            else:
                unit.save_decision(a_decision(number, unit.open_events(TRANSFER, NOON - 30 * DAY)[0]))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(read, range(8)))
    assert len(opened) == 1
    assert len(store.events(NOON - DAY)) == 1
    assert len(store.timeline(f"E{opened[0]:03d}")) == 8


# -- copies and search


def shingles(start: int, count: int = 20) -> tuple[int, ...]:
    return tuple(-(2**62) + 16 * number for number in range(start, start + count))


def save(store: Store, number: int, marks: tuple[int, ...], **changes: object) -> None:
    with store.article_unit() as unit:
        unit.save_article(an_article(number, shingles=marks, **changes), "kabar-dunia", f"entry-{number}")


def test_copies_are_found_by_shared_shingles_best_first(store: Store) -> None:
    save(store, 1, shingles(0))
    save(store, 2, shingles(10), outlet="warta")
    save(store, 3, shingles(1000))
    with store.article_unit() as unit:
        found = unit.copies(shingles(12), NOON - DAY)
        assert unit.copies((), NOON - DAY) == ()
    assert [(match.article_id, match.outlet, round(match.overlap, 2)) for match in found] == [
        ("article-2", "warta", 0.9),
        ("article-1", "kabar", 0.4),
    ]


def test_overlap_is_the_share_of_the_smaller_text(store: Store) -> None:
    save(store, 1, shingles(0, 10))
    with store.article_unit() as unit:
        (match,) = unit.copies(shingles(0, 40), NOON - DAY)
    assert match.overlap == 1.0


def test_copies_older_than_the_window_do_not_count(store: Store) -> None:
    save(store, 1, shingles(0), fetched_at=NOON - 4 * DAY)
    with store.article_unit() as unit:
        assert unit.copies(shingles(0), NOON - 3 * DAY) == ()
        assert len(unit.copies(shingles(0), NOON - 5 * DAY)) == 1


def test_copy_of_a_copy_names_the_first_origin(store: Store) -> None:
    first = an_article(1, shingles=shingles(0))
    first = replace(first, article=replace(first.article, origin="reuters"))
    with store.article_unit() as unit:
        unit.save_article(first, "kabar-dunia", "entry-1")
        unit.save_article(an_article(2, "warta", shingles=shingles(0), copy_of="article-1"), "warta-umum", "entry-2")
        origins = {match.article_id: match.origin for match in unit.copies(shingles(0), NOON - DAY)}
    assert origins == {"article-1": "reuters", "article-2": "reuters"}


def test_overlap_is_the_one_that_the_alerts_room_defines(store: Store) -> None:
    """A short text keeps all its shingles, a long one a sixteenth: only what both would keep is compared."""
    short, long = (16, 17, 18, 32), tuple(range(16, 16 * 40, 16))
    save(store, 1, short)
    with store.article_unit() as unit:
        (match,) = unit.copies(long, NOON - DAY)
    assert match.overlap == overlap(long, short) == 1.0


def test_furniture_that_every_page_carries_does_not_fill_the_index(store: Store) -> None:
    with store.article_unit() as unit:
        for number in range(100):
            own = shingles(10_000 + 100 * number)
            unit.save_article(an_article(number, shingles=(*shingles(0, 3), *own)), "kabar-dunia", f"entry-{number}")
        best = unit.copies((*shingles(0, 3), *shingles(10_000 + 100 * 90)), NOON - DAY)[0]
    assert (best.article_id, best.overlap) == ("article-90", 1.0)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("laporan 12", ["article-12"]),
        ("KABAR.example/berita/7", ["article-7"]),
        ("100% benar", ["article-50"]),
        ("100_ benar", []),
        ("%", ["article-50"]),
        ("'", []),
    ],
)
def test_search_takes_words_literally(store: Store, words: str, found: list[str]) -> None:
    with store.article_unit() as unit:
        for number in (7, 12):
            unit.save_article(an_article(number), "kabar-dunia", f"entry-{number}")
        odd = an_article(50)
        unit.save_article(replace(odd, article=replace(odd.article, title="Ini 100% benar")), "kabar-dunia", "entry-50")
    assert [article.id for article in store.find_articles(words)] == found


def test_search_gives_the_newest_first_and_keeps_to_the_limit(store: Store) -> None:
    with store.article_unit() as unit:
        for number in range(1, 6):
            unit.save_article(an_article(number, fetched_at=NOON + number * MINUTE), "kabar-dunia", f"entry-{number}")
    assert [article.id for article in store.find_articles("roket", 2)] == ["article-5", "article-4"]


def test_time_without_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="without zone"):
        store.waiting_entries(datetime(2026, 3, 9), 1)  # noqa: DTZ001


def test_times_of_any_zone_mean_the_same_moment(store: Store) -> None:
    wit = timezone(timedelta(hours=9))
    store.record_poll(a_poll(), [a_waiting(1, first_seen=NOON.astimezone(wit))])
    (held,) = store.waiting_entries(NOON, 1)
    assert held.first_seen == NOON
    assert held.first_seen.tzinfo is UTC


# -- entries shared by several workers


def test_claimed_entry_is_nobody_elses_until_the_lease_ends(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(1), a_waiting(2)])
    (mine,) = store.claim_entries("ani", NOON, 5 * MINUTE, 1)
    assert mine == a_waiting(1)
    (other,) = store.claim_entries("budi", NOON, 5 * MINUTE, 9)
    assert other == a_waiting(2)
    assert store.claim_entries("cici", NOON + 4 * MINUTE, 5 * MINUTE, 9) == ()


def test_entry_that_killed_its_reader_comes_back_with_an_attempt_counted(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(1)])
    for times in range(3):
        (held,) = store.claim_entries("ani", NOON + times * HOUR, HOUR, 9)
        assert held.attempts == times
    assert store.waiting_entries(NOON, 1)[0].attempts == 2


def test_deferring_or_releasing_ends_the_claim(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(1), a_waiting(2)])
    store.claim_entries("ani", NOON, HOUR, 9)
    store.defer_entry("entry-1", "503", NOON + MINUTE)
    assert store.release_entries("budi") == 0
    assert store.release_entries("ani") == 1
    again = store.claim_entries("budi", NOON + MINUTE, HOUR, 9)
    assert [(held.entry.entry_id, held.attempts) for held in again] == [("entry-2", 0), ("entry-1", 1)]


def test_threads_share_waiting_entries_without_sharing_one(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(number) for number in range(60)])
    gate = threading.Barrier(4)

    def work(worker: str) -> list[str]:
        gate.wait()
        mine: list[str] = []
        while some := store.claim_entries(worker, NOON, HOUR, 4):
            mine += [held.entry.entry_id for held in some]
        return mine

    with ThreadPoolExecutor(4) as pool:
        every = [entry for share in pool.map(work, ("ani", "budi", "cici", "dedi")) for entry in share]
    assert len(every) == len(set(every)) == 60
