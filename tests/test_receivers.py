"""Receivers: who is told what, when; files with mistakes are refused with one clear sentence and no address."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from flows.alerts import (
    Form,
    Receiver,
    ReceiversError,
    default_receiver,
    is_still_needed,
    load_receivers,
    quiet_manner,
    route,
    uncovered_tags,
)
from flows.alerts.event import Acknowledgement, Alert, Decision, Event, Sighting, State
from flows.alerts.receivers import Quiet, QuietHours
from rules import Certainty, CertaintyDetail, Mention, MentionType, Severity, Stage

NOON = datetime(2024, 9, 2, 5, 0, tzinfo=UTC)  # 12.00 WIB
NIGHT = datetime(2024, 9, 2, 18, 30, tzinfo=UTC)  # 01.30 WIB on the 3rd
SECRET = "tgram://123456789:CANARYtokenCANARYtokenCANARYtoken/42"

OURS = """
receivers:
  - id: rina
    name: Rina
    url_env: RINA_URL
    tags: [senjata, pakta]
    min_severity: medium
    quiet: {from: 22.00, until: "06:30"}
    zone: Asia/Makassar
    language: id
    fallback: ruang-jaga
    digests: [7.00, 15:00, "23.00"]
  - id: ruang-jaga
    url: json://127.0.0.1:9/x
    tags: "*"
  - id: hp
    url_file: hp.url
    private: true
    form: sms
