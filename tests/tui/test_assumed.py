"""What was assumed: marked so, with its reason; confirmed, or overridden by what is known."""

from decimal import Decimal

import pytest
from textual.widgets import OptionList

from pathway.engine import Library
from pathway.tui.attribute_rows import AttributeRow, attribute_lines
from pathway.tui.session import Session
from tests.golden import expect

from .conftest import AS_OF, ROOT, inside, press, screen, seated, session_of


@pytest.fixture
def walk_in(library: Library) -> Session:
    """Somebody whose lists are complete, so that no test was looked for."""
    path = ROOT / "examples/consultations/acute-back-3.yaml"
    return Session(library, library.patient_from_file(path, today=AS_OF), AS_OF, None, path)


def test_nobody_confirms_a_measurement_that_was_never_made(walk_in: Session) -> None:
    """A confirmed 250 would be a laboratory value on file, and decide doses."""
    assumed = {one.attribute for one in walk_in.advice.assumptions}
    assert {"platelets", "egfr", "previous_spinal_surgery"} <= assumed
    walk_in.confirm(walk_in.confirmable)
    assert walk_in.patient.entries["previous_spinal_surgery"][-1].value is False
    assert not {"platelets", "egfr"} & set(walk_in.patient.entries)
    left = {one.attribute for one in walk_in.advice.assumptions}
    assert left == {"platelets", "egfr"} == {one.attribute for one in walk_in.unmeasured}


async def test_what_nobody_measured_is_told_and_overridden(walk_in: Session) -> None:
    """The reason stands below the list in full; Enter gives the value that is known."""
    async with seated(walk_in) as pilot:
        await press(pilot, "a")
        rows = pilot.app.screen.query_one("#assumed", OptionList)
        rows.highlighted = 0
        expect("tui/assumed_80x24.txt", await press(pilot))
        assert "nobody counts platelets before a short course" in inside(screen(pilot))
        assert " –  250 10*9/L  platelet count" in await press(pilot, "space")
        await press(pilot, "enter")
        await press(pilot, *"42", "ctrl+s")
        session = session_of(pilot)
        assert session.patient.entries["platelets"][-1].value == Decimal(42)
        assert "platelets" not in {one.attribute for one in session.advice.assumptions}
        assert "platelet count: 42" in session.told[-1].said


async def test_an_assumed_no_is_overridden_by_a_yes(walk_in: Session) -> None:
    async with seated(walk_in) as pilot:
        await press(pilot, "a")
        rows = pilot.app.screen.query_one("#assumed", OptionList)
        names = [one.attribute for one in (*walk_in.unmeasured, *walk_in.confirmable)]
        rows.highlighted = names.index("previous_spinal_surgery")
        await press(pilot, "enter")
        assert "New value: previous spinal surgery" in screen(pilot)


def test_the_form_says_that_a_value_may_be_assumed(walk_in: Session) -> None:
    lines = list(attribute_lines(walk_in, AttributeRow("platelet count", name="platelets")))
    told = {line.lead: line.text for line in lines}
    assert told["now"].startswith("ASSUMED 250 10*9/L: Our own judgement")
    assert told["absent"] == "may be assumed while nothing is recorded; what is recorded counts"
