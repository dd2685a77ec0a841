"""Deciding: what stands against it is confirmed, and nothing exists without its record."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from pathway.engine import Library
from pathway.ground.terms import Verdict
from pathway.patients.model import Override
from pathway.records import Record, open_records
from pathway.records.decision import as_decided
from pathway.records.reasons import REASONS, Coded
from pathway.tui.session import Session
from tests.golden import expect

from .conftest import choose, flat, press, screen, seated, sitting


async def opened(pilot: Pilot[int], option: str) -> str:
    """The decision on an option, before anything is chosen."""
    await choose(pilot, option)
    return await press(pilot, "d")


async def pick(pilot: Pilot[int], row: str) -> str:
    """Go to a row of the list by its id or its words, and press Enter."""
    rows = pilot.app.screen.query_one("#decide-list", OptionList)
    found = [n for n, one in enumerate(rows.options) if row in (one.id, str(one.prompt).strip())]
    assert not rows.get_option_at_index(found[0]).disabled
    rows.highlighted = found[0]
    return await press(pilot, "enter")


async def say(pilot: Pilot[int], text: str) -> str:
    """Type into the field, and press Enter."""
    pilot.app.screen.query_one("#decide-text", Input).value = text
    return await press(pilot, "enter")


async def record(pilot: Pilot[int]) -> str:
    """Write the record, and wait for it."""
    await pick(pilot, "record it")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return screen(pilot)


def records(tmp_path: Path) -> list[Record]:
    with open_records(tmp_path / "data/pathway-cds/records.db", create=False) as found:
        return list(found.records())


async def test_accepting(mon57: Session, tmp_path: Path) -> None:
    async with seated(mon57) as pilot:
        await press(pilot, "n")
        expect("tui/decide_80x24.txt", await opened(pilot, "exercise_program"))
        assert "Who decides? This is asked once" in flat(await pick(pilot, "accept"))
        assert "[!] a decision needs a name" in await say(pilot, " ")
        assert "Is this right?" in await say(pilot, "Dr Ada")
        assert "RECORDED number 1" in flat(await record(pilot))
        assert "Options]" in await press(pilot, "enter")
        row = next(line for line in screen(pilot).splitlines() if "exercise programme" in line)
        assert "accepted, record 1" in row
    (made,) = records(tmp_path)
    taken = made.decision
    assert (taken.actor, taken.action, taken.therapy) == ("Dr Ada", "accept", "exercise_program")
    assert (taken.rule, taken.reason) == (None, None)
    assert mon57.decided == [replace(as_decided(made), earlier=False, at="")]
    (decided,) = mon57.decided
    assert (decided.record, decided.verdict, decided.do) == (1, "recommended", "start")


@pytest.mark.slow
async def test_passing_over_rules_that_say_avoid(library: Library, tmp_path: Path) -> None:
    """Each is confirmed, a reason is given, and the patient's file then lifts them."""
    session = sitting(library, "anticoagulated-78")
    session.actor = "Dr Ada"
    rules = ("nsaid.anticoagulant", "nsaid.kidney_and_drug")
    async with seated(session) as pilot:
        said = await opened(pilot, "nsaid")
        assert "accept    not possible: 2 things stand against it" in said
        await pick(pilot, "override")
        assert "[!] Space confirms each; 2 not confirmed yet" in await press(pilot, "enter")
        await press(pilot, "space")
        assert "[!] Space confirms each; 1 not confirmed yet" in await press(pilot, "enter")
        expect("tui/override_80x24.txt", await press(pilot, "down", "space"))
        assert "Why? ↑ ↓ and Enter." in await press(pilot, "enter")
        await pick(pilot, "another reason")
        assert "[!] say why in your own words" in await say(pilot, "")
        await say(pilot, "short course, potassium checked")
        assert "`soon` is not a date" in await say(pilot, "soon")
        assert "is before the day of the advice" in await say(pilot, "2020-01-01")
        await say(pilot, "2026-12-31")
        expect("tui/recording_80x24.txt", screen(pilot))
        said = flat(await record(pilot))
        assert "in spite of nsaid.anticoagulant, nsaid.kidney_and_drug" in said
        await press(pilot, "enter")
        assert "NOT SAVED" in screen(pilot)
    reason = "another reason: short course, potassium checked"
    (made,) = records(tmp_path)
    assert made.decision.rule == " ".join(rules)
    assert made.decision.reason == reason
    until = date(2026, 12, 31)
    assert session.patient.overrides == tuple(Override(r, "Dr Ada", reason, until) for r in rules)
    assert len(session.advice.options["nsaid"].overridden) == 2
    stays = "record 1 stays whatever is taken back here"
    assert session.told[-1].said == f"override of {', '.join(rules)} ({stays})"


