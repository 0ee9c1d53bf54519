"""What Prefect's automations notice reaches the operator's channel: a real server, the real runner, apprise."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from prefect.server.events.schemas.automations import EventTrigger
from prefect.server.events.schemas.events import RelatedResource, Resource
from prefect.settings import PREFECT_API_URL, temporary_settings
from ruamel.yaml import YAML

from flows.app.config import Settings, load_settings
from flows.app.newsroom import Inbox, serve_inbox
from flows.app.supervisor_prefect import api_url, is_healthy, prefect_environment
from flows.app.wiring import open_settings_store
from flows.automations import UNATTENDED, automations, create_automations
from tests.drillroom import GENEROUS, Process, ask, free_port, tail, wait_until
from tests.store_samples import a_decision, an_alert, an_article

FEED = {"id": "mati-dunia", "url": "http://127.0.0.1:9/rss", "section": "world"}


# -- who is watched


def covers(name: str, flow: str, *tags: str) -> bool:
    """Whether the automation would look at an event of a run of this flow."""
    (core,) = (a for a in automations(load_settings(), uuid4()) if a.name == name)
    trigger = EventTrigger.model_validate(core.trigger.model_dump(exclude={"id"}))
    related = [("flow", f"prefect.flow.{uuid4()}", flow)] + [("tag", f"prefect.tag.{tag}", tag) for tag in tags]
    return trigger.covers_resources(
        Resource({"prefect.resource.id": f"prefect.flow-run.{uuid4()}"}),
        [
            RelatedResource({"prefect.resource.role": role, "prefect.resource.id": id, "prefect.resource.name": named})
            for role, id, named in related
        ],
    )


@pytest.mark.parametrize("flow", UNATTENDED)
def test_every_flow_that_runs_by_itself_is_watched(flow: str) -> None:
    assert covers("pantau: a run failed", flow, "pantau", flow)
    assert not covers("pantau: a run failed", flow, "somebody-elses")


@pytest.mark.parametrize("flow", ["trouble", "backtest", "mute", "acknowledge"])
def test_trouble_never_starts_itself_and_hands_are_not_watched(flow: str) -> None:
    """An operator's channel that is down would otherwise run `trouble` again and again."""
    assert not covers("pantau: a run failed", flow, "pantau", flow)


def test_dead_man_listens_to_polls_alone() -> None:
    assert covers("pantau: no completed poll", "poll", "pantau", "poll")
    assert not covers("pantau: no completed poll", "deliver", "pantau", "deliver")


# -- the real thing


