"""A redesign must neither blind the watch nor pass unnoticed: the article comes out, and the operator is told.

Each publisher's own page is changed in three ways: the class that marks the body is gone, is left on the first
paragraph only, or has gone to a list of teasers.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from extractors import PUBLISHERS, extract
from extractors.decoding import parse_page
from extractors.page import Page

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(page.stem for page in PAGES.glob("*.html"))
HOOKS = ("class", "id", "itemprop", "property", "data-qa-id")
TEASERS = "".join(
    f"<p><a href='/{number}'>Kabar lain nomor {number} dari pulau seberang yang jauh</a></p>"
    f"<p>Cuplikan kabar nomor {number} "
    "tidak ada hubungan dengan laporan ini, demikian menurut seorang juru bicara.</p>"
    for number in range(3)
)


def body_of(tree: html.HtmlElement, slug: str) -> list[html.HtmlElement]:
    """The elements that the class reads, the newest template's first."""
    page = Page(tree, "")
    for template in PUBLISHERS[slug].templates:
        for css in template.body:
            found = page.select(css)
            if found and found[0].tag != "script":
                return found
    return []


def redesigned(name: str, change: str) -> tuple[bytes, dict[str, Any]] | None:
    source = (PAGES / f"{name}.html").read_bytes()
    want: dict[str, Any] = json.loads(source.partition(b"-->")[0].removeprefix(b"<!-- expected "))
    tree = parse_page(source)
    assert isinstance(tree, html.HtmlElement)
    body = body_of(tree, name.split("-")[0])
    if len(body) != 1:
        return None
    hooks = {hook: str(body[0].get(hook)) for hook in HOOKS if body[0].get(hook)}
    body[0].tag = "div"
    for hook in hooks:
        del body[0].attrib[hook]
    if change == "left on a fragment":
        fragment = html.Element("div", hooks)
        first = next((one for one in body[0] if len(one.text_content()) > 80), None)
        if first is None or len(first.text_content()) > 0.5 * len(body[0].text_content()):
            return None
        first.addprevious(fragment)
        fragment.append(first)
    elif change == "gone to teasers":
        teasers = html.fromstring(f"<div>{TEASERS}</div>")
        teasers.attrib.update(hooks)
        side = html.Element("div", {"class": "kolom-kanan"})
        side.append(teasers)
        tree.find("body").append(side)
    return html.tostring(tree, encoding="utf-8", doctype="<!doctype html>"), want


@pytest.mark.parametrize("change", ["gone", "left on a fragment", "gone to teasers"])
def test_a_redesign_is_read_all_the_same_and_named(change: str) -> None:
    tried, blind, unsaid = 0, [], []
    for name in NAMES:
        changed = redesigned(name, change)
        if changed is None:
            continue
        tried += 1
        article = extract(changed[0], changed[1]["url"])
        last = f"sebelum akhir bulan di perairan timur {changed[1]['city']}."
        if last not in article.text or "Cuplikan kabar" in article.text:
            blind.append(f"{name} {article.extractor} {len(article.text)}")
        newest = PUBLISHERS[name.split("-")[0]].templates[0].version
        if article.extractor != f"{article.publisher}/{newest}" and not article.problems:
            unsaid.append(f"{name} {article.extractor}")
    assert tried >= 20
    assert not blind
    assert not unsaid


@pytest.mark.parametrize(
    "url",
    [
        "https://amp.kompas.com/nasional/read/2026/09/08/10150031/kapal-latih",
        "https://news.detik.com/berita/d-7654321/kapal-latih/amp",
        "https://www.antaranews.com/foto/4400001/kapal-latih",
        "https://20.detik.com/detikflash/20260908-123/kapal-latih",
        "https://video.tempo.co/read/123/kapal-latih",
        "https://www.cnnindonesia.com/tv/20260908101500-407-1/kapal-latih",
    ],
)
def test_a_photo_film_or_amp_page_is_no_redesign(url: str) -> None:
    line = "Kapal patroli itu bersandar di dermaga kecil pada pagi hari dan disambut warga setempat. "
    page = f"<html><body><h1>Kapal Patroli Bersandar</h1><div class='lain'><p>{line * 4}</p></div></body></html>"
    article = extract(page.encode(), url)
    assert (article.method, article.problems) == ("fallback", ())
    assert line.strip() in article.text
    ordinary = extract(page.encode(), "https://www.antaranews.com/berita/4400001/kapal-latih")
    assert any("layout" in problem for problem in ordinary.problems)
