"""Which addresses a fetch may connect to."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources.addresses import AddressError, AllowList, Door, Hop, current_hop, unwrap, why_refused

REFUSED = [
    "127.0.0.1", "127.255.0.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.127.255.255", "192.0.0.170", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "239.1.1.1",
    "240.0.0.1", "255.255.255.255", "168.63.129.16", "192.88.99.1", "100.100.100.200",
    "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::",
    "2002:808:808::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::7f00:1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::10.0.0.1", "64:ff9b:1::808:808",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "103.10.66.1", "2404:6800:4003:c00::71", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("text", REFUSED)
def test_an_address_that_is_not_public_is_refused_with_a_reason(text: str) -> None:
    assert "no public address" in (why_refused(ipaddress.ip_address(text)) or "")


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_address_is_open(text: str) -> None:
    assert why_refused(ipaddress.ip_address(text)) is None


@given(st.ip_addresses(v=4))
def test_no_ipv6_dress_opens_what_is_closed_bare(address: ipaddress.IPv4Address) -> None:
    dresses = [f"::ffff:{address}", f"64:ff9b::{address}"]
    for dress in map(ipaddress.ip_address, dresses):
        assert unwrap(dress) == address
        assert (why_refused(dress) is None) == (why_refused(address) is None)


@given(st.ip_addresses())
def test_what_is_open_is_global_unicast(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if why_refused(address) is None:
        inner = unwrap(address)
        assert inner.is_global
        assert not inner.is_multicast


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://kompas.example/a", "neither http nor https"),
        ("file:///etc/passwd", "neither http nor https"),
        ("javascript:alert(1)", "neither http nor https"),
        ("gopher://x/", "neither http nor https"),
        ("//kompas.example/a", "neither http nor https"),
        ("http://", "names no host"),
        ("http:///feed", "names no host"),
        ("http://user@kompas.example/", "user name"),
        ("http://user:secret@kompas.example/", "user name"),
        ("http://kompas.example@127.0.0.1/", "user name"),
        ("http://kompas.example/a b", "blanks"),
        ("http://kompas.example/a\r\nHost: evil", "blanks"),
        ("http://kompas.example:99999/", "cannot be read"),
        ("http://[::1/", "cannot be read"),
        ("http://127.0.0.1/feed", "loopback"),
        ("http://[::1]/feed", "loopback"),
        ("http://[::ffff:169.254.169.254]/latest", "link-local"),
        ("http://8.8.8.8:25/", "port 25"),
    ],
)
def test_a_url_is_refused_as_written(url: str, reason: str) -> None:
    assert reason in (Door("page").url_refusal(url) or "")


def test_a_refusal_never_repeats_a_password() -> None:
    assert "secret" not in (Door("feed").url_refusal("http://user:secret@kompas.example/") or "")


def test_pages_are_held_to_web_ports_and_feeds_are_not() -> None:
    public = ipaddress.ip_address("8.8.8.8")
    assert Door("page").refusal(public, 443) is None
    assert Door("page").refusal(public, 8080) is not None
    assert Door("feed").refusal(public, 8080) is None
    assert Door("feed").refusal(public, 25) is not None


def test_the_allow_list_opens_networks_on_every_port_and_nothing_beside_them() -> None:
    door = Door("page", AllowList.of(["127.0.0.0/8", "::1"]))
    assert door.refusal(ipaddress.ip_address("127.0.0.9"), 8123) is None
    assert door.refusal(ipaddress.ip_address("::ffff:127.0.0.9"), 8123) is None
    assert door.refusal(ipaddress.ip_address("::1"), 8123) is None
    assert door.refusal(ipaddress.ip_address("10.0.0.1"), 80) is not None


def test_an_allowed_name_opens_only_for_its_own_requests() -> None:
    door = Door("feed", AllowList.of(["Feeds.Internal"]))
    private = ipaddress.ip_address("10.0.0.1")
    assert door.refusal(private, 80, "feeds.internal.") is None
    assert door.refusal(private, 80, "evil.example") is not None


def _resolved(address: str, port: int = 80) -> tuple[Any, ...]:
    return (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port))


def test_the_door_notes_on_the_hop_what_it_refused() -> None:
    hop = Hop("rebound.example")
    token = current_hop.set(hop)
    try:
        with pytest.raises(AddressError):
            Door("feed").open_socket(_resolved("127.0.0.1"))
    finally:
        current_hop.reset(token)
    assert hop.refusals == ["127.0.0.1 is no public address (loopback)"]


def test_the_door_opens_a_socket_for_a_public_address() -> None:
    Door("feed").open_socket(_resolved("8.8.8.8")).close()


def test_only_a_proxied_hop_may_reach_the_operators_own_proxy() -> None:
    token = current_hop.set(Hop("kompas.example", proxied=True))
    try:
        Door("page").open_socket(_resolved("10.0.0.7", 3128)).close()
    finally:
        current_hop.reset(token)
    with pytest.raises(AddressError):
        Door("page").open_socket(_resolved("10.0.0.7", 3128))