async def test_no_reason_is_chosen_by_the_row_that_was_chosen_before(mon57: Session) -> None:
    """As many rows as there are reasons stood on the screen, and the second of them was chosen."""
    async with seated(mon57) as pilot:
        await opened(pilot, "surgical_referral")
        await pick(pilot, "decline")
        rows = pilot.app.screen.query_one("#decide-list", OptionList)
        assert rows.highlighted_option is not None
        assert rows.highlighted_option.prompt == "the patient's informed choice"


@pytest.mark.slow
async def test_an_emergency_is_passed_over_by_name(library: Library, tmp_path: Path) -> None:
    session = sitting(library, "cauda-equina-52")
    session.actor = "Dr Ada"
    async with seated(session) as pilot:
        await opened(pilot, "emergency_referral")
        said = flat(await pick(pilot, "decline"))
        assert "[ ] flag.cauda_equina: [!!] EMERGENCY, same day: Suspected cauda equina" in said
        await press(pilot, "space", "enter")
        await pick(pilot, "agreed with a specialist")
        await say(pilot, "")
        await record(pilot)
    (made,) = records(tmp_path)
    assert (made.decision.action, made.decision.rule) == ("decline", "flag.cauda_equina")
    assert made.decision.reason == "agreed with a specialist"
    assert session.patient.overrides == ()


@pytest.mark.slow
async def test_a_wrong_decision_is_superseded(mon57: Session, tmp_path: Path) -> None:
    mon57.actor = "Dr Ada"
    async with seated(mon57) as pilot:
        await press(pilot, "n")
        await opened(pilot, "exercise_program")
        await pick(pilot, "accept")
        await record(pilot)
        await press(pilot, "enter")
        said = await press(pilot, "d")
        assert "record 1 accept by Dr Ada; a new decision supersedes it" in flat(said)
        await pick(pilot, "decline")
        await pick(pilot, "corrects a decision taken by mistake")
        await say(pilot, "")
        assert "supersedes record 1" in flat(await record(pilot))
    assert [one.decision.supersedes for one in records(tmp_path)] == [None, 1]
    assert [(one.action, one.record) for one in mon57.decided] == [("decline", 2)]


