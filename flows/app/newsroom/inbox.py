"""The officers' inbox of the demo: takes apprise's `json://` posts and keeps each in a file before it says yes."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from flows.app.newsroom.server import LoopbackServer


@dataclass(frozen=True, slots=True)
class Received:
    """One message as it came in."""

    title: str
    body: str
    urgency: str = ""


class Inbox:
    """Messages in the order of their coming; `down` makes it answer 503, as a channel out of order does."""

    def __init__(self, file: Path, on_message: Callable[[Received], None] | None = None) -> None:
        self.file = file
        self.down = False
        self.refused = 0
        self._on_message = on_message
        self._lock = threading.Lock()

    def take(self, raw: bytes) -> bool:
        """True when the message is safe on disk; a message taken is never lost by a kill."""
        with self._lock:
            if self.down:
                self.refused += 1
                return False
            try:
                told = json.loads(raw)
                received = Received(str(told.get("title", "")), str(told.get("message", "")), str(told.get("type", "")))
            except (ValueError, AttributeError):
                self.refused += 1
                return False
            with self.file.open("a", encoding="utf-8") as out:
                row = {"title": received.title, "body": received.body, "urgency": received.urgency}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                out.flush()
                os.fsync(out.fileno())
        if self._on_message:
            self._on_message(received)
        return True

    def messages(self) -> tuple[Received, ...]:
        """Everything ever received, oldest first; a line torn by a kill is left out."""
        if not self.file.exists():
            return ()
        found = []
        for line in self.file.read_text(encoding="utf-8").splitlines():
            try:
                found.append(Received(**json.loads(line)))
            except ValueError:
                continue
        return tuple(found)


def serve_inbox(inbox: Inbox, port: int = 0) -> LoopbackServer:
    """A server for the inbox, not yet started; apprise reaches it at `json://127.0.0.1:PORT/inbox`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            taken = inbox.take(self.rfile.read(length))
            self.send_response(200 if taken else 503)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing: the officer's screen is for messages."""

    return LoopbackServer(Handler, port)
