"""A table of faults: each makes something unknown, with a reason, or is refused with a path."""

from typing import Any, Final

import pytest

from pathway.ground.problems import CODES, PatientError
from pathway.patients.writer import write_patient

from .records import TODAY, library, put, resource, sound, table, take, told, understood

ROWS: Final[list[dict[str, Any]]] = table("faults.yaml")
LISTS: Final = {"problems", "medicines", "allergies"}

#: What the sound record says.
SOUND: Final = {
    "baseline_pain": "P442",
    "birth_date": "1968-05-04",
    "cancer_history": "yes",
    "clopidogrel": "yes",
    "egfr": "72",
    "heart_failure": "yes",
    "implanted_device": "yes",
    "leg_pain": "radicular",
    "mood_screen": "2",
    "nsaid_allergy": "yes",
    "onset_date": "2026-06-01 to 2026-06-30",
    "other_anticoagulant": "yes",
    "pain_score": "6",
    "platelets": "210",
    "pregnant": "no",
    "sex": "female",
    "ssri_or_snri": "yes",
    "takes_other_nsaid": "yes",
    "warfarin": "yes",
}


def spoilt(row: dict[str, Any]) -> dict[str, Any]:
    record = sound()
    if "in" in row:
        json = resource(record, row["in"])
        for path in row.get("without", ()):
            take(json, path)
        for path, value in row.get("set", {}).items():
            put(json, path, value)
    if "add" in row:
        record["entry"].append({"resource": row["add"]})
    return record


def test_the_sound_record() -> None:
    found = understood(sound())
    assert told(found) == SOUND
    assert {name.value for name in found.patient.complete} == LISTS
    assert [t.therapy for t in found.patient.trials or ()] == ["exercise_program", "nsaid"]


def test_there_are_many_and_each_is_named_once() -> None:
    names = [row["fault"] for row in ROWS]
    assert len(names) == len(set(names)) >= 100


@pytest.mark.parametrize("row", [r for r in ROWS if "error" not in r], ids=lambda r: r["fault"])
def test_a_fault_makes_unknown(row: dict[str, Any]) -> None:
    found = understood(spoilt(row))
    expected = SOUND | {name: _word(value) for name, value in row["then"].items()}
    said = [name for name, value in row["then"].items() if value != "nothing"]
    assert told(found, said) == {
        name: value for name, value in expected.items() if value != "nothing"
    }
    lost = LISTS - {name.value for name in found.patient.complete}
    assert sorted(lost) == sorted(row.get("lists", []))
    assert (found.patient.trials is None) is (row.get("history") == "yes"), found.no_history


@pytest.mark.parametrize("row", [r for r in ROWS if "error" not in r], ids=lambda r: r["fault"])
def test_every_fault_is_explained(row: dict[str, Any]) -> None:
    found = understood(spoilt(row))
    for finding in found.findings:
        if finding.entry.value is None:
            assert finding.problem in CODES
            assert finding.entry.detail
            assert finding.entry.source


@pytest.mark.parametrize("row", [r for r in ROWS if "error" in r], ids=lambda r: r["fault"])
def test_a_fault_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(PatientError) as caught:
        understood(spoilt(row))
    (problem,) = caught.value.problems
    assert [problem.code, problem.message] == row["error"]


def _word(value: object) -> str:
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("row", [r for r in ROWS if "error" not in r], ids=lambda r: r["fault"])
def test_the_patient_of_a_record_can_be_saved(row: dict[str, Any]) -> None:
    patient = understood(spoilt(row)).patient
    text = write_patient(patient, library().vocabulary)
    assert library().patient_from_text(text, today=TODAY) == patient


def test_the_table_shows_every_reason_for_which_a_value_is_unknown() -> None:
    shown = {str(value) for row in ROWS for value in row.get("then", {}).values()}
    shown |= {row["error"][0] for row in ROWS if "error" in row}
    unknown = {"P421", "P422", "P423", "P430", "P433", "P434", "P436", "P437", "P438"}
    assert unknown | {"P441", "P442", "P443"} <= shown
