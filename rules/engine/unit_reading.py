"""Tokens become units: the longest phrase of the vocabulary first, the closed classes and the shape of a word after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rules.engine.lexicon import ActorKind, Lexicon, Term, TermKind
from rules.engine.unit_joining import join_names, set_apart_kin
from rules.engine.unit_neighbours import settle_neighbours
from rules.engine.units import Kind, Unit
from rules.engine.vocabulary import Vocabulary, Word, guard_holds
from rules.indonesian import grammar
from rules.indonesian.affixes import Form, Voice
from rules.indonesian.tokens import Token


def read_units(
    tokens: Sequence[Token], vocabulary: Vocabulary, lexicon: Lexicon, *, headline: bool, day: date | None = None
) -> list[Unit]:
    """The units of one sentence in order; `day` decides for whom a person speaks who has changed office."""
    norms = [token.norm for token in tokens]
    forms = [token.form for token in tokens]
    units: list[Unit] = []
    i, count = 0, len(tokens)
    while i < count:
        token = tokens[i]
        if token.kind == "break":
            i += 1
            continue
        unit = None
        if token.kind != "mark":
            for end, words in vocabulary.trie.matches(norms, i, count):
                unit = _unit(_in_office(words, day), i, end, norms, forms, lexicon)
                if unit is not None:
                    break
        if unit is None:
            unit = _plain(token, i, headline)
        unit.capital = token.capital
        unit.unnamed = vocabulary.unnamed.get(unit.norm, "")
        units.append(unit)
        i = unit.end
    joined = join_names(settle_neighbours(units))
    set_apart_kin(joined)
    return joined


_CATEGORY = {
    TermKind.ACTOR: Kind.ACTOR, TermKind.CAPITAL: Kind.ACTOR, TermKind.ADJECTIVE: Kind.ACTOR,
    TermKind.PERSON: Kind.ACTOR, TermKind.BODY: Kind.ACTOR, TermKind.WEAPON: Kind.WEAPON,
    TermKind.SYSTEM: Kind.WEAPON, TermKind.NOT_WEAPON: Kind.VOID, TermKind.TROOPS: Kind.TROOPS,
    TermKind.CARGO: Kind.CARGO, TermKind.TREATY: Kind.TREATY, TermKind.TREATY_KIND: Kind.TREATY,
    TermKind.NOT_TREATY: Kind.VOID, TermKind.OUTLET: Kind.OUTLET,
    TermKind.PLACE: Kind.WORD,
}  # fmt: skip


def _in_office(words: list[Word], day: date | None) -> list[Word]:
    """Of several offices that one name held, the one of that day (the latest begun when the day is unknown)."""
    people = [w.term for w in words if w.term is not None and w.term.kind is TermKind.PERSON]
    if len({term.target for term in people}) < 2:
        return words
    begun = [t for t in people if t.since is None or day is None or t.since <= day] or people
    held = [t for t in begun if t.until is None or day is None or day <= t.until] or begun
    chosen = max(held, key=lambda t: t.since or date.min)
    return [w for w in words if w.term is None or w.term.kind is not TermKind.PERSON or w.term is chosen]


def _unit(words: list[Word], start: int, end: int, norms: list[str], forms: list[str], lexicon: Lexicon) -> Unit | None:
    """The unit of a vocabulary phrase, None when every reading is refused by its guard."""
    unit: Unit | None = None
    norm = " ".join(norms[start:end])
    programme = next((w.programme for w in words if w.programme is not None), None)
    if programme is not None:
        return Unit(Kind.WEAPON, start, end, norm, weapon=programme, programme=True)
    for word in words:
        term = word.term
        if term is None:
            if unit is None or unit.term is None:
                unit = unit or Unit(Kind.WORD, start, end, norm)
                _take_meaning(unit, word)
        elif _admitted(word, term, norms, forms, start, end):
            kind = _CATEGORY[term.kind]
            if kind is Kind.CARGO and any(w.lexeme is not None for w in words):
                continue  # `pesan` orders more often than it is a message
            if unit is None or (kind is Kind.VOID) or (unit.kind is Kind.OUTLET and kind is Kind.ACTOR):
                outlet = unit.outlet if unit is not None else ""
                unit = _term_unit(term, kind, start, end, norm, lexicon)
                unit.outlet = unit.outlet or outlet
            elif kind is Kind.OUTLET:
                unit.outlet = term.target
    if unit is not None and end == start + 1:
        _grammar(unit, norm)
    return unit


def _admitted(word: Word, term: Term, norms: list[str], forms: list[str], start: int, end: int) -> bool:
    """Whether the guard of a name lets it count here."""
    if word.guard is None:
        return True
    text = _as_written(term)
    if term.kind in _LOWERED and len(text) >= 3 and text.isupper() and not any(map(_raised, forms)):
        text = " ".join(forms[start:end])  # the whole sentence is in lower case
    return guard_holds(word.guard, norms, forms, start, end, text)


def _take_meaning(unit: Unit, word: Word) -> None:
    """Adds to a unit what a word of a frame, an operator, a cue or an attack says beside its other meanings."""
    if word.lexeme is not None and word.form is not None:
        unit.lexemes = (*unit.lexemes, (word.lexeme, word.form))
        unit.kind = Kind.LEX
        _voiced(unit, word.form)
    elif word.op is not None and word.form is not None:
        unit.op = unit.op or word.op
        if unit.kind is not Kind.LEX:
            unit.kind = Kind.OP
            _voiced(unit, word.form)
    elif word.cue is not None:
        unit.cue = unit.cue or word.cue
        if unit.kind is Kind.WORD:
            unit.kind = Kind.CUE
    elif word.attack and unit.kind is Kind.WORD:
        unit.kind = Kind.ATTACK
        unit.verbal = "passive" if unit.norm.startswith("di") else "active"


_LOWERED = (TermKind.ACTOR, TermKind.BODY)


def _raised(form: str) -> bool:
    return form[:1].isupper()


def _as_written(term: Term) -> str:
    return term.text.replace("-", " - ") if "-" in term.text else term.text


def _voiced(unit: Unit, form: Form) -> None:
    if unit.voice is None:
        unit.voice = form.voice
        unit.noun = form.voice in (Voice.NOUN, Voice.AGENT)
        unit.clitic = form.clitic
        unit.verbal = {Voice.PASSIVE: "passive"}.get(form.voice, "" if unit.noun else "active")


def _term_unit(term: Term, kind: Kind, start: int, end: int, norm: str, lexicon: Lexicon) -> Unit:
    unit = Unit(kind, start, end, norm, term=term)
    if kind is Kind.ACTOR:
        unit.code = term.target
        actor = lexicon.actors.get(term.target)
        if actor is not None and actor.of:
            unit.of = actor.of
        if actor is not None and actor.kind is ActorKind.COMPANY and actor.of:
            unit.code, unit.company = actor.of, term.target
    elif term.kind is TermKind.PLACE:
        unit.place = term.target
    elif kind is Kind.WEAPON:
        unit.weapon = term.target
        if term.kind is TermKind.SYSTEM:
            unit.system = term.name
            system = lexicon.systems.get(term.name)
            unit.origin = system.origin if system is not None else ()
    elif term.kind is TermKind.TREATY:
        treaty = lexicon.treaties[term.target]
        unit.treaty, unit.treaty_class = term.target, treaty.treaty_class
    elif term.kind is TermKind.TREATY_KIND:
        unit.treaty_class = term.target
    elif kind is Kind.OUTLET:
        unit.outlet = term.target
    return unit


def _grammar(unit: Unit, norm: str) -> None:
    """Closed-class reading beside what the vocabulary says (`produksi` is both a noun and `made by`)."""
    if norm in grammar.PREPOSITIONS:
        unit.prep = grammar.PREPOSITIONS[norm]
    if unit.kind is Kind.CUE and norm in grammar.SUBORDINATORS:
        unit.kind = Kind.SUB
    if unit.kind is Kind.CUE and norm in grammar.NEGATORS:
        unit.kind = Kind.NEG


def _plain(token: Token, at: int, headline: bool) -> Unit:
    """A token outside the vocabulary: closed class, number, mark, or a word known by its shape."""
    norm = token.norm
    if token.kind == "number":
        return Unit(Kind.NUMBER, at, at + 1, norm)
    if token.kind == "mark":
        return Unit(Kind.MARK, at, at + 1, norm)
    if norm in grammar.PREPOSITIONS:
        kind = Kind.SUB if norm in ("menurut",) else Kind.PREP
        return Unit(kind, at, at + 1, norm, prep=grammar.PREPOSITIONS[norm])
    for words, kind in _CLOSED:
        if norm in words:
            return Unit(kind, at, at + 1, norm)
    verbal = grammar.looks_verbal(norm)
    if verbal and not (token.capital and not headline and at > 0):
        return Unit(Kind.VERB, at, at + 1, norm, verbal=verbal)
    return Unit(Kind.WORD, at, at + 1, norm)


_CLOSED = (
    (grammar.RELATIVE, Kind.REL), (grammar.COORDINATORS, Kind.AND), (grammar.NEGATORS, Kind.NEG),
    (grammar.SUBORDINATORS, Kind.SUB), (grammar.SPEECH, Kind.SPEECH), (grammar.PRONOUNS, Kind.PRONOUN),
    (grammar.AUXILIARIES, Kind.AUX),
)  # fmt: skip
