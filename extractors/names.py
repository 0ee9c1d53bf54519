"""Whether a short line can be a name: by its shape, and because none of its words belongs to something else."""

from __future__ import annotations

import re

from extractors.dateline import is_place
from extractors.plain import words

_WORD = re.compile(r"[A-Z][a-z'’]+(?:-[A-Z][a-z]+)?|[A-Z]\.?|[A-Z]{2,12}|(?:[A-Z][a-z]{0,3}\.){1,3}[A-Z]?[a-z]*\.?")
_PARTICLE = words("bin binti al el van der de da di dos la")
_DEGREE = re.compile(r",\s*(?:[SM]\.?\s?\w{1,5}\.?|Ph\.?D|Dr\.?)(?:,.*)?$")
_DESK = re.compile(r"Tim (?P<desk>[\w.]{4,24}(?: [A-Z][\w.]*){0,2})")
# Words of sections, places, offices and buttons: a line with one of them beside a date is no writer.
_NEVER = words(
    """
    advertisement advertorial agustus ahad aktual amerika anda antara april artikel asia bagikan baru barat
    beranda berita bisnis bola budaya bukit cek copyright covid daerah danau dan dari dengan desa desember dunia edisi
    editor edukasi ekbis ekonomi entertainment eropa facebook februari fokus foto galeri gaya geopolitik global
    google gunung hari headline headlines health hiburan hidup home hukum humaniora iklan indeks indonesia info
    infografis ini inspirasi instagram internasional investigasi januari jumat juni juli kabar kabupaten kamis kampung
    kampus kanal karier kategori kebijakan kecamatan kepulauan kesehatan keuangan khas kolom komentar konten kota
    kriminal laporan laut lifestyle liga lingkungan login lokal luar mancanegara maret market masuk megapolitan mei
    menit metro militer minggu monitor nasional negara negeri network news newsletter november nusantara oktober
    olahraga opini otomotif pantai pariwisata pasar pelabuhan pemerintahan pendidikan peristiwa perang pertahanan
    pilihan politik populer portal provinsi pulau rabu ragam raya redaksi regional religi rubrik rusia sabtu sains sehat
    sejarah selasa selatan selat senin senjata september share sosial sosok sport sports sungai suara tag tags
    tanjung teknologi tekno telegram teluk tengah tenggara terbaru terkini terpopuler timur tokoh topik travel trending
    tren twitter uang umum unik update utama utara video viral whatsapp wisata world youtube
    """
)
_LONGEST = 40  # letters of a name on a byline


def looks_like_name(text: str) -> bool:
    """Whether the line is two to five capitalised words such as names are, without a word of sections or places."""
    text = _DEGREE.sub("", text.strip(" -–—|/,.:;•·*"))
    parts = text.split()
    if not 2 <= len(parts) <= 5 or len(text) > _LONGEST or is_place(text):
        return False
    if not all(_WORD.fullmatch(part) or part in _PARTICLE for part in parts) or parts[0] in _PARTICLE:
        return False
    low = {part.lower().strip(".") for part in parts}
    return not (low & _NEVER) and sum(len(part) > 2 for part in parts) >= 1 and not all(map(is_place, parts))


def desk_in(text: str, house: str) -> str:
    """The desk that a line names as its writer, "Tim Kabar Teluk", where that is the house's own; "" otherwise.

    `house` is the site's host without its dots, the only name of the newsroom that every page states.
    """
    found = _DESK.fullmatch(text.strip(" -–—|,"))
    if not found:
        return ""
    desk = re.sub(r"\W", "", found["desk"].lower())
    return found[0] if desk[:5] in house else ""
