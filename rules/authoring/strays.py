"""Files that an author may take for rules or lexicon and that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rules.engine.lexicon_loading import SHAPES
from rules.engine.yaml_source import Problem

CODE = frozenset({"engine", "indonesian", "authoring", "lexicon"})
"""Folders beside the topics."""
_GRAMMAR = ("frames.yaml", "cues.yaml")


def lint_strays(directory: Path) -> list[Problem]:
    """A problem for each file that is not read where it stands, with the place or name under which it would be."""
    return sorted(_strays(directory)) if directory.is_dir() else []


def is_topic(folder: Path) -> bool:
    """Whether the folder holds rules."""
    return folder.is_dir() and folder.name not in CODE and folder.name[0] not in "._"


def _strays(directory: Path) -> Iterator[Problem]:
    for path in directory.iterdir():
        if _is_yaml(path):
            yield _stray(path, "a rule stands in the folder of its topic", "move it, say to weapons_transfers/")
        elif is_topic(path) or path.name == "lexicon":
            yield from _in_folder(path)


def _in_folder(folder: Path) -> Iterator[Problem]:
    lexicon = folder.name == "lexicon"
    for path in folder.rglob("*"):
        if not _is_yaml(path) or path.name[0] in "._":
            continue
        if path.parent != folder:
            yield _stray(path, "folders inside a folder are not looked into", f"move it to {folder.name}/")
        elif path.suffix != ".yaml":
            yield _stray(path, f"a file that ends in {path.suffix} is not read", f"call it {path.stem}.yaml")
        elif lexicon and path.name not in _GRAMMAR and not path.name.startswith(tuple(SHAPES)):
            begin = ", ".join(SHAPES)
            yield _stray(path, "no file of the lexicon is called so", f"let its name begin with {begin}")


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in (".yaml", ".yml") and not path.is_dir()


def _stray(path: Path, message: str, hint: str) -> Problem:
    return Problem(str(path), 0, 0, f"not read: {message}", hint)
