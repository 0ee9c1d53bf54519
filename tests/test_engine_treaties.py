"""Treaty developments in sentences of our own: which treaty, which parties, how far; and what is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rules import Document, Mention, RuleSet, load_rules

BEDS = Path(__file__).parent / "readings"
FLOOR = 0.96
"""Shares read wholly right when last measured; a lower share means that something broke."""

PUBLISHED = datetime(2026, 6, 15, tzinfo=UTC)
_DATE = re.compile(r"\[(\d{4}-\d\d-\d\d)\] ")


@dataclass(frozen=True)
class Case:
    text: str
    wanted: str
    published: datetime = PUBLISHED


def cases(bed: str = "treaties.txt") -> list[Case]:
    found = []
    for line in (BEDS / bed).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        text, _, wanted = line.rpartition("|")
        dated = _DATE.match(text)
        day = datetime.fromisoformat(dated[1]).replace(tzinfo=UTC) if dated else PUBLISHED
        if wanted.strip() == "*":
            continue
        found.append(Case(_DATE.sub("", text).strip(), wanted.strip(), day))
    return found


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_rules()


def read(ruleset: RuleSet, case: Case) -> list[Mention]:
    """Every treaty mention of the text, alerting or not."""
    title, _, body = case.text.rpartition(" // ")
    if not title and not body.endswith((".", "?", '"')):
        title, body = body, ""
    document = Document("x", title, body, case.published)
    return [m for m in ruleset.match(document).mentions if m.type.value == "treaty"]


def holds(case: Case, found: list[Mention]) -> bool:
    alerting = [m for m in found if m.alert]
    if case.wanted == "-":
        return not alerting
    return all(any(_says(m, part.split()[1:]) for m in alerting) for part in case.wanted.split(";"))


def _says(m: Mention, wanted: list[str]) -> bool:
    must = {p for p in wanted[0].split(",") if not p.startswith("(")}
    may = {p.strip("()") for p in wanted[0].split(",")}
    return (
        must <= set(m.parties) <= {*may, "nato", "csto"}  # who joins an alliance has it as the other side
        and (wanted[1] == "*" or m.stage.value in wanted[1].split(","))
        and (len(wanted) < 3 or m.certainty.value == wanted[2])
    )


BEDS_READ = tuple(f"treaties{n}.txt" for n in ("", *range(2, 11)))


def test_the_share_of_developments_read_right_never_falls(ruleset: RuleSet) -> None:
    wanted = [c for bed in BEDS_READ for c in cases(bed) if c.wanted != "-"]
    wrong = [c.text for c in wanted if not holds(c, read(ruleset, c))]
    assert len(wanted) - len(wrong) >= FLOOR * len(wanted), wrong


def test_what_is_no_treaty_development_stays_silent(ruleset: RuleSet) -> None:
    quiet = [c for bed in BEDS_READ for c in cases(bed) if c.wanted == "-"]
    assert not [c.text for c in quiet if not holds(c, read(ruleset, c))]


def test_pacts_of_one_state_with_different_others_stay_apart(ruleset: RuleSet) -> None:
    body = (
        "Vietnam dan India menandatangani perjanjian kerja sama pertahanan di Hanoi, Senin. "
        "Hanoi juga sedang merundingkan perjanjian kerja sama pertahanan dengan Jepang."
    )
    found = ruleset.match(Document("x", "Vietnam-India Teken Pakta Pertahanan", body, PUBLISHED)).mentions
    told = {(m.parties, m.stage.value) for m in found}
    assert told == {(("IN", "VN"), "signed"), (("JP", "VN"), "negotiating")}
