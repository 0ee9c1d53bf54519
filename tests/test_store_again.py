"""What is looked at again: stored articles page by page, entries that were given up."""

from __future__ import annotations

from datetime import timedelta

from flows.store import Store
from tests.store_samples import DAY, HOUR, MINUTE, NOON, a_poll, a_waiting, an_article

NEVER = timedelta(days=400)


def keep_articles(store: Store, count: int) -> None:
    with store.article_unit() as unit:
        for number in range(count):
            fetched = NOON + (number // 2) * MINUTE  # two of a moment
            unit.save_article(an_article(number, fetched_at=fetched), "kabar-dunia", f"entry-{number}")


def test_articles_come_oldest_first_and_page_by_page_without_a_gap(store: Store) -> None:
    keep_articles(store, 7)
    found: list[str] = []
    after = None
    while page := store.articles_between(NOON, NOON + HOUR, 3, after):
        found += [article.id for article in page]
        after = page[-1]
    assert found == [f"article-{n}" for n in range(7)]


def test_articles_of_one_moment_come_as_they_were_judged(store: Store) -> None:
    judged = [5, 2, 7, 1, 6, 3]
    for number in judged:
        with store.article_unit() as unit:
            unit.save_article(an_article(number), "kabar-dunia", f"entry-{number}")
    found, after = list[str](), None
    while page := store.articles_between(NOON, NOON + HOUR, 4, after):
        found += [article.id for article in page]
        after = page[-1]
    assert found == [f"article-{n}" for n in judged]


def test_article_that_is_read_again_later_takes_a_new_turn(store: Store) -> None:
    for number, minute in ((2, 0), (1, 0), (2, 1), (3, 1)):
        with store.article_unit() as unit:
            again = an_article(number, fetched_at=NOON + minute * MINUTE)
            unit.save_article(again, "kabar-dunia", f"entry-{number}")
    found = store.articles_between(NOON, NOON + HOUR, 9)
    assert [article.id for article in found] == ["article-1", "article-2", "article-3"]


def test_articles_outside_the_span_stay_out(store: Store) -> None:
    keep_articles(store, 6)
    some = store.articles_between(NOON + MINUTE, NOON + 2 * MINUTE, 10)
    assert [article.id for article in some] == ["article-2", "article-3"]


def test_article_whose_text_retention_dropped_cannot_be_read_again(store: Store) -> None:
    keep_articles(store, 2)
    store.prune(NOON + 91 * DAY)
    assert store.articles_between(NOON - DAY, NOON + DAY, 10) == ()


def test_entry_that_was_given_up_is_tried_afresh_when_asked(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(1), a_waiting(2), a_waiting(3)])
    store.defer_entry("entry-1", "404", None)
    store.defer_entry("entry-2", "503", NOON + HOUR)
    assert store.revive_entries(NOON - DAY, NOON + DAY, 10) == 1
    claimed = store.claim_entries("w", NOON + DAY, HOUR, 10)
    revived = next(waiting for waiting in claimed if waiting.entry.entry_id == "entry-1")
    assert revived.attempts == 0
    assert store.revive_entries(NOON - DAY, NOON + DAY, 10) == 0


def test_unread_entries_are_found_by_title_or_address_with_why_and_how_they_stand(store: Store) -> None:
    entries = [a_waiting(n, first_seen=NOON + n * MINUTE) for n in (1, 2, 3)]
    store.record_poll(a_poll(), entries)
    store.defer_entry("entry-1", "404", None)
    store.defer_entry("entry-2", "503", NOON + HOUR)
    with store.article_unit() as unit:
        unit.save_article(an_article(3), "kabar-dunia", "entry-3")
    found = store.find_unread("kapal PERANG")
    assert [(e.entry.entry_id, e.reason, e.given_up) for e in found] == [
        ("entry-2", "503", False),
        ("entry-1", "404", True),
    ]
    assert [e.entry.entry_id for e in store.find_unread("/berita/1", 1)] == ["entry-1"]
    assert [len(store.find_unread(words)) for words in ("kapal%", "", "   ", "tiada")] == [0, 0, 0, 0]
    assert len(store.find_unread("kapal", 1)) == 1


def test_only_the_named_feeds_and_the_newest_are_tried_afresh(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(n, first_seen=NOON + n * MINUTE) for n in (1, 2, 3)])
    store.record_poll(a_poll("warta-umum"), [a_waiting(9, "warta-umum", "warta")])
    for number in (1, 2, 3):
        store.defer_entry(f"entry-{number}", "404", None, "kabar-dunia")
    store.defer_entry("entry-9", "404", None, "warta-umum")
    assert store.revive_entries(NOON, NOON + DAY, 2, ["kabar-dunia"]) == 2
    waiting = {held.entry.entry_id for held in store.waiting_entries(NOON + DAY, 10)}
    assert waiting == {"entry-2", "entry-3"}


def test_entry_whose_text_was_dropped_stays_given_up(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(1)])
    store.defer_entry("entry-1", "404", None)
    store.prune(NOON + 31 * DAY)
    assert store.revive_entries(NOON - NEVER, NOON + 32 * DAY, 10) == 0
