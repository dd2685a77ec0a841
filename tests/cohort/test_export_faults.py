"""What is wrong with an export is told by file and reason, and never answered as if it were no."""

import gzip
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from pathway.fhir.wholeness import LISTS, Sign, sign_of_kind
from pathway.ground.problems import UsageError
from tests.ehr.short_records import short

from .exports import answered, export
from .test_export import advised, same

#: All lists are complete, so that whatever is missing counts as no.
SITE: Final = {"site": "Test", "complete": ["problems", "medicines", "allergies", "treatments"]}
ID: Final = "sciatica"
Row = dict[str, Any]


def person(id_: str, **more: Any) -> Row:
    return {"resourceType": "Patient", "id": id_, "birthDate": "1968-05-04", **more}


def of(id_: str, number: int, **said: Any) -> Row:
    """A resource in a few words, of a patient."""
    whose = "patient" if "allergy" in said else "subject"
    return {**short(number, said), whose: {"reference": f"Patient/{id_}"}}


def two_people() -> list[Row]:
    return [
        *(person("a"), person("b")),
        of("a", 1, problem="icd10 M54.31", onsetDateTime="2026-10-01"),
        of("b", 2, problem="icd10 M54.31", onsetDateTime="2026-10-01"),
        of("b", 3, order="rxnorm 11289"),
    ]


def theirs(id_: str, resources: list[Row]) -> list[Row]:
    """What is somebody's of some resources."""
    return [one for one in resources if _whose(one) == id_]


def _whose(resource: Row) -> object:
    if resource["resourceType"] == "Patient":
        return resource.get("id")
    subject: Any = resource.get("subject", resource.get("patient", {}))
    return str(subject.get("reference", "")).rpartition("/")[2]


def held(folder: Path, resources: list[Row], *signs: Sign) -> dict[tuple[str, str], int]:
    """The faults of an export, whose answers are those of records with these signs."""
    rows, faults = answered(folder, ID, site=SITE)
    assert [row["id"] for row in rows] == ["a", "b"]
    for row in rows:
        same(row, advised(theirs(row["id"], resources), ID, row, SITE, signs=signs))
    return faults


def add(path: Path, data: bytes) -> None:
    path.write_bytes((path.read_bytes() if path.exists() else b"") + data)


def test_a_sound_export(tmp_path: Path) -> None:
    export(tmp_path, two_people())
    assert held(tmp_path, two_people()) == {}
    rows, _ = answered(tmp_path, ID, site=SITE)
    told = {row["id"]: (row["outcome"], row["nsaid.verdict"]) for row in rows}
    assert told == {"a": ("needs information", "pending"), "b": ("needs information", "avoid")}


# -- lines that nobody can read may be anybody's ----------------------------------------------


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"resourceType": "MedicationRequest", "id": "x", "subj\n', "no JSON"),
        (b"not JSON at all\n", "no JSON"),
        (b'{"resourceType": "MedicationRequest", "id": "\xff"}\n', "no JSON"),
        (b"{}{}\n", "no JSON"),
        (b"[]\n", "no single resource of FHIR R4"),
        (b'"text"\n', "no single resource of FHIR R4"),
        (b'{"id": "x"}\n', "no single resource of FHIR R4"),
        (b'{"resourceType": "MedicationOrder"}\n', "no single resource of FHIR R4"),
        (b'{"resourceType": 1}\n', "no single resource of FHIR R4"),
        (b'{"resourceType": "Bundle", "entry": []}\n', "no single resource of FHIR R4"),
    ],
)
def test_a_damaged_line(line: bytes, reason: str, tmp_path: Path) -> None:
    """Nobody's list of medicines counts as complete then; what is known stays so."""
    export(tmp_path, two_people())
    add(tmp_path / "MedicationRequest.ndjson", line * 2)
    name = "MedicationRequest.ndjson"
    sign = sign_of_kind("MedicationRequest", f"a line of `{name}` is {reason}")
    assert held(tmp_path, two_people(), sign) == {(name, f"a line that is {reason}"): 2}


def test_a_damaged_line_changes_what_is_said(tmp_path: Path) -> None:
    """Without that, the tests above could not fail."""
    export(tmp_path, two_people())
    before, _ = answered(tmp_path, ID, site=SITE)
    add(tmp_path / "MedicationRequest.ndjson", b"{\n")
    after, _ = answered(tmp_path, ID, site=SITE)
    assert [n for n in before[0] if before[0][n] != after[0][n]] != []


