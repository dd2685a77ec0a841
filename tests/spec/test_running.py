"""`pathway spec` without pytest in sight: marks, failures, sums, and nothing that passes idly."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pathway.authoring.spec import running
from pathway.cli.watching import run_again
from pathway.ground.problems import UsageError
from tests.golden import expect
from tests.spec.conftest import SOUND

SPEC = """\
Feature: Needles
  Background:
    Given a patient aged 57
    And whose symptom duration is 20 weeks

  @who-2023.acupuncture
  Scenario: Nobody asked
    When the back pain pathway is followed
    Then acupuncture is pending

  @who-2023.acupuncture
  Scenario Outline: Bleeding
    Given whose bleeding disorder is <answer>
    When the back pain pathway is followed
    Then acupuncture is <verdict>

    Examples:
      | answer | verdict         |
      | yes    | contraindicated |
      | no     | recommended     |
"""
OTHER = """\
Feature: Drugs
  @skip
  Scenario: one day
    Given a patient aged 57
    When the back pain pathway is followed
    Then nsaid is pending

  Scenario: today
    Given a patient aged 57
    When the back pain pathway is followed
    Then no alert is raised
"""
SLIP = """\
Feature: Slips
  Scenario: one
    Given a patient aged 57
    And who has ulcr
    When the back pain pathway is followed
    Then acupuncture is fine
"""


@pytest.fixture
def features(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for features, in the folder in which they are run."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "features"
    folder.mkdir()
    return folder


def run(*paths: str, width: int = 80, library: Path | None = SOUND) -> tuple[int, str]:
    told: list[str] = []
    code = running.run(paths, library, told.append, width=width)
    return code, "".join(told)


def refused(*paths: str, library: Path | None = SOUND) -> str:
    with pytest.raises(UsageError) as caught:
        run(*paths, library=library)
    return str(caught.value)


def test_what_holds_and_what_does_not(features: Path) -> None:
    (features / "needles.feature").write_text(SPEC)
    (features / "drugs.feature").write_text(OTHER)
    code, told = run()
    assert code == 1
    expect("spec/run_fails.txt", told)
    jargon = r"collected|[Tt]raceback|rootdir|pytest|passed|PASSED|FAILED|\.py\b|session"
    assert re.search(jargon, told) is None


def test_all_hold(features: Path) -> None:
    (features / "needles.feature").write_text(SPEC.replace("| recommended ", "| pending     "))
    assert run("features", "features/needles.feature") == run()
    code, told = run()
    assert code == 0
    expect("spec/run_holds.txt", told)


def test_a_feature_with_mistakes_does_not_keep_others_from_running(features: Path) -> None:
    (features / "slips.feature").write_text(SLIP)
    (features / "drugs.feature").write_text(OTHER)
    code, told = run()
    assert code == 1
    expect("spec/run_mistakes.txt", told)


def test_many_marks_go_on_in_the_next_line(features: Path) -> None:
    rows = "".join(f"      | {age} |\n" for age in range(20, 65))
    (features / "many.feature").write_text(
        "Feature: Many\n  Scenario Outline: one\n    Given a patient aged <age>\n"
        "    When the back pain pathway is followed\n    Then acupuncture is pending\n"
        f"    Examples:\n      | age |\n{rows}"
    )
    code, told = run(width=22)
    assert code == 0
    assert told.startswith(f"Many\n  {'.' * 20}\n  {'.' * 20}\n  {'.' * 5}\n\nfeature")
    assert told.endswith("\nall 45 scenarios hold\n")


def test_one_scenario_by_its_name(features: Path) -> None:
    (features / "needles.feature").write_text(SPEC)
    code, told = run("features/needles.feature::Nobody asked")
    assert code == 0
    assert told.endswith("\nthe scenario holds\n")
    code, told = run("features/needles.feature::Bleeding[no-recommended]")
    assert code == 1
    assert "\nBleeding (no, recommended)\nfeatures/needles.feature:15: Then acup" in told
    assert told.endswith("\n1 of 1 scenario does not hold\n")


def test_where_all_is_left_out_nothing_holds(features: Path) -> None:
    (features / "drugs.feature").write_text(OTHER)
    code, told = run("features/drugs.feature::one day")
    assert code == 2
    assert told.endswith("\nno scenario was run, 1 left out\n")


def test_nothing_to_run_is_an_error(features: Path) -> None:
    name = "\n  help: the name of a feature file ends in `.feature`"
    assert refused() == f"P511 no feature file below `features`{name}"
    (features / "notes.txt").write_text("Feature: none")
    assert refused("features/notes.txt") == f"P511 `features/notes.txt` is not a feature file{name}"
    cucumbers = "Feature: Cucumbers\n  Scenario: Eating\n    Given 5 cucumbers\n"
    (features / "cucumbers.feature").write_text(cucumbers)
    assert refused(library=None) == "P511 no feature below `features` speaks of a pathway"
    (features / "needles.feature").write_text(SPEC)
    assert refused("features/needles.feature::Nobody") == (
        "P511 no scenario `Nobody` in `features/needles.feature`"
    )
    assert refused("nowhere", "features/none.feature") == (
        "P501 no file or folder `nowhere`\n\nP501 no file or folder `features/none.feature`"
    )
    features.rename(features.parent / "specs")
    assert refused() == (
        "P501 no file or folder `features`\n  help: name the feature files or folders to run"
    )
    assert refused("specs", library=Path("nowhere")) == "P501 there is no folder `nowhere`"


def test_a_path_that_leads_to_nothing_stops_the_others(features: Path) -> None:
    (features / "needles.feature").write_text(SPEC)
    (features / "more").mkdir()
    (features / "more" / "cucumbers.feature").write_text("Feature: Cucumbers\n")
    told: list[str] = []
    with pytest.raises(UsageError) as caught:
        running.run(["features/needles.feature", "features/more"], None, told.append)
    assert str(caught.value) == "P511 no feature below `features/more` speaks of a pathway"
    assert told == []


def test_settings_and_tests_of_python_do_not_count(features: Path) -> None:
    (features / "needles.feature").write_text(
        SPEC.partition("  @who-2023.acupuncture\n")[0]
        + """
  Scenario: one
    When the back pain pathway is followed
    Then acupuncture is pending
