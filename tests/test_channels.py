"""Channels against real protocols on loopback: what the service said is what the outcome says, and no secret shows."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from apprise.plugins.discord import NotifyDiscord
from apprise.plugins.slack import NotifySlack
from apprise.plugins.telegram import NotifyTelegram
from pydantic import SecretStr

from flows.alerts import ChannelError, Receiver, open_channel
from flows.alerts.channels import AppriseChannel, LogChannel, _outcome
from flows.alerts.event import Message, Outcome, OutcomeKind
from flows.alerts.wire import Wire

MESSAGE = Message("TINGGI · BARU · K7Q2-1", "Korea Utara memasok peluru artileri ke Rusia\n\nKepastian: KLAIM")
CANARY = "CANARYtoken0000SECRETxyz"


@dataclass
class Script:
    """What the loopback service answers, request by request; the last answer is given for ever."""

    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=lambda: [(200, {}, b"{}")])
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    hang: bool = False
    drop: bool = False
    released: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def answer(self, status: int, body: bytes | str = b"{}", **headers: str) -> None:
        raw = body.encode() if isinstance(body, str) else body
        self.answers = [(status, {k.replace("_", "-"): v for k, v in headers.items()}, raw)]


@pytest.fixture
def service() -> Iterator[Script]:
    script = Script()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            script.requests.append((self.path, dict(self.headers), self.rfile.read(length)))
            if script.hang:
                script.released.wait(20)
                return
            if script.drop:
                self.connection.close()
                return
            place = min(len(script.requests), len(script.answers)) - 1
            status, headers, body = script.answers[place]
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_PUT(self) -> None:
            self.do_POST()

        def log_message(self, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *args: Any) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    script.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield script
    script.released.set()
    server.shutdown()
    server.server_close()


def receiver(url: str, **more: Any) -> Receiver:
    return Receiver(id="jaga", url=SecretStr(url), **more)


def post(url: str, message: Message = MESSAGE, *, read_seconds: float = 10.0) -> Outcome:
    return open_channel(receiver(url), connect_seconds=1.0, read_seconds=read_seconds).send(message)


@pytest.fixture(params=["json", "ntfy", "telegram", "discord", "slack"])
def shaped(request: pytest.FixtureRequest, service: Script, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Script]:
    """An address of each kind whose service is the loopback one."""
    base = f"http://127.0.0.1:{service.port}"
    monkeypatch.setattr(NotifyTelegram, "notify_url", f"{base}/bot")
    monkeypatch.setattr(NotifyDiscord, "notify_url", f"{base}/api/webhooks")
    monkeypatch.setattr(NotifySlack, "webhook_url", f"{base}/services")
    service.answer(200, b"ok" if request.param == "slack" else b"{}")
    return {
        "json": f"json://127.0.0.1:{service.port}/{CANARY}",
        "ntfy": f"ntfy://127.0.0.1:{service.port}/{CANARY}",
        "telegram": f"tgram://123456789:{CANARY}_abcdefghijk/4242",
        "discord": f"discord://4174216298/{CANARY}",
        "slack": f"slack://T1JJ3T3L2/A1BRTD4JD/{CANARY}/",
    }[request.param], service


def test_a_message_that_the_service_takes_is_accepted_and_nothing_more(shaped: tuple[str, Script]) -> None:
    url, service = shaped
    assert post(url) == Outcome(OutcomeKind.ACCEPTED, "accepted")
    assert len(service.requests) == 1
    assert "Korea Utara memasok peluru artileri ke Rusia" in _sent(service)


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (400, OutcomeKind.GIVE_UP, "bad-request"),
        (401, OutcomeKind.GIVE_UP, "unauthorized"),
        (403, OutcomeKind.GIVE_UP, "unauthorized"),
        (404, OutcomeKind.GIVE_UP, "no-such-recipient"),
        (413, OutcomeKind.GIVE_UP, "too-long"),
        (500, OutcomeKind.RETRY, "service-down"),
        (503, OutcomeKind.RETRY, "service-down"),
        (504, OutcomeKind.UNKNOWN, "gateway-timeout"),
    ],
)
def test_a_refusal_keeps_its_reason(shaped: tuple[str, Script], status: int, kind: OutcomeKind, reason: str) -> None:
    url, service = shaped
    service.answer(status, b"<html>garbage \xff\x00")
    outcome = post(url)
    assert (outcome.kind, outcome.reason) == (kind, reason)
    assert len(service.requests) == 1


def test_a_throttled_service_is_asked_once_and_its_own_time_is_kept(shaped: tuple[str, Script]) -> None:
    url, service = shaped
    service.answer(429, b"{}", Retry_After="34")
    assert post(url) == Outcome(OutcomeKind.RETRY, "throttled", 34.0)
    assert len(service.requests) == 1


def test_no_answer_in_time_is_unknown_and_sent_once(shaped: tuple[str, Script]) -> None:
    url, service = shaped
    service.hang = True
    assert post(url, read_seconds=0.3) == Outcome(OutcomeKind.UNKNOWN, "no-answer")
    assert len(service.requests) == 1


def test_a_connection_cut_after_the_request_is_unknown(shaped: tuple[str, Script]) -> None:
    url, service = shaped
    service.drop = True
    assert post(url).kind is OutcomeKind.UNKNOWN


def test_a_redirect_is_not_followed(shaped: tuple[str, Script]) -> None:
    url, service = shaped
    service.answer(307, b"", Location=f"http://127.0.0.1:{service.port}/elsewhere")
    assert post(url) == Outcome(OutcomeKind.GIVE_UP, "redirected")
    assert len(service.requests) == 1


@pytest.mark.parametrize("status", [200, 400, 401, 429, 500])
def test_no_secret_is_in_logs_outcomes_or_reprs(
    shaped: tuple[str, Script], status: int, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    url, service = shaped
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.DEBUG)
    service.answer(status, f'{{"description": "{CANARY} is bad"}}')
    someone = receiver(url)
    channel = open_channel(someone, connect_seconds=1.0, read_seconds=10.0)
    outcome = channel.send(MESSAGE)
    shown = f"{outcome!r}{channel!r}{someone!r}{someone}{caplog.text}{capfd.readouterr()}"
    assert CANARY in f"{service.requests[0][0]}{service.requests[0][2]!r}"
    assert CANARY not in shown


def test_an_unreachable_service_is_tried_again(service: Script) -> None:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert post(f"json://127.0.0.1:{port}/x") == Outcome(OutcomeKind.RETRY, "unreachable")


def test_telegram_says_when_in_its_body(service: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NotifyTelegram, "notify_url", f"http://127.0.0.1:{service.port}/bot")
    service.answer(429, json.dumps({"ok": False, "parameters": {"retry_after": 17}}))
    assert post("tgram://123456789:abcdefghijk_abcdefghijkabcdefghijk/42").retry_after == 17.0


@pytest.mark.parametrize(
    ("description", "reason"),
    [
        ("Bad Request: chat not found", "no-such-recipient"),
        ("Bad Request: can't parse entities", "bad-request"),
        ("Bad Request: message is too long", "too-long"),
        ("Forbidden: bot was blocked by the user", "no-such-recipient"),
    ],
)
def test_telegram_names_whose_fault_it_is(
    service: Script, monkeypatch: pytest.MonkeyPatch, description: str, reason: str
) -> None:
    monkeypatch.setattr(NotifyTelegram, "notify_url", f"http://127.0.0.1:{service.port}/bot")
    service.answer(403 if "Forbidden" in description else 400, json.dumps({"ok": False, "description": description}))
    assert post("tgram://123456789:abcdefghijk_abcdefghijkabcdefghijk/42") == Outcome(OutcomeKind.GIVE_UP, reason)


def test_discord_pings_nobody_and_telegram_makes_no_tag(service: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.alerts.hostile import defuse

    base = f"http://127.0.0.1:{service.port}"
    monkeypatch.setattr(NotifyTelegram, "notify_url", f"{base}/bot")
    monkeypatch.setattr(NotifyDiscord, "notify_url", f"{base}/api/webhooks")
    nasty = defuse('@everyone <@&123> <a href="http://evil.com">klik</a> **tebal** [x](http://evil.com) {{7*7}} %s')
    post("discord://4174216298/tokentoken", Message("TINGGI", nasty))
    post("tgram://123456789:abcdefghijk_abcdefghijkabcdefghijk/42", Message("TINGGI", nasty))
    discord, telegram = (json.loads(body) for _, _, body in service.requests)
    assert "allowed_mentions" not in discord
    assert "allow_mentions" not in discord
    for text in (discord["content"], telegram["text"]):
        assert "@everyone" not in text
        assert "<@" not in text
        assert "<a" not in text
        assert "http://" not in text
        assert "evil.com" not in text
        assert "**" not in text
        assert "{{7" in text


def test_escapes_in_a_text_stay_as_they_are(service: Script) -> None:
    post(f"json://127.0.0.1:{service.port}/x", Message("a", "C:\\new\\table \\u0041 :smile:"))
    assert json.loads(service.requests[0][2])["message"] == "C:\\new\\table \\u0041 :smile:"


def test_options_in_an_address_cannot_make_a_failure_a_success_or_a_retry(service: Script) -> None:
    service.answer(500)
    outcome = post(f"json://127.0.0.1:{service.port}/x?optional=yes&retry=3&wait=0.01&rto=60")
    assert outcome == Outcome(OutcomeKind.RETRY, "service-down")
    assert len(service.requests) == 1


def test_an_empty_body_is_refused_because_apprise_would_drop_it(service: Script) -> None:
    assert post(f"json://127.0.0.1:{service.port}/x", Message("title", " \n")).reason == "empty"
    assert service.requests == []


def test_urgent_and_silent_reach_ntfy_and_leave_no_trace_on_the_next_message(service: Script) -> None:
    channel = open_channel(receiver(f"ntfy://127.0.0.1:{service.port}/topic"))
    for message in (Message("a", "b", urgent=True), Message("a", "b", silent=True), Message("a", "b")):
        assert channel.send(message).kind is OutcomeKind.ACCEPTED
    priorities = [headers.get("X-Priority") for _, headers, _ in service.requests]
    assert priorities == ["max", "low", None]


@pytest.mark.parametrize("url", ["nosuch://x/y", "tgram://short", "discord://"])
def test_an_address_that_apprise_refuses_is_a_clear_error_without_the_address(url: str) -> None:
    with pytest.raises(ChannelError, match="jaga") as caught:
        open_channel(receiver(url))
    assert url not in str(caught.value)


def test_two_recipients_in_one_address_are_refused() -> None:
    with pytest.raises(ChannelError, match="2 recipients"):
        open_channel(receiver("tgram://123456789:abcdefghijk_abcdefghijkabcdefghijk/42/43"))


# -- mail


class Inbox:
    """An SMTP server's mailbox with a script."""

    def __init__(self, reply: str = "250 OK") -> None:
        self.reply = reply
        self.mails: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(envelope.content)
        return self.reply


