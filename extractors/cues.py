"""Wordings by which a line betrays that it is no part of the report, in every form seen in Indonesian newsrooms.

Each list holds alternatives of one pattern that is anchored at the start of a block (up to four signs such as a
bullet may stand before it). Add a wording where it belongs and a line to tests/test_extractors_cues.py.
"""

from __future__ import annotations

import re

from extractors.article import SegmentKind


def _opening(*alternatives: str) -> re.Pattern[str]:
    # A bullet may stand before it, no quotation mark: who is quoted is not the house.
    return re.compile(rf"^[^\w\"“”‘’']{{0,4}}(?:{'|'.join(alternatives)})", re.IGNORECASE)


def _anywhere(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_LOOK = r"(?:baca|simak|lihat|tonton|saksikan|dengarkan|cek|klik|nonton|read|watch|see)"
_TEXTS = r"(?:artikel|berita|konten|video|foto|kabar|topik|tag|tulisan|bacaan)"
_PICKED = r"(?:terkait|lainnya|lain|rekomendasi|populer|terpopuler|pilihan|terkini|terbaru|menarik lainnya|hari ini)"

# A pointer to another text: "Baca juga: …", "Simak Video …", "Pilihan Editor: …".
_RELATED = _opening(
    rf"(?:yuk[,!]?\s+|ayo[,!]?\s+|jangan lupa[,!]?\s+)?{_LOOK}\s+(?:juga|pula|lagi|artikel|berita(?:nya)?"
    rf"|selengkapnya|selanjutnya)\b",
    rf"(?:yuk[,!]?\s+|ayo[,!]?\s+)?{_LOOK}\s+(?:lainnya|also|more|video(?:nya)?|foto(?:nya)?|infografis|halaman)\b",
    r"(?:baca|simak|lihat|tonton)\s*:",
    r"also read\b",
    r"(?:related|recommended|terkait|video|infografis|galeri|podcast|selanjutnya|berikutnya)\s*:",
    r"up next\b",
    rf"{_TEXTS} (?:{_PICKED}|sebelumnya|selanjutnya|berikutnya)\s*(?::|$)",
    r"(?:menarik dibaca|bacaan lain|rekomendasi(?: untuk anda)?|pilihan (?:editor|redaksi|pembaca))\s*:",
    r"infografis\s+[A-Z\d]",
)
# The same words as a short line of their own: the links or headlines below belong to it.
_TITLE_OF_LINKS = _opening(
    "(?:"
    + "|".join(
        (
            r"baca",
            r"(?:baca|simak|lihat|tonton|saksikan) (?:juga|pula|selengkapnya|artikel(?: menarik)?(?: lainnya)?"
            r"|berita(?: lainnya)?)",
            rf"{_TEXTS} {_PICKED}",
            r"pilihan (?:editor|redaksi|pembaca|untukmu)",
            r"rekomendasi(?: untuk anda| lainnya)?",
            r"terpopuler|terkini(?: lainnya)?|terbaru|trending|populer|most popular|most read|top news"
            r"|headline lainnya",
            r"more stories|more from .{2,30}|related (?:posts?|articles?|news|stories|topics?)",
            r"you (?:may|might) also like|recommended(?: for you)?|read also|also read|see also",
            r"topik(?: terkait| artikel)?|tags?|tagar|kata kunci|infografis|video terpopuler|kabar terkait",
            r"jangan lewatkan|menarik dibaca|halaman terkait|simak!",
        )
    )
    + r")\s*[:»>]*$"
)
_PROMO = _opening(
    r"(?:advertisements?|advertorial|iklan|ads?)[\s\-–—:.]*$",
    r"(?:tags?|tagar|topik|kata kunci|kategori|hashtag)\s*:",
    r"(?:dukung|bantu) (?:jurnalisme|kami|media|redaksi)\b|donasi\b.{0,60}$",
    r"sponsored\b",
    r"scroll (?:to|untuk|ke bawah|down)\b",
    r"(?:gulir (?:ke bawah|untuk)|geser untuk|swipe)\b",
    r"lanjut(?:kan)? (?:membaca|baca|scroll|ke konten)\b|continue reading\b",
    r"\[?gambas\s*:",
    r"--+ ?iklan",
    r"simak (?:breaking news|berita|update|informasi|konten)\b|cek (?:juga )?berita\b",
    r"dapatkan (?:update|berita|informasi|info|kabar|artikel|notifikasi)\b",
    r"ikuti (?:kami|terus|berita|update|perkembangan berita|saluran|channel|kanal|whatsapp|google news|akun)\b"
    r"|follow\b",
    r"gabung(?:lah)?\b.{0,60}(?:channel|grup|group|telegram|whatsapp|kompas|saluran)",
    r"(?:download|unduh|install|instal) (?:aplikasi|app)\b",
    r"(?:berlangganan|langganan) (?:untuk|sekarang|sekarang juga|kompas|tempo|e-?paper|newsletter|di sini)\b",
    r"(?:subscribe|newsletter)\b|daftar(?:kan)? (?:email|sekarang|newsletter)\b",
    r"(?:artikel|berita|tulisan) ini (?:telah|sudah|pertama|sebelumnya|disadur|diterjemahkan|tayang|ditulis ulang)\b",
    r"(?:artikel|berita|tulisan) ini merupakan (?:kerja ?sama|konten)\b",
    r"bagikan(?: artikel| berita)?(?: ini)?\s*:?$|bagikan\s*:|share(?: this| on|:|$)",
    r"(?:copy link|salin (?:link|tautan)|tweet|pin it|whatsapp|telegram|facebook|twitter|line|email|print|cetak)$",
    r"ringkasan(?: berita)?\s*:?$|intinya sih|poin penting\s*:?$",
    r"the english, chinese|terjemahan otomatis|add as a preferred source|jadikan .{2,40} sumber (?:pilihan|utama)",
    r"baca berita tanpa iklan|mau tahu .{2,60}\?$|konten premium$",
    r"(?:tonton|saksikan) (?:live|siaran|video|selengkapnya|juga)\b|dengarkan artikel",
    r"kami (?:hadir|juga hadir) di\b|temukan (?:berita|kami)\b|jangan ketinggalan\b|aktifkan notifikasi",
    r"klik (?:di sini|disini|tautan|link)\b|\*+ ?berita terkini",
    r"hanya di (?:kompas|tempo|detik)\b.{0,40}$|(?:video|foto)\s*:?$",
    r"(?:loading|memuat)\.*$|like this\b|(?:suka|menyukai) ini\s*:",
    r"(?:dibaca|dilihat|views?|hits?|pembaca)\s*:?\s*[\d.,]{1,9}\s?k?\s*(?:kali|x|views?)?$"
    r"|[\d.,]{1,9}\s?k?\s*(?:views?|kali dibaca|x dibaca|pembaca|hits?|shares?)$",
    r"waktu baca\b|\d+ min(?:utes?)? read$",
)
_CHANNELS = re.compile(
    r"(?=.*\b(?:ikuti|gabung|bergabung|follow|join|cek|klik|dapatkan|update|pilih|ponselmu|nikmati|temukan"
    r"|langganan)\b)"
    r".*(?:google ?news|(?:whatsapp|wa|telegram) channel|(?:channel|saluran|grup|kanal) (?:whatsapp|wa|telegram)"
    r"|breaking news dan berita pilihan|kompas\.com plus)",
    re.IGNORECASE,
)
_PAGER = _opening(
    r"(?:halaman|hal\.?|page|laman)\s*:?\s*(?:\d+(?:\s*(?:/|dari|of)\s*\d+)?|selanjutnya|berikutnya|sebelumnya"
    r"|\d+(?:\s+\d+)*)?"
    r"\s*(?:tampilkan semua|selanjutnya|next)?[\s»>›]*$",
    r"(?:baca )?halaman (?:selanjutnya|berikutnya|sebelumnya)\b.{0,80}$",
    r"(?:baca )?selengkapnya[\s.»>›]*$",
    r"(?:selanjutnya|berikutnya|sebelumnya|next|prev|previous|first|last|pertama|terakhir)(?: page| artikel"
    r"| article| post)?[\s»>›«]*$",
    r"(?:\d{1,2}[\s|,.·]{1,4}){0,20}\d{1,2}[\s|,.·]{0,4}(?:\.{3}|…)?(?:\s*(?:next|last|selanjutnya|›|»|>)){0,4}$",
    r"show all$|(?:lihat|tampilkan) semua(?: halaman)?$|lanjut ke halaman\b.{0,60}$|next article\b.{0,200}$",
)
_COMMENT = _opening(
    r"\(?\d* ?komentar\)?s?\s*:?\s*\d*$|\d* ?comments?$",
    r"(?:tulis|kirim|berikan|tambahkan|lihat|beri) (?:semua )?komentar\b|komentar (?:anda|pembaca|terbaru)\b",
    r"leave a (?:reply|comment)\b|jadilah (?:yang )?pertama|batalkan balasan|alamat email anda tidak",
    r".{0,4}\d* ?blogger menyukai ini",
    r"(?:log ?in|masuk|login) (?:untuk|to|dulu)\b.{0,40}$|silakan (?:log ?in|masuk)\b",
    r"powered by\b|please enable javascript",
)
_TITLE_OF_COMMENTS = _opening(
    r"(?:(?:semua )?komentar(?: pembaca| terbaru| facebook| anda)?|(?:reader'?s? )?comments?|tanggapan pembaca)"
    r"\s*(?:\(?\d*\)?)\s*:?$",
    r"\d+ (?:komentar|tanggapan|balasan|comments?|responses?|thoughts on)\b.{0,40}$",
    r"tinggalkan (?:komentar|balasan)\b.{0,20}$|leave a (?:reply|comment)\b.{0,20}$",
)
_ROLES = (
    r"(?:pewarta|reporter|penulis|editor|redaktur(?: pelaksana)?|red|rep|kontributor|koresponden|wartawan|jurnalis"
    r"|penerjemah"
    r"|translator|uploader|sumber(?: berita| artikel)?|source|oleh|by|author|writer|fotografer|videografer|naskah"
    r"|penyunting"
    r"|produser|pimpinan redaksi|tim redaksi|diterbitkan|terbit|tayang|diperbarui|dipublikasikan|updated|published"
    r"|narahubung|laporan"
    r"|kontak media)"
)
_BYLINE = _opening(
    rf"{_ROLES}\s*(?:(?:/|&|dan)\s*\w+\s*)?[:：]",
    r"laporan (?:langsung )?(?:wartawan|reporter|kontributor|jurnalis|khusus)\b.{2,100}$",
    r"copyright\b|hak cipta\b|©|\(c\) ?20\d\d|all rights reserved|dilarang (?:keras )?(?:mengambil|mengutip"
    r"|menyalin|menyebar)",
    r"oleh\s+[A-Z][\w.]+(?: [A-Z][\w.]+){0,4}$",
)
_DATE_LINE = re.compile(
    r"(?:[A-Z][a-z']{2,8}\s?,?\s+)?(?:\d{1,2}\s+[A-Za-z]{3,9}\.?\s+\d{4}|\d{1,2}/\d{1,2}/\d{4})"
    r"(?:\W{1,5}(?:(?:pukul|jam|pkl\.?)\s+)?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?)?(?:\s*(?:WIB|WITA|WIT))?"
    r"(?:\W{1,4}[\d.,]{1,9}\s?k?\s*(?:views?|kali dibaca|dibaca|pembaca|x dibaca|hits?|klik|menit(?: baca)?|min read))?"
    r"(?:\W{1,4}waktu baca\W{1,3}\d{1,2} menit)?\W{0,3}",
    re.IGNORECASE,
)
_NAME_AND_DATE = re.compile(
    rf"[A-Z][\w.' ]{{2,40}}\s*[-–|,•/]\s*(?:{_DATE_LINE.pattern})", re.ASCII
)  # Nama Penulis | 8 September 2026 10:15
_LABELLED_DATE = re.compile(
    r"\W{0,3}(?:(?:terakhir )?(?:dipublikasikan|diterbitkan|diperbarui|diupdate|diposting|diunggah|terbit|tayang)"
    r"|(?:last )?updated?|posted|published)(?:\s+(?:pada|on|at))?\s*:?\s*(?:hari\s+)?" + _DATE_LINE.pattern,
    re.IGNORECASE,
)
_CLOCK_LINE = re.compile(r"\W{0,2}\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\s*(?:WIB|WITA|WIT)?\W{0,3}", re.IGNORECASE)
_CAPTION = re.compile(
    r"^\W{0,3}(?:"
    r"(?:foto|photo|ilustrasi|gambar|image|keterangan (?:foto|gambar)|sumber (?:foto|gambar)|image (?:source"
    r"|caption)|dok|doc|kredit"
    r"|caption|credit)\s*[:：]"
    r"|(?:sumber|keterangan) gambar\b"
    r"|ilustrasi\b.{0,80}\((?:foto|dok|ist|pixabay|unsplash|freepik|shutterstock|istimewa|antara|getty))",
    re.IGNORECASE,
)
_AGENCY_PHOTO = re.compile(
    # (REUTERS/Danny Moloshok); two agencies are a credit: (ANTARA/Reuters)
    r"[(\[](?:ANTARA|REUTERS|AFP|AP|EPA|XINHUA)(?: PHOTO)?\s?/\s?(?!AFP|AP\b|REUTERS|ANTARA"
    r"|XINHUA)[A-Z][^()\[\]]{2,60}[)\]]\.?$"
)
_HOUSE_PHOTO = re.compile(
    r"[(\[][\w. -]{2,24}/\s?[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}[)\]]\.?$"
)  # (Liputan6.com/Faizal Fanani)
_PHOTO_WORDS = _anywhere(
    r"[(\[](?:[^()\[\]]{0,60}\b)?(?:foto|photos?|getty(?: images)?|istimewa|ist|dok(?:umen(?:tasi)?)?|doc"
    r"|shutterstock|pixabay|unsplash"
    r"|freepik|pool|handout|antarafoto|courtesy|tangkapan layar|screenshot|youtube"
    r"|instagram)\b[^()\[\]]{0,60}[)\]]\.?$",
    r"\b(?:foto|photo)\s*:\s*[^.]{2,60}$",
)
_WITHIN = re.compile(
    r"(?P<cue>(?:(?:baca|simak|lihat|tonton|saksikan)\s+(?:juga|pula)(?:\s+(?:video|artikel|berita))?"
    r"|pilihan (?:editor|redaksi)|(?:read|see) also|also read|(?:artikel|berita) terkait|baca selengkapnya)\s*[:：])",
    re.IGNORECASE,
)
_BEHIND_SENTENCE = r"(?:(?<=[.!?”’)])|(?<=[.!?\"”’)] )|(?<=\.\"))"  # an opening quotation mark is no end
_WITHIN_EXACT = re.compile(
    r"(?P<cue>\[Gambas:[^\]]{0,60}\]|\bADVERTISEMENT\b|\bSCROLL TO (?:CONTINUE|RESUME)(?: WITH)? ?(?:CONTENT)?"
    rf"|{_BEHIND_SENTENCE}(?:Baca|Simak|Lihat|Tonton) [Jj]uga(?=\s+(?:video|artikel|berita)\b|\s+[\"“'A-Z\d-])"
    r"|\bBACA JUGA(?=\s+[\"“'A-Z\d–-])"
    r"|\bHalaman \d{1,2} dari \d{1,2})"
)
# From here on the house speaks for itself, to the end of the block.
_HOUSE_TALK = re.compile(
    rf"{_BEHIND_SENTENCE}(?P<cue>(?:Artikel|Berita|Tulisan) ini (?:telah|sudah) (?:lebih dulu )?(?:tayang|terbit"
    rf"|dimuat)\b"
    r"|(?:Mari|Yuk|Ayo),? (?:bergabung|ikuti|gabung)\b|Dapatkan (?:update|berita|informasi) \w+"
    r"|(?:Ikuti|Gabung|Bergabung) (?:kami|terus|berita|update|saluran|channel|whatsapp|Whatsapp|WhatsApp"
    r"|Google News|Saluran|Channel)\b"
    r"|Simak (?:breaking news|berita terbaru)\b|(?:Lanjut|Bersambung) ke [Hh]alaman\b|Klik halaman\b"
    r"|Halaman Selanjutnya\b"
    r"|Baca (?:berita|artikel) (?:lainnya|selengkapnya)\b|Cek Berita dan Artikel\b)"
)
_EXACT_WORDS = ("uga", "JUGA", "Gambas", "ADVERTISEMENT", "SCROLL", "Halaman")
_HOUSE_WORDS = (
    " ini ", "Mari", "Yuk", "Ayo", "Dapatkan", "Ikuti", "Gabung", "Bergabung", "Simak", "Lanjut", "Bersambung", "Klik",
    "Halaman", "Baca", "Cek",
)  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])")


