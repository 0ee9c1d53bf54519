"""The lexicon: what it must hold, how its files are read, and how mistakes in them are reported."""

from datetime import date
from pathlib import Path

import pytest

from rules.engine.lexicon import ActorKind, Lexicon, Term, TermKind, load_lexicon
from rules.engine.lexicon_draft import spellings
from rules.engine.lexicon_loading import read_lexicon
from rules.engine.mention import Document
from rules.engine.ruleset import load_rules
from rules.engine.yaml_source import RulesError

SHIPPED = Path(__file__).parent.parent / "rules" / "lexicon"

# ISO 3166 alpha-2 of every member of the United Nations.
UNITED_NATIONS = (  # noqa: SIM905 - a list of 193 quoted strings would be no easier to read
    "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO "
    "CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID "
    "IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK "
    "ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC "
    "SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE "
    "ZA ZM ZW"
).split()
CLASSES = (  # noqa: SIM905
    "artillery-shell ammunition rocket missile ballistic-missile cruise-missile anti-tank-missile air-defence drone "
    "fighter-jet transport-aircraft helicopter tank armoured-vehicle howitzer warship submarine radar small-arms bomb "
    "nuclear-weapon chemical-weapon components weapons"
).split()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(SHIPPED)


@pytest.fixture(scope="module")
def named(lexicon: Lexicon) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in lexicon.terms:
        found.setdefault(term.text.casefold(), []).append(term)
    return found


def test_every_state_of_the_world_is_there(lexicon: Lexicon) -> None:
    states = {a.id for a in lexicon.actors.values() if a.kind is ActorKind.STATE}
    assert sorted(set(UNITED_NATIONS) - states) == []
    assert {"TW", "PS", "XK", "VA"} <= states


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Korut", "KP"), ("DPRK", "KP"), ("Korsel", "KR"), ("Tiongkok", "CN"), ("Cina", "CN"), ("RRT", "CN"),
        ("Turkiye", "TR"), ("Türkiye", "TR"), ("Perancis", "FR"), ("Kiev", "UA"), ("Kyiv", "UA"), ("UEA", "AE"),
        ("Inggris", "GB"), ("Swiss", "CH"), ("Ceko", "CZ"), ("Hungaria", "HU"), ("PNG", "PG"), ("RI", "ID"),
        ("Norwegia", "NO"), ("Gedung Putih", "US"), ("Kremlin", "RU"), ("Pentagon", "US"), ("Zelenskiy", "UA"),
        ("Kim Jong-un", "KP"), ("Erdoğan", "TR"), ("Sjafrie", "ID"), ("Ansarullah", "houthi"),
        ("OPM", "kkb"), ("Hizbollah", "hezbollah"), ("Daesh", "isis"), ("PBB", "un"), ("UE", "eu"),
        ("Badan Energi Atom Internasional", "iaea"),
        ("Garda Revolusi", "IR"), ("PT Pindad", "pindad"), ("Baykar", "baykar"), ("Rosoboronexport", "RU"),
    ],
)  # fmt: skip
def test_names_lead_to_their_actor(named: dict[str, list[Term]], words: str, code: str) -> None:
    assert code in {term.target for term in named[words.casefold()]}


def test_weapon_classes_are_those_of_the_design_under_one_root(lexicon: Lexicon) -> None:
    assert sorted(lexicon.classes) == sorted(CLASSES)
    assert all(lexicon.lineage(name)[-1] == "weapons" for name in CLASSES)
    assert lexicon.lineage("ballistic-missile") == ("ballistic-missile", "missile", "weapons")
    assert lexicon.is_a("submarine", "warship")
    assert not lexicon.is_a("warship", "submarine")
    assert lexicon.lineage("teapot") == ()


