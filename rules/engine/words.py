"""Simple rules: words that must stand together, no frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

Need = tuple[str, tuple[str, ...]]
"""What must be there: (`phrase`, its words), or (`actor` | `weapon` | `treaty`, what may fill it)."""


@dataclass(slots=True)
class WordRules:
    """Every simple rule, found through one trie of all their phrases."""

    rules: list[Rule] = field(default_factory=list)
    phrases: PhraseTrie[tuple[str, ...]] = field(default_factory=PhraseTrie)
    needs: list[tuple[list[list[Need]], list[Need]]] = field(default_factory=list)  # per rule: all-of any-of, none-of
    by_phrase: dict[tuple[str, ...], list[int]] = field(default_factory=dict)

    def add(self, rule: Rule) -> None:
        """Compiles one rule; it is looked at only in texts that hold one of its phrases."""
        match = rule.source.match
        wanted = [[_need(x) for x in match.any]] if match.any else []
        wanted.extend([_need(x)] for x in match.all)
        barred = [_need(x) for x in match.none]
        index = len(self.rules)
        self.rules.append(rule)
        self.needs.append((wanted, barred))
        groups = [group for group in wanted if all(kind == "phrase" for kind, _ in group)]
        keys = min(groups, key=len) if groups else [need for group in wanted for need in group]
        for kind, words in (need for group in wanted for need in [*group, *barred]):
            if kind == "phrase":
                for phrase in words:
                    split = tuple(t.norm for t in tokenize(phrase))
                    if split not in self.by_phrase:
                        self.by_phrase[split] = []
                        self.phrases.add(split, split)
        for kind, words in keys:
            for phrase in words if kind == "phrase" else ():
                self.by_phrase[tuple(t.norm for t in tokenize(phrase))].append(index)

    def find(
        self, sentences: Sequence[Sentence], document: Document, lexicon: Lexicon, origin: str | None
    ) -> list[Mention]:
        """The mentions of all simple rules, rules in order, at most one a rule."""
        hits: dict[int, set[tuple[str, ...]]] = {}
        candidates: set[int] = set()
        for s in sentences:
            for i, token in enumerate(s.tokens):
                if token.norm in self.phrases.first_words:
                    for _, found in self.phrases.matches(s.tokens, i, len(s.tokens)):
                        hits.setdefault(s.index, set()).update(found)
                        for phrase in found:
                            candidates.update(self.by_phrase[phrase])
        mentions = []
        for index in sorted(candidates):
            place = self._place(index, sentences, hits, lexicon)
            if place is not None:
                mentions.append(_mention(self.rules[index], place, document, lexicon, origin))
        return mentions

    def _place(
        self, index: int, sentences: Sequence[Sentence], hits: Mapping[int, set[tuple[str, ...]]], lexicon: Lexicon
    ) -> Sentence | None:
        wanted, barred = self.needs[index]
        within = self.rules[index].source.match.within
        scopes: list[list[Sentence]]
        if within == "article":
            scopes = [list(sentences)]
        elif within == "title":
            scopes = [[s for s in sentences if s.field == "title"]]
        else:
            scopes = [[s] for s in sentences]
        for scope in scopes:
            if all(any(_holds(n, scope, hits, lexicon) for n in group) for group in wanted) and not any(
                _holds(n, scope, hits, lexicon) for n in barred
            ):
                return next((s for s in scope if hits.get(s.index)), scope[0] if scope else None)
        return None


def _need(entry: object) -> Need:
    if isinstance(entry, Concept):
        for kind in ("actor", "weapon", "treaty", "phrase"):
            values = getattr(entry, kind)
            if values is not None:
                return kind, tuple(values)
    return "phrase", (str(entry),)


def _holds(need: Need, scope: Sequence[Sentence], hits: Mapping[int, set[tuple[str, ...]]], lexicon: Lexicon) -> bool:
    kind, values = need
    if kind == "phrase":
        keys = [tuple(t.norm for t in tokenize(v)) for v in values]
        return any(key in hits.get(s.index, ()) for s in scope for key in keys)
    return any(_names(unit, kind, values, lexicon) for s in scope for unit in s.units)


def _names(unit: Unit, kind: str, values: tuple[str, ...], lexicon: Lexicon) -> bool:
    if kind == "actor":
        return unit.kind is Kind.ACTOR and any(actor_fits(unit.code, v, lexicon) for v in values)
    if kind == "weapon":
        return unit.kind is Kind.WEAPON and any(v == "weapon" or lexicon.is_a(unit.weapon, v) for v in values)
    return unit.kind is Kind.TREATY and any(v in ("treaty", unit.treaty, unit.treaty_class) for v in values)


def _mention(rule: Rule, s: Sentence, document: Document, lexicon: Lexicon, origin: str | None) -> Mention:
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
        route=rule.info.route, event_key=rule.info.event_key, window_days=rule.info.window_days, origin=origin,
        evidence=(Evidence(s.field, s.start, s.end, text[s.start : s.end]),),
    )  # fmt: skip
