"""The rule author's tools: what check finds, how inline tests run, what explain says, schemas for editors."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from rules.authoring import Told, check_rules, explain_text, write_revisions
from rules.authoring import test_rules as run_tests
from rules.authoring.schema import lexicon_schema, rule_schema, schema_text
from rules.engine.door import admit
from rules.engine.mention import Document
from rules.engine.rule_file import RuleFile
from rules.engine.ruleset import RuleSet, load_rules
from rules.engine.yaml_source import parse_yaml, read_yaml
from tests.rule_folder import SHIPPED, make_rule_folder

GOOD = """\
id: sample-transfer
title: Contoh pengiriman senjata
status: shadow
match:
  frame: transfer
  roles: {supplier: state, recipient: state, weapon: weapon}
  require: [weapon, supplier, recipient]
severity:
  - {when: {certainty: denied}, is: low}
  - {when: {stage: delivered}, is: critical}
  - {else: high}
event: {key: [supplier, recipient, weapon], window: 30d}
route: [senjata]
tests:
  alert:
    - {text: Iran memasok drone ke Rusia., supplier: IR, recipient: RU, weapon: drone, stage: delivered}
    - {text: Rusia membeli rudal dari Korea Utara., supplier: KP, recipient: RU, weapon: missile}
  quiet:
    - {text: Rusia menembakkan drone buatan Iran., because: origin-only}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_rule_folder(tmp_path / "rules")


def write(folder: Path, text: str, name: str = "sample-transfer.yaml") -> Path:
    path = folder / "topic" / name
    path.write_text(text, encoding="utf-8")
    return path


def complaints(folder: Path, text: str, **more: Any) -> list[str]:
    write(folder, text)
    return [str(problem) for problem in check_rules(folder, **more).problems]


def test_a_good_rule_has_no_problems(folder: Path) -> None:
    assert complaints(folder, GOOD) == []


def test_the_shipped_rules_and_lexicon_have_no_errors() -> None:
    report = check_rules(SHIPPED)
    assert [str(problem) for problem in report.errors] == []
    assert report.rules >= 6


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("status: shadow", "status: stabel", "3:9: 'status' cannot be 'stabel'; did you mean stable?"),
        ("frame: transfer", "frame: transfr", "5:10: frame 'transfr' is not known; did you mean transfer?"),
        ("{supplier: state,", "{suplier: state,",
         "6:11: role 'suplier' is not one of frame transfer; did you mean supplier?"),
        ("recipient: state,", "recipient: stat,", "6:39: actor 'stat' is not known; did you mean state?"),
        ("certainty: denied", "certainty: denid", "9:24: 'certainty' cannot be 'denid'; did you mean denied?"),
        ("  - {else: high}\n", "", "9:3: 'severity' must end with a row {else: LEVEL}"),
        ("window: 30d", "window: 30", "12:53: 'window' must be a number of days such as 30d"),
        ("weapon: drone", "weapon: dron", "16:81: weapon class 'dron' is not known; did you mean drone?"),
        ("supplier: KP", "supplier: K", "17:63: actor 'K' is not known; write a code of lexicon/actors*.yaml"),
        ("route:", "rute:", "13:1: unknown key 'rute'; did you mean route?"),
        ("title: Contoh pengiriman senjata\n", "", "1:1: 'title' is missing; every entry of this kind needs it"),
        (", because: origin-only", "", "19:7: 'because' is missing; every entry of this kind needs it"),
        ("id: sample-transfer", "id: other",
         "1:5: rule 'other' is in a file called sample-transfer.yaml; call the file other.yaml"),
    ],
)  # fmt: skip
def test_each_mistake_is_placed_and_hinted(folder: Path, old: str, new: str, problem: str) -> None:
    assert f"rules/topic/sample-transfer.yaml:{problem}" in complaints(folder, GOOD.replace(old, new, 1))


def test_mistakes_of_all_files_come_together(folder: Path) -> None:
    write(folder, GOOD.replace("frame: transfer", "frame: transfr"))
    write(folder, "id: [\n", "torn.yaml")
    (folder / "lexicon" / "weapons_more.yaml").write_text("systems: [{name: X-1, clas: drone}]\n", encoding="utf-8")
    files = {problem.file for problem in check_rules(folder).problems}
    assert {"rules/topic/torn.yaml", "rules/lexicon/weapons_more.yaml"} <= files


def test_a_row_that_an_earlier_row_swallows_is_pointed_out(folder: Path) -> None:
    text = GOOD.replace("{stage: delivered}", "{certainty: denied, stage: delivered}")
    assert complaints(folder, text) == [
        "rules/topic/sample-transfer.yaml:10:12: warning: an earlier row takes every case of this one; move it up"
    ]


