"""Bare feature files as tests: names, selection, several processes, reports; and neighbours."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.spec.conftest import INI, SOUND, Run

pytest_plugins = ("pytester",)

FEATURE = """\
@care
Feature: Needles

  Background:
    Given a patient aged 57
    And whose symptom duration is 20 weeks
    And whose red flags are all absent
    And whose platelets is 210
    And who tried nothing so far
    And without enough relief

  @who-2023.acupuncture
  Scenario: Nobody asked
    When the back pain pathway is followed
    Then acupuncture is pending

  Scenario Outline: Bleeding
    Given whose bleeding disorder is <answer>
    When the back pain pathway is followed
    Then acupuncture is <verdict>

    @never
    Examples: who bleeds
      | answer | verdict         |
      | yes    | contraindicated |

    @often
    Examples: who does not
      | answer | verdict     |
      | no     | recommended |

  Rule: Drugs come later
    Background:
      Given without a bleeding disorder

    @late
    Scenario: Ulcer and drug
      Given who has an ulcer
      When the back pain pathway is followed
      Then nsaid is contraindicated
      And nothing of kind drug is recommended
"""
NAMES = [
    "care.feature::Nobody asked",
    "care.feature::Bleeding[yes-contraindicated]",
    "care.feature::Bleeding[no-recommended]",
    "care.feature::Ulcer and drug",
]


def names(result: pytest.RunResult) -> list[str]:
    """The tests that passed, in the order in which they stand in a verbose run."""
    return [line.partition(" PASSED")[0] for line in result.outlines if " PASSED" in line]


def test_scenarios_and_their_examples_are_tests(run: Run) -> None:
    result = run(FEATURE, "-v")
    result.assert_outcomes(passed=4)
    assert names(result) == NAMES


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        (("-k", "Bleeding"), NAMES[1:3]),
        (("-k", "recommended and not yes"), NAMES[2:3]),
        (("-m", "care"), NAMES),
        (("-m", "who-2023.acupuncture"), NAMES[:1]),
        (("-m", "never or late"), [NAMES[1], NAMES[3]]),
        (("-m", "often"), NAMES[2:3]),
        ((NAMES[0],), NAMES[:1]),
        ((NAMES[1],), NAMES[1:2]),
        (("care.feature::Bleeding",), NAMES[1:3]),
        (("--deselect", NAMES[1]), [NAMES[0], *NAMES[2:]]),
    ],
)
def test_selection(options: tuple[str, ...], chosen: list[str], run: Run) -> None:
    result = run(FEATURE, "-v", *options)
    assert names(result) == chosen
    assert result.ret == 0


@pytest.mark.slow
def test_several_processes(run: Run) -> None:
    slip = run(FEATURE.replace("nsaid is contra", "nsaid is not contra"), "-n2")
    assert slip.parseoutcomes() == {"errors": 1}
    result = run(FEATURE.replace("nsaid is contraindicated", "nsaid is later"), "-n2", "-v")
    assert result.parseoutcomes() == {"passed": 3, "failed": 1}
    result.stdout.fnmatch_lines(
        ["care.feature:*: Then nsaid is later", "expected  *", "came      contraindicated*"]
    )


def test_a_report_for_build_machines(run: Run, pytester: pytest.Pytester) -> None:
    run(FEATURE.replace("nsaid is contraindicated", "nsaid is later"), "--junitxml=report.xml")
    cases = list(ET.parse(pytester.path / "report.xml").iter("testcase"))
    assert [case.get("name") for case in cases] == [name.partition("::")[2] for name in NAMES]
    assert {case.get("classname") for case in cases} == {"care.feature"}
    (failure,) = [case.find("failure") for case in cases if case.find("failure") is not None]
    assert failure is not None
    assert (failure.get("message") or "").startswith("Failed: care.feature:40: Then nsaid is later")


def test_a_scenario_is_placed_in_its_feature(run: Run) -> None:
    result = run(FEATURE.replace("nsaid is contraindicated", "nsaid is later"), "-v")
    assert " <- " not in result.stdout.str()
    result = run(FEATURE, "--collect-only", "-q")
    assert result.outlines[:4] == NAMES


def test_tags_skip_and_xfail_as_marks_do(run: Run) -> None:
    text = FEATURE.replace("@late", "@late @xfail").replace("is contraindicated\n", "is later\n")
    assert run(text).parseoutcomes() == {"passed": 3, "xfailed": 1}


def test_python_steps_of_others_do_not_get_in(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        "from pytest_bdd import given, parsers\n"
        "@given(parsers.parse('{anything}'))\n"
        "def taken_over(anything): raise RuntimeError(anything)\n"
    )
    assert run(FEATURE).parseoutcomes() == {"passed": 4}


LISTENING = """\
from pytest_bdd.parser import Scenario, Step
told = []
def pytest_bdd_before_scenario(scenario): told.append(scenario.name)
def pytest_bdd_before_step(step): told.append(step.name)
def pytest_terminal_summary(terminalreporter): terminalreporter.write_line(f"told: {told}")
"""


def test_whoever_follows_the_steps_is_told_of_each(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeconftest(LISTENING)
    result = run(FEATURE.replace("nsaid is contraindicated", "nsaid is later"), "-k", "Ulcer")
    assert result.parseoutcomes() == {"failed": 1, "deselected": 3}
    (told,) = [line for line in result.outlines if line.startswith("told: ")]
    assert told.startswith("told: ['Ulcer and drug', 'a patient aged 57', 'whose symptom")
    assert told.endswith("'the back pain pathway is followed', 'nsaid is later']")


@pytest.mark.slow
def test_the_reports_of_pytest_bdd_hold_each_step(run: Run, pytester: pytest.Pytester) -> None:
    run(FEATURE, "--cucumberjson=steps.json")
    (report,) = json.loads((pytester.path / "steps.json").read_text())
    scenarios = {one["id"]: [step["name"] for step in one["steps"]] for one in report["elements"]}
    assert list(scenarios) == [name.partition("::")[2] for name in NAMES]
    assert scenarios["Nobody asked"][-1] == "acupuncture is pending"
    assert run(FEATURE, "--gherkin-terminal-reporter", "-v").ret == 0


# -- which files are ours ------------------------------------------------------------------

FOREIGN = """\
Feature: Cucumbers
  Scenario: Eating
    Given 5 cucumbers
    Then nobody is hungry
