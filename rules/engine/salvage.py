"""What can still be read of a file with mistakes, so that all that is wrong with it is told at once.

A value that the model refuses hides everything else: until `else: hihg` is mended nobody would hear of `frame: transfr`
in the same file. Here a refused value of a list of choices gives way to any allowed one, all others are taken out, and
the rest is read for its names. Nothing of it ever goes live.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from rules.engine.door import value_path
from rules.engine.yaml_source import Path_, Source

Model = TypeVar("Model", bound=BaseModel)
_ROUNDS = 12


def salvage(
    source: Source, model: type[Model], stand_ins: Mapping[str, object] | None = None
) -> tuple[Model, Source] | None:
    """The file without what its model refuses, and where the rest of it stands; None when nothing is left.

    `stand_ins` are values for the keys that a file cannot be without.
    """
    if not isinstance(source.data, dict):
        return None
    rest = Source(source.file, copy.deepcopy(source.data), dict(source.places), dict(source.keys))
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(rest.data), rest
        except ValidationError as errors:
            if not _mend(rest, errors, stand_ins or {}):
                return None
    return None


def _mend(rest: Source, errors: ValidationError, stand_ins: Mapping[str, object]) -> bool:
    """Takes what is refused out of the file; False when nothing could be done."""
    refused: set[Path_] = set()
    changed = False
    for error in errors.errors():
        path = value_path(rest.data, error["loc"])
        allowed = re.findall(r"'([^']*)'", str(error.get("ctx", {}).get("expected", "")))
        if allowed and error["type"] in ("enum", "literal_error"):
            changed = _put(rest.data, path, allowed[0]) or changed
        elif error["type"] == "missing" and len(path) == 1:
            name = str(path[0])
            changed = changed or name in stand_ins
            rest.data.update({name: stand_ins[name]} if name in stand_ins else {})
        else:
            refused.add(path[:-1] if error["type"] == "missing" else path)
    refused = {path for path in refused if path and not any(path[:n] in refused for n in range(1, len(path)))}
    for path in sorted(refused, key=_backwards):
        _take_out(rest, path)
    return changed or bool(refused)


def _put(data: Any, path: Path_, value: str) -> bool:
    for step in path[:-1]:
        data = data[step]
    if path:
        data[path[-1]] = value
    return bool(path)


def _backwards(path: Path_) -> tuple[tuple[int, str], ...]:
    """Later items of a list first, so that those before keep their place."""
    return tuple((-step, "") if isinstance(step, int) else (0, step) for step in path)


def _take_out(source: Source, path: Path_) -> None:
    parent: Any = source.data
    for step in path[:-1]:
        parent = parent[step]
    last = path[-1]
    if isinstance(parent, list) and isinstance(last, int):
        del parent[last]
        for places in (source.places, source.keys):
            _move_up(places, path[:-1], last)
    elif isinstance(parent, dict):
        parent.pop(last, None)


def _move_up(places: dict[Path_, tuple[int, int]], above: Path_, gone: int) -> None:
    """What stood behind the item taken out of the list at `above` has a lower number now."""
    depth = len(above)
    moved: dict[Path_, tuple[int, int]] = {}
    for path, place in places.items():
        step = path[depth] if len(path) > depth and path[:depth] == above else None
        if step == gone:
            continue
        if isinstance(step, int) and step > gone:
            path = (*above, step - 1, *path[depth + 1 :])
        moved[path] = place
    places.clear()
    places.update(moved)
