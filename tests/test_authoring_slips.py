"""Slips of the pen in rules and lexicon: each is named with file, line and column, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rules.authoring import check_rules
from tests.rule_folder import make_rule_folder

GOOD = """\
id: new-rule
title: Baru
severity: low
match: {frame: transfer, roles: {supplier: state, recipient: state, weapon: weapon}, require: [weapon]}
route: [senjata]
"""
RULE = "rules/topic/new-rule.yaml"
Slip = Callable[[Path], object]


@pytest.fixture(scope="module")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_rule_folder(tmp_path_factory.mktemp("slips") / "rules")


def put(name: str, content: str | bytes) -> Slip:
    def write(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return write


def rule(old: str, new: str) -> Slip:
    assert old in GOOD
    return put("topic/new-rule.yaml", GOOD.replace(old, new, 1))


def more(lines: str) -> Slip:
    return put("topic/new-rule.yaml", GOOD + lines)


def entry(text: str, kind: str = "actors", key: str = "actors") -> Slip:
    return put(f"lexicon/{kind}_slip.yaml", f"{key}:\n  - {text}\n")


def in_file(name: str, old: str, new: str) -> Slip:
    def write(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return write


def said(folder: Path, *slips: Slip) -> list[str]:
    """What the check says of a folder with these slips, which are undone afterwards."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    try:
        for slip in slips:
            slip(folder)
        return [str(problem) for problem in check_rules(folder).problems]
    finally:
        for path in folder.rglob("*"):
            if path.is_symlink() or (path.is_file() and path not in before):
                path.unlink()
        for path, content in before.items():
            path.write_bytes(content)
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir() and path.name in ("deeper", "dir.yaml"):
                path.rmdir()


