"""The article element of a page whose publisher has no class: declared, known by name, or found by its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree, html

from extractors.article import SegmentKind
from extractors.marks import kind_of_name
from extractors.page import Page, element_text
from extractors.plain import words

_DECLARED = etree.XPath("//*[@itemprop='articleBody' or @property='articleBody' or @data-qa-id='article-body']")
# Bodies in the systems that many Indonesian sites share (WordPress themes, Promedia, Tribun, Kompas Gramedia).
_KNOWN = (
    ".entry-content", ".td-post-content", ".post-content", ".single-post-content", ".article__content",
    ".article-content",
    ".article-body", ".articleBody", ".detail-text", ".detail__body-text", ".itp_bodycontent", ".read__content",
    ".txt-article",
    ".content-detail", ".detail-content", ".post-body", ".news-text", ".isi-berita", ".isi_berita", ".detail_text",
    ".content-text-editor", ".story-body", ".post_content", ".content-article", ".news-content", ".single-content",
    ".jeg_main_content",
    "#article-content", "#content_news", "#isi", "#detikdetailtext", ".gmr-entry-content", ".content-inner",
    "#article-body",
)  # fmt: skip
_BAD = frozenset({SegmentKind.RELATED, SegmentKind.PROMO, SegmentKind.COMMENT, SegmentKind.PAGER})
_BAD_TAGS = words("nav footer aside form button select option script style noscript iframe header label figcaption")
_INLINE = words("b strong i em u span font br sup sub mark small")
_PLAIN_NAME = re.compile(r"[\w-]+")
_ENOUGH = 250


@dataclass(frozen=True, slots=True)
class Located:
    """Where the report stands, and how much of the page's running text that covers (0 to 1)."""

    elements: list[html.HtmlElement]
    share: float = 1.0


def locate_article(page: Page) -> Located:
    """The element or elements that hold the report, in page order; none when nothing looks like one."""
    for found in (list(_DECLARED(page.tree)), *(page.select(css) for css in _KNOWN)):
        good = [element for element in found if isinstance(element, html.HtmlElement) and element.tag != "meta"]
        if good and _prose(good) >= _ENOUGH:
            return Located(_outermost(good) if len(good) <= 40 else [])
    return _densest(page)


def _prose(elements: list[html.HtmlElement]) -> int:
    total = 0
    for element in elements[:40]:
        linked = sum(len(element_text(link)) for link in element.iter("a"))
        total += max(0, len(element_text(element)) - linked)
    return total


def _outermost(elements: list[html.HtmlElement]) -> list[html.HtmlElement]:
    chosen = set(elements)
    return [element for element in elements if not any(above in chosen for above in element.iterancestors())]


def _densest(page: Page) -> Located:
    """The parent of most running text: each paragraph scores for its parent, half for its grandparent."""
    scores: dict[html.HtmlElement, float] = {}
    fit: dict[html.HtmlElement, bool] = {}
    running: list[tuple[html.HtmlElement, int]] = []
    for element in page.by_tag("p", "div", "td", "section", "article", "span", "li", "blockquote", "pre"):
        text = element_text(element) if element.tag in ("p", "blockquote", "pre") else _own_text(element)
        if len(text) < 40:
            continue
        linked = sum(len(element_text(link)) for link in element.iter("a")) if element.tag == "p" else 0
        score = (1 + min(text.count(","), 6) + min(len(text) / 100, 6)) * (1 - min(1.0, linked / len(text)))
        holder = element if element.tag in ("div", "td", "section", "article") else element.getparent()
        if _is_fit(element, fit):
            if len(text) >= 80 and linked < 0.3 * len(text):
                running.append((element, len(text)))
        else:
            score *= 0.15  # a whole page may stand inside "content-with-ads": doubt it, do not exclude it
        for weight in (1.0, 0.5):
            if holder is None:
                break
            scores[holder] = scores.get(holder, 0.0) + score * weight
            holder = holder.getparent()
    scores = {
        element: score for element, score in scores.items() if element.tag not in ("body", "html") or len(scores) < 3
    }
    if not scores:
        return Located([])
    best = max(scores, key=lambda element: scores[element])
    # One wrapper for each paragraph, or parts side by side: whatever nearby carries the same class and also holds text.
    parent, design = best.getparent(), (best.tag, best.get("class"))
    if parent is None:
        return Located([best])
    around = list(parent) if not design[1] else _nearby(page, best)
    same = [
        one for one in around if one is best or ((one.tag, one.get("class")) == design and scores.get(one, 0) > 1.5)
    ]
    chosen = _outermost(same) if len(same) < 200 else [parent]
    held = set(chosen)
    inside = sum(size for one, size in running if one in held or any(above in held for above in one.iterancestors()))
    total = sum(size for _, size in running)
    return Located(chosen, inside / total if total else 1.0)


def _nearby(page: Page, best: html.HtmlElement) -> list[html.HtmlElement]:
    """Elements of the same classes that share an ancestor up to three levels up, in page order."""
    above = [*best.iterancestors()][:3]
    if not above or above[-1].tag in ("body", "html"):
        above = [one for one in above if one.tag not in ("body", "html")] or above[:1]
    design = "".join(f".{name}" for name in (best.get("class") or "").split()[:4] if _PLAIN_NAME.fullmatch(name))
    found = page.select(f"{best.tag!s}{design}") if design else list(above[0])
    return [one for one in found if one is best or above[-1] in one.iterancestors()]


def _own_text(element: html.HtmlElement) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag in _INLINE:
            parts.append(child.text or "")
        parts.append(child.tail or "")
        if len(parts) > 400:
            break
    return " ".join("".join(parts).split())


def _is_fit(element: html.HtmlElement, known: dict[html.HtmlElement, bool]) -> bool:
    """Whether neither the element nor anything around it is navigation, advertising, comments or teasers."""
    path: list[html.HtmlElement] = []
    verdict = True
    current: html.HtmlElement | None = element
    while current is not None and current.tag not in ("body", "html"):
        if current in known:
            verdict = known[current]
            break
        path.append(current)
        current = current.getparent()
    for one in reversed(path):
        verdict = verdict and one.tag not in _BAD_TAGS
        if verdict and one.tag != "article":
            kind = kind_of_name(one.get("class") or "", one.get("id") or "")
            verdict = kind not in _BAD
        known[one] = verdict
    return verdict
