"""Phrases that stand for a treaty or for an act upon one: membership, lists, what an instrument allows or forbids."""

from __future__ import annotations

from rules.engine import treaty_words as words
from rules.engine.units import Kind, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

_MEMBER = frozenset(("anggota", "jadi anggota", "menjadi anggota", "resmi menjadi anggota", "resmi jadi anggota"))
_MEMBER_KINDS = word_set("penuh baru resmi tetap terbaru ke terbungsu")
_NOW = word_set("kini resmi sah akhirnya sebagai otomatis")
CONTENT = word_set(
    """
    melarang mengharamkan mengizinkan izinkan memungkinkan membolehkan mewajibkan mengatur membatasi memuat
    mencakup memudahkan membuka menjamin memberi memberikan
    """
)
_FORBIDDEN = (
    ("arms-control", word_set("ranjau tandan klaster nuklir rudal kimia biologi biologis")),
    ("defence-pact", word_set("membela agresi")),
    ("visiting-forces", word_set("pasukan tentara serdadu prajurit personel pangkalan")),
    ("defence-cooperation", word_set("militer pertahanan intelijen alutsista")),
)
_DEFENCE = word_set("pertahanan militer")
_RELATION = word_set("kerjasama kolaborasi") | {"kerja sama"}
_BODIES = word_set("militer tentara kopassus kemhan") | {"angkatan bersenjata", "kementerian pertahanan"}
_ITEM = (Kind.WORD, Kind.VOID, Kind.TREATY, Kind.TROOPS, Kind.AUX, Kind.CARGO)


def act_of(u: Unit, op: str, voice: Voice = Voice.ACTIVE) -> Unit:
    """The unit read as the act `op`."""
    act = u.copy()
    act.kind, act.op, act.voice, act.noun = Kind.OP, op, voice, voice is Voice.NOUN
    act.verbal = "active" if voice is Voice.ACTIVE else "passive" if voice is Voice.PASSIVE else ""
    act.lexemes, act.cue, act.code, act.prep = (), None, "", ""
    act.treaty = act.treaty_class = ""
    act.system = "instrument"  # read for good: what the word does elsewhere is of no interest
    return act


def joined(units: list[Unit], first: int, end: int, norm: str = "") -> Unit:
    """The units from `first` to before `end` as one plain word."""
    base = Unit(Kind.WORD, units[first].start, units[end - 1].end, norm or " ".join(u.norm for u in units[first:end]))
    base.capital = units[first].capital
    return base


def memberships(units: list[Unit], alliances: frozenset[str]) -> list[Unit]:
    """`kini anggota penuh Konvensi X` has joined, `bukan lagi anggota` has left, `bukan anggota` is neither."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        u = units[i]
        k = i + 1
        while k < len(units) and k - i < 6 and _of_member(units[k]):
            k += 1
        bound = k < len(units) and (units[k].kind is Kind.TREATY or units[k].code in alliances)
        if u.norm not in _MEMBER or not bound:
            out.append(u)
            i += 1
            continue
        told = u.norm != "anggota" or bool(out and out[-1].norm in _NOW)
        m = len(out)
        while m and (out[m - 1].kind is Kind.AUX or out[m - 1].norm in ("lagi", "resmi", "menjadi")):
            m -= 1
        stays = any(x.norm in ("tetap", "masih") for x in out[max(0, m - 1) :])
        negated = m > 0 and out[m - 1].kind is Kind.NEG and out[m - 1].norm != "belum"
        if negated and any(x.norm == "lagi" for x in out[m:]):
            del out[m - 1 :]
            out.append(act_of(joined(units, i, k, "bukan lagi anggota"), "leave"))
        elif told and not stays and not (negated and out[m - 1].norm == "bukan"):
            out.append(act_of(joined(units, i, k, "menjadi anggota"), "join"))
        elif told:
            out.append(joined(units, i, k, "berstatus anggota"))  # is one, and was
        else:
            out.extend(units[i:k])
        i = k
    return out


def _of_member(u: Unit) -> bool:
    return u.norm in _MEMBER_KINDS or u.norm == "-" or u.kind is Kind.NUMBER


def lists(units: list[Unit]) -> list[Unit]:
    """`perjanjian ekstradisi, FIR, dan pertahanan`: one of the listed instruments is about defence."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        u = units[i]
        if u.norm.split()[0] not in words.BARE_BOOKS or u.kind is Kind.TREATY:
            out.append(u)
            i += 1
            continue
        start = i + 1
        while start < len(units) and start - i < 6 and (units[start].kind in (Kind.ACTOR, Kind.AND)):
            start += 1
        colon = start > i + 1 and start < len(units) and units[start].norm == ":"
        end, item = _listed(units, start + 1 if colon else i + 1, first=u)
        if item is None or (start > i + 1 and not colon):
            out.append(u)
            i += 1
            continue
        found = joined(units, i, i + 1 if colon else end, "perjanjian")
        found.kind, found.treaty_class = Kind.TREATY, item.treaty_class or "defence-cooperation"
        found.treaty = item.treaty
        out.append(found)
        if colon:
            out.extend(units[i + 1 : start + 1])
            out.append(joined(units, start + 1, end))
        i = end
    return out


