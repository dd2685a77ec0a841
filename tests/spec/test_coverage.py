"""What specs exercise, through the command line and through pytest: from too little to all."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pathway.cli import watching
from pathway.cli.app import commands
from tests.golden import expect
from tests.spec.conftest import INI, SOUND, Run

pytest_plugins = ("pytester",)

FEATURE = """\
Feature: Needles
  Background:
    Given a patient aged 57
    And whose symptom duration is 20 weeks

  @who-2023.acupuncture
  Scenario: Nobody asked
    When the back pain pathway is followed
    Then acupuncture is pending

  Scenario Outline: Bleeding
    Given whose bleeding disorder is <answer>
    When the back pain pathway is followed
    Then acupuncture is <verdict>

    Examples:
      | answer | verdict         |
      | yes    | contraindicated |
      | no     | pending         |
"""
ULCER = "rule.nsaid.ulcer#ulcer=true"
BLEEDING = "rule.acupuncture.bleeding#bleeding_disorder=true"


@pytest.fixture
def knee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new pathway, in the folder in which commands are run."""
    monkeypatch.chdir(tmp_path)
    assert pathway("new", "knee_pain", "--folder", ".").exit_code == 0
    return tmp_path


def pathway(*words: str) -> Result:
    return CliRunner().invoke(commands(), words)


def spec(*options: str) -> tuple[int, str]:
    result = pathway("spec", "features", *options)
    return result.exit_code, result.output


def told(file: Path) -> Any:
    return json.loads(file.read_text())


def states(file: Path) -> dict[str, str]:
    return {item["key"]: item["state"] for item in told(file)["items"]}


# -- the whole way -------------------------------------------------------------------------


@pytest.mark.slow
def test_from_a_new_pathway_to_all_of_it(knee: Path) -> None:
    code, said = spec("--min", "100", "--suggest", "features/suggested.feature")
    assert code == 1
    expect("spec/coverage_begins.txt", said)
    suggested = (knee / "features/suggested.feature").read_text()
    expect("spec/coverage_suggested.feature.txt", suggested)
    count = suggested.count("  Scenario: ")
    code, said = spec("--min", "100")
    assert code == 0
    expect("spec/coverage_ends.txt", said)
    assert f"all {count + 4} scenarios hold" in said


def test_without_being_asked_nothing_is_said_of_coverage(knee: Path) -> None:
    code, said = spec()
    assert code == 0
    assert "coverage" not in said
    assert "\ncoverage 38.9 %: 23 of 59 exercised\n" in spec("--coverage")[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("least", "code"), [("0", 0), ("38.9", 0), ("38.98", 0), ("38.99", 1), ("39", 1), ("100", 1)]
)
def test_the_least_share_is_never_rounded(least: str, code: int, knee: Path) -> None:
    came, said = spec("--min", least)
    assert came == code
    assert said.endswith(f"less than the {float(least):g} % asked for is exercised\n") is bool(code)


@pytest.mark.slow
def test_the_coverage_as_files(knee: Path) -> None:
    said = spec("--coverage-file", "coverage.txt")[1]
    assert said.endswith((knee / "coverage.txt").read_text())
    spec("--coverage-file", "coverage.json")
    found = told(knee / "coverage.json")
    assert {name: found[name] for name in ("schema", "exercised", "of", "out_of_reach")} == {
        "schema": "pathway-coverage/1",
        "exercised": 23,
        "of": 59,
        "out_of_reach": 10,
    }
    assert list(states(knee / "coverage.json").values()).count("exercised") == 23
    spec("--coverage-file", "coverage.html")
    page = (knee / "coverage.html").read_text()
    assert page.startswith("<!DOCTYPE html>")
    assert "23 of 59" in page


@pytest.mark.slow
def test_the_matrix_as_files(knee: Path) -> None:
    feature = knee / "features/knee_pain.feature"
    first = "  Scenario: Exercise comes first\n"
    text = feature.read_text()
    assert first in text
    feature.write_text(text.replace(first, f"  @example.exercise\n{first}"))
    assert spec("--matrix", "matrix.txt")[0] == 0
    expect("spec/matrix.txt", (knee / "matrix.txt").read_text())
    spec("--matrix", "matrix.json")
    expect("spec/matrix.json", (knee / "matrix.json").read_text())


# -- files that cannot be written ----------------------------------------------------------


