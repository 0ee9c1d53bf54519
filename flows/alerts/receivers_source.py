"""Where receivers come from: a YAML file, apprise's own file, and blocks that an operator fills in; judged as one.

An address stands in the file itself, in the environment, in a file of its own or in a Prefect block. Nothing of Prefect
is known here: what its blocks hold is passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, SecretStr, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from flows.alerts.apprise_file import AppriseFileError, read_apprise_config
from flows.alerts.receivers import ALL_TAGS, STRICT, UNRESOLVED, Receiver, ReceiversError, default_receiver

MOST_BYTES = 1_000_000

Secrets = Callable[[str], SecretStr]  # the value of the Secret block of that name; raises SecretError
Block = Mapping[str, object]  # a receiver as the form of its block holds it


class SecretError(ReceiversError):
    """A secret cannot be had: which block, why, what to do; never a part of it."""


class _Row(Receiver):
    """A receiver as written: the address may be named instead of given."""

    url: SecretStr = SecretStr("")
    url_env: str | None = None
    url_file: str | None = None
    url_block: str | None = None


class _File(BaseModel):
    model_config = STRICT

    receivers: tuple[_Row, ...] = Field(min_length=1)


def load_receivers(
    path: Path | None,
    *,
    env: Mapping[str, str] | None = None,
    default_url: SecretStr | None = None,
    secrets: Secrets | None = None,
    blocks: Mapping[str, Block] | None = None,
) -> tuple[Receiver, ...]:
    """The receivers of a YAML file, or of apprise's own configuration file; the inbox alone without one.

    `env` resolves `url_env`, `secrets` resolves `url_block`; relative `url_file` paths start at the file's folder.
    `default_url` adds a receiver `default` for everything; `blocks` adds those that stand in blocks, by their ids.
    Raises ReceiversError.
    """
    found = _without_file(default_url) if path is None else _of_file(path, env or {}, secrets or _no_secrets)
    found += tuple(_of_block(name, held) for name, held in sorted((blocks or {}).items()))
    _check(found, "receivers" if path is None else f"receivers: {path.name}")
    return found


def as_rows(receivers: Iterable[Receiver]) -> list[dict[str, Any]]:
    """Plain values from which `from_rows` makes the same receivers; the addresses are in clear."""
    return [
        one.model_dump(mode="json", by_alias=True) | {"url": one.address, "unanswered": _span_words(one)}
        for one in receivers
    ]


def from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Receiver, ...]:
    """The receivers that `as_rows` wrote down; raises ReceiversError when it was something else."""
    try:
        return tuple(Receiver.model_validate(row) for row in rows)
    except (ValidationError, TypeError):
        raise ReceiversError("receivers: those kept in the home cannot be read: they are of another version") from None


def _span_words(receiver: Receiver) -> str | None:
    if receiver.unanswered is None:
        return None
    minutes = int(receiver.unanswered.total_seconds()) // 60
    return f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}m"


def _no_secrets(name: str) -> SecretStr:
    raise SecretError(f"block {name}: nobody is here to read it: let a run of Prefect do it")


def _without_file(default_url: SecretStr | None) -> tuple[Receiver, ...]:
    if default_url is None or not default_url.get_secret_value():
        return (default_receiver(),)
    return (default_receiver(), Receiver(id="default", name="Kanal bawaan", url=default_url))


# -- files


def _of_file(path: Path, env: Mapping[str, str], secrets: Secrets) -> tuple[Receiver, ...]:
    text = _read(path)
    data = _parse(text, path)
    if not isinstance(data, dict) or "receivers" not in data:
        return _from_apprise(text, path)
    return _from_ours(data, path, env, secrets)


def _read(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ReceiversError(f"receivers: {path.name}: cannot be read ({error.strerror}): check the path") from None
    if len(raw) > MOST_BYTES:
        raise ReceiversError(f"receivers: {path.name}: larger than 1 MB: this is not a receivers file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReceiversError(f"receivers: {path.name}: not UTF-8 text: save it as UTF-8") from None


def _parse(text: str, path: Path) -> Any:
    """The YAML document; None when it is none, which apprise's text form often is."""
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_duplicate_keys = False
    try:
        return yaml.load(text)
    except MarkedYAMLError as error:
        if "receivers:" not in text:
            return None
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        # The parser's own message may quote the line, and with it an address.
        raise ReceiversError(f"receivers: {path.name}:{line}: not valid YAML: check indentation and quotes") from None
    except YAMLError:
        return None


