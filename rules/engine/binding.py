"""Roles of a transfer, a use, a production: which slot of which verb in which voice is whom."""

from __future__ import annotations

from collections.abc import Iterable

from rules.engine.axes import read_axes
from rules.engine.claims import Claim
from rules.engine.cues import Cues
from rules.engine.frames import Frames, Lexeme
from rules.engine.slots import Slots, look_left, look_right
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.affixes import Form, Voice
from rules.indonesian.grammar import word_set

_TAKES_SUBJECT = word_set(
    """
    suspend resume refuse cancel approve sign seek offer negotiate consider plan complete receive
    """
)


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
        _join_use(claims)
        return claims

    # one verb or noun

    def _lexeme(self, s: Sentence, i: int, lexeme: Lexeme, form: Form) -> Claim | None:
        unit = s.units[i]
        slots = Slots(last=i, first=i)
        end = look_right(s, i, slots)
        if form.voice is Voice.AGENT:
            return self._agent(s, i, end, lexeme, slots)
        if form.noun and _modifies_weapon(s.units, i):
            slots.object = [s.units[i - 1]]
            slots.antecedent = True
            slots.first = i - 1
            if _attacked(s.units, i - 1):
                return None
            owner = slots.groups.pop("noun-owner", None) or slots.groups.pop("owner", None)
            return self._claim(s, i, end, lexeme, form, slots, owner=owner)
        look_left(s, i, slots)
        if unit.noun:
            _passive_operator(s, end, slots)
        return self._claim(s, i, end, lexeme, form, slots)

    def _claim(
        self, s: Sentence, i: int, end: int, lexeme: Lexeme, form: Form, slots: Slots, owner: list[Unit] | None = None
    ) -> Claim | None:
        unit = s.units[i]
        weapons = [u for u in slots.object if u.kind is Kind.WEAPON]
        if not weapons:
            weapons = slots.groups.get("with-weapon", [])
        other = [u for u in slots.object if u.kind in (Kind.TROOPS, Kind.CARGO)]
        if other and (not weapons or slots.object[0] is other[0]):
            if other[0].kind is Kind.TROOPS and lexeme.wire == "give":
                return self._troops(s, i, end, slots)
            if not weapons:
                return None
        if any(u.kind is Kind.TREATY for u in slots.object[:1]):
            return None
        if not weapons and not lexeme.weapon:
            if not (slots.anaphor or slots.pronoun) or (lexeme.object_required and not slots.anaphor):
                return None
        roles = self._roles(s, i, lexeme, form, slots, owner)
        claim = Claim(
            lexeme.frame, s, slots.first, max(slots.last, i) + 1, i,
            lexeme.noun_stage if unit.noun else lexeme.stage, noun=unit.noun,
            suppliers=roles["supplier"], recipients=roles["recipient"], weapons=weapons,
            relative=slots.antecedent, anaphor=slots.anaphor, pronoun=slots.pronoun,
        )  # fmt: skip
        claim.parties = roles["partner"]
        if lexeme.weapon and not weapons:
            claim.classes = [lexeme.weapon]
        _classes(claim)
        before = {id(u) for u in slots.mods if id(u) in slots.op_subjects or s.units.index(u) < slots.first}
        buying = lexeme.wire in ("buy", "get") or any(u.op == "receive" for u in slots.mods)
        axes = read_axes(claim.stage, slots.mods, buying=buying, before_subject=before)
        self._settle(claim, axes, slots, lexeme, s)
        return self._guard(claim, lexeme, slots)

    def _roles(
        self, s: Sentence, i: int, lexeme: Lexeme, form: Form, slots: Slots, owner: list[Unit] | None
    ) -> dict[str, list[str]]:
        """Role -> actor codes; the first slot of each list that is filled gives the role."""
        groups = slots.groups
        wiring = lexeme.roles
        giving = lexeme.wire in ("give", "give-to", "lend", "tech")
        found: dict[str, list[str]] = {"supplier": [], "recipient": [], "partner": []}

        def put(slot: str, units: list[Unit] | None, role: str | None = None) -> None:
            role = role or wiring.get(slot)
            if role in found and units and not found[role]:
                codes = _codes(units)
                other = "recipient" if role == "supplier" else "supplier"
                codes = [c for c in codes if c not in found[other]]
                found[role] = codes

        subject = slots.subject
        if owner:
            put("owner", owner, "supplier" if giving else "recipient")
        if form.voice in (Voice.ACTIVE, Voice.BARE, Voice.MIDDLE):
            if lexeme.weapon_subject:
                put("to", groups.get("to"))
                put("at", groups.get("at"))
                put("from", groups.get("from"))
                put("for", groups.get("for"))
            else:
                put("subject", subject)
        elif form.voice is Voice.PASSIVE:
            put("by", groups.get("by"))
            if subject and slots.object:
                put("passive-subject", subject, "recipient" if giving else None)
        else:
            self._noun_roles(slots, lexeme, put)
        for slot in ("from", "by", "to", "object-actor", "for", "with", "at", "between"):
            if slot in wiring:
                put(slot, groups.get(slot))
        put("for-weak", groups.get("for-weak"), "recipient" if giving else None)
        if "noun-owner" in groups and form.voice is Voice.NOUN:
            put("owner", groups["noun-owner"])
        if not giving:
            put("maker", groups.get("maker"), "supplier" if lexeme.wire != "use" else None)
            put("owner", groups.get("owner"), "supplier")
        else:
            put("owner", groups.get("owner"), "supplier")
        return found

    def _noun_roles(self, slots: Slots, lexeme: Lexeme, put: object) -> None:
        """The subject of the operator over a noun: `Prancis menghentikan [penjualan ...]`."""
        assert callable(put)
        groups = slots.groups
        put("by", groups.get("by"))
        put("from", groups.get("from"))
        put("to", groups.get("to"))
        if lexeme.wire in ("give", "lend") and groups.get("for"):
            put("for", groups.get("for"))
        owner = groups.get("owner")
        if owner and lexeme.wire in ("give", "lend"):
            put("owner", owner)
        if owner and lexeme.wire == "buy":
            put("maker", owner, "supplier")
        subject = slots.subject
        if not subject or (slots.crossed and not _operated(slots)):
            return
        op = next((u for u in slots.mods if u.op or u.kind is Kind.LEX), None)
        if op is None or op.kind is Kind.VERB:
            return
        if op.op and op.op not in _TAKES_SUBJECT and op.kind is not Kind.LEX:
            return
        if op.voice is Voice.PASSIVE:
            return
        if lexeme.deal:
            return
        buying = lexeme.wire in ("buy", "get")
        if op.op in ("receive", "seek") or (
            op.kind is Kind.LEX and any(x.wire in ("get", "buy") for x, _ in op.lexemes)
        ):
            put("subject", subject, "recipient")
        elif buying:
            origins = {c for u in slots.object for c in u.origin}
            if op.op == "approve" and origins & set(_codes(subject)):
                put("subject", subject, "supplier")
            else:
                put("subject", subject, "recipient")
                put("subject", subject, "supplier")
        else:
            put("subject", subject, "supplier")
            put("subject", subject, "recipient")

    def _settle(self, claim: Claim, axes: object, slots: Slots, lexeme: Lexeme, s: Sentence) -> None:
        """Puts stage, certainty and who says so on the claim."""
        from rules.engine.axes import Axes

        assert isinstance(axes, Axes)
        claim.stage = axes.stage
        claim.alleged = axes.alleged
        claim.reject = axes.reject
        claim.possible = axes.possible
        claim.denied = axes.denied
        parties = set(claim.suppliers) | set(claim.recipients)
        for unit in slots.mods:
            holders = _codes(slots.op_subjects.get(id(unit), []))
            if unit.op in ("accuse", "confirm"):
                claim.claimants.extend(holders)
            if unit.op == "deny":
                claim.deniers.extend(holders)
            if unit.op in ("seek", "demand") and holders and unit.verbal == "active":
                asked_for = not claim.recipients or set(holders) & set(claim.recipients)
                if asked_for and claim.frame == "transfer" and claim.stage not in ("suspended", "refused"):
                    claim.recipients = claim.recipients or [h for h in holders if h not in claim.suppliers]
                    claim.stage, claim.reject = "sought", ""
                elif claim.recipients:
                    claim.reject = "demand"
        claim.claimants.extend(_codes(slots.claimed_by))
        if axes.denied:
            claim.stage = "denied"
            claim.reject = ""
            if not claim.deniers:
                claim.deniers.extend(_codes(slots.subject))
        elif axes.negated:
            if set(_codes(slots.claimed_by)) & parties or set(claim.claimants) & parties:
                claim.denied, claim.stage = True, "denied"
            else:
                claim.reject = claim.reject or "negated"

    def _guard(self, claim: Claim, lexeme: Lexeme, slots: Slots) -> Claim | None:
        """Drops attacks, own deployments and things that stay in one country."""
        classes = claim.classes
        verb = lexeme.root
        if claim.suppliers and claim.suppliers == claim.recipients:
            return None
        for supplier in claim.suppliers:
            for recipient in [*claim.recipients, *_codes(slots.groups.get("target", []))]:
                if (supplier, recipient) in self.frames.hostile and lexeme.frame == "transfer":
                    return None
        if verb in self.cues.deploy_verbs and classes and all(c in self.cues.mobile for c in classes):
            return None
        if "recipient" in lexeme.needs and not claim.recipients:
            return None
        if "supplier" in lexeme.needs and not claim.suppliers:
            return None
        if "recipient-actor" in lexeme.needs and not claim.recipients:
            return None
        return claim

    def _agent(self, s: Sentence, i: int, end: int, lexeme: Lexeme, slots: Slots) -> Claim | None:
        """`Iran, pemasok senjata utama bagi Rusia`: the noun names who does it."""
        weapons = [u for u in slots.object if u.kind is Kind.WEAPON]
        if not weapons:
            return None
        look_left(s, i, slots)
        groups = slots.groups
        named = _codes(slots.subject)
        other = _codes(groups.get("to") or groups.get("for") or groups.get("owner") or [])
        claim = Claim(lexeme.frame, s, slots.first, max(slots.last, i) + 1, i, lexeme.stage, noun=True, weapons=weapons)
        if lexeme.wire == "give":
            claim.suppliers, claim.recipients = named, [c for c in other if c not in named]
        else:
            claim.recipients = named
            claim.suppliers = [c for c in _codes(groups.get("from") or groups.get("owner") or []) if c not in named]
        if not (claim.suppliers and claim.recipients):
            return None
        _classes(claim)
        claim.background = True
        axes = read_axes(claim.stage, slots.mods, buying=False, before_subject=set())
        self._settle(claim, axes, slots, lexeme, s)
        return claim

    def _troops(self, s: Sentence, i: int, end: int, slots: Slots) -> Claim | None:
        look_left(s, i, slots)
        claim = Claim("troops", s, slots.first, max(slots.last, i) + 1, i, "delivered")
        claim.suppliers = _codes(slots.subject or slots.groups.get("by", []) or slots.groups.get("owner", []))
        claim.recipients = [c for c in _codes(slots.groups.get("to", [])) if c not in claim.suppliers]
        if not (claim.suppliers and claim.recipients):
            return None
        axes = read_axes(claim.stage, slots.mods, buying=False, before_subject=set())
        claim.stage, claim.alleged, claim.reject, claim.denied = axes.stage, axes.alleged, axes.reject, axes.denied
        if axes.denied:
            claim.stage = "denied"
        elif axes.negated:
            claim.reject = claim.reject or "negated"
        return claim

    # an operator with a weapon as its own object

    def _operator(self, s: Sentence, i: int, unit: Unit) -> Claim | None:
        """`Ukraina minta Patriot`, `Rudal AS untuk Ukraina disetop`, `embargo senjata terhadap X`."""
        slots = Slots(last=i, first=i)
        end = look_right(s, i, slots)
        look_left(s, i, slots)
        weapons = [u for u in slots.object if u.kind is Kind.WEAPON]
        groups = slots.groups
        if not weapons:
            return None
        stage, wire = _OPERATOR_ALONE[unit.op]
        claim = Claim("transfer", s, slots.first, max(slots.last, i) + 1, i, stage, noun=unit.noun, weapons=weapons)
        subject = _codes(slots.subject)
        if unit.voice is Voice.PASSIVE and not subject:
            between = _between_weapon(s.units, i, weapons[-1])
            claim.suppliers = (
                _codes(groups.get("by", [])) or between.get("owner", []) or _codes(groups.get("owner", []))
            )
            claim.recipients = between.get("for", []) or _codes(groups.get("to") or groups.get("for") or [])
        elif wire == "get":
            claim.recipients = subject or _codes(groups.get("noun-owner", []))
            source = (
                groups.get("from")
                or groups.get("to")
                or groups.get("object-actor")
                or groups.get("owner")
                or groups.get("maker")
                or []
            )
            claim.suppliers = [c for c in _codes(source) if c not in claim.recipients]
        else:
            claim.suppliers = _codes(groups.get("from") or []) or subject
            claim.recipients = _codes(
                groups.get("to") or groups.get("for") or groups.get("object-actor") or groups.get("against") or []
            )
            owner = _codes(groups.get("owner", []))
            if owner and owner != claim.suppliers and not claim.recipients and subject:
                return None
        claim.recipients = [c for c in claim.recipients if c not in claim.suppliers]
        if not claim.recipients or (wire == "give" and not claim.suppliers and unit.op != "refuse"):
            return None
        if any((a, b) in self.frames.hostile for a in claim.suppliers for b in claim.recipients):
            return None
        _classes(claim)
        before = {id(u) for u in slots.mods if s.units.index(u) < slots.first}
        axes = read_axes(stage, slots.mods, buying=wire == "get", before_subject=before)
        pseudo = self.frames.lexemes[0]
        self._settle(claim, axes, slots, pseudo, s)
        return claim


