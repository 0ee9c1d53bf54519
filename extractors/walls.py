"""Pages that answer in place of the article: challenges, blocks, consent, log-in and error pages."""

from __future__ import annotations

import re

from extractors.page import Page, element_text


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


# Wording that no report bears as its title; named by the first that fits.
_UNMISTAKABLE = {
    "a browser challenge": _any(
        r"just a moment|checking your browser|sebentar, sedang|ddos protection by|cf-browser-verification",
        r"verify(?:ing)? (?:that )?you are (?:a )?human|needs to review the security",
    ),
    "a captcha": _any(
        r"captcha|are you a robot|unusual traffic|press (?:and|&) hold|bukan robot",
        r"lalu lintas (?:yang )?tidak biasa|verifikasi (?:bahwa )?anda (?:adalah )?manusia",
    ),
    "a rate limit": _any(r"error 1015|you are being rate limited|too many requests|terlalu banyak permintaan"),
    "a block page": _any(
        r"access denied|attention required|403 forbidden|request blocked|you have been blocked|permission to access",
        r"incapsula|request could not be satisfied|internet ?positif|trustpositif",
    ),
}
# Wording that a report may bear: believed only on a page of fewer than five sentences.
_LIKELY = {
    "a block page": _any(r"\bforbidden\b|akses ditolak|situs (?:ini )?diblokir"),
    "a consent page": _any(
        r"before you continue|sebelum melanjutkan ke|we value your privacy|cookie consent|gdpr",
        r"setujui (?:semua )?cookie",
    ),
    "a log-in page": _any(
        r"(?:log ?in|sign ?in|masuk) (?:untuk|to|dulu untuk) (?:melanjutkan|membaca|continue|read)",
        r"silakan (?:log ?in|masuk)|halaman (?:login|masuk)|^(?:login|masuk|log in|sign in)\b.{0,20}$",
    ),
    "a not-found page": _any(
        r"\b404\b|not found|tidak ditemukan|halaman (?:yang anda cari )?tidak (?:ada|tersedia)",
        r"page (?:you|does).{0,30}(?:not|n't)",
    ),
    "an error page": _any(
        r"\b50[0234]\b|bad gateway|service unavailable|internal server error|under maintenance|database error",
        r"sedang (?:dalam )?(?:perbaikan|pemeliharaan)",
    ),
    "a script shell": _any(r"enable javascript|javascript is (?:disabled|required)|aktifkan javascript"),
    "a parked domain": _any(r"domain (?:is )?for sale|domain ini dijual|buy this domain"),
}
_SENTENCE = re.compile(r"[.!?][\"”]?(?:\s|$)")
_MANY = 2_000  # elements: walls are small pages
_FEW = 1_200  # letters on a page that is nothing but a wall
_PAYWALL = _any(
    r"berlangganan untuk (?:membaca|melanjutkan)|untuk (?:membaca|melanjutkan) .{0,40}langganan|sudah berlangganan",
    r"lanjutkan membaca dengan berlangganan|khusus pelanggan|konten (?:premium|berbayar)|langganan sekarang",
    r"artikel ini khusus|gate-kgplus|subscribe to (?:read|continue)|already a subscriber",
    r"masuk untuk membaca selengkapnya",
)


def recognise_wall(page: Page) -> str | None:
    """What stands in the article's place, such as "a browser challenge"; None for a page with something to read."""
    if page.size > _MANY or page.meta("article:published_time"):
        return None
    text = page.text
    if len(text) > _FEW:
        return None
    title = next((element_text(element) for element in page.by_tag("title")), "")[:300]
    headline = next((element_text(element) for element in page.by_tag("h1")), "")[:200]
    prose = len(text) > 500 and len(_SENTENCE.findall(text)) >= 5
    places = [title, headline] if prose or len(text) >= 700 else [title, headline, text]
    for walls in (_UNMISTAKABLE,) if prose else (_UNMISTAKABLE, _LIKELY):
        for name, wording in walls.items():
            if any(wording.search(place) for place in places):
                return f'{name} ("{(title or text)[:60]}")'
    return None


def is_paywalled(text: str) -> bool:
    """Whether the text that was found ends in an invitation to subscribe."""
    return bool(_PAYWALL.search(text))
