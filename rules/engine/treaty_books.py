"""Instruments put together from their words: what a book is about says whether it counts."""

from __future__ import annotations

from rules.engine import treaty_words as words
from rules.engine.treaty_acts import instrument_of, joined
from rules.engine.units import Kind, Unit
from rules.indonesian.grammar import word_set

ANAPHOR = "anaphor"
"""Class of an instrument that only points back: `perjanjian itu`."""

_ABOUT = frozenset(("di", "tentang", "soal", "mengenai", "terkait", "perihal", "untuk", "atas", "pada"))

_NAMELESS = frozenset(
    (
        "perjanjian", "kesepakatan", "persetujuan", "nota kesepahaman", "memorandum kesepahaman", "mou", "memorandum",
        "letter of intent", "statement of intent", "pernyataan kehendak", "surat pernyataan kehendak", "loi",
    )
)  # fmt: skip
_PLAIN = frozenset(("baru", "bersama", "kerja", "sama", "bilateral", "penting", "tersebut", "itu"))


def books(units: list[Unit]) -> list[Unit]:
    """Instruments: from the lexicon, put together from their words, or pointing back."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        u = units[i]
        camp = u.norm == "camp" and i + 1 < len(units) and units[i + 1].norm == "david"
        if (u.kind is Kind.VOID and u.norm in words.PEACE) or camp:
            end = _past_year(units, i + 2 if camp else i + 1)
            out.append(instrument_of(joined(units, i, end), "peace"))
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
        elif n.norm == "(" and (close := _bracket(units, k)):
            for inner in units[k + 1 : close]:
                if inner.treaty and not u.treaty and inner.treaty_class == u.treaty_class:
                    u.treaty = inner.treaty
            u.end = units[close].end
            k = close + 1
        elif (n.kind is Kind.NUMBER and len(n.norm) == 4 and n.norm.isdigit()) or (
            n.kind is Kind.WORD and n.norm in ("tentang", "ranjau", "antipersonel", "darat", "baru", "nuklir")
        ):
            u.end = n.end
            k += 1
        else:
            break
    out.append(u)
    return k


def _bracket(units: list[Unit], k: int) -> int:
    """Where the bracket that opens at `k` closes, when it holds one word or other names of the treaty; else 0."""
    close = next((n for n in range(k + 1, min(len(units), k + 6)) if units[n].norm == ")"), 0)
    names = all(u.kind is Kind.TREATY or u.norm == "/" for u in units[k + 1 : close])
    return close if close == k + 2 or names else 0


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
    text = _plain_arms(" ".join(told))
    cls = class_of(text, units[i].norm)
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
        unit = instrument_of(joined(units, i, end), cls)
        treaty = next((u for u in units[i:end] if u.treaty), None)
        if treaty is not None:
            unit.treaty, unit.treaty_class = treaty.treaty, treaty.treaty_class
        elif cls == "arms-control" and units[i].norm in words.FIRM_BOOKS:
            unit.treaty = next((t for marks, t in _BY_SUBJECT if marks <= set(text.split())), "")
        return unit, end
    after = units[i + 1] if i + 1 < len(units) else None
    agency = any(u.code == "iaea" for u in units) and units[i].norm in ("kesepakatan", "perjanjian", "persetujuan")
    if (
        agency
        and not (words.NOT_ABOUT & set(text.split()))
        and not (after is not None and after.norm in words.DEMONSTRATIVES)
    ):
        return instrument_of(joined(units, i, i + 1, "kesepakatan iaea"), "safeguards"), i + 1
    pair = [x.kind for x in units[i + 1 : i + 4]] == [Kind.ACTOR, Kind.AND, Kind.ACTOR]
    pointing = any(n.norm in words.DEMONSTRATIVES for n in units[i + 1 : i + 3]) or (
        after is not None
        and after.kind is Kind.REL
        and any(n.norm in words.DEMONSTRATIVES for n in units[i + 2 : i + 9])
    )
    partner = after is not None and after.norm == "dengan" and any(u.kind is Kind.ACTOR for u in units[i + 2 : i + 4])
    bare = after is None or after.kind in (Kind.MARK, Kind.SUB, Kind.REL) or partner or pair or told == ["baru"]
    dated = after is not None and after.kind is Kind.NUMBER and len(after.norm) == 4 and after.norm.isdigit()
    if dated and units[i].norm in _NAMELESS and i and units[i - 1].op in _UPON_OLD:
        return instrument_of(joined(units, i, i + 2, "pakta"), ANAPHOR), i + 2  # `memperbarui MoU 1990`
    if partner and units[i].norm == "perjanjian" and _nuclear(units):
        return instrument_of(joined(units, i, i + 1), ANAPHOR), i + 1  # `usai perjanjian dengan AS berakhir`
    if units[i].norm in words.BARE_BOOKS and (pointing or (bare and units[i].norm in ("traktat", "pakta"))):
        return instrument_of(joined(units, i, i + 1), ANAPHOR), i + 1
    if _between_ministers(units, i, text):
        return instrument_of(joined(units, i, i + 1), "defence-cooperation"), i + 1
    return None, i


_UPON_OLD = frozenset(("extend", "leave", "end", "cancel", "suspend"))

_BY_SUBJECT = (
    (frozenset(("senjata", "kimia")), "cwc"), (frozenset(("senjata", "biologi")), "bwc"),
    (frozenset(("senjata", "biologis")), "bwc"), (frozenset(("ranjau", "darat")), "ottawa"),
    (frozenset(("ranjau", "antipersonel")), "ottawa"), (frozenset(("munisi", "tandan")), "ccm"),
    (frozenset(("amunisi", "tandan")), "ccm"), (frozenset(("bom", "tandan")), "ccm"),
    (frozenset(("bom", "klaster")), "ccm"), (frozenset(("perdagangan", "senjata")), "att"),
)  # fmt: skip
"""Treaties of the world by what they forbid."""

_ANTI = frozenset(("anti", "antar"))


def _plain_arms(text: str) -> str:
    """`antisenjata kimia`, `anti - bom tandan`: what is forbidden, without the word that forbids it."""
    plain = [
        w.removeprefix("anti") if w.startswith("anti") and len(w) > 6 and "personel" not in w else w
        for w in text.split()
    ]
    return " ".join(plain).replace("anti - ", "")


def _nuclear(units: list[Unit]) -> bool:
    said = {w for u in units for w in u.norm.split()}
    return bool({"nuklir", "rudal"} & said) and not said & (words.NOT_ABOUT - {"energi"})


def _between_ministers(units: list[Unit], i: int, text: str) -> bool:
    """`Menhan X dan Menhan Y menandatangani nota kesepahaman`: who signs says what a nameless instrument is about."""
    if units[i].norm not in _NAMELESS or set(text.split()) - _PLAIN:
        return False
    k = i - 1
    while k >= 0 and i - k < 6 and units[k].op != "sign":
        if units[k].kind not in (Kind.AUX, Kind.WORD, Kind.NUMBER):
            return False
        k -= 1
    if k < 0 or units[k].op != "sign" or units[k].noun:
        return False
    front = " ".join(u.norm for u in units[:k])
    behind = {w for u in units[i + 1 :] for w in u.norm.split()}
    ministers = front.count("menhan") + front.count("menteri pertahanan") + front.count("kementerian pertahanan")
    both = any(u.norm in words.BOTH or u.norm in ("dua", "2") for u in units[:k])
    return (ministers > 1 or (ministers == 1 and both)) and not behind & (words.NOT_ABOUT | words.GOODS)


_DEFENDERS = frozenset(("menhan", "kemhan", "kemenhan", "pertahanan", "panglima"))


def _defence_near(units: list[Unit], i: int) -> bool:
    """Whether a strategic partnership is one of arms: its sentence says so, or its parties are known for it."""
    said = {w for u in units[i:] for w in u.norm.split()}
    said |= {w for u in units[:i] for w in u.norm.split()} & _DEFENDERS
    return bool((words.MILITARY | _DEFENDERS) & said) or any(
        u.code in ("KP", "IR", "BY", "AF") and u.kind is Kind.ACTOR for u in units
    )


def _subject_ahead(units: list[Unit], k: int) -> bool:
    """Whether the preposition at `k` says what the instrument is about and not where it was signed."""
    if units[k].norm in ("tentang", "soal", "mengenai", "terkait", "perihal"):
        return True
    near = [u.norm for u in units[k + 1 : k + 4]]
    return bool(near) and (
        near[0] in ("bidang", "sektor", "sisi") or bool(words.MILITARY & {w for n in near[:2] for w in n.split()})
    )


_STATIONED = word_set("marinir tentara prajurit serdadu personel brigade batalion batalyon divisi skuadron kontingen")
_OF_TRADE = word_set("data lpg elpiji gas ojek truk nelayan ikan minyak pendaratan")
_OF_BASES = word_set(
    "pemakaian penggunaan akses sewa penyewaan pembangunan penambahan militer udara laut bersama perluasan"
)
"""What a pact about bases is about."""


def class_of(text: str, book: str) -> str:
    """Class of an instrument called `book` from the words behind it, empty when it is none that counts."""
    if not text:
        return ""
    if text == "akses" and book in words.FIRM_BOOKS:
        return "visiting-forces"
    told = f" {text} "
    parts = set(text.split())
    firm = words.MILITARY & parts
    refused = words.NOT_ABOUT & parts
    if refused and not firm:
        return ""
    if refused & {"sipil", "damai", "gencatan", "dagang", "perdagangan", "ekstradisi", "pltn", "siber", "perdamaian"}:
        return ""
    aid = {"bantuan", "militer"} <= parts or ("pertahanan" in parts and "bantuan" in parts)
    if parts & words.GOODS and book != "moratorium" and not aid:
        return ""
    if {"penempatan", "nuklir"} <= parts:
        return ""  # weapons stationed abroad are a transfer
    fleet = "armada" in parts and not parts & {"bus", "truk", "taksi", "pesawat", "penerbangan", "kapal"}
    if fleet and book in words.FIRM_BOOKS:
        return "visiting-forces"
    bases = any(w.startswith("pangkalan") for w in parts) and not parts & _OF_TRADE
    if bases and (parts & _OF_BASES or book in words.FIRM_BOOKS):
        return "visiting-forces"
    if "penempatan" in parts and parts & _STATIONED:
        return "visiting-forces"
    for cls, marks in words.SUBJECTS:
        if book in ("kewajiban", "komitmen") and cls not in ("safeguards", "arms-control"):
            continue
        for phrase in marks:
            if f" {phrase} " in told or f" {phrase}nya " in told:
                declared = book.startswith(("deklarasi", "pernyataan")) and "kerja sama keamanan" in told
                if phrase == "keamanan" and book not in words.FIRM_BOOKS and not declared:
                    continue
                if phrase in ("kemitraan strategis", "kemitraan komprehensif") and book not in words.FIRM_BOOKS:
                    continue
                return cls
    if book == "kemitraan" and text.startswith("strategis"):
        return "defence-pact"
    return ""
