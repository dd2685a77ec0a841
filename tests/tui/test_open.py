"""Choosing a patient: found by a few letters, by a path, or new; what is broken says why."""

import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input
from textual.worker import WorkerCancelled

from pathway.ground.problems import LibraryError
from pathway.tui import run
from pathway.tui.app import PathwayApp
from pathway.tui.listing import glance, listed, usual_folder
from pathway.tui.setting import Setting
from tests.examples import real_patients
from tests.golden import expect

from .conftest import AS_OF, NARROW, ROOT, flat, press, screen, session_of

PATIENTS = real_patients()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A few patients, a health record, what is broken, and what is none."""
    folder = tmp_path / "patients"
    folder.mkdir()
    for name in ("mon-57", "cauda-equina-52", "simple-41"):
        shutil.copy(PATIENTS / f"{name}.yaml", folder)
    shutil.copy(ROOT / "examples/fhir/sciatica.json", folder)
    (folder / "broken.yaml").write_text("patient: broken\nattributes:\n  agee: 50\n  sex: cat\n")
    (folder / "site.yaml").write_text("site: Riverside\n")
    (folder / "notes.txt").write_text("patient: none\n")
    monkeypatch.chdir(tmp_path)
    return Path("patients")


@asynccontextmanager
async def choosing(folder: Path, size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[int]]:
    """The terminal on a folder, all of which has been looked into."""
    app = PathwayApp(None, Setting(as_of=AS_OF), folder)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        yield pilot


async def test_the_files_of_a_folder(folder: Path) -> None:
    async with choosing(folder) as pilot:
        expect("tui/open_80x24.txt", screen(pilot))


@pytest.mark.slow
async def test_found_by_a_few_letters(folder: Path) -> None:
    async with choosing(folder) as pilot:
        said = await press(pilot, *"numb")
        assert "1 of 5 files" in said
        assert "cauda-equina-52" in said
        await press(pilot, "escape", *"smp41")  # letters in order, where no text is alike
        assert "1 of 5 files" in screen(pilot)
        await press(pilot, "enter")
        assert session_of(pilot).patient.id == "simple-41"
        assert "Choose a patient" in await press(pilot, "o")
        said = await press(pilot, *"zzzz", "enter")
        assert "nothing fits; type less, or the path of a file" in said
        assert "nothing fits" not in await press(pilot, "backspace")


@pytest.mark.slow
async def test_up_and_down_and_again(folder: Path) -> None:
    async with choosing(folder) as pilot:
        await press(pilot, "down", "pagedown", "up", "enter")
        assert session_of(pilot).patient.id == "p-1047@fhir.riverside.example.org"
        await press(pilot, "o")
        await pilot.app.workers.wait_for_complete()
        (folder / "broken.yaml").unlink()
        await press(pilot, "f5")
        await pilot.app.workers.wait_for_complete()
        assert "4 files" in await press(pilot)


@pytest.mark.slow
async def test_a_health_record(folder: Path) -> None:
    async with choosing(folder) as pilot:
        await press(pilot, *"p-1047", "enter")
        assert session_of(pilot).patient.id == "p-1047@fhir.riverside.example.org"
        assert "58 years, female" in screen(pilot)
        await press(pilot, "n", "s")
        assert pilot.app.screen.query_one("#path", Input).value.endswith("sciatica.yaml")


async def test_a_path(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text(json.dumps({"patient": "Jürgen 王", "attributes": {"age": 50}}))
    async with choosing(folder) as pilot:
        field = pilot.app.screen.query_one("#find", Input)
        field.value = str(tmp_path / "nowhere.yaml")
        said = flat(await press(pilot, "enter"))
        assert "nowhere.yaml cannot be opened" in said
        assert "P501 cannot read" in said
        await press(pilot, "escape")
        field.value = str(elsewhere)
        await press(pilot, "enter")
        assert "Jürgen 王" in screen(pilot)


async def test_a_broken_file_says_everything(folder: Path) -> None:
    async with choosing(folder) as pilot:
        expect("tui/broken_80x24.txt", await press(pilot, *"broken", "enter"))
        assert "Choose a patient" in await press(pilot, "escape")


async def test_what_is_not_looked_into(folder: Path) -> None:
    (folder / "large.yaml").write_text("patient: large\n" + "# \n" * 2_000_000)
    (folder / "gone.yaml").symlink_to(folder / "nowhere.yaml")
    async with choosing(folder) as pilot:
        assert "large" in screen(pilot)
        assert "a large file, not looked into" in screen(pilot)
        assert "gone" not in screen(pilot)


async def test_far_too_much_is_pasted(folder: Path) -> None:
    async with choosing(folder) as pilot:
        pilot.app.screen.query_one("#find", Input).post_message(Paste("x" * 1_000_000))
        said = flat(await press(pilot))
        assert "[!] 1,000,000 characters were pasted; a field takes 2,000 at most" in said
        assert pilot.app.screen.query_one("#find", Input).value == ""


async def test_a_folder_with_nothing_in_it(tmp_path: Path) -> None:
    async with choosing(tmp_path) as pilot:
        said = screen(pilot)
        assert "0 files" in said
        assert "No patient files here. Type the path of one, or Ctrl+N for a new patient." in said


async def test_a_library_that_cannot_be_opened(folder: Path, tmp_path: Path) -> None:
    app = PathwayApp(None, Setting(library=tmp_path / "no-library"), folder)
    async with app.run_test():
        with suppress(WorkerCancelled):  # by the end of the app, which may come first
            await app.workers.wait_for_complete()
    assert app.return_value == 1
    assert isinstance(app.failed, LibraryError)


def test_a_named_patient_that_is_broken_never_takes_the_screen(folder: Path) -> None:
    from pathway.ground.problems import PatientError

    with pytest.raises(PatientError, match="P401"):
        run(Setting(as_of=AS_OF), folder / "broken.yaml")


def test_the_usual_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert usual_folder() == Path()
    monkeypatch.chdir(ROOT)
    assert usual_folder() == Path("examples/patients")


@pytest.mark.parametrize(
    ("text", "id_", "label"),
    [
        ("patient: a-1\nlabel: some body # a comment\n", "a-1", "some body"),
        ("# a comment\npatient: 'a: 1'\n", "a: 1", ""),
        ('{"patient": "a 1", "label": "x"}', "a 1", "x"),
        ('{\n  "patient": "a-1",\n  "label": "some, body"\n}', "a-1", "some, body"),
    ],
)
def test_a_glance(tmp_path: Path, text: str, id_: str, label: str) -> None:
    path = tmp_path / "one.json"
    path.write_text(text)
    found = glance(path)
    assert found is not None
    assert (found.id, found.label) == (id_, label)


def test_what_is_no_patient_is_not_listed(folder: Path) -> None:
    names = [one.path.name for one in listed(folder)]
    assert names == [
        "broken.yaml",
        "cauda-equina-52.yaml",
        "mon-57.yaml",
        "sciatica.json",
        "simple-41.yaml",
    ]
    assert glance(folder / "site.yaml") is None
    assert [one.fault for one in listed(folder.parent)] == [""] * 5
    missing = glance(folder / "gone.yaml")
    assert missing is not None
    assert missing.fault == "cannot be read: no such file or directory"
