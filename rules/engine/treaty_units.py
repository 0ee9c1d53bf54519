"""A sentence as treaty news reads it: instruments named or put together, laws, alliances, verbs of treaties."""

from __future__ import annotations

import itertools
from dataclasses import replace

from rules.engine import treaty_phrases as phrases
from rules.engine import treaty_words as words
from rules.engine.units import Kind, Unit
from rules.indonesian.affixes import Voice

ANAPHOR = "anaphor"
"""Class of an instrument that only points back: `perjanjian itu`."""

_ACCESSION = "alliance-accession"
_VOICES = {"active": Voice.ACTIVE, "passive": Voice.PASSIVE, "middle": Voice.MIDDLE, "noun": Voice.NOUN}
_SOFT = (Kind.WORD, Kind.CARGO, Kind.WEAPON, Kind.TROOPS, Kind.NUMBER, Kind.TREATY, Kind.AUX)
_ABOUT = frozenset(("di", "tentang", "soal", "mengenai", "terkait", "perihal", "untuk", "atas", "pada"))


def prepare(units: list[Unit], alliances: frozenset[str]) -> list[Unit]:
    """The units with treaties, laws and operators as treaty news means them."""
    out = [u.copy() for u in units]
    out = phrases.readings(_set_phrases(_laws(out)))
    out = _instruments(out)
    out = _accessions(phrases.memberships(_aliases(out, alliances), alliances), alliances)
    out = _inspections(out)
    out = phrases.partners(phrases.contents(phrases.titles(_books(phrases.lists(out)))))
    _first_since(out)
    for before, u in zip([None, *out], out, strict=False):
        _operator(u)
        if u.op == "join" and u.noun and u.norm.startswith("bergabung "):
            u.noun, u.verbal, u.voice = False, "active", Voice.ACTIVE
        if before is not None and before.norm == "masa" and u.norm in ("berlaku", "berlakunya"):
            u.kind, u.op, u.voice = Kind.WORD, "", None  # `masa berlaku pakta itu habis`
        if before is not None and before.norm in ("resmi", "kini", "akhirnya") and u.norm in ("punya", "memiliki"):
            u.op = "sign"
    return _echoes(_negated(out))


def _aliases(units: list[Unit], alliances: frozenset[str]) -> list[Unit]:
    """`aliansi pertahanan NATO`: an alliance with its name is the alliance."""
    for u, after in itertools.pairwise(units):
        named = after.code in alliances or (after.kind is Kind.TREATY and after.treaty_class == _ACCESSION)
        if u.kind is Kind.TREATY and u.norm.startswith(("aliansi", "pakta")) and not u.treaty and named:
            u.kind, u.treaty_class = Kind.WORD, ""
    for u in units:
        if u.kind is Kind.ACTOR and u.code in _REGIMES:
            u.kind, u.treaty, u.treaty_class, u.code = Kind.TREATY, u.code, "arms-control", ""
    return units


_REGIMES = frozenset(("mtcr", "wassenaar"))


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


_ECHOED = frozenset(("sign", "ratify", "extend", "suspend", "end", "cancel", "leave"))


def _echoes(units: list[Unit]) -> list[Unit]:
    """`penandatanganannya`: the act brings its treaty along."""
    out: list[Unit] = []
    named = any(u.kind in (Kind.TREATY, Kind.WEAPON, Kind.VOID) for u in units)
    for k, u in enumerate(units):
        out.append(u)
        if u.noun and u.op in _ECHOED and u.norm.endswith("nya") and u.kind is Kind.OP:
            following = units[k + 1 : k + 4]
            if not any(n.kind in (Kind.TREATY, Kind.VOID, Kind.WEAPON) for n in following):
                out.append(Unit(Kind.TREATY, u.end, u.end, "", treaty_class=ANAPHOR))
        elif u.noun and u.op in _ECHOED and u.kind is Kind.OP and not named and _told_of(units, k):
            out.append(Unit(Kind.TREATY, u.end, u.end, "", treaty_class=ANAPHOR))
    return out


def _told_of(units: list[Unit], k: int) -> bool:
    """`perpanjangan sedang dirundingkan`: the act stands alone in front of its predicate."""
    after = next((u for u in units[k + 1 : k + 4] if u.kind is not Kind.AUX), None)
    return after is not None and after.kind is Kind.OP and after.verbal == "passive" and bool(after.op)


