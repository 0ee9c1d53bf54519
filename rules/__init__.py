"""The rule language and the rules: text in, mentions with evidence out. A leaf: no I/O beyond its own files."""

from rules.engine.mention import (
    Certainty,
    CertaintyDetail,
    Document,
    Evidence,
    Mention,
    MentionType,
    NearMiss,
    Quantity,
    Reading,
    RuleStatus,
    Section,
    Severity,
    Stage,
)

__all__ = [
    "Certainty",
    "CertaintyDetail",
    "Document",
    "Evidence",
    "Mention",
    "MentionType",
    "NearMiss",
    "Quantity",
    "Reading",
    "RuleStatus",
    "Section",
    "Severity",
    "Stage",
]
