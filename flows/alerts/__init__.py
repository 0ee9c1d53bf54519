"""Mentions and event history in, decisions, messages and deliveries out. Pure, but for `channels`."""

from flows.alerts.decide import alert_of, decide, decide_article
from flows.alerts.event_id import event_code

__all__ = ["alert_of", "decide", "decide_article", "event_code"]
