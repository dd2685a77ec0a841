"""Nothing that was told is lost: kept for recovery, saved with care, asked about on the way out."""

import errno
import json
import os
import shutil
import stat
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from pathway.engine import Library
from pathway.tui import recovery
from pathway.tui.app import PathwayApp
from pathway.tui.saving import FileChanged, fault_of
from pathway.tui.session import Session
from tests.examples import real_patients
from tests.golden import expect

from .conftest import AS_OF, NARROW, ROOT, flat, inside, press, screen, seated, session_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The demonstration patient's file, which may be written."""
    return Path(shutil.copy(real_patients() / "mon-57.yaml", tmp_path))


def opened(library: Library, file: Path) -> Session:
    return Session(library, library.patient_from_file(file, today=AS_OF), AS_OF, None, file)


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "state/pathway-cds/recovery").glob("*"))


async def change(pilot: Pilot[int], file: Path) -> str:
    """Answer, let somebody else change the file meanwhile, and try to save."""
    await press(pilot, "n")
    file.write_text(file.read_text() + "# changed by somebody else\n")
    return await press(pilot, "s", "enter")


async def test_answers_are_kept_after_every_telling(
    library: Library, file: Path, tmp_path: Path
) -> None:
    session = opened(library, file)
    async with seated(session) as pilot:
        assert kept(tmp_path) == []
        await press(pilot, "n", "y")
        (place,) = kept(tmp_path)
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
        assert len(json.loads(place.read_text())["said"]) == 2
        await press(pilot, "z")
        assert len(json.loads(place.read_text())["said"]) == 1
        await press(pilot, "z")
        assert kept(tmp_path) == []
        await press(pilot, "r", "r")
        assert len(kept(tmp_path)) == 1
    again = opened(library, file)
    async with seated(again) as pilot:
        said = inside(screen(pilot))
        assert "Recover 2 answers of " in said
        assert "The terminal was closed before they were saved." in said
        assert "2 bleeding disorder: yes" in said
        assert "recovered: Cauda equina: none of these" in flat(await press(pilot, "y"))
        assert again.patient == session.patient
        assert again.unsaved
        await press(pilot, "s", "enter")
        assert kept(tmp_path) == []
        assert library.patient_from_file(file, today=AS_OF) == session.patient


@pytest.mark.slow
async def test_kept_answers_are_thrown_away_or_left_for_later(
    library: Library, file: Path, tmp_path: Path
) -> None:
    async with seated(opened(library, file)) as pilot:
        await press(pilot, "n")
    for key, left in (("escape", 1), ("n", 0)):
        async with seated(opened(library, file)) as pilot:
            assert "Recover 1 answer of" in screen(pilot)
            assert "1 Questions" in await press(pilot, key)
            assert not session_of(pilot).unsaved
        assert len(kept(tmp_path)) == left


@pytest.mark.slow
async def test_kept_answers_of_a_file_that_changed(library: Library, file: Path) -> None:
    """They are offered with a warning, and saving them does not undo the newer file in silence."""
    async with seated(opened(library, file)) as pilot:
        await press(pilot, "n")
    file.write_text(file.read_text() + "# newer\n")
    async with seated(opened(library, file)) as pilot:
        assert "The file was changed since then: compare before you save." in inside(screen(pilot))
        await press(pilot, "y")
        said = inside(await press(pilot, "s", "enter"))
        assert "mon-57.yaml was changed by somebody else" in said


@pytest.mark.slow
async def test_kept_answers_that_cannot_be_read(
    library: Library, file: Path, tmp_path: Path
) -> None:
    async with seated(opened(library, file)) as pilot:
        await press(pilot, "n")
    (place,) = kept(tmp_path)
    whole = json.loads(place.read_text())
    for text in (
        "{",
        "[]",
        json.dumps(whole | {"at": "noon"}),
        json.dumps(whole | {"schema": "x"}),
        json.dumps(whole | {"opened": ["mon-57", None, ""]}),
    ):
        place.write_text(text)
        assert recovery.find(opened(library, file)) == ()
    place.write_text(json.dumps(whole | {"patient": "patient: x\nattributes: {agee: 1}\n"}))
    async with seated(opened(library, file)) as pilot:
        said = inside(await press(pilot, "y"))
        assert "[!] they cannot be read any more: unknown attribute `agee`" in said


