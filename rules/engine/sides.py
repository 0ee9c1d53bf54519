"""Sides that grammar alone gets wrong: who buys for another, receives at home, fits out his own, sells as a company."""

from __future__ import annotations

from rules.engine.arms import index_of
from rules.engine.claims import Claim
from rules.engine.frames import Lexeme
from rules.engine.roles import GIVING, codes_of
from rules.engine.slots import Slots
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

_HANDED_OVER = frozenset(
    ("fighter-jet", "transport-aircraft", "helicopter", "submarine", "warship", "tank", "air-defence", "howitzer",
     "drone", "tanker-aircraft", "radar", "rocket-launcher", "armoured-vehicle")
)  # fmt: skip
"""What is handed over to one's own forces with a ceremony because it is new."""


def received_at_home(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """`Prabowo menyerahkan Rafale buatan Dassault ke TNI AU`: who hands over at home has received from the maker."""
    if lexeme.wire != "give" or claim.recipients or lexeme.frame != "transfer":
        return
    home = set(codes_of(slots.groups.get("to", []))) & set(claim.suppliers)
    makers = [c for c in codes_of(slots.groups.get("maker", [])) or claim.origins if c not in home]
    told = {u.code for u in claim.sentence.units if u.kind is Kind.ACTOR}
    if home and len(makers) == 1 and told & set(makers):
        claim.recipients, claim.suppliers, claim.stage = sorted(home), makers, "delivered"
    elif home and home == set(claim.suppliers):
        claim.reject = "domestic"  # a ministry hands over to its own forces
        firm = any(u.company for u in slots.subject)
        if lexeme.root == "serah" and len(makers) == 1 and set(claim.classes) & _HANDED_OVER and not firm:
            claim.recipients, claim.suppliers, claim.stage = sorted(home), [], "delivered"
            claim.handed_on = True


def signed_with(s: Sentence, slots: Slots) -> list[str]:
    """`Kontrak Tor-M1 ditandatangani dengan Teheran, kata Menhan Rusia`: whose minister tells it signed it."""
    units = s.units
    for n in range(slots.last, min(len(units) - 1, slots.last + 4)):
        if units[n].prep == "with" and units[n + 1].kind is Kind.ACTOR:
            at = next((k for k in range(n + 2, len(units)) if units[k].kind is Kind.SPEECH), -1)
            named = next((u for u in units[at + 1 : at + 5] if u.kind is Kind.ACTOR), None) if at > 0 else None
            if named is not None and named.code != units[n + 1].code:
                return [named.code, units[n + 1].code]
            told = [c for u in slots.mods if u.op == "confirm" for c in codes_of(slots.op_subjects.get(id(u), []))]
            told = told or codes_of(slots.claimed_by) or codes_of(slots.subject)
            if len(told) == 1 and told[0] != units[n + 1].code:
                return [told[0], units[n + 1].code]  # `Lavrov membenarkan kontrak Tor diteken dengan Teheran`
    return []


def bound_for(units: list[Unit], i: int, places: list[str]) -> list[str]:
    """States of the places *to* which goods go; `diserahkan di Sevilla` tells where they are handed over."""
    if units[i].voice is not Voice.PASSIVE:
        return places
    found = [n for n in range(i + 1, len(units)) if units[n].place in places]
    return [units[n].place for n in found if any(u.prep == "to" for u in units[max(i, n - 4) : n])]


_YARDS = ("galangan", "pabrik", "hanggar", "dok", "fasilitas", "perusahaan")


def _yard_gives(units: list[Unit], i: int) -> str:
    """`[Galangan] di Ulsan menyerahkan fregat`: the state of the yard's town; empty when no yard acts."""
    k = next((n for n in range(i - 1, max(-1, i - 7), -1) if units[n].norm in _YARDS), -1)
    between = units[k + 1 : i]
    if k < 0 or any(u.kind in (Kind.ACTOR, Kind.MARK, Kind.SUB) or u.verbal for u in between):
        return ""
    if k and units[k - 1].prep:
        return ""
    return next((u.place for u in between if u.place), "")


def handed_over_at(claim: Claim, lexeme: Lexeme) -> None:
    """`diserahkan kepada Brasil di galangan Naval Group`: whose yard it leaves has built it."""
    if lexeme.wire != "give" or claim.suppliers or claim.noun:
        return
    units = claim.sentence.units
    yard = _yard_gives(units, claim.trigger)
    if yard and yard not in claim.recipients:
        claim.suppliers = [yard]
        return
    if lexeme.root != "serah":
        return
    for n in range(claim.trigger + 1, min(len(units), claim.trigger + 9)):
        town = units[n].place
        if town and town in claim.origins and town not in claim.recipients and units[n - 1].norm == "di":
            claim.suppliers = [town]  # `dua A400M diserahkan di Sevilla`
            return
    for n in range(claim.trigger + 1, min(len(units) - 2, claim.trigger + 9)):
        if units[n].norm == "di" and units[n + 1].norm in ("galangan", "pabrik", "hanggar"):
            owner = next((u for u in units[n + 2 : n + 5] if u.kind is Kind.ACTOR), None)
            if owner is not None and owner.code not in claim.recipients:
                claim.suppliers = [owner.code]
            return


def by_company(claim: Claim, sides: list[Unit]) -> None:
    """`India teken kontrak kapal selam dengan Naval Group`: of a state and a foreign company, the company sells."""
    makers = {u.code for u in sides if u.company}
    states = {u.code for u in sides if not u.company} - makers
    if len(makers) == 1 and len(states) == 1:
        claim.suppliers, claim.recipients = sorted(makers), sorted(states)


def bought_for_another(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """`Swedia membeli senjata AS untuk Ukraina`: who pays for another's weapons supplies them, with the maker."""
    if lexeme.wire != "buy" or lexeme.frame != "transfer":
        return
    buyer = codes_of(slots.subject)
    named = slots.groups.get("for") or slots.groups.get("for-weak") or []
    trigger = claim.sentence.units[claim.trigger]
    if lexeme.root == "beli" and trigger.norm.endswith("belikan") and "object-actor" in slots.groups:
        named = slots.groups["object-actor"]  # `Belanda belikan Ukraina senjata AS`
        makers = slots.groups.get("owner") or slots.groups.get("maker") or slots.groups.get("from") or []
        claim.suppliers = [c for c in codes_of(makers) if c not in codes_of(named)]
    client = [c for c in codes_of(named) if c not in buyer and c not in claim.suppliers]
    if not buyer or not client or set(client) & set(buyer):
        return
    claim.recipients = client
    claim.suppliers = [*[c for c in buyer if c not in client], *[c for c in claim.suppliers if c not in buyer]]


def own_equipment(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """`TNI AL melengkapi kapalnya dengan rudal buatan China`: what fits out one's own things is bought."""
    if lexeme.root not in ("lengkap", "bekal", "senjata") or claim.recipients or "with-weapon" not in slots.groups:
        return
    units = claim.sentence.units
    own = any(u.norm.endswith("nya") for u in units[claim.trigger + 1 : claim.trigger + 4])
    makers = [c for c in codes_of(slots.groups.get("maker", [])) or claim.origins if c not in claim.suppliers]
    if own and claim.suppliers and makers:
        claim.recipients, claim.suppliers = claim.suppliers, makers[:1]


_FITS = word_set(
    "memperkuat perkuat melengkapi lengkapi mempersenjatai persenjatai menambah tambah mengisi isi membekali"
)


def fitted_out(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """`Nigeria memperkuat armadanya dengan 12 Super Tucano yang dibeli dari AS`: who is fitted out with it got it."""
    if lexeme.wire != "buy" or not slots.antecedent or claim.recipients or not claim.weapons:
        return
    units = claim.sentence.units
    at = index_of(units, claim.weapons[0])
    k = at - 1
    while k > 0 and units[k].kind in (Kind.NUMBER, Kind.AUX, Kind.WORD) and not units[k].prep:
        k -= 1
    verb = next((n for n in range(k - 1, max(-1, k - 5), -1) if units[n].norm in _FITS), -1)
    if k < 1 or units[k].prep != "with" or verb < 1:
        return
    owner = next((n for n in range(verb - 1, max(-1, verb - 6), -1) if units[n].kind is Kind.ACTOR), -1)
    if owner >= 0 and not (owner and units[owner - 1].prep) and units[owner].code not in claim.suppliers:
        claim.recipients = [units[owner].code]


_FRESH = word_set("perdana pertama baru anyar teranyar terbarunya")


def shown_off(claim: Claim, lexeme: Lexeme, slots: Slots) -> None:
    """`UEA pamer Rafale perdana dari Prancis`: what is new and comes from another has been delivered."""
    fresh = bool(_FRESH & {u.norm for u in claim.sentence.units[claim.trigger : claim.end + 2]})
    if lexeme.frame == "own" and fresh and "from" in slots.groups and claim.suppliers and claim.recipients:
        claim.frame, claim.stage = "transfer", "delivered"


_BILLS = frozenset(
    ("resolusi", "mosi", "ruu", "rancangan", "usul", "usulan", "petisi", "gugatan", "amandemen", "upaya")
)


def voted_down(units: list[Unit], i: int, slots: Slots) -> None:
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


def contracted(units: list[Unit], i: int, weapon: Unit) -> bool:
    """Whether a contract, an order or an export stands between a verb of getting and the weapon."""
    between = units[i + 1 : max(i + 1, index_of(units, weapon))]
    return any(x.deal or x.root in ("ekspor", "jual", "pesan") for u in between if u.noun for x, _ in u.lexemes)


def programmes_fit(claim: Claim, lexeme: Lexeme) -> bool:
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


def accused_of(s: Sentence, i: int, slots: Slots) -> list[str]:
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


def is_share(s: Sentence, weapons: list[Unit]) -> bool:
    """`70 persen persenjataan India dipasok Rusia`: a standing share, not an event."""
    units = s.units
    for n, unit in enumerate(units):
        if any(unit is w for w in weapons):
            return any(u.norm in ("%", "persen") for u in units[max(0, n - 3) : n])
    return False


_TRADE = frozenset(("ekspor", "impor", "jual", "beli", "belanja"))
_MOVES = word_set(
    """
    tembus menembus capai mencapai melonjak melejit meroket anjlok merosot meningkat menurun naik turun tumbuh
    menyusut
    """
)
_RANKS = word_set("paling terboros rekor peringkat teratas urutan")


def is_statistic(units: list[Unit], i: int, lexeme: Lexeme) -> bool:
    """`Ekspor senjata RI tembus 11 juta dolar`, `paling boros impor senjata`: trade figures, no supply of somebody."""
    if lexeme.root not in _TRADE:
        return False
    if any(u.norm in _RANKS for u in units[max(0, i - 3) : i]):
        return True
    if not (units[i].noun or i == 0):
        return False
    for n in range(i + 1, min(len(units), i + 11)):
        if units[n].norm in _MOVES:
            ends = n + 1 == len(units) or units[n + 1].kind is Kind.MARK  # `Ekspor senjata Rusia dan China turun, ...`
            return ends or any(
                u.kind is Kind.NUMBER or u.norm in ("persen", "kali", "tajam") for u in units[n + 1 : n + 5]
            )
        if units[n].kind is Kind.MARK and units[n].norm in ".;:":
            return False
    return False


def weapons_from_relative(slots: Slots) -> bool:
    """Whether the relative clause hangs on the weapon (`rudal yang dipasok`) rather than on an actor."""
    return bool(slots.object) and not slots.subject


_COMMERCE = frozenset(("jual", "beli", "pasok", "suplai", "ekspor", "impor", "pesan", "hibah", "borong", "sewa"))
"""Verbs that no attack is told with: they hold between enemies too."""


def launches(claim: Claim, lexeme: Lexeme) -> bool:
    """Whether the word may mean an attack: `kirim` does, `menjual` in the active does not."""
    return lexeme.frame == "transfer" and (claim.noun or lexeme.root not in _COMMERCE)


def own_weapons(s: Sentence, i: int, slots: Slots) -> list[Unit]:
    """`X bantu Y, rudal X menghantam Z`: the helper's own weapons fight for the helped."""
    helper = set(codes_of(slots.subject))
    if not helper or "object-actor" not in slots.groups:
        return []
    units = s.units
    for n in range(i + 1, len(units) - 1):
        if units[n].kind is Kind.WEAPON and units[n + 1].kind is Kind.ACTOR and units[n + 1].code in helper:
            return [units[n]]
    return []


def military_aid(s: Sentence, i: int, slots: Slots, lexeme: Lexeme) -> bool:
    """`bantuan yang diberikan AS kepada militer Lebanon`: aid whose receiver is an army."""
    if lexeme.wire != "give" or "to" not in slots.groups or slots.object:
        return False
    units = s.units
    at = index_of(units, slots.groups["to"][0])
    receiver = any(
        u.norm in ("militer", "tentara", "angkatan") or u.kind is Kind.VOID for u in units[max(0, at - 3) : at]
    )
    return receiver and any(u.norm == "bantuan" for u in units[max(0, i - 4) : i + 1])


def domestic(claim: Claim) -> bool:
    """`TNI mencoba panser yang dibeli dari PT Pindad`: the company and another actor of one country."""
    code = claim.suppliers[0]
    units = claim.sentence.units
    others = [n for n, u in enumerate(units) if not u.company and u.code == code]
    named = [n for n in others if not any(u.company for u in units[n + 1 : n + 3])]  # `perusahaan Prancis, Thales`
    return any(u.company and u.code == code for u in units) and bool(named)


_BUILT = word_set("dibangun dibuat dirakit diproduksi dikerjakan digarap buatan produksi karya bikinan")
_AT_HOME = word_set("negeri lokal bangsa nasional sendiri")


def made_at_home(claim: Claim) -> bool:
    """`Polri terima pistol dari Pindad`, `TNI AL terima kapal yang dibangun di Batam`: bought from one's own makers."""
    if claim.suppliers or len(claim.recipients) != 1:
        return False
    home = claim.recipients[0]
    units = claim.sentence.units
    if set(claim.origins) - {home} or any(u.kind is Kind.ACTOR and u.code != home for u in units):
        return False
    if claim.origins or any(u.company and u.code == home for u in units):
        return True
    built = next((n for n, u in enumerate(units) if u.norm in _BUILT), -1)
    behind = units[built + 1 : built + 7] if built >= 0 else []
    return any(u.place == home or u.norm in _AT_HOME for u in behind)


_LAUNCHED = word_set("diluncurkan dibangun dirakit dibuat digarap dikerjakan diproduksi rampung")


def built_abroad(claim: Claim, lexeme: Lexeme) -> None:
    """`Kapal pesanan TNI AL diluncurkan di Jerman`: what is ordered and built in another state comes from there."""
    if lexeme.root != "pesan" or claim.suppliers or not claim.recipients:
        return
    units = claim.sentence.units
    verb = next((n for n in range(claim.trigger + 1, min(len(units), claim.end + 4)) if units[n].norm in _LAUNCHED), -1)
    if verb < 0:
        return
    at = next((n for n in range(verb + 1, min(len(units) - 1, verb + 6)) if units[n].norm == "di"), -1)
    named = next((u for u in units[at + 1 : at + 5] if u.kind is Kind.ACTOR), None) if at > 0 else None
    if named is not None and named.code not in claim.recipients:
        claim.suppliers, claim.stage = [named.code], "planned"
