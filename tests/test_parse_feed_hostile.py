"""Every feed document at hand, damaged in thirty further ways: whole entries or one named fault, no exception.

The documents are those under tests/feeds and, where they lie beside the checkout, the saved feeds of newsrooms.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from flows.sources import FaultKind, ParsedFeed, parse_feed

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
OWN = [path for path in sorted((Path(__file__).parent / "feeds").iterdir()) if "expected" not in path.name]
ROOT = re.compile(r"<(rss|feed|urlset|rdf:RDF)\b")
ENTRY_END = re.compile(r"</(item|entry|url)>")
NO_FEED = frozenset({FaultKind.NOT_A_FEED, FaultKind.TORN, FaultKind.EMPTY, FaultKind.TOO_BIG})


def text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("windows-1252", "replace")


def zipped(body: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("feed.xml", body)
    return packed.getvalue()


def replaced(pattern: str, by: str, *, once: bool = True) -> Callable[[bytes], bytes]:
    return lambda body: re.sub(pattern, lambda found: found.expand(by), text(body), count=int(once)).encode()


def before_end(markup: str) -> Callable[[bytes], bytes]:
    return lambda body: ENTRY_END.sub(lambda found: f"{markup}{found[0]}", text(body), count=1).encode()


def encoded(name: str) -> Callable[[bytes], bytes]:
    return lambda body: text(body).encode(name)


# Every entry is still there and must come out.
HARMLESS: dict[str, Callable[[bytes], bytes]] = {
    "utf-16-le without a mark": encoded("utf-16-le"),
    "utf-16-be without a mark": encoded("utf-16-be"),
    "utf-32 with its mark": encoded("utf-32"),
    "declares an encoding nobody knows": replaced(r'encoding="[^"]*"', 'encoding="x-lokal"'),
    "declares utf-16": replaced(r'encoding="[^"]*"', 'encoding="UTF-16"'),
    "declares latin": replaced(r'encoding="[^"]*"', 'encoding="ISO-8859-1"'),
    "packed": gzip.compress,
    "nul letters behind": lambda body: body + bytes(4096),
    "three marks": lambda body: b"\xef\xbb\xbf" * 3 + body,
    "an answer's head in the body": lambda body: b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n" + body,
    "a chunk's size before": lambda body: b"1f40\r\n" + body,
    "CDATA ends doubled": replaced(r"\]\]>", "]]>]]>", once=False),
    "lines end in CR": replaced(r"\r?\n", "\r", once=False),
    "a style sheet": lambda body: ROOT.sub(
        r'<?xml-stylesheet href="file:///etc/passwd"?><\1', text(body), count=1
    ).encode(),
    "a file included": replaced(
        r"<(item|entry|url)>", r'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/><\1>'
    ),
    "letters that turn the line": replaced("<title>", "<title>\u202e\u200b", once=False),
    "HTTP in capitals": replaced("http://", "HTTP://", once=False),
    "a year far ahead": replaced(r"<pubDate>[^<]*", "<pubDate>Mon, 23 Nov 2099 06:00:00 +0700", once=False),
    "dates of noughts": replaced(r"<pubDate>[^<]*", "<pubDate>0000-00-00 99:99:99", once=False),
    "a date of 100,000 digits": replaced(r"<pubDate>[^<]*", "<pubDate>" + "9" * 100_000),
    "one guid for all": replaced(r"(?s)<guid[^>]*>.*?</guid>", "<guid>satu</guid>", once=False),
    "5,000 elements in each other": before_end("<a>" * 5_000 + "</a>" * 5_000),
}
# Nothing can be trusted any more: a named fault, or whole entries with a word about what happened.
HARMFUL: dict[str, Callable[[bytes], bytes]] = {
    "as a string of JSON": lambda body: json.dumps(text(body)).encode(),
    "escaped": lambda body: text(body).replace("&", "&amp;").replace("<", "&lt;").encode(),
    "in base64": base64.b64encode,
    "in a zip": zipped,
    "packed twice": lambda body: gzip.compress(gzip.compress(body)),
    "packed and cut": lambda body: gzip.compress(body)[:-120],
    "nothing but nul": lambda body: bytes(len(body)),
    "declares entities": lambda body: ROOT.sub(
        r'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><\1', text(body), count=1
    ).encode(),
    "asks for an entity from the net": lambda body: ROOT.sub(
        r'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://169.254.169.254/"> %a;]><\1', text(body), count=1
    ).encode(),
    "without its middle": lambda body: body[: len(body) // 3] + body[2 * len(body) // 3 :],
    "half, then whole": lambda body: body[: len(body) // 2] + body,
}


@pytest.fixture(scope="module")
def documents() -> list[Path]:
    saved = Path(__file__).parents[2] / "shared" / "feeds"
    return [*OWN, *sorted(saved.glob("*.xml"))]


def parse(body: bytes) -> ParsedFeed:
    return parse_feed(body, "https://www.kantoruji.example/rss", content_type="application/rss+xml", now=NOW)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_hides_no_entry_costs_none(name: str, documents: list[Path]) -> None:
    lost = []
    for path in documents:
        body = path.read_bytes()
        if path.suffix == ".json" and not name.startswith(("utf", "packed", "nul", "three", "declares")):
            continue
        whole, damaged = parse(body), parse(HARMLESS[name](body))
        if len(damaged.entries) < len(whole.entries):
            lost.append(f"{path.name}: {len(damaged.entries)} of {len(whole.entries)}, {damaged.fault}")
    assert not lost


@pytest.mark.parametrize("name", HARMFUL)
def test_what_cannot_be_trusted_is_a_fault_or_said(name: str, documents: list[Path]) -> None:
    for path in documents:
        body = path.read_bytes()
        whole, damaged = parse(body), parse(HARMFUL[name](body))
        if damaged.fault is not None:
            assert damaged.fault.kind in NO_FEED, path.name
            assert damaged.fault.words
        else:
            assert len(damaged.entries) >= len(whole.entries) or damaged.problems, path.name
        assert damaged.entries or damaged.fault is not None, path.name


@pytest.mark.parametrize("field", ["title", "description", "extra"])
def test_an_entry_of_ten_megabytes_is_bounded_and_costs_the_others_nothing(field: str) -> None:
    path = next(one for one in OWN if one.suffix == ".xml" and b"<item>" in one.read_bytes())
    whole = parse(path.read_bytes())
    damaged = parse(before_end(f"<{field}>{'kata ' * 2_000_000}</{field}>")(path.read_bytes()))
    assert len(damaged.entries) == len(whole.entries)
    assert all(len(entry.title) <= 1_000 for entry in damaged.entries)


@pytest.mark.parametrize(
    ("items", "entries"),
    [
        ('{"a": 1}', 0),
        ("null", 0),
        ('[1, null, "x", [], {}]', 0),
        ('[{"id": [1], "title": {"a": 1}, "url": 5}]', 0),
        (
            '[{"id": 2, "title": "Judul", "url": "https://uji.example/1000001/a", "date_published": 7, "authors": 8}]',
            1,
        ),
        ('[{"id": 3, "title": null, "url": "https://uji.example/1000001/a", "authors": [null, 1, {"name": {}}]}]', 1),
        ("[" * 100_000, 0),
    ],
)
def test_a_json_feed_of_wrong_types_gives_what_is_right_in_it(items: str, entries: int) -> None:
    body = f'{{"version": "https://jsonfeed.org/version/1.1", "title": 5, "items": {items}'
    parsed = parse((body if items.startswith("[[") else body + "}").encode())
    assert len(parsed.entries) == entries
    assert parsed.entries or parsed.fault is not None


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "<sitemapindex><sitemap><loc>https://uji.example/a.xml</loc></sitemap></sitemapindex>",
            "https://uji.example/a.xml",
        ),
        (
            '<html><head><link rel="alternate" type="application/rss+xml" href="/f"></head></html>',
            "kantoruji.example/f",
        ),
        ('<opml version="2.0"><body><outline xmlUrl="http://uji.example/"/></body></opml>', "feeds import"),
        ('<?xml version="1.0"?><error>tidak ada</error>', "<error>"),
        ('<svg xmlns="http://www.w3.org/2000/svg"></svg>', "<svg>"),
        ('{"@context": "https://schema.org"}', "no JSON Feed"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: str, said: str, pack: Callable[[bytes], bytes]) -> None:
    fault = parse(pack(body.encode())).fault
    assert fault is not None
    assert fault.kind is FaultKind.NOT_A_FEED
    assert said in fault.words
