"""Who is told, from file and blocks: what is wrong is one sentence, and the last good receivers stay in force."""

from __future__ import annotations

import stat
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from flows.alerts import Form, Receiver, ReceiversError
from flows.alerts.channels import ChannelError, open_channel
from flows.alerts.receivers import UNRESOLVED, QuietHours
from flows.alerts.receivers_source import as_rows, from_rows
from flows.app.config import Settings, load_settings
from flows.app.told import KEPT, Told, told_now
from rules import Severity
from tests.fakeboard import FakeBoard

CANARY = "json://127.0.0.1:9/CANARYtoken"
FILE = "receivers:\n  - {id: piket, url_block: piket-alamat, tags: [operator]}\n  - {id: arsip, url: 'log://'}\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path, api_url=None)


@pytest.fixture
def board() -> FakeBoard:
    return FakeBoard(secrets={"piket-alamat": CANARY})


def write(settings: Settings, text: str = FILE) -> None:
    (settings.home / "receivers.yaml").write_text(text, encoding="utf-8")


def addresses(told: Told) -> dict[str, str]:
    return {one.id: one.address for one in told.receivers}


# -- secrets


def test_address_in_a_block_is_read_by_the_run_and_remembered_for_those_who_cannot_ask(
    settings: Settings, board: FakeBoard
) -> None:
    write(settings)
    asked, later = told_now(settings, board), told_now(settings)
    assert addresses(asked) == addresses(later) == {"piket": CANARY, "arsip": "log://"}
    assert asked.problems == later.problems == ()
    assert stat.S_IMODE((settings.home / KEPT).stat().st_mode) == 0o600


def test_changed_secret_is_taken_up_by_the_next_run(settings: Settings, board: FakeBoard) -> None:
    write(settings)
    told_now(settings, board)
    board.secrets["piket-alamat"] = "json://127.0.0.1:9/second"
    assert addresses(told_now(settings, board))["piket"] == "json://127.0.0.1:9/second"


def spoil_missing(board: FakeBoard) -> None:
    board.secrets.clear()


def spoil_silent(board: FakeBoard) -> None:
    board.silent = True


def spoil_value(board: FakeBoard) -> None:
    board.secrets["piket-alamat"] = "CANARYnoscheme"


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (spoil_missing, "receivers.yaml: piket: block piket-alamat: there is no such block"),
        (spoil_silent, "the Prefect server does not answer"),
        (spoil_value, "receivers.yaml: piket: the address is no URL"),
    ],
)
def test_block_in_trouble_is_one_sentence_and_the_last_good_receivers_stay(
    settings: Settings, board: FakeBoard, spoil: Any, complaint: str
) -> None:
    write(settings)
    good = told_now(settings, board)
    kept = (settings.home / KEPT).read_text()
    spoil(board)
    told = told_now(settings, board)
    assert addresses(told) == addresses(good)
    (problem,) = told.problems
    assert complaint in problem
    assert problem.endswith("the last good receivers stay in force")
    assert "CANARY" not in problem + repr(told)
    assert "\n" not in problem
    assert (settings.home / KEPT).read_text() == kept


def test_block_that_was_never_read_keeps_its_receiver_and_so_the_alerts_for_it(settings: Settings) -> None:
    write(settings)
    for told in (told_now(settings), told_now(settings, FakeBoard())):
        assert addresses(told) == {"piket": UNRESOLVED, "arsip": "log://"}
        assert "block piket-alamat" in told.problems[0]
        with pytest.raises(ChannelError, match="piket: its address stands in a Prefect block"):
            open_channel(told.receivers[0])
    assert not (settings.home / KEPT).exists()


def test_silent_server_on_a_fresh_home_stops_the_run_for_it_would_not_know_whom_to_tell(settings: Settings) -> None:
    with pytest.raises(ReceiversError, match=r"does not answer.*whom to tell is not known yet"):
        told_now(settings, FakeBoard(silent=True))


def test_address_is_given_in_one_way_only(settings: Settings, board: FakeBoard) -> None:
    write(settings, FILE.replace("url_block: piket-alamat", "url_block: piket-alamat, url: json://x"))
    with pytest.raises(ReceiversError, match="exactly one of url, url_env, url_file and url_block"):
        told_now(settings, board)


# -- receivers in blocks

RINA: dict[str, object] = {
    "address": CANARY,
    "shown_as": "Rina",
    "tags": ["senjata", " pakta "],
    "min_severity": "high",
    "quiet_from": "22.00",
    "quiet_until": "06.30",
    "zone": "Asia/Makassar",
    "digests": ["07.00"],
    "language": "en",
    "form": "push",
    "unanswered": "15m",
    "fallback": "",
}


def test_block_is_a_receiver_with_all_its_wishes(settings: Settings, board: FakeBoard) -> None:
    board.blocks["rina"] = RINA
    inbox, rina = told_now(settings, board).receivers
    assert (inbox.id, rina.id, rina.name, rina.address) == ("log", "rina", "Rina", CANARY)
    assert rina.tags == ("senjata", "pakta")
    assert (rina.min_severity, rina.zone, rina.language, rina.form) == (Severity.HIGH, "Asia/Makassar", "en", Form.PUSH)
    assert rina.quiet == QuietHours(**{"from": time(22), "until": time(6, 30)})
    assert rina.digests == (time(7),)


