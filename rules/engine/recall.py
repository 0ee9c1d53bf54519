"""Pronouns and echoes: `mereka`, `pembelian itu`, `pesawat itu`, filled from the nearest earlier claim."""

from __future__ import annotations

from rules.engine.claims import Claim
from rules.engine.units import Kind, Sentence


def recall(claims: list[Claim], sentences: list[Sentence]) -> None:
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
        if claim.pronoun in ("kami", "kita") and claim.claimants:
            speaker = claim.claimants[-1]
            if not claim.suppliers and speaker not in claim.recipients:
                claim.suppliers = [speaker]
            elif not claim.recipients and speaker not in claim.suppliers:
                claim.recipients = [speaker]
            if claim.reject == "negated":
                claim.reject, claim.denied, claim.stage, claim.deniers = "", True, "denied", [speaker]
                claim.background = False
        sides = {*claim.suppliers, *claim.recipients}
        if claim.reject == "unproven" and not claim.claimants:
            first = next((u for u in claim.sentence.units if u.kind is Kind.ACTOR), None)
            claim.claimants = [first.code] if first is not None and first.code in claim.suppliers else []
        if claim.reject in ("negated", "unproven") and sides & set(claim.claimants):
            claim.reject, claim.denied, claim.stage = "", True, "denied"  # a side says so itself
            claim.deniers = [c for c in claim.claimants if c in sides]
            claim.background = False
        _ellipsis(claim, earlier)
        _also(claim, earlier)
        if claim.pronoun_slot and not claim.recipients:
            _receiver(claim, sentences)
        if claim.goods and not claim.classes and (claim.suppliers or claim.recipients):
            _goods(claim, sentences)
        if claim.anaphor and not claim.classes:
            before = next((c for c in reversed(earlier) if c.frame == claim.frame and c.classes), None)
            if before is not None and _near(before, claim):
                claim.classes = list(before.classes)
                if not before.reject:
                    claim.background = claim.background or before.background  # of the very deal that was recalled
                    claim.suppliers = claim.suppliers or list(before.suppliers)
                    claim.recipients = claim.recipients or list(before.recipients)
        earlier.append(claim)


def _goods(claim: Claim, sentences: list[Sentence]) -> None:
    """`menyerahkan pesawat itu`: the weapon that the sentences before name last."""
    at = claim.sentence.index
    for s in reversed([x for x in sentences[max(0, at - 3) : at] if x.worth and x.section == claim.sentence.section]):
        named = [u for u in s.units if u.kind is Kind.WEAPON and not u.programme and u.weapon]
        if named:
            claim.classes = list(dict.fromkeys(u.weapon for u in named))
            claim.systems = list(dict.fromkeys(u.system for u in named if u.system))
            claim.anaphor = False
            return


def _receiver(claim: Claim, sentences: list[Sentence]) -> None:
    """`ke negara tersebut`: the last actor named before, unless it is the supplier."""
    s = claim.sentence
    for unit in reversed(s.units[: claim.trigger]):
        if unit.kind is Kind.ACTOR and unit.code not in claim.suppliers and unit.code not in claim.claimants:
            claim.recipients = [unit.code]
            return
    for unit in s.units[: claim.trigger]:
        if unit.kind is Kind.ACTOR and unit.code not in claim.suppliers:
            claim.recipients = [unit.code]
            return
    if s.index:
        for unit in sentences[s.index - 1].units:
            if unit.kind is Kind.ACTOR and unit.code not in claim.suppliers:
                claim.recipients = [unit.code]
                return


def _ellipsis(claim: Claim, earlier: list[Claim]) -> None:
    """`Iran mengirim drone ke Rusia dan kini tengah mengirim rudal`: the same receiver, the same sentence."""
    for before in reversed(earlier):
        if before.sentence is not claim.sentence:
            return
        if before.frame != claim.frame or before.trigger >= claim.trigger:
            continue
        if not claim.recipients and before.suppliers and claim.suppliers == before.suppliers:
            claim.recipients = list(before.recipients)
            return
        if not claim.suppliers and before.recipients and claim.recipients == before.recipients and claim.noun:
            claim.suppliers = list(before.suppliers)
            return


def _also(claim: Claim, earlier: list[Claim]) -> None:
    """`Puluhan rudal juga diduga ikut dikirim`: between the same two as what was told right before."""
    if claim.suppliers or claim.recipients or not claim.gives or claim.noun or claim.relative:
        return
    before = earlier[-1] if earlier else None
    front = {u.norm for u in claim.sentence.units[: claim.trigger]}
    if before is None or before.frame != claim.frame or not (before.suppliers and before.recipients):
        return
    if {"juga", "ikut", "turut"} & front and 0 <= claim.sentence.index - before.sentence.index <= 2:
        claim.suppliers, claim.recipients = list(before.suppliers), list(before.recipients)


def _near(before: Claim, claim: Claim) -> bool:
    a, b = before.sentence, claim.sentence
    return b.index - a.index <= 6 and (a.section == b.section or a.field == "title")


def _pronoun(claim: Claim, sentences: list[Sentence]) -> None:
    """The subject of the sentence before stands for `mereka`, `ia`, `negara itu`."""
    if claim.pronoun in ("itu", "kami", "kita"):
        return
    if claim.pronoun in ("negaranya", "negerinya", "pihaknya", "ia", "dia", "mereka"):
        own = claim.sentence.units
        for n, unit in enumerate(own[: claim.trigger]):
            if (
                unit.kind is Kind.ACTOR
                and not (n and own[n - 1].prep)
                and unit.code not in {*claim.suppliers, *claim.recipients}
            ):
                if claim.recipients and not claim.suppliers:
                    claim.suppliers = [unit.code]
                elif claim.suppliers and not claim.recipients:
                    claim.recipients = [unit.code]
                elif claim.gives:
                    claim.suppliers = [unit.code]
                elif claim.maker_sells:
                    claim.recipients = [unit.code]  # `Petro mengatakan negaranya memilih Gripen`
                return
    if claim.pronoun == "negara itu" and claim.recipients and not claim.suppliers:
        own = claim.sentence.units
        for unit in reversed(own[: claim.trigger]):
            if unit.kind is Kind.ACTOR and unit.code not in claim.recipients:
                claim.suppliers = [unit.code]
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
