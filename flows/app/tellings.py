"""Messages as a backtest compares them: what was told then and now, paired up, and what moved in between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.alerts.event import Decision
from flows.app.explain import roles_of
from rules import Mention


@dataclass(frozen=True, slots=True)
class Telling:
    """A message that went out or would have: which development, by which article."""

    at: datetime
    article_id: str
    title: str
    url: str
    outlet: str
    state: str
    type: str
    rule: str
    roles: str
    stage: str
    certainty: str
    severity: str
    quote: str

    @property
    def news(self) -> tuple[str, str]:
        """What makes two tellings speak of the same thing."""
        return self.type, self.roles


def telling_of(decision: Decision) -> Telling:
    """The decision's message."""
    mention, sighting = decision.mention, decision.sighting
    return Telling(
        at=sighting.seen_at,
        article_id=sighting.article_id,
        title=sighting.title,
        url=sighting.url,
        outlet=sighting.outlet,
        state=decision.state.value,
        type=mention.type.value,
        rule=mention.rule,
        roles=roles_of(mention),
        stage=mention.stage.value,
        certainty=mention.certainty.value,
        severity=mention.severity.value,
        quote=next((e.text for e in mention.evidence), ""),
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """One development told differently; `axes` names what moved: `stage agreed -> delivered`."""

    then: Telling
    now: Telling
    axes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Messages then against messages now."""

    same: int
    new: tuple[Telling, ...]
    lost: tuple[Telling, ...]
    changed: tuple[Changed, ...]


NEAR = timedelta(days=3)  # the same news told by another article counts as the same message
AXES = ("state", "roles", "stage", "certainty", "severity")


def compare(then: Iterable[Telling], now: Iterable[Telling]) -> Comparison:
    """Pairs up what was told: same article and news first, then same article, then same news by another article."""
    left = list(then)
    pairs: list[tuple[Telling, Telling]] = []
    rest = list(now)
    for fits in (_same_news_and_article, _same_article, _same_news):
        unpaired = []
        for one in rest:
            other = next((t for t in left if fits(t, one)), None)
            if other is None:
                unpaired.append(one)
                continue
            left.remove(other)
            pairs.append((other, one))
        rest = unpaired
    changed = [Changed(a, b, axes) for a, b in pairs if (axes := _moved(a, b))]
    return Comparison(len(pairs) - len(changed), tuple(rest), tuple(left), tuple(changed))


def _same_news_and_article(then: Telling, now: Telling) -> bool:
    return then.article_id == now.article_id and then.news == now.news


def _same_article(then: Telling, now: Telling) -> bool:
    return then.article_id == now.article_id and then.type == now.type


def _same_news(then: Telling, now: Telling) -> bool:
    return then.news == now.news and then.state == now.state and abs(then.at - now.at) <= NEAR


def _moved(then: Telling, now: Telling) -> tuple[str, ...]:
    pairs = [(axis, getattr(then, axis, ""), getattr(now, axis, "")) for axis in AXES]
    moved = [f"{axis} {before} -> {after}" for axis, before, after in pairs if before != after]
    return (*moved, *(["told by another article"] if then.article_id != now.article_id else []))


def mention_key(mention: Mention) -> tuple[object, ...]:
    """What a mention says, without the words that it says it with."""
    m = mention
    return (m.type, m.stage, m.certainty, m.background, m.suppliers, m.recipients, m.parties, m.weapons, m.treaty)
