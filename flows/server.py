"""`python -m flows.server`: Prefect's server with its UI, whose pages may talk to nobody but this server.

It is what `prefect server start` runs, with four headers more. Prefect's UI asks a collector of user statistics for
settings from the operator's browser, also where analytics are switched off (seen with 3.8.8); the policy stops that in
the browser, keeps pictures named in foreign text from being fetched, and a publisher whose article is clicked does not
learn from where.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn
from prefect.server.api.server import create_app
from prefect.settings import get_current_settings

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

# Prefect's pages have inline styles, workers made of blobs and compiled templates; none of that leaves the machine.
POLICY = "; ".join(
    (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-dns-prefetch-control", b"off"),
)


class KeptToItself:
    """The application with these headers on every answer."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request, connection or life span, as ASGI has it."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        await self._application(scope, receive, send_with_headers if scope["type"] == "http" else send)


def make_app() -> KeptToItself:
    """API, UI and the server's services in one application; each server process makes its own."""
    return KeptToItself(create_app(final=True))


def main() -> None:
    """Serves until SIGTERM. Several processes share a port only on PostgreSQL with Redis, and run no services."""
    parser = argparse.ArgumentParser(prog="python -m flows.server", description=main.__doc__)
    parser.add_argument("--host", help="address to listen on instead of PREFECT_SERVER_API_HOST")
    parser.add_argument(
        "--workers", type=int, default=1, help="processes; then run `prefect server services start` too"
    )
    told = parser.parse_args()
    server = get_current_settings().server
    several = told.workers > 1
    if several:
        os.environ["PREFECT__SERVER_WEBSERVER_ONLY"] = "1"  # what `prefect server start --workers` tells its processes
    uvicorn.run(
        "flows.server:make_app" if several else make_app(),
        factory=several,
        workers=told.workers if several else None,
        host=told.host or str(server.api.host),
        port=server.api.port,
        timeout_keep_alive=server.api.keepalive_timeout,
        log_level=server.logging_level.lower(),
    )


if __name__ == "__main__":
    main()
