"""Which open event a mention may belong to: roles compared one by one, unknown ones fitting everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.alerts.event import Event, EventStatus, Sighting
from flows.alerts.stages import Lineage, is_unspecific, related
from flows.alerts.threads import takes
from rules import Certainty, Mention, MentionType

# How long after an event was last mentioned a text that names only one side may still belong to it.
SAME_GAP_DAYS = 10  # both leave out the same side
WEAPON_DAYS = 14  # the weapons are named on both sides
VAGUE_DAYS = 2  # "senjata" and one side

# A word for many states says as little about a side as silence: "sekutu Barat" may be any of them.
VAGUE_ACTORS = frozenset({"west"})
LOOSE_TREATY = "defence-pact"  # what the press calls every treaty about armies, beside its name
LOOSE_TREATIES = frozenset({LOOSE_TREATY, "defence-cooperation"})  # one signature: "pakta", "kerja sama pertahanan"

_PAIR_TYPES = frozenset(
    {
        MentionType.WEAPONS_TRANSFER,
        MentionType.WEAPONS_USE,
        MentionType.PRODUCTION,
        MentionType.TECH_SUPPORT,
        MentionType.TROOP_DEPLOYMENT,
    }
)


@dataclass(frozen=True, slots=True)
class Fit:
    """A candidate event. `same_weapon` is False when the pair is the same but the weapons are other ones."""

    event: Event
    score: int
    same_weapon: bool


def fitting_events(
    mention: Mention, sighting: Sighting, candidates: Sequence[Event], lineage: Lineage
) -> tuple[Fit, ...]:
    """Events that the mention may belong to, best first; among equals the one opened last."""
    fits = [
        fit
        for event in candidates
        if event.status is EventStatus.OPEN and takes(event, mention, sighting.at, lineage)
        if (fit := _fit(mention, sighting.at, event, lineage)) is not None
    ]
    return tuple(sorted(fits, key=lambda f: (-f.score, -f.event.opened_at.timestamp(), f.event.id)))


def tell_alike(one: Sequence[Mention], other: Sequence[Mention], lineage: Lineage) -> bool:
    """True when two articles have a development in common: the same type, an actor in common, weapons that may be one.

    Newsrooms end short articles with the same paragraphs; only those that also tell the same thing are copies.
    """
    return any(_alike(a, b, lineage) for a in one for b in other if not a.background and not b.background)


def _alike(a: Mention, b: Mention, lineage: Lineage) -> bool:
    if a.type is not b.type:
        return same_sides(a, b) and related(a.weapons, b.weapons, lineage)
    actors, others = ({*m.suppliers, *m.recipients, *m.parties} for m in (a, b))
    if (actors or others) and not actors & others:
        return False
    return a.type is MentionType.TREATY or related(a.weapons, b.weapons, lineage)


def same_sides(one: Mention | Event, other: Mention | Event) -> bool:
    """True when both name the same giver and the same taker, whatever kind of development they tell."""
    named = bool(one.suppliers and one.recipients)
    return named and one.suppliers == other.suppliers and one.recipients == other.recipients


def narrowed(mention: Mention, event: Event, others: Sequence[Event]) -> Mention:
    """The mention without what is no more than another word for what the event knows, or has an event of its own.

    A list of known suppliers is nothing new, nor is "Barat" where the states are named, nor "rudal" of air defence.
    """
    return replace(
        mention,
        suppliers=_own(mention.suppliers, event.suppliers, [a for e in others for a in e.suppliers]),
        recipients=_own(mention.recipients, event.recipients, [a for e in others for a in e.recipients]),
        weapons=_without_half_names(mention.weapons, event.weapons),
    )


def _without_half_names(told: tuple[str, ...], known: Sequence[str]) -> tuple[str, ...]:
    """Without "rudal" where "sistem rudal pertahanan udara" is known and no other missile."""
    if "air-defence" not in known or any("missile" in w for w in known):
        return told
    return tuple(w for w in told if w != "missile")


def _own(told: tuple[str, ...], known: Sequence[str], elsewhere: Sequence[str]) -> tuple[str, ...]:
    return tuple(a for a in told if a in known or (a not in elsewhere and a not in VAGUE_ACTORS)) if known else told


def _fit(mention: Mention, at: datetime, event: Event, lineage: Lineage) -> Fit | None:
    if mention.type is MentionType.TREATY:
        return _treaty_fit(mention, at, event) if event.type is MentionType.TREATY else None
    if mention.type is MentionType.TOPIC:
        return _topic_fit(mention, event)
    if not _types_meet(mention, event) or not _is_near_enough(mention, at, event):
        return None
    return _pair_fit(mention, event, lineage)


def _types_meet(mention: Mention, event: Event) -> bool:
    """The same type; besides, the use of weapons belongs to the transfer that brought them.

    Not the other way round: weapons are used every day, and a delivery must not drown in that.
    """
    return event.type in _PAIR_TYPES and (
        mention.type is event.type
        or (mention.type is MentionType.WEAPONS_USE and event.type is MentionType.WEAPONS_TRANSFER)
    )


def _is_near_enough(mention: Mention, at: datetime, event: Event) -> bool:
    """A text that leaves a side out fits many events: it belongs to one only while that is in everybody's mouth.

    A denial may come late and is seldom complete, so it has the whole window.
    """
    told = (bool(mention.suppliers), bool(mention.recipients))
    known = (bool(event.suppliers), bool(event.recipients))
    if (all(told) and all(known)) or mention.certainty is Certainty.DENIED:
        return True
    if told == known:
        days = SAME_GAP_DAYS
    elif is_unspecific(mention.weapons) or is_unspecific(event.weapons):
        days = VAGUE_DAYS
    else:
        days = WEAPON_DAYS
    return abs(at - event.last_seen_at) <= timedelta(days=days)


def _pair_fit(mention: Mention, event: Event, lineage: Lineage) -> Fit | None:
    suppliers = _overlap(mention.suppliers, event.suppliers)
    recipients = _overlap(mention.recipients, event.recipients)
    if suppliers < 0 or recipients < 0:
        return None
    if suppliers + recipients == 0 and not _sides_unsaid(mention, event):
        return None
    whole_pair = suppliers > 0 and recipients > 0
    same_weapon = related(mention.weapons, event.weapons, lineage)
    if not same_weapon and not whole_pair:
        return None
    score = 10 * (suppliers + recipients) + (4 if mention.type is event.type else 0)
    if same_weapon:
        specific = not is_unspecific(mention.weapons) and not is_unspecific(event.weapons)
        score += 8 if specific else 5
    score += 3 if mention.when is not None and mention.when.isoformat() == event.when else 0
    return Fit(event, score, same_weapon)


def _sides_unsaid(mention: Mention, event: Event) -> bool:
    """One of them names actors without saying who gives and who takes; an actor in common is all there is to go by."""
    told = {*mention.suppliers, *mention.recipients}
    known = {*event.suppliers, *event.recipients}
    if told and known:
        return False
    return bool((told or {*mention.parties}) & (known or {*event.parties}))


def _treaty_fit(mention: Mention, at: datetime, event: Event) -> Fit | None:
    told, known = set(mention.parties), set(event.parties)
    fresh = abs(at - event.last_seen_at) <= timedelta(days=VAGUE_DAYS)
    kind = _treaty_kind(mention, event)
    if kind < 0 and not (fresh and told == known and _is_one_signature(mention, event)):
        return None
    kind = max(kind, 0)
    shared = len(told & known)
    subset = told <= known or known <= told
    if told and known:
        # One common party is enough only where the treaty itself has a name or class in common, or is today's news.
        if not subset or (min(len(told), len(known)) == 1 and kind == 0 and not fresh):
            return None
    elif kind < 2:
        return None
    return Fit(event, 10 * shared + 4 * kind + (5 if told == known else 0), same_weapon=True)


def _treaty_kind(mention: Mention, event: Event) -> int:
    """2 the same treaty, 1 the same class, 0 not said on one side, -1 another one."""
    if mention.treaty and event.treaty:
        return 2 if _is_one_name(mention.treaty, event.treaty) else -1
    if mention.treaty_class and event.treaty_class and mention.treaty_class != event.treaty_class:
        loose = (mention if event.treaty else event).treaty_class == LOOSE_TREATY
        one_named = bool(mention.treaty) != bool(event.treaty)
        return 0 if loose and one_named else -1
    return 1 if mention.treaty_class and event.treaty_class else 0


def _is_one_signature(mention: Mention, event: Event) -> bool:
    """Today's step of these very parties, under another of the words that the press has for every such treaty."""
    if (mention.treaty and event.treaty) or mention.stage is not event.stage:
        return False
    return {mention.treaty_class, event.treaty_class} <= LOOSE_TREATIES


def _is_one_name(one: str, other: str) -> bool:
    """The same slug, or a kind's own name beside one of that kind: `raa` and `raa-jp-ph`."""
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def _topic_fit(mention: Mention, event: Event) -> Fit | None:
    """A simple rule has no frame: the same rule about the same actors is the same topic, unless sides contradict."""
    if event.rule != mention.rule or event.type is not MentionType.TOPIC:
        return None
    if _overlap(mention.suppliers, event.suppliers) < 0 or _overlap(mention.recipients, event.recipients) < 0:
        return None
    told = {*mention.suppliers, *mention.recipients, *mention.parties}
    known = {*event.suppliers, *event.recipients, *event.parties}
    return Fit(event, len(told & known), same_weapon=True) if told <= known or known <= told else None


def _overlap(told: Sequence[str], known: Sequence[str]) -> int:
    """2 when they are the same, 1 when they share an actor, 0 when one side does not say, -1 when they differ."""
    if not told or not known:
        return 0
    if set(told) == set(known):
        return 2
    told, known = ([a for a in side if a not in VAGUE_ACTORS] for side in (told, known))
    if not told or not known:
        return 0
    return 1 if set(told) & set(known) else -1
