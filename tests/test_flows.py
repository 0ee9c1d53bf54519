"""The Prefect side: forms, deployments, states that tell the truth, artifacts; one harness for all of it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prefect import flow, get_client
from prefect.blocks.system import Secret
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import ArtifactCreate, VariableUpdate
from prefect.client.schemas.filters import (
    ArtifactCollectionFilter,
    ArtifactCollectionFilterKey,
    ArtifactFilter,
    ArtifactFilterFlowRunId,
    ArtifactFilterKey,
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterId,
    LogFilter,
    LogFilterFlowRunId,
)
from prefect.client.schemas.objects import ArtifactCollection, FlowRun, StateType
from prefect.deployments.runner import RunnerDeployment
from prefect.events import emit_event
from prefect.events.filters import EventFilter, EventResourceFilter
from prefect.settings import (
    PREFECT_API_REQUEST_TIMEOUT,
    PREFECT_API_URL,
    PREFECT_CLIENT_MAX_RETRIES,
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    get_current_settings,
    temporary_settings,
)
from prefect.states import Running
from prefect.testing.utilities import prefect_test_harness
from ruamel.yaml import YAML

from flows.alerts.event import SilenceScope
from flows.app.board import BoardError
from flows.app.config import load_settings
from flows.app.demo_home import DemoState, demo_settings, feed_id
from flows.app.dispatch import DispatchReport
from flows.app.ingest import LEASE
from flows.app.newsroom import Calendar, Inbox, Newsroom, load_story, serve_inbox, serve_newsroom
from flows.app.orders import Orders
from flows.app.supervisor_prefect import settings_environment
from flows.app.wiring import open_watch
from flows.automations import BAD, automations, create_automations
from flows.backfill import BackfillOptions, backfill_feeds
from flows.backtest import BacktestOptions, backtest_rules
from flows.blocks import OF_SECRETS, RECEIVER, PantauReceiver, hang_up_forms
from flows.board import open_board
from flows.control_room import MOST_TASKS, shares
from flows.deliver import DeliverOptions, deliver_alerts, delivery_state, delivery_words
from flows.event_pages import keep_pages
from flows.health import HealthOptions, look_after_health
from flows.people import (
    AcknowledgeOptions,
    ChannelOptions,
    MuteOptions,
    WhyOptions,
    acknowledge_event,
    end_silence,
    explain,
    mute_target,
    send_trials,
)
from flows.poll import PollOptions, poll_feeds
from flows.reconcile import HEARTBEAT, end_silent_runs, end_stranded_runs
from flows.rematch import RematchOptions, rematch_articles
from flows.serve import ONE_AFTER_ANOTHER, ONE_AT_A_TIME, deployments, every
from flows.trouble import tell_trouble
from flows.upkeep import UpkeepOptions, keep_house
from tests.rule_folder import make_rule_folder

CANARY = "kenari-rahasia-5521"


@flow
def stranger() -> None:
    """A flow of somebody else."""


# -- without a server


def test_cycle_has_few_tasks_whatever_the_number_of_articles() -> None:
    assert shares(0) == ()
    assert shares(1) == (1,)
    assert shares(120) == (40, 40, 40)
    assert sum(shares(20_000)) == 20_000
    assert all(len(shares(n)) <= MOST_TASKS for n in range(0, 5000, 37))


@pytest.mark.parametrize(
    "options",
    [PollOptions, BacktestOptions, RematchOptions, BackfillOptions, HealthOptions, DeliverOptions, UpkeepOptions],
)
def test_every_parameter_has_a_title_a_description_and_a_default(options: type) -> None:
    for name, field in options.model_fields.items():
        assert field.title, name
        assert field.description, name
        assert not field.is_required(), name
    assert options() is not None


def test_deployments_have_schedules_in_jakarta_and_collapse_a_backlog(tmp_path: Path) -> None:
    made = {d.name: d for d in deployments(load_settings(tmp_path, api_url=None))}
    assert set(made) >= {"poll", "deliver", "digest", "upkeep", "trouble"}
    crons = {name: d.schedules[0].schedule for name, d in made.items() if d.schedules}
    assert (crons["poll"].cron, crons["deliver"].cron) == ("*/5 * * * *", "*/1 * * * *")
    assert crons["digest"].cron == "0 7,15,23 * * *"
    assert {c.timezone for c in crons.values()} == {"Asia/Jakarta"}
    for deployment in made.values():
        assert deployment.concurrency_limit == 1
        wanted = ONE_AT_A_TIME if deployment.schedules else ONE_AFTER_ANOTHER
        assert deployment.concurrency_options.collision_strategy == wanted.collision_strategy
        assert deployment.concurrency_options.grace_period_seconds == 60
        assert deployment.description
        assert "pantau" in deployment.tags
        assert deployment.entrypoint.startswith("flows.")


def test_schedule_longer_than_an_hour_still_runs() -> None:
    assert every(5, "Asia/Jakarta").cron == "*/5 * * * *"
    assert every(120, "Asia/Jakarta").cron == "0 */2 * * *"
    assert every(1440, "Asia/Jakarta").cron == "0 */23 * * *"


def test_delivery_that_was_given_up_is_red_and_a_late_one_too() -> None:
    given_up = DispatchReport(accepted=1, given_up=1, faults={"piket": "rejected"})
    assert delivery_words(given_up) == "1 sent, 1 given up (piket: rejected)"
    assert delivery_state(given_up, "x").type == StateType.FAILED
    assert delivery_state(DispatchReport(retrying=1, faults={"piket": "unreachable"}), "x").name == "Delayed"
    assert delivery_state(DispatchReport(accepted=3), "x").is_completed()
    assert delivery_words(DispatchReport()) == "nothing was due"


# -- with a server


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    patient = {PREFECT_CLIENT_MAX_RETRIES: 30, PREFECT_API_REQUEST_TIMEOUT: 300.0}  # a busy machine answers 503 or late
    with prefect_test_harness(server_startup_timeout=300), temporary_settings(patient):
        yield


@pytest.fixture
def served(tmp_path: Path) -> dict[str, RunnerDeployment]:
    """The deployments; made outside the event loop, where Prefect would make coroutines of them."""
    return {d.name: d for d in deployments(load_settings(tmp_path, api_url=None))}


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """A newsroom on day 1 that has been looked at before, with the settings of its watch in the environment."""
    story = load_story()
    room = Newsroom(story, Calendar.ending_before(datetime.now(UTC), story))
    inbox = Inbox(tmp_path / "inbox.jsonl")
    with serve_newsroom(room) as rooms, serve_inbox(inbox) as post:
        state = DemoState(room.calendar.first, api_port=4200).with_ports(rooms.port, post.port)
        settings = demo_settings(tmp_path, state, story)
        receivers = {"id": "piket", "url": f"json://127.0.0.1:{post.port}/inbox?:x={CANARY}"}
        with (tmp_path / "receivers.yaml").open("w") as out:
            YAML().dump({"receivers": [receivers]}, out)
        for name, value in settings_environment(settings).items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("PREFECT_API_URL", raising=False)
        yield room


async def event_pages(client: PrefectClient) -> dict[str, ArtifactCollection]:
    """The standing pages of events."""
    ours = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(like_="alert-%"))
    return {str(page.key): page for page in await client.read_latest_artifacts(artifact_filter=ours)}


def all_feeds(room: Newsroom, **more: Any) -> PollOptions:
    return PollOptions(feeds=[feed_id(publisher) for publisher in room.story.publishers], **more)


@asynccontextmanager
async def run_of(state: Any) -> AsyncIterator[tuple[PrefectClient, FlowRun]]:
    async with get_client() as client:
        yield client, await client.read_flow_run(state.state_details.flow_run_id)


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_poll_reads_decides_sends_and_leaves_its_traces(
    newsroom: Newsroom, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = await poll_feeds(all_feeds(newsroom), return_state=True)
    assert first.is_completed()
    newsroom.advance()
    second = await poll_feeds(all_feeds(newsroom), return_state=True)
    assert (second.name, second.message) == ("Completed", "8 of 8 feeds answered")
    assert len(Inbox(tmp_path / "inbox.jsonl").messages()) == 2

    async with run_of(second) as (client, run):
        assert run.name.endswith("8 feeds, 7 read, 2 alerts")
        theirs = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id]))
        artifacts = {a.key: a for a in await client.read_artifacts(artifact_filter=theirs)}
        assert {"poll"} <= set(artifacts)
        page = artifacts["poll"].data
        linked = set(re.findall(r"/v2/artifacts/artifact/([0-9a-f-]+)", page))
        assert len(linked) == 2, "one click from the page to the event"
        assert linked <= {str(known.latest_id) for known in (await event_pages(client)).values()}
        said = [record.getMessage() for record in caplog.records]
        assert [line for line in said if line.startswith("not told: ") and "Museum" in line], "the log says why at once"
        assert sum(line.startswith("told as ") for line in said) == 2
        assert "museum" in page.lower()
        assert "artileri" in page
        coverage = await client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=["coverage"])))
        assert len(coverage) == 1, "the standing table is brought up to date in place"
        rows = json.loads(coverage[0].data)
        assert {row["state"] for row in rows} == {"ok"}
        tasks = await client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run.id])))
        assert 0 < len(tasks) <= 20


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_poll_without_any_network_is_blind_and_keeps_running(tmp_path: Path, newsroom: Newsroom) -> None:
    dead = {"publishers": [_nowhere(n) for n in range(3)]}
    with (tmp_path / "feeds.yaml").open("w") as out:
        YAML().dump(dead, out)
    state = await poll_feeds(PollOptions(), return_state=True)
    assert (state.type, state.name) == (StateType.FAILED, "Blind")
    assert state.message.startswith("0 of 3 feeds answered; unreachable: nowhere-0, nowhere-1, nowhere-2")
    async with run_of(state) as (client, _):
        coverage = await client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=["coverage"])))
    rows = json.loads(coverage[0].data)
    assert {row["state"] for row in rows} == {"blind"}
    assert all(row["fault"] and re.search(r"\b\d\d:\d\d$", row["next try"]) for row in rows)


def _nowhere(number: int) -> dict[str, Any]:
    return {
        "id": f"nowhere{number}",
        "name": f"nowhere{number}",
        "homepage": "http://127.0.0.1:9/",
        "feeds": [{"id": f"nowhere-{number}", "url": f"http://127.0.0.1:9/{number}/rss", "section": "world"}],
    }


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_second_poller_steps_back(newsroom: Newsroom) -> None:
    watch = open_watch()
    watch.store.take_lease(LEASE, "somebody", watch.clock(), timedelta(minutes=1))
    watch.close()
    state = await poll_feeds(all_feeds(newsroom), return_state=True)
    assert (state.name, newsroom.requests) == ("Skipped", [])


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_no_secret_reaches_logs_artifacts_or_parameters(newsroom: Newsroom, caplog: Any) -> None:
    newsroom.advance()
    with caplog.at_level("DEBUG"):
        polled = await poll_feeds(all_feeds(newsroom, send=False), return_state=True)
        await deliver_alerts(return_state=True)
    assert CANARY not in caplog.text
    async with run_of(polled) as (client, run):
        logs = await client.read_logs(LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run.id])))
        artifacts = await client.read_artifacts()
        seen = " ".join([run.model_dump_json(), *(log.message for log in logs), *(str(a.data) for a in artifacts)])
    assert CANARY not in seen


# -- what operators set: blocks and variables


def inbox_url(home: Path) -> str:
    """The address of the newsroom's own receiver, secret and all."""
    with (home / "receivers.yaml").open() as there:
        return str(YAML(typ="safe").load(there)["receivers"][0]["url"])


