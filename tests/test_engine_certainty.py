"""Who says so decides how sure it is: a third state, a nameless source, a rumour, or one of the sides itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rules.engine.mention import Document
from rules.engine.ruleset import RuleSet, load_rules

ALLEGED = (
    "{giver} diduga {verb} {goods} ke {taker}.",
    "{giver} dilaporkan {verb} {goods} ke {taker}.",
    "{giver} disebut-sebut {verb} {goods} ke {taker}.",
    "{giver} dikabarkan {verb} {goods} ke {taker}.",
    "{giver} konon {verb} {goods} ke {taker}.",
    "Kabarnya, {giver} {verb} {goods} ke {taker}.",
    "{giver} disinyalir {verb} {goods} ke {taker}.",
    "{giver} ditengarai {verb} {goods} ke {taker}.",
    "Menurut laporan Reuters, {giver} {verb} {goods} ke {taker}.",
    "Menurut sumber intelijen, {giver} {verb} {goods} ke {taker}.",
    "Sebuah laporan media menyebut {giver} {verb} {goods} ke {taker}.",
    "Beredar kabar {giver} {verb} {goods} ke {taker}.",
    "Citra satelit menunjukkan {giver} {verb} {goods} ke {taker}.",
    "Dokumen yang bocor mengungkap {giver} {verb} {goods} ke {taker}.",
    "Pejabat Amerika Serikat mengatakan {giver} {verb} {goods} ke {taker}.",
    "Amerika Serikat mengklaim {giver} {verb} {goods} ke {taker}.",
    "Amerika Serikat menuduh {giver} {verb} {goods} ke {taker}.",
    "Amerika Serikat yakin {giver} {verb} {goods} ke {taker}.",
    "Amerika Serikat mencurigai {giver} {verb} {goods} ke {taker}.",
    "Intelijen Inggris menilai {giver} {verb} {goods} ke {taker}.",
    "{giver} {verb} {goods} ke {taker}, kata Amerika Serikat.",
    "{giver} {verb} {goods} ke {taker}, menurut laporan The New York Times.",
    "{giver} {verb} {goods} ke {taker}, klaim Israel.",
    "{giver} {verb} {goods} ke {taker}, demikian laporan PBB.",
    "{giver} {verb} {goods} ke {taker}, kata tiga sumber yang enggan disebut namanya.",
    "{giver} mungkin telah {verb} {goods} ke {taker}.",
    "{giver} tampaknya {verb} {goods} ke {taker}.",
    "{giver} kemungkinan besar {verb} {goods} ke {taker}.",
    "Pakar menduga {giver} {verb} {goods} ke {taker}.",
    "Panel ahli PBB menemukan {giver} {verb} {goods} ke {taker}.",
    "Oposisi menuding {giver} {verb} {goods} ke {taker}.",
    "AS Sebut {giver} {bare} {goods} ke {taker}",
    "Israel Klaim {giver} {bare} {goods} ke {taker}",
    "Media AS: {giver} {bare} {goods} ke {taker}",
    "Intelijen Inggris: {giver} {bare} {goods} ke {taker}",
    "{giver} Dituding {bare} {goods} ke {taker}",
    "{giver} Diduga {bare} {goods} ke {taker}",
    "{giver} Disebut {bare} {goods} ke {taker}",
    "Heboh Kabar {giver} {bare} {goods} ke {taker}",
    "Bocoran: {giver} {bare} {goods} ke {taker}",
    "Laporan: {giver} {bare} {goods} ke {taker}",
)
ASSERTED = (
    "{giver} {verb} {goods} ke {taker}.",
    "{giver} mengumumkan telah {verb} {goods} ke {taker}.",
    "Kementerian Pertahanan {giver} mengatakan negaranya {verb} {goods} ke {taker}.",
    "{giver} mengonfirmasi telah {verb} {goods} ke {taker}.",
    "{giver} mengakui {verb} {goods} ke {taker}.",
    "Presiden {giver} mengatakan negaranya telah {verb} {goods} ke {taker}.",
    "{giver} {verb} {goods} ke {taker}, kata Menteri Pertahanan {giver}.",
    "{giver} {verb} {goods} ke {taker}, kata Menteri Pertahanan {taker}.",
    "{giver} {bare} {goods} ke {taker}",
    "{taker} membenarkan {giver} telah {verb} {goods} ke negara itu.",
    "Resmi! {giver} {bare} {goods} ke {taker}",
    "{giver} Akui {bare} {goods} ke {taker}",
)
SIDES = (("Serbia", "RS", "Sudan", "SD", "drone"), ("Korea Utara", "KP", "Suriah", "SY", "rudal balistik"))
VERBS = (("mengirim", "Kirim"), ("memasok", "Pasok"), ("menjual", "Jual"))


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules()


def certainties(rules: RuleSet, pattern: str) -> set[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """What is told of every pair and verb, with the roles put back into their places."""
    told = set()
    for giver, code, taker, receiver, goods in SIDES:
        for verb, bare in VERBS:
            text = pattern.format(giver=giver, taker=taker, goods=goods, verb=verb, bare=bare)
            title, body = ("", text) if text.endswith(".") else (text, "")
            document = Document("x", title, body, datetime(2024, 5, 15, 3, tzinfo=UTC), "antaranews")
            (found,) = [m for m in rules.match(document).mentions if m.alert]
            roles = (
                ("giver",) if found.suppliers == (code,) else (),
                ("taker",) if found.recipients == (receiver,) else (),
            )
            told.add((*roles, found.certainty.value))
    return told


@pytest.mark.parametrize("pattern", ALLEGED)
def test_what_others_say_or_nobody_signs_for_is_alleged(rules: RuleSet, pattern: str) -> None:
    assert certainties(rules, pattern) == {(("giver",), ("taker",), "alleged")}


@pytest.mark.parametrize("pattern", ASSERTED)
def test_what_a_side_itself_says_or_the_paper_tells_is_asserted(rules: RuleSet, pattern: str) -> None:
    assert certainties(rules, pattern) == {(("giver",), ("taker",), "asserted")}
