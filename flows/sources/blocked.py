"""Is this the page a wall shows instead of news: bot check, consent, login, block page of a provider."""

from __future__ import annotations

import html
import re

LOOKED_AT = 60_000  # bytes; a wall says so on top

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
# Title words first, then what stands in the scripts of the usual walls. Lower case; looked for in lower-cased text.
_WALLS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "a bot check",
        (
            "just a moment", "attention required!", "cf-chl", "cf_chl_", "challenge-platform", "checking your browser",
            "verify you are human", "verify that you are human", "are you a robot", "bukan robot", "g-recaptcha",
            "h-captcha", "captcha-delivery", "turnstile", "incapsula", "_incap_", "perimeterx", "px-captcha",
            "ddos-guard", "ddos protection by", "sucuri website firewall", "akamai", "datadome", "error 1015",
            "enable javascript and cookies", "aktifkan javascript", "unusual traffic", "bot detection",
            "pardon our interruption", "security check", "pemeriksaan keamanan",
        ),
    ),
    (
        "a block page",
        (
            "internetpositif", "internet positif", "trustpositif", "internet baik", "internet-positif", "mercusuar",
            "situs ini diblokir", "situs diblokir", "akses ditolak", "akses diblokir", "access denied",
            "403 forbidden", "request blocked", "you have been blocked", "the request could not be satisfied",
            "not available in your", "tidak tersedia di wilayah", "your ip address", "error 1020",
        ),
    ),
    (
        "a maintenance page",
        (
            "under maintenance", "sedang dalam perbaikan", "dalam pemeliharaan", "sedang pemeliharaan", "coming soon",
            "account suspended", "akun ditangguhkan", "domain is for sale", "domain ini dijual", "parked free",
            "buy this domain", "default web page", "welcome to nginx",
        ),
    ),
    (
        "a consent page",
        ("before you continue", "sebelum anda melanjutkan", "consent.google", "consent.yahoo", "cookie consent",
         "cookiewall", "persetujuan cookie", "we value your privacy", "kami menghargai privasi"),
    ),
    (
        "a login page",
        ('type="password"', "type='password'", "type=password", "captive portal", "wifi login", "wi-fi login",
         "silakan masuk", "silakan login", "please log in", "please sign in", "sign in to continue"),
    ),
)  # fmt: skip

# The whole title of a wall, or nearly: a headline may begin with the same words and goes on.
_TITLE = re.compile(r"<title[^<>]*>([^<]{0,200})", re.IGNORECASE)
_WALL_TITLE = re.compile(
    r"^\s*(?:just a moment\W*|attention required!.*cloudflare|access denied|access to this page has been denied|"
    r"akses ditolak|403(?: -)? forbidden|forbidden|error 10\d\d|pardon our interruption|security check(?: required)?|"
    r"are you a (?:robot|human)\??|robot check|human verification|verifikasi keamanan|request rejected|blocked|"
    r"internet ?positif|trustpositif|ddos-guard|you are being redirected\W*|one moment,? please\W*)\s*$",
    re.IGNORECASE,
)
_PAGE_WALL = 100_000  # bytes; an article's page is larger, or names itself


def looks_like_html(body: bytes) -> bool:
    """True when the document begins as a web page, whatever its declared type."""
    return bool(_HTML.search(body[:2_000]))


def wall_in(body: bytes) -> str | None:
    """What kind of wall the page is (`a bot check`), or None when nothing on it says so."""
    text = body[:LOOKED_AT].decode("utf-8", "replace").lower()
    return next((name for name, marks in _WALLS if any(mark in text for mark in marks)), None)


def wall_instead_of_page(body: bytes) -> str | None:
    """`a bot check` when the page's own title says so and nothing else; None for whatever may be an article.

    Stricter than `wall_in`: an article's page may hold a login form and a captcha script, a feed may not.
    """
    if len(body) > _PAGE_WALL:
        return None
    title = _TITLE.search(body[:20_000].decode("utf-8", "replace"))
    return "a bot check or block page" if title and _WALL_TITLE.match(html.unescape(title[1])) else None