@pytest.mark.slow
async def test_without_its_record_a_decision_does_not_exist(mon57: Session, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder\n")
    mon57.actor = "Dr Ada"
    async with seated(mon57) as pilot:
        await press(pilot, "n")
        await opened(pilot, "exercise_program")
        await pick(pilot, "accept")
        said = flat(await record(pilot))
        assert "[!] P702 cannot open the records" in said
        assert "Nothing was decided. Enter tries again." in said
        assert mon57.decided == []
        (tmp_path / "data").unlink()
        assert "RECORDED" in await record(pilot)
    assert len(records(tmp_path)) == 1


@pytest.mark.slow
async def test_back_through_the_steps(mon57: Session) -> None:
    mon57.actor = "Dr Ada"
    async with seated(mon57) as pilot:
        await opened(pilot, "acupuncture")
        await pick(pilot, "decline")
        await pick(pilot, "another reason")
        await say(pilot, "costs")
        assert "because another reason: costs" in flat(screen(pilot))
        assert pilot.app.screen.query_one("#decide-text", Input).display is False
        await press(pilot, "escape")
        assert pilot.app.screen.query_one("#decide-text", Input).value == "costs"
        await press(pilot, "escape", "escape")
        assert "What is decided?" in screen(pilot)
        assert "Options]" in await press(pilot, "escape")
    assert mon57.decided == []


@pytest.mark.slow
async def test_what_the_patient_wants(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        said = await opened(pilot, "acupuncture")
        assert "[x] the patient wants it" in said
        said = await pick(pilot, "declines")
        assert "[ ] the patient wants it" in said
        assert "[x] the patient declines it" in said
        assert "⇐ acupuncture (manual): the patient declines it" in flat(said)
        assert mon57.advice.options["acupuncture"].verdict is Verdict.DECLINED
        said = flat(await pick(pilot, "declines"))
        assert "⇐ acupuncture (manual): the patient declines it: taken back" in said
        assert mon57.patient.preferences.declines == frozenset()


async def test_on_a_copy_nothing_is_decided(mon57: Session) -> None:
    mon57.chosen = "acupuncture"
    copy = mon57.hypothetical()
    async with seated(copy) as pilot:
        assert "on a copy nothing is decided" in await press(pilot, "3", "d")
        assert "HYPOTHETICAL" in screen(pilot)
        assert "1 Questions" in await press(pilot, "enter", "escape")


@pytest.mark.parametrize("reason", REASONS, ids=lambda one: one.said)
def test_reasons_can_be_counted(reason: Coded) -> None:
    assert ":" not in reason.said
    assert reason.choices


@pytest.mark.slow
async def test_what_was_decided_is_there_again_when_the_patient_is_opened_again(
    library: Library, tmp_path: Path
) -> None:
    """In the list, before a new decision, and on the pages that leave the room."""
    first = sitting(library, "mon-57")
    first.actor = "Dr Ada"
    async with seated(first) as pilot:
        await opened(pilot, "education")
        await pick(pilot, "accept")
        await record(pilot)
        await press(pilot, "enter", "q")
    (made,) = records(tmp_path)
    day = made.recorded_at[:10]

    again = sitting(library, "mon-57")
    async with seated(again, size=(100, 40)) as pilot:
        await choose(pilot, "education")
        row = next(line for line in screen(pilot).splitlines() if "✓" in line)
        assert f"✓ accepted {day}, record 1" in row
        said = flat(await opened(pilot, "education"))
        told = f"decided accepted {day} by Dr Ada, record 1; a new decision counts in its place"
        assert told in said
        await pick(pilot, "decline")
        await pick(pilot, "another treatment is better here")
        await say(pilot, "")
        await say(pilot, "Dr Bo")
        await record(pilot)
        await press(pilot, "enter")
        assert "✗ declined, record 2" in flat(screen(pilot))
    assert [one.decision.supersedes for one in records(tmp_path)] == [None, None]

    third = sitting(library, "mon-57")
    async with seated(third, size=(100, 60)) as pilot:
        await choose(pilot, "education")
        assert f"✗ declined {day}, record 2" in flat(screen(pilot))
        assert "We had decided against this, and you have it now." in flat(
            await press(pilot, "x", "tab", "end")
        )
        said = flat(await press(pilot, "shift+tab", "down"))
        assert (
            f"Decisions on record stay active, education declined {day} by Dr Bo, record 2" in said
        )
    assert [(one.therapy, one.action, one.earlier) for one in third.decided] == [
        ("education", "decline", True)
    ]


@pytest.mark.slow
async def test_decisions_that_cannot_be_read_are_said_in_the_banner(
    library: Library, tmp_path: Path
) -> None:
    place = tmp_path / "data/pathway-cds/records.db"
    place.parent.mkdir(parents=True)
    place.write_text("no database " * 100)
    session = sitting(library, "mon-57")
    async with seated(session, size=(160, 30)) as pilot:
        assert "[!] earlier decisions could not be read: cannot open the records" in screen(pilot)
    assert session.unread.endswith("the file is not a database")
    assert session.told_advice.to_dict()["decisions"] is None
