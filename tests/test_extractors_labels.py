"""What on a page is the report, and what only stands beside it."""

from __future__ import annotations

import pytest

from extractors import READABLE, Article, SegmentKind, extract
from extractors.blocks import read_blocks
from extractors.cues import cue_within
from extractors.labels import label

K = SegmentKind
OTHER = "Negeri Awan Kirim Seribu Rudal ke Pulau Batu"
FIRST = "Rombongan insinyur dari Kota Lembah memeriksa jembatan gantung yang rusak akibat banjir pekan lalu."
SECOND = "Kepala dinas setempat mengatakan perbaikan memerlukan waktu dua bulan dan dana tambahan dari provinsi."
THIRD = "Ia meminta warga menggunakan jalan memutar sampai pekerjaan itu dinyatakan selesai oleh para pengawas."


def read(*parts: str, url: str = "https://kabar-lembah.example/daerah/jembatan-gantung", head: str = "") -> Article:
    body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    page = (
        f"<html><head><title>Jembatan Gantung Rusak - Kabar Lembah</title>{head}</head><body><h1>Jembatan Gantung "
        f"Rusak</h1>"
        f'<div class="entry-content">{body}</div></body></html>'
    )
    return extract(page.encode(), url)


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(segment.kind.value, segment.text) for segment in article.segments if segment.kind is not K.HEADLINE]


@pytest.mark.parametrize(
    "pointer",
    [
        f"Baca juga: <a href='/x'>{OTHER}</a>",
        f"<p><strong>Baca Juga: <a href='/x'>{OTHER}</a></strong></p>",
        f"<p><strong>BACA JUGA:</strong><br><a href='/x'>{OTHER}</a></p>",
        f"<p>Baca Juga</p><ul><li><a href='/x'>{OTHER}</a></li><li><a href='/y'>{OTHER} Lagi</a></li></ul>",
        f"<p>Baca juga:</p><p><a href='/x'>{OTHER}</a></p><p><a href='/y'>{OTHER} Lagi</a></p>",
        f"<table><tr><td>Baca juga: <a href='/x'>{OTHER}</a></td></tr></table>",
        f"<table class='linksisip'><tr><td><div class='lihatjg'><a href='/x'>{OTHER}</a></div></td></tr></table>",
        f"<div class='baca-juga'><span>{OTHER}</span></div>",
        f"<p>Simak juga Video: {OTHER}</p>",
        f"<p><b>Tonton juga: {OTHER}</b></p>",
        f"<p>Lihat Juga :</p><p>{OTHER}</p>",
        f"<p>Pilihan Editor: <a href='/x'>{OTHER}</a></p>",
        f"<p>Saksikan video berikut: <a href='/x'>{OTHER}</a></p>",
        f"<p><a href='/x'>{OTHER}</a></p>",
        f"<p><em><a href='/x'><strong>{OTHER}</strong></a></em></p>",
        f"<h3>Berita Terkait</h3><ul><li><a href='/x'>{OTHER}</a></li></ul>",
        f"<h4>Artikel Lainnya</h4><p>{OTHER}</p><p>{OTHER} Lagi</p>",
        f"<aside><h3>Terpopuler</h3><p>{OTHER}.</p></aside>",
        f"<div class='td_block_related_posts'><p>{OTHER}.</p></div>",
        f"<div id='jp-relatedposts'><p>{OTHER}.</p></div>",
        f"<p>Infografis {OTHER}</p>",
        f"<p>Menarik Dibaca: {OTHER}</p>",
        f"<p>Selanjutnya: <a href='/x'>{OTHER}</a></p>",
        f"<p>Read also: <a href='/x'>{OTHER}</a></p>",
        f"<div style='display:none'><p>{OTHER}.</p></div>",
        f"<p hidden>{OTHER}.</p>",
        f"<figure><img src='x'><figcaption>{OTHER}. (Foto: Istimewa)</figcaption></figure>",
        f"<div><img src='x'><span>{OTHER}</span></div>",
        f"<p>Foto: {OTHER}</p>",
        f"<blockquote class='twitter-tweet'><p>{OTHER}.</p></blockquote>",
        f"<div class='komentar'><p>{OTHER}, kata saya.</p></div>",
    ],
)
def test_another_articles_headline_is_never_readable(pointer: str) -> None:
    article = read(FIRST, pointer, SECOND, THIRD)
    assert OTHER not in article.text
    assert article.text == f"{FIRST}\n{SECOND}\n{THIRD}"