def test_a_file_that_cannot_be_written_is_said_and_keeps_no_other_from_being_written(
    knee: Path,
) -> None:
    result = pathway(
        *("spec", "features", "--coverage-file", "nowhere/coverage.html"),
        *("--matrix", "matrix.txt", "--suggest", "features"),
    )
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "P508 `features` is already there\n"
        "  help: suggestions do not replace what stands there: name another file\n"
    )
    result = pathway(
        *("spec", "features", "--coverage-file", "nowhere/coverage.html"),
        *("--matrix", "matrix.txt", "--suggest", "none/suggested.feature"),
    )
    assert result.exit_code == 2
    assert result.stderr == (
        "P509 cannot write `nowhere/coverage.html`: no such file or directory\n\n"
        "P509 cannot write `none/suggested.feature`: no such file or directory\n"
    )
    assert "\ncoverage 38.9 %" in result.stdout
    assert (knee / "matrix.txt").exists()


def test_watching_suggests_once_and_keeps_what_was_made_of_it(
    knee: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested = knee / "features/suggested.feature"
    edited: list[str] = []

    def pause() -> bool:
        if edited:
            raise KeyboardInterrupt
        text = suggested.read_text().replace("Feature: ", "Feature: Reviewed, ")
        edited.append(text)
        suggested.write_text(text)
        return True

    monkeypatch.setattr(watching, "pause", pause)
    code, said = spec("--suggest", "features/suggested.feature", "--watch")
    assert code == 0
    assert "P508" not in said
    assert said.count("\ncoverage ") == 2, said
    assert f"\n{knee}/features/suggested.feature:\n" in said
    assert suggested.read_text() == edited[0]


def test_suggestions_never_replace_scenarios(knee: Path) -> None:
    mine = knee / "features/knee_pain.feature"
    before = mine.read_bytes()
    result = pathway("spec", "features", "--suggest", "features/knee_pain.feature")
    assert result.exit_code == 2
    assert result.stderr.startswith("P508 `features/knee_pain.feature` is already there\n")
    assert mine.read_bytes() == before


@pytest.mark.slow
def test_where_nothing_is_missing_no_suggestion_is_written(knee: Path) -> None:
    spec("--suggest", "features/suggested.feature")
    code, said = spec("--suggest", "features/more.feature")
    assert code == 0
    assert said.endswith("\nno scenario to suggest, features/more.feature is not written\n")
    assert not (knee / "features/more.feature").exists()


# -- what counts ---------------------------------------------------------------------------


def measured(run: Run, text: str, pytester: pytest.Pytester, *options: str) -> dict[str, str]:
    run(text, "--pathway-coverage-file=coverage.json", *options)
    return states(pytester.path / "coverage.json")


@pytest.mark.slow
def test_a_scenario_that_fails_exercises_nothing(run: Run, pytester: pytest.Pytester) -> None:
    came = measured(run, FEATURE, pytester)
    assert came[BLEEDING] == "exercised"
    came = measured(run, FEATURE.replace("| contraindicated |", "| recommended     |"), pytester)
    assert came[BLEEDING] == "not exercised"
    failing = FEATURE.partition("  Scenario Outline")[0].replace("is pending", "is tried")
    came = measured(run, failing, pytester)
    assert "exercised" not in came.values()


@pytest.mark.slow
def test_only_what_an_expectation_looks_at_counts(run: Run, pytester: pytest.Pytester) -> None:
    ulcer = FEATURE.replace("aged 57\n", "aged 57\n    And who has an ulcer\n")
    assert measured(run, ulcer, pytester)[ULCER] == "not exercised"
    ulcer = ulcer.replace("acupuncture is pending", "NSAID is contraindicated")
    ulcer = ulcer.replace("NSAID", "anti-inflammatory drug")
    assert measured(run, ulcer, pytester)[ULCER] == "exercised"


@pytest.mark.slow
def test_what_is_left_out_by_a_tag_exercises_nothing(run: Run, pytester: pytest.Pytester) -> None:
    skipped = FEATURE.replace("Feature: Needles", "@skip\nFeature: Needles")
    result = run(skipped, "--pathway-coverage-min=1")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["coverage 0.0 %: 0 of 89 exercised"])
    assert "exercised" not in measured(run, skipped, pytester).values()


@pytest.mark.slow
def test_a_scenario_about_every_patient_exercises_nothing(
    run: Run, pytester: pytest.Pytester
) -> None:
    universal = """Feature: All
  Scenario: Nobody who bleeds
    Given every patient
    And who has a bleeding disorder
    When the back pain pathway is followed
    Then acupuncture is never recommended
"""
    result = run(universal, "--pathway-coverage-file=coverage.json", "--pathway-patients=200")
    result.assert_outcomes(passed=1)
    assert "exercised" not in states(pytester.path / "coverage.json").values()