@asynccontextmanager
async def set_up_in_the_ui(**blocks: Any) -> AsyncIterator[PrefectClient]:
    """The forms hung up and these blocks saved, as the UI does it; all of it is gone afterwards."""
    await hang_up_forms()
    async with get_client() as client:
        for name, block in blocks.items():
            await block.asave(name, overwrite=True)
        try:
            yield client
        finally:
            for slug in (RECEIVER, OF_SECRETS):
                for left in await client.read_block_documents_by_type(slug, include_secrets=False):
                    await client.delete_block_document(left.id)
            for variable in await client.read_variables():
                await client.delete_variable_by_name(variable.name)


async def set_variable(client: PrefectClient, name: str, value: Any) -> None:
    await client.update_variable(VariableUpdate(name=name, value=value))


async def everything_told(client: PrefectClient) -> str:
    """Whatever Prefect's server shows anybody: runs, logs, artifacts, variables, and blocks as the UI lists them."""
    runs = await client.read_flow_runs()
    logs = await client.read_logs(LogFilter())
    artifacts = await client.read_artifacts()
    blocks = [
        b.data
        for s in (RECEIVER, OF_SECRETS)
        for b in await client.read_block_documents_by_type(s, include_secrets=False)
    ]
    events = await client._client.post("/events/filter", json={"limit": 50})
    seen = [*(r.model_dump_json() for r in runs), *(x.message for x in logs), *(a.model_dump_json() for a in artifacts)]
    return " ".join([*seen, str(blocks), events.text])


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_receiver_in_a_block_is_told_by_the_next_run_and_a_bad_one_never_replaces_it(
    newsroom: Newsroom, tmp_path: Path, caplog: Any
) -> None:
    address = inbox_url(tmp_path)
    file = "receivers: [{id: piket, url_block: alamat-piket, tags: [pakta]}]"
    (tmp_path / "receivers.yaml").write_text(file, "utf-8")
    rina = PantauReceiver(address=address, shown_as="Rina")
    with caplog.at_level("DEBUG"):
        async with set_up_in_the_ui(**{"rina": rina, "alamat-piket": Secret(value=address)}) as client:
            await poll_feeds(all_feeds(newsroom), return_state=True)
            newsroom.advance()
            polled = await poll_feeds(all_feeds(newsroom), return_state=True)
            assert polled.message == "8 of 8 feeds answered"
            assert len(Inbox(tmp_path / "inbox.jsonl").messages()) == 2, "Rina takes every tag"
            overview = (await standing_page(client, "overview")).data
            assert "| rina | Rina | json |" in overview
            assert "| a block |" in overview

            bad = PantauReceiver(address=address, quiet_from="25.00", quiet_until="06.00", enabled=False)
            await bad.asave("rina", overwrite=True)
            newsroom.advance()
            polled = await poll_feeds(all_feeds(newsroom), return_state=True)
            refused = "receivers: block rina: quiet_from: "
            assert refused in polled.message
            assert polled.is_completed()
            assert len(Inbox(tmp_path / "inbox.jsonl").messages()) > 2, "she is told as before"
            health = await look_after_health(return_state=True)
            assert (health.name, refused in health.message) == ("Degraded", True)
            assert "the last good receivers stay in force" in health.message

            rina.enabled = False
            await rina.asave("rina", overwrite=True)
            delivered = await deliver_alerts(return_state=True)
            assert delivered.message == "nothing was due"
            assert [r.enabled for r in open_watch().receivers] == [True, False]
            told = await everything_told(client)
            database = Path(
                str(get_current_settings().server.database.connection_url.get_secret_value()).partition("///")[2]
            )
            files = sorted(database.parent.glob(f"{database.name}*"))
            assert b"pantau-receiver" in b"".join(path.read_bytes() for path in files), "that is the database"
            assert CANARY.encode() not in b"".join(path.read_bytes() for path in files), "what blocks hold is encrypted"
    assert CANARY not in told
    assert CANARY not in caplog.text
    assert "block rina" in told
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and CANARY in path.read_text(errors="replace")]
    assert [path.name for path in kept] == ["receivers-good.json"]