def test_block_with_nothing_but_an_address_takes_everything(settings: Settings, board: FakeBoard) -> None:
    board.blocks["rina"] = {"address": CANARY, "tags": [], "form": "channel", "quiet_from": ""}
    rina = told_now(settings, board).receivers[-1]
    assert rina == Receiver(id="rina", url=rina.url)


def test_blocks_join_the_file_and_may_be_each_others_fallback(settings: Settings, board: FakeBoard) -> None:
    write(settings)
    board.blocks["rina"] = RINA | {"fallback": "arsip"}
    told = told_now(settings, board)
    assert [one.id for one in told.receivers] == ["piket", "arsip", "rina"]
    assert told.blocks == {"rina"}
    assert told_now(settings) == told


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"quiet_from": "25.00"}, "block rina: quiet_from: "),
        ({"quiet_until": ""}, "block rina: quiet_until: "),
        ({"zone": "Asia/Makasar"}, "Asia/Makassar"),
        ({"address": "CANARYnoscheme"}, "block rina: address: it is no URL"),
        ({"address": UNRESOLVED}, "block rina: address: it is no URL"),
        ({"address": ""}, "block rina: address: "),
        ({"min_severity": "loud"}, "block rina: min_severity: "),
        ({"fallback": "nobody"}, "rina: fallback nobody"),
        ({"unanswered": "15"}, "block rina: unanswered: not a time span"),
        ({"langauge": "id"}, "block rina: langauge: "),
    ],
)
def test_bad_block_is_refused_with_its_field_and_replaces_nobody(
    settings: Settings, board: FakeBoard, change: dict[str, object], complaint: str
) -> None:
    board.blocks["rina"] = RINA
    good = told_now(settings, board)
    board.blocks = {"rina": RINA | change, "budi": {"address": "json://127.0.0.1:9/budi"}}
    told = told_now(settings, board)
    assert told.receivers == good.receivers
    (problem,) = told.problems
    assert complaint in problem
    assert "CANARY" not in problem
    assert told_now(settings).receivers == good.receivers
    board.blocks["rina"] = RINA
    assert [one.id for one in told_now(settings, board).receivers] == ["log", "budi", "rina"]


def test_block_with_the_id_of_somebody_in_the_file_is_refused(settings: Settings, board: FakeBoard) -> None:
    write(settings)
    board.blocks["arsip"] = {"address": CANARY}
    with pytest.raises(ReceiversError, match="arsip: the id is there twice"):
        told_now(settings, board)


def test_all_blocks_gone_at_once_is_taken_for_a_loss_and_not_for_a_wish(settings: Settings, board: FakeBoard) -> None:
    board.blocks = {"rina": RINA, "budi": {"address": "json://127.0.0.1:9/budi"}}
    good = told_now(settings, board)
    board.blocks = {}
    told = told_now(settings, board)
    assert told.receivers == good.receivers
    assert "all 2 are gone from the Prefect server" in told.problems[0]
    (settings.home / KEPT).unlink()
    assert [one.id for one in told_now(settings, board).receivers] == ["log"]


def test_one_block_that_is_deleted_is_told_no_more(settings: Settings, board: FakeBoard) -> None:
    board.blocks = {"rina": RINA, "budi": {"address": "json://127.0.0.1:9/budi"}}
    told_now(settings, board)
    del board.blocks["budi"]
    assert [one.id for one in told_now(settings, board).receivers] == ["log", "rina"]


# -- the file


def test_file_that_was_broken_while_the_watch_runs_leaves_the_last_good_receivers(
    settings: Settings, board: FakeBoard
) -> None:
    write(settings)
    good = told_now(settings, board)
    write(settings, FILE.replace("tags", "tagz"))
    for told in (told_now(settings, board), told_now(settings)):
        assert told.receivers == good.receivers
        assert "receivers.yaml: receivers.0.tagz" in told.problems[0]


def test_kept_file_of_another_version_is_as_if_there_were_none(settings: Settings, board: FakeBoard) -> None:
    write(settings)
    for text in ("", "[]", '{"good": [{"id": "x", "colour": "red"}]}', '{"good": 3}'):
        (settings.home / KEPT).write_text(text)
        assert addresses(told_now(settings, board))["piket"] == CANARY


def test_receivers_come_back_as_they_were_written_down(tmp_path: Path) -> None:
    everyone = tuple(
        Receiver.model_validate(row)
        for row in (
            {"id": "a", "url": CANARY, "quiet": {"from": "22.00", "until": "06:30"}, "unanswered": "90m"},
            {"id": "b", "url": "log://", "unanswered": "2h", "digests": ["07.00", 15.3], "form": "sms"},
            {"id": "c", "url": "json://x", "per_second": 0.5, "min_severity": "critical", "language": "en"},
        )
    )
    assert from_rows(as_rows(everyone)) == everyone
