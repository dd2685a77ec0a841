"""Compare: a table of therapies by pathways and guidelines."""

import pytest

from pathway.engine import Library
from pathway.tui.comparing import comparison
from pathway.tui.session import Session
from tests.golden import expect
from tests.lanes import thinned

from .conftest import NARROW, WIDE, flat, screen, seated, sitting
from .places import opened, press

SIZES = pytest.mark.parametrize("size", thinned([NARROW, WIDE], 2), ids=["narrow", "wide"])


@SIZES
async def test_the_table(mon57: Session, size: tuple[int, int]) -> None:
    async with seated(mon57, size) as pilot:
        await opened(pilot, mon57, "compare")
        said = await press(pilot, "right", "right", "right")
        expect(f"tui/compare_{size[0]}x{size[1]}.txt", said)


@pytest.mark.slow
async def test_both_sources_of_a_dispute(mon57: Session) -> None:
    async with seated(mon57, WIDE) as pilot:
        said = await opened(pilot, mon57, "compare")
        for _ in comparison(mon57).columns:
            if "acupuncture (manual) · NICE NG59 (2020) · GUIDELINES DISAGREE" in said:
                break
            said = await press(pilot, "right")
        assert "Do not offer acupuncture for low back pain with or without sciatica." in flat(said)
        said = flat(await press(pilot, "tab", "end"))
        assert "differs: ACP 2017" in said
        assert "doi:10.7326/M16-2367" in said


@pytest.mark.slow
async def test_every_cell_is_reached_and_nothing_is_cut(library: Library) -> None:
    session = sitting(library, "chronic-back-46")
    async with seated(session) as pilot:
        said = await opened(pilot, session, "compare")
        assert " 1 to 3 of " in said
        count = len(comparison(session).columns)
        for _ in range(count):
            said = await press(pilot, "right")
            assert all(len(line) <= NARROW[0] for line in said.splitlines())
        assert f" {count - 2} to {count} of {count}" in said
        await press(pilot, *["left"] * count)
        assert " 1 to 3 of " in screen(pilot)
        assert not session.told