@pytest.mark.slow
def test_examples_count_as_their_scenario(run: Run, pytester: pytest.Pytester) -> None:
    measured(run, FEATURE, pytester)
    items = {one["key"]: one for one in told(pytester.path / "coverage.json")["items"]}
    assert items[BLEEDING]["scenarios"] == ["care.feature::Bleeding"]


# -- through pytest ------------------------------------------------------------------------


@pytest.mark.slow
def test_several_processes_come_to_the_same(run: Run, pytester: pytest.Pytester) -> None:
    other = FEATURE.replace("Needles", "More needles").replace("Nobody asked", "An unasked one")
    (pytester.path / "more.feature").write_text(other)
    files = ("coverage.json", "matrix.txt", "suggested.txt")
    options = ("--pathway-coverage-file", "--pathway-matrix", "--pathway-suggest")
    came = []
    for folder, processes in (("one", ()), ("several", ("-n2",))):
        (pytester.path / folder).mkdir()
        paths = [f"{option}={folder}/{file}" for option, file in zip(options, files, strict=True)]
        result = run(FEATURE, *paths, *processes)
        result.assert_outcomes(passed=6)
        said = result.stdout.str().partition("coverage of the specs")[2].partition("\n")[2]
        said = said.partition(" suggested in ")[0]
        *counted, suggested = [(pytester.path / folder / file).read_bytes() for file in files]
        # Who stands for a scenario hangs on how much time there was to look for somebody likely.
        came.append((said, *counted, re.findall(rb"^  Scenario: .*$", suggested, re.MULTILINE)))
    assert came[0] == came[1]
    assert came[0][3]
    assert b"care.feature::Bleeding" in came[0][1]


@pytest.mark.slow
def test_several_processes_that_all_fail_exercise_nothing_and_say_so(run: Run) -> None:
    failing = FEATURE.partition("  Scenario Outline")[0].replace("is pending", "is tried")
    result = run(failing, "-n2", "--pathway-coverage")
    assert result.parseoutcomes() == {"failed": 1}
    assert "coverage 0.0 %: 0 of 89 exercised" in result.outlines


@pytest.mark.slow
def test_pytest_fails_below_the_least_share(run: Run) -> None:
    result = run(FEATURE, "--pathway-coverage-min=90")
    result.assert_outcomes(passed=3)
    assert result.ret == 1
    result.stdout.fnmatch_lines(["less than the 90 % asked for is exercised"])
    assert run(FEATURE, "--pathway-coverage-min=10").ret == 0


@pytest.mark.slow
def test_pytest_says_which_file_it_cannot_write(run: Run, pytester: pytest.Pytester) -> None:
    result = run(FEATURE, "--pathway-matrix=nowhere/matrix.txt")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["P509 cannot write `nowhere/matrix.txt`: no such file or *"])
    result = run(FEATURE, "--pathway-suggest=care.feature")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: P508 `care.feature` is already there"])
    assert (pytester.path / "care.feature").read_text() == FEATURE


@pytest.mark.slow
def test_two_libraries_are_measured_each_for_itself(pytester: pytest.Pytester) -> None:
    pytester.makeini(INI)
    for name in ("one", "two"):
        for path in SOUND.rglob("*.yaml"):
            target = pytester.path / name / path.relative_to(SOUND)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        (pytester.path / name / "care.feature").write_text(
            FEATURE if name == "one" else FEATURE.partition("  Scenario Outline")[0]
        )
    files = ("--pathway-coverage-file=coverage.json", "--pathway-suggest=more.feature")
    result = pytester.runpytest("--pathway-coverage", *files)
    said = [line for line in result.outlines if line.startswith("coverage ")]
    assert len(said) == 2
    assert said[0] != said[1]
    one, two = (states(pytester.path / f"coverage-{name}.json") for name in ("one", "two"))
    assert (one[BLEEDING], two[BLEEDING]) == ("exercised", "not exercised")
    assert not (pytester.path / "coverage.json").exists()
    # Suggestions lie in the same folder, and are features of their own from now on.
    before = {path.name: path.read_bytes() for path in pytester.path.glob("more*.feature")}
    assert sorted(before) == ["more-one.feature", "more-two.feature"]
    again = pytester.runpytest("--pathway-coverage", *files, "one", "two")
    assert again.ret == 4
    again.stdout.fnmatch_lines(["P508 `more-one.feature` is already there"])
    assert before == {path.name: path.read_bytes() for path in pytester.path.glob("more*.feature")}
