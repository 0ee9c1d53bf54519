"""apprise's own configuration file, text or YAML, read without apprise: addresses and tags, nothing that reaches out.

apprise would also follow `include` to other files and web addresses and load plug-ins; here both are refused.
"""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

Found = tuple[str, tuple[str, ...]]

_URL = re.compile(r"^[a-zA-Z0-9]{1,32}://\S+$")
_TAGGED = re.compile(r"^(?P<tags>[\w\s,-]+?)\s*=\s*(?P<url>[a-zA-Z0-9]{1,32}://\S+)$")


class AppriseFileError(Exception):
    """The file is no apprise configuration that we take: line, why; never an address."""


def read_apprise_config(text: str) -> tuple[Found, ...]:
    """The addresses with their tags, in the file's order; raises AppriseFileError."""
    if re.search(r"^\s*urls\s*:", text, re.MULTILINE):
        return _from_yaml(text)
    return _from_text(text)


def _from_text(text: str) -> tuple[Found, ...]:
    found: list[Found] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith(("#", ";")):
            continue
        if line.lower().startswith(("include ", "import ")):
            raise AppriseFileError(f"line {number}: include is not followed: put the addresses into this file")
        tagged = _TAGGED.match(line)
        if tagged:
            found.append((tagged["url"], _tags(tagged["tags"])))
        elif _URL.match(line):
            found.append((line, ()))
        else:
            raise AppriseFileError(f"line {number}: neither an address nor tags=address")
    return tuple(found)


def _from_yaml(text: str) -> tuple[Found, ...]:
    try:
        data: Any = YAML(typ="safe", pure=True).load(text)
    except YAMLError:
        raise AppriseFileError("not valid YAML: check indentation and quotes") from None
    if not isinstance(data, dict) or not isinstance(data.get("urls"), list):
        raise AppriseFileError("urls: must be a list")
    if data.get("include"):
        raise AppriseFileError("include is not followed: put the addresses into this file")
    everyone = _tags(data.get("tag", data.get("tags", "")))
    found: list[Found] = []
    for number, row in enumerate(data["urls"], 1):
        found.extend((url, tuple(dict.fromkeys((*everyone, *tags)))) for url, tags in _row(row, number))
    return tuple(found)


def _row(row: Any, number: int) -> list[Found]:
    """One row of `urls`: an address, or an address with one or several sets of options."""
    if isinstance(row, str) and _URL.match(row):
        return [(row, ())]
    if isinstance(row, dict):
        url = next((k for k in row if isinstance(k, str) and _URL.match(k)), None)
        if url is None and isinstance(row.get("url"), str) and _URL.match(row["url"]):
            return [(row["url"], _tags(row.get("tag", row.get("tags", ""))))]
        if url is not None:
            options = row[url]
            rows = options if isinstance(options, list) else [options if isinstance(options, dict) else row]
            return [(url, _tags(o.get("tag", o.get("tags", "")))) for o in rows if isinstance(o, dict)]
    raise AppriseFileError(f"urls: row {number}: no address that we can read")


def _tags(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else re.split(r"[\s,]+", str(value or ""))
    return tuple(dict.fromkeys(str(p).strip() for p in parts if str(p).strip()))