@pytest.mark.parametrize(
    "glued",
    [
        f"<p>{SECOND} Baca juga: <a href='/x'>{OTHER}</a></p>",
        f"<p>{SECOND} <strong>Baca juga: {OTHER}</strong></p>",
        f"<p>{SECOND} Baca juga: {OTHER}</p>",
        f"<p>{SECOND} BACA JUGA: {OTHER}</p>",
        f"<p>{SECOND}<br>Baca Juga: {OTHER}</p>",
        f"<p>{SECOND} [Gambas:Video 20detik]</p>",
        f"<p>{SECOND} ADVERTISEMENT</p>",
        f"<p>{SECOND} Tonton juga video {OTHER}:</p>",
        f"<p>{SECOND}BACA JUGA - {OTHER}</p>",
        f"<p>{SECOND} Artikel ini telah tayang di Kabar Lembah dengan judul {OTHER}. Penulis: Raka.</p>",
        f"<p>{SECOND} Mari bergabung di Grup Telegram kami. Caranya klik tautan ini, kemudian gabung.</p>",
        f"<p>{SECOND}Ikuti Whatsapp Channel Kabar Lembah</p>",
        f"<p>{SECOND} Lanjut ke Halaman Berikutnya</p>",
        f"<p>{SECOND} Penulis : Raka Mandala</p>",
        f"<p>{SECOND} (Reporter: Raka Mandala | Editor: Sekar Ayu)</p>",
        f"<p>{SECOND} [abc]</p>",
        f"<p>{SECOND} SCROLL TO CONTINUE WITH CONTENT</p>",
        f"<p>{SECOND} Halaman 1 dari 3</p>",
        f"<p>{SECOND} (abc/def)</p>",
        f"<p>{SECOND} (E-2)</p>",
        f"<p>{SECOND} (*)</p>",
        f"<p>{SECOND}<strong>(tim/dil)</strong></p>",
    ],
)
def test_what_is_glued_to_a_paragraphs_end_is_cut_off(glued: str) -> None:
    article = read(FIRST, glued, THIRD)
    assert article.text == f"{FIRST}\n{SECOND}\n{THIRD}"


def test_a_pointer_in_the_middle_leaves_both_sides() -> None:
    article = read(FIRST, f"<p>{SECOND} Baca juga: <a href='/x'>{OTHER}</a> {THIRD}</p>")
    assert article.text == f"{FIRST}\n{SECOND}\n{THIRD}"
    assert ("related", f"Baca juga: {OTHER}") in kinds(article)


def test_a_pointer_at_the_start_leaves_the_sentence_behind_it() -> None:
    article = read(FIRST, f"<p><strong>Baca juga: <a href='/x'>{OTHER}</a></strong> {SECOND}</p>", THIRD)
    assert article.text == f"{FIRST}\n{SECOND}\n{THIRD}"


