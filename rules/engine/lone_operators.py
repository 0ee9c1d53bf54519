"""An operator with a weapon as its own object: `Ukraina minta Patriot`, `embargo senjata terhadap X`."""

from __future__ import annotations

from rules.engine.arms import index_of, name_classes
from rules.engine.axes import read_axes
from rules.engine.claims import Claim
from rules.engine.cues import Cues
from rules.engine.frames import Frames
from rules.engine.headline import struck
from rules.engine.left import look_left
from rules.engine.roles import codes_of, split_by_origin
from rules.engine.settling import before_subject, settle
from rules.engine.sides import by_company
from rules.engine.slots import Slots, look_right
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set


def _asker(units: list[Unit], slots: Slots) -> list[str]:
    """`[Maduro] surati Putin minta rudal`: behind an unknown bare verb and its object the first actor asks."""
    if not slots.subject:
        return []
    at = index_of(units, slots.subject[0])
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
            by_company(claim, [*claim_subject(claim), *groups.get("with", [])])
        claim.parties = [] if claim.suppliers else sides
        return
    sellers = sellers or list(dict.fromkeys(origins))
    if len(sellers) == 1 and not set(sellers) & set(sides):
        claim.suppliers, claim.recipients = sellers, sides


def _directly(units: list[Unit], i: int, weapon: Unit) -> bool:
    """Whether nothing but counts stands between a verb and its object."""
    between = units[i + 1 : max(i + 1, index_of(units, weapon))]
    return all(u.kind in (Kind.NUMBER, Kind.AUX, Kind.WEAPON) or u.norm in _MORE for u in between)


_MORE = frozenset(
    (
        "tambahan",
        "lagi",
        "dua",
        "tiga",
        "empat",
        "lima",
        "enam",
        "jet",
        "pesawat",
        "soal",
        "pembelian",
        "penambahan",
        "pasokan",
        "kontribusi",
        "iuran",
        "proyek",
        "program",
        "harga",
    )
)


def claim_subject(claim: Claim) -> list[Unit]:
    """The actors in front of the claim's verb."""
    return [u for u in claim.sentence.units[claim.start : claim.trigger] if u.kind is Kind.ACTOR]


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
    "ketertarikan",
    "minat",
    "berminat",
    "kepincut",
    "ngebet",
)


OPERATOR_ALONE = {
    "seek": ("sought", "get"), "suspend": ("suspended", "give"), "refuse": ("refused", "give"),
    "cancel": ("withdrawn", "give"), "approve": ("agreed", "give"), "resume": ("agreed", "give"),
    "offer": ("negotiating", "give"), "consider": ("planned", "give"), "plan": ("planned", "give"),
    "negotiate": ("negotiating", "give"), "announce": ("agreed", "give"),
}  # fmt: skip


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


_WISHES = ("minat", "keinginan", "ketertarikan")

_GETS = ("dapat", "mendapat", "kantongi", "mengantongi", "peroleh", "memperoleh")
"""A permission that somebody gets, not gives."""

_PAYS = ("danai", "mendanai", "pendanaan", "pembiayaan", "biayai", "membiayai", "pembayaran", "membayar", "bayar")
"""Who pays for another's weapons is not their supplier."""


_SERVICES = word_set("perbaikan perawatan pemeliharaan pemutakhiran modernisasi peningkatan perpanjangan")


def _serviced(units: list[Unit], i: int, weapon: Unit) -> bool:
    """`AS restui perbaikan F-16 Pakistan`: whose aircraft are mended gets parts and help."""
    return any(u.norm in _SERVICES for u in units[i + 1 : max(i + 1, index_of(units, weapon))])


def _money(units: list[Unit], i: int, weapon: Unit) -> bool:
    """`meminta tambahan anggaran untuk bantuan militer`: money is asked for, of one's own parliament."""
    between = units[i + 1 : max(i + 1, index_of(units, weapon))]
    return any(u.norm in ("anggaran", "dana", "pendanaan", "pagu") for u in between)


