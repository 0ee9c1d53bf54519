"""Commands about feeds: list, check, preview, add, import, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.app.overview import Topic
from flows.app.terminal import FAULTS, ago, local, note, say, say_json, stop, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.sources import Catalogue, Feed, Publisher
    from flows.sources.preview import Preview

app = typer.Typer(cls=Topic, help="What is watched, whether it answers, and what to add.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")]
Url = Annotated[str, typer.Argument(metavar="URL", help="Address of a feed, or of a page that names one.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Save without asking.")]


def register(parent: typer.Typer) -> None:
    """Adds this topic's commands."""
    parent.add_typer(app, name="feeds", rich_help_panel=None)


@app.command("list")
def list_feeds(publisher: Annotated[str, typer.Option("--publisher", "-p")] = "", as_json: Json = False) -> None:
    """Every feed with its section, interval, how sure its address is, and when it was last read.

    Examples: pantau feeds list; pantau feeds list --publisher antara
    """
    from flows.app.wiring import look_at_store, open_catalogue

    with look_at_store() as look:
        catalogue = open_catalogue(look.settings)
        states = look.store.feed_states()
        feeds = [f for f in catalogue.feeds if publisher in ("", f.publisher)]
        if not feeds:
            stop(f"feeds: {publisher}: the catalogue has no feed of this publisher; `pantau feeds list` shows all")
        rows = []
        for f in feeds:
            state = states.get(f.id)
            health = "off" if not f.enabled else "-" if state is None else state.fault.kind if state.fault else "ok"
            read = ago(state.last_success if state else None, look.now)
            rows.append((f.id, f.section, f"{f.interval_minutes} min", f.confidence, health, read, f.url))
    if as_json:
        keys = ("id", "section", "interval", "confidence", "health", "last_read", "url")
        say_json([dict(zip(keys, map(str, row), strict=True)) for row in rows])
        return
    table(f"{len(rows)} feeds", ("feed", "section", "every", "address", "health", "last read", "url"), rows)


@app.command("check")
def check(
    feed: Annotated[list[str] | None, typer.Argument(metavar="[FEED]...", help="Feed ids; all when absent.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Check the catalogue file only.")] = False,
) -> None:
    """Checks the catalogue, then asks the feeds as they answer today; says what is wrong and what to do. Saves nothing.

    Examples: pantau feeds check; pantau feeds check antara-dunia; pantau feeds check --offline
    """
    import asyncio

    from flows.app.config import load_settings
    from flows.app.probing import probe_feeds
    from flows.app.wiring import open_catalogue
    from flows.sources import check_catalogue

    settings = load_settings()
    problems = [p for path in settings.catalogue_files for p in check_catalogue(path)]
    for problem in problems:
        say(str(problem))
    if any(problem.level == "error" for problem in problems):
        stop("feeds: the catalogue cannot be used; correct the lines above", FAULTS)
    catalogue = open_catalogue(settings)
    chosen = _chosen(catalogue, feed)
    if offline:
        say(f"catalogue: {len(catalogue.feeds)} feeds of {len(catalogue.publishers)} publishers, no error")
        return
    note(f"asking {len(chosen)} feeds")
    verdicts = asyncio.run(probe_feeds(settings, chosen))
    rows = [(v.feed.id, v.verdict, v.seen.entries, "; ".join(v.advice) or "-") for v in verdicts]
    table("Feeds", ("feed", "verdict", "entries", "advice"), rows)
    if any(v.verdict == "blind" for v in verdicts):
        raise typer.Exit(FAULTS)


def _chosen(catalogue: Catalogue, ids: list[str] | None) -> Sequence[Feed]:
    if not ids:
        return catalogue.enabled
    try:
        return [catalogue.feed(feed_id) for feed_id in ids]
    except KeyError as error:
        stop(str(error.args[0]))


@app.command("preview")
def preview(url: Url) -> None:
    """What an address would bring: entries, dates, pace, samples, problems. Saves nothing.

    Example: pantau feeds preview https://www.antaranews.com/rss/dunia.xml
    """
    import asyncio

    from flows.app.config import load_settings
    from flows.app.probing import probe

    settings = load_settings()
    seen = asyncio.run(probe(settings, _whole(url)))
    _show(seen, settings.zone)
    if not seen.usable:
        raise typer.Exit(FAULTS)


def _whole(url: str) -> str:
    """The address as it was meant: a host without a scheme is asked over https."""
    return url if "://" in url or url.startswith("/") or "." not in url else f"https://{url}"


