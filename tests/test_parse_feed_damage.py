"""Torn, mis-declared and hostile documents: whole entries are saved, everything else is one named fault."""

from __future__ import annotations

import gzip
import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.sources import FaultKind, ParsedFeed, parse_feed

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
URL = "https://www.kantoruji.example/rss"
ITEMS = [
    f"<item><title>Judul {n} &amp; sambungan é</title><link>https://uji.example/berita/{1000000 + n}/a</link>"
    f"<guid>g{n}</guid><pubDate>Mon, 23 Nov 2026 0{n}:00:00 +0700</pubDate>"
    f"<description><![CDATA[<p>Ringkasan {n}</p>]]></description></item>"
    for n in range(6)
]
WHOLE = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Uji</title>' + "\n".join(ITEMS)
WHOLE += "</channel></rss>"
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Uji</title>'
    + "".join(
        f'<entry><id>tag:{n}</id><title>Judul {n}</title><link href="https://uji.example/{1000000 + n}/a"/>'
        f"<updated>2026-11-23T0{n}:00:00Z</updated></entry>"
        for n in range(6)
    )
    + "</feed>"
)
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    + "".join(
        f"<url><loc>https://uji.example/{1000000 + n}/a</loc><news:news><news:title>Judul {n}</news:title>"
        f"<news:publication_date>2026-11-23T0{n}:00:00Z</news:publication_date></news:news></url>"
        for n in range(6)
    )
    + "</urlset>"
)
JSON = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "Uji", "items": ['
    + ",".join(f'{{"id": "{n}", "title": "Judul {n}", "url": "https://uji.example/{1000000 + n}/a"}}' for n in range(6))
    + "]}"
)

DOCTYPE = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/r.dtd">'


def parse(body: bytes | str, content_type: str = "") -> ParsedFeed:
    return parse_feed(body.encode() if isinstance(body, str) else body, URL, content_type=content_type, now=NOW)


def kind(parsed: ParsedFeed) -> FaultKind | None:
    return parsed.fault.kind if parsed.fault else None


def titles(parsed: ParsedFeed) -> list[str]:
    return [entry.title for entry in parsed.entries]


@pytest.mark.parametrize("whole", [WHOLE, ATOM, SITEMAP, JSON], ids=["rss", "atom", "sitemap", "json"])
def test_cut_anywhere_a_feed_keeps_exactly_its_whole_entries(whole: str) -> None:
    full = parse(whole)
    assert len(full.entries) == 6
    assert full.fault is None
    end = {"<rss": "</item>", "<fee": "</entry>", "<url": "</url>", '{"ve': '/a"}'}[
        whole.lstrip()[:4].replace("<?xm", "<rss")
    ]
    for cut in range(60, len(whole) - 1, 7):
        parsed = parse(whole[:cut])
        closed = whole[:cut].count(end)
        assert len(parsed.entries) == closed, cut
        assert parsed.entries == full.entries[:closed], cut
        assert kind(parsed) is not None, cut
        assert closed == 0 or kind(parsed) is FaultKind.TORN, cut


def test_cut_in_the_middle_of_a_letter_is_no_harm() -> None:
    body = WHOLE.encode()
    place = body.rfind("é".encode()) + 1
    parsed = parse(body[:place])
    assert titles(parsed) == [f"Judul {n} & sambungan é" for n in range(5)]


