"""What operators set in Prefect's UI, as the watch asks for it; who implements it knows Prefect, this room does not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Protocol

from pydantic import SecretStr

from flows.alerts.receivers_source import Block


class BoardError(Exception):
    """Prefect's server cannot be asked what operators have set: why, what to do."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A Prefect variable: its value as JSON gives it, and when it was set (UTC)."""

    value: object
    set_at: datetime


class Board(Protocol):
    """Asked once, at the beginning of a run."""

    def variables(self) -> Mapping[str, Variable]:
        """Those whose names begin with `pantau_`, without it; raises BoardError."""

    def receivers(self) -> Mapping[str, Block]:
        """The receivers' blocks by name, addresses in clear; raises BoardError."""

    def secret(self, name: str) -> SecretStr:
        """The value of the Secret block of that name; raises SecretError, or BoardError when nobody answers."""


def recall(file: Path) -> dict[str, Any]:
    """What `keep` wrote there; empty when there is nothing that can be read."""
    try:
        kept = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def keep(file: Path, what: Mapping[str, Any]) -> None:
    """Writes it for its owner alone, whole or not at all; nothing is written when it stands there already."""
    if recall(file) == what:
        return
    with NamedTemporaryFile("w", dir=file.parent, prefix=f"{file.name}.", delete=False, encoding="utf-8") as fresh:
        json.dump(what, fresh, ensure_ascii=False)  # a temporary file is its owner's alone: mode 600
    Path(fresh.name).replace(file)