class Installation:
    """Server and runner as `pantau up` starts them; one feed that never answers, an operator, a dead channel."""

    def __init__(self, home: Path, inbox: Inbox, port: int) -> None:
        self.inbox = inbox
        catalogue = {"publishers": [{"id": "mati", "name": "mati", "homepage": "http://127.0.0.1:9/", "feeds": [FEED]}]}
        receivers = [
            {"id": "jaga", "url": f"json://127.0.0.1:{port}/inbox", "tags": ["operator"]},
            {"id": "piket", "url": "json://127.0.0.1:9/inbox"},
        ]
        for name, content in (("feeds.yaml", catalogue), ("receivers.yaml", {"receivers": receivers})):
            with (home / name).open("w", encoding="utf-8") as out:
                YAML().dump(content, out)
        self.settings: Settings = load_settings(
            home, feeds_file=home / "feeds.yaml", receivers_file=home / "receivers.yaml",
            allowed_hosts=("127.0.0.1",), api_port=free_port(), api_url=None, store_url=None,
            poll_minutes=720, deliver_minutes=60,
        )  # fmt: skip
        self.env = prefect_environment(self.settings) | {
            "PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS": "1",
            "PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS": "2",
            "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
        }
        Path(self.env["PREFECT_HOME"]).mkdir(parents=True)
        self.processes: list[Process] = []

    def start(self) -> None:
        """Starts server and runner and waits for what they make."""
        self._start("server", "flows.server")
        wait_until(lambda: is_healthy(self.settings), GENEROUS, "the server", self.words)
        self._start("runner", "flows.serve")
        wait_until(lambda: len(self.ask("/automations/filter", {})) == 3, GENEROUS, "the automations", self.words)
        # What the schedules start would take the one slot from a run of the test, or tell of the trouble before it.
        for deployment in self.ask("/deployments/filter", {}):
            self.ask(f"/deployments/{deployment['id']}/pause_deployment", {})

    def _start(self, name: str, module: str) -> None:
        log = self.settings.home / f"{name}.log"
        self.processes.append(Process(name, [sys.executable, "-m", module], self.env, log))

    def words(self) -> str:
        said = [f"{run['name']}: {run['state_name']}: {(run['state'] or {}).get('message')}" for run in self.runs()]
        return "\n".join([*said, *(tail(process) for process in self.processes)])

    def ask(self, path: str, body: object | None = None) -> Any:
        """Prefect's answer, patiently."""
        return ask(self.settings, path, body, lambda: tail(self.processes[0]))

    def runs(self, name: str = "") -> list[dict[str, Any]]:
        wanted: dict[str, Any] = {"limit": 50}
        if name:
            wanted["deployments"] = {"name": {"any_": [name]}}
        states = {"flow_runs": {"state": {"name": {"not_any_": ["Scheduled"]}}}}
        return list(self.ask("/flow_runs/filter", wanted | states))

    def run(self, name: str, **parameters: Any) -> str:
        """The name of the state in which one run of the deployment ends."""
        known = self.ask(f"/deployments/name/{name}/{name}")["id"]
        over = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
        while True:
            run = self.ask(f"/deployments/{known}/create_flow_run", {"parameters": parameters})["id"]
            wait_until(lambda run=run: self.ask(f"/flow_runs/{run}")["state_type"] in over, GENEROUS, name, self.words)
            ended = str(self.ask(f"/flow_runs/{run}")["state_name"])
            if ended != "Cancelled":  # another run of the deployment was still at it
                return ended

    def leave_runs_late(self, number: int) -> None:
        """Runs of a digest that is on nobody's list: the runner knows its own deployments alone."""
        flow = self.ask("/flows/", {"name": "digest"})["id"]
        known = self.ask("/deployments/", {"name": "elsewhere", "flow_id": flow, "tags": ["pantau"]})["id"]
        then = (datetime.now(UTC) - timedelta(minutes=5)).isoformat()
        state = {"type": "SCHEDULED", "state_details": {"scheduled_time": then}}
        for _ in range(number):
            self.ask(f"/deployments/{known}/create_flow_run", {"state": state})

    def hear(self, *words: str) -> None:
        """Waits until the operator's channel got all of these words in one message."""

        def is_there() -> bool:
            return any(all(word in m.body for word in words) for m in self.inbox.messages())

        said = f"the words {words}"
        wait_until(is_there, GENEROUS, said, lambda: f"{self.inbox.messages()}\n{self.words()}")

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.stop()


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    inbox = Inbox(tmp_path / "operators.jsonl")
    with serve_inbox(inbox) as post:
        made = Installation(tmp_path, inbox, post.port)
        try:
            made.start()
            yield made
        finally:
            made.stop()


def leave_a_message_waiting(settings: Settings) -> None:
    """An alert of two hours ago that `piket`, whose channel is dead, has not got."""
    then = datetime.now(UTC) - timedelta(hours=2)
    store = open_settings_store(settings)
    with store.article_unit() as unit:
        decision = a_decision(1)
        unit.save_article(an_article(1), "mati-dunia", "entry-1")
        unit.save_mentions("article-1", (decision.mention,), ())
        unit.save_decision(decision)
        unit.save_alert(an_alert(decision, created_at=then), {"piket": then})
    store.close()


@pytest.mark.prefect
@pytest.mark.timeout(1800)
def test_what_automations_notice_reaches_the_operators_channel(installation: Installation) -> None:
    # A run that ends badly: no feed is read.
    assert installation.run("poll", options={"feeds": ["mati-dunia"]}) == "Blind"
    installation.hear("poll ended Blind: ")

    # The outbox is stuck.
    leave_a_message_waiting(installation.settings)
    assert installation.run("health", options={"stuck_minutes": 2}) == "Undelivered"
    installation.hear("ended Undelivered", "1 wait for longer than", "piket")

    # Two troubles at once: the second waits its turn.
    known = installation.ask("/deployments/name/trouble/trouble")["id"]
    for about in ("pertama", "kedua"):
        told = {"parameters": {"what": f"gangguan {about}", "about": about}}
        installation.ask(f"/deployments/{known}/create_flow_run", told)
    installation.hear("gangguan pertama")
    installation.hear("gangguan kedua")

    # Nobody takes up the runs of a deployment of ours.
    installation.leave_runs_late(3)
    installation.hear("runs come late")

    # What was started by hand and fails is nobody's alarm.
    assert installation.run("acknowledge", options={"event": "ZZZZ", "by": "rina"}) == "Failed"

    # No poll for a while, a while of seconds.
    with temporary_settings({PREFECT_API_URL: api_url(installation.settings)}):
        asyncio.run(create_automations(installation.settings, silence=timedelta(seconds=15)))
    installation.hear("no poll was completed")
    assert not any("acknowledge" in m.body for m in installation.inbox.messages())
