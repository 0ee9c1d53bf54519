"""Who is told right now: the receivers of file and blocks, or the last good ones while something is wrong with these.

Each run of Prefect asks its server for the blocks and keeps what was good in the home, addresses in clear and for its
owner alone; the command line and the dead-man switches, which must work while the server is down, read it there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from flows.alerts.receivers import UNRESOLVED, Receiver, ReceiversError
from flows.alerts.receivers_source import Block, SecretError, Secrets, as_rows, from_rows, load_receivers
from flows.app.board import Board, BoardError, keep, recall
from flows.app.config import Settings, channel_environment

if TYPE_CHECKING:
    from pathlib import Path

KEPT = "receivers-good.json"
STAY = "the last good receivers stay in force"


@dataclass(frozen=True, slots=True)
class Told:
    """The receivers in force, which of them stand in blocks, and in one sentence each what is wrong."""

    receivers: tuple[Receiver, ...]
    blocks: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class _Memory:
    """What the last good run saw. Its `repr` is bare: the values are secrets."""

    good: list[dict[str, Any]] = field(default_factory=list, repr=False)
    blocks: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)
    secrets: dict[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, home: Path) -> _Memory:
        """The memory in the home; empty when there is none that can be read."""
        kept = recall(home / KEPT)
        found = cls(kept.get("good", []), kept.get("blocks", {}), kept.get("secrets", {}))
        try:
            from_rows(found.good)
        except ReceiversError:
            found.good = []
        return found

    @property
    def is_empty(self) -> bool:
        """True before the first run that asked a server."""
        return not self.good

    def secret(self, name: str) -> SecretStr:
        """The value as it was last read; raises SecretError."""
        if name not in self.secrets:
            raise SecretError(f"block {name}: it has not been read yet: the first run reads it")
        return SecretStr(self.secrets[name])

    def receivers(self, problem: str) -> Told:
        """The receivers that were good before."""
        return Told(from_rows(self.good), frozenset(self.blocks), (f"{problem}; {STAY}",))


def told_now(settings: Settings, board: Board | None = None) -> Told:
    """The receivers in force; the inbox alone when nobody is named.

    Raises ReceiversError when they cannot be used and none were good before. When only addresses in blocks cannot be
    read, their receivers stand without one: alerts are kept for them until it is there.
    """
    memory = _Memory.of(settings.home)
    if board is None:
        return _judged(settings, memory, memory.blocks, memory.secret)[0]
    try:
        return _asked(settings, board, memory)
    except BoardError as error:
        if memory.is_empty:
            raise ReceiversError(f"receivers: {error}; whom to tell is not known yet") from None
        told, _ = _judged(settings, memory, memory.blocks, memory.secret)
        return Told(told.receivers, told.blocks, (f"receivers: {error}; {STAY}", *told.problems))


def _asked(settings: Settings, board: Board, memory: _Memory) -> Told:
    """As Prefect's server has it now; raises BoardError when it does not answer."""
    blocks = {name: dict(held) for name, held in board.receivers().items()}
    if memory.blocks and not blocks:
        return memory.receivers(
            f"receivers: blocks: all {len(memory.blocks)} are gone from the Prefect server: make them again, or remove "
            f"{KEPT} from the home if that is meant"
        )
    read: dict[str, str] = {}

    def secret(name: str) -> SecretStr:
        value = board.secret(name)
        read[name] = value.get_secret_value()
        return value

    told, is_good = _judged(settings, memory, blocks, secret)
    if is_good:
        what = {"good": as_rows(told.receivers), "blocks": blocks, "secrets": read}
        keep(settings.home / KEPT, what)
    return told


def _judged(settings: Settings, memory: _Memory, blocks: Mapping[str, Block], secrets: Secrets) -> tuple[Told, bool]:
    """The receivers and whether they are what was asked for."""
    try:
        return Told(_load(settings, secrets, blocks), frozenset(blocks)), True
    except ReceiversError as error:
        if not memory.is_empty:
            return memory.receivers(str(error)), False
        if not isinstance(error, SecretError):
            raise
        return Told(_load(settings, _later(secrets), blocks), frozenset(blocks), (str(error),)), False


def _load(settings: Settings, secrets: Secrets, blocks: Mapping[str, Block]) -> tuple[Receiver, ...]:
    return load_receivers(
        settings.receivers_path,
        env=channel_environment(settings.home),
        default_url=settings.default_channel,
        secrets=secrets,
        blocks=blocks,
    )


def _later(secrets: Secrets) -> Secrets:
    """The secrets that can be had, and for others an address to which nothing can be sent yet."""

    def secret(name: str) -> SecretStr:
        try:
            return secrets(name)
        except SecretError:
            return SecretStr(UNRESOLVED)

    return secret