def test_words_that_can_never_match_are_errors(folder: Path) -> None:
    text = (
        "id: sample-transfer\ntitle: Contoh\nmatch: {any: ['--', pameran alat], none: [Pameran Alat]}\nseverity: low\n"
    )
    found = complaints(folder, text)
    assert any("phrase '--' holds no word" in line for line in found)
    assert any("is also in none" in line for line in found)


def test_a_frame_and_words_in_one_rule_are_refused(folder: Path) -> None:
    text = "id: sample-transfer\ntitle: Contoh\nmatch: {frame: transfer, any: [rudal]}\nseverity: low\n"
    assert any("has both a frame and words" in line for line in complaints(folder, text))


def test_a_treaty_class_that_never_counts_is_refused(folder: Path) -> None:
    text = (
        "id: sample-transfer\ntitle: Contoh\nmatch: {frame: treaty, accept: {treaty_class: trade}}\nseverity: low\n"
        "event: {key: [parties, treaty]}\n"
    )
    assert any("treaty class 'trade' never counts" in line for line in complaints(folder, text))


def test_a_stable_rule_without_proof_is_pointed_out(folder: Path) -> None:
    found = complaints(folder, GOOD.replace("status: shadow", "status: stable"))
    assert any("needs 3 alert tests, this one has 2" in line for line in found)
    assert any("names the event it was derived from" in line for line in found)
    assert check_rules(folder).ok


def test_a_tag_that_nobody_hears_is_pointed_out(folder: Path) -> None:
    assert complaints(folder, GOOD, tags=["senjata"]) == []
    (said,) = complaints(folder, GOOD, tags=["senjatas"])
    assert "tag 'senjata' reaches no receiver; did you mean senjatas?" in said


def test_a_changed_meaning_asks_for_a_new_revision(folder: Path) -> None:
    source = read_yaml(write(folder, GOOD)).source
    assert source is not None
    rule = admit(source, RuleFile)[0]
    assert rule is not None
    write_revisions(folder, [rule])
    assert complaints(folder, GOOD.replace("Contoh pengiriman", "Pengiriman")) == []
    louder = GOOD.replace("{else: high}", "{else: medium}")
    (said,) = complaints(folder, louder)
    assert "the rule means something else than revision 1 did; write 2" in said
    assert complaints(folder, louder.replace("title:", "revision: 2\ntitle:")) == []


# inline tests


def loaded(folder: Path, text: str) -> RuleSet:
    write(folder, text)
    return load_rules(folder)


def test_inline_tests_that_hold_are_counted(folder: Path) -> None:
    report = run_tests(loaded(folder, GOOD))
    assert [str(failure) for failure in report.failures] == []
    assert (report.passed, report.ok) == (3, True)


def test_a_wrong_expectation_says_what_was_found(folder: Path) -> None:
    (failure,) = run_tests(
        loaded(folder, GOOD.replace("supplier: IR, recipient: RU", "supplier: RU, recipient: IR"))
    ).failures
    assert failure.said == "recipient is RU, expected IR; supplier is IR, expected RU"
    assert failure.place == "rules/topic/sample-transfer.yaml: sample-transfer: alert 1"


def test_a_text_that_should_alert_and_says_nothing_fails_with_the_reason(folder: Path) -> None:
    (failure,) = run_tests(
        loaded(folder, GOOD.replace("Iran memasok drone ke Rusia.", "Iran memasok gandum ke Rusia."))
    ).failures
    assert failure.said.startswith("says nothing")


def test_a_text_that_should_stay_quiet_and_alerts_fails(folder: Path) -> None:
    text = GOOD.replace("Rusia menembakkan drone buatan Iran.", "Iran mengirim drone ke Rusia.")
    (failure,) = run_tests(loaded(folder, text)).failures
    assert failure.said.startswith("alerts, though origin-only: IR -> RU, drone")


def test_a_known_gap_is_no_failure_and_a_closed_one_is_announced(folder: Path) -> None:
    todo = "  todo:\n    - {text: Iran memasok gandum ke Rusia.}\n    - {text: Iran memasok drone ke Rusia.}\n"
    report = run_tests(loaded(folder, GOOD + todo))
    assert (report.ok, report.todo) == (True, 1)
    assert report.solved == ("rules/topic/sample-transfer.yaml: sample-transfer: todo 2",)


def test_severity_rows_without_a_test_are_named(folder: Path) -> None:
    report = run_tests(loaded(folder, GOOD))
    assert report.untested == (
        "rules/topic/sample-transfer.yaml: sample-transfer: severity row 1 is reached by no test",
    )


