"""Words that the press has for one thing: two kinds of pact, a supply behind its use, a copy under another headline."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest

from flows.alerts import decide_article
from flows.alerts.event import Decision
from flows.alerts.likeness import tell_alike
from flows.alerts.stages import plain_lineage
from rules import Certainty, CertaintyDetail, Evidence, Mention, MentionType, Quantity, Stage
from tests.test_decide import DAY, START, Watch, mention, seen, treaty

HOUR = timedelta(hours=1)

BODY = (Evidence("text", 0, 1, "Gerilyawan memakai drone pasokan Ukraina, Rabu (9/10/2024)"),)
LINE = (Evidence("title", 0, 1, "Jepang Bangun 11 Fregat untuk Australia"),)


def read(watch: Watch, *mentions: Mention, copy: bool = False) -> list[Decision]:
    numbers = count(50)
    at = seen(START + 2 * HOUR, "tempo", copy_of="first" if copy else None)
    known = tuple(watch.events.values())
    return list(decide_article(mentions, at, known, now=at.at, new_id=lambda seed: f"N{next(numbers)}"))


@pytest.mark.parametrize(
    ("known", "told", "after", "alert"),
    [
        ({"treaty": "kensington", "treaty_class": "defence-pact"}, {}, HOUR, False),
        ({"treaty_class": "defence-pact"}, {}, HOUR, False),
        ({"treaty_class": "defence-pact"}, {}, 9 * DAY, True),
        ({"treaty_class": "defence-pact"}, {"parties": ("KP", "CN")}, HOUR, True),
        ({"treaty_class": "defence-pact"}, {"stage": Stage.NEGOTIATING}, HOUR, True),
        ({"treaty_class": "visiting-forces"}, {}, HOUR, True),
        ({"treaty": "kensington"}, {"treaty": "edca"}, HOUR, True),
    ],
)
def test_todays_signature_of_two_parties_is_one_under_either_of_the_presss_words(
    known: dict[str, object], told: dict[str, object], after: object, alert: bool
) -> None:
    watch = Watch()
    watch.tell(treaty(Stage.SIGNED, **known))
    again = treaty(**{"stage": Stage.SIGNED, "treaty_class": "defence-cooperation", **told})  # type: ignore[arg-type]
    assert watch.tell(again, seen(START + after, "kompas")).alert is alert  # type: ignore[operator]


def test_who_supplied_what_is_in_use_is_no_second_message() -> None:
    used = mention(
        type=MentionType.WEAPONS_USE,
        stage=Stage.USED,
        suppliers=("UA",),
        recipients=("ML",),
        weapons=("drone",),
        evidence=BODY,
    )
    behind = mention(suppliers=("UA",), recipients=(), weapons=("drone",), evidence=BODY)
    elsewhere = mention(suppliers=("UA",), recipients=(), weapons=("drone",), evidence=LINE)
    target = mention(suppliers=("UA",), recipients=("NE",), weapons=("drone",), evidence=BODY)
    signed = mention(suppliers=("UA",), recipients=("NE",), weapons=("drone",), evidence=BODY, stage=Stage.SIGNED)
    assert [d.reason for d in read(Watch(), used, behind)] == ["new", "same-article"]
    assert [d.alert for d in read(Watch(), used, target)] == [True, False]
    assert [d.alert for d in read(Watch(), used, signed)] == [True, True]
    assert read(Watch(), used, elsewhere)[1].reason != "same-article"
    assert read(Watch(), behind)[0].reason == "new"


def test_a_copy_under_another_headline_tells_the_deal_that_it_copies() -> None:
    sides: dict[str, object] = {"suppliers": ("JP",), "recipients": ("AU",), "weapons": ("warship",)}
    deal = mention(stage=Stage.AGREED, **sides)
    built = mention(type=MentionType.PRODUCTION, stage=Stage.PLANNED, evidence=LINE, **sides)
    assert tell_alike([built], [deal], plain_lineage)
    watch = Watch()
    watch.tell(deal)
    assert [d.reason for d in read(watch, built, copy=True)] == ["copy"]
    assert [d.reason for d in read(watch, built)] == ["new"]
    in_text = mention(type=MentionType.PRODUCTION, stage=Stage.PLANNED, evidence=BODY, **sides)
    assert [d.reason for d in read(watch, in_text, copy=True)] == ["new"]


def test_an_accusation_in_general_words_and_goods_counted_the_day_after_are_two_stories() -> None:
    accused = mention(weapons=("weapons",), quantity=None)
    seized = mention(
        certainty=Certainty.ASSERTED,
        detail=CertaintyDetail.MEDIA,
        quantity=Quantity("1.300", 1300.0),
        evidence=(Evidence("text", 0, 1, "Turki menyita 1.300 drone, Senin (2/9/2024)"),),
    )
    for later, alert in ((HOUR, False), (DAY, True)):
        watch = Watch()
        watch.tell(accused)
        assert watch.tell(seized, seen(START + later, "kompas")).alert is alert


def test_a_headline_about_bases_is_the_content_of_the_treaty_below_it() -> None:
    line = (Evidence("title", 0, 1, "Finlandia Buka Pangkalan untuk AS"),)
    text = (Evidence("text", 0, 1, "Kedua negara meneken perjanjian kerja sama pertahanan"),)
    bases = treaty(Stage.AGREED, parties=("FI", "US"), treaty_class="visiting-forces", evidence=line)
    signed = treaty(Stage.SIGNED, parties=("FI", "US"), treaty_class="defence-cooperation", evidence=text)
    other = treaty(Stage.SIGNED, parties=("FI", "SE"), treaty_class="defence-cooperation", evidence=text)
    assert [d.reason for d in read(Watch(), bases, signed)] == ["headline", "new"]
    assert [d.reason for d in read(Watch(), bases, other)] == ["new", "new"]
    assert [d.reason for d in read(Watch(), bases)] == ["new"]
    both = treaty(Stage.AGREED, parties=("FI", "US"), treaty_class="visiting-forces", evidence=line + text)
    further = treaty(Stage.IN_FORCE, parties=("FI", "US"), treaty_class="visiting-forces", evidence=line + text)
    assert [d.reason for d in read(Watch(), both, signed)] == ["headline", "new"]
    assert [d.reason for d in read(Watch(), further, signed)] == ["new", "headline"]


def test_another_count_of_another_model_is_another_weapon_and_no_recount() -> None:
    watch = Watch()
    watch.tell(mention(weapons=("tank",), systems=("K2",), quantity=Quantity("54", 54.0)))
    other = mention(weapons=("armoured-vehicle",), systems=("K808",), quantity=Quantity("141", 141.0))
    told = watch.tell(other, seen(START + HOUR, "kompas"))
    assert [(c.axis, c.after) for c in told.changed] == [("weapon", "K808")]


def test_a_further_shipment_of_months_later_names_the_one_before() -> None:
    line = (Evidence("title", 0, 1, "Korut kembali kirim peluru ke Rusia"),)
    for later, stage, follows in ((85, Stage.DELIVERED, True), (400, Stage.DELIVERED, False)):
        watch = Watch()
        first = watch.tell(mention()).event
        again = watch.tell(mention(stage=stage, evidence=line), seen(START + later * DAY, "kompas"))
        assert again.event is not None
        assert first is not None
        assert (again.reason, again.event.follows) == ("new", first.id if follows else None)


def test_who_is_said_to_sell_what_was_signed_for_has_not_delivered_it() -> None:
    words = (("menjual meriam kepada Rusia", "retold"), ("mengirim meriam ke Rusia", "stage"))
    for verb, reason in words:
        watch = Watch()
        watch.tell(mention(stage=Stage.SIGNED))
        line = (Evidence("text", 0, 1, f"AS menuding Korut memicu perang dengan {verb}"),)
        decision = watch.tell(mention(evidence=line), seen(START + 4 * DAY, "kompas"))
        assert decision.reason in (reason, "corroborated" if reason == "retold" else reason)
        assert decision.alert is (reason == "stage")


@pytest.mark.parametrize(("sides", "joined"), [(("KP", "RU"), True), (("RU", "KP"), False), (("", "RU"), True)])
def test_a_topic_whose_sides_contradict_is_another_one(sides: tuple[str, str], joined: bool) -> None:
    giver, taker = ((side,) if side else () for side in sides)
    watch = Watch()
    watch.tell(mention(type=MentionType.TOPIC, rule="pameran"))
    told = mention(type=MentionType.TOPIC, rule="pameran", suppliers=giver, recipients=taker)
    assert watch.tell(told, seen(START + HOUR, "kompas")).alert is not joined


def test_a_headline_denies_in_other_words_what_the_text_denies() -> None:
    line = (Evidence("title", 0, 1, "Kremlin bantah bantu program rudal Iran"),)
    text = (Evidence("text", 0, 1, "Kremlin membantah mengirim ahli rudal ke Iran"),)
    denial: dict[str, object] = {"certainty": Certainty.DENIED, "detail": CertaintyDetail.DENIED}
    above = mention(type=MentionType.TECH_SUPPORT, evidence=line, **denial)
    below = mention(evidence=text, **denial)
    assert [d.reason for d in read(Watch(), above, below)] == ["headline", "denied"]
    assert [d.reason for d in read(Watch(), above)] == ["denied"]