def _from_ours(data: dict[str, Any], path: Path, env: Mapping[str, str], secrets: Secrets) -> tuple[Receiver, ...]:
    try:
        rows = _File.model_validate(data).receivers
    except ValidationError as error:
        raise ReceiversError(f"receivers: {path.name}: {_first_fault(error)}") from None
    return tuple(_resolved(row, path, env, secrets) for row in rows)


def _first_fault(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg'].removeprefix('Value error, ')}"


def _resolved(row: _Row, path: Path, env: Mapping[str, str], secrets: Secrets) -> Receiver:
    where = f"receivers: {path.name}: {row.id}"
    named = (row.url_env, row.url_file, row.url_block)
    if sum([bool(row.url.get_secret_value()), *(name is not None for name in named)]) != 1:
        raise ReceiversError(f"{where}: give exactly one of url, url_env, url_file and url_block")
    url = row.url.get_secret_value()
    if row.url_env is not None:
        url = env.get(row.url_env, "")
        if not url:
            raise ReceiversError(f"{where}: {row.url_env} is not set in the environment")
    elif row.url_file is not None:
        try:
            url = (path.parent / row.url_file).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise ReceiversError(f"{where}: {row.url_file} cannot be read") from None
    elif row.url_block is not None:
        url = _of_secret(row.url_block, where, secrets)
    if "://" not in url:
        raise ReceiversError(f"{where}: the address is no URL: write scheme://...")
    fields = {n: getattr(row, n) for n in Receiver.model_fields if n != "url"}
    return Receiver.model_construct(**fields, url=SecretStr(url))


def _of_secret(name: str, where: str, secrets: Secrets) -> str:
    try:
        return secrets(name).get_secret_value().strip()
    except SecretError as error:
        raise SecretError(f"{where}: {error}") from None


def _from_apprise(text: str, path: Path) -> tuple[Receiver, ...]:
    try:
        found = read_apprise_config(text)
    except AppriseFileError as error:
        raise ReceiversError(f"receivers: {path.name}: {error}") from None
    if not found:
        raise ReceiversError(f"receivers: {path.name}: holds no receiver: write `receivers:` or an apprise URL")
    return tuple(
        Receiver(id=f"apprise-{n}", name=f"{path.name} no. {n}", url=SecretStr(url), tags=tags or (ALL_TAGS,))
        for n, (url, tags) in enumerate(found, 1)
    )


# -- blocks


FORM = {"address": "url", "shown_as": "name", "quiet_from": "quiet.from", "quiet_until": "quiet.until"}
OWN_FORM = ("form", "channel")  # a form cannot be left empty in the UI: that of the channel
_LISTS = ("tags", "digests")


def _of_block(name: str, held: Block) -> Receiver:
    """The receiver that an operator's form holds; a field that was left empty is as if it were not there."""
    where = f"receivers: block {name}"
    filled = {key: value for key, value in held.items() if value not in ("", None, []) and (key, value) != OWN_FORM}
    row: dict[str, Any] = {"id": name} | {FORM.get(key, key): value for key, value in filled.items()}
    hours = {key: row.pop(f"quiet.{key}") for key in ("from", "until") if f"quiet.{key}" in row}
    if hours:
        row["quiet"] = hours
    for key in _LISTS:
        row[key] = [part.strip() for part in row[key]] if isinstance(row.get(key), list) else row.get(key, ())
    row["tags"] = row["tags"] or (ALL_TAGS,)
    try:
        found = Receiver.model_validate(row)
    except ValidationError as error:
        said, _, why = _first_fault(error).partition(": ")
        field = next((ours for ours, theirs in FORM.items() if theirs == said), said)
        raise ReceiversError(f"{where}: {field}: {why}: correct it in the UI under Blocks") from None
    if "url" not in row or "://" not in found.address or found.address.startswith(UNRESOLVED):
        raise ReceiversError(f"{where}: address: it is no URL: write scheme://... in the UI under Blocks")
    return found


def _check(receivers: Sequence[Receiver], where: str) -> None:
    ids = [r.id for r in receivers]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise ReceiversError(f"{where}: {twice[0]}: the id is there twice: give each its own")
    for receiver in receivers:
        if receiver.fallback is not None and (receiver.fallback not in ids or receiver.fallback == receiver.id):
            raise ReceiversError(
                f"{where}: {receiver.id}: fallback {receiver.fallback} is no other receiver here: name one that is"
            )
