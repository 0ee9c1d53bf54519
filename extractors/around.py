"""What stands around the headline: the short lines between it and the report, and the last ones above it.

Wherever a theme puts its byline, and whatever it calls it, readers look for writer and time there. The lists of newer
articles beside a report carry names and times as well, but not in this place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree, html

from extractors.article import SegmentKind
from extractors.dates import holds_day
from extractors.marks import kind_of_name
from extractors.page import Page
from extractors.plain import plain, words

_BREAKS = words(
    "p div li ul ol table tbody tr td th h1 h2 h3 h4 h5 h6 blockquote section article header footer figure figcaption "
    "aside main dl dt dd br hr address center time"
)
_SILENT = words("script style noscript template svg iframe select option button textarea form nav figure object ins")
_MOST_ATOMS = 60  # texts looked at behind the headline
_ABOVE = 6  # and above it
_REPORT = 150  # letters from which a line is the report's
_TEASER = 25  # letters from which a link above the headline is another article's
_FOLD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Line:
    """Texts that a reader sees as one line, with the addresses of the links and times stated in attributes."""

    parts: tuple[str, ...]
    links: tuple[str, ...] = ()  # for each part the address it links to, or ""
    stamps: tuple[str, ...] = ()  # datetime attributes

    @property
    def text(self) -> str:
        """The line as it reads."""
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Atom:
    """One text of the page and the element it stands in."""

    text: str
    element: html.HtmlElement
    breaks: bool  # whether it begins a line


def lines_around(page: Page, title: str, report: str) -> list[Line]:
    """Short lines behind the headline up to the report; where none tells the day, those above it too, nearest first.

    `report` is the beginning of the text, as far as it is known.
    """
    heading = heading_of(page, title)
    if heading is None:
        return []
    below: list[Line] = []
    for line in _lines(islice(following(heading), _MOST_ATOMS), stop=_REPORT):
        if len(report) > 20 and report[:40] in line.text:
            break
        below.append(line)
    return below if any(holds_day(line.text) for line in below) else [*below, *_above(heading)]


def heading_of(page: Page, title: str) -> html.HtmlElement | None:
    """The element that shows the headline: an h1 before an h2 before anything else, the last of its kind."""
    wanted = _FOLD.sub("", title.lower())
    if len(wanted) < 8:
        return None
    for tags in (("h1",), ("h2", "h3"), ("h4", "b", "strong", "font", "span", "div", "td", "p")):
        for element in page.by_tag(*tags):
            text = element.text if tags[0] == "h4" else None
            if (text is None and tags[0] == "h4") or (text is not None and len(text) > 400):
                continue
            said = text if text is not None else _brief(element)
            if said and _FOLD.sub("", said.lower()) == wanted:
                return element
    return None


def _brief(element: html.HtmlElement) -> str:
    """All that a heading says; "" for one too long to be the headline."""
    said = "".join(islice((str(text) for text in element.itertext()), 40))
    return said if len(said) < 400 else ""


def following(heading: html.HtmlElement) -> Iterator[Atom]:
    """Texts behind the heading in page order."""
    current: html.HtmlElement | None = heading
    breaks = True
    while current is not None and current.tag not in ("body", "html"):
        if current.tail and (text := plain(current.tail)):
            above = current.getparent()
            yield Atom(text, current if above is None else above, breaks)
            breaks = False
        for sibling in current.itersiblings():
            for atom in _inside(sibling):
                yield Atom(atom.text, atom.element, atom.breaks or breaks)
                breaks = False
            breaks = breaks or sibling.tag in _BREAKS
        breaks = True
        current = current.getparent()


def _inside(element: html.HtmlElement) -> Iterator[Atom]:
    """Texts of the element and behind it, up to its next sibling, in page order."""
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    breaks = False
    for event, one in walk:
        if event == "start":
            breaks = breaks or one.tag in _BREAKS
            if one.tag in _SILENT or _is_aside(one):
                walk.skip_subtree()
                continue
            stamp = one.tag in ("time", "abbr") and one.get("datetime")
            text = plain(one.text) if one.text else ""
            if text or stamp:
                yield Atom(text, one, breaks)
                breaks = False
            continue
        breaks = breaks or one.tag in _BREAKS
        above = one.getparent()
        if one.tail and above is not None and (text := plain(one.tail)):
            yield Atom(text, above, breaks)
            breaks = False


def _is_aside(element: html.HtmlElement) -> bool:
    """Whether its name says that it is a caption or points to other articles; a line with a day is neither.

    `keterangan` is a caption here and the line with writer and time there.
    """
    names = element.get("class") or ""
    if not names or kind_of_name(names, "") not in (SegmentKind.CAPTION, SegmentKind.RELATED):
        return False
    said = plain("".join(islice((str(text) for text in element.itertext()), 12)))
    return len(said) > _REPORT or not holds_day(said)


def _lines(atoms: Iterator[Atom], *, stop: int) -> Iterator[Line]:
    """Atoms joined to lines; ends before the first line that is as long as `stop` letters."""
    row: list[Atom] = []
    for atom in atoms:
        if atom.breaks and row:
            line = _line(row)
            if len(line.text) >= stop:
                return
            yield line
            row = []
        row.append(atom)
        if sum(len(one.text) for one in row) >= stop:
            return
    if row:
        yield _line(row)


def _line(row: Sequence[Atom]) -> Line:
    told = [atom for atom in row if atom.text]
    stamps = [atom.element.get("datetime") or "" for atom in row]
    return Line(
        tuple(atom.text for atom in told),
        tuple(_address(atom.element) for atom in told),
        tuple(stamp for stamp in stamps if stamp),
    )


def _address(element: html.HtmlElement) -> str:
    for one in (element, *islice(element.iterancestors(), 2)):
        if one.tag == "a":
            return one.get("href") or ""
    return ""


def _above(heading: html.HtmlElement) -> Iterator[Line]:
    """Lines right above the heading, nearest first; ends at a link as long as a headline, which is another's."""
    seen = 0
    current: html.HtmlElement | None = heading
    while current is not None and current.tag not in ("body", "html") and seen < _ABOVE:
        for sibling in current.itersiblings(preceding=True):
            if not isinstance(sibling.tag, str) or sibling.tag in _SILENT:
                continue
            atoms = list(islice(_inside(sibling), 4 * _MOST_ATOMS))
            if len(atoms) == 4 * _MOST_ATOMS:
                return
            rows = list(_lines(iter(atoms), stop=_REPORT))
            for line in reversed(rows[-_ABOVE:]):
                if any(link and len(part) >= _TEASER for part, link in zip(line.parts, line.links, strict=True)):
                    return
                yield line
                seen += 1
                if seen >= _ABOVE:
                    return
            if len(rows) > _ABOVE:
                return
        current = current.getparent()
