"""Phrases that stand for an instrument: lists, full titles, what it allows or forbids, its partner, its inspectors."""

from __future__ import annotations

from rules.engine import treaty_words as words
from rules.engine.treaty_acts import act_of, instrument_of, joined
from rules.engine.treaty_books import class_of
from rules.engine.units import Kind, Unit
from rules.indonesian import grammar
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set

CONTENT = word_set(
    """
    melarang mengharamkan mengizinkan izinkan memungkinkan membolehkan mewajibkan mengatur membatasi memuat
    mencakup memudahkan membuka menjamin memberi memberikan
    memperpanjang menjadikan mengakhiri mengizinkannya mengembalikan menyerahkan mempertahankan
    """
)

_ALLOWING = words.BARE_BOOKS | {"nota kesepahaman", "memorandum kesepahaman", "mou", "memorandum"}
_FORBIDDEN = (
    ("arms-control", word_set("ranjau tandan klaster nuklir rudal kimia biologi biologis konvensional")),
    ("defence-pact", word_set("membela agresi diserang")),
    ("visiting-forces", word_set("pasukan tentara serdadu prajurit personel pangkalan bersenjata armada")),
    ("defence-cooperation", word_set("militer pertahanan intelijen alutsista")),
)

_BANNED = (("ranjau", "ottawa"), ("tandan", "ccm"), ("klaster", "ccm"), ("kimia", "cwc"), ("nuklir", "tpnw"))

_DEFENCE = word_set("pertahanan militer")

_RELATION = word_set("kerjasama kolaborasi") | {"kerja sama"}

_BODIES = word_set("militer tentara kopassus kemhan") | {"angkatan bersenjata", "kementerian pertahanan"}

_ITEM = (Kind.WORD, Kind.VOID, Kind.TREATY, Kind.TROOPS, Kind.AUX, Kind.CARGO)


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
        name = joined(units, i, i + 1 if colon else end, "perjanjian")
        found = instrument_of(name, item.treaty_class or "defence-cooperation", item.treaty)
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
        if u.norm in _ALLOWING and u.kind is not Kind.TREATY:
            k = i + 1
            while k < len(units) and k - i < 4 and units[k].kind in (Kind.WORD, Kind.AUX, Kind.ACTOR, Kind.NUMBER):
                k += 1
            plain = not {n for x in units[i + 1 : k] for n in x.norm.split()} & words.NOT_ABOUT
            if plain and k + 1 < len(units) and units[k].kind is Kind.REL and units[k + 1].norm in CONTENT:
                cls = _content(units, k + 2)
            elif plain and k < len(units):
                cls = _purpose(units, k)
            if not cls and plain and i and units[i - 1].norm in ("lewat", "melalui"):
                near = next((x for x in reversed(units[max(0, i - 7) : i - 1]) if x.kind is Kind.TREATY), None)
                cls = near.treaty_class if near is not None and near.treaty_class.startswith(("def", "vis")) else ""
            if not cls and plain and i and units[i - 1].norm in ("lewat", "melalui"):
                allowed = next((n for n in range(i - 1) if units[n].norm in CONTENT), None)
                cls = "" if allowed is None else _content(units[:i], allowed + 1)
        if cls:
            found = instrument_of(joined(units, i, i + 1), cls)
            if cls == "arms-control" and units[k + 1].norm in ("melarang", "mengharamkan"):
                said = {n for x in units[k + 2 : k + 7] for n in x.norm.split()}
                found.treaty = next((t for word, t in _BANNED if word in said), "")
            out.append(found)
        else:
            out.append(u)
    return out


_AIMS = word_set(
    """
    untuk sebagai guna demi menjadi dasar payung landasan kerangka hukum bagi melanjutkan memperkuat mengatur memayungi
    meningkatkan memperluas memperdalam mempererat membuka pelaksanaan melandasi dan
    """
)


def _purpose(units: list[Unit], k: int) -> str:
    """`perjanjian (X) untuk menjadi dasar hukum kerja sama militer`: what it is for says what it is about."""
    if units[k].norm == "(":
        k = next((n + 1 for n in range(k, min(len(units), k + 6)) if units[n].norm == ")"), k)
    if k >= len(units) or units[k].norm not in ("untuk", "sebagai", "guna", "demi"):
        return ""
    while k < len(units) and units[k].norm in _AIMS:
        k += 1
    aim = units[k] if k < len(units) else None
    return aim.treaty_class if aim is not None and aim.norm.startswith(("kerja sama", "kerjasama")) else ""


