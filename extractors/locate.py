"""The article element of a page whose publisher has no class: declared, known by name, or found by its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree, html

from extractors.around import heading_of
from extractors.article import SegmentKind
from extractors.bounds import first_article
from extractors.cues import is_title_of_comments, is_title_of_links
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
_WORD = re.compile(r"\w+")
_ENOUGH = 250
_LONG = 1_200  # letters from which a box is believed by its name alone
_BESIDE_HEADLINE = 1.6  # how much more is believed of what stands around the headline


@dataclass(frozen=True, slots=True)
class Located:
    """Where the report stands, and how much of the page's running text that covers (0 to 1)."""

    elements: list[html.HtmlElement]
    share: float = 1.0


def locate_article(page: Page, title: str = "", *, by_name: bool = True) -> Located:
    """The element or elements that hold the report, in page order; none when nothing looks like one.

    `title` is the headline as far as it is known: what stands around it is believed more than what stands aside.
    Without `by_name` neither declarations nor class names are believed: a redesign may have left them on another part.
    """
    for found in (list(_DECLARED(page.tree)), *(page.select(css) for css in _KNOWN)) if by_name else ():
        good = [element for element in found if isinstance(element, html.HtmlElement) and element.tag != "meta"]
        size = _prose(good) if good else 0
        if size >= _ENOUGH and (size >= _LONG or not title or _nearness(good, title) >= 0.3):
            return Located(first_article(_outermost(good)) if len(good) <= 40 else [])
    return _densest(page, title)


def _prose(elements: list[html.HtmlElement]) -> int:
    total = 0
    for element in elements[:40]:
        linked = sum(len(element_text(link)) for link in element.iter("a"))
        total += max(0, len(element_text(element)) - linked)
    return total


def _outermost(elements: list[html.HtmlElement]) -> list[html.HtmlElement]:
    chosen = set(elements)
    return [element for element in elements if not any(above in chosen for above in element.iterancestors())]


