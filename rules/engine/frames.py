"""Frames: which verbs and nouns tell a development, and which slot of their grammar is which role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from rules.engine.door import Entry, Text, Words, YesNo, admit, closest
from rules.engine.mention import Stage
from rules.engine.yaml_source import Problem, RulesError, Source, read_yaml
from rules.indonesian.affixes import FORMS, Form, Voice, generate

Slot = Literal[
    "subject", "object-actor", "to", "from", "by", "with", "for", "at", "owner", "maker", "between", "object"
]
Role = Literal["supplier", "recipient", "partner", "party"]
OperatorName = Literal[
    "accuse", "announce", "approve", "cancel", "complete", "confirm", "consider", "create", "demand", "deny", "extend",
    "in-force", "join", "leave", "negotiate", "offer", "plan", "propose", "question", "ratify", "receive", "refuse",
    "resume", "seek", "sign", "suspend", "violate",
]  # fmt: skip
FrameName = Literal["transfer", "own", "use", "production", "tech", "troops", "treaty"]


class AlsoEntry(Entry):
    """Spellings that the affix rules do not reach, by voice."""

    active: Words = ()
    passive: Words = ()
    bare: Words = ()
    middle: Words = ()
    noun: Words = ()
    agent: Words = ()


class VerbEntry(Entry):
    """A verb or noun that tells a development."""

    root: Text
    forms: Words = ()
    loan: YesNo = Field(False, description="a loan keeps its first letter: memproduksi")
    also: AlsoEntry = AlsoEntry()
    frame: FrameName
    wire: Text
    stage: Stage = Field(description="the stage when told as a fact")
    noun_stage: Stage | None = Field(None, description="the stage of its nouns when it differs")
    noun: Literal["process", "deal"] = Field(
        "process", description="deal: a contract, whose two sides are not told apart"
    )
    object: Literal["optional", "required"] = "optional"
    subject: Literal["actor", "weapon"] = Field("actor", description="weapon: what arrives is the subject")
    weapon: Text | None = Field(None, description="the class that the verb itself means: mempersenjatai")
    needs: Words = Field((), description="roles without which the verb says nothing")


class RootEntry(Entry):
    """A root whose forms act as the operator."""

    root: Text
    forms: Words
    loan: YesNo = False


class OperatorEntry(Entry):
    """Words that act on a development: stop, approve, ask for, deny it."""

    op: OperatorName
    roots: tuple[RootEntry, ...] = ()
    words: Words = ()


class HostileEntry(Entry):
    """Two sides that shoot at each other: what one *sends* the other is an attack."""

    between: tuple[Words, Words]


class ProgrammeEntry(Entry):
    """Phrases that mean know-how about one class of weapon."""

    weapon: Text
    words: Words


class FramesFile(Entry):
    """lexicon/frames.yaml"""

    wirings: dict[Text, dict[Slot, Role]]
    verbs: tuple[VerbEntry, ...]
    operators: tuple[OperatorEntry, ...]
    hostile: tuple[HostileEntry, ...] = ()
    programmes: tuple[ProgrammeEntry, ...] = Field((), description="know-how that can be handed on: program rudal")
    alliances: Words = Field((), description="organisations whose membership is a treaty development")
    production_marks: Words = Field((), description="words without which making something is no foreign production")
    new_marks: Words = Field((), description="words that tell an arrival of new goods from a visit")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One verb with its frame and wiring."""

    id: int
    root: str
    frame: str
    wire: str
    roles: Mapping[str, str]
    stage: str
    noun_stage: str
    deal: bool
    object_required: bool
    weapon_subject: bool
    weapon: str | None
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frames:
    """Everything that frames.yaml says, with every form spelled out."""

    lexemes: tuple[Lexeme, ...]
    forms: tuple[tuple[Form, Lexeme], ...]
    operators: tuple[tuple[Form, str], ...]
    hostile: frozenset[tuple[str, str]]
    programmes: tuple[tuple[str, str], ...]
    alliances: frozenset[str]
    production_marks: frozenset[str]
    new_marks: frozenset[str]