@pytest.fixture
def mail() -> Iterator[tuple[Inbox, int]]:
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=0)
    controller.port = _free_port()
    controller.start()
    yield inbox, controller.port
    controller.stop()


@pytest.mark.parametrize(
    ("reply", "kind", "reason"),
    [
        ("250 OK", OutcomeKind.ACCEPTED, "accepted"),
        ("451 try later", OutcomeKind.RETRY, "service-down"),
        ("550 no such user", OutcomeKind.GIVE_UP, "no-such-recipient"),
        ("552 too big", OutcomeKind.GIVE_UP, "too-long"),
        ("554 refused", OutcomeKind.GIVE_UP, "rejected"),
    ],
)
def test_mail_answers_are_told_apart(mail: tuple[Inbox, int], reply: str, kind: OutcomeKind, reason: str) -> None:
    inbox, port = mail
    inbox.reply = reply
    outcome = post(f"mailto://127.0.0.1:{port}?from=pantau@example.org&to=jaga@example.org")
    assert (outcome.kind, outcome.reason) == (kind, reason)


def test_a_line_break_in_a_title_makes_no_header_of_its_own(mail: tuple[Inbox, int]) -> None:
    inbox, port = mail
    post(
        f"mailto://127.0.0.1:{port}?from=pantau@example.org&to=jaga@example.org",
        Message("TINGGI\r\nBcc: evil@example.org", "isi"),
    )
    import email

    mail_read = email.message_from_bytes(inbox.mails[0])
    assert mail_read["Bcc"] is None