"""
    )
    (features / "test_other.py").write_text("def test_other():\n    raise RuntimeError\n")
    (features / "conftest.py").write_text("raise RuntimeError\n")
    (features.parent / "pytest.ini").write_text(
        "[pytest]\naddopts = --no-such-option\nrequired_plugins = nothing-of-the-kind\n"
        "strict_config = true\nno_such_key = 1\nminversion = 99\nfilterwarnings = error\n"
    )
    code, told = run()
    assert code == 0
    assert told.endswith("\nthe scenario holds\n")


# -- watching ------------------------------------------------------------------------------


def edits(*steps: Callable[[], object]) -> Callable[[], bool]:
    """Instead of waiting, somebody edits; after the last edit nobody waits any longer."""
    remaining = list(steps)

    def wait() -> bool:
        if not remaining:
            return False
        remaining.pop(0)()
        return True

    return wait


def test_watching_runs_again_when_a_feature_or_the_library_changes(features: Path) -> None:
    library = features.parent / "library"
    library.mkdir()
    spec, vocabulary = features / "needles.feature", library / "vocabulary.yaml"
    spec.write_text(SPEC)
    vocabulary.write_text("attributes: {}\n")
    runs: list[str] = []
    told = run_again(
        [features, library],
        lambda: runs.append(spec.read_text()),
        edits(
            lambda: None,
            lambda: spec.write_text(OTHER),
            lambda: (features / "notes.txt").write_text("not watched"),
            lambda: vocabulary.write_text("attributes: {age: {}}\n"),
            lambda: (features / "more.feature").write_text(SLIP),
        ),
    )
    names = [text.strip().removesuffix(":") for text in told]
    assert [name.removeprefix(f"{features.parent.as_posix()}/") for name in names] == [
        "features/needles.feature",
        "library/vocabulary.yaml",
        "features/more.feature",
    ]
    assert runs == [OTHER, OTHER, OTHER]