def _listed(units: list[Unit], k: int, first: Unit) -> tuple[int, Unit | None]:
    """Where the list ends, and its item about defence when there is one that does not stand first."""
    item: Unit | None = None
    items = 1 if first.kind is Kind.VOID else 0
    closed, run, end = False, 0, k
    fresh = items == 0
    while k < len(units) and items <= 6:
        u = units[k]
        if u.kind is Kind.AND or u.norm == "serta":
            closed, fresh, run = True, True, 0
        elif u.norm == ",":
            if closed:
                break
            fresh, run = True, 0
        elif u.kind in _ITEM and run < 5:
            if fresh:
                items += 1
            about = u.norm in _DEFENCE or (u.kind is Kind.TREATY and u.treaty_class.startswith(("defence", "visit")))
            if about and items > 1:
                item = u
            fresh, run, end = False, run + 1, k + 1
        else:
            break
        k += 1
    return end, item if closed and items > 1 else None


def contents(units: list[Unit]) -> list[Unit]:
    """`perjanjian yang mengizinkan pasukan asing masuk`: what an instrument allows or forbids says what it is about."""
    out: list[Unit] = []
    for i, u in enumerate(units):
        cls = ""
        if u.norm in words.BARE_BOOKS and u.kind is not Kind.TREATY:
            k = i + 1
            while k < len(units) and k - i < 4 and units[k].kind in (Kind.WORD, Kind.AUX, Kind.ACTOR):
                k += 1
            plain = not {n for x in units[i + 1 : k] for n in x.norm.split()} & words.NOT_ABOUT
            if plain and k + 1 < len(units) and units[k].kind is Kind.REL and units[k + 1].norm in CONTENT:
                cls = _content(units, k + 2)
            elif plain and i and units[i - 1].norm in ("lewat", "melalui"):
                allowed = next((n for n in range(i - 1) if units[n].norm in CONTENT), None)
                cls = "" if allowed is None else _content(units[:i], allowed + 1)
        if cls:
            found = joined(units, i, i + 1)
            found.kind, found.treaty_class = Kind.TREATY, cls
            if cls == "arms-control" and units[k + 1].norm in ("melarang", "mengharamkan"):
                said = {n for x in units[k + 2 : k + 7] for n in x.norm.split()}
                found.treaty = next((t for word, t in _BANNED if word in said), "")
            out.append(found)
        else:
            out.append(u)
    return out


_BANNED = (("ranjau", "ottawa"), ("tandan", "ccm"), ("klaster", "ccm"), ("kimia", "cwc"), ("nuklir", "tpnw"))


def _content(units: list[Unit], k: int) -> str:
    said: set[str] = set()
    for u in units[k : k + 8]:
        if u.kind in (Kind.REL, Kind.SUB) or u.norm in ".;?!":
            break
        said.update(u.norm.split())
        if u.kind is Kind.TROOPS:
            said.add("pasukan")
    return next((cls for cls, marks in _FORBIDDEN if said & marks), "")


def partners(units: list[Unit]) -> list[Unit]:
    """`kerja sama negaranya dengan IAEA`, `kerja sama dengan militer X`: the partner says what it is about."""
    out: list[Unit] = []
    for i, u in enumerate(units):
        if u.norm not in _RELATION or u.kind is Kind.TREATY:
            out.append(u)
            continue
        k = i + 1
        while k < len(units) and k - i < 4 and units[k].kind in (Kind.PRONOUN, Kind.ACTOR, Kind.AUX):
            k += 1
        cls = ""
        if k < len(units) and units[k].norm in ("dengan", "bersama"):
            near = units[k + 1 : k + 4]
            if near and near[0].code == "iaea":
                cls = "safeguards"
            elif near and near[0].norm in _BODIES:
                cls = "defence-cooperation"
        if cls:
            found = joined(units, i, i + 1)
            found.kind, found.treaty_class = Kind.TREATY, cls
            out.append(found)
        else:
            out.append(u)
    return out


def readings(units: list[Unit]) -> list[Unit]:
    """`membawa RUU itu ke paripurna` forwards it, `beri restu` approves, `ratifikasi` behind a verb is a noun."""
    out: list[Unit] = []
    for i, u in enumerate(units):
        before = out[-1] if out else None
        norms = [x.norm for x in units[i + 1 : i + 12]]
        bring = u.norm in ("membawa", "bawa", "dibawa", "melimpahkan", "dilimpahkan", "meneruskan", "diteruskan")
        if bring and _floor(norms):
            voice = Voice.PASSIVE if u.norm.startswith("di") else Voice.ACTIVE
            out.append(act_of(u, "forward", voice))
        elif _on_the_way(u, norms):
            out.append(act_of(u, "plan", Voice.MIDDLE))
        elif u.norm in ("picu", "memicu", "mengaktifkan", "aktifkan") and "snapback" in " ".join(norms[:3]):
            out.append(act_of(u, "suspend"))
        elif before is not None and _agreed(before, u):
            out[-1] = act_of(joined([before, u], 0, 2), "approve")
        elif u.norm == "ratifikasi" and before is not None and _takes_noun(before):
            out.append(act_of(u, "ratify", Voice.NOUN))
        else:
            out.append(u)
    return out


