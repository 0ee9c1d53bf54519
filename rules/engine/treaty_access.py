"""Pacts told without a book: a state lets another's forces use its bases, two promise each other aid when attacked."""

from __future__ import annotations

from rules.engine.treaty_acts import act_of, instrument_of, joined
from rules.engine.units import Kind, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

_BASES = word_set("pangkalan pangkalannya fasilitas lokasi lanud lanal bandara pelabuhan wilayah lapangan")
_BASE_WORDS = word_set("militer udara laut angkatan militernya lautnya udaranya")
_ARMED = word_set("militer militernya tentara pasukan angkatan prajurit personel edca marinir pesawat serdadu")
_HARD = word_set("militer militernya angkatan tentara pasukan")
_LETTING = {
    "approve": word_set(
        "izinkan mengizinkan perbolehkan memperbolehkan bolehkan membolehkan restui merestui persilakan mempersilakan"
        " persilahkan mempersilahkan"
    )
    | {"beri izin", "memberi izin", "memberikan izin", "beri lampu hijau", "memberi lampu hijau"},
    "offer": word_set("tawarkan menawarkan tawari menawari"),
    "refuse": word_set("tolak menolak larang melarang"),
}
_GIVING = word_set("beri memberi memberikan berikan kasih diberi diberikan")
_GETTING = word_set("dapat dapatkan mendapat mendapatkan peroleh memperoleh kantongi mengantongi raih meraih amankan")
_OPENING = word_set("buka membuka sediakan menyediakan pinjamkan meminjamkan sewakan menyewakan serahkan")
_USING = word_set(
    "pakai memakai gunakan menggunakan bangun membangun dirikan mendirikan akses mengakses tempati menempati sewa"
    " menyewa perluas memperluas kelola mengelola masuki memanfaatkan manfaatkan tambah menambah punya memiliki"
    " buka membuka pemakaian penggunaan pembangunan penambahan perluasan pendirian"
)
_HOSTILE = word_set("serangan serang menyerang diserang gempur hantam bom rudal drone roket hancur meledak ledakan")
_FOR = frozenset(("for", "to"))
_REACH = 12


def access(units: list[Unit]) -> list[Unit]:
    """`X izinkan AS pakai pangkalan`, `X buka pangkalan bagi AS`, `AS dapat akses pangkalan di X`: a pact of access."""
    out = list(units)
    i = 0
    while i < len(out):
        base = _base_end(out, i)
        if base and not _struck(out, i, base):
            found = _leased(out, i, base) or _let_use(out, i, base) or _opened(out, i, base) or _granted(out, i, base)
            if found is not None:
                first, put, end = found
                if first and out[first - 1].kind is Kind.REL:
                    i += 1  # `perjanjian yang memberi AS akses ke pangkalan`: what the book allows
                    continue
                out[first:end] = put
                i = first + len(put)
                continue
        i += 1
    return out


def _base_end(units: list[Unit], i: int) -> int:
    """Where the bases named at `i` end; 0 when none are."""
    u = units[i]
    if u.norm.split()[0] not in _BASES or u.kind in (Kind.ACTOR, Kind.TREATY, Kind.MARK):
        return 0
    end = i + 1
    while (
        end < len(units)
        and end - i < 5
        and units[end].kind in (Kind.WORD, Kind.TROOPS)
        and _BASE_WORDS & set(units[end].norm.split())
    ):
        end += 1
    port = u.norm in ("bandara", "pelabuhan", "lanud") and bool(
        _HARD & {w for x in units[end : end + 5] for w in x.norm.split()}
    )
    if port:
        while end < len(units) and (units[end].kind is Kind.AND or units[end].norm in _BASES):
            end += 1
        return end
    named = u.norm.startswith("pangkalan") or bool(_HARD & {w for x in units[i:end] for w in x.norm.split()})
    return end if named else 0


def _struck(units: list[Unit], i: int, end: int) -> bool:
    return any(u.kind is Kind.ATTACK or _HOSTILE & set(u.norm.split()) for u in units[max(0, i - 8) : end + 7])


