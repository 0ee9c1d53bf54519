"""Where datelines end and reports begin."""

from __future__ import annotations

import pytest

from extractors.dateline import is_dateline_alone, split_dateline

REST = "Pemerintah menunda pembelian itu."


@pytest.mark.parametrize(
    "dateline",
    [
        "JAKARTA, KOMPAS.com -",
        "JAKARTA, KOMPAS.com –",
        "JAKARTA, KOMPAS.com —",
        "KOMPAS.com -",
        "Jakarta, KompasOtomotif –",
        "TEMPO.CO, Jakarta -",
        "TEMPO.CO , Jakarta -",
        "REPUBLIKA.CO.ID, JAKARTA --",
        "REPUBLIKA.CO.ID,JAKARTA --",
        "IHRAM.CO.ID, BANJARMASIN --",
        "Liputan6.com, Jakarta -",
        "Liputan6.com, Jakarta –",
        "TRIBUNNEWS.COM -",
        "TRIBUNNEWS.COM, KYIV -",
        "TRIBUNJABAR.ID, BANDUNG -",
        "Jakarta (ANTARA) -",
        "Mataram, NTB (ANTARA News) -",
        "ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) --",
        "Jakarta, 1/1 (ANTARA) -",
        "Jakarta, CNN Indonesia --",
        "Jakarta, CNBC Indonesia -",
        "Suara.com -",
        "VIVA –",
        "VIVA.co.id -",
        "JawaPos.com -",
        "Merdeka.com -",
        "tirto.id -",
        "jpnn.com, JAKARTA -",
        "jpnn.com - JAKARTA -",
        "Bisnis.com, JAKARTA —",
        "KONTAN.CO.ID - JAKARTA.",
        "Jakarta, IDN Times -",
        "PIKIRAN RAKYAT -",
        "NUSADAILY.COM – MOSKOW -",
        "KBRN, Jakarta:",
        "Jakarta, Beritasatu.com -",
        "JAKARTA -",
        "Jakarta -",
        "Moskow -",
        "Kuala Lumpur -",
        "Jakarta:",
        "PADANG, iNews.id -",
        "BEIJING (Xinhua) --",
        "DEPOK (Pos Kota) –",
        "JAKARTA-",
        "TEMPO.CO,Jakarta-",
        "SEOUL–",
    ],
)
def test_a_dateline_is_split_off(dateline: str) -> None:
    assert split_dateline(f"{dateline} {REST}") == (dateline, REST)


@pytest.mark.parametrize(
    "text",
    [
        "Presiden Prabowo - yang baru pulang dari lawatan - menolak berkomentar.",
        "Menteri Pertahanan: Kami tidak pernah membeli rudal itu.",
        "Korea Utara - sekutu lama Moskow - membantah tuduhan itu.",
        "Rusia, Iran dan Belarus - tiga negara yang terkena sanksi - menandatangani pakta.",
        "Su-35 - pesawat tempur buatan Rusia - akan dikirim tahun depan.",
        "KABUT tebal menutup bandara itu sejak pagi.",
        "Tentara Nasional Indonesia (TNI) - dibantu polisi - menyisir hutan itu.",
        "AS - Rusia kembali berunding di Jenewa pekan depan.",
        "Kapal itu tiba. Jakarta - Surabaya ditempuh dua hari.",
        "Pakta itu diteken pada 3 November - dua hari sebelum pemilu.",
    ],
)
def test_a_sentence_with_a_dash_keeps_its_subject(text: str) -> None:
    assert split_dateline(text) == ("", text)


def test_a_bold_place_is_believed_though_unknown() -> None:
    assert split_dateline(f"Badung - {REST}", bold="Badung") == ("Badung -", REST)
    assert split_dateline(f"Badung Utara - {REST}")[0] == ""
    assert split_dateline(f"Badung Utara - {REST}", bare_city=True) == ("Badung Utara -", REST)


def test_a_bold_dateline_needs_no_dash() -> None:
    assert split_dateline(f"Liputan6.com, Jakarta {REST}", bold="Liputan6.com, Jakarta ") == (
        "Liputan6.com, Jakarta",
        REST,
    )


def test_a_dateline_may_be_a_block_of_its_own() -> None:
    assert is_dateline_alone("Badung -")
    assert is_dateline_alone("ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) --")
    assert not is_dateline_alone("Ia berhenti sejenak lalu berkata -")