@pytest.mark.parametrize(
    "line",
    [
        "ADVERTISEMENT",
        "SCROLL TO CONTINUE WITH CONTENT",
        "SCROLL TO RESUME CONTENT",
        "Scroll ke bawah untuk melanjutkan membaca",
        "[Gambas:Video CNN]",
        "Halaman 1 dari 3",
        "Halaman 2/2",
        "Halaman: 1 2 3 Tampilkan Semua",
        "Halaman Selanjutnya",
        "1 2 3",
        "Baca Selengkapnya",
        "Bagikan:",
        "Tweet",
        "Copy Link",
        "Iklan",
        "3 Komentar",
        "Tulis Komentar Anda",
        "Dua blogger menyukai ini.",
        "Pewarta: Raka Mandala",
        "Editor: Sekar Ayu",
        "Reporter: Raka | Editor: Sekar",
        "Penulis: Raka (raka@kabar.example)",
        "COPYRIGHT © KABAR 2026",
        "Hak Cipta © 2026",
        "Laporan Wartawan Kabar Lembah, Raka Mandala",
        "redaksi@kabar-lembah.example",
        "Dapatkan update berita pilihan setiap hari di kanal Telegram kami.",
        "Ikuti kami di Google News",
        "(raka/sekar)",
        "-----",
        "***",
        "Cek Berita dan Artikel yang lain di Google News",
        "Simak breaking news dan berita pilihan langsung di ponselmu.",
        "Berlangganan untuk membaca artikel selengkapnya.",
        "Artikel ini telah tayang di Kabar Lembah dengan judul Jembatan.",
        "Dilarang keras mengambil konten tanpa izin tertulis.",
        "Ringkasan Berita:",
    ],
)
def test_house_lines_are_not_the_report(line: str) -> None:
    article = read(FIRST, SECOND, THIRD, line)
    assert article.text == f"{FIRST}\n{SECOND}\n{THIRD}"


@pytest.mark.parametrize(
    "sentence",
    [
        "Simak, kata menteri itu, baik-baik isi perjanjian yang akan diteken kedua negara pada bulan depan.",
        "Selanjutnya, kedua negara akan meneken perjanjian pertahanan di ibu kota pada bulan depan.",
        "Editor senior majalah itu membantah telah menerima bayaran dari perusahaan senjata asing.",
        "Iklan layanan masyarakat itu akan ditayangkan selama dua pekan di stasiun televisi milik pemerintah.",
        "Sumber di kementerian itu menyebut pengiriman dilakukan pada malam hari tanpa pemberitahuan.",
        "Foto satelit menunjukkan empat kendaraan peluncur diparkir di dekat landasan pacu pangkalan itu.",
        "Halaman istana dipenuhi ribuan pendukung presiden yang menolak perjanjian tersebut.",
        "Baca surat itu keras-keras, pinta sang jenderal kepada ajudannya di hadapan para wartawan.",
        "Menteri itu meminta rakyat melihat juga sisi lain dari perjanjian dagang kedua negara.",
        "Komentar itu disampaikan presiden saat meninjau pabrik amunisi milik negara.",
        "Oleh karena itu, pemerintah memutuskan menunda pembelian pesawat tempur sampai tahun depan.",
        "Dok kapal terbesar di kawasan itu akan menampung dua kapal perang sekaligus.",
        "Bukti itu berupa percakapan di grup WhatsApp para perwira, kata jaksa di persidangan.",
        '"Baca juga sejarah kita," kata sang jenderal kepada para taruna di hadapan wartawan.',
        "Rekaman itu diunggah ke kanal YouTube milik kementerian sebelum dihapus pada malam hari.",
        '"Langganan tetap kami sekarang membeli peluru dari negara lain," ujar pemilik pabrik itu.',
        "Related Systems, perusahaan asal Kanada, menjual suku cadang itu kepada angkatan laut.",
    ],
)
def test_sentences_that_only_begin_like_house_lines_stay(sentence: str) -> None:
    assert sentence in read(FIRST, sentence, THIRD).text


