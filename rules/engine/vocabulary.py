"""Every word that the engine knows, compiled into one trie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rules.engine.cues import Cue, Cues
from rules.engine.frames import Frames, Lexeme
from rules.engine.lexicon import Guard, Lexicon, Term, TermKind
from rules.engine.treaty_words import TREATY_BODIES, TREATY_SIGNS
from rules.engine.trie import PhraseTrie
from rules.indonesian.affixes import Form, Voice
from rules.indonesian.grammar import word_set
from rules.indonesian.tokens import tokenize

_NAMING = {TermKind.ACTOR, TermKind.CAPITAL, TermKind.ADJECTIVE, TermKind.PERSON, TermKind.BODY}
_TREATIES = {TermKind.TREATY, TermKind.TREATY_KIND}
_HEADS = {TermKind.WEAPON, TermKind.SYSTEM, TermKind.TROOPS, TermKind.TREATY, TermKind.TREATY_KIND}


@dataclass(frozen=True, slots=True)
class Guarded:
    """A guard made ready for looking: phrases in lower case, with the spaces that keep them on token borders."""

    exact_case: bool
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    only_near: tuple[str, ...]

    @classmethod
    def of(cls, guard: Guard) -> Guarded:
        """The guard, ready."""
        return cls(
            guard.exact_case,
            tuple(f"{phrase.lower()} " for phrase in guard.not_before),
            tuple(f" {phrase.lower()}" for phrase in guard.not_after),
            tuple(f"{phrase.lower()} " for phrase in guard.only_before),
            tuple(f" {phrase.lower()}" for phrase in guard.only_after),
            tuple(f" {phrase.lower()} " for phrase in guard.only_near),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """What one phrase may mean; exactly one field is set."""

    term: Term | None = None
    guard: Guarded | None = None  # of the term
    lexeme: Lexeme | None = None
    form: Form | None = None
    op: str | None = None
    cue: Cue | None = None
    attack: bool = False
    programme: str | None = None


@dataclass(slots=True)
class Vocabulary:
    """The trie, and which first words make a sentence worth reading."""

    trie: PhraseTrie[Word] = field(default_factory=PhraseTrie)
    heads: PhraseTrie[bool] = field(default_factory=PhraseTrie)  # weapons, treaties, troops
    echoes: set[str] = field(default_factory=set)  # nouns and denials that may speak of a weapon named before
    names: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    surroundings: PhraseTrie[str] = field(default_factory=PhraseTrie)
    treaty_signs: PhraseTrie[bool] = field(default_factory=PhraseTrie)  # without any of them no treaty is told of
    unnamed: dict[str, str] = field(default_factory=dict)  # what somebody without a name is called: maker, stranger
    outlets: set[str] = field(default_factory=set)  # first words of the names of papers and wires

    def names_something(self, norms: Sequence[str]) -> bool:
        """Whether a phrase among the words means a weapon, a treaty or troops."""
        return self.heads.occurs(norms)

    def echoes_something(self, norms: Sequence[str]) -> bool:
        """Whether the words may speak of what was named before: `pembelian itu`, `membantah`."""
        return not self.echoes.isdisjoint(norms)


def compile_vocabulary(lexicon: Lexicon, frames: Frames, cues: Cues) -> Vocabulary:
    """The vocabulary of a lexicon, its frames and its cues."""
    vocabulary = Vocabulary()
    guards: dict[Guard | None, Guarded | None] = {None: None}  # some 2,200 terms share 300
    for term in lexicon.terms:
        if term.guard is not None and term.guard not in guards:
            guards[term.guard] = Guarded.of(term.guard)
        word = Word(term=term, guard=guards[term.guard])
        for words in _spellings(term):
            vocabulary.trie.add(words, word)
            if term.kind in _HEADS:
                vocabulary.heads.add(words, True)
            if term.kind is TermKind.ACTOR and term.target in frames.alliances and len(words) == 1:
                vocabulary.heads.add(words, True)
            if term.kind in _TREATIES or (term.kind in _NAMING and term.target in frames.alliances | TREATY_BODIES):
                vocabulary.treaty_signs.add(words, True)
            if term.kind is TermKind.OUTLET:
                vocabulary.outlets.add(words[0])
            if term.kind in _NAMING and (len(words) == 1 or len(words[-1]) > 4):
                vocabulary.names.add(words[-1])
    for form, lexeme in frames.forms:
        vocabulary.trie.add(_words(form.spelling), Word(lexeme=lexeme, form=form))
        if form.voice is Voice.NOUN and lexeme.frame == "transfer" and not lexeme.deal:
            vocabulary.echoes.add(_words(form.spelling)[0])
        if lexeme.weapon is not None:
            vocabulary.heads.add(_words(form.spelling), True)
    vocabulary.heads.add(["nuklir"], True)
    for form, lexeme in frames.forms:
        if form.voice is Voice.NOUN and lexeme.frame == "transfer" and " " not in form.spelling:
            for kind in ("militer", "pertahanan"):
                vocabulary.heads.add([form.spelling, kind], True)  # `ekspor militer` is one of weapons
    for form, lexeme in frames.forms:
        trades = lexeme.frame == "transfer" and form.voice in (Voice.BARE, Voice.ACTIVE, Voice.NOUN)
        if trades and " " not in form.spelling and not form.clitic:
            vocabulary.heads.add([form.spelling, "jet"], True)  # `batal beli jet Kuwait`
    for form, op in frames.operators:
        if op == "deny":
            vocabulary.echoes.add(_words(form.spelling)[0])
        vocabulary.trie.add(_words(form.spelling), Word(op=op, form=form))
    for cue in cues.cues:
        vocabulary.trie.add(_words(cue.words), Word(cue=cue))
    for phrase, weapon in frames.programmes:
        for words in (_words(phrase), [*_words(phrase)[:-1], _words(phrase)[-1] + "nya"]):
            vocabulary.trie.add(words, Word(programme=weapon))
            vocabulary.heads.add(words, True)
    for verb in cues.attack_verbs:
        vocabulary.trie.add(_words(verb), Word(attack=True))
        if verb.startswith("me") and " " not in verb:
            vocabulary.trie.add(_words(verb + "nya"), Word(attack=True))
    for name, phrases in cues.surroundings.items():
        for phrase in phrases:
            vocabulary.surroundings.add(_words(phrase), name)
    for phrase in TREATY_SIGNS:
        vocabulary.treaty_signs.add(_words(phrase), True)
    vocabulary.unnamed = dict.fromkeys(sorted(cues.strangers), "stranger") | dict.fromkeys(sorted(cues.makers), "maker")
    vocabulary.known = set(vocabulary.trie.first_words)
    return vocabulary


def _words(phrase: str) -> list[str]:
    return [token.norm for token in tokenize(phrase)]


def _spellings(term: Term) -> Iterable[list[str]]:
    """The phrase as written, without its hyphens, and with -nya behind weapon words (rudalnya)."""
    words = _words(term.text)
    if not words:
        return
    yield words
    if "-" in words and term.kind in (TermKind.SYSTEM, TermKind.ACTOR, TermKind.PERSON):
        bare = [word for word in words if word != "-"]
        yield bare
        if term.kind is TermKind.SYSTEM and len(bare) == 2 and bare[1][:1].isdigit() and len(bare[0]) <= 4:
            yield _words("".join(bare)) if len(_words("".join(bare))) > 1 else ["".join(bare)]
    if term.kind in (TermKind.WEAPON, TermKind.TROOPS, TermKind.TREATY_KIND) and words[-1].isalpha():
        yield [*words[:-1], words[-1] + "nya"]


def guard_holds(guard: Guarded, norms: list[str], forms: list[str], start: int, end: int, text: str) -> bool:
    """Whether a guarded phrase between `start` and `end` of the sentence's tokens counts."""
    if guard.exact_case and text != " ".join(forms[start:end]):
        return False
    after = " ".join(norms[end : end + 5]) + " "
    before = " " + " ".join(norms[max(0, start - 5) : start])
    if after.startswith(guard.not_before) or before.endswith(guard.not_after):
        return False
    if guard.only_before and not after.startswith(guard.only_before):
        return False
    if guard.only_after and not before.endswith(guard.only_after):
        return False
    if guard.only_near:
        whole = f" {' '.join(norms)} "
        traded = start > 0 and norms[start - 1] in _TRADE
        counted = traded or (start > 0 and norms[start - 1].isdigit() and bool(_TRADE & set(norms)))
        return counted or any(phrase in whole for phrase in guard.only_near)
    return True


_TRADE = word_set(
    """
    kontrak beli membeli borong memborong pesan memesan kirim lego jual menjual hibah pesanan order pembelian membahas
    bahas merundingkan rundingkan negosiasi bernegosiasi berunding nego incar mengincar lirik melirik terima menerima
    serahkan menyerahkan hibahkan pasok memasok beri tawarkan menawarkan akuisisi pengadaan teken meneken datangkan
    """
)
"""Words that make a counted name a thing that is traded: `kontrak 20 Typhoon`."""


__all__ = ["Vocabulary", "Voice", "Word", "compile_vocabulary", "guard_holds"]
