"""Drugs are found by ingredient, brand or class, where an option or a trial is looked for."""

import pytest
from textual.widgets import OptionList, Select

from pathway.tui.session import Session
from pathway.tui.trial_rows import trial_rows
from tests.golden import expect

from .conftest import press, screen, seated


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ibuprofen", ["nsaid"]),
        ("opioids", ["opioid", "tramadol"]),
        ("manip", ["spinal_manipulation"]),
        ("zzz", []),
    ],
)
async def test_options_are_found(mon57: Session, typed: str, found: list[str]) -> None:
    async with seated(mon57) as pilot:
        await press(pilot, "3", "slash", *typed, "enter")
        rows = pilot.app.screen.query_one("#options", OptionList).options
        assert sorted(row.id for row in rows if row.id is not None) == found
        await press(pilot, "escape")
        rows = pilot.app.screen.query_one("#options", OptionList).options
        assert len([row for row in rows if row.id is not None]) == len(mon57.advice.options)


async def test_nothing_is_called_so(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        said = await press(pilot, "3", "slash", *"zzz")
        assert "Nothing is called so. Esc shows every option again." in said
        assert said.splitlines()[-1].startswith(" Esc all options")


async def test_from_verdict_to_verdict(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await press(pilot, "3", "home")
        first = pilot.app.screen.query_one("#options", OptionList).highlighted_option
        await press(pilot, "right_square_bracket")
        second = pilot.app.screen.query_one("#options", OptionList).highlighted_option
        assert first is not None
        assert second is not None
        verdict = [mon57.advice.options[row.id or ""].verdict for row in (first, second)]
        assert verdict[0] is not verdict[1]
        await press(pilot, "left_square_bracket", "left_square_bracket")
        assert pilot.app.screen.query_one("#options", OptionList).highlighted_option is first


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ibuprofen", ["nsaid"]),
        ("nsaids", ["nsaid"]),
        ("exer", ["exercise_program"]),
        ("no response", ["paracetamol"]),
        ("2026-06", ["paracetamol", "exercise_program"]),
        ("zzz", []),
    ],
)
def test_trials_are_found(mon57: Session, typed: str, found: list[str]) -> None:
    assert [row.trial.therapy for row in trial_rows(mon57, typed)] == found


async def test_the_timeline_shows_what_is_found(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        expect("tui/timeline_found_80x24.txt", await press(pilot, "7", "slash", *"ibuprofen"))
        said = await press(pilot, "enter", "enter")
        assert "Edit: anti-inflammatory drug (NSAID)" in said
        assert "history taken: 4 trials · 1 found for" in await press(pilot, "escape")
        assert "paracetamol" in await press(pilot, "escape")
        assert "Timeline" not in await press(pilot, "escape")


async def test_no_trial_is_called_so(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        said = await press(pilot, "7", "slash", *"zzz", "enter")
        assert "history taken: 4 trials · 0 found for “zzz”" in said
        assert "No trial is called so. Esc shows all of them again." in said
        assert "4 found" not in await press(pilot, "escape")
        assert "no response" in screen(pilot)


async def test_what_is_deleted_among_what_was_found_is_the_one_that_is_chosen(
    mon57: Session,
) -> None:
    async with seated(mon57) as pilot:
        said = await press(pilot, "7", "slash", *"exer", "enter", "d")
        assert "0 found for “exer”" in said
    left = [trial.therapy for trial in mon57.patient.trials or ()]
    assert left == ["education", "paracetamol", "nsaid"]


async def test_a_trial_is_entered_by_its_drug(mon57: Session) -> None:
    async with seated(mon57, (100, 40)) as pilot:
        await press(pilot, "7", "a", "shift+tab", *"ibuprofen")
        assert pilot.app.screen.query_one("#field-therapy Select", Select).value == "nsaid"
        row = next(line for line in screen(pilot).splitlines() if "┃ therapy" in line)
        assert "anti-inflammatory drug (NSAID)" in row
