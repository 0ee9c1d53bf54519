"""OPML in and out, and a feed looked at and added to an operator's own file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources import Catalogue, CatalogueError, FaultKind, Feed, FeedFault, Fetched, load_catalogue, parse_feed
from flows.sources.catalogue_writing import already_watched, suggest, with_feeds
from flows.sources.check import check_feed, next_steps
from flows.sources.opml import OpmlError, export_opml, import_opml
from flows.sources.preview import preview, suggested_minutes

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
URL = "https://baru.example/rss"


def rss(count: int, minutes_apart: float = 20, link: str = "https://baru.example/{}/a-b-c", age: float = 0) -> bytes:
    items = "".join(
        f"<item><title>Judul {n}</title><link>{link.format(1000000 + n)}</link>"
        f"<pubDate>{NOW - timedelta(minutes=age + n * minutes_apart):%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for n in range(count)
    )
    return f"<rss version='2.0'><channel><title>Koran Baru</title>{items}</channel></rss>".encode()


def fetched(body: bytes = b"", **more: object) -> Fetched:
    return Fetched(URL, 200, body, **more)  # type: ignore[arg-type]


def test_what_is_exported_comes_back_the_same() -> None:
    catalogue = load_catalogue()
    found = import_opml(export_opml(catalogue))
    assert found.problems == ()
    assert [feed.url for feed in found.feeds] == [feed.url for feed in catalogue.enabled]
    assert found.feeds[0].group == "ANTARA"


def test_groups_titles_and_odd_spellings_are_read() -> None:
    found = import_opml(
        b"""<?xml version="1.0" encoding="ISO-8859-1"?><opml version="1.0"><head/><body>
        <outline text="Berita"><outline text="Satu &amp; &lt;b&gt;dua&lt;/b&gt;" type="rss" xmlurl="https://a.example/f"/>
        <outline title="Tiga" xmlUrl="https://b.example/f" htmlUrl="javascript:x"/>
        <outline xmlUrl="https://a.example/f?utm_source=x"/><outline xmlUrl="file:///etc/passwd"/>
        <outline xmlUrl="http://127.0.0.1/f"/></outline></body></opml>"""
    )
    assert [(feed.title, feed.group, feed.homepage) for feed in found.feeds] == [
        ("Satu & dua", "Berita", ""),
        ("Tiga", "Berita", ""),
    ]
    assert len(found.problems) == 3
    assert all(problem.startswith("line ") for problem in found.problems)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html></html>",
        b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>',
        b'<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body><outline xmlUrl="&a;"/></body></opml>',
        b"<opml>" + b"x" * 6_000_000,
    ],
)
def test_what_is_no_opml_is_refused_with_advice(body: bytes) -> None:
    with pytest.raises(OpmlError, match="OPML: "):
        import_opml(body)


@given(st.binary(max_size=300))
def test_any_bytes_are_opml_or_refused(body: bytes) -> None:
    for text in (body, b"<opml><body>" + body):
        try:
            import_opml(text)
        except OpmlError:
            continue


def test_a_preview_shows_what_a_feed_would_bring() -> None:
    body = rss(12)
    seen = preview(fetched(body), parse_feed(body, URL, now=NOW))
    assert (seen.title, seen.kind, seen.entries, seen.linked, seen.dated) == ("Koran Baru", "rss", 12, 12, 12)
    assert (seen.newest, seen.pace, seen.every_minutes) == (NOW, timedelta(minutes=20), 10)
    assert seen.usable
    assert [entry.title for entry in seen.samples] == [f"Judul {n}" for n in range(5)]


def test_a_preview_of_a_page_names_the_feeds_on_it() -> None:
    page = b"<html><link rel=alternate type='application/atom+xml' href='/atom.xml'></html>"
    seen = preview(fetched(page), parse_feed(page, URL, now=NOW))
    assert seen.elsewhere == ("https://baru.example/atom.xml",)
    assert not seen.usable
    assert seen.fault is not None


@pytest.mark.parametrize(("pace", "every"), [(None, 15), (1, 5), (15, 5), (40, 15), (80, 30), (1000, 60)])
def test_the_suggested_interval_follows_the_pace(pace: float | None, every: int) -> None:
    assert suggested_minutes(timedelta(minutes=pace) if pace is not None else None) == every


@pytest.mark.parametrize("kind", [kind for kind in FaultKind if kind is not FaultKind.TORN])
def test_every_fault_of_an_address_comes_with_a_step_to_take(kind: FaultKind) -> None:
    assert len(next_steps(preview(fetched(fault=FeedFault(kind, "…")), None))) == 1


@pytest.mark.parametrize(
    ("answer", "step"),
    [
        (fetched(rss(12)), ""),
        (
            fetched(b"<html><link rel=alternate type='application/rss+xml' href='/f.xml'></html>"),
            "preview https://baru.example/f.xml",
        ),
        (fetched(b""), "look again later"),
        (fetched(rss(12, link="https://baru.example/")), "another feed"),
        (fetched(rss(12, link="https://judi.example/{}/a-b-c")), "still theirs"),
    ],
)
def test_a_preview_says_what_to_do_next(answer: Fetched, step: str) -> None:
    steps = next_steps(preview(answer, parse_feed(answer.body, URL, now=NOW)))
    assert step in " ".join(steps)
    assert bool(steps) is bool(step)


def test_an_address_of_numbers_is_named_after_the_feeds_title() -> None:
    publisher, feed = suggest(Catalogue((), ()), "http://10.0.0.8:8080/rss", "Kabar Dalam", "all")
    assert (publisher.id, feed.id) == ("kabar-dalam", "kabar-dalam-all")


FEED = Feed("baru-semua", "baru", URL, interval_minutes=5)


@pytest.mark.parametrize(
    ("answer", "verdict", "words"),
    [
        (fetched(rss(12)), "ok", ""),
        (fetched(rss(12), moved_to="https://baru.example/feed"), "doubtful", "write https://baru.example/feed"),
        (fetched(rss(12, age=60 * 24 * 30)), "doubtful", "nothing new for 30 days"),
        (fetched(rss(12, link="https://baru.example/")), "doubtful", "titles only"),
        (fetched(rss(12, link="https://judi.example/{}/a-b-c")), "doubtful", "lead to another site"),
        (fetched(rss(12, minutes_apart=0.2)), "doubtful", "poll every 1"),
        (fetched(b"<html>Just a moment...</html>"), "blind", "blocked"),
        (fetched(fault=FeedFault(FaultKind.HTTP, "not found (404)")), "blind", "404"),
    ],
)
def test_a_check_says_what_is_wrong_and_what_to_do(answer: Fetched, verdict: str, words: str) -> None:
    parsed = parse_feed(answer.body, URL, now=NOW) if answer.body else None
    found = check_feed(FEED, answer, parsed, NOW)
    assert found.verdict == verdict
    assert words in " ".join(found.advice)


def test_an_unknown_site_is_suggested_as_a_new_newsroom_and_a_known_one_is_not() -> None:
    catalogue = load_catalogue()
    publisher, feed = suggest(catalogue, "https://www.baru.example/rss", "Koran Baru")
    assert (publisher.id, publisher.name, feed.id) == ("baru", "Koran Baru", "baru-all")
    known, second = suggest(catalogue, "https://nasional.kompas.com/rss2", section="google")
    assert (known.id, second.id) == ("kompas", "kompas-google-2")


def test_a_suggested_newsroom_never_takes_the_place_of_another() -> None:
    publisher, feed = suggest(load_catalogue(), "https://tempo.example/rss", "Tempo lain")
    assert (publisher.id, feed.id) == ("tempo-2", "tempo-2-all")


def test_an_address_already_watched_is_recognised() -> None:
    catalogue = load_catalogue()
    found = already_watched(catalogue, "http://antaranews.com/rss/dunia.xml?utm_source=x")
    assert found is not None
    assert found.id == "antara-dunia"
    assert already_watched(catalogue, URL) is None


def test_a_feed_is_added_to_an_empty_and_to_a_written_file(tmp_path: Path) -> None:
    catalogue = load_catalogue()
    first = with_feeds("", [suggest(catalogue, URL, "Koran Baru")])
    commented = first.replace("publishers:", "# milik kami\npublishers:")
    text = with_feeds(commented, [suggest(catalogue, "https://www.antaranews.com/rss/baru.xml", section="baru")])
    assert "# milik kami" in text
    path = tmp_path / "local.yaml"
    path.write_text(text, encoding="utf-8")
    combined = load_catalogue(local=path)
    assert combined.feed("baru-all").url == URL
    assert combined.feed("antara-baru").publisher == "antara"
    assert combined.publisher("antara") == catalogue.publisher("antara")


def test_nothing_wrong_is_ever_written() -> None:
    publisher, feed = suggest(load_catalogue(), URL, "Koran Baru")
    with pytest.raises(CatalogueError):
        with_feeds("publishers: [{id: x", [(publisher, feed)])
    with pytest.raises(CatalogueError):
        with_feeds("", [(publisher, replace(feed, url="file:///etc/passwd"))])
    with pytest.raises(CatalogueError):
        with_feeds("", [(publisher, feed), (publisher, feed)])


def test_a_hostile_title_stays_a_title(tmp_path: Path) -> None:
    title = "x: {a: &b [*c]} # \n- !!python/object:os.system"
    publisher, feed = suggest(load_catalogue(), URL, title.replace("\n", " "))
    path = tmp_path / "local.yaml"
    path.write_text(with_feeds("", [(publisher, feed)]), encoding="utf-8")
    saved = load_catalogue(path).publisher("baru")
    assert saved is not None
    assert saved.name == title.replace("\n", " ")
