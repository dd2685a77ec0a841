"""Whether anything is assumed: as records say, unless somebody asks for nothing of it."""

from __future__ import annotations

from datetime import date

from pathway.advice import advise
from pathway.engine import open_library
from tests.examples import real_patients

DAY = date(2026, 11, 20)


def test_what_records_say_is_assumed_unless_strict() -> None:
    library = open_library()
    patient = library.patient_from_file(real_patients() / "mon-57.yaml", today=DAY)
    program = library.program("sciatica")
    usual = advise(program, patient, DAY)
    assert usual.assumptions == advise(program, patient, DAY, strict=False).assumptions
    assert usual.assumptions != ()
    assert advise(program, patient, DAY, strict=True).assumptions == ()
