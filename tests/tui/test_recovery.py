"""Whose the answers are that were kept for recovery: never told to another patient."""

import json
import os
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from pathway.engine import Library
from pathway.tui import recovery
from pathway.tui.app import PathwayApp
from pathway.tui.newcomer import Newcomer
from pathway.tui.opening import Opening
from pathway.tui.session import Session
from pathway.tui.setting import Setting

from .conftest import AS_OF, inside, press, screen, seated, session_of


def of_file(library: Library, file: Path, text: str) -> Session:
    file.write_text(text)
    return Session(library, library.patient_from_file(file, today=AS_OF), AS_OF, None, file)


def new(library: Library, folder: Path, id_: str, label: str = "") -> Session:
    session = Opening(Setting(as_of=AS_OF), library).new(Newcomer(label, number=id_))
    session.folder = folder
    return session


def left_behind(session: Session) -> Session:
    """A sitting that was not saved when its terminal went away."""
    session.nothing_tried()
    recovery.keep(session)
    return session


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "state/pathway-cds/recovery").glob("*"))


ANN = "patient: a-1\nlabel: Ann, 33\nrecorded: 2026-11-01\nattributes: {birth_date: 1993-02-03}\n"
BOB = "patient: b-2\nlabel: Bob, 58\nrecorded: 2026-11-01\nattributes: {birth_date: 1968-04-05}\n"


async def test_it_is_said_whose_they_are(library: Library, tmp_path: Path) -> None:
    left_behind(of_file(library, tmp_path / "p.yaml", ANN))
    async with seated(of_file(library, tmp_path / "p.yaml", ANN)) as pilot:
        said = inside(screen(pilot))
        assert "Recover 1 answer of " in said
        assert "Of: a-1 · Ann, 33 · born 1993-02-03 The terminal was closed" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        BOB,
        ANN.replace("a-1", "b-2"),
        ANN.replace("Ann, 33", "Bob, 58"),
        ANN.replace("1993-02-03", "1993-02-04"),
    ],
    ids=["another", "another number", "another label", "another birth date"],
)
async def test_they_are_refused_to_a_file_that_is_now_another_patients(
    library: Library, tmp_path: Path, text: str
) -> None:
    session = left_behind(of_file(library, tmp_path / "p.yaml", ANN))
    async with seated(of_file(library, tmp_path / "p.yaml", text)) as pilot:
        said = inside(screen(pilot))
        day = datetime.now().astimezone().date() + timedelta(days=7)
        assert "Answers of another patient were kept here" in said
        assert ": a-1 · Ann, 33 · born 1993-02-03 This is: " in said
        assert f"They are not offered here. They stay where they are until {day}" in said
        await press(pilot, "y", "n")
        assert "Answers of another patient" in screen(pilot), "they can only be left"
        await press(pilot, "escape")
        assert not session_of(pilot).told
    assert [one.sitting for one in recovery.find(session)] == []
    assert len(kept(tmp_path)) == 1


def test_a_space_or_a_capital_makes_no_other_patient(library: Library, tmp_path: Path) -> None:
    left_behind(of_file(library, tmp_path / "p.yaml", ANN))
    again = of_file(library, tmp_path / "p.yaml", ANN.replace("Ann, 33", "'ANN,  33'"))
    (found,) = recovery.find(again)
    assert found.may_be_of(again)


def test_a_birth_date_answered_in_the_sitting_is_recovered(
    library: Library, tmp_path: Path
) -> None:
    """What the answers changed is no sign of another patient: the files are compared."""
    session = of_file(library, tmp_path / "p.yaml", ANN)
    other = of_file(library, tmp_path / "q.yaml", ANN.replace("1993-02-03", "1994-02-03"))
    session.tell("birth date corrected", other.patient)
    recovery.keep(session)
    again = of_file(library, tmp_path / "p.yaml", ANN)
    (found,) = recovery.find(again)
    assert found.may_be_of(again)
    assert str(found.whose) == "a-1 · Ann, 33 · born 1994-02-03"


