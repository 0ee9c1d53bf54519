"""Roles of a transfer, a use, a production: which slot of which verb in which voice is whom."""

from __future__ import annotations

from rules.engine.arms import (
    attacked,
    governed,
    index_of,
    join_claims,
    modified,
    modifies_weapon,
    name_classes,
)
from rules.engine.arrivals import owned_on_arrival, read_arrival, read_bound
from rules.engine.axes import read_axes
from rules.engine.budgets import read_budget
from rules.engine.claims import Claim
from rules.engine.cues import Cues
from rules.engine.deeds import read_agent, read_troops
from rules.engine.frames import Frames, Lexeme
from rules.engine.fronted import passive_operator, read_fronted, stuck_behind
from rules.engine.guards import guarded
from rules.engine.left import look_left
from rules.engine.lone_operators import OPERATOR_ALONE, read_operator
from rules.engine.no_more import read_no_more
from rules.engine.open_sides import open_side
from rules.engine.pairs import split_pairs
from rules.engine.production import read_know_how, read_partnership, read_production
from rules.engine.reactions import protested, punished_for, vetoed
from rules.engine.right import look_right
from rules.engine.roles import GIVING, Roles, codes_of, split_by_origin
from rules.engine.seizures import read_seizure, read_transit
from rules.engine.settling import before_subject, settle
from rules.engine.sides import (
    accused_of,
    bought_for_another,
    bound_for,
    built_abroad,
    by_company,
    contracted,
    fitted_out,
    handed_over_at,
    is_share,
    is_statistic,
    military_aid,
    own_equipment,
    own_weapons,
    programmes_fit,
    received_at_home,
    shown_off,
    signed_with,
    voted_down,
    weapons_from_relative,
)
from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence, Unit
from rules.engine.verbless import (
    read_approach,
    read_called_false,
    read_let_have,
    read_meant,
    read_owned_front,
    read_package,
    read_pair_deal,
)
from rules.indonesian.affixes import Form, Voice