def _inspections(units: list[Unit]) -> list[Unit]:
    """`inspektur IAEA`: to let them in or throw them out is a step under the safeguards."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        u = units[i]
        if u.kind in (Kind.WORD, Kind.CARGO, Kind.TROOPS) and u.norm in (
            "inspektur",
            "inspeksi",
            "pengawas",
            "pemantau",
            "pemeriksaan",
            "kamera",
        ):
            k = i + 1
            while k < len(units) and k - i < 4 and units[k].kind in (Kind.WORD, Kind.PREP) and units[k].code == "":
                k += 1
            if k < len(units) and units[k].code == "iaea":
                out.append(
                    replace(
                        phrases.joined(units, i, k + 1, "inspeksi iaea"), kind=Kind.TREATY, treaty_class="safeguards"
                    )
                )
                i = k + 1
                if [x.norm for x in units[i : i + 2]] == ["kembali", "ke"]:
                    out.append(phrases.act_of(units[i], "resume", Voice.MIDDLE))
                    i += 1
                continue
        out.append(u)
        i += 1
    return out


def _laws(units: list[Unit]) -> list[Unit]:
    """`rancangan undang-undang` as one word, home bodies with their state."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        u = units[i]
        if u.norm == "undang" and [x.norm for x in units[i : i + 3]] == ["undang", "-", "undang"]:
            first = i
            if out and out[-1].norm in ("rancangan", "draf", "draft"):
                u = replace(out.pop())
            out.append(phrases.joined([u, *units[first : i + 3]], 0, 4, "undang-undang"))
            i += 3
            continue
        begun = words.LONG_BOOKS.get(u.norm, ())
        long = next((b for b in begun if tuple(x.norm for x in units[i : i + len(b)]) == b), None)
        if long is not None:
            out.append(phrases.joined(units, i, i + len(long)))
            i += len(long)
            continue
        house = words.PARLIAMENTS.get(u.norm)
        if house and u.kind is Kind.WORD and (u.norm != "diet" or (u.capital and i)) and not _stated(units, i):
            u.kind, u.code = Kind.ACTOR, house
        if u.norm in words.OWN_BODIES and u.kind in (Kind.WORD, Kind.TROOPS):
            u.kind, u.code = Kind.ACTOR, "ID"
            if out and out[-1].kind is Kind.ACTOR and out[-1].code == "ID":
                out[-1].end = u.end
                out[-1].norm += " " + u.norm
                i += 1
                continue
        if u.kind is Kind.ACTOR and out and out[-1].kind is Kind.ACTOR and out[-1].code == u.code:
            out[-1].end = u.end
            i += 1
            continue
        out.append(u)
        i += 1
    return out


def _stated(units: list[Unit], i: int) -> bool:
    """Whether the state of the parliament at `i` stands right beside it."""
    return any(u.kind is Kind.ACTOR for u in units[max(0, i - 1) : i + 2] if u is not units[i])


def _set_phrases(units: list[Unit]) -> list[Unit]:
    """`ketok palu` passes, `menjadi undang-undang` is passed."""
    out: list[Unit] = []
    for u in units:
        last = out[-1] if out else None
        if last is not None and u.norm == "palu" and last.norm in ("ketok", "ketuk", "mengetok", "mengetuk"):
            act = replace(last, end=u.end, norm="ketok palu", kind=Kind.OP, op="ratify", voice=Voice.ACTIVE)
            act.verbal, act.lexemes, act.cue = "active", (), None
            out[-1] = act
            continue
        if last is not None and u.norm in ("uu", "undang-undang") and last.norm in ("jadi", "menjadi"):
            act = replace(last, end=u.end, norm="menjadi undang-undang", kind=Kind.OP, op="ratify", voice=Voice.MIDDLE)
            act.verbal, act.lexemes, act.cue = "", (), None
            out[-1] = act
            continue
        out.append(u)
    return out