def test_a_link_inside_a_sentence_stays_in_the_sentence() -> None:
    article = read(f"<p>Rombongan dari <a href='/t'>Kota Lembah</a> memeriksa {SECOND.lower()}</p>", SECOND, THIRD)
    assert article.text.startswith("Rombongan dari Kota Lembah memeriksa")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("dikirim ke<a href='/t'>Ukraina</a>dan Polandia", "dikirim ke Ukraina dan Polandia"),
        ("milik<a href='/t'>Ukraina</a>, katanya", "milik Ukraina, katanya"),
        ("rudal <a href='/t'>Ukraina</a>nya habis", "rudal Ukrainanya habis"),
        ("<strong>J</strong>alan itu ditutup", "Jalan itu ditutup"),
        ("men-<em>generate</em> listrik", "men-generate listrik"),
        ("di<em>upload</em> kemarin", "diupload kemarin"),
        ("pejabat<b>Rusia</b>itu", "pejabat Rusia itu"),
        ("<span>Sebagaimana</span><a href='/t'>dilaporkan</a><span>CFR</span>", "Sebagaimana dilaporkan CFR"),
        ("<a href='/t'>Iran </a>dan<a href='/u'> Irak</a>", "Iran dan Irak"),
        ("senilai<a href='/t'>12</a>juta", "senilai12juta"),  # figures: no telling, left as the page has it
    ],
)
def test_words_glued_by_markup_are_set_apart(markup: str, text: str) -> None:
    article = read(
        f"<p>Barang itu {markup} menurut keterangan resmi yang diterima redaksi pada hari Rabu malam.</p>",
        SECOND,
        THIRD,
    )
    assert text in article.text


def test_a_list_below_a_pointer_ends_where_the_report_goes_on() -> None:
    article = read(
        FIRST,
        "Baca Juga",
        f"<p><a href='/x'>{OTHER}</a></p>",
        f"<p><a href='/y'>{OTHER} Lagi</a></p>",
        "<p>Dana: Rp 2 miliar</p>",
        SECOND,
    )
    assert OTHER not in article.text
    assert "Dana: Rp 2 miliar" in article.text
    assert SECOND in article.text


def test_a_reporters_credit_behind_the_last_paragraph_does_not_make_it_a_caption() -> None:
    article = read(FIRST, SECOND, f"{THIRD} Ia berharap dana segera cair. (KabarLembah.example/Raka Mandala Putra)")
    assert "dana segera cair" in article.text


def test_subheads_open_sections() -> None:
    article = read(
        FIRST,
        "<p><strong>Tanggapan Pemerintah</strong></p>",
        SECOND,
        "<h2>Langkah Berikut</h2>",
        THIRD,
        "<p>3. Dana Daerah</p>",
        SECOND + " Dana itu cair bulan depan.",
    )
    headings = [text for kind, text in kinds(article) if kind == "heading"]
    assert headings == ["Tanggapan Pemerintah", "Langkah Berikut", "3. Dana Daerah"]


def test_a_bold_sentence_is_no_subhead() -> None:
    article = read(FIRST, f"<p><strong>{SECOND}</strong></p>", THIRD)
    assert [kind for kind, _ in kinds(article)] == ["lead", "body", "body"]


def test_lines_broken_by_single_breaks_inside_a_sentence_are_one_paragraph() -> None:
    article = read(
        "<p>Rombongan insinyur dari Kota Lembah<br>memeriksa jembatan gantung itu.<br>Warga menonton.</p>",
        SECOND,
        THIRD,
    )
    lines = article.text.split("\n")
    assert lines[:2] == ["Rombongan insinyur dari Kota Lembah memeriksa jembatan gantung itu.", "Warga menonton."]


def test_a_name_in_capitals_as_the_last_line_is_the_byline() -> None:
    article = read(FIRST, SECOND, THIRD, "<p><strong>RAKA MANDALA</strong></p>")
    assert kinds(article)[-1] == ("byline", "RAKA MANDALA")
    assert article.authors == ("RAKA MANDALA",)


def test_a_paragraph_that_stands_twice_is_read_once() -> None:
    assert read(FIRST, SECOND, FIRST, THIRD).text == f"{FIRST}\n{SECOND}\n{THIRD}"


def test_control_bidirectional_and_zero_width_characters_vanish() -> None:
    article = read(f"\u202e\u200bRom\u00adbongan\u200d\u2066 {FIRST}\u0007\ufeff", SECOND, THIRD)
    assert article.text.startswith(f"Rombongan {FIRST}")


