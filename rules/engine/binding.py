"""Roles of a transfer, a use, a production: which slot of which verb in which voice is whom."""

from __future__ import annotations

from rules.engine.arms import (
    attacked,
    carried,
    governed,
    index_of,
    join_claims,
    modified,
    modifies_weapon,
    name_classes,
)
from rules.engine.axes import read_axes
from rules.engine.claims import Claim
from rules.engine.control import (
    fronted_subject,
    opens_sentence,
)
from rules.engine.cues import Cues
from rules.engine.deeds import read_agent, read_troops
from rules.engine.frames import Frames, Lexeme
from rules.engine.governors import operators_before, speaker_before_colon
from rules.engine.left import look_left
from rules.engine.lone_operators import OPERATOR_ALONE, read_no_more, read_operator
from rules.engine.production import read_production
from rules.engine.roles import GIVING, Roles, codes_of, split_by_origin
from rules.engine.seizures import read_seizure
from rules.engine.settling import before_subject, guarded, open_side, settle
from rules.engine.sides import (
    accused_of,
    bought_for_another,
    by_company,
    contracted,
    handed_over_at,
    is_share,
    military_aid,
    own_equipment,
    own_weapons,
    programmes_fit,
    received_at_home,
    signed_with,
    voted_down,
    weapons_from_relative,
)
from rules.engine.slots import Slots, coordinated, look_right
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.affixes import Form, Voice


