"""trafilatura on the tree that is parsed already: the last reader before the feed's own text."""

from __future__ import annotations

import copy
import logging

from lxml import etree, html

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns about every page it gives up on

_AS_HTML = {
    "ref": "a",
    "hi": "strong",
    "head": "h2",
    "item": "li",
    "list": "ul",
    "lb": "br",
    "quote": "blockquote",
    "row": "tr",
    "cell": "td",
}


def fallback_markup(tree: html.HtmlElement) -> str:
    """The article's markup as trafilatura (`fast=True`) finds it, links and bold kept; "" when it finds none.

    Links matter: without them "Baca juga" lists cannot be told from sub-heads. The tree is left as it was.
    """
    # Imported late: it costs 0.5 s, and most pages never need it.
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(
            tree, fast=True, include_links=True, include_formatting=True, include_comments=False, with_metadata=False
        )
    except (etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError):
        return ""
    body = getattr(document, "body", None)
    if body is None:
        return ""
    body = copy.deepcopy(body)
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "hi" and "b" not in (element.get("rend") or ""):
            element.tag = "em"
        element.tag = _AS_HTML.get(element.tag, element.tag)
        if element.tag == "a":
            element.set("href", element.get("target") or "#")
    return etree.tostring(body, encoding="unicode", method="html")
