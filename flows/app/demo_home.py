"""The demo's own home: its store, its catalogue, its receivers, and how far the story has come."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path

from ruamel.yaml import YAML

from flows.app.config import Settings, load_settings
from flows.app.newsroom import FEEDS, Calendar, Story
from flows.app.supervisor_prefect import port_fault

FIRST_PORT = 4200


class HomeTakenError(Exception):
    """The folder is not a demo's: what to do."""


@dataclass(frozen=True, slots=True)
class DemoState:
    """How far the story has come. Ports stay the same over restarts: an article's address holds one."""

    first: date  # day 0
    day: int = 0
    newsroom_port: int = 0
    inbox_port: int = 0
    api_port: int = 0
    finished: bool = False
    resumed: bool = False

    def with_ports(self, newsroom: int, inbox: int) -> DemoState:
        """The same with the ports that the servers got."""
        return replace(self, newsroom_port=newsroom, inbox_port=inbox)

    def on_day(self, day: int) -> DemoState:
        """The same on that day."""
        return replace(self, day=day)

    def finish(self) -> DemoState:
        """The same at the end: the next demo starts afresh."""
        return replace(self, finished=True)


class DemoHome:
    """The folder of a demo."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder / "demo.json"

    def open(self, story: Story, now: datetime) -> DemoState:
        """The state to go on from: that of a demo that was cut off, else a new one in an empty folder."""
        state = self._read()
        if state is not None and not state.finished:
            return replace(state, resumed=True)
        if self.folder.exists() and any(self.folder.iterdir()):
            if not self._file.exists():
                raise HomeTakenError(
                    f"demo: {self.folder}: holds files that no demo made; name another folder with --home"
                )
            shutil.rmtree(self.folder)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        first = Calendar.ending_before(now, story).first
        return self.save(DemoState(first, api_port=_free_port(FIRST_PORT)))

    def save(self, state: DemoState) -> DemoState:
        """Keeps the state, whole or not at all, and returns it."""
        told = asdict(state) | {"first": state.first.isoformat()}
        draft = self._file.with_suffix(".tmp")
        draft.write_text(json.dumps(told), encoding="utf-8")
        draft.replace(self._file)
        return state

    def _read(self) -> DemoState | None:
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
            return DemoState(**(told | {"first": date.fromisoformat(told["first"])}))
        except (OSError, ValueError, TypeError, KeyError):
            return None


def demo_settings(folder: Path, state: DemoState, story: Story) -> Settings:
    """Settings of the watch that looks at this newsroom and nothing else; writes its catalogue and its receivers."""
    rooms = f"127.0.0.1:{state.newsroom_port}"
    write_catalogue(folder / "feeds.yaml", story, f"http://{rooms}")
    write_receivers(folder / "receivers.yaml", state.inbox_port)
    return load_settings(
        folder,
        feeds_file=folder / "feeds.yaml",
        receivers_file=folder / "receivers.yaml",
        allowed_hosts=("127.0.0.1",),
        host_pause=0.0,
        host_parallel=8,
        api_host="127.0.0.1",
        api_port=state.api_port,
        api_url=None,
        store_url=None,
        rules_dir=None,
        proxy=None,
        poll_minutes=30,  # the story calls for its own polls, a day each
        deliver_minutes=1,
    )


def write_catalogue(file: Path, story: Story, base: str) -> None:
    """The newsroom's feeds as a catalogue."""
    publishers = [
        {
            "id": publisher,
            "name": publisher,
            "homepage": f"{base}/{publisher}",
            "feeds": [{"id": feed_id(publisher), "url": f"{base}/{publisher}{FEEDS[publisher]}", "section": "world"}],
        }
        for publisher in story.publishers
    ]
    _write_yaml(file, {"publishers": publishers})


def feed_id(publisher: str) -> str:
    """The catalogue's name for the publisher's feed."""
    return f"{publisher}-dunia"


def write_receivers(file: Path, port: int) -> None:
    """One receiver: the inbox of this machine, through apprise."""
    _write_yaml(file, {"receivers": [{"id": "piket", "url": f"json://127.0.0.1:{port}/inbox"}]})


def _write_yaml(file: Path, content: object) -> None:
    with file.open("w", encoding="utf-8") as out:
        YAML().dump(content, out)


def _free_port(first: int) -> int:
    return next((port for port in range(first, first + 100) if not port_fault("127.0.0.1", port)), first)