ACME = "{id: acme-arms, kind: company, name: Acme Arms, name_en: Acme Arms"
IN_RULES: list[tuple[str, Slip, list[str]]] = [
    ("a wrong level", rule("low", "lwo"), [f"{RULE}:3:11: 'severity' cannot be 'lwo'; did you mean low?"]),
    ("a wrong status", more("status: stabel\n"), [f"{RULE}:6:9: 'status' cannot be 'stabel'; did you mean stable?"]),
    ("an unknown key", more("rute: [a]\n"), [f"{RULE}:6:1: unknown key 'rute'; did you mean route?"]),
    ("an unknown key inside", rule("require", "requires"),
     [f"{RULE}:4:86: unknown key 'requires'; did you mean require?"]),
    ("a key written twice", more("title: Lagi\n"),
     [f"{RULE}:6:1: key 'title' is written twice; it stands in line 2 already"]),
    ("a tab", rule("title: ", "title:\t"), [f"{RULE}:2:7: tab character; indent and separate with spaces"]),
    ("an anchor", rule("Baru", "&a Baru"),
     [f"{RULE}:2:8: anchor &a; anchors are not read here; write the value out"]),
    ("a merge key", more("<<: {a: b}\n"),
     [f"{RULE}:6:1: merge key <<; merge keys are not read here; write the values out"]),
    ("Norway", rule("recipient: state", "recipient: NO"), []),
    ("Norway in small letters", rule("recipient: state", "recipient: no"),
     [f"{RULE}:4:62: actor 'no' is not known; did you mean NO?"]),
    ("a state by its name", rule("recipient: state", "recipient: Norwegia"),
     [f"{RULE}:4:62: actor 'Norwegia' is not known; did you mean NO?"]),
    ("a kind in Indonesian", rule("recipient: state", "recipient: negara"),
     [f"{RULE}:4:62: actor 'negara' is not known; write a kind (state, armed-group, organisation, company, actor) or "
      "a code of lexicon/actors*.yaml"]),
    ("a line indented too deep", rule("title", "  title"),
     [f"{RULE}:2:8: the line is indented deeper than it may be; begin it under the key above"]),
    ("no colon", rule("title:", "title"),
     [f"{RULE}:2:1: a line without ': '; write key: value, with a space behind the colon"]),
    ("no space behind the colon", rule("title: ", "title:"),
     [f"{RULE}:2:1: a line without ': '; write key: value, with a space behind the colon"]),
    ("a list not closed", rule("[senjata]", "[senjata"),
     [f"{RULE}:5:8: a list that is opened here is not closed; close it with ]"]),
    ("a quote not closed", rule("Baru", '"Baru'),
     [f"{RULE}:2:8: a quote that is opened here is not closed; close it with the same quote"]),
    ("an unknown weapon", rule("weapon: weapon", "weapon: misile"),
     [f"{RULE}:4:77: weapon class 'misile' is not known; did you mean missile?"]),
    ("a weapon by its Indonesian name", rule("weapon: weapon", "weapon: rudal"),
     [f"{RULE}:4:77: weapon class 'rudal' is not known; did you mean missile?"]),
    ("an unknown treaty", put("topic/new-rule.yaml", "id: new-rule\ntitle: B\nseverity: low\nmatch: {frame: treaty, "
                              "roles: {treaty: defence-pcat}}\nevent: {key: [treaty]}\n"),
     [f"{RULE}:4:40: treaty 'defence-pcat' is not known; did you mean defence-pact?"]),
    ("a treaty without its event", put("topic/new-rule.yaml", "id: new-rule\ntitle: B\nseverity: low\n"
                                       "match: {frame: treaty}\n"),
     [f"{RULE}:4:16: a rule of frame treaty says itself what makes two texts the same event; "
      "write event: {key: [parties, treaty], window: 30d}"]),
    ("an unknown role asked for", rule("[weapon]", "[weapn]"),
     [f"{RULE}:4:96: role 'weapn' is not one of frame transfer; did you mean weapon?"]),
    ("an unknown role in the key", more("event: {key: [suplier], window: 30d}\n"),
     [f"{RULE}:6:15: role 'suplier' is not one of frame transfer; did you mean supplier?"]),
    ("a window without days", more("event: {window: 30}\n"),
     [f"{RULE}:6:17: 'window' must be a number of days such as 30d"]),
    ("unknown surroundings", rule("[weapon]}", "[weapon], not_within: [exercize]}"),
     [f"{RULE}:4:118: surroundings 'exercize' are not known; did you mean exercise?"]),
    ("an empty file", put("topic/empty.yaml", ""),
     ["rules/topic/empty.yaml:1:1: the file is empty; it must be a mapping of keys and values, or be deleted"]),
    ("bytes", put("topic/bin.yaml", bytes(range(256))),
     ["rules/topic/bin.yaml:2:118: not UTF-8 text; save the file as UTF-8"]),
    ("UTF-16", put("topic/u.yaml", GOOD.encode("utf-16")),
     ["rules/topic/u.yaml:1:1: not UTF-8 text; save the file as UTF-8"]),
    ("a byte order mark", put("topic/new-rule.yaml", b"\xef\xbb\xbf" + GOOD.encode()), []),
    ("lines of Windows", put("topic/new-rule.yaml", GOOD.replace("\n", "\r\n")), []),
    ("a slip in lines of Windows", put("topic/new-rule.yaml", GOOD.replace("low", "lwo").replace("\n", "\r\n")),
     [f"{RULE}:3:11: 'severity' cannot be 'lwo'; did you mean low?"]),
    ("a huge file", put("topic/huge.yaml", "# " + "x" * 300_000),
     ["rules/topic/huge.yaml: 292 KiB is more than the 256 KiB a file may have; split it into several"]),
    ("another ending", put("topic/new-rule.yml", GOOD),
     ["rules/topic/new-rule.yml: not read: a file that ends in .yml is not read; call it new-rule.yaml"]),
    ("a rule beside the topics", put("new-rule.yaml", GOOD),
     ["rules/new-rule.yaml: not read: a rule stands in the folder of its topic; move it, say to weapons_transfers/"]),
    ("a rule too deep", put("topic/deeper/new-rule.yaml", GOOD),
     ["rules/topic/deeper/new-rule.yaml: not read: folders inside a folder are not looked into; move it to topic/"]),
    ("a folder for a file", lambda folder: (folder / "topic" / "dir.yaml").mkdir(),
     ["rules/topic/dir.yaml: cannot be read (Is a directory); check the file's name and rights"]),
    ("a link to nothing", lambda folder: (folder / "topic" / "l.yaml").symlink_to("nothing.yaml"),
     ["rules/topic/l.yaml: cannot be read (No such file or directory); check the file's name and rights"]),
    ("a seed that is none", more("derived_from: [{seed: seed-3, event: x}]\n"),
     [f"{RULE}:6:23: warning: 'seed-3' is no name of a seed; they look like 003_f7a774726fec0e41"]),
    ("a text for a list", more("derived_from: seed\n"),
     [f"{RULE}:6:15: 'derived_from' must be a list; write a list: [seed]"]),
    ("a day that no calendar has", more("tests: {alert: [{text: a, date: 2024-13-45}]}\n"),
     [f"{RULE}:6:33: 'date' must be a day of the calendar such as 2024-12-05, not '2024-13-45'"]),
    ("an hour without a zone",
     more("tests: {sequence: [{articles: [{at: 2024-01-01, text: a}], expect: [{after: 1}]}]}\n"),
     [f"{RULE}:6:37: 'at' has no zone: write 2024-06-20T07:00+07:00"]),
    ("an unknown actor in a test", more("tests: {alert: [{text: a, supplier: IRN}]}\n"),
     [f"{RULE}:6:37: actor 'IRN' is not known; did you mean IR?"]),
    ("a test without its reason", more("tests: {quiet: [{text: a}]}\n"),
     [f"{RULE}:6:17: 'because' is missing; every entry of this kind needs it"]),
    ("a tag in capitals", rule("[senjata]", "[Senjata Berat]"),
     [f"{RULE}:5:9: cannot be 'Senjata Berat': lower-case letters and digits, with hyphens between them"]),
    ("revision zero", more("revision: 0\n"), [f"{RULE}:6:11: 'revision' must be 1 or more, not '0'"]),
    ("no match", put("topic/new-rule.yaml", "id: new-rule\ntitle: B\nseverity: low\n"),
     [f"{RULE}:1:1: 'match' is missing; every entry of this kind needs it"]),
    ("a wrong stage in a row", rule("low", "[{when: {stage: delivred}, is: high}, {else: low}]"),
     [f"{RULE}:3:27: 'stage' cannot be 'delivred'; did you mean delivered?"]),
]  # fmt: skip
SLIP = "rules/lexicon/actors_slip.yaml"
IN_LEXICON: list[tuple[str, Slip, list[str]]] = [
    ("a wrong kind", entry("{id: acme, kind: compny, name: Acme, name_en: Acme}"),
     [f"{SLIP}:2:22: 'kind' cannot be 'compny'; did you mean company?"]),
    ("an unknown owner", entry(f"{ACME}, of: UX}}"), [f"{SLIP}:2:77: actor 'UX' is not known; add the actor first"]),
    ("an id twice", entry("{id: KP, kind: state, name: Negeri Kedua, name_en: Second}"),
     ["rules/lexicon/actors_states_asia.yaml:NN:NN: actor 'KP' exists already in actors_slip.yaml:2; merge the two"]),
    ("a name twice", entry("{id: acme, kind: company, name: Korea Utara, name_en: Acme}"),
     ["rules/lexicon/actors_states_asia.yaml:NN:NN: 'Korea Utara' names KP here and acme in actors_slip.yaml:2; "
      "give one of them a guard, or years in office"]),
    ("an unknown class", entry("{name: Zorba-7, class: dron}", "weapons", "systems"),
     ["rules/lexicon/weapons_slip.yaml:2:28: weapon class 'dron' is not known; did you mean drone?"]),
    ("a code that is none", entry("{id: zorba, class: defence-pact, name: Z, name_en: Z, parties: [AUS]}", "treaties",
                                  "treaties"),
     ["rules/lexicon/treaties_slip.yaml:2:69: cannot be 'AUS': two capitals such as NO for a state, else lower-case "
      "letters and digits, with hyphens between them"]),
    ("a wrong day", entry(f"{ACME}, people: [{{name: Joe Z, role: leader, since: tahun lalu}}]}}"),
     [f"{SLIP}:2:117: 'since' must be a day such as 2024-12-05, not 'tahun lalu'"]),
    ("years the wrong way round", entry(f"{ACME}, people: [{{name: Joe Z, role: leader, since: 2020, until: 2010}}]}}"),
     [f"{SLIP}:2:130: Joe Z leaves office before taking it; is since or until a slip?"]),
    ("a guard for nobody", entry(f"{ACME}, guards: {{Acmee: {{only_near: [x]}}}}}}"),
     [f"{SLIP}:2:81: 'Acmee' is no name of this entry; names are compared letter by letter"]),
    ("a torn file is one problem", in_file("lexicon/actors_states_asia.yaml", "actors:", "actors"),
     ["rules/lexicon/actors_states_asia.yaml:NN:1: a line without ': '; write key: value, with a space behind the "
      "colon"]),
    ("a torn entry is one problem", entry("{id: acme, name: [}"),
     [f"{SLIP}:2:23: a bracket, a brace or a comma stands where a value is due; "
      "write the value, or take the sign out"]),
    ("a file nobody reads", put("lexicon/people.yaml", "people: []\n"),
     ["rules/lexicon/people.yaml: not read: no file of the lexicon is called so; let its name begin with actors, "
      "weapons, treaties, outlets"]),
    ("an unknown wiring", in_file("lexicon/frames.yaml", "wire: give,", "wire: giv,"),
     ["rules/lexicon/frames.yaml:NN:NN: wiring 'giv' is not known; did you mean give?"]),
    ("an unknown form", in_file("lexicon/frames.yaml", "forms: [base", "forms: [bse"),
     ["rules/lexicon/frames.yaml:NN:NN: form 'bse' of root 'NN' is not known; forms are an, base, ber, ber-an, "
      "ber-kan, i, kan, ke-an, noun, peN, peNan, per, per-an, per-i, per-kan, root, ter"]),
    ("a wrong stage of a verb", in_file("lexicon/frames.yaml", "stage: delivered", "stage: delivred"),
     ["rules/lexicon/frames.yaml:NN:NN: 'stage' cannot be 'delivred'; did you mean delivered?"]),
    ("a wrong operator", in_file("lexicon/frames.yaml", "op: suspend", "op: suspnd"),
     ["rules/lexicon/frames.yaml:NN:NN: 'op' cannot be 'suspnd'; did you mean suspend?"]),
    ("an unknown enemy", in_file("lexicon/frames.yaml", "[[RU], [UA]]", "[[RU], [UX]]"),
     ["rules/lexicon/frames.yaml:NN:NN: actor 'UX' is not known; see actors*.yaml"]),
    ("a wrong axis", in_file("lexicon/cues.yaml", "axis: mood", "axis: modd"),
     ["rules/lexicon/cues.yaml:NN:NN: 'axis' cannot be 'modd'; did you mean mood?"]),
    ("a wrong value", in_file("lexicon/cues.yaml", "value: condition", "value: conditon"),
     ["rules/lexicon/cues.yaml:NN:NN: 'value' cannot be 'conditon'; did you mean condition?"]),
    ("an unknown builder", in_file("lexicon/cues.yaml", "builders: [US", "builders: [USA"),
     ["rules/lexicon/cues.yaml:NN:NN: actor 'USA' is not known; did you mean US?"]),
    ("an unknown visitor", in_file("lexicon/cues.yaml", "visitors: [warship", "visitors: [wrship"),
     ["rules/lexicon/cues.yaml:NN:NN: weapon class 'wrship' is not known; did you mean warship?"]),
]  # fmt: skip