def _undone(units: list[Unit], weapon: Unit, asked: Unit) -> bool:
    """`China meminta Typhon ditarik`: what is asked is done to the weapon, nobody gets it."""
    behind = units[index_of(units, weapon) + 1 :][:2]
    return any(
        u is not asked
        and u.verbal == "passive"
        and not any(x.frame == "transfer" for x, _ in u.lexemes)
        and u.norm != "dari"
        for u in behind
    )


def _freed(units: list[Unit], i: int) -> bool:
    """`Turki bebas dari embargo senjata Kanada`: the embargo is lifted, and its owner sells again."""
    before = [u.norm for u in units[max(0, i - 3) : i]]
    return "dari" in before and any(norm in ("bebas", "terbebas", "lepas", "lolos") for norm in before)


def read_no_more(s: Sentence) -> Claim | None:
    """`Tak ada lagi bantuan militer untuk Kyiv: PM Slovakia`: a headline by which the speaker's state ends its aid."""
    units = s.units
    colon = next((n for n, u in enumerate(units) if u.norm == ":"), -1)
    at = next((n for n in range(len(units) - 3) if [u.norm for u in units[n + 1 : n + 3]] == ["ada", "lagi"]), -1)
    if colon < 0 or at < 0 or units[at].kind is not Kind.NEG:
        return None
    clause = range(at + 3, len(units) if at > colon else colon)
    weapon = next((n for n in clause[:4] if units[n].kind is Kind.WEAPON), -1)
    if weapon < 0 or weapon + 2 not in clause or units[weapon + 1].prep not in ("for", "to"):
        return None
    named = [u.code for u in (units[:colon] if at > colon else units[colon + 1 :]) if u.kind is Kind.ACTOR]
    receiver = units[weapon + 2]
    if len(named) != 1 or receiver.kind is not Kind.ACTOR or receiver.code in named:
        return None
    claim = Claim("transfer", s, at, weapon + 3, weapon, "suspended", weapons=[units[weapon]])
    claim.suppliers, claim.recipients, claim.claimants = named, [receiver.code], list(named)
    name_classes(claim)
    return claim


def _called_off(claim: Claim, subject: list[str], owner: list[str], weapons: list[Unit]) -> bool:
    """`Prayut batalkan kapal selam China`: of caller-off and owner, who has built it is the seller."""
    origins = {c for w in weapons for c in w.origin}
    if len(subject) != 1 or len(owner) != 1 or subject == owner:
        return False
    if subject[0] in origins and owner[0] not in origins:
        claim.suppliers, claim.recipients = subject, owner
        return True
    generic = not origins and all(w.weapon not in ("weapons", "missile") for w in weapons)
    if owner[0] in origins or (generic and owner[0] in _BUILDERS and subject[0] not in _BUILDERS):
        claim.suppliers, claim.recipients = owner, subject
        return True
    return False


_BUILDERS = frozenset(("US", "RU", "CN", "FR", "DE", "GB", "KR", "IL", "TR", "IT", "ES", "SE"))
"""States whose ships, jets and tanks others order; between two of them, or two others, nothing is concluded."""