def _instruments(units: list[Unit]) -> list[Unit]:
    """`bertukar piagam ratifikasi`: handing over the paper is the act of ratifying."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        u = units[i]
        voice = words.HANDING.get(u.norm)
        k = i + 1
        if voice is not None:
            if k < len(units) and units[k].norm in ("menyerahkan", "bertukar", "tukar"):
                k += 1
            start = k
            while k < len(units) and k - start < 4 and units[k].kind in (Kind.WORD, Kind.OP, Kind.AUX, Kind.CARGO):
                last = units[k].norm.split()
                papers = any(w in words.INSTRUMENTS for x in units[start : k + 1] for w in x.norm.split())
                if last[-1] in words.RATIFYING and papers:
                    act = replace(phrases.joined(units, i, k + 1), kind=Kind.OP, op="ratify", voice=_VOICES[voice])
                    act.noun, act.verbal = voice == "noun", "" if voice in ("noun", "middle") else voice
                    act.system = "instrument"
                    out.append(act)
                    i = k + 1
                    break
                k += 1
            else:
                out.append(u)
                i += 1
            continue
        out.append(u)
        i += 1
    return out


_MEMBER_ACTS = {
    "keluar": "leave", "penarikan": "leave", "permohonan": "apply", "tawaran": "apply", "bid": "apply",
    "bergabung": "join", "gabung": "join", "masuk": "join", "menjadi": "join", "jadi": "join", "resmi": "join",
}  # fmt: skip
_MEMBERSHIP = frozenset(
    ("keanggotaan", "aksesi", "anggota", "keanggotaannya", "aksesinya", "jadi anggota", "menjadi anggota")
)


def _accessions(units: list[Unit], alliances: frozenset[str]) -> list[Unit]:
    """An alliance that is joined or left becomes a treaty; an act inside its phrase stands apart."""
    out: list[Unit] = []
    for i, u in enumerate(units):
        if u.kind is Kind.TREATY and u.treaty_class == _ACCESSION:
            head = u.norm.split()[0]
            act = _MEMBER_ACTS.get(head)
            if act is not None:
                noun = head in ("penarikan", "permohonan", "tawaran", "bid")
                out.append(_act(u, act, noun=noun))
            elif head in ("aksesi", "keanggotaan", "anggota", "protokol", "penambahan"):
                out.append(_act(u, "join", noun=True))
            out.append(u)
            continue
        granted = u.norm.startswith("keanggotaan") and any(
            x.kind is Kind.ACTOR and x.code in alliances for x in units[:i]
        )
        if granted and not any(x.kind is Kind.ACTOR and x.code in alliances for x in units[i + 1 : i + 7]):
            out.append(replace(u, kind=Kind.TREATY, treaty_class=_ACCESSION, op="", lexemes=()))
            continue
        pointed = u.norm == "aliansi" and i + 1 < len(units) and units[i + 1].norm in words.DEMONSTRATIVES
        if pointed and _joined_or_left(units, i):
            out.append(replace(u, kind=Kind.TREATY, treaty_class=_ACCESSION, op="", lexemes=()))
            continue
        if u.kind is Kind.ACTOR and u.code in alliances and _joined_or_left(units, i):
            out.append(replace(u, kind=Kind.TREATY, code="", treaty_class=_ACCESSION))
            continue
        out.append(u)
    return out


_ALLIED = frozenset(
    (
        "aliansi", "pakta", "blok", "organisasi", "anggota", "keanggotaan", "penuh", "baru", "resmi", "militer",
        "pertahanan", "aksesi", "selangkah", "keluarga", "menjadi", "jadi", "masuk", "gabung", "bergabung", "tetap",
        "kilat", "darurat",
    )
)  # fmt: skip
_WHOSE = frozenset(("negara", "para", "sesama", "semua", "seluruh", "sejumlah", "beberapa", "-"))


def _act(u: Unit, op: str, *, noun: bool) -> Unit:
    act = Unit(Kind.OP, u.start, u.start, u.norm, op=op, noun=noun)
    act.voice, act.verbal = (Voice.NOUN, "") if noun else (Voice.ACTIVE, "active")
    return act


def _joined_or_left(units: list[Unit], i: int) -> bool:
    head = units[i - 1] if i else None
    if (
        head is not None
        and head.kind is Kind.WORD
        and units[i].kind is Kind.ACTOR
        and head.norm.split()[0] not in _ALLIED
    ):
        return False  # `bergabung dengan inisiatif NATO`
    for k in range(i - 1, max(-1, i - 7), -1):
        u = units[k]
        if u.norm == "anggota" and (not k or units[k - 1].norm in _WHOSE or units[k - 1].kind is Kind.NUMBER):
            return False  # `negara anggota NATO` are members already
        if (
            u.op in ("join", "leave")
            or u.norm in _MEMBERSHIP
            or words.OPERATORS.get(u.norm, ("",))[0] in ("join", "leave")
        ):
            return True
        if u.norm == "selangkah" or (u.op == "suspend" and i - k <= 2):
            return True
        if u.kind in (Kind.SUB, Kind.REL, Kind.VERB) or u.norm in ".;:?!,":
            return False
    return False


def _books(units: list[Unit]) -> list[Unit]:
    """Instruments: from the lexicon, put together from their words, or pointing back."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        u = units[i]
        camp = u.norm == "camp" and i + 1 < len(units) and units[i + 1].norm == "david"
        if (u.kind is Kind.VOID and u.norm in words.PEACE) or camp:
            end = _past_year(units, i + 2 if camp else i + 1)
            out.append(replace(phrases.joined(units, i, end), kind=Kind.TREATY, treaty_class="peace"))
            i = end
            continue
        if u.kind is Kind.TREATY:
            i = _named(units, i, out)
            continue
        book = _is_book(u)
        if book:
            found, end = _compound(units, i)
            if found is not None:
                out.append(found)
                i = end
                continue
        out.append(u)
        i += 1
    return out


