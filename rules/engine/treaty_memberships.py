"""Alliances and memberships: who belongs, joins or leaves, told without the name of an instrument."""

from __future__ import annotations

import itertools

from rules.engine import treaty_words as words
from rules.engine.treaty_acts import act_of, instrument_of, joined
from rules.engine.units import Kind, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

_ACCESSION = "alliance-accession"

_REGIMES = frozenset(("mtcr", "wassenaar"))

_MEMBER = frozenset(("anggota", "jadi anggota", "menjadi anggota", "resmi menjadi anggota", "resmi jadi anggota"))

_MEMBER_KINDS = word_set("penuh baru resmi tetap terbaru ke terbungsu")

_NOW = word_set("kini resmi sah akhirnya sebagai otomatis")

_MEMBER_ACTS = {
    "keluar": "leave", "penarikan": "leave", "permohonan": "apply", "tawaran": "apply", "bid": "apply",
    "bergabung": "join", "gabung": "join", "masuk": "join", "menjadi": "join", "jadi": "join", "resmi": "join",
}  # fmt: skip

_MEMBERSHIP = frozenset(
    (
        "partisipasi",
        "partisipasinya",
        "keikutsertaan",
        "keikutsertaannya",
        "keanggotaan",
        "aksesi",
        "anggota",
        "keanggotaannya",
        "aksesinya",
        "jadi anggota",
        "menjadi anggota",
    )
)

_ALLIED = frozenset(
    (
        "aliansi", "pakta", "blok", "organisasi", "anggota", "keanggotaan", "penuh", "baru", "resmi", "militer",
        "pertahanan", "aksesi", "selangkah", "keluarga", "menjadi", "jadi", "masuk", "gabung", "bergabung", "tetap",
        "kilat", "darurat", "komando", "terpadu", "struktur",
    )
)  # fmt: skip

_WHOSE = frozenset(("negara", "para", "sesama", "semua", "seluruh", "sejumlah", "beberapa", "-"))


def named_alliances(units: list[Unit], alliances: frozenset[str]) -> list[Unit]:
    """`aliansi pertahanan NATO`: an alliance with its name is the alliance."""
    for u, after in itertools.pairwise(units):
        named = after.code in alliances or (after.kind is Kind.TREATY and after.treaty_class == _ACCESSION)
        if u.kind is Kind.TREATY and u.norm.startswith(("aliansi", "pakta")) and not u.treaty and named:
            u.kind, u.treaty_class = Kind.WORD, ""
    for u in units:
        if u.kind is Kind.ACTOR and u.code in _REGIMES:
            u.kind, u.treaty, u.treaty_class, u.code = Kind.TREATY, u.code, "arms-control", ""
    return units


_CLUB = word_set("kelompok daftar barisan jajaran klub deretan penuh para dengan ke dalam ratusan puluhan")
_OF_THEM = word_set("pihak peserta anggota penandatangan peratifikasi penanda tangan")
_FORBIDDING = word_set("melarang menolak mengharamkan")


def through_states(units: list[Unit]) -> list[Unit]:
    """`bergabung dengan negara-negara yang meratifikasi Konvensi X` joins the convention itself."""
    out = list(units)
    for i, u in enumerate(units):
        if u.op != "join" and u.norm not in _MEMBER:
            continue
        k = i + 1
        while k < len(units) and units[k].norm in _CLUB:
            k += 1
        start = k
        while k < len(units) and (units[k].norm in ("negara", "-") or units[k].norm in _OF_THEM):
            k += 1
        if k == start or units[start].norm != "negara":
            continue
        relative = k + 1 < len(units) and units[k].kind is Kind.REL
        if relative and units[k + 1].norm in _FORBIDDING:
            arms = [x.norm for x in units[k + 2 : k + 5]]
            if {"nuklir", "senjata nuklir", "ranjau"} & set(arms):
                treaty = "ottawa" if "ranjau" in arms else "tpnw"
                ban = instrument_of(joined(units, k, k + 3, "perjanjian larangan"), "arms-control", treaty)
                return [*out[:i], act_of(u, "join"), ban, *out[k + 3 :]]
            continue
        if relative and units[k + 1].op in ("sign", "ratify", "join"):
            k += 2
        if k < len(units) and (units[k].kind is Kind.TREATY or units[k].norm.split()[0] in words.BARE_BOOKS):
            return [*out[:i], act_of(u, "join"), *out[k:]]
    return out


