"""Laws, houses of parliament and the papers of ratification: the way of a treaty through a state."""

from __future__ import annotations

from dataclasses import replace

from rules.engine import treaty_words as words
from rules.engine.treaty_acts import act_of, joined
from rules.engine.units import Kind, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.grammar import word_set


def laws(units: list[Unit]) -> list[Unit]:
    """`rancangan undang-undang` as one word, home bodies with their state."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        u = units[i]
        if u.norm == "undang" and [x.norm for x in units[i : i + 3]] == ["undang", "-", "undang"]:
            first = i
            if out and out[-1].norm in ("rancangan", "draf", "draft"):
                u = replace(out.pop())
            out.append(joined([u, *units[first : i + 3]], 0, 4, "undang-undang"))
            i += 3
            continue
        begun = words.LONG_BOOKS.get(u.norm, ())
        long = next((b for b in begun if tuple(x.norm for x in units[i : i + len(b)]) == b), None)
        if long is not None:
            out.append(joined(units, i, i + len(long)))
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


_EXCHANGING = frozenset(("bertukar", "tukar", "mempertukarkan", "menukar", "pertukaran"))
_EXCHANGED = frozenset(("nota", "mou", "memorandum", "perjanjian", "pakta", "kesepakatan", "loi"))

_IDIOMS = {
    ("mati", "suri"): ("suspend", Voice.MIDDLE), ("jalan", "buntu"): ("suspend", Voice.MIDDLE),
    ("tinggal", "sejarah"): ("end", Voice.MIDDLE), ("tinggal", "nama"): ("end", Voice.MIDDLE),
    ("tinggal", "kenangan"): ("end", Voice.MIDDLE), ("tutup", "buku"): ("end", Voice.MIDDLE),
    ("gulung", "tikar"): ("end", Voice.MIDDLE), ("masuk", "kubur"): ("end", Voice.MIDDLE),
    ("liang", "kubur"): ("end", Voice.MIDDLE), ("liang", "lahat"): ("end", Voice.MIDDLE),
    ("tamat", "riwayatnya"): ("end", Voice.MIDDLE), ("gagal", "total"): ("void", Voice.MIDDLE),
    ("habis", "masa"): ("end", Voice.MIDDLE), ("angkat", "kaki"): ("leave", Voice.ACTIVE),
    ("balik", "badan"): ("leave", Voice.ACTIVE), ("lepas", "diri"): ("leave", Voice.ACTIVE),
    ("melepas", "diri"): ("leave", Voice.ACTIVE), ("melepaskan", "diri"): ("leave", Voice.ACTIVE),
    ("ikut", "serta"): ("join", Voice.ACTIVE), ("turut", "serta"): ("join", Voice.ACTIVE),
    ("ambil", "bagian"): ("join", Voice.ACTIVE), ("buka", "pintu"): ("consider", Voice.ACTIVE),
    ("membuka", "pintu"): ("consider", Voice.ACTIVE), ("buka", "jalan"): ("consider", Voice.ACTIVE),
    ("membuka", "ruang"): ("consider", Voice.ACTIVE), ("buka", "ruang"): ("consider", Voice.ACTIVE),
    ("sudah", "final"): ("finish", Voice.MIDDLE), ("capai", "final"): ("finish", Voice.MIDDLE),
    ("tukar", "nota"): ("sign", Voice.ACTIVE), ("bubuhkan", "paraf"): ("sign", Voice.ACTIVE),
    ("kantongi", "ratifikasi"): ("ratify", Voice.MIDDLE), ("mengantongi", "ratifikasi"): ("ratify", Voice.MIDDLE),
    ("dapat", "ratifikasi"): ("ratify", Voice.MIDDLE), ("kata", "sepakat"): ("approve", Voice.ACTIVE),
    ("titik", "temu"): ("approve", Voice.ACTIVE),
}  # fmt: skip
"""Two words that are one act upon a treaty."""

_HOUSES = word_set("nasional presiden kepresidenan perwakilan legislatif rakyat negara tertinggi")
_JIRGA = "AF"


def set_phrases(units: list[Unit]) -> list[Unit]:
    """`ketok palu` passes, `menjadi undang-undang` is passed, `mati suri` is suspended."""
    out: list[Unit] = []
    for u in units:
        last = out[-1] if out else None
        idiom = None if last is None else _IDIOMS.get((last.norm, u.norm))
        if last is not None and idiom is not None:
            out[-1] = act_of(joined([last, u], 0, 2), *idiom)
            continue
        if last is not None and last.norm == "dewan" and u.norm in _HOUSES:
            out[-1] = joined([last, u], 0, 2, "parlemen")
            continue
        if last is not None and (last.norm, u.norm) == ("loya", "jirga"):
            out[-1] = joined([last, u], 0, 2)
            out[-1].kind, out[-1].code = Kind.ACTOR, _JIRGA
            continue
        exchanged = last is not None and last.norm in _EXCHANGING and u.norm.split()[0] in _EXCHANGED
        if last is not None and exchanged:
            out[-1] = act_of(last, "sign", Voice.NOUN if last.norm == "pertukaran" else Voice.ACTIVE)
        if last is not None and u.norm == "palu" and last.norm in ("ketok", "ketuk", "mengetok", "mengetuk"):
            out[-1] = act_of(joined([last, u], 0, 2, "ketok palu"), "ratify")
            continue
        if last is not None and u.norm in ("uu", "undang-undang") and last.norm in ("jadi", "menjadi"):
            out[-1] = act_of(joined([last, u], 0, 2, "menjadi undang-undang"), "ratify", Voice.MIDDLE)
            continue
        out.append(u)
    return out


def instruments(units: list[Unit]) -> list[Unit]:
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
                    out.append(act_of(joined(units, i, k + 1), "ratify", words.VOICES[voice]))
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


_ON_IT = frozenset(("untuk", "atas", "terhadap", "bagi", "kepada", "mengenai", "soal", "tentang"))


def consents(units: list[Unit]) -> list[Unit]:
    """`memberikan persetujuan yang lama ditunggu untuk keanggotaan X`: what is said of the consent is passed."""
    for i, u in enumerate(units[:-3]):
        noun = u.op in ("approve", "ratify") and (" " in u.norm or u.noun)
        if not noun or units[i + 1].kind is not Kind.REL:
            continue
        end = next((k for k in range(i + 2, min(len(units), i + 12)) if units[k].norm in _ON_IT), None)
        if end is not None and not any(x.kind is Kind.MARK and x.norm in ",.;:" for x in units[i:end]):
            return [*units[: i + 1], *units[end:]]
    return units


_BRINGING = frozenset(("membawa", "bawa", "dibawa", "melimpahkan", "dilimpahkan", "meneruskan", "diteruskan"))


def readings(units: list[Unit]) -> list[Unit]:
    """`membawa RUU itu ke paripurna` forwards it, `beri restu` approves, `ratifikasi` behind a verb is a noun."""
    out: list[Unit] = []
    for i, u in enumerate(units):
        before = out[-1] if out else None
        if u.norm in _BRINGING and _floor([x.norm for x in units[i + 1 : i + 12]]):
            voice = Voice.PASSIVE if u.norm.startswith("di") else Voice.ACTIVE
            out.append(act_of(u, "forward", voice))
        elif u.norm in ("masuk", "selangkah") and _on_the_way(u, [x.norm for x in units[i + 1 : i + 3]]):
            out.append(act_of(u, "plan", Voice.MIDDLE))
        elif before is not None and _agreed(before, u):
            out[-1] = act_of(joined([before, u], 0, 2), "approve")
        elif u.norm == "ratifikasi" and before is not None and _takes_noun(before):
            out.append(act_of(u, "ratify", Voice.NOUN))
        else:
            out.append(u)
    return out


def _on_the_way(u: Unit, norms: list[str]) -> bool:
    """`selangkah lagi capai pakta`, `masuk prolegnas`: it is coming."""
    if u.norm == "masuk":
        return norms[:1] == ["prolegnas"]
    return u.norm == "selangkah" and norms[:1] == ["lagi"] and norms[1:2] not in (["ke"], ["menuju"], ["jadi"])


def _agreed(before: Unit, u: Unit) -> bool:
    """`beri restu`, `merampungkan draf`: two words for one consent."""
    if u.norm in ("restu", "lampu hijau", "anggukan", "persetujuan", "izin", "dukungan penuh"):
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