def _content(units: list[Unit], k: int) -> str:
    said: set[str] = set()
    for u in units[k : k + 8]:
        if (u.kind in (Kind.REL, Kind.SUB) and u.norm not in grammar.CONDITIONALS) or u.norm in ".;?!":
            break
        said.update(u.norm.split())
        if u.kind is Kind.TREATY and u.treaty_class in ("defence-pact", "visiting-forces"):
            return u.treaty_class
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
            found = instrument_of(joined(units, i, i + 1), cls)
            out.append(found)
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
        found = instrument_of(joined(units, i, i + 1), cls, units[subject].treaty)
        out.append(found)
        out.extend(units[_past_revision(units, i) : subject - 1])
        i = subject + 1
    return out


_REVISED = word_set(
    "direvisi diperbarui diperbaharui diperluas disempurnakan ditingkatkan diamendemen diubah dinegosiasikan baru ulang"
    " mengikat bersejarah penting pertama bilateral trilateral bersama kerangka tambahan revisi"
)


def _past_revision(units: list[Unit], i: int) -> int:
    """The place behind `perjanjian yang diperbarui`, `perjanjian baru`."""
    k = i + 1
    while k < len(units) and k - i < 5 and (units[k].kind in (Kind.REL, Kind.NUMBER) or units[k].norm in _REVISED):
        k += 1
    return k if k > i + 1 and units[k - 1].kind is not Kind.REL else i + 1


def _titled(units: list[Unit], i: int) -> tuple[int, str]:
    """The unit that says what the instrument between states is about, and the class."""
    organised = i + 2 < len(units) and units[i + 1].kind is Kind.ACTOR  # `perjanjian CSTO tentang ...`
    start = _past_revision(units, i)
    sides = start < len(units) and units[start].norm in ("antara", "antar", "dengan")
    if i + 3 >= len(units) or not (organised or sides):
        return 0, ""
    for k in range(start + 1, min(len(units) - 1, start + 17)):
        u = units[k]
        if u.norm in ("tentang", "mengenai", "terkait", "soal", "perihal", "di bidang"):
            if units[k + 1].kind is Kind.TREATY and units[k + 1].treaty_class not in ("", "peace", "anaphor"):
                return k + 1, units[k + 1].treaty_class
            return k + 1, class_of(" ".join(x.norm for x in units[k + 1 : k + 6]), "perjanjian")
        if u.kind not in (Kind.WORD, Kind.ACTOR, Kind.AND, Kind.AUX) and u.norm not in ("dengan", ","):
            return 0, ""
    return 0, ""


_VISITING = word_set(
    "periksa memeriksa inspeksi menginspeksi akses mengakses kunjungi mengunjungi masuk memantau awasi mengawasi"
)


def inspections(units: list[Unit]) -> list[Unit]:
    """`inspektur IAEA`: to let them in or throw them out is a step under the safeguards."""
    out: list[Unit] = []
    agency = any(u.code == "iaea" for u in units)
    i = 0
    while i < len(units):
        u = units[i]
        if u.code == "iaea" and i + 1 < len(units) and units[i + 1].norm in _VISITING and i:
            out.append(instrument_of(joined(units, i, i + 2, "inspeksi iaea"), "safeguards"))
            i += 2
            continue
        if u.kind in (Kind.WORD, Kind.CARGO, Kind.TROOPS) and u.norm in (
            "inspektur",
            "inspeksi",
            "pengawas",
            "pemantau",
            "pemeriksaan",
            "kamera",
        ):
            k = i + 1
            if agency and units[k : k + 1] and units[k].norm == "nuklir" and u.norm == "inspeksi":
                out.append(instrument_of(joined(units, i, k + 1, "inspeksi iaea"), "safeguards"))
                i = k + 1
                continue
            while (
                k < len(units)
                and k - i < 4
                and units[k].code == ""
                and (units[k].kind in (Kind.WORD, Kind.PREP) or units[k].norm == "mendadak")
            ):
                k += 1
            nuclear = any(x.norm == "nuklir" for x in units[i:k])
            if k < len(units) and (units[k].code == "iaea" or (nuclear and units[k].code == "un")):
                out.append(instrument_of(joined(units, i, k + 1, "inspeksi iaea"), "safeguards"))
                i = k + 1
                if [x.norm for x in units[i : i + 2]] == ["kembali", "ke"]:
                    out.append(act_of(units[i], "resume", Voice.MIDDLE))
                    i += 1
                continue
        out.append(u)
        i += 1
    return out
