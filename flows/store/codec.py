"""Frozen dataclasses to JSON text and back, strictly: what was written is what is read.

The text is deterministic (fields in their declared order, ASCII only), so equal values give equal text on every
machine. A field that holds its own empty default (None, (), "", 0, False) is left out; a default that says something
is written, so that changing it later never changes what an old row means. An unknown field is refused: it comes from
a newer pantau, and dropping it would lose what that one knew.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

from flows.store.base import StoreError

T = TypeVar("T")
Way = Callable[[Any], Any]


class CodecError(StoreError):
    """A stored record does not fit its type: which record, what is wrong."""


def dump(value: object) -> str:
    """The value as JSON text. A value that breaks its own annotations raises TypeError: that is a bug."""
    encode, _ = _ways(cast(Any, type(value)))
    return json.dumps(encode(value), ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def load(kind: type[T], text: str) -> T:
    """The value that `dump` wrote; CodecError when the text holds anything else."""
    _, decode = _ways(cast(Any, kind))
    try:
        return cast(T, decode(json.loads(text)))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise CodecError(f"stored {kind.__name__}: {error}: run 'pantau upkeep' or restore a backup") from error


@cache
def _ways(hint: Any) -> tuple[Way, Way]:
    """How values of this annotation are written and read."""
    if hint is datetime:
        return _write_moment, _read_moment
    if hint is date:
        return _write_day, lambda raw: date.fromisoformat(_expect(str, raw))
    if hint is float:
        return (lambda value: _expect(float, value)), (lambda raw: float(_expect(float, raw)))
    if hint in (str, int, bool):
        return (lambda value: _expect(hint, value)), (lambda raw: _expect(hint, raw))
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _optional(hint)
    if origin is tuple:
        return _many(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return (lambda value: _expect(hint, value).value), hint
    if is_dataclass(hint):
        return _record(cast(type, hint))
    raise TypeError(f"no JSON form for {hint!r}")


def _expect(kind: Any, value: Any) -> Any:
    """The value itself when it is of the kind; a bool is no number."""
    fits = isinstance(value, (int, float) if kind is float else kind)
    if not fits or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"expected {kind.__name__}, got {type(value).__name__}")
    return value


def _write_moment(value: Any) -> str:
    moment: datetime = _expect(datetime, value)
    if moment.tzinfo is None:
        raise TypeError("a time without zone")
    return moment.isoformat()


def _read_moment(raw: Any) -> datetime:
    moment = datetime.fromisoformat(_expect(str, raw))
    if moment.tzinfo is None:
        raise TypeError("a time without zone")
    return moment


def _write_day(value: Any) -> str:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise TypeError(f"expected date, got {type(value).__name__}")
    return value.isoformat()


def _optional(hint: Any) -> tuple[Way, Way]:
    """`X | None`; other unions have no JSON form."""
    inner = [part for part in typing.get_args(hint) if part is not type(None)]
    if len(inner) != 1:
        raise TypeError(f"no JSON form for {hint!r}")
    encode, decode = _ways(inner[0])
    return (
        lambda value: None if value is None else encode(value),
        lambda raw: None if raw is None else decode(raw),
    )


def _many(hint: Any) -> tuple[Way, Way]:
    """`tuple[X, ...]`."""
    encode, decode = _ways(typing.get_args(hint)[0])
    return (
        lambda value: [encode(item) for item in _expect(tuple, value)],
        lambda raw: tuple(decode(item) for item in _expect(list, raw)),
    )


def _default(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _record(kind: type) -> tuple[Way, Way]:
    """A dataclass: one key per field."""
    hints = typing.get_type_hints(kind)
    shape = [(field.name, _default(field), *_ways(hints[field.name])) for field in fields(kind)]
    required = frozenset(name for name, default, _, _ in shape if default is MISSING)
    names = frozenset(name for name, *_ in shape)
    decoders = {name: decode for name, _, _, decode in shape}

    def write(value: Any) -> dict[str, Any]:
        _expect(kind, value)
        doc = {}
        for name, default, encode, _ in shape:
            held = getattr(value, name)
            if default is MISSING or held or held != default:
                doc[name] = encode(held)
        return doc

    def read(raw: Any) -> Any:
        keys = _expect(dict, raw).keys()
        if unknown := keys - names:
            raise ValueError(f"unknown field {min(unknown)!r}, written by a newer pantau")
        if missing := required - keys:
            raise ValueError(f"field {min(missing)!r} is missing")
        return kind(**{name: decoders[name](held) for name, held in raw.items()})

    return write, read
