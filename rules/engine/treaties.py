"""Treaty developments: which treaty, which parties, how far."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rules.engine import treaty_words as words
from rules.engine.claims import Claim
from rules.engine.lexicon import ActorKind, Lexicon
from rules.engine.treaty_books import ANAPHOR
from rules.engine.treaty_clause import Clause
from rules.engine.treaty_reading import read_clause, recalled
from rules.engine.treaty_stages import BINDING, STAGES, Course
from rules.engine.treaty_subject import only_place
from rules.engine.treaty_units import prepare
from rules.engine.units import Kind, Sentence, Unit

TREATY_HEADS = words.BOOK_HEADS
"""First words of instruments: a text without any is not read for treaties' sake alone."""

_MEMORY = 6
"""Sentences over which `perjanjian itu` finds its treaty."""

_RELATIONS = (
    "kerja sama", "kerjasama", "kemitraan", "kerangka", "jaminan", "rencana aksi", "pengendalian", "aliansi",
    "peta jalan", "kontrol", "kendali", "zona", "kawasan", "moratorium", "larangan", "arms control",
)  # fmt: skip
"""Relations, not instruments: only a binding act upon them is a development."""

_FORMED = ("aliansi", "kemitraan", "kerangka")
"""Relations that are news once formed."""

_BY_MANY = frozenset(("in-force", "approve", "create", "sign", "end", "extend"))
_OF_ONE = {"jcpoa": ["IR"]}
"""Treaties that bind one state above all: it is a side of whatever happens to them."""

_TALKS = ("negosiasi", "perundingan", "pembicaraan", "dialog")
_HOAX = frozenset(("hoaks", "hoax", "turnbackhoax", "narasi", "unggahan"))


