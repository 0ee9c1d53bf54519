"""The one sentence that an officer must take in: who, whom, what, how far; honest about what the text leaves out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

from flows.alerts.event import Alert
from flows.alerts.hostile import defuse
from flows.alerts.naming import Model, alliance, deniers, listed, treaty, weapons
from flows.alerts.roles import Names, Roles, is_state, roles_of
from flows.alerts.sentences import joiners, leaver, sentence_of
from flows.alerts.stages import HALTS, UNSPECIFIC
from flows.alerts.wording import Sentence, Words
from rules import CertaintyDetail, MentionType

_VERB = re.compile(r"(\w+)\|(\w+)")
LONGEST_NAME = 14  # characters; what is longer is told by its code, in the last resort


class Style(Enum):
    """How much room a headline takes. Each is tried when the one before does not fit."""

    FULL = "full"
    SHORT = "short"
    MODEL = "model"  # the short sentence with the model for the kind: `26 Rafale`
    PLAIN = "plain"  # or with the kind alone
    TERSE = "terse"  # with the first of each list only
    BARE = "bare"  # the same without the claimant; a hedge stays
    CODES = "codes"  # `Korut>Rusia artillery-shell`: always fits


_MODELS = {Style.FULL: Model.BESIDE, Style.SHORT: Model.BESIDE, Style.MODEL: Model.ALONE}


def headline(alert: Alert, names: Names, words: Words, language: str, style: Style = Style.FULL) -> str:
    """The sentence, with the claimant in front where it is a claim: `AS: Korea Utara memasok peluru artileri ke Rusia`.

    A rule without frame (a topic) has no roles to make a sentence of: then it is the article's own title, defused.
    """
    roles = roles_of(alert)
    if alert.event.type is MentionType.TOPIC:
        title = defuse(alert.decision.sighting.title) or alert.decision.mention.rule
        return title if style in (Style.FULL, Style.SHORT) else alert.decision.mention.rule
    if style is Style.CODES:
        return _codes(roles, names, language)
    short = style is not Style.FULL
    one = 1 if style in (Style.TERSE, Style.BARE) else 3
    actor = names.short_actor if short else names.actor
    sentence = sentence_of(alert, roles, words)
    template = _template(sentence, roles, short)
    told = _told_parties(roles, template)
    parties = listed(told, lambda c: actor(c, language), words, max(one, 2), between="-" if short else "")
    if sentence is words.no_roles:
        parties = f"{parties}: " if parties else ""
    gone = leaver(alert, roles)
    new = joiners(alert)
    actors = {"S": roles.suppliers, "R": roles.recipients, "P": told, "D": roles.deniers, "N": new}
    template = _agreeing(template, actors)
    filled = template.format(
        S=listed(roles.suppliers, lambda c: actor(c, language), words, one) or words.somebody,
        R=listed(roles.recipients, lambda c: actor(c, language), words, one) or words.somebody,
        W=weapons(alert, roles, names, words, language, one, model=_MODELS.get(style, Model.NONE)),
        P=parties or ("" if sentence is words.no_roles else words.some_parties),
        G=words.staged(roles.stage, alert.event.type),
        T=treaty(alert, roles, names, words, language, alone=_is_alone(template), brief=one == 1),
        N=listed(new, lambda c: actor(c, language), words, max(one, 2)),
        D=deniers(roles, lambda c: actor(c, language), words, one),
        A=alliance(roles, lambda c: actor(c, language), words),
        L=actor(gone, language) if gone else words.somebody,
        O=listed([p for p in roles.parties if p != gone], lambda c: actor(c, language), words, one),
    )
    claim = (
        ""
        if style is Style.BARE and roles.detail not in words.hedge
        else _claimed_by(alert, roles, names, words, language)
    )
    if claim and not claim.endswith(": "):  # "Diduga …": the sentence goes on
        return claim + (filled[:1].lower() + filled[1:] if template[0] != "{" else filled)
    return claim + filled[:1].upper() + filled[1:]


def clipped(alert: Alert, names: Names, words: Words, language: str, room: int) -> str:
    """The barest sentence cut between words to this many characters; empty where its end holds the verb."""
    roles = roles_of(alert)
    template = _template(sentence_of(alert, roles, words), roles, short=True)
    if roles.stage in HALTS or not template.startswith(("{S} ", "{R} ", "{P} ", "{D} ", "{N} ")):
        return ""
    sentence = headline(alert, names, words, language, Style.BARE)
    cut = sentence[: room - 1].rpartition(" ")[0]
    return f"{cut}…" if len(cut) >= room // 2 else ""


def _agreeing(template: str, actors: Mapping[str, tuple[str, ...]]) -> str:
    """The verb in the number of who stands before it: `plan|plans` is for several, then for one."""
    several = len(actors.get(template[1:2], ())) > 1
    return _VERB.sub(lambda verb: verb[1] if several else verb[2], template)


def _is_alone(template: str) -> bool:
    return not any(place in template for place in ("{P}", "{L}"))


def _told_parties(roles: Roles, template: str) -> tuple[str, ...]:
    """The parties that the sentence speaks of: an alliance has a place of its own, and nobody's secretariat leaves."""
    states = tuple(p for p in roles.parties if is_state(p))
    return states if states and ("{A}" in template or roles.stage in HALTS) else roles.parties


def _template(sentence: Sentence, roles: Roles, short: bool) -> str:
    if not roles.suppliers and roles.recipients and sentence.no_supplier:
        return sentence.no_supplier
    if not roles.recipients and roles.suppliers and sentence.no_recipient:
        return sentence.no_recipient
    return sentence.short if short else sentence.full


def _claimed_by(alert: Alert, roles: Roles, names: Names, words: Words, language: str) -> str:
    """`AS: ` for a claim of the United States, `Diduga: ` for a suspicion; nothing where the sentence needs none."""
    if roles.detail in words.hedge:
        return words.hedge[roles.detail]
    claimants = alert.decision.mention.claimants
    party = {*roles.suppliers, *roles.recipients, *roles.parties}
    if roles.detail not in (CertaintyDetail.OFFICIAL_CLAIM, CertaintyDetail.CLAIM) or not claimants:
        return ""
    if set(claimants) <= party:
        return ""
    return f"{listed(claimants, lambda c: names.short_actor(c, language), words, 2)}: "


def _codes(roles: Roles, names: Names, language: str) -> str:
    """A few names and codes, for the last resort."""

    def who(code: str) -> str:
        name = defuse(names.short_actor(code, language))
        return name if len(name) <= LONGEST_NAME else code.upper()

    if roles.parties and not roles.suppliers and not roles.recipients:
        return f"{'+'.join(map(who, roles.parties[:2]))} {roles.treaty or ' '.join(roles.weapons[:1])}".strip()[:60]
    pair = f"{'+'.join(map(who, roles.suppliers[:2])) or '?'}>{'+'.join(map(who, roles.recipients[:2])) or '?'}"
    return f"{pair} {roles.weapons[0] if roles.weapons else UNSPECIFIC}"[:60]
