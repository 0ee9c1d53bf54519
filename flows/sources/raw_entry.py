"""An entry as a reader found it, before anything is cleaned, dated or identified."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawEntry:
    """The feed's own strings. `links` holds every address that may be the article's, the most likely first."""

    title: str = ""
    links: tuple[str, ...] = ()
    guid: str = ""
    date: str = ""
    summary: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawFeed:
    """What a reader made of a document."""

    title: str
    entries: tuple[RawEntry, ...]
    problems: tuple[str, ...] = ()
    torn: bool = False
