"""The newsroom on loopback: true to its publishers, honest about its story, and full of traps."""

from __future__ import annotations

import http.client
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.app.newsroom import FEEDS, Calendar, Inbox, Newsroom, StoryError, load_story, serve_inbox, serve_newsroom
from flows.app.newsroom.pages import article_path

FIRST = Calendar(date(2026, 3, 2))


@pytest.fixture
def newsroom() -> Newsroom:
    room = Newsroom(load_story(), FIRST)
    room.base = "http://127.0.0.1:1"
    return room


def feed_of(room: Newsroom, publisher: str, **headers: str):
    return room.answer(f"/{publisher}{FEEDS[publisher]}", headers)


def test_story_has_at_least_six_publishers_and_every_kind_of_trap() -> None:
    story = load_story()
    assert len(story.publishers) >= 6
    bodies = [block.kind for day in story.days for piece in day.pieces for block in piece.body]
    assert {"related", "heading"} <= set(bodies)
    assert {"blocked", "torn"} == {fault for day in story.days for fault in day.faults.values()}
    assert any(day.edits for day in story.days)
    assert {"NEW", "UPDATE", "DENIED"} <= {e.state for e in story.expected(story.last)}


def test_nobody_is_told_anything_on_the_first_look() -> None:
    assert load_story().expected(0) == ()


@pytest.mark.parametrize("publisher", sorted(FEEDS))
def test_every_article_in_a_feed_opens_as_a_page_with_its_text(newsroom: Newsroom, publisher: str) -> None:
    newsroom.day = newsroom.story.last
    for piece in newsroom.story.pieces(publisher, newsroom.day):
        path = article_path(piece, FIRST)
        assert f"{newsroom.base}{path}".encode() in feed_of(newsroom, publisher).body
        page = newsroom.answer(path, {})
        assert page.status == 200
        assert FIRST.words(piece.body[-1].text, piece.day) in page.body.decode()
        assert "{hari}" not in page.body.decode()
        assert "$" not in page.body.decode().replace("$year", "")


def test_tomorrow_is_not_published_today(newsroom: Newsroom) -> None:
    tomorrow = newsroom.story.days[1].pieces[0]
    assert newsroom.answer(article_path(tomorrow, FIRST), {}).status == 404
    newsroom.advance()
    assert newsroom.answer(article_path(tomorrow, FIRST), {}).status == 200


def test_feed_answers_not_modified_until_it_changes(newsroom: Newsroom) -> None:
    etag = feed_of(newsroom, "antara").headers["ETag"]
    assert feed_of(newsroom, "antara", **{"if-none-match": etag}).status == 304
    newsroom.advance()
    assert feed_of(newsroom, "antara", **{"if-none-match": etag}).status == 200


def test_blocked_newsroom_answers_200_with_a_page_and_a_torn_feed_ends_inside_an_entry(newsroom: Newsroom) -> None:
    newsroom.day = 2
    blocked = feed_of(newsroom, "kompas")
    assert (blocked.status, b"<item>" in blocked.body) == (200, False)
    torn = feed_of(newsroom, "tempo").body
    assert b"</rss>" not in torn
    assert torn.count(b"<item>") > torn.count(b"</item>") >= 1


def test_edited_article_keeps_its_address(newsroom: Newsroom) -> None:
    before = feed_paths(newsroom, day=2)
    after = feed_paths(newsroom, day=3)
    assert before == after


def feed_paths(room: Newsroom, day: int) -> set[str]:
    room.day = day
    story = room.story
    edited = {e.article for d in story.days for e in d.edits}
    pieces = [p for d in story.days for p in d.pieces if p.id in edited]
    return {article_path(p, FIRST) for p in pieces if room.answer(article_path(p, FIRST), {}).status == 200}


def test_story_ends_the_day_before_now_in_jakarta() -> None:
    story = load_story()
    calendar = Calendar.ending_before(datetime(2026, 3, 9, 18, 30, tzinfo=UTC), story)  # 10 March, 01.30 WIB
    assert calendar.date(story.last) == date(2026, 3, 9)


def test_story_that_contradicts_itself_is_refused_by_file(tmp_path: Path) -> None:
    (tmp_path / "0.yaml").write_text("title: x\narticles: []\nexpect: [{id: a, why: b, state: UPDATE, follows: c}]\n")
    with pytest.raises(StoryError, match="a follows c"):
        load_story(tmp_path)


def test_inbox_keeps_what_it_accepts_and_refuses_while_down(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox.jsonl")
    with serve_inbox(inbox) as server:
        inbox.down = True
        assert post(server.port, {"title": "t", "message": "satu"}) == 503
        inbox.down = False
        assert post(server.port, {"title": "t", "message": "dua"}) == 200
    assert [m.body for m in Inbox(inbox.file).messages()] == ["dua"]
    assert inbox.refused == 1


def test_inbox_file_torn_by_a_kill_still_reads(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox.jsonl")
    assert inbox.take(json.dumps({"title": "t", "message": "satu"}).encode())
    with inbox.file.open("a") as out:
        out.write('{"title": "t", "bo')
    assert [m.body for m in inbox.messages()] == ["satu"]


def test_newsroom_serves_over_http_with_validators() -> None:
    room = Newsroom(load_story(), FIRST)
    with serve_newsroom(room) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        connection.request("GET", "/antara/rss/dunia.xml")
        first = connection.getresponse()
        first.read()
        connection.request("GET", "/antara/rss/dunia.xml", headers={"If-None-Match": first.headers["ETag"]})
        second = connection.getresponse()
        assert (second.status, second.read()) == (304, b"")
        connection.close()


def post(port: int, message: dict[str, str]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("POST", "/inbox", body=json.dumps(message).encode())
    status = connection.getresponse().status
    connection.close()
    return status
