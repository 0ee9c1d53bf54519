"""Stage, certainty and open sides of a claim once its words of mood are known, and what is no supply at all."""

from __future__ import annotations

import itertools

from rules.engine.arms import index_of, wielders_of
from rules.engine.axes import Axes
from rules.engine.claims import Claim
from rules.engine.courts import court_of
from rules.engine.cues import Cues
from rules.engine.frames import Frames, Lexeme
from rules.engine.headline import STRUCK, blamed, giver_beside, struck
from rules.engine.roles import codes_of
from rules.engine.sides import domestic, launches, made_at_home
from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set


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


def _withheld(claim: Claim, slots: Slots) -> bool:
    """`Berlin belum juga lepas Leopard ke Kiev`, `AS tak kunjung kirim F-16`: what is long awaited is withheld."""
    trigger = claim.sentence.units[claim.trigger]
    before = [u.norm for u in claim.sentence.units[max(0, claim.trigger - 4) : claim.trigger]]
    waited = any(
        a in ("belum", "tak", "tidak") and b in ("juga", "kunjung", "mau", "bersedia", "sudi")
        for a, b in itertools.pairwise(before)
    )
    return (
        waited
        and claim.frame == "transfer"
        and not trigger.noun
        and any(x.wire == "give" for x, _ in trigger.lexemes)
        and bool(claim.recipients)
        and bool(set(codes_of(slots.subject)) & set(claim.suppliers))
    )


_OWN_ARMY = ("tni", "tentara", "angkatan", "militer", "polri", "mabes")


_PEOPLE = word_set(
    """
    politikus aktivis warga senator anggota pegiat tokoh kelompok koalisi organisasi lsm rakyat masyarakat mantan
    akademisi partai oposisi legislator demonstran pengunjuk ilmuwan jenderal ormas
    """
)


def _strangers_before(claim: Claim, unit: Unit) -> bool:
    """`Sejumlah politikus meminta Prancis mengirim tank`: who asks is nobody's government."""
    units = claim.sentence.units
    at = index_of(units, unit)
    return any(u.norm in _PEOPLE for u in units[max(0, at - 4) : at])


def _court(units: list[Unit], slots: Slots) -> bool:
    """`Pengadilan Belanda melarang ekspor ...`: the subject is a court of the supplier."""
    return bool(slots.subject) and court_of(units, index_of(units, slots.subject[0]) + 1) != []


def lexeme_root(claim: Claim) -> str:
    """The root of the claim's verb."""
    lexemes = claim.sentence.units[claim.trigger].lexemes
    return lexemes[0][0].root if lexemes else ""


def _bundle(claim: Claim) -> bool:
    """`Biden lepas paket senjata buat Taiwan`: a package is granted first, and comes later."""
    units = claim.sentence.units
    trigger = units[claim.trigger]
    told = any(
        u.norm in ("telah", "sudah", "tiba", "akhirnya") for u in units[max(0, claim.trigger - 3) : claim.trigger]
    )
    bundle = any(u.norm.startswith("paket") for u in units[claim.trigger + 1 : claim.trigger + 4])
    return bundle and not told and not trigger.noun and any(x.wire == "give" for x, _ in trigger.lexemes)


def _ordered(claim: Claim, slots: Slots) -> bool:
    """`Hanwha mendapat pesanan howitzer dari Rumania`: who gets an order has delivered nothing."""
    trigger = claim.sentence.units[claim.trigger]
    order = any(x.root == "pesan" or x.deal for x, _ in trigger.lexemes)
    got = any(u.op == "receive" or u.norm == "dapat" for u in slots.mods)
    return order and got and bool(set(codes_of(slots.subject)) & set(claim.suppliers))


def _pressing(claim: Claim, unit: Unit) -> list[str]:
    """`di bawah tekanan dari Kyiv dan sekutunya agar ...`: who presses, behind the noun."""
    units = claim.sentence.units
    at = index_of(units, unit)
    return [u.code for u in units[at + 1 : claim.trigger] if u.kind is Kind.ACTOR] if unit.norm == "tekanan" else []