def test_a_damaged_line_of_a_file_that_nobody_can_place(tmp_path: Path) -> None:
    export(tmp_path, two_people())
    add(tmp_path / "part-7.ndjson", b"\x00\x01\x02\n\x03\n")
    sign = Sign(LISTS, "a line of `part-7.ndjson` is no JSON")
    assert held(tmp_path, two_people(), sign) == {("part-7.ndjson", "a line that is no JSON"): 2}


def test_a_damaged_line_of_a_kind_that_nobody_reads(tmp_path: Path) -> None:
    export(tmp_path, [*two_people(), {"resourceType": "Encounter", "id": "e"}])
    add(tmp_path / "Encounter.ndjson", b"{\n")
    assert held(tmp_path, two_people()) == {("Encounter.ndjson", "a line that is no JSON"): 1}


def test_a_file_that_breaks_off(tmp_path: Path) -> None:
    """None of its lines count: which are missing, nobody knows."""
    export(tmp_path, two_people())
    lines = b"".join(orjson.dumps(of("a", n, order="rxnorm 11289")) + b"\n" for n in range(9, 999))
    name = "MedicationRequest.1.ndjson.gz"
    (tmp_path / name).write_bytes(gzip.compress(lines)[:2000])
    sign = sign_of_kind("MedicationRequest", f"`{name}` cannot be read")
    [(key, count)] = held(tmp_path, two_people(), sign).items()
    assert (key[0], count) == (name, 1)
    assert key[1].startswith("the file cannot be read: ")
    assert str(tmp_path) not in key[1]


def test_a_file_that_is_no_gzip(tmp_path: Path) -> None:
    export(tmp_path, two_people())
    (tmp_path / "1.ndjson.gz").write_bytes(b"{}\n")
    faults = held(tmp_path, two_people(), Sign(LISTS, "`1.ndjson.gz` cannot be read"))
    assert [name for name, _ in faults] == ["1.ndjson.gz"]


def test_empty_lines_and_empty_files_say_nothing(tmp_path: Path) -> None:
    export(tmp_path, two_people())
    add(tmp_path / "Condition.ndjson", b"\n\r\n  \n")
    (tmp_path / "Observation.2.ndjson").write_bytes(b"")
    (tmp_path / "Observation.3.ndjson.gz").write_bytes(gzip.compress(b""))
    (tmp_path / "README.txt").write_text("not of the export")
    assert held(tmp_path, two_people()) == {}


def test_a_line_of_somebody_that_can_be_read_in_two_ways(tmp_path: Path) -> None:
    """Such a record is refused, as `advise` refuses it; that of the other one is not."""
    export(tmp_path, two_people())
    line = b'{"resourceType":"Condition","code":1,"code":2,"subject":{"reference":"Patient/a"}}'
    add(tmp_path / "Condition.ndjson", line + b"\n")
    rows, faults = answered(tmp_path, ID, site=SITE)
    assert faults == {("Patient", "a key stands twice in an object of the record: left out"): 1}
    assert [row["left_out"] for row in rows] == [True, False]
    assert {name for name, value in rows[0].items() if value is not None} == {"id", "left_out"}


def test_a_line_that_only_some_readers_take_for_json(tmp_path: Path) -> None:
    export(tmp_path, two_people())
    line = b'{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/a"},}\n'
    add(tmp_path / "Condition.ndjson", line)
    rows, faults = answered(tmp_path, ID, site=SITE)
    assert faults == {("Patient", "a line of the record is no JSON: left out"): 1}
    assert [row["left_out"] for row in rows] == [True, False]


# -- people -----------------------------------------------------------------------------------


def test_a_patient_without_an_id(tmp_path: Path) -> None:
    nobody: list[Row] = [{"resourceType": "Patient"}, {"resourceType": "Patient", "id": 7}]
    export(tmp_path, [*two_people(), *nobody])
    assert held(tmp_path, two_people()) == {("Patient.ndjson", "a patient without an id"): 2}


