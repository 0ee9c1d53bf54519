"""Talks as a treaty in the making: `perundingan nuklir`, `pembicaraan status pasukan`, `berunding soal nuklir`."""

from __future__ import annotations

from rules.engine.treaty_acts import instrument_of, joined
from rules.engine.treaty_books import class_of
from rules.engine.units import Kind, Unit
from rules.indonesian.grammar import word_set

TALKS = ("negosiasi", "perundingan", "pembicaraan", "dialog")
"""First words of a treaty in the making."""

_TOPICS = ("program nuklir", "isu nuklir", "masalah nuklir", "nuklir", "program nuklirnya", "nuklirnya")
_CONTROL = word_set("kontrol kendali pengendalian pembatasan senjata strategis nonproliferasi")
_MADE = frozenset(("visiting-forces", "arms-control", "safeguards"))
_KINDS = word_set("lanjutan resmi awal formal final bilateral trilateral soal tentang mengenai terkait untuk bagi baru")


def talks(units: list[Unit]) -> list[Unit]:
    """The units with talks about arms, forces or an alliance as an instrument."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        u = units[i]
        about = u.prep == "about" and _topic_end(units, i + 1)
        if u.op == "negotiate" and u.noun and (end := _of_arms(units, i + 1)):
            out.append(_in_the_making(units, i, end, f"perundingan {u.norm} nuklir"))
            i = end
            continue
        cls, end = _of_forces(units, i) if u.noun and u.norm.startswith(TALKS) else ("", i)
        if cls:
            out.append(instrument_of(joined(units, i, end, f"perundingan {u.norm}"), cls))
            i = end
            continue
        out.append(u)
        i += 1
        if about and any(x.op == "negotiate" for x in out[-6:]):
            out.append(_in_the_making(units, i, about, "perundingan nuklir"))
            i = about
    return out


def _of_arms(units: list[Unit], k: int) -> int:
    """Where `(kontrol senjata) nuklir` ends, 0 when the talks are about something else."""
    end = k
    while end < len(units) and end - k < 4 and _CONTROL & set(units[end].norm.split()):
        end += 1
    said = " ".join(u.norm for u in units[k : end + 1])
    if end < len(units) and (units[end].norm == "nuklir" or units[end].norm.endswith(" nuklir")):
        return end + 1
    return end if end > k and "nuklir" in said else 0


def _of_forces(units: list[Unit], i: int) -> tuple[str, int]:
    """The class of `perundingan (soal) akses timbal balik`, `perundingan aksesi` to an alliance, and its end."""
    k = i + 1
    while k < len(units) and units[k].norm in _KINDS:
        k += 1
    if k < len(units) and units[k].norm == "aksesi":
        allied = any(u.code == "nato" or u.treaty_class == "alliance-accession" for u in units)
        beyond = any(u.kind is Kind.TREATY or u.code == "nato" for u in units[k + 1 : k + 4])
        return ("alliance-accession", k + 1) if allied and not beyond else ("", i)
    told: list[str] = []
    end = k
    while end < len(units) and end - k < 6 and units[end].kind in (Kind.WORD, Kind.TROOPS, Kind.AUX, Kind.NUMBER):
        told.append(units[end].norm)
        end += 1
    cls = class_of(" ".join(told), "perjanjian")
    return (cls, end) if cls in _MADE else ("", i)


def _topic_end(units: list[Unit], k: int) -> int:
    """Where the nuclear topic that begins at `k` ends; 0 when there is none."""
    ends = (n for n in (k + 2, k + 1) if " ".join(u.norm for u in units[k:n]) in _TOPICS and n <= len(units))
    return next(ends, 0)


def _in_the_making(units: list[Unit], i: int, end: int, norm: str) -> Unit:
    return instrument_of(joined(units, i, end, norm), "arms-control")
