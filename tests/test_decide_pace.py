"""How fast and how far apart: what a development told within hours, or after months, means for the thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.alerts.event import Silence, SilenceScope, State
from rules import Certainty, CertaintyDetail, Evidence, Mention, MentionType, Quantity, Stage
from tests.test_decide import START, Watch, mention, seen, treaty

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def saying(words: str, **changes: object) -> Mention:
    return mention(evidence=tuple(Evidence(field, 0, len(words), words) for field in ("title", "text")), **changes)


def agreed(**changes: object) -> Mention:
    return saying("Korut setuju memasok peluru artileri ke Rusia", stage=Stage.AGREED, **changes)


@pytest.mark.parametrize(
    ("words", "after", "reason"),
    [
        ("Korut mengirim peluru artileri ke Rusia", 5 * HOUR, "corroborated"),
        ("Korut mengirim peluru artileri ke Rusia", 30 * HOUR, "corroborated"),
        ("Korut mengirim peluru artileri ke Rusia", 37 * HOUR, "stage"),
        ("Peluru artileri Korut telah dikirim ke Rusia", 5 * HOUR, "stage"),
        ("Peluru artileri dari Korut tiba di Rusia", 5 * HOUR, "stage"),
        ("Rusia menerima peluru artileri dari Korut", 5 * HOUR, "stage"),
    ],
)
def test_a_delivery_soon_after_the_deal_is_news_when_the_words_say_that_it_happened(
    words: str, after: timedelta, reason: str
) -> None:
    watch = Watch()
    watch.tell(agreed())
    assert watch.tell(saying(words), seen(START + after, "kompas")).reason == reason


def test_a_delivery_soon_after_the_deal_is_news_when_it_has_a_later_date() -> None:
    watch = Watch()
    watch.tell(agreed(when=START.date()))
    later = saying("Korut mengirim peluru artileri", when=START.date() + DAY)
    assert watch.tell(later, seen(START + 26 * HOUR, "kompas")).reason == "stage"


def test_a_copy_with_stronger_words_is_no_delivery() -> None:
    watch = Watch()
    watch.tell(agreed())
    copied = seen(START + 2 * HOUR, "kompas", copy_of="antara-1")
    assert not watch.tell(saying("Peluru artileri telah dikirim"), copied).alert


@pytest.mark.parametrize(("first", "then"), [(Stage.PLANNED, Stage.AGREED), (Stage.NEGOTIATING, Stage.PLANNED)])
def test_plan_talk_and_deal_in_one_day_are_one_story(first: Stage, then: Stage) -> None:
    watch = Watch()
    watch.tell(mention(stage=first))
    assert watch.tell(mention(stage=then), seen(START + 6 * HOUR, "kompas")).reason == "corroborated"
    assert watch.tell(mention(stage=then), seen(START + 2 * DAY, "tempo")).reason == "stage"


def test_the_next_stage_joins_its_thread_after_months() -> None:
    watch = Watch()
    watch.tell(agreed())
    decision = watch.tell(saying("Kiriman pertama tiba"), seen(START + 150 * DAY, "kompas"))
    assert (decision.state, decision.reason) == (State.UPDATE, "stage")
    assert decision.event is not None
    assert decision.event.id == "E1"


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({"stage": Stage.AGREED}, 150),  # the same stage again is another deal
        ({"stage": Stage.SOUGHT}, 150),
        ({"recipients": ("IR",)}, 150),
        ({"recipients": ()}, 150),
        ({"weapons": ("drone",)}, 150),
        ({"weapons": ("weapons",)}, 150),
        ({"systems": ("152mm",)}, 150),
        ({}, 200),  # too long ago
    ],
)
def test_after_the_window_nothing_but_the_next_stage_of_the_same_deal_joins(
    changes: dict[str, object], days: int
) -> None:
    watch = Watch()
    watch.tell(agreed(systems=("122mm",)))
    told = mention(**{"systems": ("122mm",), **changes})
    assert watch.tell(told, seen(START + days * DAY, "kompas")).state is State.NEW


def test_what_was_delivered_awaits_nothing() -> None:
    watch = Watch()
    watch.tell(mention())
    assert watch.tell(mention(stage=Stage.USED), seen(START + 60 * DAY, "kompas")).state is State.NEW


def test_each_party_ratifies_for_itself_and_is_told_through_a_mute() -> None:
    watch = Watch()
    watch.tell(treaty(Stage.SIGNED, window_days=365))
    first = treaty(Stage.RATIFIED, when=START.date() + 20 * DAY, window_days=365)
    watch.tell(first, seen(START + 20 * DAY))
    mute = Silence(1, SilenceScope.EVENT, "E1", START + 90 * DAY, "rina", "ramai", START)
    second = watch.tell(replace(first, when=START.date() + 60 * DAY), seen(START + 60 * DAY), silences=[mute])
    assert (second.state, second.reason, second.alert) == (State.UPDATE, "ratified", True)
    assert second.event is not None
    assert second.event.id == "E1"
    again = watch.tell(replace(first, when=None), seen(START + 61 * DAY, "kompas"))
    assert not again.alert


@pytest.mark.parametrize("stage", [Stage.NEGOTIATING, Stage.PLANNED, Stage.AGREED])
def test_talks_that_go_on_are_no_news(stage: Stage) -> None:
    watch = Watch()
    watch.tell(treaty(stage))
    later = treaty(stage, when=START.date() + 20 * DAY)
    assert watch.tell(later, seen(START + 20 * DAY, "kompas")).reason in ("repeat", "corroborated")


def test_the_first_class_named_is_a_detail_for_three_days_and_news_after() -> None:
    vague = mention(weapons=("weapons",), stage=Stage.AGREED)
    for days, reason in ((1, "corroborated"), (4, "weapon")):
        watch = Watch()
        watch.tell(vague)
        told = watch.tell(mention(stage=Stage.AGREED), seen(START + days * DAY, "kompas"))
        assert told.reason == reason


@pytest.mark.parametrize("words", ["total 5.000 peluru telah dikirim sejak 2023", "hingga kini 5.000 peluru dikirim"])
def test_a_sum_over_years_is_no_further_shipment(words: str) -> None:
    watch = Watch()
    watch.tell(mention(quantity=Quantity("100 unit", 100.0)))
    total = saying(words, quantity=Quantity("5.000 unit", 5000.0))
    assert not watch.tell(total, seen(START + 3 * DAY, "kompas")).alert
    fresh = saying("5.000 peluru dikirim", quantity=Quantity("5.000 unit", 5000.0))
    assert watch.tell(fresh, seen(START + 3 * DAY, "tempo")).alert


def test_an_official_who_confirms_what_nameless_sources_said_is_news_a_day_later() -> None:
    rumour = mention(detail=CertaintyDetail.CLAIM, certainty=Certainty.ALLEGED)
    official = saying("Menteri itu memastikan Korut memasok peluru artileri", detail=CertaintyDetail.OFFICIAL_CLAIM)
    plain = replace(official, evidence=rumour.evidence)
    for told, expected in ((official, True), (plain, False)):
        watch = Watch()
        watch.tell(rumour)
        assert watch.tell(told, seen(START + 2 * DAY, "kompas")).alert is expected


def test_use_of_the_weapons_is_told_at_once() -> None:
    watch = Watch()
    watch.tell(agreed())
    used = mention(type=MentionType.WEAPONS_USE, stage=Stage.USED)
    assert watch.tell(used, seen(START + 2 * HOUR, "kompas")).reason == "stage"


def test_again_without_a_date_is_the_same_news_for_three_days() -> None:
    words = "Korut kembali mengirim peluru artileri ke Rusia"
    watch = Watch()
    watch.tell(saying(words))
    assert not watch.tell(saying(words), seen(START + 30 * HOUR, "kompas")).alert
    assert watch.tell(saying(words), seen(START + 4 * DAY, "tempo")).reason == "further-again"


def test_a_further_shipment_recalls_the_count_of_the_one_before() -> None:
    watch = Watch()
    watch.tell(mention(quantity=Quantity("2 unit", 2.0)))
    more = saying("Korut kembali mengirim 12 unit", quantity=Quantity("12 unit", 12.0))
    assert watch.tell(more, seen(START + 10 * DAY, "kompas")).reason == "further-again"
    recalled = saying("Korut mengirim lagi setelah 2 unit pertama", quantity=Quantity("2 unit", 2.0))
    assert not watch.tell(recalled, seen(START + 11 * DAY, "tempo")).alert


def test_a_second_halt_after_a_resumption_is_told() -> None:
    watch = Watch()
    watch.tell(mention(stage=Stage.SUSPENDED))
    watch.tell(mention(), seen(START + 10 * DAY))
    recalled = mention(stage=Stage.SUSPENDED)
    assert not watch.tell(recalled, seen(START + 12 * DAY, "kompas")).alert
    halted = saying("Korut kembali menghentikan pengiriman", stage=Stage.SUSPENDED)
    assert watch.tell(halted, seen(START + 20 * DAY, "tempo")).reason == "stage"
