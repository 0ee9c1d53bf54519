"""Sentences written for this project, each with what it says; the share read right never falls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rules import Document, Mention, RuleSet, load_rules

BEDS = Path(__file__).parent / "readings"
FLOOR = {
    "fresh.txt": 0.96,
    "fresh2.txt": 0.91,
    "fresh3.txt": 0.92,
    "fresh4.txt": 0.87,
    "fresh5.txt": 0.95,
    "fresh6.txt": 0.88,
    "fresh7.txt": 0.92,
    "fresh8.txt": 0.75,
    "fresh9.txt": 0.96,
    "fresh10.txt": 0.93,
    "fresh11.txt": 0.78,
    "fresh12.txt": 0.9,
    "fresh13.txt": 0.92,
    "fresh14.txt": 0.88,
    "procurement.txt": 0.75,
    "wide.txt": 0.8,
    "grammar.txt": 1.0,
    "firms.txt": 1.0,
}
"""Share of sentences read wholly right when last measured; a lower share means that something broke."""

PUBLISHED = datetime(2026, 6, 15, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    text: str
    wanted: str


def cases(bed: str) -> list[Case]:
    lines = (BEDS / bed).read_text(encoding="utf-8").splitlines()
    pairs = [line.rsplit("|", 1) for line in lines if line.strip() and not line.startswith("#")]
    return [Case(text.strip(), wanted.strip()) for text, wanted in pairs if wanted.strip() != "*"]


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_rules()


def read(ruleset: RuleSet, text: str) -> list[Mention]:
    headline = not text.endswith((".", "?", '"'))
    title, split, body = text.partition(" /// ")
    if not split:
        title, body = (text, "") if headline else ("", text)
    document = Document("x", title, body, PUBLISHED)
    quiet = ("troop-deployment", "topic")
    return [m for m in ruleset.match(document).mentions if m.alert and m.type.value not in quiet]


def holds(ruleset: RuleSet, case: Case) -> bool:
    mentions = read(ruleset, case.text)
    if case.wanted == "-":
        return not mentions
    kind, *rest = case.wanted.split()
    return any(
        _says(ruleset, m, rest, treaty=kind == "t") for m in mentions if (m.type.value == "treaty") == (kind == "t")
    )


def _says(ruleset: RuleSet, m: Mention, wanted: list[str], *, treaty: bool) -> bool:
    stage = wanted[1] if treaty else wanted[2]
    if stage not in ("*", m.stage.value):
        return False
    if treaty:
        return set(wanted[0].split(",")) <= set(m.parties)
    supplier, recipient = wanted[0].split(">")
    sides = ((supplier, m.suppliers), (recipient, m.recipients))
    if any(side != "*" and set(got) != (set() if side == "?" else set(side.split(","))) for side, got in sides):
        return False
    if len(wanted) > 3 and wanted[3] not in ("*", m.certainty.value):
        return False
    return wanted[1] == "*" or any(related(ruleset, wanted[1], w) for w in m.weapons)


def related(ruleset: RuleSet, one: str, two: str) -> bool:
    near = (
        {"missile", "air-defence"},
        {"components", "fighter-jet"},
        {"ammunition", "rocket", "bomb", "artillery-shell"},
    )
    lexicon = ruleset.lexicon
    return (
        "weapons" in (one, two)
        or lexicon.is_a(one, two)
        or lexicon.is_a(two, one)
        or any({one, two} <= n for n in near)
    )


@pytest.mark.parametrize("bed", sorted(FLOOR))
def test_a_bed_is_read_as_well_as_when_last_measured(ruleset: RuleSet, bed: str) -> None:
    everything = cases(bed)
    wrong = [case.text for case in everything if not holds(ruleset, case)]
    assert len(wrong) <= (1 - FLOOR[bed]) * len(everything), "\n".join(wrong)


@pytest.mark.parametrize("bed", sorted(FLOOR))
def test_supplier_and_recipient_are_never_swapped(ruleset: RuleSet, bed: str) -> None:
    for case in cases(bed):
        if not case.wanted.startswith("w "):
            continue
        supplier, recipient = case.wanted.split()[1].split(">")
        for m in read(ruleset, case.text):
            swapped = set(supplier.split(",")) & set(m.recipients) and set(recipient.split(",")) & set(m.suppliers)
            assert not swapped, case.text
