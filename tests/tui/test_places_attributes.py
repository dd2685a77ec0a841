"""The form of all attributes: find, add, correct, remove, declare."""

from decimal import Decimal

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from pathway.engine import Library
from pathway.ground.terms import Verdict
from pathway.ground.vocabulary import RecordList
from pathway.patients.model import Entry, Why
from pathway.tui.session import Session
from pathway.tui.widgets.fields import OneLine
from tests.golden import expect
from tests.lanes import thinned

from .conftest import AS_OF, NARROW, WIDE, flat, screen, seated, told
from .places import opened, press

SIZES = pytest.mark.parametrize("size", thinned([NARROW, WIDE], 2), ids=["narrow", "wide"])
SOURCE = "asked in the terminal"


async def find(pilot: Pilot[int], sought: str) -> str:
    await press(pilot, "slash")
    pilot.app.screen.query_one("#sought", OneLine).value = sought
    return await press(pilot, "enter")


@pytest.mark.slow
@SIZES
async def test_what_is_known(mon57: Session, size: tuple[int, int]) -> None:
    async with seated(mon57, size) as pilot:
        await opened(pilot, mon57, "attributes")
        said = await press(pilot, *["down"] * 5)
        expect(f"tui/attributes_{size[0]}x{size[1]}.txt", said)


@pytest.mark.slow
@SIZES
async def test_the_form_complains_while_it_is_filled(mon57: Session, size: tuple[int, int]) -> None:
    async with seated(mon57, size) as pilot:
        await opened(pilot, mon57, "attributes")
        await find(pilot, "platelet count")
        said = await press(pilot, "enter", *"5 kg")
        expect(f"tui/attributes_form_{size[0]}x{size[1]}.txt", said)
    assert not mon57.told


async def test_a_value_is_found_added_and_changes_the_advice(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "attributes")
        said = await press(pilot, "slash", *"platelet count")
        assert "1 found for “platelet count”" in said
        await press(pilot, "enter", "enter", *"15000 /uL")
        assert "is recorded as 15 ×10⁹/L" in screen(pilot)
        said = flat(await press(pilot, "enter"))
        assert "⇐ platelet count: 15 ×10⁹/L (asked in the terminal" in said
        assert "acupuncture (manual): pending → contraindicated" in said
    assert mon57.advice.options["acupuncture"].verdict is Verdict.CONTRAINDICATED
    assert mon57.patient.entries["platelets"][-1] == Entry(Decimal(15), None, AS_OF, SOURCE)
    assert len(mon57.patient.entries["platelets"]) == 2


@pytest.mark.slow
async def test_a_value_gives_way_to_another(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "attributes")
        await find(pilot, "platelet count")
        await press(pilot, "enter", *"150", "tab", "tab", "tab", "tab", "enter", "down", "enter")
        assert "gives way to this one" in screen(pilot)
        await press(pilot, "ctrl+s")
    (only,) = mon57.patient.entries["platelets"]
    assert only.detail == "instead of 210 ×10⁹/L (laboratory, 2024-03-02)"


@pytest.mark.slow
async def test_a_recorded_value_is_corrected(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "attributes")
        await find(pilot, "pain score")
        said = await press(pilot, "e")
        assert "Correct: pain score" in said
        await press(pilot, "backspace", *"8", "enter")
    (entry,) = mon57.patient.entries["pain_score"]
    assert (entry.value, entry.source, entry.on) == (Decimal(8), "GP record", AS_OF)


@pytest.mark.slow
async def test_a_value_is_removed_and_taken_back(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "attributes")
        await find(pilot, "pain score")
        assert "removed: pain score: 6" in await press(pilot, "d")
        assert "pain_score" not in mon57.patient.entries
        assert "taken back: removed: pain score" in await press(pilot, "z")
        assert "pain_score" in mon57.patient.entries
        assert "again: removed" in await press(pilot, "r")
        said = await press(pilot, "d")
        assert "pain score: nothing is recorded" in said
        assert "nothing is recorded to be corrected" in await press(pilot, "e")


@pytest.mark.slow
async def test_the_patient_does_not_know(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "attributes")
        await find(pilot, "bleeding disorder")
        assert "bleeding disorder: patient does not know" in await press(pilot, "u")
    assert mon57.patient.entries["bleeding_disorder"] == (
        Entry(None, Why.DOES_NOT_KNOW, AS_OF, SOURCE),
    )


@pytest.mark.slow
async def test_one_of_several_values_is_chosen(library: Library) -> None:
    warfarin = [{"value": True, "source": "GP record"}, {"value": False, "source": "patient"}]
    session = told(library, attributes={"warfarin": warfarin})
    async with seated(session) as pilot:
        await opened(pilot, session, "attributes")
        await find(pilot, "warfarin")
        rows = ("down", "down", "down")
        said = await press(pilot, *rows)
        assert "recorded" in said
        while "removed" not in screen(pilot):
            await press(pilot, "d", "down")
    assert len(session.patient.entries["warfarin"]) == 1


@pytest.mark.slow
async def test_choices_and_reasons_are_chosen_with_keys(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "attributes")
        await find(pilot, "bleeding disorder")
        await press(pilot, "enter", "enter", "down", "enter", "ctrl+s")
        assert mon57.patient.entries["bleeding_disorder"][0].value is True
        await find(pilot, "low back pain")
        await press(pilot, "enter", "tab", "enter", "down", "down", "enter", "ctrl+s")
    assert mon57.patient.entries["low_back_pain"][-1].why is Why.NOT_ASKED


@pytest.mark.slow
async def test_lists_are_declared_complete(library: Library) -> None:
    session = told(library, attributes={"age": 50, "leg_pain": "radicular"})
    async with seated(session) as pilot:
        await opened(pilot, session, "attributes")
        said = flat(await press(pilot, "enter"))
        assert "list of problems: complete" in said
        assert session.patient.complete == frozenset({RecordList.PROBLEMS})
        assert session.advice.assumptions
        await press(pilot, "enter")
        assert session.patient.complete == frozenset()


@pytest.mark.slow
async def test_nothing_found_and_back(mon57: Session) -> None:
    results: list[bool | None] = []
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "attributes", results)
        assert "Nothing is called so." in await find(pilot, "漢字 نص")
        await press(pilot, "enter", "d", "u", "e")
        assert " unknown" in await press(pilot, "escape")
        await press(pilot, "escape")
    assert results == [False]
    assert not mon57.told


@pytest.mark.slow
async def test_a_flood_from_the_clipboard_is_refused(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "attributes")
        await press(pilot, "slash")
        assert pilot.app.focused is not None
        pilot.app.focused.post_message(Paste("9" * 1_000_000))
        assert "1,000,000 characters were pasted" in flat(await press(pilot, "a"))
        await find(pilot, "platelet count")
        await press(pilot, "enter")
        assert pilot.app.focused is not None
        pilot.app.focused.post_message(Paste("9" * 1_999))
        said = flat(await press(pilot, "enter"))
        assert "[!]" in said
    assert not mon57.told


@pytest.mark.slow
async def test_names_of_any_script_are_kept(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "attributes")
        await find(pilot, "bleeding disorder")
        await press(pilot, "enter", "enter", "down", "enter")
        form = pilot.app.screen
        form.query_one("#field-source OneLine", OneLine).value = "د. أحمد 漢字"
        said = await press(pilot, "ctrl+s")
        assert "د. أحمد 漢字" in flat(said)
    assert mon57.patient.entries["bleeding_disorder"][0].source == "د. أحمد 漢字"