"""
BOUND = """\
from pytest_bdd import given, scenarios, then
scenarios("cucumbers.feature")
@given("5 cucumbers")
def five(): pass
@then("nobody is hungry")
def fed(): pass
"""


def test_other_projects_features_are_left_alone(pytester: pytest.Pytester) -> None:
    pytester.makeini(INI)
    (pytester.path / "cucumbers.feature").write_text(FOREIGN)
    pytester.makepyfile(test_cucumbers=BOUND)
    assert pytester.runpytest().parseoutcomes() == {"passed": 1}


def test_ours_and_others_in_one_run(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_cucumbers=BOUND)
    (pytester.path / "cucumbers.feature").write_text(FOREIGN)
    text = FEATURE.replace("back pain", "sciatica").partition("\n  Scenario Outline")[0]
    text = text.replace("@who-2023.acupuncture", "").replace("enough relief", "adequate relief")
    assert run(text, library=None).parseoutcomes() == {"passed": 2}


def test_a_file_that_is_named_is_always_ours(pytester: pytest.Pytester) -> None:
    pytester.makeini(INI)
    (pytester.path / "cucumbers.feature").write_text(FOREIGN)
    result = pytester.runpytest("cucumbers.feature")
    assert result.parseoutcomes() == {"errors": 1}
    result.stdout.fnmatch_lines(["P602 no pathway was followed for the patient as given here"])


@pytest.mark.parametrize("inside", [".", "pathways"])
def test_a_library_near_the_feature(inside: str, pytester: pytest.Pytester) -> None:
    pytester.makeini(INI)
    for path in SOUND.rglob("*.yaml"):
        target = pytester.path / inside / path.relative_to(SOUND)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (pytester.path / "features" / "more").mkdir(parents=True)
    (pytester.path / "features" / "more" / "care.feature").write_text(FEATURE)
    assert pytester.runpytest().parseoutcomes() == {"passed": 4}


def test_a_library_in_the_configuration(pytester: pytest.Pytester) -> None:
    pytester.makeini(INI + "pathway_library = content\n")
    (pytester.path / "content").symlink_to(SOUND)
    (pytester.path / "care.feature").write_text(FEATURE)
    assert pytester.runpytest().parseoutcomes() == {"passed": 4}


def test_a_patient_file_beside_the_feature(run: Run, pytester: pytest.Pytester) -> None:
    (pytester.path / "patients").mkdir()
    (pytester.path / "patients" / "ada.yaml").write_text(
        "patient: ada\nrecorded: 2026-11-20\nnone of: [bladder_signs]\ntrials: []\n"
        "attributes: {age: 57, symptom_duration: 20 weeks, platelets: 210, better: no,\n"
        "  bleeding_disorder: yes}\n"
    )
    text = """Feature: Care
  Background:
    Given a patient as in "ada"
  Scenario: as told
    When the back pain pathway is followed
    Then acupuncture is contraindicated
  Scenario: told otherwise
    Given without a bleeding disorder
    When the back pain pathway is followed
    Then acupuncture is recommended
"""
    assert run(text).parseoutcomes() == {"passed": 2}
    (pytester.path / "patients" / "ada.yaml").write_text("patient: ada\nage: 57\n")
    result = run(text)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["P101 unknown key `age`*"])


# -- what is loaded ------------------------------------------------------------------------


#: Without the plugins of others that load much themselves.
_ALONE = ("-q", "-p", "no:cacheprovider", "-p", "no:textual-snapshot", "-p", "no:hypothesispytest")


def loaded_by(folder: Path, *options: str) -> frozenset[str]:
    """The modules in memory after a run of pytest in a process of its own."""
    code = (
        "import sys, pytest\n"
        f"code = pytest.main({[str(folder), *_ALONE, *options]!r})\n"
        "print(' '.join(sys.modules))\nsys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return frozenset(done.stdout.split())


@pytest.mark.slow
def test_a_run_without_features_loads_no_engine(tmp_path: Path) -> None:
    (tmp_path / "test_nothing.py").write_text("def test_one():\n    assert True\n")
    (tmp_path / "cucumbers.feature").write_text(FOREIGN)
    loaded = loaded_by(tmp_path)
    assert "pathway.authoring.spec" in loaded
    ours = {name for name in loaded if name.startswith("pathway.")}
    spec = "pathway.authoring.spec"
    finding = {"pathway.authoring", spec, f"{spec}.finding"}
    assert ours == finding | {"pathway.yaml", "pathway.yaml.reading"}, "and how files are read"
    assert not loaded & {"yaml", "lark", "pydantic", "textual", "networkx"}


@pytest.mark.slow
def test_running_features_loads_no_screen(tmp_path: Path) -> None:
    (tmp_path / "care.feature").write_text(FEATURE)
    loaded = loaded_by(tmp_path, f"--pathway-library={SOUND}")
    assert "pathway.engine" in loaded
    assert not loaded & {"textual", "networkx", "typer"}