@pytest.mark.parametrize(
    ("name", "damaged"),
    [
        ("undeclared entity", WHOLE.replace("Ringkasan 2</p>]]>", "]]>&nbsp;&hellip;")),
        ("raw ampersand", WHOLE.replace("Judul 2 &amp;", "Judul 2 &")),
        ("raw ampersand in a link", WHOLE.replace("1000002/a", "1000002/a?x=1&y=2")),
        ("raw less-than", WHOLE.replace("<p>Ringkasan 2", "<p>1 < 2 Ringkasan")),
        ("unclosed element", WHOLE.replace("<![CDATA[<p>Ringkasan 2</p>]]>", "<p>Ringkasan <br> 2")),
        ("unclosed CDATA", WHOLE.replace("Ringkasan 2</p>]]>", "Ringkasan 2</p>")),
        ("entry not closed", WHOLE.replace("</item>", "", 1)),
        ("unbound prefix", WHOLE.replace("<guid>g2</guid>", "<media:thumb url='x'/><guid>g2</guid>")),
        ("doubled attribute", WHOLE.replace("<guid>g2", "<guid a='1' a='2'>g2")),
        ("control character", WHOLE.replace("Judul 2", "Ju\x0bdul 2").replace("Ju\x0bdul", "Judul")),
        ("reference to no character", WHOLE.replace("Ringkasan 2", "]]>&#0;&#x1F;<![CDATA[Ringkasan 2")),
        ("leading newline", "\n\r\n " + WHOLE),
        ("leading BOM", "\ufeff" + WHOLE),
        ("PHP warning before", "<br />\n<b>Warning</b>: mysql in <b>/x.php</b><br />\n" + WHOLE),
        ("text before", "OK 200\n" + WHOLE),
        ("text behind", WHOLE + "\n<!-- cache 1 ms -->\n<script>x</script>"),
        ("second root behind", WHOLE + WHOLE),
        ("no declaration", WHOLE.split("?>\n", 1)[1]),
        ("XML 1.1", WHOLE.replace('version="1.0"', 'version="1.1"', 1)),
        ("comment before", WHOLE.replace("<rss", "<!-- <item> --><rss", 1)),
        ("commented entry", WHOLE.replace("</channel>", "<!-- <item><title>mati</title></item> --></channel>")),
        ("old document type", WHOLE.replace("<rss", f"{DOCTYPE}<rss", 1)),
        ("no version", WHOLE.replace(' version="2.0"', "")),
    ],
)  # fmt: skip
def test_a_damaged_feed_still_yields_every_entry(name: str, damaged: str) -> None:
    parsed = parse(damaged)
    assert len(parsed.entries) == 6, (name, parsed.problems)
    assert (parsed.entries[0].url or "").startswith("https://uji.example/berita/1000000")
    assert parsed.fault is None
    others = [title for n, title in enumerate(titles(parsed)) if n != 2]
    assert others == [f"Judul {n} & sambungan é" for n in (0, 1, 3, 4, 5)]


@pytest.mark.parametrize(
    "damaged",
    [
        SITEMAP.replace("1000002/a", "1000002/a?x=1&y=2"),
        SITEMAP.replace("Judul 2", "Judul <b>2"),
        SITEMAP.replace("<news:title>Judul 2", "<news:title><![CDATA[Judul 2"),
        SITEMAP.replace("</url>", "", 1),
        SITEMAP.replace("Judul 2", "Judul &nbsp; 2"),
        SITEMAP.replace("news:", "n:").replace("xmlns:news", "xmlns:n"),
    ],
)
def test_a_damaged_sitemap_still_yields_every_address(damaged: str) -> None:
    parsed = parse(damaged)
    assert [(entry.url or "")[:27] for entry in parsed.entries] == [
        f"https://uji.example/{1000000 + n}" for n in range(6)
    ]
    assert all(entry.title.startswith("Judul") and entry.published for entry in parsed.entries)
    assert "x=1&y=2" not in damaged or (parsed.entries[2].url or "").endswith("?x=1&y=2")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (WHOLE.encode("utf-8"), "text/xml; charset=iso-8859-1"),
        (WHOLE.replace("UTF-8", "ISO-8859-1").encode("utf-8"), ""),
        (WHOLE.encode("cp1252"), "text/xml; charset=utf-8"),
        (WHOLE.replace("UTF-8", "ISO-8859-1").encode("latin-1"), ""),
        (WHOLE.replace("UTF-8", "windows-1252").encode("cp1252"), "application/rss+xml"),
        (WHOLE.replace("UTF-8", "UTF-16").encode("utf-16"), ""),
        (WHOLE.encode("utf-16-le"), ""),
        (WHOLE.encode("utf-16-be"), ""),
        (WHOLE.encode("utf-32"), ""),
        (WHOLE.encode("utf-8-sig"), "text/xml; charset=utf-16"),
        (WHOLE.replace("UTF-8", "x-tidak-ada").encode(), "text/xml; charset=juga-tidak"),
        (WHOLE.replace("UTF-8", "unicode_escape").encode(), ""),
        (WHOLE.replace("UTF-8", "base64").encode(), "text/xml; charset=idna"),
    ],
)
def test_letters_are_right_whatever_was_declared(body: bytes, content_type: str) -> None:
    assert titles(parse(body, content_type)) == [f"Judul {n} & sambungan é" for n in range(6)]


def test_a_few_broken_bytes_cost_a_letter_and_not_the_feed() -> None:
    body = WHOLE.encode().replace(b"Judul 2", b"Ju\xffdul 2")
    parsed = parse(body)
    assert titles(parsed)[2] == "Ju\ufffddul 2 & sambungan é"
    assert "1 characters are not valid utf-8" in parsed.problems


def test_entities_declared_by_the_document_are_refused_unexpanded() -> None:
    bomb = '<!DOCTYPE lolz [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    parsed = parse(
        f'<?xml version="1.0"?>{bomb}]><rss version="2.0"><channel><item><title>&j;</title></item></channel></rss>'
    )
    assert (kind(parsed), parsed.entries) == (FaultKind.NOT_A_FEED, ())
    assert "entities" in parsed.fault.words  # type: ignore[union-attr]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://127.0.0.1:9/x"])
