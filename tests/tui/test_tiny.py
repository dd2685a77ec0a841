"""Terminals too small for anything: the screens are drawn, nothing raises, nothing runs on."""

import asyncio

import pytest

from pathway.engine import Library
from pathway.tui.app import PathwayApp

from .conftest import sitting

SIZES = ((1, 1), (2, 24), (80, 2))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "×".join(map(str, size)))
async def test_the_main_screens_at_any_size(library: Library, size: tuple[int, int]) -> None:
    """The patient, the export and the list of patients; the limit only ends what never would."""
    app = PathwayApp(sitting(library, "mon-57"))
    app.animation_level = "none"
    async with asyncio.timeout(300), app.run_test(size=size) as pilot:
        for keys in ((), ("x",), ("down",), ("escape",), ("o",)):
            await pilot.press(*keys)
            await pilot.pause()
        shown = type(app.screen).__name__
    assert shown == "OpenScreen"
