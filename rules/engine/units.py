"""A sentence as units: each a word or phrase with everything that it may mean, side by side with its neighbours."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from rules.engine.cues import Cue
from rules.engine.frames import Lexeme
from rules.engine.lexicon import ActorKind, Lexicon, Term, TermKind
from rules.engine.vocabulary import Vocabulary, Word, guard_holds
from rules.indonesian import grammar
from rules.indonesian.affixes import Form, Voice
from rules.indonesian.dates import MONTHS
from rules.indonesian.grammar import word_set
from rules.indonesian.tokens import Token


class Kind(IntEnum):
    """What a unit is in the sentence."""

    WORD = 0
    ACTOR = 1
    WEAPON = 2
    TREATY = 3
    TROOPS = 4
    CARGO = 5
    VERB = 6  # finite verb outside the vocabulary
    LEX = 7  # verb or noun of a frame
    OP = 8  # operator alone
    CUE = 9
    PREP = 10
    REL = 11
    AND = 12
    SUB = 13
    NEG = 14
    PRONOUN = 15
    SPEECH = 16
    NUMBER = 17
    MARK = 18
    VOID = 19  # a phrase that looks like a weapon or treaty and is none
    AUX = 20
    ATTACK = 21
    OUTLET = 22


@dataclass(slots=True)
class Unit:
    """One word or phrase; `start` and `end` count the sentence's tokens."""

    kind: Kind
    start: int
    end: int
    norm: str
    code: str = ""
    term: Term | None = None
    weapon: str = ""
    system: str = ""
    origin: tuple[str, ...] = ()
    treaty: str = ""
    treaty_class: str = ""
    lexemes: tuple[tuple[Lexeme, Form], ...] = ()
    op: str = ""
    voice: Voice | None = None
    noun: bool = False
    clitic: str = ""
    prep: str = ""
    cue: Cue | None = None
    outlet: str = ""
    capital: bool = False
    verbal: str = ""
    programme: bool = False
    company: str = ""
    place: str = ""  # the state in which a port, base or city lies
    of: str = ""  # the state that an armed group or company belongs to

    def copy(self) -> Unit:
        """The same unit, to be changed without changing this one; a third of what `dataclasses.replace` costs."""
        return Unit(
            self.kind, self.start, self.end, self.norm, self.code, self.term, self.weapon, self.system, self.origin,
            self.treaty, self.treaty_class, self.lexemes, self.op, self.voice, self.noun, self.clitic, self.prep,
            self.cue, self.outlet, self.capital, self.verbal, self.programme, self.company, self.place, self.of,
        )  # fmt: skip


class Sentence:
    """One sentence and where it stands; its units are read when somebody first asks for them.

    Most sentences of most articles hold no weapon and no treaty, and reading units is what costs.
    """

    __slots__ = (
        "_read", "_surroundings", "_units", "end", "field", "index", "lead", "norms", "question", "section", "start",
        "tokens", "worth",
    )  # fmt: skip

    def __init__(
        self, index: int, field: str, tokens: Sequence[Token], read: Callable[[Sequence[Token]], list[Unit]],
        surroundings: Callable[[Sequence[Token]], frozenset[str]], section: int, *, lead: bool, worth: bool = False,
    ) -> None:  # fmt: skip
        self.index = index
        self.field = field  # title or text
        self.tokens = tokens
        self.start = tokens[0].start  # character offsets in the field
        self.end = tokens[-1].end
        self.section = section
        self.lead = lead  # title or one of the first sentences
        self.worth = worth  # holds a weapon, a treaty or an echo of one
        self.norms = [token.norm for token in tokens]
        self.question = tokens[-1].norm == "?"
        self._read = read
        self._surroundings = surroundings
        self._units: list[Unit] | None = None

    @property
    def units(self) -> list[Unit]:
        """The words and phrases of the sentence with what they mean."""
        if self._units is None:
            self._units = self._read(self.tokens)
        return self._units

    @property
    def surroundings(self) -> frozenset[str]:
        """The settings that its words belong to: exercise, exhibition, ..."""
        return self._surroundings(self.tokens)

    def with_units(self, units: list[Unit]) -> Sentence:
        """The same sentence read otherwise."""
        other = Sentence(
            self.index, self.field, self.tokens, self._read, self._surroundings, self.section, lead=self.lead,
            worth=self.worth,
        )  # fmt: skip
        other._units = units
        return other


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
        units.append(unit)
        i = unit.end
    return _joined(_timed(units))


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
        if term is not None:
            if word.guard is not None:
                text = _as_written(term)
                if term.kind in _LOWERED and len(text) >= 3 and text.isupper() and not any(map(_raised, forms)):
                    text = " ".join(forms[start:end])  # the whole sentence is in lower case
                if not guard_holds(word.guard, norms, forms, start, end, text):
                    continue
            kind = _CATEGORY[term.kind]
            if kind is Kind.CARGO and any(w.lexeme is not None for w in words):
                continue  # `pesan` orders more often than it is a message
            if unit is None or (kind is Kind.VOID) or (unit.kind is Kind.OUTLET and kind is Kind.ACTOR):
                outlet = unit.outlet if unit is not None else ""
                unit = _term_unit(term, kind, start, end, norm, lexicon)
                unit.outlet = unit.outlet or outlet
            elif kind is Kind.OUTLET:
                unit.outlet = term.target
            continue
        if unit is not None and unit.term is not None:
            continue
        if unit is None:
            unit = Unit(Kind.WORD, start, end, norm)
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
            unit.verbal = "passive" if norm.startswith("di") else "active"
    if unit is not None and end == start + 1:
        _grammar(unit, norm)
    return unit


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


