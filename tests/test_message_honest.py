"""A headline says no more than its quote: what is threatened, planned or only signed in intent, who leaves a treaty."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.alerts.headline import Style, clipped, headline
from flows.alerts.quoting import best_evidence
from flows.alerts.wording_id import ID
from rules import Certainty, CertaintyDetail, Evidence, Mention, MentionType, Quantity, Stage
from tests.test_message import NOW, FakeNames, alert, mention, sighting, told
from tests.test_message_wording import ADMITTED, NO_COUNT, PLAIN, first_line, halt


def said(words: str, **changes: object) -> Mention:
    line = (Evidence("text", 0, 1, words),)
    return mention(evidence=line, **{"weapons": ("rocket",), **NO_COUNT, **PLAIN, **changes})


def pact(words: str, stage: Stage = Stage.WITHDRAWN, **changes: object) -> Mention:
    sides: dict[str, object] = {"suppliers": (), "recipients": (), "weapons": (), "type": MentionType.TREATY}
    kind: dict[str, object] = {"parties": ("KP", "RU"), "treaty_class": "defence-pact"}
    return said(words, stage=stage, **{**sides, **kind, **changes})


# -- halts that have not come


@pytest.mark.parametrize(
    ("words", "line", "step"),
    [
        ("Korut mengancam menghentikan kiriman roket", "terancam dihentikan", "baru ancaman"),
        ("Korut melontarkan ancaman embargo", "terancam dihentikan", "baru ancaman"),
        ("Korut mempertimbangkan larangan ekspor roket", "dipertimbangkan", "baru dipertimbangkan"),
        ("Kedatangan roket terancam molor", "mungkin terhenti atau tertunda", "baru kemungkinan"),
        ("Sanksi bisa memolorkan atau menunda kiriman", "mungkin terhenti atau tertunda", "baru kemungkinan"),
        ("Korut akan segera menghentikan pasokan", "akan dihentikan", "baru rencana"),
        ("Korut menangguhkan pasokan karena peninjauan izin", "ditangguhkan", ""),
    ],
)
def test_a_threat_is_no_halt(words: str, line: str, step: str) -> None:
    body = told(an_alert=alert(halt(Stage.SUSPENDED, words)))[1]
    assert line in body.splitlines()[0]
    assert (f"({step})" in body) is bool(step)
    assert "baru" in body or not step


def test_a_halt_that_was_decided_is_told_by_whoever_decided_it() -> None:
    done = halt(Stage.SUSPENDED, "Korut menghentikan pasokan", **ADMITTED, claimants=("KP",))
    assert first_line(done) == "Korea Utara menangguhkan pasokan roket ke Rusia"


# -- papers


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Rusia meneken kontrak roket", "Rusia meneken kontrak roket dari Korea Utara"),
        ("Rusia meneken surat minat pembelian roket", "Rusia meneken surat minat atas roket dari Korea Utara"),
        ("Kedua menteri meneken nota kesepahaman", "Rusia dan Korea Utara meneken nota kesepahaman soal roket"),
        ("Pembelian roket diteken", "Rusia meneken kesepakatan pasokan roket dari Korea Utara"),
    ],
)
def test_what_was_signed_is_called_by_its_name(words: str, line: str) -> None:
    assert first_line(said(words, stage=Stage.SIGNED)) == line


# -- who leaves


@pytest.mark.parametrize(
    ("told_by", "line"),
    [
        (pact("Pakta itu dibatalkan"), "Pakta pertahanan Korea Utara dan Rusia diakhiri"),
        (pact("Korut akan mengakhiri pakta itu"), "Pakta pertahanan Korea Utara dan Rusia akan diakhiri"),
        (
            pact("Korut akan mengakhiri pakta itu", **ADMITTED, claimants=("KP",)),
            "Korea Utara berencana keluar dari pakta pertahanan dengan Rusia",
        ),
        (
            pact("Pakta itu ditangguhkan", Stage.SUSPENDED, **ADMITTED, claimants=("RU",)),
            "Rusia menangguhkan pakta pertahanan dengan Korea Utara",
        ),
        (
            pact("Korut keluar", parties=("KP",), treaty="npt", treaty_class="arms-control"),
            "Korea Utara keluar dari npt",
        ),
        (
            pact("Korut keluar", parties=("KP", "iaea"), treaty="npt", treaty_class="arms-control"),
            "Korea Utara keluar dari npt",
        ),
        (
            pact("Kedua negara resmi keluar", treaty="ottawa", treaty_class="arms-control"),
            "Korea Utara dan Rusia resmi keluar dari ottawa",
        ),
        (
            pact("Parlemen menyiapkan RUU keluar", parties=("KP",), treaty="npt"),
            "Korea Utara berencana keluar dari npt",
        ),
        (pact("Korut ingin mengundurkan diri", parties=("KP",), treaty="npt"), "Korea Utara berencana keluar dari npt"),
    ],
)
def test_a_treaty_of_two_is_left_by_the_one_that_says_so(told_by: Mention, line: str) -> None:
    assert first_line(told_by) == line


@pytest.mark.parametrize(
    ("stage", "parties", "words", "line"),
    [
        (Stage.PLANNED, ("KP", "nato"), "Korut ingin masuk", "Korea Utara hendak bergabung dengan nato"),
        (Stage.RATIFIED, ("KP", "RU", "nato"), "Disahkan", "Aksesi ke nato diratifikasi: Korea Utara dan Rusia"),
        (Stage.SUSPENDED, ("KP",), "Ditangguhkan", "Keanggotaan Korea Utara di aliansi militer ditangguhkan"),
        (Stage.WITHDRAWN, ("KP", "csto"), "Korut berencana mundur", "Korea Utara berencana keluar dari csto"),
        (
            Stage.WITHDRAWN,
            ("KP", "nato"),
            "Korut tak lagi ingin bergabung",
            "Korea Utara melepas upaya bergabung dengan nato",
        ),
    ],
)
def test_an_alliance_is_joined_and_left_and_not_signed(
    stage: Stage, parties: tuple[str, ...], words: str, line: str
) -> None:
    assert first_line(pact(words, stage, parties=parties, treaty_class="alliance-accession")) == line


# -- counts and models


@pytest.mark.parametrize(
    ("words", "changes", "line"),
    [
        ("Korut mengirim Tiga roket", {"quantity": Quantity("Tiga", 3.0)}, "Korea Utara memasok tiga roket ke Rusia"),
        ("Sebanyak 20 roket", {"quantity": Quantity("Sebanyak 20", 20.0)}, "Korea Utara memasok 20 roket ke Rusia"),
        ("roket Himars", {"systems": ("HIMARS",)}, "Korea Utara memasok roket HIMARS ke Rusia"),
        ("roket Himars dan Grad", {"systems": ("Grad", "HIMARS")}, "Korea Utara memasok roket ke Rusia"),
        (
            "5.000 rudal pertahanan udara",
            {"quantity": Quantity("5.000", 5000.0), "weapons": ("air-defence",)},
            "Korea Utara memasok 5.000 rudal pertahanan udara ke Rusia",
        ),
        ("5 peluncur Grad", {"quantity": Quantity("5", 5.0)}, "Korea Utara memasok 5 peluncur roket ke Rusia"),
    ],
)
def test_what_is_counted_and_which_model_it_is(words: str, changes: dict[str, object], line: str) -> None:
    assert first_line(said(words, stage=Stage.DELIVERED, **changes)) == line


def test_verbs_agree_in_english() -> None:
    one, two = (
        said("x", stage=Stage.PLANNED),
        said("x", stage=Stage.PLANNED, suppliers=("KP", "RU"), recipients=("UA",)),
    )
    assert first_line(one, language="en").startswith("Korea Utara plans to supply")
    assert " plan to supply " in first_line(two, language="en")


# -- the last resort, and the quote


def test_a_cut_headline_ends_between_words_and_never_loses_its_verb() -> None:
    sent = alert(said("x", stage=Stage.DELIVERED, recipients=("barisan-pembebasan-rakyat-bersenjata",)))
    cut = clipped(sent, FakeNames(), ID, "id", 40)
    assert len(cut) <= 40
    assert cut.startswith("Korut pasok roket")
    assert cut.endswith("…")
    assert clipped(alert(halt(Stage.SUSPENDED)), FakeNames(), ID, "id", 40) == ""
    assert headline(alert(said("x")), FakeNames(), ID, "id", Style.CODES).startswith("Korut>")


def test_the_quote_is_the_passage_that_names_the_sides_and_keeps_the_hedge() -> None:
    long = Evidence("text", 0, 1, "Menteri itu berbicara dalam jumpa pers yang berlangsung hampir dua jam.")
    sides = Evidence("text", 0, 1, "Korut mengirim roket ke Rusia.")
    hedged = Evidence("text", 0, 1, "Kiriman itu diduga lewat laut.")
    names = ("Korut", "Rusia")
    assert best_evidence((long, sides), names=names) == sides.text
    assert best_evidence((long, sides)) == long.text
    assert best_evidence((long, sides, hedged), detail=CertaintyDetail.SUSPICION, names=names) == hedged.text


def test_a_denial_names_no_claimant_as_the_one_who_denies() -> None:
    denied = said(
        "Korut membantah tuduhan AS",
        certainty=Certainty.DENIED,
        detail=CertaintyDetail.DENIED,
        deniers=("KP",),
        claimants=("US",),
    )
    line = next(x for x in told(an_alert=alert(denied))[1].splitlines() if x.startswith("Kepastian"))
    assert line == "Kepastian: DIBANTAH"


# -- offers, half names, other models


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Korut menawarkan roket kepada Rusia", "Korea Utara menawarkan roket kepada Rusia"),
        ("Rusia membahas tawaran roket Korut", "Korea Utara merundingkan pasokan roket dengan Rusia"),
        ("Kedua negara merundingkan roket", "Korea Utara merundingkan pasokan roket dengan Rusia"),
    ],
)
def test_an_offer_is_no_talk(words: str, line: str) -> None:
    body = told(an_alert=alert(said(words, stage=Stage.NEGOTIATING)))[1]
    assert body.splitlines()[0] == line
    assert ("baru tawaran" in body) is ("menawarkan" in line)


@pytest.mark.parametrize(
    ("words", "goods"),
    [
        ("Rusia menerima sistem rudal pertahanan udara", "air-defence"),
        ("Rusia menerima rudal antipesawat", "air-defence"),
        ("Rusia menerima sistem pertahanan udara dan rudal", "air-defence dan missile"),
    ],
)
def test_a_missile_against_aircraft_is_named_once(words: str, goods: str) -> None:
    both = said(words, stage=Stage.DELIVERED, weapons=("air-defence", "missile"))
    names = FakeNames()
    expected = " dan ".join(names.weapon(g) for g in goods.split(" dan "))
    assert first_line(both) == f"Korea Utara memasok {expected} ke Rusia"


def test_the_model_stands_for_its_kind_where_both_are_too_long() -> None:
    sent = alert(said("roket Grad", stage=Stage.DELIVERED, systems=("Grad",)))
    assert headline(sent, FakeNames(), ID, "id", Style.SHORT) == "Korut pasok roket Grad ke Rusia"
    assert headline(sent, FakeNames(), ID, "id", Style.MODEL) == "Korut pasok Grad ke Rusia"
    assert headline(sent, FakeNames(), ID, "id", Style.PLAIN) == "Korut pasok roket ke Rusia"


def test_a_deal_after_a_halt_is_no_resumption_unless_the_text_says_so() -> None:
    before = alert(halt(Stage.SUSPENDED)).event
    later = sighting(at=NOW + timedelta(days=3), article_id="a2", outlet="kompas")
    body = told(an_alert=alert(said("Korut menyetujui penjualan roket", stage=Stage.AGREED), later, before))[1]
    assert body.splitlines()[0] == "Korea Utara sepakat memasok roket ke Rusia"
    assert "ditangguhkan" in body
    assert "dilanjutkan" not in body


def test_a_part_is_not_the_whole() -> None:
    part = halt(Stage.SUSPENDED, "Korut menangguhkan sebagian pengiriman roket", **ADMITTED, claimants=("KP",))
    assert first_line(part) == "Korea Utara menangguhkan pasokan sebagian roket ke Rusia"


def test_a_denial_in_general_words_names_no_weapon_in_particular() -> None:
    before = alert(said("Korut mengirim roket", stage=Stage.DELIVERED)).event
    denied = said(
        "Korut membantah mengirim senjata",
        certainty=Certainty.DENIED,
        detail=CertaintyDetail.DENIED,
        weapons=("weapons",),
        deniers=("KP",),
    )
    body = told(an_alert=alert(denied, sighting(at=NOW + timedelta(days=1), outlet="kompas"), before))[1]
    assert body.splitlines()[0] == "Korea Utara membantah memasok senjata ke Rusia"
    assert "Senjata: roket" in body
