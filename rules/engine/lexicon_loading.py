"""From the lexicon's files to a `Lexicon`, collecting every problem of every file on the way."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from pydantic import BaseModel

from rules.engine import lexicon_file as file
from rules.engine.door import admit
from rules.engine.lexicon import Lexicon
from rules.engine.lexicon_draft import Draft
from rules.engine.salvage import salvage
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
    lexicon, problems = survey_lexicon(directory)
    return (None if any(problem.level == "error" for problem in problems) else lexicon), problems


def survey_lexicon(directory: Path) -> tuple[Lexicon, list[Problem]]:
    """Whatever of a lexicon can be read, to check other files against, and everything that is wrong with it.

    What stands in a file or entry that cannot be read counts as known, so that one slip is one problem. With an error
    among the problems the lexicon is not to be matched with.
    """
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
        kind = _kind(path) or ""
        if loaded.source is None:
            draft.lose(kind, _named_in(path))
            continue
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
        shape, problems = admit(loaded.source, SHAPES[kind])
        draft.problems.extend(problems)
        if shape is not None:
            draft.parts.append((loaded.source, shape))
            continue
        rest = salvage(loaded.source, SHAPES[kind], {"outlets": []})
        if rest is not None:
            draft.parts.append((rest[1], rest[0]))
        draft.lose(kind, _named_in(path))
    draft.build()
    return draft.finish(digest.hexdigest()[:16]), sorted(draft.problems)


def _named_in(path: Path) -> list[str]:
    """Every id and name that a file seems to hold, however broken it is."""
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return []
    return [match.strip("\"' ") for match in re.findall(r"(?m)\b(?:id|name):[ ]*([^,}\n#]+)", text)]


def _kind(path: Path) -> str | None:
    return next((kind for kind in SHAPES if path.name.startswith(kind)), None)
