"""What operators have set in Prefect, asked of its server by a run when it begins: variables, receivers, secrets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
from prefect import get_client
from prefect.client.orchestration import SyncPrefectClient
from prefect.exceptions import ObjectNotFound
from pydantic import SecretStr

from flows.alerts.receivers_source import SecretError
from flows.app.board import BoardError, Variable
from flows.app.orders import PREFIX
from flows.blocks import OF_SECRETS, RECEIVER

SECONDS = 15.0  # for one answer; the client asks a busy server again
MOST_VARIABLES = 200  # that the server gives in one answer


class PrefectBoard:
    """The board of the server that the client asks. It blocks: ask it in a thread."""

    def __init__(self, client: SyncPrefectClient) -> None:
        self._client = client

    def variables(self) -> Mapping[str, Variable]:
        """Those whose names begin with `pantau_`, without it; raises BoardError."""
        asked = {"variables": {"name": {"like_": PREFIX}}, "limit": MOST_VARIABLES}
        with _asking():
            found = self._client.request("POST", "/variables/filter", json=asked).json()
        return {
            one["name"].removeprefix(PREFIX): Variable(one["value"], _moment(one["updated"]))
            for one in found
            if one["name"].startswith(PREFIX)
        }

    def receivers(self) -> Mapping[str, Mapping[str, object]]:
        """The receivers' blocks by name, addresses in clear; none before their form was made. Raises BoardError."""
        with _asking():
            try:
                found = self._client.read_block_documents_by_type(RECEIVER, include_secrets=True)
            except httpx.HTTPStatusError as error:
                if error.response.status_code == httpx.codes.NOT_FOUND:
                    return {}
                raise
        return {str(one.name): one.data for one in found if one.name}

    def secret(self, name: str) -> SecretStr:
        """The value of the Secret block of that name; raises SecretError, or BoardError when nobody answers."""
        with _asking():
            try:
                value = self._client.read_block_document_by_name(name, OF_SECRETS, include_secrets=True).data.get(
                    "value"
                )
            except ObjectNotFound:
                raise SecretError(f"block {name}: {_what_else(self._client, name)}") from None
        if not isinstance(value, str):
            raise SecretError(f"block {name}: its value is no text: give it a string in the UI under Blocks")
        return SecretStr(value)


def _what_else(client: SyncPrefectClient, name: str) -> str:
    """Why there is no Secret block of that name."""
    asked = {"block_documents": {"name": {"any_": [name]}}, "include_secrets": False, "limit": 1}
    found: list[dict[str, Any]] = client.request("POST", "/block_documents/filter", json=asked).json()
    if not found:
        return "there is no such block: make a Secret of that name in the UI under Blocks"
    kind = (found[0].get("block_type") or {}).get("name", "block of another type")
    return f"it is a {kind} and no Secret: make a Secret of that name in the UI under Blocks, or name another"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@contextmanager
def open_board() -> Iterator[PrefectBoard]:
    """The board of the server that this run belongs to."""
    with get_client(httpx_settings={"timeout": SECONDS}, sync_client=True) as client:
        yield PrefectBoard(client)


@contextmanager
def _asking() -> Iterator[None]:
    """The server's trouble as BoardError, without what was asked or answered."""
    try:
        yield
    except httpx.HTTPStatusError as error:
        raise BoardError(f"the Prefect server answers {error.response.status_code}: see its log") from None
    except (httpx.HTTPError, OSError) as error:
        raise BoardError(f"the Prefect server does not answer ({type(error).__name__}): does it live?") from None
