"""Sides that the text itself leaves nameless (`kepada sebuah negara Eropa`): nothing may ever fill them in."""

from __future__ import annotations

from rules.engine.claims import Claim
from rules.engine.units import Kind, Unit
from rules.indonesian.grammar import word_set

_WHO = word_set("negara negeri pembeli pelanggan klien pihak pemerintah kelompok pemesan pemasok penjual")
_ONE = word_set("sebuah satu salah seorang suatu beberapa sejumlah")
_AREAS = word_set(
    "eropa afrika asia teluk amerika timur barat arab balkan pasifik oseania skandinavia lain ketiga asing"
)
_HIDDEN = word_set("tidak tak belum dirahasiakan dirahasiakannya enggan anonim misterius rahasia disamarkan")
_POINTS = word_set("itu tersebut ini tadi")


def nameless(claim: Claim) -> frozenset[str]:
    """The open sides of a supply that its clause gives to somebody whom it will not name."""
    if claim.frame == "treaty":
        return frozenset()
    found: set[str] = set()
    units = claim.sentence.units
    for n in range(claim.start, min(len(units), claim.end + 6)):
        if not _indefinite(units, n):
            continue
        head = n - 1
        while head >= 0 and (units[head].norm in _ONE or units[head].kind is Kind.NUMBER):
            head -= 1
        prep = units[head].prep if head >= 0 else ""
        if prep in ("to", "for"):
            found.add("recipient")
        elif prep in ("from", "by", "maker"):
            found.add("supplier")
        elif not prep and n < claim.trigger and not claim.noun:
            found.add("recipient" if claim.maker_sells else "supplier")
    return frozenset(side for side in found if not getattr(claim, side + "s"))


def keep_nameless(claim: Claim) -> None:
    """Takes back in place what the rest of the article lent to a nameless side."""
    if "supplier" in claim.unnamed:
        claim.suppliers = []
    if "recipient" in claim.unnamed:
        claim.recipients = []


def _indefinite(units: list[Unit], n: int) -> bool:
    """`sebuah negara`, `negara Eropa`, `pembeli yang tidak disebut namanya`; never `negara itu`, `negara NATO`."""
    if units[n].norm not in _WHO or units[n].kind is Kind.ACTOR:
        return False
    behind = units[n + 1 : n + 5]
    if any(u.kind is Kind.ACTOR for u in behind[:2]) or any(u.norm in _POINTS for u in behind[:2]):
        return False
    if n and units[n - 1].norm in _ONE:
        return True
    if behind and behind[0].norm in _AREAS:
        return True
    linked = next((k for k, u in enumerate(behind) if u.kind is Kind.REL), -1)
    hidden = behind[linked + 1 :] if linked >= 0 else behind[:1]
    return any(u.norm in _HIDDEN or u.norm.split()[0] in _HIDDEN for u in hidden[:2])
