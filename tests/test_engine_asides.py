"""What is said beside a development changes nothing: openings, appositions, times, prices, sources."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rules.engine.mention import Document
from rules.engine.ruleset import RuleSet, load_rules

PUBLISHED = datetime(2024, 5, 15, 3, tzinfo=UTC)
FRAMES = {
    "sends": "{opening}{S}{beside} {how}mengirim {W}{more} ke {R}{end}.",
    "supplies": "{opening}{S}{beside} {how}memasok {R} dengan {W}{end}.",
    "will sell": "{opening}{S}{beside} {how}akan menjual {W}{more} kepada {R}{end}.",
    "approves": "{opening}{S}{beside} {how}menyetujui penjualan {W}{more} ke {R}{end}.",
    "stops": "{opening}{S}{beside} {how}menghentikan pengiriman {W}{more} ke {R}{end}.",
    "agrees to give": "{opening}{S}{beside} {how}setuju untuk memberikan {W}{more} kepada {R}{end}.",
    "buys": "{opening}{R}{beside} {how}membeli {W}{more} dari {S}{end}.",
    "receives": "{opening}{R}{beside} {how}menerima {W}{more} dari {S}{end}.",
    "signs": "{opening}{R}{beside} {how}menandatangani kontrak pembelian {W}{more} dari {S}{end}.",
}
ASIDES = {
    "opening": (
        "Di tengah memanasnya kawasan, ",
        "Setelah bertahun-tahun berunding, ",
        "Setelah berunding selama dua tahun, ",
        "Untuk pertama kalinya sejak perang pecah, ",
        "Menurut laporan sebuah kantor berita, ",
        "Meski dikecam kelompok hak asasi manusia, ",
        "Sementara itu, ",
    ),
    "beside": (
        ", yang selama ini dikenal sebagai sekutu dekat,",
        ", salah satu pembeli terbesar di kawasan,",
        ", negara yang tengah berkonflik dengan tetangganya,",
        ", anggota PBB sejak 1951,",
        " melalui Kementerian Pertahanan",
        " lewat perusahaan milik negara",
        " bersama sekutunya",
        " pada Senin (13/5/2024) waktu setempat",
    ),
    "how": ("secara resmi ", "secara bertahap ", "dilaporkan telah ", "pada pekan ini "),
    "more": (
        " senilai 1,2 miliar dolar AS",
        " beserta suku cadang dan pelatihan",
        " generasi terbaru",
        " yang mampu menjangkau sasaran sejauh 300 kilometer",
        " sebanyak 24 unit",
    ),
    "end": (
        " dalam beberapa bulan mendatang",
        ", kata seorang pejabat senior",
        " sebagai bagian dari kerja sama yang disepakati tahun lalu",
        ", meskipun ada tekanan dari negara-negara Barat",
        " guna menghadapi ancaman dari negara tetangga",
        ", menurut dua sumber yang mengetahui masalah tersebut",
    ),
}
SIDES = (
    ("Prancis", "FR", "Mesir", "EG", "rudal antikapal Exocet"),
    ("Turki", "TR", "Ukraina", "UA", "drone tempur Bayraktar TB2"),
)


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules()


def told(rules: RuleSet, text: str) -> list[tuple[tuple[str, ...], tuple[str, ...], bool]]:
    reading = rules.match(Document("a", "", text[0].upper() + text[1:], PUBLISHED))
    return [(m.suppliers, m.recipients, m.alert) for m in reading.mentions if m.rule == "weapons-transfer"]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("slot", ASIDES)
def test_what_is_said_beside_changes_no_role_and_silences_nothing(rules: RuleSet, frame: str, slot: str) -> None:
    for supplier, seller, recipient, buyer, weapon in SIDES:
        empty = dict.fromkeys(ASIDES, "") | {"S": supplier, "R": recipient, "W": weapon}
        for aside in ASIDES[slot]:
            text = FRAMES[frame].format(**empty | {slot: aside})
            assert told(rules, text) == [((seller,), (buyer,), True)], text


def test_ability_of_a_weapon_names_no_receiver(rules: RuleSet) -> None:
    text = "Prancis mengirim rudal yang mampu menjangkau pangkalan Libya ke Mesir."
    assert told(rules, text) == [(("FR",), ("EG",), True)]


def test_delivery_told_with_an_old_date_of_its_own_stays_recalled(rules: RuleSet) -> None:
    text = "Pada tahun 2019, Prancis mengirim rudal antikapal ke Mesir."
    assert told(rules, text) == [(("FR",), ("EG",), False)]


def test_known_buyer_beside_a_nameless_seller_is_not_the_seller(rules: RuleSet) -> None:
    text = "Perusahaan milik negara mengirim rudal antikapal ke Mesir."
    assert [suppliers for suppliers, _, _ in told(rules, text)] in ([], [()])


PACTS = (
    "{opening}{A} dan {B}{beside} {how}menandatangani pakta pertahanan{end}.",
    "{opening}{A}{beside} {how}meratifikasi pakta pertahanan dengan {B}{end}.",
    "{opening}{A}{beside} {how}menangguhkan perjanjian kerja sama pertahanan dengan {B}{end}.",
)
NOT_OF_PACTS = (" bersama sekutunya", " sebagai bagian dari kerja sama yang disepakati tahun lalu")


@pytest.mark.parametrize("frame", PACTS)
@pytest.mark.parametrize("slot", ["opening", "beside", "how", "end"])
def test_what_is_said_beside_a_pact_changes_no_party_and_silences_nothing(
    rules: RuleSet, frame: str, slot: str
) -> None:
    for aside in (a for a in ASIDES[slot] if a not in NOT_OF_PACTS):
        names = dict.fromkeys(ASIDES, "") | {"A": "Jepang", "B": "Filipina", slot: aside}
        text = frame.format(**names)
        reading = rules.match(Document("a", "", text, PUBLISHED))
        assert [(m.parties, m.alert) for m in reading.mentions] == [(("JP", "PH"), True)], text


def test_what_went_on_for_years_is_recalled(rules: RuleSet) -> None:
    text = "Selama dua tahun itu Prancis mengirim rudal antikapal ke Mesir."
    assert told(rules, text) == [(("FR",), ("EG",), False)]


def test_date_beside_a_name_is_that_of_the_pact_told_there(rules: RuleSet) -> None:
    text = (
        "Presiden Jepang, yang pada Januari lalu menandatangani pakta pertahanan dengan Filipina, berkunjung ke Seoul."
    )
    reading = rules.match(Document("a", "", text, PUBLISHED))
    assert [(m.parties, m.alert) for m in reading.mentions] in ([], [(("JP", "PH"), False)])


@pytest.mark.parametrize(
    "name", ["Angkatan Laut Prancis", "Kementerian Pertahanan Prancis", "Menteri Pertahanan Prancis", "militer Prancis"]
)
def test_institution_behind_a_passive_stands_for_its_state(rules: RuleSet, name: str) -> None:
    assert told(rules, f"Rudal antikapal dikirim {name} ke Mesir.") == [(("FR",), ("EG",), True)]


def test_maker_from_a_state_stands_for_it(rules: RuleSet) -> None:
    assert told(rules, "Produsen senjata asal Prancis akan menjual rudal ke Mesir.") == [(("FR",), ("EG",), True)]


@pytest.mark.parametrize("purpose", ["untuk dipakai di perbatasan", "agar bisa digunakan di perbatasan"])
def test_what_a_weapon_is_given_for_is_not_yet_done_with_it(rules: RuleSet, purpose: str) -> None:
    reading = rules.match(Document("a", "", f"India mengirim rudal ke Armenia {purpose}.", PUBLISHED))
    assert [m.rule for m in reading.mentions] == ["weapons-transfer"]
