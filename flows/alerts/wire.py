"""What went over the wire while apprise was sending: status, the wished retry time, or how it failed.

apprise answers yes or no and keeps the reason for its log, where tokens are too. So the HTTP adapter under it is
watched, but only inside our own `watching()`, and the log lines of that time are kept here and go nowhere else.
"""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import cache
from typing import Any

import requests
from requests.adapters import HTTPAdapter

MOST_LOG = 400  # lines kept of one send
MOST_BODY = 4096


class Trouble(StrEnum):
    """How a request ended without an answer."""

    UNREACHABLE = "unreachable"  # it never arrived
    TLS = "tls"
    NO_ANSWER = "no-answer"  # it may have arrived
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a service, or the trouble instead of it."""

    status: int = 0
    retry_after: float | None = None
    body: str = ""
    trouble: Trouble | None = None


@dataclass(slots=True)
class Wire:
    """Everything seen in one send. `lines` may hold secrets: they are matched against, never passed on."""

    answers: list[Answer] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def last(self) -> Answer | None:
        """The last answer, None when no HTTP request was made."""
        return self.answers[-1] if self.answers else None

    @property
    def is_over(self) -> bool:
        """True after an answer that forbids a further request in this send: apprise would try again at once."""
        last = self.last
        return last is not None and (last.status == 429 or last.trouble is not None)


_WIRE: ContextVar[Wire | None] = ContextVar("pantau_wire", default=None)


@contextlib.contextmanager
def watching() -> Iterator[Wire]:
    """A fresh wire for what this thread sends inside the block."""
    _watch_requests()
    _watch_logs()
    wire = Wire()
    token = _WIRE.set(wire)
    try:
        yield wire
    finally:
        _WIRE.reset(token)


@cache
def _watch_requests() -> None:
    """Puts our eye on the adapter, once; outside `watching` it only passes through."""
    plain = HTTPAdapter.send

    def send(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        wire = _WIRE.get()
        if wire is None:
            return plain(self, request, *args, **kwargs)
        if wire.is_over:
            raise requests.exceptions.RetryError("no second request in one send")
        try:
            response = plain(self, request, *args, **kwargs)
        except requests.RequestException as error:
            wire.answers.append(Answer(trouble=_trouble(error)))
            raise
        wire.answers.append(_answer(response))
        return response

    HTTPAdapter.send = send  # type: ignore[method-assign]


def _answer(response: Any) -> Answer:
    # A torn or endless body must not hide the status: errors leave it empty, and only error pages are read.
    body = ""
    if response.status_code >= 300:
        with contextlib.suppress(Exception):
            body = response.content[:MOST_BODY].decode("utf-8", "replace")
    return Answer(response.status_code, _retry_after(response.headers, body), body)


def _retry_after(headers: Any, body: str) -> float | None:
    """Seconds from Retry-After (number or date), else from the JSON of Telegram and Discord."""
    told = headers.get("Retry-After")
    if told:
        try:
            return float(told)
        except ValueError:
            with contextlib.suppress(ValueError, TypeError):
                since = headers.get("Date")
                now = parsedate_to_datetime(since) if since else datetime.now(UTC)
                return max(0.0, (parsedate_to_datetime(told) - now).total_seconds())
    with contextlib.suppress(ValueError, TypeError, AttributeError):
        data = json.loads(body)
        found = (data.get("parameters") or {}).get("retry_after", data.get("retry_after"))
        return float(found) if found is not None else None
    return None


def _trouble(error: requests.RequestException) -> Trouble:
    if isinstance(error, requests.exceptions.SSLError):
        return Trouble.TLS
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return Trouble.UNREACHABLE
    if isinstance(error, requests.exceptions.ReadTimeout):
        return Trouble.NO_ANSWER
    if isinstance(error, requests.exceptions.ConnectionError):
        words = repr(error)
        never = "NewConnectionError" in words or "NameResolutionError" in words or "Connection refused" in words
        return Trouble.UNREACHABLE if never else Trouble.NO_ANSWER
    return Trouble.OTHER


# -- logs


class _KeepIn(logging.Filter):
    """Takes every record of our own sends off the logger; lets others pass as loud as they were allowed before."""

    def __init__(self, floor: int, *, keep: bool) -> None:
        super().__init__()
        self._floor = floor
        self._keep = keep

    def filter(self, record: logging.LogRecord) -> bool:
        wire = _WIRE.get()
        if wire is None:
            return record.levelno >= self._floor
        if self._keep and len(wire.lines) < MOST_LOG:
            with contextlib.suppress(Exception):
                wire.lines.append(record.getMessage()[:1000])
        return False


@cache
def _watch_logs() -> None:
    """apprise writes URLs and payloads at DEBUG, urllib3 the path with a bot's token: neither leaves a send of ours."""
    logger = logging.getLogger("apprise")
    logger.addFilter(_KeepIn(logger.getEffectiveLevel(), keep=True))
    logger.setLevel(logging.DEBUG)
    for name in ("urllib3.connectionpool", "urllib3.util.retry", "requests"):
        other = logging.getLogger(name)
        other.addFilter(_KeepIn(logging.NOTSET, keep=False))