_TIMES = frozenset(("pekan", "minggu", "bulan", "tahun", "hari", "malam", "dekade", "abad", *MONTHS))


_PARTS = word_set("komponen onderdil mesin suku-cadang komponen-komponen")
_TITLES = word_set("menteri presiden perwira jenderal panglima wartawan diplomat utusan pejabat delegasi duta komandan")


GOODS = word_set("pesawat jet kapal sistem kendaraan unit perangkat peralatan barang muatan perlengkapan")
"""Nouns that with `itu` stand for a weapon named before."""
WHOLES = word_set("seluruhnya semuanya sisanya")


def refers_back(norms: Sequence[str]) -> bool:
    """Whether the sentence may speak of a weapon named before: `pesawat itu`, `seluruhnya`."""
    return any(
        word in WHOLES or (word in GOODS and norms[n + 1] in ("itu", "tersebut")) for n, word in enumerate(norms[:-1])
    )


def _stopped_behind(units: list[Unit]) -> bool:
    """`Ekspor senjata disetop ...`: the weapon behind the opening word is the subject of a passive."""
    for unit in units[2:7]:
        if unit.kind in (Kind.OP, Kind.LEX):
            return unit.voice is Voice.PASSIVE and units[1].kind is Kind.WEAPON
        if unit.kind not in (Kind.ACTOR, Kind.PREP, Kind.WEAPON, Kind.AUX, Kind.WORD):
            return False
    return False


_CLASSES = word_set("kelas klas tipe seri varian")
"""What the name of a ship's or vehicle's class stands behind."""

_PARTITIVE = word_set("separuh setengah sebagian sepertiga seperempat mayoritas")

_PEACEFUL = word_set("komersial penumpang pribadi bisnis sipil carteran mewah lag darat pump ski")
_ANSWERS = frozenset(("suspend", "refuse", "approve", "resume", "cancel"))
"""Acts whose object is a deed: behind them a word that is verb and noun is a noun, `AS halangi ekspor jet Brasil`."""