def kind_of_line(text: str) -> SegmentKind | None:
    """What the wording of a whole block says it is; None for plain report text."""
    count = text.count(" ") + 1
    for pattern, kind, most_words in (
        (_TITLE_OF_LINKS, SegmentKind.RELATED, 12),
        (_PAGER, SegmentKind.PAGER, 40),
        (_COMMENT, SegmentKind.COMMENT, 25),
        (_PROMO, SegmentKind.PROMO, 70),
        (_RELATED, SegmentKind.RELATED, 45),
        (_CAPTION, SegmentKind.CAPTION, 60),
        (_BYLINE, SegmentKind.BYLINE, 40),
    ):
        if count <= most_words and pattern.match(text):
            return kind
    if (count <= 9 and (_DATE_LINE.fullmatch(text) or _CLOCK_LINE.fullmatch(text))) or (
        count <= 14 and (_NAME_AND_DATE.fullmatch(text) or _LABELLED_DATE.fullmatch(text))
    ):
        return SegmentKind.BYLINE
    return SegmentKind.PROMO if count <= 30 and _CHANNELS.match(text) else None


def is_title_of_comments(text: str) -> bool:
    """Whether the line opens what readers wrote: "Komentar Pembaca", "3 tanggapan", "Leave a reply"."""
    return len(text) < 60 and bool(_TITLE_OF_COMMENTS.match(text))


