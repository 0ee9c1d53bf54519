"""A backtest decides as the watch did; a rematch tells what today's rules see and nothing twice."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.app import backtest_plan
from flows.app.backtest import Case, Trial, case_of, decided_then, file_cases, read_cases, stored_cases
from flows.app.backtest_page import Backtest, backtest_page, bars
from flows.app.backtest_plan import Against, Plan, plan_backtest
from flows.app.ingest import cycle
from flows.app.rematch import REASON, RematchReport, rematch
from flows.app.ruleset import SHIPPED
from flows.app.shift import HELD
from flows.app.tellings import Telling, compare
from flows.store import Store, open_store
from rules import Document, Reading, RulesError
from tests.fakewatch import HOUR, MINUTE, START, Clock, FakePress, FakeRules, FakeWatch, Story, a_watch, backfilled
from tests.rule_folder import make_rule_folder

SAID = ("KP kirim rocket ke RU", "IR kirim drone ke RU", "Cuaca cerah di Jakarta")


class DeafTo(FakeRules):
    """Rules that do not see what one state sends."""

    supplier = ""

    def match(self, document: Document) -> Reading:
        said = super().match(document)
        return replace(said, mentions=tuple(m for m in said.mentions if m.suppliers != (self.supplier,)))


def deaf_to(supplier: str) -> Any:
    rules = DeafTo()
    rules.supplier = supplier
    return rules


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store() -> Any:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


@pytest.fixture
def watch(store: Store, clock: Clock, tmp_path: Path) -> FakeWatch:
    stories = [Story(n, said) for n, said in enumerate(SAID, 1)]
    made = a_watch(store, tmp_path, FakePress(stories), clock)
    backfilled(store, clock, "kabar-utama")
    return made


def cases(watch: FakeWatch) -> list[Case]:
    return list(stored_cases(watch, START - HOUR, START + HOUR, 100))


def trial_of(watch: FakeWatch, rules: Any) -> Trial:
    trial = Trial(rules)
    some = cases(watch)
    trial.take(some, [rules.match(case.document) for case in some])
    return trial


async def test_the_same_rules_tell_the_same_as_the_watch_did(watch: FakeWatch) -> None:
    await cycle(watch)
    trial = trial_of(watch, FakeRules())
    then = decided_then(watch, START - HOUR, START + HOUR, {case.document.id for case in cases(watch)})
    found = compare(then, trial.tellings)
    assert (found.same, found.new, found.lost, found.changed) == (2, (), (), ())
    assert trial.articles == 3


async def test_articles_of_one_batch_are_judged_in_the_order_in_which_the_watch_judged_them(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    """The first of several copies is told, the others are silent: another order would tell another one."""
    outlets = [f"kabar{n}" for n in range(8)]
    stories = [
        Story(n, SAID[0], at=START - (9 - n) * MINUTE, publisher=outlet, title="Roket ke Rusia")
        for n, outlet in enumerate(outlets, 1)
    ]
    watch = a_watch(store, tmp_path, FakePress(stories), clock, outlets)
    backfilled(store, clock, *(f"{outlet}-utama" for outlet in outlets))
    await cycle(watch)
    read = [case.article.url for case in cases(watch)]
    assert read == [story.url for story in stories]
    then = decided_then(watch, START - HOUR, START + HOUR, {case.document.id for case in cases(watch)})
    found = compare(then, trial_of(watch, FakeRules()).tellings)
    assert (found.same, found.new, found.lost, found.changed) == (1, (), (), ())


async def test_what_a_candidate_no_longer_sees_is_lost_and_what_it_sees_more_is_new(watch: FakeWatch) -> None:
    await cycle(watch)
    then, now = trial_of(watch, deaf_to("IR")).tellings, trial_of(watch, deaf_to("KP")).tellings
    found = compare(then, now)
    assert [t.roles for t in found.new] == ["IR > RU: drone"]
    assert [t.roles for t in found.lost] == ["KP > RU: rocket"]


def a_telling(**changes: Any) -> Telling:
    told = Telling(
        START, "a1", "Judul", "https://kabar.example/1", "kabar", "NEW", "weapons-transfer", "uji", "KP > RU: rocket",
        "agreed", "asserted", "high", "KP kirim rocket",
    )  # fmt: skip
    return replace(told, **changes)


def test_another_stage_or_severity_is_a_change_that_is_named() -> None:
    (moved,) = compare([a_telling()], [a_telling(stage="delivered", severity="critical")]).changed
    assert moved.axes == ("stage agreed -> delivered", "severity high -> critical")


def test_the_same_news_by_another_article_is_one_change_and_not_new_and_lost() -> None:
    found = compare([a_telling()], [a_telling(article_id="a2", at=START + HOUR)])
    assert [c.axes for c in found.changed] == [("told by another article",)]
    later = compare([a_telling()], [a_telling(article_id="a2", at=START + timedelta(days=9))])
    assert (len(later.new), len(later.lost)) == (1, 1)


def test_cases_and_readings_travel_between_processes(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text('{"id": 1, "title": "Korea Utara memasok roket ke Rusia", "text": "Kata Seoul."}\n')
    (case,) = file_cases(str(file), 10, [])
    assert pickle.loads(pickle.dumps(case)) == case
    (reading,) = read_cases(make_rule_folder(tmp_path / "rules"), [case])
    assert isinstance(reading, Reading)
    assert pickle.loads(pickle.dumps(reading)) == reading


def test_a_file_is_taken_by_date_and_bad_lines_are_named(tmp_path: Path) -> None:
    rows = [
        {"id": "b", "text": "kedua", "date": "2026-03-02"},
        {"id": "a", "text": "pertama", "date": "2026-03-01"},
        {"id": "a", "text": "kembar", "date": "2026-03-03"},
    ]
    file = tmp_path / "in.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows) + "nonsense\n")
    problems: list[str] = []
    found = list(file_cases(str(file), 10, problems))
    assert [case.document.id for case in found] == ["a", "b", "a#3"]
    assert len(problems) == 1
    assert problems[0].startswith("line 4: not JSON")
    assert [case.document.id for case in file_cases(str(file), 2, [])] == ["a", "b"]


async def test_an_article_that_trips_the_engine_costs_only_itself(watch: FakeWatch) -> None:
    await cycle(watch)
    trial = Trial(FakeRules())  # type: ignore[arg-type]
    some = cases(watch)
    readings = [FakeRules().match(case.document) for case in some]
    trial.take(some, ["https://kabar.example: the engine failed: ValueError", *readings[1:]])
    assert trial.articles == 3
    assert len(trial.faults) == 1


def test_rules_that_do_not_load_are_named_with_file_and_line(watch: FakeWatch, tmp_path: Path) -> None:
    folder = tmp_path / "calon"
    make_rule_folder(folder)
    (folder / "topic" / "rusak.yaml").write_text("id: rusak\nmatch: {fraim: transfer}\n")
    with pytest.raises(RulesError, match=r"rusak\.yaml:\d"):
        plan_backtest(watch, rules=str(folder), file="", days=7, against=Against.DECIDED, most=10)


async def test_the_plan_goes_through_all_articles_in_shares_and_says_how_far_it_is(
    watch: FakeWatch, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await cycle(watch)
    clock.now += HOUR
    watch.press.stories.append(Story(4, "CN kirim drone ke IR"))
    await cycle(watch)
    clock.now += HOUR
    monkeypatch.setattr(backtest_plan, "SHARE", 2)
    rules: Any = FakeRules()
    plan = Plan(
        watch, SHIPPED, "uji", "", START - HOUR, clock.now, Against.DECIDED, 100, trials={SHIPPED: Trial(rules)}
    )
    reached = []
    for share in plan.shares():
        plan.take(share, [[rules.match(case.document) for case in share]])
        reached.append(plan.percent)
    test = plan.report(1.0)
    assert reached == [0.0, 50.0]
    assert test.line == "4 articles, 3 alerts, 0 new, 0 lost, 0 changed"


def a_test(trial: Trial, then: list[Telling], **changes: Any) -> Backtest:
    made = Backtest("stored", "3 rules", "what the watch decided", trial, then, compare(then, trial.tellings),
                    lambda _: "background", (), 2.0)  # fmt: skip
    return replace(made, **changes)


async def test_the_page_names_what_is_new_and_why_it_was_not_told_then(watch: FakeWatch) -> None:
    await cycle(watch)
    trial = trial_of(watch, FakeRules())
    of_korea = [telling for telling in trial.tellings if "KP" in telling.roles]
    page = backtest_page(a_test(trial, of_korea), watch.settings.tz)
    assert "### New: told now, not then (1)" in page
    assert "IR &gt; RU" in page
    assert "| background |" in page
    assert "told the same | 1 |" in page
    assert "█" in page


async def test_text_from_outside_stays_text_on_the_page(watch: FakeWatch) -> None:
    await cycle(watch)
    trial = trial_of(watch, FakeRules())
    evil = a_telling(title="](javascript:x) <script>", quote="| a | b", url="javascript:alert(1)")
    page = backtest_page(a_test(trial, [evil]), watch.settings.tz)
    assert "<script" not in page
    assert "](javascript" not in page
    assert "| a | b" not in page


def test_bars_grow_with_the_count_and_days_without_alerts_stay_out(watch: FakeWatch) -> None:
    day = timedelta(days=1)
    told = [a_telling(), a_telling(), a_telling(at=START + 3 * day)]
    rows = bars([], told, watch.settings.tz, compared=False)[2:]
    assert [row.count("█") for row in rows] == [30, 15]


# -- rematch


async def rematched(watch: FakeWatch, *, silently: bool) -> RematchReport:
    report = RematchReport()
    articles = watch.store.articles_between(START - HOUR, START + HOUR, 100)
    rematch(watch, articles, watch.clock(), report, silently=silently)
    return report


async def test_a_corrected_rule_tells_what_it_had_missed_once(watch: FakeWatch, clock: Clock) -> None:
    watch.rules = deaf_to("IR")
    await cycle(watch)
    assert len(watch.store.alerts(START - HOUR)) == 1
    watch.rules = FakeRules()  # type: ignore[assignment]
    clock.now += HOUR
    report = await rematched(watch, silently=False)
    assert (report.articles, report.changed, report.gained, report.lost) == (3, 1, 1, 0)
    assert [a.event.suppliers for a in report.alerts] == [("IR",)]
    assert len(watch.store.deliveries(START - HOUR)) == 2
    again = await rematched(watch, silently=False)
    assert (again.changed, again.alerts) == (0, [])
    assert len(watch.store.alerts(START - HOUR)) == 2


async def test_silently_nobody_is_told_and_no_digest_or_list_speaks_of_it(watch: FakeWatch, clock: Clock) -> None:
    watch.rules = deaf_to("IR")
    await cycle(watch)
    watch.rules = FakeRules()  # type: ignore[assignment]
    clock.now += HOUR
    report = await rematched(watch, silently=True)
    assert (report.held, report.alerts) == (1, [])
    assert REASON not in HELD
    (event,) = [e for e in watch.store.events(START - HOUR) if e.suppliers == ("IR",)]
    (record,) = watch.store.timeline(event.id)
    assert (record.decision.reason, record.alert_id, record.at) == (REASON, None, clock.now)


async def test_what_was_told_stays_told_when_the_rules_no_longer_see_it(watch: FakeWatch, clock: Clock) -> None:
    await cycle(watch)
    watch.rules = deaf_to("KP")
    clock.now += MINUTE
    report = await rematched(watch, silently=False)
    assert (report.lost, report.gained, report.alerts) == (1, 0, [])
    assert len(watch.store.alerts(START - HOUR)) == 2


async def test_a_case_carries_what_the_catalogue_knows_of_the_newsroom(watch: FakeWatch) -> None:
    await cycle(watch)
    (stored, *_) = watch.store.articles_between(START - HOUR, START + HOUR, 1)
    case = case_of(watch, stored)
    assert (case.feed_id, case.outlet, case.seen_at) == ("kabar-utama", stored.outlet, START)
    assert case.at is not None
    assert case.at <= case.seen_at