def titles(units: list[Unit]) -> list[Unit]:
    """`Persetujuan antara Pemerintah X dan Pemerintah Y tentang Kerja Sama di Bidang Pertahanan`: a full title."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        u = units[i]
        subject, cls = _titled(units, i) if u.norm in words.BOOKS and u.kind is not Kind.TREATY else (0, "")
        if not cls:
            out.append(u)
            i += 1
            continue
        found = joined(units, i, i + 1)
        found.kind, found.treaty, found.treaty_class = Kind.TREATY, units[subject].treaty, cls
        out.append(found)
        out.extend(units[i + 1 : subject - 1])
        i = subject + 1
    return out


def _titled(units: list[Unit], i: int) -> tuple[int, str]:
    """The unit that says what the instrument between states is about, and the class."""
    if i + 3 >= len(units) or units[i + 1].norm not in ("antara", "antar", "dengan"):
        return 0, ""
    for k in range(i + 2, min(len(units) - 1, i + 18)):
        u = units[k]
        if u.norm in ("tentang", "mengenai", "terkait", "soal", "perihal", "di bidang"):
            if units[k + 1].kind is Kind.TREATY and units[k + 1].treaty_class not in ("", "peace", "anaphor"):
                return k + 1, units[k + 1].treaty_class
            return k + 1, class_of(" ".join(x.norm for x in units[k + 1 : k + 6]), "perjanjian")
        if u.kind not in (Kind.WORD, Kind.ACTOR, Kind.AND, Kind.AUX) and u.norm not in ("dengan", ","):
            return 0, ""
    return 0, ""


def _on_the_way(u: Unit, norms: list[str]) -> bool:
    """`selangkah lagi capai pakta`, `masuk prolegnas`: it is coming."""
    if u.norm == "masuk":
        return norms[:1] == ["prolegnas"]
    return u.norm == "selangkah" and norms[:1] == ["lagi"] and norms[1:2] not in (["ke"], ["menuju"], ["jadi"])


def _agreed(before: Unit, u: Unit) -> bool:
    """`beri restu`, `merampungkan draf`: two words for one consent."""
    if u.norm in ("restu", "lampu hijau"):
        return before.norm in words.GIVING
    return u.norm in ("draf", "draft", "rancangan") and before.op in ("complete", "finish")


def _floor(norms: list[str]) -> bool:
    for n, word in enumerate(norms):
        if word in ("paripurna", "rapat paripurna", "parlemen") and n and norms[n - 1] in ("ke", "rapat", "sidang"):
            return True
        if word == "tingkat" and norms[n + 1 : n + 2] and norms[n + 1] in ("dua", "ii", "2"):
            return True
    return False


def _takes_noun(before: Unit) -> bool:
    if before.kind in (Kind.PREP, Kind.OP) or before.norm in words.LAWS:
        return not before.noun or before.op in ("leave", "cancel", "suspend")
    return before.norm in ("proses", "dokumen", "instrumen", "piagam")


def class_of(text: str, book: str) -> str:
    """Class of an instrument called `book` from the words behind it, empty when it is none that counts."""
    if not text:
        return ""
    told = f" {text} "
    parts = set(text.split())
    firm = words.MILITARY & parts
    refused = words.NOT_ABOUT & parts
    if refused and not firm:
        return ""
    if refused & {"sipil", "damai", "gencatan", "dagang", "perdagangan", "ekstradisi", "pltn", "siber", "perdamaian"}:
        return ""
    if parts & words.GOODS and book != "moratorium":
        return ""
    if {"penempatan", "nuklir"} <= parts:
        return ""  # weapons stationed abroad are a transfer
    if "penempatan" in parts and parts & {"marinir", "tentara", "prajurit", "serdadu", "personel"}:
        return "visiting-forces"
    for cls, marks in words.SUBJECTS:
        if book in ("kewajiban", "komitmen") and cls not in ("safeguards", "arms-control"):
            continue
        for phrase in marks:
            if f" {phrase} " in told or f" {phrase}nya " in told:
                if phrase == "keamanan" and book not in words.FIRM_BOOKS:
                    continue
                if phrase in ("kemitraan strategis", "kemitraan komprehensif") and book not in words.FIRM_BOOKS:
                    continue
                return cls
    if book == "kemitraan" and text.startswith("strategis"):
        return "defence-pact"
    return ""


__all__ = ["act_of", "class_of", "contents", "joined", "lists", "memberships", "partners", "readings", "titles"]
