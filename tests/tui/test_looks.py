"""Help, palette and looks; and a terminal that is far too small."""

from pathlib import Path

import pytest

from pathway.engine import Library
from pathway.tui.app import PathwayApp
from pathway.tui.places import PLACES, place
from pathway.tui.session import Session
from pathway.tui.themes import CONTRAST, LOOKS
from tests.golden import expect

from .conftest import choose, flat, inside, press, screen, seated, sitting


@pytest.mark.slow
async def test_help_begins_with_what_has_the_keys(mon57: Session) -> None:
    begin = {
        "1": "What is not known yet and would change the advice",
        "2": "What to do now, most pressing first.",
        "3": "Every option by verdict, and what to do about each.",
        "4": "Why the chosen option stands where it stands",
    }
    async with seated(mon57) as pilot:
        for pane, said in begin.items():
            await press(pilot, pane)
            assert said in inside(await press(pilot, "f1"))
            await press(pilot, "escape")


@pytest.mark.slow
async def test_the_palette_offers_what_can_be_done_and_no_pictures(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await press(pilot, "1")
        offered = [c.title for c in pilot.app.get_system_commands(pilot.app.screen)]
        keys = {one: " ".join(filter(None, (one.key, one.number))) for one in PLACES}
        assert {f"{one.label} ({both})" for one, both in keys.items()} <= set(offered)
        assert {f"look: {said}" for said in LOOKS.values()} <= set(offered)
        assert {"undo (z)", "save (s)", "open (o)", "quit (q)", "help (F1)"} <= set(offered)
        assert not [title for title in offered if "creenshot" in title]
        assert len(offered) == len(set(offered))
        await press(pilot, "ctrl+p")
        await press(pilot, *"assumed")
        await pilot.app.workers.wait_for_complete()
        await press(pilot, "enter")
        assert "Assumed (64)" in await press(pilot)


@pytest.mark.slow
async def test_looks_are_kept(mon57: Session, library: Library, tmp_path: Path) -> None:
    async with seated(mon57) as pilot:
        assert pilot.app.theme == "textual-dark"
        await press(pilot, "ctrl+t")
        assert pilot.app.theme == "textual-light"
        await press(pilot, "ctrl+t")
        assert pilot.app.theme == CONTRAST.name
    async with seated(sitting(library, "simple-41")) as pilot:
        assert pilot.app.theme == CONTRAST.name
        (tmp_path / "state/pathway-cds/look").write_bytes(b"\xff")
    async with seated(sitting(library, "simple-41")) as pilot:
        assert pilot.app.theme == "textual-dark"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mon-57", "cauda-equina-52"])
async def test_a_terminal_of_40_by_12(library: Library, name: str) -> None:
    async with seated(sitting(library, name), (40, 12)) as pilot:
        expect(f"tui/tiny_{name}_40x12.txt", screen(pilot))
        for key in ("2", "3", "4", "1", "d", "escape", "x", "escape", "a", "escape", "f1"):
            assert screen(pilot).strip()
            await press(pilot, key)


async def test_a_terminal_of_nearly_nothing(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        for size in ((10, 4), (1, 1), (80, 24)):
            await pilot.resize_terminal(*size)
            await press(pilot, "3", "1")
        assert "1 Questions" in screen(pilot)


async def test_every_place_opens_and_comes_back(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await choose(pilot, "acupuncture")
        for one in PLACES:
            await press(pilot, one.key)
            assert type(pilot.app.screen).__name__ == one.screen.partition(":")[2]
            assert "mon-57" in screen(pilot)
            await press(pilot, "escape")
            assert "Options]" in screen(pilot)
    assert place("why").key == "w"
    keys = [one.key for one in PLACES]
    assert len(keys) == len(set(keys))


async def test_a_fault_of_this_program_shows_no_values(
    mon57: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    app = PathwayApp(mon57)
    secret = "-".join(["secret", "value"])

    async def fail() -> None:
        async with app.run_test() as pilot:
            app.call_later(lambda hidden=secret: 1 / 0)
            await pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await fail()
    said = capsys.readouterr().err
    assert "The terminal failed. Unsaved answers were kept" in flat(said)
    assert "ZeroDivisionError" in said
    assert secret not in said
