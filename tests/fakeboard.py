"""A board of fakes: what operators have set in Prefect, and a server that falls silent on demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic import SecretStr

from flows.alerts.receivers_source import SecretError
from flows.app.board import BoardError, Variable

SET_AT = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)


@dataclass
class FakeBoard:
    """Answers from its fields; `silent` makes every question a BoardError."""

    values: dict[str, object] = field(default_factory=dict)
    blocks: dict[str, dict[str, object]] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    set_at: datetime = SET_AT

    def variables(self) -> Mapping[str, Variable]:
        self._answer()
        return {name: Variable(value, self.set_at) for name, value in self.values.items()}

    def receivers(self) -> Mapping[str, Mapping[str, object]]:
        self._answer()
        return self.blocks

    def secret(self, name: str) -> SecretStr:
        self._answer()
        if name not in self.secrets:
            raise SecretError(f"block {name}: there is no such block: make it")
        return SecretStr(self.secrets[name])

    def _answer(self) -> None:
        if self.silent:
            raise BoardError("the Prefect server does not answer (ConnectError): does it live?")