async def test_answers_that_cannot_be_kept(library: Library, file: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder\n")
    app = PathwayApp(opened(library, file))
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await press(pilot, "n")
        said = flat(await press(pilot))
        assert "NOT SAVED, NOT KEPT" in said
        assert "Unsaved answers are not kept safe" in said
        assert "cannot write: not a directory" in said
        await press(pilot, "s", "enter")
        assert "NOT SAVED" not in screen(pilot)


async def test_a_saved_file_keeps_its_comments(library: Library, file: Path) -> None:
    before = file.read_text()
    async with seated(opened(library, file)) as pilot:
        await press(pilot, "n", "s", "enter")
    comments = [line for line in before.splitlines() if line.startswith("# ")]
    assert [line for line in file.read_text().splitlines() if line in comments] == comments


async def test_a_file_that_changed_is_not_overwritten_in_silence(
    library: Library, file: Path
) -> None:
    async with seated(opened(library, file)) as pilot:
        expect("tui/changed_80x24.txt", await change(pilot, file))
        assert "nothing was written; name another file" in await press(pilot, "escape")
        assert file.read_text().endswith("# changed by somebody else\n")
        pilot.app.screen.query_one("#path", Input).value = str(file.with_name("mine.yaml"))
        assert "saved: " in flat(await press(pilot, "enter"))
    assert file.with_name("mine.yaml").exists()
    assert "\n  saddle_numbness: no\n" not in file.read_text()


async def test_a_file_that_changed_is_written_over_when_told_so(
    library: Library, file: Path
) -> None:
    async with seated(opened(library, file)) as pilot:
        await change(pilot, file)
        assert "saved: " in flat(await press(pilot, "o"))
        assert library.patient_from_file(file, today=AS_OF) == session_of(pilot).patient


@pytest.mark.slow
async def test_a_file_that_changed_is_read_again(library: Library, file: Path) -> None:
    async with seated(opened(library, file)) as pilot:
        await change(pilot, file)
        said = inside(await press(pilot, "r"))
        assert "Recover 1 answer of" in said
        assert "The file was changed since then" in said
        await press(pilot, "y", "s", "enter", "o")
        assert not session_of(pilot).unsaved


def test_saving_without_a_screen(library: Library, file: Path, tmp_path: Path) -> None:
    session = opened(library, file)
    session.nothing_tried()
    file.write_text("patient: other\n")
    with pytest.raises(FileChanged):
        session.save(file)
    assert file.read_text() == "patient: other\n"
    session.save(file, over=True)
    assert not session.unsaved
    file.unlink()
    session.save(file)
    assert file.exists()
    with pytest.raises(ValueError, match="a hypothetical patient is not saved"):
        session.hypothetical().save(tmp_path / "copy.yaml")
    record = Path(shutil.copy(ROOT / "examples/fhir/sciatica.json", tmp_path))
    session = Session(library, session.patient, AS_OF, None, record)
    with pytest.raises(ValueError, match="this is a health record; name another file"):
        session.save(record)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (
            errno.ENOSPC,
            "cannot write: no space left on device; free some space, or write to another disk",
        ),
        (errno.EROFS, "cannot write: read-only file system; name a folder that you may write to"),
        (errno.EIO, "cannot write: input/output error"),
        (0, "cannot write: unknown reason"),
    ],
)
def test_faults_say_what_to_do(number: int, said: str) -> None:
    assert fault_of(OSError(number, os.strerror(number)) if number else OSError()) == said


async def test_a_full_disk_loses_nothing(
    library: Library, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A device without room for a single byte stands in for the disk."""
    session = opened(library, file)
    before = file.read_bytes()
    async with seated(session) as pilot:
        await press(pilot, "n", "s")
        pilot.app.screen.query_one("#path", Input).value = "/dev/full/mon-57.yaml"
        said = inside(await press(pilot, "enter"))
        assert "[!] cannot write: not a directory" in said
        await press(pilot, "escape")
        assert session.unsaved
    assert file.read_bytes() == before


async def test_leaving_says_how_much_would_be_lost(
    library: Library, file: Path, tmp_path: Path
) -> None:
    async with seated(opened(library, file)) as pilot:
        await press(pilot, "n", "y")
        assert "2 answers of this sitting: not saved in any file." in await press(pilot, "q")
        await press(pilot, "ctrl+q")
        assert "Close without saving?" in screen(pilot)
        await pilot.press("d")
    assert pilot.app.return_value == 0
    assert kept(tmp_path) == []


@pytest.mark.slow
async def test_another_patient_asks_first_too(library: Library, file: Path) -> None:
    async with seated(opened(library, file)) as pilot:
        await press(pilot, "n")
        assert "Close without saving?" in await press(pilot, "ctrl+w")
        await press(pilot, "s", "enter")
        await pilot.app.workers.wait_for_complete()
        assert "Choose a patient" in await press(pilot)
        # Nothing leads back to the patient who was left.
        for key in ("escape", "escape", "n", "1"):
            assert "Choose a patient" in await press(pilot, key)


async def test_redo(library: Library, file: Path) -> None:
    async with seated(opened(library, file)) as pilot:
        assert "nothing was taken back" in await press(pilot, "r")
        await press(pilot, "n", "z")
        assert "again: Cauda equina: none of these" in flat(await press(pilot, "r"))
        await press(pilot, "z", "y", "n")
        assert "nothing was taken back" in await press(pilot, "r")


async def test_far_too_much_is_pasted_as_an_answer(library: Library, file: Path) -> None:
    async with seated(opened(library, file)) as pilot:
        await press(pilot, "1", "end", "enter")
        field = pilot.app.screen.query_one("#typed", Input)
        field.post_message(Paste("1" * 1_000_000))
        assert "[!] 1,000,000 characters were pasted" in await press(pilot)
        assert field.value == ""
        field.value = "9" * 300
        assert "[!] " in await press(pilot, "enter")
        assert not session_of(pilot).told
