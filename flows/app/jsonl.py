"""JSON Lines in and out: one value a line, a bad line named and never fatal."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TextIO

GZIP_MAGIC = b"\x1f\x8b"
LONGEST_LINE = 64 * 1024 * 1024


class InputError(Exception):
    """The input cannot be read: which file, why, what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of input: its number from 1, and its object or what is wrong with it."""

    number: int
    value: dict[str, Any]
    error: str | None = None


@contextmanager
def open_input(source: str) -> Iterator[IO[bytes]]:
    """The bytes of a file, or of standard input for `-`; gzip is recognised by its first two bytes."""
    if source == "-":
        yield _unpacked(sys.stdin.buffer)
        return
    try:
        with Path(source).open("rb") as raw:
            yield _unpacked(raw)
    except OSError as error:
        raise InputError(f"input: {source}: {error.strerror or error}; name a readable file or -") from None


def _unpacked(raw: IO[bytes]) -> IO[bytes]:
    peek = getattr(raw, "peek", None)
    if peek is not None and peek(2)[:2] == GZIP_MAGIC:
        return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]
    return raw


def read_lines(source: str) -> Iterator[Line]:
    """Every line that is not blank, in order. A torn gzip file ends with one faulty line instead of an exception."""
    with open_input(source) as stream:
        number = 0
        while True:
            number += 1
            try:
                raw = stream.readline(LONGEST_LINE)
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                yield Line(number, {}, f"line {number}: the compressed input is torn ({error})")
                return
            if not raw:
                return
            if raw.strip():
                yield _parse(number, raw)


def _parse(number: int, raw: bytes) -> Line:
    try:
        value = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        return Line(number, {}, f"line {number}: not UTF-8 at byte {error.start}")
    except (json.JSONDecodeError, RecursionError) as error:
        why = f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        return Line(number, {}, f"line {number}: not JSON: {why}")
    if not isinstance(value, dict):
        return Line(number, {}, f"line {number}: a {type(value).__name__} where an object is needed")
    return Line(number, value)


def write_line(value: object, out: TextIO | None = None) -> None:
    """One compact JSON line; text as it is, lone surrogates escaped."""
    stream = out or sys.stdout
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    try:
        stream.write(text + "\n")
    except UnicodeEncodeError:
        stream.write(json.dumps(value, separators=(", ", ": ")) + "\n")


def read_bytes(source: str) -> bytes:
    """All bytes of a file, or of standard input for `-`; gzip is unpacked."""
    with open_input(source) as stream:
        try:
            return stream.read()
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise InputError(f"input: {source}: the compressed file is torn ({error})") from None
