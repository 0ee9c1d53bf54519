"""Statements without a verb of supply: `Semua artileri Denmark untuk Ukraina`, `Ankara-Jakarta deal, 48 KAAN`.

Headlines leave the verb out where weapon, owner and goal say enough, or tell a deal by its word alone.
"""

from __future__ import annotations

import itertools

from rules.engine.arms import name_classes
from rules.engine.claims import Claim
from rules.engine.cues import Answers, Cues
from rules.engine.frames import Frames
from rules.engine.governors import prep_before, speaker_before_colon
from rules.engine.roles import codes_of, split_by_origin
from rules.engine.units import Kind, Sentence, Unit
from rules.indonesian.grammar import word_set

_STOPS = frozenset(("suspend", "refuse", "cancel", "demand", "seek", "deny", "offer", "negotiate", "consider"))
_RECEIVES = word_set("militer tentara pasukan angkatan laut udara darat pemerintah presiden kelompok milisi sekutu")
_TOPICS = word_set(
    "ancaman bahaya dampak risiko pelajaran tandingan lawan alasan nasib polemik sanksi serangan kabar isu"
)


def read_meant(frames: Frames, s: Sentence) -> Claim | None:
    """`Korvet bekas Korsel untuk RI`: a headline whose weapon names its owner and whom it is for."""
    units = s.units
    if s.field != "title" or any(u.kind in (Kind.ATTACK, Kind.NEG) or u.op in _STOPS for u in units):
        return None
    for n, unit in enumerate(units):
        if unit.kind is not Kind.WEAPON or unit.programme or any(u.norm in _TOPICS for u in units[max(0, n - 4) : n]):
            continue
        k, owner = _owner(units, n)
        if owner is None or k >= len(units) or units[k].prep != "for":
            continue
        goal = k + 1
        while goal < len(units) and units[goal].norm in _RECEIVES:
            goal += 1
        if goal >= len(units) or units[goal].kind is not Kind.ACTOR or units[goal].code == owner.code:
            continue
        if (owner.code, units[goal].code) in frames.hostile:
            return None
        if any(u.kind is Kind.LEX and not u.noun and u.verbal == "active" for u in units[:n]):
            return None
        claim = Claim("transfer", s, n, goal + 1, n, "planned", weapons=[unit])
        claim.suppliers, claim.recipients = [owner.code], [units[goal].code]
        colon = next((m for m in range(n) if units[m].norm == ":"), -1)
        teller = codes_of(speaker_before_colon(units, colon)) if colon > 0 else []
        if teller == claim.suppliers:
            claim.stage = "agreed"
        claim.claimants = teller
        name_classes(claim)
        return claim
    return None


def _owner(units: list[Unit], n: int) -> tuple[int, Unit | None]:
    """Index behind the owner or maker of the weapon at `n`, and the owner."""
    k = n + 1
    while k < len(units) and (
        units[k].kind in (Kind.WEAPON, Kind.NUMBER, Kind.AUX)
        or units[k].prep in ("maker", "from", "owner")
        or (units[k].kind is Kind.WORD and units[k].norm in ("kelas", "baru", "lawas", "tua", "modern", "canggih"))
    ):
        k += 1
    if k < len(units) and units[k].kind is Kind.ACTOR:
        return k + 1, units[k]
    return k, None


_DEALS = word_set("deal sepakat bersepakat kesepakatan sepakati")


def read_pair_deal(cues: Cues, s: Sentence) -> Claim | None:
    """`Warsawa-Seoul sepakat, 180 tank K2`: a headline on a deal of two; who builds the thing sells it."""
    units = s.units
    if s.field != "title" or s.question or any(u.kind in (Kind.ATTACK, Kind.NEG, Kind.TREATY) for u in units):
        return None
    word = next((n for n, u in enumerate(units) if u.norm in _DEALS), -1)
    pair = next((n for n in range(len(units) - 2) if _paired(units, n)), -1)
    weapons = [u for u in units if u.kind is Kind.WEAPON and not u.programme]
    if word < 0 or pair < 0 or not weapons or not (-2 <= word - pair <= 4):
        return None
    if any((u.kind is Kind.LEX and u.verbal == "active") or u.op in _STOPS for u in units):
        return None
    claim = Claim("transfer", s, 0, len(units), word, "agreed", noun=False, weapons=weapons[:3])
    name_classes(claim)
    both = [units[pair].code, units[pair + 2].code]
    claim.suppliers, claim.recipients = split_by_origin(both, claim.origins)
    if not claim.suppliers and not claim.origins:
        sells = [c for c in both if c in cues.builders]
        if len(sells) == 1:
            claim.suppliers, claim.recipients = sells, [c for c in both if c not in sells]
    return claim if claim.suppliers else None


def _paired(units: list[Unit], n: int) -> bool:
    one, link, two = units[n : n + 3]
    named = one.kind is Kind.ACTOR and two.kind is Kind.ACTOR and one.code != two.code
    return named and (link.kind is Kind.AND or link.norm in ("-", "/")) and not (n and units[n - 1].prep)


