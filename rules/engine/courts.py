"""What courts decide about a supply: `Pengadilan Belanda perintahkan ekspor disetop`, `... nyatakan cacat hukum`."""

from __future__ import annotations

from rules.engine.units import Kind, Unit

_COURTS = frozenset(("pengadilan", "mahkamah", "hakim", "ma"))
_UNLAWFUL = (
    ("cacat", "hukum"), ("melanggar", "hukum"), ("melawan", "hukum"), ("ilegal",), ("inkonstitusional",),
    ("tidak", "sah"), ("tak", "sah"), ("melanggar", "konstitusi"), ("menyalahi", "hukum"), ("bertentangan", "hukum"),
)  # fmt: skip
_TITLE = 6
"""Units between a court's word and its state, at most: `Mahkamah Agung`, `hakim pengadilan tinggi di Den Haag,`."""


def court_of(units: list[Unit], before: int) -> list[str]:
    """The state whose court stands in front of `before`; empty without a court or without its state."""
    at = next((n for n in range(before - 1, -1, -1) if units[n].norm in _COURTS), -1)
    if at < 0:
        return []
    return next(([u.code] for u in units[at + 1 : min(at + _TITLE, before)] if u.kind is Kind.ACTOR), [])


def unlawful_at(units: list[Unit], k: int) -> bool:
    """Whether what stands at `k` calls a supply unlawful, and a court in front says so."""
    words = [word for u in units[k : k + 2] for word in u.norm.split()]
    told = any(tuple(words[: len(phrase)]) == phrase for phrase in _UNLAWFUL)
    return told and any(u.norm in _COURTS for u in units[:k])
