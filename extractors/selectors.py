"""The part of CSS that publishers need, matched against an index made in one pass over the page.

Written here because a page is asked some thirty selectors: as XPath each costs a walk over the whole tree (together
more than the parse), through the index only the few elements that carry the class or id are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

_PART = re.compile(
    r"""(?P<tag>^[a-zA-Z][\w-]*|^\*) | \.(?P<cls>[\w-]+) | \#(?P<id>[\w-]+)
      | \[ (?P<attr>[\w:-]+) (?: (?P<op>[\^*$~]?=) ["']? (?P<value>[^\]"']*) ["']? )? \]""",
    re.X,
)
_TOKEN = re.compile(r"""(?:[^\s\[]|\[[^\]]*\])+""")


@dataclass(frozen=True, slots=True)
class Compound:
    """One step of a selector: what a single element must be."""

    tag: str | None
    id: str | None
    classes: tuple[str, ...]
    attributes: tuple[tuple[str, str, str], ...]

    def matches(self, tag: str, get: Callable[[str], str | None]) -> bool:
        """Whether an element of this tag, whose attributes `get` answers, is meant."""
        if self.tag and tag != self.tag:
            return False
        if self.id and get("id") != self.id:
            return False
        if self.classes:
            have = (get("class") or "").split()
            if not all(name in have for name in self.classes):
                return False
        return all(_holds(get(name), operator, value) for name, operator, value in self.attributes)


@dataclass(frozen=True, slots=True)
class Selector:
    """A chain of steps, ancestors first: `.author a[title]`."""

    steps: tuple[Compound, ...]

    @property
    def last(self) -> Compound:
        """The step that the selected element itself must satisfy."""
        return self.steps[-1]


@lru_cache(maxsize=4096)
def compile_selector(text: str) -> Selector:
    """The selector; ValueError names what is not supported (only tag, .class, #id, [attribute], descendants)."""
    parts = _TOKEN.findall(text)
    if "".join("".join(parts).split()) != "".join(text.split()):
        raise ValueError(f"selector {text!r}: a bracket is not closed: use tag, .class, #id, [attribute]")
    steps = tuple(_compound(part, text) for part in parts)
    if not steps:
        raise ValueError("selector: empty: write a tag, .class, #id or [attribute]")
    return Selector(steps)


def compile_selectors(texts: Iterable[str]) -> tuple[Selector, ...]:
    """Several selectors, in the order given."""
    return tuple(compile_selector(text) for text in texts)


def _compound(part: str, whole: str) -> Compound:
    tag: str | None = None
    identity: str | None = None
    classes: list[str] = []
    attributes: list[tuple[str, str, str]] = []
    position = 0
    while position < len(part):
        found = _PART.match(part[position:]) if position == 0 else _PART.match(part, position)
        if not found or found.end() == (0 if position == 0 else position):
            raise ValueError(f"selector {whole!r}: cannot read {part[position:]!r}: use tag, .class, #id, [attribute]")
        position = found.end()
        if found["tag"]:
            tag = None if found["tag"] == "*" else found["tag"].lower()
        elif found["cls"]:
            classes.append(found["cls"])
        elif found["id"]:
            identity = found["id"]
        else:
            attributes.append((found["attr"], found["op"] or "", found["value"] or ""))
    return Compound(tag, identity, tuple(classes), tuple(attributes))


def _holds(have: str | None, operator: str, value: str) -> bool:
    if have is None:
        return False
    match operator:
        case "":
            return True
        case "=":
            return have == value
        case "^=":
            return have.startswith(value)
        case "$=":
            return have.endswith(value)
        case "*=":
            return value in have
        case _:
            return value in have.split()
