"""Making arms abroad, together or under licence; what a state makes at home is nothing."""

from __future__ import annotations

from rules.engine.arms import attacked, index_of, name_classes
from rules.engine.axes import read_axes
from rules.engine.claims import Claim
from rules.engine.frames import Frames, Lexeme
from rules.engine.roles import codes_of, split_by_origin
from rules.engine.settling import before_subject, settle
from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.grammar import word_set


def _client(s: Sentence, weapon: Unit) -> list[str]:
    """`PT PAL membangun kapal perang pesanan Filipina`: who ordered what is built."""
    units = s.units
    at = index_of(units, weapon)
    ordered = [u.root for x in units[at + 1 : at + 2] for u, _ in x.lexemes]
    if "pesan" in ordered and at + 2 < len(units) and units[at + 2].kind is Kind.ACTOR:
        return [units[at + 2].code]
    return []


def _licensor(s: Sentence) -> list[Unit]:
    """`dengan lisensi Turki`."""
    for k, unit in enumerate(s.units[:-1]):
        if unit.norm in ("lisensi", "rancangan", "desain") and s.units[k + 1].kind is Kind.ACTOR:
            return [s.units[k + 1]]
    return []


def _fronted_partner(units: list[Unit]) -> list[Unit]:
    """`Gandeng Korea, PTDI bangun ...`: the partner whom the opening clause names."""
    if len(units) < 4 or units[0].norm not in _JOINS:
        return []
    comma = next((n for n, u in enumerate(units[:8]) if u.norm == ","), 0)
    return [u for u in units[1:comma] if u.kind is Kind.ACTOR]


_JOINS = word_set("gandeng menggandeng rangkul merangkul")
_JOINED = word_set("bekerja bekerjasama berkolaborasi bermitra kolaborasi kerjasama")
_PLANS = word_set("akan bakal siap jajaki menjajaki ingin berencana hendak segera rencana")


def _arms(unit: Unit) -> bool:
    """A kind of weapon, or weapons by that very word; not what merely sounds of defence."""
    return not unit.programme and (unit.weapon != "weapons" or unit.norm.endswith(("senjata", "senjataan")))


def read_partnership(s: Sentence) -> Claim | None:
    """`Dorong bisnis kapal selam, PT PAL gandeng Naval Group`: two firms, or a state and a firm, work on a weapon."""
    units = s.units
    for i, unit in enumerate(units):
        together = unit.norm in _JOINED or unit.norm.startswith("kerja sama")
        if not (unit.norm in _JOINS or together):
            continue
        partner = _partner_behind(units, i, together=together)
        named = next((u for u in reversed(units[max(0, i - 9) : i]) if u.kind is Kind.ACTOR or u.norm in ",;:"), None)
        weapons = [u for u in units if u.kind is Kind.WEAPON and _arms(u)]
        if partner is None or named is None or named.kind is not Kind.ACTOR or not weapons:
            continue
        if named.code == partner.code or not (named.company and partner.company):
            continue
        if any(u.kind is Kind.NEG for u in units[max(0, i - 4) : i]):
            continue
        planned = any(u.norm in _PLANS for u in units[max(0, i - 4) : i])
        claim = Claim("production", s, 0, len(units), i, "planned" if planned else "agreed", weapons=weapons)
        claim.suppliers, claim.recipients = [partner.code], [named.code]
        name_classes(claim)
        return claim
    return None


_KNOW_HOW = frozenset(("alih teknologi", "transfer teknologi", "offset", "ofset", "imbal dagang"))
_WISHES = ("seek", "demand", "refuse", "suspend", "cancel")


def read_know_how(s: Sentence) -> Claim | None:
    """`Offset Rafale dari Dassault memberi PTDI alih teknologi`: a firm of one state hands know-how to another's."""
    units = s.units
    at = next((n for n, u in enumerate(units) if u.norm in _KNOW_HOW), -1)
    weapons = [u for u in units if u.kind is Kind.WEAPON and u.weapon != "weapons" and not u.programme]
    if at < 0 or not weapons or any(u.kind is Kind.NEG or u.op in _WISHES for u in units):
        return None
    sides = list(dict.fromkeys(u.code for u in units if u.kind is Kind.ACTOR))
    firms = {u.code for u in units if u.company}
    if len(sides) != 2 or not firms:
        return None
    claim = Claim("tech", s, 0, len(units), at, "agreed", weapons=weapons[:1])
    name_classes(claim)
    claim.suppliers, claim.recipients = split_by_origin(sides, claim.origins)
    if any(u.norm in _PLANS for u in units[max(0, at - 6) : at]):
        claim.stage = "planned"
    return claim if claim.suppliers else None


