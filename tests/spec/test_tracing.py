"""Recommendations and their scenarios: what `pathway check` says of the features near a library."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pathway.authoring.traceability import features_near, untraced
from pathway.cli.app import commands
from pathway.engine import open_library
from pathway.ground.problem_pages import page
from tests.spec.conftest import SOUND

FEATURE = """\
Feature: Needles
  {tag}
  Scenario: Nobody asked
    Given a patient aged 57
    When the back pain pathway is followed
    Then acupuncture is pending
"""
WITHOUT = """\
P610 no scenario has the tag `@who-2023.acupuncture`
  recommendations/who-2023.yaml:11:17
    11 |     population: chronic
       |                 ^~~~~~~
  help: tag the scenarios that expect something of `WHO guideline on chronic low back pain`
"""
UNKNOWN = """\
P108 unknown recommendation `who-2023.needles`
  features/needles.feature:2:25
     2 |   @who-2023.acupuncture @who-2023.needles
       |                         ^~~~~~~~~~~~~~~~~
  help: did you mean `who-2023.acupuncture`?
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A small library with a folder for features in it."""
    folder = tmp_path / "small"
    shutil.copytree(SOUND, folder)
    (folder / "features").mkdir()
    return folder


def check(folder: Path) -> Result:
    return CliRunner().invoke(commands(), ["check", str(folder)])


def problems(folder: Path) -> str:
    return "".join(f"{one}\n" for one in untraced(open_library(folder), features_near(folder)))


def write(folder: Path, tag: str, name: str = "needles.feature") -> None:
    (folder / name).write_text(FEATURE.format(tag=tag))


def test_check_says_which_recommendation_has_no_scenario(library: Path) -> None:
    write(library / "features", "@needles @who-2023")
    before = check(SOUND)
    result = check(library)
    assert result.exit_code == 1
    assert WITHOUT in result.stdout
    assert "P610" not in before.stdout


def test_one_scenario_with_its_tag_is_enough(library: Path) -> None:
    write(library / "features", "@needles")
    write(library / "features", "@who-2023.acupuncture", "more.feature")
    assert problems(library) == ""
    assert "P610" not in check(library).stdout


def test_a_tag_that_names_no_recommendation(library: Path) -> None:
    write(library / "features", "@who-2023.acupuncture @who-2023.needles")
    assert problems(library) == UNKNOWN
    result = check(library)
    assert result.exit_code == 1
    assert UNKNOWN in result.stdout


def test_features_beside_the_library_count_too(library: Path) -> None:
    (library / "features").rmdir()
    beside = library.parent / "features"
    beside.mkdir()
    write(beside, "@needles")
    assert features_near(library) == [beside / "needles.feature"]
    assert problems(library) == WITHOUT
    write(beside, "@who-2023.acupuncture")
    assert problems(library) == ""


def test_features_beside_a_library_with_its_own_are_those_of_another(library: Path) -> None:
    write(library / "features", "@who-2023.acupuncture")
    beside = library.parent / "features"
    beside.mkdir()
    write(beside, "@needles")
    assert features_near(library) == [library / "features" / "needles.feature"]
    assert problems(library) == ""


def test_where_no_feature_has_a_tag_nothing_is_said(library: Path) -> None:
    assert problems(library) == ""
    write(library / "features", "")
    assert problems(library) == ""
    assert check(library).stdout.replace("small:", "sound:") == check(SOUND).stdout


def test_other_mistakes_in_a_feature_are_left_to_its_run(library: Path) -> None:
    feature = library / "features" / "needles.feature"
    feature.write_text(FEATURE.format(tag="@who-2023.acupuncture").replace("Given", "Gven"))
    assert problems(library) == ""


def test_a_tag_inside_a_text_is_none(library: Path) -> None:
    write(library / "features", "@needles")
    with (library / "features" / "needles.feature").open("a") as file:
        file.write('    """\n    @who-2023.acupuncture\n    """\n')
    assert problems(library) == WITHOUT
    write(library / "features", "@with space @who-2023.acupuncture", "spaced.feature")
    assert problems(library) == WITHOUT


def test_a_feature_that_cannot_be_read_has_no_tags(library: Path) -> None:
    write(library / "features", "@needles")
    (library / "features" / "other.feature").write_bytes(b"@who-2023.acupuncture \xff")
    assert problems(library) == WITHOUT


def test_the_examples_of_the_page_are_wrong_and_right(tmp_path: Path) -> None:
    explained = page("P610") or ""
    wrong, right = (part.partition("```")[0] for part in explained.split("```gherkin\n")[1:])
    said = {}
    for name, text in (("wrong", wrong), ("right", right)):
        path = tmp_path / f"{name}.feature"
        path.write_text(f"@nice-ng59.nsaid_sciatica\n{text}")
        said[name] = [p.message for p in untraced(open_library(), [path])]
    one = "no scenario has the tag `@nice-ng59.acupuncture`"
    assert one in said["wrong"]
    assert [message for message in said["wrong"] if message != one] == said["right"]
