"""Each publisher's contract: its own page, in its own markup, gives the same report, clean.

The pages under tests/pages hold one invented report (a patrol boat calls at a port), each with its own port and
count, and the headline of another event wherever that newsroom puts one: that headline must never be readable.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import extractors
from extractors import PUBLISHERS, READABLE, SegmentKind, extract
from extractors.registry import MACHINERY

PAGES = Path(__file__).parent / "pages"


def expected(page: Path) -> dict[str, Any]:
    """What the comment on top of a page says its class must make of it."""
    head, _, _ = page.read_text(encoding="utf-8").partition("-->")
    answer: dict[str, Any] = json.loads(head.removeprefix("<!-- expected "))
    return answer


EXPECTED = {page.stem: expected(page) for page in sorted(PAGES.glob("*.html"))}
OTHER_EVENT = "Pulau Karang Borong Dua Ratus Rudal"
NOISE = (
    "baca juga",
    "advertisement",
    "scroll",
    "gambas",
    "pilihan editor",
    "halaman",
    "editor",
    "copyright",
    "google news",
)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_publishers_page_gives_the_report_and_nothing_else(name: str) -> None:
    want = EXPECTED[name]
    article = extract((PAGES / f"{name}.html").read_bytes(), want["url"])
    lines = article.text.split("\n")
    assert article.extractor == want["extractor"], article.problems
    assert (article.method, article.partial, article.problems) == ("publisher", False, ())
    assert article.publisher == name.split("-")[0]
    assert article.title == f"Kapal Patroli Sagara Singgah di {want['city']}"
    assert list(article.authors) == want["authors"]
    assert article.published == datetime.fromisoformat(want["published"])
    assert article.published is not None
    assert article.published.tzinfo is not None
    assert lines[0].startswith("Armada kapal patroli milik Republik Sagara merapat")
    assert f"rombongan {want['count']} kapal" in lines[1]
    assert lines[-1] == f"Latihan gabungan dijadwalkan rampung sebelum akhir bulan di perairan timur {want['city']}."
    readable = " ".join(s.text for s in article.segments if s.kind in READABLE)
    assert OTHER_EVENT not in readable
    assert not [word for word in NOISE if word in readable.lower()]
    datelines = [s.text for s in article.segments if s.kind is SegmentKind.DATELINE]
    assert datelines == ([want["dateline"]] if want["dateline"] else [])
    assert list(article.next_pages) == want.get("next_pages", list(article.next_pages))
    assert article.origin == want.get("origin")
    assert article.language == "id"


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_same_page_without_its_class_is_still_clean(name: str) -> None:
    """The generic reader must do for a publisher that nobody has described yet."""
    if name == "jawapos":
        pytest.skip("the text of this page stands in a script: only its class can read it")
    want = EXPECTED[name]
    article = extract(
        (PAGES / f"{name}.html").read_bytes(), "https://www.koran-uji.example/nasional/kapal-patroli-sagara"
    )
    assert article.method == "fallback"
    assert article.title == f"Kapal Patroli Sagara Singgah di {want['city']}"
    assert "Armada kapal patroli milik Republik Sagara merapat" in article.text
    assert f"di perairan timur {want['city']}." in article.text
    assert OTHER_EVENT not in article.text


def test_every_publisher_has_a_page() -> None:
    assert {name.split("-")[0] for name in EXPECTED} == set(PUBLISHERS)


def test_every_module_that_is_no_machinery_is_a_publisher() -> None:
    folder = Path(extractors.__file__).parent
    modules = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    assert modules - MACHINERY == set(PUBLISHERS)
    assert modules >= MACHINERY


def test_every_publisher_says_what_it_must() -> None:
    assert len(PUBLISHERS) >= 35
    for slug, publisher in PUBLISHERS.items():
        assert slug == publisher.slug
        assert publisher.name
        assert publisher.hosts
        assert publisher.templates, slug
        versions = [template.version for template in publisher.templates]
        assert versions == sorted(versions, reverse=True), f"{slug}: newest template first"
        assert len(set(versions)) == len(versions)
        for template in publisher.templates:
            template.noise_table()
            assert template.body