SEQUENCE = """\
  sequence:
    - name: dua kali
      articles:
        - {at: "2024-12-05T08:00+07:00", text: Iran memasok drone ke Rusia.}
        - {at: "2024-12-05T09:00+07:00", text: Iran memasok drone ke Rusia.}
      expect:
        - {after: 1, alerts: 1, state: NEW}
        - {after: 2, alerts: 1, state: NONE}
"""


def test_sequences_wait_for_someone_who_can_replay_them(folder: Path) -> None:
    report = run_tests(loaded(folder, GOOD + SEQUENCE))
    assert (report.skipped, report.ok) == (1, True)


def test_sequences_are_compared_step_by_step(folder: Path) -> None:
    def repeats(articles: Sequence[Document]) -> list[Told]:
        return [Told(n, "sample-transfer", "NEW", alert=True) for n in range(1, len(articles) + 1)]

    def quiet_second(articles: Sequence[Document]) -> list[Told]:
        assert [a.published is not None for a in articles] == [True, True]
        return [Told(1, "sample-transfer", "NEW", alert=True), Told(2, "other", "NEW", alert=True)]

    rules = loaded(folder, GOOD + SEQUENCE)
    (failure,) = run_tests(rules, run_sequence=repeats).failures
    assert failure.said == "after article 2: 2 messages sent, expected 1; state is NEW, expected NONE"
    assert run_tests(rules, run_sequence=quiet_second).ok


def test_only_one_rule_can_be_tried(folder: Path) -> None:
    rules = loaded(folder, GOOD)
    assert run_tests(rules, "sample-transfer").passed == 3
    assert run_tests(rules, "another").passed == 0


# explain


def test_explain_tells_roles_stage_row_and_quote(folder: Path) -> None:
    said = explain_text(loaded(folder, GOOD), "Pyongyang membantah menjual rudal KN-23 kepada Rusia.")
    for part in (
        "actor KP (Korea Utara)", "system KN-23", "acts as deny", "sample-transfer r1 fires and stays quiet (shadow: ",
        "supplier KP, recipient RU", "row 1, when certainty denied", "at: Pyongyang membantah",
    ):  # fmt: skip
        assert part in said


def test_explain_tells_the_first_condition_that_failed(folder: Path) -> None:
    rules = loaded(folder, GOOD)
    assert "did not fire" in explain_text(rules, "Iran memasok gandum ke Rusia.")
    assert "role recipient is not filled" in explain_text(
        rules, "Iran memasok drone."
    ) or "did not fire" in explain_text(rules, "Iran memasok drone.")
    assert "No sentence names a weapon" in explain_text(rules, "Cuaca di Bandung cerah.")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Iran mengirim drone ke Hamas.", "the role recipient is hamas (Hamas), and the rule wants state"),
        ("Iran memasok drone.", "nobody fills the role recipient, which the rule asks for (match.require)"),
        ("Jika Iran memasok drone ke Rusia, AS akan marah.", "it is said on a condition (jika)"),
        ("Apakah Iran memasok drone ke Rusia?", "it is asked, not told (apakah)"),
        ("Uskup meminta Jerman berhenti memasok senjata ke Israel.", "who neither gives nor gets (meminta)"),
        ("Polisi menangkap pemasok senjata.", "pemasok: the word counts, but the sentence binds it to no weapon"),
        ("Rusia menguji rudal.", "no word of frame transfer stands in the text"),
    ],
)  # fmt: skip
def test_explain_words_a_near_miss_for_those_who_read_no_python(folder: Path, text: str, why: str) -> None:
    (line,) = [line for line in explain_text(loaded(folder, GOOD), text).splitlines() if "did not fire" in line]
    assert why in line


def test_explain_says_in_words_why_a_mention_stays_quiet(folder: Path) -> None:
    told = explain_text(loaded(folder, GOOD.replace("shadow", "stable")), "Dulu Iran memasok drone ke Rusia.")
    assert "stays quiet (background: the text only recalls it)" in told


def test_explain_takes_hostile_text(folder: Path) -> None:
    rules = loaded(folder, GOOD)
    for text in ("", "{{7*7}} %s ${HOME}", "rudal " * 3000, "\u202erudal\x00\x1b[31m Iran memasok drone"):
        assert explain_text(rules, text).endswith("\n")


# schemas


def test_the_written_schemas_are_those_of_the_models() -> None:
    for name, schema in (("rule.schema.json", rule_schema()), ("lexicon.schema.json", lexicon_schema())):
        written = (SHIPPED / name).read_text(encoding="utf-8")
        assert written == schema_text(schema), f"{name} is old: python -m rules.authoring.schema"


@pytest.fixture(scope="module")
def jsonschema() -> Any:
    return pytest.importorskip("jsonschema")


KINDS = {"actors": "ActorsFile", "weapons": "WeaponsFile", "treaties": "TreatiesFile", "outlets": "OutletsFile",
         "frames": "FramesFile", "cues": "CuesFile"}  # fmt: skip


