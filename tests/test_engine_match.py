"""What a document says: evidence, denial beside claim, background, sections, merging, hostile input."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import Certainty, Document, Mention, RuleSet, Section, Stage, load_rules, reading_to_json

PUBLISHED = datetime(2024, 12, 5, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_rules()


def mentions(ruleset: RuleSet, text: str, title: str = "", sections: tuple[Section, ...] = ()) -> list[Mention]:
    return list(ruleset.match(Document("d", title, text, PUBLISHED, sections=sections)).mentions)


def test_evidence_is_the_original_text_at_its_place(ruleset: RuleSet) -> None:
    text = "Cuaca cerah. Iran  memasok\u200b drone ke Rusia, kata pejabat."
    (m,) = mentions(ruleset, text)
    (evidence,) = m.evidence
    assert text[evidence.start : evidence.end] == evidence.text
    assert evidence.text.startswith("Iran")
    assert evidence.field == "text"


def test_evidence_of_a_denial_holds_the_denial(ruleset: RuleSet) -> None:
    filler = "yang berlangsung di tengah ketegangan kawasan serta tekanan ekonomi " * 6
    (m,) = mentions(ruleset, f"Dalam keterangan {filler}, Serbia membantah menjual amunisi kepada Ukraina.")
    assert "membantah" in m.evidence[0].text


def test_one_development_told_three_times_is_one_mention(ruleset: RuleSet) -> None:
    lines = (
        "Iran mengirim ratusan drone ke Rusia.",
        "Drone itu dikirim Iran lewat laut.",
        "Pengiriman drone Iran ke Rusia berlanjut.",
    )
    body = "\n".join(lines)
    (m,) = mentions(ruleset, body, title="Iran Kirim Drone ke Rusia")
    assert (m.suppliers, m.recipients) == (("IR",), ("RU",))
    assert m.evidence[0].field == "title"


def test_claim_and_denial_stand_side_by_side(ruleset: RuleSet) -> None:
    found = mentions(ruleset, "AS menuduh China memasok drone ke Rusia. Namun, Beijing membantah tuduhan itu.")
    assert [(m.stage, m.certainty) for m in found] == [
        (Stage.DELIVERED, Certainty.ALLEGED), (Stage.DENIED, Certainty.DENIED),
    ]  # fmt: skip
    assert found[1].suppliers == ("CN",)
    assert found[1].deniers == ("CN",)


def test_an_old_signature_beside_a_new_entry_into_force_is_background(ruleset: RuleSet) -> None:
    text = "Pakta pertahanan Rusia dan Korea Utara, yang diteken pada bulan Juni lalu, telah berlaku."
    (m,) = mentions(ruleset, text)
    assert (m.stage, m.background) == (Stage.IN_FORCE, False)


def test_what_is_dated_years_ago_does_not_alert(ruleset: RuleSet) -> None:
    (m,) = mentions(ruleset, "Pada 2019 Turki membeli S-400 dari Rusia.")
    assert m.background
    assert (m.alert, m.reason) == (False, "background")


def test_roles_never_cross_the_parts_of_a_roundup(ruleset: RuleSet) -> None:
    text = "1. Iran\nIran mengirim drone ke Rusia.\n2. China\nChina membeli rudal."
    found = mentions(ruleset, text)
    assert all("CN" not in m.recipients or not m.suppliers for m in found)


def test_sections_of_the_caller_keep_their_events_apart(ruleset: RuleSet) -> None:
    one, two = "Iran mengirim drone ke Rusia.", "Turki mengirim drone."
    text = f"{one}\n{two}"
    found = mentions(ruleset, text, sections=(Section(0, len(one)), Section(len(one) + 1, len(text))))
    assert {m.suppliers for m in found if m.recipients == ("RU",)} == {("IR",)}


def test_related_headlines_inside_the_text_say_nothing(ruleset: RuleSet) -> None:
    assert mentions(ruleset, "Harga beras naik.\nBaca juga: Iran Kirim 1.000 Rudal ke Rusia\nPasar sepi.") == []


def test_count_day_system_and_credited_outlet_are_filled(ruleset: RuleSet) -> None:
    text = "Indonesia membeli 42 jet tempur Rafale dari Prancis pada Rabu (4/12/2024), dikutip dari Reuters."
    (m,) = mentions(ruleset, text)
    assert m.quantity is not None
    assert (m.quantity.words, m.quantity.value) == ("42", 42)
    assert m.when == date(2024, 12, 4)
    assert m.systems == ("Rafale",)
    assert m.origin == "reuters"


def test_a_third_party_who_says_it_is_the_claimant(ruleset: RuleSet) -> None:
    (m,) = mentions(ruleset, "Korea Utara mengirim amunisi ke Rusia, kata Gedung Putih.")
    assert (m.certainty, m.claimants) == (Certainty.ALLEGED, ("US",))
    assert m.claimant_words


def test_a_party_that_says_it_itself_admits_it(ruleset: RuleSet) -> None:
    (m,) = mentions(ruleset, "Belanda telah mengirim F-16 ke Ukraina, kata Menteri Pertahanan Belanda.")
    assert (m.certainty, m.detail.value) == (Certainty.ASSERTED, "admitted")


def test_what_no_rule_accepts_is_a_near_miss_with_its_reason(ruleset: RuleSet) -> None:
    reading = ruleset.match(Document("d", "", "PBB mendesak Iran berhenti memasok rudal ke Houthi."))
    assert not any(m.alert for m in reading.mentions)
    assert "demand" in {miss.condition for miss in reading.near_misses}


def test_the_wire_form_keeps_one_code_a_string_and_several_a_list(ruleset: RuleSet) -> None:
    text = "Israel mengirim sistem pertahanan udara ke Azerbaijan dan Siprus."
    event = reading_to_json(ruleset.match(Document("d", "", text)))["events"][0]
    assert event["supplier"] == "IL"
    assert event["recipient"] == ["AZ", "CY"]
    assert event["evidence"][0]["text"] == text


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from('Iran Rusia rudal kirim ke dari oleh yang , . " ( ) : - tidak membantah\n'),
        max_size=400,
    )
)
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    reading = load_once().match(Document("d", text[:80], text, PUBLISHED))
    for m in reading.mentions:
        assert not set(m.suppliers) & set(m.recipients)
        for e in m.evidence:
            assert (text if e.field == "text" else text[:80])[e.start : e.end] == e.text


_LOADED: list[RuleSet] = []


def load_once() -> RuleSet:
    if not _LOADED:
        _LOADED.append(load_rules())
    return _LOADED[0]


@pytest.mark.parametrize(
    "text",
    [
        "rudal" * 1_000_000,
        "Iran mengirim rudal ke Rusia, " * 40_000,
        "yang " * 100_000 + "rudal",
        "(" * 50_000 + "rudal",
        '"' * 50_000 + "rudal",
    ],
    ids=["one word", "one sentence", "relatives", "brackets", "quotes"],
)
def test_absurd_input_costs_no_more_than_a_moment(ruleset: RuleSet, text: str) -> None:
    started = time.process_time()
    ruleset.match(Document("d", "", text))
    assert time.process_time() - started < 8


def test_threads_share_one_rule_set(ruleset: RuleSet) -> None:
    document = Document("d", "Iran Kirim Drone ke Rusia", "Iran mengirim drone ke Rusia. Beijing membantah.", PUBLISHED)
    expected = ruleset.match(document)
    with ThreadPoolExecutor(4) as pool:
        assert all(reading == expected for reading in pool.map(ruleset.match, [document] * 24))
