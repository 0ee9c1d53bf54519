"""Text from outside made safe to show: nothing in it is a control sign, a mention, markup or a link.

Two steps. `clean` holds everywhere: invisible and directional signs go, e-mail addresses and telephone numbers are
masked, runs of combining marks are cut. `defuse` is for channels that interpret text: look-alikes take the place of
markup signs (a backslash would show on Slack, a tag would vanish on Telegram), a zero-width space breaks mentions and
bare domains, and a scheme is spelt so that nothing links it.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

BREAK = "\u200b"
LONGEST_URL = 400

_MAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PHONE = re.compile(r"(?<![\w.,])(?:\+\d{1,3}|\(?0\d{2,3}\)?)[\s.-]?\d{3,4}[\s.-]?\d{3,4}(?:[\s.-]?\d{1,4})?(?![\w])")
_SCHEME = re.compile(r"\b([a-z][a-z0-9+.-]{1,15})(:/{1,3})", re.IGNORECASE)
_BARE_SCHEME = re.compile(r"\b(javascript|data|mailto|tel|vbscript|file)(:)(?=\S)", re.IGNORECASE)
_DOMAIN_DOT = re.compile(r"(?<=[^\W_])\.(?=[^\W\d_]{2,})")
_LOOK_ALIKES = str.maketrans({
    "*": "＊", "_": "＿", "~": "～", "`": "ˋ", "|": "｜", "[": "［", "]": "］", "<": "‹", ">": "›", "\\": "＼",
})  # fmt: skip
_MARKS_IN_A_ROW = 2


def clean(text: str) -> str:
    """The text on one line, without invisible, control or directional signs, private addresses masked."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if category in ("Cc", "Zs", "Zl", "Zp"):
            kept.append(" ")
        elif category in ("Mn", "Me"):
            marks += 1
            if marks <= _MARKS_IN_A_ROW:
                kept.append(char)
            continue
        elif not category.startswith("C"):
            kept.append(char)
        marks = 0
    line = " ".join("".join(kept).split())
    return _PHONE.sub("(nomor disamarkan)", _MAIL.sub("(surel disamarkan)", line))


def defuse(text: str) -> str:
    """Clean text that no channel reads as a mention, markup or link; what an officer sees stays the same."""
    text = clean(text).translate(_LOOK_ALIKES)
    text = _SCHEME.sub(lambda m: _spoil(m[1]) + BREAK + m[2], text)
    text = _BARE_SCHEME.sub(lambda m: m[1] + BREAK + m[2], text)
    text = _DOMAIN_DOT.sub("." + BREAK, text)
    return text.replace("@", "@" + BREAK).replace("#", "#" + BREAK).replace("＠", "@" + BREAK)


def safe_url(url: str) -> str:
    """The article's address as plain ASCII http(s), or nothing when it is not one that an officer should open."""
    if any(ord(c) < 33 or ord(c) == 127 for c in url):
        return ""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
        path = quote(parts.path, safe="/%:;=&,+$!-.")
        query = f"?{quote(parts.query, safe='/%:;=&,+$!?-.')}" if parts.query else ""
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[a-z0-9.-]+", host) or parts.username is not None:
        return ""
    address = f"{parts.scheme}://{host}{port}{path}{query}"
    return address if len(address) <= LONGEST_URL else ""


def _spoil(scheme: str) -> str:
    return scheme.replace("tt", "xx").replace("TT", "XX") if scheme.lower().startswith("http") else scheme