def test_a_page_goes_out_as_html_with_its_text_beside_it(mail: tuple[Inbox, int]) -> None:
    import email

    inbox, port = mail
    page = "<!doctype html><html><body><h1>Ringkasan</h1><p>satu &lt;dua&gt;</p></body></html>"
    url = f"mailto://127.0.0.1:{port}?from=pantau@example.org&to=jaga@example.org"
    post(url, Message("Ringkasan", "satu <dua>", html=page))
    parts = {
        p.get_content_type(): p.get_payload(decode=True).decode()  # type: ignore[union-attr]
        for p in email.message_from_bytes(inbox.mails[0]).walk()
        if not p.is_multipart()
    }
    assert parts["text/html"] == page
    assert "satu <dua>" in parts["text/plain"]


# -- both shapes of apprise's answer


class Status:
    def __init__(self, name: str) -> None:
        self.name = name


class Result:
    """What apprise 2.x returns."""

    def __init__(self, name: str) -> None:
        self.status = Status(name)


@pytest.mark.parametrize(
    ("result", "kind"),
    [
        (True, OutcomeKind.ACCEPTED),
        (False, OutcomeKind.GIVE_UP),
        (None, OutcomeKind.GIVE_UP),
        (Result("SUCCESS"), OutcomeKind.ACCEPTED),
        (Result("FAILURE"), OutcomeKind.GIVE_UP),
        (Result("NOMATCH"), OutcomeKind.GIVE_UP),
        (Result("PARTIAL"), OutcomeKind.GIVE_UP),
        (Result("TIMEOUT"), OutcomeKind.UNKNOWN),
    ],
)
def test_boolean_and_result_are_both_understood(result: object, kind: OutcomeKind) -> None:
    assert _outcome(result, Wire()).kind is kind


