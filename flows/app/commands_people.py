"""Commands for people on watch: ack, mute, unmute, label."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from getpass import getuser
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from flows.app.terminal import FAULTS, local, say, stop, table

if TYPE_CHECKING:
    from flows.alerts.event import SilenceScope
    from flows.app.wiring import Look

LONGEST_MUTE = timedelta(days=7)
By = Annotated[str, typer.Option("--by", help="Who says so; you when absent.", default_factory=getuser)]
LABELS = {
    "right": "right",
    "wrong": "wrong",
    "old": "old",
    "off-topic": "off-topic",
    "benar": "right",
    "bagus": "right",
    "salah": "wrong",
    "lama": "old",
    "bukan-topik": "off-topic",
}


def register(app: typer.Typer) -> None:
    """Adds this topic's commands."""
    app.command("ack")(ack)
    app.command("mute")(mute)
    app.command("unmute")(unmute)
    app.command("label")(label)


def ack(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Event id such as K7Q2.")],
    by: By,
    note: Annotated[str, typer.Option("--note", help="A word for the others.")] = "",
) -> None:
    """Takes an event: escalation and reminders stop; later developments of it are still sent.

    Example: pantau ack K7Q2 --by rina --note "checking with the desk"
    """
    from flows.alerts.event import Acknowledgement
    from flows.app.wiring import look_at_store

    code = event_code_of(event)
    with look_at_store() as look:
        if look.store.event(code) is None:
            stop(f"ack: {event}: no such event; `pantau events` lists them", FAULTS)
        look.store.acknowledge(Acknowledgement(code, by, look.now, note))
        say(f"{code} taken by {by}, {local(look.now, look.zone)}")


def mute(
    scope: Annotated[str, typer.Argument(help="event, pair, rule or publisher.")],
    target: Annotated[str, typer.Argument(help="K7Q2, KP>RU, a rule's id, or a publisher's slug.")],
    until: Annotated[str, typer.Option("--until", help="An end: 8h, 2d, 07:00, or an ISO date or time; at most 7 d.")],
    why: Annotated[str, typer.Option("--why", help="The reason, for the digest.")],
    by: By,
) -> None:
    """Silences an event, a pair, a rule or a publisher for a while. Critical news, a higher stage and denials pass.

    Examples: pantau mute event K7Q2 --until 07:00 --why "known" --by rina; pantau mute pair 'KP>RU' --until 8h ...
    """
    from flows.alerts.event import SilenceScope
    from flows.app.wiring import look_at_store

    try:
        kind = SilenceScope(scope.lower())
    except ValueError:
        stop(f"mute: {scope}: not one of {', '.join(SilenceScope)}")
    with look_at_store() as look:
        try:
            end = end_of(until, look.now, look.zone)
        except ValueError as error:
            stop(f"mute: --until {until}: {error}")
        named = target_of(kind.value, target)
        if stranger := unknown_target(look, kind, named):
            stop(f"mute: {stranger}", FAULTS)
        silence = look.store.add_silence(kind, named, end, by, why, look.now)
        say(f"silence {silence.id}: {kind} {silence.target} until {local(silence.until, look.zone)}, {by}: {why}")


def unmute(
    silence: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", help="Its number; without one, the list.")
    ] = None,
) -> None:
    """Ends a silence before its time; without a number, lists those in force.

    Examples: pantau unmute; pantau unmute 3
    """
    from flows.app.wiring import look_at_store

    with look_at_store() as look:
        if silence is None:
            table(
                "Silences in force",
                ("number", "scope", "target", "until", "owner", "reason"),
                [
                    (s.id, s.scope, s.target, local(s.until, look.zone), s.owner, s.reason)
                    for s in look.store.silences(look.now)
                ],
            )
        elif look.store.lift_silence(silence, look.now):
            say(f"silence {silence} ended")
        else:
            stop(f"unmute: {silence}: no silence in force has this number; `pantau unmute` lists them", FAULTS)


def label(
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="Alert id such as K7Q2-1.")],
    word: Annotated[str, typer.Argument(help="right, wrong, old or off-topic (benar, salah, lama, bukan-topik).")],
    by: By,
    note: Annotated[str, typer.Option("--note", help="What was wrong with it.")] = "",
) -> None:
    """Says whether an alert was right; a wrong one becomes a test stub for the rule's author.

    Example: pantau label K7Q2-1 wrong --by rina --note "exhibition, no transfer"
    """
    from flows.app.stub import quiet_stub
    from flows.app.wiring import look_at_store

    meant = LABELS.get(word.lower())
    if meant is None:
        stop(f"label: {word}: not one of right, wrong, old, off-topic")
    code = alert.strip().upper()
    with look_at_store() as look:
        found = look.store.alert(code)
        if found is None:
            stop(f"label: {alert}: no such alert; `pantau timeline {code.split('-')[0]}` shows its event", FAULTS)
        look.store.add_label(code, meant, by, look.now, note)
        say(f"{code} labelled {meant} by {by}")
        if meant != "right":
            say(quiet_stub(found, meant, note))


def event_code_of(words: str) -> str:
    """`K7Q2` from `k7q2` or from an alert's id `K7Q2-3`."""
    return words.strip().upper().split("-")[0]


def target_of(scope: str, words: str) -> str:
    """The target in the form in which it is kept: ids and pairs upper case without spaces, slugs lower case."""
    words = words.strip()
    if scope == "event":
        return event_code_of(words)
    if scope == "pair":
        return re.sub(r"\s*(?:→|->|>)\s*", ">", words).upper()
    return words.lower()


def unknown_target(look: Look, scope: SilenceScope, target: str) -> str:
    """Why a silence of this target would silence nothing; empty when it is known. A typing error would go unnoticed."""
    from flows.app.ruleset import load_live_rules
    from flows.app.wiring import open_catalogue

    if scope.value == "event" and look.store.event(target) is None:
        return f"{target}: no such event; `pantau events` lists them"
    if scope.value == "pair" and not re.fullmatch(r"[^\s>][^>]*>[^>]*[^\s>]", target):
        return f"{target}: not a pair; write KP>RU"
    if scope.value == "publisher" and open_catalogue(look.settings).publisher(target) is None:
        return f"{target}: no such publisher; `pantau feeds list` shows all"
    if scope.value == "rule" and target not in {rule.id for rule in load_live_rules(look.settings).rules}:
        return f"{target}: no such rule; `pantau rules` lists them"
    return ""


def end_of(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The end that is meant, in the future and within seven days; raises ValueError with what is wrong."""
    words = words.strip().lower()
    if span := re.fullmatch(r"(\d+)\s*(m|min|h|j|d)", words):
        unit = {"m": "minutes", "min": "minutes", "h": "hours", "j": "hours", "d": "days"}[span[2]]
        end = now + timedelta(**{unit: int(span[1])})
    elif clock := re.fullmatch(r"(\d{1,2})[:.](\d{2})", words):
        here = now.astimezone(zone)
        end = datetime.combine(here.date(), time(int(clock[1]), int(clock[2])), zone)
        end = end if end > here else end + timedelta(days=1)
    else:
        try:
            end = (
                datetime.combine(date.fromisoformat(words), time(), zone)
                if len(words) == 10
                else datetime.fromisoformat(words)
            )
        except ValueError:
            raise ValueError("not an end; write 8h, 2d, 07:00 or 2026-01-31") from None
        end = end if end.tzinfo else end.replace(tzinfo=zone)
    if end <= now:
        raise ValueError("already past")
    if end - now > LONGEST_MUTE:
        raise ValueError("more than 7 days away; a silence is short, a rule that is wrong is corrected")
    return end