_NEARS = word_set(
    """
    dekati mendekati merapat rapatkan merapatkan rayu merayu lobi melobi bujuk membujuk gandeng menggandeng hubungi
    menghubungi temui menemui sambangi menyambangi datangi mendatangi kunjungi mengunjungi berpaling menoleh beralih
    bergantung bersandar mengandalkan andalkan mempererat perkuat mempererat ketuk mengetuk surati menyurati pepet
    menggaet gaet merangkul rangkul mepet merayap terbang bertolak
    """
)
_AIMS = word_set("demi untuk guna agar buat")
_GETS = word_set(
    """
    dapat dapatkan mendapat mendapatkan peroleh memperoleh beli membeli mencari cari menambah tambah mengamankan amankan
    meminta minta pasokan kiriman tambahan stok suplai mengisi isi memborong borong bisa memenuhi kebutuhan bantuan
    pengadaan pembelian
    """
)


def read_approach(s: Sentence) -> Claim | None:
    """`Rusia dekati Korut demi munisi`: who turns to another for arms asks him for them."""
    units = s.units
    if _NEARS.isdisjoint(s.norms):
        return None
    for n, unit in enumerate(units):
        if unit.norm not in _NEARS:
            continue
        asked = next((k for k in range(n + 1, min(len(units), n + 5)) if units[k].kind is Kind.ACTOR), -1)
        asker = _subject(units, n)
        if asked < 0 or asker is None or asker.code == units[asked].code:
            continue
        if any(u.kind is Kind.MARK or u.prep in ("from", "for", "about") for u in units[n + 1 : asked]):
            continue
        aim = asked + 1
        if aim >= len(units) or units[aim].norm not in _AIMS:
            continue
        k = aim + 1
        while k < len(units) and (units[k].kind in (Kind.NUMBER, Kind.AUX) or units[k].norm in _GETS):
            k += 1
        goal = {asker.code, units[asked].code}
        if k >= len(units) or units[k].kind is not Kind.WEAPON or units[k].programme or k - aim > 5:
            continue
        if any(u.kind is Kind.ACTOR and u.code not in goal and units[m].prep in ("to", "for", "against")
               for m, u in enumerate(units[k + 1 : k + 5], k)):  # fmt: skip
            continue  # `Israel dekati Rusia demi rudal untuk Iran batal`: for somebody else
        claim = Claim("transfer", s, n, k + 1, n, "sought", weapons=[units[k]])
        claim.suppliers, claim.recipients = [units[asked].code], [asker.code]
        claim.alleged = any(u.op == "accuse" or (u.cue and u.cue.axis == "certainty") for u in units[:n])
        colon = next((m for m in range(n) if units[m].norm == ":"), -1)
        claim.claimants = codes_of(speaker_before_colon(units, colon)) if colon > 0 else []
        claim.alleged = claim.alleged or bool(claim.claimants and claim.claimants != claim.recipients)
        if any(u.kind is Kind.NEG for u in units[max(0, n - 2) : n]):
            return None
        name_classes(claim)
        return claim
    return None


def _subject(units: list[Unit], n: int) -> Unit | None:
    """The nearest actor before the verb at `n` that hangs on no preposition, within its clause."""
    for k in range(n - 1, max(-1, n - 10), -1):
        if units[k].kind is Kind.ACTOR:
            return None if (k and units[k - 1].prep) or prep_before(units, k) is not None else units[k]
        if units[k].kind is Kind.MARK and units[k].norm not in "()":
            return None
        if units[k].kind in (Kind.SUB, Kind.REL) or (units[k].kind is Kind.LEX and not units[k].noun):
            return None
    return None


_HAVING = word_set("punya punyai mempunyai miliki memiliki operasikan mengoperasikan pakai memakai terbangkan")


def read_let_have(s: Sentence) -> Claim | None:
    """`AS belum izinkan Indonesia punya F-35`: who may forbid another to have it would supply it."""
    units = s.units
    if _HAVING.isdisjoint(s.norms):
        return None
    for n in range(1, len(units) - 3):
        let, whom, have = units[n], units[n + 1], units[n + 2]
        if whom.kind is not Kind.ACTOR or have.norm not in _HAVING or let.noun:
            continue
        allowed = let.op == "approve" or let.norm in ("bolehkan", "membolehkan", "biarkan", "membiarkan", "perbolehkan")
        if not (allowed or let.op == "refuse"):
            continue
        weapon = next((u for u in units[n + 3 : n + 7] if u.kind is Kind.WEAPON), None)
        giver = next((u for u in reversed(units[:n]) if u.kind is Kind.ACTOR), None)
        if weapon is None or giver is None or giver.code == whom.code or weapon.weapon == "nuclear-weapon":
            return None
        negated = any(u.kind is Kind.NEG for u in units[max(0, n - 3) : n])
        stage = "refused" if negated or let.op == "refuse" else "agreed"
        claim = Claim("transfer", s, n, n + 4, n, stage, weapons=[weapon])
        claim.suppliers, claim.recipients = [giver.code], [whom.code]
        name_classes(claim)
        if claim.origins and giver.code not in claim.origins:
            return None
        return claim
    return None


