"""From what went over the wire to one of four answers and a reason from a short list; never more than was said.

Reasons: `rejected`, `too-long`, `bad-request` are the text's fault (it goes out once more, short); `unauthorized`,
`no-such-recipient`, `redirected`, `no-service` are the address's, and an operator must look; `throttled`,
`unreachable`, `tls`, `service-down` pass; `no-answer`, `unclear-answer`, `gateway-timeout` may have arrived.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.alerts.event import Outcome, OutcomeKind
from flows.alerts.wire import Answer, Trouble, Wire

ACCEPTED = Outcome(OutcomeKind.ACCEPTED, "accepted")

_GONE = ("chat not found", "user not found", "upgraded to a supergroup", "unknown webhook", "no such channel",
         "channel_not_found", "bot was blocked", "bot was kicked", "user is deactivated")  # fmt: skip
_TOO_LONG = ("too long", "too large", "2000 or fewer", "message_too_long", "msg_too_long")
_SMTP_CODE = re.compile(r"\(?\b([245]\d\d)\b[,\s]")


def verdict(succeeded: bool | None, wire: Wire) -> Outcome:
    """The channel's answer. `succeeded` is apprise's own word, None when no service took the message at all."""
    if succeeded:
        return ACCEPTED
    last = wire.last
    if last is not None:
        return _of_trouble(last.trouble) if last.trouble is not None else _of_status(last)
    if succeeded is None:
        return Outcome(OutcomeKind.GIVE_UP, "no-service")
    return _of_log(wire.lines)


def _of_trouble(trouble: Trouble) -> Outcome:
    match trouble:
        case Trouble.UNREACHABLE:
            return Outcome(OutcomeKind.RETRY, "unreachable")
        case Trouble.TLS:
            return Outcome(OutcomeKind.RETRY, "tls")
        case Trouble.NO_ANSWER:
            return Outcome(OutcomeKind.UNKNOWN, "no-answer")
        case Trouble.OTHER:
            return Outcome(OutcomeKind.UNKNOWN, "channel-error")


def _of_status(answer: Answer) -> Outcome:
    status, said = answer.status, answer.body.casefold()
    if status < 300:
        # It took the request and apprise did not like the answer: it may have arrived.
        return Outcome(OutcomeKind.UNKNOWN, "unclear-answer")
    if status < 400:
        return Outcome(OutcomeKind.GIVE_UP, "redirected")
    if status == 429:
        return Outcome(OutcomeKind.RETRY, "throttled", answer.retry_after)
    if status in (408, 425) or (status >= 500 and status != 504):
        return Outcome(OutcomeKind.RETRY, "service-down", answer.retry_after)
    if status == 504:
        return Outcome(OutcomeKind.UNKNOWN, "gateway-timeout")
    if any(words in said for words in _GONE):
        return Outcome(OutcomeKind.GIVE_UP, "no-such-recipient")
    if status in (401, 403, 407):
        return Outcome(OutcomeKind.GIVE_UP, "unauthorized")
    if status in (404, 410):
        return Outcome(OutcomeKind.GIVE_UP, "no-such-recipient")
    if status == 413 or any(words in said for words in _TOO_LONG):
        return Outcome(OutcomeKind.GIVE_UP, "too-long")
    return Outcome(OutcomeKind.GIVE_UP, "bad-request" if status in (400, 422) else "rejected")


def _of_log(lines: Sequence[str]) -> Outcome:
    """For what does not speak HTTP (SMTP above all): the log tells how it failed."""
    text = "\n".join(lines).casefold()
    handed_over = "sending email to" in text
    code = _smtp_code(lines)
    if code in (530, 534, 535, 538):
        return Outcome(OutcomeKind.GIVE_UP, "unauthorized")
    if code in (550, 551, 553):
        return Outcome(OutcomeKind.GIVE_UP, "no-such-recipient")
    if code == 552:
        return Outcome(OutcomeKind.GIVE_UP, "too-long")
    if 500 <= code < 600:
        return Outcome(OutcomeKind.GIVE_UP, "rejected")
    if 400 <= code < 500:
        return Outcome(OutcomeKind.RETRY, "service-down")
    if "certificate" in text or ("ssl" in text and "error" in text):
        return Outcome(OutcomeKind.RETRY, "tls")
    if handed_over:
        return Outcome(OutcomeKind.UNKNOWN, "no-answer")
    if "connection" in text or "timed out" in text or "name or service" in text or "unexpectedly closed" in text:
        return Outcome(OutcomeKind.RETRY, "unreachable")
    return Outcome(OutcomeKind.GIVE_UP, "rejected")


def _smtp_code(lines: Sequence[str]) -> int:
    """The server's code in an exception's text: `(535, b'...')`, `{'a@b': (550, b'...')}`; 0 when there is none."""
    for line in reversed(lines):
        if "exception" in line.casefold() and (found := _SMTP_CODE.search(line)):
            return int(found[1])
    return 0
