"""A side is read where it stands or stays unknown: swaps, nameless sides, speakers of other paragraphs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rules import Document, Mention, RuleSet, load_rules


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_rules()


def told(ruleset: RuleSet, title: str, text: str = "") -> list[Mention]:
    document = Document("roles", title, text, datetime(2026, 6, 15, tzinfo=UTC))
    return [m for m in ruleset.match(document).mentions if m.type.value == "weapons-transfer"]


def test_both_legs_of_a_barter_keep_their_own_giver(ruleset: RuleSet) -> None:
    text = "Iran mengirim drone ke Venezuela, dan Venezuela mengirim radar ke Iran, kata seorang pengamat."
    legs = {(m.suppliers, m.recipients, m.weapons) for m in told(ruleset, "Barter Senjata Caracas-Teheran", text)}
    assert (("IR",), ("VE",), ("drone",)) in legs
    assert (("VE",), ("IR",), ("radar",)) in legs


def test_who_speaks_about_another_matter_paragraphs_later_claims_nothing(ruleset: RuleSet) -> None:
    text = (
        "Iran diduga memasok rudal kepada Hizbullah di Lebanon, menurut laporan intelijen.\n\nPertempuran berlanjut."
        "\n\nKorban bertambah.\n\nMenurut lembaga riset di Oslo, penjualan rudal Iran meningkat tahun lalu."
    )
    mention = told(ruleset, "", text)[0]
    assert mention.certainty.value == "alleged"
    assert "NO" not in mention.claimants


def test_a_research_institute_in_a_capital_speaks_for_no_state(ruleset: RuleSet) -> None:
    mention = told(ruleset, "", "Rusia mengirim 12 tank ke Mali, kata sumber di Paris.")[0]
    assert "FR" not in mention.claimants
    mention = told(ruleset, "", "Rusia mengirim 12 tank ke Mali, kata pejabat pemerintah di Paris.")[0]
    assert mention.claimants == ("FR",)


def test_a_denied_charge_takes_no_receiver_from_an_old_deal(ruleset: RuleSet) -> None:
    text = (
        "Ankara menuduh Athena mengirim amunisi, tuduhan yang dibantah Yunani.\n\nHubungan keduanya buruk.\n\n"
        "Tahun 2016 Yordania meneken kontrak pembelian senjata dengan Italia."
    )
    assert all(m.recipients != ("JO",) for m in told(ruleset, "", text) if m.suppliers == ("GR",))


def test_pilots_sent_to_be_trained_are_no_deployment(ruleset: RuleSet) -> None:
    def troops(text: str) -> bool:
        document = Document("troops", "", text, datetime(2026, 6, 15, tzinfo=UTC))
        return any(m.type.value == "troop-deployment" for m in ruleset.match(document).mentions)

    assert not troops("Kolombia mengirim penerbang ke Swedia untuk berlatih menerbangkan Gripen.")
    assert troops("Korea Utara mengirim tentara ke Rusia untuk bertempur di garis depan.")


def test_a_number_of_years_ago_is_dated_so_many_years_back(ruleset: RuleSet) -> None:
    mention = told(ruleset, "", "Tiga tahun lalu Turki menjual drone Bayraktar TB2 kepada Polandia.")[0]
    assert mention.background
    assert mention.when is not None
    assert mention.when.isoformat() == "2023-06-15"


def test_production_that_has_begun_is_no_plan(ruleset: RuleSet) -> None:
    def stages(text: str) -> set[str]:
        document = Document("made", "", text, datetime(2026, 6, 15, tzinfo=UTC))
        return {m.stage.value for m in ruleset.match(document).mentions if m.type.value == "production"}

    assert stages("Malaysia mulai memproduksi drone tempur bersama Turki di Subang.") == {"delivered"}
    assert stages("Malaysia akan mulai memproduksi drone tempur bersama Turki di Subang.") == {"planned"}


@pytest.mark.parametrize(
    ("text", "supplier", "recipient"),
    [
        ("Sekutu Arab AS Kirim Drone ke Sudan", (), ("SD",)),
        ("Sekutu dekat Rusia memasok drone ke Sudan.", (), ("SD",)),
        ("Sekutu AS, Israel, mengirim drone ke Azerbaijan.", ("IL",), ("AZ",)),
        ("Sekutu NATO sepakat mengirim tank ke Ukraina.", ("nato",), ("UA",)),
        ("Rusia menjual drone kepada tetangga Ukraina.", ("RU",), ()),
    ],
)
def test_whose_ally_or_neighbour_it_is_does_not_act(
    ruleset: RuleSet, text: str, supplier: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    title, body = ("", text) if text.endswith(".") else (text, "")
    (found,) = told(ruleset, title, body)
    assert (found.suppliers, found.recipients) == (supplier, recipient)


def test_a_yard_without_a_name_hands_over_what_a_navy_ordered(ruleset: RuleSet) -> None:
    text = "Galangan di Tuzla menyerahkan fregat pertama kepada TNI Angkatan Laut."
    (found,) = told(ruleset, "", text)
    assert (found.recipients, found.stage.value) == (("ID",), "delivered")


def test_who_asks_for_an_explanation_asks_for_no_weapons(ruleset: RuleSet) -> None:
    (found,) = told(ruleset, "", "Rusia meminta penjelasan atas laporan penempatan bom nuklir AS di Inggris.")
    assert (found.suppliers, found.recipients, found.certainty.value) == (("US",), ("GB",), "alleged")
