"""The commands that fetch, against a small newsroom on loopback: all of it real but the press."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from flows.app.cli import app
from tests.fakewatch import Story

NOW = datetime.now(UTC).replace(microsecond=0)  # the commands use the true clock


class Room:
    """What the newsroom serves."""

    def __init__(self) -> None:
        self.stories: list[Story] = []
        self.base = ""

    def body(self, path: str) -> tuple[int, bytes, str]:
        if path == "/rss":
            return 200, self._feed(), "application/rss+xml"
        for story in self.stories:
            if path == f"/berita/{story.number}/judul":
                return 200, story.html(), "text/html; charset=utf-8"
        return 404, b"", "text/html"

    def _feed(self) -> bytes:
        items = "".join(
            f"<item><title>{s.title}</title><link>{self.base}/berita/{s.number}/judul</link>"
            f"<pubDate>{s.at:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
            for s in self.stories
        )
        return f"<rss version='2.0'><channel><title>Kabar</title>{items}</channel></rss>".encode()


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body, kind = made.body(self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.base = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def home(room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "catalogue.yaml").write_text(
        "publishers:\n"
        "  - id: kabar\n    name: Kabar\n"
        f"    homepage: {room.base}\n"
        "    feeds:\n"
        f"      - {{id: kabar-utama, url: '{room.base}/rss', section: world, every: 5, confidence: high}}\n"
    )
    monkeypatch.setenv("PANTAU_HOME", str(tmp_path))
    monkeypatch.setenv("PANTAU_FEEDS_FILE", "catalogue.yaml")
    monkeypatch.setenv("PANTAU_ALLOWED_HOSTS", "127.0.0.1")
    monkeypatch.setenv("PANTAU_HOST_PAUSE", "0")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments])


def story(number: int, title: str, said: str) -> Story:
    return Story(number, said, title=title, at=NOW - timedelta(minutes=30 - number))


def inbox(home: Path) -> list[str]:
    path = home / "inbox.jsonl"
    titles = [json.loads(line)["title"] for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    return [title for title in titles if not title.startswith("Ringkasan")]  # digests come by the true clock


def test_poll_reads_decides_and_sends_and_why_tells_the_way(home: Path, room: Room) -> None:
    room.stories = [story(1, "Cuaca cerah", "Langit di ibu kota cerah sepanjang hari ini.")]
    first = run("poll")
    assert first.exit_code == 0, first.output
    assert "1 feeds (1 answered, 0 unchanged, 0 faulty): 1 new entries, 1 articles read" in first.output
    room.stories.append(
        story(2, "Korea Utara memasok roket ke Rusia", "Korea Utara memasok roket ke Rusia, kata juru bicara di Seoul.")
    )
    second = json.loads(run("poll", "--feed", "kabar-utama", "--json").stdout)
    assert (second["cycle"]["entries_new"], second["cycle"]["alerts"]) == (1, 1)
    assert second["dispatch"]["accepted"] == 1
    assert len(inbox(home)) == 1
    told = run("why", "memasok roket").output
    assert "KP > RU: rocket" in told
    assert "to log: accepted" in told
    assert json.loads(run("status", "--json").stdout)["blind"] == []


def test_poll_without_sending_leaves_the_message_for_deliver(home: Path, room: Room) -> None:
    room.stories = [story(1, "Cuaca cerah", "Langit di ibu kota cerah sepanjang hari ini.")]
    assert run("poll", "--no-send").exit_code == 0
    room.stories.append(story(2, "Iran memasok drone ke Rusia", "Iran memasok drone ke Rusia, kata pejabat di Kyiv."))
    assert run("poll", "--no-send", "--feed", "kabar-utama").exit_code == 0
    assert inbox(home) == []
    assert "1 accepted" in run("deliver").output
    assert len(inbox(home)) == 1


def test_a_feed_that_is_down_is_named_with_its_next_try(home: Path, room: Room) -> None:
    (home / "catalogue.yaml").write_text((home / "catalogue.yaml").read_text().replace("/rss", "/nothing"))
    result = run("poll")
    assert result.exit_code == 0
    assert "feed kabar-utama: 127.0.0.1: not found (404)" in result.output
    status = run("status")
    assert status.exit_code == 1
    assert "kabar-utama" in status.output
    assert json.loads(run("status", "--json").stdout)["blind"][0]["fault"] == "http"


def test_feeds_are_previewed_added_and_then_watched(home: Path, room: Room) -> None:
    room.stories = [story(n, f"Judul {n}", "Isi.") for n in range(1, 4)]
    seen = run("feeds", "preview", f"{room.base}/rss?bagian=dunia")
    assert seen.exit_code == 1, seen.output  # the newsroom knows no such address
    room.body, real = lambda path: real(path.partition("?")[0]), room.body  # type: ignore[method-assign]
    assert run("feeds", "preview", f"{room.base}/rss?bagian=dunia").exit_code == 0
    already = run("feeds", "add", f"{room.base}/rss", "--yes")
    assert already.exit_code == 2
    assert "watched already as kabar-utama" in already.stderr
    added = run("feeds", "add", f"{room.base}/rss?bagian=dunia", "--section", "world", "--yes")
    assert added.exit_code == 0, added.output
    assert "saved: 1 feeds" in added.output
    assert "kabar-world" in run("feeds", "list").output
    assert run("feeds", "check").exit_code == 0


def test_an_addition_that_is_refused_saves_nothing(home: Path, room: Room) -> None:
    result = run("feeds", "add", f"{room.base}/nothing", "--yes")
    assert result.exit_code == 1
    assert "nothing was added" in result.stderr
    assert "what to do: " in result.output
    assert not (home / "feeds.yaml").exists()


def test_a_page_that_names_its_feed_says_how_to_look_at_it_and_an_empty_answer_that_it_is_empty(
    home: Path, room: Room
) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    pages = {"/beranda": f"<html><head>{link}</head><body>Beranda</body></html>", "/kosong": ""}
    room.body = lambda path: (200 if path in pages else 404, pages.get(path, "").encode(), "text/html")  # type: ignore[method-assign]
    page = run("feeds", "preview", f"{room.base}/beranda")
    assert page.exit_code == 1
    assert f"what to do: pantau feeds preview {room.base}/rss" in page.output
    empty = run("feeds", "preview", f"{room.base}/kosong")
    assert empty.exit_code == 1
    assert "fault: empty: " in empty.output
    assert not (home / "feeds.yaml").exists()


def test_opml_goes_out_and_comes_back(home: Path, room: Room) -> None:
    catalogue = home / "catalogue.yaml"
    catalogue.write_text(catalogue.read_text().replace(room.base, "https://kabar.example"))
    exported = home / "feeds.opml"
    assert run("feeds", "export", str(exported)).exit_code == 0
    assert "0 new feeds, 1 watched already" in run("feeds", "import", str(exported), "--yes").output
    exported.write_text(exported.read_text().replace("/rss", "/lain"))
    assert "1 new feeds" in run("feeds", "import", str(exported), "--yes").output
    assert "https://kabar.example/lain" in run("feeds", "list").output
