"""What the structure of a program excludes never happens to anyone."""

from hypothesis import given, settings
from hypothesis import strategies as st

import pathway
from pathway.authoring.coverage.bounds import Bounds
from pathway.patients.at_date import resolve
from pathway.walk import walk
from tests.chance import examples
from tests.property.patients import AS_OF, patients

LIBRARY = pathway.open_library()
SCIATICA = LIBRARY.program("sciatica")
BOUNDS = Bounds(SCIATICA)


@settings(max_examples=examples(30))
@given(patients(SCIATICA), st.booleans())
def test_no_patient_leaves_the_bounds(patient: pathway.Patient, strict: bool) -> None:
    walked = walk(SCIATICA, resolve(patient, SCIATICA, AS_OF, strict=strict))
    outside = [d.name for d in SCIATICA.definitions if BOUNDS.excludes(d.name, walked[d.name])]
    assert outside == []


def test_verdicts_that_the_pathway_cannot_give() -> None:
    assert BOUNDS.excludes("option.education.verdict", "contraindicated")
    assert not BOUNDS.excludes("option.acupuncture.verdict", "contraindicated")
