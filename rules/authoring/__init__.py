"""The rule author's tools. Each function returns a value; the command line prints it.

JSON Schemas come from `rules.authoring.schema`, which also runs as a module.
"""

from rules.authoring.check import check_rules
from rules.authoring.explain import explain, explain_text
from rules.authoring.reload import LiveRules, Refresh
from rules.authoring.report import CheckReport, TestFailure, TestReport
from rules.authoring.revisions import write_revisions
from rules.authoring.trial import SequenceRunner, Told, test_rules

__all__ = [
    "CheckReport",
    "LiveRules",
    "Refresh",
    "SequenceRunner",
    "TestFailure",
    "TestReport",
    "Told",
    "check_rules",
    "explain",
    "explain_text",
    "test_rules",
    "write_revisions",
]