@pytest.mark.parametrize(
    ("words", "weapon_class"),
    [
        ("Geran-2", "drone"), ("KN-23", "ballistic-missile"), ("Leopard 2A6", "tank"), ("Rafale", "fighter-jet"),
        ("Scorpene", "submarine"), ("KAAN", "fighter-jet"), ("S-400", "air-defence"), ("HIMARS", "rocket"),
        ("TB2", "drone"), ("BrahMos", "cruise-missile"), ("J-10C", "fighter-jet"), ("F-15EX", "fighter-jet"),
        ("Patriot", "air-defence"), ("Kubah Besi", "air-defence"), ("CAESAR", "howitzer"),
        ("A400M", "transport-aircraft"),
        ("pesawat nirawak", "drone"), ("peluru kendali", "missile"), ("alutsista", "weapons"), ("hanud", "air-defence"),
        ("munisi tandan", "bomb"), ("onderdil", "components"), ("MANPADS", "air-defence"),
        ("panser", "armoured-vehicle"),
    ],
)  # fmt: skip
def test_weapon_words_lead_to_their_class(named: dict[str, list[Term]], words: str, weapon_class: str) -> None:
    assert weapon_class in {t.target for t in named[words.casefold()] if t.kind in (TermKind.WEAPON, TermKind.SYSTEM)}


def test_the_lexicon_is_as_wide_as_the_world(lexicon: Lexicon) -> None:
    assert len(lexicon.actors) >= 400
    assert sum(len(actor.people) for actor in lexicon.actors.values()) >= 800
    assert len(lexicon.systems) >= 2000
    assert len(lexicon.treaties) >= 80
    assert len(lexicon.outlets) >= 250


def test_as_is_the_united_states_only_in_capitals(named: dict[str, list[Term]]) -> None:
    (term,) = [t for t in named["as"] if t.kind is TermKind.ACTOR]
    assert term.text == "AS"
    assert term.exact_case
    assert term.guard is not None
    assert "Roma" in term.guard.not_before
    assert "dolar" in term.guard.not_after


@pytest.mark.parametrize(
    "words", ["Patriot", "Leopard", "Harimau", "Javelin", "Spike", "Quad", "PKK", "Georgia", "Mali"]
)
def test_names_with_an_everyday_meaning_carry_a_guard(named: dict[str, list[Term]], words: str) -> None:
    assert all(term.guard is not None for term in named[words.casefold()] if term.kind is not TermKind.NOT_WEAPON)


def test_states_are_no_actors_after_words_of_language_and_sport(lexicon: Lexicon) -> None:
    for term in lexicon.terms:
        if term.kind is TermKind.ACTOR and lexicon.kind_of(term.target) is ActorKind.STATE:
            assert term.guard is not None, term
            assert {"bahasa", "timnas", "dolar"} <= set(term.guard.not_after), term


def test_ceasefire_is_neither_weapon_nor_treaty(lexicon: Lexicon, named: dict[str, list[Term]]) -> None:
    kinds = {term.kind for term in named["gencatan senjata"]}
    assert kinds == {TermKind.NOT_WEAPON, TermKind.NOT_TREATY}
    assert not lexicon.treaty_classes["ceasefire"].counts


def test_people_leave_office(lexicon: Lexicon) -> None:
    people = {p.name: p for p in lexicon.actors["US"].people}
    assert people["Joe Biden"].in_office(date(2023, 5, 1))
    assert not people["Joe Biden"].in_office(date(2025, 6, 1))
    rutte = {actor for actor in ("NL", "nato") for p in lexicon.actors[actor].people if p.name == "Mark Rutte"}
    assert rutte == {"NL", "nato"}


def test_message_names(lexicon: Lexicon) -> None:
    names = lexicon.names
    assert names.actor("KP") == "Korea Utara"
    assert names.actor("KP", "en") == "North Korea"
    assert names.short_actor("KP") == "Korut"
    assert names.short_actor("FR") == "Prancis"
    assert names.actor("XX") == "XX"
    assert names.weapon("ballistic-missile") == "rudal balistik"
    assert names.weapon("drone", "en") == "drones"
    assert names.treaty("new-start") == "New START"
    assert names.treaty("defence-pact") == "pakta pertahanan"
    assert names.outlet("nyt") == "New York Times"


