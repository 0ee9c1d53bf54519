"""What a word is beside its neighbour: `pekan lalu`, `permintaan akan senjata`, `komponen F-35`, `lebih dari 200`.

Each reading is a function of one pair of neighbours, filed under the word that calls for it. **A new one** is a
function with its example, and its words in `_BY_FIRST` (the left of the pair) or `_BY_SECOND` (the right).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

from rules.engine.units import Kind, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.dates import MONTHS
from rules.indonesian.grammar import word_set

_TIMES = frozenset(("pekan", "minggu", "bulan", "tahun", "hari", "malam", "dekade", "abad", "beberapa", *MONTHS))
_PARTS = word_set("komponen onderdil mesin suku-cadang komponen-komponen")
_TITLES = word_set("menteri presiden perwira jenderal panglima wartawan diplomat utusan pejabat delegasi duta komandan")
_CLASSES = word_set("kelas klas tipe seri varian")
"""What the name of a ship's or vehicle's class stands behind."""
_PARTITIVE = word_set("separuh setengah sebagian sepertiga seperempat mayoritas")
_PEACEFUL = word_set("komersial penumpang pribadi bisnis sipil carteran mewah lag darat pump ski")
_ANSWERS = frozenset(("suspend", "refuse", "approve", "resume", "cancel", "demand"))
"""Acts whose object is a deed: behind them a word that is verb and noun is a noun, `AS halangi ekspor jet Brasil`."""


def settle_neighbours(units: list[Unit]) -> list[Unit]:
    """The same units, each with the meaning that its neighbours leave it."""
    for unit in units:
        if unit.kind in (Kind.CARGO, Kind.TROOPS) and unit.norm in _TITLES:
            unit.kind = Kind.WORD
    if len(units) > 1:
        _opening_noun(units)
    for n, (before, unit) in enumerate(itertools.pairwise(units)):
        if len(unit.lexemes) > 1:
            _noun_or_verb(before, unit)
        first = _BY_FIRST.get(before.norm)
        if first is not None:
            first(before, unit)
        second = _BY_SECOND.get(unit.norm)
        if second is not None:
            second(before, unit, units[n + 2] if n + 2 < len(units) else None)
    return units


# the word that opens a sentence


def _opening_noun(units: list[Unit]) -> None:
    """`Ekspor senjata disetop ...`: what opens the sentence is a noun when a passive follows."""
    opening = units[0]
    if opening.kind is Kind.LEX and _stopped_behind(units):
        opening.lexemes = tuple(pair for pair in opening.lexemes if pair[1].voice is Voice.NOUN) or opening.lexemes
        opening.voice, opening.verbal = opening.lexemes[0][1].voice, ""
        opening.noun = opening.voice is Voice.NOUN


def _stopped_behind(units: list[Unit]) -> bool:
    """Whether the weapon behind the opening word is the subject of a passive."""
    for unit in units[2:7]:
        if unit.kind in (Kind.OP, Kind.LEX):
            return unit.voice is Voice.PASSIVE and units[1].kind is Kind.WEAPON
        if unit.kind not in (Kind.ACTOR, Kind.PREP, Kind.WEAPON, Kind.AUX, Kind.WORD):
            return False
    return False


def _noun_or_verb(before: Unit, unit: Unit) -> None:
    """`pelanggaran ekspor`, `untuk suplai`, `halangi ekspor`: a word that is verb and noun is a noun here."""
    if not {Voice.BARE, Voice.NOUN} <= {form.voice for _, form in unit.lexemes}:
        return
    answered = before.verbal and not before.lexemes and before.op in _ANSWERS
    if answered or before.noun or before.prep or before.kind is Kind.VERB:
        unit.lexemes = tuple(sorted(unit.lexemes, key=lambda pair: pair[1].voice is not Voice.NOUN))
        unit.voice, unit.noun, unit.verbal = Voice.NOUN, True, ""


# called for by the left of two


def _class_name(_: Unit, unit: Unit) -> None:
    """`kapal selam kelas Dakar`: the name of a class is no actor."""
    if unit.kind is Kind.ACTOR:
        unit.kind, unit.code = Kind.WORD, ""


def _wanted(before: Unit, unit: Unit) -> None:
    """`permintaan Ukraina akan senjata`: no future."""
    if unit.kind is Kind.WEAPON:
        before.kind, before.op = Kind.AUX, ""


def _up_to(before: Unit, unit: Unit) -> None:
    """`hingga beberapa ratus drone`: a count, no place."""
    if unit.kind in (Kind.NUMBER, Kind.AUX):
        before.kind, before.prep = Kind.AUX, ""


def _copula(before: Unit, unit: Unit) -> None:
    """Machine translation: `adalah menyediakan`."""
    if unit.kind is Kind.LEX and unit.verbal:
        before.kind = Kind.AUX


def _meanwhile(before: Unit, unit: Unit) -> None:
    """`saat ini`, `selama ini`: no clause begins."""
    if unit.norm in ("ini", "itu"):
        before.kind = Kind.AUX


def _part_of_weapon(before: Unit, unit: Unit) -> None:
    """`komponen F-35`."""
    if unit.kind is Kind.WEAPON and before.kind is Kind.WORD:
        before.kind, before.weapon = Kind.WEAPON, "components"


def _among_others(before: Unit, unit: Unit) -> None:
    """`antara lain`, `di antaranya`: no preposition."""
    if (before.norm, unit.norm) in (("antara", "lain"), ("di", "antaranya")):
        before.kind, before.prep, unit.kind = Kind.AUX, "", Kind.AUX


_BY_FIRST: dict[str, Callable[[Unit, Unit], None]] = {
    **dict.fromkeys(sorted(_CLASSES), _class_name),
    **dict.fromkeys(sorted(_PARTS), _part_of_weapon),
    **dict.fromkeys(("hingga", "sampai"), _up_to),
    **dict.fromkeys(("saat", "pada saat", "selama", "sejauh"), _meanwhile),
    **dict.fromkeys(("antara", "di"), _among_others),
    "akan": _wanted,
    "adalah": _copula,
}


# called for by the right of two; the third unit is what follows


def _past_time(before: Unit, unit: Unit, _: Unit | None) -> None:
    """`pekan lalu`: the word of sequence is a word of time here."""
    if before.norm in _TIMES:
        unit.kind, unit.prep = Kind.AUX, ""


def _only_words(before: Unit, _word: Unit, _: Unit | None) -> None:
    """`meminta penjelasan soal penempatan bom nuklir`: words are asked for, no weapons."""
    if before.op == "seek":
        before.kind, before.op, before.lexemes = Kind.VERB, "", ()


def _second_one(before: Unit, unit: Unit, _: Unit | None) -> None:
    """`korvet kedua`: no two sides."""
    if before.kind is Kind.WEAPON:
        unit.kind = Kind.AUX


def _for_a_while(before: Unit, unit: Unit, _: Unit | None) -> None:
    """`menghentikan sementara`: no clause begins."""
    if before.op or before.norm == "untuk":
        unit.kind = Kind.AUX


def _nuclear_arms(before: Unit, unit: Unit, _: Unit | None) -> None:
    """Headline: `Kirim Nuklir ke Belarus`."""
    if unit.kind is Kind.WORD and _transfers(before):
        unit.kind, unit.weapon = Kind.WEAPON, "nuclear-weapon"


def _military_trade(before: Unit, unit: Unit, _: Unit | None) -> None:
    """`izin ekspor militer`: of weapons."""
    deals = before.noun and any(x.frame != "production" for x, _ in before.lexemes)
    trade = deals or before.norm.endswith(" ekspor")
    if unit.kind is Kind.WORD and trade and before.norm != "belanja":
        unit.kind, unit.weapon = Kind.WEAPON, "weapons"


def _fighter_jet(before: Unit, unit: Unit, after: Unit | None) -> None:
    """`beli jet Hornet`, `12 jet`."""
    peaceful = after is not None and after.norm in _PEACEFUL
    if unit.kind is Kind.WORD and not peaceful and (_transfers(before) or before.kind is Kind.NUMBER):
        unit.kind, unit.weapon = Kind.WEAPON, "fighter-jet"


def _count_of(before: Unit, unit: Unit, after: Unit | None) -> None:
    """`lebih dari 200`, `separuh dari 200`: nobody's supply."""
    parted = before.norm in _PARTITIVE and after is not None and after.kind is Kind.NUMBER
    if parted or before.norm in ("lebih", "kurang", "bagian"):
        unit.kind, unit.prep = Kind.AUX, ""


_BY_SECOND: dict[str, Callable[[Unit, Unit, Unit | None], None]] = {
    **dict.fromkeys(("lalu", "kemudian"), _past_time),
    **dict.fromkeys(("militer", "pertahanan"), _military_trade),
    **dict.fromkeys(("penjelasan", "klarifikasi", "keterangan", "jawaban", "kejelasan", "konfirmasi"), _only_words),
    "kedua": _second_one,
    "sementara": _for_a_while,
    "nuklir": _nuclear_arms,
    "jet": _fighter_jet,
    "dari": _count_of,
}


def _transfers(unit: Unit) -> bool:
    return unit.kind is Kind.LEX and not unit.noun and any(x.frame == "transfer" for x, _ in unit.lexemes)
