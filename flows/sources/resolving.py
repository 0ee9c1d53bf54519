"""Names to addresses in threads of their own.

asyncio's shared threads are few, and parsing and the store use them too: a name server that does not answer would
stop the whole watch while a thousand feeds wait for it.
"""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

from aiohttp.abc import AbstractResolver, ResolveResult

THREADS = 24


class Resolver(AbstractResolver):
    """The system's resolver, asked from threads that nothing else uses. Raises OSError for an unknown name."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pantau-dns")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Every address of the host, in the system's order; link-local IPv6 addresses keep no zone and are refused."""
        found = await asyncio.get_running_loop().run_in_executor(
            self._threads, _look_up, host, port, socket.AddressFamily(family)
        )
        return [
            ResolveResult(hostname=host, host=address, port=port, family=kind, proto=proto, flags=socket.AI_NUMERICHOST)
            for kind, proto, address in found
        ]

    async def close(self) -> None:
        """Lets the threads go; one that still waits for a name server is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int, family: socket.AddressFamily) -> list[tuple[int, int, str]]:
    infos = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, 0, socket.AI_ADDRCONFIG)
    return [(kind, proto, str(where[0]).partition("%")[0]) for kind, _, proto, _, where in infos]