def _voice_of(word: str) -> Voice:
    if word.startswith(("di", "terhenti", "tertunda", "terlarang")):
        return Voice.PASSIVE
    if word.startswith("me"):
        return Voice.ACTIVE
    if word.endswith("an") and not word.endswith("kan") and len(word) > 5 and word != "enggan":
        return Voice.NOUN
    return Voice.MIDDLE if word.startswith("ber") else Voice.BARE


def _forms(entry: VerbEntry) -> Iterator[Form]:
    yield from generate(entry.root, entry.forms, loan=entry.loan)
    for voice in ("active", "passive", "bare", "middle", "noun", "agent"):
        for word in getattr(entry.also, voice):
            for clitic in ("", "nya") if voice == "noun" else ("",):
                yield Form(word + clitic, entry.root, Voice(voice), noun="an" if voice == "noun" else "", clitic=clitic)


def _operator_forms(entry: OperatorEntry) -> Iterator[Form]:
    for root in entry.roots:
        yield from generate(root.root, root.forms, loan=root.loan)
    for word in entry.words:
        yield Form(word, word, _voice_of(word))


def load_frames(path: Path, *, shown_as: str | None = None) -> Frames:
    """The frames of `path`; raises `RulesError` with every problem."""
    loaded = read_yaml(path, shown_as=shown_as)
    if loaded.source is None:
        raise RulesError(loaded.problems)
    file, problems = admit(loaded.source, FramesFile)
    if file is None:
        raise RulesError(problems)
    frames, problems = compile_frames(file, loaded.source)
    _raise_errors(problems)
    return frames


def compile_frames(file: FramesFile, source: Source) -> tuple[Frames, list[Problem]]:
    """The frames of a file with every form spelled out, and the wirings and forms that nobody knows."""
    problems: list[Problem] = []
    lexemes: list[Lexeme] = []
    forms: list[tuple[Form, Lexeme]] = []
    for index, entry in enumerate(file.verbs):
        roles = file.wirings.get(entry.wire)
        if roles is None:
            problems.append(
                source.problem(("verbs", index, "wire"), f"wiring '{entry.wire}' is not known",
                               closest(entry.wire, file.wirings) or f"one of: {', '.join(sorted(file.wirings))}")
            )  # fmt: skip
            continue
        lexeme = Lexeme(
            index, entry.root, entry.frame, entry.wire, {str(k): str(v) for k, v in roles.items()},
            entry.stage.value, (entry.noun_stage or entry.stage).value,
            entry.noun == "deal", entry.object == "required", entry.subject == "weapon", entry.weapon, entry.needs,
        )  # fmt: skip
        lexemes.append(lexeme)
        try:
            forms.extend((form, lexeme) for form in _forms(entry))
        except ValueError as error:
            problems.append(source.problem(("verbs", index, "forms"), str(error), _known_forms()))
    operators: list[tuple[Form, str]] = []
    for index, operator in enumerate(file.operators):
        try:
            operators.extend((form, operator.op) for form in _operator_forms(operator))
        except ValueError as error:
            problems.append(source.problem(("operators", index, "roots"), str(error), _known_forms()))
    hostile = frozenset(
        pair for entry in file.hostile for a in entry.between[0] for b in entry.between[1] for pair in ((a, b), (b, a))
    )
    frames = Frames(
        tuple(lexemes),
        tuple(forms),
        tuple(operators),
        hostile,
        tuple((words, entry.weapon) for entry in file.programmes for words in entry.words),
        frozenset(file.alliances),
        frozenset(file.production_marks),
        frozenset(file.new_marks),
    )
    return frames, problems


def _known_forms() -> str:
    return f"forms are {', '.join(sorted(FORMS))}"


def _raise_errors(problems: list[Problem]) -> None:
    if any(problem.level == "error" for problem in problems):
        raise RulesError(problems)
