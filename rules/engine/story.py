"""Completing claims from the rest of the article: pronouns, `penjualan itu`, speakers, dates, settings."""

from __future__ import annotations

import itertools
from collections.abc import Set
from datetime import date

from rules.engine.arrivals import settle_visits
from rules.engine.claims import Claim
from rules.engine.control import stands_beside
from rules.engine.cues import Answers
from rules.engine.denials import denials_of
from rules.engine.discourse import first_actor_after_comma, is_old, sentence_dates, speakers
from rules.engine.mention import Document
from rules.engine.nameless import keep_nameless, nameless
from rules.engine.recall import recall
from rules.engine.topic import Hostile, complete_from_topic
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.affixes import Voice
from rules.indonesian.dates import Dated
from rules.indonesian.grammar import word_set
from rules.indonesian.numbers import quantity_before

Home = tuple[str, frozenset[str]]
"""The state whose press is read, and the words that mean it when no state is named."""


def complete_claims(
    claims: list[Claim],
    sentences: list[Sentence],
    document: Document,
    answers: Answers,
    hostile: Hostile = frozenset(),
    home: Home = ("", frozenset()),
) -> None:
    """Fills in place what a claim's own clause leaves open but the article says."""
    published = document.published.date() if document.published is not None else None
    dates: dict[int, list[Dated]] = {}
    said: dict[int, tuple[list[str], str]] = {}
    for claim in claims:
        claim.unnamed = nameless(claim)
    for claim in claims:
        s = claim.sentence
        if s.index not in dates:
            dates[s.index] = sentence_dates(s, published)
            said[s.index] = speakers(s)
        _speak(claim, *said[s.index])
        claim.alleged = claim.alleged or _reported(claim)
        if claim.stage == "agreed" and claim.frame == "transfer" and not claim.reject:
            signed = _contract_signed(claim) or (claim.noun and _signed_next(claim, sentences))
            claim.stage = "signed" if signed else claim.stage
        if claim.weapons:
            claim.quantity = quantity_before(s.tokens, claim.weapons[0].start)
        claim.when = _day(claim, dates[s.index])
        if is_old(claim, published, dates[s.index]):
            claim.background = True
        near = s.units[max(0, claim.trigger - 4) : claim.trigger]
        if any(a.norm == "di" and b.norm == "tengah" for a, b in itertools.pairwise(near)):
            claim.background = True
        if not claim.denied and (_spans_years(s, claim) or _earlier(claim) or _awaited(claim)):
            claim.background = True
        if not claim.denied and _recalled_by_a_word(claim):
            claim.background = True
        if claim.stage in ("delivered", "in-force") and any(
            u.cue is not None and u.cue.value == "future" for u in s.units[claim.start : claim.end + 5]
        ):
            claim.stage = "planned"
        asked = s.question and claim.frame != "treaty" and not _question_behind(claim)
        if asked and _stated(claim):
            claim.alleged, asked = True, False
        if asked or any(u.cue is not None and u.cue.value == "question" for u in s.units):
            claim.reject = claim.reject or "question"
        if not claim.denied and any(u.cue is not None and u.cue.value == "denied-report" for u in s.units):
            claim.reject = claim.reject or "hoax"
    if claims and _debunks(sentences):
        for claim in claims:
            claim.reject = claim.reject or "hoax"
    settle_visits(claims, sentences)
    for claim in claims:
        if claim.handed_on:
            _came_from_abroad(claim, sentences)
    recall(claims, sentences)
    for claim in claims:
        if claim.accusers and claim.suppliers and set(claim.accusers) <= set(claim.suppliers):
            claim.alleged = False  # who tells of his own deed
        elif claim.accusers and claim.noun and not claim.gives and set(claim.accusers) <= set(claim.recipients):
            claim.alleged = claim.alleged and claim.stage not in ("agreed", "signed", "planned", "negotiating")
    claims.extend(denials_of(claims, sentences, answers))
    complete_from_topic(claims, hostile, sentences)
    for claim in claims:
        if (
            home[0]
            and claim.maker_sells
            and (not claim.gives or _granted(claim))
            and not (claim.recipients or claim.reject)
            and (not claim.parties or (len(claim.parties) == 1 and not claim.suppliers))
        ):
            _bought_at_home(claim, sentences, home)
        if claim.maker_sells and claim.recipients and not claim.suppliers and not claim.parties:
            _made_by(claim, claims, sentences)
    for claim in claims:
        keep_nameless(claim)
        if set(claim.suppliers) & set(claim.recipients):
            # The text contradicts itself: nobody supplies itself, so the receiver stays unknown.
            claim.recipients = [code for code in claim.recipients if code not in claim.suppliers]