def _partner_behind(units: list[Unit], i: int, *, together: bool) -> Unit | None:
    """The firm that a verb or noun of working together at `i` names."""
    linked = not together
    for unit in units[i + 1 : i + 16]:
        if unit.norm in ".;:":
            return None
        linked = linked or unit.prep == "with"
        if linked and unit.kind is Kind.ACTOR:
            return unit
    return None


_SHARED_WORK = word_set("pengembangan produksi pembuatan pembangunan perakitan industri teknologi bisnis peningkatan")


def _joint(s: Sentence, i: int, weapons: list[Unit]) -> bool:
    """`kerja sama radar dengan Thales`: working together on a kind of weapon; one on defence at large is a treaty."""
    between = s.units[i + 1 : max(i + 1, index_of(s.units, weapons[0]))]
    if {w.weapon for w in weapons} == {"weapons"} or len(between) > 3:
        return False
    return all(u.kind in (Kind.AUX, Kind.NUMBER) or u.norm in _SHARED_WORK or u.norm == "bidang" for u in between)


def _joint_makers(subject: list[Unit]) -> bool:
    """`Pindad-FNSS siap produksi massal ...`: firms of two states make it together."""
    return len(codes_of(subject)) > 1 and any(u.company for u in subject)


def read_production(
    frames: Frames, s: Sentence, i: int, lexeme: Lexeme, slots: Slots, weapons: list[Unit]
) -> Claim | None:
    """Making something abroad, together or under licence; what a state makes at home is nothing."""
    if not weapons or any(w.programme for w in weapons):
        return None
    if lexeme.root == "lisensi" and any("ekspor" in u.norm or "jual" in u.norm for u in s.units[i + 1 : i + 3]):
        return None  # a licence to sell, not to make
    if lexeme.root == "kerja sama" and not _joint(s, i, weapons):
        return None
    if s.units[i].noun and attacked(s.units, i):
        return None  # `Rusia hantam [pabrik] drone di Kiev`
    norms = f" {' '.join(s.norms)} "
    client = codes_of(slots.groups.get("for", []))
    order = _client(s, weapons[-1])
    client = client or order
    ordered = bool(client) and bool(slots.subject) and not set(client) & set(codes_of(slots.subject))
    if (
        lexeme.root not in ("pabrik", "lisensi", "kerja sama")
        and not ordered
        and "helped" not in slots.groups
        and not _joint_makers(slots.subject)
        and not any(f" {mark} " in norms for mark in frames.production_marks)
    ):
        return None
    groups = slots.groups
    subject = codes_of(slots.subject or groups.get("by", []))
    partner = codes_of(
        groups.get("with")
        or _fronted_partner(s.units)
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
    if helped_one and set(helped_one) & set(subject):
        return None  # who helps is not named
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
    name_classes(claim)
    if claim.parties:
        claim.suppliers, claim.recipients = split_by_origin(subject, claim.origins)
    helped = any("bantu" in u.norm for u in slots.mods)
    if not (claim.suppliers and (claim.recipients or helped)) and not claim.parties:
        return None
    axes = read_axes(claim.stage, slots.mods, buying=False, before_subject=before_subject(s, slots))
    settle(claim, axes, slots)
    if order and claim.recipients == order:
        claim.frame, claim.stage = "transfer", "agreed"  # `mulai membangun kapal pesanan Filipina`: not there yet
        return claim
    begun = any(u.op == "complete" and u.norm in ("mulai", "memulai") for u in slots.mods)
    if begun and claim.stage == "planned" and set(axes.ops) <= {"complete", "confirm"} and not slots.purpose:
        claim.stage = "delivered"  # `mulai memproduksi`: it goes on
    return claim