def read_operator(frames: Frames, cues: Cues, s: Sentence, i: int, unit: Unit) -> Claim | None:
    """`Ukraina minta Patriot`, `Rudal AS untuk Ukraina disetop`, `embargo senjata terhadap X`."""
    slots = Slots(last=i, first=i)
    look_right(s, i, slots)
    look_left(s, i, slots)
    weapons = [u for u in slots.object if u.kind is Kind.WEAPON]
    groups = slots.groups
    if weapons and any(
        u.kind is Kind.LEX and u.noun for u in s.units[i + 1 : max(i + 1, index_of(s.units, weapons[0]))]
    ):
        return None  # the noun between carries the claim
    if not weapons or weapons[0].programme or (slots.antecedent and not slots.subject):
        return None
    wanted = unit.op == "seek" and "by" in groups and unit.norm != "diminta"
    if unit.voice is Voice.PASSIVE and unit.op in ("seek", "plan", "offer", "consider", "negotiate") and not wanted:
        return None
    if unit.op == "seek" and _money(s.units, i, weapons[0]):
        return None
    if unit.op == "seek" and (not unit.norm.startswith(_ASKS) or _undone(s.units, weapons[-1], unit)):
        return None
    if unit.op == "seek" and unit.noun and i and s.units[i - 1].op in ("refuse", "approve"):
        return None  # `menolak permintaan ...`: the answer says it
    stage, wire = OPERATOR_ALONE[unit.op]
    stage = "suspended" if "embargo" in unit.norm else stage
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
        named = s.units[i + 1] if i + 1 < len(s.units) else unit
        if unit.norm in _WISHES and named.kind is Kind.ACTOR:
            claim.recipients = [named.code]  # `minat Malaysia terhadap panser buatan Pindad`
        source = (
            groups.get("from")
            or groups.get("to")
            or groups.get("object-actor")
            or groups.get("owner")
            or groups.get("maker")
            or groups.get("visited")
            or []
        )
        if unit.norm in _WISHES:
            source = groups.get("from") or groups.get("maker") or groups.get("owner") or slots.subject
        claim.suppliers = [c for c in codes_of(source) if c not in claim.recipients]
        claim.maker_sells = claim.maker_near = True
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
        elif unit.op == "cancel" and _called_off(claim, subject, owner, weapons):
            pass
        elif (
            owner and owner != claim.suppliers and not claim.recipients and subject and not embargo
            and not _serviced(s.units, i, weapons[0])
        ):  # fmt: skip
            return None
    if unit.op == "approve" and unit.norm.startswith(_GETS) and subject:
        claim.recipients = subject  # `RI dapat lampu hijau 36 F-15`: who is permitted, buys
        claim.suppliers = codes_of(groups.get("from") or groups.get("by") or [])
        claim.maker_sells = True
    claim.recipients = [c for c in claim.recipients if c not in claim.suppliers]
    if unit.op == "refuse" and "embargo" in unit.norm and not claim.recipients:
        under = groups.get("owner") or groups.get("noun-owner") or []
        claim.recipients = [c for c in codes_of(under) if c not in claim.suppliers]
    if unit.op in ("approve", "offer") and not claim.recipients and subject and _serviced(s.units, i, weapons[0]):
        claim.recipients = [c for c in codes_of(groups.get("owner", [])) if c not in subject]
    if any(u.norm.startswith(_PAYS) for u in s.units[i + 1 : max(i + 1, index_of(s.units, weapons[0]))]):
        claim.suppliers = codes_of(groups.get("owner") or groups.get("from") or groups.get("maker") or [])
    if unit.norm == "embargo" and subject and _freed(s.units, i):
        claim.suppliers = [c for c in codes_of(groups.get("owner") or groups.get("from") or []) if c not in subject]
        claim.recipients, claim.stage, stage = subject, "agreed", "agreed"
    if set(claim.suppliers) & cues.bystanders:
        return None
    if claim.suppliers and not claim.recipients and s.field == "title" and stage in ("refused", "suspended"):
        claim.recipients = struck(s.units, claim.start, claim.end, claim.suppliers)
    bundled = unit.op == "plan" and any(u.norm.startswith("paket") for u in s.units[i + 1 : i + 3])
    claim.tentative = bundled and not claim.recipients and bool(claim.suppliers)
    claim.gives = claim.tentative
    permitted = unit.op == "approve" and bool(claim.recipients) and unit.norm.startswith(_GETS)
    if (
        not (claim.recipients or claim.tentative)
        or (wire == "give" and not (claim.suppliers or permitted) and "embargo" not in unit.norm)
    ) and not claim.parties:
        return None
    if any((a, b) in frames.hostile for a in claim.suppliers for b in claim.recipients):
        return None
    name_classes(claim)
    axes = read_axes(stage, slots.mods, buying=wire == "get", before_subject=before_subject(s, slots))
    if axes.continues and "approve" in axes.ops and claim.suppliers and claim.recipients:
        axes.stage, axes.reject = "agreed", ""  # `AS putuskan tak batasi senjata untuk Israel`
    elif axes.continues:
        return None
    if unit.norm.startswith(("butuh", "membutuh", "perlu", "memerlu")) and not claim.suppliers:
        return None  # a need without anybody asked is a wish
    settle(claim, axes, slots)
    return claim
