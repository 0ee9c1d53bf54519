"""Shared fixtures: a quiet Prefect, and the research folder that may or may not be there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

# Before anything imports prefect: no server, no telemetry, a home of its own.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_HOME", tempfile.mkdtemp(prefix="pantau-prefect-"))
os.environ.setdefault("PREFECT_LOGGING_LEVEL", "ERROR")
os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds, corpus, pages and feeds beside the project; the test says that it skips without it."""
    if not (SHARED / "DESIGN.md").is_file():
        pytest.skip("the shared corpus is not beside this checkout")
    return SHARED
