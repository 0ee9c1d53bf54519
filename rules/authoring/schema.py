"""JSON Schema for editors, from the models that read the files: `python -m rules.authoring.schema` writes them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from rules.engine.cues import CuesFile
from rules.engine.frames import FramesFile
from rules.engine.lexicon_file import ActorsFile, OutletsFile, TreatiesFile, WeaponsFile
from rules.engine.rule_file import RuleFile

HERE = Path(__file__).resolve().parent.parent
DRAFT = "https://json-schema.org/draft/2020-12/schema"
LEXICON: dict[str, type[BaseModel]] = {
    "actors": ActorsFile,
    "weapons": WeaponsFile,
    "treaties": TreatiesFile,
    "outlets": OutletsFile,
    "frames": FramesFile,
    "cues": CuesFile,
}


def rule_schema() -> dict[str, Any]:
    """The schema of one rule file."""
    return {"$schema": DRAFT, **_schema(RuleFile)}


def lexicon_schema() -> dict[str, Any]:
    """One schema for all lexicon files: a file is one of the kinds, told apart by its keys."""
    definitions: dict[str, Any] = {}
    kinds = []
    for name, model in LEXICON.items():
        schema = _schema(model)
        definitions.update(schema.pop("$defs", {}))
        definitions[model.__name__] = schema | {"title": f"lexicon/{name}*.yaml"}
        kinds.append({"$ref": f"#/$defs/{model.__name__}"})
    return {"$schema": DRAFT, "title": "pantau lexicon", "anyOf": kinds, "$defs": definitions}


def write_schemas(directory: Path = HERE) -> list[Path]:
    """Writes both schemas beside the rules and says where."""
    written = []
    for name, schema in (("rule.schema.json", rule_schema()), ("lexicon.schema.json", lexicon_schema())):
        path = directory / name
        path.write_text(schema_text(schema), encoding="utf-8")
        written.append(path)
    return written


def schema_text(schema: dict[str, Any]) -> str:
    """A schema as it is written to its file."""
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


if __name__ == "__main__":
    for written in write_schemas():
        sys.stdout.write(f"{written}\n")
