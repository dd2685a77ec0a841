"""The pages of the problems with records: wrong examples have the problem, right ones do not."""

import re
from datetime import date

import orjson
import pytest

from pathway.ground.problem_pages import page
from pathway.ground.problems import CODES, PatientError

from .records import TODAY, library

CODES_OF_RECORDS = [code for code in CODES if "P420" <= code < "P450"]
SITE = {"site": "x", "complete": ["problems", "medicines", "allergies", "treatments"]}
DAY = date(2026, 11, 18)


def found(example: str) -> set[str]:
    """The problems of an example, to which a patient is added where there is none."""
    record: object = example.encode()
    if '"Patient", "id": "1"' not in example and example.startswith(("[", "{")):
        patient = {"resourceType": "Patient", "id": "1", "birthDate": "1968-05-04"}
        given = orjson.loads(example)
        record = [patient, *(given if isinstance(given, list) else [given])]
    wanted = "Patient/1" if "Observation" in example else None
    try:
        understood = library().understand_fhir(
            record,  # type: ignore[arg-type]
            site=SITE,
            as_of=DAY,
            today=TODAY,
            patient=wanted,
        )
    except PatientError as error:
        return {problem.code for problem in error.problems}
    told = {note.problem.code for note in understood.notes}
    told |= {stop.code for stop in understood.stops}
    return told | {finding.problem for finding in understood.findings if finding.attribute != "sex"}


@pytest.mark.parametrize("code", CODES_OF_RECORDS)
def test_examples(code: str) -> None:
    wrong, right = re.findall(r"```json\n(.+?)\n```", page(code) or "", re.DOTALL)
    if code == "P420":
        with pytest.raises(PatientError) as caught:
            library().patient_from_fhir(wrong, today=TODAY)
        assert [problem.code for problem in caught.value.problems] == [code]
    else:
        assert code in found(wrong)
    assert code not in found(right)