def test_state_media_speak_for_their_state(lexicon: Lexicon) -> None:
    assert lexicon.outlets["kcna"].state == "KP"
    assert lexicon.outlets["reuters"].state is None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("F-16", {"F-16", "F 16", "F16"}), ("TB2", {"TB2", "TB-2", "TB 2"}),
        ("S-400 Triumf", {"S-400 Triumf", "S 400 Triumf", "S400 Triumf"}),
        ("Rafale", {"Rafale"}), ("3M22 Zircon", {"3M22 Zircon"}),
    ],
)  # fmt: skip
def test_a_designation_is_known_in_every_spelling(name: str, written: set[str]) -> None:
    assert set(spellings(name)) == written


def test_no_name_stands_twice_in_one_entry_and_all_are_trimmed(lexicon: Lexicon) -> None:
    assert all(term.text == " ".join(term.text.split()) for term in lexicon.terms)
    assert len(set(lexicon.terms)) == len(lexicon.terms)


def test_loading_twice_gives_the_same(lexicon: Lexicon) -> None:
    again = load_lexicon(SHIPPED)
    assert again == lexicon
    assert again.version == lexicon.version


# how mistakes are reported


MINIMAL = {
    "actors.yaml": "actors:\n  - {id: NO, kind: state, name: Norwegia, name_en: Norway}\n",
    "weapons.yaml": "classes:\n  - {id: weapons, name: senjata, name_en: weapons}\n",
    "treaties.yaml": "classes:\n  - {id: defence-pact, name: pakta pertahanan, name_en: defence pact}\n",
    "outlets.yaml": "outlets: []\n",
}


def problems_of(tmp_path: Path, **files: str) -> list[str]:
    for name, text in {**MINIMAL, **{f"{k}.yaml": v for k, v in files.items()}}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(p).removeprefix(f"{tmp_path}/") for p in read_lexicon(tmp_path)[1]]


def test_norway_stays_norway(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == []
    assert load_lexicon(tmp_path).actors["NO"].name == "Norwegia"


def test_all_mistakes_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        actors="actors:\n  - {id: NO, kind: stat, name: Norwegia, name_en: Norway}\n"
        "  - {id: SE, kind: state, nam: Swedia}\n",
        weapons="classes:\n  - {id: weapons, name: senjata, name_en: weapons, parent: weapns}\n",
        outlets="outlets:\n\t- x\n",
    )
    assert found == [
        "actors.yaml:2:20: 'kind' cannot be 'stat'; did you mean state?",
        "actors.yaml:3:5: 'name' is missing; every entry of this kind needs it",
        "actors.yaml:3:5: 'name_en' is missing; every entry of this kind needs it",
        "actors.yaml:3:27: unknown key 'nam'; did you mean name?",
        "outlets.yaml:2:1: tab character; indent and separate with spaces",
        "weapons.yaml:2:60: weapon class 'weapns' is not known; did you mean weapons?",
    ]


def test_one_name_for_two_actors_needs_a_guard_or_years(tmp_path: Path) -> None:
    two = (
        "actors:\n"
        "  - {id: GE, kind: state, name: Georgia, name_en: Georgia}\n"
        "  - {id: us-georgia, kind: organisation, name: georgia, name_en: Georgia{GUARD}}\n"
    )
    (said,) = problems_of(tmp_path, actors=two.replace("{GUARD}", ""))
    assert "'georgia' names us-georgia here and GE in actors.yaml:2;" in said
    guarded = two.replace("{GUARD}", ", guard: {only_after: [negara bagian]}")
    assert problems_of(tmp_path, actors=guarded) == []


