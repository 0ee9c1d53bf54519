"""Headlines beside their articles: what the mark, the neighbour clause and the body add to a bare line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rules import Document, Mention, RuleSet, load_rules

PUBLISHED = datetime(2026, 6, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_rules()


def told(ruleset: RuleSet, title: str, text: str = "Belum ada keterangan resmi.") -> list[Mention]:
    return [m for m in ruleset.match(Document("x", title, text, PUBLISHED)).mentions if m.alert]


def test_a_statement_with_a_question_mark_is_hedged(ruleset: RuleSet) -> None:
    (mention,) = told(ruleset, "Vietnam Diam-diam Borong Jet Su-35 dari Rusia?")
    assert (mention.suppliers, mention.recipients) == (("RU",), ("VN",))
    assert mention.certainty.value == "alleged"


@pytest.mark.parametrize(
    "title",
    [
        "Akankah Vietnam Borong Jet Su-35 dari Rusia?",
        "Benarkah Iran Kirim Rudal ke Rusia?",
        "Mengapa AS Jual Senjata ke Taiwan?",
        "Jet Tempur China untuk Siapa?",
    ],
)
def test_an_interrogative_word_asks_and_states_nothing(ruleset: RuleSet, title: str) -> None:
    assert told(ruleset, title) == []


def test_a_port_that_is_no_side_tells_the_receiver(ruleset: RuleSet) -> None:
    text = "Kapal kargo bermuatan amunisi artileri Korea Utara bersandar di Vladivostok, kata intelijen Seoul."
    (mention,) = told(ruleset, "", text)
    assert (mention.suppliers, mention.recipients) == (("KP",), ("RU",))


def test_one_giver_and_one_receiver_in_the_whole_article_belong_together(ruleset: RuleSet) -> None:
    text = "Spanyol membekukan ekspor amunisi, Senin. Pengiriman senjata ke Israel ditangguhkan sampai waktu tak tentu."
    mentions = told(ruleset, "Spanyol Bekukan Ekspor Amunisi", text)
    assert {(m.suppliers, m.recipients) for m in mentions} == {(("ES",), ("IL",))}


def test_an_article_of_two_receivers_completes_nobody(ruleset: RuleSet) -> None:
    text = "Pengiriman senjata ke Israel berlanjut. Pengiriman senjata ke Arab Saudi ditangguhkan."
    for mention in told(ruleset, "Spanyol Bekukan Ekspor Amunisi", text):
        assert not (mention.suppliers and mention.recipients)
