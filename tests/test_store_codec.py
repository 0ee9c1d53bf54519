"""What is written is what is read: every value that the store keeps, and every text that it must refuse."""

from __future__ import annotations

import json
import string
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import Article
from flows.alerts.event import Alert, Decision, Event
from flows.sources.feed import Entry, FeedPoll, FeedState
from flows.store import CycleReport, StoreError, codec
from rules import Mention, NearMiss
from tests.store_samples import NOON, a_decision, a_mention, an_alert, an_entry, an_event

KEPT = (Mention, NearMiss, Event, Decision, Alert, Entry, Article, FeedState, FeedPoll, CycleReport)

moments = st.datetimes(
    min_value=datetime(1971, 1, 1),  # noqa: DTZ001
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=7)), timezone(timedelta(hours=-9, minutes=-30))]),
)
# Any text at all: NUL, lone surrogates, right-to-left marks, emoji.
words = st.text(st.characters(), max_size=12)
st.register_type_strategy(datetime, moments)
st.register_type_strategy(date, st.dates())
st.register_type_strategy(str, words)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
def test_every_value_survives_the_round_trip(kind: type) -> None:
    @settings(max_examples=40, deadline=None)
    @given(st.from_type(kind))
    def holds(value: Any) -> None:
        text = codec.dump(value)
        assert codec.load(kind, text) == value
        assert codec.dump(codec.load(kind, text)) == text
        assert text.isascii()
        assert "\x00" not in text

    holds()


def test_zone_of_the_publisher_survives() -> None:
    wit = timezone(timedelta(hours=9))
    entry = codec.load(Entry, codec.dump(an_entry(published=NOON.astimezone(wit))))
    assert entry.published is not None
    assert entry.published.utcoffset() == timedelta(hours=9)


def test_equal_values_give_equal_text() -> None:
    assert codec.dump(an_event(weapons=("rocket", "drone"))) == codec.dump(an_event(weapons=("rocket", "drone")))


def test_empty_fields_take_no_room_and_telling_defaults_do() -> None:
    doc = json.loads(codec.dump(a_mention(treaty=None, place="", window_days=30)))
    assert "treaty" not in doc
    assert doc["place"] == ""  # "" is not what None means
    assert doc["window_days"] == 30


def test_value_read_from_a_row_of_yesterday_has_todays_defaults() -> None:
    doc = json.loads(codec.dump(a_mention()))
    del doc["window_days"]
    assert codec.load(Mention, json.dumps(doc)) == a_mention(window_days=30)


def changed(**changes: Any) -> str:
    return json.dumps(json.loads(codec.dump(a_mention())) | changes)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Expecting value"),
        ("{", "Expecting"),
        ("[]", "expected dict"),
        ("null", "expected dict"),
        ("{}", "is missing"),
        ("[" * 100_000, "recursion"),
        (changed(tomorrow=1), "unknown field 'tomorrow'"),
        (changed(rule=7), "expected str, got int"),
        (changed(revision="1"), "expected int, got str"),
        (changed(revision=True), "expected int, got bool"),
        (changed(background=1), "expected bool, got int"),
        (changed(stage="teleported"), "not a valid Stage"),
        (changed(suppliers="KP"), "expected list, got str"),
        (changed(when="9 Maret"), "isoformat"),
        (changed(quantity={"words": "dua", "value": "2"}), "expected float, got str"),
    ],
)
def test_text_that_is_no_such_value_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(StoreError, match="stored Mention: .*" + complaint):
        codec.load(Mention, text)


def test_moment_without_zone_is_refused_both_ways() -> None:
    with pytest.raises(TypeError, match="without zone"):
        codec.dump(an_entry(published=NOON.replace(tzinfo=None)))
    doc = json.loads(codec.dump(an_entry())) | {"published": "2026-03-09T05:00:00"}
    with pytest.raises(StoreError, match="without zone"):
        codec.load(Entry, json.dumps(doc))


@pytest.mark.parametrize(
    "broken",
    [
        {"rule": None},
        {"suppliers": ["KP"]},
        {"stage": "delivered"},
        {"when": NOON},
        {"revision": True},
        {"evidence": ("roket",)},
    ],
    ids=lambda broken: next(iter(broken)),
)
def test_value_that_breaks_its_own_types_is_a_bug_and_never_written(broken: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        codec.dump(replace(a_mention(), **broken))


@dataclass(frozen=True)
class Odd:
    held: Any


def test_type_without_json_form_is_named() -> None:
    class Both(StrEnum):
        A = "a"

    @dataclass(frozen=True)
    class Two:
        held: int | str

    for value in (Odd(3), Two(3)):
        with pytest.raises(TypeError, match="no JSON form"):
            codec.dump(value)
    assert codec.dump(Both.A) == '"a"'


@settings(max_examples=200, deadline=None)
@given(st.text(string.printable, max_size=60))
def test_garbage_never_raises_anything_but_a_store_error(text: str) -> None:
    with pytest.raises(StoreError):
        codec.load(Event, text)


def test_alert_carries_the_whole_decision() -> None:
    alert = an_alert(a_decision(5))
    assert codec.load(Alert, codec.dump(alert)) == alert
