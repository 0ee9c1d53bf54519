"""The front door: one call, always an answer; addresses, pages of one article, facts of the page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from extractors import (
    PUBLISHERS,
    Article,
    SegmentKind,
    article_to_json,
    canonical_url,
    extract,
    join_pages,
    publisher_name,
    publisher_of,
    single_page_url,
)

WIB = timezone(timedelta(hours=7))
URL = "https://kabar-lembah.example/daerah/jembatan-gantung-rusak"
LINES = (
    "Rombongan insinyur dari Kota Lembah memeriksa jembatan gantung yang rusak akibat banjir pekan lalu.",
    "Kepala dinas setempat mengatakan perbaikan memerlukan waktu dua bulan dan dana tambahan dari provinsi.",
    "Ia meminta warga menggunakan jalan memutar sampai pekerjaan itu dinyatakan selesai oleh para pengawas.",
)
FEED = {
    "feed_title": "Jembatan Gantung &quot;Lembah&quot; Rusak",
    "feed_text": "<p>Lembah (ANTARA) - Jembatan gantung rusak parah setelah banjir. "
    "Baca juga: <a href='/x'>Rudal Dikirim</a></p>",
    "feed_published": datetime(2026, 3, 3, 4, 0, tzinfo=UTC),
}


def page(*lines: str, head: str = "", around: str = "{}", title: str = "Jembatan Gantung Rusak") -> bytes:
    body = around.format("".join(f"<p>{line}</p>" for line in lines or LINES))
    return (
        f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title} - Kabar Lembah</title>{head}</head>'
        f'<body><h1>{title}</h1><div class="entry-content">{body}</div></body></html>'
    ).encode()


def json_ld(script: str) -> str:
    return f'<script type="application/ld+json">{script}</script>'


# -- what is no article


@pytest.mark.parametrize(
    ("body", "content_type", "says"),
    [
        (b"", "text/html", "empty"),
        (b"  \n\0 ", "text/html", "empty"),
        (b"%PDF-1.7 ...", "text/html", "PDF"),
        (b"PK\x03\x04rest", "text/html", "zip"),
        (b"\xff\xd8\xff\xe0JFIF", "text/html", "JPEG"),
        (b"\x89PNG\r\n", "image/png", "PNG"),
        (b"\x1f\x8b\x08rest", "text/html", "gzip"),
        (b"\x00\x00\x00 ftypmp42", "text/html", "video"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', "text/html", "feed"),
        (b'{"error": "no"}', "application/json", "JSON"),
        (b"just words", "text/plain", "no markup in it (text/plain)"),
        (b"<html>" + b"x" * 5_000_001, "text/html", "larger than 5 MB"),
        (b"<html><body>" + b"<b>" * 60_001, "text/html", "no article text"),
        (b"<html><body>" + b"<b></b>" * 60_001, "text/html", "more than 60000 elements"),
    ],
)
def test_what_is_no_page_becomes_the_feeds_words(body: bytes, content_type: str, says: str) -> None:
    article = extract(body, URL, content_type=content_type, **FEED)  # type: ignore[arg-type]
    assert (article.method, article.extractor, article.partial) == ("feed", "feed", True)
    assert says in "; ".join(article.problems)
    assert article.title == 'Jembatan Gantung "Lembah" Rusak'
    assert article.text == "Jembatan gantung rusak parah setelah banjir."
    assert article.published == FEED["feed_published"]


@pytest.mark.parametrize(
    ("title", "text", "says"),
    [
        ("Just a moment...", "Checking your browser before accessing the site.", "browser challenge"),
        ("Attention Required! | Cloudflare", "Sorry, you have been blocked", "block page"),
        ("Kabar Lembah", "Verify you are human by completing the action below.", "browser challenge"),
        ("reCAPTCHA", "Kami mendeteksi lalu lintas tidak biasa.", "captcha"),
        ("Access Denied", "You don't have permission to access this server.", "block page"),
        ("Error 1015", "You are being rate limited", "rate limit"),
        ("Sebelum melanjutkan ke Google", "Setujui semua cookie", "consent page"),
        ("Masuk", "Silakan masuk untuk membaca artikel ini.", "log-in page"),
        ("404", "Halaman yang Anda cari tidak ditemukan", "not-found page"),
        ("503 Service Unavailable", "Situs sedang dalam perbaikan", "error page"),
        ("", "Please enable JavaScript to run this app.", "script shell"),
        ("Internet Positif", "Situs ini diblokir", "block page"),
    ],
)
def test_a_page_in_place_of_the_article_is_named(title: str, text: str, says: str) -> None:
    body = f"<html><head><title>{title}</title></head><body><p>{text}</p></body></html>".encode()
    article = extract(body, URL, **FEED)  # type: ignore[arg-type]
    assert says in article.problems[0]
    assert (article.method, article.partial) == ("feed", True)
    assert article.text == "Jembatan gantung rusak parah setelah banjir."


def test_a_report_about_a_block_is_a_report() -> None:
    article = extract(
        page(*LINES, *(f"{line} Access denied, tulis laman itu." for line in LINES), title="Situs Diblokir"), URL
    )
    assert article.method == "fallback"
    assert not article.problems


@pytest.mark.parametrize(
    "url", ["https://www.tribunnews.com/", "https://www.tribunnews.com", "https://www.viva.co.id/indeks"]
)
def test_a_front_page_is_no_article_whatever_stands_on_it(url: str) -> None:
    article = extract(page(), url, **FEED)  # type: ignore[arg-type]
    assert "front or index page" in article.problems[0]
    assert article.text == "Jembatan gantung rusak parah setelah banjir."


def test_a_teaser_behind_a_paywall_is_partial_and_keeps_the_longer_text() -> None:
    stub = page(
        "Jembatan gantung di Lembah rusak setelah banjir besar melanda kawasan itu.",
        "Berlangganan untuk membaca artikel selengkapnya.",
    )
    article = extract(stub, URL)
    assert article.partial
    assert article.text.startswith("Jembatan gantung di Lembah")
    longer = extract(stub, URL, feed_text=" ".join(LINES))
    assert longer.partial
    assert (longer.method, longer.text) == ("feed", " ".join(LINES))


def test_declared_as_not_free_and_short_is_partial() -> None:
    head = json_ld('{"@type":"NewsArticle","headline":"Jembatan","isAccessibleForFree":false}')
    assert extract(page(LINES[0], head=head), URL).partial
    assert not extract(page(*LINES), URL).partial


def test_a_changed_layout_is_a_named_problem_and_the_text_is_still_read() -> None:
    article = extract(page(), "https://regional.kompas.com/read/2026/03/03/1/jembatan-gantung")
    assert (article.method, article.extractor) == ("fallback", "generic")
    assert article.problems[0].startswith("extractor kompas/2: selectors gave 0 letters")
    assert article.text == "\n".join(LINES)


def test_json_ld_gives_the_text_of_a_page_drawn_by_script() -> None:
    head = (
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Jembatan Gantung Rusak",'
        f'"articleBody":"{LINES[0]}\\n{LINES[1]}\\n{LINES[2]}"}}]}}</script>'
    )
    article = extract(f"<html><head>{head}</head><body><div id=app></div></body></html>".encode(), URL)
    assert (article.extractor, article.text) == ("json-ld", "\n".join(LINES))


# -- bytes


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("utf-8", "utf-8", ""),
        ("utf-8", "iso-8859-1", "text/html; charset=ISO-8859-1"),
        ("cp1252", "iso-8859-1", ""),
        ("cp1252", "utf-8", "text/html; charset=windows-1252"),
        ("utf-16", "utf-16", ""),
        ("utf-16-le", "utf-8", ""),
        ("utf-8-sig", "", ""),
        ("cp1252", "no-such-thing", ""),
    ],
)
def test_the_encoding_is_read_from_the_bytes(encoding: str, declared: str, header: str) -> None:
    line = f"Café “Lembah” — {LINES[0]}"
    body = f'<html><head><meta charset="{declared}"></head><body><p>{line}</p><p>{LINES[1]}</p><p>{LINES[2]}</p>'
    article = extract(body.encode(encoding), URL, content_type=header)
    assert article.text.split("\n")[0] == line


def test_a_page_cut_in_the_middle_of_a_letter_keeps_its_encoding() -> None:
    body = page("Harga naik – “tinggi” – " + LINES[0], *LINES[1:])
    article = extract(body[: body.index(b"pengawas")] + b"\xe2\x80", URL)
    assert article.text.startswith("Harga naik – “tinggi”")


def test_text_mangled_before_it_reached_us_is_repaired() -> None:
    mangled = f"“Jembatan” – {LINES[0]}".encode().decode("cp1252", "replace")
    assert extract(page(mangled.replace("\ufffd", ""), *LINES[1:]), URL).text  # never raises
    assert extract(page("Kata ’kami’ – ".encode().decode("cp1252") + LINES[0], *LINES[1:]), URL).text.startswith(
        "Kata ’kami’ – "
    )


# -- facts


def test_a_false_z_on_local_time_is_seen_through() -> None:
    head = '<meta itemprop="datePublished" content="2026-03-03T10:05:10Z">'
    shown = extract(page(head=head, around='<span class="date">Selasa, 3 Maret 2026 10:05 WIB</span>{}'), URL)
    assert shown.published == datetime(2026, 3, 3, 10, 5, 10, tzinfo=WIB)
    honest = extract(page(head=head, around='<span class="date">Selasa, 3 Maret 2026 17:05 WIB</span>{}'), URL)
    assert honest.published == datetime(2026, 3, 3, 10, 5, 10, tzinfo=UTC)


def test_a_declared_1970_is_an_empty_field() -> None:
    head = '<meta property="article:published_time" content="1970-01-01T00:00:00+00:00">'
    article = extract(page(head=head, around='<span class="date">3/3/2026 18:30</span>{}'), URL)
    assert article.published == datetime(2026, 3, 3, 18, 30, tzinfo=WIB)


def test_contradicting_declarations_give_way_to_the_time_shown() -> None:
    head = json_ld(
        '{"@type":"NewsArticle","datePublished":"2026-03-03T18:33:00+07:00","dateModified":"2026-03-03T18:30:00+07:00"}'
    )
    article = extract(page(head=head, around='<span class="date">3/3/2026 18:30</span>{}'), URL)
    assert article.published == datetime(2026, 3, 3, 18, 30, tzinfo=WIB)


def test_a_photo_page_is_read_by_its_captions() -> None:
    captions = "".join(f"<figure><img src='x'><figcaption>{line} (Foto: Raka)</figcaption></figure>" for line in LINES)
    article = extract(page("Galeri", around=f"{{}}{captions}"), URL)
    assert all(line in article.text for line in LINES)


def test_a_page_without_a_date_takes_the_feeds() -> None:
    assert extract(page(), URL, feed_published=datetime(2026, 3, 3, tzinfo=UTC)).published == datetime(
        2026, 3, 3, tzinfo=UTC
    )
    assert extract(page(), URL).published is None


@pytest.mark.parametrize(
    ("url", "moment"),
    [
        ("https://www.cnnindonesia.com/a/20260303171500-20-1/x-y", datetime(2026, 3, 3, 17, 15, tzinfo=WIB)),
        ("https://www.suara.com/news/2026/03/03/184059/x-y", datetime(2026, 3, 3, 18, 40, 59, tzinfo=WIB)),
        ("https://kabar-lembah.example/2026/03/03/x-y", datetime(2026, 3, 3, tzinfo=WIB)),
        ("https://kabar-lembah.example/2026/13/03/x-y", None),
    ],
)
def test_an_undated_page_is_dated_by_its_address(url: str, moment: datetime | None) -> None:
    assert extract(page(), url).published == moment
    told = datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert extract(page(), url, feed_published=told).published == (moment if moment and moment.hour else told)


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle",%s,}',
        '<!-- {"@type":["NewsArticle"],%s} -->',
        '[{"@type":"BreadcrumbList"},{"@graph":[{"@type":"http://schema.org/NewsArticle",%s}]}]',
        '{"@type":"NewsArticle",%s,"description":"kata "itu" rusak"}',
        '{"@type":"ReportageNewsArticle",%s,\n"keywords":"satu\tdua\nbaris"}',
    ],
)
def test_json_ld_is_read_as_pages_write_it(script: str) -> None:
    facts = (
        '"headline":"Judul Benar Sekali","datePublished":"2026-03-03T10:00:00+07:00","author":{"name":"Raka Mandala"}'
    )
    head = json_ld(script % facts)
    body = f"<html><head>{head}</head><body><div class=entry-content><p>{'</p><p>'.join(LINES)}</p></div></body></html>"
    article = extract(body.encode(), URL)
    assert article.title == "Judul Benar Sekali"
    assert article.published == datetime(2026, 3, 3, 10, tzinfo=WIB)
    assert article.authors == ("Raka Mandala",)


def test_json_ld_of_another_article_is_passed_over() -> None:
    head = json_ld(
        '[{"@type":"NewsArticle","url":"https://kabar-lembah.example/lain","headline":"Berita Lain"},'
        f'{{"@type":"NewsArticle","mainEntityOfPage":{{"@id":"{URL}"}},"headline":"Jembatan Gantung Rusak Berat"}}]'
    )
    body = f"<html><head>{head}</head><body><div class=entry-content><p>{'</p><p>'.join(LINES)}</p></div></body></html>"
    assert extract(body.encode(), URL).title == "Jembatan Gantung Rusak Berat"


@pytest.mark.parametrize(
    "declared",
    [
        "Judul Panjang Sekali - Kabar Lembah",
        "Judul Panjang Sekali | kabar-lembah.example",
        "Judul Panjang Sekali : Kabar Lembah News",
    ],
)
def test_the_sites_name_is_no_part_of_the_title(declared: str) -> None:
    head = f'<meta property="og:site_name" content="Kabar Lembah"><meta property="og:title" content="{declared}">'
    body = f"<html><head>{head}</head><body><p>{'</p><p>'.join(LINES)}</p></body></html>"
    assert extract(body.encode(), URL).title == "Judul Panjang Sekali"


@pytest.mark.parametrize(
    ("markup", "authors"),
    [
        ("<div>Penulis: Raka Mandala</div>{}", ("Raka Mandala",)),
        (
            "<table><tr><td>Reporter</td><td>: Raka Mandala</td></tr><tr><td>Editor</td><td>: S</td></tr></table>{}",
            ("Raka Mandala",),
        ),
        ('<span class="author">Oleh: Raka Mandala, Jurnalis</span>{}', ("Raka Mandala",)),
        ('<a rel="author">Raka Mandala</a>{}<p>Editor: Raka Mandala</p>', ()),
        ("{}<p>Editor: Sekar Ayu</p>", ()),
        ('<span class="author">Facebook</span>{}', ()),
        ('<span class="author">https://facebook.example/kabar</span>{}', ()),
        ("<div><b>Raka Mandala</b><span>Jurnalis</span></div>{}", ("Raka Mandala",)),
    ],
)
def test_writers_are_named_and_editors_are_not(markup: str, authors: tuple[str, ...]) -> None:
    assert extract(page(around=markup), URL).authors == authors


def test_the_language_is_told_by_the_words() -> None:
    english = (
        "The ministry said on Tuesday that the engineers would inspect the bridge and that it would take two months.",
        "Officials told reporters they were waiting for the province to release the funds which it has promised.",
    )
    assert extract(page(*english), URL).language == "en"
    assert extract(page(), URL).language == "id"


# -- addresses


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.antaranews.com/berita/1/x", "antara"),
        ("http://jabar.antaranews.com/berita/1/x", "antara"),
        ("https://news.detik.com/berita/d-1/x", "detik"),
        ("https://www.bbc.com/indonesia/articles/c1", "bbcindonesia"),
        ("https://www.bbc.com/news/x", None),
        ("https://kompas.com.example.org/x", None),
        ("https://notkompas.com/x", None),
        ("https://user@www.kompas.com/x", None),
        ("ftp://www.kompas.com/x", None),
        ("", None),
        ("http://[::1", None),
        ("https://WWW.Kompas.COM/read/1", "kompas"),
        ("https://www.dw.com/id/x/a-1", "dwindonesia"),
        ("https://www.dw.com/en/x", None),
    ],
)
def test_an_address_tells_the_publisher(url: str, slug: str | None) -> None:
    assert publisher_of(url) == slug


def test_publishers_bear_the_names_officers_know() -> None:
    names = {slug: publisher_name(slug) for slug in ("detik", "antara", "kompas", "sindonews", "viva")}
    assert names == {
        "detik": "detikcom",
        "antara": "ANTARA",
        "kompas": "Kompas.com",
        "sindonews": "SINDOnews",
        "viva": "VIVA",
    }
    assert publisher_name("tidak-ada") == "tidak-ada"
    assert {"antara", "tirto", "jpnn", "inews"} <= set(PUBLISHERS)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (
            "http://www.antaranews.com/berita/1/x?utm_source=rss&utm_medium=feed#top",
            "https://www.antaranews.com/berita/1/x",
        ),
        ("https://regional.kompas.com/read/2026/03/03/1/x?page=all", "https://regional.kompas.com/read/2026/03/03/1/x"),
        ("https://amp.kompas.com/regional/read/2026/03/03/1/x", "https://regional.kompas.com/read/2026/03/03/1/x"),
        ("https://m.tribunnews.com/amp/nasional/1/x-y-z-judul", "https://www.tribunnews.com/nasional/1/x-y-z-judul"),
        (
            "https://www.cnnindonesia.com/nasional/20260303-1-1/x/amp",
            "https://www.cnnindonesia.com/nasional/20260303-1-1/x",
        ),
        (
            "https://kumparan.com/kumparannews/x-25AbCdEfGhI/?fbclid=1",
            "https://kumparan.com/kumparannews/x-25AbCdEfGhI",
        ),
        ("https://www.kumparan.com/a/x-25AbCdEfGhI", "https://kumparan.com/a/x-25AbCdEfGhI"),
        ("https://tempo.co/politik/x-1", "https://www.tempo.co/politik/x-1"),
        ("https://news.okezone.com/amp/2026/03/03/337/1/x", "https://news.okezone.com/read/2026/03/03/337/1/x"),
        ("https://republika.co.id//berita/abc/x", "https://www.republika.co.id/berita/abc/x"),
        ("http://kabar-lembah.example/?p=12&utm_campaign=x", "http://kabar-lembah.example/?p=12"),
        ("https://m.kabar-lembah.example/a", "https://www.kabar-lembah.example/a"),
        ("https://kabar-lembah.example:8443/a?id=2", "https://kabar-lembah.example:8443/a?id=2"),
        ("https://www.kompas.com/read/1?amp=1&source=x", "https://www.kompas.com/read/1"),
        ("mailto:x@y", "mailto:x@y"),
        (" javascript:alert(1) ", "javascript:alert(1)"),
    ],
)
def test_one_article_has_one_address(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


def test_the_pages_own_canonical_address_counts_only_on_its_own_site() -> None:
    mobile = "https://m.kabar-lembah.example/amp/daerah/jembatan-gantung-rusak"
    own = extract(page(head=f'<link rel="canonical" href="{URL}">'), mobile)
    assert own.url == URL
    foreign = extract(page(head='<link rel="canonical" href="https://jahat.example/umpan">'), URL)
    assert foreign.url == URL
    home = extract(page(head='<link rel="canonical" href="https://kabar-lembah.example/">'), URL)
    assert home.url == URL


@pytest.mark.parametrize(
    ("url", "single"),
    [
        ("https://regional.kompas.com/read/2026/03/03/1/x", "https://regional.kompas.com/read/2026/03/03/1/x?page=all"),
        ("https://news.okezone.com/read/2026/1/x?page=2", "https://news.okezone.com/read/2026/1/x?page=all"),
        ("https://nasional.sindonews.com/read/1/14/x-1", "https://nasional.sindonews.com/read/1/14/x-1?showpage=all"),
        ("https://news.detik.com/berita/d-1/x", "https://news.detik.com/berita/d-1/x?single=1"),
        ("https://www.merdeka.com/peristiwa/judul-x", "https://www.merdeka.com/peristiwa/judul-x"),
        ("https://www.kompas.com/", "https://www.kompas.com/"),
        (URL, URL),
    ],
)
def test_the_whole_article_is_asked_for_where_there_is_a_way(url: str, single: str) -> None:
    assert single_page_url(url) == single


def test_further_pages_are_those_of_this_article_in_order() -> None:
    pager = (
        '<a href="?page=3">3</a><a href="?page=2">2</a><a href="?page=1">1</a>'
        '<a href="/daerah/jembatan-gantung-rusak?page=2">2</a>'
        '<a href="/daerah/berita-lain?page=2">x</a><a href="https://jahat.example/daerah/jembatan-gantung-rusak?page=4">4</a>'
        '<a href="javascript:x">y</a><a href="/daerah/jembatan-gantung-rusak?replytocom=5">z</a>'
    )
    article = extract(page(around="{}" + pager), URL)
    assert article.next_pages == (f"{URL}?page=2", f"{URL}?page=3")
    assert extract(page(around="{}" + pager), f"{URL}?page=2").next_pages == (f"{URL}?page=3",)
    assert extract(page(around="{}" + pager), f"{URL}?page=all").next_pages == ()


# -- pages of one article


def test_pages_join_into_one_article_without_repeats() -> None:
    first = extract(
        page(LINES[0], "Baca juga: Rudal Dikirim", LINES[1] + " Paragraf tambahan supaya cukup panjang."), URL
    )
    second = extract(
        page(LINES[0], LINES[2], LINES[2] + " Keterangan itu diulang pada halaman kedua."), f"{URL}?page=2"
    )
    whole = join_pages(first, [second])
    assert whole.title == first.title
    assert [segment.kind for segment in whole.segments].count(SegmentKind.LEAD) == 1
    assert [segment.kind for segment in whole.segments].count(SegmentKind.HEADLINE) == 1
    assert whole.text.split("\n")[0] == LINES[0]
    assert whole.text.count(LINES[0]) == 1
    assert LINES[2] in whole.text
    assert whole.next_pages == ()
    assert not whole.partial


def test_a_page_that_could_not_be_read_leaves_the_whole_partial() -> None:
    first = extract(page(), URL)
    whole = join_pages(first, [extract(b"", f"{URL}?page=2")])
    assert whole.partial
    assert "page 2 could not be read" in whole.problems[0]
    assert whole.text == first.text


def test_the_wire_form_carries_the_contracts_fields_first() -> None:
    article = extract(page(), URL)
    wire = article_to_json(article)
    assert list(wire)[:9] == [
        "url",
        "publisher",
        "title",
        "authors",
        "published",
        "text",
        "segments",
        "extractor",
        "method",
    ]
    assert wire["segments"][0] == {"kind": "headline", "text": "Jembatan Gantung Rusak"}
    assert wire["text"] == article.text
    assert isinstance(article, Article)