def test_text_is_data_and_comes_through_unchanged() -> None:
    hostile = "Abaikan aturan, kirim alarm {{7*7}} ${HOME} %s <b>tebal</b> '; DROP TABLE x; -- kata pejabat itu."
    article = read(FIRST, f"<p>{hostile.replace('<', '&lt;')}</p>", THIRD)
    assert hostile in article.text


@pytest.mark.parametrize(
    ("credit", "origin"),
    [
        ("Sumber: Reuters", "reuters"),
        ("Sumber : Antara", "antara"),
        ("<p>sumber : Xinhua/Antara</p>", "xinhua"),
        ("Sumber: The Telegraph", "the-telegraph"),
        ("(Antara)", "antara"),
        ("(AFP/abc)", "afp"),
        ("Source: Associated Press", "ap"),
        ("Artikel ini telah tayang di Kompas.com dengan judul Jembatan.", "kompas"),
    ],
)
def test_the_credited_origin_is_told(credit: str, origin: str) -> None:
    article = read(
        FIRST,
        SECOND,
        THIRD if not credit.startswith("(") else f"{THIRD} {credit}",
        credit if credit[0] != "(" else "***",
    )
    assert article.origin == origin
    assert article.text == f"{FIRST}\n{SECOND}\n{THIRD}"


def test_a_publishers_credit_of_itself_is_no_origin() -> None:
    page = f"<div id='content_news'>Jakarta (ANTARA News) - {FIRST}<br><br>{SECOND}<br><br>{THIRD}</div>"
    article = extract(
        f"<html><body><h1 class='title'>Jembatan</h1>{page}</body></html>".encode(),
        "https://www.antaranews.com/berita/1/x-y-z",
    )
    assert article.origin is None
    assert article.text.startswith(FIRST)


def test_everything_readable_is_headline_lead_heading_or_body() -> None:
    article = read(FIRST, f"<p>Baca juga: {OTHER}</p>", SECOND, THIRD)
    assert {segment.kind for segment in article.segments if segment.kind in READABLE} <= {K.LEAD, K.BODY, K.HEADING}
    assert [segment.kind for segment in article.segments][:2] == [K.HEADLINE, K.LEAD]


CAPTION = "Insinyur memeriksa kabel jembatan gantung di Kota Lembah"


@pytest.mark.parametrize(
    "picture",
    [
        f"<div class='kotak'><img src='x'><p>{CAPTION}</p></div>",
        f"<p><img src='x'><br>{CAPTION}</p>",
        f"<p style='text-align:center'><img src='x'></p><p style='text-align: center'>{CAPTION}.</p>",
        f"<p><img src='x'></p><p><em>{CAPTION}.</em></p>",
        f"<img src='x'><small>{CAPTION}</small>",
        f"<center><img src='x'><br><font size='1'>{CAPTION}</font></center>",
        f"<img src='x'><h6>{CAPTION}</h6>",
        f"<amp-img src='x'></amp-img><p>{CAPTION}</p>",
        f"<div class='separator'><img src='x'></div><div style='text-align:center'>{CAPTION}</div>",
    ],
)
def test_a_line_below_a_picture_is_its_caption(picture: str) -> None:
    assert read(picture, FIRST, SECOND, THIRD).text == f"{FIRST}\n{SECOND}\n{THIRD}"
    assert read(FIRST, SECOND, picture, THIRD).text == f"{FIRST}\n{SECOND}\n{THIRD}"


@pytest.mark.parametrize(
    "parts",
    [
        ("<p><img src='x'></p>", FIRST, SECOND, THIRD),
        ("<img src='x' width='1' height='1'>", f"<p><em>{FIRST}</em></p>", SECOND, THIRD),
        ("<p><img src='x'></p>", *(f"<p style='text-align:center'>{text}</p>" for text in (FIRST, SECOND, THIRD))),
        ("<p><img src='x'></p>", "<p><b>Lembah</b> -</p>", FIRST, SECOND, THIRD),
    ],
)
def test_a_report_below_a_picture_is_no_caption(parts: tuple[str, ...]) -> None:
    assert read(*parts).text == f"{FIRST}\n{SECOND}\n{THIRD}"


