"""Which addresses a fetch may connect to.

The answer is given on the address that the socket is about to connect to, so a name that resolves to a private
address, an odd literal (`0x7f.1`), a redirect and a rebinding resolver all meet the same door.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit

Kind: TypeAlias = Literal["feed", "page"]
Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

WEB_PORTS = frozenset({80, 443})
FIRST_USER_PORT = 1024  # below it live mail, shells and databases' older cousins

# Python 3.11 calls these global or leaves them to the caller; each carries or may carry a private address.
_REFUSED: tuple[tuple[Network, str], ...] = tuple(
    (ipaddress.ip_network(network), words)
    for network, words in (
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("192.0.0.0/24", "IETF protocol assignments"),
        ("168.63.129.16/32", "cloud metadata"),
        ("192.88.99.0/24", "6to4 relay"),
        ("2002::/16", "6to4"),
        ("2001::/32", "Teredo"),
        ("64:ff9b:1::/48", "local NAT64"),
        ("fec0::/10", "site-local"),
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")  # `::7f00:1`, retired since 2006 and still routed by some stacks


@dataclass(frozen=True, slots=True)
class AllowList:
    """Hosts and networks that the operator opened on purpose: a newsroom on loopback, a feed inside the house."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, items: Iterable[str]) -> AllowList:
        """Names (`feeds.internal`), addresses and networks (`127.0.0.0/8`, `::1`) in any order."""
        hosts, networks = set[str](), list[Network]()
        for item in items:
            try:
                networks.append(ipaddress.ip_network(item.strip().strip("[]"), strict=False))
            except ValueError:
                hosts.add(item.strip().lower().rstrip("."))
        return cls(frozenset(hosts), tuple(networks))

    def has_host(self, host: str) -> bool:
        """True when the name itself was allowed."""
        return host.lower().rstrip(".") in self.hosts

    def has_address(self, address: Address) -> bool:
        """True when one of the networks holds the address, unwrapped or not."""
        return any(
            candidate.version == network.version and candidate in network
            for candidate in (address, unwrap(address))
            for network in self.networks
        )


@dataclass(slots=True)
class Hop:
    """The request a connect belongs to; the door notes here what it refused and why."""

    host: str
    proxied: bool = False  # the connection goes to the operator's own proxy, whose address is the operator's choice
    refusals: list[str] = field(default_factory=list)


# Connecting happens inside aiohttp, which hands the door an address but not the name it was asked for.
current_hop: ContextVar[Hop | None] = ContextVar("current_hop", default=None)


class AddressError(OSError):
    """The address may not be connected to."""


def unwrap(address: Address) -> Address:
    """The IPv4 address inside a mapped, compatible or NAT64 IPv6 address, else the address itself."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    packed = int(address)
    if address in _NAT64 or (address in _COMPATIBLE and packed > 1):
        return ipaddress.IPv4Address(packed & 0xFFFFFFFF)
    return address


def why_refused(address: Address) -> str | None:
    """Why this address must not be connected to, in words, or None for a public address."""
    inner = unwrap(address)
    for network, words in _REFUSED:
        if inner.version == network.version and inner in network:
            return f"{address} is no public address ({words})"
    checks = (
        (inner.is_unspecified, "unspecified"),
        (inner.is_loopback, "loopback"),
        (inner.is_link_local, "link-local, where cloud metadata lives"),
        (inner.is_multicast, "multicast"),
        (inner.is_private, "private"),
        (inner.is_reserved or not inner.is_global, "reserved"),
    )
    return next((f"{address} is no public address ({words})" for hit, words in checks if hit), None)


@dataclass(frozen=True, slots=True)
class Door:
    """Opens sockets for one kind of request, to allowed addresses and ports only.

    Pages are linked to by strangers: web ports only. Feed addresses were written down by the operator: any port
    from 1024 up as well. What the allow-list names is open on every port.
    """

    kind: Kind
    allow: AllowList = AllowList()

    def open_socket(self, info: tuple[Any, ...]) -> socket.socket:
        """A fresh socket for the resolved address; raises AddressError. Fits aiohttp's `socket_factory`."""
        family, type_, proto, _, where = info
        hop = current_hop.get()
        refusal = None
        if hop is None or not hop.proxied:
            refusal = self.refusal(ipaddress.ip_address(where[0]), where[1], hop.host if hop else "")
        if refusal is not None:
            if hop is not None:
                hop.refusals.append(refusal)
            raise AddressError(refusal)
        return socket.socket(family, type_, proto)

    def refusal(self, address: Address, port: int, host: str = "") -> str | None:
        """Why this address and port stay closed, or None."""
        if self.allow.has_host(host) or self.allow.has_address(address):
            return None
        return why_refused(address) or self.port_refusal(port)

    def port_refusal(self, port: int) -> str | None:
        """Why this port stays closed, or None."""
        if port in WEB_PORTS or (self.kind == "feed" and port >= FIRST_USER_PORT):
            return None
        return f"port {port} is not open to a {self.kind}"

    def url_refusal(self, url: str) -> str | None:
        """What is wrong with the URL as written, before any name is resolved, or None."""
        if any(character.isspace() or ord(character) < 32 or ord(character) == 127 for character in url):
            return "the URL holds blanks or control characters"
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            return f"the URL cannot be read ({error})"
        if parts.scheme.lower() not in ("http", "https"):
            shown = f"the scheme {parts.scheme} is" if parts.scheme else "an address without a scheme is"
            return f"{shown} neither http nor https"
        if "@" in parts.netloc:
            return "the URL carries a user name or password"
        if not host:
            return "the URL names no host"
        return self._host_refusal(host, port or (443 if parts.scheme.lower() == "https" else 80))

    def _host_refusal(self, host: str, port: int) -> str | None:
        if self.allow.has_host(host):
            return None
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            # A name: its port is judged at connect, when the allow-list can see the address behind it.
            return None
        return self.refusal(address, port)
