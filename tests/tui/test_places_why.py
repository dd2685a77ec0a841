"""Why: a clinician follows one option to its rules, values and sources."""

import pytest

from pathway.engine import Library
from pathway.tui.session import Session
from tests.golden import expect
from tests.lanes import thinned

from .conftest import NARROW, WIDE, flat, screen, seated, sitting, told
from .places import opened, press

SIZES = pytest.mark.parametrize("size", thinned([NARROW, WIDE], 2), ids=["narrow", "wide"])


def chosen(session: Session) -> Session:
    session.chosen = "acupuncture"
    return session


@SIZES
async def test_the_chosen_option(mon57: Session, size: tuple[int, int]) -> None:
    async with seated(mon57, size) as pilot:
        await opened(pilot, chosen(mon57), "why")
        said = await press(pilot, "down", "down", "down", "enter", "down")
        expect(f"tui/why_{size[0]}x{size[1]}.txt", said)


@pytest.mark.slow
async def test_positions_side_by_side(mon57: Session) -> None:
    async with seated(mon57, WIDE) as pilot:
        await opened(pilot, chosen(mon57), "why")
        expect("tui/why_guidelines_120x40.txt", await press(pilot, *["down"] * 5))


async def test_arrows_choose_another_option(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        assert "acupuncture (manual) (7 of 28 options)" in await opened(pilot, chosen(mon57), "why")
        before = await press(pilot, "left")
        assert "spinal manipulation: PENDING, ask first" in before
        assert mon57.chosen == "spinal_manipulation"
        assert "acupuncture (manual): PENDING" in await press(pilot, "right")
        assert "(8 of 28 options)" in await press(pilot, "right")


@pytest.mark.slow
async def test_branches_open_and_close(mon57: Session) -> None:
    async with seated(mon57, WIDE) as pilot:
        closed = await opened(pilot, chosen(mon57), "why")
        assert "very low platelets" in await press(pilot, "e")
        assert await press(pilot, "e") == closed
        said = await press(pilot, "down", "down", "down", "space")
        assert "very low platelets" in said
        assert "very low platelets" not in await press(pilot, "space")


@pytest.mark.slow
async def test_what_would_change_it(mon57: Session) -> None:
    async with seated(mon57, WIDE) as pilot:
        await opened(pilot, chosen(mon57), "why")
        said = flat(await press(pilot, "end", "enter"))
        assert "▾ what would change it" in said
        assert "→ recommended, choose" in said


async def test_details_scroll(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await opened(pilot, chosen(mon57), "why")
        said = await press(pilot, *["down"] * 5, "tab", *["down"] * 6)
        assert "NICE NG59" in said


async def test_nothing_told_nothing_returned(mon57: Session) -> None:
    results: list[bool | None] = []
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "why", results)
        await press(pilot, "escape")
    assert results == [False]
    assert not mon57.told


@pytest.mark.slow
async def test_every_option_fits_a_narrow_screen(library: Library) -> None:
    session = sitting(library, "many-drugs-83")
    async with seated(session) as pilot:
        await opened(pilot, session, "why")
        for _ in session.advice.options:
            await press(pilot, "right", "e")
            assert all(len(line) <= NARROW[0] for line in screen(pilot).splitlines())


async def test_without_options(library: Library) -> None:
    session = told(library, attributes={"age": 12})
    async with seated(session) as pilot:
        said = await opened(pilot, session, "why")
        assert "Why · " in said
