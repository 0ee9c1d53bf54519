"""How much work a text costs: counted in calls, never by the clock; what is passed over would have told nothing."""

from __future__ import annotations

import dataclasses
import itertools
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rules import Document, RuleSet, load_rules
from rules.engine import ruleset as engine
from rules.engine import units, words
from rules.engine.claims import MAX_CLAIMS
from rules.engine.rule import Rule
from rules.engine.trie import PhraseTrie

BEDS = Path(__file__).parent / "readings"
RULE = """id: rule-{n}
title: aturan {n}
status: stable
severity: high
route: [senjata]
match:
"""


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_rules()


def calls(run: Callable[[], object]) -> int:
    """The Python and built-in functions that the run calls, generators counted at every step."""
    count = itertools.count()

    def note(frame: object, event: str, argument: object) -> None:
        if event in ("call", "c_call"):
            next(count)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(before)
    return next(count)


def work(ruleset: RuleSet, text: str) -> int:
    return calls(lambda: ruleset.match(Document("d", "", text)))


# growth with the length of a text

PARTS = {
    "one sentence without an end": "Iran memasok drone ke Rusia dan ",
    "nouns upon nouns": "pengiriman drone dari Iran ke Rusia ",
    "names": "Iran Rusia Ukraina Israel drone ",
    "verbs alone": "memasok drone ",
    "sentences of one pair": "Iran mengirim drone ke Rusia. ",
    "what nobody said": "drone. Ia membantah penjualan itu. ",
    "denials": "Iran memasok drone ke Rusia. Iran membantah tuduhan itu. ",
    "quotes in quotes": '"Iran memasok drone, "kata ',
    "open brackets": "(drone ",
    "hyphens": "Rusia-Iran-drone-",
    "glued words": "Rusiamemasokdrone keUkraina ",
    "relative clauses": "drone yang dipasok Iran yang ",
    "colons": "Iran: Rusia: drone: ",
    "prepositions": "ke Rusia dari Iran untuk drone ",
    "treaties in one sentence": "Rusia dan Iran meneken perjanjian pertahanan dengan China dan ",
    "treaties pointed at": "Pakta pertahanan. Rusia dan Iran meneken perjanjian itu. ",
    "memberships": "anggota penuh baru NATO ",
    "lists of treaties": "perjanjian ekstradisi, FIR, dan pertahanan, ",
    "dates": "Drone, Kamis (5/12/2024) ",
    "credits": "drone, dikutip dari Reuters. ",
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_twice_the_text_is_no_more_than_about_twice_the_work(ruleset: RuleSet, part: str) -> None:
    once, twice = (work(ruleset, part * (size // len(part))) for size in (6_000, 12_000))
    assert twice < 2.4 * once


@pytest.mark.parametrize("part", ["Ia membantah penjualan itu. ", "Iran mengirim drone ke Rusia. ", "drone "])
def test_a_text_of_200_kilobytes_costs_no_more_than_one_of_60(ruleset: RuleSet, part: str) -> None:
    long, longest = ("drone. " + part * (size // len(part)) for size in (60_000, 200_000))
    assert work(ruleset, longest) <= 1.01 * work(ruleset, long)


def test_claims_beyond_the_most_of_a_text_are_left_out(ruleset: RuleSet) -> None:
    text = "Drone itu. " + "Ia membantah penjualan itu. " * (3 * MAX_CLAIMS)
    assert len(ruleset.match(Document("d", "", text)).near_misses) <= MAX_CLAIMS


def test_ten_thousand_names_are_one_mention(ruleset: RuleSet) -> None:
    text = "Iran memasok drone ke Rusia. " + "Brasil dan " * 5_000
    assert len(ruleset.match(Document("d", "", text)).mentions) == 1


# what is never read

NEWS = """Harga beras di pasar induk naik tipis pekan ini. Pemerintah kota dan para pedagang mencapai kesepakatan.
Kerja sama dengan petani diperluas, dan penjualan di koperasi ikut naik. Wali kota membantah ada penimbunan.
Pembeli mengaku sudah menerima kiriman dari gudang. Persetujuan dewan ditunggu sampai Jumat.
"""


def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that gets an entry for every sentence whose units are read."""
    seen: list[int] = []
    real = units.Sentence.units.fget
    assert real is not None

    def noted(s: units.Sentence) -> list[units.Unit]:
        if s._units is None:
            seen.append(s.index)
        return real(s)

    monkeypatch.setattr(units.Sentence, "units", property(noted))
    return seen


def test_news_about_other_things_is_cut_into_sentences_and_read_no_further(
    ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = reads(monkeypatch)
    assert ruleset.match(Document("d", "Harga beras naik", NEWS)).mentions == ()
    assert seen == []


def test_sentences_beside_the_news_of_weapons_are_not_read(ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = reads(monkeypatch)
    text = "Hujan turun di kota. Warga pulang. Iran memasok drone ke Rusia. Sekolah libur. Jalan sepi."
    assert len(ruleset.match(Document("d", "", text)).mentions) == 1
    assert 2 in seen
    assert len(set(seen)) <= 3


class Everywhere(PhraseTrie[bool]):
    """A sign that every text shows."""

    def occurs(self, norms: object) -> bool:
        return True


def test_no_treaty_is_lost_where_no_sign_of_one_is_seen(ruleset: RuleSet) -> None:
    all_read = dataclasses.replace(
        ruleset, vocabulary=dataclasses.replace(ruleset.vocabulary, treaty_signs=Everywhere())
    )
    for bed in sorted(BEDS.iterdir()):
        for line in bed.read_text(encoding="utf-8").splitlines():
            document = Document("d", "", line)
            assert ruleset.match(document) == all_read.match(document), line


# growth with the number of rules


def generated(folder: Path, count: int, shipped: RuleSet) -> RuleSet:
    """The shipped lexicon with rules of which each wants a supplier or a phrase of its own."""
    actors = sorted(shipped.lexicon.actors)
    (folder / "generated").mkdir(parents=True)
    (folder / "lexicon").symlink_to(engine.HERE / "lexicon")
    for n in range(count):
        actor = actors[n % len(actors)]
        match = (
            f"  all: [\"drone tahap {n}\", {{actor: '{actor}'}}]\n"
            if n % 2
            else f"  frame: transfer\n  roles: {{supplier: ['{actor}']}}\n  require: [supplier]\n"
        )
        (folder / "generated" / f"rule-{n}.yaml").write_text(RULE.format(n=n) + match, encoding="utf-8")
    return load_rules(folder)


@pytest.fixture(scope="module")
def many(ruleset: RuleSet, tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return generated(tmp_path_factory.mktemp("rules") / "many", 200, ruleset)


def test_ten_times_the_rules_are_hardly_more_work(ruleset: RuleSet, many: RuleSet, tmp_path: Path) -> None:
    few = generated(tmp_path / "few", 20, ruleset)
    for text in (NEWS, "Hujan turun. Iran memasok drone tahap 1 ke Rusia, kata Reuters. Warga pulang."):
        assert work(many, text) < 1.1 * work(few, text)


def test_a_rule_is_tried_only_on_texts_that_hold_what_it_names(
    ruleset: RuleSet, many: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    decide, place = engine.decide, words._place

    def noted(rule: Rule, *rest: object) -> object:
        tried.append(rule.info.id)
        return decide(rule, *rest)  # type: ignore[arg-type]

    def placed(rule: words.WordRule, *rest: object) -> object:
        tried.append(rule.rule.info.id)
        return place(rule, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "decide", noted)
    monkeypatch.setattr(words, "_place", placed)
    many.match(Document("d", "", "Iran memasok drone tahap 1 ke Rusia. Warga pulang."))
    actors = sorted(ruleset.lexicon.actors)
    wanted = [f"rule-{n}" for n in range(200) if n == 1 or (n % 2 == 0 and actors[n % len(actors)] == "IR")]
    assert tried == wanted


def test_copy_of_a_unit_has_all_that_the_unit_has() -> None:
    marks = {f.name: f"value of {f.name}" for f in dataclasses.fields(units.Unit)}
    unit = units.Unit(**marks)  # type: ignore[arg-type]
    assert dataclasses.asdict(unit.copy()) == marks
