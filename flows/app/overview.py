"""The first screen of help: commands by what one wants to do, a line each, and what to type first."""

from __future__ import annotations

from typing import Any

from typer import style
from typer.core import TyperGroup

SECTIONS: dict[str, dict[str, str]] = {
    "Run the watch": {
        "up": "all of it: store, Prefect and its UI, polls, messages, digests",
        "demo": "the same against a newsroom of its own; needs no network",
        "poll": "one cycle by hand, without Prefect",
        "deliver": "send what is due, once",
    },
    "See how it stands": {
        "status": "what was read, matched and sent; what is blind and why",
        "events": "the developments on watch, newest first",
        "timeline": "one event from its first article on",
        "why": "why an article did or did not raise an alert",
        "digest": "the shift's page as it would go out now",
    },
    "On watch": {
        "ack": "take an event: escalation and reminders stop",
        "mute": "silence an event, a pair, a rule or a publisher for a while",
        "unmute": "end a silence before its time",
        "label": "say whether an alert was right",
    },
    "Set up and keep": {
        "settings": "every setting with its value and what it means",
        "channels": "who is told, and whether it arrives",
        "feeds": "what is watched; check, preview, add, import, export",
        "rules": "check, test and explain rules, for their authors",
        "backup": "copy the store while the watch goes on",
        "restore": "put a backup in the store's place",
    },
    "Text in, JSON out": {
        "match": "what the rules say of articles",
        "replay": "what would have been told, over dated articles",
        "extract": "the article in a saved page",
        "parse-feed": "the entries in a saved feed",
    },
}
HINTS = (
    ("pantau up", "watch; the UI is at http://127.0.0.1:4200"),
    ("pantau demo", "see it work, in three minutes"),
    ("pantau status", "is all well?"),
    ("pantau why WORDS", "a part of a title, an address or an event: what was decided, and why"),
    ("pantau COMMAND --help", "all of a command, with examples"),
    ("pantau settings", "PANTAU_... variables and pantau.toml in the home"),
)
EXIT_CODES = "Exit codes: 0 done, 1 faults were found, 2 could not run as asked, 75 somebody else is at it."


class Overview(TyperGroup):
    """The group whose help is in sections; a command that none of them names comes last, with its own words.

    Context and formatter are click's, which newer releases of typer bring along under a name of their own.
    """

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Writes the sections."""
        named = {name for section in SECTIONS.values() for name in section}
        others = {
            name: command.get_short_help_str(100)
            for name, command in self.commands.items()
            if name not in named and not command.hidden
        }
        width = max(len(name) for name in self.commands)
        for title, commands in {**SECTIONS, **({"More": others} if others else {})}.items():
            with formatter.section(style(title, bold=True)):
                rows = [(style(n.ljust(width), fg="cyan"), words) for n, words in commands.items()]
                formatter.write_dl(rows, col_max=40)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Writes what to type first."""
        formatter.write_paragraph()
        formatter.write_dl([(style(command, fg="cyan"), words) for command, words in HINTS], col_max=40)
        formatter.write_paragraph()
        formatter.write_text(EXIT_CODES)


class Topic(TyperGroup):
    """A group whose commands are told in whole sentences."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Writes a row for each command."""
        width = max(len(name) for name in self.commands)
        rows = [(style(n.ljust(width), fg="cyan"), c.get_short_help_str(200)) for n, c in self.commands.items()]
        with formatter.section(style("Commands", bold=True)):
            formatter.write_dl(rows, col_max=40)
