"""What a pathway declares about itself, and what its conditions give away."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import pathway
from pathway.engine import open_library
from pathway.ground.terms import Characteristic
from pathway.program import CompiledProgram

SOUND = Path(__file__).parents[1] / "bad" / "libraries" / "sound"
DECLARED = """\
transparency:
  developer: A clinic
  funding: A fund
  released: 2026-01-02
  revised: 2026-11-20
  uses: [date of birth, health status]
"""

Change = Callable[[str, str, str], None]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "library"))


@pytest.fixture
def change(copy: Path) -> Change:
    def instead(file: str, before: str, after: str) -> None:
        path = copy / file
        assert before in path.read_text()
        path.write_text(path.read_text().replace(before, after, 1))

    return instead


def program(folder: Path) -> CompiledProgram:
    return open_library(folder).program("back_pain")


def declare(folder: Path, text: str) -> None:
    path = folder / "back_pain.yaml"
    path.write_text(path.read_text() + text)


def found(folder: Path) -> list[str]:
    problems = open_library(folder).findings()
    return [problem.message for problem in problems if problem.code == "P314"]


def faults(folder: Path) -> list[str]:
    with pytest.raises(pathway.LibraryError) as caught:
        open_library(folder)
    return [f"{problem.code} {problem.message}" for problem in caught.value.problems]


def test_what_is_declared_is_kept(copy: Path) -> None:
    declare(copy, DECLARED)
    told = program(copy).transparency
    assert (told.developer, told.funding) == ("A clinic", "A fund")
    assert (told.released, told.revised) == (date(2026, 1, 2), date(2026, 11, 20))
    assert told.uses == (Characteristic.DATE_OF_BIRTH, Characteristic.HEALTH_STATUS)
    assert str(told.span) == "back_pain.yaml:28:3"


def test_nothing_need_be_declared(copy: Path) -> None:
    told = program(copy).transparency
    assert (told.developer, told.funding, told.released, told.uses) == (None, None, None, None)
    assert found(copy) == []


def test_an_attribute_tells_of_health_unless_it_says_otherwise(copy: Path) -> None:
    assert list(program(copy).uses) == [Characteristic.HEALTH_STATUS]


def test_an_age_tells_what_the_date_of_birth_tells(copy: Path, change: Change) -> None:
    change("vocabulary.yaml", "type: date,", "type: date, characteristic: date of birth,")
    used = program(copy).uses
    assert used[Characteristic.DATE_OF_BIRTH] == ("age",)
    assert "age" not in used[Characteristic.HEALTH_STATUS]
    declare(copy, DECLARED)
    assert found(copy) == []


def test_what_decides_whether_a_value_matters_is_read_as_well(copy: Path, change: Change) -> None:
    sex = "sex: {title: sex, type: choice, choices: [f, m], group: person, characteristic: sex}\n  "
    change("vocabulary.yaml", "ulcer: {", f"{sex}ulcer: {{applies when: sex = 'f', ")
    assert program(copy).uses[Characteristic.SEX] == ("sex",)


def test_what_clinicians_are_asked_to_have_at_hand_is_used(copy: Path, change: Change) -> None:
    spoken = "language: {title: language, type: choice, choices: [a, b], group: person, "
    change("vocabulary.yaml", "ulcer: {", f"{spoken}characteristic: language}}\n  ulcer: {{")
    assert Characteristic.LANGUAGE not in program(copy).uses
    declare(copy, "needs: [language]\n")
    assert program(copy).uses[Characteristic.LANGUAGE] == ("language",)


def test_a_declaration_that_is_not_true_is_found(copy: Path) -> None:
    declare(copy, DECLARED.replace("health status", "race"))
    undeclared, *rest = found(copy)
    assert undeclared.startswith(
        "`back_pain` does not declare that it uses health status, but reads `age`, `leg_pain`, "
    )
    assert rest == [
        "`back_pain` declares that it uses date of birth, but no condition reads it",
        "`back_pain` declares that it uses race, but no condition reads it",
    ]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("2026-01-02", "2026", "P103 `released` should be a day such as 2026-11-20"),
        ("2026-01-02", "2026-02-30", "P103 `released` should be a day such as 2026-11-20"),
        ("health status", "health", "P111 `uses` cannot be `health`"),
        ("funding", "founding", "P101 unknown key `founding`"),
    ],
)
def test_a_slip_in_a_declaration(copy: Path, before: str, after: str, said: str) -> None:
    declare(copy, DECLARED.replace(before, after))
    assert faults(copy) == [said]
