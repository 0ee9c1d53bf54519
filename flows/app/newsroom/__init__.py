"""A newsroom on loopback: eight Indonesian publishers in their true markup, telling an invented story in days."""

from __future__ import annotations

from flows.app.newsroom.inbox import Inbox, Received, serve_inbox
from flows.app.newsroom.pages import FEEDS
from flows.app.newsroom.server import LoopbackServer, Newsroom, serve_newsroom
from flows.app.newsroom.story import Calendar, Expected, Story, StoryError, load_story

__all__ = [
    "FEEDS",
    "Calendar",
    "Expected",
    "Inbox",
    "LoopbackServer",
    "Newsroom",
    "Received",
    "Story",
    "StoryError",
    "load_story",
    "serve_inbox",
    "serve_newsroom",
]
