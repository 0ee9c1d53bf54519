"""Several developments in one sentence: lists of pairs, clauses with one receiver, gifts in return."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rules import Document, RuleSet, load_rules


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_rules()


def supplies(ruleset: RuleSet, text: str) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    document = Document("x", "", text, datetime(2026, 6, 15, tzinfo=UTC))
    return {(m.suppliers, m.recipients) for m in ruleset.match(document).mentions}


def test_each_weapon_of_a_list_keeps_the_side_that_stands_with_it(ruleset: RuleSet) -> None:
    read = supplies(ruleset, "Oman membeli fregat dari Italia, rudal dari Turki, dan radar dari Prancis.")
    assert read == {(("IT",), ("OM",)), (("TR",), ("OM",)), (("FR",), ("OM",))}


def test_each_receiver_of_a_list_gets_what_stands_with_it(ruleset: RuleSet) -> None:
    read = supplies(ruleset, "Swedia mengirim panser ke Latvia dan howitzer ke Estonia.")
    assert read == {(("SE",), ("LV",)), (("SE",), ("EE",))}


def test_one_pair_alone_is_one_supply(ruleset: RuleSet) -> None:
    assert supplies(ruleset, "Oman membeli fregat dan rudal dari Italia.") == {(("IT",), ("OM",))}


def test_clauses_of_one_sentence_share_the_receiver_that_one_of_them_names(ruleset: RuleSet) -> None:
    read = supplies(ruleset, "Kanada mengirim panser, Norwegia mengirim howitzer kepada Moldova.")
    assert (("CA",), ("MD",)) in read


def test_what_comes_in_return_goes_to_the_giver(ruleset: RuleSet) -> None:
    read = supplies(ruleset, "Rusia mengirim radar ke Eritrea, sebagai imbalan Asmara memasok amunisi.")
    assert read <= {(("RU",), ("ER",)), (("ER",), ("RU",)), (("RU",), ())}
    assert (("RU",), ("ER",)) in read


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Yunani menahan kapal yang membawa roket dari Turki menuju Libya.", (("TR",), ("LY",))),
        ("Panama mencegat kapal Kuba bermuatan amunisi dari Bolivia.", (("BO",), ("CU",))),
        ("Irlandia melarang kapal yang membawa senjata menuju Israel berlabuh.", (("IE",), ("IL",))),
    ],
)
def test_cargo_that_is_stopped_has_the_sides_of_its_way(
    ruleset: RuleSet, text: str, sides: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    assert sides in supplies(ruleset, text)


def test_who_travels_there_buys_and_is_no_seller(ruleset: RuleSet) -> None:
    assert supplies(ruleset, "Menhan Cile terbang ke Seoul untuk membeli howitzer.") <= {
        (("KR",), ("CL",)),
        ((), ("CL",)),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Rusia kirim 77 drone, Kyiv rontokkan 56.",
        "Kapal tanker terbakar dihantam drone kiriman Iran.",
        "Malaysia dan Thailand sepakat perangi penyelundupan senjata.",
    ],
)
def test_what_is_fired_or_fought_is_nobodys_supply(ruleset: RuleSet, text: str) -> None:
    assert supplies(ruleset, text) == set()
