"""What is agreed without a book: `sepakat soal pangkalan`, `setuju menghentikan program nuklir`, a compromise."""

from __future__ import annotations

from rules.engine.treaty_acts import act_of, instrument_of, joined
from rules.engine.treaty_books import class_of
from rules.engine.units import Kind, Unit
from rules.indonesian.grammar import word_set

_AGREED = word_set("sepakat bersepakat sepakati menyepakati setuju deal")
_ABOUT = word_set("soal tentang mengenai terkait atas perihal untuk")
_LATELY = word_set("akhirnya penuh resmi telah sudah bulat juga")
_SPENDING = word_set("biaya ongkos anggaran beban iuran")
_PAYERS = word_set("tentara pasukan militer pertahanan prajurit serdadu garnisun")


def topics(units: list[Unit]) -> list[Unit]:
    """The units with what is agreed upon as an instrument."""
    return _compromises(_disarmament(_denuclearised(_agreed_on(units))))


def _agreed_on(units: list[Unit]) -> list[Unit]:
    """`A dan B sepakat soal pangkalan`, `capai kata sepakat soal biaya pasukan`."""
    if len({u.code for u in units if u.kind is Kind.ACTOR and not u.company}) < 2:
        return units
    for i, u in enumerate(units[:-2]):
        told = u.norm in _AGREED or (u.op == "approve" and u.norm.endswith(("sepakat", "temu")))
        if not told:
            continue
        k = i + 1
        while k < len(units) and (units[k].norm in _LATELY or units[k].kind is Kind.AUX):
            k += 1
        if k + 1 >= len(units) or units[k].norm not in _ABOUT:
            continue
        end = k + 1
        while end < len(units) and end - k < 7 and units[end].kind in (Kind.WORD, Kind.TROOPS, Kind.AUX, Kind.NUMBER):
            end += 1
        said = {w for x in units[k + 1 : end] for w in x.norm.split()}
        paying = said & _SPENDING and said & _PAYERS
        cls = "defence-cooperation" if paying else class_of(" ".join(x.norm for x in units[k + 1 : end]), "perjanjian")
        if cls and (paying or cls == "visiting-forces" or "bersama" in said or "intelijen" in said):
            name = instrument_of(joined(units, k + 1, end, "perjanjian soal"), cls)
            return [*units[: i + 1], name, *units[end:]]
    return units


def _denuclearised(units: list[Unit]) -> list[Unit]:
    """`A dan B sepakati denuklirisasi`: what is agreed upon is the control of arms."""
    for i, u in enumerate(units):
        if i and u.norm == "denuklirisasi" and units[i - 1].op in ("approve", "sign", "create"):
            name = instrument_of(joined(units, i, i + 1, "kesepakatan denuklirisasi"), "arms-control")
            return [*units[:i], name, *units[i + 1 :]]
    return units


_WILLING = word_set("sepakat setuju bersedia berjanji janji menyepakati menyetujui setujui sepakati")
_ENDING = word_set(
    """
    hentikan menghentikan menyetop setop stop tutup menutup lumpuhkan melumpuhkan bongkar membongkar bekukan membekukan
    akhiri mengakhiri tinggalkan meninggalkan lepaskan melepaskan lepas melepas lucuti melucuti serahkan menyerahkan
    musnahkan memusnahkan hapus menghapus batasi membatasi mematikan matikan menangguhkan tangguhkan nonaktifkan
    menonaktifkan menanggalkan hancurkan menghancurkan menghapuskan kurangi mengurangi
    """
)
_ATOMIC = word_set("nuklir nuklirnya uranium uraniumnya yongbyon plutonium")
_PROLIFERATORS = frozenset(("KP", "IR", "LY", "SY", "IQ"))
_MASS = word_set("pemusnah kimia kimianya biologi biologisnya")


def _disarmament(units: list[Unit]) -> list[Unit]:
    """`Korut setuju menghentikan program nuklirnya`: a state that gives up its arms agrees to their control."""
    for i, u in enumerate(units[:-2]):
        if u.norm not in _WILLING and not (u.op == "approve" and not u.noun):
            continue
        verb = next((k for k in range(i + 1, min(len(units), i + 4)) if units[k].norm in _ENDING), None)
        if verb is None or any(x.kind is Kind.ACTOR for x in units[i + 1 : verb]):
            continue
        end = verb + 1
        while end < len(units) and end - verb < 7 and units[end].kind in _PLAIN:
            end += 1
        said = {w for x in units[verb + 1 : end] for w in x.norm.split()}
        subject = next((x.code for x in reversed(units[:i]) if x.kind is Kind.ACTOR), "")
        given_up = (said & _ATOMIC and subject in _PROLIFERATORS) or ("senjata" in said and said & (_ATOMIC | _MASS))
        if subject and given_up and not any(x.op == "demand" for x in units[:i]):
            name = instrument_of(joined(units, verb, end, "pakta perlucutan"), "arms-control")
            return [*units[:i], act_of(u, "approve"), name, *units[end:]]
    return units


_PLAIN = (Kind.WORD, Kind.AUX, Kind.NUMBER, Kind.WEAPON, Kind.LEX, Kind.CARGO, Kind.TROOPS)
_SOLUTIONS = word_set("solusi kompromi kesepahaman terobosan modalitas formula")


def _compromises(units: list[Unit]) -> list[Unit]:
    """`IAEA dan Iran capai solusi sementara`: a deal with the agency by another name."""
    agency = any(u.code == "iaea" for u in units) and any(
        u.kind is Kind.ACTOR and u.code not in ("", "iaea", "un") for u in units
    )
    if not agency:
        return units
    for i, u in enumerate(units):
        if (
            i
            and u.norm in _SOLUTIONS
            and any(
                x.op in ("create", "approve", "finish") or x.norm in ("raih", "capai") for x in units[max(0, i - 2) : i]
            )
        ):
            name = instrument_of(joined(units, i, i + 1, "kesepakatan iaea"), "safeguards")
            return [*units[:i], name, *units[i + 1 :]]
    return units
