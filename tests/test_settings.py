"""Settings: precedence, one sentence for a bad value, and no secret in sight."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from flows.alerts.receivers import Receiver
from flows.app.config import (
    Settings,
    SettingsError,
    channel_environment,
    default_home,
    load_settings,
    misspelt_variables,
)
from flows.app.posts import ReceiverPost
from flows.app.wiring import fetch_policy, utc_now
from tests.fakewatch import FakeNames


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("PANTAU_"):
            monkeypatch.delenv(name)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PANTAU_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_defaults_need_no_configuration_and_keep_everything_in_the_home(home: Path) -> None:
    settings = load_settings()
    assert settings.home == home
    assert settings.store_address == f"sqlite:///{home}/pantau.sqlite3"
    assert settings.receivers_path is None
    assert settings.rules_path is None
    assert settings.api_host == "127.0.0.1"
    assert str(settings.tz) == "Asia/Jakarta"


def test_home_without_any_word_is_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PANTAU_HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_home() == tmp_path / ".local" / "share" / "pantau"


def test_arguments_beat_environment_beats_dotenv_beats_toml(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "pantau.toml").write_text("poll_minutes = 9\nhost_pause = 9.0\npage_tries = 9\ncontact = 'toml'\n")
    (home / ".env").write_text("PANTAU_HOST_PAUSE=7\nPANTAU_PAGE_TRIES=7\nPANTAU_CONTACT=dotenv\n")
    monkeypatch.setenv("PANTAU_PAGE_TRIES", "5")
    monkeypatch.setenv("PANTAU_CONTACT", "environment")
    settings = load_settings(contact="argument")
    assert (settings.poll_minutes, settings.host_pause, settings.page_tries) == (9, 7.0, 5)
    assert settings.contact == "argument"


def test_home_named_by_argument_brings_its_own_files(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "pantau.toml").write_text("poll_minutes = 11\n")
    assert load_settings(other).poll_minutes == 11


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_ALLOWED_HOSTS", "127.0.0.1, Intranet.Example:8080")
    monkeypatch.setenv("PANTAU_DIGEST_TIMES", "07.00, 19:30")
    settings = load_settings()
    assert settings.allowed_hosts == ("127.0.0.1", "intranet.example:8080")
    assert settings.digest_times == (time(7), time(19, 30))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("POLL_MINUTES", "soon", "poll_minutes (PANTAU_POLL_MINUTES)"),
        ("ZONE", "Asia/Nowhere", "no such time zone"),
        ("STORE_URL", "just-a-name", "not a URL"),
        ("API_HOST", "0.0.0.0", "PANTAU_API_AUTH"),
        ("API_PORT", "70000", "api_port"),
        ("LANGUAGE", "fr", "language"),
        ("CONTACT", "a\nb", "one line"),
    ],
)
def test_a_bad_value_is_one_sentence_that_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"PANTAU_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_variable_that_nearly_names_a_setting_is_pointed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "PANTAU_POLL_MINUTE",
        "PANTAU_RULES_PATH",
        "PANTAU_SERVICE_PORT",
        "PANTAU_PORT_4200_TCP",
        "PANTAU_ZONE",
    ):
        monkeypatch.setenv(name, "1")
    assert misspelt_variables() == (
        "settings: PANTAU_POLL_MINUTE: no such setting; did you mean PANTAU_POLL_MINUTES?",
        "settings: PANTAU_RULES_PATH: no such setting; did you mean PANTAU_RULES_DIR?",
    )


def test_an_unknown_name_in_the_file_is_refused_and_named(home: Path) -> None:
    (home / "pantau.toml").write_text("pol_minutes = 3\n")
    with pytest.raises(SettingsError, match="pol_minutes: no such setting; did you mean poll_minutes"):
        load_settings()


def test_a_torn_file_is_named(home: Path) -> None:
    (home / "pantau.toml").write_text("poll_minutes = \n")
    with pytest.raises(SettingsError, match=r"pantau\.toml"):
        load_settings()


def test_secrets_show_neither_in_repr_nor_in_a_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    canary = "kenari-8841"
    monkeypatch.setenv("PANTAU_STORE_URL", f"postgresql://u:{canary}@host/db")
    monkeypatch.setenv("PANTAU_DEFAULT_CHANNEL", f"json://u:{canary}@host")
    monkeypatch.setenv("PANTAU_API_AUTH", f"u:{canary}")
    settings = load_settings()
    assert canary in settings.store_address
    assert canary not in repr(settings)
    assert canary not in str(settings.model_dump())
    monkeypatch.setenv("PANTAU_STORE_URL", canary)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert canary not in str(caught.value)


def test_dotenv_may_hold_others_variables_and_receivers_addresses(home: Path) -> None:
    (home / ".env").write_text("FOO=1\nPANTAU_RINA_URL=json://host\nPANTAU_POLL_MINUTES=9\n")
    assert load_settings().poll_minutes == 9
    assert channel_environment(home)["PANTAU_RINA_URL"] == "json://host"


def test_the_environment_beats_dotenv_for_addresses_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / ".env").write_text("RINA_URL=json://old\n")
    monkeypatch.setenv("RINA_URL", "json://new")
    assert channel_environment(home)["RINA_URL"] == "json://new"


def test_relative_paths_are_read_from_the_home(home: Path) -> None:
    (home / "pantau.toml").write_text("rules_dir = 'myrules'\nfeeds_file = '/abs/feeds.yaml'\n")
    settings = load_settings()
    assert settings.rules_path == home / "myrules"
    assert settings.feeds_path == Path("/abs/feeds.yaml")


def test_a_receivers_file_in_the_home_is_found(home: Path) -> None:
    (home / "receivers.yaml").write_text("receivers: []\n")
    assert load_settings().receivers_path == home / "receivers.yaml"


def test_every_setting_says_what_it_is() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name


def test_the_fetchers_memory_of_hosts_is_in_the_home(home: Path) -> None:
    policy = fetch_policy(load_settings())
    assert policy.memory_file == home / "hosts.json"


def test_a_receiver_is_served_at_its_services_pace() -> None:
    def pace_of(**said: object) -> float:
        receiver = Receiver.model_validate({"id": "rina", **said})
        return ReceiverPost(receiver, FakeNames(), utc_now, lambda _: pytest.fail("no channel is needed")).per_second

    assert pace_of(url="tgram://123456789:abcdefg_hijklmnop-lmnopqrstuvwxyz0/12315544/") == 0.25
    assert pace_of(url="tgram://123456789:abcdefg_hijklmnop-lmnopqrstuvwxyz0/12315544/", per_second=2) == 2
    assert pace_of() == 0
