"""Where one article ends and the next begins: pages that go on with another report when the reader scrolls down."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import html

from extractors.page import element_text


def first_article(elements: Sequence[html.HtmlElement]) -> list[html.HtmlElement]:
    """The elements that belong to the page's own article, in page order.

    Several elements may be the parts of one report. They are several reports when the first stands in a box that opens
    with an h1, and a later box opens with another headline: an h1 again, or any heading of an `article` element.
    """
    if len(elements) < 2:
        return list(elements)
    boxes = _boxes(elements)
    if len(dict.fromkeys(boxes)) < 2:
        return list(elements)
    headline = _headline(boxes[0], elements[0], first=True)
    if not headline:
        return list(elements)
    kept: list[html.HtmlElement] = []
    for element, box in zip(elements, boxes, strict=True):
        found = _headline(box, element, first=False)
        if found and found != headline and box is not boxes[0]:
            break
        kept.append(element)
    return kept


def _boxes(elements: Sequence[html.HtmlElement]) -> list[html.HtmlElement]:
    """For each element its ancestor, or itself, right below the closest element that holds them all."""
    paths = [[*reversed([*element.iterancestors()]), element] for element in elements]
    depth = 0
    while all(len(path) > depth for path in paths) and len({path[depth] for path in paths}) == 1:
        depth += 1
    return [path[min(depth, len(path) - 1)] for path in paths]


def _headline(box: html.HtmlElement, element: html.HtmlElement, *, first: bool) -> str:
    """The headline with which the box opens, before the element's own text; "" when there is none."""
    article = not first and any(one.tag == "article" for one in _between(element, box))
    heading = next(box.iter("h1", "h2", "h3") if article else box.iter("h1"), None)
    if heading is None or (box is not element and element in heading.iterancestors()):
        return ""  # a heading inside the text is a sub-head
    return element_text(heading)


def _between(element: html.HtmlElement, box: html.HtmlElement) -> list[html.HtmlElement]:
    """The element and what is around it up to the box."""
    path = [element]
    for above in element.iterancestors():
        if path[-1] is box:
            break
        path.append(above)
    return path
