"""One watch, wired: the store, the live rules, the catalogue, the receivers, the clock and the fetcher's manners.

Everything that pantau does at run time takes a `Watch`; tests and the newsroom build one by hand.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows.app.config import Settings, SettingsError, load_settings, misspelt_variables
from flows.app.orders import Standing, at_next_shift, orders_in_force

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.alerts.channels import Channel
    from flows.alerts.event import Alert
    from flows.alerts.receivers import Receiver
    from flows.app.board import Board
    from flows.app.judge import Bench
    from flows.app.posts import ReceiverPost
    from flows.app.reader import Reader
    from flows.app.ruleset import LoadedRules
    from flows.sources import Catalogue, Feed, Fetcher, FetchPolicy
    from flows.store.base import Store

Clock = Callable[[], datetime]
INBOX = "inbox.jsonl"  # in the home: what the default receiver was told
HOST_MEMORY = "hosts.json"  # in the home: robots.txt and the silence that hosts asked for, from one process to the next


def utc_now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Look:
    """The store for a command that only looks or writes a line, with now and the zone of the people who ask."""

    store: Store
    now: datetime
    zone: ZoneInfo
    settings: Settings


@contextmanager
def look_at_store(settings: Settings | None = None, clock: Clock = utc_now) -> Iterator[Look]:
    """The store in force, open for one command."""
    settings = settings or load_settings()
    store = open_settings_store(settings)
    try:
        yield Look(store, clock(), settings.tz, settings)
    finally:
        store.close()


def open_settings_store(settings: Settings) -> Store:
    """The store that the settings name, made and migrated when need be."""
    from flows.store import open_store

    make_home(settings)
    return open_store(settings.store_address, migrate=True)


def make_home(settings: Settings) -> None:
    """The home, made for its owner alone; raises SettingsError when it cannot be written."""
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"home: {settings.home}: cannot be made ({error.strerror}); set PANTAU_HOME to a folder of yours"
        ) from None
    if not os.access(settings.home, os.W_OK | os.X_OK):
        raise SettingsError(f"home: {settings.home}: not writable; set PANTAU_HOME to a folder of yours")


def worker_name() -> str:
    """Host, process and a random part: nobody else's lease is taken for ours, not even after a restart."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"


@dataclass(slots=True)
class Watch:
    """Everything a cycle, a sweep of the outbox or a digest needs. Close it when done."""

    settings: Settings
    store: Store
    rules: LoadedRules
    catalogue: Catalogue
    receivers: tuple[Receiver, ...]
    clock: Clock = utc_now
    worker: str = field(default_factory=worker_name)
    channels: dict[str, Channel] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)  # what operators ordered for the night
    from_blocks: frozenset[str] = frozenset()  # receivers that stand in Prefect blocks
    refused: tuple[str, ...] = ()  # receivers and variables that are not used, and why
    _feeds: dict[str, Feed] = field(default_factory=dict)
    _opening: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self._feeds = {feed.id: feed for feed in self.catalogue.feeds}

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """The catalogue's feeds in its order."""
        return tuple(self._feeds.values())

    def feed(self, feed_id: str) -> Feed:
        """The feed of that id; raises UnknownFeedError."""
        try:
            return self._feeds[feed_id]
        except KeyError:
            raise UnknownFeedError(f"feed {feed_id}: not in the catalogue; `pantau feeds list` shows all") from None

    def feed_url(self, feed_id: str) -> str:
        """Where the feed is; empty when it has left the catalogue."""
        feed = self._feeds.get(feed_id)
        return feed.url if feed else ""

    def feed_weight(self, feed_id: str) -> int:
        """How weighty its publisher is; the middle when it has left the catalogue."""
        feed = self._feeds.get(feed_id)
        return feed.weight if feed else 2

    @property
    def bench(self) -> Bench:
        """How articles are judged."""
        from flows.app.judge import Bench

        return Bench(self._route, self.rules.lineage, self.standing.orders.storm_cap)

    def _route(self, alert: Alert, now: datetime) -> Mapping[str, datetime]:
        """Who is told and from when on; what may wake nobody by an order waits for the next shift."""
        from flows.alerts.routing import route

        times = route(alert, self.receivers, now)
        if self.standing.orders.wakes(alert):
            return times
        shift = at_next_shift(now, self.settings.digest_times, self.settings.tz)
        inboxes = {receiver.id for receiver in self.receivers if receiver.is_log}
        return {name: at if name in inboxes else max(at, shift) for name, at in times.items()}

    def channel(self, receiver: Receiver) -> Channel:
        """The receiver's channel, opened once and kept; raises ChannelError when its address is of no use."""
        from flows.alerts.channels import open_channel

        with self._opening:
            if receiver.id not in self.channels:
                inbox = self.settings.home / INBOX
                self.channels[receiver.id] = open_channel(receiver, inbox=inbox, clock=self.clock)
            return self.channels[receiver.id]

    def posts(self) -> list[ReceiverPost]:
        """Every enabled receiver, ready for a sweep of the outbox."""
        from flows.app.posts import ReceiverPost

        return [ReceiverPost(r, self.rules.names, self.clock, self.channel) for r in self.receivers if r.enabled]

    @property
    def posts_by_id(self) -> dict[str, ReceiverPost]:
        """The same by receiver id."""
        return {post.id: post for post in self.posts()}

    @property
    def problems(self) -> tuple[str, ...]:
        """What the operator should know although the watch works: rules not used, tags that reach nobody, typos."""
        from flows.alerts.receivers import uncovered_tags

        lost = uncovered_tags(self.rules.tags, self.receivers)
        uncovered = (f"receivers: nobody takes the tag {', '.join(lost)}; such alerts reach nobody",) if lost else ()
        return (*misspelt_variables(), *self.rules.problems, *self.refused, *uncovered, *self._unopened())

    def _unopened(self) -> Iterator[str]:
        from flows.alerts.channels import ChannelError

        for receiver in self.receivers:
            try:
                if receiver.enabled:
                    self.channel(receiver)
            except ChannelError as error:
                yield str(error)

    def house_of(self, outlet: str) -> str | None:
        """Owner of the newsroom, None when it stands alone or is unknown."""
        publisher = self.catalogue.publisher(outlet)
        return publisher.house if publisher else None

    def open_fetcher(self) -> Fetcher:
        """A fetcher with this watch's manners, to be used with `async with`."""
        from flows.sources import Fetcher

        return Fetcher(fetch_policy(self.settings), self.clock)

    def open_reader(self) -> Reader:
        """A reader of pages, to be used with `async with`."""
        from flows.app.reader import Reader

        return Reader(
            self.rules,
            seconds=self.settings.article_seconds,
            processes=self.settings.processes,
            rules_dir=self.rules.directory,
        )

    def close(self) -> None:
        """Gives up the store."""
        self.store.close()


