"""Bombs, endless answers, torn bodies, bad certificates: each is stopped early and has a name."""

from __future__ import annotations

import asyncio
import gzip
import ipaddress
import ssl
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import brotli
import pytest
from aiohttp import web
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from flows.sources import FaultKind, Fetched, Fetcher, FetchPolicy
from flows.sources.addresses import Hop
from flows.sources.decoding import Decoder, DecodingError
from flows.sources.faults import fault_from

FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Uji</title></channel></rss>'


@asynccontextmanager
async def raw_server(answer: bytes, *, then_wait: bool = False, drip: bool = False) -> AsyncIterator[str]:
    """A server that writes exactly these bytes, whole or one by one, and hangs up or waits."""
    done = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            if drip:
                for byte in answer:
                    writer.write(bytes([byte]))
                    await writer.drain()
                    await asyncio.sleep(0.02)
            else:
                writer.write(answer)
                await writer.drain()
            if then_wait:
                await done.wait()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/f"
    done.set()
    server.close()
    await server.wait_closed()


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", "Connection: close", *headers, "", ""]).encode() + body


async def get(url: str, kind: str = "feed", **changes: object) -> Fetched:
    settings: dict[str, object] = {"allow": ("127.0.0.1",), "pace": 0.0, "deadline": 5.0, "robots": frozenset()}
    async with Fetcher(FetchPolicy(**{**settings, **changes})) as fetcher:  # type: ignore[arg-type]
        return await fetcher.fetch(url, kind=kind)  # type: ignore[arg-type]


def kind_of(fetched: Fetched) -> FaultKind | None:
    assert fetched.fault is None or fetched.body == b""
    return fetched.fault.kind if fetched.fault else None


@pytest.mark.parametrize(
    "name", ["gzip", "br", "zstd", "deflate", "raw-deflate", "gzip, gzip", "gzip, br", "gzip, zstd"]
)
async def test_every_encoding_we_ask_for_is_read(name: str) -> None:
    packed = FEED
    for part in name.replace("raw-deflate", "raw").split(", "):
        raw = zlib.compressobj(wbits=-15)
        packed = {
            "gzip": lambda data: gzip.compress(data),
            "br": lambda data: brotli.compress(data),
            "zstd": lambda data: zstd.compress(data),
            "deflate": lambda data: zlib.compress(data),
            "raw": lambda data, raw=raw: raw.compress(data) + raw.flush(),
        }[part](packed)
    header = name.replace("raw-", "")
    async with raw_server(answer(packed, f"Content-Encoding: {header}")) as url:
        assert (await get(url)).body == FEED


async def test_a_gzip_file_served_as_it_is_is_unpacked() -> None:
    async with raw_server(answer(gzip.compress(FEED))) as url:
        assert (await get(url)).body == FEED


@pytest.mark.parametrize("name", ["gzip", "br", "deflate", "zstd"])
async def test_a_bomb_is_stopped_by_its_ratio(name: str) -> None:
    zeros = bytes(7_000_000)
    packed = {"gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress, "zstd": zstd.compress}[name](
        zeros
    )
    async with raw_server(answer(packed, f"Content-Encoding: {name}")) as url:
        fetched = await get(url)
    assert kind_of(fetched) is FaultKind.TOO_BIG
    assert "times its size" in fetched.fault.words  # type: ignore[union-attr]


async def test_a_bomb_in_a_bomb_is_stopped() -> None:
    packed = gzip.compress(gzip.compress(bytes(50_000_000)))
    async with raw_server(answer(packed, "Content-Encoding: gzip, gzip")) as url:
        assert kind_of(await get(url)) is FaultKind.TOO_BIG


async def test_many_nested_encodings_are_refused_unread() -> None:
    async with raw_server(answer(FEED, "Content-Encoding: gzip, gzip, gzip, gzip")) as url:
        assert kind_of(await get(url)) is FaultKind.TOO_BIG


async def test_an_encoding_nobody_asked_for_is_a_fault() -> None:
    async with raw_server(answer(b"(\xb5/\xfd", "Content-Encoding: compress")) as url:
        assert kind_of(await get(url)) is FaultKind.HTTP