def test_no_patient_at_all(tmp_path: Path) -> None:
    export(tmp_path, two_people()[2:])
    with pytest.raises(UsageError) as refused:
        answered(tmp_path, ID)
    assert [(p.code, p.message, p.hint) for p in refused.value.problems] == [
        (
            "P501",
            "there is no patient in the folder",
            "an export has a file `Patient.ndjson`, with one resource a line",
        )
    ]


def test_two_patients_with_one_id(tmp_path: Path) -> None:
    """Two copies that say the same are one; else nobody knows whose the resources are."""
    copy = person("b", meta={"lastUpdated": "2026-01-01T00:00:00Z"})
    export(tmp_path, [*two_people(), copy])
    assert held(tmp_path, two_people()) == {}
    export(tmp_path, [*two_people(), person("b", gender="male")])
    rows, faults = answered(tmp_path, ID, site=SITE)
    assert faults == {("Patient", "two patients with one id: left out"): 1}
    assert [row["left_out"] for row in rows] == [False, True]


def test_those_on_whom_nobody_advises(tmp_path: Path) -> None:
    gone = [
        person("c", deceasedBoolean=True),
        person("d", link=[{"type": "replaced-by", "other": {"reference": "Patient/a"}}]),
    ]
    export(tmp_path, [*two_people(), *gone])
    rows, faults = answered(tmp_path, ID, site=SITE)
    assert faults == {
        ("Patient", "the patient has died: left out"): 1,
        ("Patient", "the record was replaced by another one: left out"): 1,
    }
    assert [row["left_out"] for row in rows] == [False, False, True, True]
    same(
        rows[0],
        advised([*theirs("a", two_people()), gone[1]], ID, rows[0], SITE, patient="Patient/a"),
    )


# -- whose it is ------------------------------------------------------------------------------


def test_resources_of_strangers_are_counted(tmp_path: Path) -> None:
    export(
        tmp_path, [*two_people(), of("z", 8, order="rxnorm 11289"), of("z", 9, problem="icd10 I26")]
    )
    assert held(tmp_path, two_people()) == {
        ("Condition.ndjson", "of a patient who is not in the export"): 1,
        ("MedicationRequest.ndjson", "of a patient who is not in the export"): 1,
    }


@pytest.mark.parametrize(
    "subject",
    [
        None,
        {},
        {"display": "Ann"},
        {"identifier": {"value": "7"}},
        {"reference": "Group/1"},
        {"reference": "#p"},
        {"reference": "Patient"},
        {"reference": 7},
        "Patient/a",
    ],
)
def test_what_names_no_patient_may_be_anybodys(subject: object, tmp_path: Path) -> None:
    order = {**of("a", 8, order="rxnorm 11289"), "subject": subject}
    export(tmp_path, [*two_people(), order])
    name = "MedicationRequest.ndjson"
    sign = sign_of_kind(
        "MedicationRequest", f"MedicationRequest in `{name}` does not name its patient"
    )
    assert held(tmp_path, two_people(), sign) == {(name, "it does not name its patient"): 1}


@pytest.mark.parametrize(
    ("reference", "base"),
    [
        ("Patient/b", None),
        ("Patient/b/_history/3", None),
        ("https://one.example.org/fhir/Patient/b", "https://one.example.org/fhir"),
        ("https://one.example.org/fhir/Patient/b/_history/3", "https://one.example.org/fhir/"),
        # Of which server it is nobody says, so that it is not certain whose it is.
        ("https://one.example.org/fhir/Patient/b", None),
        ("https://two.example.org/fhir/Patient/b", "https://one.example.org/fhir"),
    ],
)
def test_references_mean_what_they_mean_in_a_bundle(
    reference: str, base: str | None, tmp_path: Path
) -> None:
    order = {**of("b", 8, order="rxnorm 11289"), "subject": {"reference": reference}}
    people = [one for one in two_people() if one["resourceType"] != "MedicationRequest"]
    export(tmp_path, [*people, order])
    rows, faults = answered(tmp_path, ID, site=SITE, base=base)
    assert faults == {}
    same(rows[0], advised(theirs("a", people), ID, rows[0], SITE, base))
    same(rows[1], advised([*theirs("b", people), order], ID, rows[1], SITE, base))
    certain = reference.startswith("Patient") or (base and reference.startswith(base))
    assert (rows[1]["nsaid.verdict"] == "avoid") is bool(certain)