class Binder:
    """Reads the clauses of a sentence into claims."""

    def __init__(self, frames: Frames, cues: Cues) -> None:
        self.frames = frames
        self.cues = cues

    def read(self, s: Sentence) -> list[Claim]:
        """Every claim of the sentence about weapons, in order."""
        claims: list[Claim] = []
        transit = read_transit(s)
        if transit is not None and (transit.suppliers[0], transit.recipients[0]) in self.frames.hostile:
            transit = None
        asked = transit or read_approach(s)
        if asked is not None:
            claims.append(asked)
        for i, unit in enumerate(s.units):
            if unit.norm in _NOUNS_FIRST and i and s.units[i - 1].kind is Kind.ACTOR:
                _read_as_verb(s.units, i)
            if asked is not None and asked.start <= i < asked.end:
                continue
            if unit.kind is Kind.LEX:
                for lexeme, form in unit.lexemes:
                    claim = self._lexeme(s, i, lexeme, form)
                    if claim is not None:
                        claims.extend([claim, *split_pairs(claim, lexeme)])
                        break
            elif unit.kind is Kind.OP and unit.op in OPERATOR_ALONE:
                claim = read_operator(self.frames, self.cues, s, i, unit)
                if claim is not None:
                    claims.append(claim)
        ended = None if claims else read_no_more(s) or read_bound(s)
        if ended is not None:
            claims.append(ended)
        seized = read_seizure(s)
        if seized is not None and not any(c.suppliers and c.recipients for c in claims):
            pair = (seized.suppliers[0], seized.recipients[0])
            if pair not in self.frames.hostile:
                claims.append(seized)
        money = read_budget(s)
        if money is not None and not any(c.suppliers and c.recipients for c in claims):
            claims.append(money)
        partners = None if any(c.suppliers and c.recipients for c in claims) else read_partnership(s)
        if partners is not None:
            claims.append(partners)
        known = None if any((c.suppliers and c.recipients) or c.frame == "tech" for c in claims) else read_know_how(s)
        if known is not None:
            claims.append(known)
        if not any((c.suppliers and c.recipients) or c.parties for c in claims):
            claims.extend(self._verbless(s))
        join_claims(claims)
        return claims

    def _verbless(self, s: Sentence) -> list[Claim]:
        found = (
            read_let_have(s)
            or read_called_false(s, self.cues.answers)
            or read_package(self.frames, s)
            or read_owned_front(s)
            or read_pair_deal(self.cues, s)
            or read_meant(self.frames, s)
        )
        return [found] if found is not None else []

    # one verb or noun

    def _lexeme(self, s: Sentence, i: int, lexeme: Lexeme, form: Form) -> Claim | None:
        unit = s.units[i]
        slots = Slots(last=i, first=i)
        end = look_right(s, i, slots)
        if i and s.units[i - 1].norm in self.cues.abstract:
            return None
        if form.voice is Voice.BARE and unit.norm in _NOUNS_FIRST and unit.noun:
            return None
        if form.voice is Voice.AGENT:
            return read_agent(s, i, lexeme, slots)
        if form.noun and modifies_weapon(s.units, i):
            at = modified(s.units, i)
            slots.object = [s.units[at]]
            slots.antecedent = True
            slots.first = at
            if attacked(s.units, at) or (unit.norm == "kiriman" and at and s.units[at - 1].kind is Kind.ATTACK):
                return None  # `kapal dihantam rudal kiriman Houthi`: it was fired, not given
            owner = slots.groups.pop("noun-owner", None) or slots.groups.pop("owner", None)
            if not owner and s.units[i - 1].kind is Kind.ACTOR and lexeme.root == "pesan":
                owner = [s.units[i - 1]]
            if governed(s.units, at):
                slots.groups = {k: v for k, v in slots.groups.items() if k in ("from", "by", "maker")}
            return self._claim(s, i, lexeme, form, slots, owner=owner)
        if lexeme.weapon_subject:
            if not read_arrival(self.frames, self.cues, s, i, lexeme, form, slots):
                return None
            return self._claim(s, i, lexeme, form, slots)
        look_left(s, i, slots)
        if unit.noun or _named(s.units, i):
            passive_operator(s, end, slots)
            voted_down(s.units, i, slots)
        if not (slots.subject or slots.stranger or slots.pronoun) and form.voice is not Voice.PASSIVE:
            read_fronted(self.frames, s, i, end, slots)
        return self._claim(s, i, lexeme, form, slots)

    def _shot_down(self, claim: Claim) -> bool:
        """`Rusia kirim 77 drone, Kyiv rontokkan 56`: what the enemy shoots down was launched."""
        units = claim.sentence.units
        foes = {u.code for u in units if u.kind is Kind.ACTOR}
        enemies = any((s, foe) in self.frames.hostile for s in claim.suppliers for foe in foes)
        return enemies and any(u.kind is Kind.ATTACK for u in units)

    def _home_buys(self, claim: Claim, lexeme: Lexeme) -> None:
        """`Indonesia-Prancis jalin kerja sama pembelian jet`: of two, the paper's own state buys or learns."""
        home = self.cues.home
        if (
            lexeme.wire in ("buy", "make")
            and len(claim.parties) == 2
            and home in claim.parties
            and home not in claim.origins
        ):
            claim.suppliers, claim.recipients = [c for c in claim.parties if c != home], [home]
            claim.parties = []

    def _claim(
        self, s: Sentence, i: int, lexeme: Lexeme, form: Form, slots: Slots, owner: list[Unit] | None = None
    ) -> Claim | None:
        unit = s.units[i]
        weapons = [u for u in slots.object if u.kind is Kind.WEAPON]
        if not weapons:
            weapons = slots.groups.get("with-weapon", [])
        other = [u for u in slots.object if u.kind in (Kind.TROOPS, Kind.CARGO)]
        if other and (not weapons or slots.object[0] is other[0]):
            if other[0].kind is Kind.TROOPS and lexeme.wire == "give":
                return read_troops(s, i, slots)
            if not weapons:
                return None
        if any(u.kind is Kind.TREATY for u in slots.object[:1]):
            return None
        carrier = form.voice is Voice.PASSIVE and lexeme.root in ("angkut", "antar", "bawa")
        if carrier and weapons and _carries(s.units[i + 1 : index_of(s.units, weapons[0])]):
            return None  # `bantuan diangkut pesawat militer`, `diangkut pesawat Antonov An-124`
        if lexeme.root == "miliki" and not slots.subject:
            return None  # `menunda kedatangan Su-35`: the noun
        if lexeme.wire == "get" and not unit.noun and weapons and contracted(s.units, i, weapons[0]):
            return None  # `mengantongi kontrak ekspor`: the noun between carries the claim
        claim_class = "weapons" if not weapons and military_aid(s, i, slots, lexeme) else lexeme.weapon or ""
        if not weapons and lexeme.wire == "give" and not unit.noun:
            weapons = _in_containers(s.units, i)
        if not weapons and _own_products(s.units, i, slots):
            claim_class = "weapons"
        if slots.antecedent and weapons and attacked(s.units, index_of(s.units, weapons[0])):
            return None  # `menghancurkan HIMARS yang dipasok AS`
        if unit.noun and lexeme.root == "selundup" and _fought(s.units, i):
            return None
        if lexeme.frame == "use" and _only_meant(s.units, i):
            return None
        if lexeme.root == "bantu" and not weapons and not unit.noun:
            weapons = own_weapons(s, i, slots)
            if not weapons:
                return None
            slots.object = weapons
        unnamed = not (slots.anaphor or slots.pronoun) or (lexeme.object_required and not slots.anaphor)
        if not weapons and not claim_class and unnamed:
            return None
        if lexeme.frame == "production":
            claim = read_production(self.frames, s, i, lexeme, slots, weapons)
            if claim is not None and claim.parties and not claim.suppliers:
                self._home_buys(claim, lexeme)
            return claim
        binder = Roles(lexeme, slots)
        roles = binder.bind(form, owner)
        if lexeme.deal and not weapons:
            return None
        if form.voice is Voice.NOUN and (slots.crossed or not roles["supplier"]) and lexeme.wire == "give":
            accused = accused_of(s, i, slots)
            if accused and not set(accused) & set(roles["recipient"]):
                roles["supplier"] = roles["supplier"] or accused
        claim = Claim(
            lexeme.frame, s, slots.first, max(slots.last, i) + 1, i,
            lexeme.noun_stage if unit.noun else lexeme.stage, noun=unit.noun,
            suppliers=roles["supplier"], recipients=roles["recipient"], weapons=weapons,
            relative=slots.antecedent, anaphor=slots.anaphor, pronoun=slots.pronoun,
        )  # fmt: skip
        if claim_class and not weapons:
            claim.classes = [claim_class]
            claim.anaphor = False
        name_classes(claim)
        if len(claim.suppliers) > 1 and not claim.recipients and lexeme.wire == "buy":
            split = split_by_origin(claim.suppliers, claim.origins)
            if split[0]:
                claim.suppliers, claim.recipients = split
        if slots.kept:
            claim.suppliers = claim.suppliers or codes_of(slots.subject)
            claim.stage = "agreed"
        if lexeme.root == "barter" and len(claim.suppliers) > 1 and not claim.recipients:
            claim.parties, claim.suppliers = claim.suppliers, []  # each gives and gets
        claim.goods = slots.goods
        if not claim.recipients and lexeme.wire in ("arrive", "join", "give", "station") and slots.places:
            goals = [] if lexeme.root == "kepemilikan" else slots.places
            goals = goals if lexeme.wire != "give" else bound_for(s.units, i, slots.places)
            claim.recipients = [c for c in goals if c not in claim.suppliers][:1]
        claim.gives = lexeme.wire == "give" and lexeme.frame == "transfer"
        claim.maker_sells = lexeme.frame == "transfer" and (lexeme.wire in ("buy", "arrive") or lexeme.deal)
        got = lexeme.frame == "transfer" and lexeme.wire in ("get", "join", "ask")
        claim.maker_near = got or (claim.gives and form.voice is Voice.NOUN)
        claim.maker_sells = claim.maker_sells or claim.maker_near or lexeme.root == "diperkuat"
        claim.visit = slots.visit
        received_at_home(claim, lexeme, slots)
        fitted_out(claim, lexeme, slots)
        shown_off(claim, lexeme, slots)
        if lexeme.weapon_subject:
            owned_on_arrival(claim, slots)
        bought_for_another(claim, lexeme, slots)
        own_equipment(claim, lexeme, slots)
        handed_over_at(claim, lexeme)
        if not programmes_fit(claim, lexeme):
            return None
        if lexeme.deal or binder.both:
            both = list(
                dict.fromkeys(
                    [
                        *binder.both,
                        *codes_of(slots.groups.get("with", [])),
                        *codes_of(slots.groups.get("by", [])),
                        *codes_of(slots.groups.get("between", [])),
                    ]
                )
            )
            if lexeme.deal and not both and not (claim.suppliers or claim.recipients):
                both = signed_with(s, slots)
            if not claim.suppliers and not claim.recipients:
                claim.suppliers, claim.recipients = split_by_origin(both, claim.origins)
                if len(both) == 1 and claim.origins:
                    claim.suppliers = both if both[0] in claim.origins else []
                    claim.recipients = both if both[0] not in claim.origins else []
            elif lexeme.deal and claim.suppliers and not claim.recipients:
                claim.recipients = [c for c in both if c not in claim.suppliers][:1]
            elif lexeme.deal and claim.recipients and not claim.suppliers:
                claim.suppliers = [c for c in both if c not in claim.recipients][:1]
            if not (claim.suppliers or claim.recipients):
                by_company(claim, [*slots.subject, *slots.groups.get("with", []), *slots.groups.get("between", [])])
            if not (claim.suppliers or claim.recipients):
                claim.parties = both
                self._home_buys(claim, lexeme)
        buying = lexeme.wire in ("buy", "get") or any(u.op == "receive" for u in slots.mods)
        axes = read_axes(claim.stage, slots.mods, buying=buying, before_subject=before_subject(s, slots))
        settle(claim, axes, slots)
        if lexeme.wire == "buy" and claim.stage == "refused" and set(codes_of(slots.subject)) & set(claim.suppliers):
            claim.suppliers = codes_of(slots.subject)  # who will not buy for another
        built_abroad(claim, lexeme)
        if slots.purpose and claim.stage == "delivered" and not axes.ops and not unit.noun:
            claim.stage = "planned"
        open_side(claim, lexeme, slots)
        if claim.stage == "sought" and not claim.suppliers:
            claim.suppliers = [c for c in codes_of(slots.groups.get("visited", [])) if c not in claim.recipients]
        told = {"announce"} == {op for op in axes.ops if op not in ("accuse", "confirm")}
        if claim.stage == "agreed" and (lexeme.weapon_subject or (told and not unit.noun)):
            claim.stage = lexeme.stage  # what is announced as done is done
        if (
            slots.stranger
            and (slots.antecedent or not axes.ops)
            and claim.stage != "sought"
            and not (claim.suppliers and claim.recipients)
            and not (lexeme.root == "serah" and claim.recipients)  # a yard hands over to somebody: no generality
        ):
            claim.reject = claim.reject or "generic"
        if (
            unit.noun
            and not owner
            and len([r for r in (claim.suppliers, claim.recipients) if r]) < 2
            and not claim.parties
        ):
            claim.passing = not any(
                u.op and u.op not in ("accuse", "confirm", "violate") and (u.op != "complete" or u.start > unit.start)
                for u in slots.mods
            ) and not (slots.kept or slots.contents)
        if slots.imperative and not claim.suppliers and claim.stage != "sought":
            claim.reject = claim.reject or "demand"  # `Amnesty: Hentikan ekspor senjata ...`
        if slots.antecedent and claim.frame == "transfer" and not weapons_from_relative(slots):
            recalled = not s.lead or ("accuse" in axes.ops and s.field != "title")
            claim.background = claim.background or recalled
        if slots.antecedent and form.voice is Voice.PASSIVE and stuck_behind(s.units, claim.end):
            claim.stage, claim.relative = "suspended", False  # `kapal selam yang dibeli Thailand dari China macet`
        if slots.sanctioned and claim.suppliers == codes_of(groups_owner(slots) or slots.subject):
            claim.background = True
        if slots.since or is_share(s, weapons):
            claim.background = True
        if lexeme.root in ("nanti", "tunggu"):
            claim.possible = True  # who waits, tells no stage
        if not (claim.suppliers and claim.recipients) and is_statistic(s.units, i, lexeme):
            claim.reject = claim.reject or "statistics"
        if (
            claim.stage == "sought"
            and unit.noun
            and slots.crossed
            and not claim.suppliers
            and claim.classes == ["weapons"]
        ):
            claim.reject = claim.reject or "demand"  # `DPR minta pemerintah menjelaskan pengadaan alutsista`
        for slot in ("to-pronoun", "for-pronoun"):
            if slot in slots.groups and not claim.recipients and lexeme.wire in GIVING:
                claim.pronoun_slot = "recipient"
        if lexeme.root == "kirim" and not claim.recipients and self._shot_down(claim):
            return None
        punished_for(claim, lexeme)
        if protested(claim, slots) or vetoed(claim, slots):
            claim.reject = ""
        return guarded(self.frames, self.cues, claim, lexeme, slots)


