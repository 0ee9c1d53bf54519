"""Wordings by which a line betrays that it is no part of the report, in every form seen in Indonesian newsrooms."""

from __future__ import annotations

import re

from extractors.article import SegmentKind

_I = re.IGNORECASE
_VERB = r"(?:baca|simak|lihat|tonton|saksikan|dengarkan|cek|klik|nonton|read|watch|see)"

# A pointer to another text. Anchored at the start of a block.
_RELATED = re.compile(
    rf"^\W{{0,4}}(?:yuk[,!]?\s+|ayo[,!]?\s+|jangan lupa[,!]?\s+)?(?:"
    rf"{_VERB}\s+(?:juga|pula|lagi|artikel|berita(?:nya)?|selengkapnya|selanjutnya|lainnya|also|more|video(?:nya)?|foto(?:nya)?|infografis|halaman)\b"
    rf"|(?:baca|simak|lihat|tonton)\s*:"
    rf"|also read\b|related\s*:|recommended\s*:|up next\b"
    rf"|(?:artikel|berita|konten|video|foto|kabar|topik|tag|bacaan) (?:terkait|lainnya|lain|rekomendasi|populer|terpopuler|pilihan|menarik lainnya|sebelumnya|selanjutnya|berikutnya)\s*(?::|$)"
    rf"|(?:selanjutnya|berikutnya|menarik dibaca|bacaan lain|rekomendasi(?: untuk anda)?|terkait|video|infografis|galeri|podcast|pilihan (?:editor|redaksi|pembaca))\s*:"
    rf"|infografis\s+[A-Z\d]"
    rf")",
    _I,
)
# The same words as a short line of their own: the links or lines below belong to it.
_RELATED_TITLE = re.compile(
    r"^\W{0,4}(?:baca|(?:baca|simak|lihat|tonton|saksikan) (?:juga|pula|selengkapnya|artikel(?: menarik)?(?: lainnya)?|berita(?: lainnya)?)"
    r"|(?:artikel|berita|konten|video|foto|topik|tag|tulisan|bacaan) (?:terkait|lainnya|lain|rekomendasi|populer|terpopuler|pilihan|terkini|terbaru|menarik lainnya|hari ini)"
    r"|pilihan (?:editor|redaksi|pembaca|untukmu)|rekomendasi(?: untuk anda| lainnya)?|terpopuler|terkini(?: lainnya)?|terbaru|trending|populer|most popular|most read"
    r"|more stories|more from .{2,30}|related (?:posts?|articles?|news|stories|topics?)|you (?:may|might) also like|recommended(?: for you)?|read also|also read|see also"
    r"|topik(?: terkait| artikel)?|tags?|tagar|kata kunci|infografis|video terpopuler|kabar terkait|jangan lewatkan|menarik dibaca|halaman terkait|top news|headline lainnya)\s*[:»>]*$",
    _I,
)
_PROMO = re.compile(
    r"^\W{0,4}(?:advertisements?$|advertorial$|iklan$|ads?$|sponsored\b|scroll (?:to|untuk|ke bawah|down)\b|gulir (?:ke bawah|untuk)\b|geser untuk\b|swipe\b"
    r"|lanjut(?:kan)? (?:membaca|baca|scroll|ke konten)\b|continue reading\b|\[gambas\s*:|gambas\s*:|--+ ?iklan"
    r"|simak (?:breaking news|berita|update|informasi|konten)\b|cek (?:juga )?berita\b|dapatkan (?:update|berita|informasi|info|kabar|artikel|notifikasi)\b"
    r"|ikuti (?:kami|terus|berita|update|perkembangan berita|saluran|channel|kanal|whatsapp|google news|akun)\b|follow\b|gabung(?:lah)?\b.{0,60}(?:channel|grup|group|telegram|whatsapp|kompas|saluran)"
    r"|(?:download|unduh|install|instal) (?:aplikasi|app)\b|(?:berlangganan|langganan|subscribe)\b|daftar(?:kan)? (?:email|sekarang|newsletter)\b|newsletter\b"
    r"|(?:artikel|berita|tulisan) ini (?:telah|sudah|pertama|sebelumnya|merupakan (?:kerja ?sama|konten)|disadur|diterjemahkan|tayang|ditulis ulang)\b"
    r"|bagikan(?: artikel| berita)?(?: ini)?\s*:?$|bagikan\s*:|share(?: this| on|:|$)|copy link$|salin (?:link|tautan)$|tweet$|pin it$|whatsapp$|telegram$|facebook$|twitter$|line$|email$|print$|cetak$"
    r"|ringkasan(?: berita)?\s*:?$|intinya sih|poin penting\s*:?$|the english, chinese|terjemahan otomatis|add as a preferred source|jadikan .{2,40} sumber (?:pilihan|utama)"
    r"|baca berita tanpa iklan|mau tahu .{2,60}\?$|konten premium$|tonton (?:live|siaran)\b|saksikan (?:live|siaran|video|selengkapnya|juga)\b|dengarkan artikel"
    r"|kami (?:hadir|juga hadir) di\b|temukan (?:berita|kami)\b|jangan ketinggalan\b|aktifkan notifikasi|klik (?:di sini|disini|tautan|link)\b|\*+ ?berita terkini"
    r"|cuma ada di|hanya di (?:kompas|tempo|detik)\b.{0,40}$|video\s*:?$|foto\s*:?$|loading\.*$|memuat\.*$|like this\b|(?:suka|menyukai) ini\s*:|waktu baca\b|\d+ min(?:utes?)? read$|waktu baca \d)",
    _I,
)
_CHANNELS = re.compile(
    r"google news|whatsapp channel|channel whatsapp|saluran whatsapp|wa channel|telegram channel|kanal (?:telegram|whatsapp|youtube)|breaking news dan berita pilihan|kompas\.com plus|apps? store|play store",
    _I,
)
_PAGER = re.compile(
    r"^\W{0,4}(?:(?:halaman|hal\.?|page|laman)\s*:?\s*(?:\d+(?:\s*(?:/|dari|of)\s*\d+)?|selanjutnya|berikutnya|sebelumnya|\d+(?:\s+\d+)*)?\s*(?:tampilkan semua|selanjutnya|next)?[\s»>›]*$"
    r"|(?:baca )?halaman (?:selanjutnya|berikutnya|sebelumnya)\b.{0,80}$|(?:baca )?selengkapnya[\s.»>›]*$|(?:selanjutnya|berikutnya|sebelumnya|next|prev|previous|first|last|pertama|terakhir)(?: page| artikel| article| post)?[\s»>›«]*$"
    r"|(?:\d{1,2}[\s|,.·]*){1,20}(?:\.{3}|…)?(?:\s*(?:next|last|selanjutnya|›|»|>))*$|show all$|(?:lihat|tampilkan) semua(?: halaman)?$|lanjut ke halaman\b.{0,60}$|next article\b.{0,200}$)",
    _I,
)
_COMMENT = re.compile(
    r"^\W{0,4}(?:\(?\d* ?komentar\)?s?\s*:?\s*\d*$|(?:tulis|kirim|berikan|tambahkan|lihat|beri) (?:semua )?komentar\b|komentar (?:anda|pembaca|terbaru)\b|leave a (?:reply|comment)\b|\d* ?comments?$"
    r"|.{0,4}\d* ?blogger menyukai ini|jadilah (?:yang )?pertama|(?:log ?in|masuk|login) (?:untuk|to|dulu)\b.{0,40}$|silakan (?:log ?in|masuk)\b|batalkan balasan|alamat email anda tidak|powered by\b|please enable javascript)",
    _I,
)
_BYLINE = re.compile(
    r"^\W{0,4}(?:(?:pewarta|reporter|penulis|editor|redaktur(?: pelaksana)?|red|rep|kontributor|koresponden|wartawan|jurnalis|penerjemah|translator|uploader|sumber(?: berita| artikel)?|source|oleh|by"
    r"|author|writer|fotografer|videografer|naskah|penyunting|produser|pimpinan redaksi|tim redaksi|diterbitkan|terbit|tayang|diperbarui|dipublikasikan|updated|published|narahubung|kontak media)\s*(?:/\s*\w+\s*)?[:：]"
    r"|laporan (?:langsung )?(?:wartawan|reporter|kontributor|jurnalis|khusus)\b.{2,100}$|copyright\b|hak cipta\b|©|\(c\) ?20\d\d|dilarang (?:keras )?(?:mengambil|mengutip|menyalin|menyebar)"
    r"|all rights reserved|oleh\s+[A-Z][\w.]+(?: [A-Z][\w.]+){0,4}$)",
    _I,
)
_CAPTION = re.compile(
    r"^\W{0,3}(?:(?:foto|photo|ilustrasi|gambar|image|keterangan (?:foto|gambar)|sumber (?:foto|gambar)|image (?:source|caption)|dok|doc|kredit|caption|credit)\s*[:：]|(?:sumber|keterangan) gambar\b|ilustrasi\b.{0,80}\((?:foto|dok|ist|pixabay|unsplash|freepik|shutterstock|istimewa|antara|getty))",
    _I,
)
_CREDIT_AT_END = re.compile(
    r"[(\[](?:[^()\[\]]{0,60}\b)?(?:foto|photos?|getty(?: images)?|istimewa|ist|dok(?:umen(?:tasi)?)?|doc|shutterstock|pixabay|unsplash|freepik|pool|handout|antarafoto|courtesy|tangkapan layar|screenshot|youtube|instagram)\b[^()\[\]]{0,60}[)\]]\.?$"
    r"|[(\[](?:[\w. -]{2,24}/\s?[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}|(?:ANTARA|REUTERS|AFP|AP|EPA|XINHUA)\s?/\s?[^()\[\]]{2,60})[)\]]\.?$"
    r"|\b(?:foto|photo)\s*:\s*[^.]{2,60}$",
    _I,
)
_WITHIN = re.compile(
    r"(?:(?<=[.!?\"”’)])\s*|(?<=[a-z0-9]) {2,}|\s+)"
    r"(?P<cue>(?:(?:baca|simak|lihat|tonton|saksikan)\s+(?:juga|pula)(?:\s+(?:video|artikel|berita))?|(?:BACA|SIMAK|LIHAT|TONTON) JUGA|pilihan (?:editor|redaksi)|(?:read|see) also|also read|artikel terkait|berita terkait|baca selengkapnya)\s*[:：]"
    r"|\[gambas:[^\]]{0,60}\]|ADVERTISEMENT\b|SCROLL TO (?:CONTINUE|RESUME)(?: WITH)? ?(?:CONTENT)?|(?:Baca|Simak|Lihat|Tonton) [Jj]uga(?=\s+[\"“'A-Z\d])|BACA JUGA(?=\s+[\"“'A-Z\d])|Halaman \d+ dari \d+)",
)  # fmt: skip
_WITHIN_ANY = re.compile(
    r"juga|pula|JUGA|[Gg]ambas|ADVERTISEMENT|SCROLL|[Hh]alaman \d|[Pp]ilihan|terkait|also|elengkapnya"
)
_MUST_CUE = re.compile(r"^(?:baca|simak|lihat|tonton|saksikan)\s+(?:juga|pula)\b", _I)
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])")


