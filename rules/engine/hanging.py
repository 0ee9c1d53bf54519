"""Prepositions that belong to the noun in front of them: `ketegangan [dengan] Pakistan`, `invasi [ke] Ukraina`.

**A new noun** of this kind goes into the list of its preposition.
"""

from __future__ import annotations

from rules.engine.units import Unit
from rules.indonesian.grammar import word_set

_AT_ODDS = word_set(
    """
    perang konflik ketegangan perseteruan permusuhan sengketa perselisihan rivalitas perbatasan pertempuran bentrokan
    persaingan krisis hubungan pertikaian perlombaan kebuntuan gesekan friksi kontak pertarungan perdamaian tegang
    berperang bersitegang berseteru berkonflik bersengketa berbatasan bertetangga bermusuhan bersaing berhadapan
    bertempur bentrok berselisih gencatan berebut bertikai permusuhannya hubungannya persaingannya luar
    """
)
_MEETINGS = word_set("pertemuan bertemu rapat")
_AFTER = frozenset(("usai", "seusai", "setelah", "sesudah", "sebelum", "jelang", "menjelang", "selepas"))
_ELSEWHERE = word_set("invasi serangan agresi kunjungan lawatan perjalanan ekspansi serbuan gempuran")
_SOURCES = word_set(
    """
    ancaman pinjaman kredit tekanan dukungan desakan serangan permintaan kritik protes pendanaan dana pembiayaan
    sanksi bahaya kabar jauh terlepas alih bukan selain bebas lepas kekhawatiran kecaman perlindungan
    """
)
_MESSAGES = word_set("sinyal pesan peringatan ancaman pukulan alarm kejutan tamparan bahaya tantangan")
_NOUNS = {"with": _AT_ODDS | _MEETINGS, "to": _ELSEWHERE, "from": _SOURCES, "for": _MESSAGES}


def hangs(units: list[Unit], j: int) -> bool:
    """Whether the preposition at `j` names a foe, a goal or a source of the noun in front, no side of the clause."""
    nouns = _NOUNS.get(units[j].prep, frozenset())
    return any(u.norm in nouns for u in units[max(0, j - 2) : j])


def names_a_foe(units: list[Unit], j: int) -> bool:
    """The same for the parties of a pact: who is met when it is signed may be one, who was met before is none."""
    front = [u.norm for u in units[max(0, j - 3) : j]]
    met = bool(_MEETINGS & set(front[1:])) and bool(_AFTER & set(front))
    return met or any(word in _AT_ODDS or word in _ELSEWHERE for word in front[1:])