def _recalled_by_a_word(claim: Claim) -> bool:
    """`dulu`, `selama ini` in or near the clause; not what is said beside a name."""
    s = claim.sentence
    return any(
        u.cue is not None and u.cue.axis == "time" and u.cue.value == "background"
        and not (_first(s, n) or stands_beside(s.units, n, claim.trigger))
        for n, u in enumerate(s.units[: claim.end + 8])
        if n >= claim.start - 6
    )  # fmt: skip


_SOURCES = word_set(
    """
    dokumen video citra laporan sumber media intelijen bocoran kabar foto rekaman koran harian surat situs panel ahli
    pakar penyelidik investigasi temuan data
    """
)
_TELLS = word_set(
    """
    menulis tulis melaporkan mengabarkan menuturkan mengatakan menyebut menyebutkan membocorkan mengungkapkan mengungkap
    menunjukkan memperlihatkan menemukan mengindikasikan menyiratkan
    """
)
_RUMOURS = frozenset(("kabar", "isu", "rumor", "bocoran", "gosip"))


def _reported(claim: Claim) -> bool:
    """`Dokumen bocor: ...`, `menurut The New York Times`, `kata dua sumber`: neither side nor any state says so."""
    units = claim.sentence.units
    if len(units) > 2 and units[0].cue is not None and units[0].cue.value == "alleged" and units[1].norm == ",":
        return True  # `Kabarnya, ...`
    sides = {*claim.suppliers, *claim.recipients, *claim.parties}
    for n, unit in enumerate(units):
        if n >= claim.trigger:
            if unit.kind is Kind.SPEECH and _nameless_source(units, n):
                return True
        elif unit.norm in _TELLS and 0 < n <= 8:
            front = units[max(0, n - 4) : n]
            if any(u.outlet or u.norm in _SOURCES for u in front) and not sides & {u.code for u in front if u.code}:
                return True
        elif unit.norm == ":" or (unit.norm in _RUMOURS and _opens_clause(units, n)):
            front = units[: n + 1]
            return any(u.outlet or u.norm in _SOURCES for u in front) and not any(u.kind is Kind.ACTOR for u in front)
        if unit.norm == "menurut":
            stop = next((k for k in range(n + 1, len(units)) if units[k].kind is Kind.MARK), len(units))
            behind = units[n + 1 : min(n + 5, stop)]
            return any(u.outlet or u.norm in _SOURCES for u in behind) and not any(u.kind is Kind.ACTOR for u in behind)
    return False


def _nameless_source(units: list[Unit], n: int) -> bool:
    """`kata tiga sumber yang enggan disebut namanya`, not `kata sumber di Kementerian Pertahanan Rusia`."""
    behind = units[n + 1 : n + 5]
    at = next((k for k, u in enumerate(behind) if u.norm in ("sumber", "sumber-sumber")), -1)
    return at >= 0 and not any(u.kind is Kind.ACTOR for u in units[n + 1 : n + at + 7])


def _opens_clause(units: list[Unit], n: int) -> bool:
    """`Heboh [kabar] Serbia kirim drone`: what follows is what the rumour says."""
    return n + 1 < len(units) and units[n + 1].kind is Kind.ACTOR and not any(u.kind is Kind.ACTOR for u in units[:n])


_ASKING = frozenset(
    ("siapa", "kapan", "apa", "apakah", "mana", "bagaimana", "mengapa", "kenapa", "berapa", "benarkah", "akankah",
     "datangnya", "dampaknya", "alasannya", "nasibnya", "gunanya", "pengaruhnya")
)  # fmt: skip


def _contract_signed(claim: Claim) -> bool:
    """`PTDI jual CN235 ke Senegal, kontraknya diteken`, `Teken kontrak, RI borong Rafale`."""
    units = claim.sentence.units
    for n, unit in enumerate(units):
        if unit.op == "sign" and not (n and units[n - 1].kind in (Kind.NEG, Kind.OP)):
            beside = units[max(0, n - 3) : n] if unit.voice is Voice.PASSIVE else units[n + 1 : n + 3]
            if any(u.norm.startswith("kontrak") for u in beside):
                return True
    return False


def _signed_next(claim: Claim, sentences: list[Sentence]) -> bool:
    """`Indonesia meresmikan pembelian Rafale. Dokumennya diteken`: the next sentence tells the signature."""
    at = claim.sentence.index + 1
    behind = next((s for s in sentences if s.index == at and s.section == claim.sentence.section), None)
    if behind is None or not claim.sentence.lead:
        return False
    front = behind.norms[:4]
    paper = any(w.startswith(("dokumen", "kontrak", "perjanjian", "penandatanganan")) for w in front[:2])
    return paper and any(w in ("diteken", "ditandatangani", "ditandatanganinya") for w in behind.norms[1:5])


