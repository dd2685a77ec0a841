"""The views of SQL on FHIR that `pathway cohort views` writes, run on our records."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from pathway.cohort.views import views
from pathway.fhir.searches import searches
from tests.cli.conftest import Run, run
from tests.ehr.records import resources, sound
from tests.house.printed import ROOT

from .flat import rows_of
from .test_agreement import shipped

__all__ = ["run"]

PATHWAYS: Final = ("sciatica", "low-back-pain", "knee-osteoarthritis", "opioids-cdc")
View = Mapping[str, Any]


def made(id_: str = "sciatica", site: Any = None) -> Mapping[str, View]:
    library = shipped()
    return views(library, library.program(id_), library.record_rules(site))


def rows(view: View, listed: list[Any]) -> list[dict[str, Any]]:
    found = [row for one in listed for row in rows_of(view, one)]
    return [{name: value for name, value in row.items() if value is not None} for row in found]


def sciatica() -> list[Any]:
    return resources(orjson.loads((ROOT / "examples/fhir/sciatica.json").read_bytes()))


@pytest.mark.parametrize("id_", PATHWAYS)
def test_each_is_a_view_definition(id_: str) -> None:
    """As the specification wants it: names as SQL has them, each once in a view."""
    for name, view in made(id_).items():
        assert list(view)[:6] == [
            *("resourceType", "name", "status", "fhirVersion", "resource", "select")
        ]
        assert (view["resourceType"], view["name"], view["status"]) == (
            *("ViewDefinition", name, "draft"),
        )
        columns = [column for select in view["select"] for column in select["column"]]
        assert all(set(one) == {"name", "path", "type"} for one in columns)
        names = [one["name"] for one in columns]
        assert len(names) == len(set(names))
        assert all(re.fullmatch("[a-z][a-z_]*", one) for one in [name, *names])
        assert columns[0] == {"name": "id", "path": "getResourceKey()", "type": "string"}


@pytest.mark.parametrize("id_", PATHWAYS)
def test_there_is_one_of_each_kind_that_is_searched_for(id_: str) -> None:
    library = shipped()
    program = library.program(id_)
    read = frozenset[str]().union(*program.reads.values())
    kinds = {one.kind for one in searches(library.record_rules(), library.vocabulary, read)}
    assert {view["resource"] for view in made(id_).values()} == kinds | {"Patient", "Medication"}


ULCER: Final = {
    "id": "Condition/ulcer",
    "patient": "Patient/p-1047",
    "clinical_status": "active",
    "verification_status": "refuted",
    "modified": False,
    "recorded": "2026-09-08",
    "is_over": False,
    "system": "http://hl7.org/fhir/sid/icd-10-cm",
    "code": "K27.4",
    "display": "Peptic ulcer with haemorrhage",
}
EXERCISE: Final = {
    "id": "Procedure/exercise",
    "patient": "Patient/p-1047",
    "status": "completed",
    "modified": False,
    "performed_start": "2026-09-07",
    "performed_end": "2026-11-02",
    "outcome_system": "https://fhir.riverside.example.org/how-it-went",
    "outcome": "better",
    "system": "http://snomed.info/sct",
    "code": "229065009",
    "display": "Exercise therapy",
}
PARACETAMOL: Final = {
    "id": "MedicationRequest/paracetamol",
    "patient": "Patient/p-1047",
    "dose": 1000,
    "dose_unit": "mg",
    "frequency": 3,
    "period": 1,
    "period_unit": "d",
    "starts": "2026-08-26",
    "ends": "2026-10-07",
}
EGFR: Final = {
    "id": "Observation/egfr",
    "patient": "Patient/p-1047",
    "status": "final",
    "modified": False,
    "effective": "2026-09-29",
    "value": 78,
    "unit": "mL/min/{1.73_m2}",
    "unit_system": "http://unitsofmeasure.org",
    "unit_code": "mL/min/{1.73_m2}",
    "system": "http://loinc.org",
    "code": "98979-8",
    "display": "Glomerular filtration rate",
}


def test_rows_of_the_example() -> None:
    told = {name: rows(view, sciatica()) for name, view in made().items()}
    assert {name: len(of_it) for name, of_it in told.items() if of_it} == {
        "patient": 1,
        "condition": 3,
        "allergy": 1,
        "medication_request": 3,
        "medication_request_dosage": 3,
        "medication_request_condition": 2,
        "procedure": 1,
        "observation": 4,
    }
    assert told["condition"][-1] == ULCER
    assert told["procedure"] == [EXERCISE]
    assert told["medication_request_dosage"][1] == PARACETAMOL
    assert told["observation"][-1] == EGFR


def test_what_repeats_has_a_row_each() -> None:
    """Also a resource that has none has one, so that it is not lost."""
    code = {"coding": [{"system": "http://snomed.info/sct", "code": one} for one in ("1", "2")]}
    coded = {"resourceType": "Condition", "id": "c", "code": code}
    bare = {"resourceType": "Condition", "id": "d", "modifierExtension": [{"url": "x"}]}
    plain = {"modified": False, "is_over": False, "system": "http://snomed.info/sct"}
    assert rows(made()["condition"], [coded, bare]) == [
        {"id": "Condition/c", **plain, "code": "1"},
        {"id": "Condition/c", **plain, "code": "2"},
        {"id": "Condition/d", "modified": True, "is_over": False},
    ]


def test_only_results_that_matter_have_rows() -> None:
    """Unless the site says that the record holds all of them, what is not there says nothing."""
    height = {"coding": [{"system": "http://loinc.org", "code": "8302-2"}]}
    one = {"resourceType": "Observation", "id": "h", "status": "final", "code": height}
    panel = {
        **one,
        "id": "p",
        "component": [{"code": {"coding": [{"system": "http://loinc.org", "code": "777-3"}]}}],
    }
    every = {"site": "Test", "complete": ["results"]}
    assert [row["id"] for row in rows(made()["observation"], [one, panel])] == ["Observation/p"]
    assert [row["id"] for row in rows(made(site=every)["observation"], [one, panel])] == [
        *("Observation/h", "Observation/p")
    ]


@pytest.mark.parametrize("id_", PATHWAYS)
def test_no_resource_of_a_record_is_lost(id_: str) -> None:
    """Each has a row, but for results whose codes nobody asks for."""
    found = made(id_).values()
    kinds = {view["resource"] for view in found}
    lost = [
        f"{one['resourceType']}/{one['id']}"
        for one in (*resources(sound()), *sciatica())
        if one["resourceType"] in kinds and not any(rows(view, [one]) for view in found)
    ]
    assert lost == []


def test_the_command(run: Run, tmp_path: Path) -> None:
    printed = run("cohort", "views", "--pathway", "sciatica")
    assert (printed.exit_code, printed.stderr) == (0, "")
    assert json.loads(printed.stdout) == [*made().values()]
    folder = tmp_path / "views"
    written = run("cohort", "views", "--pathway", "sciatica", "--output", folder)
    assert (written.exit_code, written.stderr) == (0, "")
    assert written.stdout.split() == [str(folder / f"{name}.json") for name in made()]
    assert {one.stem: json.loads(one.read_text()) for one in folder.iterdir()} == made()
    again = run("cohort", "views", "--output", folder)
    assert again.exit_code == 2
    assert run("cohort", "views", "--output", folder, "--force").exit_code == 0
