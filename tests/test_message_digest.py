"""Digests and lists: silence proves itself, nothing is lost without a word, and mail reads well."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from flows.alerts import Blind, Coverage, Gathering, Shift, compose_digest, compose_list
from flows.alerts.budget import BUDGETS, UNKNOWN
from flows.alerts.event import Decision, Silence, SilenceScope, State
from rules import Severity
from tests.test_message import NAMES, NOW, alert, mention, sighting

COVERAGE = Coverage(
    feeds_ok=41,
    feeds=44,
    articles=1312,
    partial=7,
    shadow_rules=2,
    undelivered=1,
    blind=(Blind("detik.com", "halaman penghalang", NOW - timedelta(hours=7)), Blind("baru.example", "404", None)),
)
SHIFT = Shift(NOW - timedelta(hours=8), NOW, COVERAGE)


def held(count: int, severity: Severity = Severity.HIGH) -> list[Decision]:
    return [
        replace(alert(mention(severity=severity), sighting(article_id=f"a{n}")).decision, alert=False, reason="capped")
        for n in range(count)
    ]


def test_nothing_to_report_still_says_what_was_watched() -> None:
    message = compose_digest(SHIFT, NAMES)
    assert message.title == "Ringkasan jaga 6/9 09.02 WIB: tidak ada peringatan"
    assert message.body.splitlines() == [
        "CAKUPAN",
        "- 8 jam, 41/44 feed sehat, 1312 artikel dibaca, 0 peringatan",
        "- buta: detik.com (halaman penghalang, sejak 6/9 02.02 WIB)",
        "- buta: baru.example (404, sejak awal)",
        "- 7 artikel hanya terbaca sebagian",
        "- 2 aturan dalam mode bayangan",
        "- 1 kiriman belum diterima layanannya",
    ]


def test_the_digest_shows_new_denied_held_open_and_muted() -> None:
    first = alert(mention(severity=Severity.CRITICAL))
    other = replace(first.event, id="P3MX")
    shift = replace(
        SHIFT,
        alerts=(first, replace(first, id="K7Q2-2", state=State.DENIED)),
        held=tuple(held(1)),
        still_open=(first.event, other),
        acknowledged={"K7Q2": "rina"},
        silences=(Silence(1, SilenceScope.PAIR, "KP>RU", NOW, "budi", "ramai", NOW),),
    )
    body = compose_digest(shift, NAMES).body
    assert "BARU\n- KRITIS K7Q2-1 · 6/9 09.02 WIB: AS: Korea Utara memasok" in body
    assert "· ditangani rina" in body
    assert "DIBANTAH\n- KRITIS K7Q2-2" in body
    assert "DITAHAN" in body
    assert "MASIH TERBUKA\n- P3MX Korut → Rusia: peluru artileri, roket (dikirim) · belum ditangani" in body
    assert "- pasangan Korut → Rusia, sampai 6/9 09.02 WIB (budi: ramai)" in body
    assert compose_digest(shift, NAMES).title.endswith("3 peringatan, 2 KRITIS")


@pytest.mark.parametrize("channel", [*sorted(BUDGETS), "unknown"])
def test_a_long_digest_fits_every_channel_and_says_how_much_is_left_out(channel: str) -> None:
    budget = BUDGETS.get(channel, UNKNOWN)
    one = alert()
    shift = replace(SHIFT, alerts=tuple(replace(one, id=f"K7Q2-{n}") for n in range(1, 200)))
    message = compose_digest(shift, NAMES, budget=budget)
    assert budget.fits(message.title, message.body)
    assert message.body.strip()
    if budget.body > 500:
        assert "lainnya" in message.body
        assert "41/44" in message.body


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [v or "" for k, v in attrs if k in ("src", "href", "action", "background")]


def test_the_page_for_mail_is_plain_escaped_and_fetches_nothing() -> None:
    nasty = Blind('<img src="http://evil.example">', "<script>alert(1)</script>", None)
    shift = replace(SHIFT, coverage=replace(COVERAGE, blind=(nasty,)))
    page = compose_digest(shift, NAMES).html
    assert page is not None
    seen = Tags()
    seen.feed(page)
    assert set(seen.tags) == {"html", "head", "meta", "title", "body", "div", "h1", "h2", "ul", "li"}
    assert seen.links == []
    assert "width=device-width" in page


def test_english_digests() -> None:
    assert "8 h, feeds healthy 41/44" in compose_digest(SHIFT, NAMES, language="en").body


def test_a_storm_is_one_list_with_the_critical_ones_first() -> None:
    decisions = [*held(11), *held(1, Severity.CRITICAL)]
    message = compose_list(decisions, NAMES, Gathering.STORM, now=NOW)
    assert message.title == "12 peristiwa dalam satu jam, 1 KRITIS"
    assert message.body.splitlines()[0].startswith("KRITIS K7Q2: AS: Korut pasok")
    assert len(message.body.splitlines()) == 12
    assert message.urgent


@pytest.mark.parametrize("channel", [*sorted(BUDGETS), "unknown"])
def test_a_list_fits_every_channel(channel: str) -> None:
    budget = BUDGETS.get(channel, UNKNOWN)
    message = compose_list(held(300), NAMES, Gathering.BACKFILL, now=NOW, budget=budget)
    assert budget.fits(message.title, message.body)
    assert "300" in f"{message.title}{message.body}"
