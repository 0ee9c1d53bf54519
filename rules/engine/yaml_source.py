"""YAML as an author means it: text stays text, every value knows its line, and nothing clever is let in.

Every plain scalar is read as a string (`NO` is Norway, `2:30` and `0123` stay as written); the pydantic model at the
door turns it into a number, date or yes/no where the field says so. Duplicate keys, tabs, anchors, aliases, merge
keys, tags, several documents, files above 256 KiB and bytes that are not UTF-8 are problems with a place and a hint.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from rules.engine.yaml_syntax import word_syntax

MAX_BYTES = 256 * 1024
MAX_DEPTH = 24

Path_ = tuple[str | int, ...]
"""The way from the top of a file to a value: keys and list positions."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one file, worded for its author. `line` and `column` count from 1; 0 means the whole file."""

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    level: str = "error"  # `error` keeps the set from going live, `warning` is shown and does not

    def __str__(self) -> str:
        place = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        level = "" if self.level == "error" else f"{self.level}: "
        return f"{place}: {level}{self.message}" + (f"; {self.hint}" if self.hint else "")


class RulesError(Exception):
    """Rule or lexicon files that cannot be used; `problems` lists every error of every file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Source:
    """One file as plain dictionaries, lists and strings, with the place of every value.

    `places` maps the way to a value to its line and column; `keys` does the same for the key of a mapping entry.
    """

    file: str
    data: Any
    places: dict[Path_, tuple[int, int]]
    keys: dict[Path_, tuple[int, int]]

    def place(self, path: Path_) -> tuple[int, int]:
        """Line and column of the value at `path`, or of its nearest ancestor that exists."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return (1, 1)

    def key_place(self, path: Path_) -> tuple[int, int]:
        """Line and column of the key that leads to `path`; the value's own place where there is no key."""
        return self.keys.get(path) or self.place(path)

    def problem(
        self, path: Path_, message: str, hint: str = "", *, level: str = "error", at_key: bool = False
    ) -> Problem:
        """A problem placed at `path` in this file."""
        line, column = self.key_place(path) if at_key else self.place(path)
        return Problem(self.file, line, column, message, hint, level)


@dataclass(slots=True)
class Loaded:
    """What reading one file gave: a source, or problems, or both when a part could still be read."""

    source: Source | None
    problems: list[Problem] = field(default_factory=list)


def read_yaml(path: Path, *, shown_as: str | None = None) -> Loaded:
    """The file as a `Source`, or the problems that kept it from being read. Never raises for what a file contains."""
    name = shown_as or str(path)
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        return Loaded(
            None, [Problem(name, 0, 0, f"cannot be read ({error.strerror})", "check the file's name and rights")]
        )
    if size > MAX_BYTES:
        return Loaded(None, [_too_big(name, size)])
    return parse_yaml(raw, name)


def parse_yaml(raw: bytes | str, name: str) -> Loaded:
    """The text as a `Source`, or the problems that kept it from being read."""
    data = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")
    if len(data) > MAX_BYTES:
        return Loaded(None, [_too_big(name, len(data))])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        return Loaded(None, [Problem(name, line, column, "not UTF-8 text", "save the file as UTF-8")])
    tabs = _tabs(text, name)
    if tabs:
        return Loaded(None, tabs)
    return _Reader(name).read(text)


def _too_big(name: str, size: int) -> Problem:
    return Problem(
        name,
        0,
        0,
        f"{size // 1024} KiB is more than the {MAX_BYTES // 1024} KiB a file may have",
        "split it into several",
    )


def _tabs(text: str, name: str) -> list[Problem]:
    return [
        Problem(name, number, line.index("\t") + 1, "tab character", "indent and separate with spaces")
        for number, line in enumerate(text.split("\n"), start=1)
        if "\t" in line
    ]


class _Stop(Exception):  # noqa: N818 - ends the walk of one file, never leaves this module
    """The file is so wrong that reading on makes no sense."""


