"""Pages of a sitting are never written over what the sitting reads, and end in a known form."""

import shutil
from pathlib import Path

import pytest
from textual.widgets import Input

from pathway.engine import Library
from pathway.tui.exports import Leaving
from pathway.tui.session import Session
from tests.examples import real_patients

from .conftest import AS_OF, flat, press, seated

MON = real_patients() / "mon-57.yaml"


def opened(library: Library, file: Path) -> Session:
    return Session(library, library.patient_from_file(file, today=AS_OF), AS_OF, None, file)


@pytest.mark.slow
async def test_a_page_is_not_written_over_the_patient(library: Library, tmp_path: Path) -> None:
    file = Path(shutil.copy(MON, tmp_path / "mon.txt"))
    async with seated(opened(library, file), (120, 40)) as pilot:
        await press(pilot, "x", "enter")
        field = pilot.app.screen.query_one("#export-path", Input)
        for name, said in (
            ("mon.txt", "is what was read, and is never written over"),
            ("mon.pdf", "[!] the name has to end in .html, .md or .txt"),
        ):
            field.value = str(tmp_path / name)
            assert said in flat(await press(pilot, "enter"))
    assert [path.name for path in tmp_path.glob("mon*")] == ["mon.txt"]
    assert file.read_bytes() == MON.read_bytes()


def test_neither_is_it_in_a_sitting_in_words(library: Library, tmp_path: Path) -> None:
    file = Path(shutil.copy(MON, tmp_path / "mon.txt"))
    told: list[str] = []
    leaving = Leaving(opened(library, file), told.append, lambda _: "", lambda *_: True)
    leaving.handout(str(file))
    leaving.summary(str(tmp_path / "page.pdf"))
    assert told == [
        f"Not done: `{file}` is what was read, and is never written over.",
        "Not done: the name has to end in .html, .md or .txt.",
    ]
    assert file.read_bytes() == MON.read_bytes()