_OPERATOR_ALONE = {
    "seek": ("sought", "get"), "suspend": ("suspended", "give"), "refuse": ("refused", "give"),
    "cancel": ("withdrawn", "give"), "approve": ("agreed", "give"), "resume": ("agreed", "give"),
    "offer": ("negotiating", "give"), "consider": ("planned", "give"), "plan": ("planned", "give"),
    "negotiate": ("negotiating", "give"),
}  # fmt: skip


def _codes(units: Iterable[Unit]) -> list[str]:
    return list(dict.fromkeys(u.code for u in units if u.code))


def _operated(slots: Slots) -> bool:
    return bool(slots.mods) and bool(slots.mods[0].op)


def _modifies_weapon(units: list[Unit], i: int) -> bool:
    """`drone kiriman Iran`, `A400M pesanan TNI AU`: the noun hangs on the weapon before it."""
    return (
        (i > 0 and units[i - 1].kind is Kind.WEAPON and units[i].norm.endswith("an") and not units[i].norm.startswith("pe"))
        or (i > 0 and units[i - 1].kind is Kind.WEAPON and units[i].norm in ("pesanan", "hibah"))
    )  # fmt: skip


def _attacked(units: list[Unit], k: int) -> bool:
    return any(u.kind is Kind.ATTACK for u in units[max(0, k - 4) : k])


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
                "tertunda",
                "setop",
            ):
                slots.mods[:0] = [unit, *passed]
                slots.last = k
                for m in range(k + 1, min(len(units), k + 4)):
                    if units[m].kind is Kind.ACTOR:
                        slots.add("by", [units[m]])
                        slots.last = m
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


def _classes(claim: Claim) -> None:
    for unit in claim.weapons:
        if unit.weapon and unit.weapon not in claim.classes:
            claim.classes.append(unit.weapon)
        if unit.system and unit.system not in claim.systems:
            claim.systems.append(unit.system)
        claim.origins.extend(unit.origin)


def _join_use(claims: list[Claim]) -> None:
    """`Rusia menembakkan [rudal yang dipasok Korut]`: the supply names the source, the use names the receiver."""
    for use in claims:
        if use.frame != "use":
            continue
        for supply in claims:
            if supply.frame == "transfer" and any(w in supply.weapons for w in use.weapons):
                if supply.suppliers and not use.suppliers:
                    use.suppliers = [c for c in supply.suppliers if c not in use.recipients]
                if use.recipients and not supply.recipients:
                    supply.recipients = [c for c in use.recipients if c not in supply.suppliers]
