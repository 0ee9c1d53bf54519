"""What is wrong with the two files of grammar: their shape, their wirings and forms, and the names they use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rules.engine.cues import CuesFile
from rules.engine.door import admit, closest
from rules.engine.frames import FramesFile, compile_frames
from rules.engine.lexicon import Lexicon
from rules.engine.salvage import salvage
from rules.engine.yaml_source import Path_, Problem, Source, read_yaml

Mentioned = tuple[Path_, str, str]
"""Where a code stands, the code, and what it should name: `actor` or `weapon class`."""


def lint_frames(path: Path, lexicon: Lexicon) -> list[Problem]:
    """Everything wrong with frames.yaml."""
    loaded = read_yaml(path)
    if loaded.source is None:
        return loaded.problems
    file, problems = admit(loaded.source, FramesFile)
    source = loaded.source
    if file is None:
        rest = salvage(source, FramesFile, {"wirings": {}, "verbs": [], "operators": []})
        if rest is None:
            return problems
        file, source = rest
    wrong = compile_frames(file, source)[1] if file.wirings else []
    return [*problems, *wrong, *_unknown(source, _of_frames(file), lexicon)]


def lint_cues(path: Path, lexicon: Lexicon) -> tuple[list[Problem], frozenset[str] | None]:
    """Everything wrong with cues.yaml, and the surroundings that it names; None when nobody can tell."""
    loaded = read_yaml(path)
    if loaded.source is None:
        return loaded.problems, None
    file, problems = admit(loaded.source, CuesFile)
    source = loaded.source
    if file is None:
        rest = salvage(source, CuesFile, {"cues": []})
        if rest is None:
            return problems, None
        file, source = rest
    problems += _unknown(source, _of_cues(file), lexicon)
    return problems, frozenset(entry.name for entry in file.surroundings) or None


def _unknown(source: Source, mentioned: Iterable[Mentioned], lexicon: Lexicon) -> Iterator[Problem]:
    known = {"actor": lexicon.actors, "weapon class": lexicon.classes}
    for path, code, kind in mentioned:
        if code not in known[kind]:
            hint = closest(code, known[kind]) or f"see {'actors' if kind == 'actor' else 'weapons'}*.yaml"
            yield source.problem(path, f"{kind} '{code}' is not known", hint)


def _of_frames(file: FramesFile) -> Iterator[Mentioned]:
    for i, verb in enumerate(file.verbs):
        if verb.weapon is not None:
            yield ("verbs", i, "weapon"), verb.weapon, "weapon class"
    for i, pair in enumerate(file.hostile):
        for side, codes in enumerate(pair.between):
            for k, code in enumerate(codes):
                yield ("hostile", i, "between", side, k), code, "actor"
    for i, programme in enumerate(file.programmes):
        yield ("programmes", i, "weapon"), programme.weapon, "weapon class"
    for i, code in enumerate(file.alliances):
        yield ("alliances", i), code, "actor"


def _of_cues(file: CuesFile) -> Iterator[Mentioned]:
    for key in ("bystanders", "builders", "at_war"):
        for i, code in enumerate(getattr(file, key)):
            yield (key, i), code, "actor"
    for key in ("mobile", "visitors"):
        for i, code in enumerate(getattr(file, key)):
            yield (key, i), code, "weapon class"
    if file.home:
        yield ("home",), file.home, "actor"
