"""A test stub from an officer's word on an alert, ready to be pasted into the rule and worked over by its author."""

from __future__ import annotations

import json

from flows.alerts.event import Alert


def quiet_stub(alert: Alert, label: str, note: str) -> str:
    """YAML for the rule's list of quiet tests; the text is the evidence, which the author rewrites."""
    mention = alert.decision.mention
    words = " ".join(e.text for e in mention.evidence) or alert.decision.sighting.title
    because = note or label
    return (
        f"# {alert.id}, rule {mention.rule} r{mention.revision}: rewrite in your own words before keeping it\n"
        f"tests:\n  quiet:\n    - {{text: {json.dumps(words, ensure_ascii=False)}, "
        f"because: {json.dumps(because, ensure_ascii=False)}}}"
    )
