"""An actor in front of a trigger: its subject, or somebody else whom the way to the subject passes.

`_READINGS` is the whole of it: each reading looks at the actor and says where to go on (`left_walk.py`), or None when
it is not its case; the first that knows is taken, and who is left is the subject. **A new reading** is a function with
its example and its place in that table: in front of all that would take its case for theirs.
"""

from __future__ import annotations

from collections.abc import Callable

from rules.engine.control import blames, individual
from rules.engine.governors import coordinated_left, event_head, governor, position, prep_before, subject_of
from rules.engine.left_governed import CHOOSING, Actor, behind_preposition, under_verb
from rules.engine.left_walk import FOUND, LeftWalk
from rules.engine.units import Kind, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

_OF_FIRMS = word_set("kapal pertahanan senjata asal dari")
"""What stands in the name of a firm: `galangan [kapal] Belanda`."""
_PERMITS = frozenset(("izin", "restu", "persetujuan", "lisensi"))
_CARRIERS = ("warship", "transport-aircraft")
_CARRYING = ("bawa", "angkut", "turunkan kargo", "muat")
_MEETS = word_set(
    """
    kunjungi temui surati sambangi datangi telepon jamu undang lawat hubungi satroni kontak gandeng rangkul jenguk
    """
)


def read_actor(walk: LeftWalk, j: int) -> int:
    """What the actor at `j`, with the list that it ends, is to the trigger; where to go on."""
    group, first = coordinated_left(walk.units, j)
    actor = Actor(group, first, _ruler(walk.units, group, first))
    for reading in _READINGS:
        before = reading(walk, actor)
        if before is not None:
            return before
    return _subject(walk, actor)


def _ruler(units: list[Unit], group: list[Unit], first: int) -> Unit | None:
    """What the actors hang on; nothing when they only tell where a maker comes from."""
    ruler = governor(units, first)
    if ruler is None:
        return None
    if ruler.prep == "from" and ruler is units[first - 1] and _firm_from(units, first - 1):
        return None  # `produsen senjata asal [Prancis] mengirim ...`
    if ruler.kind is Kind.WEAPON and group[0].company and _maker_named(units, ruler):
        return None  # `Pabrikan drone Turki [Baykar] memastikan ...`
    return ruler


def _firm_from(units: list[Unit], origin: int) -> bool:
    """Whether a maker stands before `asal`, and no preposition before him."""
    k = next((n for n in range(origin - 1, max(-1, origin - 4), -1) if units[n].unnamed == "maker"), -1)
    between = units[k + 1 : origin]
    if k < 0 or any(u.kind not in (Kind.WORD, Kind.WEAPON) or u.verbal for u in between):
        return False
    return units[k].kind is Kind.WORD and prep_before(units, k) is None


def _maker_named(units: list[Unit], weapon: Unit) -> bool:
    at = position(units, weapon)
    return at > 0 and units[at - 1].unnamed == "maker"


# who is passed


def _partner(walk: LeftWalk, actor: Actor) -> int | None:
    """`PTDI gandeng [Turkish Aerospace] kembangkan drone`, `gandeng galangan [Belanda]`: with whom it is built."""
    if not any(lexeme.frame == "production" for lexeme, _ in walk.trigger.lexemes):
        return None
    k = actor.first - 1
    while k > 0 and actor.first - k < 4 and _of_firm(walk.units[k]):
        k -= 1
    if k < 0 or walk.units[k].norm not in CHOOSING:
        return None
    walk.slots.add("with", actor.group)
    return k - 1


def _of_firm(unit: Unit) -> bool:
    return unit.unnamed == "maker" or unit.norm in _OF_FIRMS


def _permitting(walk: LeftWalk, actor: Actor) -> int | None:
    """`Polandia minta izin [Jerman] kirim Leopard`: who permits is no side."""
    at = actor.first - 1
    if at < 0 or walk.units[at].op != "plan" or walk.units[at].norm.rpartition(" ")[2] not in _PERMITS:
        return None
    walk.slots.mods.append(walk.units[at])
    return at - 1


def _flag(walk: LeftWalk, actor: Actor) -> int | None:
    """`kapal berbendera [Panama]`: the flag of a ship tells no side."""
    if not actor.first or walk.units[actor.first - 1].norm != "berbendera":
        return None
    return actor.first - 2


def _agent_inside(walk: LeftWalk, actor: Actor) -> int | None:
    """`senjata [yang dipasok AS] dipakai Israel`, `bom [kiriman AS] dipakai ...`: whose the weapon was."""
    if walk.trigger.voice is not Voice.PASSIVE:
        return None
    before = _modifier_start(walk.units, actor.first)
    if before < 0:
        return None
    walk.slots.add("holder", actor.group)
    return before


def _modifier_start(units: list[Unit], first: int) -> int:
    """Where the relative clause or the modifying noun begins whose agent stands at `first`; -1 when it is none."""
    k = first - 1
    if k > 0 and units[k].prep == "by":
        k -= 1
    if k < 1 or units[k].kind is not Kind.LEX:
        return -1
    if units[k].noun and units[k].norm.endswith("an") and units[k - 1].kind in (Kind.WEAPON, Kind.AND, Kind.WORD):
        return k - 1
    while k > 0 and units[k].kind in (Kind.LEX, Kind.AUX, Kind.OP):
        k -= 1
    return k - 1 if units[k].kind is Kind.REL else -1


