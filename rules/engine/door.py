"""The door for files written by hand: pydantic models in, values or placed problems out."""

from __future__ import annotations

import difflib
import re
import types
import typing
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar, Union

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import CoreSchema

from rules.engine.yaml_source import Path_, Problem, Source


class Entry(BaseModel):
    """Base of every model that reads a file: unknown keys are refused, values do not change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _whole_number(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"-?(0|[1-9]\d{0,17})", value):
        return int(value)
    return value if isinstance(value, int) else _refuse(f"a whole number such as 30, not {_shown(value)}")


def _yes_or_no(value: object) -> object:
    if value in ("true", "false"):
        return value == "true"
    return value if isinstance(value, bool) else _refuse(f"true or false, not {_shown(value)}")


def _day(value: object) -> object:
    """A day; a year or a month alone means its first day."""
    if isinstance(value, str):
        parts = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", value)
        if parts:
            try:
                return date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
            except ValueError:
                return _refuse(f"a day of the calendar such as 2024-12-05, not {_shown(value)}")
    return value if isinstance(value, date) else _refuse(f"a day such as 2024-12-05, not {_shown(value)}")


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _refuse(wanted: str) -> object:
    raise ValueError(f"must be {wanted}")


def _shown(value: object) -> str:
    return "nothing" if value is None else f"'{value}'" if isinstance(value, str) else "a list or mapping"


@dataclass(frozen=True, slots=True)
class OneWillDo:
    """Tells editors that one value may stand where a list of values is due."""

    one: dict[str, Any] | None = None  # what a single value looks like, when not like an item of the list

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        many = handler(core)
        return {"anyOf": [self.one or many["items"], many]}


WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": ["string", "integer"], "description": "2024-12-05, 2024-12 or 2024"}),
]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Words = tuple[Text, ...]
OneOrMany = Annotated[tuple[Text, ...], BeforeValidator(_one_or_many), OneWillDo()]

Model = TypeVar("Model", bound=BaseModel)


def admit(source: Source, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    """The file as `model`, or None and everything that is wrong with it, each with its place and a hint."""
    if not isinstance(source.data, dict):
        found = "empty" if source.data is None else "a list" if isinstance(source.data, list) else "one value"
        hint = "it must be a mapping of keys and values" + (", or be deleted" if source.data is None else "")
        return None, [source.problem((), f"the file is {found}", hint)]
    try:
        return model.model_validate(source.data), []
    except ValidationError as errors:
        return None, [_problem(source, model, error) for error in errors.errors() if not _follows(error, errors)]


def _follows(error: Any, errors: ValidationError) -> bool:
    """Whether a list is called too short only because its items were refused."""
    loc = error["loc"]
    return error["type"] == "too_short" and any(e["loc"][: len(loc)] == loc != e["loc"] for e in errors.errors())


_NEAR_FEW, _NEAR_MANY = 0.6, 0.7
"""How alike a slip and a name must be: among hundreds of names some are alike by chance."""


def closest(word: str, known: typing.Iterable[str]) -> str:
    """`did you mean X?` when a known word is near, else an empty string."""
    choices = sorted({str(k) for k in known})
    near = [choice for choice in choices if choice.casefold() == word.casefold()]
    near = near or difflib.get_close_matches(word, choices, n=1, cutoff=_NEAR_FEW if len(choices) <= 40 else _NEAR_MANY)
    return f"did you mean {near[0]}?" if near else ""


def _problem(source: Source, model: type[BaseModel], error: Any) -> Problem:
    path = value_path(source.data, error["loc"])
    kind: str = error["type"]
    value = error.get("input")
    if kind == "extra_forbidden":
        known = _keys_at(model, path[:-1])
        hint = closest(str(path[-1]), known) or (f"known keys: {', '.join(known)}" if known else "")
        return source.problem(path, f"unknown key '{path[-1]}'", hint, at_key=True)
    if kind == "missing":
        return source.problem(path[:-1], f"'{error['loc'][-1]}' is missing", "every entry of this kind needs it")
    label = f"'{path[-1]}' " if path and isinstance(path[-1], str) else ""
    if value is None:
        return source.problem(path, f"{label}is empty", "write a value or leave the key out", at_key=True)
    if kind in ("enum", "literal_error"):
        allowed = re.findall(r"'([^']*)'", str(error["ctx"]["expected"]))
        hint = closest(str(value), allowed) or f"one of: {', '.join(allowed)}"
        return source.problem(path, f"{label}cannot be {_shown(value)}", hint)
    message = _worded(kind, error, value)
    return source.problem(path, f"{label}{message[0].lower()}{message[1:]}", _shape_hint(kind, value))


_SHAPES = {
    "tuple_type": "must be a list", "list_type": "must be a list", "dict_type": "must be a mapping",
    "model_type": "must be a mapping", "model_attributes_type": "must be a mapping", "string_type": "must be a text",
    "string_too_short": "must not be an empty text",
}  # fmt: skip


def _worded(kind: str, error: Any, value: object) -> str:
    """What is wrong, in words that name no type of the program."""
    limits = error.get("ctx") or {}
    if kind == "string_pattern_mismatch":
        codes = "two capitals such as NO for a state, else " if "[A-Z]{2}" in str(limits.get("pattern")) else ""
        return f"cannot be {_shown(value)}: {codes}lower-case letters and digits, with hyphens between them"
    if kind == "greater_than_equal":
        return f"must be {limits['ge']} or more, not {_shown(str(value))}"
    if kind == "less_than_equal":
        return f"must be {limits['le']} or less, not {_shown(str(value))}"
    if kind == "string_too_long":
        return f"must not be longer than {limits['max_length']} letters"
    if kind == "too_short":
        return "must not be empty"
    return _SHAPES.get(kind) or str(error["msg"]).removeprefix("Value error, ")


def _shape_hint(kind: str, value: object) -> str:
    if kind in ("tuple_type", "list_type"):
        return f"write a list: [{value}]" if isinstance(value, str) else "write a list: [a, b]"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return "write a mapping: {key: value}"
    return "write one text, not a list or mapping" if kind == "string_type" else ""


def value_path(data: object, loc: tuple[int | str, ...]) -> Path_:
    """The steps of a pydantic location that exist in the data; the names of union branches are left out."""
    path: list[int | str] = []
    here: Any = data
    for step in loc:
        if _holds(here, step):
            here = here[step]
        elif step == loc[-1] and isinstance(here, dict) and isinstance(step, str):
            here = None
        else:
            continue
        path.append(step)
    return tuple(path)


def _holds(value: object, step: int | str) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(value)


def _keys_at(model: type[BaseModel], path: Path_) -> list[str]:
    """The keys that the models at `path` know, for hints."""
    found = {model}
    for step in path:
        nearer: set[type[BaseModel]] = set()
        for candidate in found:
            if isinstance(step, str) and step in _fields(candidate):
                nearer |= _models(_fields(candidate)[step])
            elif isinstance(step, int):
                nearer.add(candidate)
        found = nearer or found
    return sorted({key for candidate in found for key in _fields(candidate)})


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


def _models(annotation: Any) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    if typing.get_origin(annotation) is Annotated:
        return _models(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in (Union, types.UnionType, tuple, list, dict):
        return {m for part in typing.get_args(annotation) for m in _models(part)}
    return set()
