"""Channels send, and do nothing else: one receiver each, one answer each. The only file that knows apprise.

`send` is synchronous and may block for the two time-outs; the caller runs it in a thread. apprise 1.x answers a
boolean, 2.x a result with a status: both are read here. apprise is kept on a short lead: no retry of its own (a read
time-out would send twice), no waiting, no redirects, no attachments, no pictures from the web, one target an address.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import apprise

from flows.alerts.budget import Budget
from flows.alerts.event import Message, Outcome, OutcomeKind
from flows.alerts.receivers import UNRESOLVED, Receiver
from flows.alerts.verdict import ACCEPTED, verdict
from flows.alerts.wire import watching

CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0

inbox_log = logging.getLogger("pantau.inbox")


class ChannelError(Exception):
    """A receiver's channel cannot be opened: which receiver, why, what to do; never the address."""


class Channel(Protocol):
    """What dispatch needs of a channel."""

    def send(self, message: Message) -> Outcome:
        """Hands the message over and tells what the service said; never raises for expected trouble."""


def open_channel(
    receiver: Receiver,
    *,
    inbox: Path | None = None,
    clock: Callable[[], datetime] | None = None,
    connect_seconds: float = CONNECT_SECONDS,
    read_seconds: float = READ_SECONDS,
) -> Channel:
    """The receiver's channel, ready to send; raises ChannelError when its address is of no use.

    `log://` is the inbox: `inbox` names its file unless the address does (`log:///var/lib/pantau/inbox.jsonl`).
    """
    if receiver.address == UNRESOLVED:
        raise ChannelError(f"channel: {receiver.id}: its address stands in a Prefect block that could not be read yet")
    if receiver.is_log:
        path = unquote(urlsplit(receiver.address).path)
        return LogChannel(Path(path) if path.strip("/") else inbox, clock)
    return AppriseChannel(receiver, connect_seconds, read_seconds)


class LogChannel:
    """The inbox: a JSON line a message in a file, the text as an officer reads it in a second file and in the log."""

    def __init__(self, path: Path | None, clock: Callable[[], datetime] | None = None) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"LogChannel({self._path})"

    def send(self, message: Message) -> Outcome:
        """Writes the message; `accepted` means that it is on the disk."""
        at = self._clock().isoformat(timespec="seconds") if self._clock else None
        record = {"at": at, "title": message.title, "body": message.body, "urgent": message.urgent}
        text = f"{message.title}\n{message.body}".strip()
        if self._path is not None:
            try:
                with self._lock:
                    self._path.parent.mkdir(parents=True, exist_ok=True)
                    _append(self._path, json.dumps(record, ensure_ascii=False) + "\n")
                    _append(self._path.with_suffix(".txt"), f"{'' if at is None else f'[{at}] '}{text}\n\n")
            except OSError:
                return Outcome(OutcomeKind.RETRY, "disk")
        inbox_log.info("%s", text)
        return ACCEPTED


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
        file.flush()


