"""Which entry is which: the same one stays the same, two different ones never become one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.sources import parse_feed
from flows.sources.identity import Marks, canonical, identify, link_key, site

FEED = "https://www.kantoruji.example/rss"


def ids(*marks: Marks, feed: str = FEED) -> tuple[str, ...]:
    return identify(marks, feed)


def mark(link: str | None = None, guid: str = "", title: str = "Judul", date: str = "") -> Marks:
    return Marks(canonical(link) if link else None, guid, title, date)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://uji.example/berita/527615/judul-lama-sekali", "https://uji.example/berita/527615/judul-baru-yang-lain"),
        ("https://uji.example/berita/527615/judul-lama-sekali", "http://www.uji.example/berita/527615/judul-lama-sekali/"),
        ("https://uji.example/berita/d-7654321/kapal-tiba-lagi", "https://m.uji.example/berita/d-7654321/kapal-tiba"),
        ("https://uji.example/dunia/20261123080000-134-1170001/a-b-c", "https://uji.example/dunia/20261123080000-134-1170001/d-e-f"),
        ("https://uji.example/read/2026/11/23/10421234/a-b-c", "https://uji.example/read/2026/11/23/10421234/x-y-z"),
        ("https://uji.example/politik/judul-satu-2098765", "https://uji.example/politik/judul-dua-2098765"),
        ("https://uji.example/berita/nxc181330-judul-satu", "https://uji.example/berita/nxc181330-judul-satu?utm_source=rss"),
        ("https://uji.example/berita/s6kqpl370/judul-satu-nih", "https://uji.example/berita/s6kqpl370/judul-lain-lagi"),
        ("https://tirto.id/judul-lama-sekali-gXyz", "https://amp.tirto.id/judul-baru-gXyz?utm_source=rss"),
        ("https://kumparan.com/kanal/judul-lama-24aBcDeF12g", "https://m.kumparan.com/kanal/judul-24aBcDeF12g"),
        ("https://uji.example/a/b?utm_campaign=x&fbclid=1", "https://uji.example/a/b"),
        ("https://uji.example/a/b?page=all", "https://uji.example/a/b?single=1"),
        ("https://uji.example/a/b/amp/", "https://amp.uji.example/a/b"),
        ("https://uji.example/a/b#komentar", "https://uji.example:443/a/b"),
        ("https://uji.example/index.php?mib=1&id=5&utm_term=a", "https://uji.example/index.php?mib=1&id=5"),
    ],
)  # fmt: skip
def test_an_address_that_changed_its_dress_is_the_same_entry(one: str, other: str) -> None:
    assert ids(mark(one)) == ids(mark(other, guid="baru", title="Judul baru", date="besok"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://uji.example/berita/527615/a-b-c", "https://uji.example/berita/527616/a-b-c"),
        ("https://uji.example/berita/527615/a-b-c", "https://lain.example/berita/527615/a-b-c"),
        ("https://uji.example/2026/11/23/judul-yang-satu", "https://uji.example/2026/11/23/judul-yang-lain"),
        ("https://uji.example/20261123/judul-yang-satu", "https://uji.example/20261123/judul-yang-lain"),
        ("https://uji.example/202611/judul-yang-satu", "https://uji.example/202611/judul-yang-lain"),
        ("https://uji.example/rusia-kirim-tentara-1000000", "https://uji.example/ukraina-kirim-tentara-1000000"),
        ("https://uji.example/10000-drone-tiba", "https://uji.example/10000-drone-jatuh"),
        ("https://uji.example/g20bali/judul-yang-satu", "https://uji.example/g20bali/judul-yang-lain"),
        ("https://uji.example/?p=1", "https://uji.example/?p=2"),
        ("https://uji.example/a?page=2", "https://uji.example/a?page=3"),
    ],
)
def test_different_addresses_are_different_entries(one: str, other: str) -> None:
    assert ids(mark(one)) != ids(mark(other))


def test_one_guid_on_two_different_entries_keeps_both() -> None:
    found = ids(mark(guid="g", title="Satu"), mark(guid="g", title="Dua"))
    assert len(set(found)) == 2


def test_one_link_on_two_different_entries_keeps_both_and_the_same_ones_when_turned_round() -> None:
    one, two = (
        mark("https://uji.example/live/700000/a-b-c", title="Satu"),
        mark("https://uji.example/live/700000/a-b-c", title="Dua"),
    )
    assert len(set(ids(one, two))) == 2
    assert set(ids(one, two)) == set(ids(two, one))


def test_home_page_links_and_no_guid_fall_to_title_and_date() -> None:
    home = "https://uji.example/"
    found = ids(mark(home, home, "Satu", "1"), mark(home, home, "Dua", "1"), mark(home, home, "Satu", "2"))
    assert len(set(found)) == 3
    assert ids(mark(home, home, "  SATU! ", "1"))[0] == found[0]


def test_a_guid_reused_months_later_for_another_link_is_another_entry() -> None:
    assert ids(mark("https://uji.example/1", guid="7")) != ids(mark("https://uji.example/2", guid="7"))


def test_a_guid_counts_within_its_own_site_only() -> None:
    entry = mark(guid="12345")
    assert ids(entry, feed="https://nasional.satu.example/rss") == ids(entry, feed="https://www.satu.example/feed")
    assert ids(entry, feed="https://satu.example/rss") != ids(entry, feed="https://dua.example/rss")


def test_the_same_article_in_two_feeds_of_a_newsroom_is_one_entry() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    item = "<item><title>Judul</title><link>https://uji.example/berita/527615/judul{}</link><guid>{}</guid></item>"
    found = [
        parse_feed(f"<rss><channel>{item.format(*x)}</channel></rss>".encode(), f"https://uji.example/{x[1]}", now=now)
        for x in (("", "dunia"), ("?utm_source=terkini", "terkini"))
    ]
    assert found[0].entries[0].entry_id == found[1].entries[0].entry_id


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://nasional.kompas.com/rss", "kompas.com"),
        ("https://www.republika.co.id/rss", "republika.co.id"),
        ("https://setkab.go.id/feed", "setkab.go.id"),
        ("https://tirto.id/", "tirto.id"),
        ("http://127.0.0.1:8000/x", "0.1"),
    ],
)
def test_the_site_of_an_address_is_its_registrable_name(url: str, name: str) -> None:
    assert site(url) == name


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Uji.Example:443/A?b=1&utm_source=x#y", "https://uji.example/A?b=1"),
        ("http://uji.example", "http://uji.example/"),
        (" https://uji.example/a\n b ", "https://uji.example/ab"),
        ("https://uji.example:8080/a", "https://uji.example:8080/a"),
        ("https://uji.example/berita/é", "https://uji.example/berita/%C3%A9"),
        ("https://uji.example/berita/%C3%A9", "https://uji.example/berita/%C3%A9"),
        ("https://uji.example/100%25", "https://uji.example/100%25"),
        ("https://uji.example/100%", "https://uji.example/100%25"),
        ("https://uji.example/a%2fb", "https://uji.example/a%2Fb"),
        ("https://uji.example/?12345&a=b+c&utm_source", "https://uji.example/?12345&a=b+c"),
        ("https://uji.example/api/zmgqoe$moi", "https://uji.example/api/zmgqoe$moi"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
        ("javascript:alert(1)", None),
        ("https://a:b@uji.example/", None),
        ("https://[", None),
        ("https://uji.example:99999/", None),
        ("", None),
        ("https://" + "a" * 5000, None),
    ],
)
def test_an_address_is_made_canonical_or_refused(url: str, expected: str | None) -> None:
    assert canonical(url) == expected


_URLS = st.from_regex(
    r"https?://[a-z]{1,8}\.example(/[a-z0-9%-]{0,12}){0,4}(\?[a-z]{1,5}=[a-z0-9%]{0,5})?", fullmatch=True
)


@given(_URLS)
def test_canonical_is_settled_after_one_pass(url: str) -> None:
    once = canonical(url)
    assert once is not None
    assert canonical(once) == once


@given(st.text(max_size=200))
def test_any_text_is_canonical_or_refused(text: str) -> None:
    found = canonical(text, FEED)
    assert found is None or found.startswith(("http://", "https://"))
    link_key(found)


_MARKS = st.builds(
    Marks,
    link=st.one_of(st.none(), _URLS.map(canonical), st.sampled_from(["https://uji.example/", "https://uji.example/1"])),
    guid=st.sampled_from(["", "g", "https://uji.example/1", "7"]),
    title=st.sampled_from(["Satu", "Dua", "satu", ""]),
    date=st.sampled_from(["", "hari ini", "kemarin"]),
)


@given(st.lists(_MARKS, max_size=12))
def test_titles_that_differ_are_never_one_entry(marks: list[Marks]) -> None:
    found = identify(marks, FEED)
    seen: dict[str, str] = {}
    for entry_id, entry in zip(found, marks, strict=True):
        assert seen.setdefault(entry_id, entry.title.lower()) == entry.title.lower()


@given(st.lists(_MARKS, max_size=12), st.randoms())
def test_the_order_of_a_document_changes_no_identity(marks: list[Marks], random: object) -> None:
    turned = list(marks)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert sorted(identify(marks, FEED)) == sorted(identify(turned, FEED))


def test_marks_that_differ_in_case_alone_are_two_entries() -> None:
    one, other = (mark(f"https://tirto.id/judul-berita-{letters}", title=letters) for letters in ("gXyz", "gXyZ"))
    assert len(set(ids(one, other))) == 2
    assert ids(one) != ids(other)
