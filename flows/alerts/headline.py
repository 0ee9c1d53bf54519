"""The one sentence that an officer must take in: who, whom, what, how far; honest about what the text leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import permutations
from typing import Protocol

from flows.alerts.event import Alert, State
from flows.alerts.hostile import defuse
from flows.alerts.novelty import UNKNOWN_DENIER
from flows.alerts.signs import Sign, act_of, says
from flows.alerts.stages import HALTS, UNSPECIFIC, is_unspecific, merged_classes, plain_lineage
from flows.alerts.wording import Sentence, Words
from rules import CertaintyDetail, MentionType, Quantity, Stage

LONGEST_COUNT = 24  # characters; what is longer is no count
_AHEAD = frozenset({Stage.SOUGHT, Stage.NEGOTIATING, Stage.PLANNED})


class Names(Protocol):
    """What things are called; an unknown code comes back as it is. The lexicon's names fit."""

    def actor(self, code: str, language: str = "id") -> str:
        """`Korea Utara` for KP."""

    def short_actor(self, code: str, language: str = "id") -> str:
        """`Korut` for KP."""

    def weapon(self, weapon_class: str, language: str = "id") -> str:
        """`rudal balistik` for ballistic-missile."""

    def treaty(self, slug: str, language: str = "id") -> str:
        """The name of a treaty or of a kind of treaty."""

    def outlet(self, slug: str) -> str:
        """`Reuters` for reuters."""


class Style(Enum):
    """How much room a headline takes. Each is tried when the one before does not fit."""

    FULL = "full"
    SHORT = "short"
    TERSE = "terse"  # the short sentence with the first of each list only
    BARE = "bare"  # the same without the claimant; a hedge stays
    CODES = "codes"  # `KP>RU artillery-shell`: always fits


@dataclass(frozen=True, slots=True)
class Roles:
    """Who and what the alert is about: the mention's word, and the event's where the mention is silent."""

    suppliers: tuple[str, ...]
    recipients: tuple[str, ...]
    parties: tuple[str, ...]
    weapons: tuple[str, ...]
    treaty: str
    deniers: tuple[str, ...]
    stage: Stage
    detail: CertaintyDetail


def roles_of(alert: Alert) -> Roles:
    """The roles that the message names."""
    mention, event = alert.decision.mention, alert.event
    unsaid = is_unspecific(mention.weapons)
    is_denial = alert.state is State.DENIED
    return Roles(
        suppliers=mention.suppliers or event.suppliers,
        recipients=mention.recipients or event.recipients,
        parties=mention.parties
        if mention.stage is Stage.WITHDRAWN or len(mention.parties) >= len(event.parties)
        else event.parties,
        weapons=merged_classes((), (event.weapons or mention.weapons) if unsaid else mention.weapons, plain_lineage),
        treaty=mention.treaty or event.treaty or mention.treaty_class or event.treaty_class or "",
        deniers=_told_deniers(alert) if is_denial else event.deniers,
        stage=event.stage if mention.stage is Stage.DENIED else mention.stage,
        detail=CertaintyDetail.DENIED if is_denial else mention.detail,
    )


