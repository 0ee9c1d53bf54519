"""Why a rule says nothing or stays quiet, in words for its author."""

from __future__ import annotations

from collections.abc import Iterable

from rules.engine.lexicon import Names
from rules.engine.mention import Evidence
from rules.engine.rule import Rule
from rules.engine.units import Kind, Sentence, Unit

_NEAR_MISSES = {
    "condition": "it is said on a condition",
    "question": "it is asked, not told",
    "demand": "somebody asks for it, or for its end, who neither gives nor gets",
    "hope": "it is hoped for, not told",
    "possible": "it is said to be possible, not to happen",
    "negated": "it is said not to be so, or not yet",
    "unproven": "nobody could show it",
    "prevention": "somebody kept it from happening",
    "generic": "it speaks of such things in general, or of a giver without a name",
    "continues": "it tells that nothing changes",
    "statistics": "it is a figure of trade, no supply",
    "domestic": "giver and receiver are the same state",
    "opinion": "it is what somebody thinks",
    "visit": "what arrives may be on a visit: nothing near says that it is new",
    "hoax": "the text says that the report is false",
    "peace-plan": "it is a point of a peace plan, no treaty of its own",
}
_QUIET = {
    "background": "the text only recalls it",
    "aside": "neither title nor lead tells it, and the sentence does not name both sides",
    "draft": "the rule is a draft: write status: shadow or stable",
    "shadow": "the rule is a shadow: recorded, never sent",
}
_SAID_BY = {
    "condition": ("condition",), "question": ("question",), "hope": ("hope",), "possible": ("possible",),
    "demand": ("demand", "seek"), "unproven": ("unproven",), "hoax": ("denied-report",), "continues": ("suspend",),
}  # fmt: skip


def worded_condition(condition: str, rule: Rule | None = None, names: Names | None = None) -> str:
    """A near miss's condition in words: `role:weapon` -> `nobody fills the role weapon`."""
    kind, _, detail = condition.partition(":")
    if kind == "role":
        return _role(*detail.partition("=")[::2], rule, names)
    if kind == "guard":
        return f"the sentence is about {detail}, which the rule leaves out (not_within)"
    if kind == "accept":
        return f"the rule does not accept this {detail} (match.accept)"
    return _NEAR_MISSES.get(kind, condition)


def worded_quiet(reason: str) -> str:
    """Why a mention raises no alert, in words."""
    return f"{reason}: {_QUIET[reason]}" if reason in _QUIET else reason


def _role(role: str, found: str, rule: Rule | None, names: Names | None) -> str:
    if not found:
        return f"nobody fills the role {role}, which the rule asks for (match.require)"
    name = names.weapon(found) if names and role == "weapon" else names.actor(found) if names else found
    told = found if name == found else f"{found} ({name})"
    wanted = ", ".join(rule.source.match.roles.get(role, ())) if rule is not None else ""
    return f"the role {role} is {told}" + (f", and the rule wants {wanted} (match.roles)" if wanted else "")


def saying(condition: str, sentences: Iterable[Sentence], evidence: Evidence) -> list[str]:
    """The words of the quoted sentence that say so: `jika` for a condition."""
    values = _SAID_BY.get(condition, ())
    found: list[str] = []
    for s in sentences:
        if s.field == evidence.field and s.start < evidence.end and evidence.start < s.end:
            found += [u.norm for u in s.units if _says(u, condition, values)]
    return list(dict.fromkeys(found))


def _says(unit: Unit, condition: str, values: tuple[str, ...]) -> bool:
    if condition == "negated":
        return unit.kind is Kind.NEG
    return unit.op in values or (unit.cue is not None and unit.cue.value in values)