# -- the inbox


def test_the_inbox_keeps_a_line_a_message_and_the_text(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    path = tmp_path / "kotak" / "inbox.jsonl"
    now = datetime(2024, 9, 2, 3, tzinfo=UTC)
    channel = open_channel(Receiver(id="log"), inbox=path, clock=lambda: now)
    assert isinstance(channel, LogChannel)
    assert channel.send(MESSAGE).kind is OutcomeKind.ACCEPTED
    assert channel.send(Message("", "kedua", urgent=True)).kind is OutcomeKind.ACCEPTED
    first, second = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    assert first == {"at": "2024-09-02T03:00:00+00:00", "title": MESSAGE.title, "body": MESSAGE.body, "urgent": False}
    assert second["urgent"]
    assert MESSAGE.body in path.with_suffix(".txt").read_text("utf-8")
    assert MESSAGE.title in caplog.text


def test_an_inbox_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    channel = open_channel(Receiver(id="log"), inbox=tmp_path / "file" / "inbox.jsonl")
    assert channel.send(MESSAGE) == Outcome(OutcomeKind.RETRY, "disk")


def test_an_address_may_name_the_inbox_file(tmp_path: Path) -> None:
    channel = open_channel(receiver(f"log://{tmp_path}/mine.jsonl"))
    channel.send(MESSAGE)
    assert (tmp_path / "mine.jsonl").is_file()


def test_an_apprise_channel_shows_only_its_receiver(service: Script) -> None:
    channel = open_channel(receiver(f"json://127.0.0.1:{service.port}/{CANARY}"))
    assert isinstance(channel, AppriseChannel)
    assert repr(channel) == "AppriseChannel(jaga)"


def _sent(service: Script) -> str:
    """The text of the last request, whatever JSON it came in."""
    raw = service.requests[-1][2].decode("utf-8", "replace")
    return json.dumps(json.loads(raw), ensure_ascii=False) if raw.startswith("{") else raw


def _free_port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
