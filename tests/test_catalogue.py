"""The catalogue of newsrooms: what pantau brings along, and what is refused of a file with which words."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from extractors import single_page_url
from flows.sources import CatalogueError, Feed, check_catalogue, load_catalogue
from flows.sources.addresses import Door

GOOD = """\
publishers:
  - id: uji
    name: Kantor Uji
    homepage: https://www.uji.example
    feeds:
      - id: uji-dunia
        url: https://www.uji.example/rss/dunia
        section: world
        every: 5
        confidence: high
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "feeds.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_packaged_catalogue_is_wide_and_free_of_warnings() -> None:
    catalogue = load_catalogue()
    assert len({feed.publisher for feed in catalogue.enabled}) >= 40
    assert len(catalogue.enabled) >= 80
    assert check_catalogue() == ()


def test_every_packaged_feed_says_how_sure_we_are_and_can_be_fetched() -> None:
    catalogue = load_catalogue()
    for feed in catalogue.feeds:
        assert feed.confidence in ("high", "medium", "low")
        assert Door("feed").url_refusal(feed.url) is None
        assert feed.id.startswith(feed.publisher)
        publisher = catalogue.publisher(feed.publisher)
        assert publisher is not None
        assert publisher.weight == feed.weight


def test_the_catalogue_agrees_with_what_was_researched(shared: Path) -> None:
    outlets = json.loads((shared / "research" / "outlets.json").read_text())["outlets"]
    known = {feed["url"]: feed["confidence"] for outlet in outlets for feed in outlet.get("feeds", [])}
    found = {feed.url: feed.confidence for feed in load_catalogue().feeds}
    sitemaps = {url for url in found if "sitemap" in url}
    assert {url: found[url] for url in found.keys() & known.keys()} == {
        url: known[url] for url in found.keys() & known.keys()
    }
    # what was added since was not researched by three sources: it may not claim so
    assert not [url for url in found.keys() - known.keys() - sitemaps if found[url] == "high"]
    assert "dead" not in found.values()


def test_world_national_and_politics_come_first_in_each_newsroom() -> None:
    first = {"world", "national", "politics", "news", "all", "latest", "top"}
    catalogue = load_catalogue()
    for publisher in catalogue.publishers:
        feeds = [feed for feed in catalogue.enabled if feed.publisher == publisher.id]
        assert not feeds or feeds[0].section in first, publisher.id


def test_a_file_of_ones_own_is_read(tmp_path: Path) -> None:
    catalogue = load_catalogue(written(tmp_path, GOOD))
    assert catalogue.feed("uji-dunia") == Feed(
        "uji-dunia", "uji", "https://www.uji.example/rss/dunia", "world", 5, "Asia/Jakarta", "high", 2, True
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("every: 5", "evry: 5"), "feeds.yaml:9:9: unknown key 'evry'; did you mean every?"),
        (("every: 5", "every: 0"), "feeds.yaml:9:"),
        (("every: 5", "every: sering"), "whole number"),
        (("confidence: high", "confidence: hgih"), "did you mean high?"),
        (("id: uji-dunia", "id: Uji Dunia"), "feeds.yaml:6:"),
        (("url: https://www.uji.example/rss/dunia", "url: ftp://uji.example"), "neither http nor https"),
        (("url: https://www.uji.example/rss/dunia", "url: https://a:b@uji.example/x"), "user name"),
        (("    name: Kantor Uji\n", ""), "'name' is missing"),
        (("        section: world\n", "        zone: Asia/Djakarta\n"), "no IANA zone"),
        (("publishers:", "publisher:"), "did you mean publishers?"),
        (("every: 5", "every:\t5"), "tab character"),
        (("id: uji\n", "id: uji\n    id: uji\n"), "written twice"),
        (("id: uji-dunia", "id: &a uji-dunia"), "anchor"),
        (("section: world", "section: world\n        enabled: yes"), "true or false"),
        (("    feeds:", "    single_page: {how: query, confidence: high}\n    feeds:"), "needs a 'query'"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_a_hint(tmp_path: Path, change: tuple[str, str], expected: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(written(tmp_path, GOOD.replace(*change)))
    assert expected in str(raised.value)
    assert "feeds.yaml:" in str(raised.value)
    assert "a:b" not in str(raised.value).replace("'https://a:b@uji.example/x'", "")


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    broken = GOOD.replace("every: 5", "every: 0").replace("confidence: high", "confidence: sure")
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(written(tmp_path, broken))
    assert len(raised.value.problems) == 2
    assert [problem.line for problem in raised.value.problems] == [9, 10]


def test_ids_and_addresses_are_used_once(tmp_path: Path) -> None:
    again = "      - id: uji-dunia\n        url: https://www.uji.example/rss/dunia?utm_source=x\n"
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(written(tmp_path, GOOD + again))
    assert [problem.line for problem in raised.value.problems] == [11, 12]


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        load_catalogue(tmp_path / "tidak-ada.yaml")


def test_an_unknown_wire_and_a_home_page_are_warnings_only(tmp_path: Path) -> None:
    text = GOOD.replace("    feeds:", "    wires: [antar]\n    feeds:").replace("/rss/dunia", "")
    path = written(tmp_path, text)
    assert len(load_catalogue(path).feeds) == 1
    assert {problem.level for problem in check_catalogue(path)} == {"warning"}
    assert len(check_catalogue(path)) == 2


def test_a_local_file_adds_and_switches_off(tmp_path: Path) -> None:
    local = written(
        tmp_path, GOOD + "      - id: antara-dunia\n        url: https://x.example/r\n        enabled: false\n"
    )
    catalogue = load_catalogue(local=local)
    assert catalogue.feed("uji-dunia").publisher == "uji"
    assert not catalogue.feed("antara-dunia").enabled
    assert catalogue.feed("antara-politik").enabled


def test_a_feed_nobody_knows_is_answered_with_the_nearest() -> None:
    with pytest.raises(KeyError, match="did you mean antara-dunia"):
        load_catalogue().feed("antara-dunai")


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://nasional.kompas.com/read/2026/11/23/10421234/x", "kompas"),
        ("https://www.bbc.com/indonesia/articles/c1", "bbcindonesia"),
        ("https://www.bbc.com/news/1", None),
        ("https://en.tempo.co/read/1", "tempo-en"),
        ("https://www.tempo.co/politik/x-2098765", "tempo"),
        ("https://notkompas.com/x", None),
        ("https://kompas.com.evil.example/x", None),
    ],
)
def test_the_newsroom_of_an_address_is_found_by_its_host(url: str, publisher: str | None) -> None:
    found = load_catalogue().publisher_of(url)
    assert (found.id if found else None) == publisher


def test_the_catalogue_and_the_extractors_know_the_same_single_page_rules() -> None:
    for publisher in load_catalogue().publishers:
        whole = single_page_url(f"{publisher.homepage.rstrip('/')}/berita/1234567/judul-artikel-panjang")
        rule = publisher.single_page
        assert urlsplit(whole).query == (rule.query if rule and rule.how == "query" else ""), publisher.id