def memberships(units: list[Unit], alliances: frozenset[str]) -> list[Unit]:
    """`kini anggota penuh Konvensi X` has joined, `bukan lagi anggota` has left, `bukan anggota` is neither."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        u = units[i]
        k = i + 1
        while k < len(units) and k - i < 6 and _of_member(units[k]):
            k += 1
        bound = k < len(units) and (units[k].kind is Kind.TREATY or units[k].code in alliances)
        ally = k < len(units) and units[k].norm in ("aliansi", "aliansi militer", "pakta")
        bound = bound or (ally and any(x.code in alliances for x in units))
        if u.norm not in _MEMBER or not bound:
            out.append(u)
            i += 1
            continue
        told = u.norm != "anggota" or bool(out and out[-1].norm in _NOW)
        m = len(out)
        while m and (out[m - 1].kind is Kind.AUX or out[m - 1].norm in ("lagi", "resmi", "menjadi")):
            m -= 1
        stays = any(x.norm in ("tetap", "masih") for x in out[max(0, m - 1) :])
        negated = m > 0 and out[m - 1].kind is Kind.NEG and out[m - 1].norm != "belum"
        if negated and any(x.norm == "lagi" for x in out[m:]):
            del out[m - 1 :]
            out.append(act_of(joined(units, i, k, "bukan lagi anggota"), "leave"))
        elif told and not stays and not (negated and out[m - 1].norm == "bukan"):
            out.append(act_of(joined(units, i, k, "menjadi anggota"), "join"))
        elif told:
            out.append(joined(units, i, k, "berstatus anggota"))  # is one, and was
        else:
            out.extend(units[i:k])
        i = k
    return out


def _of_member(u: Unit) -> bool:
    return u.norm in _MEMBER_KINDS or u.norm == "-" or u.kind is Kind.NUMBER


def accessions(units: list[Unit], alliances: frozenset[str]) -> list[Unit]:
    """An alliance that is joined or left becomes a treaty; an act inside its phrase stands apart."""
    out: list[Unit] = []
    for i, u in enumerate(units):
        if u.kind is Kind.TREATY and u.treaty_class == _ACCESSION:
            head = u.norm.split()[0]
            act = _MEMBER_ACTS.get(head)
            if act is not None:
                noun = head in ("penarikan", "permohonan", "tawaran", "bid")
                out.append(_inner_act(u, act, noun=noun))
            elif head in ("aksesi", "keanggotaan", "anggota", "protokol", "penambahan"):
                out.append(_inner_act(u, "join", noun=True))
            out.append(u)
            continue
        if _invited(units, i, alliances):
            out.append(act_of(u, "offer"))
            allied = next(x for x in units[:i] if x.kind is Kind.ACTOR and x.code in alliances)
            out.append(instrument_of(joined([allied, u], 0, 1, allied.norm), _ACCESSION))
            out[-1].start = out[-1].end = u.end
            out.append(Unit(Kind.PREP, u.end, u.end, "dengan", prep="with"))
            continue
        if _taken_in(units, i, alliances):
            out.append(u if u.op == "join" else act_of(u, "join"))
            allied = next(x for x in units[:i] if x.kind is Kind.ACTOR and x.code in alliances)
            out.append(instrument_of(joined([allied, u], 0, 1, allied.norm), _ACCESSION))
            out[-1].start = out[-1].end = u.end
            continue
        granted = u.norm.startswith("keanggotaan") and any(
            x.kind is Kind.ACTOR and x.code in alliances for x in units[:i]
        )
        if granted and not any(x.kind is Kind.ACTOR and x.code in alliances for x in units[i + 1 : i + 7]):
            out.append(instrument_of(u, _ACCESSION))
            continue
        pointed = u.norm == "aliansi" and i + 1 < len(units) and units[i + 1].norm in words.DEMONSTRATIVES
        bare = u.norm.split()[0] == "aliansi" and (i + 1 == len(units) or units[i + 1].kind is Kind.MARK)
        bare = bare and any(x.code in alliances for x in units[:i])
        if (pointed or bare) and _joined_or_left(units, i):
            out.append(instrument_of(u, _ACCESSION))
            continue
        if u.kind is Kind.ACTOR and u.code in alliances and _joined_or_left(units, i):
            out.append(instrument_of(u, _ACCESSION))
            continue
        out.append(u)
    return out


_TAKING_IN = word_set(
    "undang mengundang terima menerima tolak menolak setujui menyetujui restui merestui ajak mengajak sambut menyambut"
    " sepakat sepakati izinkan mengizinkan loloskan janjikan menjanjikan"
)


def _invited(units: list[Unit], i: int, alliances: frozenset[str]) -> bool:
    """`NATO buka pintu bagi X`: an alliance that opens its door to a state offers to take it in."""
    if units[i].norm not in ("buka pintu", "membuka pintu") or i + 2 >= len(units):
        return False
    host = i and units[i - 1].kind is Kind.ACTOR and units[i - 1].code in alliances
    invited = units[i + 1].prep in ("for", "to") and units[i + 2].kind is Kind.ACTOR
    return bool(host) and invited and not any(x.norm in _MEMBER or x.op == "join" for x in units[i + 3 : i + 6])


def _taken_in(units: list[Unit], i: int, alliances: frozenset[str]) -> bool:
    """`NATO undang X bergabung`, `NATO terima X jadi anggota ke-32`: who takes in says what is joined."""
    u = units[i]
    if u.op != "join" and u.norm not in _MEMBER:
        return False
    ends = (
        i + 1 >= len(units)
        or units[i + 1].kind in (Kind.MARK, Kind.SUB, Kind.AUX, Kind.NUMBER)
        or (units[i + 1].norm in ("ke", "baru", "penuh", "pada", "tahun", "kelak", "nanti", "segera", "resmi", "tanpa"))
    )
    if not ends or not i or units[i - 1].kind not in (Kind.ACTOR, Kind.WORD):
        return False
    state = next((k for k in range(i - 1, max(-1, i - 4), -1) if units[k].kind is Kind.ACTOR), None)
    act = None if state is None else next((k for k in range(state - 1, -1, -1) if units[k].norm in _TAKING_IN), None)
    if state is None or act is None or state - act > 4 or units[state].code in alliances:
        return False
    return any(x.kind is Kind.ACTOR and x.code in alliances for x in units[max(0, act - 5) : act])


def _inner_act(u: Unit, op: str, *, noun: bool) -> Unit:
    act = Unit(Kind.OP, u.start, u.start, u.norm, op=op, noun=noun)
    act.voice, act.verbal = (Voice.NOUN, "") if noun else (Voice.ACTIVE, "active")
    return act


def _asked_of(u: Unit) -> bool:
    """`minta anggota NATO menaikkan ...`: members are spoken to."""
    return u.op in ("demand", "seek", "accuse", "confirm", "announce") and not u.norm.endswith("aju")


def _joined_or_left(units: list[Unit], i: int) -> bool:
    head = units[i - 1] if i else None
    if (
        head is not None
        and head.kind is Kind.WORD
        and units[i].kind is Kind.ACTOR
        and head.norm.split()[0] not in _ALLIED
    ):
        return False  # `bergabung dengan inisiatif NATO`
    for k in range(i - 1, max(-1, i - 7), -1):
        u = units[k]
        if u.norm == "anggota" and (
            not k or units[k - 1].norm in _WHOSE or units[k - 1].kind is Kind.NUMBER or _asked_of(units[k - 1])
        ):
            return False  # `negara anggota NATO` are members already
        if (
            u.op in ("join", "leave")
            or u.norm in _MEMBERSHIP
            or words.OPERATORS.get(u.norm, ("",))[0] in ("join", "leave")
        ):
            return True
        if "selangkah" in u.norm.split() or (u.op == "suspend" and i - k <= 2):
            return True
        if u.kind in (Kind.SUB, Kind.REL, Kind.VERB) or u.norm in ".;:?!,":
            return False
    return False
