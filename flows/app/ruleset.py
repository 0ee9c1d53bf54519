"""The rules in force: those that the settings name when they are sound, else the last ones that were.

Every flow run is a process of its own, so the last good rules are kept as files in the home. A folder is judged once
(load, check, the rules' own tests); what passed is known again by its digest.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import rules
from flows.app.config import Settings
from rules import Document, Reading, RuleInfo, RulesError, RuleSet, load_rules

if TYPE_CHECKING:
    from rules.engine.lexicon import Names

SHIPPED = Path(rules.__file__).parent
KEPT = "rules-good"
CURRENT = "current"
OLD_SECONDS = 86_400.0  # a process that started with an older copy may still read it
SUFFIXES = frozenset({".yaml", ".yml", ".json"})

Load = Callable[[Path], RuleSet]  # raises RulesError
Judge = Callable[[RuleSet], Sequence[str]]  # what is wrong with rules that load


@dataclass(frozen=True, slots=True)
class LoadedRules:
    """A rule set with where it came from and what the operator should know of it."""

    ruleset: RuleSet
    source: Path  # where they are written
    directory: Path  # the copy that nobody edits
    problems: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.ruleset.rules)

    def match(self, document: Document) -> Reading:
        """What the rules say of the document."""
        return self.ruleset.match(document)

    def lineage(self, weapon: str) -> Sequence[str]:
        """The weapon class and those above it."""
        return self.ruleset.lexicon.lineage(weapon)

    @property
    def names(self) -> Names:
        """What things are called in messages."""
        return self.ruleset.names

    @property
    def tags(self) -> frozenset[str]:
        """Every tag that some rule routes to."""
        return self.ruleset.tags

    @property
    def rules(self) -> Sequence[RuleInfo]:
        """What is known of each rule."""
        return self.ruleset.rules

    @property
    def words(self) -> str:
        """`12 rules, shipped with pantau`."""
        return f"{len(self)} rules, {'shipped with pantau' if self.source == SHIPPED else f'from {self.source}'}"


def load_live_rules(settings: Settings, load: Load = load_rules, judge: Judge | None = None) -> LoadedRules:
    """The rules in force; raises RulesError only when neither these nor earlier ones can be used."""
    directory = settings.rules_path or SHIPPED
    kept = settings.home / KEPT
    try:
        ruleset, copy = _sound_rules(directory, kept, load, judge or own_tests)
        return LoadedRules(ruleset, directory, copy)
    except (RulesError, UnsoundRulesError) as error:
        return _last_good(kept, directory, load, error)


class UnsoundRulesError(Exception):
    """Rules that cannot be had, or that load and fail their own tests: then `ruleset` holds them."""

    def __init__(self, said: str, ruleset: RuleSet | None = None) -> None:
        super().__init__(said)
        self.ruleset = ruleset


def own_tests(ruleset: RuleSet) -> Sequence[str]:
    """What the rules' own tests say against them; stories over days are left to `pantau rules test`."""
    from rules.authoring import test_rules

    return [str(failure) for failure in test_rules(ruleset).failures]


def _sound_rules(directory: Path, kept: Path, load: Load, judge: Judge) -> tuple[RuleSet, Path]:
    """The folder's rules and their copy; judged unless these very files were judged before.

    What is loaded is the copy: an author may be saving a file at this very moment.
    """
    if not directory.is_dir():
        raise UnsoundRulesError(f"rules: {directory}: there is no such folder; correct rules_dir")
    digest = digest_of(directory)
    if _current(kept) == digest and (kept / digest).is_dir():
        return load(kept / digest), kept / digest
    fresh = _copy(directory, kept)
    try:
        ruleset = _load(fresh, directory, load)
        if failures := judge(ruleset):
            said = "\n".join(failures).replace(f"{fresh.name}/", f"{directory.name}/")
            raise UnsoundRulesError(said, ruleset)
        return ruleset, _keep(fresh, kept)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _load(copy: Path, directory: Path, load: Load) -> RuleSet:
    try:
        return load(copy)
    except RulesError:
        load(directory)  # says the same of the files that the author knows
        raise


def _last_good(kept: Path, directory: Path, load: Load, error: RulesError | UnsoundRulesError) -> LoadedRules:
    """The rules that were good before; without any, those that at least load: a flawed watch sees more than none."""
    said = [line for line in str(error).splitlines() if line][:20]
    digest = _current(kept)
    if digest is not None and (kept / digest).is_dir():
        problems = (f"rules of {directory} are not used, the last good ones are:", *said)
        return LoadedRules(load(kept / digest), directory, kept / digest, problems)
    if isinstance(error, UnsoundRulesError) and error.ruleset is not None:
        problems = (f"rules of {directory} fail their own tests and are used for want of better ones:", *said)
        return LoadedRules(error.ruleset, directory, directory, problems)
    raise error


def digest_of(directory: Path) -> str:
    """What changes when any rule or lexicon file does."""
    summed = hashlib.sha256()
    for path in sorted(p for p in directory.rglob("*") if p.suffix in SUFFIXES and p.is_file()):
        summed.update(f"{path.relative_to(directory).as_posix()}\0".encode())
        summed.update(hashlib.sha256(path.read_bytes()).digest())
    return summed.hexdigest()[:24]


def _current(kept: Path) -> str | None:
    pointer = kept / CURRENT
    return pointer.read_text(encoding="ascii").strip() if pointer.is_file() else None


def _copy(directory: Path, kept: Path) -> Path:
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = Path(mkdtemp(dir=kept, prefix="new-"))
    shutil.copytree(directory, fresh, dirs_exist_ok=True, ignore=_only_rules)
    return fresh


def _keep(fresh: Path, kept: Path) -> Path:
    """The copy under its digest, there whole or not at all, then the pointer to it; copies of yesterday go."""
    digest = digest_of(fresh)
    target = kept / digest
    if not target.exists():
        fresh.rename(target)
    pointer = kept / f"{CURRENT}.{os.getpid()}"
    pointer.write_text(digest, encoding="ascii")
    pointer.replace(kept / CURRENT)
    for old in kept.iterdir():
        if old.is_dir() and old.name != digest and time.time() - old.stat().st_mtime > OLD_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    return target


def _only_rules(folder: str, names: list[str]) -> set[str]:
    return {n for n in names if not (Path(folder) / n).is_dir() and Path(n).suffix not in SUFFIXES}
