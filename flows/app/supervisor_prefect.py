"""How pantau runs Prefect without importing it: the environment of its processes, and a few calls to its API."""

from __future__ import annotations

import base64
import json
import os
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import SecretStr

from flows.app.config import PREFIX, Settings

HEARTBEAT_SECONDS = 30
BUSY = 503
BUSY_TRIES = 5
BUSY_PAUSE_SECONDS = 1.0


class PrefectCallError(Exception):
    """Prefect's API did not answer as hoped: which call, why."""


def api_url(settings: Settings) -> str:
    """Address of the API: the server named by the settings, else our own."""
    return settings.api_url or f"http://{_reachable(settings.api_host)}:{settings.api_port}/api"


def ui_url(settings: Settings) -> str:
    """Where an operator looks."""
    return api_url(settings).removesuffix("/").removesuffix("/api")


def credential(settings: Settings, inherited: Mapping[str, str] = os.environ) -> str:
    """`user:password` for the API, empty for none; a server named by PREFECT_API_URL may have its own variable."""
    if settings.api_auth is not None:
        return settings.api_auth.get_secret_value()
    return inherited.get("PREFECT_API_AUTH_STRING", "") if settings.api_url else ""


def coverage_url(settings: Settings) -> str:
    """The standing page of all feeds; artifacts have no entry in the UI's own menu."""
    return f"{ui_url(settings)}/v2/artifacts/key/coverage"


def _reachable(host: str) -> str:
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104 (a listener on every address is asked on this one)
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def prefect_environment(settings: Settings, inherited: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Environment of the server and the runner.

    A user's own Prefect settings are left out, so that no profile or variable of theirs changes the watch; only those
    that choose Prefect's database and messaging come through, because growing past one machine needs them.
    """
    prefect_home = settings.home / "prefect"
    ours = {PREFIX + name.upper() for name in type(settings).model_fields}
    passed = {
        k: v for k, v in inherited.items() if k not in ours and (not k.startswith("PREFECT_") or k.startswith(PASSED))
    }
    told = {
        "PREFECT_HOME": str(prefect_home),
        "PREFECT_PROFILES_PATH": str(prefect_home / "profiles.toml"),
        "PREFECT_API_URL": api_url(settings),
        "PREFECT_SERVER_API_HOST": settings.api_host,
        "PREFECT_SERVER_API_PORT": str(settings.api_port),
        # The UI otherwise talks to port 4200 whatever the port; a relative address also survives proxies.
        "PREFECT_SERVER_UI_API_URL": "/api",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        # Prefect copies its pages to where it serves them from; beside its code nothing can be written in production.
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(prefect_home / "ui"),
        # No call home.
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        # Slots kept in memory wedge a deployment after a power loss.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",
        "PREFECT_SERVER_LOG_RETRYABLE_ERRORS": "true",
        # Retention: runs a week, events two days; run retention is off by default.
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "604800",
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P2D",
        "PREFECT_LOGGING_COLORS": "false",
        "PREFECT_LOGGING_EXTRA_LOGGERS": "pantau",  # our own words stand among the run's logs
        "PREFECT_CLI_COLORS": "false",
        "PREFECT_CLI_PROMPT": "false",
        "PYTHONUNBUFFERED": "1",
    }
    if settings.api_auth is not None:
        told["PREFECT_SERVER_API_AUTH_STRING"] = settings.api_auth.get_secret_value()
        told["PREFECT_API_AUTH_STRING"] = settings.api_auth.get_secret_value()
    return {**FEW_ARENAS, **passed, **told, **settings_environment(settings)}


# The server has a thread for each connection to SQLite, with a page cache of up to 82 MB (Prefect's own setting), and
# glibc would give each thread a heap of its own that never shrinks; the figures are in deploy/README.md.
FEW_ARENAS = {"MALLOC_ARENA_MAX": "2"}
PASSED = (
    "PREFECT_SERVER_DATABASE_",
    "PREFECT_SERVER_EVENTS_MESSAGING",
    "PREFECT_SERVER_EVENTS_CAUSAL",
    "PREFECT_SERVER_DOCKET",
    "PREFECT_REDIS_",
    "PREFECT_API_KEY",
    "PREFECT_API_AUTH_STRING",
    "PREFECT_API_SSL",
    "PREFECT_API_TLS",
    "PREFECT_CLIENT_",
    "PREFECT_LOGGING_",
)


def settings_environment(settings: Settings) -> dict[str, str]:
    """The settings that were told, as `PANTAU_` variables, so that a child process reads the same."""
    told = {}
    for name in sorted(settings.model_fields_set | {"home"}):
        value = getattr(settings, name)
        if value is None:
            continue
        told[PREFIX + name.upper()] = _as_text(value)
    return told


def _as_text(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, tuple):
        return ",".join(_as_text(v) for v in value)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def port_fault(host: str, port: int) -> str:
    """Why the port cannot be bound, empty when it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            return error.strerror or str(error)
    return ""


def call(
    settings: Settings,
    path: str,
    body: object | None = None,
    timeout: float = 5.0,
    tries: int = BUSY_TRIES,
    wait: Callable[[float], None] = time.sleep,
) -> Any:
    """The API's answer to a GET, or to a POST of `body`; raises PrefectCallError.

    A busy server (503) is asked again, as Prefect's own client does: it rolled back what it could not write while
    its SQLite database was locked (`prefect/server/api/server.py`, "errors clients can retry on").
    """
    while True:
        tries -= 1
        try:
            return _call_once(settings, path, body, timeout)
        except urllib.error.HTTPError as error:
            if error.code != BUSY or tries < 1:
                raise PrefectCallError(f"prefect: {path}: HTTP {error.code}") from None
        except (OSError, ValueError) as error:
            raise PrefectCallError(f"prefect: {path}: {getattr(error, 'reason', error)}") from None
        wait(BUSY_PAUSE_SECONDS)


def _call_once(settings: Settings, path: str, body: object | None, timeout: float) -> Any:
    request = urllib.request.Request(api_url(settings).rstrip("/") + path)  # noqa: S310 (an operator's own address)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    if told := credential(settings):
        request.add_header("Authorization", f"Basic {base64.b64encode(told.encode()).decode()}")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=timeout) as answer:
        raw = answer.read()
    return json.loads(raw) if raw else None


def run_deployment(settings: Settings, name: str) -> bool:
    """True when a run of the deployment was asked for; False when it is not there yet or the server is busy."""
    try:
        found = call(settings, "/deployments/filter", {"deployments": {"name": {"any_": [name]}}})
        if found:
            call(settings, f"/deployments/{found[0]['id']}/create_flow_run", {"state": {"type": "SCHEDULED"}})
        return bool(found)
    except PrefectCallError:
        return False


def is_healthy(settings: Settings) -> bool:
    """True when the server answers."""
    return not health_fault(settings)


def health_fault(settings: Settings) -> str:
    """Why the server does not count as healthy, empty when it does."""
    try:
        if call(settings, "/health", timeout=3.0, tries=1) is True:
            return ""
    except PrefectCallError as error:
        return str(error).partition("/health: ")[2]
    return "what answers is no Prefect API"


def entry_fault(settings: Settings) -> str:
    """Why a healthy server would not work for us, empty when it would: health is open to all, the rest may not be."""
    try:
        call(settings, "/admin/version", timeout=10.0)
    except PrefectCallError as error:
        why = str(error).partition("/admin/version: ")[2]
        if why.endswith(("401", "403")):
            return f"it refuses our credential ({why}); set PANTAU_API_AUTH or PREFECT_API_AUTH_STRING"
        return why
    return ""
