"""Names in a rule that the frames and the lexicon do not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rules.engine.door import closest
from rules.engine.lexicon import ActorKind, Lexicon, TermKind
from rules.engine.mention import MentionType
from rules.engine.rule_file import AnyOf, RuleFile
from rules.engine.yaml_source import Path_, Problem, Source

FRAMES: Mapping[str, MentionType] = {
    "transfer": MentionType.WEAPONS_TRANSFER,
    "use": MentionType.WEAPONS_USE,
    "production": MentionType.PRODUCTION,
    "tech": MentionType.TECH_SUPPORT,
    "troops": MentionType.TROOP_DEPLOYMENT,
    "treaty": MentionType.TREATY,
}
ROLES: Mapping[str, tuple[str, ...]] = {
    "transfer": ("supplier", "recipient", "weapon", "parties"),
    "use": ("supplier", "recipient", "weapon"),
    "production": ("supplier", "recipient", "weapon", "parties"),
    "tech": ("supplier", "recipient", "weapon"),
    "troops": ("supplier", "recipient"),
    "treaty": ("parties", "treaty"),
}
KINDS = (*(kind.value for kind in ActorKind), "actor")
"""What an actor may be asked to be instead of being named."""
_NAMING = (TermKind.ACTOR, TermKind.CAPITAL, TermKind.ADJECTIVE)


def unknown_in_rule(
    file: RuleFile, source: Source, lexicon: Lexicon, surroundings: frozenset[str] | None
) -> list[Problem]:
    """A problem for each frame, role, surrounding, class or actor of a rule that nobody knows."""
    frame = file.match.frame
    if frame is not None and frame not in FRAMES:
        hint = closest(frame, FRAMES) or f"one of: {', '.join(FRAMES)}"
        found = [source.problem(("match", "frame"), f"frame '{frame}' is not known", hint)]
    else:
        found = [] if frame is None else list(_roles(file, source, frame))
    return [*found, *_settings(file, source, surroundings), *_rows(file, source, lexicon)]


def _roles(file: RuleFile, source: Source, frame: str) -> Iterator[Problem]:
    roles = ROLES[frame]

    def strange(name: str, path: Path_, *, at_key: bool = False) -> Problem:
        hint = closest(name, roles) or f"one of: {', '.join(roles)}"
        return source.problem(path, f"role '{name}' is not one of frame {frame}", hint, at_key=at_key)

    for role in file.match.roles:
        if role not in roles:
            yield strange(role, ("match", "roles", role), at_key=True)
    for index, wanted in enumerate(file.match.require):
        for name in wanted.any if isinstance(wanted, AnyOf) else (wanted,):
            if name not in roles:
                yield strange(name, ("match", "require", index))
    keys = [(index, key) for index, key in enumerate(file.event.key) if key not in (*roles, "treaty_class", "type")]
    if keys and ("event", "key") not in source.places:
        path: Path_ = ("event",) if ("event",) in source.places else ("match", "frame")
        message = f"a rule of frame {frame} says itself what makes two texts the same event"
        yield source.problem(path, message, f"write event: {{key: [{', '.join(roles)}], window: 30d}}")
        return
    for index, key in keys:
        yield strange(key, ("event", "key", index))


def _settings(file: RuleFile, source: Source, surroundings: frozenset[str] | None) -> Iterator[Problem]:
    for index, name in enumerate(file.match.not_within):
        if surroundings is not None and name not in surroundings:
            hint = closest(name, surroundings) or f"one of: {', '.join(sorted(surroundings))}"
            yield source.problem(("match", "not_within", index), f"surroundings '{name}' are not known", hint)


def _rows(file: RuleFile, source: Source, lexicon: Lexicon) -> Iterator[Problem]:
    for index, row in enumerate(file.severity):
        if row.when is not None:
            path: Path_ = ("severity", index, "when")
            yield from unknown_classes(source, (*path, "weapon"), row.when.weapon, lexicon)
            for key in ("supplier", "recipient", "party"):
                yield from unknown_actors(source, (*path, key), getattr(row.when, key), lexicon, kinds=True)


def unknown_actors(
    source: Source, path: Path_, values: Iterable[str], lexicon: Lexicon, *, kinds: bool = False
) -> Iterator[Problem]:
    """A problem for each value that is no actor's code; with `kinds`, `state` and its like are known too."""
    known = (*KINDS, *lexicon.actors) if kinds else tuple(lexicon.actors)
    for value, here in _placed(source, path, values):
        if value not in known:
            hint = closest(value, KINDS) if kinds else ""
            hint = hint or _meant(value, lexicon) or closest(value, known)
            also = f"a kind ({', '.join(KINDS)}) or " if kinds else ""
            hint = hint or f"write {also}a code of lexicon/actors*.yaml"
            yield source.problem(here, f"actor '{value}' is not known", hint)


def _meant(value: str, lexicon: Lexicon) -> str:
    """`did you mean NO?` for a state that is called by a name: `Norwegia`."""
    name = value.casefold()
    codes = {term.target for term in lexicon.terms if term.kind in _NAMING and term.text.casefold() == name}
    codes |= {actor.id for actor in lexicon.actors.values() if actor.name_en.casefold() == name}
    return f"did you mean {min(codes)}?" if len(codes) == 1 else ""


def unknown_classes(source: Source, path: Path_, values: Iterable[str], lexicon: Lexicon) -> Iterator[Problem]:
    """A problem for each value that is no weapon class."""
    for value, here in _placed(source, path, values):
        if value not in lexicon.classes and value != "weapon":
            named = {
                term.target
                for term in lexicon.terms
                if term.kind in (TermKind.WEAPON, TermKind.SYSTEM) and term.text.casefold() == value.casefold()
            }
            meant = f"did you mean {min(named)}?" if len(named) == 1 else closest(value, ("weapon", *lexicon.classes))
            hint = meant or "write weapon, or a class of lexicon/weapons.yaml"
            yield source.problem(here, f"weapon class '{value}' is not known", hint)


def unknown(source: Source, path: Path_, what: str, values: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    """A problem for each value that is not among the known names."""
    names = tuple(known)
    for value, here in _placed(source, path, values):
        if value not in names:
            files = "treaties*.yaml" if "treaty" in what else "weapons*.yaml"
            yield source.problem(
                here, f"{what} '{value}' is not known", closest(value, names) or f"see lexicon/{files}"
            )


def _placed(source: Source, path: Path_, values: Iterable[str]) -> Iterator[tuple[str, Path_]]:
    """Each value with its own place, when it stands in a list."""
    for index, value in enumerate(values):
        yield value, (*path, index) if (*path, index) in source.places else path
