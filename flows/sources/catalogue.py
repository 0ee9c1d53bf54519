"""The newsrooms and feeds that are watched, as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flows.sources.catalogue_file import CatalogueFile, FeedEntry, PublisherEntry, cross_problems
from flows.sources.feed import Feed
from rules.engine.door import admit, closest
from rules.engine.yaml_source import Problem, read_yaml

PACKAGED = Path(__file__).with_name("feeds.yaml")


class CatalogueError(Exception):
    """A feed catalogue that cannot be used; `problems` lists everything wrong in it with file, line and column."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class SinglePage:
    """How a long article is got in one piece; `extractors.single_page_url` does it, a test keeps the two together.

    `how` is `query` (add `query` to the address), `pages` (`query` names the parameter that counts them) or
    `same-document` (it comes whole).
    """

    how: str
    query: str
    confidence: str  # high, medium, low


@dataclass(frozen=True, slots=True)
class Publisher:
    """A newsroom: what officers call it, how much its word weighs, whose copy it carries."""

    id: str
    name: str
    homepage: str
    kind: str = "portal"  # wire, paper, portal, broadcaster, magazine, government
    weight: int = 2  # 1 small or local, 2 known, 3 wire, paper of record or national broadcaster
    house: str | None = None  # owner; newsrooms of one house are no independent witnesses
    zone: str = "Asia/Jakarta"
    language: str = "id"
    wires: tuple[str, ...] = ()
    single_page: SinglePage | None = None
    access: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All newsrooms and feeds, in the order of the file: world, national and politics first within a newsroom."""

    publishers: tuple[Publisher, ...]
    feeds: tuple[Feed, ...]

    def feed(self, feed_id: str) -> Feed:
        """The feed with this id; KeyError with a suggestion when there is none."""
        for feed in self.feeds:
            if feed.id == feed_id:
                return feed
        hint = closest(feed_id, [feed.id for feed in self.feeds])
        raise KeyError(f"feed {feed_id}: not in the catalogue" + (f"; {hint}" if hint else ""))

    def publisher(self, publisher_id: str) -> Publisher | None:
        """The newsroom with this id, or None."""
        return next((publisher for publisher in self.publishers if publisher.id == publisher_id), None)

    def publisher_of(self, url: str) -> Publisher | None:
        """The newsroom whose site the address belongs to, or None; the longest matching host name wins."""
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        best: tuple[int, Publisher] | None = None
        for publisher in self.publishers:
            home = urlsplit(publisher.homepage)
            name = (home.hostname or "").removeprefix("www.")
            under = urlsplit(url).path.startswith(home.path.rstrip("/"))
            if (host == name or host.endswith(f".{name}")) and under and (best is None or len(name) > best[0]):
                best = (len(name), publisher)
        return best[1] if best else None

    @property
    def enabled(self) -> tuple[Feed, ...]:
        """The feeds that are polled."""
        return tuple(feed for feed in self.feeds if feed.enabled)


def load_catalogue(path: Path | None = None, *, local: Path | None = None) -> Catalogue:
    """The packaged catalogue, or the one at `path`; `local` adds newsrooms and feeds and overrides those of its ids.

    Raises CatalogueError with every problem of every file.
    """
    problems: list[Problem] = []
    files = [file for file in (path or PACKAGED, local) if file is not None]
    read = [_read(file, problems) for file in files]
    if problems:
        raise CatalogueError(problems)
    publishers: dict[str, PublisherEntry] = {}
    feeds: dict[str, tuple[str, FeedEntry]] = {}
    for file in read:
        for publisher in file.publishers if file is not None else ():
            publishers[publisher.id] = publisher
            feeds |= {feed.id: (publisher.id, feed) for feed in publisher.feeds}
    return Catalogue(
        tuple(_publisher(entry) for entry in publishers.values()),
        tuple(_feed(entry, publishers[owner]) for owner, entry in feeds.values()),
    )


def check_catalogue(path: Path | None = None) -> tuple[Problem, ...]:
    """Everything wrong or doubtful in one file, errors and warnings, in file order."""
    problems: list[Problem] = []
    _read(path or PACKAGED, problems, keep_warnings=True)
    return tuple(sorted(problems))


def _read(path: Path, problems: list[Problem], *, keep_warnings: bool = False) -> CatalogueFile | None:
    loaded = read_yaml(path, shown_as=path.name)
    found = list(loaded.problems)
    file = None
    if loaded.source is not None:
        file, refused = admit(loaded.source, CatalogueFile)
        found += refused
        if file is not None:
            found += cross_problems(loaded.source, file)
    problems += [problem for problem in found if keep_warnings or problem.level == "error"]
    return file


def _publisher(entry: PublisherEntry) -> Publisher:
    rule = entry.single_page
    return Publisher(
        id=entry.id,
        name=entry.name,
        homepage=entry.homepage,
        kind=entry.kind,
        weight=entry.weight,
        house=entry.house,
        zone=entry.zone,
        language=entry.language,
        wires=entry.wires,
        single_page=SinglePage(rule.how, rule.query, rule.confidence) if rule else None,
        access=entry.access,
    )


def _feed(entry: FeedEntry, publisher: PublisherEntry) -> Feed:
    return Feed(
        id=entry.id,
        publisher=publisher.id,
        url=entry.url,
        section=entry.section,
        interval_minutes=entry.every,
        zone=entry.zone or publisher.zone,
        confidence=entry.confidence,
        weight=publisher.weight,
        enabled=entry.enabled,
    )
