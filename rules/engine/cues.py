"""Cues: words that change how a statement is meant, as lexicon/cues.yaml lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from rules.engine.door import Entry, Text, Words, admit
from rules.engine.frames import FrameName
from rules.engine.mention import Stage
from rules.engine.yaml_source import RulesError, read_yaml


class CueEntry(Entry):
    """Words that set one axis."""

    axis: Literal["certainty", "mood", "polarity", "time", "novelty"]
    value: Literal[
        "alleged",
        "condition",
        "hope",
        "possible",
        "question",
        "denied-report",
        "unproven",
        "background",
        "future",
        "recent",
    ]
    scope: Literal["group", "clause", "sentence"]
    words: Words


class SurroundingEntry(Entry):
    """A setting by its words."""

    name: Text
    words: Words


class AnswerEntry(Entry):
    """How one answers what one is accused of; a word may be a phrase."""

    accusations: Words = Field(description="what is denied: `tuduhan itu`, `temuan tersebut`")
    lies: Words = Field(description="what it is called: `bohong`, `karangan belaka`")
    truths: Words = Field(description="what it is called with `tidak`, `tak`, `tanpa` or `bukan`: `tidak benar`")
    aloof: Words = Field(description="what one says not to be or do: `tidak terlibat`, `tidak tahu-menahu`")
    returns: Words = Field(description="what turns the accusation round: `balik menuduh`, `cari kambing hitam`")
    nouns: Words = Field(description="the denial as a thing: `bantahan datang dari ...`")


class CuesFile(Entry):
    """lexicon/cues.yaml"""

    cues: tuple[CueEntry, ...]
    surroundings: tuple[SurroundingEntry, ...] = ()
    attack_verbs: Words = ()
    mobile: Words = ()
    deploy_verbs: Words = ()
    visitors: Words = ()
    groups: Words = ()
    makers: Words = Field((), description="what a firm is called: one word each")
    strangers: Words = Field((), description="what somebody without a name is called: one word each")
    bystanders: Words = ()
    builders: Words = Field((), description="states whose ships, jets and tanks others order: he sells")
    abstract: Words = ()
    at_war: Words = Field((), description="states at war, whom nobody visits with arms: what arrives there is given")
    home: Text = Field("", description="the state whose press this is: a buyer that nobody names, when it is spoken of")
    home_words: Words = Field((), description="words that mean its government or army when no state is named")
    salient_stages: dict[FrameName, tuple[Stage, ...]] = Field(
        {}, description="frame: stages that alert only from above"
    )
    answers: AnswerEntry = Field(description="how a side denies")


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: what it sets and how far it reaches."""

    words: str
    axis: str
    value: str
    scope: str


@dataclass(frozen=True, slots=True)
class Answers:
    """How one answers what one is accused of: phrases of words, lower case."""

    accusations: frozenset[str]
    lies: tuple[tuple[str, ...], ...]
    truths: frozenset[str]
    aloof: tuple[tuple[str, ...], ...]
    returns: tuple[tuple[str, ...], ...]
    nouns: frozenset[str]
    signs: frozenset[str]
    """Words without one of which nobody answers."""


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
    makers: frozenset[str]
    strangers: frozenset[str]
    bystanders: frozenset[str]
    builders: frozenset[str]
    abstract: frozenset[str]
    at_war: frozenset[str]
    home: str
    home_words: frozenset[str]
    salient_stages: Mapping[str, frozenset[str]]
    answers: Answers


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
        frozenset(file.makers),
        frozenset(file.strangers),
        frozenset(file.bystanders),
        frozenset(file.builders),
        frozenset(file.abstract),
        frozenset(file.at_war),
        file.home,
        frozenset(file.home_words),
        {str(frame): frozenset(stage.value for stage in stages) for frame, stages in file.salient_stages.items()},
        _answers(file.answers),
    )


def _answers(entry: AnswerEntry) -> Answers:
    lies, aloof, returns = (_phrases(words) for words in (entry.lies, entry.aloof, entry.returns))
    accusations = frozenset(form for word in entry.accusations for form in (word, f"{word}nya"))
    signs = {*entry.truths, *entry.nouns, *(phrase[-1] for phrase in (*lies, *aloof, *returns))}
    return Answers(accusations, lies, frozenset(entry.truths), aloof, returns, frozenset(entry.nouns), frozenset(signs))


def _phrases(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(word.replace("-", " ").split()) for word in words)