async def test_a_zstd_frame_that_wants_more_memory_than_its_rfc_allows_is_a_fault() -> None:
    wide = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    packed = wide.compress(FEED, zstd.ZstdCompressor.FLUSH_BLOCK) + wide.flush()
    async with raw_server(answer(packed, "Content-Encoding: zstd")) as url:
        assert kind_of(await get(url)) is FaultKind.TORN


async def test_zstd_frames_in_a_row_are_one_answer_however_the_wire_cuts_them() -> None:
    half = len(FEED) // 2
    packed = zstd.compress(FEED[:half]) + zstd.compress(FEED[half:])
    decoder = Decoder("zstd", 1_000_000, 100)
    for index in range(len(packed)):
        decoder.take(packed[index : index + 1])
    assert decoder.body() == FEED


async def test_damaged_compression_is_a_fault() -> None:
    async with raw_server(answer(b"\x1f\x8b\x08" + b"x" * 50, "Content-Encoding: gzip")) as url:
        assert kind_of(await get(url)) is FaultKind.TORN


async def test_a_document_over_the_limit_is_refused_by_its_length_alone() -> None:
    async with raw_server(answer(b"", "Content-Length: 900000000"), then_wait=True) as url:
        assert kind_of(await get(url)) is FaultKind.TOO_BIG


async def test_an_answer_without_length_is_counted() -> None:
    async with raw_server(answer(b"x" * 300_000), then_wait=True) as url:
        assert kind_of(await get(url, feed_bytes=100_000)) is FaultKind.TOO_BIG


async def test_pages_have_their_own_limit() -> None:
    async with raw_server(answer(b"<html>" + b"x" * 5_000)) as url:
        assert kind_of(await get(url, "page", page_bytes=1_000)) is FaultKind.TOO_BIG


async def test_a_drip_of_single_bytes_ends_at_the_deadline() -> None:
    async with raw_server(answer(b"x" * 10_000), drip=True) as url:
        fetched = await get(url, deadline=0.3, quiet=5.0)
    assert kind_of(fetched) is FaultKind.TIMEOUT


async def test_silence_ends_sooner_than_the_deadline() -> None:
    async with raw_server(b"", then_wait=True) as url:
        fetched = await get(url, deadline=5.0, quiet=0.1)
    assert kind_of(fetched) is FaultKind.TIMEOUT
    assert fetched.elapsed < 3


async def test_redirects_share_one_deadline() -> None:
    async with raw_server(answer(b"", "Location: /f?" + "a" * 50, status="302 Found"), drip=True) as url:
        fetched = await get(url, deadline=0.4, quiet=5.0)
    assert kind_of(fetched) is FaultKind.TIMEOUT


async def test_a_redirect_with_an_endless_body_is_followed_without_reading_it() -> None:
    async with raw_server(
        answer(b"x" * 100_000, "Location: http://10.0.0.1/", status="302 Found"), then_wait=True
    ) as url:
        assert kind_of(await get(url, deadline=2.0)) is FaultKind.REFUSED_ADDRESS


async def test_a_feed_that_breaks_off_keeps_its_bytes_but_not_its_etag() -> None:
    async with raw_server(answer(FEED[:60], f"Content-Length: {len(FEED)}", 'ETag: "a"')) as url:
        fetched = await get(url)
    assert (fetched.body, fetched.fault, fetched.etag) == (FEED[:60], None, None)


async def test_a_page_that_breaks_off_is_torn_and_gives_no_text() -> None:
    async with raw_server(answer(b"<html><p>Sebagian", "Content-Length: 5000")) as url:
        assert kind_of(await get(url, "page")) is FaultKind.TORN


@pytest.mark.parametrize(
    "reply",
    [
        answer(b"", "X-Long: " + "a" * 50_000),
        answer(b"", *[f"X-{n}: 1" for n in range(3_000)]),
        b"\x16\x03\x01\x02\x00 this is not HTTP\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"",
        answer(b"zz\r\n", "Transfer-Encoding: chunked"),
    ],
    ids=["long-header", "many-headers", "tls-bytes", "ssh", "nothing", "bad-chunk"],
)
async def test_an_answer_that_is_no_http_is_a_fault(reply: bytes) -> None:
    async with raw_server(reply) as url:
        fetched = await get(url)
    assert kind_of(fetched) in (FaultKind.HTTP, FaultKind.UNREACHABLE) or fetched.body == b""