def test_somebody_new_is_kept_by_folder_and_sitting(library: Library, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    first = left_behind(new(library, one, "7", "Ann, 33"))
    second = left_behind(new(library, one, "7", "Bob, 58"))
    left_behind(new(library, one, "8", "Cleo, 41"))
    assert len(kept(tmp_path)) == 3, "none was written over another"
    again = new(library, one, "7", "Bob, 58")
    offered = {found.sitting: found.may_be_of(again) for found in recovery.find(again)}
    assert offered == {first.sitting: False, second.sitting: True}
    unnamed = new(library, one, "7")
    assert [found.may_be_of(unnamed) for found in recovery.find(unnamed)] == [True, True]
    assert recovery.find(new(library, two, "7", "Bob, 58")) == ()
    assert recovery.find(first) != (), "another sitting's"
    assert first.sitting not in [found.sitting for found in recovery.find(first)]


async def test_several_sittings_are_offered_one_after_the_other(
    library: Library, tmp_path: Path
) -> None:
    for count in (1, 2):
        session = of_file(library, tmp_path / "p.yaml", ANN)
        for _ in range(count):
            session.nothing_tried()
            session.tell("again", session.library.patient({"patient": "a-1", "label": "Ann, 33"}))
        recovery.keep(session)
    async with seated(of_file(library, tmp_path / "p.yaml", ANN)) as pilot:
        assert "Recover " in screen(pilot)
        await press(pilot, "n")
        assert "Recover " in screen(pilot)
        await press(pilot, "y")
        assert "Recover " not in screen(pilot)
        assert len(kept(tmp_path)) == 1
        await press(pilot, "z")
        assert kept(tmp_path) == [], "what was recovered is this sitting's now"


@pytest.mark.slow
async def test_after_a_week_they_are_gone(library: Library, tmp_path: Path) -> None:
    session = left_behind(of_file(library, tmp_path / "p.yaml", ANN))
    (place,) = kept(tmp_path)
    whole = json.loads(place.read_text())
    old = datetime.now().astimezone() - timedelta(days=7, seconds=1)
    place.write_text(json.dumps(whole | {"at": old.isoformat()}))
    assert recovery.find(of_file(library, tmp_path / "p.yaml", ANN)) == ()
    assert place.exists()
    week = time.time() - 7 * 24 * 3600
    half = place.with_name(".half.tmp")
    half.write_text("a file that was never finished")
    os.utime(half, (week - 60, week - 60))
    os.utime(place, (week + 60, week + 60))
    recovery.clear_away()
    assert kept(tmp_path) == [place], "not before a week is over"
    os.utime(place, (week - 60, week - 60))
    app = PathwayApp(session, Setting(as_of=AS_OF))
    async with app.run_test():
        assert kept(tmp_path) == []


@pytest.mark.slow
async def test_somebody_new_in_the_terminal(library: Library, tmp_path: Path) -> None:
    async def entered(folder: Path, label: str) -> Pilot[int]:
        app = PathwayApp(None, Setting(as_of=AS_OF), folder)
        app._opening = Opening(app.setting, library)
        async with app.run_test() as pilot:
            await pilot.pause()
            await press(pilot, "ctrl+n")
            await app.workers.wait_for_complete()
            await pilot.pause()
            app.screen.query_one("#field-name Input", Input).value = label
            app.screen.query_one("#field-number Input", Input).value = "7"
            await press(pilot, "enter", "enter", "enter", "end", "enter")
            said.append(inside(screen(pilot)))
            if app.session is not None and not said[-1]:
                app.session.nothing_tried()
                await pilot.pause()
        return pilot

    said: list[str] = []
    folder = tmp_path / "patients"
    folder.mkdir()
    await entered(folder, "Ann, 33")
    await entered(folder, "Bob, 58")
    await entered(folder, "Ann, 33")
    assert said[0] == ""
    assert said[1].startswith("Answers of another patient were kept here")
    assert said[2].startswith("Recover 1 answer of ")
    assert "Of: Ann, 33 · 7" in said[2]