def _named(units: list[Unit], i: int, out: list[Unit]) -> int:
    """Appends the treaty at `i` with its bracket, its year and a named treaty right behind; returns where to go on."""
    u = units[i]
    k = i + 1
    while k < len(units):
        n = units[k]
        if n.kind is Kind.TREATY and k == i + 1:
            if not u.treaty and n.treaty and u.treaty_class != "safeguards":
                u.treaty, u.treaty_class = n.treaty, n.treaty_class
            u.end = n.end
            k += 1
        elif n.norm == "(" and k + 2 < len(units) and units[k + 2].norm == ")":
            inner = units[k + 1]
            if inner.kind is Kind.TREATY and inner.treaty and not u.treaty and inner.treaty_class == u.treaty_class:
                u.treaty = inner.treaty
            u.end = units[k + 2].end
            k += 3
        elif (n.kind is Kind.NUMBER and len(n.norm) == 4 and n.norm.isdigit()) or (
            n.kind is Kind.WORD and n.norm in ("tentang", "ranjau", "antipersonel", "darat", "baru", "nuklir")
        ):
            u.end = n.end
            k += 1
        else:
            break
    out.append(u)
    return k


def _past_year(units: list[Unit], k: int) -> int:
    if k < len(units) and units[k].kind is Kind.NUMBER and len(units[k].norm) == 4 and units[k].norm.isdigit():
        return k + 1
    return k


def _is_book(u: Unit) -> bool:
    if u.kind not in (Kind.WORD, Kind.LEX, Kind.OP, Kind.CARGO, Kind.PREP, Kind.VOID):
        return False
    return u.norm in words.BOOKS


def _compound(units: list[Unit], i: int) -> tuple[Unit | None, int]:
    """`perjanjian perlindungan informasi rahasia di bidang pertahanan`: the class from what follows the book."""
    k = i + 1
    told: list[str] = []
    while k < len(units) and k - i <= 9:
        n = units[k]
        if n.norm in words.BOOKS and n.kind is not Kind.VOID:
            pass
        elif n.norm in words.DEMONSTRATIVES or n.norm in ("awal", "akhir", "pertengahan", "pekan"):
            break
        elif (
            n.kind is Kind.VOID
            and told is not None
            and n.norm not in ("angkatan bersenjata", "bebas senjata nuklir", "bebas nuklir")
        ):
            return None, i
        elif (
            (n.kind is Kind.PREP and n.norm not in _ABOUT)
            or (n.kind is Kind.PREP and not _subject_ahead(units, k))
            or (
                n.kind is Kind.OP
                and (n.verbal == "passive" or n.op in ("sign", "ratify", "in-force", "leave", "cancel"))
            )
        ):
            break
        elif n.kind in (Kind.ACTOR, Kind.MARK, Kind.REL, Kind.SUB, Kind.SPEECH, Kind.NEG, Kind.PRONOUN, Kind.ATTACK):
            if n.norm == "-" and told:
                pass
            else:
                break
        elif (n.norm in words.OPERATORS and words.OPERATORS[n.norm][1] in ("passive", "middle")) or (
            n.kind is Kind.VERB and not n.norm.startswith("ber")
        ):
            break
        told.append(n.norm)
        k += 1
    text = " ".join(told)
    cls = phrases.class_of(text, units[i].norm)
    strategic = (
        ("strategis" in text or "kemitraan komprehensif" in text)
        and "kemitraan" in (*told, units[i].norm)
        and not words.MILITARY & set(text.split())
    )
    if cls == "defence-pact" and strategic and not _defence_near(units, i):
        cls = ""
    if cls:
        end = k
        while end > i + 1 and units[end - 1].kind in (Kind.PREP, Kind.AUX, Kind.AND):
            end -= 1
        unit = replace(phrases.joined(units, i, end), kind=Kind.TREATY, treaty_class=cls)
        treaty = next((u for u in units[i:end] if u.treaty), None)
        if treaty is not None:
            unit.treaty, unit.treaty_class = treaty.treaty, treaty.treaty_class
        return unit, end
    after = units[i + 1] if i + 1 < len(units) else None
    agency = any(u.code == "iaea" for u in units) and units[i].norm in ("kesepakatan", "perjanjian", "persetujuan")
    if (
        agency
        and not (words.NOT_ABOUT & set(text.split()))
        and not (after is not None and after.norm in words.DEMONSTRATIVES)
    ):
        return replace(
            phrases.joined(units, i, i + 1, "kesepakatan iaea"), kind=Kind.TREATY, treaty_class="safeguards"
        ), i + 1
    pointing = any(n.norm in words.DEMONSTRATIVES for n in units[i + 1 : i + 3]) or (
        after is not None
        and after.kind is Kind.REL
        and any(n.norm in words.DEMONSTRATIVES for n in units[i + 2 : i + 9])
    )
    bare = after is None or after.kind in (Kind.MARK, Kind.SUB)
    if units[i].norm in words.BARE_BOOKS and (pointing or (bare and units[i].norm in ("traktat", "pakta"))):
        return replace(phrases.joined(units, i, i + 1), kind=Kind.TREATY, treaty_class=ANAPHOR), i + 1
    return None, i