def headline(alert: Alert, names: Names, words: Words, language: str, style: Style = Style.FULL) -> str:
    """The sentence, with the claimant in front where it is a claim: `AS: Korea Utara memasok peluru artileri ke Rusia`.

    A rule without frame (a topic) has no roles to make a sentence of: then it is the article's own title, defused.
    """
    roles = roles_of(alert)
    if alert.event.type is MentionType.TOPIC:
        title = defuse(alert.decision.sighting.title) or alert.decision.mention.rule
        return title if style in (Style.FULL, Style.SHORT) else alert.decision.mention.rule
    if style is Style.CODES:
        return _codes(roles)
    short = style is not Style.FULL
    one = 3 if style in (Style.FULL, Style.SHORT) else 1
    actor = names.short_actor if short else names.actor
    sentence = _sentence(alert, roles, words)
    parties = listed(roles.parties, lambda c: actor(c, language), words, max(one, 2), between="-" if short else "")
    if sentence is words.no_roles:
        parties = f"{parties}: " if parties else ""
    template = _template(sentence, roles, short)
    counted = alert.decision.mention.quantity if one > 1 and roles.detail is not CertaintyDetail.DENIED else None
    filled = template.format(
        S=listed(roles.suppliers, lambda c: actor(c, language), words, one) or words.somebody,
        R=listed(roles.recipients, lambda c: actor(c, language), words, one) or words.somebody,
        W=_weapons(roles, names, words, language, one, counted),
        P=parties or ("" if sentence is words.no_roles else words.some_parties),
        G=words.staged(roles.stage, alert.event.type),
        T=_treaty(alert, roles, names, words, language, alone="{P}" not in template, brief=one == 1),
        N=listed(_joiners(alert), lambda c: actor(c, language), words, max(one, 2)),
        D=_deniers(roles, lambda c: actor(c, language), words, one),
    )
    claim = (
        ""
        if style is Style.BARE and roles.detail not in words.hedge
        else _claimed_by(alert, roles, names, words, language)
    )
    if claim and not claim.endswith(": "):  # "Diduga …": the sentence goes on
        return claim + (filled[:1].lower() + filled[1:] if template[0] != "{" else filled)
    return claim + filled[:1].upper() + filled[1:]


def listed(codes: Sequence[str], name: Callable[[str], str], words: Words, most: int = 3, between: str = "") -> str:
    """`a`, `a dan b`, `a, b, dan c`, `a, b, c, dan 2 lainnya`, `a dll.`; each name defused."""
    shown = [defuse(name(code)) for code in codes[:most]]
    if most == 1 and len(codes) > 1:
        return f"{shown[0]} {words.and_so_on}"
    if len(codes) > most:
        shown.append(words.others.format(n=len(codes) - most))
    if between and len(codes) <= most:
        return between.join(shown)
    if len(shown) < 2:
        return "".join(shown)
    if len(shown) == 2:
        return f"{shown[0]} {words.conjunction} {shown[1]}"
    return f"{', '.join(shown[:-1])}, {words.conjunction} {shown[-1]}"


def goes_on(alert: Alert) -> bool:
    """True when what was running goes on after a halt; what had been refused begins only now."""
    before = {c.before for c in alert.decision.changed if c.axis == "stage"}
    return alert.decision.reason == "resumed" and Stage.REFUSED.value not in before


def _told_deniers(alert: Alert) -> tuple[str, ...]:
    told = [c.after.split(",") for c in alert.decision.changed if c.axis == "denied"]
    return tuple(told[0]) if told else alert.event.deniers


def _sentence(alert: Alert, roles: Roles, words: Words) -> Sentence:
    is_treaty = alert.event.type is MentionType.TREATY
    if roles.detail is CertaintyDetail.DENIED:
        if is_treaty:
            return words.treaty_denial
        deniers = set(roles.deniers)
        if deniers and deniers <= set(roles.suppliers):
            return words.denial_by_supplier
        return words.denial_by_recipient if deniers and deniers <= set(roles.recipients) else words.denial
    if not is_treaty and not roles.suppliers and not roles.recipients:
        return words.unnamed.get(alert.event.type, words.no_roles)
    if goes_on(alert) and roles.stage not in _AHEAD and alert.event.type in words.resumed:
        return words.resumed[alert.event.type]
    if is_treaty and _joiners(alert):
        return words.joining[0 if roles.stage in _AHEAD else 1]
    if is_treaty and roles.treaty and roles.stage in words.treaty_named and alert.event.treaty:
        return words.treaty_named[roles.stage]
    if roles.stage in HALTS and words.sentences(alert.event.type) is words.transfer:
        return _halt(alert, roles, words)
    if is_treaty and roles.stage is Stage.WITHDRAWN and (act := act_of(alert.decision.mention)):
        return words.treaty_left[act]
    if is_treaty and len(roles.parties) > 1 and roles.stage in words.treaty_joint:
        return words.treaty_joint[roles.stage]
    sentences = words.sentences(alert.event.type)
    return sentences.get(roles.stage) or next(iter(sentences.values()))