class _Reader:
    """Builds plain data from parser events, so that nothing is resolved, aliased or constructed on the way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.places: dict[Path_, tuple[int, int]] = {}
        self.keys: dict[Path_, tuple[int, int]] = {}

    def read(self, text: str) -> Loaded:
        data: Any = None
        try:
            data = self._document(_events(text))
        except _Stop:
            pass
        except ReaderError as error:
            before = text[: error.position or 0]
            at = (before.count("\n") + 1, len(before) - before.rfind("\n"))
            self._report(at, "a control character that YAML does not allow", "remove it")
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            began = error.context_mark or mark
            said = " ".join(str(part) for part in (error.context, error.problem) if part)
            self._report(*word_syntax(said, text, _place(mark), _place(began)))
        except YAMLError as error:
            self._report((1, 1), f"not valid YAML: {error}")
        except RecursionError:
            self._report((1, 1), "nested too deeply", "write it flatter")
        if self.problems:
            return Loaded(None, self.problems)
        return Loaded(Source(self.name, data, self.places, self.keys), [])

    def _report(self, at: tuple[int, int], message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.name, at[0], at[1], message, hint))

    def _document(self, events: Iterator[Any]) -> Any:
        documents = 0
        data: Any = None
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._report(_at(event), "a second document (---) in one file", "one document a file")
                    raise _Stop
            elif isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent)):
                data = self._node(event, events, (), 0)
        return data

    def _node(self, event: Any, events: Iterator[Any], path: Path_, depth: int) -> Any:
        at = _at(event)
        self.places[path] = at
        if isinstance(event, AliasEvent):
            self._report(at, f"alias *{event.anchor}", "aliases are not read here; write the value out")
            return None
        if event.anchor is not None:
            self._report(at, f"anchor &{event.anchor}", "anchors are not read here; write the value out")
        if event.tag is not None and event.tag != "!":
            self._report(at, f"tag {event.tag}", "tags are not read here; leave it out")
        if depth > MAX_DEPTH:
            self._report(at, f"nested more than {MAX_DEPTH} deep", "write it flatter")
            raise _Stop
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, path, depth)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path, depth)
        return self._scalar(event)

    def _scalar(self, event: Any) -> str | None:
        plain = event.style in (None, "")
        return None if plain and event.value in ("", "~", "null") else str(event.value)

    def _sequence(self, events: Iterator[Any], path: Path_, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self._node(event, events, (*path, len(items)), depth + 1))
        return items

    def _mapping(self, events: Iterator[Any], path: Path_, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event, events, path, depth)
            here = (*path, key)
            if key in mapping:
                first = self.keys[here][0]
                self._report(_at(event), f"key '{key}' is written twice", f"it stands in line {first} already")
            self.keys[here] = _at(event)
            value = self._node(next(events), events, here, depth + 1)
            mapping.setdefault(key, value)
        return mapping

    def _key(self, event: Any, events: Iterator[Any], path: Path_, depth: int) -> str:
        if not isinstance(event, ScalarEvent):
            self._report(_at(event), "a key must be one plain word", "is a brace or colon in the wrong place?")
            if not isinstance(event, AliasEvent):
                self._node(event, events, (*path, "?"), depth + 1)
            return "?"
        if event.value == "<<" and event.style in (None, ""):
            self._report(_at(event), "merge key <<", "merge keys are not read here; write the values out")
        return str(event.value)


def _events(text: str) -> Iterator[Any]:
    """Parser events. libyaml reads twenty times faster, but refuses `[2:30]`, which YAML 1.2 allows: there the slow
    parser has the last word, so that a file means the same with and without libyaml."""
    try:
        return iter(list(YAML(typ="safe", pure=False).parse(text)))
    except MarkedYAMLError as error:
        if "unexpected ':'" not in str(error.problem):
            raise
        return iter(list(YAML(typ="safe", pure=True).parse(text)))


def _at(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1)


def _place(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
