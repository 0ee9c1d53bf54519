"""How far the watch can see: which feeds are blind, since when, and when they are tried again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flows.sources.feed import FeedState

if TYPE_CHECKING:
    from flows.app.wiring import Watch


@dataclass(frozen=True, slots=True)
class Blind:
    """A feed that cannot be read now. `since` is its last success, None when it never had one."""

    feed_id: str
    kind: str
    words: str
    since: datetime | None
    failures: int
    next_try: datetime | None


def blind_feeds(watch: Watch, states: Mapping[str, FeedState]) -> tuple[Blind, ...]:
    """Enabled feeds whose last poll failed, the longest blind first."""
    found = [
        Blind(feed.id, state.fault.kind, state.fault.words, state.last_success, state.failures, state.next_poll)
        for feed in watch.feeds
        if feed.enabled and (state := states.get(feed.id)) and state.fault is not None and state.failures > 0
    ]
    return tuple(sorted(found, key=lambda b: (b.since is not None, b.since, b.feed_id)))
