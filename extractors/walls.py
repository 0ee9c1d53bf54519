"""Pages that answer in place of the article: challenges, blocks, consent, log-in and error pages."""

from __future__ import annotations

import re

from extractors.page import Page, element_text

_I = re.IGNORECASE
# Wording in the title or in a page of few words. The first that fits names the wall.
_WALLS = (
    (re.compile(r"just a moment|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|cf-browser-verification|needs to review the security|ddos protection by|sebentar, sedang", _I),
     "a browser challenge"),
    (re.compile(r"captcha|are you a robot|unusual traffic|lalu lintas (?:yang )?tidak biasa|bukan robot|verifikasi (?:bahwa )?anda (?:adalah )?manusia|press (?:and|&) hold", _I), "a captcha"),
    (re.compile(r"error 1015|you are being rate limited|too many requests|terlalu banyak permintaan", _I), "a rate limit"),
    (re.compile(r"access denied|attention required|403 forbidden|\bforbidden\b|request blocked|you have been blocked|akses ditolak|permission to access|incapsula|request could not be satisfied|internet ?positif|trustpositif|situs (?:ini )?diblokir", _I),
     "a block page"),
    (re.compile(r"before you continue|sebelum melanjutkan ke|we value your privacy|cookie consent|setujui (?:semua )?cookie|gdpr", _I), "a consent page"),
    (re.compile(r"(?:log ?in|sign ?in|masuk|login) (?:untuk|to|dulu untuk) (?:melanjutkan|membaca|continue|read)|silakan (?:login|log in|masuk)|halaman (?:login|masuk)|^(?:login|masuk|log in|sign in)\b.{0,20}$", _I),
     "a log-in page"),
    (re.compile(r"404|not found|tidak ditemukan|halaman (?:yang anda cari )?tidak (?:ada|tersedia)|page (?:you|does).{0,30}(?:not|n't)", _I), "a not-found page"),
    (re.compile(r"50[0234]\b|bad gateway|service unavailable|internal server error|under maintenance|sedang (?:dalam )?(?:perbaikan|pemeliharaan)|database error", _I), "an error page"),
    (re.compile(r"enable javascript|javascript is (?:disabled|required)|aktifkan javascript", _I), "a script shell"),
    (re.compile(r"domain (?:is )?for sale|domain ini dijual|parked|buy this domain", _I), "a parked domain"),
)  # fmt: skip
_FEW_WORDS = 1_200  # characters of text on a page that is nothing but a wall
_PAYWALL = re.compile(
    r"berlangganan untuk (?:membaca|melanjutkan)|untuk (?:membaca|melanjutkan) .{0,40}(?:berlangganan|langganan)|khusus pelanggan|konten (?:premium|berbayar)|langganan sekarang"
    r"|subscribe to (?:read|continue)|already a subscriber|sudah berlangganan|artikel ini khusus|masuk untuk membaca selengkapnya|gate-kgplus|lanjutkan membaca dengan berlangganan",
    _I,
)


def recognise_wall(page: Page) -> str | None:
    """What stands in the article's place, such as "a browser challenge"; None for a page with something to read."""
    title = next((element_text(element) for element in page.by_tag("title")), "")[:300]
    headline = next((element_text(element) for element in page.by_tag("h1")), "")[:200]
    body = next(page.by_tag("body"), page.tree)
    text = element_text(body)[: _FEW_WORDS + 1]
    few = len(text) <= _FEW_WORDS and not page.meta("article:published_time")
    for pattern, name in _WALLS:
        if few and (pattern.search(title) or pattern.search(headline) or (len(text) < 700 and pattern.search(text))):
            return f'{name} ("{(title or text)[:60]}")'
    return None


def is_paywalled(text: str) -> bool:
    """Whether the text that was found ends in an invitation to subscribe."""
    return bool(_PAYWALL.search(text))
