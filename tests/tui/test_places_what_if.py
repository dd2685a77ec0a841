"""What if: a marked copy, its advice beside the real one, applied as one step or discarded."""

import pytest
from textual.pilot import Pilot

from pathway.ground.terms import Verdict
from pathway.tui.session import Session
from tests.golden import expect
from tests.lanes import thinned

from .conftest import NARROW, WIDE, flat, screen, seated
from .places import opened, press

SIZES = pytest.mark.parametrize("size", thinned([NARROW, WIDE], 2), ids=["narrow", "wide"])


async def bleeds(pilot: Pilot[int]) -> str:
    """Say on the copy that there is a bleeding disorder."""
    await press(pilot, "e", "slash", *"bleeding d", "enter")
    await press(pilot, "enter", "enter", "down", "enter", "ctrl+s")
    return await press(pilot, "escape", "escape")


@SIZES
async def test_side_by_side(mon57: Session, size: tuple[int, int]) -> None:
    async with seated(mon57, size) as pilot:
        await opened(pilot, mon57, "what_if")
        expect(f"tui/what_if_{size[0]}x{size[1]}.txt", await bleeds(pilot))
    assert not mon57.told


async def test_the_copy_is_marked_wherever_it_is_shown(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        said = await opened(pilot, mon57, "what_if")
        assert "HYPOTHETICAL · What if" in said
        assert "Nothing is different yet." in said
        assert "HYPOTHETICAL · Patient" in await press(pilot, "e")
        await press(pilot, "escape")
        assert "HYPOTHETICAL · Timeline" in await press(pilot, "t")


@pytest.mark.slow
async def test_applied_it_is_one_step(mon57: Session) -> None:
    before, results = mon57.patient, list[bool | None]()
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "what_if", results)
        await bleeds(pilot)
        await press(pilot, "t", "end", "d", "escape")
        assert "2 trial deleted: anti-inflammatory drug (NSAID)" in screen(pilot)
        assert mon57.patient == before
        await press(pilot, "p")
    assert results == [True]
    assert len(mon57.told) == 1
    assert mon57.told[0].said.startswith("2 changes of a what if: bleeding disorder: yes")
    assert mon57.advice.options["acupuncture"].verdict is Verdict.CONTRAINDICATED
    mon57.undo()
    assert mon57.patient == before


@pytest.mark.slow
async def test_discarded_nothing_happened(mon57: Session) -> None:
    before, results = mon57.patient, list[bool | None]()
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "what_if", results)
        await bleeds(pilot)
        assert "Esc again discards 1 change of this copy" in flat(await press(pilot, "escape"))
        assert results == []
        await press(pilot, "escape")
        await opened(pilot, mon57, "what_if", results)
        await bleeds(pilot)
        await press(pilot, "d")
    assert results == [False, False]
    assert mon57.patient == before
    assert not mon57.told
    assert not mon57.unsaved


@pytest.mark.slow
async def test_a_change_of_the_copy_is_taken_back(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "what_if")
        assert "contraindicated" in await bleeds(pilot)
        said = await press(pilot, "z")
        assert "Nothing is different yet." in said
        assert "p apply" not in said
