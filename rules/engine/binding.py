"""Roles of a transfer, a use, a production: which slot of which verb in which voice is whom."""

from __future__ import annotations

from rules.engine.axes import Axes, read_axes
from rules.engine.claims import Claim
from rules.engine.control import fronted_subject, opens_sentence
from rules.engine.cues import Cues
from rules.engine.frames import Frames, Lexeme
from rules.engine.headline import blamed, struck
from rules.engine.roles import GIVING, Roles, codes_of, split_by_origin
from rules.engine.seizures import read_seizure
from rules.engine.slots import Slots, coordinated, look_left, look_right, operators_before, speaker_before_colon
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.affixes import Form, Voice
from rules.indonesian.grammar import word_set


class Binder:
    """Reads the clauses of a sentence into claims."""

    def __init__(self, frames: Frames, cues: Cues) -> None:
        self.frames = frames
        self.cues = cues
        self.wirings = {lexeme.wire: lexeme.roles for lexeme in frames.lexemes}

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
            elif unit.kind is Kind.OP and unit.op in _OPERATOR_ALONE:
                claim = self._operator(s, i, unit)
                if claim is not None:
                    claims.append(claim)
        seized = read_seizure(s)
        if seized is not None and not any(c.suppliers and c.recipients for c in claims):
            pair = (seized.suppliers[0], seized.recipients[0])
            if pair not in self.frames.hostile:
                claims.append(seized)
        _join(claims)
        return claims

    # one verb or noun

    def _lexeme(self, s: Sentence, i: int, lexeme: Lexeme, form: Form) -> Claim | None:
        unit = s.units[i]
        slots = Slots(last=i, first=i)
        end = look_right(s, i, slots)
        if i and s.units[i - 1].norm in self.cues.abstract:
            return None
        if form.voice is Voice.AGENT:
            return self._agent(s, i, lexeme, slots)
        if form.noun and _modifies_weapon(s.units, i):
            at = _modified(s.units, i)
            slots.object = [s.units[at]]
            slots.antecedent = True
            slots.first = at
            if _attacked(s.units, at):
                return None
            owner = slots.groups.pop("noun-owner", None) or slots.groups.pop("owner", None)
            if not owner and s.units[i - 1].kind is Kind.ACTOR and lexeme.root == "pesan":
                owner = [s.units[i - 1]]
            if _governed(s.units, at):
                slots.groups = {k: v for k, v in slots.groups.items() if k in ("from", "by", "maker")}
            return self._claim(s, i, lexeme, form, slots, owner=owner)
        if lexeme.weapon_subject:
            return self._arrival(s, i, lexeme, form, slots)
        look_left(s, i, slots)
        if unit.noun:
            _passive_operator(s, end, slots)
            _voted_down(s.units, i, slots)
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
            after = units[_index(units, named[0]) + 1 :]
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
        _carried(units, i, slots)
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
                return self._troops(s, i, slots)
            if not weapons:
                return None
        if any(u.kind is Kind.TREATY for u in slots.object[:1]):
            return None
        carrier = form.voice is Voice.PASSIVE and lexeme.root in ("angkut", "antar", "bawa")
        if carrier and weapons and _index(s.units, weapons[0]) == i + 1:
            return None  # `bantuan diangkut pesawat militer`
        if lexeme.wire == "get" and not unit.noun and weapons and _contracted(s.units, i, weapons[0]):
            return None  # `mengantongi kontrak ekspor`: the noun between carries the claim
        claim_class = "weapons" if not weapons and self._military_aid(s, i, slots, lexeme) else lexeme.weapon or ""
        if slots.antecedent and weapons and _attacked(s.units, _index(s.units, weapons[0])):
            return None  # `menghancurkan HIMARS yang dipasok AS`
        if lexeme.root == "bantu" and not weapons and not unit.noun:
            weapons = self._own_weapons(s, i, slots)
            if not weapons:
                return None
            slots.object = weapons
        unnamed = not (slots.anaphor or slots.pronoun) or (lexeme.object_required and not slots.anaphor)
        if not weapons and not claim_class and unnamed:
            return None
        if lexeme.frame == "production":
            return self._production(s, i, lexeme, slots, weapons)
        binder = Roles(lexeme, slots)
        roles = binder.bind(form, owner)
        if lexeme.deal and not weapons:
            return None
        if form.voice is Voice.NOUN and (slots.crossed or not roles["supplier"]) and lexeme.wire == "give":
            accused = _accused(s, i, slots)
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
        _classes(claim)
        if len(claim.suppliers) > 1 and not claim.recipients and lexeme.wire == "buy":
            split = split_by_origin(claim.suppliers, claim.origins)
            if split[0]:
                claim.suppliers, claim.recipients = split
        if slots.kept:
            claim.suppliers = claim.suppliers or codes_of(slots.subject)
            claim.stage = "agreed"
        claim.goods = slots.goods
        if not claim.recipients and lexeme.wire in ("arrive", "join", "give", "station") and slots.places:
            claim.recipients = [c for c in slots.places if c not in claim.suppliers][:1]
        claim.gives = lexeme.wire == "give" and lexeme.frame == "transfer"
        claim.maker_sells = lexeme.frame == "transfer" and (lexeme.wire in ("buy", "arrive") or lexeme.deal)
        claim.maker_near = lexeme.root == "jual" and form.voice is Voice.NOUN
        claim.maker_sells = claim.maker_sells or claim.maker_near
        _received_at_home(claim, lexeme, slots)
        _bought_for_another(claim, lexeme, slots)
        _own_equipment(claim, lexeme, slots)
        if not _programmes_fit(claim, lexeme):
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
                _by_company(claim, [*slots.subject, *slots.groups.get("with", []), *slots.groups.get("between", [])])
            if not (claim.suppliers or claim.recipients):
                claim.parties = both
        buying = lexeme.wire in ("buy", "get") or any(u.op == "receive" for u in slots.mods)
        axes = read_axes(claim.stage, slots.mods, buying=buying, before_subject=_before(s, slots))
        self._settle(claim, axes, slots)
        if lexeme.wire == "buy" and claim.stage == "refused" and set(codes_of(slots.subject)) & set(claim.suppliers):
            claim.suppliers = codes_of(slots.subject)  # who will not buy for another
        if slots.purpose and claim.stage == "delivered" and not axes.ops and not unit.noun:
            claim.stage = "planned"
        self._open_side(claim, lexeme, slots)
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
        if slots.imperative and not claim.suppliers:
            claim.reject = claim.reject or "demand"  # `Amnesty: Hentikan ekspor senjata ...`
        if slots.antecedent and claim.frame == "transfer" and not weapons_from_relative(slots):
            recalled = not s.lead or ("accuse" in axes.ops and s.field != "title")
            claim.background = claim.background or recalled
        if _share(s, weapons):
            claim.background = True
        for slot in ("to-pronoun", "for-pronoun"):
            if slot in slots.groups and not claim.recipients and lexeme.wire in GIVING:
                claim.pronoun_slot = "recipient"
        return self._guard(claim, lexeme, slots)

    def _open_side(self, claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
        """What the neighbour clause, the speaker or the wielder of the weapon says about a side still open."""
        units = claim.sentence.units
        speakers = [c for c in codes_of(slots.claimed_by) if c not in claim.suppliers]
        built_for = "for" in slots.groups and "maker" in slots.groups and not slots.antecedent
        if (lexeme.root == "diperkuat" or (built_for and lexeme.wire == "give")) and not claim.suppliers:
            claim.suppliers = [c for c in codes_of(slots.groups.get("maker", [])) if c not in claim.recipients]
        licensed = any(u.norm in ("izin", "lisensi") for u in units[max(0, claim.trigger - 2) : claim.trigger])
        if lexeme.root == "ekspor" and licensed and not claim.suppliers:
            told = [c for u in slots.mods for c in codes_of(slots.op_subjects.get(id(u), []))]
            told.extend(codes_of(slots.subject) if any(u.op == "confirm" for u in slots.mods) else [])
            claim.suppliers = [c for c in [*speakers, *told] if c not in claim.recipients][:1]  # who licenses, tells
        if lexeme.weapon_subject and not claim.recipients:
            claim.recipients = speakers[:1]  # `Anggota parlemen Iran: MiG-29 dari Rusia sudah datang`
        if lexeme.wire == "get" and lexeme.frame == "transfer" and set(claim.origins) & set(speakers):
            claim.maker_sells = True  # `Erdogan: RI bakal dapat 48 jet KAAN`
        if claim.sentence.field == "title" and lexeme.frame == "transfer" and not claim.recipients:
            if claim.stage in ("suspended", "refused") and claim.suppliers:
                claim.recipients = struck(units, claim.start, claim.end, claim.suppliers)
            elif claim.stage in ("suspended", "refused"):
                claim.suppliers, claim.recipients = blamed(units, claim.end)
        if slots.antecedent and claim.weapons and lexeme.frame == "transfer":
            wielder = [c for c in _wielder(units, _index(units, claim.weapons[0])) if c not in claim.suppliers]
            if wielder and not (set(claim.recipients) - set(wielder)):
                claim.frame, claim.stage, claim.recipients = "use", "used", wielder

    def _settle(self, claim: Claim, axes: Axes, slots: Slots) -> None:
        """Puts stage, certainty and who says so on the claim."""
        claim.stage = axes.stage
        claim.alleged = axes.alleged
        claim.reject = axes.reject
        claim.possible = axes.possible
        claim.denied = axes.denied
        parties = set(claim.suppliers) | set(claim.recipients)
        for unit in slots.mods:
            holders = codes_of(slots.op_subjects.get(id(unit), []))
            if unit.op in ("accuse", "confirm"):
                claim.claimants.extend(holders)
                if unit.verbal == "active" and lexeme_root(claim) == "jual" and unit.op == "accuse":
                    claim.stage = "delivered" if claim.stage == "agreed" and "uku" not in unit.norm else claim.stage
            if unit.op == "deny":
                claim.deniers.extend(holders)
            if unit.op in ("seek", "demand") and holders and (unit.verbal == "active" or unit.noun):
                home = {u.of for u in slots.op_subjects.get(id(unit), []) if u.of}
                if home & set(claim.recipients):
                    claim.recipients = holders  # Hamas asks for arms to Gaza
                asked_for = not claim.recipients or set(holders) & set(claim.recipients)
                if asked_for and claim.frame in ("transfer", "tech") and claim.stage not in ("suspended", "refused"):
                    claim.recipients = claim.recipients or [h for h in holders if h not in claim.suppliers]
                    claim.stage, claim.reject = "sought", ""
                elif claim.recipients:
                    claim.reject = "demand"
        accusers = [u for u in slots.mods if u.op == "accuse"]
        if axes.alleged and accusers and not any(u.cue is not None and not u.op for u in slots.mods):
            voices = [codes_of(slots.op_subjects.get(id(u), [])) for u in accusers]
            claim.accusers = [code for voice in voices for code in voice] if all(voices) else []
        claim.claimants.extend(codes_of(slots.claimed_by))
        if claim.stage == "refused" and _court(claim.sentence.units, slots):
            claim.stage, claim.reject = "suspended", ""  # a court of the supplier forbids, or is asked to
        if claim.stage == "refused" and any("embargo" in u.norm and not u.verbal for u in slots.mods):
            claim.stage = "suspended"
        if claim.reject == "demand" and slots.claimed_by and not claim.recipients and claim.frame == "transfer":
            speaker = codes_of(slots.claimed_by)
            if not set(speaker) & set(claim.suppliers):
                claim.recipients, claim.stage, claim.reject = speaker, "sought", ""
        if axes.denied:
            claim.stage = "denied"
            claim.reject = ""
            if not claim.deniers:
                claim.deniers.extend(codes_of(slots.subject))
        elif slots.nothing and axes.negated:
            speaker = codes_of(slots.claimed_by) or claim.claimants or codes_of(slots.subject)
            if not claim.suppliers and claim.frame == "transfer":
                claim.suppliers = [c for c in speaker if c not in claim.recipients][:1]
                parties = {*parties, *claim.suppliers}
            claim.deniers = speaker or list(claim.suppliers)
            if parties & set(speaker) or not speaker:
                claim.denied, claim.stage, claim.reject = True, "denied", ""
            else:
                claim.reject = claim.reject or "negated"
        elif axes.negated:
            spoken = [u for u in slots.mods if u.op == "confirm"]
            itself = bool(spoken) and not any(slots.op_subjects.get(id(u)) for u in spoken)
            if itself or set(codes_of(slots.claimed_by)) & parties or set(claim.claimants) & parties:
                claim.denied, claim.stage = True, "denied"
            elif _declined(claim, slots):
                claim.stage = "refused"
            else:
                claim.reject = claim.reject or "negated"

    def _guard(self, claim: Claim, lexeme: Lexeme, slots: Slots) -> Claim | None:
        """Drops attacks, own deployments and things that stay in one country."""
        classes = claim.classes
        verb = lexeme.root
        if claim.suppliers and claim.suppliers == claim.recipients:
            return None
        for supplier in claim.suppliers:
            for recipient in [*claim.recipients, *codes_of(slots.groups.get("target", []))]:
                if (supplier, recipient) in self.frames.hostile and self._launches(claim, lexeme):
                    return None
        if verb in self.cues.deploy_verbs and any(c in self.cues.mobile for c in classes):
            return None
        groups = slots.groups
        if (
            verb in self.cues.deploy_verbs
            and "to" not in groups
            and "for-weak" in groups
            and any(c in self.cues.visitors for c in classes)
        ):
            return None
        visiting = verb in self.cues.deploy_verbs and any(c in self.cues.visitors for c in classes)
        if visiting and lexeme.wire == "give" and claim.suppliers and not claim.recipients:
            return None  # `AS kirim jet ke Timur Tengah`: its own
        if verb in self.cues.deploy_verbs and "exercise" in claim.sentence.surroundings and not claim.noun:
            return None
        arms_only = classes == ["weapons"] or not claim.recipients
        if verb == "serah" and arms_only and any(not c.isupper() for c in claim.suppliers):
            return None  # an armed group that hands over its arms disarms
        if len(claim.suppliers) == 1 and not claim.recipients and self._domestic(claim):
            return None
        if set(claim.suppliers) & self.cues.bystanders:
            return None
        claim.recipients = [c for c in claim.recipients if c not in self.cues.bystanders]
        if "with-weapon" in lexeme.needs and "with-weapon" not in slots.groups:
            return None
        if "recipient" in lexeme.needs and not claim.recipients:
            return None
        if "supplier" in lexeme.needs and not claim.suppliers and not (lexeme.wire == "buy" and claim.origins):
            return None
        if "recipient-actor" in lexeme.needs and not claim.recipients:
            after = claim.sentence.units[claim.trigger + 1 : claim.trigger + 5]
            if not (claim.suppliers and any(u.norm in self.cues.groups for u in after)):
                return None
        if "adjacent" in lexeme.needs and not (
            slots.object and 0 < _place(claim, slots.object[0]) - claim.trigger <= 3
        ):
            return None
        if "nuclear" in lexeme.needs and not set(classes) & {"nuclear-weapon"}:
            return None
        return claim

    @staticmethod
    def _launches(claim: Claim, lexeme: Lexeme) -> bool:
        """Whether the word may mean an attack: `kirim` does, `menjual` in the active does not."""
        return lexeme.frame == "transfer" and (claim.noun or lexeme.root not in _COMMERCE)

    @staticmethod
    def _own_weapons(s: Sentence, i: int, slots: Slots) -> list[Unit]:
        """`X bantu Y, rudal X menghantam Z`: the helper's own weapons fight for the helped."""
        helper = set(codes_of(slots.subject))
        if not helper or "object-actor" not in slots.groups:
            return []
        units = s.units
        for n in range(i + 1, len(units) - 1):
            if units[n].kind is Kind.WEAPON and units[n + 1].kind is Kind.ACTOR and units[n + 1].code in helper:
                return [units[n]]
        return []

    @staticmethod
    def _military_aid(s: Sentence, i: int, slots: Slots, lexeme: Lexeme) -> bool:
        """`bantuan yang diberikan AS kepada militer Lebanon`: aid whose receiver is an army."""
        if lexeme.wire != "give" or "to" not in slots.groups or slots.object:
            return False
        units = s.units
        at = _index(units, slots.groups["to"][0])
        receiver = any(
            u.norm in ("militer", "tentara", "angkatan") or u.kind is Kind.VOID for u in units[max(0, at - 3) : at]
        )
        return receiver and any(u.norm == "bantuan" for u in units[max(0, i - 4) : i + 1])

    @staticmethod
    def _domestic(claim: Claim) -> bool:
        """`TNI mencoba panser yang dibeli dari PT Pindad`: the company and another actor of one country."""
        code = claim.suppliers[0]
        units = claim.sentence.units
        others = [n for n, u in enumerate(units) if not u.company and u.code == code]
        named = [n for n in others if not any(u.company for u in units[n + 1 : n + 3])]  # `perusahaan Prancis, Thales`
        return any(u.company and u.code == code for u in units) and bool(named)

    def _agent(self, s: Sentence, i: int, lexeme: Lexeme, slots: Slots) -> Claim | None:
        """`Iran, pemasok senjata utama bagi Rusia`: the noun names who does it."""
        weapons = [u for u in slots.object if u.kind is Kind.WEAPON]
        if not weapons:
            return None
        look_left(s, i, slots)
        groups = slots.groups
        named = codes_of(slots.subject)
        other = codes_of(groups.get("to") or groups.get("for") or groups.get("owner") or [])
        claim = Claim(lexeme.frame, s, slots.first, max(slots.last, i) + 1, i, lexeme.stage, noun=True, weapons=weapons)
        if lexeme.wire == "give":
            claim.suppliers, claim.recipients = named, [c for c in other if c not in named]
        else:
            claim.recipients = named
            claim.suppliers = [c for c in codes_of(groups.get("from") or groups.get("owner") or []) if c not in named]
        if not (claim.suppliers and claim.recipients):
            return None
        _classes(claim)
        claim.background = True
        axes = read_axes(claim.stage, slots.mods, buying=False, before_subject=set())
        self._settle(claim, axes, slots)
        return claim

    def _troops(self, s: Sentence, i: int, slots: Slots) -> Claim | None:
        claim = Claim("troops", s, slots.first, max(slots.last, i) + 1, i, "delivered")
        claim.suppliers = codes_of(slots.subject or slots.groups.get("by", []) or slots.groups.get("owner", []))
        claim.recipients = [c for c in codes_of(slots.groups.get("to", [])) if c not in claim.suppliers]
        if not (claim.suppliers and claim.recipients):
            return None
        axes = read_axes(claim.stage, slots.mods, buying=False, before_subject=set())
        claim.stage, claim.alleged, claim.reject, claim.denied = axes.stage, axes.alleged, axes.reject, axes.denied
        if axes.denied:
            claim.stage = "denied"
        elif axes.negated:
            claim.reject = claim.reject or "negated"
        return claim

    def _production(self, s: Sentence, i: int, lexeme: Lexeme, slots: Slots, weapons: list[Unit]) -> Claim | None:
        """Making something abroad, together or under licence; what a state makes at home is nothing."""
        if not weapons or any(w.programme for w in weapons):
            return None
        norms = s.norms
        client = codes_of(slots.groups.get("for", []))
        client = client or _client(s, weapons[-1])
        ordered = bool(client) and bool(slots.subject) and not set(client) & set(codes_of(slots.subject))
        if (
            lexeme.root not in ("pabrik", "lisensi")
            and not ordered
            and "helped" not in slots.groups
            and not any(mark in norms for mark in self.frames.production_marks)
        ):
            return None
        groups = slots.groups
        subject = codes_of(slots.subject or groups.get("by", []))
        partner = codes_of(
            groups.get("with")
            or _licensor(s)
            or groups.get("maker")
            or groups.get("from")
            or groups.get("between")
            or []
        )
        place = codes_of(groups.get("at", []))
        helped_one = codes_of(groups.get("helped", []))
        for_ = codes_of(groups.get("for") or groups.get("to") or [])
        claim = Claim("production", s, slots.first, max(slots.last, i) + 1, i, lexeme.stage, weapons=weapons)
        claim.noun = s.units[i].noun
        if helped_one and subject and not set(helped_one) & set(subject):
            claim.suppliers, claim.recipients = subject, helped_one
        elif client and subject and not set(client) & set(subject):
            claim.suppliers, claim.recipients = subject, client
        elif len(subject) == 2 and len(place) == 1 and place[0] in subject:
            claim.suppliers, claim.recipients = [c for c in subject if c not in place], place
        elif place and set(place) - set(subject):
            claim.suppliers = subject or partner
            claim.recipients = [c for c in place if c not in claim.suppliers]
        elif for_ and subject:
            claim.suppliers, claim.recipients = subject, [c for c in for_ if c not in subject]
        elif partner and subject:
            claim.suppliers, claim.recipients = [c for c in partner if c not in subject], subject[:1]
        elif len(subject) >= 2:
            claim.parties = subject
        elif subject and any("bantu" in u.norm for u in slots.mods):
            claim.suppliers = subject
        _classes(claim)
        if claim.parties:
            claim.suppliers, claim.recipients = split_by_origin(subject, claim.origins)
        helped = any("bantu" in u.norm for u in slots.mods)
        if not (claim.suppliers and (claim.recipients or helped)) and not claim.parties:
            return None
        axes = read_axes(claim.stage, slots.mods, buying=False, before_subject=_before(s, slots))
        self._settle(claim, axes, slots)
        return claim

    # an operator with a weapon as its own object

    def _operator(self, s: Sentence, i: int, unit: Unit) -> Claim | None:
        """`Ukraina minta Patriot`, `Rudal AS untuk Ukraina disetop`, `embargo senjata terhadap X`."""
        slots = Slots(last=i, first=i)
        look_right(s, i, slots)
        look_left(s, i, slots)
        weapons = [u for u in slots.object if u.kind is Kind.WEAPON]
        groups = slots.groups
        if weapons and any(
            u.kind is Kind.LEX and u.noun for u in s.units[i + 1 : max(i + 1, _index(s.units, weapons[0]))]
        ):
            return None  # the noun between carries the claim
        if not weapons or weapons[0].programme or (slots.antecedent and not slots.subject):
            return None
        wanted = unit.op == "seek" and "by" in groups and unit.norm != "diminta"
        if unit.voice is Voice.PASSIVE and unit.op in ("seek", "plan", "offer", "consider", "negotiate") and not wanted:
            return None
        if unit.op == "seek" and not unit.norm.startswith(_ASKS):
            return None
        if unit.op == "seek" and unit.noun and i and s.units[i - 1].op in ("refuse", "approve"):
            return None  # `menolak permintaan ...`: the answer says it
        stage, wire = _OPERATOR_ALONE[unit.op]
        claim = Claim("transfer", s, slots.first, max(slots.last, i) + 1, i, stage, noun=unit.noun, weapons=weapons)
        subject = codes_of(slots.subject)
        if wanted:
            holder = groups.get("holder") or groups.get("maker") or groups.get("owner") or slots.subject
            claim.recipients = codes_of(groups["by"])
            between = _between_weapon(s.units, i, weapons[-1])
            claim.suppliers = between.get("owner") or between.get("maker") or codes_of(holder)
            claim.suppliers = [c for c in claim.suppliers if c not in claim.recipients]
        elif unit.voice is Voice.PASSIVE and not subject:
            between = _between_weapon(s.units, i, weapons[-1])
            claim.suppliers = (
                codes_of(groups.get("by", []))
                or between.get("from", [])
                or between.get("owner", [])
                or codes_of(groups.get("owner", []))
            )
            claim.recipients = between.get("for", []) or codes_of(groups.get("to") or groups.get("for") or [])
        elif wire == "get":
            claim.recipients = subject or codes_of(groups.get("noun-owner", []))
            asker = _asker(s.units, slots) if unit.op == "seek" and not unit.noun else []
            if asker:
                groups.setdefault("from", slots.subject)
                claim.recipients = asker
            source = (
                groups.get("from")
                or groups.get("to")
                or groups.get("object-actor")
                or groups.get("owner")
                or groups.get("maker")
                or groups.get("visited")
                or []
            )
            claim.suppliers = [c for c in codes_of(source) if c not in claim.recipients]
        else:
            claim.suppliers = codes_of(groups.get("from") or []) or subject
            claim.recipients = codes_of(
                groups.get("to")
                or groups.get("for")
                or groups.get("object-actor")
                or groups.get("against")
                or groups.get("with")
                or []
            )
            owner = codes_of(groups.get("owner", []))
            embargo = "embargo" in unit.norm
            bargain = unit.op in ("negotiate", "consider", "approve") and "tinjau" not in unit.norm
            if bargain and _directly(s.units, i, weapons[0]) and (unit.op == "negotiate" or not claim.recipients):
                if unit.op == "negotiate" and {w.weapon for w in weapons} == {"nuclear-weapon"}:
                    return None  # talks about nuclear arms limit them
                if "for" not in groups:
                    _talks(claim, subject, weapons, groups)
                claim.parties = claim.parties if unit.op == "negotiate" else []
            elif owner and owner != claim.suppliers and not claim.recipients and subject and not embargo:
                return None
        claim.recipients = [c for c in claim.recipients if c not in claim.suppliers]
        if unit.op == "refuse" and "embargo" in unit.norm and not claim.recipients:
            under = groups.get("owner") or groups.get("noun-owner") or []
            claim.recipients = [c for c in codes_of(under) if c not in claim.suppliers]
        if set(claim.suppliers) & self.cues.bystanders:
            return None
        if claim.suppliers and not claim.recipients and s.field == "title" and stage in ("refused", "suspended"):
            claim.recipients = struck(s.units, claim.start, claim.end, claim.suppliers)
        if (not claim.recipients or (wire == "give" and not claim.suppliers and "embargo" not in unit.norm)) and (
            not claim.parties
        ):
            return None
        if any((a, b) in self.frames.hostile for a in claim.suppliers for b in claim.recipients):
            return None
        _classes(claim)
        axes = read_axes(stage, slots.mods, buying=wire == "get", before_subject=_before(s, slots))
        if axes.continues:
            return None
        if unit.norm.startswith(("butuh", "membutuh", "perlu", "memerlu")) and not claim.suppliers:
            return None  # a need without anybody asked is a wish
        self._settle(claim, axes, slots)
        return claim


def _received_at_home(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """`Prabowo menyerahkan Rafale buatan Dassault ke TNI AU`: who hands over at home has received from the maker."""
    if lexeme.wire != "give" or claim.recipients or lexeme.frame != "transfer":
        return
    home = set(codes_of(slots.groups.get("to", []))) & set(claim.suppliers)
    makers = [c for c in codes_of(slots.groups.get("maker", [])) or claim.origins if c not in home]
    if home and len(makers) == 1:
        claim.recipients, claim.suppliers, claim.stage = sorted(home), makers, "delivered"


def _by_company(claim: Claim, sides: list[Unit]) -> None:
    """`India teken kontrak kapal selam dengan Naval Group`: of a state and a foreign company, the company sells."""
    makers = {u.code for u in sides if u.company}
    states = {u.code for u in sides if not u.company} - makers
    if len(makers) == 1 and len(states) == 1:
        claim.suppliers, claim.recipients = sorted(makers), sorted(states)


def _bought_for_another(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """`Swedia membeli senjata AS untuk Ukraina`: who pays for another's weapons supplies them, with the maker."""
    if lexeme.wire != "buy" or lexeme.frame != "transfer":
        return
    buyer = codes_of(slots.subject)
    named = slots.groups.get("for") or slots.groups.get("for-weak") or []
    client = [c for c in codes_of(named) if c not in buyer and c not in claim.suppliers]
    if not buyer or not client or set(client) & set(buyer):
        return
    claim.recipients = client
    claim.suppliers = [*[c for c in buyer if c not in client], *[c for c in claim.suppliers if c not in buyer]]


def _declined(claim: Claim, slots: Slots) -> bool:
    """`Trump Tak Beri Tomahawk`: in a headline the bare verb under a negation tells a decision not to give."""
    units = claim.sentence.units
    trigger = units[claim.trigger]
    before = units[max(0, claim.trigger - 4) : claim.trigger]
    return (
        claim.sentence.field == "title"
        and claim.frame == "transfer"
        and trigger.voice is Voice.BARE
        and any(x.wire == "give" for x, _ in trigger.lexemes)
        and bool(slots.subject)
        and bool(set(codes_of(slots.subject)) & set(claim.suppliers))
        and not any(u.norm in ("pernah", "belum", "terbukti", "gagal", "sempat") for u in before)
        and not slots.claimed_by
    )


_COURTS = frozenset(("pengadilan", "mahkamah", "hakim", "ma"))


def _court(units: list[Unit], slots: Slots) -> bool:
    """`Pengadilan Belanda melarang ekspor ...`: the subject is a court of the supplier."""
    if not slots.subject:
        return False
    at = _index(units, slots.subject[0])
    return any(u.norm in _COURTS for u in units[max(0, at - 3) : at])


def _asker(units: list[Unit], slots: Slots) -> list[str]:
    """`[Maduro] surati Putin minta rudal`: behind an unknown bare verb and its object the first actor asks."""
    if not slots.subject:
        return []
    at = _index(units, slots.subject[0])
    if at < 2 or units[at - 1].kind is not Kind.WORD or not units[at - 1].capital:
        return []
    first = units[at - 2]
    return [first.code] if first.kind is Kind.ACTOR and first.code not in codes_of(slots.subject) else []


def _talks(claim: Claim, subject: list[str], weapons: list[Unit], groups: dict[str, list[Unit]]) -> None:
    """`Modi-Putin bahas S-400`, `TNI AL negosiasi kapal bekas Italia`: who builds or owns it sells it."""
    sides = list(dict.fromkeys([*subject, *codes_of(groups.get("with", [])), *claim.recipients]))
    origins = [c for w in weapons for c in w.origin]
    sellers = codes_of(groups.get("from") or groups.get("maker") or groups.get("owner") or [])
    if len(sides) >= 2:
        claim.suppliers, claim.recipients = split_by_origin(sides, sellers or origins)
        if not claim.suppliers:
            _by_company(claim, [*claim_subject(claim), *groups.get("with", [])])
        claim.parties = [] if claim.suppliers else sides
        return
    sellers = sellers or list(dict.fromkeys(origins))
    if len(sellers) == 1 and not set(sellers) & set(sides):
        claim.suppliers, claim.recipients = sellers, sides


def _directly(units: list[Unit], i: int, weapon: Unit) -> bool:
    """Whether nothing but counts stands between a verb and its object."""
    between = units[i + 1 : max(i + 1, _index(units, weapon))]
    return all(u.kind in (Kind.NUMBER, Kind.AUX, Kind.WEAPON) or u.norm in _MORE for u in between)


_MORE = frozenset(("tambahan", "lagi", "dua", "tiga", "empat", "lima", "enam", "jet", "pesawat", "soal", "pembelian"))


_CARRIERS = frozenset(("transport-aircraft", "warship", "helicopter"))
_CARRYING = word_set("membawa mengangkut bermuatan memuat bawa angkut mengantar antar menurunkan")


def _carried(units: list[Unit], i: int, slots: Slots) -> None:
    """`C-17 milik India mendarat di Clark membawa [rudal]`: what a carrier brings arrives, its owner brings it."""
    at = _index(units, slots.object[0])
    if slots.object[0].weapon in _CARRIERS:
        verb = next((n for n in range(at + 1, min(len(units), i + 8)) if units[n].norm in _CARRYING), -1)
        cargo = next((u for u in units[verb + 1 : verb + 8] if u.kind is Kind.WEAPON), None) if verb > 0 else None
        if cargo is None:
            slots.object = slots.object if verb < 0 else []  # it brings people
            return
        owner, slots.object = at, [cargo]
    else:
        verb = next((n for n in range(at - 1, max(-1, at - 4), -1) if units[n].norm in _CARRYING), -1)
        owner = verb - 3 if verb > 0 else len(units)
    named = [u for u in units[max(0, owner) : verb] if u.kind is Kind.ACTOR] if verb > 0 else []
    slots.carried = verb > 0
    if named and "holder" not in slots.groups and "from" not in slots.groups:
        slots.add("holder", named[:1])


def _wielder(units: list[Unit], at: int) -> list[str]:
    """`Pasukan Kyiv menghantam gudang dengan [HIMARS] kiriman AS`: who strikes with the weapon at `at`."""
    k = at - 1
    while k > 0 and at - k < 4 and units[k].kind in (Kind.WORD, Kind.NUMBER, Kind.AUX, Kind.WEAPON):
        k -= 1
    if k < 1 or units[k].prep != "with":
        return []
    for n in range(k - 1, max(-1, k - 10), -1):
        if units[n].kind is Kind.MARK:
            return []
        if units[n].kind is Kind.ATTACK and units[n].verbal == "active":
            for m in range(n - 1, max(-1, n - 10), -1):
                if units[m].kind is Kind.ACTOR and not (m and units[m - 1].prep):
                    return [units[m].code]
                if units[m].kind is Kind.MARK and units[m].norm in ".;:":
                    return []
    return []


def lexeme_root(claim: Claim) -> str:
    """The root of the claim's verb."""
    lexemes = claim.sentence.units[claim.trigger].lexemes
    return lexemes[0][0].root if lexemes else ""


def claim_subject(claim: Claim) -> list[Unit]:
    """The actors in front of the claim's verb."""
    return [u for u in claim.sentence.units[claim.start : claim.trigger] if u.kind is Kind.ACTOR]


def _governed(units: list[Unit], at: int) -> bool:
    """Whether the weapon at `at` is the object of a verb: what stands behind it belongs to that verb."""
    for k in range(at - 1, max(-1, at - 6), -1):
        unit = units[k]
        if unit.verbal == "active" or unit.kind is Kind.ATTACK:
            return True
        if unit.kind not in (Kind.WORD, Kind.NUMBER, Kind.AUX, Kind.WEAPON):
            return False
    return False


def _own_equipment(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """`TNI AL melengkapi kapalnya dengan rudal buatan China`: what fits out one's own things is bought."""
    if lexeme.root not in ("lengkap", "bekal", "senjata") or claim.recipients or "with-weapon" not in slots.groups:
        return
    units = claim.sentence.units
    own = any(u.norm.endswith("nya") for u in units[claim.trigger + 1 : claim.trigger + 4])
    makers = [c for c in codes_of(slots.groups.get("maker", [])) or claim.origins if c not in claim.suppliers]
    if own and claim.suppliers and makers:
        claim.recipients, claim.suppliers = claim.suppliers, makers[:1]


_BILLS = frozenset(
    ("resolusi", "mosi", "ruu", "rancangan", "usul", "usulan", "petisi", "gugatan", "amandemen", "upaya")
)


def _voted_down(units: list[Unit], i: int, slots: Slots) -> None:
    """`Senat AS tolak resolusi yang hendak menjegal penjualan ...`: a stop that is refused lets the sale go on."""
    stop = next((n for n in range(i - 1, max(-1, i - 5), -1) if units[n].op in ("refuse", "suspend", "cancel")), -1)
    bill = next((n for n in range(stop - 1, max(-1, stop - 8), -1) if units[n].norm in _BILLS), -1)
    if stop < 0 or bill < 1 or units[bill - 1].op != "refuse" or units[bill - 1].noun:
        return
    doer = next(
        (u for n, u in enumerate(units[: bill - 1]) if u.kind is Kind.ACTOR and not (n and units[n - 1].prep)), None
    )
    if doer is not None and (doer.code not in codes_of(slots.groups.get("to", []))):
        slots.subject, slots.antecedent, slots.crossed = [doer], False, False
        slots.mods = []
        slots.kept = True


def _client(s: Sentence, weapon: Unit) -> list[str]:
    """`PT PAL membangun kapal perang pesanan Filipina`: who ordered what is built."""
    units = s.units
    at = _index(units, weapon)
    ordered = [u.root for x in units[at + 1 : at + 2] for u, _ in x.lexemes]
    if "pesan" in ordered and at + 2 < len(units) and units[at + 2].kind is Kind.ACTOR:
        return [units[at + 2].code]
    return []


def _contracted(units: list[Unit], i: int, weapon: Unit) -> bool:
    """Whether a contract, an order or an export stands between a verb of getting and the weapon."""
    between = units[i + 1 : max(i + 1, _index(units, weapon))]
    return any(x.deal or x.root in ("ekspor", "jual", "pesan") for u in between if u.noun for x, _ in u.lexemes)


def _accused_behind(units: list[Unit], comma: int, slots: Slots) -> None:
    for n in range(comma + 1, min(len(units), comma + 8)):
        if units[n].kind is Kind.ACTOR:
            after = next((u for u in units[n + 1 : n + 5] if u.op == "accuse" and u.verbal == "active"), None)
            at = _index(units, after) if after is not None else n
            blamed = next((u for u in units[at + 1 : at + 3] if u.kind is Kind.ACTOR), None) if after else None
            slots.subject = [blamed or units[n]]
            if after is not None:
                slots.mods.append(after)
                slots.op_subjects[id(after)] = [units[n]]
            return


def _index(units: list[Unit], unit: Unit) -> int:
    return next((n for n, u in enumerate(units) if u is unit), -1)


def _place(claim: Claim, unit: Unit) -> int:
    return _index(claim.sentence.units, unit)


def _before(s: Sentence, slots: Slots) -> set[int]:
    """Identities of mood words that stand before the clause's subject."""
    return {id(u) for u in slots.mods if id(u) in slots.op_subjects or u.start < s.units[slots.first].start}


def _programmes_fit(claim: Claim, lexeme: Lexeme) -> bool:
    """Know-how handed on is technical support; a verb of support needs know-how."""
    programme = bool(claim.weapons) and all(w.programme for w in claim.weapons)
    if lexeme.root == "bantu" and claim.weapons and not programme:
        claim.frame = "transfer"
        return bool(claim.suppliers and claim.recipients)
    if lexeme.frame == "tech":
        return programme
    if programme and claim.frame == "transfer":
        if lexeme.stage not in ("delivered", "agreed") or lexeme.wire not in GIVING | {"get"}:
            return False
        claim.frame = "tech"
    return not (programme and claim.frame == "use")


def _accused(s: Sentence, i: int, slots: Slots) -> list[str]:
    """`AS menuduh [Korut] melakukan ..., serta penjualan senjata`: the one accused is the supplier."""
    units = s.units
    for k in range(i - 1, max(-1, i - 40), -1):
        unit = units[k]
        if unit.kind is Kind.MARK and unit.norm in ".;":
            return []
        if unit.op == "accuse" and unit.voice is Voice.ACTIVE and unit.norm.startswith(("menud", "tud", "mencurig")):
            if k + 1 < len(units) and units[k + 1].kind is Kind.ACTOR:
                slots.mods.append(unit)
                for m in range(k - 1, max(-1, k - 6), -1):
                    if units[m].kind is Kind.ACTOR:
                        slots.op_subjects[id(unit)] = [units[m]]
                        break
                return [units[k + 1].code]
            return []
    return []


def _licensor(s: Sentence) -> list[Unit]:
    """`dengan lisensi Turki`."""
    for k, unit in enumerate(s.units[:-1]):
        if unit.norm in ("lisensi", "rancangan", "desain") and s.units[k + 1].kind is Kind.ACTOR:
            return [s.units[k + 1]]
    return []


_ASKS = (
    "minta",
    "meminta",
    "permintaan",
    "mencari",
    "butuh",
    "membutuh",
    "perlu",
    "memerlu",
    "incar",
    "mengincar",
    "memohon",
    "kejar",
    "mengejar",
    "dikejar",
    "taksir",
    "menaksir",
    "ditaksir",
    "naksir",
    "minati",
    "meminati",
    "diminati",
    "lirik",
    "melirik",
    "dilirik",
    "diincar",
    "tertarik",
    "berminat",
    "kepincut",
    "ngebet",
)


def _share(s: Sentence, weapons: list[Unit]) -> bool:
    """`70 persen persenjataan India dipasok Rusia`: a standing share, not an event."""
    units = s.units
    for n, unit in enumerate(units):
        if any(unit is w for w in weapons):
            return any(u.norm in ("%", "persen") for u in units[max(0, n - 3) : n])
    return False


def weapons_from_relative(slots: Slots) -> bool:
    """Whether the relative clause hangs on the weapon (`rudal yang dipasok`) rather than on an actor."""
    return bool(slots.object) and not slots.subject


_COMMERCE = frozenset(("jual", "beli", "pasok", "suplai", "ekspor", "impor", "pesan", "hibah", "borong", "sewa"))
"""Verbs that no attack is told with: they hold between enemies too."""


_OPERATOR_ALONE = {
    "seek": ("sought", "get"), "suspend": ("suspended", "give"), "refuse": ("refused", "give"),
    "cancel": ("withdrawn", "give"), "approve": ("agreed", "give"), "resume": ("agreed", "give"),
    "offer": ("negotiating", "give"), "consider": ("planned", "give"), "plan": ("planned", "give"),
    "negotiate": ("negotiating", "give"), "announce": ("agreed", "give"),
}  # fmt: skip


def _modified(units: list[Unit], i: int) -> int:
    """Index of the weapon on which the noun at `i` hangs: `Rafale pertama pesanan Indonesia`; -1 when none."""
    for k in range(i - 1, max(-1, i - 4), -1):
        if units[k].kind is Kind.WEAPON:
            return k
        if units[k].kind is Kind.ACTOR and k == i - 1 and k and units[k - 1].kind is Kind.WEAPON:
            return k - 1  # `kapal selam Thailand pesanan dari China`
        if units[k].kind not in (Kind.WORD, Kind.AUX, Kind.NUMBER):
            return -1
    return -1


def _modifies_weapon(units: list[Unit], i: int) -> bool:
    """`drone kiriman Iran`, `A400M pesanan TNI AU`: the noun hangs on the weapon before it."""
    norm = units[i].norm
    return (norm == "hibah" or (norm.endswith("an") and not norm.startswith("pen"))) and _modified(units, i) >= 0


def _attacked(units: list[Unit], k: int) -> bool:
    for n in range(k - 1, max(-1, k - 5), -1):
        if units[n].prep == "with":
            return False  # the weapon strikes, it is not struck
        if units[n].kind is Kind.ATTACK:
            return True
    return False


def _passive_operator(s: Sentence, end: int, slots: Slots) -> None:
    """`Pengiriman rudal ke Ukraina dihentikan AS`: the operator behind its noun, with its agent."""
    units = s.units
    k = end
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


def _between_weapon(units: list[Unit], i: int, weapon: Unit) -> dict[str, list[str]]:
    """Owner and beneficiary between a weapon and the passive operator behind it."""
    found: dict[str, list[str]] = {}
    try:
        k = next(n for n, u in enumerate(units) if u is weapon) + 1
    except StopIteration:
        return found
    slot = "owner"
    for unit in units[k:i]:
        if unit.prep:
            slot = "for" if unit.prep in ("for", "to") else unit.prep
        elif unit.kind is Kind.ACTOR:
            found.setdefault(slot, []).append(unit.code)
    return found


NUCLEAR_STATES = ("US", "RU", "GB", "FR", "CN", "IN", "PK", "KP", "IL")
"""Who alone can station such weapons with another."""


def _classes(claim: Claim) -> None:
    units = claim.sentence.units
    for unit in claim.weapons:
        at = next((n for n, u in enumerate(units) if u is unit), -1)
        if not unit.system and 0 <= at < len(units) - 1 and units[at + 1].system and units[at + 1].kind is Kind.WEAPON:
            claim.weapons = [*claim.weapons, units[at + 1]] if units[at + 1] not in claim.weapons else claim.weapons
    for unit in claim.weapons:
        at = next((n for n, u in enumerate(units) if u is unit), -1)
        named = not unit.system and 0 <= at < len(units) - 1 and units[at + 1].system and len(claim.weapons) > 1
        if named and unit.weapon not in ("components", "ammunition", "artillery-shell"):
            continue  # `rudal Patriot`: the system says what it is
        if unit.weapon and unit.weapon not in claim.classes:
            claim.classes.append(unit.weapon)
        if unit.system and unit.system not in claim.systems:
            claim.systems.append(unit.system)
        claim.origins.extend(NUCLEAR_STATES if unit.weapon == "nuclear-weapon" else unit.origin)


def _join(claims: list[Claim]) -> None:
    """Claims about the very same weapon words complete each other.

    `Rusia menembakkan [rudal yang dipasok Korut]`: the supply names the source, the use names the receiver.
    `[Rafale pesanan Indonesia] tiba`: the order names the buyer, the arrival says how far it is.
    """
    for one in claims:
        for two in claims:
            if one is two or not any(w is v for w in one.weapons for v in two.weapons):
                continue
            if one.frame == "own" and two.frame == "transfer" and two.stage == "agreed" and not one.reject:
                two.stage = "delivered"  # who has what was bought, has received it
            if two.suppliers and not one.suppliers and not set(two.suppliers) & set(one.recipients):
                one.suppliers = list(two.suppliers)
            if two.recipients and not one.recipients and not set(two.recipients) & set(one.suppliers):
                one.recipients = list(two.recipients)
