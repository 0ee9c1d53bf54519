"""A reading as the line that `pantau match` writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rules.engine.mention import Mention, Reading


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """`{id, events: [...]}` in the shape of DESIGN.md: a role is a code, a list when several, null when unknown."""
    return {"id": reading.document_id, "events": [mention_to_json(mention) for mention in reading.mentions]}


def mention_to_json(mention: Mention) -> dict[str, Any]:
    """One event of the line."""
    return {
        "rule": mention.rule,
        "revision": mention.revision,
        "type": mention.type.value,
        "supplier": _role(mention.suppliers),
        "recipient": _role(mention.recipients),
        "parties": list(mention.parties),
        "weapons": list(mention.weapons),
        "systems": list(mention.systems),
        "quantity": None if mention.quantity is None else mention.quantity.words,
        "treaty": mention.treaty or mention.treaty_class,
        "stage": mention.stage.value,
        "certainty": mention.certainty.value,
        "detail": mention.detail.value,
        "background": mention.background,
        "severity": mention.severity.value,
        "alert": mention.alert,
        "reason": mention.reason,
        "claimants": list(mention.claimants),
        "claimant_words": mention.claimant_words,
        "when": None if mention.when is None else mention.when.isoformat(),
        "origin": mention.origin,
        "evidence": [
            {"field": e.field, "start": e.start, "end": e.end, "text": e.text} for e in mention.evidence
        ],
    }  # fmt: skip


def _role(codes: Sequence[str]) -> str | list[str] | None:
    if not codes:
        return None
    return codes[0] if len(codes) == 1 else list(codes)
