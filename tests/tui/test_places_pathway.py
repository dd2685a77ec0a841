"""Pathway: the graph with the patient's way through it."""

import pytest

from pathway.engine import Library
from pathway.tui.session import Session
from tests.golden import expect
from tests.lanes import thinned

from .conftest import NARROW, WIDE, flat, seated, sitting
from .places import opened, press

SIZES = pytest.mark.parametrize("size", thinned([NARROW, WIDE], 2), ids=["narrow", "wide"])


@SIZES
async def test_the_way(library: Library, size: tuple[int, int]) -> None:
    session = sitting(library, "surgery-49")
    async with seated(session, size) as pilot:
        expect(f"tui/pathway_{size[0]}x{size[1]}.txt", await opened(pilot, session, "pathway"))


@pytest.mark.slow
async def test_a_node_is_chosen(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        said = await opened(pilot, mon57, "pathway")
        assert "at which step the patient is, is not known yet" in said
        assert "Anti-inflammatory drug: step, reached" in said
        said = flat(await press(pilot, "home"))
        assert "leg pain: radicular (GP record, 2026-11-20)" in said
        said = flat(await press(pilot, "down", "tab", "end"))
        assert "Anti-inflammatory drug: step, reached" not in said
        assert "Anti-inflammatory drug: not reached" not in said


@pytest.mark.slow
async def test_what_is_told_changes_the_way(mon57: Session) -> None:
    for asked in mon57.questions:
        if asked.is_yes_no and not asked.is_group:
            mon57.answer(asked, value=False)
    async with seated(mon57, WIDE) as pilot:
        said = await opened(pilot, mon57, "pathway")
        assert "? │" in said
    nsaid = [t for t in mon57.patient.trials or () if t.therapy == "nsaid"]
    assert nsaid


@pytest.mark.slow
async def test_both_pathways_fit(library: Library) -> None:
    for name in ("chronic-back-46", "school-16"):
        session = sitting(library, name)
        async with seated(session) as pilot:
            assert all(
                len(line) <= NARROW[0]
                for line in (await opened(pilot, session, "pathway")).split("\n")
            )