def _timed(units: list[Unit]) -> list[Unit]:
    """`pekan lalu`: the word of sequence is a word of time here."""
    for unit in units:
        if unit.kind in (Kind.CARGO, Kind.TROOPS) and unit.norm in _TITLES:
            unit.kind = Kind.WORD
    for n, (before, unit) in enumerate(itertools.pairwise(units)):
        if unit.norm in ("lalu", "kemudian") and (before.norm in _TIMES or before.norm == "beberapa"):
            unit.kind, unit.prep = Kind.AUX, ""
        if n == 0 and before.kind is Kind.LEX and _stopped_behind(units):
            before.lexemes = tuple(pair for pair in before.lexemes if pair[1].voice is Voice.NOUN) or before.lexemes
            before.voice, before.noun, before.verbal = before.lexemes[0][1].voice, before.lexemes[0][0] is not None, ""
            before.noun = before.voice is Voice.NOUN
        nominal = len(unit.lexemes) > 1 and {Voice.BARE, Voice.NOUN} <= {form.voice for _, form in unit.lexemes}
        answered = nominal and before.verbal and not before.lexemes and before.op in _ANSWERS
        if nominal and (answered or before.noun or before.prep or before.kind is Kind.VERB):
            unit.lexemes = tuple(sorted(unit.lexemes, key=lambda pair: pair[1].voice is not Voice.NOUN))
            unit.voice, unit.noun, unit.verbal = (
                Voice.NOUN,
                True,
                "",
            )  # `pelanggaran ekspor`, `untuk suplai`, `halangi ekspor`
        if unit.norm == "kedua" and before.kind is Kind.WEAPON:
            unit.kind = Kind.AUX  # `korvet kedua`: the second one
        if before.norm in _CLASSES and unit.kind is Kind.ACTOR:
            unit.kind, unit.code = Kind.WORD, ""  # `kapal selam kelas Dakar`: the name of a class
        if before.norm == "akan" and unit.kind is Kind.WEAPON:
            before.kind, before.op = Kind.AUX, ""  # `permintaan Ukraina akan senjata`
        if before.norm in ("hingga", "sampai") and unit.kind in (Kind.NUMBER, Kind.AUX):
            before.kind, before.prep = Kind.AUX, ""  # `hingga beberapa ratus drone`
        if before.norm == "adalah" and unit.kind is Kind.LEX and unit.verbal:
            before.kind = Kind.AUX  # machine translation: `adalah menyediakan`
        if unit.norm == "sementara" and (before.op or before.norm == "untuk"):
            unit.kind = Kind.AUX  # `menghentikan sementara`
        if before.norm in ("saat", "pada saat", "selama", "sejauh") and unit.norm in ("ini", "itu"):
            before.kind = Kind.AUX
        transfers = (
            before.kind is Kind.LEX and not before.noun and any(x.frame == "transfer" for x, _ in before.lexemes)
        )
        if unit.norm == "nuklir" and unit.kind is Kind.WORD and transfers:
            unit.kind, unit.weapon = Kind.WEAPON, "nuclear-weapon"  # headline: `Kirim Nuklir ke Belarus`
        if unit.kind is Kind.WEAPON and before.kind is Kind.WORD and before.norm in _PARTS:
            before.kind, before.weapon = Kind.WEAPON, "components"  # `komponen F-35`
        deals = before.noun and any(x.frame != "production" for x, _ in before.lexemes)
        trade = deals or before.norm.endswith(" ekspor")
        if unit.norm in ("militer", "pertahanan") and unit.kind is Kind.WORD and trade and before.norm != "belanja":
            unit.kind, unit.weapon = Kind.WEAPON, "weapons"  # `izin ekspor militer`
        peaceful = n + 2 < len(units) and units[n + 2].norm in _PEACEFUL
        if unit.norm == "jet" and unit.kind is Kind.WORD and not peaceful and (transfers or before.kind is Kind.NUMBER):
            unit.kind, unit.weapon = Kind.WEAPON, "fighter-jet"  # `beli jet Hornet`
        if (before.norm, unit.norm) in (("antara", "lain"), ("di", "antaranya")):
            before.kind, before.prep, unit.kind = Kind.AUX, "", Kind.AUX  # `antara lain`
        parted = before.norm in _PARTITIVE and n + 2 < len(units) and units[n + 2].kind is Kind.NUMBER
        if unit.norm == "dari" and (parted or before.norm in ("lebih", "kurang", "bagian")):
            unit.kind, unit.prep = Kind.AUX, ""  # `lebih dari 200`
    return units


def _joined(units: list[Unit]) -> list[Unit]:
    """Neighbouring names of one actor as one unit: `Presiden Rusia Vladimir Putin`, `Amerika Serikat (AS)`."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        unit = units[i]
        last = out[-1] if out else None
        if last is not None and last.kind is Kind.ACTOR:
            if unit.kind is Kind.ACTOR and unit.code == last.code:
                last.end = unit.end
                last.company = last.company or unit.company  # `Turki Baykar`
                i += 1
                continue
            if (
                unit.norm == "(" and i + 2 < len(units) and units[i + 2].norm == ")"
                and (units[i + 1].code == last.code or units[i + 1].kind is Kind.WORD)
            ):  # fmt: skip
                last.end = units[i + 2].end
                i += 3
                continue
        if (
            unit.norm == "-" and last is not None and i + 1 < len(units)
            and last.kind is Kind.ACTOR and units[i + 1].kind is Kind.ACTOR
        ):  # fmt: skip
            unit.kind = Kind.AND
        if (
            unit.norm == "-" and last is not None and i + 1 < len(units)
            and last.kind in (Kind.WEAPON, Kind.LEX, Kind.TROOPS)
            and units[i + 1].kind is last.kind and units[i + 1].norm.startswith(last.norm)
        ):  # fmt: skip
            last.end = units[i + 1].end
            if last.norm in ("tiba",):
                last.kind, last.lexemes = Kind.WORD, ()  # tiba-tiba: suddenly
            i += 2
            continue
        out.append(unit)
        i += 1
    return out
