"""The rule set: everything loaded once, texts in, readings out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from rules.engine.binding import Binder
from rules.engine.claims import MAX_CLAIMS, Claim
from rules.engine.cues import Cues, load_cues
from rules.engine.decide import Case, decide
from rules.engine.discourse import merge
from rules.engine.frames import Frames, load_frames
from rules.engine.index import FrameIndex
from rules.engine.lexicon import Lexicon, Names, load_lexicon
from rules.engine.mention import Document, Mention, NearMiss, Reading, RuleStatus
from rules.engine.rule import Rule, RuleInfo, read_rules
from rules.engine.story import complete_claims, credited
from rules.engine.text import read_text
from rules.engine.treaties import TREATY_HEADS, TREATY_OPENINGS, read_treaties
from rules.engine.trie import PhraseTrie
from rules.engine.units import Sentence
from rules.engine.vocabulary import Vocabulary, compile_vocabulary
from rules.engine.words import Phrase, WordRules
from rules.engine.yaml_source import Problem, RulesError

HERE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules and lexicon, compiled; immutable, so that any number of threads may match with it."""

    lexicon: Lexicon
    frames: Frames
    cues: Cues
    vocabulary: Vocabulary
    compiled: tuple[Rule, ...]
    index: FrameIndex
    word_rules: WordRules
    openers: PhraseTrie[Phrase]  # what makes a text worth reading although it names no weapon: treaties, simple rules

    @property
    def rules(self) -> tuple[RuleInfo, ...]:
        """What others may know about the rules, in the order of their ids."""
        return tuple(rule.info for rule in self.compiled)

    @property
    def tags(self) -> frozenset[str]:
        """Every tag that some rule routes to."""
        return frozenset(tag for rule in self.compiled for tag in rule.info.route)

    @property
    def names(self) -> Names:
        """What things are called in a message."""
        return self.lexicon.names

    def match(self, document: Document) -> Reading:
        """All that the rules find in one document. Same document, same reading; never raises for what a text holds."""
        sentences = read_text(document, self.vocabulary, self.lexicon, self.openers)
        if not sentences:
            return Reading(document.id, ())
        claims = self.claims(document, sentences)
        mentions: list[Mention] = []
        misses: list[NearMiss] = []
        groups = merge([c for c in claims if not c.reject], self.lexicon)
        for head, members in [*groups, *((c, [c]) for c in claims if c.reject)]:
            candidates = self.index.candidates(head)
            if not candidates:
                continue
            case = Case.of(head, members, document)
            for rule in candidates:
                found = decide(rule, case, self.lexicon, self.cues)
                if isinstance(found, Mention):
                    mentions.append(found)
                elif found is not None:
                    misses.append(found)
        mentions.extend(self.word_rules.find(sentences, document, self.lexicon))
        origin = credited(sentences, document, self.vocabulary.outlets) if mentions else None
        if origin is not None:
            mentions = [replace(mention, origin=origin) for mention in mentions]
        return Reading(document.id, tuple(mentions), tuple(misses))

    def claims(self, document: Document, sentences: list[Sentence]) -> list[Claim]:
        """Every claim of the document, completed from its surroundings, before merging."""
        binder = Binder(self.frames, self.cues)
        claims: list[Claim] = []
        for s in sentences:
            if len(claims) >= MAX_CLAIMS:
                break
            if s.worth:
                claims.extend(binder.read(s))
        claims.extend(read_treaties(sentences, self.lexicon, self.frames.alliances, self.vocabulary.treaty_signs))
        home = (self.cues.home, self.cues.home_words)
        complete_claims(claims, sentences, document, self.cues.answers, self.frames.hostile, home)
        return claims


def load_rules(directory: Path | None = None) -> RuleSet:
    """The rules and lexicon of `directory` (this package's own by default).

    Raises `RulesError` with every problem of every file; nothing is half loaded.
    """
    root = directory or HERE
    problems: list[Problem] = []
    parts: dict[str, object] = {}
    lexicon_dir = root / "lexicon"
    for name, load in (
        ("lexicon", lambda: load_lexicon(lexicon_dir)),
        ("frames", lambda: load_frames(lexicon_dir / "frames.yaml", shown_as="rules/lexicon/frames.yaml")),
        ("cues", lambda: load_cues(lexicon_dir / "cues.yaml", shown_as="rules/lexicon/cues.yaml")),
    ):
        try:
            parts[name] = load()
        except RulesError as error:
            problems.extend(error.problems)
    lexicon, frames, cues = parts.get("lexicon"), parts.get("frames"), parts.get("cues")
    if not (isinstance(lexicon, Lexicon) and isinstance(frames, Frames) and isinstance(cues, Cues)):
        raise RulesError(problems)
    rules, wrong = read_rules(root, lexicon, cues.surroundings)
    problems.extend(p for p in wrong if p.level == "error")
    if problems:
        raise RulesError(problems)
    rules.sort(key=lambda rule: rule.info.id)
    index, word_rules = FrameIndex(), WordRules()
    for rule in rules:
        if rule.info.status is RuleStatus.RETIRED:
            continue
        if rule.frame is not None:
            index.add(rule)
        else:
            word_rules.add(rule)
    openers = PhraseTrie[Phrase]()
    for phrase in (*((head,) for head in sorted(TREATY_HEADS)), *TREATY_OPENINGS, *word_rules.by_phrase):
        openers.add(phrase, phrase)
    vocabulary = compile_vocabulary(lexicon, frames, cues)
    return RuleSet(lexicon, frames, cues, vocabulary, tuple(rules), index, word_rules, openers)
