"""Mentions and event history in, decisions, messages and deliveries out. Pure, but for `channels`.

The names below are the room's front door. `channels` is loaded on first use, because apprise takes a third of a second
to import and most commands never send.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flows.alerts.articles import decide_article
from flows.alerts.backoff import is_poison, next_try
from flows.alerts.budget import Budget, Form, budget_for
from flows.alerts.correction import correct, withdraw
from flows.alerts.decide import alert_of, corroboration_of, decide
from flows.alerts.digest import Blind, Coverage, Gathering, Shift, compose_digest, compose_list
from flows.alerts.event_id import event_code
from flows.alerts.message import compose
from flows.alerts.receivers import Receiver, ReceiversError, default_receiver, uncovered_tags
from flows.alerts.receivers_source import SecretError, load_receivers
from flows.alerts.roles import Names
from flows.alerts.routing import is_still_needed, quiet_manner, route

if TYPE_CHECKING:
    from flows.alerts.channels import Channel, ChannelError, open_channel

__all__ = [
    "Blind",
    "Budget",
    "Channel",
    "ChannelError",
    "Coverage",
    "Form",
    "Gathering",
    "Names",
    "Receiver",
    "ReceiversError",
    "SecretError",
    "Shift",
    "alert_of",
    "budget_for",
    "compose",
    "compose_digest",
    "compose_list",
    "correct",
    "corroboration_of",
    "decide",
    "decide_article",
    "default_receiver",
    "event_code",
    "is_poison",
    "is_still_needed",
    "load_receivers",
    "next_try",
    "open_channel",
    "quiet_manner",
    "route",
    "uncovered_tags",
    "withdraw",
]


def __getattr__(name: str) -> Any:
    if name in ("Channel", "ChannelError", "open_channel"):
        from flows.alerts import channels

        return getattr(channels, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