def is_title_of_links(text: str) -> bool:
    """Whether the line only announces others: "Baca juga:", "Berita Terkait"."""
    return len(text) < 80 and bool(_TITLE_OF_LINKS.match(text))


def is_pointer(text: str) -> bool:
    """Whether the line points to another article."""
    return bool(_RELATED.match(text))


def is_photo_credit(text: str, *, first: bool) -> bool:
    """Whether a short block ends in a photographer's credit.

    The house's own name with a person's is one only before the report (`first`) or without a sentence of its own;
    behind the last paragraph it names the reporter.
    """
    if len(text) >= 500:
        return False
    if _AGENCY_PHOTO.search(text[-110:]) or _PHOTO_WORDS.search(text[-150:]):
        return True
    own = _HOUSE_PHOTO.search(text[-110:])
    return bool(own) and (first or (len(text) < 160 and not _SENTENCE_END.search(text)))


def cue_within(text: str, start: int = 1) -> tuple[int, int] | None:
    """Where a pointer or ad line is glued into a paragraph behind `start`: (start of the cue, end of the cue).

    Where the house speaks of itself the cue reaches to the end of the text.
    """
    house = _HOUSE_TALK.search(text, start) if any(word in text for word in _HOUSE_WORDS) else None
    spans = [(house.start("cue"), len(text))] if house else []
    # Most paragraphs hold nothing of the kind: looking for a word is cheaper than for a pattern.
    within = _WITHIN.search(text, start) if ":" in text or "：" in text else None
    exact = _WITHIN_EXACT.search(text, start) if any(word in text for word in _EXACT_WORDS) else None
    spans += [(match.start("cue"), match.end("cue")) for match in (within, exact) if match]
    return min(spans, default=None)


def end_of_pointer(text: str, start: int) -> int:
    """Where the headline of a glued pointer ends when no link tells: its first sentence, or the whole rest."""
    found = _SENTENCE_END.search(text, min(len(text), start + 15))
    return found.end() if found else len(text)
