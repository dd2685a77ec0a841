"""Several patients open at once: switched by a key, never mixed, each asked about at the end."""

import json
import os
import shutil
from pathlib import Path

import pytest

from pathway.engine import Library
from pathway.tui.app import PathwayApp
from pathway.tui.opening import Opening
from pathway.tui.setting import Setting
from tests.examples import real_patients

from .conftest import AS_OF, flat, press, screen, session_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "patients"
    folder.mkdir()
    for name in ("mon-57", "simple-41"):
        shutil.copy(real_patients() / f"{name}.yaml", folder)
    return folder


def terminal(library: Library, folder: Path) -> PathwayApp:
    app = PathwayApp(None, Setting(as_of=AS_OF), folder)
    app._opening = Opening(app.setting, library)
    app.animation_level = "none"
    return app


async def test_two_patients_are_never_mixed(library: Library, folder: Path) -> None:
    app = terminal(library, folder)
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await press(pilot, *"mon", "enter", "n")
        first = session_of(pilot)
        assert len(first.told) == 1
        await press(pilot, "o", *"simple", "enter")
        second = session_of(pilot)
        assert second.patient.id == "simple-41"
        assert second.told == []
        assert screen(pilot).splitlines()[0].startswith(" simple-41")
        assert "1 more (F2)" in screen(pilot)
        said = await press(pilot, "f2")
        assert session_of(pilot) is first
        assert said.splitlines()[0].startswith(" mon-57")
        assert len(first.told) == 1
        await press(pilot, "n")
        assert (len(first.told), second.told) == (2, [])
        await press(pilot, "f2")
        assert session_of(pilot) is second


async def test_nobody_else_is_wanted(library: Library, folder: Path) -> None:
    app = terminal(library, folder)
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await press(pilot, *"mon", "enter", "n")
        first = session_of(pilot)
        await press(pilot, "o", *"si", "escape", "escape")
        assert session_of(pilot) is first
        assert screen(pilot).splitlines()[0].startswith(" mon-57")


async def test_a_patient_who_is_open_is_not_opened_twice(library: Library, folder: Path) -> None:
    app = terminal(library, folder)
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await press(pilot, *"mon", "enter", "n")
        first = session_of(pilot)
        await press(pilot, "o", *"mon", "enter")
        assert session_of(pilot) is first
        assert list(app.sittings) == [first]


async def test_each_is_asked_about_on_the_way_out(library: Library, folder: Path) -> None:
    app = terminal(library, folder)
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await press(pilot, *"mon", "enter", "n", "o", *"simple", "enter")
        said = flat(await press(pilot, "q"))
        assert "Close without saving?" in said
        assert session_of(pilot).patient.id == "mon-57"
        await press(pilot, "escape")
        assert app.return_code is None
        await press(pilot, "ctrl+w", "d")
        assert [one.patient.id for one in app.sittings] == ["simple-41"]
        await press(pilot, "q")
        assert app.return_code == 0


async def test_a_second_terminal_is_told(library: Library, folder: Path, tmp_path: Path) -> None:
    """Of a process that still runs; what one that went down left behind is forgotten."""
    app = terminal(library, folder)
    marks = tmp_path / "state/pathway-cds/open"
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await press(pilot, *"mon", "enter")
        (mark,) = marks.iterdir()
    assert list(marks.iterdir()) == []
    for pid, is_told in ((os.getppid(), True), (2**22 + 1, False)):
        mark.write_text(json.dumps({"pid": pid, "at": "2026-11-20T10:00+00:00"}))
        app = terminal(library, folder)
        async with app.run_test(size=(100, 30)) as pilot:
            await app.workers.wait_for_complete()
            await press(pilot, *"mon", "enter")
            told = [one.message for one in app._notifications]
            assert (
                any("Another terminal has this patient open since" in one for one in told)
                is is_told
            )
