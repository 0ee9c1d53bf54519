"""Completing claims from the rest of the article: pronouns, `penjualan itu`, speakers, dates, settings."""

from __future__ import annotations

from rules.engine.claims import Claim
from rules.engine.discourse import first_actor_after_comma, is_old, sentence_dates, speakers
from rules.engine.lexicon import Lexicon
from rules.engine.mention import Document
from rules.engine.units import Kind, Sentence
from rules.indonesian.dates import Dated


def complete_claims(claims: list[Claim], sentences: list[Sentence], document: Document, lexicon: Lexicon) -> None:
    """Fills in place what a claim's own clause leaves open but the article says."""
    published = document.published.date() if document.published is not None else None
    dates: dict[int, list[Dated]] = {}
    said: dict[int, tuple[list[str], str]] = {}
    for claim in claims:
        s = claim.sentence
        if s.index not in dates:
            dates[s.index] = sentence_dates(s, published)
            said[s.index] = speakers(s)
        _speak(claim, *said[s.index])
        if is_old(claim, published, dates[s.index]):
            claim.background = True
        if any(
            u.cue is not None and u.cue.axis == "time" and u.cue.value == "background"
            for u in s.units[max(0, claim.start - 6) : claim.end + 4]
        ):
            claim.background = True
        if (s.question and claim.frame != "treaty") or any(
            u.cue is not None and u.cue.value == "question" for u in s.units
        ):
            claim.reject = claim.reject or "question"
        if any(u.cue is not None and u.cue.value == "denied-report" for u in s.units):
            claim.reject = claim.reject or "hoax"
    _recall(claims, sentences)


def _speak(claim: Claim, codes: list[str], words: str) -> None:
    for code in codes:
        if code not in claim.claimants:
            claim.claimants.append(code)
    claim.claimant_words = claim.claimant_words or words


def _recall(claims: list[Claim], sentences: list[Sentence]) -> None:
    """`Pembelian itu`, `mereka`, a missing side: taken from the nearest earlier claim of the section."""
    earlier: list[Claim] = []
    for claim in claims:
        if claim.frame == "treaty":
            if not claim.parties and earlier:
                before = next((c for c in reversed(earlier) if c.frame == "treaty" and c.parties), None)
                if before is not None and (before.treaty == claim.treaty or not claim.treaty):
                    claim.parties = list(before.parties)
            earlier.append(claim)
            continue
        if claim.pronoun and not (claim.suppliers and claim.recipients):
            _pronoun(claim, sentences)
        if claim.anaphor and not claim.classes:
            before = next((c for c in reversed(earlier) if c.frame == claim.frame and c.classes), None)
            if before is not None and _near(before, claim):
                claim.classes = list(before.classes)
                claim.suppliers = claim.suppliers or list(before.suppliers)
                claim.recipients = claim.recipients or list(before.recipients)
        earlier.append(claim)


def _near(before: Claim, claim: Claim) -> bool:
    a, b = before.sentence, claim.sentence
    return b.index - a.index <= 6 and (a.section == b.section or a.field == "title")


def _pronoun(claim: Claim, sentences: list[Sentence]) -> None:
    """The subject of the sentence before stands for `mereka`, `ia`, `negara itu`."""
    if claim.pronoun in ("itu", "kami", "kita"):
        return
    at = claim.sentence.index
    for index in range(at - 1, max(-1, at - 3), -1):
        s = sentences[index]
        if s.section != claim.sentence.section and s.field != "title":
            return
        for n, unit in enumerate(s.units):
            if unit.kind is Kind.ACTOR and not (n and s.units[n - 1].prep):
                code = unit.code
                taken = {*claim.suppliers, *claim.recipients}
                if code not in taken:
                    if claim.recipients and not claim.suppliers:
                        claim.suppliers = [code]
                    elif claim.suppliers and not claim.recipients:
                        claim.recipients = [code]
                return


__all__ = ["complete_claims", "first_actor_after_comma"]