_NOUNS_FIRST = frozenset(("kontrak", "belanja"))
"""Nouns that are verbs in headlines, right behind their subject: `Polandia kontrak 96 Apache`."""


def _read_as_verb(units: list[Unit], i: int) -> None:
    """`Polandia kontrak 96 Apache`: behind its subject and in front of a count or a weapon the noun is a verb."""
    unit = units[i]
    behind = units[i + 1] if i + 1 < len(units) else unit
    lexemes = [pair for pair in unit.lexemes if pair[1].voice is Voice.BARE]
    if not lexemes or behind.kind not in (Kind.NUMBER, Kind.WEAPON) or (i > 1 and units[i - 2].noun):
        return
    unit.lexemes = tuple(lexemes)
    unit.voice, unit.noun, unit.verbal = Voice.BARE, False, "active"


def _fought(units: list[Unit], i: int) -> bool:
    """`sepakat perangi penyelundupan senjata`: a crime that is fought, nobody's supply."""
    return any(u.norm.startswith(_FIGHTS) for u in units[max(0, i - 3) : i])


_FIGHTS = (
    "perang", "memerang", "cegah", "mencegah", "berantas", "memberantas", "melawan", "tangkal", "menangkal",
    "mengatasi", "menekan", "menghadapi", "membasmi", "basmi",
)  # fmt: skip


