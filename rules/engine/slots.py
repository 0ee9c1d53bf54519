"""What stands around a verb or noun: the slots of its grammar, before anybody says which role they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from rules.engine.units import GOODS, Kind, Sentence, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

REACH = 45
"""How many units a scan walks at most."""


_COUNTS = word_set("dua tiga empat lima enam tujuh delapan sembilan sepuluh puluh belas ratus ribu juta satu sebuah")


_TARGETS = word_set(
    """
    sasaran target arah posisi garis pangkalan medan perbatasan laut perairan selat teluk
    """
)


_CONTAINS = word_set("mencakup meliputi berisi berisikan memuat termasuk berupa")


_FIGHTS = word_set(
    "serangan melawan lawan menyerang serang invasi menginvasi memerangi perangi menghadapi hadapi mengimbangi gempur"
)


BENEFIT = ("bantu", "dukung", "perkuat", "sokong", "lindungi", "persenjata")


@dataclass(slots=True)
class Slots:
    """Units by slot, and the words of mood passed on the way."""

    subject: list[Unit] = field(default_factory=list)
    object: list[Unit] = field(default_factory=list)
    groups: dict[str, list[Unit]] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)  # states of the ports and bases behind `ke`, `di`
    yards: list[str] = field(default_factory=list)  # states of firms and cities behind `dari`, when no state is named
    mods: list[Unit] = field(default_factory=list)  # nearest first
    op_subjects: dict[int, list[Unit]] = field(default_factory=dict)
    antecedent: bool = False  # the clause is a relative one
    cataphoric: bool = False
    claimed_by: list[Unit] = field(default_factory=list)
    last: int = 0  # last unit that belongs to the clause
    first: int = 0
    anaphor: bool = False  # `itu`, `tersebut`, a pronoun stands where a name should
    pronoun: str = ""
    stranger: bool = False  # somebody whom the lexicon does not know is the subject
    imperative: bool = False  # a bare verb right behind a speaker's colon
    crossed: bool = False  # a finite verb stands between subject and trigger
    purpose: bool = False  # `... untuk mengirim`: what is aimed at has not happened
    carried: bool = False  # cargo of an aircraft or ship
    goods: bool = False  # `pesawat itu`: a weapon named before
    kept: bool = False  # a bill to stop it was voted down
    nothing: bool = False  # `tidak ada senjata yang ...`
    sanctioned: bool = False  # somebody unnamed is punished for it: the punishment is the news
    since: bool = False  # `sejak X mengirim ...`: what is counted from is recalled
    visit: bool = False  # what arrives may be on a visit
    shared: bool = False  # the subject is that of the neighbour clause
    contents: bool = False  # `pengadaan itu mencakup 60 drone`: the noun has a predicate that tells what it holds

    def add(self, slot: str, units: list[Unit]) -> None:
        """Files units under a slot unless it is taken."""
        if units and slot not in self.groups:
            self.groups[slot] = units


def coordinated(units: list[Unit], i: int, kind: Kind) -> tuple[list[Unit], int]:
    """The list that starts at `i` (`Iran, China dan Rusia`) and the index behind it."""
    found = [units[i]]
    j = i + 1
    pending: list[Unit] = []  # joined by commas only: a list once `dan` follows
    ended = j
    while j < len(units):
        k = j
        while k < len(units) and (units[k].kind is Kind.AND or units[k].norm in (",", "/") or units[k].norm == "&"):
            k += 1
        if k == j or k - j > 2:
            break
        m = k
        while (
            m < len(units) and m - k < 4 and units[m].kind in (Kind.NUMBER, Kind.AUX, Kind.WORD) and kind is Kind.WEAPON
        ):
            m += 1
        alone = len(found) == 1 and not pending
        if (
            m < len(units)
            and units[m].kind is kind
            and (kind is not Kind.ACTOR or not _opens_clause(units, m, alone=alone))
        ):
            j = m + 1
            if kind is Kind.WEAPON:
                found.append(units[m])
                j = ended = _past_modifier(units, j)
                continue
            pending.append(units[m])
            if any(u.kind is Kind.AND for u in units[k - 1 : m]):
                found.extend(pending)
                pending = []
                ended = j
            continue
        break
    return found, ended


def _opens_clause(units: list[Unit], i: int, *, alone: bool) -> bool:
    """`..., Rusia mengatakan`: the actor after a comma opens what follows; behind `, dan` too, after a single one."""
    after = units[i + 1] if i + 1 < len(units) else None
    if units[i - 1].kind is Kind.AND:
        comma = alone and i > 1 and units[i - 2].norm == ","
        return comma and after is not None and after.verbal == "active" and after.kind in (Kind.LEX, Kind.OP, Kind.VERB)
    return after is not None and (after.kind in (Kind.VERB, Kind.OP, Kind.LEX, Kind.ATTACK) and not after.noun)


def _past_modifier(units: list[Unit], j: int) -> int:
    """Skips `buatan Iran`, `jarak dekat`, a possessor between the members of a list."""
    steps = 0
    while j < len(units) and steps < 4:
        unit = units[j]
        if (
            unit.prep == "maker"
            or (unit.kind is Kind.WORD and not unit.verbal)
            or (unit.kind is Kind.ACTOR and j and units[j - 1].prep == "maker")
        ):
            j += 1
        else:
            break
        steps += 1
    return j


def look_right(s: Sentence, i: int, slots: Slots) -> int:
    """Fills the slots behind the trigger at `i`; returns the index at which the clause ended."""
    units = s.units
    trigger = units[i]
    count = len(units)
    j = i + 1
    comma = False
    weapon_at = -1
    relative = False
    waiting = 0  # words since the trigger or the last weapon
    while j < count and j - i <= REACH:
        unit = units[j]
        kind = unit.kind
        prep = unit.prep
        if kind is Kind.MARK:
            if unit.norm in ".;?!:":
                break
            if unit.norm == "(":
                j = _close(units, j)
                continue
            if unit.norm in '"“”':
                k = _short_quote(units, j)
                if k < 0:
                    break
            elif unit.norm == ",":
                comma = True
                if relative:
                    relative = False
            j += 1
            continue
        if kind is Kind.REL and trigger.noun and j + 1 < count and units[j + 1].norm in _CONTAINS:
            j += 2  # `paket bantuan yang mencakup 350 rudal`
            continue
        if kind is Kind.REL:
            behind = _past_ability(units, j, trigger)
            relative = behind == j
            j = max(behind, j + 1)
            continue
        if (
            prep
            and not (kind is Kind.LEX and not slots.object and prep == "maker")
            and not (prep == "maker" and kind is Kind.LEX and not _maker_of(units, j))
        ):
            k, done = _prepositional(s, j, slots, weapon_at, relative)
            if done:
                break
            j = k
            comma = False
            continue
        if comma and unit.norm.startswith("imbalan"):
            break  # `Sudan beri Rusia pangkalan, imbalannya senjata`: what comes back is no part of the gift
        if kind in (Kind.SUB, Kind.SPEECH):
            listed = unit.norm in ("seperti", "termasuk", "yakni", "yaitu")
            if listed and (_weapon_soon(units, j) or (j + 1 < count and units[j + 1].prep == "to")):
                j += 1
                continue
            break
        if kind is Kind.ACTOR and comma and _seat(units, j):
            j += 2
            comma = False
            continue
        if kind is Kind.ACTOR:
            if relative or (comma and not _listed(units, j)):
                break
            group, k = coordinated(units, j, Kind.ACTOR)
            if weapon_at >= 0 and waiting <= 2 and units[j - 1].kind is not Kind.AND:
                slots.add("owner", group)
            elif trigger.noun and not slots.object and waiting <= 2:
                slots.add("noun-owner", group)
            elif trigger.voice is Voice.PASSIVE and (waiting <= 1 or _in_the_name(units[i + 1 : j])):
                slots.add("by", group)
            elif not trigger.noun and weapon_at < 0 and waiting <= 3:
                slots.add("object-actor", group)
            elif weapon_at >= 0:
                slots.add("owner", group)
            slots.last = k - 1
            waiting = 0
            j = k
            continue
        if kind is Kind.TROOPS and any(lexeme.wire == "give-to" for lexeme, _ in trigger.lexemes):
            j += 1
            continue
        if kind in (Kind.WEAPON, Kind.TROOPS, Kind.CARGO, Kind.TREATY):
            if relative:
                break
            if comma and weapon_at < 0 and "object-actor" in slots.groups and _receives(trigger):
                break  # `terima Menhan India, rudal BrahMos dibahas`
            if weapon_at < 0 and comma and waiting and trigger.voice is Voice.BARE and units[j - 1].norm == ",":
                break  # `tolak jual mesin, kapal selam ...`: the next clause
            if weapon_at < 0:
                group, k = coordinated(units, j, kind)
                slots.object.extend(group)
                weapon_at = j
                slots.last = k - 1
                j = k
                waiting = 0
                continue
            if kind is Kind.WEAPON and (
                units[j - 1].kind in (Kind.AND, Kind.WEAPON)
                or units[j - 1].norm in ("termasuk", "berupa", "jenis", "tipe", "seperti", ",", "(", '"', "“")
                or units[j - 1].kind in (Kind.NUMBER, Kind.AUX)
                or waiting <= 2
            ):
                slots.object.append(unit)
                slots.last = j
                waiting = 0
            j += 1
            continue
        if kind is Kind.PRONOUN:
            if comma:
                break
            j += 1
            waiting += 1
            continue
        if kind in (Kind.VERB, Kind.ATTACK, Kind.OP, Kind.LEX) and not unit.noun:
            if kind is Kind.VERB and unit.norm in (
                "berupa",
                "senilai",
                "seharga",
                "berjumlah",
                "bernilai",
                "meliputi",
                "mencakup",
                "berisi",
            ):
                slots.contents = slots.contents or unit.norm in _CONTAINS
                j += 1
                continue
            if not slots.object and kind is Kind.LEX and j and units[j - 1].kind is Kind.AND:
                j += 1
                continue
            break
        if kind is Kind.LEX and unit.noun and weapon_at >= 0 and units[j - 1].kind is Kind.AND:
            break
        if unit.place and trigger.voice is not Voice.PASSIVE:
            slots.places.append(unit.place)  # `memasuki Gao`
        if unit.norm in ("itu", "tersebut", "ini"):
            slots.anaphor = slots.anaphor or waiting <= 1
            if weapon_at < 0 and waiting <= 2 and units[j - 1].norm in GOODS:
                slots.goods = slots.anaphor = True
            if weapon_at < 0:
                slots.pronoun = slots.pronoun or "itu"
        elif unit.norm not in ("-",):
            waiting += 1
        j += 1
    return j


_INSTITUTIONS = word_set(
    """
    kementerian pertahanan menteri perdana presiden panglima angkatan laut udara darat bersenjata tentara pasukan
    perusahaan industri pabrikan produsen galangan kapal parlemen pihak pemerintah otoritas
    """
)


def _in_the_name(between: list[Unit]) -> bool:
    """`dikirim [Angkatan Laut] Prancis`, `diteken [Menteri Pertahanan] Prancis`: who acts for the state named."""
    return bool(between) and all(w in _INSTITUTIONS for u in between for w in u.norm.split())


_ABLE = word_set("mampu dapat bisa sanggup")
_ABILITY = 14


def _past_ability(units: list[Unit], j: int, trigger: Unit) -> int:
    """Where `ke Mesir` stands in `rudal [yang mampu menjangkau sasaran sejauh 300 km] ke Mesir`; `j` when nowhere."""
    if j + 1 >= len(units) or units[j + 1].norm not in _ABLE:
        return j
    side = "from" if any(lexeme.wire in ("get", "buy") for lexeme, _ in trigger.lexemes) else "to"
    for k in range(j + 2, min(len(units) - 1, j + _ABILITY)):
        if units[k].kind is Kind.MARK:
            return j
        if units[k].prep == side and units[k + 1].kind is Kind.ACTOR:
            return k
    return j


def _seat(units: list[Unit], j: int) -> bool:
    """`di La Spezia, Italia, kepada ...`: the state behind a town, between commas."""
    if j + 2 >= len(units) or units[j - 1].norm != "," or units[j + 1].norm != "," or not units[j + 2].prep:
        return False
    k = j - 2
    while k > 0 and j - k < 6 and units[k].kind is Kind.WORD and units[k].capital:
        k -= 1
    return units[k].norm == "di" and k < j - 2


def _receives(trigger: Unit) -> bool:
    return any(lexeme.wire == "get" for lexeme, _ in trigger.lexemes)


def _maker_of(units: list[Unit], j: int) -> bool:
    return (
        j > 0
        and j + 1 < len(units)
        and units[j - 1].kind in (Kind.WEAPON, Kind.WORD, Kind.NUMBER)
        and units[j + 1].kind is Kind.ACTOR
    )


def _listed(units: list[Unit], j: int) -> bool:
    return units[j - 1].kind is Kind.AND


def _weapon_soon(units: list[Unit], j: int) -> bool:
    return any(u.kind is Kind.WEAPON for u in units[j + 1 : j + 4])


def _close(units: list[Unit], j: int) -> int:
    for k in range(j + 1, min(len(units), j + 14)):
        if units[k].norm == ")":
            return k + 1
    return j + 1


def _short_quote(units: list[Unit], j: int) -> int:
    for k in range(j + 1, min(len(units), j + 6)):
        if units[k].norm in '"”“':
            return k
    return -1 if j + 6 < len(units) else j


def _prepositional(s: Sentence, j: int, slots: Slots, weapon_at: int, relative: bool) -> tuple[int, bool]:
    """Reads the phrase of the preposition at `j`; returns where to go on and whether the clause is over."""
    units = s.units
    slot = units[j].prep
    count = len(units)
    k = j + 1
    target = False
    steps = 0
    while k < count and steps < 7:
        unit = units[k]
        if unit.kind is Kind.ACTOR:
            group, after = coordinated(units, k, Kind.ACTOR)
            if slot == "with" and any(u.norm == "tujuan" for u in units[j + 1 : k]):
                slot = "to"  # `dengan tujuan akhir Israel`
            if slot == "to" and target:
                slots.add("target", group)
            elif not relative or slot == "to":
                if not (slot == "for" and _war_against(units, j, k)):
                    slots.add("maker" if slot == "maker" else slot, group)
                slots.last = max(slots.last, after - 1)
            return after, False
        if unit.kind is Kind.WEAPON:
            own = all(u.norm.endswith("nya") for u in slots.object)  # `melengkapi kapal patrolinya dengan rudal`
            if slot == "with" and (not slots.object or (weapon_at >= 0 and own)):
                group, after = coordinated(units, k, Kind.WEAPON)
                slots.add("with-weapon", group)
                slots.last = after - 1
                return after, False
            if slot in ("for", "of", "about", "owner") or weapon_at >= 0:
                if slot == "for" and weapon_at >= 0 and k == j + 1 and j == weapon_at + 1:
                    slots.object.append(unit)  # `amunisi untuk sistem pertahanan udara`
                if (
                    slot == "for"
                    and weapon_at < 0
                    and all(u.kind in (Kind.NUMBER, Kind.AUX) or u.norm in _COUNTS for u in units[j + 1 : k])
                ):
                    slots.object.append(unit)
                    slots.last = k
                return k + 1, False
            if weapon_at < 0 and (slot in ("about", "at") or (slot == "against" and units[j - 2].op == "seek")):
                slots.object.append(unit)
                slots.last = k
            return k + 1, False
        if unit.kind in (Kind.MARK, Kind.REL, Kind.SUB, Kind.SPEECH):
            if unit.norm in ("(", "“", '"') and steps == 0:
                k += 1
                continue
            return k, False
        if unit.prep == "owner" and steps > 0:
            target = True  # `ke pangkalan milik Suriah`
            k += 1
            steps += 1
            continue
        if unit.prep and steps == 0 and slot == "with":
            return k, False  # `membangun pabrik bersama di Indonesia`: together, not with somebody
        if unit.prep and (steps > 0 or slot == "maker"):
            if unit.norm in ("di", "pada", "dalam") and slot in ("to", "for", "from") and steps <= 2:
                slots.add("at-target", [])
                if any(u.norm in ("kelompok", "milisi", "pemberontak", "pejuang") for u in units[j:k]):
                    k += 1
                    steps += 1
                    continue
            return k, False
        if (unit.kind in (Kind.VERB, Kind.OP, Kind.ATTACK) and unit.verbal and not unit.noun) or (
            unit.kind is Kind.LEX and not unit.noun
        ):
            if slot in ("for", "with"):
                beneficiary = _beneficiary(units, k) if slot == "for" else None
                if beneficiary is not None:
                    slots.add("for-weak", [beneficiary])
                return k, True
            return k, slot not in ("at", "time", "until")
        if unit.norm in _TARGETS and units[k - 1].norm != "angkatan":
            target = True
        if unit.place and slot in ("to", "at"):
            slots.places.append(unit.place)
        if slot == "from" and (unit.place or unit.norm in ("pt", "cv")):
            slots.yards.append(unit.place or "ID")  # `dari PT Palindo Marine`
        pointed = k + 1 < count and units[k + 1].norm in ("itu", "tersebut")
        if unit.kind is Kind.PRONOUN or (pointed and unit.norm in ("negaranya", "negara", "kelompok", "pihak")):
            slots.add(slot + "-pronoun", [unit])
            slots.last = max(slots.last, k)
        k += 1
        steps += 1
    return k, False


def _war_against(units: list[Unit], j: int, k: int) -> bool:
    """`untuk perang melawan Rusia`, `untuk serangan ke Ukraina`: not the beneficiary."""
    return any(u.norm in _FIGHTS or u.kind is Kind.ATTACK for u in units[j + 1 : k])


def _beneficiary(units: list[Unit], k: int) -> Unit | None:
    """`untuk membantu (perang) Rusia`: who gains from it."""
    if not any(root in units[k].norm for root in BENEFIT):
        return None
    for unit in units[k + 1 : k + 5]:
        if unit.kind is Kind.ACTOR:
            return unit
        if unit.prep or unit.kind in (Kind.MARK, Kind.VERB):
            return None
    return None
