"""From the lexicon's files to a `Lexicon`, collecting every problem of every file on the way."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import BaseModel

from rules.engine import lexicon_file as file
from rules.engine.door import admit
from rules.engine.lexicon import Lexicon
from rules.engine.lexicon_draft import Draft
from rules.engine.yaml_source import Problem, read_yaml

SHAPES: dict[str, type[BaseModel]] = {
    "actors": file.ActorsFile,
    "weapons": file.WeaponsFile,
    "treaties": file.TreatiesFile,
    "outlets": file.OutletsFile,
}
"""Which shape a file has, by how its name begins."""


def read_lexicon(directory: Path) -> tuple[Lexicon | None, list[Problem]]:
    """The lexicon of a directory, or None and everything that is wrong with it. Warnings may come with a lexicon."""
    draft = Draft()
    files = sorted(path for path in directory.glob("*.yaml") if _kind(path) is not None)
    found = {_kind(path) for path in files}
    for kind in SHAPES:
        if kind not in found:
            draft.problems.append(
                Problem(str(directory), 0, 0, f"no {kind}*.yaml here", "is this the lexicon's folder?")
            )
    digest = hashlib.sha256()
    for path in files:
        loaded = read_yaml(path)
        draft.problems.extend(loaded.problems)
        if loaded.source is None:
            continue
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
        shape, problems = admit(loaded.source, SHAPES[_kind(path) or ""])
        draft.problems.extend(problems)
        if shape is not None:
            draft.parts.append((loaded.source, shape))
    draft.build()
    if any(problem.level == "error" for problem in draft.problems):
        return None, sorted(draft.problems)
    return draft.finish(digest.hexdigest()[:16]), sorted(draft.problems)


def _kind(path: Path) -> str | None:
    return next((kind for kind in SHAPES if path.name.startswith(kind)), None)
