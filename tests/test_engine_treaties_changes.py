"""Changes to a sentence about a treaty whose effect on its reading is known beforehand."""

from __future__ import annotations

import pytest

from rules import Certainty, Document, Mention, RuleSet, Stage, load_rules

PAIRS = [
    ("IN", "India", "New Delhi", "AU", "Australia", "Canberra"),
    ("FR", "Prancis", "Paris", "ID", "Indonesia", "Jakarta"),
    ("KP", "Korea Utara", "Pyongyang", "RU", "Rusia", "Moskow"),
    ("TR", "Turki", "Ankara", "PK", "Pakistan", "Islamabad"),
    ("US", "Amerika Serikat", "Washington", "NO", "Norwegia", "Oslo"),
]
INSTRUMENTS = [
    "pakta pertahanan", "perjanjian kerja sama militer", "perjanjian status pasukan", "pakta saling bela",
    "nota kesepahaman di bidang pertahanan", "perjanjian perlindungan informasi militer",
]  # fmt: skip
ACTS = [
    ("menandatangani", "ditandatangani", Stage.SIGNED),
    ("meratifikasi", "diratifikasi", Stage.RATIFIED),
    ("memperpanjang", "diperpanjang", Stage.AGREED),
    ("menangguhkan", "ditangguhkan", Stage.SUSPENDED),
    ("mengakhiri", "diakhiri", Stage.WITHDRAWN),
    ("merundingkan", "dirundingkan", Stage.NEGOTIATING),
]
LEAVING = ["keluar dari", "menarik diri dari", "mundur dari", "hengkang dari"]


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_rules()


def mentions(ruleset: RuleSet, text: str) -> list[Mention]:
    return [m for m in ruleset.match(Document("d", "", text)).mentions if m.type.value == "treaty"]


def one(ruleset: RuleSet, text: str) -> Mention:
    found = mentions(ruleset, text)
    assert len(found) == 1, (text, found)
    return found[0]


def both(a: str, b: str) -> tuple[str, ...]:
    return tuple(sorted((a, b)))


def test_every_act_upon_every_instrument_has_its_stage_and_parties(ruleset: RuleSet) -> None:
    for a, x, _, b, y, _ in PAIRS:
        for thing in INSTRUMENTS:
            for active, passive, stage in ACTS:
                for text in (
                    f"{x} dan {y} {active} {thing}.", f"{x} {active} {thing} dengan {y}.",
                    f"{thing.capitalize()} antara {x} dan {y} {passive}.", f"{x}-{y} {active} {thing}.",
                ):  # fmt: skip
                    m = one(ruleset, text)
                    assert (m.parties, m.stage, m.alert) == (both(a, b), stage, True), text


def test_swapping_the_parties_keeps_the_event(ruleset: RuleSet) -> None:
    for _, x, _, _, y, _ in PAIRS:
        for thing in INSTRUMENTS:
            forth = one(ruleset, f"{x} dan {y} menandatangani {thing}.")
            back = one(ruleset, f"{y} menandatangani {thing} dengan {x}.")
            assert (forth.parties, forth.treaty, forth.treaty_class) == (back.parties, back.treaty, back.treaty_class)


def test_another_name_of_a_party_keeps_everything(ruleset: RuleSet) -> None:
    for _, x, capital, _, y, other in PAIRS:
        for thing in INSTRUMENTS:
            plain = one(ruleset, f"{x} dan {y} menandatangani {thing}.")
            named = one(ruleset, f"{capital} dan {other} menandatangani {thing}.")
            assert (plain.parties, plain.stage, plain.treaty_class) == (named.parties, named.stage, named.treaty_class)


def test_a_plan_moves_only_the_stage(ruleset: RuleSet) -> None:
    for a, x, _, b, y, _ in PAIRS:
        for thing in INSTRUMENTS:
            for word in ("akan", "berencana", "siap", "bakal"):
                m = one(ruleset, f"{x} dan {y} {word} menandatangani {thing}.")
                assert (m.parties, m.stage, m.certainty) == (both(a, b), Stage.PLANNED, Certainty.ASSERTED)


def test_a_plan_to_stop_is_a_stop(ruleset: RuleSet) -> None:
    for a, x, _, _, _, _ in PAIRS:
        for verb in LEAVING:
            for word in ("mengancam", "akan", "memutuskan", "mempertimbangkan", "berencana"):
                m = one(ruleset, f"{x} {word} {verb} Traktat Larangan Ranjau Darat.")
                assert (m.parties, m.stage) == ((a,), Stage.WITHDRAWN)


def test_a_denial_flips_certainty_and_keeps_the_party(ruleset: RuleSet) -> None:
    for a, x, _, _, _, _ in PAIRS:
        for verb in LEAVING:
            m = one(ruleset, f"{x} membantah {verb} Konvensi Ottawa.")
            assert (m.parties, m.stage, m.certainty) == ((a,), Stage.DENIED, Certainty.DENIED)


def test_a_negated_departure_is_no_departure(ruleset: RuleSet) -> None:
    for _, x, _, _, _, _ in PAIRS:
        for verb in LEAVING:
            assert not mentions(ruleset, f"{x} tidak akan {verb} Konvensi Ottawa.")


def test_an_accusation_is_alleged_and_its_speaker_no_party(ruleset: RuleSet) -> None:
    for _, x, _, b, y, _ in PAIRS:
        m = one(ruleset, f"{x} menuduh {y} melanggar Konvensi Senjata Kimia.")
        assert (m.parties, m.certainty) == ((b,), Certainty.ALLEGED)


def test_what_others_demand_is_nothing(ruleset: RuleSet) -> None:
    for _, x, _, _, y, _ in PAIRS:
        for word in ("mendesak", "meminta", "menyerukan agar", "mengimbau"):
            assert not mentions(ruleset, f"{x} {word} {y} meratifikasi Konvensi Ottawa.")


def test_a_condition_or_a_date_long_gone_is_no_news(ruleset: RuleSet) -> None:
    for _, x, _, _, y, _ in PAIRS:
        assert not [m for m in mentions(ruleset, f"Jika {x} keluar dari Konvensi Ottawa, {y} akan marah.") if m.alert]
        assert not [m for m in mentions(ruleset, f"{x} dan {y} menandatangani pakta pertahanan pada 1987.") if m.alert]


def test_an_unrelated_paragraph_changes_nothing(ruleset: RuleSet) -> None:
    for _, x, _, _, y, _ in PAIRS:
        text = f"{x} dan {y} menandatangani pakta pertahanan."
        plain, longer = one(ruleset, text), one(ruleset, f"{text}\nCuaca di ibu kota cerah sepanjang akhir pekan.")
        assert (plain.parties, plain.stage, plain.alert) == (longer.parties, longer.stage, longer.alert)