async def standing_page(client: PrefectClient, key: str) -> ArtifactCollection:
    wanted = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=[key]))
    (page,) = await client.read_latest_artifacts(artifact_filter=wanted)
    return page


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server", "newsroom")
async def test_secret_that_is_missing_or_of_another_type_is_said_in_one_sentence(tmp_path: Path) -> None:
    address = inbox_url(tmp_path)
    file = "receivers: [{id: piket, url_block: rina}]"
    (tmp_path / "receivers.yaml").write_text(file, "utf-8")
    missing = await deliver_alerts(return_state=True)
    assert missing.message == (
        "nothing was due; receivers: receivers.yaml: piket: block rina: there is no such block: make a Secret of that "
        "name in the UI under Blocks"
    )
    async with set_up_in_the_ui(rina=PantauReceiver(address=address)):
        (tmp_path / "receivers-good.json").unlink(missing_ok=True)
        other = await deliver_alerts(return_state=True)
        assert "block rina: it is a pantau receiver and no Secret" in str(other.message)
    async with set_up_in_the_ui(rina=Secret(value={"address": address})):
        structured = await deliver_alerts(return_state=True)
        assert "block rina: its value is no text" in str(structured.message)
    async with set_up_in_the_ui(rina=Secret(value=address)):
        assert (await deliver_alerts(return_state=True)).message == "nothing was due"


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_variables_are_there_to_be_changed_and_hold_from_the_next_run_on(newsroom: Newsroom) -> None:
    async with set_up_in_the_ui() as client:
        there = {variable.name: variable.value for variable in await client.read_variables()}
        assert there == {f"pantau_{name}": value for name, value in Orders().model_dump(mode="json").items()}
        await poll_feeds(all_feeds(newsroom), return_state=True)
        newsroom.advance()
        await set_variable(client, "pantau_hold_hours", 2)
        await hang_up_forms()
        polled = await poll_feeds(all_feeds(newsroom), return_state=True)
        assert polled.message == "8 of 8 feeds answered; ordered: pantau_hold_hours 2"
        held = await deliver_alerts(return_state=True)
        assert held.message.startswith("nothing is sent until ")
        assert held.message.endswith(" WIB by order of pantau_hold_hours")
        assert "| `pantau_hold_hours` | **2** |" in (await standing_page(client, "overview")).data

        await set_variable(client, "pantau_hold_hours", 0)
        await set_variable(client, "pantau_wake_severity", "loud")
        sent = await deliver_alerts(return_state=True)
        assert sent.message.startswith("2 sent; variable: pantau_wake_severity: it should be 'low', ")
        assert sent.message.endswith("correct it in the UI under Variables; low stays")
        health = await look_after_health(return_state=True)
        assert (health.name, "pantau_wake_severity" in health.message) == ("Degraded", True)
        assert "pantau\\_wake\\_severity" in (await standing_page(client, "overview")).data


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_board_of_a_server_that_is_silent_says_so_and_nothing_of_what_was_asked() -> None:
    gone = {PREFECT_API_URL: "http://127.0.0.1:9/api", PREFECT_CLIENT_MAX_RETRIES: 0}
    with temporary_settings(gone), open_board() as board:
        for ask in (board.variables, board.receivers, lambda: board.secret("x")):
            with pytest.raises(BoardError, match=r"^the Prefect server does not answer \(ConnectError\)"):
                await asyncio.to_thread(ask)


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server", "newsroom")
async def test_upkeep_checks_the_store() -> None:
    state = await keep_house(return_state=True)
    assert state.is_completed()
    assert state.message == "0 rows dropped, the store is sound"


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_page_of_an_event_stands_for_itself_and_comes_back_when_it_went(newsroom: Newsroom) -> None:
    async with get_client() as client:
        for other in (await event_pages(client)).values():
            await client.delete_artifact(other.latest_id)
        await poll_feeds(all_feeds(newsroom), return_state=True)
        newsroom.advance()
        await poll_feeds(all_feeds(newsroom, send=False), return_state=True)
        before = await event_pages(client)
        assert {page.flow_run_id for page in before.values()} == {None}, "a page of a run goes with it after a week"
        key, page = next(iter(before.items()))
        assert "accepted" not in str(page.data)
        await deliver_alerts(return_state=True)
        assert "accepted" in str((await event_pages(client))[key].data), "it says who has got the message by now"

        await client.delete_artifact(page.latest_id)
        assert key not in await event_pages(client)
        watch = open_watch()
        stranger = await client.create_artifact(ArtifactCreate(key="alert-zzzz", type="markdown", data="past"))
        await keep_house(return_state=True)
        after = await event_pages(client)
        assert (set(after), after[key].data is not None) == (set(before), True)
        assert stranger.key not in after, "nobody looks back at it any more"
        assert (await keep_pages(watch, watch.clock() + timedelta(days=3))).words == "0 event pages written, 0 dropped"
        assert (
            await keep_pages(watch, watch.clock() + timedelta(days=200))
        ).words == "0 event pages written, 2 dropped"
        watch.close()


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_stranded_runs_are_ended_and_others_left_alone(served: dict[str, RunnerDeployment]) -> None:
    async with get_client() as client:
        deployment_id = await served["poll"].aapply()
        stranded = await client.create_flow_run_from_deployment(deployment_id, state=Running())
        other = await client.create_flow_run(stranger, state=Running())
        assert await end_stranded_runs() == 1
        assert (await client.read_flow_run(stranded.id)).state_type == StateType.CRASHED
        assert (await client.read_flow_run(other.id)).state_type == StateType.RUNNING
        assert await end_stranded_runs() == 0


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_automations_are_created_once(tmp_path: Path, served: dict[str, RunnerDeployment]) -> None:
    settings = load_settings(tmp_path, api_url=None)
    trouble_id = await served["trouble"].aapply()
    assert await create_automations(settings) == await create_automations(settings)
    async with get_client() as client:
        names = [a.name for a in await client.read_automations()]
    wanted = [a.name for a in automations(settings, trouble_id)]
    assert sorted(names) == sorted(wanted)
    assert {"Degraded", "Blind"} <= set(BAD)


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_operator_takes_mutes_asks_why_and_tests_channels(newsroom: Newsroom, tmp_path: Path) -> None:
    await poll_feeds(all_feeds(newsroom), return_state=True)
    newsroom.advance()
    await poll_feeds(all_feeds(newsroom), return_state=True)
    watch = open_watch()
    code = watch.store.alerts(watch.clock() - timedelta(hours=1))[0].event.id

    taken = await acknowledge_event(AcknowledgeOptions(event=f"{code.lower()}-1", by="rina"), return_state=True)
    assert (taken.name, taken.message) == ("Completed", f"{code} taken by rina")
    assert [a.owner for a in watch.store.acknowledgements(code)] == ["rina"]
    assert (await acknowledge_event(AcknowledgeOptions(event="ZZZZ", by="rina"), return_state=True)).is_failed()

    muted = MuteOptions(scope=SilenceScope.PAIR, target="kp > ru", hours=2, by="rina", reason="sudah diketahui")
    assert (await mute_target(muted, return_state=True)).message == "silence 1: pair KP>RU for 2 h"
    assert (await end_silence(1, return_state=True)).is_completed()
    assert (await end_silence(1, return_state=True)).is_failed()
    for scope, target in (("event", "ZZZZ"), ("publisher", "tak-ada"), ("rule", "tak-ada"), ("pair", "rusia")):
        unknown = MuteOptions(scope=SilenceScope(scope), target=target, by="rina", reason="salah ketik")
        assert (await mute_target(unknown, return_state=True)).is_failed(), "a typing error would silence nothing"

    asked = await explain(WhyOptions(what="Iskander"), return_state=True)
    async with run_of(asked) as (client, run):
        theirs = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id]))
        (page,) = await client.read_artifacts(artifact_filter=theirs)
    assert "Kaliningrad" in page.data
    assert (await explain(WhyOptions(what="tidak pernah ada"), return_state=True)).is_failed()

    tried = await send_trials(return_state=True)
    assert (tried.name, tried.message) == ("Completed", "piket: accepted")
    assert "UJI" in Inbox(tmp_path / "inbox.jsonl").messages()[-1].title
    assert (await send_trials(ChannelOptions(receivers=["siapa"]), return_state=True)).is_failed()
    watch.close()


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server", "newsroom")
async def test_trouble_without_operators_stays_here_and_with_one_is_told_once(tmp_path: Path) -> None:
    alone = await tell_trouble("semua umpan buta", "poll Blind", return_state=True)
    assert alone.message.startswith("nobody to tell")
    with (tmp_path / "receivers.yaml").open() as there:
        receivers = YAML(typ="safe").load(there)
    receivers["receivers"][0]["tags"] = ["operator"]
    with (tmp_path / "receivers.yaml").open("w") as out:
        YAML().dump(receivers, out)
    first = await tell_trouble("run 1 buta", "poll Blind", return_state=True)
    again = await tell_trouble("run 2 buta", "poll Blind", return_state=True)
    assert (first.message, again.message) == ("told 1: run 1 buta", "told already: run 2 buta")
    assert [m.body for m in Inbox(tmp_path / "inbox.jsonl").messages()] == ["run 1 buta"]


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_backtest_of_what_was_read_tells_the_same_and_changes_nothing(newsroom: Newsroom) -> None:
    await poll_feeds(all_feeds(newsroom), return_state=True)
    newsroom.advance()
    await poll_feeds(all_feeds(newsroom, send=False), return_state=True)
    watch = open_watch()
    before = watch.store.totals(watch.clock() - timedelta(days=1))
    state = await backtest_rules(return_state=True)
    # What came with a feed's first document was held then; told one by one it may be more now, never less.
    assert state.name == "Completed"
    assert "2 alerts, 0 new, 0 lost, 0 changed" in state.message
    assert watch.store.totals(watch.clock() - timedelta(days=1)) == before
    async with run_of(state) as (client, run):
        theirs = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id]))
        artifacts = {a.key: a for a in await client.read_artifacts(artifact_filter=theirs)}
    assert run.name.startswith("backtest: ")
    assert "told the same | 2" in artifacts["backtest"].data
    assert artifacts["backtest-progress"].data == 100.0
    watch.close()


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server", "newsroom")
async def test_backtest_of_rules_that_do_not_load_is_red_with_the_file(tmp_path: Path) -> None:
    folder = make_rule_folder(tmp_path / "calon")
    (folder / "topic" / "rusak.yaml").write_text("id: rusak\nmatch: {fraim: transfer}\n")
    state = await backtest_rules(BacktestOptions(rules=str(folder)), return_state=True)
    assert state.is_failed()
    assert "rusak.yaml:" in state.message


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_rematch_backfill_and_health_say_what_they_did(newsroom: Newsroom) -> None:
    feeds = [feed_id(publisher) for publisher in newsroom.story.publishers]
    first = await backfill_feeds(BackfillOptions(feeds=feeds[:2]), return_state=True)
    assert first.is_completed(), first.message
    assert "0 alerts" in first.message
    assert (await backfill_feeds(BackfillOptions(feeds=["tidak-ada"]), return_state=True)).is_failed()
    blind = await look_after_health(return_state=True)
    assert (blind.name, "no poll has run yet" in blind.message) == ("Blind", True)
    await poll_feeds(all_feeds(newsroom), return_state=True)
    again = await rematch_articles(return_state=True)
    assert again.name == "Completed"
    assert "0 read differently, 0 mentions more, 0 fewer, 0 alerts" in again.message
    looked = await look_after_health(HealthOptions(integrity=True), return_state=True)
    async with run_of(looked) as (client, run):
        theirs = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id]))
        (table,) = await client.read_artifacts(artifact_filter=theirs)
    assert (table.key, run.name.startswith("health: ")) == ("health", True)
    states = {row["check"]: row["state"] for row in json.loads(table.data)}
    assert {states[check] for check in ("polls", "feeds", "reading", "outbox", "integrity")} == {"well"}


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_server_writes_the_runs_of_a_schedule(served: dict[str, RunnerDeployment]) -> None:
    """With SQLAlchemy 2.1 the scheduler of Prefect 3.8 fails at this very step, and nothing is ever polled."""
    async with get_client() as client:
        deployment_id = await served["poll"].aapply()
        answer = await client._client.post(f"/deployments/{deployment_id}/schedule", json={"min_runs": 3})
        assert answer.status_code == 200
        ours = FlowRunFilter(deployment_id=FlowRunFilterDeploymentId(any_=[deployment_id]))
        runs = await client.read_flow_runs(flow_run_filter=ours, limit=50)
    assert sum(run.state_name == "Scheduled" and run.auto_scheduled for run in runs) >= 3


