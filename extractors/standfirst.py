"""The sentence or two that some newsrooms set between headline and report, outside the report's own element."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from lxml import html

from extractors.around import following, heading_of
from extractors.marks import kind_of_name
from extractors.page import Page, element_text

_NAMED = re.compile(
    r"(?:^|[-_ ])(?:article[-_]?)?(?:intro|introduction|lead|lede|excerpt|standfirst|sub-?title|sub-?head(?:line)?"
    r"|subjudul|deck|dek|chapo|sapo|teaser|kicker-text|description|desc|deskripsi|sinopsis)(?:$|[-_ ])|Intro\b",
)
_MOST_ATOMS = 80
_SHORTEST, _LONGEST = 60, 700
_SENTENCE = (".", "!", "?", "”", '"', "…")


def standfirst(page: Page, title: str, report: Sequence[html.HtmlElement], description: str) -> list[str]:
    """Paragraphs between headline and report that belong to it, at most two; [] for most pages.

    Such a paragraph is a sentence without links that the report does not say again; its class calls it so, or the
    page's own description begins with the same words, or it is set as a sub-head.
    """
    heading = heading_of(page, title)
    if heading is None or not report:
        return []
    inside = set(report)
    told = ""
    found: list[str] = []
    seen: set[html.HtmlElement] = set()
    for atom in islice(following(heading), _MOST_ATOMS):
        holder = _paragraph(atom.element)
        path = [holder, *holder.iterancestors()]
        if any(one in inside for one in path):
            return found[:2]
        if holder in seen or any(one in heading.iterancestors() for one in (holder,)):
            continue
        seen.add(holder)
        text = element_text(holder)
        if not _SHORTEST <= len(text) <= _LONGEST or not text.endswith(_SENTENCE) or not _is_bare(path[:4]):
            continue
        told = told or " ".join(element_text(element) for element in report[:3])[:6_000]
        names = " ".join(f"{one.get('class') or ''} {one.get('id') or ''}" for one in path[:3])
        meant = bool(_NAMED.search(names)) or description[:60] == text[:60] or holder.tag in ("h2", "h3", "h4")
        if meant and text[:50] not in told:
            found.append(text)
    return []  # the report does not follow the headline: what stood between was something else


def _paragraph(element: html.HtmlElement) -> html.HtmlElement:
    """The paragraph or box that an inline element stands in."""
    while element.tag in ("b", "strong", "em", "i", "span", "font", "a", "u"):
        above = element.getparent()
        if above is None:
            break
        element = above
    return element


def _is_bare(path: Sequence[html.HtmlElement]) -> bool:
    """Whether it is text alone: no link, no picture, no list of articles, and no name that says otherwise."""
    holder = path[0]
    if next(holder.iter("a", "img", "li", "script", "form"), None) is not None or holder.tag in (
        "li",
        "td",
        "figcaption",
    ):
        return False
    for one in path[:3]:
        if kind_of_name(one.get("class") or "", one.get("id") or "") is not None or one.tag in (
            "figure",
            "aside",
            "nav",
        ):
            return False
    above = path[1] if len(path) > 1 else holder
    return not (
        len(element_text(above)) < 1.3 * len(element_text(holder)) and next(above.iter("img"), None) is not None
    )
