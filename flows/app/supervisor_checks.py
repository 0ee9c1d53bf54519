"""What must be right before anything starts, each fault in one sentence; and the words that greet the operator."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from flows.app.config import Settings
from flows.app.supervisor_children import Child
from flows.app.supervisor_prefect import PrefectCallError, api_url, call, entry_fault, health_fault, port_fault
from flows.app.wiring import Watch, open_watch

NAMED_SECONDS = 60.0  # a server that runs already
OWN_SECONDS = 300.0  # an empty database is migrated first: 8 to 13 s, ten times that on a busy machine


class StartError(Exception):
    """The watch cannot start: what, which, why, what to do."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """What is watched and who is told, for the terminal."""

    feeds: int
    publishers: int
    rules: int
    receivers: tuple[str, ...]
    home: str
    problems: tuple[str, ...] = ()

    def text(self, ui: str, coverage: str) -> str:
        """The greeting: where to look, what is watched, who is told, how to stop."""
        lines = [
            f"pantau watches. UI: {ui}",
            f"  Coverage:  {coverage}",
            f"  Watched:   {self.feeds} feeds of {self.publishers} publishers, {self.rules} rules",
            f"  Told:      {', '.join(self.receivers)}",
            f"  Home:      {self.home}",
            *(f"  Note:      {problem}" for problem in self.problems),
            "Stop with Ctrl-C. What was read, matched and sent: pantau status",
        ]
        return "\n".join(lines)


def check_watch(settings: Settings) -> Briefing:
    """Makes or migrates the store, loads rules, catalogue and receivers; raises StartError with one sentence."""
    from flows.app.cli import expected_errors  # the families of expected trouble of every room loaded below

    try:
        watch = open_watch(settings)
    except Exception as error:
        if isinstance(error, expected_errors()):
            raise StartError(str(error)) from None
        raise
    try:
        enabled = [feed for feed in watch.feeds if feed.enabled]
        if not enabled:
            raise StartError("feeds: none is enabled; enable one in the catalogue, `pantau feeds list` shows it")
        _check_channels(watch)
        return Briefing(
            feeds=len(enabled),
            publishers=len({feed.publisher for feed in enabled}),
            rules=len(watch.rules),
            receivers=tuple(receiver.id for receiver in watch.receivers),
            home=str(settings.home),
            problems=tuple(watch.problems),
        )
    finally:
        watch.close()


def _check_channels(watch: Watch) -> None:
    """Raises StartError when nobody at all could be told; a single broken channel is a note and no more.

    An address in a Prefect block cannot be asked for before the server runs: it is no reason not to start it.
    """
    from flows.alerts.channels import ChannelError
    from flows.alerts.receivers import UNRESOLVED

    enabled = [receiver for receiver in watch.receivers if receiver.enabled]
    if not enabled:
        raise StartError("receivers: there is none, so nobody would be told; add one to receivers.yaml in the home")
    if any(receiver.address == UNRESOLVED for receiver in enabled):
        return
    faults = []
    for receiver in enabled:
        try:
            watch.channel(receiver)
            return
        except ChannelError as error:
            faults.append(str(error))
    raise StartError(f"{faults[0]} (nobody else could be told either)" if len(faults) > 1 else faults[0])


def check_port(settings: Settings) -> None:
    """Raises StartError when the server could not listen where the settings want it."""
    why = port_fault(settings.api_host, settings.api_port)
    if not why:
        return
    where = f"{settings.api_host}:{settings.api_port}"
    try:
        call(settings, "/health", timeout=2.0, tries=1)
        who = f"a Prefect server answers there already; use it with PREFECT_API_URL=http://{where}/api"
    except PrefectCallError:
        who = "stop what listens there"
    raise StartError(f"prefect server: {where}: {why.lower()}; {who}, or set PANTAU_API_PORT to a free port")


def await_server(
    settings: Settings,
    own: Child | None,
    tell: Callable[[str], None],
    is_stopping: Callable[[], bool],
    patience: float | None = None,
) -> None:
    """Returns once the server answers and lets us in, ours (`own`) or the named one; raises StartError with the reason.

    Says in between that a named server does not answer yet. `patience` is in seconds; NAMED_SECONDS or OWN_SECONDS.
    """
    patience = patience if patience is not None else OWN_SECONDS if own else NAMED_SECONDS
    deadline = time.monotonic() + patience
    said = False
    while why := health_fault(settings):
        if own is None and not said:
            tell(f"It does not answer yet ({why}); waiting {patience:.0f} s at most ...")
            said = True
        if own is not None and not own.is_alive:
            raise StartError(f"prefect server: it ended at once ({own.ending}); see {own.log}\n{own.tail()}")
        if time.monotonic() > deadline:
            raise StartError(_unheard(settings, own, why, patience))
        if is_stopping():
            raise StartError("stopped before the Prefect server answered")
        time.sleep(0.3)
    if own is None and (why := entry_fault(settings)):
        raise StartError(f"prefect server: {api_url(settings)}: {why}")


def _unheard(settings: Settings, own: Child | None, why: str, patience: float) -> str:
    if own is None:
        return (
            f"prefect server: {api_url(settings)}: no answer for {patience:.0f} s ({why}); start it, or unset "
            "PREFECT_API_URL and pantau brings its own"
        )
    return f"prefect server: no answer for {patience:.0f} s ({why}); the last lines of {own.log}:\n{own.tail()}"
