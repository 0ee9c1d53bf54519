"""Near-duplicates: a wire text is known again with another headline, an added paragraph, some other words."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.alerts.copies import group_origin, normalised, overlap, shingles_of
from flows.alerts.event import Event
from flows.app.documents import document_line
from flows.app.jsonl import Line
from flows.app.replay import replay_documents
from flows.store import open_store
from rules import load_rules

_SYLLABLES = ["ka", "ri", "to", "mu", "sen", "la", "pe", "ngan", "di", "ba", "ru", "si", "wo", "jen"]


def story(seed: int, words: int = 300) -> list[str]:
    draw = random.Random(seed)
    vocabulary = ["".join(draw.choices(_SYLLABLES, k=draw.randint(1, 3))) for _ in range(900)]
    return draw.choices(vocabulary, k=words)


def changed(words: list[str], share: float, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [f"{w}x" if draw.random() < share else w for w in words]


def test_the_same_text_overlaps_whole_and_an_unrelated_one_not_at_all() -> None:
    one = shingles_of(" ".join(story(1)))
    assert overlap(one, one) == 1.0
    assert all(overlap(one, shingles_of(" ".join(story(n)))) == 0.0 for n in range(2, 60))


def test_case_punctuation_and_spaces_do_not_matter() -> None:
    words = story(1)
    dressed = "“" + ",  ".join(w.upper() for w in words) + "!”\n"
    assert shingles_of(dressed) == shingles_of(" ".join(words))
    assert normalised("Rusia–Korut:\t“Roket”") == "rusia korut roket"


@pytest.mark.parametrize(("share", "found"), [(0.05, 38), (0.02, 40)])
def test_a_few_other_words_leave_the_copy_recognisable(share: float, found: int) -> None:
    hits = 0
    for n in range(40):
        words = story(n)
        hits += overlap(shingles_of(" ".join(words)), shingles_of(" ".join(changed(words, share, n)))) >= 0.5
    assert hits >= found


def test_an_added_paragraph_and_a_cut_lead_are_found_by_containment() -> None:
    for n in range(40):
        words = story(n)
        original = shingles_of(" ".join(words))
        longer = shingles_of(" ".join(story(1000 + n, 150) + words + story(2000 + n, 200)))
        shorter = shingles_of(" ".join(words[90:]))
        assert overlap(original, longer) >= 0.9
        assert overlap(original, shorter) >= 0.9


def test_short_texts_are_compared_in_full_and_against_long_ones() -> None:
    words = story(5, 40)
    short = shingles_of(" ".join(words))
    assert len(short) > 3
    assert overlap(short, shingles_of(" ".join([*words, "satu", "dua"]))) >= 0.9
    assert shingles_of("tiga kata saja") == ()
    assert overlap((), short) == 0.0


def test_shingles_are_sorted_signed_sixty_four_bit_and_thinned() -> None:
    kept = shingles_of(" ".join(story(3, 3000)))
    assert list(kept) == sorted(kept)
    assert all(-(2**63) <= h < 2**63 and h % 16 == 0 for h in kept)
    assert 100 < len(kept) < 300
    assert any(h < 0 for h in kept)


def test_hashes_are_the_same_in_another_process() -> None:
    code = "from flows.alerts.copies import shingles_of; print(shingles_of('satu dua tiga empat lima enam'))"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                           env={"PYTHONHASHSEED": "7"}).stdout  # fmt: skip
    assert other.strip() == str(shingles_of("satu dua tiga empat lima enam"))


def test_the_credit_in_the_text_outweighs_the_group_and_the_group_the_outlet() -> None:
    assert group_origin("detik", "reuters", "antara") == "reuters"
    assert group_origin("detik", None, "antara") == "antara"
    assert group_origin("detik", None, None) == "detik"


FURNITURE = (
    "Perang yang sudah berjalan lebih dari tiga tahun itu belum memperlihatkan tanda akan berhenti. Jutaan orang masih "
    "mengungsi ke negara tetangga, sementara bantuan pangan makin sulit masuk ke kota yang dikepung. Ikuti saluran "
    "kami untuk kabar luar negeri terbaru dan nyalakan pemberitahuan supaya tidak ketinggalan berita penting."
)


def _judged(*texts: tuple[str, str, str]) -> tuple[list[str | None], list[Event]]:
    """What each article (outlet, title, first sentence) is a copy of, and the events, by a replay in that order."""
    lines = [
        document_line(
            Line(
                number,
                {
                    "id": str(number),
                    "title": title,
                    "text": f"{first}\n{FURNITURE}",
                    "outlet": outlet,
                    "date": f"2025-03-0{number}T08:00+07:00",
                },
            )
        )
        for number, (outlet, title, first) in enumerate(texts, 1)
    ]
    store = open_store("sqlite://")
    try:
        replay_documents(lines, load_rules(Path(__file__).parent.parent / "rules"), store)
        found = sorted(store.find_articles("", 10), key=lambda a: a.fetched_at)
        return [a.copy_of for a in found], list(store.events(datetime(2025, 1, 1, tzinfo=UTC), 10))
    finally:
        store.close()


POLISH = ("antaranews.com", "Polandia terima 20 tank K2", "Polandia menerima 20 tank K2 dari Korea Selatan, Jumat.")
PERUVIAN = ("kompas.com", "Peru Terima Dua Kapal Selam", "Peru menerima dua kapal selam dari Jerman, Sabtu.")


def test_short_articles_with_the_same_paragraphs_are_no_copies_when_they_tell_of_other_things() -> None:
    copies, events = _judged(POLISH, PERUVIAN)
    assert copies == [None, None]
    assert {e.origins for e in events} == {("antara",), ("kompas",)}


def test_the_same_news_in_the_same_paragraphs_is_a_copy_of_one_origin() -> None:
    copies, events = _judged(POLISH, ("kompas.com", "Tank K2 Tiba di Polandia", POLISH[2]))
    assert copies[0] is None
    assert copies[1] is not None
    assert [e.origins for e in events] == [("antara",)]


def test_texts_without_any_news_are_copies_by_their_words_alone() -> None:
    copies, _ = _judged(("antaranews.com", "Hujan", "Hujan turun."), ("kompas.com", "Panas", "Cuaca panas."))
    assert copies[1] is not None
