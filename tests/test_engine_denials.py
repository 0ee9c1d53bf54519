"""A denial is told as one, and by whom: how an accused state answers, in the body and in headlines."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rules.engine.mention import Document, Mention
from rules.engine.ruleset import RuleSet, load_rules

ACCUSATIONS = (
    ("Laporan PBB menyebut Rwanda memasok senjata kepada M23.", "Rwanda", "Kigali", "RW"),
    ("Amerika Serikat menuduh Iran mengirim drone ke Rusia.", "Iran", "Teheran", "IR"),
    ("Intelijen Ukraina mengatakan Belarus telah menyerahkan roket kepada Rusia.", "Belarus", "Minsk", "BY"),
)
DENIALS = (
    "{capital} menampik temuan tersebut.",
    "{capital} dengan keras menampik temuan tersebut.",
    "{capital} membantah tuduhan itu.",
    "{capital} menyebut kabar itu karangan belaka.",
    "Juru bicara Kementerian Luar Negeri {state} menyebut tuduhan itu tidak berdasar.",
    "{state} menyatakan tudingan tersebut omong kosong.",
    "{capital} menepisnya.",
    "{capital} menolak tuduhan tersebut.",
    '"Itu bohong," kata juru bicara pemerintah {state}.',
    '"Kami tidak pernah mengirim senjata," kata juru bicara Kementerian Pertahanan {state}.',
    "Pemerintah {state} menyangkal laporan itu.",
    "{state} mengatakan klaim itu fitnah.",
    "Menteri Pertahanan {state} menegaskan tidak ada senjata yang dikirim.",
    "{state} menegaskan tidak ada satu pun senjata yang telah dikirim.",
    "Tuduhan itu dibantah {capital}.",
    "Tuduhan itu dibantah keras oleh {state}.",
    "Namun, {state} membantahnya.",
    "Hal itu dibantah {capital}.",
    "Kabar tersebut langsung ditepis {capital}.",
    "{state} menilai tuduhan itu tidak benar.",
    '"Tuduhan itu sama sekali tidak benar," kata Kementerian Luar Negeri {state}.',
    "{capital} mengaku tidak tahu-menahu soal pengiriman itu.",
    "{capital} menyebutnya propaganda.",
    "{capital} berkali-kali membantah terlibat.",
    "{state} menyatakan pihaknya tidak terlibat.",
    "Menanggapi hal itu, {state} menjamin tidak ada senjata yang telah dikirim.",
    "{state} balik menuding dan menyebut laporan itu rekayasa.",
    "Kedutaan Besar {state} di Jakarta menyebut laporan itu hoaks.",
    "{capital} menyanggah laporan itu.",
    "Bantahan datang dari {capital}.",
    "{state} memprotes laporan itu dan menyebutnya tak berdasar.",
    "{state} mencap tuduhan itu dusta.",
    "{state}: itu fitnah.",
    "{state} menganggap tuduhan itu mengada-ada.",
    "{state} menyatakan laporan itu dibuat-buat.",
    "Sanggahan keras disampaikan {capital}.",
    '"Tidak ada pengiriman senjata," kata Presiden {state}.',
    '"Ini tuduhan palsu," ujar juru bicara {state}.',
    "{state} menyebut informasi itu keliru.",
    'Menteri Pertahanan {state} mengatakan negaranya cinta damai, dan menjamin bahwa "tidak ada senjata yang dikirim".',
    "{state} mengecam tuduhan yang disebutnya tanpa bukti itu.",
)
NO_DENIALS = (
    "{capital} tidak membantah tuduhan itu.",
    "{capital} membenarkan laporan itu.",
    "{capital} mengakui tuduhan itu benar.",
    "{state} menyebut tuduhan itu serius.",
    "{state} belum menanggapi tuduhan itu.",
    "{state} tidak menampik laporan itu.",
    "{state} tidak membenarkan dan tidak membantah laporan itu.",
    "Sanksi terhadap {state} terbukti tidak efektif.",
    "{state} tidak bisa memastikan apakah laporan itu benar.",
    '"Itu benar," kata juru bicara pemerintah {state}.',
    "{state} menyebut bantahan itu bohong.",
    "Uganda membantah tuduhan itu.",
    "Analis menyebut bantahan {state} omong kosong.",
    "{state} menolak berkomentar soal laporan itu.",
    '"Kami tidak akan menjelaskan hal itu," kata juru bicara {state}.',
    "{state} tidak terlihat dalam pertemuan itu.",
    "Prancis menyebut laporan itu tidak benar.",
    "Warga {state} terbukti tidak bersalah dalam kasus lain.",
)
HEADLINES = (
    "Dituding Suplai Senjata ke Hamas, {state}: AS Alihkan Kesalahan",
    "Dituduh Kirim Drone ke Sudan, {state}: Itu Fitnah",
    "Dituding Pasok Rudal ke Houthi, {state} Bantah",
    "Dituding Kirim Senjata ke Hamas, {state} Sebut AS Cari Kambing Hitam",
    "AS Tuduh {state} Kirim Senjata ke Hamas, {capital}: Omong Kosong",
    "AS Tuding {state} Pasok Rudal ke Houthi, {capital} Membantah",
    "{state} Tepis Tuduhan Pasok Senjata ke Hamas",
    "{state} Sebut Tuduhan Kirim Drone ke Sudan Bohong",
    "{state} Ngaku Tak Kirim Senjata ke Hamas",
    "Dituduh AS Kirim Rudal ke Houthi, {state}: Kami Tak Terlibat",
    "{state} Bantah Kirim Senjata ke Hamas",
)
NO_ANSWER_YET = (
    "Dituduh Jual Senjata ke Myanmar, {state} Angkat Bicara",
    "Disebut Kirim Senjata ke Hamas, {state} Buka Suara",
)


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules()


def mentions(rules: RuleSet, title: str, text: str) -> list[Mention]:
    document = Document("x", title, text, datetime(2024, 5, 15, 3, tzinfo=UTC), "antaranews")
    return [m for m in rules.match(document).mentions if m.alert]


@pytest.mark.parametrize("answer", DENIALS)
def test_the_answer_of_the_accused_is_a_denial(rules: RuleSet, answer: str) -> None:
    for accusation, state, capital, code in ACCUSATIONS:
        found = mentions(rules, "", f"{accusation} {answer.format(state=state, capital=capital)}")
        denied = [m for m in found if m.stage.value == "denied"]
        assert [m.suppliers for m in denied] == [(code,)], answer


@pytest.mark.parametrize("answer", NO_DENIALS)
def test_what_denies_nothing_is_none(rules: RuleSet, answer: str) -> None:
    accusation, state, capital, _ = ACCUSATIONS[0]
    found = mentions(rules, "", f"{accusation} {answer.format(state=state, capital=capital)}")
    assert [m.stage.value for m in found] == ["delivered"]


@pytest.mark.parametrize("headline", HEADLINES)
def test_a_headline_with_the_answer_is_a_denial_of_the_accused(rules: RuleSet, headline: str) -> None:
    for _, state, capital, code in ACCUSATIONS[:2]:
        found = mentions(rules, headline.format(state=state, capital=capital), "")
        assert [(m.suppliers, m.stage.value) for m in found if m.stage.value == "denied"] == [((code,), "denied")]
        assert all(m.suppliers == (code,) for m in found)


@pytest.mark.parametrize("headline", NO_ANSWER_YET)
def test_who_only_speaks_up_has_denied_nothing_and_stays_the_accused(rules: RuleSet, headline: str) -> None:
    (found,) = mentions(rules, headline.format(state="Rwanda", capital="Kigali"), "")
    assert (found.suppliers, found.certainty.value) == (("RW",), "alleged")
