"""Feeds of every kind to entries: golden pairs, and the rules that one pair cannot show."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.sources import DateConfidence, FaultKind, ParsedFeed, parse_feed
from flows.sources.wire import feed_to_json

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
URL = "https://www.kantoruji.example/rss"
FEEDS = Path(__file__).with_name("feeds")


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    return f'{head}<rss version="2.0"><channel><title>Uji</title>{"".join(items)}</channel></rss>'.encode()


def item(
    title: str = "Judul", link: str = "https://uji.example/berita/1000001/a", date: str = "", more: str = ""
) -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>{more}</item>"


def parse(body: bytes, **more: str) -> ParsedFeed:
    return parse_feed(body, URL, now=NOW, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", sorted(p for p in FEEDS.iterdir() if ".expected." not in p.name), ids=lambda p: p.stem)
def test_a_feed_of_each_kind_reads_as_written_down_beside_it(path: Path) -> None:
    expected = json.loads((FEEDS / f"{path.stem}.expected.json").read_text(encoding="utf-8"))
    assert feed_to_json(parse(path.read_bytes()), URL) == expected


def test_every_saved_feed_yields_all_its_entries(shared: Path) -> None:
    index = [json.loads(line) for line in (shared / "feeds" / "index.jsonl").read_text().splitlines()]
    assert index
    for row in index:
        body = (shared / "feeds" / row["file"]).read_bytes()
        parsed = parse(body)
        tag = b"</loc>" if parsed.kind == "sitemap" else b"</item>"
        assert len(parsed.entries) == body.count(tag), row["file"]
        assert parsed.fault is None, row["file"]
        assert all(entry.url and (entry.title or parsed.kind == "sitemap") for entry in parsed.entries), row["file"]


@pytest.mark.parametrize(
    ("date", "expected", "confidence"),
    [
        ("Mon, 23 Nov 2026 06:00:00 +0700", "2026-11-22T23:00", DateConfidence.STATED),
        ("Mon, 23 Nov 2026 06:00:00 WIB", "2026-11-22T23:00", DateConfidence.STATED),
        ("Senin, 23 November 2026 06:00 WITA", "2026-11-22T22:00", DateConfidence.STATED),
        ("Sen, 23 Nov 2026 06.00 WIT", "2026-11-22T21:00", DateConfidence.STATED),
        ("Rab, 04 Feb 2026 10:00:00", "2026-02-04T03:00", DateConfidence.ASSUMED),
        ("2026-11-23 06:00:00", "2026-11-22T23:00", DateConfidence.ASSUMED),
        ("2026-11-23T06:00:00Z", "2026-11-23T06:00", DateConfidence.STATED),
        ("Mon, 23 Nov 2026 15:10:00 +0700", "2026-11-23T08:10", DateConfidence.STATED),
        ("Mon, 23 Nov 2026 15:30:00 +0700", None, DateConfidence.REJECTED),
        ("Thu, 01 Jan 1970 07:00:00 +0700", None, DateConfidence.REJECTED),
        ("Thu, 05 Nov 2015 15:07:13 +0700", None, DateConfidence.REJECTED),
        ("0001-01-01T00:00:00+14:00", None, DateConfidence.REJECTED),
        ("tadi pagi kira-kira", None, DateConfidence.REJECTED),
        ("", None, DateConfidence.MISSING),
    ],
)
def test_a_date_is_believed_only_inside_its_window(date: str, expected: str | None, confidence: DateConfidence) -> None:
    entry = parse(rss(item(date=date))).entries[0]
    assert (entry.published and entry.published.strftime("%Y-%m-%dT%H:%M")) == expected
    assert (entry.date_confidence, entry.raw_date) == (confidence, date)


def test_the_feeds_zone_is_used_where_a_date_names_none() -> None:
    entry = parse(rss(item(date="2026-11-23 06:00:00")), zone="Asia/Jayapura").entries[0]
    assert entry.published == datetime(2026, 11, 22, 21, 0, tzinfo=UTC)


def test_a_future_entry_is_kept_without_its_date_and_with_the_words() -> None:
    parsed = parse(rss(item(date="Mon, 23 Nov 2030 06:00:00 +0700")))
    assert parsed.entries[0].published is None
    assert any("cannot be right" in problem and "2030" in problem for problem in parsed.problems)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@b.example", "http://a:b@uji.example/1",
     "ftp://uji.example/1", "//", "http://", "https://uji.example/<script>", ""],
)  # fmt: skip
def test_a_link_that_is_not_the_web_is_never_given(link: str) -> None:
    escaped = link.replace("&", "&amp;").replace("<", "&lt;")
    url = parse(rss(item(link=escaped))).entries[0].url
    assert url is None or url.startswith(("http://", "https://"))
    assert not url or ("<" not in url and "@" not in url)


def test_the_guid_is_the_address_when_there_is_no_link() -> None:
    for permalink in ("true", "false"):
        guid = f'<guid isPermaLink="{permalink}">https://uji.example/d-7654321/judul</guid>'
        parsed = parse(rss(f"<item><title>Judul</title>{guid}</item>"))
        assert parsed.entries[0].url == "https://uji.example/d-7654321/judul"


def test_a_guid_that_is_a_mere_number_is_no_address() -> None:
    parsed = parse(rss("<item><title>Judul</title><guid>91234567</guid></item>"))
    assert (parsed.entries[0].url, parsed.entries[0].guid) == (None, "91234567")


def test_an_article_in_the_guid_wins_over_a_home_page_in_the_link() -> None:
    guid = "<guid>https://uji.example/berita/1000001/a</guid>"
    parsed = parse(rss(item(link="https://uji.example/", more=guid)))
    assert parsed.entries[0].url == "https://uji.example/berita/1000001/a"


def test_a_relative_link_is_read_from_the_feeds_address() -> None:
    assert parse(rss(item(link="/berita/1000001/a"))).entries[0].url == "https://www.kantoruji.example/berita/1000001/a"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A &amp; B", "A & B"),
        ("A &amp;amp; B", "A & B"),
        ("&lt;b&gt;A&lt;/b&gt; B", "A B"),
        ("&amp;lt;script&amp;gt;x&amp;lt;/script&amp;gt;A", "A"),
        ("&amp;amp;lt;b&amp;amp;gt;A", "A"),
        ("Harga &lt; 10 dan &gt; 5", "Harga < 10 dan > 5"),
        ("Kirim\u200bgol\u202e A\u0007", "Kirimgol A"),
        ("  A \n\t B  ", "A B"),
        ("&lt;img src=x onerror=alert(1)&gt;A", "A"),
    ],
)
def test_a_title_is_plain_text_however_often_it_was_escaped(title: str, expected: str) -> None:
    assert parse(rss(item(title=title.replace("\u0007", "")))).entries[0].title == expected


def test_text_stays_text_that_a_template_or_shell_would_take_for_more() -> None:
    title = "{{7*7}} ${HOME} %s `id` @everyone"
    assert parse(rss(item(title=title))).entries[0].title == title


def test_two_hundred_entries_are_two_hundred_entries() -> None:
    body = rss(*(item(f"Judul {n}", f"https://uji.example/berita/{2000000 + n}/a") for n in range(2_000)))
    assert len(parse(body).entries) == 2_000


def test_the_same_entry_twice_in_a_document_is_one_and_said_so() -> None:
    parsed = parse(rss(item(), item(link="https://uji.example/berita/1000001/a?utm_source=x")))
    assert len(parsed.entries) == 1
    assert "1 of 2 entries stand there twice" in parsed.problems


def test_an_entry_of_nothing_is_left_out_and_counted() -> None:
    parsed = parse(rss(item(), "<item><description>x</description></item>"))
    assert len(parsed.entries) == 1
    assert any("neither title nor link" in problem for problem in parsed.problems)


def test_the_document_order_is_kept() -> None:
    body = rss(*(item(f"J{n}", f"https://uji.example/berita/{3000000 - n}/a") for n in range(30)))
    assert [entry.title for entry in parse(body).entries] == [f"J{n}" for n in range(30)]


def test_a_body_that_names_a_file_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(rss(item(title="RAHASIA")))
    for body in (str(secret).encode(), f"file://{secret}".encode(), b"http://127.0.0.1:9/feed"):
        parsed = parse(body)
        assert parsed.entries == ()
        assert parsed.fault is not None
        assert parsed.fault.kind is FaultKind.NOT_A_FEED


def test_reading_the_same_bytes_twice_gives_the_same_value() -> None:
    body = (FEEDS / "rss-cdata-images.xml").read_bytes()
    assert parse(body) == parse(body)


def test_the_time_of_reading_changes_dates_and_never_identities() -> None:
    body = (FEEDS / "rss-cdata-images.xml").read_bytes()
    later = parse_feed(body, URL, now=NOW + timedelta(days=900))
    assert [entry.entry_id for entry in later.entries] == [entry.entry_id for entry in parse(body).entries]
