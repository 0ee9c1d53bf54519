"""People and rooms: who is told what, where, when and how much of it.

`receivers.yaml` is read here and nowhere else. An address (an apprise URL) is a secret: it comes from the file itself,
from an environment mapping or from a file of its own, and never shows in an error, a log or a `repr`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError, field_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from flows.alerts.apprise_file import AppriseFileError, read_apprise_config
from flows.alerts.budget import Budget, Form, budget_for
from rules import Severity

ALL_TAGS = "*"
LOG_ID = "log"
MOST_BYTES = 1_000_000


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
_STRICT = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class QuietHours(BaseModel):
    """From when to when somebody sleeps, in the receiver's zone; over midnight when `until` comes before `start`."""

    model_config = _STRICT

    start: Clock = Field(alias="from")
    until: Clock

    def holds(self, local: time) -> bool:
        """True inside the quiet hours."""
        if self.start <= self.until:
            return self.start <= local < self.until
        return local >= self.start or local < self.until


class Receiver(BaseModel):
    """One person or room, told through one channel."""

    model_config = _STRICT

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


class _Row(Receiver):
    """A receiver as written: the address may be named instead of given."""

    url: SecretStr = SecretStr("")
    url_env: str | None = None
    url_file: str | None = None


class _File(BaseModel):
    model_config = _STRICT

    receivers: tuple[_Row, ...] = Field(min_length=1)


def default_receiver() -> Receiver:
    """The inbox: told of everything when nothing is configured."""
    return Receiver(id=LOG_ID, name="Kotak masuk", digests=(time(7), time(15), time(23)))


def load_receivers(
    path: Path | None, *, env: Mapping[str, str] | None = None, default_url: SecretStr | None = None
) -> tuple[Receiver, ...]:
    """The receivers of a YAML file, or of apprise's own configuration file; the inbox alone without one.

    `env` resolves `url_env`; relative `url_file` paths start at the file's folder. `default_url` adds a receiver
    `default` for everything. Raises ReceiversError.
    """
    if path is None:
        if default_url is None or not default_url.get_secret_value():
            return (default_receiver(),)
        return (default_receiver(), Receiver(id="default", name="Kanal bawaan", url=default_url))
    text = _read(path)
    data = _parse(text, path)
    if not isinstance(data, dict) or "receivers" not in data:
        found = _from_apprise(text, path)
    else:
        found = _from_ours(data, path, env or {})
    _check(found, path)
    return found


def uncovered_tags(tags: Iterable[str], receivers: Sequence[Receiver]) -> tuple[str, ...]:
    """Those tags that no enabled receiver takes at once, sorted: an alert bearing one of them would reach nobody."""
    active = [r for r in receivers if r.enabled and r.unanswered is None]
    return tuple(sorted({t for t in tags if not any(r.wants((t,)) for r in active)}))


# -- reading


def _read(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ReceiversError(f"receivers: {path.name}: cannot be read ({error.strerror}): check the path") from None
    if len(raw) > MOST_BYTES:
        raise ReceiversError(f"receivers: {path.name}: larger than 1 MB: this is not a receivers file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReceiversError(f"receivers: {path.name}: not UTF-8 text: save it as UTF-8") from None


def _parse(text: str, path: Path) -> Any:
    """The YAML document; None when it is none, which apprise's text form often is."""
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_duplicate_keys = False
    try:
        return yaml.load(text)
    except MarkedYAMLError as error:
        if "receivers:" not in text:
            return None
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        # The parser's own message may quote the line, and with it an address.
        raise ReceiversError(f"receivers: {path.name}:{line}: not valid YAML: check indentation and quotes") from None
    except YAMLError:
        return None


def _from_ours(data: dict[str, Any], path: Path, env: Mapping[str, str]) -> tuple[Receiver, ...]:
    try:
        rows = _File.model_validate(data).receivers
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ReceiversError(f"receivers: {path.name}: {where}: {first['msg']}") from None
    return tuple(_resolved(row, path, env) for row in rows)


def _resolved(row: _Row, path: Path, env: Mapping[str, str]) -> Receiver:
    given = [bool(row.url.get_secret_value()), row.url_env is not None, row.url_file is not None]
    if sum(given) != 1:
        raise ReceiversError(f"receivers: {path.name}: {row.id}: give exactly one of url, url_env and url_file")
    url = row.url.get_secret_value()
    if row.url_env is not None:
        url = env.get(row.url_env, "")
        if not url:
            raise ReceiversError(f"receivers: {path.name}: {row.id}: {row.url_env} is not set in the environment")
    elif row.url_file is not None:
        place = path.parent / row.url_file
        try:
            url = place.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise ReceiversError(f"receivers: {path.name}: {row.id}: {row.url_file} cannot be read") from None
    if "://" not in url:
        raise ReceiversError(f"receivers: {path.name}: {row.id}: the address is no URL: write scheme://...")
    fields = {n: getattr(row, n) for n in Receiver.model_fields if n != "url"}
    return Receiver.model_construct(**fields, url=SecretStr(url))


def _from_apprise(text: str, path: Path) -> tuple[Receiver, ...]:
    try:
        found = read_apprise_config(text)
    except AppriseFileError as error:
        raise ReceiversError(f"receivers: {path.name}: {error}") from None
    if not found:
        raise ReceiversError(f"receivers: {path.name}: holds no receiver: write `receivers:` or an apprise URL")
    return tuple(
        Receiver(id=f"apprise-{n}", name=f"{path.name} no. {n}", url=SecretStr(url), tags=tags or (ALL_TAGS,))
        for n, (url, tags) in enumerate(found, 1)
    )


def _check(receivers: Sequence[Receiver], path: Path) -> None:
    ids = [r.id for r in receivers]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise ReceiversError(f"receivers: {path.name}: {twice[0]}: the id is there twice: give each its own")
    for receiver in receivers:
        if receiver.fallback is not None and (receiver.fallback not in ids or receiver.fallback == receiver.id):
            raise ReceiversError(
                f"receivers: {path.name}: {receiver.id}: fallback {receiver.fallback} is no other receiver here"
            )
