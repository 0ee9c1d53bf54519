"""The sieve before the decision: whatever event a mention may belong to is found by its sides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.alerts.event import Event
from flows.alerts.likeness import fitting_events
from flows.alerts.sides import sides_of, sought_by
from flows.alerts.stages import plain_lineage
from flows.alerts.threads import recalled_event
from flows.store import Store
from rules import Certainty, Evidence, Mention, MentionType, Stage
from tests.store_samples import DAY, NOON, a_decision, a_mention, a_sighting, an_event

_ACTORS = st.lists(st.sampled_from(("KP", "RU", "UA", "west")), max_size=2, unique=True).map(lambda a: tuple(sorted(a)))
_TYPES = st.sampled_from((MentionType.WEAPONS_TRANSFER, MentionType.WEAPONS_USE, MentionType.TREATY, MentionType.TOPIC))
_ROLES = {
    "type": _TYPES,
    "rule": st.sampled_from(("one", "two")),
    "suppliers": _ACTORS,
    "recipients": _ACTORS,
    "parties": _ACTORS,
    "weapons": st.sampled_from((("rocket",), ("tank",), ("weapons",), ())),
    "treaty": st.sampled_from((None, "raa", "raa-jp-ph", "edca")),
    "treaty_class": st.sampled_from((None, "defence-pact", "visiting-forces")),
    "stage": st.sampled_from((Stage.AGREED, Stage.DELIVERED)),
    "certainty": st.sampled_from((Certainty.ASSERTED, Certainty.DENIED)),
}
_TEXT = (Evidence("text", 0, 4, "kata"),)


@st.composite
def events(draw: st.DrawFn) -> Event:
    seen = NOON - draw(st.integers(-2, 200)) * DAY
    roles = {name: draw(values) for name, values in _ROLES.items()}
    return an_event("AAAA", last_seen_at=seen, updated_at=seen, opened_at=seen, **roles)


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    roles = {name: draw(values) for name, values in _ROLES.items()}
    evidence = draw(st.sampled_from((_TEXT, (Evidence("title", 0, 4, "kata"), *_TEXT))))
    return a_mention(when=None, quantity=None, window_days=30, evidence=evidence, **roles)


@settings(max_examples=1500, deadline=None)
@given(event=events(), mention=mentions())
def test_no_event_that_fits_or_is_recalled_is_left_out(event: Event, mention: Mention) -> None:
    sighting = replace(a_sighting(), at=NOON)
    fits = fitting_events(mention, sighting, [event], plain_lineage)
    recalled = recalled_event(mention, sighting, [event], plain_lineage)
    found = any(s.meets(sides_of(event), event.last_seen_at) for s in sought_by([mention], NOON, NOON - 400 * DAY))
    assert found or not (fits or recalled)


def test_the_sieve_keeps_out_most_others() -> None:
    looking = sought_by([a_mention(suppliers=("KP",), recipients=("RU",))], NOON, NOON - 180 * DAY)
    for suppliers, recipients in ((("KP",), ("IR",)), (("US",), ("RU",)), (("US",), ("UA",)), ((), ("UA",))):
        other = an_event("AAAA", suppliers=suppliers, recipients=recipients)
        assert not any(s.meets(sides_of(other), other.last_seen_at) for s in looking), (suppliers, recipients)


def test_the_store_finds_what_meets_and_nothing_else(store: Store) -> None:
    kept = {
        "PAIR": {"suppliers": ("KP",), "recipients": ("RU",)},
        "HALF": {"suppliers": (), "recipients": ("RU",)},
        "ELSE": {"suppliers": ("US",), "recipients": ("UA",)},
        "LATE": {"suppliers": ("KP",), "recipients": ("RU",), "last_seen_at": NOON - 200 * DAY},
        "PACT": {"type": MentionType.TREATY, "suppliers": (), "recipients": (), "parties": ("KP", "RU")},
    }
    with store.article_unit() as unit:
        for number, (code, changes) in enumerate(kept.items()):
            unit.save_decision(a_decision(number, an_event(code, **changes)))
        since = NOON - 180 * DAY
        pair = sought_by([a_mention()], NOON, since)
        assert [e.id for e in unit.open_events(MentionType, since, pair)] == ["HALF", "PAIR"]
        treaty = sought_by([a_mention(type=MentionType.TREATY, parties=("KP",))], NOON, since)
        assert [e.id for e in unit.open_events(MentionType, since, treaty)] == ["PACT"]
        assert unit.open_events(MentionType, since, ()) == ()
        assert len(unit.open_events(MentionType, since)) == 4


def test_an_event_that_learns_a_side_is_found_by_it(store: Store) -> None:
    with store.article_unit() as unit:
        unit.save_decision(a_decision(1, an_event("HALF", suppliers=(), recipients=("RU",))))
        unit.save_decision(a_decision(2, an_event("HALF", suppliers=("IR",), recipients=("RU",))))
        since = NOON - timedelta(days=180)
        looking = sought_by([a_mention(suppliers=("IR",), recipients=())], NOON, since)
        assert [e.id for e in unit.open_events(MentionType, since, looking)] == ["HALF"]
