"""Decided and remembered: one key agrees, and what was decided is told when it is opened again."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pathway.advice.since import changed_since
from pathway.engine import Library
from pathway.records import DecisionChoice, open_records
from pathway.tui import decision
from pathway.tui.answers import with_values
from pathway.tui.decision import Draft
from pathway.tui.session import Session
from pathway.tui.setting import Setting
from tests.golden import expect

from .conftest import AS_OF, flat, inside, press, screen, seated, told


def walk_in(library: Library, id_: str = "somebody") -> Session:
    """Somebody with back pain of whom no red flag is open: several things are to be begun."""
    groups = [name for name, group in library.vocabulary.groups.items() if group.red_flag]
    return told(
        library,
        patient=id_,
        attributes={
            "birth_date": date(1991, 6, 30),
            "onset_date": date(2026, 11, 10),
            "low_back_pain": True,
            "leg_pain": "none",
            "pain_score": 5,
            "wants_drug": False,
            "bleeding_disorder": False,
        },
        complete=["problems", "medicines", "allergies"],
        reconciled=AS_OF,
        trials=[],
        **{"none of": groups},
    )


async def written(pilot: Pilot[int]) -> str:
    await pilot.app.workers.wait_for_complete()
    return await press(pilot)


async def test_one_key_agrees_and_records(library: Library, tmp_path: Path) -> None:
    session = walk_in(library)
    async with seated(session, (80, 30)) as pilot:
        session.setting = Setting(records=str(tmp_path / "records.db"))
        assert "who decides: your name" in await press(pilot, "space")
        await press(pilot, *"Dr", "space", *"Ada", "enter")
        expect("tui/agree_80x30.txt", screen(pilot))
        await press(pilot, "a", "b", "b")
        assert inside(await written(pilot)).count("✓ accepted, record") == 2
        said = flat(await press(pilot, "escape"))
        assert "(agreed)" in said
    with open_records(tmp_path / "records.db") as records:
        made = [(one.decision.therapy, one.decision.action) for one in records.records()]
    assert made == [(one.therapy, "accept") for one in session.decided]
    assert len(made) == 2


async def test_what_cannot_be_recorded_is_not_decided(library: Library, tmp_path: Path) -> None:
    """It stays on the screen, marked; the same key tries again."""
    locked = tmp_path / "no" / "such"
    locked.parent.write_text("a file where a folder should be")
    session = walk_in(library)
    session.actor = "Dr Ada"
    async with seated(session, (80, 30)) as pilot:
        session.setting = Setting(records=str(locked / "records.db"))
        await press(pilot, "space", "a")
        said = inside(await written(pilot))
        assert "[!] NOT RECORDED: " in said
        assert "The same key tries again." in said
        assert session.decided == []
        session.setting = Setting(records=str(tmp_path / "records.db"))
        await press(pilot, "a")
        assert "✓ accepted, record 1" in await written(pilot)
        assert len(session.decided) == 1


async def test_what_was_declined_in_this_sitting_is_offered_again_once_a_fact_changes(
    library: Library, tmp_path: Path
) -> None:
    session = walk_in(library)
    session.actor = "Dr Ada"
    session.setting = Setting(records=str(tmp_path / "records.db"))
    assert "massage" in [id_ for line in session.brief.do for id_ in line.options]
    draft = Draft("massage", DecisionChoice.DECLINE, reason="the patient's informed choice")
    made, _ = decision.record(session, draft)
    decision.settle(session, draft, made)
    (declined,) = session.brief.declined
    assert (declined.title, declined.because) == (
        "massage",
        "Dr Ada: the patient's informed choice",
    )
    found = with_values(session.patient, {"bleeding_disorder": True}.items(), AS_OF)
    session.tell("a bleeding disorder was found", found)
    (decided,) = session.decided_here
    assert [str(one) for one in changed_since(session.brief_advice, decided)] == [
        "bleeding disorder: no → yes"
    ]
    assert session.brief.declined == ()


async def test_nothing_to_agree_on(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        said = inside(await press(pilot, "space"))
        assert "Nothing is to begin now that nothing stands against; d decides on others." in said
        assert "a letter accepts" not in said


@pytest.mark.slow
async def test_what_was_decided_is_a_page(library: Library, tmp_path: Path) -> None:
    """When, who, what, why, and what has changed since."""
    place = str(tmp_path / "records.db")
    session = walk_in(library)
    session.actor = "Dr Ada"
    async with seated(session, (100, 30)) as pilot:
        session.setting = Setting(records=place)
        await press(pilot, "space", "a")
        await written(pilot)
        said = flat(await press(pilot, "escape", "9"))
        assert "Decided · 1 on record" in said
        assert "by Dr Ada" in said


async def test_nothing_was_decided(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        said = flat(await press(pilot, "9"))
        assert "nothing was decided on this patient here; d decides on an option" in said
