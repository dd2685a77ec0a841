"""Every mistake in a feature: the whole message, and nothing of the feature is run."""

import re
from pathlib import Path

import pytest

from pathway.authoring.spec.binding import bind
from pathway.authoring.spec.gherkin import read_feature
from pathway.authoring.spec.words import LibraryWords
from pathway.engine import Library, open_library
from pathway.ground.problem_pages import page
from pathway.ground.problems import CODES, Problems
from pathway.views.problems import render
from tests.golden import expect

BAD = Path(__file__).parents[1] / "bad"
SOUND = BAD / "libraries" / "sound"
FEATURES = sorted((BAD / "features").glob("*.gherkin"))


def problems_of(path: Path, library: Library) -> Problems:
    problems = Problems()
    feature = read_feature(path, "care.feature", problems)
    if feature is not None:
        bind(feature, LibraryWords(library), path, problems)
    return problems


@pytest.fixture(scope="module")
def small() -> Library:
    return open_library(SOUND)


@pytest.fixture
def confusing(tmp_path: Path) -> Library:
    """A library in which two names are easily mistaken for something else."""
    for path in SOUND.rglob("*.yaml"):
        text = path.read_text()
        text = text.replace("title: enough relief", "title: tried nothing so far")
        text = text.replace("title: warfarin,", "title: pain,")
        target = tmp_path / path.relative_to(SOUND)
        target.parent.mkdir(exist_ok=True)
        target.write_text(text)
    return open_library(tmp_path)


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_features_that_cannot_be_run(
    path: Path, small: Library, request: pytest.FixtureRequest
) -> None:
    library = small
    if path.stem in ("P605_two_meanings", "P401_two_attributes_of_that_name"):
        library = request.getfixturevalue("confusing")
    problems = problems_of(path, library)
    expect(f"../bad/features/{path.stem}.txt", render(problems))
    codes = {problem.code for problem in problems}
    assert path.stem == "everything_at_once" or path.stem.split("_")[0] in codes


#: What one feature alone can show. P610 is about all features of a library: see test_tracing.
ALONE = [code for code in CODES if code.startswith("P6") and code != "P610"]


@pytest.mark.parametrize("code", ALONE)
def test_every_code_of_features_has_a_bad_feature(code: str) -> None:
    assert any(path.stem.startswith(f"{code}_") for path in FEATURES)


@pytest.mark.slow
@pytest.mark.parametrize("code", [code for code in ALONE if code != "P605"])
def test_the_examples_of_a_page_are_wrong_and_right(code: str, tmp_path: Path) -> None:
    wrong, right = re.findall(r"```gherkin\n(.+?)```", page(code) or "", re.DOTALL)
    library = open_library()
    path = tmp_path / "care.feature"
    path.write_text(wrong)
    assert code in {problem.code for problem in problems_of(path, library)}
    path.write_text(right)
    assert list(problems_of(path, library)) == []


@pytest.mark.parametrize("content", [b"Feature: caf\xe9\n", b"\xff\xfe"])
def test_a_file_that_is_not_utf_8(content: bytes, tmp_path: Path, small: Library) -> None:
    path = tmp_path / "care.feature"
    path.write_bytes(content)
    said = render(problems_of(path, small))
    assert said == "P601 cannot read `care.feature`: it is not UTF-8 text\n"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path, small: Library) -> None:
    path = tmp_path / "care.feature"
    text = (
        "Feature: Care\r\n  Scenario: one\r\n    Given a patient\r\n"
        "    When the back pain pathway is followed\r\n    Then acupuncture is pending\r\n"
    )
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert list(problems_of(path, small)) == []


def test_honest_prose_is_no_mistake(tmp_path: Path, small: Library) -> None:
    path = tmp_path / "care.feature"
    path.write_text(
        "Feature: Care\n"
        "  The advice is written for a clinician to read,\n"
        "  and nothing here is a step; then again, nobody said so.\n"
        "  Note: acupuncture is pending as long as an answer is missing\n"
        "  when the bleeding disorder is unknown.\n\n"
        "  Scenario: one\n"
        "    Prose may stand here too,\n"
        "    and given time it does.\n"
        "    Given a patient\n"
        "    When the back pain pathway is followed\n"
        "    Then acupuncture is pending\n"
    )
    assert list(problems_of(path, small)) == []