def _clause_start(units: list[Unit], i: int) -> int:
    k = i
    while k > 0 and i - k < _REACH and not (units[k - 1].kind is Kind.MARK and units[k - 1].norm in ".,;:?!()"):
        k -= 1
    return k


_LEASES = word_set("sewa penyewaan pemakaian penggunaan")


def _leased(units: list[Unit], i: int, end: int) -> tuple[int, list[Unit], int] | None:
    """`perpanjang sewa pangkalan X`: the lease is the pact."""
    if not i or units[i - 1].norm not in _LEASES or not (units[i].norm.startswith("pangkalan")):
        return None
    acted = any(x.kind is Kind.OP and x.op in _UPON_LEASES for x in units[max(0, i - 4) : i - 1])
    states = {x.code for x in units if x.kind is Kind.ACTOR and not x.company}
    if not acted or len(states) < 2:
        return None
    name = instrument_of(joined(units, i - 1, end, "perjanjian sewa pangkalan"), "visiting-forces")
    k = end
    while k < len(units) and k - end < 3 and units[k].kind is Kind.WORD:
        k += 1
    return i - 1, [name], k


_UPON_LEASES = frozenset(
    ("extend", "end", "cancel", "leave", "suspend", "sign", "approve", "refuse", "ratify", "negotiate")
)


def _let_use(units: list[Unit], i: int, end: int) -> tuple[int, list[Unit], int] | None:
    """`X izinkan (militer) AS pakai (empat) pangkalan`, `X tolak permintaan AS untuk penambahan pangkalan`."""
    for k in range(i - 1, _clause_start(units, i) - 1, -1):
        op = next((op for op, words in _LETTING.items() if units[k].norm in words), "")
        if units[k].norm in _GIVING and units[k + 1].norm in (
            "akses",
            "izin",
            "hak",
            "kesempatan",
            "ruang",
            "akses kepada",
        ):
            op = "approve"
        passive = units[k].norm in ("diizinkan", "diperbolehkan", "dibolehkan", "boleh", "bebas")
        between = units[k + 1 : i]
        used = any(_USING & set(x.norm.split()) or x.norm in ("akses", "kehadiran", "keberadaan") for x in between)
        users = [x for x in between if x.kind is Kind.ACTOR and not x.company]
        hosts = {x.code for x in units[:k] if x.kind is Kind.ACTOR and not x.company}
        hosts = hosts if passive else {next((x.code for x in units[:k] if x.kind is Kind.ACTOR), "")}
        if op and used and users and users[-1].code not in hosts and _forces(units):
            return k, [_act(units, k, op), *_pact(units, k + 1, end, users[-1])], end
        hosted = any(x.kind is Kind.ACTOR and x.code not in hosts for x in units[end : end + 4])
        if passive and used and hosts and (hosted or units[k].norm.startswith("di")):
            return k, [_act(units, k, "approve"), *_pact(units, k + 1, end, None)], end
    return None


def _opened(units: list[Unit], i: int, end: int) -> tuple[int, list[Unit], int] | None:
    """`X buka pangkalan untuk (militer) AS`, `X tawarkan pangkalan kepada Rusia`."""
    start = _clause_start(units, i)
    verb = next((k for k in range(i - 1, start - 1, -1) if units[k].norm in _OPENING | _LETTING["offer"]), None)
    if verb is None or i - verb > 4 or any(x.kind is Kind.ACTOR for x in units[verb:i]):
        return None
    k = end
    while k < len(units) and k - end < 4 and units[k].kind in (Kind.WORD, Kind.AUX, Kind.NUMBER):
        k += 1
    if k + 1 >= len(units) or units[k].prep not in _FOR:
        return None
    user = next((x for x in units[k + 1 : k + 4] if x.kind is Kind.ACTOR and not x.company), None)
    if user is None or user.code in {x.code for x in units[:verb] if x.kind is Kind.ACTOR}:
        return None
    op = "offer" if units[verb].norm in _LETTING["offer"] else "approve"
    return verb, [_act(units, verb, op), *_pact(units, verb + 1, k + 1, user)], units.index(user) + 1


