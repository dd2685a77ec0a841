"""A record that was read, saved as a patient file and opened again never knows more than before."""

from dataclasses import replace
from typing import Any

import pytest

from pathway.ground.problems import PatientError
from pathway.ground.vocabulary import RecordList
from pathway.patients.at_date import resolve
from pathway.patients.update import updated
from pathway.patients.writer import write_patient

from .records import TODAY, library
from .test_readings import ROWS, read


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["row"])
def test_what_is_saved_says_no_more(row: dict[str, Any]) -> None:
    if "refused" in row:
        return
    found = read(row)
    text = write_patient(found.patient, library().vocabulary)
    day = max(TODAY, found.as_of)
    again = library().patient_from_text(text, today=day)
    program = library().program("low-back-pain")
    before = resolve(found.patient, program, found.as_of).facts
    after = resolve(again, program, found.as_of).facts
    for name, fact in after.items():
        assert fact.value == before[name].value, name
    assert again.trials == found.patient.trials
    assert (again.complete, again.gaps) == (found.patient.complete, found.patient.gaps)
    why = {name: (fact.why, fact.detail) for name, fact in after.items()}
    assert why == {name: (before[name].why, before[name].detail) for name in after}


def test_why_a_list_is_open_is_kept_until_somebody_declares_it_complete() -> None:
    rows = [row for row in ROWS if row["row"] == "one resource of 500"]
    patient = read(rows[0]).patient
    vocabulary = library().vocabulary
    text = write_patient(patient, vocabulary)
    lines = [line for line in text.splitlines() if "of 500" in line]
    named = [line.split(":")[0].strip() for line in lines]
    assert named[:3] == ["allergies", "medicines", "problems"]
    assert named[3:] == [  # what is assumed only of a record that was fetched whole
        *("platelets", "egfr", "unstable_heart_disease", "spinal_lesion"),
        *("previous_spinal_surgery", "adequate_relief", "knee_pain", "knee_replaced"),
    ]
    again = library().patient_from_text(text, today=TODAY)
    advice = library().advise(again, pathway="low-back-pain", as_of=TODAY)
    assert sum("does not count as complete" in note.text for note in advice.notes) == 3
    told = replace(again, complete=frozenset((RecordList.MEDICINES,)))
    saved = updated(text, told, vocabulary)
    assert library().patient_from_text(saved.text, today=TODAY).gaps.keys() == {
        RecordList.PROBLEMS,
        RecordList.ALLERGIES,
    }


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("[medicines]", "`not complete` should be a mapping"),
        ("{medicine: gone}", "unknown key `medicine`"),
        ("{medicines: 7}", "the reason for `medicines` should be text"),
    ],
)
def test_reasons_that_cannot_be_read(written: str, message: str) -> None:
    with pytest.raises(PatientError) as error:
        library().patient_from_text(f"patient: p\nnot complete: {written}\n", today=TODAY)
    assert [problem.message for problem in error.value.problems] == [message]
