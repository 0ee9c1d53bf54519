"""Opening the store: what goes wrong is said in one sentence."""

from flows.store import Store


def test_store_opens(store: Store) -> None:
    assert store.check_integrity() == ()
