"""Cues: words that change how a statement is meant, as lexicon/cues.yaml lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from rules.engine.door import Entry, Text, Words, admit
from rules.engine.yaml_source import RulesError, read_yaml


class CueEntry(Entry):
    """Words that set one axis."""

    axis: Literal["certainty", "mood", "polarity", "time", "novelty"]
    value: Text
    scope: Literal["group", "clause", "sentence"]
    words: Words


class SurroundingEntry(Entry):
    """A setting by its words."""

    name: Text
    words: Words


class CuesFile(Entry):
    """lexicon/cues.yaml"""

    cues: tuple[CueEntry, ...]
    surroundings: tuple[SurroundingEntry, ...] = ()
    attack_verbs: Words = ()
    mobile: Words = ()
    deploy_verbs: Words = ()
    visitors: Words = ()
    groups: Words = ()
    bystanders: Words = ()
    abstract: Words = ()
    home: Text = Field("", description="the state whose press this is: a buyer that nobody names, when it is spoken of")
    home_words: Words = Field((), description="words that mean its government or army when no state is named")
    salient_stages: dict[Text, Words] = Field({})


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: what it sets and how far it reaches."""

    words: str
    axis: str
    value: str
    scope: str


@dataclass(frozen=True, slots=True)
class Cues:
    """Everything that cues.yaml says."""

    cues: tuple[Cue, ...]
    surroundings: Mapping[str, tuple[str, ...]]
    attack_verbs: tuple[str, ...]
    mobile: frozenset[str]
    deploy_verbs: frozenset[str]
    visitors: frozenset[str]
    groups: frozenset[str]
    bystanders: frozenset[str]
    abstract: frozenset[str]
    home: str
    home_words: frozenset[str]
    salient_stages: Mapping[str, frozenset[str]]


def load_cues(path: Path, *, shown_as: str | None = None) -> Cues:
    """The cues of `path`; raises `RulesError` with every problem."""
    loaded = read_yaml(path, shown_as=shown_as)
    if loaded.source is None:
        raise RulesError(loaded.problems)
    file, problems = admit(loaded.source, CuesFile)
    if file is None:
        raise RulesError(problems)
    return Cues(
        tuple(Cue(word, entry.axis, entry.value, entry.scope) for entry in file.cues for word in entry.words),
        {entry.name: entry.words for entry in file.surroundings},
        file.attack_verbs,
        frozenset(file.mobile),
        frozenset(file.deploy_verbs),
        frozenset(file.visitors),
        frozenset(file.groups),
        frozenset(file.bystanders),
        frozenset(file.abstract),
        file.home,
        frozenset(file.home_words),
        {frame: frozenset(stages) for frame, stages in file.salient_stages.items()},
    )
