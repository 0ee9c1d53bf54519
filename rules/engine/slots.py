"""What stands around a verb or noun: the slots of its grammar, before anybody says which role they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from rules.engine.control import blames, embedded_stranger, individual, shared_subject, subjectless
from rules.engine.units import GOODS, WHOLES, Kind, Sentence, Unit
from rules.indonesian import grammar
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

REACH = 45
"""How many units a scan walks at most."""

_EVENTS = word_set(
    """
    serangan invasi perang ancaman sanksi tekanan agresi konflik krisis pemboman gempuran operasi pendudukan ketegangan
    musuh lawan wilayah perbatasan langit pangkalan pelabuhan kapal warga rakyat perairan kebijakan ekonomi hubungan
    pengaruh kekhawatiran kemarahan kritik reaksi respons tanggapan ambisi dominasi kekuatan sejarah media pengamat
    oposisi kepentingan keamanan stabilitas kota ibukota provinsi bursa pasar ancamannya tudingan tuduhan desakan
    """
)
_STRANGERS = word_set(
    "negara perusahaan kelompok pihak sekutu sekutunya pabrik produsen kontraktor pedagang warga pemasok orang siapa"
)
_COUNTS = word_set("dua tiga empat lima enam tujuh delapan sembilan sepuluh puluh belas ratus ribu juta satu sebuah")
_TARGETS = word_set(
    """
    sasaran target arah posisi garis pangkalan medan perbatasan laut perairan selat teluk
    """
)
COMPLEMENTS = frozenset(("agar", "supaya", "bahwa"))
"""Links whose clause is what the verb in front of them says, asks or denies."""
_CONTAINS = word_set("mencakup meliputi berisi berisikan memuat termasuk berupa")
_FIGHTS = word_set(
    "serangan melawan lawan menyerang serang invasi menginvasi memerangi perangi menghadapi hadapi mengimbangi gempur"
)
_BENEFIT = ("bantu", "dukung", "perkuat", "sokong", "lindungi", "persenjata")


@dataclass(slots=True)
class Slots:
    """Units by slot, and the words of mood passed on the way."""

    subject: list[Unit] = field(default_factory=list)
    object: list[Unit] = field(default_factory=list)
    groups: dict[str, list[Unit]] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)  # states of the ports and bases behind `ke`, `di`
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
    shared: bool = False  # the subject is that of the neighbour clause

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
        if m < len(units) and units[m].kind is kind and (kind is not Kind.ACTOR or not _opens_clause(units, m)):
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


def _opens_clause(units: list[Unit], i: int) -> bool:
    """`..., Rusia mengatakan`: the actor after a comma is the subject of what follows."""
    if units[i - 1].kind is Kind.AND:
        return False
    after = units[i + 1] if i + 1 < len(units) else None
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
            relative = True
            j += 1
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
        if kind is Kind.ACTOR:
            if relative or (comma and not _listed(units, j)):
                break
            group, k = coordinated(units, j, Kind.ACTOR)
            if weapon_at >= 0 and waiting <= 2 and units[j - 1].kind is not Kind.AND:
                slots.add("owner", group)
            elif trigger.noun and not slots.object and waiting <= 2:
                slots.add("noun-owner", group)
            elif trigger.voice is Voice.PASSIVE and waiting <= 1:
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
            if weapon_at < 0 and slot in ("about", "at"):
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
        if unit.norm in _TARGETS:
            target = True
        if unit.place and slot in ("to", "at"):
            slots.places.append(unit.place)
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
    if not any(root in units[k].norm for root in _BENEFIT):
        return None
    for unit in units[k + 1 : k + 5]:
        if unit.kind is Kind.ACTOR:
            return unit
        if unit.prep or unit.kind in (Kind.MARK, Kind.VERB):
            return None
    return None


def look_left(s: Sentence, i: int, slots: Slots) -> None:
    """Finds subject, antecedent and the words of mood in front of the trigger at `i`."""
    units = s.units
    j = i - 1
    linked = False
    coord = False
    comma = False
    slots.first = i
    floor = max(0, i - REACH)
    while j >= floor:
        unit = units[j]
        kind = unit.kind
        if kind is Kind.MARK:
            if unit.norm in ".;?!":
                break
            if unit.norm == ":":
                slots.claimed_by = speaker_before_colon(units, j)
                slots.imperative = units[j + 1].voice is Voice.BARE and j > 0
                break
            if unit.norm == ")":
                j = _open(units, j) - 1
                continue
            if unit.norm in '"“”':
                k = _short_quote_left(units, j)
                if k < 0:
                    break
                j -= 1
                continue
            comma = comma or unit.norm == ","
            j -= 1
            continue
        if kind is Kind.REL and (j == 0 or units[j - 1].kind is Kind.MARK):
            slots.subject = _clefted(units, i)
            if slots.subject:
                slots.first = j
                return
        if kind is Kind.REL:
            slots.antecedent = True
            _antecedent(s, j, slots)
            _nonexistent(s, slots)
            told = slots.subject or (slots.object and units[i].voice is Voice.PASSIVE)
            slots.stranger = not told and slots.first == i
            return
        if kind is Kind.SUB:
            if unit.norm in grammar.CONTROL:
                linked = True
                j -= 1
                continue
            if comma and unit.norm in ("termasuk", "yakni", "yaitu") and j and units[j - 1].norm == ",":
                j -= 1
                continue
            if unit.norm in COMPLEMENTS:
                if unit.norm != "bahwa":
                    slots.mods.append(unit)
                bare = all(u.verbal or u.kind in (Kind.AUX, Kind.NEG, Kind.CUE) for u in units[j + 1 : i])
                if bare and unit.norm != "bahwa" and not units[i].noun | (units[i].voice is Voice.PASSIVE):
                    linked = True  # `mendesak [AS] agar mengirim`: the object of the demand acts
                    j -= 1
                    continue
                slots.stranger = slots.stranger or not (bare or units[i].voice is Voice.PASSIVE or j == i - 1)
                slots.first = j + 1
                operators_before(s, slots.first, slots)
                return
            slots.mods.append(unit)
            noun = units[i].noun and j == i - 1
            if (noun or subjectless(units, j, i)) and units[i].voice is not Voice.PASSIVE:
                slots.subject = shared_subject(units, j, noun=noun)
                if slots.subject:
                    slots.first = j
                    slots.shared = True
                    return
            break
        if kind is Kind.AND:
            coord = True
            j -= 1
            continue
        if unit.prep and kind in (Kind.PREP, Kind.LEX) and not (kind is Kind.LEX and unit.prep == "maker"):
            if unit.norm in grammar.CONTROL and _governs_verb(units, j, i):
                linked = True
                slots.purpose = slots.purpose or (
                    unit.prep == "for" and all(u.kind in (Kind.AUX, Kind.NEG) for u in units[j + 1 : i])
                )
            if unit.prep == "about" and unit.norm != "atas" and not _talks_before(units, j):
                _denied_subject(units, j, slots)
                break
            j -= 1
            continue
        if kind is Kind.ACTOR:
            group, first = _coordinated_left(units, j)
            ruler = _governor(units, first)
            if ruler is not None and (ruler.prep and ruler.kind is Kind.PREP and ruler.prep != "between"):
                if (
                    linked
                    and ruler.prep in ("for", "to")
                    and any(x.wire in ("buy", "get") for x, _ in units[i].lexemes)
                    and units[_behind(units, group)].norm in grammar.CONTROL
                    and _behind(units, group) == _last_link(units, i)
                ):
                    slots.subject, slots.first = group, first  # `kredit bagi [Indonesia] untuk membeli`
                    slots.add("lender", _subject_of(units, _at(units, ruler)))
                    return
                link = _last_link(units, i)
                if linked and ruler.prep == "to" and link > first and units[link].prep == "for":
                    slots.add("visited", group)  # `berkunjung ke [Seoul] untuk meminta amunisi`
                if ruler.prep == "with":
                    slots.add("partner-left", group)
                if ruler.prep in ("from", "for", "maker") and units[i].voice is Voice.PASSIVE:
                    slots.add(ruler.prep, group)  # `tank dari Jerman dikirim ke Ukraina`
                j = first - 1
                continue
            asked = _permission_asked(units, first)
            if asked >= 0:
                slots.mods.append(units[asked])  # `Polandia minta izin [Jerman] kirim Leopard`: who permits is no side
                j = asked - 1
                continue
            if first and units[first - 1].norm == "berbendera":
                j = first - 2  # the flag of a ship tells no side
                continue
            inside = _agent_inside(units, first) if units[i].voice is Voice.PASSIVE else -1
            if inside >= 0:
                slots.add("holder", group)  # `senjata [yang dipasok AS] dipakai Israel`, `bom [kiriman AS] dipakai ...`
                j = inside
                continue
            if ruler is not None and ruler.kind is Kind.SUB and ruler.norm == "menurut":
                slots.claimed_by = slots.claimed_by or group
                j = first - 1
                continue
            if ruler is not None and ruler.kind is Kind.WEAPON:
                if ruler.weapon in ("warship", "transport-aircraft") and _carries(units[i]):
                    slots.subject, slots.first = group, first  # `kapal perang [Mesir] turunkan kargo senjata`
                    operators_before(s, first, slots)
                    return
                if units[i].voice is Voice.PASSIVE:
                    slots.add("holder", group)
                j = first - 1
                continue
            if first and units[first - 1].op == "accuse" and units[first - 1].voice is Voice.PASSIVE:
                slots.op_subjects[id(units[first - 1])] = group
                j = first - 1
                continue
            if (
                ruler is not None
                and ruler.verbal == "active"
                and ruler.kind in (Kind.VERB, Kind.OP, Kind.ATTACK, Kind.LEX)
            ):
                if linked and ruler.norm in _CHOOSE:
                    slots.add("for-weak", _subject_of(units, _at(units, ruler)))
                elif (linked or coord or comma) and ruler.op not in ("accuse", "demand", "confirm", "deny", "seek"):
                    if linked and any(root in ruler.norm for root in _BENEFIT):
                        slots.add("for-weak", group)
                    if comma and blames(ruler):
                        slots.add("against", group)
                    j = first - 1
                    continue
                own = any(u.verbal and u.norm != "membantu" for u in units[_behind(units, group) : i])
                if "bantu" in ruler.norm and (own or not units[i].noun):
                    slots.add("helped", group)  # `Iran membantu [Rusia] membangun pabrik`
                    slots.mods.append(ruler)
                    slots.subject = _subject_of(units, _at(units, ruler)) or group
                    slots.first = _at(units, slots.subject[0])
                    operators_before(s, slots.first, slots)
                    return
                slots.subject = group
                slots.first = first
                operators_before(s, first, slots)
                return
            if _event_head(units, first):
                j = first - 1
                continue
            answered = first > 1 and units[first - 1].op == "seek" and units[first - 1].noun and not units[i].noun
            if answered and units[first - 2].op in ("refuse", "approve") and units[first - 2].verbal == "active":
                if any(x.wire in ("buy", "get") for x, _ in units[i].lexemes):
                    slots.subject, slots.first = group, first - 2  # `AS tolak permohonan [Turki] untuk membeli F-35`
                    slots.mods.append(units[first - 2])
                    slots.add("lender", _subject_of(units, first - 2))
                    return
                onward = {u.norm for u in units[i + 1 : i + 4]} & {"kembali", "ulang"} or "terus" in units[i].norm
                if not onward:
                    j = first - 2  # `Lula tolak permintaan [Jerman] kirim amunisi`: who answers would send
                    continue
                slots.mods.append(units[first - 2])  # `Swiss tolak permintaan [Denmark] kirim kembali panser`
                slots.subject, slots.first = group, first - 2
                return
            punisher = _bare_blame(units, first) if comma else -1
            if punisher >= 0:
                slots.add("against", group)  # `Kanada hukum [Israel], setop ekspor senjata`
                j = punisher
                continue
            if first and units[first - 1].norm in _CHOOSE and any(x.frame == "production" for x, _ in units[i].lexemes):
                slots.add("with", group)  # `PTDI gandeng Turkish Aerospace kembangkan drone`
                j = first - 2
                continue
            getting = any(x.wire in ("buy", "get") for x, _ in units[i].lexemes)
            if linked and not getting and first and units[first - 1].op in ("seek", "offer") and units[first - 1].noun:
                slots.op_subjects[id(units[first - 1])] = group
                j = first - 1
                continue
            if individual(units, first):
                slots.stranger = True
            else:
                slots.subject = group
            slots.first = first
            operators_before(s, first, slots)
            return
        if kind is Kind.PRONOUN and j and units[j - 1].prep:
            j -= 1
            continue
        if kind is Kind.PRONOUN:
            slots.pronoun = unit.norm
            slots.first = j
            operators_before(s, j, slots)
            return
        if kind in (Kind.OP, Kind.CUE, Kind.NEG) or (kind is Kind.LEX and unit.op) or kind is Kind.LEX:
            slots.mods.append(unit)
        elif kind in (Kind.VERB, Kind.ATTACK):
            slots.crossed = True
            slots.mods.append(unit)
        elif kind is Kind.AUX:
            slots.mods.append(unit)
        elif kind is Kind.WEAPON:
            if not slots.object and units[i].voice in (Voice.PASSIVE, Voice.MIDDLE):
                slots.object = _weapons_left(units, j)
                slots.first = j
                if _prep_before(units, j) is None:
                    operators_before(s, j, slots)
                    return
        elif kind is Kind.WORD and units[i].voice is Voice.PASSIVE and _points_back(units, j):
            slots.goods = slots.anaphor = True
            slots.first = j
            operators_before(s, j, slots)
            return
        elif (kind is Kind.WORD and units[i].voice is Voice.ACTIVE and embedded_stranger(units, j, i)) or (
            kind is Kind.WORD
            and unit.norm in _STRANGERS
            and units[i].kind is Kind.LEX
            and not units[i].noun
            and units[i].voice is not Voice.PASSIVE
            and not (j + 1 < len(units) and units[j + 1].norm in ("itu", "tersebut"))
        ):
            slots.stranger = True
            slots.first = j
            operators_before(s, j, slots)
            return
        elif (
            kind is Kind.WORD
            and unit.norm in ("negara", "negeri", "pemerintah")
            and j + 1 < len(units)
            and units[j + 1].norm in ("itu", "tersebut")
        ):
            slots.pronoun = "negara itu"
            slots.first = j
            operators_before(s, j, slots)
            return
        j -= 1
    slots.first = min(slots.first, max(j + 1, 0))
    if linked and not slots.subject and j < 0:
        slots.cataphoric = True


def _carries(trigger: Unit) -> bool:
    return not trigger.noun and any(x.root in ("bawa", "angkut", "turunkan kargo", "muat") for x, _ in trigger.lexemes)


_PERMITS = frozenset(("izin", "restu", "persetujuan", "lisensi"))


def _permission_asked(units: list[Unit], first: int) -> int:
    """Index of `minta izin` in front of the actor at `first`, -1 when there is none."""
    at = first - 1
    if at >= 0 and units[at].op == "plan" and units[at].norm.rpartition(" ")[2] in _PERMITS:
        return at
    return -1


def _agent_inside(units: list[Unit], first: int) -> int:
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


def _clefted(units: list[Unit], i: int) -> list[Unit]:
    """`Yang memasok amunisi itu adalah [Pakistan]`: the predicate of a cleft is its subject."""
    for n in range(i + 1, min(len(units), i + 12)):
        if units[n].norm in ("adalah", "ialah"):
            return [u for u in units[n + 1 : n + 3] if u.kind is Kind.ACTOR][:1]
        if units[n].kind is Kind.MARK:
            return []
    return []


def _points_back(units: list[Unit], j: int) -> bool:
    after = units[j + 1].norm if j + 1 < len(units) else ""
    return units[j].norm in WHOLES or (units[j].norm in GOODS and after in ("itu", "tersebut"))


def _behind(units: list[Unit], group: list[Unit]) -> int:
    return min(_at(units, group[-1]) + 1, len(units) - 1)


def _last_link(units: list[Unit], i: int) -> int:
    return next((n for n in range(i - 1, max(-1, i - 4), -1) if units[n].norm in grammar.CONTROL), -1)


def _bare_blame(units: list[Unit], first: int) -> int:
    """Index of the actor whose bare verb of blame governs the one at `first`; -1 when there is none."""
    k = first - 1
    if k < 1 or units[k].kind is not Kind.WORD or not blames(units[k]):
        return -1
    while k >= 0 and first - k < 5:
        if units[k].kind is Kind.ACTOR:
            return k
        k -= 1
    return -1


def _nonexistent(s: Sentence, slots: Slots) -> None:
    """`memastikan [tidak ada] senjata yang dikirim`: what does not exist was not sent."""
    units = s.units
    k = slots.first - 1
    while k > 0 and slots.first - k < 4 and units[k].kind in (Kind.WORD, Kind.NUMBER, Kind.AUX):
        if units[k].norm in ("ada", "satupun", "pun") and units[k - 1].kind is Kind.NEG:
            slots.mods.append(units[k - 1])
            slots.nothing = True
            operators_before(s, k - 1, slots)
            return
        k -= 1
    if k >= 0 and k == slots.first - 1 and slots.object and units[k].norm in ("tiada", "tanpa"):
        slots.mods.append(units[k])
        slots.nothing = True


_CHOOSE = word_set("memilih pilih menunjuk tunjuk menggandeng gandeng")
"""Verbs whose object does what follows for the subject: `Peru memilih Hyundai untuk memasok tank`."""


def _at(units: list[Unit], unit: Unit) -> int:
    return next(n for n, u in enumerate(units) if u is unit)


def _denied_subject(units: list[Unit], j: int, slots: Slots) -> None:
    """`Teheran tepis tudingan Barat soal [kiriman rudal]`: what the denial is about is denied."""
    for k in range(j - 1, max(-1, j - 6), -1):
        if units[k].op == "deny" and units[k].verbal == "active" and not (k and units[k - 1].kind is Kind.NEG):
            slots.mods.append(units[k])
            slots.subject = _subject_of(units, k)
            slots.op_subjects[id(units[k])] = slots.subject
            slots.first = k
            return
        if units[k].kind in (Kind.VERB, Kind.MARK, Kind.LEX, Kind.REL):
            return


def _talks_before(units: list[Unit], j: int) -> bool:
    """`perundingan antara AS dan Iran mengenai ...`: talks reach over `mengenai`, other verbs do not."""
    for k in range(j - 1, max(-1, j - 9), -1):
        unit = units[k]
        if unit.op in ("negotiate", "consider"):
            return True
        if unit.kind not in (Kind.ACTOR, Kind.AND, Kind.WORD, Kind.PREP, Kind.AUX) and unit.norm not in "()":
            return False
    return False


_CONTROLS = word_set(
    """
    minta meminta mendesak desak ajak mengajak menuntut tuntut serukan menyerukan mendorong dorong menuduh tuduh
    menuding tuding mengimbau memohon mohon menyarankan sarankan larang melarang mencegah cegah
    """
)
"""Verbs whose object does what follows: `X meminta [negara-negara Muslim] mengirim ...`."""


def _someone_between(units: list[Unit], j: int, i: int) -> bool:
    """Whether a noun phrase that names no known actor stands between the verb at `j` and the trigger."""
    return any(u.kind is Kind.WORD and len(u.norm) > 3 for u in units[j + 1 : i])


def _governs_verb(units: list[Unit], j: int, i: int) -> bool:
    for unit in units[j + 1 : i + 1]:
        if unit.verbal:
            return True
        if unit.kind in (Kind.ACTOR, Kind.WEAPON):
            return False
    return True


def _open(units: list[Unit], j: int) -> int:
    for k in range(j - 1, max(-1, j - 14), -1):
        if units[k].norm == "(":
            return k
    return j


def _short_quote_left(units: list[Unit], j: int) -> int:
    for k in range(j - 1, max(-1, j - 6), -1):
        if units[k].norm in '"“”':
            return k
    return -1 if j > 5 else j


def _weapons_left(units: list[Unit], j: int) -> list[Unit]:
    found = [units[j]]
    k = j - 1
    while k >= 1 and (units[k].kind is Kind.AND or units[k].norm == ","):
        m = k - 1
        if units[m].kind is Kind.WEAPON:
            found.insert(0, units[m])
            k = m - 1
            continue
        break
    return found


def _prep_before(units: list[Unit], j: int) -> Unit | None:
    for k in range(j - 1, max(-1, j - 4), -1):
        if units[k].kind is Kind.PREP:
            return units[k]
        if units[k].kind not in (Kind.WORD, Kind.NUMBER, Kind.AUX):
            return None
    return None


def _coordinated_left(units: list[Unit], j: int) -> tuple[list[Unit], int]:
    """The list that ends at `j` and the index of its first member."""
    found = [units[j]]
    first = j
    k = j - 1
    titles = k
    while titles >= 1 and k - titles < 4 and units[titles].kind is Kind.WORD and not units[titles].verbal:
        titles -= 1  # `... dan utusan khusus AS`
    if titles != k and titles >= 1 and units[titles].kind is Kind.AND:
        k = titles
    while k >= 1 and (units[k].kind is Kind.AND or units[k].norm in (",", "/")):
        m = k - 1
        while m > 0 and k - m <= 3 and units[k].kind is Kind.AND and units[m].kind is Kind.WORD and units[m].capital:
            m -= 1  # `Menlu Iran Abbas Araghchi dan ...`
        if m > 0 and units[k].kind is Kind.AND and units[m].norm == ",":
            m -= 1  # `Mali, Niger, dan Burkina Faso`
        if units[m].norm == ")":
            m = _open(units, m) - 1
        if m >= 0 and units[m].kind is Kind.ACTOR and (units[k].kind is Kind.AND or len(found) > 1):
            if units[k].norm == "," and len(found) > 1 and units[_at(units, found[0]) + 1].norm == "-":
                break  # `Tak gubris ancaman AS, India-Rusia ...`: a hyphenated pair is whole
            ruler = _governor(units, m) if units[k].norm == "," else None
            if ruler is not None and ruler.kind is Kind.PREP:
                break  # `di Jakarta, Rusia dan Iran ...`
            found.insert(0, units[m])
            first = m
            k = m - 1
            continue
        break
    return found, first


def _governor(units: list[Unit], first: int) -> Unit | None:
    """What the noun phrase that starts at `first` hangs on: a preposition, a verb, a weapon that it owns."""
    k = first - 1
    steps = 0
    while k >= 0 and steps < 5:
        unit = units[k]
        if unit.kind in (Kind.PREP, Kind.WEAPON, Kind.SUB) or unit.prep:
            return unit
        if unit.verbal == "active" and unit.kind in (Kind.VERB, Kind.OP, Kind.ATTACK, Kind.LEX):
            return unit
        if unit.norm == "-":
            k -= 1
            continue
        if unit.kind is Kind.AND and k and units[k - 1].kind is Kind.ACTOR:
            k -= 2  # `ke China dan negara-negara bekas Uni Soviet`
            continue
        if unit.kind not in (Kind.WORD, Kind.AUX, Kind.NUMBER):
            return None
        if unit.capital is False and unit.norm in ("itu", "tersebut", "ini"):
            return None
        k -= 1
        steps += 1
    return None


def _event_head(units: list[Unit], first: int) -> bool:
    k = first - 1
    while k >= 0 and first - k <= 3 and units[k].kind is Kind.WORD and not units[k].capital:
        if units[k].norm in _EVENTS:
            return True
        k -= 1
    return first > 0 and units[first - 1].norm in _EVENTS


_ONLOOKERS = word_set("eks mantan pengamat analis pakar peneliti guru profesor")
"""Who speaks about a state's affairs without speaking for it."""


