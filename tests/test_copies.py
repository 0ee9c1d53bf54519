"""Near-duplicates: a wire text is known again with another headline, an added paragraph, some other words."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest

from flows.alerts.copies import group_origin, normalised, overlap, shingles_of

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
