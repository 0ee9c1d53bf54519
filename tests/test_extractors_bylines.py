"""Who wrote it and when, read off pages that declare neither: the visible lines of many layouts, no JSON-LD, no meta.

Each case is the markup that stands around one invented report; a list of newer articles with other names and times
stands before or behind it on every page. Times are local unless a zone is written beside them.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from extractors import Article, extract

TITLE = "Pelabuhan Teluk Merpati Terima Kapal Latih Baru"
REPORT = (
    "Pelabuhan Teluk Merpati pada Selasa menerima kapal latih baru yang dibuat galangan setempat selama dua tahun.",
    "Kapal itu akan dipakai taruna untuk belajar navigasi, permesinan, dan tata muat di perairan yang tenang.",
    "Kepala pelabuhan mengatakan bahwa pelayaran pertama akan mengelilingi teluk, lalu kembali ke dermaga utama.",
    "Warga menonton dari tepi dermaga sejak pagi, sebagian membawa anak-anak mereka untuk melihat kapal itu.",
)
BODY = "".join(f"<p>{line}</p>" for line in REPORT)
NEWER = "".join(
    f"<div class='kx{number}'><a href='/b/{number}'><img src='/{number}.jpg'></a>"
    f"<span class='dates'>Rabu, 09 September 2026 1{number}:30 WIB</span><span>Wahyu Lainnya</span>"
    f"<h4><a href='/b/{number}'>Kabar lain nomor {number} dari pulau seberang yang jauh sekali</a></h4></div>"
    for number in range(4)
)
WIB, WITA, WIT = (timezone(timedelta(hours=hours)) for hours in (7, 8, 9))
TEN = datetime(2026, 9, 8, 10, 15, tzinfo=WIB)
S = ["Sekar Pramudita"]
DATE = "<span>Selasa, 8 September 2026 10:15 WIB</span>"


def read(page: str, url: str = "https://www.kabarteluk.example/daerah/kapal-latih") -> Article:
    return extract(f"<html><head><title>{TITLE} - Kabar Teluk</title></head><body>{page}</body></html>".encode(), url)


def layout(top: str, bottom: str = "", *, wall: str = "behind") -> str:
    """The page with `top` between headline and text, `bottom` behind the text, newer articles before or behind."""
    before, behind = (NEWER, "") if wall == "before" else ("", NEWER)
    return f"<div>{before}</div><h1>{TITLE}</h1>{top}<div>{BODY}{bottom}</div><div>{behind}</div>"


AUTHORS = [
    # near the headline
    ("<div><a href='/penulis/sekar'>Sekar Pramudita</a></div>" + DATE, "", S),
    ("<div><span>Sekar Pramudita</span> <span>Selasa, 8 September 2026 | 10:15 WIB</span></div>", "", S),
    ("<div><span>Sekar Pramudita</span><span> • </span><span>08 September 2026 10:15</span></div>", "", S),
    ("<p>Sekar Pramudita | Selasa, 8 September 2026 10:15 WIB</p>", "", S),
    ("<div>Oleh: Sekar Pramudita · 08 Sep 2026 - 10:15 WIB · Teluk Merpati</div>", "", S),
    ("<div>Oleh <b>Sekar Pramudita</b></div>" + DATE, "", S),
    ("<div><span>Oleh</span><a>Sekar Pramudita</a></div>" + DATE, "", S),
    ("<div class='q'>By <b>Sekar Pramudita</b> on September 8, 2026</div>", "", S),
    ("<span>Posted by Sekar Pramudita</span>" + DATE, "", S),
    ("<div>- Sekar Pramudita</div><div>- Selasa, 8 September 2026 | 10:15 WIB</div>", "", S),
    ("<ul><li>Sekar Pramudita</li><li>8 September 2026</li><li>Daerah</li></ul>", "", S),
    ("<div><img src='/a.jpg' alt='Sekar'><p>Sekar Pramudita</p><p>Selasa, 8 September 2026 10:15</p></div>", "", S),
    ("<div><strong>Sekar Pramudita</strong> - kabarteluk</div><div>Selasa, 08/09/2026 10:15 WIB</div>", "", S),
    ("<h6>Sekar Pramudita, <br>Rukmini Hadi<br>Tim Redaksi</h6><div>Kompas - 08/09/2026, 10:15 WIB</div>", "",
     ["Sekar Pramudita", "Rukmini Hadi"]),
    ("<div><a>Sekar Pramudita</a> | <a>Rukmini Hadi</a></div><div>Selasa, 08 September 2026 | 10:15 WIB</div>", "",
     ["Sekar Pramudita", "Rukmini Hadi"]),
    ("<div>Reporter</div><p>Sekar Pramudita</p><div>Editor</div><p>Rukmini Hadi</p>" + DATE, "", S),
    ("<div>Penulis</div><div>Sekar Pramudita</div>" + DATE, "", S),
    ("<table><tr><td>Penulis</td><td>:</td><td>Sekar Pramudita</td></tr></table>" + DATE, "", S),
    ("<div>Rep: Sekar Pramudita/ Red: Rukmini Hadi</div>" + DATE, "", S),
    ("<div>Laporan Sekar Pramudita</div>" + DATE, "", S),
    ("<div>Kontributor Teluk Merpati: Sekar Pramudita</div>" + DATE, "", S),
    ("<div>Jurnalis : Sekar Pramudita</div>" + DATE, "", S),
    ("<div>Penulis Sekar Pramudita Editor Rukmini Hadi</div>" + DATE, "", S),
    ("<div class='keterangan'><i>Sekar Pramudita</i><i>Selasa, 8 September 2026 | 10:15 WIB</i></div>", "", S),
    ("<div>Tim Kabar Teluk</div>" + DATE, "", ["Tim Kabar Teluk"]),
    # behind the text
    (DATE, "<p>Penulis: Sekar Pramudita</p><p>Editor: Rukmini Hadi</p>", S),
    (DATE, "<p><strong>Pewarta : Sekar Pramudita</strong><br>Editor : Rukmini Hadi<br>Copyright © 2026</p>", S),
    (DATE, "<p>Reporter : Sekar Pramudita / Editor : Rukmini Hadi</p>", S),
    (DATE, "<p><b>(Sekar Pramudita)</b></p>", S),
    (DATE, "<p>(Sekar Pramudita/kabarteluk)</p>", S),
    (DATE, "<p><em>Laporan: Sekar Pramudita</em></p>", S),
    (DATE, "<p><strong>Sekar Pramudita</strong></p>", S),
    (DATE, "<p>SEKAR PRAMUDITA</p>", ["SEKAR PRAMUDITA"]),
    (DATE, "<p>*Penulis: Sekar Pramudita*</p>", S),
    (DATE, "<div>Penulis: <a href='/author/sekar'>Sekar Pramudita</a></div><div>Editor: <a>Rukmini Hadi</a></div>", S),
    # nobody
    (DATE, "", []),
    (DATE, "<p>Editor: Rukmini Hadi</p>", []),
    (DATE, "<p>(skr/rhd)</p>", []),
    ("<div><a>Berita Utama</a></div>" + DATE, "", []),
    ("<div><a href='/'>Beranda</a> <a href='/daerah'>Kabar Daerah</a></div>" + DATE, "", []),
    ("<div>Admin</div>" + DATE, "", []),
    ("<div>Redaksi</div>" + DATE, "", []),
    ("<div>Teluk Merpati</div>" + DATE, "", []),
    ("<div>Antara/Wahyu Lainnya</div><div>Kirana Dewanti</div>" + DATE, "", []),
    (DATE + "<div>Kabar Teluk/ Wahyu Lainnya</div>", "", []),
    (DATE + "<figure><img src='/k.jpg'><figcaption>Foto: Wahyu Lainnya</figcaption></figure>", "", []),
]  # fmt: skip

TIMES = [
    ("<div>Kabarteluk.com - 08/09/2026, 10:15 WIB</div>", TEN),
    ("<div>Selasa, 8 Sep 2026 10:15 WIB</div>", TEN),
    ("<div>Selasa, 08 Sept 2026 - 10.15 WIB</div>", TEN),
    ("<div>Selasa 08 September 2026, 10:15</div>", TEN),
    ("<div>Selasa, 08-09-2026 | 10:15 WIB</div>", TEN),
    ("<div>2026-09-08 10:15:00</div>", TEN),
    ("<div>10:15 WIB, 8 September 2026</div>", TEN),
    ("<div>10:15 - 8 September 2026</div>", TEN),
    ("<div>Diterbitkan 8 September 2026, 10:15 WIB</div><div>Diperbarui 8 September 2026, 12:40 WIB</div>", TEN),
    ("<div>Diperbarui: 8 September 2026, 12:40 WIB</div><div>Diterbitkan: 8 September 2026, 10:15 WIB</div>", TEN),
    ("<div>Terbit: 8 September 2026 pukul 10.15 WIB</div>", TEN),
    ("<div>Dipublikasikan pada Selasa, 8 September 2026 jam 10:15 WIB</div>", TEN),
    ("<div>Update: Selasa, 8 September 2026 10:15 WIB</div>", TEN),
    ("<div><span>Selasa, 8 September 2026</span> <span>10:15 WIB</span></div>", TEN),
    ("<div><span>Selasa</span>, <span>8 September 2026</span> | <span>10:15</span> <span>WIB</span></div>", TEN),
    ("<div><i class='ikon'></i> 8 September 2026 <i class='ikon'></i> 10:15</div>", TEN),
    ("<div>September 8, 2026 10:15 am</div>", TEN),
    ("<div>Tue, 8 September 2026 | 10:15 WIB</div>", TEN),
    ("<time>8 September 2026 10:15</time>", TEN),
    ("<time datetime='2026-09-08T10:15:00+07:00'>2 jam lalu</time>", TEN),
    ("<time datetime='2026-09-08T03:15:00Z'>2 jam lalu</time>", TEN),
    ("<time datetime='2026-09-08'>8 September 2026, 10:15 WIB</time>", TEN),
    ("<font size='1'>Selasa, 08 September 2026 , 10:15 WIB</font>", TEN),
    ("<div>Denpasar, Selasa 8 September 2026 11:15 WITA</div>", TEN),
    ("<div>Selasa, 8 September 2026 11.15 Wita</div>", TEN),
    ("<div>8 September 2026 | 11:15 WITA</div>", datetime(2026, 9, 8, 11, 15, tzinfo=WITA)),
    ("<div>Selasa, 8 September 2026 / 12.15 WIT</div>", datetime(2026, 9, 8, 12, 15, tzinfo=WIT)),
    ("<div>Selasa, 8 September 2026</div>", datetime(2026, 9, 8, tzinfo=WIB)),
    ("<div>08/09/2026</div>", datetime(2026, 9, 8, tzinfo=WIB)),
    ("<div>8 September 2026 10:15 WIB · waktu baca 2 menit</div>", TEN),
    ("<div>8 September 2026 | 10:15 · 3 menit baca</div>", TEN),
    ("<div>8 September 2026 by Sekar Pramudita</div>", datetime(2026, 9, 8, tzinfo=WIB)),
]


@pytest.mark.parametrize("wall", ["before", "behind"])
@pytest.mark.parametrize(("top", "bottom", "names"), AUTHORS)
def test_a_byline_that_readers_see_names_the_writer(top: str, bottom: str, names: list[str], wall: str) -> None:
    article = read(layout(top, bottom, wall=wall))
    assert list(article.authors) == names
    assert article.text.split("\n")[0] == REPORT[0]
    assert article.text.split("\n")[-1] == REPORT[-1]


@pytest.mark.parametrize("wall", ["before", "behind"])
@pytest.mark.parametrize(("shown", "moment"), TIMES)
def test_the_time_beside_the_headline_is_the_reports(shown: str, moment: datetime, wall: str) -> None:
    article = read(layout(shown, wall=wall))
    assert article.published == moment
    assert article.text.split("\n")[0] == REPORT[0]


@pytest.mark.parametrize("wall", ["before", "behind"])
@pytest.mark.parametrize("place", ["above the headline", "behind the text", "in the text"])
def test_the_time_is_found_wherever_a_page_puts_it(place: str, wall: str) -> None:
    line = "<div>Selasa, 8 September 2026 10:15 WIB</div>"
    before, behind = (NEWER, "") if wall == "before" else ("", NEWER)
    page = (
        f"<div>{before}</div>{line if place.startswith('above') else ''}<h1>{TITLE}</h1>"
        f"<div>{line if place.startswith('in') else ''}{BODY}{line if place.startswith('behind') else ''}</div>"
        f"<div>{behind}</div>"
    )
    assert read(page).published == TEN


@pytest.mark.parametrize(
    ("path", "moment"),
    [
        ("/2026/09/08/kapal-latih", datetime(2026, 9, 8, tzinfo=WIB)),
        ("/2026/09/kapal-latih", None),
        ("/read/2026/09/08/101500278/kapal-latih", TEN),
        ("/daerah/20260908101500-20-1/kapal-latih", TEN),
        ("/berita/2026-09-08/kapal-latih", datetime(2026, 9, 8, tzinfo=WIB)),
        ("/berita/kapal-latih-20260908", datetime(2026, 9, 8, tzinfo=WIB)),
        ("/berita/kapal-latih", None),
    ],
)
def test_the_day_in_an_address_is_the_last_resort(path: str, moment: datetime | None) -> None:
    page = f"<h1>{TITLE}</h1><div>{BODY}</div>"
    assert read(page, f"https://www.kabarteluk.example{path}").published == moment