def test_one_person_in_two_offices_needs_years_that_do_not_overlap(tmp_path: Path) -> None:
    text = (
        "actors:\n"
        "  - id: NL\n    kind: state\n    name: Belanda\n    name_en: Netherlands\n"
        "    people:\n      - {name: Rutte, role: leader, since: 2010, until: 2024-07-02}\n"
        "  - id: nato\n    kind: organisation\n    name: NATO\n    name_en: NATO\n"
        "    people:\n      - {name: Rutte, role: leader, since: SINCE}\n"
    )
    assert problems_of(tmp_path, actors=text.replace("SINCE", "2024-10-01")) == []
    (said,) = problems_of(tmp_path, actors=text.replace("SINCE", "2023"))
    assert "'Rutte' names nato here and NL in actors.yaml:7;" in said


def test_a_guard_for_a_name_that_is_not_there_is_reported(tmp_path: Path) -> None:
    text = (
        "actors:\n"
        "  - {id: 'US', kind: state, name: Amerika Serikat, name_en: United States, aliases: [AS],\n"
        "     guards: {Amerika Serika: {not_before: [Roma]}}}\n"
    )
    (said,) = problems_of(tmp_path, actors=text)
    assert "'Amerika Serika' is no name of this entry; did you mean Amerika Serikat?" in said


def test_an_unknown_context_is_reported(tmp_path: Path) -> None:
    text = (
        "contexts: {military: [rudal]}\n"
        "classes: [{id: weapons, name: senjata, name_en: weapons}]\n"
        "systems: [{name: Patriot, class: weapons, guard: {context: militery}}]\n"
    )
    (said,) = problems_of(tmp_path, weapons=text)
    assert "context 'militery' is not known; did you mean military?" in said


def test_a_broken_lexicon_raises_with_every_problem(tmp_path: Path) -> None:
    problems_of(tmp_path, weapons="classes: 7\n", treaties="treaties: [x]\n")
    with pytest.raises(RulesError) as caught:
        load_lexicon(tmp_path)
    assert len(caught.value.problems) == 2


def test_words_put_together_leave_names_to_those_who_say_them_outright(tmp_path: Path) -> None:
    text = (
        "classes:\n"
        "  - id: defence-pact\n    name: pakta pertahanan\n    name_en: defence pact\n"
        "    combine: [{first: [perjanjian, pakta], then: [militer, bersama], guard: {not_before: [dagang]}}]\n"
        "  - {id: other, name: perjanjian bersama, name_en: other, combine: [{first: [pakta], then: [militer]}]}\n"
    )
    assert problems_of(tmp_path, treaties=text) == []
    terms = {term.text: term for term in load_lexicon(tmp_path).terms if term.kind is TermKind.TREATY_KIND}
    assert {text: term.target for text, term in terms.items()} == {
        "pakta pertahanan": "defence-pact",
        "perjanjian militer": "defence-pact",
        "pakta militer": "defence-pact",
        "pakta bersama": "defence-pact",
        "perjanjian bersama": "other",
    }
    guard = terms["perjanjian militer"].guard
    assert guard is not None
    assert guard.not_before == ("dagang",)


def needs_company(term: Term) -> bool:
    """Whether the name counts only beside certain words."""
    guard = term.guard
    return guard is not None and bool(guard.only_near or guard.only_after or guard.only_before)


def test_every_name_of_a_state_supplies_as_that_state() -> None:
    rules = load_rules()
    kinds = (TermKind.ACTOR, TermKind.CAPITAL, TermKind.PERSON, TermKind.BODY)
    missed = []
    for term in rules.lexicon.terms:
        if term.kind not in kinds or rules.lexicon.kind_of(term.target) is not ActorKind.STATE or needs_company(term):
            continue
        if len(term.target) != 2 or term.text in MOVED:
            continue
        recipient = "Tonga" if term.target == "FJ" else "Fiji"
        reading = rules.match(Document("a", "", f"{term.text} memasok ratusan rudal kepada {recipient}."))
        found = [(m.suppliers, m.recipients) for m in reading.mentions]
        if found != [((term.target,), ("TO" if recipient == "Tonga" else "FJ",))]:
            missed.append((term.text, term.target, found))
    assert missed == []


MOVED = frozenset({"Mark Rutte", "Kaja Kallas", "António Costa", "Antonio Costa"})
"""People who led a state and now lead an organisation; without a date the later office holds."""
