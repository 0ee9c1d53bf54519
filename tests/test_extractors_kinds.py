"""Pages of newsrooms that nobody has described: the systems Indonesian sites run on, and the kinds of page they make.

Every page under tests/kinds holds one invented report (a training ship arrives) and, wherever such a page puts them,
headlines and excerpts of another event, which must never be readable. The comment on top says what must come out.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from extractors import Article, extract

PAGES = sorted((Path(__file__).parent / "kinds").glob("*.html"))
OTHER = "Negeri Rawa"
TITLE = "Pelabuhan Teluk Merpati Terima Kapal Latih Baru"
FIRST = "Pelabuhan Teluk Merpati pada Selasa menerima kapal latih baru yang dibuat galangan setempat selama dua tahun."
MIDDLE = (
    "akan dipakai taruna untuk belajar navigasi, permesinan, dan tata muat.",
    "kata Rukmini Hadiwaluyo kepada wartawan di dermaga.",
    "rute mengelilingi teluk, lalu kembali ke dermaga utama.",
    "sejak pagi, sebagian membawa anak-anak mereka.",
)
URL = "https://kabarteluk.example/daerah/kapal-latih"
LAST = "Rukmini berharap kapal itu dapat menambah jumlah pelaut muda dari daerahnya dalam lima tahun mendatang."


SHELL = f"<html><head><meta property='og:title' content='{TITLE}'></head><body><div id='app'></div>"


def read(page: Path) -> tuple[Article, dict[str, Any]]:
    body = page.read_bytes()
    head, _, rest = body.partition(b"-->")
    want: dict[str, Any] = json.loads(head.removeprefix(b"<!-- expected "))
    return extract(rest.lstrip(), want["url"]), want


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_of_an_unknown_newsroom_gives_its_report_and_nothing_else(page: Path) -> None:
    article, want = read(page)
    assert article.title == TITLE
    assert OTHER not in article.text
    assert article.published == (datetime.fromisoformat(want["published"]) if want["published"] else None)
    assert list(article.authors) == want.get("authors", list(article.authors))
    assert article.origin == want.get("origin")
    assert article.partial == want.get("partial", False), article.problems
    if article.partial:
        return
    lines = article.text.split("\n")
    assert FIRST in article.text
    assert lines[-1].endswith(LAST)
    if not want.get("short"):
        assert not [sentence for sentence in MIDDLE if sentence not in article.text]
        assert len(article.text) < 1_100, lines


@pytest.mark.parametrize(("declared", "written"), [("iso-8859-1", "utf-8"), ("utf-8", "windows-1252"), ("", "utf-16")])
def test_a_wrong_declaration_of_the_encoding_is_seen_through(declared: str, written: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    said = f"{FIRST[:-1]}, kata kepala pelabuhan – \u201ckami lega\u201d – kemarin."
    page = (
        f"<!doctype html><html><head>{meta}<title>{TITLE}</title></head>"
        f"<body><h1>{TITLE}</h1><p>{said}</p><p>{LAST}</p></body></html>"
    )
    assert extract(page.encode(written), URL).text == f"{said}\n{LAST}"


def test_the_parts_of_one_report_stay_together_though_each_has_a_sub_head() -> None:
    parts = "".join(
        f"<article><h2>Bagian {number}</h2><div class='entry-content'><p>{text}</p><p>{FIRST} {number}</p></div>"
        "</article>"
        for number, text in enumerate((FIRST, *(f"Taruna {line}" for line in MIDDLE), LAST))
    )
    page = f"<html><body><h1>{TITLE}</h1><main>{parts}</main></body></html>"
    text = extract(page.encode(), URL).text
    assert all(line in text for line in (FIRST, *MIDDLE, LAST))


def test_a_publishers_page_that_scrolls_on_to_the_next_report_ends_with_its_own() -> None:
    def report(headline: str, first: str) -> str:
        return (
            f"<article><h1 class='detail__title'>{headline}</h1><div class='detail__body-text'><p>{first}</p>"
            f"<p>{LAST}</p><p>{FIRST}</p></div></article>"
        )

    other = report("Negeri Rawa Kirim Roket", "Negeri Rawa mengirim roket lewat laut.")
    page = f"<html><body>{report(TITLE, FIRST)}{other}</body></html>"
    article = extract(page.encode(), "https://news.detik.com/berita/d-8012345/kapal-latih")
    assert article.method == "publisher"
    assert OTHER not in article.text


def test_data_of_a_script_is_read_where_the_page_is_an_empty_shell() -> None:
    other = {"title": "Negeri Rawa Kirim Roket", "content": "<p>" + "Negeri Rawa mengirim roket. " * 60 + "</p>"}
    own = {"title": TITLE, "content": "".join(f"<p>{line}</p>" for line in (FIRST, *MIDDLE, LAST))}
    data = json.dumps({"page": {"related": [other], "post": own}})
    for script in (
        f'<script type="application/json">{data}</script>',
        f"<script>window.__NUXT__={data};</script>",
    ):
        page = f"{SHELL}{script}</body></html>"
        article = extract(page.encode(), URL)
        assert (article.extractor, article.method) == ("script", "fallback")
        assert article.text.startswith(FIRST)
        assert OTHER not in article.text


def test_a_stream_of_a_pages_parts_is_read_where_the_page_is_an_empty_shell() -> None:
    rows = (
        '0:["$","div",null,{}]\n1a:T5f3,' + "".join(f"<p>{line}</p>" for line in (FIRST, *MIDDLE, LAST)) + '\n1b:["$"]'
    )
    half = len(rows) // 2
    scripts = "".join(
        f"<script>self.__next_f.push([1,{json.dumps(part)}])</script>" for part in (rows[:half], rows[half:])
    )
    page = f"{SHELL}{scripts}</body></html>"
    article = extract(page.encode(), URL)
    assert article.extractor == "script"
    assert article.text.split("\n")[0] == FIRST
    assert article.text.split("\n")[-1] == LAST


@pytest.mark.parametrize(
    ("shown", "names"),
    [
        ("<div>Sekar Pramudita - Kabar Teluk</div>", ["Sekar Pramudita"]),
        ("<div>Berita Utama - Portal Lain</div>", []),
        ("<span>Ditulis oleh Sekar Pramudita pada 8 September 2026</span>", ["Sekar Pramudita"]),
        ("<p>Diposting oleh: Sekar Pramudita</p>", ["Sekar Pramudita"]),
        ("<meta name='author' content='Sekar Pramudita dan Bagus Wiratama'>", ["Sekar Pramudita", "Bagus Wiratama"]),
        ("<meta name='author' content='kabarteluk.net'>", []),
        ("<meta name='author' content='Redaksi'>", []),
    ],
)
def test_who_wrote_it_is_found_where_no_class_says_so(shown: str, names: list[str]) -> None:
    page = f"<html><head></head><body><h1>{TITLE}</h1>{shown}<div><p>{FIRST}</p><p>{LAST}</p></div></body></html>"
    assert list(extract(page.encode(), URL).authors) == names


def test_stray_bytes_of_a_text_processor_are_read_as_quotation_marks() -> None:
    head = f"<html><head><meta charset='utf-8'></head><body><h1>{TITLE}</h1>"
    start = f"{head}<p>{FIRST[:-1]} \u2013 caf\u00e9 \u2013 kata kepala "
    page = start.encode() + b"\x93lega\x94 kemarin.</p><p>" + f"{LAST}</p></body></html>".encode()
    text = extract(page, URL).text
    assert "\u201clega\u201d kemarin." in text
    assert "\u2013 caf\u00e9 \u2013" in text


def test_the_article_of_the_headline_is_read_on_a_page_that_shows_several() -> None:
    def shown(headline: str, lines: list[str]) -> str:
        text = "".join(f"<p>{line}</p>" for line in lines)
        return (
            f"<article><header><h2>{headline}</h2></header><div class='q'><div class='z'>{text}</div></div></article>"
        )

    longer = [f"Negeri Rawa mengirim roket lewat laut, kata seorang juru bicara, hari ke-{day}." for day in range(30)]
    page = (
        f"<html><head><title>{TITLE}</title></head><body><h1>Kabar Terbaru</h1>"
        f"{shown('Negeri Rawa Kirim Roket', longer)}{shown(TITLE, [FIRST, *MIDDLE, LAST])}</body></html>"
    )
    article = extract(page.encode(), URL)
    assert article.text.startswith(FIRST)
    assert OTHER not in article.text


def test_the_class_that_a_blog_gives_its_posts_is_no_list_of_tags() -> None:
    text = "".join(f"<p>{line}</p>" for line in (FIRST, *(f"Taruna {line}" for line in MIDDLE), LAST))
    widget = "".join(
        f"<p>Tentang kami: media ini terbit sejak lama, {number}, dan terus tumbuh.</p>" for number in range(9)
    )
    post = "post-148 post type-post hentry category-daerah tag-kapal tag-latih"
    page = (
        f"<html><head><title>{TITLE}</title></head><body><section class='{post}'><h1>{TITLE}</h1>{text}</section>"
        f"<div class='textwidget'>{widget}</div></body></html>"
    )
    assert extract(page.encode(), URL).text.startswith(FIRST)


@pytest.mark.parametrize(
    ("between", "description", "kept"),
    [
        (f"<p class='intro'>{FIRST}</p>", "", True),
        (f"<h2>{FIRST}</h2>", "", True),
        (f"<p>{FIRST}</p>", "", False),
        (f"<div>{FIRST}</div>", FIRST, True),
        (f"<div>{FIRST}</div>", "", False),
        (f"<p><a href='/x'>{FIRST}</a></p>", "", False),
        (f"<figure><img src='/k.jpg'><p>{FIRST}</p></figure>", "", False),
        (f"<div><img src='/k.jpg'><p>{FIRST}</p></div>", "", False),
        (f"<div class='related'><p>{FIRST}</p></div>", "", False),
    ],
)
def test_a_standfirst_between_headline_and_text_belongs_to_the_report(
    between: str, description: str, kept: bool
) -> None:
    text = "".join(f"<p>Taruna {line} Demikian kata {LAST}</p>" for line in (*MIDDLE, *MIDDLE))
    text = text.replace("<p>", "<p>TELUK MERPATI - ", 1)
    meta = f"<meta name='description' content='{description}'>" if description else ""
    page = (
        f"<html><head><title>{TITLE}</title>{meta}</head><body><h1>{TITLE}</h1><div class='atas'>{between}</div>"
        f"<div class='post-content'>{text}</div></body></html>"
    )
    article = extract(page.encode(), URL)
    assert (FIRST in article.text) is kept
    assert article.text.count(FIRST) <= 1
    assert "TELUK MERPATI" not in article.text  # the dateline of the text is one though it is not the first line
