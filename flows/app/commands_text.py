"""Commands that read files and write JSON: match, replay, extract, parse-feed. No store, no server, no network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from flows.app.terminal import FAULTS, note, stop

Source = Annotated[str, typer.Argument(metavar="[FILE]", help="JSON Lines, plain or .gz; - is standard input.")]
Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="DIR", help="Folder of rules; those in force when absent."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")]
Url = Annotated[str, typer.Option("--url", help="Where the file came from; decides publisher and links.")]


def register(app: typer.Typer) -> None:
    """Adds this topic's commands."""
    app.command("match")(match)
    app.command("replay")(replay)
    app.command("extract")(extract)
    app.command("parse-feed")(parse_feed)


def match(
    file: Source = "-",
    rules: Rules = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 takes one per core.")] = 1,
    quiet: Quiet = False,
) -> None:
    """What the rules say of articles: one JSON line out for each line in, in the same order.

    In: {id, title?, text, url?, outlet?, date?}. Out: {id, events: [...]}; a line that cannot be read answers with
    no events and an error, and the exit code is 1.

    Examples: pantau match articles.jsonl > said.jsonl; zcat old.jsonl.gz | pantau match --jobs 0 -
    """
    from flows.app.jsonl import read_lines, write_line
    from flows.app.match import load_matcher, match_in_processes, match_lines
    from flows.app.progress import Progress

    lines = read_lines(file)
    directory = rules_directory(rules)
    matched = match_lines(lines, load_matcher(directory)) if jobs == 1 else match_in_processes(lines, directory, jobs)
    faults = 0
    progress = Progress("matched", quiet=quiet)
    for answer in progress.watch(matched):
        write_line(answer.value)
        if answer.error:
            faults += 1
            note(f"pantau: {file}: {answer.error}")
    sys.stdout.flush()
    if faults:
        stop(f"{file}: {faults} lines could not be matched; they are answered with an error", FAULTS)


def replay(file: Source = "-", rules: Rules = None, quiet: Quiet = False) -> None:
    """The whole decision chain over dated articles, with a simulated clock and an empty store.

    In: {id, title?, text, url?, outlet?, date}. Articles are taken by date; lines come out in the order of the input:
    {id, decisions: [{event, rule, state, reason, alert, changed}]}. Where alert is true an officer is told.

    Example: pantau replay story.jsonl
    """
    from flows.app.jsonl import read_lines, write_line
    from flows.app.match import load_matcher
    from flows.app.progress import Progress
    from flows.app.replay import replay_lines

    faults = 0
    progress = Progress("replayed", quiet=quiet)
    for answer in replay_lines(read_lines(file), load_matcher(rules_directory(rules)), step=progress.step):
        write_line(answer.value)
        if answer.error:
            faults += 1
            note(f"pantau: {file}: {answer.error}")
    progress.close()
    sys.stdout.flush()
    if faults:
        stop(f"{file}: {faults} lines could not be replayed; they are answered with an error", FAULTS)


def extract(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A saved page; - is standard input.")],
    url: Url = "",
) -> None:
    """The article in a saved page: title, authors, date, text, every segment labelled, and who extracted it.

    Without --url the page's own canonical address, where it has one, says whose it is.

    Example: pantau extract page.html --url https://www.antaranews.com/berita/1/judul
    """
    from extractors import article_to_json
    from extractors import extract as extract_article
    from flows.app.jsonl import read_bytes, write_line

    write_line(article_to_json(extract_article(read_bytes(file), url)))


def parse_feed(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A saved feed; - is standard input.")],
    url: Url,
    zone: Annotated[str, typer.Option("--zone", help="Zone of dates that name none.")] = "Asia/Jakarta",
) -> None:
    """The entries in a saved feed, with dates and how far they can be trusted, and what was wrong with it.

    An old file is read as of the day on which it was saved. Whole entries of a torn feed are kept; exit code 1 means
    that there was none.

    Example: pantau parse-feed rss.xml --url https://rss.detik.com/index.php/detikcom
    """
    from datetime import UTC, datetime

    from flows.app.jsonl import read_bytes, write_line
    from flows.app.saved_feed import parse_saved_feed
    from flows.sources.wire import feed_to_json

    try:
        ZoneInfo(zone)
    except Exception:  # ZoneInfo raises five unrelated kinds for a bad key
        stop(f"parse-feed: --zone {zone}: no such time zone; use a name such as Asia/Jakarta")
    parsed = parse_saved_feed(read_bytes(file), url, zone=zone, now=datetime.now(UTC))
    write_line(feed_to_json(parsed, url))
    if parsed.fault and not parsed.entries:
        stop(f"{file}: {parsed.fault.words}", FAULTS)


def rules_directory(named: Path | None) -> Path | None:
    """The folder named on the command line, else the one in the settings, else None for the shipped rules."""
    if named is not None:
        return named
    from flows.app.config import load_settings

    return load_settings().rules_path
