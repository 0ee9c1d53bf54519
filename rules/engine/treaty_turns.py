"""Turns of phrase that are one act: `mengundurkan diri`, `keluarkan X dari`, `lepas ambisi`, `picu snapback`."""

from __future__ import annotations

import itertools

from rules.engine import treaty_words as words
from rules.engine.treaty_acts import act_of, joined
from rules.engine.units import Kind, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

_WITHDRAWING = {
    "mengundurkan": Voice.ACTIVE, "undurkan": Voice.ACTIVE, "undur": Voice.ACTIVE, "menarik": Voice.ACTIVE,
    "pengunduran": Voice.NOUN, "penarikan": Voice.NOUN,
}  # fmt: skip
_NOUNS = ("penarikan diri", "pengunduran diri")
_TAKING_OUT = word_set("keluarkan mengeluarkan membawa bawa menarik tarik")
_GIVING_UP = word_set("lepas melepas melepaskan lepaskan mengubur kubur korbankan mengorbankan buang membuang urungkan")
_HOPES = words.WISHES | word_set("mimpi rencana upaya niat cita-cita tuntutan")
_DEEMING = word_set("menganggap anggap merasa")
_SIGNALS = word_set("sinyal isyarat kode")
_TRIGGERING = word_set(
    """
    picu memicu dipicu mengaktifkan aktifkan diaktifkan memulai mulai dimulai memulihkan pulihkan dipulihkan
    mengembalikan kembalikan dikembalikan menghidupkan hidupkan
    """
)
_IMPOSING = word_set(
    "jatuhkan menjatuhkan dijatuhkan memberlakukan berlakukan diberlakukan berlaku menerapkan terapkan diterapkan"
)
_BACK = word_set("kembali lagi")


_FENDING = word_set("tampik menampik tepis menepis abaikan mengabaikan acuhkan mengacuhkan")
_OFFERED = word_set("tawaran usulan ajakan undangan permintaan proposal seruan")


def turns(units: list[Unit]) -> list[Unit]:
    """The units with every such turn as one act."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        if units[i].norm in _DEEMING and out and out[-1].kind is Kind.NEG:
            i += 1  # `tidak menganggap dirinya lagi terikat`: no longer bound
            i += i < len(units) and units[i].norm in ("diri", "dirinya", "mereka")
            continue
        if units[i].norm == "pernah" and out and out[-1].kind is Kind.NEG:
            out[-1].norm = "belum"  # `tak pernah diratifikasi`
        if [x.norm for x in units[i : i + 3]] == ["apa", "yang", "disebut"]:
            i += 3 + (i + 3 < len(units) and units[i + 3].norm in ("sebagai", "dengan"))
            continue
        act, end = _turn(units, i)
        out.append(units[i] if act is None else act)
        i = end
    _asked_why(out)
    return _snapback(out)


def _asked_why(units: list[Unit]) -> None:
    """`X lepas ambisi gabung Y, Kenapa?`: what is asked is the reason, not the fact."""
    for before, u in itertools.pairwise(units):
        if u.cue is not None and u.cue.value == "question" and before.norm == "," and u in units[-3:]:
            u.cue = None


def _turn(units: list[Unit], i: int) -> tuple[Unit | None, int]:
    """The act that begins at `i`, and where it ends."""
    u = units[i]
    after = units[i + 1].norm if i + 1 < len(units) else ""
    if u.norm in _WITHDRAWING and after.removesuffix("nya") == "diri":
        end = i + 3 if i + 2 < len(units) and units[i + 2].norm == "dari" else i + 2
        return act_of(joined(units, i, end), "leave", _WITHDRAWING[u.norm]), end
    if u.norm.startswith(_NOUNS):
        return act_of(u, "leave", Voice.NOUN), i + 1
    if u.norm in _TAKING_OUT and _taken_out(units, i):
        back = any(x.norm == "kembali" for x in units[i + 2 : i + 4])
        return act_of(u, "restore" if back else "leave"), i + 1
    returning = i > 0 and units[i - 1].kind in (Kind.ACTOR, Kind.AUX, Kind.OP) and not units[i - 1].noun
    if returning and u.norm == "kembali" and after == "ke" and any(x.kind is Kind.TREATY for x in units[i + 2 : i + 4]):
        return act_of(joined(units, i, i + 2), "restore"), i + 2
    if u.norm in ("kembalikan", "mengembalikan") and after in ("draf", "draft", "rancangan", "naskah"):
        return act_of(u, "refuse"), i + 1
    if u.norm in _FENDING and after in _OFFERED:
        return act_of(u, "refuse"), i + 1
    if u.norm in ("kunci", "mengunci") and after == "pintu":
        return act_of(joined(units, i, i + 2), "refuse"), i + 2
    if u.norm in _GIVING_UP and after.removesuffix("nya") in _HOPES:
        return act_of(u, "end"), i + 1
    if u.norm in words.GIVING and after in _SIGNALS:
        return act_of(joined(units, i, i + 2), "plan"), i + 2
    if u.norm == "dekat" and after == "dengan":
        return act_of(joined(units, i, i + 2), "plan"), i + 2
    if u.norm in ("mendekati", "dekati"):
        return act_of(u, "plan"), i + 1
    if u.norm in ("jadi", "menjadi") and after == "pihak":
        end = i + 3 if i + 2 < len(units) and units[i + 2].kind is Kind.PREP else i + 2
        return joined(units, i, end, "menjadi anggota"), end
    if u.norm == "hak" and after == "veto":
        return joined(units, i, i + 2), i + 2
    if u.kind is Kind.MARK and u.norm == "&":
        joint = joined(units, i, i + 1)
        joint.kind = Kind.AND
        return joint, i + 1
    return None, i + 1


def _taken_out(units: list[Unit], i: int) -> bool:
    """`keluarkan AS dari`, `membawa negaranya keluar dari`: the object leaves."""
    near = units[i + 1 : i + 5]
    owner = bool(near) and (near[0].kind is Kind.ACTOR or near[0].norm in ("negaranya", "negeri", "negara"))
    back = [x.norm for x in near[1:3]] == ["kembali", "ke"] or [x.norm for x in near[1:2]] == ["kembali ke"]
    return owner and (any(x.norm == "dari" for x in near[1:2]) or back) and not units[i].noun


def _snapback(units: list[Unit]) -> list[Unit]:
    """`picu snapback`, `memulihkan sanksi PBB terhadap Iran`: the nuclear deal with Iran is suspended."""
    for i, u in enumerate(units):
        if u.kind is Kind.TREATY and ("snapback" in u.norm or u.norm.startswith("sanksi")):
            act = _trigger(units, i)
            if act is None:
                units[i] = joined(units, i, i + 1)
            else:
                voice = Voice.ACTIVE if act < i and not units[act].norm.startswith("di") else Voice.MIDDLE
                units[act] = act_of(units[act], "suspend", voice)
    return units


def _trigger(units: list[Unit], i: int) -> int | None:
    """The word that brings the sanctions named at `i` back."""
    left, right = range(i - 1, max(-1, i - 7), -1), range(i + 1, min(len(units), i + 6))
    back = any(units[k].norm in _BACK for k in (*left, *right))
    for way in (left, right):
        for k in way:
            n = units[k].norm
            if units[k].kind in (Kind.SUB, Kind.REL, Kind.NEG, Kind.TREATY) or n in ",.;?!":
                break
            if n in _TRIGGERING or (back and n in _IMPOSING):
                return k
    return None