def fits(told: str, pattern: str) -> bool:
    """Whether the line is as written; NN stands for whatever number or words the shipped files have there."""
    parts = pattern.split("NN")
    at = 0
    for part in parts:
        at = told.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return told.startswith(parts[0]) and (parts[-1] == "" or told.endswith(parts[-1]))


@pytest.mark.parametrize(("slip", "wanted"), [pytest.param(s, w, id=name) for name, s, w in (*IN_RULES, *IN_LEXICON)])
def test_each_slip_is_told_once_with_its_place_and_what_to_do(
    shared_folder: Path, slip: Slip, wanted: list[str]
) -> None:
    told = said(shared_folder, slip)
    assert len(told) == len(wanted), told
    assert all(map(fits, told, wanted)), told


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    report = check_rules(tmp_path / "ruels")
    assert [str(problem) for problem in report.errors] == [
        f"{tmp_path / 'ruels'}: no such folder; name the folder of the rules"
    ]


def test_two_rules_with_one_id_name_each_other(shared_folder: Path) -> None:
    told = said(shared_folder, put("topic/new-rule.yaml", GOOD), put("topic2/new-rule.yaml", GOOD))
    assert told == [
        "rules/topic2/new-rule.yaml:1:5: rule 'new-rule' exists already in rules/topic/new-rule.yaml; "
        "rule ids are unique for ever"
    ]


