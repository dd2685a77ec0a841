"""Every mistake in a file: the whole message, with code, place, caret and hint."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import pathway
from pathway.ground.problems import CODES, PathwayError, Problem, Problems
from pathway.yaml.located import read_bytes
from tests.golden import expect

BAD = Path(__file__).parents[1] / "bad"
SOUND = BAD / "libraries" / "sound"
TODAY = date(2026, 11, 20)


def name_of(path: Path) -> str:
    return path.stem


def said(problems: tuple[Problem, ...]) -> str:
    return "\n\n".join(map(str, problems)) + "\n"


def library_cases() -> dict[str, dict[str, Any]]:
    path = BAD / "libraries" / "cases.yaml"
    problems = Problems()
    cases = read_bytes(path.name, path.read_bytes(), problems)
    assert not problems.errors
    assert isinstance(cases, dict)
    return {name: case for name, case in cases.items() if name != "@"}


def with_slip(case: dict[str, Any], folder: Path) -> Path:
    """A copy of the sound library with the slip of one case in it."""
    shutil.copytree(SOUND, folder)
    return spoil(case, folder)


def spoil(case: dict[str, Any], folder: Path) -> Path:
    """Put the slip of one case into a library."""
    path = folder / case["file"]
    if "rename" in case:
        target = folder / case["rename"]
        target.parent.mkdir(exist_ok=True)
        path.rename(target)
        return folder
    more = "".join(
        case["repeat"].replace("%d", str(number)) for number in range(int(case.get("times", 0)))
    )
    if "instead of" not in case:
        path.parent.mkdir(exist_ok=True)
        path.write_text(case["stands"])
        return spoil(case["also"], folder) if "also" in case else folder
    before = path.read_text()
    assert case["instead of"] in before
    path.write_text(before.replace(case["instead of"], case["stands"] + more, 1))
    if "also" in case:
        spoil(case["also"], folder)
    return folder


def found_in_library(folder: Path) -> tuple[Problem, ...]:
    try:
        return pathway.open_library(folder).findings(TODAY)
    except PathwayError as error:
        return error.problems


@pytest.mark.parametrize("path", sorted((BAD / "yaml").glob("*.yaml")), ids=name_of)
def test_yaml_that_cannot_be_read(path: Path) -> None:
    problems = Problems()
    assert read_bytes(path.name, path.read_bytes(), problems) is None
    expect(f"../bad/yaml/{path.stem}.txt", said(problems.errors))
    assert path.stem.split("_")[0] in {problem.code for problem in problems}


@pytest.mark.parametrize("path", sorted((BAD / "patients").glob("*.yaml")), ids=name_of)
def test_patients_that_cannot_be_read(path: Path) -> None:
    library = pathway.open_library(SOUND)
    with pytest.raises(pathway.PatientError) as caught:
        library.patient_from_text(path.read_bytes(), path.name, today=TODAY)
    expect(f"../bad/patients/{path.stem}.txt", said(caught.value.problems))
    codes = {problem.code for problem in caught.value.problems}
    assert path.stem == "everything_at_once" or path.stem.split("_")[0] in codes


@pytest.mark.parametrize("case", library_cases())
def test_libraries_that_cannot_be_opened(case: str, tmp_path: Path) -> None:
    problems = found_in_library(with_slip(library_cases()[case], tmp_path / "library"))
    expect(f"../bad/libraries/{case}.txt", said(problems))
    assert case.split("_")[0] in {problem.code for problem in problems}


def test_the_sound_library_is_sound() -> None:
    assert found_in_library(SOUND) == ()


def test_every_code_about_content_has_a_faulty_file() -> None:
    shown = {path.stem.split("_")[0] for path in BAD.rglob("*.txt")}
    in_bytes = {"P001", "P002", "P003"}  # no text file can hold these; see test_located_yaml
    of_records = {code for code in CODES if "P420" <= code < "P450"}  # see tests/ehr/faults.yaml
    of_exports = {"P210"}  # sound here, and more than CQL can say; see tests/interchange/cql
    wanted = {code for code in CODES if code < "P500"} - of_records - of_exports
    assert sorted(wanted - shown - in_bytes) == []