def speaker_before_colon(units: list[Unit], j: int) -> list[Unit]:
    """`Dubes Iran di Tengah Perang dengan Israel: ...`: the first actor that hangs on no preposition."""
    found: list[Unit] = []
    for k in range(j - 1, max(-1, j - 14), -1):
        if units[k].kind is Kind.ACTOR and not (k and units[k - 1].prep):
            found = [] if any(u.norm in _ONLOOKERS for u in units[max(0, k - 4) : k]) else [units[k]]
        if units[k].kind is Kind.MARK and units[k].norm in ".;:?!":
            break
    return found


def operators_before(s: Sentence, first: int, slots: Slots) -> None:
    """Operators that govern the whole clause: `AS menuduh [Iran mengirim ...]`, `Bantah [X memasok ...]`."""
    units = s.units
    steps = 0
    k = first - 1
    while k >= 0 and steps < 14:
        unit = units[k]
        if unit.kind is Kind.MARK and unit.norm in ".;?!":
            return
        if unit.kind is Kind.MARK and unit.norm == ":":
            slots.claimed_by = slots.claimed_by or speaker_before_colon(units, k)
            return
        if unit.kind is Kind.MARK and unit.norm == "," and (steps > 0 or not _says(units, k - 1)):
            return  # `Setelah ditunda, Jerman ...`: what stands in front is a clause of its own
        if unit.kind in (Kind.VERB, Kind.ATTACK) or (unit.kind is Kind.LEX and unit.verbal and not unit.op):
            return
        if unit.prep == "about":
            return
        if unit.kind is Kind.OP or (unit.kind is Kind.LEX and unit.op and unit.verbal):
            if (unit.op and not unit.noun) or unit.op in ("accuse", "deny", "demand", "seek", "negotiate"):
                slots.mods.append(unit)
                holder = _subject_of(units, k)
                if holder:
                    slots.op_subjects[id(unit)] = holder
            if unit.verbal and unit.op in ("accuse", "confirm", "demand", "deny", "seek", "refuse", "offer"):
                _negation_before(units, k, slots)
                _denied_report(units, k, slots)
                if k and units[k - 1].norm == ":":
                    slots.claimed_by = slots.claimed_by or speaker_before_colon(units, k - 1)
                return
        elif unit.kind is Kind.CUE or (
            unit.kind is Kind.NEG and k + 1 < first and units[k + 1].kind in (Kind.OP, Kind.CUE)
        ):
            slots.mods.append(unit)
        elif unit.kind is Kind.SUB and unit.norm not in ("bahwa", "agar", "supaya"):
            slots.mods.append(unit)
            return
        elif unit.kind is Kind.REL:
            return
        k -= 1
        steps += 1


