"""A feed from a file: dates are judged by the day on which the file was saved, as far as the file itself tells it.

A live poll rejects an entry of 2015 as a date gone wrong. In a file of 2015 it is the news of the day.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from extractors.dates import read_date
from flows.sources import DateConfidence, ParsedFeed, parse_feed


def parse_saved_feed(body: bytes, url: str, *, zone: str, now: datetime) -> ParsedFeed:
    """The feed as it would have been read when it was saved; as of `now` when its dates fit that."""
    parsed = parse_feed(body, url, zone=zone, now=now)
    rejected = [e.raw_date for e in parsed.entries if e.date_confidence is DateConfidence.REJECTED]
    if not rejected or len(rejected) * 2 < len(parsed.entries):
        return parsed
    moments = [moment for raw in rejected if (moment := read_date(raw, zone, now).moment) and moment <= now]
    if not moments:
        return parsed
    return parse_feed(body, url, zone=zone, now=max(moments) + timedelta(minutes=1))
