"""Feed markup to plain text: tags gone however often they were escaped, nothing invisible left, in linear time."""

from __future__ import annotations

import html
import re

# `[^<>]` instead of `[^>]`: a million `<` without a `>` must stay linear.
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
_BLOCK = re.compile(
    r"^</?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|section|article|figure|figcaption|hr|img)\b",
    re.IGNORECASE,
)
# Control characters but for tab and newlines, and what steers direction or hides: zero width, overrides, isolates.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SKIPPED = ("script", "style", "noscript", "iframe", "figcaption", "aside")  # a caption is nobody's statement
_PARAGRAPH = "\x1e"


def plain(markup: str, longest: int = 20_000) -> str:
    """One line of text without tags, entities, scripts or invisible characters, cut at `longest` characters."""
    return " ".join(_strip(markup, " ").split())[:longest].rstrip()


def plain_paragraphs(markup: str, longest: int = 400_000) -> str:
    """The same with one paragraph a line, for articles that the feed carries in full."""
    lines = (" ".join(line.split()) for line in _strip(markup, _PARAGRAPH).split(_PARAGRAPH))
    return "\n".join(line for line in lines if line)[:longest].rstrip()


def without_spans(text: str, opening: str, closing: str) -> str:
    """The text without everything from each opening to the next closing; a span never closed stays."""
    if opening not in text:
        return text
    kept, place = [], 0
    while (start := text.find(opening, place)) >= 0 and (end := text.find(closing, start + len(opening))) >= 0:
        kept.append(text[place:start])
        place = end + len(closing)
    kept.append(text[place:])
    return "".join(kept)


def _strip(markup: str, break_: str) -> str:
    text = _SURROGATE.sub("\ufffd", markup)
    for _ in range(3):  # some newsrooms escape their markup twice before the feed escapes it again
        text = html.unescape(_without_tags(text, break_)) if "<" in text or "&" in text else text
    return _INVISIBLE.sub(lambda hidden: hidden[0] if hidden[0] == break_ else "", _without_tags(text, break_))


def _without_tags(text: str, break_: str) -> str:
    if "<" not in text:
        return text
    text = _without_scripts(without_spans(text, "<!--", "-->"))
    return _TAG.sub(lambda tag: break_ if _BLOCK.match(tag[0]) else "", text)


def _without_scripts(text: str) -> str:
    """Drops elements that hold no text; one never closed loses only its own tag."""
    for name in _SKIPPED:
        opening, closing = re.compile(rf"<{name}\b", re.IGNORECASE), re.compile(rf"</{name}\b", re.IGNORECASE)
        kept, place = [], 0
        while (start := opening.search(text, place)) and (end := closing.search(text, start.end())):
            kept.append(text[place : start.start()])
            place = end.start()
        if kept:
            text = "".join([*kept, text[place:]])
    return text
