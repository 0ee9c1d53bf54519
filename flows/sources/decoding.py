"""Bounded decoding of gzip, deflate, brotli and zstd answers: a bomb is stopped after the first chunk too many."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]  # none published
from backports import zstd

from flows.sources.feed import FaultKind

STEP = 65_536  # most that one decoding step may yield before the limits are looked at
WINDOW_LOG = 23  # 8 MB: what RFC 9659 allows a zstd answer to make us keep
RATIO_FROM = 1_000_000  # bytes; below this a high ratio is only a very repetitive page


class DecodingError(Exception):
    """The answer cannot be taken in: the kind of fault and the words for the operator."""

    def __init__(self, kind: FaultKind, words: str) -> None:
        super().__init__(words)
        self.kind = kind
        self.words = words


class _Layer(Protocol):
    def steps(self, data: bytes) -> Iterator[bytes]:
        """Decoded pieces of at most about STEP bytes."""


class _Zlib:
    """gzip (several members too) and deflate, with or without the zlib header that some servers forget."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._inner = zlib.decompressobj(wbits)
        self._started = False

    def steps(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._inner.eof:
                if not data.strip(b"\0"):
                    return  # padding after the last member
                self._inner = zlib.decompressobj(self._wbits)
            piece = self._decompress(data)
            data = self._inner.unconsumed_tail or self._inner.unused_data
            yield piece

    def _decompress(self, data: bytes) -> bytes:
        try:
            piece = self._inner.decompress(data, STEP)
        except zlib.error:
            if self._started or self._wbits != zlib.MAX_WBITS:
                raise
            self._wbits = -zlib.MAX_WBITS
            self._inner = zlib.decompressobj(self._wbits)
            piece = self._inner.decompress(data, STEP)
        self._started = True
        return piece


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def steps(self, data: bytes) -> Iterator[bytes]:
        piece = self._inner.process(data, output_buffer_limit=STEP)
        # `can_accept_more_data` is already true while output still waits (brotli 1.2): only an empty piece is the end.
        while piece:
            yield piece
            piece = self._inner.process(b"", output_buffer_limit=STEP) if not self._inner.is_finished() else b""


class _Zstd:
    """zstd as RFC 9659 bounds it for HTTP; several frames in a row are one answer."""

    def __init__(self) -> None:
        self._inner = self._fresh()

    @staticmethod
    def _fresh() -> zstd.ZstdDecompressor:
        return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: WINDOW_LOG})

    def steps(self, data: bytes) -> Iterator[bytes]:
        piece = self._decompress(data)
        while True:
            yield piece
            if self._inner.eof:
                rest = self._inner.unused_data
                if not rest:
                    return
                self._inner = self._fresh()
                piece = self._decompress(rest)
            elif self._inner.needs_input:
                return
            else:
                piece = self._decompress(b"")

    def _decompress(self, data: bytes) -> bytes:
        if self._inner.eof:
            self._inner = self._fresh()
        return self._inner.decompress(data, STEP)


def _layer(name: str) -> _Layer:
    if name in ("gzip", "x-gzip"):
        return _Zlib(zlib.MAX_WBITS | 16)
    if name == "deflate":
        return _Zlib(zlib.MAX_WBITS)
    if name == "br":
        return _Brotli()
    if name == "zstd":
        return _Zstd()
    raise DecodingError(FaultKind.HTTP, f"answered in the encoding {name[:20]!r}, which was not asked for")


class Decoder:
    """Collects an answer's bytes, decoded, within a size and a ratio. Nested encodings are undone in turn.

    Raises DecodingError for a document over the limits or in an unknown or broken encoding.
    """

    def __init__(self, encoding: str, limit: int, ratio: int) -> None:
        names = [name for name in encoding.lower().replace(" ", "").split(",") if name not in ("", "identity")]
        if len(names) > 2:
            raise DecodingError(FaultKind.TOO_BIG, f"answered in {len(names)} nested encodings")
        self._layers = [_layer(name) for name in reversed(names)]
        self._limit = limit
        self._ratio = ratio
        self._taken = 0
        self._body = bytearray()

    def take(self, chunk: bytes) -> None:
        """Adds the next bytes from the wire."""
        self._taken += len(chunk)
        try:
            for piece in self._through(chunk, self._layers):
                self._body += piece
                self._check()
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            raise DecodingError(FaultKind.TORN, "the compressed answer is damaged") from error

    def body(self) -> bytes:
        """Everything decoded so far; a gzip file sent as it is (`.xml.gz`) is unpacked under the same limits."""
        if self._body[:3] == b"\x1f\x8b\x08" and not self._layers:
            inner = Decoder("gzip", self._limit, self._ratio)
            inner.take(bytes(self._body))
            return bytes(inner._body)
        return bytes(self._body)

    def _through(self, chunk: bytes, layers: list[_Layer]) -> Iterator[bytes]:
        if not layers:
            yield chunk
            return
        for piece in layers[0].steps(chunk):
            yield from self._through(piece, layers[1:])

    def _check(self) -> None:
        size = len(self._body)
        if size > self._limit:
            raise DecodingError(FaultKind.TOO_BIG, f"larger than {self._limit // 1000} kB")
        if size > RATIO_FROM and size > self._ratio * self._taken:
            raise DecodingError(FaultKind.TOO_BIG, f"unpacks to more than {self._ratio} times its size")
