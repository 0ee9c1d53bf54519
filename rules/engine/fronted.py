"""Subject or operator behind the clause: `Setelah membeli rudal, [Rusia] ...`, `Ekspor rudal [dihentikan AS]`."""

from __future__ import annotations

from rules.engine.arms import index_of
from rules.engine.control import fronted_subject, opens_sentence
from rules.engine.courts import unlawful_at
from rules.engine.frames import Frames
from rules.engine.lists import coordinated
from rules.engine.roles import codes_of
from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.affixes import Voice

STUCK = ("molor", "mandek", "macet", "tersendat", "mangkrak", "ngadat", "jalan di tempat", "kandas")
"""What is told of a deal that does not move on."""


def read_fronted(frames: Frames, s: Sentence, i: int, end: int, slots: Slots) -> None:
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
        _accused_behind(units, comma, slots, itself=accused)
        return
    named, demand = fronted_subject(units, comma)
    others = {*codes_of(slots.groups.get("to", [])), *codes_of(slots.groups.get("from", []))}
    if any((u.code, code) in frames.hostile for u in named for code in others):
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


def _accused_behind(units: list[Unit], comma: int, slots: Slots, *, itself: bool) -> None:
    """The accused behind the comma; `itself` when the front says so: `Dituding kirim rudal, [Iran] sebut AS ...`."""
    for n in range(comma + 1, min(len(units), comma + 8)):
        if units[n].kind is Kind.ACTOR:
            told = [] if itself else units[n + 1 : n + 5]
            after = next((u for u in told if u.op == "accuse" and u.verbal == "active"), None)
            at = index_of(units, after) if after is not None else n
            blamed = next((u for u in units[at + 1 : at + 3] if u.kind is Kind.ACTOR), None) if after else None
            slots.subject = [blamed or units[n]]
            if after is not None:
                slots.mods.append(after)
                slots.op_subjects[id(after)] = [units[n]]
            return


def stuck_behind(units: list[Unit], end: int) -> bool:
    """Whether right behind a relative clause stands that its goods do not move on."""
    for unit in units[end : end + 4]:
        if unit.op == "suspend" and (unit.norm in STUCK or unit.norm.startswith("ter")):
            return True
        if unit.kind not in (Kind.WORD, Kind.AUX, Kind.CUE):
            return False
    return False


def _effective(units: list[Unit], k: int) -> bool:
    """`kontrak itu sudah efektif`, `... mulai berlaku efektif`: what is in effect has been signed and paid for."""
    if units[k].op == "in-force":
        bought = any(x.deal or x.wire == "buy" for u in units[max(0, k - 12) : k] for x, _ in u.lexemes)
        if bought and units[k].norm in ("mulai berlaku", "resmi berlaku"):
            return True
        return units[k].norm.endswith("efektif") or (k + 1 < len(units) and units[k + 1].norm == "efektif")
    return units[k].norm in ("efektif", "aktif") and units[k - 1].kind is Kind.AUX


def _signed(unit: Unit) -> Unit:
    signed = unit.copy()
    signed.op, signed.voice, signed.verbal = "sign", Voice.PASSIVE, "passive"
    return signed


def _stopped(unit: Unit) -> Unit:
    """`nyatakan penjualan ... [cacat hukum]`: what a court finds unlawful is stopped."""
    stopped = unit.copy()
    stopped.op = "suspend"
    return stopped


def _carries_out(unit: Unit) -> bool:
    return unit.verbal == "active" and unit.op in ("approve", "sign", "announce", "complete")


def passive_operator(s: Sentence, end: int, slots: Slots) -> None:
    """`Pengiriman rudal ke Ukraina dihentikan AS`: the operator behind its noun, with its agent."""
    units = s.units
    k = end
    if 0 < k < len(units) and units[k - 1].kind is Kind.REL and units[k].op == "in-force":
        return  # `larangan ekspor ... yang diberlakukan sejak 2019`: how long the ban has stood
    for n in range(slots.last + 1, min(end, slots.last + 7)):
        if _effective(units, n):
            slots.mods.insert(0, _signed(units[n]))
            slots.last = n
            return
        if unlawful_at(units, n):
            slots.mods.insert(0, _stopped(units[n]))
            slots.last = n
            return
    passed: list[Unit] = []
    while k < len(units) and k - end < 5:
        unit = units[k]
        if unit.kind is Kind.OP or (unit.kind is Kind.LEX and unit.op):
            if "passive" in (unit.voice and unit.voice.value, unit.verbal) or unit.norm in (
                "batal",
                "berlanjut",
                "rampung",
                "efektif",
                "tuntas",
                "selesai",
                "tertunda",
                "setop",
                *STUCK,
            ):
                if unit.op in ("approve", "announce", "sign") and any(u.kind is Kind.REL for u in units[end - 2 : k]):
                    told = [u for u in slots.mods if u.op in ("demand", "seek", "cancel", "suspend", "refuse")]
                    if len(told) > 1:
                        slots.add("from", slots.subject)
                        slots.mods = []  # `mendesak AS membatalkan penjualan ... [yang baru disetujui]`
                if units[k - 1].kind is Kind.REL and slots.subject and any(_carries_out(u) for u in slots.mods):
                    return  # `menyetujui penjualan rudal [yang dibahas tahun lalu]`: the verb in front tells the news
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
            if unit.op == "in-force" and _effective(units, k):
                slots.mods[:0] = [_signed(unit), *passed]
                slots.last = k
                return
            passed.insert(0, unit)
        elif _effective(units, k):
            slots.mods[:0] = [_signed(unit), *passed]
            slots.last = k
            return
        elif unit.kind in (Kind.CUE, Kind.NEG):
            passed.insert(0, unit)
        elif unit.kind not in (Kind.AUX, Kind.WORD):
            return
        k += 1