def _says(units: list[Unit], k: int) -> bool:
    return k >= 0 and units[k].op in ("accuse", "confirm") and units[k].verbal == "active"


def _negation_before(units: list[Unit], k: int, slots: Slots) -> None:
    for m in range(k - 1, max(-1, k - 4), -1):
        if units[m].kind is Kind.NEG:
            slots.mods.append(units[m])
        elif units[m].kind is not Kind.AUX:
            return


def _denied_report(units: list[Unit], k: int, slots: Slots) -> None:
    """`membantah kabar yang menyebut [X telah menerima ...]`: the denial reaches through the report."""
    if k < 3 or units[k].op != "accuse" or units[k - 1].kind is not Kind.REL:
        return
    for m in range(k - 2, max(-1, k - 6), -1):
        if units[m].op == "deny" and not units[m].noun:
            slots.mods.append(units[m])
            holder = _subject_of(units, m)
            if holder:
                slots.op_subjects[id(units[m])] = holder
            return
        if units[m].kind not in (Kind.WORD, Kind.CUE, Kind.OP, Kind.CARGO):
            return


def _subject_of(units: list[Unit], k: int) -> list[Unit]:
    if units[k].noun and k + 1 < len(units) and units[k + 1].kind is Kind.ACTOR:
        return [units[k + 1]]
    for m in range(k - 1, max(-1, k - 25), -1):
        unit = units[m]
        if unit.kind is Kind.ACTOR:
            group, first = _coordinated_left(units, m)
            ruler = _governor(units, first)
            if ruler is not None and ruler.kind is Kind.PREP:
                continue
            return group
        if unit.kind is Kind.MARK and unit.norm in ".;?!:":
            return []
    return []