@dataclass(slots=True)
class TreatyReader:
    """Reads a document's sentences in order and remembers which treaty was spoken of."""

    lexicon: Lexicon
    alliances: frozenset[str]
    context: str = ""  # class of a treaty that the text only points at: `traktat itu`
    home: bool = False  # the text speaks of the home state's own forces
    last: Unit | None = None
    last_at: int = -99
    parties: dict[str, list[str]] = field(default_factory=dict)
    before: list[Sentence] = field(default_factory=list)
    ahead: Sequence[Sentence] = ()

    def read(self, s: Sentence) -> list[Claim]:
        """Every treaty development of the next sentence."""
        worth = s.worth or any(n in words.BOOK_HEADS or n in words.ECHOES for n in s.norms)
        claims: list[Claim] = []
        if worth:
            prepared = s.with_units(_talks(prepare(s.units, self.alliances)))
            for i, unit in enumerate(prepared.units):
                if unit.kind is Kind.TREATY:
                    claim = self._claim(prepared, i, unit)
                    if claim is not None:
                        claims.append(claim)
                elif unit.kind is Kind.VOID and unit.norm.split()[0] in words.BOOK_HEADS:
                    self.last = None
        self.before.append(s)
        return claims

    def _claim(self, s: Sentence, i: int, unit: Unit) -> Claim | None:
        anaphor = unit.treaty_class == ANAPHOR
        if anaphor:
            armed = (
                unit.norm in ("perjanjian", "pakta")
                and words.ARMED & set(s.norms)
                and not words.NOT_ABOUT & set(s.norms)
            )
            if self.last is None and self.context and (unit.norm == "traktat" or armed):
                self.last, self.last_at = replace(unit, treaty_class=self.context), s.index
            if self.last is None:
                self._look_ahead(s)
            if self.last is None or s.index - self.last_at > _MEMORY:
                return None
            unit = replace(unit, treaty=self.last.treaty, treaty_class=self.last.treaty_class)
            unit.norm = self.last.norm
        elif unit.treaty or unit.treaty_class not in ("peace", "alliance-accession"):
            self.last, self.last_at = unit, s.index
        clause = read_clause(s, i, unit)
        if clause is None:
            return None
        claim = _told(s, i, unit, clause)
        if claim is None:
            return None
        self._own_call(claim, s, unit, clause)
        self._complete(claim, s, i, unit, clause, anaphor=anaphor)
        return claim if self._counts(claim, s, unit, clause, anaphor=anaphor) else None

    def _own_call(self, claim: Claim, s: Sentence, unit: Unit, clause: Clause) -> None:
        """`Kekuatan Eropa mendesak perundingan untuk memulihkan ...`: parties that call for talks of their own."""
        named = self.lexicon.treaties.get(unit.treaty)
        if claim.reject != "demand" or named is None or "negotiate" not in clause.acts or not s.lead:
            return
        front = s.units[max(0, clause.head - 4) : clause.head]
        callers = [u.code for u in front if u.code in named.parties]
        if callers or any(u.norm in ("eropa", "kekuatan eropa", "e3") for u in front):
            claim.reject, claim.stage = "", "negotiating"
            clause.subject.extend(callers or _OF_ONE.get(unit.treaty, []))

    def _look_ahead(self, s: Sentence) -> None:
        """`X menjadi negara ke-50 yang meratifikasi perjanjian itu`: the next sentence gives the name."""
        for after in self.ahead:
            if s.index < after.index <= s.index + 2 and after.worth:
                found = next((u for u in after.units if u.kind is Kind.TREATY and u.treaty), None)
                if found is not None:
                    self.last, self.last_at = found, s.index
                    return

    def _complete(self, claim: Claim, s: Sentence, i: int, unit: Unit, clause: Clause, *, anaphor: bool) -> None:
        """Parties from the treaty's own entry, from `kedua negara`, from the sentence before."""
        parties = [p for p in dict.fromkeys([*clause.subject, *clause.complement]) if p not in ("un", "")]
        named = self.lexicon.treaties.get(unit.treaty)
        if clause.both and len(parties) < 2:
            seen = self._around(s)
            parties = list(dict.fromkeys([*parties, *seen]))[: max(2, clause.both)]
        if named is not None and 0 < len(named.parties) <= 2:
            sides = clause.complement if len(parties) < 2 else parties
            strangers = [p for p in sides if p not in named.parties]
            if (
                strangers
                and len(named.parties) == 2
                and len(set(parties) | set(named.parties)) > 2
                and clause.course.base != "join"
            ):
                claim.treaty = ""
            elif clause.course.base == "join" or clause.course.base == "apply":
                parties = list(dict.fromkeys([*parties, *named.parties]))
            else:
                own = parties if len(named.parties) == 1 else [p for p in parties if p in named.parties]
                parties = list(dict.fromkeys([*own, *named.parties]))
        if unit.treaty_class == "alliance-accession" and parties and not named:
            parties = list(dict.fromkeys([*parties, *_alliance(unit, self.alliances)]))
        if not parties and (clause.main or clause.course.base in ("end", "in-force", "sign", "void")):
            parties = self.parties.get(unit.treaty or unit.treaty_class, []) if anaphor else []
            parties = list(parties) or (_bystanders(s, i) if not clause.background else [])
        alone = len(parties) == 1 and "ID" not in parties and not unit.treaty
        titled = _home_title(s, clause)
        if alone and ((self.home and not clause.subject and (clause.main or titled)) or (clause.both and titled)):
            parties.append("ID")
        if alone and clause.main and s.field == "title" and len(claim.claimants) == 1 and ":" in s.norms:
            parties = list(dict.fromkeys([*parties, *claim.claimants]))  # `Prabowo: Perjanjian dengan X akan ...`
        bill = clause.law or unit.norm.startswith("ruu ")
        if not parties and bill and clause.course.base == "ratify" and not self._around(s):
            parties.append("ID")  # a bill with no state named is one of the home parliament
        if not parties:
            parties = self._members_of(s, i)
        before = self.parties.get(unit.treaty or unit.treaty_class, [])
        if anaphor and len(parties) == 1 and before and parties[0] not in before:
            serupa = any(u.norm == "serupa" for u in s.units[i + 1 : i + 3])
            parties = [before[0], *parties] if serupa else parties
        if anaphor and not parties and not clause.background:
            parties = list(before) or self._around(s)[:2]
        actors = [u.code for u in s.units if u.kind is Kind.ACTOR]
        bound = _OF_ONE.get(unit.treaty, [])
        if parties and bound and ("iran" in unit.norm or set(bound) & set(actors)):
            parties = list(dict.fromkeys([*parties, *bound]))
        if len(parties) == 1 and claim.stage in ("agreed", "signed", "negotiating", "planned") and not named:
            parties = list(dict.fromkeys([*parties, *self._met(s)]))
        claim.parties = parties
        if parties and not claim.reject:
            self.parties.setdefault(unit.treaty or unit.treaty_class, list(parties))

    def _counts(self, claim: Claim, s: Sentence, unit: Unit, clause: Clause, *, anaphor: bool) -> bool:
        base = clause.course.base
        agreed = _in_front(s, unit) in ("sepakati", "menyepakati", "disepakati")
        formed = (base in ("create", "negotiate") and unit.norm.startswith(_FORMED)) or (base == "approve" and agreed)
        resumed = base == "resume" and unit.treaty_class == "safeguards"
        if _relation(unit) and base not in BINDING and not resumed and not (formed and len(claim.parties) > 1):
            return False
        if resumed:
            claim.stage = "in-force"
        if (
            base == "join"
            and claim.stage == "refused"
            and not unit.treaty
            and unit.treaty_class != "alliance-accession"
        ):
            return False  # a state that joins no pacts
        if unit.norm in ("inspeksi iaea", "kesepakatan iaea"):
            if base not in (
                "expel",
                "refuse",
                "suspend",
                "approve",
                "restore",
                "resume",
                "create",
                "sign",
                "end",
                "cancel",
                "leave",
                "announce",
            ):
                return False
            if unit.norm == "inspeksi iaea" and base == "refuse":
                claim.stage = "suspended"
            if unit.norm == "kesepakatan iaea" and "iaea" not in {*claim.parties, *(u.code for u in s.units)}:
                return False
            if not [p for p in claim.parties if p != "iaea"]:
                claim.parties = [p for p in _bystanders(s, claim.trigger) if p != "iaea"]
        elif base == "expel":
            return False
        if (
            base == "ratify"
            and len(clause.subject) > 1
            and not (clause.law or clause.legislature)
            and "ratifikasi" not in " ".join(u.norm for u in s.units)
        ):
            claim.stage = "signed" if claim.stage == "ratified" else claim.stage  # two sides `mengesahkan` their pact
        if (
            unit.treaty in words.LONG_SIGNED
            and base in ("sign", "create", "approve")
            and claim.stage in ("signed", "agreed")
        ):
            claim.background = True
        if clause.after and (not s.lead or unit.treaty_class == "alliance-accession"):
            claim.background = True
        if base == "review" and not unit.treaty:
            claim.stage = "planned"
        if unit.treaty_class == "peace":
            around = {*claim.parties, *(u.code for u in s.units if u.kind is Kind.ACTOR), *self._people()}
            marked = "camp david" in unit.norm or any(y in unit.norm for y in words.PEACE_YEARS)
            pair = any(p <= around for p in words.PEACE_STATES)
            if not (marked and around & {"EG", "JO", "IL"}) and not pair:
                return False
            if around & {"hamas", "hezbollah", "RU", "UA", "PS", "LB"} or claim.stage not in (
                "suspended",
                "withdrawn",
                "in-force",
            ):
                return False
            claim.treaty_class = "defence-pact"
            if marked and around & {"EG"}:
                claim.parties = list(dict.fromkeys([*claim.parties, "EG", "IL"]))
        kinds = {self.lexicon.kind_of(p) for p in claim.parties}
        if ActorKind.ARMED_GROUP in kinds:
            return False
        if (
            not unit.treaty
            and claim.parties
            and not kinds & {ActorKind.STATE}
            and "iaea" not in claim.parties
            and "nato" not in claim.parties
        ):
            return False
        if (
            clause.stranger
            and not unit.treaty
            and len(claim.parties) < 2
            and claim.stage in ("signed", "agreed", "negotiating", "planned")
        ):
            return False
        if unit.norm.startswith(_TALKS) and len(claim.parties) < (2 if claim.stage == "negotiating" else 1):
            claim.parties.extend(c for c in claim.claimants if c not in claim.parties)
            if len(claim.parties) < (2 if claim.stage == "negotiating" else 1):
                return False
        if not claim.parties and not claim.reject and not self._of_many(claim, s, unit, clause):
            claim.reject = "role:parties"
        return not (anaphor and not claim.parties)

    def _of_many(self, claim: Claim, s: Sentence, unit: Unit, clause: Clause) -> bool:
        """`111 negara menyepakati Konvensi X`, `Traktat Y mulai berlaku`: a treaty of many needs no parties named."""
        named = self.lexicon.treaties.get(unit.treaty)
        if named is None or len(named.parties) == 2 or unit.treaty_class != "arms-control" or not s.lead:
            return False
        if clause.legislature or clause.law or clause.background:
            return False
        return clause.course.base in _BY_MANY and claim.stage in ("agreed", "signed", "in-force", "withdrawn")

    def _met(self, s: Sentence) -> list[str]:
        """`Setelah bertemu X, Y menyepakati ...`: who was met in front of the act is the other side."""
        for k, u in enumerate(s.units):
            if u.norm in words.MEETING:
                found = [x.code for x in s.units[k + 1 : k + 5] if x.kind is Kind.ACTOR]
                return [c for c in found if self.lexicon.kind_of(c) is ActorKind.STATE][:1]
        return []

    def _members_of(self, s: Sentence, i: int) -> list[str]:
        """`tiga negara AUKUS meneken ...`: a pact named as a group of states."""
        for before, u in zip(s.units[:i], s.units[1:i], strict=False):
            named = self.lexicon.treaties.get(u.treaty)
            if named is not None and 0 < len(named.parties) <= 3 and before.norm in words.GROUPS:
                return list(named.parties)
        return []

    def _around(self, s: Sentence) -> list[str]:
        own = [u.code for u in s.units if u.kind is Kind.ACTOR and self.lexicon.kind_of(u.code) is ActorKind.STATE]
        own = list(dict.fromkeys(own))
        return own if len(own) >= 2 else list(dict.fromkeys([*own, *self._people()]))

    def _people(self) -> list[str]:
        """The states named last in the sentences before, at most four."""
        found: list[str] = []
        for s in reversed(self.before):
            if len(found) >= 4:
                break
            if s.worth or any(t.capital for t in s.tokens):
                found.extend(c for c in self._states(s) if c not in found)
        return found[:4]

    def _states(self, s: Sentence) -> list[str]:
        named = [u.code for u in s.units if u.kind is Kind.ACTOR and u.code and not u.company]
        return list(dict.fromkeys(code for code in named if self.lexicon.kind_of(code) is ActorKind.STATE))


