"""What stands in front of a trigger: subject, antecedent, and the words of mood passed on the way."""

from __future__ import annotations

from rules.engine.antecedents import antecedent
from rules.engine.control import (
    apposition,
    blames,
    embedded_stranger,
    individual,
    punished,
    shared_subject,
    subjectless,
)
from rules.engine.governors import (
    STRANGERS,
    coordinated_left,
    event_head,
    governor,
    opening_bracket,
    operators_before,
    position,
    prep_before,
    speaker_before_colon,
    subject_of,
    weapons_left,
)
from rules.engine.slots import BENEFIT, REACH, Slots
from rules.engine.units import GOODS, WHOLES, Kind, Sentence, Unit
from rules.indonesian import grammar
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

COMPLEMENTS = frozenset(("agar", "supaya", "bahwa"))
"""Links whose clause is what the verb in front of them says, asks or denies."""


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
                j = opening_bracket(units, j) - 1
                continue
            if unit.norm in '"“”':
                k = _short_quote_left(units, j)
                if k < 0:
                    break
                j -= 1
                continue
            opened = apposition(units, j) if unit.norm == "," else -1
            if opened > 0:
                j = opened - 1
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
            antecedent(s, j, slots)
            _nonexistent(s, slots)
            slots.sanctioned = not slots.subject and punished(units, j)
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
            group, first = coordinated_left(units, j)
            ruler = governor(units, first)
            if (
                ruler is not None
                and ruler.prep == "from"
                and ruler is units[first - 1]
                and _firm_from(units, first - 1)
            ):
                ruler = None  # `produsen senjata asal [Prancis] mengirim ...`
            if ruler is not None and (ruler.prep and ruler.kind is Kind.PREP and ruler.prep != "between"):
                if (
                    linked
                    and ruler.prep in ("for", "to")
                    and any(x.wire in ("buy", "get") for x, _ in units[i].lexemes)
                    and units[_behind(units, group)].norm in grammar.CONTROL
                    and _behind(units, group) == _last_link(units, i)
                ):
                    slots.subject, slots.first = group, first  # `kredit bagi [Indonesia] untuk membeli`
                    slots.add("lender", subject_of(units, position(units, ruler)))
                    return
                link = _last_link(units, i)
                if linked and ruler.prep == "to" and link > first and units[link].prep == "for":
                    slots.add("visited", group)  # `berkunjung ke [Seoul] untuk meminta amunisi`
                if ruler.norm in ("sejak", "semenjak") and ruler is units[first - 1] and units[i].verbal == "active":
                    slots.subject, slots.first, slots.since = group, first, True
                    return
                if ruler.prep == "with":
                    slots.add("partner-left", group)
                if ruler.prep in ("from", "for", "maker") and units[i].voice is Voice.PASSIVE:
                    owned = ruler.norm in ("bekas", "eks")  # `fregat bekas Inggris dijual ke ...`
                    slots.add("from" if owned else ruler.prep, group)  # `tank dari Jerman dikirim ke Ukraina`
                j = first - 1
                continue
            chosen = _chosen(units, first) if any(x.frame == "production" for x, _ in units[i].lexemes) else -1
            if chosen >= 0:
                slots.add("with", group)  # `PTDI gandeng Turkish Aerospace kembangkan drone`
                j = chosen - 1
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
            if ruler is not None and ruler.kind is Kind.WEAPON and group[0].company and _maker_named(units, ruler):
                ruler = None  # `Pabrikan drone Turki [Baykar] memastikan ...`
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
                    slots.add("for-weak", subject_of(units, position(units, ruler)))
                elif (linked or coord or comma) and ruler.op not in ("accuse", "demand", "confirm", "deny", "seek"):
                    if linked and any(root in ruler.norm for root in BENEFIT):
                        slots.add("for-weak", group)
                    if comma and blames(ruler):
                        slots.add("against", group)
                    j = first - 1
                    continue
                own = any(u.verbal and u.norm != "membantu" for u in units[_behind(units, group) : i])
                if "bantu" in ruler.norm and (own or not units[i].noun):
                    slots.add("helped", group)  # `Iran membantu [Rusia] membangun pabrik`
                    slots.mods.append(ruler)
                    helper = _helper(units, position(units, ruler))
                    slots.subject = helper or group
                    slots.first = position(units, slots.subject[0])
                    operators_before(s, slots.first, slots)
                    slots.sanctioned = not helper and punished(units, position(units, ruler))
                    return
                slots.subject = group
                slots.first = first
                operators_before(s, first, slots)
                return
            if event_head(units, first):
                j = first - 1
                continue
            answered = first > 1 and units[first - 1].op == "seek" and units[first - 1].noun and not units[i].noun
            if answered and units[first - 2].op in ("refuse", "approve") and units[first - 2].verbal == "active":
                if any(x.wire in ("buy", "get") for x, _ in units[i].lexemes):
                    slots.subject, slots.first = group, first - 2  # `AS tolak permohonan [Turki] untuk membeli F-35`
                    slots.mods.append(units[first - 2])
                    slots.add("lender", subject_of(units, first - 2))
                    return
                onward = {u.norm for u in units[i + 1 : i + 4]} & {"kembali", "ulang"} or "terus" in units[i].norm
                if not onward:
                    j = first - 2  # `Lula tolak permintaan [Jerman] kirim amunisi`: who answers would send
                    continue
                slots.mods.append(units[first - 2])  # `Swiss tolak permintaan [Denmark] kirim kembali panser`
                slots.subject, slots.first = group, first - 2
                return
            if comma and _met(units, first):
                slots.add("visited", group)  # `Brunei kunjungi [Pindad], incar rantis`
                j = first - 2
                continue
            punisher = _bare_blame(units, first) if comma else -1
            if punisher >= 0:
                slots.add("against", group)  # `Kanada hukum [Israel], setop ekspor senjata`
                j = punisher
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
        if _relative_before(units, j, i):
            j -= 2  # `howitzer yang dijanjikan [telah] diserahkan`: the main verb, its subject is the howitzer
            continue
        if kind in (Kind.OP, Kind.CUE, Kind.NEG) or (kind is Kind.LEX and unit.op) or kind is Kind.LEX:
            slots.mods.append(unit)
        elif kind in (Kind.VERB, Kind.ATTACK):
            slots.crossed = True
            slots.mods.append(unit)
        elif kind is Kind.AUX:
            slots.mods.append(unit)
        elif kind is Kind.WEAPON:
            beside = bool(slots.object) and units[i].voice is Voice.PASSIVE and position(units, slots.object[0]) > i + 3
            if (not slots.object or beside) and units[i].voice in (Voice.PASSIVE, Voice.MIDDLE):
                slots.object = [*weapons_left(units, j), *slots.object]
                slots.first = j
                if prep_before(units, j) is None:
                    operators_before(s, j, slots)
                    return
        elif kind is Kind.WORD and units[i].voice is Voice.PASSIVE and _points_back(units, j):
            slots.goods = slots.anaphor = True
            slots.first = j
            operators_before(s, j, slots)
            return
        elif (kind is Kind.WORD and units[i].voice is Voice.ACTIVE and embedded_stranger(units, j, i)) or (
            kind is Kind.WORD
            and unit.norm in STRANGERS
            and units[i].kind is Kind.LEX
            and not units[i].noun
            and units[i].voice is not Voice.PASSIVE
            and not (j + 1 < len(units) and units[j + 1].norm in ("itu", "tersebut"))
            and not _goes_along(units, j)
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


def _firm_from(units: list[Unit], origin: int) -> bool:
    """Whether a maker stands before `asal`, and no preposition before him."""
    k = next((n for n in range(origin - 1, max(-1, origin - 4), -1) if units[n].norm in _MAKERS), -1)
    between = units[k + 1 : origin]
    if k < 0 or any(u.kind not in (Kind.WORD, Kind.WEAPON) or u.verbal for u in between):
        return False
    return units[k].kind is Kind.WORD and prep_before(units, k) is None


def _goes_along(units: list[Unit], j: int) -> bool:
    """`Prancis bersama [sekutunya] mengirim ...`, `lewat [perusahaan] milik [negara]`: not who acts."""
    ruler = prep_before(units, j)
    return ruler is not None and ruler.prep in ("with", "via", "owner", "to")


_MAKERS = word_set("pabrikan produsen pembuat perusahaan raksasa galangan")


def _maker_named(units: list[Unit], weapon: Unit) -> bool:
    at = position(units, weapon)
    return at > 0 and units[at - 1].norm in _MAKERS


def _helper(units: list[Unit], k: int) -> list[Unit]:
    """Who helps: the subject of the clause itself, nobody of the clause in front (`AS hukum X karena membantu ...`)."""
    found = subject_of(units, k)
    if found and any(u.kind in (Kind.SUB, Kind.REL) for u in units[position(units, found[0]) : k]):
        link = next(n for n in range(k - 1, -1, -1) if units[n].kind in (Kind.SUB, Kind.REL))
        return shared_subject(units, link, noun=False) if units[link].kind is Kind.SUB else []
    return found


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
    return min(position(units, group[-1]) + 1, len(units) - 1)


def _last_link(units: list[Unit], i: int) -> int:
    return next((n for n in range(i - 1, max(-1, i - 4), -1) if units[n].norm in grammar.CONTROL), -1)


def _relative_before(units: list[Unit], j: int, i: int) -> bool:
    """Whether the passive at `j` is the whole of a relative clause and the passive at `i` the main verb behind it."""
    return (
        j > 1
        and units[j - 1].kind is Kind.REL
        and units[j - 2].kind is Kind.WEAPON
        and units[j].voice is Voice.PASSIVE
        and units[i].voice is Voice.PASSIVE
        and j < i - 1
        and all(u.kind is Kind.AUX or u.op == "plan" for u in units[j + 1 : i])
    )


_MEETS = word_set(
    """
    kunjungi temui surati sambangi datangi telepon jamu undang lawat hubungi satroni kontak gandeng rangkul jenguk
    """
)


def _met(units: list[Unit], first: int) -> bool:
    """Whether the actor at `first` is the object of a bare verb of meeting that has a subject."""
    k = first - 1
    return k > 0 and units[k].norm in _MEETS and any(u.kind is Kind.ACTOR for u in units[max(0, k - 3) : k])


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


_FIRMS = word_set(
    "perusahaan galangan pabrikan produsen raksasa industri kontraktor pabrik bumn kapal pertahanan senjata asal dari"
)


def _chosen(units: list[Unit], first: int) -> int:
    """Index of the verb that takes the actor at `first` as partner (`gandeng galangan Belanda`), -1 when none does."""
    k = first - 1
    while k > 0 and first - k < 4 and units[k].norm in _FIRMS:
        k -= 1
    return k if k >= 0 and units[k].norm in _CHOOSE else -1


def _denied_subject(units: list[Unit], j: int, slots: Slots) -> None:
    """`Teheran tepis tudingan Barat soal [kiriman rudal]`: what the denial is about is denied."""
    for k in range(j - 1, max(-1, j - 6), -1):
        if units[k].op == "deny" and units[k].verbal == "active" and not (k and units[k - 1].kind is Kind.NEG):
            slots.mods.append(units[k])
            slots.subject = subject_of(units, k)
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


def _short_quote_left(units: list[Unit], j: int) -> int:
    for k in range(j - 1, max(-1, j - 6), -1):
        if units[k].norm in '"“”':
            return k
    return -1 if j > 5 else j
