"""A record that was read, saved as a patient file and opened again never knows more than before."""

from typing import Any

import pytest

from pathway.files.patient_write import write_patient
from pathway.resolve import resolve

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
