"""Every licensed form of a verb, with its voice, and none that it does not have."""

from __future__ import annotations

import pytest

from rules.indonesian.affixes import Form, Voice, generate


def forms(root: str, *licensed: str, loan: bool = False) -> dict[str, Form]:
    return {form.spelling: form for form in generate(root, licensed, loan=loan)}


@pytest.mark.parametrize(
    ("root", "licensed", "loan", "spelling", "voice"),
    [
        ("pasok", "base", False, "memasok", Voice.ACTIVE),
        ("pasok", "base", False, "dipasok", Voice.PASSIVE),
        ("pasok", "base", False, "pasok", Voice.BARE),
        ("pasok", "an", False, "pasokannya", Voice.NOUN),
        ("pasok", "peN", False, "pemasok", Voice.AGENT),
        ("kirim", "peNan", False, "pengiriman", Voice.NOUN),
        ("kirim", "i", False, "dikirimi", Voice.PASSIVE),
        ("suplai", "base", True, "menyuplai", Voice.ACTIVE),
        ("suplai", "base", True, "mensuplai", Voice.ACTIVE),
        ("produksi", "base", True, "memproduksi", Voice.ACTIVE),
        ("tandatangan", "i", False, "menandatangani", Voice.ACTIVE),
        ("tandatangan", "peNan", False, "penandatanganan", Voice.NOUN),
        ("sah", "kan", False, "mengesahkan", Voice.ACTIVE),
        ("laku", "ber-kan", False, "memberlakukan", Voice.ACTIVE),
        ("laku", "ber", False, "berlaku", Voice.MIDDLE),
        ("runding", "ber", False, "berunding", Voice.MIDDLE),
        ("senjata", "per-i", False, "mempersenjatai", Voice.ACTIVE),
        ("teken", "base", False, "diteken", Voice.PASSIVE),
        ("hibah", "kan", False, "dihibahkan", Voice.PASSIVE),
        ("ekspor", "base", True, "mengekspor", Voice.ACTIVE),
    ],
)
def test_a_form_and_its_voice(root: str, licensed: str, loan: bool, spelling: str, voice: Voice) -> None:
    assert forms(root, licensed, loan=loan)[spelling].voice is voice


def test_what_is_not_licensed_is_not_generated() -> None:
    assert "mendatang" not in forms("datang", "kan")
    assert "tersedia" not in forms("sedia", "kan", "peNan")


def test_an_unknown_derivation_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match="per-nya"):
        forms("beli", "per-nya")
