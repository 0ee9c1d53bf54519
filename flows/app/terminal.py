"""What people see in the terminal: tables and times, rich on a terminal and plain in a pipe; foreign text inert."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NoReturn
from zoneinfo import ZoneInfo

import typer

FAULTS = 1  # the command ran and found faults
CANNOT = 2  # the command could not run as asked
BUSY = 75  # somebody else is at it; try again later (EX_TEMPFAIL)

# Invisible characters that reorder or hide what follows: bidi embeddings, overrides and isolates.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def inert(text: str, *, keep_lines: bool = False) -> str:
    """The text without anything a terminal would act on: escapes, control characters, bidi overrides."""
    clean = []
    for char in text:
        if char == "\n" and keep_lines:
            clean.append(char)
        elif char in _BIDI or unicodedata.category(char) in {"Cc", "Cs"}:
            clean.append(" " if char in "\n\r\t" else "")
        else:
            clean.append(char)
    return "".join(clean)


def say(text: str = "") -> None:
    """One paragraph on standard output."""
    typer.echo(inert(text, keep_lines=True))


def note(text: str) -> None:
    """One line on standard error: for people, not for the next program."""
    typer.echo(inert(text, keep_lines=True), err=True)


def stop(text: str, code: int = CANNOT) -> NoReturn:
    """Ends the command with one sentence on standard error."""
    note(f"pantau: {text}")
    raise typer.Exit(code)


def say_json(value: object) -> None:
    """The value as indented JSON on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=_as_json))


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def table(title: str, headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table under its title; says so when there is nothing in it."""
    cells = [[inert(str(cell)) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _rich_table(title, headers, cells)
        return
    typer.echo(title)
    if not cells:
        typer.echo("  (none)")
        return
    widths = [max(len(r[i]) for r in [list(headers), *cells]) for i in range(len(headers))]
    for row in [list(headers), *cells]:
        typer.echo("  " + "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip())


def _rich_table(title: str, headers: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    for place, header in enumerate(headers):
        shown.add_column(header, overflow="fold", no_wrap=place == 0)  # the first column is what one copies
    for row in cells:
        shown.add_row(*(Text(cell) for cell in row))
    Console().print(shown if cells else Text(f"{title}\n  (none)"))


def local(moment: datetime | None, zone: ZoneInfo) -> str:
    """`2024-06-19 20:15 WIB`, or a dash."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z") if moment else "-"


def ago(moment: datetime | None, now: datetime) -> str:
    """`5 min ago`, `in 2 h`, `never`."""
    if moment is None:
        return "never"
    span = now - moment
    words = length(abs(span))
    return f"{words} ago" if span >= timedelta(0) else f"in {words}"


def length(span: timedelta) -> str:
    """The span in its largest sensible unit."""
    seconds = int(span.total_seconds())
    for unit, size in (("d", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * size or (unit == "min" and seconds >= size):
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