def _in_containers(units: list[Unit], i: int) -> list[Unit]:
    """`mengapalkan 10 ribu kontainer ke Rusia, cukup untuk memuat [peluru]`: what the containers hold."""
    if not any(u.norm in ("kontainer", "peti", "kargo") for u in units[i + 1 : i + 5]):
        return []
    held = next((n for n in range(i + 2, len(units)) if units[n].norm in _HOLDS), -1)
    return [u for u in units[held + 1 : held + 6] if u.kind is Kind.WEAPON][:1] if held > 0 else []


_HOLDS = frozenset(("memuat", "berisi", "berisikan", "menampung", "mengangkut", "membawa"))


def _only_meant(units: list[Unit], i: int) -> bool:
    """`peluru untuk dipakai di Ukraina`, `rudal yang juga dipakai Chili`: what for, who else, not what is done."""
    k = i - 1
    front = {u.norm for u in units[max(0, i - 5) : i]}
    if units[i].voice is Voice.PASSIVE and "yang" in front and front & {"juga", "sejenis", "serupa", "mirip"}:
        return True
    while k > 0 and (units[k].kind is Kind.AUX or units[k].norm in ("bisa", "dapat", "mampu")):
        k -= 1
    aim = k >= 0 and (units[k].prep == "for" or units[k].norm in ("agar", "supaya"))
    return aim and units[i].voice is Voice.PASSIVE


def _own_products(units: list[Unit], i: int, slots: Slots) -> bool:
    """`Baykar menjual produknya kepada Moskow`: what a maker of arms sells is arms."""
    sold = any(u.norm in ("produknya", "produk-produknya", "dagangannya") for u in units[i + 1 : i + 3])
    return sold and any(u.company for u in slots.subject)


def groups_owner(slots: Slots) -> list[Unit]:
    """Whose weapon it is that somebody unnamed passes on: `perusahaan yang memasok drone Iran`."""
    return slots.groups.get("owner") or slots.groups.get("maker") or []


def _named(units: list[Unit], i: int) -> bool:
    """`perintahkan [ekspor] rudal disetop`: a root that is verb and noun stands as a noun behind another verb."""
    both = any(form.noun for _, form in units[i].lexemes) and i > 0
    return both and (units[i - 1].verbal == "active" or units[i - 1].norm.endswith("kan"))


def _carries(between: list[Unit]) -> bool:
    """Whether the weapon behind `diangkut` carries the goods: nothing but its kind and its builder stand before it."""
    return all(u.norm in ("pesawat", "kapal") or u.company or u.prep == "with" for u in between)
