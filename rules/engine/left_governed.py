"""An actor in front of a trigger who hangs on a preposition or on another verb: seldom the subject."""

from __future__ import annotations

from dataclasses import dataclass

from rules.engine.control import blames, punished, shared_subject
from rules.engine.governors import operators_before, position, subject_of
from rules.engine.left_walk import FOUND, LeftWalk
from rules.engine.slots import BENEFIT
from rules.engine.units import Kind, Unit
from rules.indonesian import grammar
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

CHOOSING = word_set("memilih pilih menunjuk tunjuk menggandeng gandeng")
"""Verbs whose object does what follows for the subject: `Peru memilih Hyundai untuk memasok tank`."""
_ACTING = (Kind.VERB, Kind.OP, Kind.ATTACK, Kind.LEX)
_OWN_CLAUSE = ("accuse", "demand", "confirm", "deny", "seek")
"""Operators whose object is the subject of what follows, whatever stands between."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A list of actors, where it begins, and the preposition, verb or weapon that it hangs on."""

    group: list[Unit]
    first: int
    ruler: Unit | None


# a preposition


def behind_preposition(walk: LeftWalk, actor: Actor) -> int | None:
    """`dari [Jerman]`, `bagi [Indonesia] untuk membeli`, `sejak [AS] mengirim`: what the preposition makes of him."""
    ruler, units, first = actor.ruler, walk.units, actor.first
    if ruler is None or ruler.kind is not Kind.PREP or ruler.prep in ("", "between"):
        return None
    came = ruler.prep == "to" and _travelled(units, position(units, ruler))
    if walk.linked and walk.gets and ruler.prep in ("for", "to") and _controls(walk, actor) and not came:
        walk.slots.subject, walk.slots.first = actor.group, first  # `kredit bagi [Indonesia] untuk membeli`
        walk.slots.add("lender", subject_of(units, position(units, ruler)))
        return FOUND
    if walk.linked and ruler.prep == "to" and _aim_behind(walk, first):
        walk.slots.add("visited", actor.group)  # `berkunjung ke [Seoul] untuk meminta amunisi`
    if ruler.norm in ("sejak", "semenjak") and ruler is units[first - 1] and walk.trigger.verbal == "active":
        walk.slots.subject, walk.slots.first, walk.slots.since = actor.group, first, True
        return FOUND
    if ruler.prep == "with":
        walk.slots.add("partner-left", actor.group)
    if ruler.prep in ("from", "for", "maker") and walk.trigger.voice is Voice.PASSIVE:
        owned = ruler.norm in ("bekas", "eks")  # `fregat bekas Inggris dijual ke ...`
        walk.slots.add("from" if owned else ruler.prep, actor.group)  # `tank dari Jerman dikirim ke Ukraina`
    return first - 1


_TRAVELS = word_set(
    """
    berkunjung terbang bertolak datang pergi bertandang melawat berangkat tiba kunjungan lawatan perjalanan melakukan
    beralih berpaling menoleh merapat mendekat berlabuh bertamu ke
    """
)


def _travelled(units: list[Unit], at: int) -> bool:
    """`berkunjung [ke] Ankara untuk membeli`: who travels there buys, not who is visited."""
    return any(u.norm in _TRAVELS for u in units[max(0, at - 4) : at]) or (at == 0)


def _controls(walk: LeftWalk, actor: Actor) -> bool:
    """Whether the link to the trigger stands right behind the actors."""
    behind = _behind(walk.units, actor.group)
    return walk.units[behind].norm in grammar.CONTROL and behind == _last_link(walk)


def _aim_behind(walk: LeftWalk, first: int) -> bool:
    link = _last_link(walk)
    return link > first and walk.units[link].prep == "for"


def _last_link(walk: LeftWalk) -> int:
    return next((n for n in range(walk.i - 1, max(-1, walk.i - 4), -1) if walk.units[n].norm in grammar.CONTROL), -1)


def _behind(units: list[Unit], group: list[Unit]) -> int:
    return min(position(units, group[-1]) + 1, len(units) - 1)


# another verb


def under_verb(walk: LeftWalk, actor: Actor) -> int | None:
    """An active verb has the actors as object: it is passed, or its object is who does what follows."""
    ruler, units = actor.ruler, walk.units
    if ruler is None or ruler.verbal != "active" or ruler.kind not in _ACTING:
        return None
    if walk.linked and ruler.norm in CHOOSING:
        walk.slots.add("for-weak", subject_of(units, position(units, ruler)))
    elif (walk.linked or walk.joined or walk.comma) and ruler.op not in _OWN_CLAUSE:
        return _past_verb(walk, actor, ruler)
    own = any(u.verbal and u.norm != "membantu" for u in units[_behind(units, actor.group) : walk.i])
    if "bantu" in ruler.norm and (own or not walk.trigger.noun):
        return _helping(walk, actor, ruler)
    return walk.take(actor.group, actor.first)


def _past_verb(walk: LeftWalk, actor: Actor, ruler: Unit) -> int:
    """The verb has its own clause: `untuk membantu [Ukraina]`, `AS sanksi [Turki], setop ...`."""
    if walk.linked and any(root in ruler.norm for root in BENEFIT):
        walk.slots.add("for-weak", actor.group)
    if walk.comma and blames(ruler):
        walk.slots.add("against", actor.group)
    return actor.first - 1


def _helping(walk: LeftWalk, actor: Actor, ruler: Unit) -> int:
    """`Iran membantu [Rusia] membangun pabrik`: who helps acts, who is helped gains."""
    at = position(walk.units, ruler)
    walk.slots.add("helped", actor.group)
    walk.slots.mods.append(ruler)
    helper = _helper(walk.units, at)
    walk.slots.subject = helper or actor.group
    walk.slots.first = position(walk.units, walk.slots.subject[0])
    operators_before(walk.s, walk.slots.first, walk.slots)
    walk.slots.sanctioned = not helper and punished(walk.units, at)
    return FOUND


def _helper(units: list[Unit], k: int) -> list[Unit]:
    """Who helps: the subject of the clause itself, nobody of the clause in front (`AS hukum X karena membantu ...`)."""
    found = subject_of(units, k)
    if found and any(u.kind in (Kind.SUB, Kind.REL) for u in units[position(units, found[0]) : k]):
        link = next(n for n in range(k - 1, -1, -1) if units[n].kind in (Kind.SUB, Kind.REL))
        return shared_subject(units, link, noun=False) if units[link].kind is Kind.SUB else []
    return found
