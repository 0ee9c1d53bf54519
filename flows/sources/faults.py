"""Network trouble in an operator's words: every failure that a request can end in becomes one FeedFault."""

from __future__ import annotations

import asyncio
import ssl

import aiohttp

from flows.sources.addresses import AddressError, Hop
from flows.sources.decoding import DecodingError
from flows.sources.feed import FaultKind, FeedFault

# What aiohttp, the resolver and our own limits raise for trouble that is the network's or the server's.
EXPECTED = (aiohttp.ClientError, aiohttp.http.HttpProcessingError, DecodingError, OSError, TimeoutError, ValueError)

_TLS = {
    "CERTIFICATE_VERIFY_FAILED": "the certificate is not trusted",
    "WRONG_VERSION_NUMBER": "the server does not speak TLS on this port",
    "UNSUPPORTED_PROTOCOL": "the server only offers an old TLS version",
    "TLSV1_ALERT": "the server refused the TLS handshake",
    "SSLV3_ALERT": "the server refused the TLS handshake",
}


def fault_from(error: BaseException, hop: Hop) -> FeedFault:
    """What went wrong with one request, without an address or a secret of ours in the words."""
    if isinstance(error, DecodingError):
        return FeedFault(error.kind, error.words)
    if isinstance(error, AddressError) or (hop.refusals and isinstance(error, aiohttp.ClientConnectorError)):
        return FeedFault(FaultKind.REFUSED_ADDRESS, f"{hop.host}: {hop.refusals[0] if hop.refusals else error}")
    if isinstance(error, (aiohttp.ClientConnectorCertificateError, ssl.SSLCertVerificationError)):
        return FeedFault(FaultKind.TLS, f"{hop.host}: {_certificate_words(error)}")
    if isinstance(error, (aiohttp.ClientSSLError, ssl.SSLError)):
        return FeedFault(FaultKind.TLS, f"{hop.host}: {_tls_words(error)}")
    if isinstance(error, (asyncio.TimeoutError, TimeoutError)):
        return FeedFault(FaultKind.TIMEOUT, _timeout_words(error, hop))
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return FeedFault(FaultKind.UNREACHABLE, f"{hop.host}: the name does not resolve")
    return _connection_fault(error, hop)


def _connection_fault(error: BaseException, hop: Hop) -> FeedFault:
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        return FeedFault(FaultKind.UNREACHABLE, "the proxy cannot be reached")
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return FeedFault(FaultKind.UNREACHABLE, f"the proxy answered {error.status}")
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return FeedFault(FaultKind.UNREACHABLE, f"{hop.host}: hung up before answering")
    if isinstance(error, aiohttp.ClientPayloadError):
        return FeedFault(FaultKind.TORN, f"{hop.host}: the answer broke off")
    if isinstance(error, (aiohttp.ClientResponseError, aiohttp.http.HttpProcessingError)):
        return FeedFault(FaultKind.HTTP, f"{hop.host}: the answer is no readable HTTP")
    if isinstance(error, OSError):
        reason = (error.strerror or "").lower() or type(error).__name__
        return FeedFault(FaultKind.UNREACHABLE, f"{hop.host}: {reason.split(' [')[0]}")
    if isinstance(error, (ValueError, aiohttp.InvalidURL)):
        return FeedFault(FaultKind.REFUSED_ADDRESS, f"{hop.host}: the URL cannot be used")
    return FeedFault(FaultKind.UNREACHABLE, f"{hop.host}: {type(error).__name__}")


def _timeout_words(error: BaseException, hop: Hop) -> str:
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return f"{hop.host}: no connection in time"
    if isinstance(error, aiohttp.SocketTimeoutError):
        return f"{hop.host}: fell silent in the middle of the answer"
    return f"{hop.host}: not finished in time"


def _certificate_words(error: BaseException) -> str:
    inner = getattr(error, "certificate_error", error)
    said = str(getattr(inner, "verify_message", "") or _TLS["CERTIFICATE_VERIFY_FAILED"])
    return f"the certificate is not valid ({said}); nothing was read"


def _tls_words(error: BaseException) -> str:
    reason = str(getattr(getattr(error, "os_error", error), "reason", None) or error).upper()
    said = next((words for mark, words in _TLS.items() if mark in reason), "the TLS handshake failed")
    return f"{said}; nothing was read"
