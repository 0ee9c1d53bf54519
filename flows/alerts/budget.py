"""How much each kind of channel takes, in its own unit, and how it reads text: one table, tested against apprise.

Text is measured after the channel's escaping, because that is what the service measures or refuses. We stay below the
service's limit (nine tenths as a rule, one segment for SMS) and never rely on apprise to cut or split.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from flows.alerts.gsm7 import septets


class Form(StrEnum):
    """The shape of a message."""

    LONG = "long"  # chat, mail
    PUSH = "push"  # a title for the lock screen and two lines
    SMS = "sms"  # one line, no link
    PRIVATE = "private"  # only that there is something: for a telephone that others may see


class Unit(StrEnum):
    """What a channel counts."""

    CHARACTERS = "characters"  # code points
    UTF16 = "utf16"  # an emoji counts two
    UTF16_HTML = "utf16-html"  # the same, after & < > " became entities
    HTML = "html"  # code points after & < > became entities
    BYTES = "bytes"  # UTF-8
    SEPTETS = "septets"  # GSM 03.38


@dataclass(frozen=True, slots=True)
class Budget:
    """What one channel takes. `title` 0: the channel has no title of its own, it is joined to the body.

    `body` holds title and body together when `joined`. `defuse`: the channel may read markup, mentions or links in
    plain text. `wire_format` is the form in which apprise is told to send: `text` or `html`, never Markdown.
    """

    channel: str
    body: int
    title: int = 120
    unit: Unit = Unit.CHARACTERS
    form: Form = Form.LONG
    joined: bool = False
    defuse: bool = True
    wire_format: str = "text"
    limit: int = 0  # the service's own limit; 0 when it has none worth naming
    per_second: float = 1.0  # messages a second that the service bears from one sender, bursts aside; 0: no limit

    def cost(self, text: str) -> int:
        """What the text takes of this budget."""
        match self.unit:
            case Unit.CHARACTERS:
                return len(text)
            case Unit.UTF16:
                return _utf16(text)
            case Unit.UTF16_HTML:
                return _utf16(_escaped(text))
            case Unit.HTML:
                return len(_escaped(text))
            case Unit.BYTES:
                return len(text.encode("utf-8", "replace"))
            case Unit.SEPTETS:
                return septets(text)

    def fits(self, title: str, body: str) -> bool:
        """True when the message may be sent as it is."""
        if self.joined or self.title == 0:
            return self.cost(title) + self.cost(body) + (_JOINT if title else 0) <= self.body
        return self.cost(title) <= self.title and self.cost(body) <= self.body


_JOINT = 16  # what apprise puts between title and body where there is no title: `<b></b>`, a break


def _tenths(channel: str, limit: int, title: int = 120, unit: Unit = Unit.CHARACTERS) -> Budget:
    """Nine tenths of the service's limit; the title is joined where the service has none."""
    return Budget(channel, limit * 9 // 10, title, unit, joined=title == 0, limit=limit)


def _push(channel: str, body: int, limit: int = 0) -> Budget:
    return Budget(channel, body, title=90, form=Form.PUSH, limit=limit)


def _sms(channel: str) -> Budget:
    return Budget(channel, 160, 0, Unit.SEPTETS, Form.SMS, defuse=False, limit=160)


# Keyed by apprise's schemes. Limits: the plugin's own body_maxlen (contract-tested), else the service's documentation.
BUDGETS: dict[str, Budget] = {
    "tgram": Budget("tgram", 3800, 0, Unit.UTF16_HTML, joined=True, wire_format="html", limit=4096, per_second=0.25),
    "discord": Budget("discord", 1900, 0, Unit.UTF16, joined=True, limit=2000, per_second=0.4),
    "slack": Budget("slack", 3000, 150, Unit.HTML, limit=35000),
    "mmost": _tenths("mmost", 4000, 0),
    "rocket": _tenths("rocket", 1000, 0),
    "gchat": _tenths("gchat", 4000, 0, Unit.BYTES),
    "workflows": _tenths("workflows", 1000),
    "matrix": Budget("matrix", 8000, title=120, unit=Unit.UTF16_HTML, limit=60000),
    "line": _tenths("line", 5000, 0, Unit.UTF16),
    "signal": Budget("signal", 1900, title=0, joined=True, unit=Unit.UTF16),
    "whatsapp": _tenths("whatsapp", 1024, 0),
    "ntfy": Budget("ntfy", 3600, title=90, unit=Unit.BYTES, form=Form.PUSH, joined=True, limit=7800, per_second=0.15),
    "pover": _push("pover", 921, 1024),
    "gotify": _push("gotify", 4000),
    "fcm": _push("fcm", 921, 1024),
    "mailto": Budget("mailto", 20000, title=78, wire_format="html", limit=32768),
    "json": Budget("json", 16000, title=200, limit=32768, per_second=10),
    "form": Budget("form", 16000, title=200, limit=32768, per_second=10),
    "xml": Budget("xml", 16000, title=200, limit=32768, per_second=10),
    "syslog": Budget("syslog", 900, title=0, joined=True, unit=Unit.BYTES, form=Form.SMS),
    "vonage": _sms("vonage"),
    "bulksms": _sms("bulksms"),
    "msgbird": _sms("msgbird"),
    "twilio": _sms("twilio"),
    "sns": _sms("sns"),
    "log": Budget("log", 16000, title=200, defuse=False, per_second=0),
}
# A service we know nothing of: small, joined, defused.
UNKNOWN = Budget("unknown", 900, title=60, unit=Unit.UTF16_HTML)

_ALIASES = {
    "nexmo": "vonage", "workflow": "workflows", "telegram": "tgram", "mattermost": "mmost", "rocketchat": "rocket",
}  # fmt: skip
_WEB_HOSTS = {
    "discord.com": "discord", "discordapp.com": "discord", "hooks.slack.com": "slack", "ntfy.sh": "ntfy",
    "chat.googleapis.com": "gchat",
}  # fmt: skip


def budget_for(address: str) -> Budget:
    """The budget of an apprise URL, of its scheme alone, or of `log`; a small careful one for what we do not know.

    The address is never repeated in an answer or error: it may hold a token.
    """
    scheme, found, _ = address.partition("://")
    scheme = scheme.strip().lower()
    if found and scheme in ("https", "http"):
        scheme = _WEB_HOSTS.get((urlsplit(address).hostname or "").lower(), "unknown")
    for name in (scheme, scheme.removesuffix("s")):
        name = _ALIASES.get(name, name)
        if name in BUDGETS:
            return BUDGETS[name]
    return UNKNOWN


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _escaped(text: str) -> str:
    return html.escape(text, quote=True).replace("\n", "\r\n")
