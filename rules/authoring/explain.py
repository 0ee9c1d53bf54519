"""Why a text does or does not raise a mention: what each word was read as, what the rules made of it."""

from __future__ import annotations

from collections.abc import Iterator

from rules.authoring.reasons import saying, worded_condition, worded_quiet
from rules.authoring.trial import severity_row
from rules.engine.mention import Document, Mention, Reading
from rules.engine.rule import Rule
from rules.engine.rule_file import SeverityRow
from rules.engine.ruleset import RuleSet
from rules.engine.text import read_text
from rules.engine.units import Kind, Sentence, Unit


def explain_text(ruleset: RuleSet, text: str, title: str = "") -> str:
    """The reading of a text in words, for its author: sentence by sentence, then rule by rule."""
    return explain(ruleset, Document("explained", title, text))


def explain(ruleset: RuleSet, document: Document) -> str:
    """The reading of a document in words; see `explain_text`."""
    reading = ruleset.match(document)
    sentences = read_text(document, ruleset.vocabulary, ruleset.lexicon)
    lines = [line for s in sentences for line in _sentence(ruleset, s, document)]
    if not sentences:
        lines.append("No sentence names a weapon or a treaty: nothing was read further.")
    for rule in ruleset.compiled:
        lines += _rule(ruleset, rule, reading, sentences)
    return "\n".join(lines) + "\n"


def _sentence(ruleset: RuleSet, s: Sentence, document: Document) -> Iterator[str]:
    source = document.title if s.field == "title" else document.text
    where = "title" if s.field == "title" else f"text {s.start}-{s.end}"
    extra = [f"within {', '.join(sorted(s.surroundings))}"] if s.surroundings else []
    extra += ["a question"] if s.question else []
    yield f"{where}" + (f" ({'; '.join(extra)})" if extra else "")
    for unit in s.units:
        meaning = _meaning(ruleset, unit)
        if meaning:
            words = source[s.tokens[unit.start].start : s.tokens[unit.end - 1].end]
            yield f"    {' '.join(words.split()):<32} {meaning}"


def _meaning(ruleset: RuleSet, unit: Unit) -> str:
    """What a unit was read as, in words; empty for words that play no part."""
    names = ruleset.names
    if unit.kind is Kind.ACTOR:
        return f"actor {unit.code} ({names.actor(unit.code)})"
    if unit.kind is Kind.WEAPON:
        system = f", system {unit.system}" if unit.system else ""
        return f"weapon {unit.weapon} ({names.weapon(unit.weapon)}){system}"
    if unit.kind is Kind.TREATY:
        return f"treaty {unit.treaty or '(unnamed)'} of kind {unit.treaty_class}"
    if unit.kind in (Kind.LEX, Kind.OP):
        voice = f", {unit.voice.value}" if unit.voice is not None else ""
        tells = [f"{lexeme.frame}: {lexeme.root}" for lexeme, _ in unit.lexemes]
        tells += [f"acts as {unit.op}"] if unit.op else []
        return " or ".join(dict.fromkeys(tells)) + voice
    if unit.cue is not None:
        return f"cue {unit.cue.axis}: {unit.cue.value}, holds for the {unit.cue.scope}"
    plain = {
        Kind.TROOPS: "troops", Kind.CARGO: "other cargo", Kind.VOID: "looks like a weapon or treaty, is none",
        Kind.NEG: "negation", Kind.OUTLET: f"medium {unit.outlet}", Kind.PREP: f"preposition ({unit.prep})",
        Kind.SUB: "opens a clause", Kind.REL: "relative clause", Kind.SPEECH: "someone says", Kind.ATTACK: "attack",
        Kind.NUMBER: "number", Kind.PRONOUN: "pronoun",
    }  # fmt: skip
    return plain.get(unit.kind, "")


def _rule(ruleset: RuleSet, rule: Rule, reading: Reading, sentences: list[Sentence]) -> Iterator[str]:
    mine = [m for m in reading.mentions if m.rule == rule.info.id]
    for mention in mine:
        yield from _mention(ruleset, rule, mention)
    if mine:
        return
    near = [n for n in reading.near_misses if n.rule == rule.info.id]
    for miss in near:
        words = saying(miss.condition, sentences, miss.evidence)
        said = f" ({', '.join(words)})" if words else ""
        why = worded_condition(miss.condition, rule, ruleset.names)
        yield f"{rule.info.id} r{rule.info.revision} did not fire: {why}{said}"
        yield f"    at: {miss.evidence.text}"
    if not near:
        why = _nothing_bound(rule, sentences)
        yield f"{rule.info.id} r{rule.info.revision} did not fire: {why}"


def _nothing_bound(rule: Rule, sentences: list[Sentence]) -> str:
    """Why not even a near miss was found."""
    if rule.frame is None:
        return "the words that it asks for do not stand together"
    if rule.frame == "treaty":
        words = [u.norm for s in sentences for u in s.units if u.kind is Kind.TREATY]
        act = "no act upon it does"
    else:
        words = [u.norm for s in sentences for u in s.units if any(x.frame == rule.frame for x, _ in u.lexemes)]
        act = "the sentence binds it to no weapon and no sides of two states"
    if words:
        return f"{', '.join(dict.fromkeys(words))}: the word counts, but {act}"
    return f"no word of frame {rule.frame} stands in the text"


def _mention(ruleset: RuleSet, rule: Rule, m: Mention) -> Iterator[str]:
    row = severity_row(ruleset, rule, m)
    loud = "alerts" if m.alert else f"stays quiet ({worded_quiet(m.reason)})"
    yield f"{rule.info.id} r{rule.info.revision} fires and {loud}"
    roles = {
        "supplier": m.suppliers, "recipient": m.recipients, "parties": m.parties, "weapon": m.weapons,
        "system": m.systems, "treaty": tuple(t for t in (m.treaty, m.treaty_class) if t), "claimant": m.claimants,
        "denied by": m.deniers,
    }  # fmt: skip
    yield "    " + ", ".join(f"{name} {' '.join(values)}" for name, values in roles.items() if values)
    yield f"    stage {m.stage.value}; {m.certainty.value} ({m.detail.value})" + (
        "; background" if m.background else ""
    )
    yield f"    severity {m.severity.value}: row {row + 1}, {_row(rule.source.severity[row])}"
    for evidence in m.evidence:
        yield f"    at: {evidence.text}"


def _row(row: SeverityRow) -> str:
    if row.when is None:
        return "else"
    told = {k: getattr(row.when, k) for k in sorted(row.when.model_fields_set)}
    return "when " + ", ".join(
        f"{k} {'/'.join(str(getattr(v, 'value', v)) for v in (values if isinstance(values, tuple) else (values,)))}"
        for k, values in told.items()
    )
