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
from rules.engine.rule import RuleInfo
from rules.engine.ruleset import RuleSet, load_rules
from rules.engine.wire import mention_to_json, reading_to_json
from rules.engine.yaml_source import Problem, RulesError

__all__ = [
    "Certainty",
    "CertaintyDetail",
    "Document",
    "Evidence",
    "Mention",
    "MentionType",
    "NearMiss",
    "Problem",
    "Quantity",
    "Reading",
    "RuleInfo",
    "RuleSet",
    "RuleStatus",
    "RulesError",
    "Section",
    "Severity",
    "Stage",
    "load_rules",
    "mention_to_json",
    "reading_to_json",
]
