"""Changes to a sentence whose effect on its reading is known beforehand."""

from __future__ import annotations

import pytest

from rules import Certainty, Document, Mention, RuleSet, Stage, load_rules

PAIRS = [
    ("IR", "Iran", "RU", "Rusia"),
    ("FR", "Prancis", "ID", "Indonesia"),
    ("KP", "Korea Utara", "SY", "Suriah"),
    ("TR", "Turki", "PK", "Pakistan"),
    ("US", "Amerika Serikat", "PL", "Polandia"),
]
THINGS = [("drone", "drone"), ("rudal", "missile"), ("jet tempur F-16", "fighter-jet"), ("amunisi", "ammunition")]
GIVE = ["memasok {w} ke", "mengirim {w} ke", "menjual {w} kepada", "menghibahkan {w} kepada", "menyerahkan {w} kepada"]
GET = ["membeli {w} dari", "menerima {w} dari", "memesan {w} dari", "mendatangkan {w} dari"]
ALIASES = {
    "IR": ["Teheran"],
    "RU": ["Moskow", "Federasi Rusia", "Kremlin"],
    "FR": ["Perancis", "Paris"],
    "KP": ["Korut", "Pyongyang"],
    "US": ["AS", "Washington", "Gedung Putih"],
    "TR": ["Turkiye", "Ankara"],
}


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_rules()


def one(ruleset: RuleSet, text: str) -> Mention:
    found = ruleset.match(Document("d", "", text)).mentions
    assert len(found) == 1, (text, found)
    return found[0]


def sentences() -> list[tuple[str, str, str, str]]:
    """(supplier, recipient, sentence, class) for every pair, thing and verb."""
    out = []
    for a, name_a, b, name_b in PAIRS:
        for words, cls in THINGS:
            out += [(a, b, f"{name_a} {verb.format(w=words)} {name_b}.", cls) for verb in GIVE]
            out += [(b, a, f"{name_a} {verb.format(w=words)} {name_b}.", cls) for verb in GET]
    return out


def test_every_generated_sentence_has_its_roles(ruleset: RuleSet) -> None:
    for supplier, recipient, text, cls in sentences():
        m = one(ruleset, text)
        assert (m.suppliers, m.recipients, m.weapons) == ((supplier,), (recipient,), (cls,)), text


def test_swapping_the_states_swaps_the_roles(ruleset: RuleSet) -> None:
    for _, name_a, _, name_b in PAIRS:
        for verb in (*GIVE, *GET):
            forth = one(ruleset, f"{name_a} {verb.format(w='rudal')} {name_b}.")
            back = one(ruleset, f"{name_b} {verb.format(w='rudal')} {name_a}.")
            assert (forth.suppliers, forth.recipients) == (back.recipients, back.suppliers)


def test_active_and_passive_say_the_same(ruleset: RuleSet) -> None:
    for a, name_a, b, name_b in PAIRS:
        passives = [f"Drone dipasok {name_a} ke {name_b}.", f"Drone dikirim oleh {name_a} kepada {name_b}.",
                    f"{name_b} dipasok drone oleh {name_a}.", f"Drone dibeli {name_b} dari {name_a}."]  # fmt: skip
        for text in passives:
            m = one(ruleset, text)
            assert (m.suppliers, m.recipients) == ((a,), (b,)), text


def test_a_name_may_be_any_of_its_aliases(ruleset: RuleSet) -> None:
    for a, name_a, b, name_b in PAIRS:
        for alias in ALIASES.get(a, ()):
            m = one(ruleset, f"{alias} memasok rudal ke {name_b}.")
            assert (m.suppliers, m.recipients) == ((a,), (b,)), alias
        assert name_a


def test_a_denial_flips_certainty_and_stage_and_nothing_else(ruleset: RuleSet) -> None:
    for _, name_a, _, name_b in PAIRS:
        for verb in GIVE:
            plain = one(ruleset, f"{name_a} {verb.format(w='rudal')} {name_b}.")
            denied = one(ruleset, f"{name_a} membantah {verb.format(w='rudal')} {name_b}.")
            assert (denied.stage, denied.certainty) == (Stage.DENIED, Certainty.DENIED)
            assert (denied.suppliers, denied.recipients, denied.weapons) == (
                plain.suppliers,
                plain.recipients,
                plain.weapons,
            )


def test_a_hedge_makes_it_alleged_and_nothing_else(ruleset: RuleSet) -> None:
    for _, name_a, _, name_b in PAIRS:
        for hedge in ("diduga", "dilaporkan", "disebut", "dikabarkan", "dituduh"):
            plain = one(ruleset, f"{name_a} memasok rudal ke {name_b}.")
            hedged = one(ruleset, f"{name_a} {hedge} memasok rudal ke {name_b}.")
            assert hedged.certainty is Certainty.ALLEGED, hedge
            assert (hedged.stage, hedged.suppliers, hedged.recipients) == (
                plain.stage,
                plain.suppliers,
                plain.recipients,
            )


@pytest.mark.parametrize("negation", ["tidak", "belum", "tidak pernah"])
def test_a_negation_takes_the_alert_away(ruleset: RuleSet, negation: str) -> None:
    for _, name_a, _, name_b in PAIRS:
        reading = ruleset.match(Document("d", "", f"{name_a} {negation} mengirim rudal ke {name_b}."))
        assert not any(m.alert for m in reading.mentions), name_a


@pytest.mark.parametrize(
    ("front", "stage"),
    [("akan memasok", Stage.PLANNED), ("berencana memasok", Stage.PLANNED), ("setuju memasok", Stage.AGREED),
     ("menolak memasok", Stage.REFUSED), ("tidak akan memasok", Stage.REFUSED), ("berhenti memasok", Stage.SUSPENDED)],
)  # fmt: skip
def test_a_word_in_front_of_the_verb_moves_the_stage(ruleset: RuleSet, front: str, stage: Stage) -> None:
    for a, name_a, b, name_b in PAIRS:
        m = one(ruleset, f"{name_a} {front} rudal ke {name_b}.")
        assert (m.stage, m.suppliers, m.recipients) == (stage, (a,), (b,))


def test_an_unrelated_paragraph_changes_nothing(ruleset: RuleSet) -> None:
    noise = "Harga beras di Pasar Induk naik tipis pada Senin, kata pedagang.\nTimnas menang 2-0 atas tamunya."
    for supplier, recipient, text, _ in sentences()[::7]:
        for body in (f"{noise}\n{text}", f"{text}\n{noise}"):
            m = one(ruleset, body)
            assert (m.suppliers, m.recipients) == ((supplier,), (recipient,)), body


def test_an_accusation_names_its_claimant_and_keeps_the_roles(ruleset: RuleSet) -> None:
    m = one(ruleset, "Jerman menuduh Iran mengirim drone ke Rusia.")
    assert (m.suppliers, m.recipients, m.claimants) == (("IR",), ("RU",), ("DE",))
