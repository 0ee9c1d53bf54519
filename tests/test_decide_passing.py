"""What is told in passing, in steps or in looser words: recalls, sums, acts of parliaments, vague names."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest

from flows.alerts import alert_of, compose, decide_article
from flows.alerts.counts import clearly_other
from flows.alerts.event import Decision, Silence, SilenceScope, State
from flows.alerts.signs import Sign, says
from rules import CertaintyDetail, Evidence, Mention, MentionType, Quantity, Stage
from tests.test_decide import DAY, START, Watch, mention, seen, treaty
from tests.test_message import NAMES

HOUR = timedelta(hours=1)


def aside(words: str = "Korut memasok peluru artileri ke Rusia", **changes: object) -> Mention:
    """The same, said in the text and not in the headline."""
    return mention(evidence=(Evidence("text", 0, len(words), words),), **changes)


# -- months later


def test_what_an_article_recalls_after_months_beside_its_subject_is_silent() -> None:
    watch = Watch()
    watch.tell(mention())
    decision = watch.tell(aside(), seen(START + 80 * DAY, "kompas"))
    assert (decision.reason, decision.alert) == ("recalled", False)
    assert decision.event is not None
    assert (decision.event.id, decision.event.articles) == ("E1", 1)


@pytest.mark.parametrize(
    "told",
    [
        mention(),  # in the headline
        aside(when=(START + 79 * DAY).date()),
        aside(place="Vladivostok"),
        aside(quantity=Quantity("3.000 butir", 3000.0)),
        aside("Korut kembali memasok peluru artileri ke Rusia"),
        aside("Korut memasok peluru artileri ke Rusia, kata Seoul, Kamis (21/11/2024)"),
        aside(recipients=("IR",)),
        aside(weapons=("drone",)),
        aside(stage=Stage.USED),
        aside(detail=CertaintyDetail.ADMITTED),
    ],
)
def test_anything_of_its_own_makes_it_news(told: Mention) -> None:
    watch = Watch()
    watch.tell(mention())
    assert watch.tell(told, seen(START + 80 * DAY, "kompas")).alert


def test_a_recall_of_more_than_half_a_year_is_news_again() -> None:
    watch = Watch()
    watch.tell(mention())
    assert watch.tell(aside(), seen(START + 190 * DAY, "kompas")).state is State.NEW


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (aside("Sejak 2022 Korut memasok peluru artileri ke Rusia"), "summed-up"),
        (aside("Sejak itu Korut memasok peluru artileri ke Rusia"), "summed-up"),
        (mention(evidence=(Evidence("title", 0, 1, "Korut pasok Rusia sejak 2022"),)), "new"),
        (aside("Sejak 2022 Korut memasok peluru, kata Seoul, Senin (2/9/2024)"), "new"),
        (aside("Sejak pekan lalu Korut memasok peluru artileri ke Rusia"), "new"),
    ],
)
def test_what_has_gone_on_for_years_is_news_in_a_headline_only(told: Mention, reason: str) -> None:
    assert Watch().tell(told).reason == reason


# -- a neighbouring stage


@pytest.mark.parametrize(
    ("told", "after", "reason"),
    [
        (mention(stage=Stage.PLANNED), 30 * HOUR, "corroborated"),
        (mention(stage=Stage.PLANNED), 40 * HOUR, "stage"),
        (aside(stage=Stage.PLANNED), 60 * HOUR, "corroborated"),
        (aside(stage=Stage.PLANNED), 80 * HOUR, "stage"),
    ],
)
def test_talks_and_a_plan_are_one_story_until_the_next_but_one_paper(
    told: Mention, after: timedelta, reason: str
) -> None:
    watch = Watch()
    watch.tell(mention(stage=Stage.NEGOTIATING))
    assert watch.tell(told, seen(START + after, "kompas")).reason == reason


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Rusia berencana membeli 12 peluru dari Korut", "corroborated"),
        ("Korut akan mengirim 12 peluru ke Rusia", "stage"),
    ],
)
def test_a_wish_and_the_plan_to_buy_are_one_story_and_the_suppliers_answer_is_not(words: str, reason: str) -> None:
    watch = Watch()
    watch.tell(mention(stage=Stage.SOUGHT))
    both = tuple(Evidence(field, 0, 1, words) for field in ("title", "text"))
    told = mention(stage=Stage.PLANNED, evidence=both)
    assert watch.tell(told, seen(START + 24 * HOUR, "kompas")).reason == reason


# -- looser words


def test_the_west_is_whoever_is_known_and_adds_nobody() -> None:
    watch = Watch()
    watch.tell(mention(suppliers=("DK", "NL")))
    decision = watch.tell(mention(suppliers=("west",)), seen(START + 2 * DAY, "kompas"))
    assert decision.reason == "corroborated"
    assert decision.event is not None
    assert decision.event.suppliers == ("DK", "NL")


@pytest.mark.parametrize(
    ("known", "told", "joined"),
    [
        ({"treaty": "raa"}, {"treaty": "raa-jp-ph"}, True),
        ({"treaty": "raa", "treaty_class": "visiting-forces"}, {"treaty_class": "defence-pact"}, True),
        ({"treaty_class": "defence-pact"}, {"treaty": "raa", "treaty_class": "visiting-forces"}, True),
        ({"treaty": "raa"}, {"treaty": "edca"}, False),
        ({"treaty": "edca", "treaty_class": "visiting-forces"}, {"treaty_class": "defence-cooperation"}, False),
        ({"treaty_class": "visiting-forces"}, {"treaty_class": "defence-pact"}, False),
    ],
)
def test_a_treaty_is_known_by_its_kinds_name_and_by_what_the_press_calls_every_pact(
    known: dict[str, object], told: dict[str, object], joined: bool
) -> None:
    watch = Watch()
    watch.tell(treaty(Stage.NEGOTIATING, window_days=365, **known))
    decision = watch.tell(treaty(Stage.SIGNED, window_days=365, **told), seen(START + 40 * DAY, "kompas"))
    assert (decision.state is State.UPDATE) is joined


def test_a_missile_system_against_aircraft_is_no_second_weapon() -> None:
    watch = Watch()
    watch.tell(mention(weapons=("air-defence",)))
    assert not watch.tell(mention(weapons=("air-defence", "missile")), seen(START + HOUR, "kompas")).alert
    assert watch.tell(mention(weapons=("air-defence", "cruise-missile")), seen(START + HOUR, "tempo")).alert


def test_what_goods_are_carried_in_is_not_counted_with_the_goods() -> None:
    containers, shells = Quantity("10 ribu kontainer", 10_000.0), Quantity("4,8 juta", 4_800_000.0)
    assert not clearly_other(shells, containers)
    assert clearly_other(shells, Quantity("10 ribu", 10_000.0))
    assert clearly_other(Quantity("28 ribu kontainer", 28_000.0), containers)


# -- one article


def _article(*mentions: Mention, events: Watch) -> list[Decision]:
    numbers = count(50)
    at = seen(START + 2 * DAY, "tempo")
    known = tuple(events.events.values())
    return list(decide_article(mentions, at, known, now=at.at, new_id=lambda seed: f"N{next(numbers)}"))


def test_an_article_about_a_halt_does_not_resume_what_it_says_was_sold_before() -> None:
    watch = Watch()
    watch.tell(mention(stage=Stage.SUSPENDED))
    halt, before = mention(stage=Stage.SUSPENDED), aside()
    assert [d.alert for d in _article(halt, before, events=watch)] == [False, False]
    assert [d.reason for d in _article(before, events=watch)] == ["resumed"]


def test_a_headline_about_troops_is_the_content_of_the_treaty_below_it() -> None:
    line = (Evidence("title", 0, 1, "Jepang boleh kirim tentara ke Filipina"),)
    troops = mention(
        type=MentionType.TROOP_DEPLOYMENT, suppliers=("JP",), recipients=("PH",), weapons=(), evidence=line
    )
    text = (Evidence("text", 0, 1, "kedua negara meneken perjanjian akses timbal balik"),)
    signed = treaty(Stage.SIGNED, parties=("JP", "PH"), evidence=text)
    assert [d.reason for d in _article(troops, signed, events=Watch())] == ["headline", "new"]
    assert [d.reason for d in _article(troops, events=Watch())] == ["new"]


def test_a_headline_names_the_land_for_the_group_in_it() -> None:
    line = (Evidence("title", 0, 1, "Mesir kirim amunisi ke Libya"),)
    text = (Evidence("text", 0, 1, "Mesir mengirim amunisi kepada pasukan Haftar di Libya"),)
    land = mention(suppliers=("EG",), recipients=("LY",), weapons=("ammunition",), evidence=line)
    group = mention(suppliers=("EG",), recipients=("lna",), weapons=("ammunition",), evidence=text)
    other = mention(suppliers=("EG",), recipients=("lna",), weapons=("tank",), evidence=text)
    assert [d.reason for d in _article(land, group, events=Watch())] == ["headline", "new"]
    assert [d.reason for d in _article(land, other, events=Watch())] == ["new", "new"]


def test_the_first_six_of_ninety_correct_nothing() -> None:
    watch = Watch()
    watch.tell(mention(stage=Stage.SIGNED, quantity=Quantity("90", 90.0)))
    watch.tell(mention(), seen(START + 60 * DAY, "kompas"))
    assert not watch.tell(mention(quantity=Quantity("enam", 6.0)), seen(START + 61 * DAY, "tempo")).alert
    assert watch.tell(mention(quantity=Quantity("200", 200.0)), seen(START + 61 * DAY, "detik")).reason == "quantity"


def test_a_recall_may_leave_out_a_side_and_news_may_not_be_swallowed_by_it() -> None:
    watch = Watch()
    watch.tell(mention())
    assert watch.tell(aside(suppliers=()), seen(START + 80 * DAY, "kompas")).reason == "recalled"
    assert watch.tell(mention(suppliers=()), seen(START + 80 * DAY, "tempo")).alert


def test_yesterdays_pact_is_meant_when_one_party_and_no_name_are_told() -> None:
    named = treaty(Stage.SIGNED, parties=("CA", "PH"), treaty="sovfa-ph", treaty_class="visiting-forces")
    loose = treaty(Stage.SIGNED, parties=("CA",))
    for days, state in ((1, State.CORROBORATED), (9, State.NEW)):
        watch = Watch()
        watch.tell(named)
        assert watch.tell(loose, seen(START + days * DAY, "kompas")).state is state


# -- steps out of a treaty, and into it


def leaving(words: str, **changes: object) -> Mention:
    both = tuple(Evidence(field, 0, 1, words) for field in ("title", "text"))
    given = {"parties": ("FI",), "treaty": "ottawa", "treaty_class": "arms-control", "window_days": 365, **changes}
    return treaty(Stage.WITHDRAWN, evidence=both, **given)


def test_a_treaty_is_left_in_steps_each_told_once() -> None:
    watch = Watch()
    told = []
    for days, words in (
        (0, "Finlandia berencana keluar dari Konvensi Ottawa"),
        (1, "Finlandia akan menarik diri dari Konvensi Ottawa"),
        (30, "Kenapa Finlandia keluar dari Konvensi Ottawa"),
        (80, "Parlemen Finlandia menyetujui keluar dari Konvensi Ottawa"),
        (82, "Parlemen Finlandia setuju keluar dari Konvensi Ottawa"),
        (280, "Finlandia resmi keluar dari Konvensi Ottawa"),
        (281, "Finlandia tidak lagi terikat Konvensi Ottawa"),
    ):
        told.append(watch.tell(leaving(words), seen(START + days * DAY, f"outlet{days}")))
    assert [d.reason for d in told if d.alert] == ["new", "act", "act"]
    titles = [compose(alert_of(d, START), NAMES).body.splitlines()[0] for d in told if d.alert]
    assert titles[0].startswith("FI berencana keluar dari")
    assert titles[1].startswith("FI menyetujui keluar dari")
    assert titles[2].startswith("FI resmi keluar dari")
    assert "langkah: disetujui parlemen" in compose(alert_of(told[3], START), NAMES).body


def test_a_step_out_of_a_treaty_is_heard_through_a_mute() -> None:
    watch = Watch()
    watch.tell(leaving("Finlandia berencana keluar dari Konvensi Ottawa"))
    later = START + 80 * DAY
    mute = Silence(1, SilenceScope.EVENT, "E1", later + DAY, "rina", "sudah tahu", START)
    approved = leaving("Parlemen Finlandia menyetujui keluar dari Konvensi Ottawa")
    assert watch.tell(approved, seen(later, "kompas"), silences=(mute,)).alert


def test_each_party_leaves_for_itself() -> None:
    watch = Watch()
    watch.tell(leaving("Empat negara akan keluar dari Konvensi Ottawa", parties=("EE", "FI", "LV")))
    latvian = watch.tell(leaving("Parlemen Latvia sahkan keluar", parties=("LV",)), seen(START + 30 * DAY))
    finnish = watch.tell(leaving("Parlemen Finlandia sahkan keluar", parties=("FI",)), seen(START + 40 * DAY))
    again = watch.tell(leaving("Parlemen Latvia sahkan keluar", parties=("LV",)), seen(START + 41 * DAY, "kompas"))
    assert [latvian.reason, finnish.reason, again.alert] == ["act", "act", False]


def test_a_ratification_in_a_headline_weeks_after_the_first_is_the_other_partys() -> None:
    watch = Watch()
    watch.tell(treaty(Stage.RATIFIED, window_days=365))
    later = seen(START + 30 * DAY, "kompas")
    told = (Evidence("text", 0, 1, "perjanjian yang sudah diratifikasi"),)
    assert not watch.tell(treaty(Stage.RATIFIED, window_days=365, evidence=told), later).alert
    assert watch.tell(treaty(Stage.RATIFIED, window_days=365), later).reason == "ratified"


# -- the table of signs


@pytest.mark.parametrize(
    ("words", "sign", "given"),
    [
        ("AS umumkan paket bantuan militer ke-73", Sign.AGAIN, True),
        ("Baterai kedua Akash dikirim", Sign.AGAIN, True),
        ("Delapan baterai SAMP/T generasi baru", Sign.AGAIN, False),
        ("Belgia kembali menghentikan pengiriman", Sign.AGAIN, True),
        ("Iran menyalurkan drone lagi", Sign.AGAIN, True),
        ("Berita itu dibantah lagi", Sign.AGAIN, False),
        ("Kapal itu berlabuh di Mogadishu", Sign.DONE, True),
        ("Rudal itu telah selesai diserahkan", Sign.DONE, True),
        ("AS berjanji mengirim rudal", Sign.DONE, False),
        ("Kemlu mengonfirmasi kabar itu", Sign.CONFIRMED, True),
        ("Tuduhan itu belum terbukti", Sign.CONFIRMED, False),
        ("Tuduhan itu terbukti", Sign.CONFIRMED, True),
        ("hingga kini 5.000 peluru", Sign.IN_ALL, True),
        ("sejak invasi ke Ukraina", Sign.IN_ALL, True),
        ("sejak pekan lalu", Sign.IN_ALL, False),
        ("sejak Februari 2022", Sign.FOR_YEARS, True),
        ("selama satu tahun ke depan", Sign.FOR_YEARS, False),
        ("Duma Rusia mengesahkan penarikan diri", Sign.APPROVED, True),
        ("DPR minta penjelasan", Sign.APPROVED, False),
        ("AS resmi mundur dari traktat INF", Sign.EFFECTIVE, True),
        ("Rusia berniat mundur", Sign.EFFECTIVE, False),
        ("Lituania hendak meninggalkan konvensi", Sign.ANNOUNCED, True),
        ("Embargo dicabut: AS mencabut larangan", Sign.RESUMED, True),
    ],
)
def test_words_give_their_sign(words: str, sign: Sign, given: bool) -> None:
    assert says(aside(words), sign) is given