def read_treaties(sentences: Sequence[Sentence], lexicon: Lexicon, alliances: frozenset[str]) -> list[Claim]:
    """Every treaty development of a document's sentences, in order."""
    said = {n for s in sentences for n in s.norms}
    context = "arms-control" if said & {"rudal", "nuklir", "ranjau"} else "defence-pact" if said & words.ARMED else ""
    reader = TreatyReader(lexicon, alliances, context, bool(said & words.HOME), ahead=sentences)
    claims = [claim for s in sentences for claim in reader.read(s)]
    if claims and any(
        ("beredar" in s.norms and _HOAX & set(s.norms))
        or "turnbackhoax" in s.norms
        or ("beredar" in s.norms and "video" in s.norms)
        for s in sentences
    ):
        for claim in claims:
            claim.reject = claim.reject or "hoax"
    return claims


def _relative_end(units: list[Unit], i: int) -> int:
    """Where a relative clause right behind the treaty ends: its dates are not those of the act in front."""
    start = next((k for k in range(i + 1, min(len(units), i + 5)) if units[k].kind is Kind.REL), None)
    if start is None or any(u.kind in (Kind.OP, Kind.MARK) for u in units[i + 1 : start]):
        return 0
    end = next((u for u in units[start:] if u.norm in ",."), units[-1])
    return end.start