class AppriseChannel:
    """One apprise service for one receiver."""

    def __init__(self, receiver: Receiver, connect_seconds: float, read_seconds: float) -> None:
        self._id = receiver.id
        self._budget = receiver.budget
        self._lock = threading.Lock()
        with watching():
            self._apprise = apprise.Apprise(asset=_asset())
            try:
                taken = self._apprise.add(receiver.address)
            except Exception:  # a plug-in's own parser may raise anything
                taken = False
        services = list(self._apprise)
        if not taken or len(services) != 1:
            raise ChannelError(
                f"channel: {receiver.id}: apprise does not understand the address: "
                "check it against the service's page in apprise's documentation"
            )
        self._service = services[0]
        _tame(self._service, self._budget, connect_seconds, read_seconds)
        targets = _targets(self._service)
        if targets > 1:
            raise ChannelError(
                f"channel: {receiver.id}: the address names {targets} recipients, and one failing would look like all: "
                "give each a receiver of its own"
            )

    def __repr__(self) -> str:
        return f"AppriseChannel({self._id})"

    def send(self, message: Message) -> Outcome:
        """Sends once. A body without text is refused here, because apprise would drop it without a word."""
        if not message.body.strip():
            return Outcome(OutcomeKind.GIVE_UP, "empty")
        with self._lock, watching() as wire, self._manner(message):
            try:
                page = message.html if self._budget.channel == "mailto" else None
                result = self._apprise.notify(
                    body=page or message.body,
                    title=" ".join(message.title.split()),  # a line break in a mail's subject loses the mail
                    notify_type=apprise.NotifyType.INFO,
                    body_format=apprise.NotifyFormat.HTML if page else apprise.NotifyFormat.TEXT,
                    interpret_escapes=False,
                )
            except Exception:  # 1.x raises TypeError for its own checks; a plug-in may raise anything
                result = False
            return _outcome(result, wire)

    @contextmanager
    def _manner(self, message: Message) -> Iterator[None]:
        """Loud or silent for this one message, where the service knows the difference."""
        service = self._service
        kept: dict[str, Any] = {}
        wishes: dict[str, Any] = {}
        if isinstance(getattr(service, "silent", None), bool):
            wishes["silent"] = message.silent or bool(getattr(service, "silent", False))
        levels = _NTFY_LEVELS if self._budget.channel == "ntfy" else {}
        if levels and (message.urgent or message.silent):
            wishes["priority"] = levels["urgent" if message.urgent else "silent"]
        for name, value in wishes.items():
            kept[name] = getattr(service, name, None)
            setattr(service, name, value)
        try:
            yield
        finally:
            for name, value in kept.items():
                setattr(service, name, value)


# ntfy's own levels: 5 max, 2 low
_NTFY_LEVELS: dict[str, Any] = {"urgent": "max", "silent": "low"}


def _outcome(result: Any, wire: Any) -> Outcome:
    """The answer of apprise 1.x (True, False, None) or 2.x (a result whose `status` has a name)."""
    if result is None or isinstance(result, bool):
        return verdict(result, wire)
    status = getattr(result, "status", None)
    match str(getattr(status, "name", status)).upper():
        case "SUCCESS":
            return ACCEPTED
        case "NOMATCH":
            return verdict(None, wire)
        case "TIMEOUT":
            return Outcome(OutcomeKind.UNKNOWN, "no-answer")
        case _:
            return verdict(False, wire)


def _asset() -> Any:
    """apprise's settings; those that the installed version does not know are left out."""
    wanted: dict[str, Any] = {
        "app_id": "pantau",
        "app_desc": "pantau",
        "app_url": "",
        "image_url_mask": "",
        "image_url_logo": "",
        "async_mode": False,
        "secure_logging": True,
        "http_redirects": False,
        "interpret_escapes": False,
        "interpret_emojis": False,
        "pgp_autogen": False,
        "pem_autogen": False,
        "default_service_retry": 0,
    }
    known = {name: value for name, value in wanted.items() if hasattr(apprise.AppriseAsset, name)}
    return apprise.AppriseAsset(storage_mode="memory", **known)


def _tame(service: Any, budget: Budget, connect_seconds: float, read_seconds: float) -> None:
    """Sets on the service what an address could have set otherwise."""
    wanted = {
        "socket_connect_timeout": connect_seconds,
        "socket_read_timeout": read_seconds,
        "request_rate_per_sec": 0.0,
        "retry": 0,
        "wait": 0.0,
        "optional": False,  # `optional=yes` would report a failure as success
        "redirects": False,
        "include_image": False,
        "preview": False,
        "verify_certificate": True,
    }
    for name, value in wanted.items():
        if hasattr(service, name):
            setattr(service, name, value)
    service.notify_format = apprise.NotifyFormat.HTML if budget.wire_format == "html" else apprise.NotifyFormat.TEXT
    # Our own bucket sets the pace; apprise would sleep in the sending thread, for minutes when a service asks.
    service.throttle = lambda *args, **kwargs: None  # noqa: ARG005


def _targets(service: Any) -> int:
    try:
        return len(service)
    except TypeError:
        return 1
