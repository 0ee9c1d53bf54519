"""Commands for rule authors: rules check, test, explain, schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.app.overview import Topic
from flows.app.terminal import FAULTS, note, say, stop

app = typer.Typer(cls=Topic, help="Checks, tests and explains rules, for their authors.", no_args_is_help=True)

Rules = Annotated[
    Path | None, typer.Option("--rules", metavar="DIR", help="Folder of rules; those in the settings when absent.")
]


def register(parent: typer.Typer) -> None:
    """Adds this topic's commands."""
    parent.add_typer(app, name="rules")


@app.command("check")
def check(rules: Rules = None) -> None:
    """Reads every rule and lexicon file and says what is wrong, with file, line and a hint; exit code 1 for an error.

    Examples: pantau rules check; pantau rules check --rules ~/my-rules
    """
    from flows.app.config import load_settings
    from flows.app.wiring import receivers_of
    from rules.authoring import check_rules

    tags = {tag for receiver in receivers_of(load_settings()) if receiver.enabled for tag in receiver.tags}
    report = check_rules(_directory(rules), None if "*" in tags else tags)
    say(str(report))
    if not report.ok:
        raise typer.Exit(FAULTS)


@app.command("test")
def run_tests(
    rule: Annotated[str | None, typer.Argument(metavar="[RULE]", help="Only this rule's tests.")] = None,
    rules: Rules = None,
    sequences: Annotated[bool, typer.Option("--sequences/--no-sequences", help="Replay stories over days.")] = True,
) -> None:
    """Runs the tests that stand beside the rules: alerts, quiet texts, and stories through the whole decision chain.

    Examples: pantau rules test; pantau rules test weapons-transfer
    """
    from flows.app.replay import sequence_runner
    from rules import load_rules
    from rules.authoring import test_rules

    ruleset = load_rules(_directory(rules))
    if rule is not None and rule not in {info.id for info in ruleset.rules}:
        stop(f"rules: {rule}: no such rule; known are {', '.join(sorted(info.id for info in ruleset.rules))}")
    report = test_rules(ruleset, rule, run_sequence=sequence_runner(ruleset) if sequences else None)
    say(str(report))
    if not report.ok:
        raise typer.Exit(FAULTS)


@app.command("explain")
def explain(
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="A text; - is standard input.")] = "-",
    text: Annotated[str | None, typer.Option("--text", "-t", help="The text itself instead of a file.")] = None,
    title: Annotated[str, typer.Option("--title", help="The headline above it.")] = "",
    rules: Rules = None,
) -> None:
    """Why the rules do or do not see a development in a text: words, roles, cues, rule by rule.

    Examples: pantau rules explain article.txt; pantau rules explain -t "Iran memasok drone ke Rusia."
    """
    from flows.app.jsonl import read_bytes
    from rules import load_rules
    from rules.authoring import explain_text

    said = text if text is not None else read_bytes(file).decode("utf-8", "replace")
    say(explain_text(load_rules(_directory(rules)), said, title))


@app.command("schema")
def schema(
    lexicon: Annotated[bool, typer.Option("--lexicon", help="The schema of lexicon files instead.")] = False,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Standard output when absent.")] = None,
) -> None:
    """The JSON schema of a rule file, for completion and errors in the editor.

    Example: pantau rules schema rule.schema.json
    """
    from rules.authoring.schema import lexicon_schema, rule_schema, schema_text

    text = schema_text(lexicon_schema() if lexicon else rule_schema())
    if file is None:
        typer.echo(text, nl=False)
        return
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        stop(f"rules: {file}: {error.strerror}")
    note(f"schema written to {file}")


def _directory(named: Path | None) -> Path:
    """The folder named, else the one in the settings, else the shipped one."""
    from flows.app.commands_text import rules_directory
    from flows.app.ruleset import SHIPPED

    return rules_directory(named) or SHIPPED