class Binder:
    """Reads the clauses of a sentence into claims."""

    def __init__(self, frames: Frames, cues: Cues) -> None:
        self.frames = frames
        self.cues = cues

    def read(self, s: Sentence) -> list[Claim]:
        """Every claim of the sentence about weapons, in order."""
        claims: list[Claim] = []
        for i, unit in enumerate(s.units):
            if unit.kind is Kind.LEX:
                for lexeme, form in unit.lexemes:
                    claim = self._lexeme(s, i, lexeme, form)
                    if claim is not None:
                        claims.append(claim)
                        break
            elif unit.kind is Kind.OP and unit.op in OPERATOR_ALONE:
                claim = read_operator(self.frames, self.cues, s, i, unit)
                if claim is not None:
                    claims.append(claim)
        ended = None if claims else read_no_more(s)
        if ended is not None:
            claims.append(ended)
        seized = read_seizure(s)
        if seized is not None and not any(c.suppliers and c.recipients for c in claims):
            pair = (seized.suppliers[0], seized.recipients[0])
            if pair not in self.frames.hostile:
                claims.append(seized)
        join_claims(claims)
        return claims

    # one verb or noun

    def _lexeme(self, s: Sentence, i: int, lexeme: Lexeme, form: Form) -> Claim | None:
        unit = s.units[i]
        slots = Slots(last=i, first=i)
        end = look_right(s, i, slots)
        if i and s.units[i - 1].norm in self.cues.abstract:
            return None
        if form.voice is Voice.AGENT:
            return read_agent(s, i, lexeme, slots)
        if form.noun and modifies_weapon(s.units, i):
            at = modified(s.units, i)
            slots.object = [s.units[at]]
            slots.antecedent = True
            slots.first = at
            if attacked(s.units, at):
                return None
            owner = slots.groups.pop("noun-owner", None) or slots.groups.pop("owner", None)
            if not owner and s.units[i - 1].kind is Kind.ACTOR and lexeme.root == "pesan":
                owner = [s.units[i - 1]]
            if governed(s.units, at):
                slots.groups = {k: v for k, v in slots.groups.items() if k in ("from", "by", "maker")}
            return self._claim(s, i, lexeme, form, slots, owner=owner)
        if lexeme.weapon_subject:
            return self._arrival(s, i, lexeme, form, slots)
        look_left(s, i, slots)
        if unit.noun:
            _passive_operator(s, end, slots)
            voted_down(s.units, i, slots)
        if not (slots.subject or slots.stranger or slots.pronoun) and form.voice is not Voice.PASSIVE:
            self._fronted(s, i, end, slots)
        return self._claim(s, i, lexeme, form, slots)

    def _fronted(self, s: Sentence, i: int, end: int, slots: Slots) -> None:
        """`Setelah membeli rudal, Rusia ...`, `Kirim drone ke Sudan, UEA digugat`: the subject follows the comma.

        Behind a verb of accusation it is the one accused: `Selain memasok drone, AS menuding [Iran] ...`.
        """
        units = s.units
        accused = any(u.op == "accuse" and u.voice is Voice.PASSIVE for u in slots.mods)
        governed = not units[i].noun or any(u.op and u.verbal == "active" for u in slots.mods)
        if not (accused or slots.cataphoric or (governed and opens_sentence(units, i))):
            return
        comma = next((n for n in range(max(i, min(end - 2, slots.last + 1)), len(units)) if units[n].norm == ","), -1)
        if comma < 0 or any(u.kind is Kind.MARK and u.norm in ":;" for u in units[i:comma]):
            return
        if accused or slots.cataphoric:
            _accused_behind(units, comma, slots)
            return
        named, demand = fronted_subject(units, comma)
        others = {*codes_of(slots.groups.get("to", [])), *codes_of(slots.groups.get("from", []))}
        if any((u.code, code) in self.frames.hostile for u in named for code in others):
            return
        accusing = next((u for u in slots.mods if u.op == "accuse" and u.verbal == "active"), None)
        if accusing is not None and named:
            slots.op_subjects[id(accusing)] = named  # `Tuding persenjatai RSF, Sudan putus hubungan dengan [UEA]`
            after = units[index_of(units, named[0]) + 1 :]
            blamed = {u.code: u for u in after if u.kind is Kind.ACTOR and u.code not in (named[0].code, *others)}
            slots.subject = list(blamed.values()) if len(blamed) == 1 else []
            return
        if demand is not None:
            slots.mods.append(demand)
            slots.op_subjects[id(demand)] = named
            return
        slots.subject = [u for u in named if u.code not in others]

    def _arrival(self, s: Sentence, i: int, lexeme: Lexeme, form: Form, slots: Slots) -> Claim | None:
        """`Rafale pesanan Indonesia tiba di Jakarta`: what arrives is the subject, and it must be new there."""
        units = s.units
        slots.object = []
        if form.noun:
            look_right(s, i, slots)
            look_left(s, i, slots)
        for k in range(i - 1, max(-1, i - 26), -1) if not slots.object else ():
            unit = units[k]
            if (unit.kind is Kind.MARK and unit.norm in ".;:?!") or (unit.kind is Kind.SUB and unit.norm != "bahwa"):
                break
            if unit.kind is Kind.SUB:
                break
            if unit.kind is Kind.WEAPON:
                slots.object = [unit]
                slots.first = k
                break
            if unit.kind in (Kind.OP, Kind.CUE, Kind.NEG):
                slots.mods.append(unit)
        if not slots.object:
            return None
        at = next((n for n, u in enumerate(units) if u is slots.object[0]), i)
        colon = next((n for n in range(at - 1, -1, -1) if units[n].norm == ":"), -1)
        if colon > 0:
            slots.claimed_by = speaker_before_colon(units, colon)
        for unit in units[at + 1 : min(at + 6, i) if at < i else at + 6]:
            if unit.kind is Kind.ACTOR and at < i:
                slots.add("holder", [unit])
            elif unit.prep in ("from", "maker") and at < i:
                behind = units[at + 1 : i]
                source = next((u for u in behind if u.kind in (Kind.ACTOR, Kind.REL)), None)
                if source is not None and source.kind is Kind.ACTOR:
                    slots.add("from", [source])
                break
            elif at < i and (
                unit.kind in (Kind.NUMBER, Kind.AUX)
                or (unit.kind is Kind.WORD and (len(unit.norm) <= 2 or unit.norm in self.frames.new_marks))
            ):
                continue
            elif unit.kind is not Kind.WEAPON or not unit.system:
                break
        carried(units, i, slots)
        if not slots.object:
            return None
        visitor = slots.object[0].weapon in self.cues.visitors
        marked = any(mark in s.norms for mark in self.frames.new_marks if lexeme.root not in mark)
        sourced = "from" in slots.groups
        spoken = bool(slots.claimed_by) and not set(codes_of(slots.claimed_by)) & set(
            codes_of(slots.groups.get("from", []))
        )
        marked = marked or (sourced and spoken) or slots.carried
        if not marked and (visitor or not ("holder" in slots.groups or sourced)):
            return None
        if any(u.kind is Kind.ATTACK for u in units):
            return None
        before = units[max(0, slots.first - 4) : slots.first]
        if any(u.kind is Kind.NEG for u in before) and all(u.kind not in (Kind.MARK, Kind.ACTOR) for u in before[1:]):
            return None  # `belum satu pun tank tiba`
        if not form.noun and slots.first:
            operators_before(s, slots.first, slots)
        return self._claim(s, i, lexeme, form, slots)

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
        if carrier and weapons and index_of(s.units, weapons[0]) == i + 1:
            return None  # `bantuan diangkut pesawat militer`
        if lexeme.wire == "get" and not unit.noun and weapons and contracted(s.units, i, weapons[0]):
            return None  # `mengantongi kontrak ekspor`: the noun between carries the claim
        claim_class = "weapons" if not weapons and military_aid(s, i, slots, lexeme) else lexeme.weapon or ""
        if slots.antecedent and weapons and attacked(s.units, index_of(s.units, weapons[0])):
            return None  # `menghancurkan HIMARS yang dipasok AS`
        if lexeme.root == "bantu" and not weapons and not unit.noun:
            weapons = own_weapons(s, i, slots)
            if not weapons:
                return None
            slots.object = weapons
        unnamed = not (slots.anaphor or slots.pronoun) or (lexeme.object_required and not slots.anaphor)
        if not weapons and not claim_class and unnamed:
            return None
        if lexeme.frame == "production":
            return read_production(self.frames, s, i, lexeme, slots, weapons)
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
            claim.recipients = [c for c in slots.places if c not in claim.suppliers][:1]
        claim.gives = lexeme.wire == "give" and lexeme.frame == "transfer"
        claim.maker_sells = lexeme.frame == "transfer" and (lexeme.wire in ("buy", "arrive") or lexeme.deal)
        claim.maker_near = lexeme.root == "jual" and form.voice is Voice.NOUN
        claim.maker_sells = claim.maker_sells or claim.maker_near
        received_at_home(claim, lexeme, slots)
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
        buying = lexeme.wire in ("buy", "get") or any(u.op == "receive" for u in slots.mods)
        axes = read_axes(claim.stage, slots.mods, buying=buying, before_subject=before_subject(s, slots))
        settle(claim, axes, slots)
        if lexeme.wire == "buy" and claim.stage == "refused" and set(codes_of(slots.subject)) & set(claim.suppliers):
            claim.suppliers = codes_of(slots.subject)  # who will not buy for another
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
        ):
            claim.reject = claim.reject or "generic"
        if (
            unit.noun
            and not owner
            and len([r for r in (claim.suppliers, claim.recipients) if r]) < 2
            and not claim.parties
        ):
            claim.passing = (
                not any(
                    u.op
                    and u.op not in ("accuse", "confirm", "violate")
                    and (u.op != "complete" or u.start > unit.start)
                    for u in slots.mods
                )
                and not slots.kept
            )
        if slots.imperative and not claim.suppliers and claim.stage != "sought":
            claim.reject = claim.reject or "demand"  # `Amnesty: Hentikan ekspor senjata ...`
        if slots.antecedent and claim.frame == "transfer" and not weapons_from_relative(slots):
            recalled = not s.lead or ("accuse" in axes.ops and s.field != "title")
            claim.background = claim.background or recalled
        if slots.sanctioned and claim.suppliers == codes_of(groups_owner(slots) or slots.subject):
            claim.background = True
        if slots.since or is_share(s, weapons):
            claim.background = True
        for slot in ("to-pronoun", "for-pronoun"):
            if slot in slots.groups and not claim.recipients and lexeme.wire in GIVING:
                claim.pronoun_slot = "recipient"
        return guarded(self.frames, self.cues, claim, lexeme, slots)


