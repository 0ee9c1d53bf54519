"""What the store promises about mutes, acknowledgements, labels, leases and cycles, on every kind of database."""

from __future__ import annotations

from dataclasses import replace

from flows.alerts.event import Acknowledgement, SilenceScope
from flows.store import Label, Store
from tests.store_samples import DAY, HOUR, MINUTE, NOON, a_cycle, a_poll, a_waiting, an_article, tell


def test_mute_is_in_force_from_its_making_to_its_end(store: Store) -> None:
    mute = store.add_silence(SilenceScope.RULE, "treaty", NOON + HOUR, "Sari", "latihan", NOON)
    assert store.silences(NOON) == (mute,)
    assert store.silences(NOON + HOUR - MINUTE) == (mute,)
    assert store.silences(NOON + HOUR) == store.silences(NOON - MINUTE) == ()
    assert (mute.scope, mute.target, mute.owner, mute.reason) == (SilenceScope.RULE, "treaty", "Sari", "latihan")


def test_same_mute_said_twice_is_one(store: Store) -> None:
    first, second = (
        store.add_silence(SilenceScope.EVENT, "K7Q2", NOON + HOUR, "Sari", "sudah", NOON) for _ in range(2)
    )
    assert first == second
    assert store.silences(NOON) == (first,)


def test_lifted_mute_ends_at_once_and_only_once(store: Store) -> None:
    mute = store.add_silence(SilenceScope.EVENT, "K7Q2", NOON + DAY, "Sari", "sudah", NOON)
    assert store.lift_silence(mute.id, NOON + MINUTE)
    assert store.silences(NOON + MINUTE) == ()
    assert not store.lift_silence(mute.id, NOON + MINUTE)
    assert not store.lift_silence(4711, NOON)


def test_acknowledgements_come_oldest_first_and_once(store: Store) -> None:
    late, early = Acknowledgement("K7Q2", "Budi", NOON + HOUR), Acknowledgement("K7Q2", "Sari", NOON, "saya cek")
    for said in (late, early, late, Acknowledgement("ZZZZ", "Budi", NOON)):
        store.acknowledge(said)
    assert store.acknowledgements("K7Q2") == (early, late)


def test_labels_come_back_for_the_author_of_the_rule(store: Store) -> None:
    store.add_label("K7Q2-1", "wrong", "Sari", NOON, "ini pameran")
    store.add_label("K7Q2-1", "wrong", "Sari", NOON, "ini pameran")
    store.add_label("K7Q2-2", "right", "Budi", NOON + HOUR)
    assert store.labels(NOON) == (
        Label("K7Q2-1", "wrong", "Sari", NOON, "ini pameran"),
        Label("K7Q2-2", "right", "Budi", NOON + HOUR),
    )
    assert len(store.labels(NOON + MINUTE)) == 1


def test_lease_belongs_to_one_owner_until_it_ends(store: Store) -> None:
    assert store.take_lease("poll", "ani", NOON, HOUR)
    assert not store.take_lease("poll", "budi", NOON + HOUR - MINUTE, HOUR)
    assert store.take_lease("feed:kabar", "budi", NOON, HOUR)
    assert store.take_lease("poll", "budi", NOON + HOUR, HOUR)
    assert not store.take_lease("poll", "ani", NOON + HOUR, HOUR)


def test_owner_may_renew_its_lease(store: Store) -> None:
    assert store.take_lease("poll", "ani", NOON, HOUR)
    assert store.take_lease("poll", "ani", NOON + MINUTE, HOUR)
    assert not store.take_lease("poll", "budi", NOON + HOUR, HOUR)


def test_only_the_owner_gives_a_lease_back(store: Store) -> None:
    store.take_lease("poll", "ani", NOON, HOUR)
    store.release_lease("poll", "budi")
    assert not store.take_lease("poll", "budi", NOON, HOUR)
    store.release_lease("poll", "ani")
    assert store.take_lease("poll", "budi", NOON, HOUR)


def test_cycles_come_back_newest_first(store: Store) -> None:
    cycles = [a_cycle(NOON + hour * HOUR) for hour in range(3)]
    for cycle in (*cycles, cycles[0]):
        store.record_cycle(cycle)
    assert store.last_cycles() == tuple(reversed(cycles))
    assert store.last_cycles(1) == (cycles[2],)


def test_totals_count_what_happened_since(store: Store) -> None:
    store.record_poll(a_poll(), [a_waiting(n) for n in (1, 2, 3)])
    by_hand = an_article(3, fetched_at=NOON - DAY)
    fallback = an_article(2)
    fallback = replace(fallback, article=replace(fallback.article, extractor="trafilatura"))
    with store.article_unit() as unit:
        tell(unit, 1, {"regu": NOON})
        unit.save_article(fallback, "kabar-dunia", "entry-2")
        unit.save_article(by_hand, "lain", "lain")
    totals = store.totals(NOON)
    assert (totals.articles, totals.mentions, totals.alerts, totals.pending_entries) == (2, 1, 1, 1)
    assert totals.by_extractor == {"kabar/1": 1, "trafilatura": 1}
    assert store.totals(NOON - DAY).articles == 3
    assert store.totals(NOON + MINUTE).alerts == 0
