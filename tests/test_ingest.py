"""One entry's way, end to end over a fake press and a real store: read once, told once, and never lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from flows.alerts.receivers import Receiver
from flows.app.dispatch import dispatch
from flows.app.ingest import LEASE, claimed_batches, cycle, read_batch
from flows.app.polling import due_feeds, in_batches, poll_batch
from flows.sources import FaultKind, Feed, FeedFault
from flows.store import Store
from tests.fakewatch import HOUR, MINUTE, START, Clock, FakePress, FakeWatch, Story, a_watch, backfilled

DOWN = FeedFault(FaultKind.TIMEOUT, "not finished in time")
GONE = FeedFault(FaultKind.HTTP, "not found (404)")
WALL = FeedFault(FaultKind.BLOCKED, "a bot check instead of a page")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def press() -> FakePress:
    return FakePress()


@pytest.fixture
def watch(store: Store, press: FakePress, clock: Clock, tmp_path: Path) -> FakeWatch:
    made = a_watch(store, tmp_path, press, clock)
    backfilled(store, clock, "kabar-utama")
    return made


async def told(watch: FakeWatch) -> list[str]:
    """Runs a cycle and a sweep; the titles of what was sent."""
    before = len(watch.channel_of_rina.messages)
    report = await cycle(watch)
    assert report is not None
    await dispatch(watch, watch.worker, watch.clock(), 100)
    return [m.title for m in watch.channel_of_rina.messages[before:]]


async def test_a_new_transfer_is_told_once(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    press.stories = [Story(1, "Menurut laporan KP kirim rocket ke RU pekan ini.")]
    (title,) = await told(watch)
    assert "-1" in title
    clock.now += HOUR
    press.stories.append(Story(2, "Kemarin KP kirim rocket ke RU, kata dua sumber."))
    assert await told(watch) == []
    assert watch.store.last_cycles(1)[0].articles_read == 1


async def test_a_higher_stage_is_told_again(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    press.stories = [Story(1, "KP kirim rocket ke RU (sought)")]
    assert len(await told(watch)) == 1
    clock.now += HOUR
    press.stories.append(Story(2, "KP kirim rocket ke RU (delivered)", at=START + 30 * MINUTE))
    (title,) = await told(watch)
    assert "-2" in title


async def test_ordinary_news_is_read_and_kept_with_its_near_miss(watch: FakeWatch, press: FakePress) -> None:
    press.stories = [Story(1, "Harga cabai naik menjelang hari raya.")]
    assert await told(watch) == []
    (article,) = watch.store.find_articles("berita/1", 5)
    assert watch.store.mentions_for_article(article.id)[1] != ()
    assert watch.store.decisions_for_article(article.id) == ()


async def test_the_report_counts_what_was_done(watch: FakeWatch, press: FakePress) -> None:
    press.stories = [Story(1, "KP kirim rocket ke RU"), Story(2, "Cuaca cerah."), Story(3, "x", page=b"")]
    report = await cycle(watch)
    assert report is not None
    assert (report.feeds, report.feeds_ok, report.entries_new) == (1, 1, 3)
    assert (report.articles_read, report.mentions, report.alerts) == (2, 1, 1)
    assert "1 pages are tried again later" in report.notes


async def test_a_cycle_done_again_changes_nothing(watch: FakeWatch, press: FakePress) -> None:
    press.stories = [Story(1, "KP kirim rocket ke RU")]
    assert len(await told(watch)) == 1
    assert await told(watch) == []
    assert press.asked.count(press.stories[0].url) == 1


async def test_article_in_two_feeds_under_one_address_is_judged_once(
    store: Store, press: FakePress, clock: Clock, tmp_path: Path
) -> None:
    watch = a_watch(store, tmp_path, press, clock, ("kabar", "warta"))
    backfilled(store, clock, "kabar-utama", "warta-utama")
    story = Story(1, "KP kirim rocket ke RU")
    press.stories = [story]
    await cycle(watch)
    entry = watch.store.find_articles("berita/1", 1)[0]
    # the second feed links to the very same page
    from tests.store_samples import a_poll, a_waiting, an_entry

    twice = a_waiting(9, feed="warta-utama", publisher="warta", entry=an_entry(9, url=story.url), first_seen=clock.now)
    store.record_poll(a_poll("warta-utama", at=clock.now), [twice])
    assert await told(watch) != []
    assert [a.id for a in store.find_articles("berita/1", 5)] == [entry.id]
    assert store.waiting_entries(clock.now + 24 * HOUR, 10) == ()


async def test_entries_are_judged_in_the_order_of_their_own_time(watch: FakeWatch, press: FakePress) -> None:
    press.stories = [
        Story(1, "KP kirim rocket ke RU (delivered)", at=START - 10 * MINUTE),
        Story(2, "KP kirim rocket ke RU (sought)", at=START - 50 * MINUTE),
    ]
    first, second = await told(watch)
    (event,) = watch.store.events(START - 24 * HOUR)
    assert [step.stage.value for step in event.steps] == ["sought", "delivered"]
    assert (first[-2:], second[-2:]) == ("-1", "-2")


async def test_a_second_origin_is_told_only_to_who_asked_for_it(
    store: Store, press: FakePress, clock: Clock, tmp_path: Path
) -> None:
    watch = a_watch(store, tmp_path, press, clock, ("kabar", "warta"))
    watch.receivers = (Receiver(id="rina"), Receiver(id="analis", corroboration=True))
    backfilled(store, clock, "kabar-utama", "warta-utama")
    press.stories = [Story(1, "KP kirim rocket ke RU")]
    await told(watch)
    clock.now += 30 * MINUTE
    other = "Wartawan kami menemui saksi di pelabuhan itu, yang melihat peti kayu diturunkan pada malam hari. " * 2
    press.stories.append(Story(2, "KP kirim rocket ke RU", at=clock.now, publisher="warta", rest=other))
    await told(watch)
    heard = {d.receiver: d.alert_id for d in reversed(store.deliveries(START - HOUR))}
    assert heard["rina"].endswith("-1")
    assert heard["analis"].endswith("-1.2")
    assert store.last_cycles(1)[0].alerts == 0


# -- pages that do not come


async def test_an_unreachable_page_is_tried_again_and_then_told(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    press.stories = [Story(1, "KP kirim rocket ke RU")]
    press.faults[press.stories[0].url] = DOWN
    assert await told(watch) == []
    del press.faults[press.stories[0].url]
    assert await told(watch) == []  # its time has not come
    clock.now += 2 * MINUTE
    assert len(await told(watch)) == 1


async def test_after_the_last_try_the_feeds_own_text_is_read_and_marked_partial(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    press.stories = [Story(1, "", title="KP kirim rocket ke RU", summary="Ringkas saja.")]
    press.faults[press.stories[0].url] = DOWN
    sent: list[str] = []
    for _ in range(watch.settings.page_tries):
        sent += await told(watch)
        clock.now += 2 * HOUR
    assert len(sent) == 1
    (article,) = watch.store.find_articles("berita/1", 1)
    assert article.article.partial
    assert any("not finished in time" in problem for problem in article.article.problems)


@pytest.mark.parametrize("fault", [GONE, FeedFault(FaultKind.REFUSED_ADDRESS, "a private address")])
async def test_a_fault_that_lasts_is_not_waited_for(watch: FakeWatch, press: FakePress, fault: FeedFault) -> None:
    press.stories = [Story(1, "", title="KP kirim rocket ke RU")]
    press.faults[press.stories[0].url] = fault
    assert len(await told(watch)) == 1
    assert watch.store.last_cycles(1)[0].articles_partial == 1


async def test_a_block_page_is_waited_for(watch: FakeWatch, press: FakePress) -> None:
    press.stories = [Story(1, "", title="KP kirim rocket ke RU")]
    press.faults[press.stories[0].url] = WALL
    assert await told(watch) == []


async def test_a_text_that_breaks_the_engine_is_given_up_with_a_reason_and_stops_nobody(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    press.stories = [
        Story(1, "Sebuah kalimat yang meledak.", summary="Ini juga meledak."),
        Story(2, "KP kirim rocket ke RU"),
    ]
    sent = []
    for _ in range(watch.settings.page_tries + 1):
        sent += await told(watch)
        clock.now += 2 * HOUR
    assert len(sent) == 1
    failed = [c for c in watch.store.last_cycles(10) if c.articles_failed]
    assert len(failed) == 1
    assert any("reading failed" in note for note in failed[0].notes)
    assert watch.store.waiting_entries(clock.now, 10) == ()


async def test_an_entry_whose_reader_keeps_dying_is_set_aside(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    press.stories = [Story(1, "KP kirim rocket ke RU")]
    await poll_batch(watch, press, watch.feeds, clock.now)
    for _ in range(watch.settings.page_tries + 2):
        batch = next(claimed_batches(watch, 10))  # the worker dies here, with the entry in its hands
        assert len(batch) == 1
        clock.now += HOUR
    (batch,) = claimed_batches(watch, 10)
    report = await read_batch(watch, press, batch, clock.now)
    assert report.articles_failed == 1
    assert press.stories[0].url not in press.asked


async def test_further_pages_are_fetched_and_a_missing_one_makes_it_partial(watch: FakeWatch, press: FakePress) -> None:
    from flows.app.pages import fetch_rest

    press.pages = {"https://kabar.example/a?page=2": b"<p>dua</p>"}
    pages, missing = await fetch_rest(press, ("https://kabar.example/a?page=2", "https://kabar.example/a?page=3"))
    assert len(pages) == 1
    assert missing == "page 3 is missing: not found (404)"


# -- feeds


async def test_one_feeds_trouble_is_its_own(store: Store, press: FakePress, clock: Clock, tmp_path: Path) -> None:
    watch = a_watch(store, tmp_path, press, clock, ("kabar", "warta"))
    backfilled(store, clock, "kabar-utama", "warta-utama")
    press.stories = [Story(1, "KP kirim rocket ke RU", publisher="warta")]
    press.faults["kabar.example"] = DOWN
    assert len(await told(watch)) == 1
    (report,) = store.last_cycles(1)
    assert (report.feeds_ok, report.feeds_faulty) == (1, 1)
    assert "feed kabar-utama: not finished in time" in report.notes


async def test_a_feed_that_wakes_a_bug_is_reported_and_stops_nobody(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    def trip(url: str) -> None:
        raise ZeroDivisionError

    press.before = trip
    (poll,) = await poll_batch(watch, press, watch.feeds, clock.now)
    assert poll.state.fault is not None
    assert "ZeroDivisionError" in poll.state.fault.words


async def test_an_unchanged_feed_costs_no_page(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    press.stories = [Story(1, "KP kirim rocket ke RU")]
    await told(watch)
    press.asked.clear()
    clock.now += 30 * MINUTE
    await told(watch)
    assert press.asked == ["https://kabar.example/rss"]
    assert watch.store.last_cycles(1)[0].feeds_unchanged == 1


async def test_only_due_feeds_are_asked_and_named_ones_always(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    await cycle(watch)
    assert due_feeds(watch, clock.now) == ()
    assert due_feeds(watch, clock.now, ["kabar-utama"]) == watch.feeds
    assert due_feeds(watch, clock.now + HOUR) == watch.feeds


def test_batches_deal_the_feeds_of_one_host_out() -> None:
    feeds = tuple(Feed(f"f{n}", "kabar", f"https://kabar.example/{n}") for n in range(120))
    batches = in_batches(feeds, size=50)
    assert [len(b) for b in batches] == [40, 40, 40]
    assert [f.id for f in batches[0][:2]] == ["f0", "f3"]
    assert in_batches((), size=50) == ()


# -- backfill


async def test_a_feeds_first_document_builds_state_and_rings_nobody(
    store: Store, press: FakePress, clock: Clock, tmp_path: Path
) -> None:
    watch = a_watch(store, tmp_path, press, clock)
    press.stories = [Story(1, "KP kirim rocket ke RU"), Story(2, "IR kirim drone ke RU")]
    (gathered,) = await told(watch)
    assert gathered.startswith("2 peristiwa")
    assert store.deliveries(START - HOUR) == ()
    assert len(store.events(START - 24 * HOUR)) == 2
    clock.now += HOUR
    press.stories.append(Story(3, "KP kirim rocket ke RU lagi, kata sumber", at=START + 30 * MINUTE))
    assert await told(watch) == []  # known already


async def test_critical_news_in_a_first_document_is_singled_out(
    store: Store, press: FakePress, clock: Clock, tmp_path: Path
) -> None:
    watch = a_watch(store, tmp_path, press, clock)
    press.stories = [Story(1, "KP kirim ballistic-missile ke RU, kritis."), Story(2, "IR kirim drone ke RU")]
    single, gathered = await told(watch)
    assert gathered.startswith("1 peristiwa")
    assert single.startswith("KRITIS")


async def test_after_a_long_outage_the_backlog_is_state_not_a_flood(
    watch: FakeWatch, press: FakePress, clock: Clock
) -> None:
    press.stories = [Story(1, "Cuaca cerah.")]
    await told(watch)
    clock.now += timedelta(hours=watch.settings.backfill_hours + 1)
    press.stories += [Story(n, f"KP kirim rocket ke R{c}", at=clock.now - HOUR) for n, c in enumerate("ABC", 2)]
    (gathered,) = await told(watch)
    assert gathered.startswith("3 peristiwa")


async def test_a_backfill_is_told_in_one_message_when_all_of_it_is_read(
    store: Store, press: FakePress, clock: Clock, tmp_path: Path
) -> None:
    watch = a_watch(store, tmp_path, press, clock, articles_per_cycle=1)
    press.stories = [Story(1, "KP kirim rocket ke RU"), Story(2, "IR kirim drone ke RU")]
    assert await told(watch) == []
    clock.now += 5 * MINUTE
    (gathered,) = await told(watch)
    assert gathered.startswith("2 peristiwa")
    clock.now += 5 * MINUTE
    assert await told(watch) == []


async def test_a_gathering_waits_for_a_channel_that_is_down(
    store: Store, press: FakePress, clock: Clock, tmp_path: Path
) -> None:
    from flows.alerts.event import Outcome, OutcomeKind

    watch = a_watch(store, tmp_path, press, clock)
    press.stories = [Story(1, "KP kirim rocket ke RU")]
    watch.channel_of_rina.answer = Outcome(OutcomeKind.RETRY, "unreachable")
    await told(watch)
    watch.channel_of_rina.answer = Outcome(OutcomeKind.ACCEPTED)
    clock.now += 10 * MINUTE
    (gathered,) = await told(watch)
    assert gathered.startswith("1 peristiwa")


async def test_a_storm_is_folded_and_critical_news_passes(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    codes = ["BR", "CL", "CU", "DZ", "EG", "ET", "GH", "IQ", "JO", "KE", "KW", "LB", "LY", "MA"]
    press.stories = [
        Story(n, f"KP kirim rocket ke {code}", at=START - HOUR + n * MINUTE) for n, code in enumerate(codes, 1)
    ]
    press.stories.append(Story(99, "IR kirim ballistic-missile ke RU, kritis.", at=START - MINUTE))
    titles = await told(watch)
    assert len([t for t in titles if t.startswith("KRITIS")]) == 1
    assert len([t for t in titles if t.startswith("4 peristiwa")]) == 1  # kept back by the storm cap
    assert len([t for t in titles if t.startswith("10 peristiwa")]) == 1  # raised, and folded on their way out
    assert len(titles) == 3


# -- leases and crashes


async def test_two_pollers_do_not_overlap(watch: FakeWatch, press: FakePress, clock: Clock) -> None:
    assert watch.store.take_lease(LEASE, "somebody else", clock.now, HOUR)
    assert await cycle(watch) is None
    assert press.asked == []
    watch.store.release_lease(LEASE, "somebody else")
    assert await cycle(watch) is not None


async def test_a_cycle_gives_its_lease_back_even_when_it_fails(watch: FakeWatch, press: FakePress) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("bug")

    press.fetch = broken  # type: ignore[assignment]
    watch.store.record_cycle = None  # type: ignore[assignment]
    with pytest.raises(TypeError):
        await cycle(watch)
    assert watch.store.take_lease(LEASE, "next", watch.clock(), HOUR)


async def test_the_same_articles_rules_and_clock_give_the_same_bytes(
    press: FakePress, clock: Clock, tmp_path: Path
) -> None:
    from flows.store import open_store

    press.stories = [
        Story(n, f"KP kirim {w} ke {c} (signed)", at=START - n * MINUTE)
        for n, (w, c) in enumerate([("rocket", "RU"), ("drone", "SY"), ("rocket", "IR"), ("tank", "RU")], 1)
    ]
    runs = []
    for order in (1, -1):  # pages may come over the wire in any order
        press.stories = press.stories[::order]
        store = open_store("sqlite://")
        watch = a_watch(store, tmp_path, press, clock)
        backfilled(store, clock, "kabar-utama")
        await told(watch)
        runs.append([(m.title, m.body) for m in watch.channel_of_rina.messages])
        store.close()
    assert len(runs[0]) == 4
    assert runs[0] == runs[1]


async def test_a_crash_before_the_commit_loses_nothing(
    watch: FakeWatch, press: FakePress, monkeypatch: pytest.MonkeyPatch
) -> None:
    import flows.app.ingest as ingest

    press.stories = [Story(1, "KP kirim rocket ke RU")]
    real = ingest.judge

    def dying(*arguments: object) -> object:
        real(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt  # all written, nothing committed

    monkeypatch.setattr(ingest, "judge", dying)
    with pytest.raises(KeyboardInterrupt):
        await cycle(watch)
    assert watch.store.alerts(START - HOUR) == ()
    monkeypatch.setattr(ingest, "judge", real)
    assert len(await told(watch)) == 1
