"""Settings: what pantau is told by the environment, `pantau.toml` and `.env`. Nothing else reads the environment.

Order of precedence: arguments, environment (`PANTAU_...`), `.env` in the home, `pantau.toml` in the home, defaults.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

PREFIX = "PANTAU_"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SettingsError(Exception):
    """The settings cannot be used: what, which, why, what to do; one sentence, no secrets."""


def default_home() -> Path:
    """Where pantau keeps its things: PANTAU_HOME, else the user's data folder."""
    told = os.environ.get(f"{PREFIX}HOME")
    if told:
        return Path(told).expanduser()
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "pantau"


class _DotEnv(DotEnvSettingsSource):
    """The home's `.env`, of which only our settings count: it may hold receivers' addresses and others' variables."""

    def __call__(self) -> dict[str, Any]:
        known = self.settings_cls.model_fields
        return {name: value for name, value in super().__call__().items() if name in known}


class Settings(BaseSettings):
    """Everything that can be set. A relative path in `pantau.toml` is read from the home."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, validate_default=True, hide_input_in_errors=True
    )

    home: Path = Field(default_factory=default_home, description="Folder of the store, settings and logs.")

    # What is watched, by which rules, for whom
    store_url: SecretStr | None = Field(None, description="SQLAlchemy URL; SQLite in the home when absent.")
    rules_dir: Path | None = Field(None, description="Folder of rules; the shipped ones when absent.")
    feeds_file: Path | None = Field(None, description="Feed catalogue; the shipped one when absent.")
    receivers_file: Path | None = Field(None, description="Receivers; `receivers.yaml` in the home when it is there.")
    default_channel: SecretStr | None = Field(
        None, description="Apprise URL told of everything when no file says more."
    )

    # How politely pages are asked for
    contact: str = Field("", max_length=200, description="Mail or web address in the User-Agent.")
    user_agent: str = Field("", max_length=300, description="Whole User-Agent; made from version and contact if empty.")
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Hosts, addresses or networks that may be asked although they are private or loopback."
    )
    allowed_feed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="The same, for feeds alone: links to articles there are still refused."
    )
    proxy: SecretStr | None = Field(None, description="HTTP proxy for feeds and pages.")
    ca_file: Path | None = Field(None, description="Further certificate authorities, for a house proxy.")
    fetch_seconds: float = Field(30.0, gt=0, le=300, description="Total time for one request, in seconds.")
    fetch_parallel: int = Field(100, ge=1, le=1000, description="Requests in flight at once.")
    host_parallel: int = Field(2, ge=1, le=20, description="Requests in flight at one host.")
    host_pause: float = Field(0.5, ge=0, le=600, description="Seconds between two requests to one host.")
    max_megabytes: float = Field(8.0, gt=0, le=100, description="Largest page or feed, unpacked.")
    respect_robots: bool = Field(True, description="Obey robots.txt.")

    # How much, how often, how long
    poll_minutes: int = Field(5, ge=1, le=1440, description="Minutes between two cycles.")
    deliver_minutes: int = Field(1, ge=1, le=60, description="Minutes between two sweeps of the outbox.")
    articles_per_cycle: int = Field(400, ge=1, le=20_000, description="Pages read in one cycle at most.")
    article_seconds: float = Field(20.0, gt=0, le=600, description="Extraction and matching of one page, in seconds.")
    page_tries: int = Field(4, ge=1, le=20, description="Tries for a page before the feed's own text is read.")
    cycle_seconds: float = Field(240.0, gt=0, le=7200, description="A cycle starts no further batch after this.")
    processes: int = Field(0, ge=0, le=64, description="Processes for extraction and matching; 0 means a thread.")
    recheck: bool = Field(True, description="Look again at alerted articles after 1, 6 and 24 hours.")
    backfill_hours: int = Field(24, ge=1, le=720, description="Silence after which a return counts as a long outage.")
    deliveries_per_sweep: int = Field(200, ge=1, le=10_000, description="Deliveries claimed in one sweep at most.")

    # For people
    language: Literal["id", "en"] = Field("id", description="Language of the default receiver's messages.")
    zone: str = Field("Asia/Jakarta", description="Time zone of messages, digests and schedules.")
    digest_times: Annotated[tuple[time, ...], NoDecode] = Field(
        (time(7), time(15), time(23)), description="Shift digests, in the zone."
    )

    # Prefect server that `pantau up` starts
    api_host: str = Field("127.0.0.1", description="Address that the server binds.")
    api_port: int = Field(4200, ge=1, le=65535, description="Port of server and UI.")
    api_auth: SecretStr | None = Field(None, description="`user:password` asked for by server and UI.")
    api_url: str | None = Field(
        default_factory=lambda: os.environ.get("PREFECT_API_URL") or None,
        description="A Prefect server that runs already; PREFECT_API_URL when absent.",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (replaced by the home's own)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, environment, `.env` in the home, `pantau.toml` in the home."""
        told = init_settings().get("home")
        home = Path(told) if told else default_home()
        return (
            init_settings,
            env_settings,
            _DotEnv(settings_cls, env_file=home / ".env", env_prefix=PREFIX),
            TomlConfigSettingsSource(settings_cls, toml_file=home / "pantau.toml"),
        )

    @field_validator("allowed_hosts", "allowed_feed_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        return tuple(p.strip().lower() for p in value.split(",") if p.strip()) if isinstance(value, str) else value

    @field_validator("digest_times", mode="before")
    @classmethod
    def _split_times(cls, value: object) -> object:
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple):
            return value
        return tuple(p.strip().replace(".", ":") if isinstance(p, str) else p for p in parts)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except Exception:  # ZoneInfo raises five unrelated kinds for a bad key
            raise ValueError("no such time zone; use a name such as Asia/Jakarta") from None
        return value

    @field_validator("store_url", "proxy", mode="after")
    @classmethod
    def _has_scheme(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not urlsplit(value.get_secret_value()).scheme:
            raise ValueError("not a URL; write scheme://...")
        return value

    @field_validator("contact", "user_agent")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if any(ord(c) < 32 for c in value):
            raise ValueError("must be one line")
        return value

    @model_validator(mode="after")
    def _guarded(self) -> Settings:
        if self.api_host not in LOOPBACK and self.api_auth is None:
            raise ValueError(
                "api_host: others can reach the Prefect UI there; set PANTAU_API_AUTH=user:password, or keep 127.0.0.1"
            )
        return self

    @property
    def tz(self) -> ZoneInfo:
        """The zone of messages and schedules."""
        return ZoneInfo(self.zone)

    @property
    def store_address(self) -> str:
        """The store's URL in clear, for `open_store` alone; it may hold a password."""
        if self.store_url is not None:
            return self.store_url.get_secret_value()
        return f"sqlite:///{self.home / 'pantau.sqlite3'}"

    @property
    def receivers_path(self) -> Path | None:
        """The receivers file that is in force, None when the default receiver is."""
        if self.receivers_file is not None:
            return self.at_home(self.receivers_file)
        there = self.home / "receivers.yaml"
        return there if there.is_file() else None

    @property
    def rules_path(self) -> Path | None:
        """Folder of the rules in force, None for the shipped ones."""
        return self.at_home(self.rules_dir) if self.rules_dir else None

    @property
    def feeds_path(self) -> Path | None:
        """The catalogue in force, None for the shipped one."""
        return self.at_home(self.feeds_file) if self.feeds_file else None

    @property
    def own_feeds_path(self) -> Path:
        """The home's own `feeds.yaml`, which adds to the catalogue and overrides it; it need not be there."""
        return self.home / "feeds.yaml"

    @property
    def local_feeds_path(self) -> Path | None:
        """The home's own `feeds.yaml` when it is there and is not the catalogue itself."""
        there = self.own_feeds_path
        return there if there.is_file() and there != self.feeds_path else None

    @property
    def catalogue_files(self) -> tuple[Path | None, ...]:
        """Every file of the catalogue in force; None stands for the shipped one."""
        return (self.feeds_path, self.local_feeds_path) if self.local_feeds_path else (self.feeds_path,)

    def at_home(self, path: Path) -> Path:
        """The path as given when absolute, else below the home."""
        path = path.expanduser()
        return path if path.is_absolute() else self.home / path


def load_settings(home: Path | None = None, **told: object) -> Settings:
    """The settings in force; raises SettingsError with one sentence that names the setting and where to set it."""
    if home is not None:
        told["home"] = home.expanduser()
    try:
        return Settings(**told)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None
    except (OSError, ValueError) as error:
        where = (home or default_home()) / "pantau.toml"
        raise SettingsError(f"settings: {where}: cannot be read ({error}); correct or remove the file") from None


def misspelt_variables() -> tuple[str, ...]:
    """A sentence for each `PANTAU_` variable that nearly names a setting and so does nothing.

    What is not even near one is left alone: containers and tests have `PANTAU_` variables of their own.
    """
    known = set(Settings.model_fields)
    told = sorted(name for name in os.environ if name.startswith(PREFIX))
    found = []
    for name in told:
        word = name.removeprefix(PREFIX).lower()
        near = [] if word in known or word.startswith(("service_", "port_")) else get_close_matches(word, known, 1)
        found += [f"settings: {name}: no such setting; did you mean {PREFIX}{one.upper()}?" for one in near]
    return tuple(found)


def channel_environment(home: Path) -> Mapping[str, str]:
    """The environment in which receivers' addresses (`url_env`) are looked up: ours, and the home's `.env` below it."""
    return {name: value for name, value in dotenv_values(home / ".env").items() if value} | os.environ


def _sentence(error: ValidationError) -> str:
    """All that is wrong, in one line; values are left out because they may be secrets."""
    parts = []
    for fault in error.errors(include_input=False, include_url=False, include_context=False):
        words = fault["msg"].removeprefix("Value error, ")
        if not fault["loc"]:
            parts.append(words)
            continue
        name = str(fault["loc"][0])
        if fault["type"] == "extra_forbidden":
            meant = get_close_matches(name, list(Settings.model_fields), 1)
            hint = f"did you mean {meant[0]}?" if meant else "see `pantau settings` for their names"
            parts.append(f"{name}: no such setting; {hint}")
        else:
            parts.append(f"{name} ({PREFIX}{name.upper()}): {words[:1].lower()}{words[1:]}")
    return "settings: " + "; ".join(parts)
