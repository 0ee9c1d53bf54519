"""Simple rules: words that must stand together, no frame."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rules.engine.lexicon import Lexicon
from rules.engine.mention import (
    Certainty,
    CertaintyDetail,
    Document,
    Evidence,
    Mention,
    MentionType,
    RuleStatus,
    Stage,
)
from rules.engine.rule import Rule, actor_fits, severity_of
from rules.engine.rule_file import Concept
from rules.engine.trie import PhraseTrie
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.tokens import tokenize

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """What must be there: one of some phrases, or an `actor`, `weapon` or `treaty` of one of some values."""

    kind: str
    values: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class WordRule:
    """One simple rule: all of the groups must hold, each by one of its needs, and none of what is barred."""

    rule: Rule
    wanted: tuple[tuple[Need, ...], ...]
    barred: tuple[Need, ...]
    phrased: bool  # some group is of phrases alone: a sentence without a phrase is not worth a look


@dataclass(slots=True)
class WordRules:
    """Every simple rule, found through one trie of all their phrases."""

    rules: list[WordRule] = field(default_factory=list)
    phrases: PhraseTrie[Phrase] = field(default_factory=PhraseTrie)
    by_phrase: dict[Phrase, list[int]] = field(default_factory=dict)

    def add(self, rule: Rule) -> None:
        """Compiles one rule; it is looked at only in texts that hold one of its phrases."""
        match = rule.source.match
        wanted = [tuple(map(_need, match.any))] if match.any else []
        wanted += [(_need(entry),) for entry in match.all]
        barred = tuple(map(_need, match.none))
        phrased = [group for group in wanted if all(need.phrases for need in group)]
        keys = min(phrased, key=len) if phrased else [need for group in wanted for need in group]
        for need in (*itertools.chain(*wanted), *barred):
            for phrase in need.phrases:
                if phrase not in self.by_phrase:
                    self.by_phrase[phrase] = []
                    self.phrases.add(phrase, phrase)
        for need in keys:
            for phrase in need.phrases:
                self.by_phrase[phrase].append(len(self.rules))
        wanted.sort(key=lambda group: group not in phrased)  # phrases are looked up, all else must first be read
        self.rules.append(WordRule(rule, tuple(wanted), barred, bool(phrased)))

    def find(self, sentences: Sequence[Sentence], document: Document, lexicon: Lexicon) -> list[Mention]:
        """The mentions of all simple rules, rules in order, at most one a rule."""
        hits: dict[int, set[Phrase]] = {}
        for s in sentences:
            for i in self.phrases.places(s.norms):
                for _, found in self.phrases.matches(s.norms, i, len(s.norms)):
                    hits.setdefault(s.index, set()).update(found)
        candidates = {index for found in hits.values() for phrase in found for index in self.by_phrase[phrase]}
        mentions = []
        for word_rule in (self.rules[index] for index in sorted(candidates)):
            place = _place(word_rule, sentences, hits, lexicon)
            if place is not None:
                mentions.append(_mention(word_rule.rule, place, document, lexicon))
        return mentions


def _place(
    rule: WordRule, sentences: Sequence[Sentence], hits: Mapping[int, set[Phrase]], lexicon: Lexicon
) -> Sentence | None:
    """The sentence that shows why the rule holds, None when it does not."""
    within = rule.rule.source.match.within
    scopes: Iterable[Sequence[Sentence]]
    if within == "article":
        scopes = [sentences]
    elif within == "title":
        scopes = [[s for s in sentences if s.field == "title"]]
    else:
        scopes = ([s] for s in sentences if s.index in hits or not rule.phrased)
    for scope in scopes:
        if all(any(_holds(n, scope, hits, lexicon) for n in group) for group in rule.wanted) and not any(
            _holds(n, scope, hits, lexicon) for n in rule.barred
        ):
            return next((s for s in scope if hits.get(s.index)), scope[0] if scope else None)
    return None


def _need(entry: object) -> Need:
    kind, values = "phrase", (str(entry),)
    if isinstance(entry, Concept):
        for name in ("actor", "weapon", "treaty", "phrase"):
            named = getattr(entry, name)
            if named is not None:
                kind, values = name, tuple(named)
                break
    if kind != "phrase":
        return Need(kind, values)
    return Need(kind, values, tuple(tuple(t.norm for t in tokenize(value)) for value in values))


def _holds(need: Need, scope: Sequence[Sentence], hits: Mapping[int, set[Phrase]], lexicon: Lexicon) -> bool:
    if need.phrases:
        return any(phrase in hits.get(s.index, ()) for s in scope for phrase in need.phrases)
    return any(_names(unit, need.kind, need.values, lexicon) for s in scope for unit in s.units)


def _names(unit: Unit, kind: str, values: tuple[str, ...], lexicon: Lexicon) -> bool:
    if kind == "actor":
        return unit.kind is Kind.ACTOR and any(actor_fits(unit.code, v, lexicon) for v in values)
    if kind == "weapon":
        return unit.kind is Kind.WEAPON and any(v == "weapon" or lexicon.is_a(unit.weapon, v) for v in values)
    return unit.kind is Kind.TREATY and any(v in ("treaty", unit.treaty, unit.treaty_class) for v in values)


def _mention(rule: Rule, s: Sentence, document: Document, lexicon: Lexicon) -> Mention:
    units = s.units
    weapons = tuple(sorted({u.weapon for u in units if u.kind is Kind.WEAPON and u.weapon}))
    parties = tuple(sorted({u.code for u in units if u.kind is Kind.ACTOR}))
    facts = {
        "type": (MentionType.TOPIC.value,), "weapon": weapons, "parties": parties, "background": ("false",),
        "certainty": (Certainty.ASSERTED.value,), "detail": (CertaintyDetail.MEDIA.value,),
    }  # fmt: skip
    severity, _ = severity_of(rule.source, facts, lexicon)
    text = document.title if s.field == "title" else document.text
    stable = rule.info.status is RuleStatus.STABLE
    return Mention(
        rule=rule.info.id, revision=rule.info.revision, type=MentionType.TOPIC, stage=Stage.PLANNED,
        certainty=Certainty.ASSERTED, detail=CertaintyDetail.MEDIA, severity=severity, parties=parties,
        weapons=weapons, status=rule.info.status, alert=stable, reason="new" if stable else rule.info.status.value,
        route=rule.info.route, event_key=rule.info.event_key, window_days=rule.info.window_days,
        evidence=(Evidence(s.field, s.start, s.end, text[s.start : s.end]),),
    )  # fmt: skip
