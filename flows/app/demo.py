"""`pantau demo`: the whole watch against a newsroom on this machine; only the world outside is made up.

The Prefect server, its runs, the feeds, the pages, the rules, the store and apprise are those of `pantau up`. Whatever
kills it, the next `pantau demo` goes on where it was: nothing is sent twice and nothing is lost.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

from flows.alerts.event import Alert, DeliveryState
from flows.app.config import Settings
from flows.app.demo_home import DemoHome, DemoState, HomeTakenError, demo_settings, feed_id
from flows.app.demo_words import day_words, greeting, message_words, summary_words
from flows.app.newsroom import Calendar, Inbox, Newsroom, Received, Story, load_story, serve_inbox, serve_newsroom
from flows.app.newsroom.verdict import Comparison, compare
from flows.app.supervisor import LEFTOVER_SECONDS, Supervisor, on_signals
from flows.app.supervisor_checks import StartError, check_watch
from flows.app.supervisor_prefect import PrefectCallError, call, coverage_url, ui_url
from flows.app.terminal import CANNOT, FAULTS, note, say
from flows.app.wiring import open_settings_store

# A quiet machine needs a tenth of these; a busy one all of them.
DEPLOYED_SECONDS = 300.0
RUN_SECONDS = 300.0
DELIVERED_SECONDS = 400.0  # a message whose answer was lost is sent again after a minute
TRIES = 15
PAUSE = 1.5  # seconds between days, for the reader
FINAL = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})
OPEN = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.RETRYING, DeliveryState.UNKNOWN)


class _StopAskedError(Exception):
    """A stop was asked for."""


def run_demo(settings: Settings, *, keep: bool = False, fast: bool = False) -> int:
    """Tells the whole story and compares what arrived with what should have; 0 when all is as it should be."""
    story = load_story()
    home = DemoHome(settings.home / "demo")
    try:
        state = home.open(story, datetime.now(UTC))
    except HomeTakenError as trouble:
        note(f"pantau: {trouble}")
        return CANNOT
    inbox = Inbox(home.folder / "inbox.jsonl", on_message=lambda m: say(message_words(m)))
    newsroom = Newsroom(story, Calendar(state.first), state.day)
    with ExitStack() as stack:
        try:
            rooms = stack.enter_context(serve_newsroom(newsroom, state.newsroom_port))
            post = stack.enter_context(serve_inbox(inbox, state.inbox_port))
        except OSError as error:
            note(f"pantau: demo: {error.strerror}: a port that the demo used before is taken; remove {home.folder}")
            return CANNOT
        state = home.save(state.with_ports(rooms.port, post.port))
        watch = demo_settings(home.folder, state, story)
        return _Demo(watch, home, state, story, newsroom, inbox).run(keep=keep, pause=0.0 if fast else PAUSE)


class _Demo:
    """One run of the demo."""

    def __init__(
        self, settings: Settings, home: DemoHome, state: DemoState, story: Story, newsroom: Newsroom, inbox: Inbox
    ) -> None:
        self._settings = settings
        self._home = home
        self._state = state
        self._story = story
        self._newsroom = newsroom
        self._inbox = inbox
        self._supervisor = Supervisor(settings)
        self._stopped: Callable[[], bool] = lambda: False

    def run(self, *, keep: bool, pause: float) -> int:
        began = time.monotonic()
        try:
            check_watch(self._settings)
            if (other := self._supervisor.lock.take_over(LEFTOVER_SECONDS)) is not None:
                say(f"A demo is already running here (process {other.pid}). UI: {other.ui}")
                return 0
            self._stopped = on_signals(self._supervisor)
            say(greeting(self._story, ui_url(self._settings), self._state))
            self._supervisor.start()
            say(f"Operators see all of it at {ui_url(self._settings)}, the feeds at {coverage_url(self._settings)}")
            self._tell_story(pause)
            found = self._compare()
            say(summary_words(found, self._story, time.monotonic() - began, self._home.folder))
            self._state = self._home.save(self._state.finish())
            if keep:
                self._stay()
            return 0 if found.is_right else FAULTS
        except StartError as trouble:
            note(f"pantau: {trouble}")
            return CANNOT
        except PrefectCallError as trouble:
            note(f"pantau: demo: {trouble}; see {self._home.folder / 'logs'}")
            return CANNOT
        except _StopAskedError:
            say("Stopped. `pantau demo` goes on from here.")
            return 130
        finally:
            self._supervisor.stop()

    def _tell_story(self, pause: float) -> None:
        self._wait(lambda: self._deployment("poll") is not None, DEPLOYED_SECONDS, "the deployments")
        while True:
            day = self._story.days[self._newsroom.day]
            say(day_words(self._story, day, self._newsroom.calendar))
            feeds = [feed_id(publisher) for publisher in self._story.publishers]
            say(f"   {self._run('poll', {'options': {'feeds': feeds}})}")
            self._empty_outbox()
            if not self._newsroom.advance():
                return
            self._state = self._home.save(self._state.on_day(self._newsroom.day))
            self._sleep(pause)

    def _run(self, deployment: str, parameters: dict[str, Any] | None = None) -> str:
        """Runs the deployment once, through Prefect, and says how it ended.

        A run is cancelled when a scheduled one is at it; then it is asked for again.
        """
        ended: dict[str, Any] = {}
        for _ in range(TRIES):
            ended = self._run_once(deployment, parameters or {})
            if ended.get("state_type") != "CANCELLED":
                break
            self._sleep(2.0)
        message = (ended.get("state") or {}).get("message") or ""
        return f"{ended.get('state_name')}: {message}" if message else str(ended.get("state_name"))

    def _run_once(self, deployment: str, parameters: dict[str, Any]) -> dict[str, Any]:
        known = self._deployment(deployment)
        assert known is not None
        body = {
            "parameters": parameters,
            "state": {"type": "SCHEDULED"},
            "idempotency_key": secrets.token_hex(8),  # asking again after no answer makes no second run
        }
        run = self._ask(f"/deployments/{known}/create_flow_run", body)
        ended: dict[str, Any] = {}

        def is_over() -> bool:
            ended.update(self._ask(f"/flow_runs/{run['id']}"))
            return (ended.get("state_type") or "") in FINAL

        self._wait(is_over, RUN_SECONDS, f"run {deployment}")
        return ended

    def _ask(self, path: str, body: object | None = None) -> dict[str, Any]:
        """Prefect's answer; a server that is busy (503) or silent for a moment is asked again."""
        for _ in range(TRIES):
            try:
                return dict(call(self._settings, path, body, tries=1))  # this loop is the patience
            except PrefectCallError as trouble:
                last = trouble
                self._sleep(1.0)
        raise last

    def _deployment(self, name: str) -> str | None:
        try:
            found = call(self._settings, "/deployments/filter", {"deployments": {"name": {"any_": [name]}}})
        except PrefectCallError:
            return None
        return str(found[0]["id"]) if found else None

    def _empty_outbox(self) -> None:
        """Lets the deliver flow work until nothing waits, for as long as it is worth waiting."""
        deadline = time.monotonic() + DELIVERED_SECONDS
        while self._waiting() and time.monotonic() < deadline:
            self._run("deliver")
            if self._waiting():
                self._sleep(3.0)

    def _waiting(self) -> int:
        store = open_settings_store(self._settings)
        try:
            return len(store.deliveries(datetime.now(UTC) - timedelta(days=1), OPEN))
        finally:
            store.close()

    def _compare(self) -> Comparison:
        return compare(self._story.expected(self._story.last), self._alerts(), self._inbox.messages())

    def _alerts(self) -> tuple[Alert, ...]:
        store = open_settings_store(self._settings)
        try:
            return store.alerts(datetime.now(UTC) - timedelta(days=1))
        finally:
            store.close()

    def _stay(self) -> None:
        say(f"The UI stays at {ui_url(self._settings)} until Ctrl-C.")
        while not self._stopped():
            self._supervisor.tick()
            time.sleep(0.5)

    def _wait(self, is_over: Callable[[], bool], seconds: float, what: str) -> None:
        deadline = time.monotonic() + seconds
        while not is_over():
            if time.monotonic() > deadline:
                raise StartError(f"demo: {what}: not ready after {seconds:.0f} s; {self._supervisor.last_words()}")
            self._sleep(0.4)

    def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while True:
            if self._stopped():
                raise _StopAskedError
            self._supervisor.tick()
            left = until - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(0.2, left))


__all__ = ["Received", "run_demo"]