def _home_title(s: Sentence, clause: Clause) -> bool:
    """`Wamenhan Trenggono meneken ...`: a title with no state is one of the home state."""
    front = s.units[: clause.head]
    titled = [k for k, u in enumerate(front) if set(u.norm.split()) & words.HOME_TITLES]
    if not titled:
        return False
    peer = next((k for k in range(titled[0], len(front)) if front[k].kind is Kind.AND), None)
    named = next((k for k, u in enumerate(front) if u.kind is Kind.ACTOR), None)
    return named is None or (peer is not None and titled[0] < peer - 1 and peer < named)


def _alliance(unit: Unit, alliances: frozenset[str]) -> list[str]:
    """The alliance that the unit names."""
    return sorted(a for a in alliances if a in unit.norm.split())


def _in_front(s: Sentence, unit: Unit) -> str:
    """The word right in front of the unit."""
    return next((a.norm for a, b in itertools.pairwise(s.units) if b is unit), "")


def _relation(unit: Unit) -> bool:
    """Whether the unit names a relation rather than an instrument."""
    return unit.norm.startswith(_RELATIONS) and not (unit.treaty and not unit.norm.startswith("kerja"))


def _talks(units: list[Unit]) -> list[Unit]:
    """`perundingan nuklir` is a treaty in the making."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        u = units[i]
        if u.op == "negotiate" and u.noun and i + 1 < len(units) and units[i + 1].norm == "nuklir":
            talks = replace(u, kind=Kind.TREATY, treaty_class="arms-control", op="", end=units[i + 1].end, noun=False)
            talks.norm = f"perundingan {u.norm} nuklir"
            out.append(talks)
            i += 2
            continue
        out.append(u)
        i += 1
    return out


def _told(s: Sentence, i: int, unit: Unit, clause: Clause) -> Claim | None:
    course = clause.course
    talks = unit.norm.startswith(_TALKS)
    if talks:
        if not course.base and clause.subject == [] and not clause.complement:
            return None
        stage = course.stage if course.stage in ("suspended", "withdrawn", "refused") else "negotiating"
        course = Course(stage, course.base or "negotiate", course.reject, course.denied)
        clause.course = course
    if not course.base:
        return None
    claim = Claim(
        "treaty", s, max(0, min(clause.first, i)), max(clause.last, i) + 1, i, course.stage, treaty=unit.treaty,
        treaty_class=unit.treaty_class,
    )  # fmt: skip
    claim.dated_from = max(unit.end, clause.dated_from)
    if not clause.main and clause.head < i:
        claim.dated_from = max(claim.dated_from, _relative_end(s.units, i))
    claim.alleged, claim.reject, claim.denied = clause.alleged, clause.reject or course.reject, course.denied
    claim.background = clause.background or recalled(s, i, clause)
    claim.relative = clause.background
    claim.claimants.extend(clause.claimants)

    near = s.units[max(0, claim.start - 3) : claim.end + 6]
    if claim.stage in ("signed", "ratified", "in-force", "agreed") and any(
        u.cue is not None and u.cue.value == "future" for u in near
    ):
        claim.stage = "planned" if claim.stage != "agreed" or clause.main else "agreed"
    if course.denied:
        claim.stage, claim.reject = "denied", ""
        claim.deniers = list(clause.subject)
    if course.stage == "planned" and "may" in clause.acts and not s.lead:
        claim.reject = claim.reject or "possible"
    return claim


def _bystanders(s: Sentence, i: int) -> list[str]:
    """States of the sentence that no preposition of place holds, when nothing else names the parties."""
    found: list[str] = []
    for n, u in enumerate(s.units):
        if u.kind is Kind.ACTOR and not u.company and u.code and abs(n - i) <= 12:
            before = s.units[n - 1] if n else None
            if (before is not None and before.prep in ("at", "about")) or only_place(s.units, n):
                continue
            found.append(u.code)
    return list(dict.fromkeys(found))[:3] if len(found) >= 1 else []


__all__ = ["STAGES", "TREATY_HEADS", "TreatyReader", "read_treaties"]