def _defence_near(units: list[Unit], i: int) -> bool:
    """Whether a strategic partnership is one of arms: its sentence says so, or its parties are known for it."""
    said = {w for u in units[i:] for w in u.norm.split()}
    return bool(words.MILITARY & said) or any(u.code in ("KP", "IR", "BY", "AF") for u in units)


def _subject_ahead(units: list[Unit], k: int) -> bool:
    """Whether the preposition at `k` says what the instrument is about and not where it was signed."""
    if units[k].norm in ("tentang", "soal", "mengenai", "terkait", "perihal"):
        return True
    near = [u.norm for u in units[k + 1 : k + 4]]
    return bool(near) and (
        near[0] in ("bidang", "sektor", "sisi") or bool(words.MILITARY & {w for n in near[:2] for w in n.split()})
    )


def _operator(u: Unit) -> None:
    """Gives a word the act that it has when a treaty is its object."""
    if u.kind in (Kind.TREATY, Kind.ACTOR, Kind.MARK, Kind.NUMBER) or u.system == "instrument":
        return
    found = words.OPERATORS.get(u.norm)
    if u.norm == "moratorium":
        u.op, u.kind = "", Kind.WORD  # an instrument, not an act
    if found is None and u.norm.endswith("nya"):
        found = words.OPERATORS.get(u.norm.removesuffix("nya"))
        found = found if found is not None and found[1] == "noun" else None
    if found is None and u.norm.removesuffix("nya") == "penandatanganan":
        found = ("sign", "noun")
    if found is None:
        return
    if u.kind is Kind.OP and u.op in ("deny", "demand", "accuse", "refuse"):
        return
    u.op, voice = found
    u.kind = Kind.OP
    u.cue = None
    u.lexemes = ()
    u.voice = _VOICES[voice]
    u.noun = voice == "noun"
    u.verbal = "" if voice in ("noun", "middle") else voice


def _negated(units: list[Unit]) -> list[Unit]:
    """`tak lagi patuhi`, `tidak memperpanjang`: negation that is an act of its own."""
    out: list[Unit] = []
    for n, u in enumerate(units):
        k = len(out) - 1
        while k >= 0 and (out[k].kind is Kind.AUX or out[k].norm in ("akan", "bakal", "mau")) and len(out) - k <= 4:
            k -= 1
        near = k >= 0 and out[k].kind is Kind.NEG and out[k].norm not in ("jangan", "belum")
        again = any(x.norm == "lagi" for x in (*out[k + 1 :], *units[n + 1 : n + 2]))
        if near and u.op == "in-force" and again and u.kind is Kind.OP:
            del out[k:]
            out.append(phrases.act_of(u, "end", Voice.MIDDLE))  # `tak berlaku lagi`
            continue
        if near and u.op in ("comply", "bind", "extend", "willing") and u.kind is Kind.OP:
            act = replace(u, start=out[k].start)
            act.op = {"comply": "lapse", "bind": "leave", "extend": "end", "willing": "refuse"}[u.op]
            del out[k:]
            out.append(act)
            continue
        if u.op == "willing":
            u.op = "plan"
        out.append(u)
    return out