def _spans_years(s: Sentence, claim: Claim) -> bool:
    """`Sepanjang dua tahun itu Barat membanjiri ...`: what went on for years is recalled.

    Not `setelah berunding selama dua tahun, ...`: what went on for years has come to its end.
    """
    norms = s.norms[: s.units[claim.trigger].start]
    for n, word in enumerate(norms):
        if word in ("sepanjang", "selama") and {"tahun", "dekade"} & set(norms[n + 2 : n + 4]):
            opens = next((k + 1 for k in range(n - 1, -1, -1) if norms[k] == ","), 0)
            if not (_AFTER & set(norms[opens:n]) and "," in norms[n:]):
                return True
    return False


_AFTER = frozenset(("setelah", "usai", "seusai", "sesudah", "selepas", "pasca"))


def _first(s: Sentence, n: int) -> bool:
    """`ingin tahu dulu`, `enam unit dulu`: first, not once."""
    counted = n > 1 and s.units[n].norm == "dulu" and any(u.kind is Kind.NUMBER for u in s.units[n - 2 : n])
    return counted or (
        s.units[n].norm in ("dulu", "dahulu") and n > 0 and s.units[n - 1].norm in ("tahu", "lihat", "tunggu", "lebih")
    )


def _earlier(claim: Claim) -> bool:
    """`Washington sebelumnya menuduh ...`, `junta sebelumnya membeli ...`: told again, not told."""
    units = claim.sentence.units
    if claim.sentence.field == "title" or claim.frame == "treaty":
        return False
    for n in range(max(0, claim.start - 8), claim.trigger):
        if units[n].norm == "sebelumnya":
            after = next((u for u in units[n + 1 : n + 4] if u.kind is not Kind.AUX), None)
            said = after is not None and after.op in ("accuse", "confirm", "deny") and after.verbal == "active"
            if said or after is units[claim.trigger]:
                return True
    return False


def _awaited(claim: Claim) -> bool:
    """`Jet yang dibeli dari Rusia tak kunjung datang`: the deal is old, and nothing has come of it."""
    if not claim.relative or claim.stage not in ("agreed", "signed"):
        return False
    behind = [u.norm for u in claim.sentence.units[claim.trigger + 1 :]]
    return any(
        a in ("tak", "tidak", "belum") and b in ("kunjung", "juga", "pernah") for a, b in itertools.pairwise(behind)
    )


def _came_from_abroad(claim: Claim, sentences: list[Sentence]) -> None:
    """`Prabowo serahkan enam Rafale ke TNI. Jet buatan Prancis itu ...`: the builder is named nearby, so it is new."""
    makers = set(claim.origins) - set(claim.recipients)
    near = [s for s in sentences if s.field == "title" or abs(s.index - claim.sentence.index) <= 4]
    if makers & {u.code for s in near for u in s.units if u.kind is Kind.ACTOR}:
        claim.suppliers, claim.reject = sorted(makers), ""


_USED = frozenset(("bekas", "eks", "hibah", "dihibahkan", "sewa", "second", "sumbangan", "donasi"))


def _granted(claim: Claim) -> bool:
    """`DPR restui hibah kapal dari Jepang`: a gift told as a noun, from whom but not to whom."""
    return claim.noun and claim.sentence.units[claim.trigger].norm == "hibah"


def _bought_at_home(claim: Claim, sentences: list[Sentence], home: Home) -> None:
    """`Pembelian 12 Mirage bekas Qatar ditunda, Kemhan sebut soal anggaran`: papers leave their own state out."""
    state, words = home
    sellers = claim.suppliers or claim.parties  # `Menhan teken kontrak ... dengan perusahaan Italia`
    if sellers == [state]:
        return
    spoken = {u.code for u in claim.sentence.units if u.kind is Kind.ACTOR} - {*sellers, *claim.origins}
    if not spoken and claim.sentence.lead:
        near = [u for s in sentences[:2] if s is not claim.sentence for u in s.units if u.kind is Kind.ACTOR]
        spoken = {u.code for u in near} - {*sellers, *claim.origins}
    norms = " ".join(claim.sentence.norms)
    unnamed = not spoken and bool(sellers or claim.origins) and any(f" {w} " in f" {norms} " for w in words)
    first = norms.split(" ", 1)[0]
    named = {u.code for s in sentences[:3] for u in s.units if u.kind is Kind.ACTOR} - {
        *sellers,
        *claim.origins,
        *spoken,
    }
    led = claim.sentence.field == "title" and first in words and len(claim.origins) > 0 and not named - {state}
    if spoken == {state} or unnamed or led:
        claim.recipients, claim.suppliers, claim.parties = [state], sellers, []


