"""From slots to roles: which slot of which verb in which voice is supplier, recipient, partner."""

from __future__ import annotations

from collections.abc import Iterable

from rules.engine.frames import Lexeme
from rules.engine.slots import Slots
from rules.engine.units import Kind, Unit
from rules.indonesian.affixes import Form, Voice

TAKES_SUBJECT = frozenset(
    ("suspend", "resume", "refuse", "cancel", "approve", "sign", "seek", "offer", "negotiate", "consider", "plan",
     "complete", "receive", "deny", "announce", "in-force")
)  # fmt: skip
"""Operators whose subject is a side of the nominal they govern: `Prancis menghentikan [penjualan ...]`."""

GIVING = frozenset(("give", "give-to", "lend", "tech", "station"))
BUYING = frozenset(("buy", "get"))


def codes_of(units: Iterable[Unit]) -> list[str]:
    """Actor codes of units, each once, in order."""
    return list(dict.fromkeys(u.code for u in units if u.code))


class Roles:
    """Fills roles, first come first served; an actor never takes both sides."""

    def __init__(self, lexeme: Lexeme, slots: Slots) -> None:
        self.lexeme = lexeme
        self.slots = slots
        self.found: dict[str, list[str]] = {"supplier": [], "recipient": [], "partner": []}
        self.both: list[str] = []

    def put(self, slot: str, units: list[Unit] | None, role: str | None = None) -> None:
        """Gives the role of `slot` (or `role`) to the units unless somebody has it."""
        role = role or self.lexeme.roles.get(slot)
        if role in self.found and units and not self.found[role]:
            other = "recipient" if role == "supplier" else "supplier"
            self.found[role] = [c for c in codes_of(units) if c not in self.found[other]]

    def bind(self, form: Form, owner: list[Unit] | None) -> dict[str, list[str]]:
        """Role -> codes for this form of the verb; `owner` is the actor of `drone kiriman Iran`."""
        groups, lexeme, subject = self.slots.groups, self.lexeme, self.slots.subject
        giving = lexeme.wire in GIVING
        if owner:
            self.put("owner", owner, "supplier" if giving else "recipient")
        if lexeme.weapon_subject:
            for slot in ("to", "at", "from", "for", "object-actor"):
                self.put(slot, groups.get(slot))
            self.put("holder", groups.get("holder"), "supplier")
            if form.noun and not self.found["recipient"]:
                origins = {c for u in self.slots.object for c in u.origin}
                owner = [u for u in groups.get("owner", []) if u.code not in origins]
                self.put("owner", owner if origins else None, "recipient")  # `kedatangan Su-35 Indonesia`
            if form.noun:
                self.put("subject", subject, "recipient")  # `TNI AU menyambut kedatangan ...`
        elif form.voice in (Voice.ACTIVE, Voice.BARE, Voice.MIDDLE):
            if lexeme.wire == "buy" and set(codes_of(groups.get("for", []))) - set(codes_of(subject)):
                self.put("for", groups.get("for"))  # bought by one for another
            self.put("subject", subject)
            self.put("lender", groups.get("lender"), "supplier")
            if lexeme.wire == "buy" and self.slots.purpose:
                self.put("partner-left", groups.get("partner-left"), "supplier")  # `kontrak dengan X untuk membeli ...`
        elif form.voice is Voice.PASSIVE:
            self.put("by", groups.get("by"))
            if subject and self.slots.object:
                self.put("passive-subject", subject, "recipient" if giving else None)
            if not giving and lexeme.frame == "transfer":
                self.put("from", groups.get("from"))
                self.put("holder", groups.get("holder"), "supplier")
            if giving and (self.found["supplier"] or groups.get("from")):
                self.put("from", groups.get("from"))
                groups_only = [u for u in groups.get("holder", []) if not u.code.isupper()]
                self.put("holder", groups_only, "recipient")  # a state in `drone China yang dipasok X` may be the maker
            elif giving and groups.get("to"):
                self.put("to", groups.get("to"))
                self.put("holder", groups.get("holder"), "supplier")
        else:
            self._noun()
        for slot in ("from", "by", "to", "object-actor", "for", "with", "at", "between"):
            if slot in lexeme.roles:
                self.put(slot, groups.get(slot))
        if giving:
            self.put("for-weak", groups.get("for-weak"), "recipient")
            stopped = any(u.op in ("suspend", "refuse", "cancel") for u in self.slots.mods)
            embargoed = lexeme.wire == "give" and (form.noun or stopped)
            self.put("against", groups.get("against"), "recipient" if embargoed else None)
        if "noun-owner" in groups and form.voice is Voice.NOUN:
            self.put("owner", groups["noun-owner"])
        if lexeme.frame == "use":
            self.put("holder", groups.get("holder"), "supplier")
        if not giving and lexeme.frame != "use":
            self.put("maker", groups.get("maker"), "supplier")
        if lexeme.frame == "tech" and self.found["supplier"]:
            self.put("owner", groups.get("owner"), "recipient")  # `membantu program rudal Pakistan`
        if lexeme.deal and "with" in groups and groups.get("owner") and not (self.both or self.slots.subject):
            self.both = codes_of(groups["owner"])  # `kontrak kapal selam Thailand dengan China`: two parties
        elif lexeme.deal and len(codes_of(groups.get("owner", []))) > 1 and not (self.both or self.slots.subject):
            self.both = codes_of(groups["owner"])  # `kontrak BrahMos RI-India`
        elif not lexeme.weapon_subject:
            self.put("owner", groups.get("owner"), "supplier")
        return self.found

    def _won(self) -> bool:
        """`Hanwha raih kontrak howitzer dari Polandia`: who wins a contract or an order sells, the other side buys."""
        if not (self.lexeme.deal or self.lexeme.root == "pesan") or not self.slots.subject:
            return False
        op = next((u for u in self.slots.mods if u.kind is Kind.LEX or u.op), None)
        if op is None or op.noun or not any(x.wire in BUYING for x, _ in op.lexemes):
            return False
        if op.op not in ("", "receive"):
            return False
        groups = self.slots.groups
        for slot in ("from", "by", "to", "for", "owner", "noun-owner", "with"):
            self.put(slot, groups.get(slot), "recipient")
        self.put("subject", self.slots.subject, "supplier")
        return True

    def _noun(self) -> None:
        groups, lexeme = self.slots.groups, self.lexeme
        if self._won():
            return
        self.put("by", groups.get("by"))
        self.put("from", groups.get("from"))
        self.put("to", groups.get("to"))
        owner = groups.get("owner")
        if len(codes_of(groups.get("between", []))) == 2 and not (self.found["supplier"] or self.found["recipient"]):
            self.both = codes_of(groups["between"])  # `perundingan pembelian Rafale antara India dan Prancis`
            return
        if lexeme.wire in ("give", "lend"):
            self.put("for", groups.get("for"))
            self.put("owner", owner)
            if any(u.op in ("negotiate", "sign", "approve", "consider") for u in self.slots.mods):
                other = [u for u in groups.get("with", []) if u.code not in codes_of(self.slots.subject)]
                self.put(
                    "with", other if self.slots.subject else None, "recipient"
                )  # `rundingkan penjualan ... dengan X`
        elif lexeme.wire == "buy":
            if lexeme.root == "pesan" and self.found["supplier"]:
                self.put("owner", owner, "recipient")  # `pesanan senjata Venezuela kepada Moskow`
            self.put("maker", owner, "supplier")
            if any(u.op in ("sign", "negotiate", "approve") for u in self.slots.mods):
                self.put("partner-left", groups.get("partner-left"), "supplier")  # `dengan Boeing untuk pembelian ...`
        subject = self.slots.subject
        if not subject or (self.slots.crossed and not (self.slots.mods and self.slots.mods[0].op in TAKES_SUBJECT)):
            return
        op = next(
            (
                u
                for u in self.slots.mods
                if (u.op and not (u.noun and u.op == "accuse")) or (u.kind is Kind.LEX and not _deal(u))
            ),
            None,
        )
        if op is None or op.voice is Voice.PASSIVE:
            return
        told = op.op == "confirm" and op is self.slots.mods[0] and lexeme.wire == "buy" and bool(self.found["supplier"])
        if told:
            self.put("subject", subject, "recipient")  # `Kemhan mengonfirmasi pembelian J-10 dari China`
        if op.op and op.op not in TAKES_SUBJECT and op.kind is not Kind.LEX:
            return
        if lexeme.deal or (len(subject) > 1 and not (self.found["supplier"] or self.found["recipient"])):
            self.both = codes_of(subject)
            return
        self._subject_of_noun(subject, op)

    def _subject_of_noun(self, subject: list[Unit], op: Unit) -> None:
        receiving = op.kind is Kind.LEX and any(x.wire in BUYING for x, _ in op.lexemes)
        if op.op == "deny":
            # Only the side that the nominal leaves open, and only when the other one is named.
            if self.found["recipient"] and self.lexeme.wire in GIVING:
                self.put("subject", subject, "supplier")
            elif self.found["supplier"] and self.lexeme.wire in BUYING:
                self.put("subject", subject, "recipient")
            return
        if receiving and self.lexeme.root in ("ekspor", "jual", "pesan"):
            self.put("subject", subject, "supplier")  # who wins an order or an export deal delivers
        elif op.op in ("receive", "seek") or receiving or self.lexeme.root in ("tawar", "sodor"):
            self.put("subject", subject, "recipient")
        elif self.lexeme.wire in BUYING:
            origins = {c for u in self.slots.object for c in u.origin}
            builders = origins | set(self.found["supplier"])
            if op.op != "approve" or not origins & set(codes_of(subject)):
                self.put("subject", subject, "recipient")
            elif len(subject) > 1:
                self.put("subject", [u for u in subject if u.code not in builders], "recipient")
            self.put("subject", subject, "supplier")
        else:
            self.put("subject", subject, "supplier")
            self.put("subject", subject, "recipient")


def _deal(unit: Unit) -> bool:
    return all(lexeme.deal for lexeme, _ in unit.lexemes)


def split_by_origin(both: list[str], origins: Iterable[str]) -> tuple[list[str], list[str]]:
    """Supplier and recipient of a deal between two sides, told apart by who builds the system; else both unknown."""
    makers = [c for c in both if c in set(origins)]
    if len(both) >= 2 and len(makers) == 1:
        return makers, [c for c in both if c not in makers]
    return [], []
