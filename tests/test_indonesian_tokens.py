"""Words and sentences of Indonesian news text, with their places in the original."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from rules.indonesian.letters import fold
from rules.indonesian.repair import repair_tokens
from rules.indonesian.sentences import split_sentences
from rules.indonesian.tokens import tokenize

NAMES = {"rusia", "ukraina", "israel", "teheran", "amerika", "serikat", "iran"}
KNOWN = {"mengirim", "pemerintah", "keamanan", *NAMES}


def sentences(text: str) -> list[str]:
    tokens = tokenize(text)
    return [text[tokens[a].start : tokens[b - 1].end] for a, b in split_sentences(tokens)]


@given(st.text(max_size=300))
def test_every_token_stands_where_it_says(text: str) -> None:
    for token in tokenize(text):
        assert 0 <= token.start < token.end <= len(text)
        if token.kind != "word":
            assert text[token.start : token.end].startswith(token.form[:1])


def test_zero_width_characters_and_look_alikes_do_not_hide_a_word() -> None:
    assert [t.norm for t in tokenize("Ru\u200bsia")] == ["rusia"]
    assert fold("Rusiа") == "Rusia"  # the last letter is Cyrillic
    assert fold("Türkiye") == "Turkiye"


def test_numbers_with_dots_and_commas_are_one_token() -> None:
    assert [t.norm for t in tokenize("10.000 dan 1,5 juta (5/12/2024)")] == [
        "10.000", "dan", "1,5", "juta", "(", "5/12/2024", ")",
    ]  # fmt: skip


def test_an_abbreviation_an_initial_and_an_address_end_no_sentence() -> None:
    assert len(sentences("Letjen. M. Tonny hadir di Detik.com pukul 10.30 pagi.")) == 1


def test_a_missing_space_behind_a_full_stop_still_ends_the_sentence() -> None:
    assert sentences("Iran mengirim rudal.Rusia diam.") == ["Iran mengirim rudal.", "Rusia diam."]


def test_a_quotation_ends_with_its_closing_mark() -> None:
    assert len(sentences('"Kami tidak mengirim senjata." Ia lalu pergi.')) == 2


def test_a_line_break_always_ends_a_sentence() -> None:
    assert sentences("Rusia Beli Roket\nJakarta sepi") == ["Rusia Beli Roket", "Jakarta sepi"]


def test_glued_words_are_taken_apart_at_a_known_name() -> None:
    def words(text: str) -> list[str]:
        return [t.norm for t in repair_tokens(tokenize(text), NAMES, KNOWN)]

    assert words("keUkraina") == ["ke", "ukraina"]
    assert words("Teherandalam") == ["teheran", "dalam"]
    assert words("PemerintahRusiamewanti") == ["pemerintah", "rusia", "mewanti"]
    assert words("antaraIsraeldanIran") == ["antara", "israel", "dan", "iran"]
    assert words("YouTube iPhone Indonesian") == ["youtube", "iphone", "indonesian"]


def test_pieces_of_a_glued_word_keep_their_place() -> None:
    text = "bantuan keUkraina tiba"
    pieces = repair_tokens(tokenize(text), NAMES, KNOWN)
    assert [text[t.start : t.end] for t in pieces] == ["bantuan", "ke", "Ukraina", "tiba"]


def test_a_word_of_five_megabytes_is_read_in_a_moment() -> None:
    started = time.process_time()
    tokenize("a" * 5_000_000)
    assert time.process_time() - started < 2
