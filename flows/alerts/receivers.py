"""People and rooms: who is told what, where, when and how much of it.

An address (an apprise URL) is a secret and never shows in an error, a log or a `repr`. Where receivers come from is
`receivers_source.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import time, timedelta
from enum import StrEnum
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, field_validator

from flows.alerts.budget import Budget, Form, budget_for
from rules import Severity

ALL_TAGS = "*"
LOG_ID = "log"
UNRESOLVED = "unresolved://"  # stands for an address that nobody could read yet


class ReceiversError(Exception):
    """The receivers cannot be used: which file, which receiver, why, what to do; never an address."""


class Quiet(StrEnum):
    """What becomes of an alert that comes in somebody's quiet hours."""

    RING = "ring"
    SILENT = "silent"  # sent at once, without a sound
    WAIT = "wait"  # held until the quiet hours end


def _clock(value: object) -> object:
    """YAML 1.1 reads 22:00 as a number of minutes, and Indonesians write 22.00: all three are the time of day."""
    if isinstance(value, time):
        return value
    if isinstance(value, str):
        return value.strip().replace(".", ":")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("not a time of day; write 22.00")
    # `22.00` is the number 22.0, `22:00` the number 1320, and pydantic would take either for seconds.
    hours, minutes = divmod(int(value), 60) if value >= 60 else divmod(round(value * 100), 100)
    if not (0 <= hours < 24 and 0 <= minutes < 60):
        raise ValueError("not a time of day; write 22.00")
    return time(hours, minutes)


def _span(value: object) -> object:
    """`15m` or `2h`; pydantic would take a bare number for seconds."""
    found = re.fullmatch(r"\s*(\d{1,3})\s*([mh])\s*", value) if isinstance(value, str) else None
    if isinstance(value, timedelta) or value is None:
        return value
    if found is None:
        raise ValueError("not a time span; write 15m or 2h")
    return timedelta(minutes=int(found[1]) * (60 if found[2] == "h" else 1))


Span = Annotated[timedelta, BeforeValidator(_span)]
Clock = Annotated[time, BeforeValidator(_clock)]
STRICT = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class QuietHours(BaseModel):
    """From when to when somebody sleeps, in the receiver's zone; over midnight when `until` comes before `start`."""

    model_config = STRICT

    start: Clock = Field(alias="from")
    until: Clock

    def holds(self, local: time) -> bool:
        """True inside the quiet hours."""
        if self.start <= self.until:
            return self.start <= local < self.until
        return local >= self.start or local < self.until


class Receiver(BaseModel):
    """One person or room, told through one channel."""

    model_config = STRICT

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")
    name: str = Field("", max_length=80)
    url: SecretStr = SecretStr("log://")
    tags: tuple[str, ...] = (ALL_TAGS,)
    min_severity: Severity = Severity.LOW
    quiet: QuietHours | None = None
    zone: str = "Asia/Jakarta"
    language: Literal["id", "en"] = "id"
    form: Form | None = None
    private: bool = False
    fallback: str | None = None
    digests: tuple[Clock, ...] = ()
    # Told only when nobody has acknowledged the event by then: the second officer after 15m, the supervisor after 30m.
    unanswered: Span | None = None
    corroboration: bool = False
    per_second: float | None = Field(default=None, gt=0, le=100)
    enabled: bool = True

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except Exception:  # ZoneInfo raises several unrelated kinds for a bad key
            raise ValueError("no such time zone; use a name such as Asia/Makassar") from None
        return value

    @field_validator("tags", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @property
    def address(self) -> str:
        """The apprise URL in clear, for `open_channel` alone."""
        return self.url.get_secret_value()

    @property
    def is_log(self) -> bool:
        """True for the inbox, which needs no service."""
        return self.address.partition("://")[0] in ("log", "inbox")

    @property
    def budget(self) -> Budget:
        """What its channel takes."""
        return budget_for("log" if self.is_log else self.address)

    @property
    def pace(self) -> float:
        """Messages a second that its service bears; 0 means no limit."""
        return self.budget.per_second if self.per_second is None else self.per_second

    @property
    def shape(self) -> Form:
        """The form of its messages."""
        return Form.PRIVATE if self.private else self.form or self.budget.form

    @property
    def tz(self) -> ZoneInfo:
        """Its zone."""
        return ZoneInfo(self.zone)

    def wants(self, tags: Iterable[str]) -> bool:
        """True when one of the tags is its own; an alert without tags goes to those who take everything."""
        return ALL_TAGS in self.tags or bool(set(tags) & set(self.tags))


def default_receiver() -> Receiver:
    """The inbox: told of everything when nothing is configured."""
    return Receiver(id=LOG_ID, name="Kotak masuk", digests=(time(7), time(15), time(23)))


def uncovered_tags(tags: Iterable[str], receivers: Sequence[Receiver]) -> tuple[str, ...]:
    """Those tags that no enabled receiver takes at once, sorted: an alert bearing one of them would reach nobody."""
    active = [r for r in receivers if r.enabled and r.unanswered is None]
    return tuple(sorted({t for t in tags if not any(r.wants((t,)) for r in active)}))
