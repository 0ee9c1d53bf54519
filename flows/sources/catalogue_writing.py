"""A feed added to an operator's own catalogue file: the new text, checked, with comments and order kept."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from ruamel.yaml import YAML

from flows.sources.catalogue import Catalogue, CatalogueError, Publisher
from flows.sources.catalogue_file import CatalogueFile, cross_problems
from flows.sources.feed import Feed
from flows.sources.identity import canonical, site
from rules.engine.door import admit
from rules.engine.yaml_source import parse_yaml

_HEAD = "# Newsrooms and feeds of this watch, on top of those that pantau brings along.\npublishers: []\n"


def suggest(catalogue: Catalogue, url: str, title: str = "", section: str = "all") -> tuple[Publisher, Feed]:
    """A newsroom and feed for the address: the catalogue's newsroom where it knows the site, ids not taken yet."""
    known = catalogue.publisher_of(url)
    host = urlsplit(url).hostname or "feed"
    name = title if host.replace(".", "").isdigit() or ":" in host else site(url).split(".")[0]
    publisher = known or Publisher(
        id=_free(_slug(name or host), {publisher.id for publisher in catalogue.publishers}),
        name=title or host,
        homepage=f"https://{host}",
        weight=1,
    )
    feed_id = _free(_slug(f"{publisher.id}-{section}"), {feed.id for feed in catalogue.feeds})
    feed = Feed(feed_id, publisher.id, url, section, 15, publisher.zone, "low", publisher.weight)
    return publisher, feed


def already_watched(catalogue: Catalogue, url: str) -> Feed | None:
    """The feed that has this address already, or None; `http` and `https` are one."""
    wanted = _bare(url)
    return next((feed for feed in catalogue.feeds if _bare(feed.url) == wanted), None)


def with_feeds(text: str, additions: Iterable[tuple[Publisher, Feed]], name: str = "feeds.yaml") -> str:
    """The catalogue file's text with the feeds added (an empty text starts a new file).

    Raises CatalogueError when the file was wrong before or would be afterwards, so that nothing wrong is ever saved.
    """
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 120
    yaml.indent(mapping=2, sequence=4, offset=2)
    _check(text or _HEAD, name)
    data: Any = yaml.load(text or _HEAD)
    for publisher, feed in additions:
        _add(data["publishers"], publisher, feed)
    out = io.StringIO()
    yaml.dump(data, out)
    _check(out.getvalue(), name)
    return out.getvalue()


def _add(publishers: list[Any], publisher: Publisher, feed: Feed) -> None:
    entry = next((entry for entry in publishers if entry.get("id") == publisher.id), None)
    if entry is None:
        entry = _publisher_entry(publisher)
        publishers.append(entry)
    added: dict[str, Any] = {
        "id": feed.id,
        "url": feed.url,
        "section": feed.section,
        "every": feed.interval_minutes,
        "confidence": feed.confidence,
    }
    if feed.zone != publisher.zone:
        added["zone"] = feed.zone
    entry.setdefault("feeds", []).append(added)


def _publisher_entry(publisher: Publisher) -> dict[str, Any]:
    """The newsroom in full: a file of one's own replaces what pantau knew of it."""
    entry: dict[str, Any] = {
        "id": publisher.id,
        "name": publisher.name,
        "homepage": publisher.homepage,
        "kind": publisher.kind,
        "weight": publisher.weight,
        "zone": publisher.zone,
        "language": publisher.language,
    }
    if publisher.house:
        entry["house"] = publisher.house
    if publisher.wires:
        entry["wires"] = list(publisher.wires)
    if publisher.single_page:
        rule = publisher.single_page
        entry["single_page"] = {
            "how": rule.how,
            **({"query": rule.query} if rule.query else {}),
            "confidence": rule.confidence,
        }
    return entry


def _check(text: str, name: str) -> None:
    loaded = parse_yaml(text, name)
    problems = list(loaded.problems)
    if loaded.source is not None:
        file, refused = admit(loaded.source, CatalogueFile)
        problems += refused
        if file is not None:
            problems += [p for p in cross_problems(loaded.source, file) if p.level == "error"]
    if problems:
        raise CatalogueError(problems)


def _free(wanted: str, taken: set[str]) -> str:
    """The id, or with a number behind it when it is taken: nothing that is watched may be replaced by a guess."""
    return next(name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, 10_000))) if name not in taken)


def _bare(url: str) -> str:
    return (canonical(url) or url).partition("://")[2].rstrip("/").removeprefix("www.")


def _slug(text: str) -> str:
    words: Sequence[str] = re.findall(r"[a-z0-9]+", text.lower())
    return "-".join(words)[:60].strip("-") or "feed"
