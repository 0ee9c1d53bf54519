"""A parsed page with an index: select elements, read texts, meta values and scripts without walking it again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from lxml import etree, html

from extractors.plain import plain
from extractors.selectors import Compound, Selector, compile_selector

_HOST = re.compile(r"https?://(?:[^/@?#]*@)?([\w.-]+)", re.I)
_TEXT = etree.XPath(".//text()[not(parent::script or parent::style or parent::noscript)]")


class Page:
    """The tree of one page and where its elements are. Reading only: nothing here changes the tree."""

    def __init__(self, tree: html.HtmlElement, url: str) -> None:
        self.tree = tree
        self.url = url
        found = _HOST.match(url)
        self.host = found[1].lower() if found else ""
        self._tags: dict[str, list[html.HtmlElement]] = {}
        self._classes: dict[str, list[html.HtmlElement]] = {}
        self._ids: dict[str, list[html.HtmlElement]] = {}
        self._attributes: dict[str, list[html.HtmlElement]] = {}
        self.size = 0  # elements
        for element in tree.iter():
            self.size += 1
            tag = element.tag
            if not isinstance(tag, str):
                continue
            self._tags.setdefault(tag, []).append(element)
            names = element.get("class")
            if names:
                for name in dict.fromkeys(names.split()):
                    self._classes.setdefault(name, []).append(element)
            identity = element.get("id")
            if identity:
                self._ids.setdefault(identity, []).append(element)
        self._meta: dict[str, list[str]] = {}
        for element in self._tags.get("meta", ()):
            value = element.get("content")
            if value and value.strip():
                for key in dict.fromkeys((element.get(k) or "").lower() for k in ("property", "name", "itemprop")):
                    if key:
                        self._meta.setdefault(key, []).append(value)

    @cached_property
    def text(self) -> str:
        """All that the body says, at most 20,000 letters, in one line."""
        return element_text(next(self.by_tag("body"), self.tree))

    @property
    def is_amp(self) -> bool:
        """Whether the page says that it is the AMP form of another."""
        return self.tree.get("amp") is not None or self.tree.get("\u26a1") is not None

    def by_tag(self, *tags: str) -> Iterator[html.HtmlElement]:
        """Elements of these tags, each tag's in page order."""
        for tag in tags:
            yield from self._tags.get(tag, ())

    def meta(self, *names: str) -> list[str]:
        """Values of meta elements by name, property or itemprop, in the order of `names`."""
        return [value for name in names for value in self._meta.get(name.lower(), ())]

    def select(self, css: str) -> list[html.HtmlElement]:
        """Elements that the selector means, in page order, none inside another of them."""
        selector = compile_selector(css)
        last = selector.last
        if len(selector.steps) == 2 and not (last.id or last.classes):
            found = self._below(selector.steps[0], last)
        else:
            found = [element for element in self._candidates(last) if _chain_holds(element, selector)]
        if len(found) < 2:
            return found
        chosen = set(found)
        return [element for element in found if not any(above in chosen for above in element.iterancestors())]

    def texts(self, selectors: Iterable[str]) -> list[str]:
        """Texts of the first selector that gives any; a meta element gives its content."""
        for css in selectors:
            texts = [text for element in self.select(css) if (text := element_text(element))]
            if texts:
                return texts
        return []

    def moments(self, css: str) -> list[str]:
        """What the first two such elements say of a time: their datetime or content attribute before their text."""
        found: list[str] = []
        for element in self.select(css)[:2]:
            found += [
                value for value in (element.get("datetime"), element.get("content"), element_text(element)) if value
            ]
        return found

    def _below(self, above: Compound, last: Compound) -> list[html.HtmlElement]:
        """Elements of `last` inside those of `above`: `.author a` looks into the few authors, not at every link."""
        found: list[html.HtmlElement] = []
        seen: set[html.HtmlElement] = set()
        for holder in self._candidates(above):
            if not above.matches(str(holder.tag), holder.get):
                continue
            for element in holder.iterdescendants(last.tag or "*"):
                if element not in seen and last.matches(str(element.tag), element.get):
                    seen.add(element)
                    found.append(element)
        return found

    def _candidates(self, step: Compound) -> Iterable[html.HtmlElement]:
        if step.id:
            return self._ids.get(step.id, ())
        if step.classes:
            return min((self._classes.get(name, []) for name in step.classes), key=len)
        if step.tag:
            return self._tags.get(step.tag, ())
        if step.attributes:
            return self._carrying(step.attributes[0][0])
        return (element for element in self.tree.iter() if isinstance(element.tag, str))

    def _carrying(self, attribute: str) -> list[html.HtmlElement]:
        """Elements that have the attribute, in page order; looked for once a page."""
        if attribute not in self._attributes:
            found = self.tree.xpath("//*[@*[name() = $name]]", name=attribute)
            self._attributes[attribute] = [one for one in found if isinstance(one, html.HtmlElement)]
        return self._attributes[attribute]


def element_text(element: html.HtmlElement) -> str:
    """What an element says in one line: its value for meta, else its text without scripts."""
    if element.tag == "meta":
        return plain(element.get("content") or "")
    pieces = [str(piece) for piece in _TEXT(element)]
    joint = " " if next(element.iter("br", "p", "div"), None) is not None else ""
    return plain(joint.join(pieces)[:20_000])


def _chain_holds(element: html.HtmlElement, selector: Selector) -> bool:
    if not selector.last.matches(str(element.tag), element.get):
        return False
    remaining = list(selector.steps[:-1])
    for ancestor in element.iterancestors():
        if not remaining:
            break
        if remaining[-1].matches(str(ancestor.tag), ancestor.get):
            remaining.pop()
    return not remaining