def _according_to(walk: LeftWalk, actor: Actor) -> int | None:
    """`menurut [AS], ...`: who says it."""
    if actor.ruler is None or actor.ruler.kind is not Kind.SUB or actor.ruler.norm != "menurut":
        return None
    walk.slots.claimed_by = walk.slots.claimed_by or actor.group
    return actor.first - 1


def _owner_of_weapon(walk: LeftWalk, actor: Actor) -> int | None:
    """`drone [Iran] dipakai ...`; the owner of a ship that carries is who brings."""
    weapon = actor.ruler
    if weapon is None or weapon.kind is not Kind.WEAPON:
        return None
    trigger = walk.trigger
    if weapon.weapon in _CARRIERS and not trigger.noun and any(x.root in _CARRYING for x, _ in trigger.lexemes):
        return walk.take(actor.group, actor.first)  # `kapal perang [Mesir] turunkan kargo senjata`
    if trigger.voice is Voice.PASSIVE:
        walk.slots.add("holder", actor.group)
    return actor.first - 1


def _accuser(walk: LeftWalk, actor: Actor) -> int | None:
    """`dituduh [AS] mengirim ...`: who accuses."""
    accused = walk.units[actor.first - 1] if actor.first else None
    if accused is None or accused.op != "accuse" or accused.voice is not Voice.PASSIVE:
        return None
    walk.slots.op_subjects[id(accused)] = actor.group
    return actor.first - 1


def _of_event(walk: LeftWalk, actor: Actor) -> int | None:
    """`serangan [Rusia]`: whose event it is."""
    return actor.first - 1 if event_head(walk.units, actor.first) else None


def _answered(walk: LeftWalk, actor: Actor) -> int | None:
    """`Lula tolak permintaan [Jerman] kirim amunisi`: who answers would send; or buys, or gives his leave."""
    units, first = walk.units, actor.first
    if first < 2 or units[first - 1].op != "seek" or not units[first - 1].noun or walk.trigger.noun:
        return None
    answer = units[first - 2]
    if answer.op not in ("refuse", "approve") or answer.verbal != "active":
        return None
    again = {u.norm for u in units[walk.i + 1 : walk.i + 4]} & {"kembali", "ulang"} or "terus" in walk.trigger.norm
    if not (walk.gets or again):
        return first - 2
    walk.slots.subject, walk.slots.first = actor.group, first - 2
    walk.slots.mods.append(answer)  # `Swiss tolak permintaan [Denmark] kirim kembali panser`
    if walk.gets:
        walk.slots.add("lender", subject_of(units, first - 2))  # `AS tolak permohonan [Turki] untuk membeli F-35`
    return FOUND


def _visited(walk: LeftWalk, actor: Actor) -> int | None:
    """`Brunei kunjungi [Pindad], incar rantis`: whom the subject has met."""
    k = actor.first - 1
    if not walk.comma or k < 1 or walk.units[k].norm not in _MEETS:
        return None
    if not any(u.kind is Kind.ACTOR for u in walk.units[max(0, k - 3) : k]):
        return None
    walk.slots.add("visited", actor.group)
    return actor.first - 2


def _punished(walk: LeftWalk, actor: Actor) -> int | None:
    """`Kanada hukum [Israel], setop ekspor senjata`: against whom it is."""
    punisher = _punisher(walk.units, actor.first) if walk.comma else -1
    if punisher < 0:
        return None
    walk.slots.add("against", actor.group)
    return punisher


def _punisher(units: list[Unit], first: int) -> int:
    """Index of the actor whose bare verb of blame governs the one at `first`; -1 when there is none."""
    k = first - 1
    if k < 1 or units[k].kind is not Kind.WORD or not blames(units[k]):
        return -1
    return next((n for n in range(k, max(-1, first - 5), -1) if units[n].kind is Kind.ACTOR), -1)


def _asker(walk: LeftWalk, actor: Actor) -> int | None:
    """`permintaan [Ukraina] agar Jerman mengirim ...`: whose wish or offer it is."""
    wish = walk.units[actor.first - 1] if actor.first else None
    if wish is None or not walk.linked or walk.gets or wish.op not in ("seek", "offer") or not wish.noun:
        return None
    walk.slots.op_subjects[id(wish)] = actor.group
    return actor.first - 1


def _subject(walk: LeftWalk, actor: Actor) -> int:
    """Whoever is left acts; a private person is a stranger."""
    if individual(walk.units, actor.first):
        walk.slots.stranger = True
        return walk.open_at(actor.first)
    return walk.take(actor.group, actor.first)


_READINGS: tuple[Callable[[LeftWalk, Actor], int | None], ...] = (
    behind_preposition,
    _partner,
    _permitting,
    _flag,
    _agent_inside,
    _according_to,
    _owner_of_weapon,
    _accuser,
    under_verb,
    _of_event,
    _answered,
    _visited,
    _punished,
    _asker,
)
