"""Syntax errors of YAML in an author's words: what the parser says is true and tells him nothing."""

from __future__ import annotations

Place = tuple[int, int]
"""Line and column, counted from 1."""

_SYNTAX = (
    ("could not find expected ':'", "a line without ': '", "write key: value, with a space behind the colon", True),
    ("did not find expected ',' or ']'", "a list that is opened here is not closed", "close it with ]", True),
    ("did not find expected ',' or '}'", "a mapping that is opened here is not closed", "close it with }", True),
    (
        "while scanning a quoted scalar",
        "a quote that is opened here is not closed",
        "close it with the same quote",
        True,
    ),
    ("mapping values are not allowed", "", 'text with ": " or " #" needs quotes', False),
    ("did not find expected key", "", "check the indentation and that every bracket and quote is closed", False),
    ("did not find expected '-'", "", "check the indentation and that every bracket and quote is closed", False),
    (
        "did not find expected node content",
        "a bracket, a brace or a comma stands where a value is due",
        "write the value, or take the sign out",
        False,
    ),
    ("found character", "", "a value that starts with @ ` % * & ! or | needs quotes", False),
)
"""What the parser says, what that means, what to do, and whether the place is where it began."""


def word_syntax(said: str, text: str, at: Place, began: Place) -> tuple[Place, str, str]:
    """Where to look, what is wrong, what to do; `at` is where the parser gave up, `began` where that piece begins."""
    wording, hint, opened = _told(said)
    if "mapping values are not allowed" in said:
        lines = text.splitlines()
        above = _colonless(lines, at[0])
        if above is not None:
            return (above, *_told("could not find expected ':'")[:2])
        if _deeper(lines, at[0]):
            return at, "the line is indented deeper than it may be", "begin it under the key above"
    return began if opened else at, wording or f"not valid YAML: {said}", hint


def _told(said: str) -> tuple[str, str, bool]:
    return next(((wording, hint, opened) for part, wording, hint, opened in _SYNTAX if part in said), ("", "", False))


def _colonless(lines: list[str], number: int) -> tuple[int, int] | None:
    """Where the line above stands, when it is one word that wants a colon: `actors` before a list."""
    for before in range(min(number, len(lines)) - 2, -1, -1):
        words = lines[before].partition("#")[0].split()
        if words:
            indent = len(lines[before]) - len(lines[before].lstrip())
            lone = len(words) == 1 and words[0].replace("_", "").isalpha()
            return (before + 1, indent + 1) if lone else None
    return None


def _deeper(lines: list[str], number: int) -> bool:
    """Whether a line is indented deeper than the one before it, which has a value of its own."""
    if not 2 <= number <= len(lines):
        return False
    line, before = lines[number - 1], lines[number - 2]
    indented = len(line) - len(line.lstrip()) > len(before) - len(before.lstrip())
    return indented and ": " in before
