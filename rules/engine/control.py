"""Who acts in a clause that names nobody: the neighbour clause has the subject, by position and by its verb.

*Kirim drone ke Y, X digugat*; *X digugat karena mengirim drone ke Y*; *Z menyanksi X karena ...*; *X menghukum Y, setop
ekspor senjata*. The subject of the neighbour is shared, save where its verb blames or rewards somebody for the deed:
then the one blamed did it.
"""

from __future__ import annotations

from rules.engine.units import Kind, Unit
from rules.indonesian import grammar
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

_BLAME = (
    "hukum", "sanksi", "anksi", "denda", "gugat", "kecam", "ecam", "kritik", "usir", "sindir", "balas", "embargo",
    "boikot", "protes", "selidik", "tegur", "ancam", "peringat", "semprot", "cela", "muji", "puji", "depak", "tuding",
    "tuduh", "sorot", "jatuhi", "ganjar", "labrak", "damprat", "murka", "geram", "uduh", "uding", "laknat", "kutuk",
)  # fmt: skip
"""Roots of verbs whose object did what the clause beside them tells."""

_SHARING = word_set(
    """
    karena sebab lantaran akibat imbas buntut ketika saat sementara meski meskipun walau walaupun kendati tetapi tapi
    namun melainkan seiring menyusul pasca selama sewaktu tatkala gara-gara usai setelah sebelum sehabis
    """
)
"""Links behind which a verb without a subject has that of the clause before; those of CONTROL are walked through."""

_CAUSES = word_set("karena sebab lantaran akibat imbas buntut gara-gara menyusul pasca usai setelah")

_FINITE = word_set("telah sudah akan bakal sedang pernah")


def blames(unit: Unit) -> bool:
    """Whether the word blames, fines, thanks: its object is the doer of what stands beside it."""
    return unit.kind not in (Kind.ACTOR, Kind.WEAPON) and any(root in unit.norm for root in _BLAME)


def subjectless(units: list[Unit], link: int, trigger: int) -> bool:
    """Whether nothing that could be a subject stands between the link and the verb."""
    return units[link].norm in _SHARING and all(
        u.kind in (Kind.AUX, Kind.NEG, Kind.CUE, Kind.OP, Kind.NUMBER)
        or (u.kind is Kind.LEX and not u.noun)
        or u.norm in ("diam", "-", "ikut", "nekat", "berani", "tetap", "terbukti", "ketahuan", "dianggap", "dinilai")
        for u in units[link + 1 : trigger]
    )


def shared_subject(units: list[Unit], link: int, *, noun: bool) -> list[Unit]:
    """The subject of the clause in front of the link, or the object of its blame; nobody for a noun beside no blame."""
    actors: list[int] = []
    blame = -1
    k = link - 1
    while k >= 0:
        unit = units[k]
        if unit.kind is Kind.MARK and unit.norm in '.;?!:"“”':
            break
        if unit.kind is Kind.ACTOR:
            actors.append(k)
        elif blames(unit) and blame < 0:
            blame = k
        elif unit.kind in (Kind.SUB, Kind.REL) and unit.norm not in ("untuk",):
            break
        k -= 1
    if not actors or (noun and blame < 0):
        return []
    if blame >= 0 and not units[blame].norm.startswith(("di", "kena", "ter")):
        objects = [a for a in actors if a > blame]
        if objects:
            return [units[objects[-1]]]
        if units[link].norm in _CAUSES and _others(units[blame + 1 : link]):
            return []  # `AS menjatuhkan sanksi kepada tiga perusahaan karena memasok ...`: not the one who punishes
    before = [a for a in actors if blame < 0 or a < blame]
    return _outermost(units, before)


def _others(between: list[Unit]) -> bool:
    return any(u.unnamed for u in between)


def _outermost(units: list[Unit], actors: list[int]) -> list[Unit]:
    """The first actor that no preposition, weapon or verb governs; `actors` run from right to left."""
    for a in reversed(actors):
        left = units[a - 1] if a else None
        if left is None or not (left.prep or left.kind is Kind.WEAPON or left.verbal):
            return [] if individual(units, a) else [units[a]]
    return []


def punished(units: list[Unit], k: int) -> bool:
    """Whether sanctions fall in front of `k`: `Uni Eropa menyanksi perusahaan yang [memasok drone Iran]`."""
    return any("sanksi" in u.norm or "anksi" in u.norm for u in units[max(0, k - 9) : k])