def test_wrong_values_and_unknown_names_of_one_file_are_told_in_one_round(shared_folder: Path) -> None:
    text = GOOD.replace("low", "[{when: {stage: delivred, weapon: dron}, is: hihg}, {else: lwo}]")
    text = text.replace("recipient: state", "recipient: Norwegia").replace("[weapon]", "[weapn]")
    text += "tests: {alert: [{text: a, suplier: IR}, {text: b, supplier: IRN, weapon: dron}]}\n"
    told = said(shared_folder, put("topic/new-rule.yaml", text))
    assert [line.removeprefix(RULE + ":").partition(": ")[2] for line in told] == [
        "'stage' cannot be 'delivred'; did you mean delivered?",
        "weapon class 'dron' is not known; did you mean drone?",
        "'is' cannot be 'hihg'; did you mean high?",
        "'else' cannot be 'lwo'; did you mean low?",
        "actor 'Norwegia' is not known; did you mean NO?",
        "role 'weapn' is not one of frame transfer; did you mean weapon?",
        "unknown key 'suplier'; did you mean supplier?",
        "actor 'IRN' is not known; did you mean IR?",
        "weapon class 'dron' is not known; did you mean drone?",
    ]


def test_a_broken_lexicon_does_not_hide_what_is_wrong_with_the_rules(shared_folder: Path) -> None:
    told = said(
        shared_folder,
        entry("{id: acme, kind: compny, name: Acme, name_en: Acme, of: UX}"),
        in_file("lexicon/frames.yaml", "wire: give,", "wire: giv,"),
        in_file("lexicon/cues.yaml", "axis: mood", "axis: modd"),
        put(
            "topic/new-rule.yaml",
            GOOD.replace("weapon: weapon", "weapon: misile").replace("supplier: st", "supplier: ac"),
        ),
        put("topic/more.yaml", GOOD.replace("new-rule", "more").replace("supplier: state", "supplier: acme")),
    )
    assert [line.split(": ", 1)[1] for line in told] == [
        "'kind' cannot be 'compny'; did you mean company?",
        "actor 'UX' is not known; add the actor first",
        "'axis' cannot be 'modd'; did you mean mood?",
        "wiring 'giv' is not known; did you mean give?",
        "actor 'acate' is not known; did you mean state?",
        "weapon class 'misile' is not known; did you mean missile?",
    ]  # the rule that names the broken entry is not blamed for it