@pytest.mark.prefect
@pytest.mark.usefixtures("prefect_server")
async def test_run_whose_heartbeat_stopped_or_was_lost_is_ended(served: dict[str, RunnerDeployment]) -> None:
    silent, later = timedelta(seconds=90), datetime.now(UTC) + timedelta(minutes=5)
    async with get_client() as client:
        deployment_id = await served["poll"].aapply()
        stopped, unheard = [
            await client.create_flow_run_from_deployment(deployment_id, state=Running()) for _ in range(2)
        ]
        emit_event(HEARTBEAT, resource={"prefect.resource.id": f"prefect.flow-run.{stopped.id}"})
        for _ in range(3000):
            beats = EventFilter(resource=EventResourceFilter(id=[f"prefect.flow-run.{stopped.id}"]))
            if any(e.event == HEARTBEAT for e in (await client.read_events(beats, limit=50)).events):
                break
            await asyncio.sleep(0.1)
        assert await end_silent_runs(silent) == (), "they may still be alive"
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            assert await end_silent_runs(silent, now=later) == (stopped.name,), "the others may run without heartbeats"
        assert await end_silent_runs(silent, now=later) == (unheard.name,), "killed before its first one was kept"
        assert (await client.read_flow_run(stopped.id)).state_type == StateType.CRASHED
        assert (await client.read_flow_run(unheard.id)).state_type == StateType.CRASHED
        assert await end_stranded_runs() == 0
