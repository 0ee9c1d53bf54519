"""The part of CSS that publishers may use."""

from __future__ import annotations

import pytest
from lxml import html

from extractors.page import Page
from extractors.selectors import compile_selector

PAGE = Page(
    html.document_fromstring(
        """
        <html><head><meta name="author" content="Raka  Mandala"></head><body>
        <div class="isi artikel" id="utama"><p class="awal">satu<script>x</script></p>
        <p data-qa-id="alinea">dua</p></div>
        <div class="isi"><span class="artikel"><p>tiga</p></span></div>
        <a href="/penulis/raka">Raka</a><a href="/tag/kapal">kapal</a>
        <div class="isi"><div class="isi">dalam</div></div>
        </body></html>
        """
    ),
    "https://kabar.example/a",
)


@pytest.mark.parametrize(
    ("css", "texts"),
    [
        (".isi p", ["satu", "dua", "tiga"]),
        (".isi.artikel p", ["satu", "dua"]),
        ("#utama .awal", ["satu"]),
        ("div#utama p", ["satu", "dua"]),
        ("[data-qa-id=alinea]", ["dua"]),
        ("p[data-qa-id]", ["dua"]),
        ("a[href^=/penulis]", ["Raka"]),
        ("a[href*=kapal]", ["kapal"]),
        ("a[href$='raka']", ["Raka"]),
        ("div[class~=artikel] p", ["satu", "dua"]),
        (".isi .artikel p", ["tiga"]),
        ("meta[name=author]", ["Raka Mandala"]),
        (".tak-ada", []),
        ("body .isi .isi", ["dalam"]),
    ],
)
def test_a_selector_finds_what_css_would(css: str, texts: list[str]) -> None:
    assert PAGE.texts((css,)) == texts


def test_an_element_inside_a_selected_one_is_not_selected_again() -> None:
    assert len(PAGE.select(".isi")) == 3


def test_the_first_selector_that_gives_text_wins() -> None:
    assert PAGE.texts((".tak-ada", ".awal", ".isi p")) == ["satu"]


@pytest.mark.parametrize("css", ["", "p:first-child", "a > b", "a, b", "p[", ".", "a + b", "::before"])
def test_what_is_not_supported_is_refused_when_it_is_written(css: str) -> None:
    with pytest.raises(ValueError, match="selector"):
        compile_selector(css)