_CHARGES = ("tuduh", "tuding", "uduh", "uding", "bukti", "curiga", "endus", "sinyalir")


def _charged(claim: Claim, unit: Unit) -> bool:
    """`Panel PBB menuduh Juba membeli panser`, `BUMN RI dituding jual senjata`: what is charged has happened."""
    trigger = claim.sentence.units[claim.trigger]
    charge = unit.op == "accuse" and any(root in unit.norm for root in _CHARGES)
    return charge and _trades(trigger) and claim.stage == "agreed"


def _trades(trigger: Unit) -> bool:
    return bool({x.root for x, _ in trigger.lexemes} & {"jual", "beli", "impor", "borong", "belanja"})


def _blamed(claim: Claim) -> bool:
    """`Belanda digugat karena menjual senjata ke ...`: what one is blamed for has happened."""
    units, at = claim.sentence.units, claim.trigger
    reason = at > 1 and units[at - 1].norm in ("karena", "lantaran", "sebab", "gara-gara")
    return reason and units[at - 2].norm.startswith("di") and _trades(units[at]) and not units[at].noun


def _place(claim: Claim, unit: Unit) -> int:
    return index_of(claim.sentence.units, unit)


def before_subject(s: Sentence, slots: Slots) -> set[int]:
    """Identities of mood words that stand before the clause's subject."""
    return {id(u) for u in slots.mods if id(u) in slots.op_subjects or u.start < s.units[slots.first].start}