def fronted_subject(units: list[Unit], comma: int) -> tuple[list[Unit], Unit | None]:
    """The subject of the clause behind the comma and a verb of demand there; `Beli rudal, AS sanksi [Turki]`."""
    at = next((n for n in range(comma + 1, min(len(units), comma + 8)) if units[n].kind is Kind.ACTOR), -1)
    if at < 0 or any(u.prep or u.kind in (Kind.MARK, Kind.SUB, Kind.REL) for u in units[comma + 1 : at]):
        return [], None
    rest = units[at + 1 : at + 8]
    if not rest or rest[0].kind in (Kind.MARK, Kind.SPEECH):
        return [], None
    for n, unit in enumerate(rest):
        if unit.kind is Kind.MARK and unit.norm in ",:;?!.":
            break
        if unit.op in ("demand", "seek") and unit.voice is not Voice.PASSIVE and not blames(unit):
            return [units[at]], unit
        if blames(unit) and not unit.norm.startswith(("di", "kena", "ter")):
            object_ = next((u for u in rest[n + 1 : n + 4] if u.kind is Kind.ACTOR), None)
            return ([object_] if object_ is not None else [units[at]]), None
        if unit.verbal:
            break
    return [units[at]], None


_PERSONS = word_set("oknum anggota prajurit mantan desertir pensiunan pengusaha makelar broker pedagang pria wanita")


def individual(units: list[Unit], first: int) -> bool:
    """`oknum TNI`, `seorang anggota TNI`: a person of the state, who acts for himself."""
    before = units[max(0, first - 2) : first]
    return bool(before) and units[first].code.isupper() and (
        before[-1].norm in _PERSONS or (before[-1].kind is Kind.TROOPS and before[0].norm == "seorang")
    )  # fmt: skip


def opens_sentence(units: list[Unit], i: int) -> bool:
    """Whether the verb at `i` opens its sentence: nothing before it but mood words and phrases of place."""
    for n, unit in enumerate(units[:i]):
        if unit.kind is Kind.ACTOR and not (n and units[n - 1].prep):
            return False
        if n <= 1 and unit.norm in _SHARING:
            continue
        if unit.kind is Kind.WORD and units[n + 1].voice is Voice.ACTIVE and (n == 0 or units[n - 1].kind is Kind.WORD):
            return False  # `Kementerian Pertahanan menandatangani ...`: an unknown name is the subject
        if unit.kind in (Kind.SUB, Kind.REL, Kind.PRONOUN, Kind.WEAPON, Kind.SPEECH) or unit.norm in ':"“”':
            return False
    return True


def embedded_stranger(units: list[Unit], j: int, i: int) -> bool:
    """`X membuktikan [tiraspol telah menjual ...]`: an unknown name opens the clause behind a verb of saying."""
    if i - j < 2 or units[j + 1].norm not in _FINITE:
        return False
    k = j
    while k >= 0 and j - k < 3 and units[k].kind is Kind.WORD and units[k].norm not in grammar.AUXILIARIES:
        k -= 1
    return k >= 0 and (units[k].norm == "bahwa" or units[k].kind is Kind.VERB or units[k].op in ("accuse", "confirm"))


_LONGEST_APPOSITION = 16


def apposition(units: list[Unit], close: int) -> int:
    """Where the comma stands that opens what is said beside a name, -1 when the comma at `close` closes no such thing.

    `Prancis[, yang selama ini dikenal sebagai sekutu dekat,] mengirim ...`, `Taiwan[, salah satu ...,] membeli ...`.
    """
    for k in range(close - 1, max(0, close - _LONGEST_APPOSITION), -1):
        if units[k].kind is Kind.MARK and units[k].norm in '.;?!:"“”':
            return -1
        if units[k].norm != ",":
            continue
        named = units[k - 1].kind is Kind.ACTOR or units[k - 1].norm == ")"
        beside = units[k + 1].kind is Kind.REL or _tells_what(units[k + 1 : close])
        return k if named and beside else -1
    return -1


def stands_beside(units: list[Unit], n: int, act: int) -> bool:
    """Whether the unit at `n` belongs to what is said beside a name, and the act at `act` does not."""
    for k in range(n + 1, min(len(units), n + _LONGEST_APPOSITION)):
        if units[k].norm == ",":
            opened = apposition(units, k)
            if 0 < opened < n:
                return not opened < act < k
    return False


_BESIDE = word_set("negara negeri sekutu eksportir pemasok pembeli importir anggota mitra tetangga musuh rival")


def _tells_what(units: list[Unit]) -> bool:
    """`salah satu eksportir ...`, `negara yang ...`, `pabrikan Rafale`: what somebody is."""
    if not units:
        return False
    first = units[0]
    one = first.norm in ("salah", "salah satu", "sebuah", "satu") and first.kind is not Kind.ACTOR
    return first.norm in _BESIDE or first.unnamed == "maker" or one
