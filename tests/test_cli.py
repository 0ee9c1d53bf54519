"""The command line as a whole: documented, teaching, quick to answer, and never a traceback for expected trouble."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from typer.main import get_command
from typer.testing import CliRunner

import flows.app
from flows.app.cli import app, in_short
from flows.app.overview import SECTIONS

README = Path(flows.app.__file__).with_name("README.md")
PAGE = b"""<html><head><title>Kapal latih tiba</title>
<link rel="canonical" href="https://kabar.example/berita/9/kapal-latih-tiba"></head><body><article>
<h1>Kapal latih tiba</h1><p>Sebuah kapal latih tiba di pelabuhan pada Senin pagi setelah berlayar dua pekan penuh.</p>
<p>Awak kapal disambut keluarga mereka di dermaga, dan kapal akan menjalani perawatan rutin selama satu bulan.</p>
</article></body></html>"""
FEED = b"""<rss version="2.0"><channel><title>Kabar</title><item><title>Satu</title>
<link>https://kabar.example/berita/1</link><pubDate>Thu, 05 Nov 2015 07:00:00 +0700</pubDate></item></channel></rss>"""


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name: `feeds list`."""
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        if hasattr(command, "commands"):
            for inner, one in command.commands.items():
                yield f"{name} {inner}", one
        else:
            yield name, command


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PANTAU_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    return tmp_path


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_is_documented(name: str) -> None:
    text = README.read_text("utf-8")
    topic, _, inner = name.partition(" ")
    if not inner:
        assert f"`pantau {topic}" in text
        return
    row = next((line for line in text.splitlines() if f"`pantau {topic} " in line), "")
    assert inner in row.split("|")[1], f"pantau {name} is missing in {README.name}"


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_help_shows_an_example(name: str, command: click.Command) -> None:
    assert f"pantau {name}" in (command.help or ""), f"pantau {name} --help shows no example"


def test_the_front_page_points_the_way() -> None:
    result = CliRunner().invoke(app, ["--help"])
    assert result.exit_code == 0
    for words in ("pantau up", "pantau demo", "pantau status", "pantau why", "Exit codes"):
        assert words in result.output


def test_the_front_page_has_every_command_once_in_a_line_that_fits() -> None:
    named = [name for section in SECTIONS.values() for name in section]
    assert sorted(named) == sorted(get_command(app).commands)  # type: ignore[attr-defined]
    page = CliRunner().invoke(app, ["--help"]).output
    for section in SECTIONS.values():
        for name, words in section.items():
            assert f"  {name.ljust(10)}  {words}\n" in page


def test_help_loads_nothing_heavy() -> None:
    heavy = ("prefect", "sqlalchemy", "trafilatura", "apprise", "feedparser", "lxml", "aiohttp", "pydantic", "rules")
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom flows.app.cli import app\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_expected_error_is_a_sentence_and_exit_2(home: Path) -> None:
    (home / "receivers.yaml").write_text("receivers: [{id: rina, url: nonsense}]\n")
    done = subprocess.run(
        [sys.executable, "-m", "flows.app.cli", "channels", "list"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("pantau: receivers: receivers.yaml: rina: ")
    assert "Traceback" not in done.stderr


def test_much_trouble_is_shown_in_part() -> None:
    said = in_short("\n".join(f"a.yaml:{n}: wrong" for n in range(100)))
    assert said.count("\n") == 12
    assert "and 88 more" in said


def test_a_missing_file_is_a_sentence(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flows.app.cli", "match", str(home / "nothing.jsonl")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing.jsonl: No such file" in done.stderr


def test_extract_answers_as_the_contract_says(home: Path) -> None:
    (home / "page.html").write_bytes(PAGE)
    url = "https://kabar.example/berita/9/kapal-latih-tiba?utm_source=x"
    result = CliRunner().invoke(app, ["extract", str(home / "page.html"), "--url", url])
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    wanted = {"url", "publisher", "title", "authors", "published", "text", "segments", "extractor", "method"}
    assert wanted <= set(said)
    assert said["title"] == "Kapal latih tiba"
    assert said["url"] == "https://kabar.example/berita/9/kapal-latih-tiba"
    assert set(said["segments"][0]) == {"kind", "text"}


def test_extract_of_a_page_whose_address_is_lost(home: Path) -> None:
    (home / "page.html").write_bytes(PAGE)
    result = CliRunner().invoke(app, ["extract", str(home / "page.html")])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["title"] == "Kapal latih tiba"


def test_import_of_what_is_no_opml_is_a_sentence(home: Path) -> None:
    (home / "bad.opml").write_text("<html>")
    done = subprocess.run(
        [sys.executable, "-m", "flows.app.cli", "feeds", "import", str(home / "bad.opml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("pantau: OPML: ")


def test_parse_feed_reads_an_old_file_as_of_its_own_day(home: Path) -> None:
    (home / "feed.xml").write_bytes(FEED)
    result = CliRunner().invoke(app, ["parse-feed", str(home / "feed.xml"), "--url", "https://kabar.example/rss"])
    assert result.exit_code == 0, result.output
    said = json.loads(result.stdout)
    assert set(said) == {"feed", "entries", "problems"}
    (entry,) = said["entries"]
    assert {"entry_id", "url", "title", "summary", "published", "date_confidence"} <= set(entry)
    assert entry["published"] == "2015-11-05T00:00:00+00:00"


def test_parse_feed_of_something_else_says_so(home: Path) -> None:
    result = CliRunner().invoke(app, ["parse-feed", "-", "--url", "https://kabar.example/rss"], input="<html>x</html>")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["entries"] == []
    assert result.stderr.startswith("pantau: -: ")


def test_parse_feed_keeps_the_whole_entries_of_a_torn_file(home: Path) -> None:
    torn = FEED.replace(b"</channel></rss>", b"<item><title>Dua</ti")
    result = CliRunner().invoke(app, ["parse-feed", "-", "--url", "https://kabar.example/rss"], input=torn)
    assert result.exit_code == 0
    assert [e["title"] for e in json.loads(result.stdout)["entries"]] == ["Satu"]
    assert json.loads(result.stdout)["problems"] != []


def test_status_of_a_fresh_home_says_what_to_do(home: Path) -> None:
    result = CliRunner().invoke(app, ["status"])
    assert result.exit_code == 1
    assert "no cycle has run yet" in result.output
    told = json.loads(CliRunner().invoke(app, ["status", "--json"]).stdout)
    assert told["troubled"] is True


def test_settings_show_no_secret(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_DEFAULT_CHANNEL", "json://u:kenari-13@host")
    result = CliRunner().invoke(app, ["settings"])
    assert result.exit_code == 0
    assert "poll_minutes" in result.output
    assert "kenari-13" not in result.output


def test_a_home_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "flows.app.cli", "events"],
        capture_output=True,
        text=True,
        env={"PANTAU_HOME": str(tmp_path / "file" / "home"), "PATH": ""},
        check=False,
    )
    assert done.returncode == 2
    assert "set PANTAU_HOME" in done.stderr
    assert "Traceback" not in done.stderr


def test_channels_test_is_marked_and_leaves_nothing_behind(home: Path) -> None:
    result = CliRunner().invoke(app, ["channels", "test"])
    assert result.exit_code == 0, result.output
    assert "accepted" in result.output
    (line,) = (home / "inbox.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["title"].startswith("UJI")
    assert json.loads(CliRunner().invoke(app, ["events", "--json"]).stdout) == []


def test_unknown_names_are_sentences(home: Path) -> None:
    for arguments in (["channels", "test", "nobody"], ["feeds", "check", "nothing"], ["poll", "--feed", "nothing"]):
        done = subprocess.run(
            [sys.executable, "-m", "flows.app.cli", *arguments], capture_output=True, text=True, check=False
        )
        assert done.returncode == 2, (arguments, done.stderr)
        assert "Traceback" not in done.stderr
        assert arguments[-1] in done.stderr
