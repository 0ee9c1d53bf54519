"""The house keeps its shape: one place per replaceable library, and nothing at the top that DESIGN.md does not name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# library -> (files or folders that may import it, what everybody else uses instead)
HOMES = {
    "feedparser": (("flows/sources/parse.py",), "flows.sources.parse.parse_feed"),
    "apprise": (("flows/alerts/channels.py",), "flows.alerts.open_channel"),
    "sqlalchemy": (("flows/store/",), "the Store protocol in flows/store/base.py"),
    "alembic": (("flows/store/",), "flows.store.open_store, which migrates"),
    "aiohttp": (("flows/sources/", "flows/app/newsroom/", "flows/app/demo"), "flows.sources.Fetcher"),
    "trafilatura": (("extractors/",), "extractors.extract"),
    "bs4": (("extractors/",), "extractors.extract"),
    "typer": (("flows/app/",), "plain functions; only the command line parses arguments"),
}


def python_files() -> Iterator[Path]:
    for package in ("flows", "extractors", "rules"):
        yield from sorted((ROOT / package).rglob("*.py"))


def imported_roots(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("library", sorted(HOMES))
def test_each_replaceable_library_is_imported_in_its_one_home(library: str) -> None:
    homes, instead = HOMES[library]
    strangers = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if library in imported_roots(path) and not path.relative_to(ROOT).as_posix().startswith(homes)
    ]
    assert strangers == [], f"{library} belongs in {homes}; use {instead}"


def test_prefect_is_imported_only_by_files_directly_in_flows() -> None:
    strangers = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if "prefect" in imported_roots(path) and path.parent != ROOT / "flows"
    ]
    assert strangers == [], "a Prefect file is thin and lives directly in flows/; the work behind it is plain Python"


def test_the_leaves_do_no_network_and_start_no_process() -> None:
    forbidden = {"socket", "ssl", "urllib3", "requests", "httpx", "aiohttp", "subprocess", "sqlite3", "prefect"}
    for path in python_files():
        if path.relative_to(ROOT).parts[0] in {"rules", "extractors"}:
            assert not imported_roots(path) & forbidden, path


def test_the_top_level_is_the_one_of_the_design() -> None:
    shown = {p.name for p in ROOT.iterdir() if not p.name.startswith(".") and not p.name.endswith(".egg-info")}
    shown -= {"build", "dist", "data"}
    assert shown == {"pyproject.toml", "README.md", "flows", "extractors", "rules", "tests", "deploy"}


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc", "manager"])
def test_no_file_is_named_for_nothing(name: str) -> None:
    assert [str(p) for p in python_files() if p.stem == name] == []


def test_every_package_is_declared_for_installation() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = set(project["tool"]["setuptools"]["packages"])
    on_disk = {".".join(path.parent.relative_to(ROOT).parts) for path in python_files() if path.name == "__init__.py"}
    assert on_disk <= declared
