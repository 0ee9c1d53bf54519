"""A state only spoken of beside a supply gives nothing and gets nothing: foes, hosts, critics, models, sources."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rules.engine.mention import Document
from rules.engine.ruleset import RuleSet, load_rules

BESIDE = (
    " di tengah ketegangan dengan {other}",
    " untuk menghadapi {other}",
    " guna mengimbangi {other}",
    " untuk menangkal ancaman {other}",
    " di tengah ancaman {other}",
    " menyusul serangan {other}",
    " setelah {other} melakukan uji coba rudal",
    " setelah diserang {other}",
    " meski diprotes {other}",
    " meskipun {other} keberatan",
    " walau ditentang {other}",
    " tanpa memedulikan {other}",
    " di hadapan Presiden {other}",
    " saat kunjungan Presiden {other}",
    " seusai pertemuan dengan Presiden {other}",
    " sebelum bertolak ke {other}",
    " di sela pertemuan puncak di {other}",
    " dalam pameran pertahanan di {other}",
    " seperti yang dilakukan {other}",
    " sebagaimana {other}",
    " menyusul langkah {other}",
    " mengikuti jejak {other}",
    " untuk melindungi perbatasan dengan {other}",
    " untuk menggantikan jet buatan {other}",
    " sebagai pengganti tank {other}",
    " yang akan ditempatkan di dekat {other}",
    " yang mampu menjangkau {other}",
    " untuk menyerang {other}",
    " dengan alasan ancaman dari {other}",
    " karena khawatir terhadap {other}",
    " akibat perang di {other}",
    " sejak invasi ke {other}",
    " di luar kesepakatan dengan {other}",
    " selain menjalin hubungan dengan {other}",
    " demi mengurangi ketergantungan pada {other}",
    " alih-alih dari {other}",
    " dan bukan dari {other}",
    " ketimbang {other}",
    " lebih banyak daripada {other}",
    " untuk pertama kalinya sejak perang dengan {other}",
    " lewat wilayah udara {other}",
    " melalui pelabuhan di {other}",
    " via {other}",
    " yang dibiayai {other}",
    " dengan pinjaman dari {other}",
    " senilai dua kali anggaran pertahanan {other}",
    " kata analis di {other}",
    " menurut media {other}",
    " tulis harian {other}",
    " ujar pejabat {other}",
    " demikian laporan dari {other}",
    " yang juga dipakai {other}",
    " seperti milik {other}",
    " sejenis dengan yang dioperasikan {other}",
    " usai {other} membatalkan kontraknya",
    " setelah {other} menolak",
    " sementara {other} masih mempertimbangkan",
    " sedangkan {other} belum bersikap",
    " dan {other} mengecam langkah itu",
    ", dan {other} langsung bereaksi",
    ", membuat {other} geram",
    ", memicu kemarahan {other}",
    ", memancing reaksi {other}",
    " di Laut China Selatan yang disengketakan {other}",
)
WHOLE = (
    "{giver} mengirim {goods} ke {taker}{beside}.",
    "{giver} menjual {goods} kepada {taker}{beside}.",
    "{taker} membeli {goods} dari {giver}{beside}.",
    "{taker} menerima {goods} dari {giver}{beside}.",
    "{taker} menandatangani kontrak pembelian {goods} dari {giver}{beside}.",
)
HALF = (
    "{taker} membeli {goods}{beside}.",
    "{taker} berencana membeli {goods}{beside}.",
    "{giver} menyetujui ekspor {goods}{beside}.",
    "Pembelian {goods} oleh {taker} disetujui parlemen{beside}.",
)
SIDES = (
    ("Swedia", "SE", "Peru", "PE", "rudal antikapal", "Bolivia", "BO"),
    ("Turki", "TR", "Ethiopia", "ET", "drone tempur", "Mesir", "EG"),
)


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules()


def told(rules: RuleSet, text: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    document = Document("x", "", text, datetime(2024, 5, 15, 3, tzinfo=UTC), "antaranews")
    return [(m.suppliers, m.recipients) for m in rules.match(document).mentions if m.alert]


@pytest.mark.parametrize("beside", BESIDE)
def test_both_sides_stand_whoever_is_spoken_of_beside(rules: RuleSet, beside: str) -> None:
    for giver, supplier, taker, recipient, goods, other, code in SIDES:
        for pattern in WHOLE:
            text = pattern.format(giver=giver, taker=taker, goods=goods, beside=beside.format(other=other))
            found = told(rules, text)
            assert ((supplier,), (recipient,)) in found, text
            assert not any(code in (*s, *r) and (supplier in s or recipient in r) for s, r in found), text


@pytest.mark.parametrize("beside", BESIDE)
def test_an_open_side_stays_open_whoever_is_spoken_of_beside(rules: RuleSet, beside: str) -> None:
    for giver, supplier, taker, recipient, goods, other, code in SIDES:
        for pattern in HALF:
            text = pattern.format(giver=giver, taker=taker, goods=goods, beside=beside.format(other=other))
            ours = [(s, r) for s, r in told(rules, text) if supplier in s or recipient in r]
            assert not any(code in (*s, *r) for s, r in ours), text


PACTS = (
    ("{one} dan {two} menandatangani perjanjian kerja sama pertahanan{beside}.", True),
    ("{one} menandatangani perjanjian pertahanan dengan {two}{beside}.", True),
    ("Parlemen {one} meratifikasi perjanjian pertahanan dengan {two}{beside}.", True),
    ("{one} dan {two} merundingkan pakta keamanan{beside}.", True),
    ("Perjanjian pertahanan {one}-{two} mulai berlaku{beside}.", True),
    ("{one} menangguhkan perjanjian pertahanan dengan {two}{beside}.", True),
    ("{one} keluar dari Konvensi Ottawa{beside}.", False),
)
OF_ARMS = ("jet buatan", "tank {other}", "juga dipakai", "milik {other}", "dioperasikan", "kontraknya", "daripada")
OF_ARMS_TOO = ("ketimbang", "alih-alih", "bukan dari", "menjangkau", "senilai")


@pytest.mark.parametrize("beside", [b for b in BESIDE if not any(w in b for w in (*OF_ARMS, *OF_ARMS_TOO))])
def test_who_is_spoken_of_beside_a_pact_is_no_party_to_it(rules: RuleSet, beside: str) -> None:
    for one, first, two, second, _, other, third in SIDES:
        for pattern, both in PACTS:
            text = pattern.format(one=one, two=two, beside=beside.format(other=other))
            document = Document("x", "", text, datetime(2024, 5, 15, 3, tzinfo=UTC), "antaranews")
            parties = [m.parties for m in rules.match(document).mentions if m.alert and m.parties]
            assert not any(third in p for p in parties), text
            assert any({first, second} <= set(p) if both else first in p for p in parties), text


OPENINGS = (
    "Tegang dengan {other}, ",
    "Hadapi {other}, ",
    "Waspadai {other}, ",
    "Abaikan Protes {other}, ",
    "Tak Gubris {other}, ",
    "{other} Murka, ",
    "{other} Protes, ",
    "{other} Ketar-ketir, ",
    "Bikin {other} Geram, ",
    "Usai Diserang {other}, ",
    "Di Tengah Ancaman {other}, ",
    "Antisipasi Serangan {other}, ",
    "Cemas Diserang {other}, ",
    "Lawan {other}, ",
    "Demi Tandingi {other}, ",
    "Saingi {other}, ",
    "Ikuti Jejak {other}, ",
    "Susul {other}, ",
    "Ditolak {other}, ",
    "Batal dari {other}, ",
    "Dikecam {other}, ",
    "Didukung {other}, ",
    "Kunjungi {other}, ",
    "Bertemu Presiden {other}, ",
    "Meski Ditentang {other}, ",
    "Sindir {other}, ",
    "Tinggalkan {other}, ",
    "Tantang {other}, ",
    "Jauhi {other}, ",
    "Makin Panas dengan {other}, ",
)
ENDINGS = (
    ", {other} Murka",
    ", {other} Protes Keras",
    ", {other}: Provokasi",
    ", {other} Waspada",
    ", {other} Bereaksi",
    ", Bikin {other} Ketar-ketir",
    ", Sinyal buat {other}?",
    ", Pesan untuk {other}",
    ", {other} Kena Imbas",
    ", Apa Kata {other}?",
    ", {other} Was-was",
    ", Tantang {other}?",
    ", {other} Langsung Ancam",
    ", Balas {other}",
    " di Tengah Ketegangan dengan {other}",
    " untuk Hadapi {other}",
    " Demi Lawan {other}",
    " Usai Serangan {other}",
    " meski Diprotes {other}",
    " Buat Gertak {other}",
    " Saingi {other}",
)
HEADLINES = (
    "{giver} Kirim {goods} ke {taker}",
    "{giver} Jual {goods} ke {taker}",
    "{taker} Beli {goods} dari {giver}",
    "{taker} Borong {goods} {giver}",
    "{taker} Terima {goods} dari {giver}",
)
HALF_HEADLINES = ("{taker} Borong {goods}", "{giver} Setujui Ekspor {goods}")


@pytest.mark.parametrize("frame", [*(f"{o}{{}}" for o in OPENINGS), *(f"{{}}{e}" for e in ENDINGS)])
def test_who_is_angry_or_feared_in_a_headline_is_no_side(rules: RuleSet, frame: str) -> None:
    for giver, supplier, taker, recipient, goods, other, code in SIDES:
        for pattern in (*HEADLINES, *HALF_HEADLINES):
            core = pattern.format(giver=giver, taker=taker, goods=goods.title())
            title = frame.replace("{}", core).replace("{other}", other)
            document = Document("x", title, "", datetime(2024, 5, 15, 3, tzinfo=UTC), "antaranews")
            found = [(m.suppliers, m.recipients) for m in rules.match(document).mentions if m.alert]
            ours = [(s, r) for s, r in found if supplier in s or recipient in r]
            assert not any(code in (*s, *r) for s, r in ours), title
            assert pattern in HALF_HEADLINES or ((supplier,), (recipient,)) in ours, title