def open_side(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """What the neighbour clause, the speaker or the wielder of the weapon says about a side still open."""
    units = claim.sentence.units
    if claim.stage in ("suspended", "refused") and not claim.recipients and slots.subject:
        at = index_of(units, slots.subject[0])
        if any(u.norm in STRUCK for u in units[at + 1 : at + 3]):
            claim.recipients = [c for c in codes_of(slots.subject) if c not in claim.suppliers]
    speakers = [c for c in codes_of(slots.claimed_by) if c not in claim.suppliers]
    built_for = "for" in slots.groups and "maker" in slots.groups and not slots.antecedent
    if (lexeme.root == "diperkuat" or (built_for and lexeme.wire == "give")) and not claim.suppliers:
        claim.suppliers = [c for c in codes_of(slots.groups.get("maker", [])) if c not in claim.recipients]
    licensed = any(u.norm in ("izin", "lisensi") for u in units[max(0, claim.trigger - 2) : claim.trigger])
    if lexeme.root == "ekspor" and licensed and not claim.suppliers:
        told = [c for u in slots.mods for c in codes_of(slots.op_subjects.get(id(u), []))]
        told.extend(codes_of(slots.subject) if any(u.op == "confirm" for u in slots.mods) else [])
        claim.suppliers = [c for c in [*speakers, *told] if c not in claim.recipients][:1]  # who licenses, tells
    asked = units[claim.trigger + 1 : claim.trigger + 2]
    if slots.imperative and speakers and lexeme.wire == "give" and asked and asked[0].norm in ("kami", "kita"):
        colon = next((n for n in range(claim.trigger - 1, -1, -1) if units[n].norm == ":"), 0)
        addressed = [u.code for n, u in enumerate(units[:colon]) if n and u.code and units[n - 1].prep == "to"]
        claim.recipients, claim.stage = speakers[:1], "sought"  # `Zelensky ke Kongres AS: Beri kami jet`
        claim.suppliers = [c for c in addressed if c not in claim.recipients][:1]
    if claim.sentence.field == "title" and lexeme.wire == "get" and claim.recipients and not claim.suppliers:
        claim.suppliers = giver_beside(units, claim.start, claim.recipients)
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
        wielder = [c for c in wielders_of(units, index_of(units, claim.weapons[0])) if c not in claim.suppliers]
        if wielder and not (set(claim.recipients) - set(wielder)):
            claim.frame, claim.stage, claim.recipients = "use", "used", wielder


def settle(claim: Claim, axes: Axes, slots: Slots) -> None:
    """Puts stage, certainty and who says so on the claim."""
    claim.stage = axes.stage
    if axes.stage == "delivered" and not axes.ops and _bundle(claim):
        claim.stage = "agreed"
    if axes.stage == "agreed" and not axes.ops and _blamed(claim):
        claim.stage = "delivered"
    if _ordered(claim, slots):
        claim.stage = claim.sentence.units[claim.trigger].lexemes[0][0].stage
    claim.alleged = axes.alleged
    claim.reject = axes.reject or claim.reject
    claim.possible = axes.possible
    claim.denied = axes.denied
    parties = set(claim.suppliers) | set(claim.recipients)
    for unit in slots.mods:
        holders = codes_of(slots.op_subjects.get(id(unit), []))
        if unit.op in ("accuse", "confirm"):
            claim.claimants.extend(holders)
            if _charged(claim, unit):
                claim.stage = "delivered"
        if unit.op == "seek" and unit.verbal == "active" and not holders and _strangers_before(claim, unit):
            claim.reject = claim.reject or "demand"
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
        if unit.op == "demand" and claim.frame == "transfer" and set(_pressing(claim, unit)) & set(claim.recipients):
            claim.stage, claim.reject = "sought", ""
    accusers = [u for u in slots.mods if u.op == "accuse"]
    if axes.alleged and accusers and not any(u.cue is not None and not u.op for u in slots.mods):
        voices = [codes_of(slots.op_subjects.get(id(u), [])) for u in accusers]
        claim.accusers = [code for voice in voices for code in voice] if all(voices) else []
    claim.claimants.extend(codes_of(slots.claimed_by))
    if claim.stage == "refused" and _court(claim.sentence.units, slots):
        claim.stage, claim.reject = "suspended", ""  # a court of the supplier forbids, or is asked to
    if claim.stage == "suspended" and claim.frame == "transfer" and not claim.suppliers:
        court = court_of(claim.sentence.units, claim.trigger)
        claim.suppliers = [c for c in court if c not in claim.recipients]  # it stops what its own state sends
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
        if _withheld(claim, slots):
            claim.stage = "refused"
            return
        itself = bool(spoken) and not any(slots.op_subjects.get(id(u)) for u in spoken)
        if itself or set(codes_of(slots.claimed_by)) & parties or set(claim.claimants) & parties:
            claim.denied, claim.stage = True, "denied"
        elif _declined(claim, slots):
            claim.stage = "refused"
        else:
            claim.reject = claim.reject or "negated"


def _for_home(claim: Claim, cues: Cues) -> bool:
    """Whether what stands behind the weapon names the home state's own forces or ministry without its name."""
    behind = " ".join(u.norm for u in claim.sentence.units[claim.trigger + 1 : claim.end + 6])
    return any(f" {word} " in f" {behind} " for word in cues.home_words)


def guarded(frames: Frames, cues: Cues, claim: Claim, lexeme: Lexeme, slots: Slots) -> Claim | None:
    """Drops attacks, own deployments and things that stay in one country."""
    classes = claim.classes
    verb = lexeme.root
    if claim.suppliers and claim.suppliers == claim.recipients:
        return None
    for supplier in claim.suppliers:
        for recipient in [*claim.recipients, *codes_of(slots.groups.get("target", []))]:
            if (supplier, recipient) in frames.hostile and launches(claim, lexeme):
                return None
    firm = bool(slots.subject) and bool(slots.subject[0].company)  # a maker has no fleet of its own
    if verb in cues.deploy_verbs and any(c in cues.mobile for c in classes) and not firm:
        return None
    groups = slots.groups
    if (
        verb in cues.deploy_verbs
        and "to" not in groups
        and "for-weak" in groups
        and any(c in cues.visitors for c in classes)
    ):
        return None
    if verb == "terjun" and not any(u.norm in ("kepada", "untuk", "bagi", "buat") for u in claim.sentence.units):
        return None  # `menerjunkan tank ke Suriah`: its own; what is dropped *for* somebody is given
    if verb == "terbang" and any(c in cues.visitors for c in classes):
        return None  # aircraft are flown by their owner
    sent = verb in cues.deploy_verbs or verb in ("angkut", "antar")
    if sent and not claim.recipients and any(u.norm.startswith(_OWN_ARMY) for u in slots.subject):
        return None  # `TNI mengirim kendaraan taktis ke lokasi gempa`
    visiting = verb in cues.deploy_verbs and any(c in cues.visitors for c in classes)
    bargained = any(u.op in ("negotiate", "offer", "suspend", "refuse", "cancel", "resume") for u in slots.mods)
    ordered = any(
        x.root == "pesan" for u in claim.sentence.units[claim.trigger + 1 : claim.end + 2] for x, _ in u.lexemes
    )
    bargained = bargained or ordered
    if visiting and lexeme.wire == "give" and claim.suppliers and not (claim.recipients or bargained):
        return None  # `AS kirim jet ke Timur Tengah`: its own
    if verb in cues.deploy_verbs and "exercise" in claim.sentence.surroundings and not claim.noun:
        return None
    arms_only = classes == ["weapons"] or not claim.recipients
    if verb == "serah" and arms_only and any(not c.isupper() for c in claim.suppliers):
        return None  # an armed group that hands over its arms disarms
    if slots.yards and not claim.suppliers and claim.recipients == slots.yards[:1]:
        return None  # from a yard of its own
    if len(claim.suppliers) == 1 and not claim.recipients and domestic(claim):
        return None
    if claim.suppliers == [cues.home] and not claim.recipients and firm and _for_home(claim, cues):
        return None  # `Pindad serahkan Maung untuk Kementerian Pertahanan`
    if claim.frame == "transfer" and made_at_home(claim):
        return None
    if set(claim.suppliers) & cues.bystanders:
        return None
    if lexeme.wire not in ("buy", "get") or not claim.suppliers:
        claim.recipients = [c for c in claim.recipients if c not in cues.bystanders]
    if "with-weapon" in lexeme.needs and "with-weapon" not in slots.groups:
        return None
    passive = claim.sentence.units[claim.trigger].voice is Voice.PASSIVE
    offered = verb in ("tawar", "sodor") and claim.relative and passive and claim.suppliers  # `jet yang disodorkan X`
    claim.tentative = verb in ("tawar", "sodor", "alokasi") and not (claim.recipients or claim.noun or offered)
    claim.tentative = claim.tentative and bool(claim.suppliers) and not claim.reject
    if "recipient" in lexeme.needs and not (claim.recipients or offered or claim.tentative):
        return None
    if (
        "supplier" in lexeme.needs
        and not claim.suppliers
        and not (lexeme.wire in ("buy", "get", "join", "ask") and _told_by_its_maker(claim))
    ):
        return None
    stationed = "nuclear" in lexeme.needs  # `Polandia siap menampung nuklir sekutu`
    if (
        claim.classes == ["nuclear-weapon"]
        and lexeme.wire in ("get", "buy", "ask")
        and not (stationed or claim.suppliers)
    ):
        return None  # `Iran mengincar senjata nuklir`: to make them, with nobody's help
    if "recipient-actor" in lexeme.needs and not claim.recipients:
        after = claim.sentence.units[claim.trigger + 1 : claim.trigger + 5]
        if not (claim.suppliers and any(u.norm in cues.groups for u in after)):
            return None
    if "adjacent" in lexeme.needs and not (slots.object and 0 < _place(claim, slots.object[0]) - claim.trigger <= 3):
        return None
    if "nuclear" in lexeme.needs and not set(classes) & {"nuclear-weapon"}:
        return None
    return claim


def _told_by_its_maker(claim: Claim) -> bool:
    """Whether the weapon itself names who else builds it; a nuclear weapon names nobody."""
    return claim.classes != ["nuclear-weapon"] and bool(set(claim.origins) - set(claim.recipients))