def _made_by(claim: Claim, claims: list[Claim], sentences: list[Sentence]) -> None:
    """`India teken pembelian 26 Rafale`: one builds them, nobody else is named, and they are no hand-me-downs."""
    if claim.classes == ["nuclear-weapon"]:
        return  # who could station such weapons is not who does
    makers = {c for c in claim.origins if c not in claim.recipients}
    others = {
        x
        for c in claims
        if c is not claim and set(c.recipients) & set(claim.recipients) and set(c.classes) & {"weapons", *claim.classes}
        for x in c.suppliers
    }
    if others or _USED & set(claim.sentence.norms):
        return
    if claim.maker_near or len(set(claim.origins)) > 1:
        at = claim.sentence.index
        beside = [s for s in sentences[:at] if s.field == "title" or s.index == at - 1] + [claim.sentence]
        makers &= {u.code for s in beside for u in s.units if u.kind is Kind.ACTOR}
    if len(makers) == 1:
        claim.suppliers = sorted(makers)


_POSTS = frozenset(("unggahan", "narasi", "postingan", "beredar", "viral", "video", "facebook", "tiktok", "klaim"))


_FALSE = frozenset(("hoaks", "menyesatkan", "keliru", "salah", "benar", "palsu", "hoax"))


def _debunks(sentences: list[Sentence]) -> bool:
    """A fact check: a post goes round, and the text says that what it claims is false."""
    posted = any(len(_POSTS & set(s.norms)) >= 2 for s in sentences[:6])
    return posted and any(
        s.norms[0] in ("klaim", "narasi", "unggahan", "faktanya", "hasilnya", "informasi", "video")
        and _FALSE & set(s.norms)
        and ("benar" not in s.norms or "tidak" in s.norms or "tak" in s.norms)
        for s in sentences
    )


def _question_behind(claim: Claim) -> bool:
    """`Zelensky teken pembelian Rafale, kapan datangnya?`: the question has a clause of its own behind the comma."""
    units = claim.sentence.units
    comma = next((n for n in range(len(units) - 1, -1, -1) if units[n].norm == ","), -1)
    return claim.trigger < comma and any(u.norm in _ASKING for u in units[comma + 1 :])


def _stated(claim: Claim) -> bool:
    """`China Diam-diam Kirim HQ-9 ke Iran?`: a headline that states, and hedges with no more than its mark."""
    s = claim.sentence
    return (
        s.field == "title"
        and bool(claim.suppliers and claim.recipients)
        and not claim.noun
        and not any(word in _ASKING or word.endswith("kah") for word in s.norms)
    )


_CREDITS = frozenset(
    ("dikutip", "dilansir", "melansir", "mengutip", "diberitakan", "dilaporkan", "dari", "seperti", "sebagaimana",
     "laporan", "berita", "menurut", "kata", "kepada", "memberitakan", "lansir", "dikabarkan", "disiarkan")
)  # fmt: skip


def credited(sentences: list[Sentence], document: Document, outlets: Set[str]) -> str | None:
    """The outlet or wire that the article itself names as its source: `dikutip dari Reuters`.

    `outlets` are the first words of their names: a sentence without any need not be read for this.
    """
    own = (document.outlet or "").split(".")[0]
    for s in sentences[:40]:
        if _CREDITS.isdisjoint(s.norms) or outlets.isdisjoint(s.norms):
            continue
        for k, unit in enumerate(s.units):
            if unit.outlet and unit.outlet != own and any(u.norm in _CREDITS for u in s.units[max(0, k - 5) : k]):
                return unit.outlet
    return None


def _day(claim: Claim, dates: list[Dated]) -> date | None:
    """The day nearest behind or in the clause, when the text names one to the day."""
    s = claim.sentence
    at = s.units[min(claim.trigger, len(s.units) - 1)].start
    exact = [d for d in dates if d.precision == "day"]
    return min(exact, key=lambda d: abs(d.start - at)).day if exact else None


def _speak(claim: Claim, codes: list[str], words: str) -> None:
    for code in codes:
        if code not in claim.claimants:
            claim.claimants.append(code)
    claim.claimant_words = claim.claimant_words or words


__all__ = ["complete_claims", "first_actor_after_comma"]
