"""The whole watch against the newsroom: feeds in, messages out, on a real store with real rules and real apprise."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.alerts.event import State
from flows.app.demo_home import DemoState, demo_settings, feed_id
from flows.app.dispatch import dispatch
from flows.app.ingest import cycle
from flows.app.newsroom import Calendar, Inbox, Newsroom, load_story, serve_inbox, serve_newsroom
from flows.app.newsroom.server import Answer
from flows.app.newsroom.verdict import REPEAT, Comparison, alert_id_of, compare
from flows.app.wiring import Watch, open_watch
from flows.app.workers import registered_worker, release_leftovers
from flows.sources import FaultKind
from flows.store.base import CycleReport

pytestmark = pytest.mark.e2e
NOW = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)


class World:
    """The newsroom, the officers' inbox and a clock that only moves when told."""

    def __init__(self, home: Path, newsroom: Newsroom, inbox: Inbox) -> None:
        self.home = home
        self.newsroom = newsroom
        self.inbox = inbox
        self.now = NOW
        self.state = DemoState(newsroom.calendar.first, api_port=4200)
        self._watch: Watch | None = None

    @property
    def watch(self) -> Watch:
        """The watch; opened on first use and after `restart`."""
        if self._watch is None:
            settings = demo_settings(self.home, self.state, self.newsroom.story)
            self._watch = open_watch(settings, clock=lambda: self.now)
        return self._watch

    def restart(self) -> None:
        """What was only in memory is gone."""
        if self._watch is not None:
            self._watch.close()
        self._watch = None

    def poll(self) -> CycleReport:
        """One cycle, without sending."""
        feeds = [feed_id(publisher) for publisher in self.newsroom.story.publishers]
        report = asyncio.run(cycle(self.watch, only=feeds))
        assert report is not None
        self.now += timedelta(minutes=5)
        return report

    def send(self) -> None:
        """One sweep of the outbox."""
        asyncio.run(dispatch(self.watch, self.watch.worker, self.now, 100))
        self.now += timedelta(minutes=1)

    def live(self, through: int) -> None:
        """Days of the story from where it is, each polled and sent."""
        while True:
            self.poll()
            self.send()
            if self.newsroom.day >= through or not self.newsroom.advance():
                return

    def compared(self) -> Comparison:
        """Expected against received, up to the present day."""
        alerts = self.watch.store.alerts(NOW - timedelta(days=30))
        return compare(self.newsroom.story.expected(self.newsroom.day), alerts, self.inbox.messages())


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    story = load_story()
    newsroom = Newsroom(story, Calendar.ending_before(NOW, story))
    inbox = Inbox(tmp_path / "inbox.jsonl")
    with serve_newsroom(newsroom) as rooms, serve_inbox(inbox) as post:
        there = World(tmp_path, newsroom, inbox)
        there.state = there.state.with_ports(rooms.port, post.port)
        yield there
        there.restart()


def failures(found: Comparison) -> list[str]:
    wrong = [f"{line.expected.id}: {line.messages} messages" for line in found.lines if not line.is_right]
    wrong += [f"too many: {a.id} {a.state} {a.decision.sighting.title}" for a in found.unexpected]
    return wrong + [f"too many: {m.title}" for m in found.unknown]


def test_each_development_is_told_once_and_nothing_else(world: World) -> None:
    world.live(through=world.newsroom.story.last)
    assert failures(world.compared()) == []


def test_first_look_at_a_feed_tells_nobody(world: World) -> None:
    world.live(through=0)
    assert world.inbox.messages() == ()


def test_polling_again_reads_nothing_twice_and_sends_nothing_twice(world: World) -> None:
    world.live(through=1)
    told = world.inbox.messages()
    again = world.poll()
    world.send()
    assert (again.articles_read, again.alerts, again.feeds_unchanged) == (0, 0, again.feeds)
    assert world.inbox.messages() == told


def test_message_speaks_of_who_whom_what_and_links_to_the_article(world: World) -> None:
    world.live(through=1)
    told = "\n".join(f"{m.title}\n{m.body}" for m in world.inbox.messages())
    for words in ("Korea Utara", "Rusia", "artileri", "BARU", f"{world.newsroom.base}/antara/berita/"):
        assert words in told


def test_block_page_is_a_fault_and_the_feed_comes_back(world: World) -> None:
    world.live(through=2)
    assert fault_of(world, "kompas") == FaultKind.BLOCKED
    world.newsroom.advance()
    world.live(through=3)
    assert fault_of(world, "kompas") is None
    assert "malaysia-drone" in [line.expected.id for line in world.compared().lines if line.is_right]


def test_torn_feed_keeps_its_whole_entries_and_says_so(world: World) -> None:
    world.live(through=2)
    assert fault_of(world, "tempo") == FaultKind.TORN
    assert articles_of(world, "tempo") >= 2


def test_related_headlines_beside_articles_never_fire(world: World) -> None:
    world.live(through=world.newsroom.story.last)
    traps = {b.text for d in world.newsroom.story.days for p in d.pieces for b in p.body if b.kind == "related"}
    assert len(traps) >= 8
    told = "\n".join(f"{m.title}\n{m.body}" for m in world.inbox.messages())
    assert [trap for trap in traps if trap in told] == []


