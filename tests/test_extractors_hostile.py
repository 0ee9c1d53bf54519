"""Whatever the bytes, an article comes back, soon and within bounds."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors import SegmentKind, extract

URL = "https://www.kompas.com/read/2026/03/03/1/judul-berita"
PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='baca-juga'>",
        "</div>",
        "<a href='/x'>",
        "</a>",
        "<b>",
        "</b>",
        "<br>",
        "<table><tr><td>",
        "</td></tr>",
        "<script type='application/ld+json'>",
        "</script>",
        '{"@type":"NewsArticle","headline":',
        "<li>",
        "<h2>",
        "</h2>",
        "<!--",
        "-->",
        "<div class='read__content'>",
        "<meta property='og:title' content='",
        "'>",
        "Baca juga: ",
        "Jakarta, KOMPAS.com - ",
        "(abc/def)",
        "&amp;#",
        "&#x202e;",
        "Sumber: Reuters",
        "Halaman 1 dari 3",
        "\u202e",
        "\x00",
        "<figure><img>",
        "<svg>",
        "<style>",
        "]]>",
        "<![CDATA[",
        "<?xml ",
        "<html>",
        "<body>",
        "3 Maret 2026 25:99 WIB",
        "Kolonel itu berbicara kepada para wartawan di markas besar.",
        "@",
        "://",
        "<link rel=canonical href=//>",
        "<p hidden>",
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=60),
    st.sampled_from([URL, "", "https://x.example/a/b-c", "::", "http://["]),
)
def test_any_markup_gives_an_article(pieces: list[str], url: str) -> None:
    article = extract(
        "".join(pieces).encode("utf-8", "surrogatepass"), url, feed_title="Judul", feed_text="Isi berita."
    )
    for segment in article.segments:
        assert segment.text == " ".join(segment.text.split())
        assert not [c for c in segment.text if unicodedata.category(c) in ("Cc", "Cf", "Cs")]
    assert not article.problems or "failed" not in article.problems[0], article.problems


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.text(max_size=40))
def test_any_bytes_give_an_article(body: bytes, content_type: str) -> None:
    for lead in (b"", b"<html><body><p>"):
        article = extract(lead + body, URL, content_type=content_type)
        assert not article.problems or "failed" not in article.problems[0], article.problems


OPEN = b"<html><head><title>Judul</title></head><body><article class='read__content'>"


@pytest.mark.parametrize(
    "body",
    [
        OPEN + b"<div>" * 100_000,
        OPEN + b"<p>" + b"<b>" * 50_000 + b"kata",
        OPEN + b"<p>" + b"a" * 4_900_000,
        OPEN + b"<p>Kalimat pendek ini diulang, kata juru bicara.</p>" * 20_000,
        OPEN + b"<p>" + b"Baca juga: " * 200_000,
        OPEN + b"<p>" + b"A - " * 400_000,
        OPEN + b"<p>" + b"Jakarta, " * 300_000,
        OPEN + b"kata<br>" * 25_000,
        OPEN + b"<a href='/read/2026/03/03/1/judul-berita?page=2'>Judul lain</a> " * 15_000,
        OPEN + b"<p>" + b"(" * 500_000,
        OPEN + b"<p>" + b"a@b." * 500_000,
        OPEN + b"<p>" + b"1 " * 800_000,
        OPEN + b"<p>a" + "\u0301".encode() * 500_000,
        OPEN + b"<div class='" + b"ad " * 200_000 + b"'>x",
        OPEN + b"<table><tr><td>" * 8_000,
        OPEN + b"<script type='application/ld+json'>" + b"[" * 200_000 + b"</script><p>x",
        OPEN + b"<span>" + b"1 Januari 2022 10.00 " * 100_000,
        OPEN + b"<" * 2_000_000,
    ],
    ids=lambda body: f"{body[len(OPEN) : len(OPEN) + 14]!r}"[2:-1],
)
def test_pathological_pages_end_soon_and_bounded(body: bytes) -> None:
    """Linear patterns take well under two seconds here; the quadratic ones this guards against took minutes."""
    start = time.process_time()
    article = extract(body, URL)
    assert time.process_time() - start < 20
    assert len(article.text) <= 310_000
    assert len(article.segments) <= 9_100


def test_a_failure_inside_is_told_and_the_feeds_words_remain(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("extractors.assemble.read_facts", broken)
    article = extract(
        b"<html><body><p>x</p></body></html>", URL, feed_title="Judul", feed_text="Isi berita dari umpan."
    )
    assert (article.method, article.partial, article.text) == ("feed", True, "Isi berita dari umpan.")
    assert article.problems == ("extractor failed on this page: RecursionError: too deep",)
    assert article.segments[0].kind is SegmentKind.HEADLINE


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=20).map("".join)), st.text(max_size=60))
def test_any_words_of_the_feed_give_an_article(text: str, title: str) -> None:
    for slug in (None, "kompas", "tidak-ada"):
        article = extract(b"", URL, feed_title=title, feed_text=text, publisher=slug)
        assert article.problems == ("the answer is empty",)
        assert all(segment.text for segment in article.segments)


def test_a_torn_tag_that_no_selector_can_name_is_no_harm() -> None:
    lines = "".join(
        f"<p>Kapal itu bersandar di dermaga pada hari ke-{n}, lalu melanjutkan pelayaran.</p>" for n in range(9)
    )
    torn = f"<d\u00e1?m%\u00a7 class='kiriman'>{lines}"
    page = f"<html><body><h1>Kapal Bersandar di Dermaga</h1><div>{torn}</div></body></html>"
    article = extract(page.encode(), "https://kabar.example/daerah/kapal-bersandar")
    assert not [problem for problem in article.problems if "failed" in problem]
    assert "hari ke-8" in article.text
