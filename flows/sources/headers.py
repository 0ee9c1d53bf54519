"""What an answer's headers say about when to come back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

SHORTEST_WAIT = 60.0  # seconds
LONGEST_WAIT = 6 * 3600.0

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After asks us to wait, kept between one minute and six hours; None when it says nothing.

    Seconds and HTTP dates are read (RFC 9110, 10.2.3); a date in the past and a negative number mean one minute.
    """
    if value is None or not (value := value.strip()):
        return None
    if re.fullmatch(r"[+-]?\d{1,20}(\.\d{1,6})?", value):
        return _clamp(float(value))
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return _clamp((moment - now).total_seconds())


def read_max_age(cache_control: str | None) -> float | None:
    """Seconds for which the publisher calls the answer fresh, or None; `no-cache` and `no-store` say nothing."""
    if not cache_control or re.search(r"no-cache|no-store", cache_control, re.IGNORECASE):
        return None
    found = _MAX_AGE.search(cache_control)
    return float(found[1]) if found else None


def _clamp(seconds: float) -> float:
    return min(max(seconds, SHORTEST_WAIT), LONGEST_WAIT)
