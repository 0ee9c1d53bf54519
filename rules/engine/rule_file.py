"""The shape of a rule file. One rule a file; the model reads it, `RuleSet` compiles it.

Names that live in the lexicon (frames, roles, surroundings, actors, weapon classes, treaties) are plain text here and
are checked against the lexicon when rules are loaded.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, field_validator, model_validator

from rules.engine.door import Day, Entry, OneOrMany, OneWillDo, Text, WholeNumber, Words, YesNo
from rules.engine.mention import Certainty, CertaintyDetail, MentionType, RuleStatus, Severity, Stage

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=40)]


def _days(value: object) -> object:
    if isinstance(value, str):
        parts = re.fullmatch(r"([1-9]\d{0,3})d", value)
        if parts is None:
            raise ValueError("must be a number of days such as 30d")
        return int(parts[1])
    return value


def _many(value: object) -> object:
    return [value] if isinstance(value, str) else value


Days = Annotated[
    int,
    BeforeValidator(_days),
    Field(ge=1, le=3650),
    WithJsonSchema({"type": "string", "pattern": "^[1-9][0-9]{0,3}d$"}),
]
Stages = Annotated[tuple[Stage, ...], BeforeValidator(_many), OneWillDo()]
Certainties = Annotated[tuple[Certainty, ...], BeforeValidator(_many), OneWillDo()]
Details = Annotated[tuple[CertaintyDetail, ...], BeforeValidator(_many), OneWillDo()]
Types = Annotated[tuple[MentionType, ...], BeforeValidator(_many), OneWillDo()]


class Origin(Entry):
    """The seed and the event in it that a rule was derived from, in the author's own words."""

    seed: Text = Field(description="name of the seed: 003_f7a774726fec0e41")
    event: Text = Field(description="what happened there, in your own words; never a sentence of the seed")


class AnyOf(Entry):
    """At least one of these roles must be filled."""

    any: Words = Field(min_length=1)


class Accept(Entry):
    """Which readings of the frame count; what is left out is not restricted."""

    type: Types = ()
    stage: Stages = ()
    certainty: Certainties = ()
    detail: Details = ()
    weapon: OneOrMany = Field(default=(), description="weapon classes; their kinds count too")
    treaty: OneOrMany = Field(default=(), description="slugs of treaties")
    treaty_class: OneOrMany = ()
    background: YesNo | None = Field(default=None, description="true: only what is recalled; false: only what is news")


class Concept(Entry):
    """Something of the lexicon that must stand near a simple rule's words; exactly one key."""

    actor: OneOrMany | None = Field(
        default=None, description="a kind (state, armed-group, organisation, actor) or codes"
    )
    weapon: OneOrMany | None = Field(default=None, description="weapon classes; `weapon` for any")
    treaty: OneOrMany | None = Field(default=None, description="slugs or classes of treaties; `treaty` for any")
    phrase: OneOrMany | None = Field(default=None, description="words")

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if sum(value is not None for value in (self.actor, self.weapon, self.treaty, self.phrase)) != 1:
            raise ValueError("must have exactly one of actor, weapon, treaty, phrase")
        return self


PhraseOrConcept = Text | Concept


class Match(Entry):
    """What a text must say. Either `frame` with roles, or words in `any`, `all`, `none`."""

    frame: Text | None = Field(default=None, description="a frame of lexicon/frames.yaml: transfer, treaty, ...")
    roles: dict[Text, OneOrMany] = Field(
        {},
        description="role: what may fill it (state, armed-group, organisation, actor, weapon, treaty, a code, a class)",
    )
    require: tuple[Text | AnyOf, ...] = Field(
        (), description="roles that must be filled; {any: [a, b]} for one of them"
    )
    not_within: Words = Field(
        default=(), description="surroundings that keep the rule quiet: exercise, exhibition, crime, ..."
    )
    accept: Accept = Accept()
    any: tuple[PhraseOrConcept, ...] = Field(default=(), description="one of these must be there")
    all: tuple[PhraseOrConcept, ...] = Field(default=(), description="each of these must be there")
    none: tuple[PhraseOrConcept, ...] = Field(default=(), description="none of these may be there")
    within: Literal["sentence", "article", "title"] = "sentence"

    @model_validator(mode="after")
    def _frame_or_words(self) -> Self:
        words = bool(self.any or self.all)
        if self.frame is None and not words:
            raise ValueError("needs a frame, or words in any or all")
        if self.frame is not None and words:
            raise ValueError("has both a frame and words: write two rules, or use none, not_within and accept")
        if self.frame is None and (self.roles or self.require or self.accept != Accept()):
            raise ValueError("has roles, require or accept without a frame")
        return self


class When(Entry):
    """Conditions of one severity row; all keys must hold, one of a key's values suffices."""

    type: Types = ()
    stage: Stages = ()
    certainty: Certainties = ()
    detail: Details = ()
    weapon: OneOrMany = Field(default=(), description="weapon classes; their kinds count too")
    supplier: OneOrMany = Field(default=(), description="codes, or a kind of actor")
    recipient: OneOrMany = Field(default=(), description="codes, or a kind of actor")
    party: OneOrMany = Field(default=(), description="codes, or a kind of actor; one party suffices")
    treaty: OneOrMany = ()
    treaty_class: OneOrMany = ()
    background: YesNo | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("is empty: the row would always fit; write else")
        return self


