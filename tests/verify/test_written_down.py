"""Whom the solver finds, a file can hold: also somebody of whom only an interval is known."""

from decimal import Decimal
from pathlib import Path

import pytest

from pathway.authoring.verify import Encoded
from pathway.authoring.verify.values import Number
from pathway.engine import open_library
from pathway.ground.vocabulary import Range
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.patients.writer import write_patient
from tests.verify.shared import AS_OF

SOUND = Path(__file__).parents[1] / "bad" / "libraries" / "sound"


@pytest.mark.parametrize("ongoing", [True, False])
def test_a_trial_of_which_nobody_knows_how_long_it_was(ongoing: bool) -> None:
    """Three weeks or more, and perhaps more than eight: told by the days it began on."""
    library = open_library(SOUND)
    program = library.program("back_pain")
    encoded = Encoded.of(program, AS_OF)
    weeks = encoded.meaning("nsaid.weeks")
    assert isinstance(weeks, Number)
    running = encoded.truth("nsaid.ongoing")
    found = encoded.solve(
        weeks.known,
        weeks.low >= 3,
        weeks.high > 8,
        weeks.low < 8,
        running.yes if ongoing else running.no,
    )
    assert isinstance(found, Patient)
    again = library.patient_from_text(write_patient(found, library.vocabulary), today=AS_OF)
    value = resolve(again, program, AS_OF).values["nsaid.weeks"].value
    assert isinstance(value, Range)
    assert 3 <= Decimal(f"{value.low}") < 8 < Decimal(f"{value.high}")