@given(st.binary(max_size=300), st.sampled_from(["gzip", "br", "zstd", "deflate", "gzip, br", ""]))
def test_any_bytes_in_any_encoding_decode_or_are_refused(data: bytes, encoding: str) -> None:
    with suppress(DecodingError):
        decoder = Decoder(encoding, 10_000, 100)
        decoder.take(data)
        assert len(decoder.body()) <= 10_000


async def test_brotli_of_a_very_repetitive_page_arrives_whole() -> None:
    body = FEED + b"<item/>" * 100_000
    async with raw_server(answer(brotli.compress(body), "Content-Encoding: br")) as url:
        assert (await get(url)).body == body


@given(st.binary(max_size=5_000), st.integers(1, 700))
def test_pieces_of_any_length_decode_to_the_same_bytes(data: bytes, step: int) -> None:
    for name, packed in (
        ("gzip", gzip.compress(data)),
        ("br", brotli.compress(data)),
        ("zstd", zstd.compress(data)),
        ("deflate", zlib.compress(data)),
    ):
        decoder = Decoder(name, 1_000_000, 100)
        for place in range(0, len(packed), step):
            decoder.take(packed[place : place + step])
        assert decoder.body() == data


def test_a_body_is_never_larger_than_its_limit_by_more_than_a_step() -> None:
    decoder = Decoder("gzip", 200_000, 10_000)
    with pytest.raises(DecodingError):
        decoder.take(gzip.compress(bytes(100_000_000)))
    assert len(decoder._body) <= 200_000 + 65_536


def _certificate(folder: Path, name: str, days: int) -> tuple[Path, Path]:
    """A self-signed certificate for the name, valid for so many days from yesterday."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "uji")])
    start = datetime.now(UTC) - timedelta(days=10)
    alternative = x509.IPAddress(ipaddress.ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, secret = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return chain, secret


@pytest.mark.parametrize(
    ("name", "days", "trusted", "expected"),
    [
        ("127.0.0.1", 365, True, None),
        ("127.0.0.1", 365, False, FaultKind.TLS),
        ("127.0.0.1", 5, True, FaultKind.TLS),
        ("kompas.example", 365, True, FaultKind.TLS),
    ],
    ids=["good", "self-signed", "expired", "other-name"],
)
async def test_certificates_are_always_checked(
    tmp_path: Path, name: str, days: int, trusted: bool, expected: FaultKind | None
) -> None:
    chain, key = _certificate(tmp_path, name, days)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, key)

    async def feed(_: web.Request) -> web.Response:
        return web.Response(body=FEED)

    runner = web.AppRunner(app := web.Application())
    app.router.add_get("/f", feed)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    try:
        fetched = await get(f"https://127.0.0.1:{runner.addresses[0][1]}/f", ca_file=chain if trusted else None)
    finally:
        await runner.cleanup()
    assert kind_of(fetched) is expected
    assert expected is None or "nothing was read" in fetched.fault.words  # type: ignore[union-attr]


async def test_tls_to_a_server_without_it_is_a_tls_fault() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(answer(FEED))
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    async with server:
        fetched = await get(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/f")
    assert kind_of(fetched) is FaultKind.TLS


def test_every_failure_has_a_kind_and_words() -> None:
    hop = Hop("kompas.example")
    errors: list[tuple[BaseException, FaultKind]] = [
        (TimeoutError(), FaultKind.TIMEOUT),
        (aiohttp.SocketTimeoutError(), FaultKind.TIMEOUT),
        (aiohttp.ServerDisconnectedError(), FaultKind.UNREACHABLE),
        (aiohttp.ClientPayloadError(), FaultKind.TORN),
        (ConnectionResetError(104, "Connection reset by peer"), FaultKind.UNREACHABLE),
        (ValueError("URL with http://user:secret@host"), FaultKind.REFUSED_ADDRESS),
        (aiohttp.ClientError("http://user:secret@host"), FaultKind.UNREACHABLE),
    ]
    for error, kind in errors:
        fault = fault_from(error, hop)
        assert fault.kind is kind
        assert fault.words.startswith("kompas.example: ")
        assert "secret" not in fault.words
