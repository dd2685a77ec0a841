"""The look of the terminal; `make golden` rewrites the pictures."""

import re
from collections.abc import Callable

import pytest

from pathway.engine import Library
from pathway.tui.app import PathwayApp
from pathway.tui.session import Session
from tests.golden import expect

from .conftest import NARROW, WIDE, choose, press, seated, sitting


@pytest.mark.parametrize(
    ("name", "keys", "size"),
    [
        ("mon-57", [], NARROW),
        ("mon-57", ["n", "y"], WIDE),
        ("cauda-equina-52", [], NARROW),
    ],
    ids=["questions", "bleeding_disorder", "emergency"],
)
def test_picture(
    library: Library,
    snap_compare: Callable[..., bool],
    name: str,
    keys: list[str],
    size: tuple[int, int],
) -> None:
    app = PathwayApp(sitting(library, name))
    app.animation_level = "none"
    assert snap_compare(app, press=keys, terminal_size=size)


@pytest.mark.slow
async def test_the_picture_in_the_documents(mon57: Session) -> None:
    """It is drawn anew here, and names no fonts of other people's servers."""
    async with seated(mon57, WIDE) as pilot:
        await press(pilot, "1", *["down"] * 3, "y")
        await choose(pilot, "acupuncture")
        await press(pilot, "1")
        picture = pilot.app.export_screenshot(title="pathway tui examples/patients/mon-57.yaml")
    alone = re.sub(r"\s*@font-face \{[^}]*\}", "", picture)
    assert "url(http" not in alone
    assert 'url("http' not in alone
    expect("../../docs/images/terminal.svg", alone)