def groups_owner(slots: Slots) -> list[Unit]:
    """Whose weapon it is that somebody unnamed passes on: `perusahaan yang memasok drone Iran`."""
    return slots.groups.get("owner") or slots.groups.get("maker") or []


def _accused_behind(units: list[Unit], comma: int, slots: Slots) -> None:
    for n in range(comma + 1, min(len(units), comma + 8)):
        if units[n].kind is Kind.ACTOR:
            after = next((u for u in units[n + 1 : n + 5] if u.op == "accuse" and u.verbal == "active"), None)
            at = index_of(units, after) if after is not None else n
            blamed = next((u for u in units[at + 1 : at + 3] if u.kind is Kind.ACTOR), None) if after else None
            slots.subject = [blamed or units[n]]
            if after is not None:
                slots.mods.append(after)
                slots.op_subjects[id(after)] = [units[n]]
            return


def _passive_operator(s: Sentence, end: int, slots: Slots) -> None:
    """`Pengiriman rudal ke Ukraina dihentikan AS`: the operator behind its noun, with its agent."""
    units = s.units
    k = end
    if 0 < k < len(units) and units[k - 1].kind is Kind.REL and units[k].op == "in-force":
        return  # `larangan ekspor ... yang diberlakukan sejak 2019`: how long the ban has stood
    passed: list[Unit] = []
    while k < len(units) and k - end < 5:
        unit = units[k]
        if unit.kind is Kind.OP or (unit.kind is Kind.LEX and unit.op):
            if unit.voice is Voice.PASSIVE or unit.norm in (
                "batal",
                "berlanjut",
                "rampung",
                "efektif",
                "tuntas",
                "selesai",
                "tertunda",
                "setop",
            ):
                slots.mods[:0] = [unit, *passed]
                slots.last = k
                for m in range(k + 1, min(len(units), k + 4)):
                    if units[m].kind is Kind.ACTOR:
                        group, after = coordinated(units, m, Kind.ACTOR)
                        slots.add("by", group)
                        slots.last = after - 1
                        break
                    if units[m].kind not in (Kind.WORD, Kind.PREP, Kind.AUX) or units[m].prep not in ("", "by"):
                        break
                return
            passed.insert(0, unit)
        elif unit.kind in (Kind.CUE, Kind.NEG):
            passed.insert(0, unit)
        elif unit.kind not in (Kind.AUX, Kind.WORD):
            return
        k += 1
