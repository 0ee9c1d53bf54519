"""What every part of SqlStore stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeVar

from flows.store.database import Database

T = TypeVar("T")
CHUNK = 500  # values in one IN list; SQLite takes 32,766 parameters, older builds 999


class Part:
    """A part of the store: methods of one subject over the shared database."""

    _db: Database


def chunks(values: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The values in runs of at most `size`."""
    rest = iter(values)
    while run := tuple(islice(rest, size)):
        yield run
