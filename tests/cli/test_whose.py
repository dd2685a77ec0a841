"""Health records of several people: who is in them, and whose is read."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

import pathway
from pathway.ground.problems import PatientError, UsageError

Run = Callable[..., Result]

NUMBER = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]}
WHO = (
    "  help: say whose with `--patient`: `4711` is Ada Example, born 1968-03-04;"
    " `2` is Bo Example, born 1999-01-02\n"
)


def person(id_: str, given: str, born: str, number: str = "") -> dict[str, Any]:
    name = [{"use": "official", "family": "Example", "given": [given]}]
    numbered = {"identifier": [{"type": NUMBER, "value": number}]} if number else {}
    return {"resourceType": "Patient", "id": id_, "name": name, "birthDate": born, **numbered}


def bundle(*people: dict[str, Any]) -> str:
    entry = [{"resource": one} for one in people]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entry})


ADA = person("1", "Ada", "1968-03-04", "4711")
BO = person("2", "Bo", "1999-01-02")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "two.json"
    path.write_text(bundle(ADA, BO))
    return path


@pytest.mark.parametrize(
    "command",
    [
        ("advise", "{}"),
        ("why", "acupuncture", "{}"),
        ("compare", "{}"),
        ("eval", "age", "{}"),
        ("handout", "{}"),
        ("summary", "{}"),
        ("decide", "nsaid", "{}", "--action", "decline", "--actor", "Dr Ito", "--records", "r.db"),
        ("tui", "--plain", "{}"),
        ("ehr", "explain", "{}"),
    ],
    ids=lambda command: command[0],
)
def test_it_is_said_who_is_there(run: Run, record: Path, command: tuple[str, ...]) -> None:
    told = run(*(part.format(record) for part in command))
    assert told.stderr == (
        f"P423 there are several patients in the record: `Patient/1`, `Patient/2`\n{WHO}"
    )
    assert (told.stdout, told.exit_code) == ("", 1)


@pytest.mark.parametrize(
    ("named", "who"), [("1", 58), ("4711", 58), ("Patient/1", 58), ("2", 27), ("Patient/2", 27)]
)
def test_one_is_named(run: Run, record: Path, named: str, who: int) -> None:
    arguments = ("--patient", named, "--as-of", "2026-11-20")
    assert run("eval", "age", record, *arguments).stdout == f"{who} years\n"
    explained = run("ehr", "explain", record, *arguments)
    assert explained.exit_code == 0


@pytest.mark.parametrize(
    "command",
    [
        ("advise", "{}"),
        ("compare", "{}"),
        ("handout", "{}"),
        ("summary", "{}"),
        ("tui", "--plain", "{}"),
    ],
    ids=lambda command: command[0],
)
def test_it_is_read_by_every_command(run: Run, record: Path, command: tuple[str, ...]) -> None:
    told = run(*(part.format(record) for part in command), "--patient", "2", stdin=b"quit\n")
    assert (told.stderr, told.exit_code) == ("", 0)
    assert "Ada" not in told.stdout


def test_on_standard_input(run: Run) -> None:
    text = bundle(ADA, BO)
    asked = ("eval", "age", "-", "--as-of", "2026-11-20")
    assert run(*asked, "--patient", "2", stdin=text).stdout == "27 years\n"
    assert run(*asked, stdin=text).stderr.endswith(WHO)


def test_nobody_is_called_so(run: Run, record: Path) -> None:
    told = run("advise", record, "--patient", "3")
    assert told.stderr == f"P423 `3` is not in the record\n{WHO}"


def test_a_word_that_names_two_names_nobody(run: Run, tmp_path: Path) -> None:
    """The record number of one is the id of the other."""
    path = tmp_path / "mixed.json"
    path.write_text(bundle(person("1", "Ada", "1968-03-04", "2"), BO))
    told = run("advise", path, "--patient", "2")
    assert told.stderr == (
        "P423 `2` names several patients of the record: `Patient/1`, `Patient/2`\n"
        "  help: say whose with `--patient`: `1` is Ada Example, born 1968-03-04;"
        " `Patient/2` is Bo Example, born 1999-01-02\n"
    )
    assert run("eval", "age", path, "--patient", "Patient/2", "--as-of", "2026-11-20").stdout == (
        "27 years\n"
    )


def test_many_people_are_not_all_listed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    path.write_text(bundle(*(person(f"p{n}", "", "1960-01-01") for n in range(30))))
    assert run("advise", path).stderr.endswith("; `p19` is Example, born 1960-01-01; and 10 more\n")


def test_where_nobody_can_be_meant(run: Run, record: Path, example: str) -> None:
    for command, said in (
        (("advise", example), "the choice of a patient is only for records in FHIR"),
        (("tui", "--plain", example), "the choice of a patient is only for records in FHIR"),
        (
            ("compare", record.parent),
            "`--patient` is for one record, and this is a folder of patients",
        ),
        (
            ("tui", record.parent),
            "`--patient` says whose a health record is: name the file of the record",
        ),
        (("tui",), "`--patient` says whose a health record is: name the file of the record"),
    ):
        told = run(*command, "--patient", "2")
        assert (told.stderr, told.exit_code) == (f"P510 {said}\n", 2)


def test_in_a_call(record: Path) -> None:
    library = pathway.open_library()
    assert library.patient_from_file(record, patient="4711").name == "Ada Example"
    assert library.patient_from_text(record.read_bytes(), patient="2").name == "Bo Example"
    assert library.patient_from_fhir(record.read_bytes(), patient="Patient/1").name == (
        "Ada Example"
    )
    with pytest.raises(PatientError) as refused:
        library.patient_from_file(record)
    assert refused.value.problems[0].hint == "say whose record is to be read"
    with pytest.raises(UsageError):
        library.patient_from_text("patient: a", patient="2")
