"""The door for feed catalogues: YAML in, values or placed problems out. Strict, and everything wrong at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints

from extractors.dates import zone_of
from flows.sources.addresses import Door
from flows.sources.identity import canonical
from rules.engine.door import Entry, WholeNumber, YesNo, closest
from rules.engine.yaml_source import Problem, Source

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Confidence = Literal["high", "medium", "low"]


def _web_address(value: str) -> str:
    refusal = Door("feed").url_refusal(value)
    # A house address is allowed here: whether it may be fetched is the policy's business.
    if refusal and "public address" not in refusal and not refusal.startswith("port "):
        raise ValueError(f"is no usable address: {refusal}")
    return value


def _zone(value: str) -> str:
    try:
        zone_of(value)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError("is no IANA zone; Indonesia has Asia/Jakarta, Asia/Makassar and Asia/Jayapura") from error
    return value


WebAddress = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_web_address)]
Zone = Annotated[str, AfterValidator(_zone)]


class SinglePageEntry(Entry):
    """How a publisher's long article is got in one piece."""

    how: Literal["query", "pages", "same-document"]
    query: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_]+(=[A-Za-z0-9_]+)?$")] = ""
    confidence: Confidence


class FeedEntry(Entry):
    """One feed as the file gives it."""

    id: Slug
    url: WebAddress
    section: Line = "all"
    every: Annotated[WholeNumber, Field(ge=1, le=1440)] = 10
    zone: Zone | None = None
    confidence: Confidence = "low"
    enabled: YesNo = True
    note: Line = ""


class PublisherEntry(Entry):
    """One newsroom as the file gives it."""

    id: Slug
    name: Line
    homepage: WebAddress
    kind: Literal["wire", "paper", "portal", "broadcaster", "magazine", "government"] = "portal"
    weight: Annotated[WholeNumber, Field(ge=1, le=3)] = 2
    house: Slug | None = None
    zone: Zone = "Asia/Jakarta"
    language: Literal["id", "en"] = "id"
    wires: tuple[Slug, ...] = ()
    single_page: SinglePageEntry | None = None
    access: Line = ""
    feeds: tuple[FeedEntry, ...] = ()


class CatalogueFile(Entry):
    """The file: newsrooms with their feeds."""

    publishers: tuple[PublisherEntry, ...]


# Wires that are no newsroom of the catalogue.
FOREIGN_WIRES = frozenset(
    {"reuters", "afp", "ap", "xinhua", "anadolu", "sputnik", "ria-novosti", "tass", "dpa", "bloomberg", "kyodo"}
)


def cross_problems(source: Source, file: CatalogueFile) -> Iterator[Problem]:
    """What no single entry can see: ids and addresses used twice, wires nobody knows, rules without their query."""
    known = [publisher.id for publisher in file.publishers]
    seen: dict[tuple[str, str], str] = {}  # kind of name and name: who has it first
    for p, publisher in enumerate(file.publishers):
        yield from _twice(source, ("publishers", p, "id"), "publisher", publisher.id, seen, publisher.id)
        for w, wire in enumerate(publisher.wires):
            if wire not in known and wire not in FOREIGN_WIRES:
                hint = closest(wire, [*known, *FOREIGN_WIRES]) or "name a publisher of this file or a known wire"
                path: tuple[str | int, ...] = ("publishers", p, "wires", w)
                yield source.problem(path, f"wire '{wire}' is not known", hint, level="warning")
        rule = publisher.single_page
        if rule is not None and bool(rule.query) != (rule.how != "same-document"):
            words = "needs a 'query'" if rule.how != "same-document" else "takes no 'query'"
            yield source.problem(("publishers", p, "single_page"), f"how: {rule.how} {words}", "such as page=all")
        for f, feed in enumerate(publisher.feeds):
            path = ("publishers", p, "feeds", f)
            yield from _twice(source, (*path, "id"), "feed", feed.id, seen, feed.id)
            yield from _twice(source, (*path, "url"), "address", canonical(feed.url) or feed.url, seen, feed.id)
            if not urlsplit(feed.url).path and not urlsplit(feed.url).query:
                yield source.problem(
                    (*path, "url"), "is a home page, not a feed", "the feed's own address", level="warning"
                )


def _twice(
    source: Source, path: tuple[str | int, ...], what: str, value: str, seen: dict[tuple[str, str], str], owner: str
) -> Iterator[Problem]:
    if (what, value) in seen:
        hint = f"it belongs to {seen[what, value]} already; remove one of them"
        yield source.problem(path, f"{what} '{value}' is there twice", hint)
    seen.setdefault((what, value), owner)