def test_a_sub_head_below_a_picture_stays_one() -> None:
    article = read(FIRST, "<p><img src='x'></p>", "<p><strong>Dua Bulan Lagi</strong></p>", SECOND, THIRD)
    assert ("heading", "Dua Bulan Lagi") in kinds(article)


def test_a_live_blogs_declared_updates_are_its_text() -> None:
    updates = ",".join(
        f'{{"@type":"BlogPosting","headline":"Kabar {n}","articleBody":"{text}"}}'
        for n, text in enumerate((FIRST, SECOND, THIRD))
    )
    data = f'{{"@type":"LiveBlogPosting","headline":"Jembatan Gantung Rusak","liveBlogUpdate":[{updates}]}}'
    page = (
        f"<html><head><script type='application/ld+json'>{data}</script></head><body><div id='app'></div></body></html>"
    )
    text = extract(page.encode(), "https://kabar-lembah.example/live/jembatan-gantung").text
    assert all(part in text for part in (FIRST, SECOND, THIRD))


def test_declared_text_whose_markup_was_escaped_is_read_as_markup() -> None:
    body = "".join(f"&lt;p&gt;{text}&lt;/p&gt;" for text in (FIRST, SECOND, THIRD))
    data = f'{{"@type":"NewsArticle","headline":"Jembatan Gantung Rusak","articleBody":"{body}"}}'
    page = (
        f"<html><head><script type='application/ld+json'>{data}</script></head><body><div id='app'></div></body></html>"
    )
    assert extract(page.encode(), "https://kabar-lembah.example/a/jembatan").text == f"{FIRST}\n{SECOND}\n{THIRD}"


def test_the_words_that_are_looked_for_first_are_those_of_the_patterns() -> None:
    """A pattern is only tried where one of its words stands: none of its forms may lack one."""
    for text in (
        "Kata dia kemarin. Baca juga: Lainnya Dibuka",
        "Kata dia kemarin. BACA JUGA Lainnya Dibuka",
        "Kata dia kemarin. Simak Juga Lainnya Dibuka",
        "Kata dia kemarin. [Gambas:Video]",
        "Kata dia ADVERTISEMENT kemarin",
        "Kata dia SCROLL TO CONTINUE WITH CONTENT kemarin",
        "Kata dia kemarin. Halaman 2 dari 3",
        "Kata dia kemarin. Artikel ini telah tayang di Kabar",
        "Kata dia kemarin. Tulisan ini sudah terbit di Kabar",
        "Kata dia kemarin. Mari bergabung",
        "Kata dia kemarin. Yuk, ikuti kami",
        "Kata dia kemarin. Ayo gabung",
        "Kata dia kemarin. Dapatkan update terbaru",
        "Kata dia kemarin. Ikuti saluran kami",
        "Kata dia kemarin. Gabung Saluran kami",
        "Kata dia kemarin. Bergabung Channel kami",
        "Kata dia kemarin. Simak breaking news kami",
        "Kata dia kemarin. Lanjut ke halaman dua",
        "Kata dia kemarin. Bersambung ke Halaman dua",
        "Kata dia kemarin. Klik halaman dua",
        "Kata dia kemarin. Halaman Selanjutnya",
        "Kata dia kemarin. Baca berita lainnya",
        "Kata dia kemarin. Cek Berita dan Artikel lain",
        "Kata dia kemarin. Pilihan Editor: Lainnya",
    ):
        assert cue_within(text), text
    assert cue_within("Kata dia kemarin bahwa baca buku lebih baik.") is None


def test_a_short_line_that_stands_three_times_is_a_button() -> None:
    page = "".join(
        f"<p>{text}</p><p>Lihat galeri ini</p>" for text in ("Kapal itu tiba pada pagi hari di dermaga.",) * 3
    )
    labelled = label(read_blocks(f"<div>{page}</div>", {}), "Kapal Tiba")
    assert [s.kind for s in labelled.segments if s.text == "Lihat galeri ini"] == [SegmentKind.PROMO] * 3
