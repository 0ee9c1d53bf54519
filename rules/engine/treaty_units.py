"""A sentence as treaty news reads it: instruments named or put together, laws, alliances, verbs of treaties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rules.engine import treaty_words as words
from rules.engine.treaty_access import access, mutual_aid
from rules.engine.treaty_acts import act_of
from rules.engine.treaty_books import ANAPHOR, books
from rules.engine.treaty_memberships import accessions, memberships, named_alliances, through_states
from rules.engine.treaty_papers import consents, instruments, laws, readings, set_phrases
from rules.engine.treaty_phrases import contents, inspections, lists, partners, titles
from rules.engine.treaty_topics import topics
from rules.engine.treaty_turns import turns
from rules.engine.units import Kind, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

_ECHOED = frozenset(("sign", "ratify", "extend", "suspend", "end", "cancel", "leave"))

_OF_THINGS = frozenset(("runtuhnya", "bubarnya", "habisnya", "lahirnya", "ambruknya"))
_ROUNDS = frozenset(("putaran", "babak", "ronde", "sesi"))
_BOUND = frozenset(("terikat", "mematuhi", "patuhi"))
_LIMITS = frozenset(("pembatasan", "batasan", "batas", "larangan", "pelarangan"))


def prepare(units: list[Unit], alliances: frozenset[str]) -> list[Unit]:
    """The units with treaties, laws and operators as treaty news means them."""
    out = [u.copy() for u in units]
    for u, after in zip(out, [*out[1:], None], strict=True):
        u.norm = words.MISSPELT.get(u.norm, u.norm)
        if u.norm == "perjanjian kerja" and after is not None and after.norm == "sama":
            u.kind, u.norm, after.norm = Kind.WORD, "perjanjian", "kerja sama"  # no contract of employment
    out = consents(readings(turns(set_phrases(laws(out)))))
    out = topics(mutual_aid(access(instruments(out))))
    out = accessions(memberships(through_states(named_alliances(out, alliances)), alliances), alliances)
    out = inspections(out)
    out = partners(contents(titles(books(lists(out)))))
    out = _qualified(out)
    _first_since(out)
    for before, u in zip([None, *out], out, strict=False):
        _operator(u)
        if u.op == "join" and u.noun and u.norm.startswith("bergabung "):
            u.noun, u.verbal, u.voice = False, "active", Voice.ACTIVE
        if before is not None and before.norm == "masa" and u.norm in ("berlaku", "berlakunya"):
            u.kind, u.op, u.voice = Kind.WORD, "", None  # `masa berlaku pakta itu habis`
        if (
            u.norm == "mengikat"
            and before is not None
            and (before.kind in (Kind.TREATY, Kind.REL, Kind.NEG) or u is out[-1])
        ):
            u.kind, u.op, u.verbal, u.voice = Kind.WORD, "", "", None  # `perjanjian yang mengikat`
        if u.op in ("approve", "sign") and before is not None and _unquoted(out, u) in ("dipaksa", "terpaksa"):
            forced = before if before.norm != '"' else next(x for x in out if x.norm == _unquoted(out, u))
            forced.kind, forced.op = Kind.AUX, ""  # `dipaksa menyetujui`: it does consent
        if before is not None and before.norm in ("resmi", "kini", "akhirnya") and u.norm in ("punya", "memiliki"):
            u.op = "sign"
        if before is not None and before.norm in ("ikut", "turut") and before.op == "join" and u.verbal == "passive":
            before.kind, before.op = Kind.AUX, ""  # `SOFA ikut diteken`
        if u.norm in _ROUNDS and before is not None and before.op in ("finish", "complete"):
            before.kind, before.op = Kind.WORD, ""  # `rampungkan putaran ketiga negosiasi`: it goes on
        if u.norm == "peninjauan" and before is not None and before.norm in words.GATHERINGS:
            u.kind, u.op, u.noun = Kind.WORD, "", False  # `konferensi peninjauan NPT`
        if u.norm in _LIMITS and before is not None and _BOUND & set(before.norm.split()):
            u.kind, u.op, u.noun = Kind.WORD, "", False  # `terikat pembatasan kesepakatan itu`
    _new_owned(out)
    return _echoes(_negated(out))


_POCKETING = word_set("kantongi mengantongi pulang bawa membawa amankan mengamankan") | {
    "bawa pulang", "membawa pulang", "pulang membawa", "pulang bawa",
}  # fmt: skip


def _has_next_treaty(units: list[Unit], u: Unit) -> bool:
    """`kantongi tiga pakta keamanan`, `bawa pulang traktat`: who comes home with it has signed it."""
    k = next(n for n, x in enumerate(units) if x is u)
    if u.norm in ("pulang", "bawa", "membawa") and (not k or units[k - 1].norm not in ("bawa", "membawa", "pulang")):
        return False
    k += 1
    while k < len(units) and units[k].kind in (Kind.NUMBER, Kind.AUX):
        k += 1
    return k < len(units) and units[k].kind is Kind.TREATY and units[k].treaty_class != "alliance-accession"


def _unquoted(units: list[Unit], u: Unit) -> str:
    """The word in front of the unit, quotation marks passed."""
    k = next(n for n, x in enumerate(units) if x is u) - 1
    while k >= 0 and units[k].norm in "\"“”'":
        k -= 1
    return units[k].norm if k >= 0 else ""


def _new_owned(units: list[Unit]) -> None:
    """`kini punya pakta baru`, `memiliki pakta yang baru ditandatangani`: to own a new one is to have signed it."""
    for k, u in enumerate(units[:-1]):
        if u.norm in ("punya", "memiliki") and units[k + 1].kind is Kind.TREATY:
            behind = units[k + 2 : k + 5]
            norms = [x.norm for x in behind]
            if norms[:1] == ["baru"] or ("baru" in norms and any(x.kind is Kind.REL for x in behind)):
                u.op = "sign"


_QUALITIES = word_set(
    "mengikat bersejarah ambisius komprehensif kuat permanen formal adil berimbang rahasia luas penting"
)
_DEGREES = word_set("lebih sangat paling secara hukum timbal balik")


def _qualified(units: list[Unit]) -> list[Unit]:
    """`perjanjian yang mengikat secara hukum dengan X`: what the instrument is like is passed."""
    for i, u in enumerate(units[:-2]):
        if u.kind is not Kind.TREATY or units[i + 1].kind is not Kind.REL:
            continue
        k = i + 2
        while k < len(units) and units[k].norm in _DEGREES:
            k += 1
        if k < len(units) and units[k].norm in _QUALITIES:
            k += 1
            while k < len(units) and units[k].norm in _DEGREES:
                k += 1
            return [*units[: i + 1], *units[k:]]
    return units


def _first_since(units: list[Unit]) -> None:
    """`pertama sejak Perang Dunia II` tells of now, not of then."""
    for k, u in enumerate(units):
        if u.cue is not None and u.cue.value == "background":
            near = [x.norm for x in units[max(0, k - 4) : k]]
            if {"sejak", "semenjak", "dalam", "sepanjang"} & set(near) and {"pertama", "terbesar"} & set(near):
                u.cue = None
            elif k and units[k - 1].kind is Kind.TREATY and u.norm.startswith(("era", "zaman", "perang")):
                u.cue = None  # `pakta era Perang Dingin itu`: how old the treaty is, not the news
            elif u.norm == "pernah" and any(x.kind is Kind.NEG for x in units[max(0, k - 2) : k]):
                u.cue = None  # `tidak akan pernah`


def _echoes(units: list[Unit]) -> list[Unit]:
    """`penandatanganannya`: the act brings its treaty along."""
    out: list[Unit] = []
    named = any(u.kind in (Kind.TREATY, Kind.WEAPON, Kind.VOID) for u in units)
    for k, u in enumerate(units):
        out.append(u)
        if u.noun and u.op in _ECHOED and u.norm.endswith("nya") and u.kind is Kind.OP and u.norm not in _OF_THINGS:
            following = units[k + 1 : k + 4]
            if not any(n.kind in (Kind.TREATY, Kind.VOID, Kind.WEAPON) for n in following):
                out.append(Unit(Kind.TREATY, u.end, u.end, "", treaty_class=ANAPHOR))
        elif u.noun and u.op in _ECHOED and u.kind is Kind.OP and not named and _told_of(units, k):
            out.append(Unit(Kind.TREATY, u.end, u.end, "", treaty_class=ANAPHOR))
    return out


def may_echo(norms: Sequence[str], units: Sequence[Unit]) -> bool:
    """Whether an act stands there that could bring its treaty along."""
    acts = (_act_of_word(norm) for norm in norms)
    return any(act is not None and act[0] in _ECHOED and act[1] == "noun" for act in acts) or any(
        u.noun and u.op in _ECHOED for u in units
    )


def _told_of(units: list[Unit], k: int) -> bool:
    """`perpanjangan sedang dirundingkan`: the act stands alone in front of its predicate."""
    after = next((u for u in units[k + 1 : k + 4] if u.kind is not Kind.AUX), None)
    return after is not None and after.kind is Kind.OP and after.verbal == "passive" and bool(after.op)


def _operator(u: Unit) -> None:
    """Gives a word the act that it has when a treaty is its object."""
    if u.kind in (Kind.TREATY, Kind.ACTOR, Kind.MARK, Kind.NUMBER) or u.system == "instrument":
        return
    found = _act_of_word(u.norm)
    if u.norm == "moratorium":
        u.op, u.kind = "", Kind.WORD  # an instrument, not an act
    if found is None:
        return
    if u.kind is Kind.OP and u.op in ("deny", "demand", "accuse", "refuse"):
        return
    u.op, voice = found
    u.kind = Kind.OP
    u.cue = None
    u.lexemes = ()
    u.voice = words.VOICES[voice]
    u.noun = voice == "noun"
    u.verbal = "" if voice in ("noun", "middle") else voice


def _act_of_word(norm: str) -> tuple[str, str] | None:
    """The operator and voice that a word has in treaty news."""
    found = words.OPERATORS.get(norm)
    if found is None and norm.endswith("nya"):
        found = words.OPERATORS.get(norm.removesuffix("nya"))
        found = found if found is not None and found[1] == "noun" else None
    if found is None and norm.removesuffix("nya") == "penandatanganan":
        return "sign", "noun"
    return found


def _negated(units: list[Unit]) -> list[Unit]:
    """`tak lagi patuhi`, `tidak memperpanjang`: negation that is an act of its own."""
    out: list[Unit] = []
    for n, u in enumerate(units):
        k = len(out) - 1
        while k >= 0 and (out[k].kind is Kind.AUX or out[k].norm in ("akan", "bakal", "mau")) and len(out) - k <= 4:
            k -= 1
        near = k >= 0 and out[k].kind is Kind.NEG and out[k].norm not in ("jangan", "belum")
        if near and u.op == "in-force" and u.kind is Kind.OP and _again([*out[k + 1 :], *units[n + 1 : n + 2]]):
            del out[k:]
            out.append(act_of(u, "end", Voice.MIDDLE))  # `tak berlaku lagi`
            continue
        if near and u.op in ("comply", "bind", "extend", "willing") and u.kind is Kind.OP:
            act = replace(u, start=out[k].start)
            act.op = {"comply": "lapse", "bind": "leave", "extend": "end", "willing": "refuse"}[u.op]
            del out[k:]
            out.append(act)
            continue
        if u.op == "willing":
            u.op = "plan"
        if u.op == "bind" and out and out[-1].norm in ("resmi", "kini", "mulai"):
            u.op = "in-force"  # `resmi terikat perjanjian`
        out.append(u)
    return out


def _again(units: list[Unit]) -> bool:
    return any(u.norm == "lagi" for u in units)