def _halt(alert: Alert, roles: Roles, words: Words) -> Sentence:
    """Who stopped it is said only when they say it themselves or the words do: buyers cancel as well as sellers.

    To refuse is the supplier's, as a rule.
    """
    mention = alert.decision.mention
    by = set(mention.claimants) if mention.detail is CertaintyDetail.ADMITTED else set()
    if (
        roles.suppliers
        and roles.recipients
        and ((by and by <= set(roles.recipients)) or says(mention, Sign.BUYER_STOPS))
    ):
        return words.halted_by_recipient[roles.stage]
    if roles.stage is Stage.REFUSED or (by and by <= set(roles.suppliers)):
        return words.transfer[roles.stage]
    return words.halted[roles.stage]


def _joiners(alert: Alert) -> tuple[str, ...]:
    """Who is new beside the parties of a treaty that is known, when that is the news."""
    changed = {c.axis: c for c in alert.decision.changed}
    party = changed.get("party")
    if alert.event.type is not MentionType.TREATY or party is None or "stage" in changed:
        return ()
    return tuple(code for code in party.after.split(",") if code) if len(party.before.split(",")) > 1 else ()


def _treaty(alert: Alert, roles: Roles, names: Names, words: Words, language: str, *, alone: bool, brief: bool) -> str:
    """The treaty's name, without the parties where the sentence names them; in brief its kind, if that is shorter."""
    kind = alert.decision.mention.treaty_class or alert.event.treaty_class
    if not roles.treaty:
        return words.some_treaty
    name = names.treaty(roles.treaty, language)
    if brief and kind:
        name = min(name, names.treaty(kind, language), key=len)
    if alone or len(roles.parties) < 2:
        return name
    for pair in permutations([names.actor(code, language) for code in roles.parties]):
        name = name.removesuffix(f" {'-'.join(pair)}")
    return name


def _template(sentence: Sentence, roles: Roles, short: bool) -> str:
    if not roles.suppliers and roles.recipients and sentence.no_supplier:
        return sentence.no_supplier
    if not roles.recipients and roles.suppliers and sentence.no_recipient:
        return sentence.no_recipient
    return sentence.short if short else sentence.full


def _weapons(
    roles: Roles, names: Names, words: Words, language: str, most: int, counted: Quantity | None = None
) -> str:
    """`rudal balistik dan drone`; of one kind with its count, `24 jet tempur`, in the language of the text."""
    classes = [w for w in roles.weapons if w != UNSPECIFIC]
    if counted and len(classes) < 2 and language == "id" and len(counted.words) <= LONGEST_COUNT:
        return f"{defuse(counted.words)} {names.weapon(classes[0], language) if classes else words.weapons}"
    return listed(classes, lambda w: names.weapon(w, language), words, most) or words.weapons


def _deniers(roles: Roles, name: Callable[[str], str], words: Words, most: int) -> str:
    return listed([d for d in roles.deniers if d != UNKNOWN_DENIER], name, words, most) or words.somebody


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


def _codes(roles: Roles) -> str:
    """Codes alone, at most a few of each, for the last resort."""
    if roles.parties and not roles.suppliers and not roles.recipients:
        return f"{'+'.join(roles.parties[:2])} {roles.treaty or ' '.join(roles.weapons[:1])}".strip()[:60]
    pair = f"{'+'.join(roles.suppliers[:2]) or '?'}>{'+'.join(roles.recipients[:2]) or '?'}"
    return f"{pair} {roles.weapons[0] if roles.weapons else UNSPECIFIC}"[:60]