def test_receiver_that_is_down_gets_its_messages_when_it_is_back(world: World) -> None:
    world.inbox.down = True
    world.live(through=1)
    assert world.inbox.messages() == ()
    assert world.inbox.refused >= 1
    world.inbox.down = False
    world.now += timedelta(hours=1)
    world.send()
    assert failures(world.compared()) == []


def test_watch_that_ends_between_deciding_and_sending_loses_nothing(world: World) -> None:
    world.live(through=0)
    world.newsroom.advance()
    world.poll()  # committed; the process that would have sent is gone
    world.restart()
    assert world.inbox.messages() == ()
    world.send()
    assert failures(world.compared()) == []


def test_message_under_way_when_its_worker_was_killed_goes_out_again_and_says_so(world: World) -> None:
    world.live(through=0)
    world.newsroom.advance()
    world.poll()
    store = world.watch.store
    with registered_worker(world.home, "dead"):
        (file,) = (world.home / "workers").iterdir()
        file.rename(file.with_name("999999999-dead"))
    claimed = store.claim_deliveries("dead/piket", world.now, timedelta(hours=1), 10, ["piket"], announced=True)
    assert store.start_sending(claimed[0].delivery.id, "dead/piket", world.now, timedelta(hours=1))
    world.send()
    assert world.inbox.messages() == (), "another worker's claims are left alone"
    assert release_leftovers(store, world.home, world.now, ["piket"]) == ("dead",)
    world.send()
    repeats = [m for m in world.inbox.messages() if REPEAT in f"{m.title}{m.body}"]
    assert [alert_id_of(m) for m in repeats] == [claimed[0].delivery.alert_id]
    assert failures(world.compared()) == []


def test_sidebars_and_copies_are_read_and_kept(world: World) -> None:
    world.live(through=1)
    ids = [alert_id_of(m) for m in world.inbox.messages()]
    assert len(set(ids)) == len(ids) == 2


def test_every_page_is_read_by_its_own_publishers_extractor(world: World) -> None:
    world.live(through=world.newsroom.story.last)
    read = {(a.outlet, a.article.extractor.partition("/")[0]) for a in world.watch.store.find_articles("", 500)}
    assert read == {(publisher, publisher) for publisher in world.newsroom.story.publishers}


def test_second_look_at_an_article_whose_facts_stand_tells_nothing(world: World) -> None:
    world.live(through=3)
    told = world.inbox.messages()
    asked = len(world.newsroom.requests)
    world.now += timedelta(hours=2)
    world.poll()
    world.send()
    looked_at = [path for path, _ in world.newsroom.requests[asked:] if "howitzer" in path]
    assert looked_at, "the edited article is looked at again"
    assert world.inbox.messages() == told


KOREA = "/antara/berita/"  # the first of three outlets that told of the shells


def rewritten(world: World, change: Callable[[bytes], Answer]) -> None:
    """From now on the newsroom serves the told article like this."""
    ordinary = world.newsroom.answer

    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        one = ordinary(path, headers)
        return change(one.body) if path.startswith(KOREA) and "peluru-artileri" in path else one

    world.newsroom.answer = answer  # type: ignore[method-assign]


def states_told(world: World, *hours: float) -> list[State]:
    """States of the alerts for the article after looking at these hours since it was told, the sent ones only."""
    alerts = world.watch.store.alerts(NOW - timedelta(days=1))
    (told,) = [a for a in alerts if a.state is State.NEW and "peluru-artileri" in a.decision.sighting.url]
    for hour in hours:
        world.now = told.created_at + timedelta(hours=hour, minutes=1)
        world.poll()
        world.send()
    mine = [a for a in world.watch.store.alerts(NOW - timedelta(days=1)) if a.event.id == told.event.id]
    sent = [alert_id_of(message) for message in world.inbox.messages()]
    assert all(sent.count(alert.id) == 1 for alert in mine)
    return [alert.state for alert in reversed(mine)]


def test_article_whose_meaning_was_changed_is_corrected_once(world: World) -> None:
    world.live(through=1)
    rewritten(world, lambda page: Answer(200, page.replace(b"Rusia", b"Suriah").replace(b"rusia", b"suriah")))
    assert states_told(world, 1, 6, 24, 30) == [State.NEW, State.CORRECTION]
    last = world.inbox.messages()[-1]
    assert "Suriah" in f"{last.title}{last.body}"


def test_article_that_vanished_is_withdrawn_at_the_second_look(world: World) -> None:
    world.live(through=1)
    rewritten(world, lambda page: Answer(404, b"<h1>404</h1>"))
    assert states_told(world, 1) == [State.NEW]
    assert states_told(world, 6, 24) == [State.NEW, State.WITHDRAWN]


def fault_of(world: World, publisher: str) -> FaultKind | None:
    fault = world.watch.store.feed_states()[feed_id(publisher)].fault
    return fault.kind if fault else None


def articles_of(world: World, publisher: str) -> int:
    return sum(a.outlet == publisher for a in world.watch.store.find_articles("", 500))
