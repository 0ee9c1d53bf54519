"""What an officer reads at three in the morning: who stopped a supply, who joins a pact, names said once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.alerts import alert_of
from flows.alerts.event import Change, Event, State
from flows.alerts.wording_en import EN
from flows.alerts.wording_id import ID
from rules import Certainty, CertaintyDetail, Evidence, Mention, MentionType, Stage
from tests.test_message import NOW, FakeNames, alert, mention, sighting, told

ADMITTED = {"certainty": Certainty.ASSERTED, "detail": CertaintyDetail.ADMITTED}
PLAIN = {"certainty": Certainty.ASSERTED, "detail": CertaintyDetail.MEDIA, "claimants": (), "claimant_words": None}
NO_COUNT = {"quantity": None}


def first_line(said: Mention, **options: object) -> str:
    return told(an_alert=alert(said), **options)[1].splitlines()[0]


def halt(stage: Stage, words: str = "Pasokan itu dihentikan", **changes: object) -> Mention:
    line = (Evidence("text", 0, 1, words),)
    return mention(stage=stage, weapons=("rocket",), evidence=line, **{**NO_COUNT, **PLAIN, **changes})


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (halt(Stage.SUSPENDED), "Pasokan roket dari Korea Utara ke Rusia ditangguhkan"),
        (halt(Stage.WITHDRAWN), "Pasokan roket dari Korea Utara ke Rusia dibatalkan"),
        (halt(Stage.REFUSED), "Korea Utara menolak memasok roket ke Rusia"),
        (halt(Stage.WITHDRAWN, **ADMITTED, claimants=("KP",)), "Korea Utara membatalkan pasokan roket ke Rusia"),
        (halt(Stage.WITHDRAWN, **ADMITTED, claimants=("RU",)), "Rusia membatalkan pembelian roket dari Korea Utara"),
        (halt(Stage.SUSPENDED, "Rusia menunda pembelian roket"), "Rusia menangguhkan pembelian roket dari Korea Utara"),
        (halt(Stage.REFUSED, "Rusia menolak membeli roket"), "Rusia menolak roket dari Korea Utara"),
        (halt(Stage.SUSPENDED, suppliers=()), "Pasokan roket ke Rusia ditangguhkan (pemasok tidak disebut)"),
        (halt(Stage.WITHDRAWN, recipients=()), "Pasokan roket dari Korea Utara dibatalkan (penerima tidak disebut)"),
    ],
)
def test_who_stopped_a_supply_is_said_only_when_the_text_tells(said: Mention, line: str) -> None:
    assert first_line(said) == line


@pytest.mark.parametrize(
    ("halted", "line", "moved"),
    [
        (Stage.SUSPENDED, "Korea Utara melanjutkan pasokan roket ke Rusia", "→ dilanjutkan"),
        (Stage.REFUSED, "Korea Utara sepakat memasok roket ke Rusia", "→ disepakati"),
    ],
)
def test_what_was_refused_does_not_go_on_but_begins(halted: Stage, line: str, moved: str) -> None:
    before = alert(halt(halted)).event
    words = (Evidence("text", 0, 1, "Korut sepakat melanjutkan pasokan"),)
    now = mention(stage=Stage.AGREED, weapons=("rocket",), evidence=words, **NO_COUNT, **PLAIN)
    later = sighting(at=NOW + timedelta(days=60), article_id="a2", outlet="kompas")
    _, body = told(an_alert=alert(now, later, before))
    assert body.splitlines()[0] == line
    assert moved in body


def test_troops_have_a_sender() -> None:
    troops = mention(type=MentionType.TROOP_DEPLOYMENT, weapons=(), **NO_COUNT, **PLAIN)
    assert "Pengirim: Korea Utara → Penerima: Rusia" in told(an_alert=alert(troops))[1]


def test_talks_and_contracts_name_each_side_once() -> None:
    talks = mention(stage=Stage.NEGOTIATING, weapons=("rocket",), **NO_COUNT, **PLAIN)
    assert first_line(talks) == "Korea Utara merundingkan pasokan roket dengan Rusia"
    contract = mention(stage=Stage.SIGNED, weapons=("rocket",), **NO_COUNT, **PLAIN)
    assert first_line(contract) == "Rusia meneken kesepakatan pasokan roket dari Korea Utara"


def test_a_claimant_is_a_person_with_the_state_behind() -> None:
    said = mention(claimants=("US",), claimant_words="Amerika Serikat Antony Blinken")
    assert "– Antony Blinken (AS)" in told(an_alert=alert(said))[1]


def test_an_sms_names_the_claimant_once() -> None:
    said = mention(claimants=("US",), claimant_words="AS", weapons=("rocket",), **NO_COUNT)
    (_, text), (_, push) = told("bulksms", alert(said)), told("ntfy", alert(said))
    assert "AS: Korut pasok roket ke Rusia. KLAIM. " in text
    assert push.startswith("KLAIM · ")


# -- treaties


class LongNames(FakeNames):
    """Treaties with the long names that real ones have."""

    def treaty(self, slug: str, language: str = "id") -> str:
        names = {
            "pact": "Perjanjian Pertahanan Bersama Strategis Rusia-Korea Utara",
            "defence-pact": "pakta pertahanan",
        }
        return names.get(slug, slug)


def pact(stage: Stage = Stage.SIGNED, **changes: object) -> Mention:
    treaty = {"treaty": "pact", "treaty_class": "defence-pact", "parties": ("KP", "RU")}
    sides = {"suppliers": (), "recipients": (), "weapons": ()}
    return mention(type=MentionType.TREATY, stage=stage, **{**treaty, **sides, **NO_COUNT, **PLAIN, **changes})


def lines(said: Mention, channel: str = "log", event: Event | None = None) -> tuple[str, str]:
    from flows.alerts import budget_for, compose

    message = compose(alert(said, event=event), LongNames(), budget=budget_for(channel))
    return message.title, message.body.splitlines()[0]


def test_a_treaty_does_not_repeat_its_parties_and_is_short_on_a_lock_screen() -> None:
    assert lines(pact())[1] == "Korea Utara dan Rusia meneken Perjanjian Pertahanan Bersama Strategis"
    assert lines(pact(), "ntfy")[0] == "TINGGI BARU: Korut-Rusia teken pakta pertahanan"


def test_who_joins_a_pact_is_the_subject_and_not_all_its_parties() -> None:
    known = alert(pact()).event
    for stage, words in ((Stage.NEGOTIATING, "hendak bergabung dengan"), (Stage.SIGNED, "bergabung dengan")):
        raised = alert(pact(), event=None)
        joined = replace(
            raised.decision,
            state=State.UPDATE,
            mention=pact(stage, parties=("KP", "RU", "US")),
            event=replace(known, parties=("KP", "RU", "US")),
            changed=(Change("party", "KP,RU", "US"),),
        )
        line = told(an_alert=alert_of(joined, NOW))[1].splitlines()[0]
        assert line.startswith(f"Amerika Serikat {words} ")


def test_a_plan_about_a_treaty_with_a_name_is_no_plan_to_sign_it() -> None:
    assert first_line(pact(Stage.PLANNED)) == "Rencana Korea Utara dan Rusia soal pact"
    assert first_line(pact(Stage.PLANNED, treaty=None)) == "Korea Utara dan Rusia berencana meneken pakta pertahanan"


def test_both_languages_have_the_same_sentences() -> None:
    for one, other in ((ID, EN), (ID.pact, EN.pact)):
        for name in one.__dataclass_fields__:
            said, meant = getattr(one, name), getattr(other, name)
            if isinstance(said, dict) and name not in ("counted_as", "kinds"):
                assert said.keys() == meant.keys(), name
