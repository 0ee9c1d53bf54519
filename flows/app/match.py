"""`pantau match`: documents in, mentions out, one line each and in the same order; nothing is stored or sent."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from flows.app.documents import DocumentLine, document_line
from flows.app.jsonl import Line
from flows.app.reading import Matcher

CHUNK = 16


def load_matcher(directory: Path | None) -> Matcher:
    """The rules of the folder, or the shipped ones, ready to match."""
    from rules import load_rules

    return load_rules(directory)


@dataclass(frozen=True, slots=True)
class Matched:
    """One line of output; `error` is also in `value`."""

    value: dict[str, Any]
    error: str | None = None


def match_lines(lines: Iterable[Line], rules: Matcher) -> Iterator[Matched]:
    """One answer per line, in order; a line that cannot be read or matched answers with no events and an error."""
    return (match_one(document_line(line), rules) for line in lines)


def match_one(line: DocumentLine, rules: Matcher) -> Matched:
    """What the rules say of one document line."""
    from rules.engine.wire import reading_to_json

    if line.document is None:
        return _failed(line, line.error or f"line {line.number}: no document")
    try:
        said = reading_to_json(rules.match(line.document))
    except Exception as error:  # one article that trips the engine must not cost the batch
        return _failed(line, f"line {line.number}: the engine failed: {type(error).__name__}: {error}")
    value = {"id": line.id, "events": said["events"]}
    if line.problem:
        value["problems"] = [line.problem]
    return Matched(value)


def _failed(line: DocumentLine, error: str) -> Matched:
    return Matched({"id": line.id, "events": [], "error": error}, error)


def match_in_processes(lines: Iterable[Line], directory: Path | None, jobs: int) -> Iterator[Matched]:
    """As `match_lines`, spread over processes that load the rules once each; memory stays bounded."""
    context = get_context("forkserver")
    jobs = jobs or os.cpu_count() or 1
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_load_in_process, initargs=(directory,)) as pool:
        waiting: deque[Future[list[Matched]]] = deque()
        for chunk in _chunks(lines, CHUNK):
            waiting.append(pool.submit(_match_chunk, chunk))
            if len(waiting) > jobs * 4:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _chunks(lines: Iterable[Line], size: int) -> Iterator[list[Line]]:
    source = iter(lines)
    while chunk := list(islice(source, size)):
        yield chunk


_match_in_process: Callable[[Iterable[Line]], Iterator[Matched]] | None = None


def _load_in_process(directory: Path | None) -> None:
    global _match_in_process
    loaded = load_matcher(directory)
    _match_in_process = lambda lines: match_lines(lines, loaded)  # noqa: E731


def _match_chunk(chunk: list[Line]) -> list[Matched]:
    assert _match_in_process is not None
    return list(_match_in_process(chunk))