class UnknownFeedError(SettingsError):
    """A feed was named that the catalogue does not hold."""


def open_watch(settings: Settings | None = None, clock: Clock = utc_now, board: Board | None = None) -> Watch:
    """The watch that the settings describe; raises one of the families of expected errors, one sentence each.

    `board` is asked for what operators have set in Prefect; without one it is as the last run saw it.
    """
    from flows.app.ruleset import load_live_rules
    from flows.app.told import told_now

    settings = settings or load_settings()
    make_home(settings)
    rules = load_live_rules(settings)
    catalogue = open_catalogue(settings)
    told = told_now(settings, board)
    standing = orders_in_force(settings.home, board, (publisher.id for publisher in catalogue.publishers))
    return Watch(
        settings,
        open_settings_store(settings),
        rules,
        catalogue,
        told.receivers,
        clock,
        standing=standing,
        from_blocks=told.blocks,
        refused=(*told.problems, *standing.problems),
    )


def receivers_of(settings: Settings) -> tuple[Receiver, ...]:
    """Who is told; the inbox alone when nobody is named. Raises ReceiversError."""
    from flows.app.told import told_now

    return told_now(settings).receivers


def open_catalogue(settings: Settings) -> Catalogue:
    """The catalogue in force with the home's own feeds; raises CatalogueError."""
    from flows.sources import load_catalogue

    return load_catalogue(settings.feeds_path, local=settings.local_feeds_path)


def fetch_policy(settings: Settings) -> FetchPolicy:
    """The fetcher's manners as the settings want them."""
    from flows.sources import FetchPolicy

    size = int(settings.max_megabytes * 1_000_000)
    return FetchPolicy(
        contact=settings.contact,
        user_agent=settings.user_agent,
        feed_bytes=size,
        page_bytes=size,
        deadline=settings.fetch_seconds,
        per_host=settings.host_parallel,
        pace=settings.host_pause,
        connections=settings.fetch_parallel,
        robots=frozenset({"feed", "page"}) if settings.respect_robots else frozenset(),
        allow=settings.allowed_hosts,
        allow_feeds=settings.allowed_feed_hosts,
        proxy=settings.proxy.get_secret_value() if settings.proxy else None,
        ca_file=settings.at_home(settings.ca_file) if settings.ca_file else None,
        memory_file=settings.home / HOST_MEMORY,
    )
