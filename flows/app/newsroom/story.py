"""The story that the newsroom tells: days, articles and the messages that an officer should get for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

DAYS = Path(__file__).parent / "days"
ZONE = ZoneInfo("Asia/Jakarta")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


class StoryError(Exception):
    """The story's files contradict each other: which file, what, what to do."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an article's body. `kind` is paragraph, heading or related (a link to another story: a trap)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One article as its outlet publishes it; `at` is WIB."""

    id: str
    publisher: str
    day: int
    at: time
    city: str
    title: str
    body: tuple[Block, ...]
    credit: str = ""  # the wire that the outlet names as its source
    sidebar: tuple[str, ...] = ()  # headlines of other stories beside the article: traps


@dataclass(frozen=True, slots=True)
class Edit:
    """From this day on the article carries another headline."""

    article: str
    day: int
    title: str


@dataclass(frozen=True, slots=True)
class Expected:
    """One message that an officer should get, once. Empty fields are not compared."""

    id: str
    day: int
    why: str
    state: str
    stage: str = ""
    follows: str = ""  # id of the expected message whose event this one continues
    suppliers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the story; `faults` maps a publisher to `blocked` or `torn`."""

    number: int
    title: str
    pieces: tuple[Piece, ...]
    edits: tuple[Edit, ...] = ()
    expected: tuple[Expected, ...] = ()
    silent: Mapping[str, str] = field(default_factory=dict)  # article id -> why nobody is told
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """All days. Day 0 is what the feeds hold before pantau first looks."""

    days: tuple[Day, ...]

    @property
    def last(self) -> int:
        """Number of the last day."""
        return self.days[-1].number

    @property
    def publishers(self) -> tuple[str, ...]:
        """Every newsroom of the story, sorted."""
        return tuple(sorted({p.publisher for day in self.days for p in day.pieces}))

    def pieces(self, publisher: str, day: int) -> tuple[Piece, ...]:
        """What the publisher's feed lists on that day, newest first."""
        listed = [p for d in self.days[: day + 1] for p in d.pieces if p.publisher == publisher]
        return tuple(sorted(listed, key=lambda p: (p.day, p.at), reverse=True))

    def title(self, piece: Piece, day: int) -> tuple[str, int]:
        """The headline on that day, and the day on which it was last changed."""
        for edit in reversed([e for d in self.days[: day + 1] for e in d.edits if e.article == piece.id]):
            return edit.title, edit.day
        return piece.title, piece.day

    def expected(self, through: int) -> tuple[Expected, ...]:
        """Messages due by the end of that day, in order."""
        return tuple(e for d in self.days[: through + 1] for e in d.expected)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Places the story's days in real time: day 0 is `first`."""

    first: date

    @classmethod
    def ending_before(cls, now: datetime, story: Story) -> Calendar:
        """The calendar on which the whole story lies in the past: its last day is the day before `now`, in WIB."""
        return cls(now.astimezone(ZONE).date() - timedelta(days=story.last + 1))

    def date(self, day: int) -> date:
        """The date of that day."""
        return self.first + timedelta(days=day)

    def moment(self, piece: Piece) -> datetime:
        """When the article was published, in WIB."""
        return datetime.combine(self.date(piece.day), piece.at, ZONE)

    def words(self, text: str, day: int) -> str:
        """The text with `{hari}` and `{tanggal}` told in that day's words."""
        there = self.date(day)
        return text.replace("{hari}", WEEKDAYS[there.weekday()]).replace("{tanggal}", f"{there:%d/%m/%Y}")


_EXPECTED_KEYS = frozenset(f.name for f in fields(Expected)) - {"day"}


def load_story(folder: Path = DAYS) -> Story:
    """The story of the folder's files, one a day in the order of their names; raises StoryError."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise StoryError(f"story: {folder}: no day files; reinstall pantau")
    reader = YAML(typ="safe")
    days: list[Day] = []
    known: dict[str, Piece] = {}
    for number, file in enumerate(files):
        raw = reader.load(file.read_text(encoding="utf-8"))
        try:
            day = _day(raw, number, known)
        except (KeyError, TypeError, ValueError) as error:
            raise StoryError(f"story: {file.name}: {error}; correct the file") from error
        days.append(day)
    _check(days, known)
    return Story(tuple(days))


def _day(raw: Mapping[str, Any], number: int, known: dict[str, Piece]) -> Day:
    pieces = []
    for item in raw["articles"]:
        if item["id"] in known:
            raise ValueError(f"article {item['id']} is there twice")
        piece = _piece(item, number, known)
        known[piece.id] = piece
        pieces.append(piece)
    return Day(
        number=number,
        title=raw["title"],
        pieces=tuple(pieces),
        edits=tuple(Edit(e["article"], number, e["title"]) for e in raw.get("edits", ())),
        expected=tuple(_expected(e, number) for e in raw.get("expect", ())),
        silent={s["article"]: s["why"] for s in raw.get("silent", ())},
        faults=dict(raw.get("faults", {})),
    )


def _piece(item: Mapping[str, Any], day: int, known: Mapping[str, Piece]) -> Piece:
    original = known[item["copy_of"]] if "copy_of" in item else None
    body = original.body if original else tuple(_block(b) for b in item["body"])
    return Piece(
        id=item["id"],
        publisher=item["publisher"],
        day=day,
        at=time.fromisoformat(item["at"].replace(".", ":")),
        city=item["city"],
        title=item["title"],
        body=body,
        credit=item.get("credit", ""),
        sidebar=tuple(item.get("sidebar", ())),
    )


def _block(raw: str | Mapping[str, str]) -> Block:
    if isinstance(raw, str):
        return Block("paragraph", raw)
    ((kind, text),) = raw.items()
    if kind not in {"heading", "related"}:
        raise ValueError(f"body: '{kind}' is neither heading nor related")
    return Block(kind, text)


def _expected(raw: Mapping[str, Any], day: int) -> Expected:
    unknown = raw.keys() - _EXPECTED_KEYS
    if unknown:
        raise ValueError(f"expect: unknown key {sorted(unknown)[0]}")
    return Expected(
        id=raw["id"],
        day=day,
        why=raw["why"],
        state=raw["state"],
        stage=raw.get("stage", ""),
        follows=raw.get("follows", ""),
        suppliers=tuple(raw.get("suppliers", ())),
        recipients=tuple(raw.get("recipients", ())),
        parties=tuple(raw.get("parties", ())),
        weapons=tuple(raw.get("weapons", ())),
    )


def _check(days: list[Day], known: Mapping[str, Piece]) -> None:
    told: set[str] = set()
    for day in days:
        for article in [*day.silent, *(e.article for e in day.edits)]:
            if article not in known:
                raise StoryError(f"story: day {day.number}: no article {article}; correct its name")
        for expected in day.expected:
            if expected.follows and expected.follows not in told:
                raise StoryError(
                    f"story: day {day.number}: {expected.id} follows {expected.follows}, told nowhere before"
                )
            told.add(expected.id)
