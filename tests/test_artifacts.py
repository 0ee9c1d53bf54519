"""What the operator reads: verdicts that tell the truth, tables in a useful order, foreign text inert."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.alerts.event import Decision, State
from flows.app.artifacts import (
    Verdict,
    alert_key,
    coverage_line,
    coverage_rows,
    judge_sight,
    link,
    md,
    moment,
    run_name,
)
from flows.app.cycle_page import ArticleRead, article_line, cycle_page
from flows.sources.feed import FaultKind, Feed, FeedFault, FeedPoll, FeedState
from flows.store.base import CycleReport, DecisionRecord
from tests.store_samples import a_decision

NOW = datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
WIB = ZoneInfo("Asia/Jakarta")


FEEDS = [Feed(f"feed-{n}", "antara", f"https://a.example/{n}") for n in range(9)]


def poll(number: int, fault: FaultKind | None = None, *, was_read: bool = True) -> FeedPoll:
    trouble = FeedFault(fault, f"what is wrong with {number}") if fault else None
    state = FeedState(f"feed-{number}", fault=trouble, last_success=NOW if was_read else None)
    return FeedPoll(f"feed-{number}", NOW, 200, state)


def judged(polls: list[FeedPoll], asked: list[FeedPoll] | None = None) -> Verdict:
    """The verdict on feeds in these states, of which `asked` were polled in this run."""
    states = {p.feed_id: p.state for p in polls}
    return judge_sight(polls if asked is None else asked, [f for f in FEEDS if f.id in states], states)


def test_run_that_read_everything_is_green() -> None:
    verdict = judged([poll(1), poll(2)])
    assert (verdict.name, verdict.why) == ("Completed", "2 of 2 feeds answered")


def test_run_that_read_nothing_is_blind_and_says_why() -> None:
    verdict = judged([poll(1, FaultKind.UNREACHABLE, was_read=False), poll(2, FaultKind.BLOCKED)])
    assert verdict.name == "Blind"
    assert verdict.why == "0 of 2 feeds answered; unreachable: feed-1; blocked: feed-2"


def test_run_that_lost_too_many_feeds_is_degraded() -> None:
    polls = [poll(n, FaultKind.TIMEOUT if n < 4 else None) for n in range(9)]
    assert judged(polls).name == "Degraded"
    assert judged(polls[1:]).name == "Degraded"
    assert judged(polls[2:]).name == "Completed"


def test_feeds_that_never_worked_do_not_make_every_run_red() -> None:
    polls = [poll(n, FaultKind.HTTP if n < 8 else None, was_read=n >= 8) for n in range(9)]
    assert judged(polls).is_green


def test_watch_whose_feeds_all_wait_for_a_later_try_is_still_blind() -> None:
    states = [poll(n, FaultKind.UNREACHABLE) for n in range(3)]
    verdict = judged(states, asked=[])
    assert (verdict.name, verdict.why) == ("Blind", "no feed was due; 0 of 3 are read")
    assert judged([poll(1)], asked=[]).is_green


def test_torn_feed_counts_as_read_and_is_named() -> None:
    verdict = judged([poll(1, FaultKind.TORN)])
    assert verdict.is_green
    assert verdict.why == "1 of 1 feeds answered; torn: feed-1"


def test_many_blind_feeds_are_counted_not_listed() -> None:
    assert judged([poll(n, FaultKind.HTTP) for n in range(9)]).why.endswith("feed-2 and 6 more")


def test_run_name_tells_what_was_done() -> None:
    report = CycleReport(NOW, NOW + timedelta(seconds=2), 8, 8, 0, 0, 12, 12, 0, 0, 3, 1)
    assert run_name(report, WIB, Verdict("Completed", "x")) == "poll 10:00: 8 feeds, 12 read, 1 alert"


def test_run_that_is_not_green_bears_its_reason_for_a_list_of_runs_shows_nothing_else() -> None:
    report = CycleReport(NOW, NOW + timedelta(seconds=2), 8, 4, 0, 4, 0, 0, 0, 0, 0, 0)
    why = "4 of 8 feeds answered; unreachable: antara-dunia"
    assert run_name(report, WIB, Verdict("Degraded", why)) == f"poll 10:00: {why}"
    assert len(run_name(report, WIB, Verdict("Blind", "w" * 999))) == 150


def test_coverage_shows_the_blind_first_with_reason_and_next_try() -> None:
    feeds = [Feed("a", "antara", "https://a.example/rss"), Feed("b", "detik", "https://b.example/rss")]
    states = {
        "a": FeedState("a", last_success=NOW - timedelta(minutes=5)),
        "b": FeedState(
            "b",
            fault=FeedFault(FaultKind.TLS, "certificate expired"),
            next_poll=NOW + timedelta(minutes=10),
            failures=3,
        ),
    }
    rows = coverage_rows(feeds, states, NOW, WIB, {"a": "antara/2"})
    assert [row["feed"] for row in rows] == ["b", "a"]
    assert rows[0] | {"state": "blind", "fault": "certificate expired", "next try": "10:10"} == rows[0]
    assert rows[1]["extractor"] == "antara/2"
    assert (rows[1]["read"], rows[0]["read"]) == ("09:55", "never"), "spans would be wrong an hour later"
    assert coverage_line(rows) == "1 of 2 feeds are read; blind: b"


def test_times_in_standing_tables_name_the_day_when_it_is_another() -> None:
    yesterday = NOW - timedelta(hours=11)
    assert [moment(at, NOW, WIB) for at in (NOW, yesterday, None)] == ["10:00", "08 Mar 23:00", "never"]


def test_page_of_a_poll_leads_to_the_standing_tables() -> None:
    report = CycleReport(NOW, NOW + timedelta(seconds=2), 8, 8, 0, 0, 0, 0, 0, 0, 0, 0)
    page = cycle_page(report, Verdict("Completed", "8 of 8 feeds answered"), [], [], WIB)
    assert "(/v2/artifacts/key/coverage)" in page
    assert "(/v2/artifacts/key/deliveries)" in page


@pytest.mark.parametrize(
    "hostile",
    [
        "[klik](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "a | b | c",
        "**tebal** _miring_ `kode` ~~coret~~",
        "![x](http://evil.example/pixel)",
        "# judul\n- butir",
        "lihat www.evil.example dan http://evil.example",
        "\u202egnp.exe \x1b[31m",
        "$x^2$ {{7*7}} &lt;b&gt;",
    ],
)
def test_foreign_text_cannot_act_in_markdown(hostile: str) -> None:
    shown = md(hostile)
    bare = shown.replace("\\\\", "")
    for sign in "[](){}|*_`~#!$^<>":
        for place, char in enumerate(bare):
            if char == sign:
                assert bare[place - 1 : place] == "\\", f"{sign} acts in {shown!r}"
    assert "www.e" not in shown
    assert "http://" not in shown
    assert not set(shown) & {"\n", "\x1b", "\u202e"}


def test_links_lead_to_web_pages_only() -> None:
    assert link("judul", "https://a.example/x?y=1") == "[judul](https://a.example/x?y=1)"
    assert link("judul", "javascript:alert(1)") == "judul"
    assert link("judul", "file:///etc/passwd") == "judul"
    assert link("judul", "http://[broken") == "judul"
    assert " " not in link("judul", "https://a.example/x) [y](https://evil.example").split("](", 1)[1][:-1]
    assert link("a](https://evil.example)", "https://a.example/").count("](") == 1


def test_alert_key_is_what_prefect_allows() -> None:
    assert alert_key("K7Q2") == "alert-k7q2"


def a_record(decision: Decision, alert_id: str | None = None) -> DecisionRecord:
    return DecisionRecord(NOW, "a", "Judul", "https://a.example/1", "kompas", decision, alert_id)


def test_log_says_in_words_what_became_of_an_article() -> None:
    nothing = ArticleRead("Harga beras\x1b turun", "https://a.example/1", "kompas", "kompas/2", (), (), ())
    assert article_line(nothing) == "not told: Harga beras turun (kompas): nothing in it that a rule looks for"
    decided = replace(a_decision(1), state=State.NONE, alert=False, reason="copy")
    silent = replace(nothing, title="Seoul", decisions=(a_record(decided),))
    assert article_line(silent).endswith("the same text as an article that was read before")
    assert article_line(silent).startswith("not told: Seoul (kompas): silent ")
    told = replace(silent, decisions=(a_record(decided, "K7Q2-1"),))
    assert article_line(told).startswith("told as K7Q2-1: ")


def test_page_of_a_poll_leads_straight_to_the_page_of_an_event() -> None:
    record = a_record(a_decision(1), "K7Q2-1")
    read = ArticleRead("Judul", "https://a.example/1", "kompas", "kompas/2", (record,), (), ())
    report = CycleReport(NOW, NOW, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1)
    event = record.decision.event
    assert event is not None
    pages = {event.id: "0192-ab"}
    assert "(/v2/artifacts/artifact/0192-ab)" in cycle_page(report, Verdict("Completed", ""), [], [read], WIB, pages)
    assert f"(/v2/artifacts/key/{alert_key(event.id)})" in cycle_page(report, Verdict("Completed", ""), [], [read], WIB)