def _antecedent(s: Sentence, at: int, slots: Slots) -> None:
    """What `yang` at `at` refers to: the weapon or actor that its noun phrase names."""
    units = s.units
    k = at - 1
    passed: list[Unit] = []
    inside = False
    while k >= 0 and at - k < 14:
        unit = units[k]
        if unit.kind is Kind.WEAPON:
            if slots.object:
                slots.first = k
                return
            slots.object = _weapons_left(units, k)
            slots.first = k
            _existing(units, k, slots)
            m = k - 1
            while m > 0 and units[m].norm in '"“”':
                m -= 1
            if m > 0 and units[m].kind is Kind.ACTOR and units[m - 1].kind is Kind.WEAPON:
                passed = passed or [units[m]]  # `sistem pertahanan udara Jerman "Iris-T"`
            if passed:
                slots.add("holder", passed)
            return
        if unit.kind is Kind.TREATY:
            slots.object = [unit]
            slots.first = k
            return
        if unit.kind is Kind.ACTOR:
            ruler = _governor(units, k)
            if ruler is not None and (ruler.kind is Kind.WEAPON or ruler.prep == "maker"):
                passed = [unit]
                k -= 1
                continue
            if _noun_of(units, k):
                return
            if ruler is not None and ruler.kind is Kind.PREP and ruler.prep == "at":
                k = _at(units, ruler) - 1  # `kapal Francop di dekat Siprus yang membawa ...`
                inside = True
                continue
            if inside:
                return
            slots.subject = [unit]
            slots.first = k
            return
        if unit.norm in _STRANGERS and k == at - 1:
            return
        if unit.kind in (Kind.LEX,) and unit.noun:
            slots.anaphor = True
            slots.first = k
            return
        if unit.kind is Kind.MARK and unit.norm == ")":
            k = _open(units, k) - 1
            continue
        if unit.kind is Kind.MARK and unit.norm in (",", '"', "“", "”", "-", "'"):
            k -= 1
            continue
        if unit.kind in (Kind.MARK, Kind.SUB, Kind.SPEECH):
            return
        if unit.kind in (Kind.VERB, Kind.OP, Kind.PREP) and at - k > 1 and not unit.norm.startswith("ber"):
            return
        k -= 1


def _existing(units: list[Unit], at: int, slots: Slots) -> None:
    """`Di UEA sudah terdapat laser yang dipinjamkan Israel`: what is there was given to those who live there."""
    if (
        units[0].norm == "di"
        and units[1].kind is Kind.ACTOR
        and any(u.norm in ("terdapat", "ada") for u in units[2:at])
    ):
        slots.add("for", [units[1]])


def _noun_of(units: list[Unit], k: int) -> bool:
    return k > 0 and units[k - 1].kind is Kind.LEX and units[k - 1].noun