def test_medicines_and_substances_are_found_by_reference(tmp_path: Path) -> None:
    """Others may refer to the same, and they are nobody's."""
    order = of("a", 8, order="rxnorm 11289")
    del order["medicationCodeableConcept"]
    order["medicationReference"] = {"reference": "Medication/m"}
    substance = {
        "resourceType": "Substance",
        "id": "s",
        "code": {
            "coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "11289"}]
        },
    }
    medication = {
        "resourceType": "Medication",
        "id": "m",
        "ingredient": [{"itemReference": {"reference": "Substance/s"}}],
    }
    everything = [*two_people(), order, medication, substance]
    export(tmp_path, everything)
    rows, faults = answered(tmp_path, ID, site=SITE)
    assert faults == {}
    record = [*theirs("a", two_people()), order, medication, substance]
    same(rows[0], advised(record, ID, rows[0], SITE))
    assert rows[0]["nsaid.verdict"] == "avoid"


def test_devices_of_a_ward(tmp_path: Path) -> None:
    """A device that nobody has says something only if it may matter to whoever has it."""
    kind = {"coding": [{"system": "http://example.org", "code": "1"}]}
    pump = {"resourceType": "Device", "id": "p", "type": kind}
    export(tmp_path, [*two_people(), pump])
    sign = sign_of_kind("Device", "Device in `Device.ndjson` does not name its patient")
    assert held(tmp_path, two_people(), sign) == {
        ("Device.ndjson", "it does not name its patient"): 1
    }
    used = {
        "resourceType": "DeviceUseStatement",
        "id": "u",
        "status": "active",
        "subject": {"reference": "Patient/a"},
        "device": {"reference": "Device/p"},
    }
    export(tmp_path, [*two_people(), pump, used])
    rows, faults = answered(tmp_path, ID, site=SITE)
    assert faults == {}
    same(rows[0], advised([*theirs("a", two_people()), pump, used], ID, rows[0], SITE))


def test_records_that_are_linked(tmp_path: Path) -> None:
    """What stands in a record that was merged with another one is not certain in that."""
    link = [{"type": "seealso", "other": {"reference": "Patient/b"}}]
    people = [person("a", link=link), *two_people()[1:]]
    export(tmp_path, people)
    rows, faults = answered(tmp_path, ID, site=SITE)
    assert faults == {}
    for row in rows:
        same(row, advised(people, ID, row, SITE, patient=f"Patient/{row['id']}"))
    assert rows[0]["nsaid.verdict"] == "pending"


# -- what the export says of itself -----------------------------------------------------------


def test_a_list_without_a_file_is_not_complete(tmp_path: Path) -> None:
    """A site says that its records hold all allergies; the export was made without them."""
    export(tmp_path, two_people())
    (tmp_path / "AllergyIntolerance.ndjson").unlink()
    text = "no file of the export has AllergyIntolerance"
    assert held(tmp_path, two_people(), Sign(frozenset({"allergies"}), text)) == {
        ("allergies", f"not complete, as the site says: {text}"): 1
    }


def test_what_the_server_reports(tmp_path: Path) -> None:
    issue = {"severity": "error", "code": "timeout"}
    outcome = {"resourceType": "OperationOutcome", "issue": [issue]}
    export(tmp_path, [*two_people(), outcome])
    text = "the server reports `timeout` in an OperationOutcome (`OperationOutcome.ndjson`)"
    assert held(tmp_path, two_people(), Sign(LISTS, text)) == {}


def test_a_result_that_is_withdrawn_by_a_later_version(tmp_path: Path) -> None:
    """The later version has a code that says nothing, and replaces the earlier one all the same."""
    said = {"result": "loinc 98979-8", "value": "20 mL/min/{1.73_m2}"}
    first = {**of("a", 8, **said), "meta": {"lastUpdated": "2026-01-01T00:00:00Z"}}
    other = {"coding": [{"system": "http://loinc.org", "code": "8302-2"}]}
    later = {**first, "code": other, "meta": {"lastUpdated": "2026-02-01T00:00:00Z"}}
    later["valueQuantity"] = {"value": 170, "system": "http://unitsofmeasure.org", "code": "cm"}
    people = [*two_people(), first, later]
    export(tmp_path, people)
    assert held(tmp_path, people) == {}