def kind_of_line(text: str) -> SegmentKind | None:
    """What the wording of a whole block says it is; None for plain report text."""
    words = text.count(" ") + 1
    if _RELATED_TITLE.match(text):
        return SegmentKind.RELATED
    if _PAGER.match(text):
        return SegmentKind.PAGER
    if _COMMENT.match(text) and words <= 25:
        return SegmentKind.COMMENT
    if _PROMO.match(text) and words <= 70:
        return SegmentKind.PROMO
    if _RELATED.match(text) and words <= 45:
        return SegmentKind.RELATED
    if _CHANNELS.search(text) and words <= 60:
        return SegmentKind.PROMO
    if _CAPTION.match(text) and words <= 60:
        return SegmentKind.CAPTION
    if _BYLINE.match(text) and words <= 40:
        return SegmentKind.BYLINE
    return None


def is_title_of_links(text: str) -> bool:
    """Whether the line only announces others: "Baca juga:", "Berita Terkait"."""
    return bool(_RELATED_TITLE.match(text))


def is_photo_credit(text: str) -> bool:
    """Whether a short block ends in a photographer's credit."""
    return len(text) < 500 and bool(_CREDIT_AT_END.search(text))


def cue_within(text: str, start: int = 1) -> tuple[int, int] | None:
    """Where a pointer or ad line is glued into a paragraph behind `start`: (start of the cue, end of the cue)."""
    if not _WITHIN_ANY.search(text):
        return None
    found = _WITHIN.search(text, start)
    return (found.start("cue"), found.end("cue")) if found else None


def end_of_pointer(text: str, start: int) -> int:
    """Where the headline of a glued pointer ends when no link tells: its first sentence, or the whole rest."""
    found = _SENTENCE_END.search(text, min(len(text), start + 15))
    return found.end() if found else len(text)
