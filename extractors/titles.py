"""The one headline out of what page and declarations offer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.page import Page, element_text
from extractors.plain import plain

_SITE_SUFFIX = re.compile(r"\s+(?:[-–—|»:]|::)\s+((?:(?!\s[-–—|»]\s).){2,60})$")
_SITE_MARK = re.compile(r"\s+[-–—|»«•]+\s+|\s*::+\s*|:\s+")
_NOT_NAME = re.compile(r"[^a-z0-9]+")
_DOMAIN_IN = re.compile(r"\.(?:com|co\.id|id|co|net|tv)\b")
_EVERYWHERE = frozenset({"www", "com", "news", "net", "org"})
_TITLE_WORDS = re.compile(r"\w+")
_NAMED_TITLES = (".entry-title", ".post-title", "[itemprop=headline]", ".judul")


def choose_title(shown: str, declared: Sequence[str], page: Page, site: str, feed_title: str) -> str:
    """The headline as readers see it: the template's, an h1 that a declaration confirms, a declaration, the feed's."""
    if shown:
        return shown
    cleaned = [text for text in (without_site(one, page, site) for one in declared) if text]
    document = next((element_text(element) for element in page.by_tag("title")), "")
    reference = [*cleaned, without_site(document, page, site)]
    headings = [text for element in page.by_tag("h1", "h2") if 8 < len(text := element_text(element)) < 300]
    if not cleaned:
        headings += [text for css in _NAMED_TITLES for text in page.texts((css,)) if 8 < len(text) < 300]
    alike, heading = max(
        ((_alike(text, one), text) for text in headings for one in reference if one), default=(0.0, ""), key=_first
    )
    if alike >= 0.6:
        return heading
    if cleaned:
        return cleaned[0]
    shown = _shown_part(document, page)
    if shown:
        return shown
    ones = [element_text(element) for element in page.by_tag("h1")]
    return next((text for text in (*ones, reference[-1], feed_title) if len(text) > 3), "")


def _shown_part(document: str, page: Page) -> str:
    """The part of the document's title that stands on the page by itself: sites add their name before or behind it."""
    parts = {
        part
        for found in _SITE_MARK.finditer(document)
        for part in (document[: found.start()].strip(), document[found.end() :].strip())
        if part.count(" ") >= 2
    }
    if not parts:
        return ""
    for element in page.by_tag("h1", "h2", "h3", "h4", "b", "strong", "font", "span", "div", "td", "p", "a"):
        if element.text and len(element.text) < 300 and (text := plain(element.text)) in parts:
            return text
    return ""


def without_site(title: str, page: Page, site: str) -> str:
    """The title without the site's name behind a dash or bar: "… - Tribunnews.com", "… | Republika Online"."""
    own = [part for part in _NOT_NAME.split(f"{page.host} {site}".lower()) if len(part) > 2 and part not in _EVERYWHERE]
    for _ in range(2):
        found = _SITE_SUFFIX.search(title)
        if not found:
            break
        name = _NOT_NAME.sub("", found[1].lower())
        known = sum(len(part) for part in own if part in name)
        if not (_DOMAIN_IN.search(found[1].lower()) or known >= 0.4 * len(name)):
            break
        title = title[: found.start()].rstrip()
    return title


def _alike(left: str, right: str) -> float:
    """Share of words that two titles have in common, 0 to 1."""
    first, second = set(_TITLE_WORDS.findall(left.lower())), set(_TITLE_WORDS.findall(right.lower()))
    return len(first & second) / len(first | second) if first and second else 0.0


def _first(pair: tuple[float, str]) -> float:
    return pair[0]
