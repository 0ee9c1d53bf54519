"""The newsroom on loopback: eight publishers' feeds and pages, a day of the story at a time."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from flows.app.newsroom.pages import FEEDS, TEMPLATES, article_path, render_article, render_feed
from flows.app.newsroom.story import Calendar, Piece, Story

# A feed cut off in the middle of an entry keeps this share of its bytes.
TORN_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Answer:
    """What the newsroom says to one request."""

    status: int
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


class Newsroom:
    """The newsroom's state: on which day of the story it stands. Safe to use from several threads."""

    def __init__(self, story: Story, calendar: Calendar, day: int = 0) -> None:
        self.story = story
        self.calendar = calendar
        self.day = day
        self.base = ""  # `http://127.0.0.1:PORT`, known once it is served
        self.requests: list[tuple[str, int]] = []  # path and status of every answer, for tests and the summary
        self._lock = threading.Lock()

    def advance(self) -> bool:
        """Turns to the next day; False when the story is over."""
        with self._lock:
            if self.day >= self.story.last:
                return False
            self.day += 1
            return True

    def answer(self, path: str, headers: Mapping[str, str]) -> Answer:
        """The answer to a GET; `headers` have lower-case names."""
        result = self._answer(path.partition("?")[0], headers)
        with self._lock:
            self.requests.append((path, result.status))
        return result

    def _answer(self, path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/robots.txt":
            return Answer(200, b"User-agent: *\nAllow: /\n", "text/plain")
        publisher = path.strip("/").partition("/")[0]
        if publisher not in FEEDS:
            return Answer(404, b"<h1>404</h1>")
        if path == f"/{publisher}{FEEDS[publisher]}":
            return self._feed(publisher, headers)
        piece = self._piece(publisher, path)
        if piece is None:
            return Answer(404, b"<h1>404 Halaman tidak ditemukan</h1>")
        return Answer(200, render_article(self.story, piece, self.calendar, self.day, self.base))

    def _piece(self, publisher: str, path: str) -> Piece | None:
        pieces = self.story.pieces(publisher, self.day)
        return next((p for p in pieces if article_path(p, self.calendar) == path), None)

    def _feed(self, publisher: str, headers: Mapping[str, str]) -> Answer:
        fault = self.story.days[self.day].faults.get(publisher)
        if fault == "blocked":
            return Answer(200, (TEMPLATES / "blocked.html").read_bytes(), headers={"Server": "cloudflare"})
        body = render_feed(self.story, publisher, self.calendar, self.day, self.base)
        if fault == "torn":
            return Answer(200, body[: int(len(body) * TORN_SHARE)], "application/rss+xml")
        newest = self.story.pieces(publisher, self.day)[0]
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        validators = {"ETag": etag, "Last-Modified": _http_date(self.calendar, newest), "Cache-Control": "max-age=0"}
        if headers.get("if-none-match") == etag:
            return Answer(304, headers=validators)
        return Answer(200, body, "application/rss+xml; charset=utf-8", validators)


def _http_date(calendar: Calendar, piece: Piece) -> str:
    return format_datetime(calendar.moment(piece).astimezone(UTC), usegmt=True)


class LoopbackServer:
    """A small HTTP server in a thread of its own, bound to 127.0.0.1; use as a context manager."""

    def __init__(self, handler: type[BaseHTTPRequestHandler], port: int = 0) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    @property
    def host(self) -> str:
        """`127.0.0.1:PORT`."""
        return f"127.0.0.1:{self.port}"

    def __enter__(self) -> LoopbackServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def serve_newsroom(newsroom: Newsroom, port: int = 0) -> LoopbackServer:
    """A server for the newsroom, not yet started; tells the newsroom its own address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = newsroom.answer(self.path, {k.lower(): v for k, v in self.headers.items()})
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 304:
                self.send_header("Content-Type", answer.content_type)
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing: the officer's screen is for messages."""

    server = LoopbackServer(Handler, port)
    newsroom.base = f"http://{server.host}"
    return server