def test_external_entities_are_never_read(target: str) -> None:
    document = (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "{target}">]><rss><channel><item><title>&x;</title></item></channel></rss>'
    )
    assert kind(parse(document)) is FaultKind.NOT_A_FEED
    assert "root:" not in str(parse(document.replace("<!ENTITY", "<!-- x --><!ENTITY")))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", FaultKind.EMPTY),
        (" \r\n\t ", FaultKind.EMPTY),
        ("\0\0\0\0", FaultKind.EMPTY),
        ("<rss version='2.0'><channel><title>Uji</title></channel></rss>", FaultKind.EMPTY),
        ("<rss version='2.0'/>", FaultKind.EMPTY),
        ('<feed xmlns="http://www.w3.org/2005/Atom"/>', FaultKind.EMPTY),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', FaultKind.EMPTY),
        ("<html><head><title>Just a moment...</title></head></html>", FaultKind.BLOCKED),
        ("<!DOCTYPE html><html><body>Attention Required! | Cloudflare</body></html>", FaultKind.BLOCKED),
        ("<html><body>Situs ini diblokir. Internet Positif</body></html>", FaultKind.BLOCKED),
        ("<html><body><form>Silakan masuk <input type='password'></form></body></html>", FaultKind.BLOCKED),
        ("<html><body>Sebelum Anda melanjutkan ke Google</body></html>", FaultKind.BLOCKED),
        ("<html><body>Situs sedang dalam perbaikan</body></html>", FaultKind.BLOCKED),
        ("<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>", FaultKind.BLOCKED),
        ("<!DOCTYPE html><html><body><h1>Beranda</h1></body></html>", FaultKind.NOT_A_FEED),
        ("<html><body><rss><channel><item><title>x</title></item></channel></rss></body></html>", FaultKind.NOT_A_FEED),
        ("<sitemapindex><sitemap><loc>https://uji.example/1.xml</loc></sitemap></sitemapindex>", FaultKind.NOT_A_FEED),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", FaultKind.NOT_A_FEED),
        ("Not Found", FaultKind.NOT_A_FEED),
        ('{"error": "not found"}', FaultKind.NOT_A_FEED),
        ("[1, 2", FaultKind.NOT_A_FEED),
        ("%PDF-1.7 ...", FaultKind.NOT_A_FEED),
        ("<rss version='2.0'><channel><title>Uji</title><item><title>Set", FaultKind.TORN),
    ],
)
def test_what_is_no_news_is_one_named_fault(body: str, expected: FaultKind) -> None:
    parsed = parse(body, "application/rss+xml")
    assert (kind(parsed), parsed.entries) == (expected, ())
    assert parsed.fault is not None
    assert parsed.fault.words


def test_a_page_that_names_its_feed_is_quoted_on_it() -> None:
    page = "<html><head><link rel='alternate' type='application/rss+xml' href='/rss/dunia.xml'></head></html>"
    assert "https://www.kantoruji.example/rss/dunia.xml" in parse(page).fault.words  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel>" + b"<" * 1_500_000,
        b"<rss><channel><item><title>" + b"<![CDATA[" * 100_000,
        b"<rss><channel>" + b"<item><title>" * 60_000,
        b"<rss><channel>" + b"<!--" * 300_000,
        b"<rss><channel>" + b"<a>" * 300_000,
        b"<rss><channel><item><title>" + b"&lt;script" * 100_000 + b"</title></item></channel></rss>",
        b"<rss><channel><item><title>" + b"&amp;" * 300_000 + b"</title></item></channel></rss>",
        b"<rss><channel><item><link>https://x.example/" + b"-a" * 500_000 + b"</link></item></channel></rss>",
        b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 500_000,
        b"<!DOCTYPE " + b"[" * 1_000_000,
        b"<link " * 300_000,
        b"<rss><channel><item " + b"".join(b"a%d='' " % n for n in range(50_000)) + b"></item></channel></rss>",
        b"<rss><channel><item><title>&nbsp;" + b"<![CDATA[x]]>" * 200_000 + b"</title></item></channel></rss>",
        b"<html>" + b"<link rel=alternate type=application/rss+xml " * 5_000,
    ],
    ids=lambda body: body[:40].decode(),
)  # fmt: skip
def test_a_document_made_to_be_slow_is_not(body: bytes) -> None:
    started = time.process_time()
    assert kind(parse(body)) is not None or parse(body).entries
    # Quadratic work would take minutes here; the bound is generous for a busy machine.
    assert time.process_time() - started < 10