def _densest(page: Page, title: str) -> Located:
    """The parent of most running text: each paragraph scores for its holder, half for the element around that."""
    scores: dict[html.HtmlElement, float] = {}
    fit: dict[html.HtmlElement, bool] = dict.fromkeys(_lists_and_comments(page), False)
    running: list[tuple[html.HtmlElement, int]] = []
    for element in page.by_tag("p", "div", "td", "section", "article", "span", "li", "blockquote", "pre"):
        text = element_text(element) if element.tag in ("p", "blockquote", "pre") else _own_text(element)
        if len(text) < 40:
            continue
        linked = sum(len(element_text(link)) for link in element.iter("a")) if element.tag == "p" else 0
        lines = 1 + min(40, sum(child.tag == "br" for child in element) // 2)  # <br><br> parts paragraphs too
        score = lines + min(text.count(","), 6 * lines) + min(len(text) / 100, 6 * lines)
        score *= 1 - min(1.0, linked / len(text))
        if _is_fit(element, fit) and not _is_teaser(element):
            if len(text) >= 80 and linked < 0.3 * len(text):
                running.append((element, len(text)))
        else:
            score *= 0.15  # a whole page may stand inside "content-with-ads": doubt it, do not exclude it
        holder = _holder(element)
        for weight in (1.0, 0.5):
            if holder is None:
                break
            scores[holder] = scores.get(holder, 0.0) + score * weight
            holder = holder.getparent()
    if not scores:
        return Located([])
    scores = {one: score for one, score in scores.items() if one.tag not in ("body", "html")} or scores
    around = _around_headline(page, title)
    for element in scores:
        if element in around or element.getparent() in around:
            scores[element] *= _BESIDE_HEADLINE
    best = _on_the_subject(_in_own_article(page, title, scores), title)
    same = _same_design(page, best, scores)
    chosen = first_article(same)
    whole = len(chosen) == len(same)  # what another article on the page holds is none of this one's share
    chosen = _with_siblings(chosen, [element for element, _ in running])
    held = set(chosen)
    inside = sum(size for one, size in running if one in held or any(above in held for above in one.iterancestors()))
    total = sum(size for _, size in running)
    return Located(chosen, inside / total if total and whole else 1.0)


def _in_own_article(page: Page, title: str, scores: dict[html.HtmlElement, float]) -> dict[html.HtmlElement, float]:
    """The scores inside the `article` that the headline stands in, on a page that shows several; else all."""
    heading = heading_of(page, title)
    own = next((above for above in heading.iterancestors("article")), None) if heading is not None else None
    if own is None:
        return scores
    inside = {one: score for one, score in scores.items() if own is one or own in one.iterancestors()}
    return inside if inside and len(element_text(max(inside, key=lambda one: inside[one]))) >= _ENOUGH else scores


def _on_the_subject(scores: dict[html.HtmlElement, float], title: str) -> html.HtmlElement:
    """The element of the highest score, or the best of the next ones where only these say what the headline says."""
    best = max(scores, key=lambda element: scores[element])
    if not title or _nearness([best], title) >= 0.3:
        return best
    above = set(best.iterancestors())
    others = sorted(
        (one for one, score in scores.items() if score >= 0.35 * scores[best] and one not in above),
        key=lambda element: -scores[element],
    )
    return next((one for one in others[:8] if _nearness([one], title) >= 0.5), best)


def _nearness(elements: Sequence[html.HtmlElement], title: str) -> float:
    """Share of the headline's longer words that the elements say, 0 to 1."""
    wanted = {word for word in _WORD.findall(title.lower()) if len(word) > 3}
    text = " ".join(element_text(element) for element in elements[:40]).lower()
    return sum(word in text for word in wanted) / len(wanted) if wanted else 1.0


def _holder(element: html.HtmlElement) -> html.HtmlElement | None:
    """What a paragraph counts for: itself when it is a box, the box around the list for a list item."""
    if element.tag in ("div", "td", "section", "article"):
        return element
    holder = element.getparent()
    while holder is not None and (holder.tag in ("li", "ul", "ol") or _is_wrapper(holder)):
        holder = holder.getparent()
    return holder


def _is_wrapper(element: html.HtmlElement) -> bool:
    """Whether the box holds one element and not a word beside it, as around each paragraph on some pages."""
    above = element.getparent()
    if len(element) != 1 or above is None or above.tag in ("body", "html") or (element.text or "").strip():
        return False
    return not (element[0].tail or "").strip()


def _lists_and_comments(page: Page) -> list[html.HtmlElement]:
    """Boxes whose heading says that they hold other articles or what readers wrote."""
    boxes: list[html.HtmlElement] = []
    for heading in page.by_tag("h2", "h3", "h4", "h5", "h6"):
        box = heading.getparent()
        if box is None or box.tag in ("body", "main", "article") or next(box.iter("h1"), None) is not None:
            continue
        text = element_text(heading)
        if not (is_title_of_links(text) or is_title_of_comments(text)):
            continue
        if not any(len(element_text(before)) > 80 for before in heading.itersiblings(preceding=True)):
            boxes.append(box)
    return boxes


def _is_teaser(element: html.HtmlElement) -> bool:
    """Whether the text stands in a small box beside a linked heading: the excerpt of another article."""
    box = element.getparent() if element.tag in ("p", "span") else element
    if box is None or box.tag in ("body", "main", "section", "td") or len(box) > 8:
        return False
    if sum(child.tag == "p" for child in box) > 2 or len(element_text(box)) > 600:
        return False
    for heading in box.iter("h2", "h3", "h4", "h5", "h6"):
        above = heading.getparent()
        linked = any(link.get("href") for link in heading.iter("a")) or (above is not None and above.get("href"))
        if linked and len(element_text(heading)) > 20:
            return True
    return False


def _around_headline(page: Page, title: str) -> set[html.HtmlElement]:
    """The elements around the headline, up to four levels and below the page's body."""
    wanted = {word for word in _WORD.findall(title.lower()) if len(word) > 2}
    for heading in page.by_tag("h1", "h2", "h3"):
        said = {word for word in _WORD.findall(element_text(heading).lower()) if len(word) > 2}
        if len(said) > 2 and (2 * len(said & wanted) > len(said | wanted) if wanted else heading.tag == "h1"):
            return {above for above in [*heading.iterancestors()][:4] if above.tag not in ("body", "html")}
    return set()


def _same_design(page: Page, best: html.HtmlElement, scores: dict[html.HtmlElement, float]) -> list[html.HtmlElement]:
    """One wrapper for each paragraph, or parts side by side: whatever nearby has the same class and holds text too."""
    parent, design = best.getparent(), (best.tag, best.get("class"))
    if parent is None:
        return [best]
    around = list(parent) if not design[1] else _nearby(page, best)
    same = [
        one for one in around if one is best or ((one.tag, one.get("class")) == design and scores.get(one, 0) > 1.5)
    ]
    return _outermost(same) if len(same) < 200 else [parent]


def _with_siblings(chosen: list[html.HtmlElement], running: list[html.HtmlElement]) -> list[html.HtmlElement]:
    """The elements, and bare paragraphs that stand beside them: the rest of a report may be wrapped to be unfolded."""
    if len(chosen) != 1 or chosen[0].tag in ("body", "html"):
        return chosen
    parent = chosen[0].getparent()
    if parent is None:
        return chosen
    loose = {one for one in running if one.tag in ("p", "blockquote", "pre") and one.getparent() is parent}
    return [one for one in parent if one in loose or one is chosen[0]]


def _nearby(page: Page, best: html.HtmlElement) -> list[html.HtmlElement]:
    """Elements of the same classes that share an ancestor up to three levels up, in page order."""
    above = [*best.iterancestors()][:3]
    if not above or above[-1].tag in ("body", "html"):
        above = [one for one in above if one.tag not in ("body", "html")] or above[:1]
    design = "".join(f".{name}" for name in (best.get("class") or "").split()[:4] if _PLAIN_NAME.fullmatch(name))
    found = page.select(design) if design else list(above[0])
    found = [one for one in found if one.tag == best.tag]  # a torn page has tags that no selector can name
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