@pytest.mark.parametrize("path", sorted((SHIPPED / "lexicon").glob("*.yaml")), ids=lambda p: p.name)
def test_editors_find_nothing_wrong_in_the_lexicon(path: Path, jsonschema: Any) -> None:
    schema = lexicon_schema()
    here = {"$ref": f"#/$defs/{KINDS[path.stem.split('_')[0]]}", "$defs": schema["$defs"]}
    errors = list(jsonschema.Draft202012Validator(here).iter_errors(as_editors_read(path.read_text(encoding="utf-8"))))
    assert [error.message for error in errors[:3]] == []


def test_editors_accept_the_good_rule_and_refuse_a_bad_one(jsonschema: Any) -> None:
    check = jsonschema.Draft202012Validator(rule_schema())
    assert list(check.iter_errors(as_editors_read(GOOD))) == []
    assert list(check.iter_errors(as_editors_read(GOOD.replace("status: shadow", "status: loud"))))
    assert list(check.iter_errors(as_editors_read(GOOD.replace("route:", "rute:"))))
    assert list(check.iter_errors(as_editors_read(GOOD.replace("{else: high}", "{else: loud}"))))


def as_editors_read(text: str) -> Any:
    """YAML 1.2 core with dates as text, as editors' language servers see it."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=lambda day: day.isoformat()))


def test_every_key_of_a_rule_is_explained_to_editors() -> None:
    described = rule_schema()["properties"]
    assert {"id", "title", "why", "severity", "route"} <= {
        k for k, v in described.items() if "description" in v or k == "why"
    }
    source = parse_yaml(GOOD, "f.yaml").source
    assert source is not None
    assert admit(source, RuleFile)[1] == []


def test_the_rule_in_the_readme_is_good_and_passes_its_tests(folder: Path) -> None:
    (folder / "lexicon" / "actors_rest.yaml").unlink()
    shutil.copy(SHIPPED / "lexicon" / "actors_states_africa.yaml", folder / "lexicon")
    shutil.copy(SHIPPED / "lexicon" / "actors_groups.yaml", folder / "lexicon")
    page = (SHIPPED / "README.md").read_text(encoding="utf-8")
    (text,) = [block.split("```")[0] for block in page.split("```yaml\n")[1:] if "helicopters-to-groups" in block]
    write(folder, text, "helicopters-to-groups.yaml")
    shown = [str(problem) for problem in check_rules(folder).problems if "topic" in problem.file]
    assert shown == []
    report = run_tests(load_rules(folder))
    assert [str(failure) for failure in report.failures] == []
    assert report.passed == 2


def test_the_rule_of_words_in_the_readme_is_good_and_passes_its_tests(folder: Path) -> None:
    page = (SHIPPED / "README.md").read_text(encoding="utf-8")
    (text,) = [block.split("```")[0] for block in page.split("```yaml\n")[1:] if "arms-exhibitions" in block]
    write(folder, text, "arms-exhibitions.yaml")
    assert [str(problem) for problem in check_rules(folder).problems] == []
    report = run_tests(load_rules(folder))
    assert (report.passed, [str(failure) for failure in report.failures]) == (2, [])


def test_what_the_page_of_the_lexicon_adds_is_read_as_it_says(folder: Path) -> None:
    page = (SHIPPED / "lexicon" / "README.md").read_text(encoding="utf-8")
    blocks = [block.split("```")[0] for block in page.split("```yaml\n")[1:]]

    def add(start: str, name: str, head: str) -> None:
        (block,) = [b for b in blocks if b.strip().startswith(start)]
        path = folder / "lexicon" / name
        before = path.read_text(encoding="utf-8") if path.exists() else head
        assert head in before
        path.write_text(before.replace(head, head + block, 1), encoding="utf-8")

    add("- {id: kartasura-arms", "actors_mine.yaml", "actors:\n")
    add("- {id: pakta-kartasura", "treaties_mine.yaml", "treaties:\n")
    add("- {root: anugerah", "frames.yaml", "verbs:\n")
    write(folder, GOOD)
    assert [str(problem) for problem in check_rules(folder).problems] == []
    rules = load_rules(folder)
    for text in (
        "Rusia menganugerahkan dua helikopter kepada Korea Utara.",
        "Dua helikopter dianugerahkan Rusia kepada Korea Utara.",
        "Kartasura Arms mengirim drone ke Rusia.",
    ):
        assert any(m.stage.value == "delivered" for m in rules.match(Document("d", "", text)).mentions), text
    assert "treaty pakta-kartasura" in explain_text(rules, "RI dan Turki meratifikasi Pakta Kartasura.")