_ABOUT = word_set("soal tentang terkait mengenai ihwal perihal atas")


def read_called_false(s: Sentence, answers: Answers) -> Claim | None:
    """`Korut soal amunisi buat Rusia: laporan ngawur`: the topic names the goods, the speaker is who would give."""
    units = s.units
    colon = next((n for n, u in enumerate(units) if u.norm == ":"), -1)
    if s.field != "title" or colon < 0 or units[0].kind is not Kind.ACTOR:
        return None
    about = next((n for n, u in enumerate(units) if n and u.norm in _ABOUT), -1)
    weapon = next((n for n in range(about + 1, len(units)) if units[n].kind is Kind.WEAPON), -1) if about > 0 else -1
    if weapon < 0 or weapon - about > 4 or (about > colon and units[about - 1].norm not in answers.accusations):
        return None
    goal = next(
        (b for a, b in itertools.pairwise(units[weapon:]) if a.prep in ("to", "for") and b.kind is Kind.ACTOR), None
    )
    if goal is None or goal.code == units[0].code:
        return None
    behind = [w for u in units[colon + 1 :] for w in u.norm.split() if w != "-"]
    said = any(tuple(behind[n : n + len(p)]) == p for p in answers.lies for n in range(len(behind)))
    untrue = any(a in _NO and b in answers.truths for a, b in itertools.pairwise(behind))
    if not (said or untrue):
        return None
    claim = Claim("transfer", s, 0, len(units), about, "denied", weapons=[units[weapon]], denied=True)
    claim.suppliers, claim.recipients = [units[0].code], [goal.code]
    claim.deniers = [units[0].code]
    name_classes(claim)
    return claim


_NO = ("tidak", "tak", "tanpa", "bukan")
_PACKAGES = word_set("paket bantuan janji komitmen hibah sumbangan dukungan")
_HOLDS = word_set(
    "mencakup meliputi berisi berisikan memuat terdiri termasuk menyertakan berupa melibatkan mencantumkan"
)


def read_package(frames: Frames, s: Sentence) -> Claim | None:
    """`Paket bantuan terbaru AS untuk Ukraina mencakup rudal`: what somebody grants somebody holds arms."""
    units = s.units
    if _HOLDS.isdisjoint(s.norms) or _PACKAGES.isdisjoint(s.norms):
        return None
    for n, unit in enumerate(units):
        if unit.norm.split()[0] not in _PACKAGES or (n and units[n - 1].kind is Kind.NEG):
            continue
        holds = next((k for k in range(n + 1, min(len(units), n + 24)) if units[k].norm in _HOLDS), -1)
        if holds < 0 or any(u.norm in ".;:" for u in units[n:holds]):
            continue
        giver = next((u for u in units[n + 1 : n + 5] if u.kind is Kind.ACTOR), None)
        goal = next(
            (
                units[k + 1]
                for k in range(n + 1, holds)
                if units[k].prep in ("to", "for") and units[k + 1].kind is Kind.ACTOR
            ),
            None,
        )
        weapon = next((u for u in units[holds + 1 : holds + 14] if u.kind is Kind.WEAPON), None)
        if giver is None or goal is None or weapon is None or giver.code == goal.code:
            continue
        if (giver.code, goal.code) in frames.hostile or any(u.kind is Kind.NEG for u in units[n:holds]):
            return None
        listed = [u for u in units[holds + 1 :] if u.kind is Kind.WEAPON and not u.programme]
        stage = "planned" if unit.norm in ("janji", "komitmen") else "agreed"
        claim = Claim("transfer", s, n, len(units), holds, stage, weapons=listed[:6])
        claim.suppliers, claim.recipients, claim.gives = [giver.code], [goal.code], True
        name_classes(claim)
        return claim
    return None


_NOW = word_set("kini resmi sah")


def read_owned_front(s: Sentence) -> Claim | None:
    """`Kini milik Filipina, dua kapal patroli Jepang ...`: the headline opens with whose the goods are now."""
    units = s.units
    if s.field != "title" or len(units) < 5 or units[0].norm.split()[0] not in _NOW:
        return None
    at = next((n for n in range(min(3, len(units))) if units[n].norm.split()[-1] == "milik"), -1)
    if at < 0 or units[at + 1].kind is not Kind.ACTOR or units[at + 2].norm != ",":
        return None
    weapon = next((n for n in range(at + 3, len(units)) if units[n].kind is Kind.WEAPON), -1)
    if weapon < 0:
        return None
    claim = Claim("transfer", s, 0, len(units), at, "delivered", weapons=[units[weapon]])
    name_classes(claim)
    _, owner = _owner(units, weapon)
    sellers = [owner.code] if owner is not None else list(dict.fromkeys(claim.origins))
    if len(sellers) != 1 or sellers[0] == units[at + 1].code:
        return None
    claim.suppliers, claim.recipients = sellers, [units[at + 1].code]
    return claim
