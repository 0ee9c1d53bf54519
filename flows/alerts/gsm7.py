"""GSM 03.38: what an SMS costs, and how to write Indonesian news so that it fits the cheap alphabet.

One sign outside the alphabet turns the whole message into UCS-2, 70 characters a segment instead of 160.
"""

from __future__ import annotations

import unicodedata

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")  # each costs an escape septet too
_PLAIN = {
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": "(", "›": ")",
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "…": "...", "·": "-", "•": "-", "→": ">", "←": "<", "⇒": ">",
    "×": "x", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "＊": "", "＿": " ", "～": "-", "ˋ": "'",
    "［": "(", "］": ")",
    "[": "(", "]": ")", "{": "(", "}": ")", "|": "/", "｜": "/", "~": "-", "^": "", "\\": "/", "＼": "/", "€": "EUR",
}  # fmt: skip


def septets(text: str) -> int:
    """How many septets the text takes; a sign that GSM-7 lacks counts as a whole segment, so it never fits."""
    return sum(1 if c in _BASIC else 2 if c in _EXTENDED else 160 for c in text)


def to_gsm7(text: str) -> str:
    """The text in the one-septet part of the alphabet: accents and typography folded, what is left over as `?`.

    What was defused stays so: look-alikes of markup do not turn back into markup, nor a broken mention or address.
    """
    text = text.replace("@\u200b", "(at)").replace(".\u200b", ". ")
    return "".join(_fold(c) for c in text)


def _fold(char: str) -> str:
    if char in _PLAIN:
        return _PLAIN[char]
    if char in _BASIC:
        return char
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    if bare and all(c in _BASIC for c in bare):
        return bare
    return "" if unicodedata.category(char) in ("Cf", "Cc", "Mn", "Me", "Zl", "Zp") else "?"