@given(st.binary(max_size=600))
@example(b"<rss\xff")
@example(b'<?xml version="1.0" encoding="utf-7"?><rss><channel><item><title>+ADw-</title></item></channel></rss>')
@settings(max_examples=300)
def test_any_bytes_give_a_parsed_feed(body: bytes) -> None:
    parsed = parse(body)
    assert parsed.entries or parsed.fault


_TAGS = (
    "rss",
    "channel",
    "item",
    "title",
    "link",
    "feed",
    "entry",
    "urlset",
    "url",
    "loc",
    "guid",
    "pubDate",
    "rdf:RDF",
)
_FRAGMENTS = st.sampled_from(
    [f"<{tag}>" for tag in _TAGS]
    + [f"</{tag}>" for tag in _TAGS]
    + ["<![CDATA[", "]]>", "<!--", "-->", "&", "&lt;", "&#0;", "&x;", "<", ">", "é", "\x00", "\ufffe", " ", "[", '{"']
    + ["<?xml?>", "<!DOCTYPE ", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<link href='http://x.example/1'/>"]
    + ["http://x.example/9", "2026-11-23", "9999999999999", "<content:encoded>", "<author><name>"]
)


@given(st.lists(_FRAGMENTS, max_size=40).map("".join))
@settings(max_examples=500)
def test_any_soup_of_feed_parts_gives_a_parsed_feed(text: str) -> None:
    parsed = parse(text.encode("utf-8", "replace"))
    assert parsed.entries or parsed.fault
    for entry in parsed.entries:
        assert entry.url is None or entry.url.startswith(("http://", "https://"))
        assert "\x00" not in entry.title


@given(st.data())
@settings(max_examples=200)
def test_damage_anywhere_raises_nothing_and_invents_nothing(data: st.DataObject) -> None:
    body = bytearray(WHOLE.encode())
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(body) - 1))
        body[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
    parsed = parse(bytes(body))
    assert len(parsed.entries) <= 6
    assert parsed.entries or parsed.fault


@pytest.mark.parametrize("whole", [WHOLE, ATOM, SITEMAP, JSON], ids=["rss", "atom", "sitemap", "json"])
def test_a_packed_file_is_unpacked(whole: str) -> None:
    assert parse(gzip.compress(whole.encode())).entries == parse(whole).entries


def test_a_packed_file_that_breaks_off_or_unpacks_without_end_is_a_fault() -> None:
    packed = gzip.compress(WHOLE.encode())
    assert kind(parse(packed[:-300])) in (FaultKind.TORN, FaultKind.NOT_A_FEED)
    assert kind(parse(packed[:60] + b"damage" + packed[66:])) in (FaultKind.TORN, FaultKind.NOT_A_FEED)
    assert kind(parse(gzip.compress(b"<rss>" + b" " * 30_000_000))) is FaultKind.TOO_BIG
    assert kind(parse(gzip.compress(packed))) is FaultKind.NOT_A_FEED


@pytest.mark.parametrize("whole", [WHOLE, ATOM, SITEMAP], ids=["rss", "atom", "sitemap"])
def test_tags_in_capitals_are_read(whole: str) -> None:
    shouted = re.sub(r"</?[a-zA-Z:]+", lambda tag: tag[0].upper(), whole)
    parsed = parse(shouted)
    assert parsed.entries == parse(whole).entries
    assert any("capitals" in problem for problem in parsed.problems)


def test_a_feed_inside_a_web_page_is_read_and_said() -> None:
    parsed = parse(f"<html><head></head><body>{WHOLE}</body></html>", "text/html")
    assert titles(parsed) == titles(parse(WHOLE))
    assert any("before the feed" in problem for problem in parsed.problems)
    quoted = WHOLE.replace("<", "&lt;")
    assert kind(parse(f"<html><head></head><body><pre>{quoted}</pre></body></html>")) is FaultKind.NOT_A_FEED


def test_marks_of_byte_order_may_stand_twice() -> None:
    for whole in (WHOLE, JSON):
        assert parse(b"\xef\xbb\xbf\xef\xbb\xbf" + whole.encode()).entries == parse(whole).entries


def test_bytes_of_two_encodings_in_one_feed_are_each_read_as_what_they_are() -> None:
    mixed = WHOLE.encode().replace(b"Judul 2", b"\x93Judul\x94 \x96 2")
    parsed = parse(mixed)
    assert titles(parsed)[2] == "\u201cJudul\u201d \u2013 2 & sambungan \u00e9"
    assert titles(parsed)[3] == "Judul 3 & sambungan \u00e9"


def test_a_cdata_inside_another_costs_nothing() -> None:
    nested = WHOLE.replace("Judul 2 &amp; sambungan \u00e9", "<![CDATA[Satu <![CDATA[dua]]> tiga]]>")
    assert titles(parse(nested))[2] == "Satu dua tiga"
    assert len(titles(parse(nested))) == 6