def _granted(units: list[Unit], i: int, end: int) -> tuple[int, list[Unit], int] | None:
    """`X beri AS akses ke pangkalan`, `AS dapat akses pangkalan di X`: the access itself is given."""
    way = next((k for k in range(i - 1, max(-1, i - 4), -1) if units[k].norm in ("akses", "hak", "izin")), None)
    if way is None:
        return None
    start = _clause_start(units, way)
    for k in range(way - 1, start - 1, -1):
        giving, getting = units[k].norm in _GIVING, units[k].norm in _GETTING
        if not giving and not getting:
            continue
        inside = [x for x in units[k + 1 : way] if x.kind is Kind.ACTOR and not x.company]
        behind = next(
            (n for n in range(end, min(len(units), end + 4)) if units[n].prep in (*_FOR, "at", "about")), None
        )
        given = [x for x in units[behind + 1 : behind + 3] if x.kind is Kind.ACTOR] if behind is not None else []
        if getting or units[k].norm.startswith("di"):
            host = next((n for n in range(end, min(len(units) - 1, end + 6)) if units[n].norm == "di"), None)
            side = next((x for x in units[host + 1 : host + 3] if x.kind is Kind.ACTOR), None) if host else None
            return k, [_act(units, k, "approve"), *_pact(units, k + 1, end, side)], end
        if inside or given:
            last = units.index(given[0]) + 1 if given and not inside else end
            return k, [_act(units, k, "approve"), *_pact(units, k + 1, end, (inside or given)[0])], last
    return None


def _forces(units: list[Unit]) -> bool:
    said = {w for u in units for w in u.norm.split()}
    return bool(_ARMED & said)


def _act(units: list[Unit], k: int, op: str) -> Unit:
    return act_of(units[k], op, Voice.ACTIVE)


def _pact(units: list[Unit], first: int, end: int, user: Unit | None) -> list[Unit]:
    """The access as an instrument, its user as the other side."""
    name = instrument_of(joined(units, first, end, "akses pangkalan"), "visiting-forces")
    if user is None:
        return [name]
    partner = Unit(Kind.PREP, units[end - 1].end, units[end - 1].end, "dengan", prep="with")
    return [name, partner, user.copy()]


_AIDING = word_set("bantu membantu bela membela melindungi lindungi mempertahankan")
_IF_STRUCK = word_set("diserang agresi invasi serangan perang ancaman")
_PROMISING = ("approve", "plan", "sign", "create", "announce", "confirm", "enact")


_SHARING = word_set("berbagi membagi bertukar mempertukarkan membagikan")
_SHARED = word_set("logistik intelijen informasi data pangkalan fasilitas")


def mutual_aid(units: list[Unit]) -> list[Unit]:
    """`A dan B sepakat saling bantu jika diserang`, `sepakat berbagi intelijen militer`: a promise is a pact."""
    for i, u in enumerate(units[:-1]):
        what = {w for x in units[i + 1 : i + 4] for w in x.norm.split()}
        front = units[max(0, i - 3) : i]
        agreed = u.norm in _SHARING and any(x.op == "approve" for x in front)
        if agreed and what & _SHARED and what & _ARMED and sum(x.kind is Kind.ACTOR for x in units) > 1:
            pact = instrument_of(joined(units, i, i + 2, "perjanjian berbagi"), "defence-cooperation")
            return [*units[:i], pact, *units[i + 2 :]]
    for i, u in enumerate(units[:-1]):
        if u.norm != "saling" or units[i + 1].norm not in _AIDING:
            continue
        near = units[i + 2 : i + 12]
        struck = {w for x in near for w in x.norm.split()} & _IF_STRUCK or any(x.kind is Kind.ATTACK for x in near)
        front = units[max(0, i - 4) : i]
        promised = any(x.op in _PROMISING for x in front)
        named = any(x.kind is Kind.TREATY for x in units[max(0, i - 8) : i + 12])
        if struck and promised and not named and sum(x.kind is Kind.ACTOR for x in units[:i]) > 1:
            pact = instrument_of(joined(units, i, i + 2, "perjanjian saling bantu"), "defence-pact")
            return [*units[:i], pact, *units[i + 2 :]]
    return units