def _show(seen: Preview, zone: str) -> None:
    from zoneinfo import ZoneInfo

    from flows.sources.check import next_steps

    say(f"{seen.url}: {seen.title or '(no title)'} [{seen.kind or 'no feed'}]")
    if seen.fault is not None:
        say(f"  fault: {seen.fault.kind}: {seen.fault.words}")
    if seen.moved_to:
        say(f"  moved for good to {seen.moved_to}")
    if seen.entries:
        say(
            f"  {seen.entries} entries, {seen.linked} with an address, {seen.dated} with a date "
            f"({seen.zone_assumed} without zone), {seen.full_text} with full text; poll every {seen.every_minutes} min"
        )
        for entry in seen.samples:
            say(f"  {local(entry.published, ZoneInfo(zone))}  {entry.title}")
    for problem in seen.problems:
        say(f"  problem: {problem}")
    for step in next_steps(seen):
        say(f"  what to do: {step}")


@app.command("add")
def add(
    url: Url,
    section: Annotated[str, typer.Option("--section", help="What it holds: world, national, politics, ...")] = "all",
    yes: Yes = False,
) -> None:
    """Looks at a feed, shows what it brings, and adds it to the home's own feeds.yaml.

    Example: pantau feeds add https://kabar.example/rss --section world
    """
    import asyncio

    from flows.app.config import load_settings
    from flows.app.probing import probe
    from flows.app.wiring import open_catalogue
    from flows.sources.catalogue_writing import already_watched, suggest

    settings, url = load_settings(), _whole(url)
    catalogue = open_catalogue(settings)
    if there := already_watched(catalogue, url):
        stop(f"feeds: {url}: watched already as {there.id}")
    seen = asyncio.run(probe(settings, url))
    _show(seen, settings.zone)
    if not seen.usable:
        stop("feeds: nothing was added: the address brings no entries that can be followed", FAULTS)
    publisher, feed = suggest(catalogue, seen.moved_to or url, seen.title, section)
    say(f"adding {feed.id} of {publisher.name} to {settings.own_feeds_path}, every {seen.every_minutes} min")
    if not yes and not typer.confirm("Save?"):
        stop("feeds: nothing was added", FAULTS)
    from dataclasses import replace

    _save(settings.own_feeds_path, [(publisher, replace(feed, interval_minutes=seen.every_minutes))])


@app.command("import")
def import_feeds(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An OPML file from a feed reader.")], yes: Yes = False
) -> None:
    """Adds the feeds of an OPML file that are not watched yet to the home's own feeds.yaml; asks nobody's server.

    Example: pantau feeds import subscriptions.opml
    """
    from flows.app.config import load_settings
    from flows.app.probing import additions_of
    from flows.app.wiring import open_catalogue
    from flows.sources.opml import import_opml

    settings = load_settings()
    try:
        found = import_opml(file.read_bytes())
    except OSError as error:
        stop(f"feeds: {file}: {error.strerror}")
    additions, known = additions_of(open_catalogue(settings), found.feeds)
    for problem in found.problems:
        say(f"  left out: {problem}")
    table(
        f"{len(additions)} new feeds, {known} watched already",
        ("feed", "publisher", "section", "url"),
        [(feed.id, publisher.name, feed.section, feed.url) for publisher, feed in additions],
    )
    if not additions:
        return
    if not yes and not typer.confirm(f"Add them to {settings.own_feeds_path}?"):
        stop("feeds: nothing was added", FAULTS)
    _save(settings.own_feeds_path, additions)


@app.command("export")
def export_feeds(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Standard output when absent.")] = None,
) -> None:
    """The whole catalogue as OPML, for a feed reader.

    Example: pantau feeds export feeds.opml
    """
    from flows.app.config import load_settings
    from flows.app.wiring import open_catalogue
    from flows.sources.opml import export_opml

    text = export_opml(open_catalogue(load_settings()))
    if file is None:
        typer.echo(text, nl=False)
        return
    try:
        file.write_bytes(text)
    except OSError as error:
        stop(f"feeds: {file}: {error.strerror}")


def _save(path: Path, additions: Sequence[tuple[Publisher, Feed]]) -> None:
    from flows.sources.catalogue_writing import with_feeds

    before = path.read_text("utf-8") if path.is_file() else ""
    text = with_feeds(before, additions, path.name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(text, "utf-8")
        fresh.replace(path)
    except OSError as error:
        stop(f"feeds: {path}: {error.strerror}")
    say(f"saved: {len(additions)} feeds; the next cycle reads them")