class SeverityRow(Entry):
    """`{when: {...}, is: high}`, or `{else: high}` as the last row."""

    when: When | None = None
    is_: Severity | None = Field(default=None, alias="is")
    else_: Severity | None = Field(default=None, alias="else")

    @model_validator(mode="after")
    def _row_or_else(self) -> Self:
        whole = (self.when is not None, self.is_ is not None, self.else_ is not None)
        if whole not in ((True, True, False), (False, False, True)):
            raise ValueError("must be {when: {...}, is: LEVEL} or {else: LEVEL}")
        return self


_LEVEL = {"type": "string", "enum": [level.value for level in Severity]}


def _rows(value: object) -> object:
    return [{"else": value}] if isinstance(value, str) else value


class EventKey(Entry):
    """What makes two mentions the same event."""

    key: Words = Field(default=("supplier", "recipient", "weapon"), description="roles that identify the event")
    window: Days = Field(default=30, description="how long a repeat stays a repeat: 30d")


class Expected(Entry):
    """What a test wants to see; only the keys that are written are compared."""

    type: MentionType | None = None
    supplier: OneOrMany | None = Field(default=None, description="codes; [] for: must stay unknown")
    recipient: OneOrMany | None = None
    parties: OneOrMany | None = None
    weapon: OneOrMany | None = Field(default=None, description="weapon classes")
    system: OneOrMany | None = None
    treaty: Text | None = None
    treaty_class: Text | None = None
    stage: Stage | None = None
    certainty: Certainty | None = None
    detail: CertaintyDetail | None = None
    claimant: OneOrMany | None = None
    denier: OneOrMany | None = None
    background: YesNo | None = None
    severity: Severity | None = None
    when: Day | None = None
    quantity: Text | None = Field(default=None, description="the words of the count")


class AlertTest(Expected):
    """A text at which the rule must alert, with what it must say."""

    text: Text
    title: Text = ""
    date: Day | None = Field(default=None, description="day of publication")
    name: Text | None = None


class QuietTest(Entry):
    """A text at which the rule must not alert."""

    text: Text
    title: Text = ""
    date: Day | None = None
    because: Text = Field(description="why not: origin-only, demand, question, background, ... or your own words")
    name: Text | None = None


class TodoTest(AlertTest):
    """A known gap: expected to fail today. When it passes, `test` says so and it can move to `alert`."""

    quiet: YesNo = Field(default=False, description="true: the rule should stay quiet here, and does not yet")


class SequenceArticle(Entry):
    """One article of a sequence."""

    at: datetime
    text: Text
    title: Text = ""
    outlet: Text | None = None

    @field_validator("at", mode="before")
    @classmethod
    def _zoned(cls, value: object) -> object:
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError as error:
                raise ValueError("must be a time with a zone such as 2024-06-20T07:00+07:00") from error
        if isinstance(value, datetime) and value.tzinfo is None:
            raise ValueError("has no zone: write 2024-06-20T07:00+07:00")
        return value


class SequenceStep(Entry):
    """What is to be seen after the article with number `after` (counted from 1)."""

    after: WholeNumber = Field(ge=1)
    alerts: WholeNumber | None = Field(default=None, ge=0, description="messages sent so far")
    state: Literal["NEW", "UPDATE", "CORROBORATED", "DENIED", "CORRECTION", "NONE"] | None = None
    reason: Text | None = None
    changed: Words | None = None


class SequenceTest(Entry):
    """Articles over days, and the messages that must come of them."""

    name: Text | None = None
    articles: tuple[SequenceArticle, ...] = Field(min_length=1)
    expect: tuple[SequenceStep, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_range(self) -> Self:
        if any(step.after > len(self.articles) for step in self.expect):
            raise ValueError(
                f"expects something after an article beyond the {len(self.articles)} that are given: they count from 1"
            )
        if any(later.at < earlier.at for earlier, later in zip(self.articles, self.articles[1:], strict=False)):
            raise ValueError("has articles out of order: oldest first")
        return self


class RuleTests(Entry):
    """The proof that stands beside the rule."""

    alert: tuple[AlertTest, ...] = ()
    quiet: tuple[QuietTest, ...] = ()
    sequence: tuple[SequenceTest, ...] = ()
    todo: tuple[TodoTest, ...] = ()


class RuleFile(Entry):
    """One rule. What must happen to whom (or which words), how loud, what is the same event, who is told."""

    id: RuleId = Field(description="for ever; the file carries the same name")
    revision: WholeNumber = Field(default=1, ge=1, description="raise it whenever the meaning changes")
    title: Text = Field(description="one line in Indonesian for officers and operators")
    status: RuleStatus = RuleStatus.DRAFT
    why: Text | None = Field(default=None, description="what it is for, and what it must not catch")
    derived_from: tuple[Origin, ...] = ()
    match: Match
    severity: Annotated[tuple[SeverityRow, ...], BeforeValidator(_rows), OneWillDo(_LEVEL)] = Field(
        description="rows, first that fits, last one else; or just a level"
    )
    event: EventKey = EventKey()
    route: tuple[Tag, ...] = Field(default=(), description="tags of receivers")
    tests: RuleTests = RuleTests()

    @field_validator("severity")
    @classmethod
    def _else_last(cls, rows: tuple[SeverityRow, ...]) -> tuple[SeverityRow, ...]:
        if not rows or rows[-1].else_ is None:
            raise ValueError("must end with a row {else: LEVEL}")
        if any(row.else_ is not None for row in rows[:-1]):
            raise ValueError("has rows after else: they can never fit")
        return rows
