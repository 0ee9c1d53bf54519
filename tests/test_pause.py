"""Pausing `poll` and `deliver` in the UI and resuming them loses nothing and doubles nothing; all of it is real."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from flows.alerts.event import DeliveryState
from tests.drillroom import Drill, ask, wait_until
from tests.test_drill import RECOVERY, STEP, database, drill, failures, read_more_than_once

__all__ = ["database", "drill"]  # fixtures

pytestmark = [pytest.mark.e2e, pytest.mark.prefect, pytest.mark.postgresql]


def switch(drill: Drill, name: str, what: str) -> None:
    """The switch of a deployment's schedule: `pause` or `resume`."""
    known = ask(drill.settings, f"/deployments/name/{name}/{name}")["id"]
    ask(drill.settings, f"/deployments/{known}/{what}_deployment", {})


def waiting(drill: Drill) -> int:
    """Deliveries that nobody has sent yet."""
    store = drill.store()
    try:
        since = datetime(2000, 1, 1, tzinfo=UTC)
        return sum(d.state is not DeliveryState.ACCEPTED for d in store.deliveries(since))
    finally:
        store.close()


def let_time_pass(drill: Drill) -> None:
    """Returns when two runs of `reconcile`, which goes on, have begun and ended: several polls would have."""
    begun = datetime.now(UTC).isoformat()

    def rounds() -> int:
        wanted: dict[str, Any] = {
            "deployments": {"name": {"any_": ["reconcile"]}},
            "flow_runs": {"start_time": {"after_": begun}, "state": {"type": {"any_": ["COMPLETED"]}}},
        }
        return int(ask(drill.settings, "/flow_runs/count", wanted))

    wait_until(lambda: rounds() >= 2, STEP, "two rounds of reconcile", drill.last_words)


@pytest.mark.timeout(5400)
def test_what_comes_while_poll_and_deliver_rest_is_read_and_told_once_afterwards(drill: Drill) -> None:
    drill.start_server()
    drill.deploy()
    drill.start_worker("w1")
    drill.finish_day(STEP)

    # paused in the middle of a poll: that run goes on to its end, none begins after it
    drill.newsroom.advance()
    wait_until(lambda: drill.worker_of("poll"), STEP, "a poll at work", drill.last_words)
    drill.let("pause")
    wait_until(drill.is_quiet, STEP, "the end of what was at work", drill.last_words)
    paused, told = datetime.now(UTC), len(drill.inbox.messages())
    drill.newsroom.advance()
    let_time_pass(drill)
    assert drill.cycles_since(paused) == 0
    assert len(drill.inbox.messages()) == told

    # read again, not sent yet: messages wait in the outbox
    switch(drill, "poll", "resume")
    drill.finish_day(RECOVERY)
    held = wait_until(lambda: waiting(drill), STEP, "messages that wait", drill.last_words)
    let_time_pass(drill)
    assert waiting(drill) >= held
    assert len(drill.inbox.messages()) == told

    switch(drill, "deliver", "resume")
    wait_until(lambda: not failures(drill), STEP, "every message", lambda: f"{failures(drill)}\n{drill.last_words()}")
    let_time_pass(drill)
    assert failures(drill) == ""
    assert waiting(drill) == 0
    assert read_more_than_once(drill) == []
