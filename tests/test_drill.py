"""The drill: two workers, PostgreSQL and Prefect as on several machines; one after the other is killed or stopped.

Every article is read once and every alert is accepted once, or says itself that it is a repeat.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.app.newsroom import Calendar, Inbox, Newsroom, load_story, serve_inbox, serve_newsroom
from flows.app.newsroom.verdict import REPEAT, alert_id_of
from flows.store import open_store
from tests.drillroom import Drill, wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.prefect, pytest.mark.postgresql]

# Seconds after which the drill gives up; they bound its failure and not its course: a step ends with what it waits for.
STEP = 900
RECOVERY = 1200  # a killed worker's run is ended after 90 to 110, then a poll must be submitted, start and read


@pytest.fixture
def database(postgresql_server: Any) -> Iterator[Any]:
    """A PostgreSQL of the drill's own: it is stopped in the middle."""
    own = type(postgresql_server)(postgresql_server._binaries)
    yield own
    own.remove()


@pytest.fixture
def drill(database: Any, tmp_path: Path) -> Iterator[Drill]:
    story = load_story()
    newsroom = Newsroom(story, Calendar.ending_before(datetime.now(UTC), story))
    inbox = Inbox(tmp_path / "inbox.jsonl")
    with serve_newsroom(newsroom) as rooms, serve_inbox(inbox) as post:
        url = database.url(database.new_database())
        open_store(url).close()
        prefect = database.url(database.new_database())
        made = Drill(tmp_path, url, prefect, newsroom, inbox, (rooms.port, post.port))
        try:
            yield made
        finally:
            made.stop()


@pytest.mark.timeout(5400)
def test_nothing_is_lost_or_doubled_while_workers_server_and_database_go_and_come(drill: Drill, database: Any) -> None:
    began = time.monotonic()

    def say(what: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {what}", flush=True)

    drill.start_server()
    drill.deploy()
    drill.start_worker("w1")
    drill.start_worker("w2")
    say("server, pool, deployments, two workers")
    drill.finish_day(STEP)
    say("day 0 is read")

    drill.newsroom.advance()
    victim = wait_until(lambda: drill.worker_of("poll"), STEP, "a poll at work", drill.last_words)
    victim.kill()
    drill.server.kill()
    database.stop("immediate")
    say(f"{victim.name} was killed with its poll, so were the server and the database")
    time.sleep(60)
    database.start()
    drill.start_server()
    say("server and database are back")
    drill.finish_day(RECOVERY)
    say("day 1 is read by the other worker")

    drill.let("pause")
    wait_until(drill.is_quiet, STEP, "a quiet moment", drill.last_words)
    for worker in drill.workers.values():
        worker.stop()
    drill.newsroom.advance()
    drill.let("resume")
    drill.miss_an_hour()
    late = wait_until(lambda: len(found := late_polls(drill)) >= 13 and found, STEP, "late polls", drill.last_words)
    say(f"no worker for an hour: {len(late)} polls are late")
    drill.start_worker("w3")
    drill.start_worker("w4")
    drill.finish_day(RECOVERY)
    say("day 2 is read")
    wait_until(lambda: not failures(drill), STEP, "every message", lambda: f"{failures(drill)}\n{drill.last_words()}")
    say("every message is there")
    ids = {run["id"] for run in late}
    wait_until(lambda: not ids & {r["id"] for r in late_polls(drill)}, STEP, "an end of the backlog", drill.last_words)

    assert failures(drill) == ""
    assert read_more_than_once(drill) == []
    ended = Counter(run["state_name"] for run in drill.known(ids))
    assert ended.total() == len(ids)
    say(f"of the late polls became: {dict(ended)}")
    passes = sum(count for name, count in ended.items() if name != "Cancelled")
    assert passes <= len(late) // 3, "a backlog is one pass, or a few when the machine is slow"


def late_polls(drill: Drill) -> list[dict[str, Any]]:
    """Polls whose time has come and that nobody took."""
    return drill.polls(name={"any_": ["Late"]})


def failures(drill: Drill) -> str:
    """Developments not told, alerts accepted more or less than once, messages of no alert; empty when there are none.

    An alert that the story does not hold is the rules' affair (test_end_to_end.py); here it must be told once like any.
    """
    found, messages = drill.compared(), drill.inbox.messages()
    wrong = [f"{line.expected.id}: {line.messages} messages" for line in found.lines if not line.is_right]
    for alert in found.unexpected:
        its = [m for m in messages if alert_id_of(m) == alert.id]
        first = [m for m in its if REPEAT not in f"{m.title}\n{m.body}"]
        wrong += [f"{alert.id}: {len(its)} messages"] if not its or len(first) > 1 else []
    return "\n".join(wrong + [f"of no alert: {m.title}" for m in found.unknown])


def read_more_than_once(drill: Drill) -> list[str]:
    """Articles with more than one row, or whose decisions stand there twice."""
    store = drill.store()
    try:
        articles = store.find_articles("", 1000)
        wrong = [url for url, count in Counter(a.article.url for a in articles).items() if count > 1]
        for article in articles:
            said = [(r.decision.mention, r.decision.event and r.decision.event.id)
                    for r in store.decisions_for_article(article.id)]  # fmt: skip
            wrong += [f"decided twice: {article.article.url}"] if len(said) != len(set(said)) else []
        wrong += [] if articles else ["nothing was read"]
        return [*wrong, *store.check_integrity()]
    finally:
        store.close()