"""


def write(folder: Path, text: str, name: str = "receivers.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def an_alert(
    severity: Severity = Severity.HIGH, tags: tuple[str, ...] = ("senjata",), state: State = State.NEW
) -> Alert:
    mention = Mention("r", 1, MentionType.WEAPONS_TRANSFER, Stage.DELIVERED, Certainty.ALLEGED,
                      CertaintyDetail.CLAIM, severity)  # fmt: skip
    event = Event("K7Q2", "r", mention.type, mention.stage, mention.certainty, mention.detail, Severity.HIGH,
                  NOON, NOON, NOON)  # fmt: skip
    sighting = Sighting("a", "antara", "ANTARA", "https://x.example", "", NOON, NOON, "antara")
    decision = Decision(state, "new", True, mention, sighting, event)
    return Alert("K7Q2-1", event, 1, state, severity, NOON, decision, tags)


def someone(**more: object) -> Receiver:
    return Receiver(id="rina", url=SecretStr(SECRET), **more)  # type: ignore[arg-type]


def test_nothing_configured_means_the_inbox_for_everything() -> None:
    (only,) = load_receivers(None)
    assert only == default_receiver()
    assert only.is_log
    assert set(route(an_alert(tags=("anything",)), [only], NOON)) == {"log"}


def test_a_default_address_joins_the_inbox() -> None:
    inbox, default = load_receivers(None, default_url=SecretStr(SECRET))
    assert (inbox.id, default.id, default.address) == ("log", "default", SECRET)


def test_a_file_gives_people_with_their_wishes(tmp_path: Path) -> None:
    write(tmp_path, "twilio://x\n", "hp.url")
    rina, room, phone = load_receivers(write(tmp_path, OURS), env={"RINA_URL": SECRET})
    assert rina.address == SECRET
    assert rina.quiet == QuietHours(**{"from": time(22), "until": time(6, 30)})
    assert rina.digests == (time(7), time(15), time(23))
    assert room.tags == ("*",)
    assert (phone.address, phone.shape) == ("twilio://x", Form.PRIVATE)
    assert rina.shape is Form.LONG


def test_addresses_never_show(tmp_path: Path) -> None:
    write(tmp_path, "twilio://x\n", "hp.url")
    everyone = load_receivers(write(tmp_path, OURS), env={"RINA_URL": SECRET})
    assert "CANARY" not in f"{everyone!r}{[str(r) for r in everyone]}{[r.model_dump_json() for r in everyone]}"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("min_severity: medium", "min_severity: loud"), "receivers.0.min_severity"),
        (("zone: Asia/Makassar", "zone: Asia/Makasar"), "Asia/Makassar"),
        (("language: id", "langauge: id"), "langauge"),
        (("fallback: ruang-jaga", "fallback: nobody"), "fallback nobody"),
        (("fallback: ruang-jaga", "fallback: rina"), "fallback rina"),
        (("- id: hp", "- id: rina"), "twice"),
        (("url_env: RINA_URL", "url_env: OTHER"), "OTHER is not set"),
        (("url_env: RINA_URL", "name2: x"), "name2"),
        (("url: json://127.0.0.1:9/x", "url: CANARYnoscheme"), "no URL"),
        (("url_file: hp.url", "url_file: missing.url"), "missing.url"),
        (("url_file: hp.url", "url_file: hp.url\n    url: json://CANARY"), "exactly one"),
        (("from: 22.00", "from: 25.00"), "from"),
        (("  - id: hp", "  - id: hp\n  id: x\n :"), "not valid YAML"),
        (("receivers:\n", "receivers: []\nother: 1\n#"), "receivers"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_place_and_without_the_address(
    tmp_path: Path, change: tuple[str, str], complaint: str
) -> None:
    write(tmp_path, "twilio://CANARY\n", "hp.url")
    text = OURS.replace(*change, 1)
    assert text != OURS
    with pytest.raises(ReceiversError) as caught:
        load_receivers(write(tmp_path, text), env={"RINA_URL": SECRET})
    said = str(caught.value)
    assert complaint in said
    assert "CANARY" not in said
    assert "CANARY" not in repr(caught.value.__cause__)
    assert "\n" not in said


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ReceiversError, match="cannot be read"):
        load_receivers(tmp_path / "nothing.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "# rooms\nsenjata, pakta = json://127.0.0.1/a\nntfy://127.0.0.1/b\n",
        "urls:\n  - json://127.0.0.1/a:\n      tag: senjata, pakta\n  - ntfy://127.0.0.1/b\n",
        "version: 1\nurls:\n  - url: json://127.0.0.1/a\n    tag: [senjata, pakta]\n  - ntfy://127.0.0.1/b\n",
    ],
)
def test_apprises_own_file_is_read_without_apprise(tmp_path: Path, text: str) -> None:
    one, other = load_receivers(write(tmp_path, text, "apprise.conf"))
    assert (one.address, one.tags) == ("json://127.0.0.1/a", ("senjata", "pakta"))
    assert (other.address, other.tags) == ("ntfy://127.0.0.1/b", ("*",))


@pytest.mark.parametrize(
    "text",
    [
        "include http://evil.example/more\n",
        "urls:\n  - json://x\ninclude:\n  - /etc/passwd\n",
        "this is no address\n",
        "urls: 3\n",
        "urls:\n  - {a: b}\n",
        "",
    ],
)
def test_apprises_file_may_not_reach_out_or_be_nonsense(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReceiversError):
        load_receivers(write(tmp_path, text, "apprise.conf"))


def test_tags_and_severity_decide_who_is_told() -> None:
    arms = someone(tags=("senjata",), min_severity=Severity.HIGH)
    assert route(an_alert(), [arms], NOON) == {"rina": NOON}
    assert route(an_alert(tags=("pakta",)), [arms], NOON) == {}
    assert route(an_alert(Severity.MEDIUM), [arms], NOON) == {}
    assert route(an_alert(), [arms.model_copy(update={"enabled": False})], NOON) == {}


def test_a_denial_of_what_was_told_reaches_those_who_were_told() -> None:
    arms = someone(tags=("senjata",), min_severity=Severity.HIGH)
    for state in (State.DENIED, State.CORRECTION, State.WITHDRAWN):
        assert route(an_alert(Severity.MEDIUM, state=state), [arms], NOON) == {"rina": NOON}


def test_at_night_critical_rings_high_is_silent_and_the_rest_waits_for_morning() -> None:
    sleeper = someone(quiet=QuietHours(**{"from": time(22), "until": time(6, 30)}))
    assert quiet_manner(Severity.CRITICAL, sleeper, NIGHT) is Quiet.RING
    assert quiet_manner(Severity.HIGH, sleeper, NIGHT) is Quiet.SILENT
    assert quiet_manner(Severity.MEDIUM, sleeper, NIGHT) is Quiet.WAIT
    assert quiet_manner(Severity.MEDIUM, sleeper, NOON) is Quiet.RING
    assert route(an_alert(), [sleeper], NIGHT) == {"rina": NIGHT}
    morning = datetime(2024, 9, 2, 23, 30, tzinfo=UTC)  # 06.30 WIB on the 3rd
    assert route(an_alert(Severity.MEDIUM), [sleeper], NIGHT) == {"rina": morning}


def test_quiet_hours_are_in_the_receivers_own_zone_and_may_lie_within_a_day() -> None:
    nap = someone(quiet=QuietHours(**{"from": time(13), "until": time(15)}), zone="Asia/Jayapura")
    assert quiet_manner(Severity.LOW, nap, NOON) is Quiet.WAIT  # 14.00 WIT
    assert route(an_alert(Severity.LOW), [nap], NOON) == {"rina": datetime(2024, 9, 2, 6, 0, tzinfo=UTC)}


def test_a_second_officer_is_told_later_and_only_while_nobody_answers(tmp_path: Path) -> None:
    text = "receivers:\n  - {id: budi, url: 'json://127.0.0.1/x', unanswered: 15m, min_severity: high}\n"
    (second,) = load_receivers(write(tmp_path, text))
    alert = an_alert()
    assert route(alert, [second], NOON) == {"budi": NOON + timedelta(minutes=15)}
    early = Acknowledgement("K7Q2", "rina", NOON - timedelta(hours=1))
    other = Acknowledgement("P3MX", "rina", NOON + timedelta(minutes=1))
    taken = Acknowledgement("K7Q2", "rina", NOON + timedelta(minutes=1))
    assert is_still_needed(alert, second, [early, other])
    assert not is_still_needed(alert, second, [early, taken])
    assert is_still_needed(alert, someone(), [taken])
    assert uncovered_tags(["senjata"], [second]) == ("senjata",)
    with pytest.raises(ReceiversError, match="15m"):
        load_receivers(write(tmp_path, text.replace("15m", "15")))


def test_a_corroboration_reaches_only_those_who_asked_for_it() -> None:
    alert = an_alert(state=State.CORROBORATED)
    assert route(alert, [someone(), default_receiver()], NOON) == {}
    assert route(alert, [someone(corroboration=True)], NOON) == {"rina": NOON}


def test_uncovered_tags_are_found_at_start() -> None:
    arms = someone(tags=("senjata",))
    assert uncovered_tags(["senjata", "pakta", "pakta"], [arms]) == ("pakta",)
    assert uncovered_tags(["senjata", "pakta"], [arms, default_receiver()]) == ()
    assert uncovered_tags(["senjata"], [arms.model_copy(update={"enabled": False})]) == ("senjata",)


def test_an_alert_without_tags_goes_to_those_who_take_everything() -> None:
    assert set(route(an_alert(tags=()), [someone(tags=("senjata",)), default_receiver()], NOON)) == {"log"}


def test_the_pace_is_the_services_unless_told() -> None:
    assert someone().pace == 0.25
    assert someone(per_second=2.0).pace == 2.0
    assert default_receiver().pace == 0


def test_the_alert_is_not_changed_by_routing() -> None:
    alert = an_alert()
    route(alert, [someone()], NOON)
    assert alert == replace(alert)
