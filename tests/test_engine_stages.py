"""How far a supply has come: what is asked, awaited, permitted, ordered or struck down has not been delivered."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rules.engine.mention import Document
from rules.engine.ruleset import RuleSet, load_rules

SIDES = (
    ("Polandia", "PL", "Jerman", "Ukraina", "UA", "tank Leopard"),
    ("Belanda", "NL", "Amerika Serikat", "Israel", "IL", "komponen F-35"),
)
SENTENCES = {
    "planned": (
        "{S} Minta Izin {T} Kirim {W} ke {R}",
        "{S} meminta izin {T} untuk mengirim {W} ke {R}.",
        "{S} menunggu persetujuan {T} untuk menyerahkan {W} kepada {R}.",
        "{R} menunggu pengiriman {W} dari {S}.",
        "{R} menantikan kiriman {W} dari {S}.",
        "{S} bersiap mengirim {W} ke {R}.",
    ),
    "negotiating": (
        "{S} Belum Beri Restu Pengiriman {W} ke {R}",
        "{S} belum memutuskan pengiriman {W} ke {R}.",
        "Pembelian {W} {S} oleh {R} masih dibahas.",
    ),
    "agreed": (
        "{T} menyatakan dukungan atas pemindahan {W} dari {S} ke {R}.",
        "{T} menyambut baik keputusan {S} mengirim {W} ke {R}.",
        "Restu {T} Muluskan {R} Dapat {W} {S}",
        "Perusahaan {S} mendapat pesanan {W} dari {R}.",
        "Perusahaan {S} Dapat Pesanan {W} dari {R}",
        "Perusahaan {S} menerima pesanan {W} dari {R}.",
        "Perusahaan {S} mulai membangun {W} pesanan {R}.",
    ),
    "suspended": (
        "Pengadilan {S} Perintahkan Pengiriman {W} ke {R} Dihentikan",
        "Pengadilan {S} perintahkan ekspor {W} ke {R} disetop",
        "Hakim di {S} memerintahkan penghentian ekspor {W} ke {R}.",
        "Mahkamah Agung {S} Putuskan Ekspor {W} ke {R} Ilegal",
        "Pengadilan {S} menyatakan penjualan {W} ke {R} cacat hukum.",
    ),
    "sought": ("{S} berada di bawah tekanan dari {T} dan {R} agar mengirim {W} ke {R}.",),
    "delivered": ("{S} menyerahkan {W} kepada {R} dalam sebuah upacara.", "{R} menerima {W} pertama dari {S}."),
}
CASES = [(stage, sentence) for stage, sentences in SENTENCES.items() for sentence in sentences]


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules()


def told(rules: RuleSet, text: str) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    title, body = ("", text) if text.endswith(".") else (text, "")
    document = Document("x", title, body, datetime(2024, 5, 15, 3, tzinfo=UTC), "antaranews")
    return [(m.suppliers, m.recipients, m.stage.value) for m in rules.match(document).mentions if m.alert]


@pytest.mark.parametrize(("stage", "sentence"), CASES)
def test_a_supply_is_told_as_far_as_it_has_come(rules: RuleSet, stage: str, sentence: str) -> None:
    for supplier, code, third, recipient, receiver, weapon in SIDES:
        text = sentence.format(S=supplier, T=third, R=recipient, W=weapon)
        assert told(rules, text[0].upper() + text[1:]) == [((code,), (receiver,), stage)]


def test_a_state_that_hands_its_forces_a_foreign_jet_has_received_it_when_the_builder_is_named(rules: RuleSet) -> None:
    sentence = "Presiden Prabowo menyerahkan tiga jet tempur Rafale kepada TNI AU. "
    named = told(rules, f"{sentence}Pesawat buatan Prancis itu akan bermarkas di Pekanbaru.")
    assert named == [(("FR",), ("ID",), "delivered")]
    assert told(rules, f"{sentence}Upacara itu dihadiri para perwira tinggi.") == []
    assert told(rules, "Menhan Serahkan Panser Anoa ke TNI AD") == []
