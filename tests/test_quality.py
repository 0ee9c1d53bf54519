"""A publisher that changed its pages is a named fault within the hour, and ordinary days are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from flows.alerts.receivers import Receiver
from flows.app.quality import PublisherQuality, is_lost, judge_quality, post_quality
from flows.app.status import status_of
from flows.store import ArticleFacts, Store
from tests.fakewatch import Clock, FakePress, a_watch
from tests.store_samples import an_article

NOW = datetime(2026, 3, 9, 5, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
GOOD = ArticleFacts("kompas", NOW, "kompas/3", "publisher", False, 2400, True)
FALLBACK = replace(GOOD, extractor="trafilatura", method="fallback")
FEED = replace(GOOD, extractor="feed", method="feed", partial=True, characters=180)


def days(count: int = 40, sample: ArticleFacts = GOOD) -> list[ArticleFacts]:
    """A history that ended two hours ago."""
    return [replace(sample, fetched_at=NOW - 2 * HOUR - n * HOUR) for n in range(count, 0, -1)]


def hour(*articles: ArticleFacts) -> list[ArticleFacts]:
    """These articles, in the last hour."""
    return [replace(one, fetched_at=NOW - 50 * MINUTE + n * MINUTE) for n, one in enumerate(articles)]


def judged(*facts: ArticleFacts) -> PublisherQuality:
    (one,) = judge_quality(facts, NOW)
    return one


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        (FALLBACK, "layout"),
        (FEED, "pages"),
        (replace(GOOD, partial=True), "whole"),
        (replace(GOOD, characters=300), "length"),
        (replace(GOOD, dated=False), "date"),
        (replace(FALLBACK, characters=300, dated=False), "layout"),  # one cause, one fault
    ],
)
def test_what_went_away_within_the_hour_is_named(changed: ArticleFacts, kind: str) -> None:
    (fault,) = judged(*days(), *hour(*[changed] * 5)).faults
    assert (fault.publisher, fault.kind, fault.good, fault.articles) == ("kompas", kind, 0, 5)
    assert fault.words.startswith("kompas: ")
    assert "0 of the last 5 articles, usually in 100%" in fault.words
    assert "0 dari 5 artikel terakhir" in fault.told


@pytest.mark.parametrize("odd", [1, 2])
def test_an_odd_page_or_two_is_no_fault(odd: int) -> None:
    assert judged(*days(), *hour(*[FALLBACK] * odd, *[GOOD] * (6 - odd))).faults == ()


def test_four_articles_are_too_few_to_say() -> None:
    assert judged(*hour(*[FALLBACK] * 4)).faults == ()
    few = [f for f in days() if f.fetched_at < NOW - 6 * HOUR]
    assert judged(*few, *hour(*[FALLBACK] * 4)).faults == ()


def test_a_slow_publisher_is_judged_by_its_last_five_within_six_hours() -> None:
    slow = [replace(FALLBACK, fetched_at=NOW - n * HOUR) for n in (5, 4, 3, 2, 0)]
    before = [replace(f, fetched_at=f.fetched_at - 6 * HOUR) for f in days()]
    assert [f.kind for f in judged(*before, *slow).faults] == ["layout"]


def test_a_publisher_without_an_extractor_of_its_own_has_nothing_to_lose() -> None:
    assert judged(*days(sample=FALLBACK), *hour(*[FALLBACK] * 6)).faults == ()


def test_a_publisher_new_to_us_is_not_judged() -> None:
    assert judged(*days(9), *hour(*[FALLBACK] * 6)).faults == ()


def test_the_fault_stays_for_days_unless_somebody_mends_it() -> None:
    changed = [replace(FALLBACK, fetched_at=NOW - n * HOUR) for n in range(72, 0, -1)]
    before = [replace(GOOD, fetched_at=NOW - (73 + n) * HOUR) for n in range(24 * 10, 0, -1)]
    assert judged(*before, *changed, *hour(*[FALLBACK] * 8)).faults != ()
    assert judged(*before, *changed, *hour(*[GOOD] * 8)).faults == ()


def test_ordinary_mixtures_raise_hardly_any_alarm() -> None:
    draw = Random(7)
    looks = 20_000
    lost = 0
    for _ in range(looks):
        share = draw.choice((0.5, 0.7, 0.9, 0.97))
        was = sum(draw.random() < share for _ in range(60))
        good = sum(draw.random() < share for _ in range(6))
        lost += is_lost(was, 60, good, 6)
    assert lost <= 3


def test_shares_are_told_now_and_before() -> None:
    one = judged(*days(), *hour(GOOD, GOOD, GOOD, FALLBACK, FEED))
    assert one.now is not None
    assert one.before is not None
    assert (one.now.articles, one.before.articles) == (5, 40)
    assert (one.now.by_class, one.now.from_feed, one.now.partial, one.now.dated) == (0.6, 0.2, 0.2, 1.0)
    assert list(one.now.extractors.items()) == [("kompas/3", 3), ("feed", 1), ("trafilatura", 1)]
    assert one.now.characters == 2400


def test_publishers_with_a_fault_come_first() -> None:
    other = [replace(f, outlet="antara") for f in (*days(), *hour(*[GOOD] * 5))]
    quality = judge_quality([*other, *days(), *hour(*[FALLBACK] * 5)], NOW)
    assert [q.publisher for q in quality] == ["kompas", "antara"]


# -- from the store to the operator


def read(store: Store, number: int, at: datetime, **page: object) -> None:
    held = an_article(number)
    with store.article_unit() as unit:
        unit.save_article(replace(held, fetched_at=at, article=replace(held.article, **page)), held.feed_id, "")  # type: ignore[arg-type]


def test_the_store_tells_how_articles_were_read(store: Store) -> None:
    read(store, 1, NOW - HOUR, extractor="kabar/1", method="publisher", published=NOW)
    read(store, 2, NOW, extractor="trafilatura", method="fallback", published=None, partial=True)
    first, second = store.article_facts(NOW - 2 * HOUR, NOW)
    assert (first.method, first.dated, first.partial) == ("publisher", True, False)
    assert first.characters == len(an_article(1).article.text) > 0
    assert (second.extractor, second.dated, second.partial, second.fetched_at) == ("trafilatura", False, True, NOW)
    assert store.article_facts(NOW - HOUR, NOW) == (second,)


def test_a_change_reaches_the_operators_once_a_day_and_the_status(store: Store, tmp_path: Path) -> None:
    clock = Clock(NOW)
    watch = a_watch(store, tmp_path, FakePress(), clock)
    watch.receivers = (Receiver(id="rina"), Receiver(id="teknisi", tags=("operator",)))
    for number, fact in enumerate([*days(12), *hour(*[FALLBACK] * 5)], 1):
        read(store, number, fact.fetched_at, extractor=fact.extractor, method=fact.method, published=NOW)
    (fault,) = post_quality(watch, NOW)
    post_quality(watch, NOW + 5 * MINUTE)
    (notice,) = store.notices(NOW - HOUR)
    assert notice.delivery.receiver == "teknisi"
    assert "tata letak berubah" in notice.message.body
    status = status_of(watch, NOW - HOUR, NOW)
    assert fault.words in status.problems
    assert status.troubled
    (table,) = [part for part in status.tables if part.title.startswith("Publishers")]
    assert table.rows[0][:4] == ("kabar", "layout", 5, "0% / 100%")
