"""Where sources disagree, an answer counts only with who settles that, and why."""

from pathlib import Path

import pytest
from textual.widgets import Input, Select

from pathway.engine import Library
from pathway.patients.model import Entry
from pathway.tui import spoken
from pathway.tui.answers import SOURCE
from pathway.tui.plain import run
from pathway.tui.session import Session
from pathway.tui.trial_entry import EntryFault
from pathway.tui.value_entry import read_entry, written_entry
from pathway.tui.widgets.fields import OneLine

from .conftest import AS_OF, flat, press, seated, session_of, told
from .places import opened

WHY = "Dr Ito: the clinic ended it"


def sitting(library: Library) -> Session:
    warfarin = [{"value": True, "source": "GP record"}, {"value": False, "source": "patient"}]
    return told(
        library,
        complete=["medicines", "problems", "allergies"],
        attributes={"age": 50, "leg_pain": "radicular", "warfarin": warfarin},
        preferences={"wants": ["nsaid"]},
        trials=[],
    )


def place_of(session: Session) -> int:
    return next(i for i, q in enumerate(session.questions) if q.attributes == ("warfarin",))


@pytest.mark.slow
async def test_in_the_terminal(library: Library, tmp_path: Path) -> None:
    session = sitting(library)
    async with seated(session) as pilot:
        await press(pilot, "1", *["down"] * place_of(session))
        said = flat(await press(pilot, "n"))
        assert "say who settles it, and why · Enter record · Esc back" in said
        await press(pilot, "escape")
        assert len(session_of(pilot).patient.entries["warfarin"]) == 2
        await press(pilot, "n")
        assert "[!] sources disagree; say who settles it, and why" in flat(
            await press(pilot, "enter")
        )
        pilot.app.screen.query_one("#typed", Input).value = WHY
        await press(pilot, "enter")
        session = session_of(pilot)
        new = Entry(value=False, on=AS_OF, source=SOURCE, settles=WHY)
        assert session.patient.entries["warfarin"][2:] == (new,)
        assert "warfarin" not in {q.attribute for q in session.advice.questions}
        session.save(tmp_path / "p.yaml")
    again = library.patient_from_file(tmp_path / "p.yaml", today=AS_OF)
    assert again.entries == session.patient.entries


class _Said:
    """Lines that are typed, and what is said to them."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.prompts: list[str] = []
        self.out: list[str] = []

    def read(self, prompt: str) -> str | None:
        self.prompts.append(prompt)
        return self.lines.pop(0) if self.lines else None

    def say(self, lines: object) -> None:
        self.out += lines  # type: ignore[arg-type]


def test_in_words(library: Library) -> None:
    session = sitting(library)
    put = spoken.put(session)
    number = str(1 + next(i for i, one in enumerate(put) if one.attributes == ("warfarin",)))
    lines = _Said(f"ask {number}", "no", "", f"ask {number}", "no", WHY)
    run(session, lines)
    assert lines.prompts.count("Sources disagree. Who settles it, and why? ") == 2
    assert "Not done: sources disagree; say who settles it, and why." in lines.out
    assert session.patient.entries["warfarin"][2].settles == WHY


@pytest.mark.slow
async def test_in_the_form_of_a_value(library: Library, tmp_path: Path) -> None:
    session = sitting(library)
    async with seated(session) as pilot:
        await opened(pilot, session, "attributes")
        await press(pilot, "slash", *"warfarin", "enter", "enter")
        form = pilot.app.screen
        form.query_one("#field-settles OneLine", OneLine).value = WHY
        form.query_one("#field-value Select", Select).value = "no"
        await press(pilot, "ctrl+s")
        new = Entry(value=False, on=AS_OF, source=SOURCE, settles=WHY)
        assert session_of(pilot).patient.entries["warfarin"][2:] == (new,)
        session.save(tmp_path / "p.yaml")
    again = library.patient_from_file(tmp_path / "p.yaml", today=AS_OF)
    assert again.entries == session.patient.entries
    assert "warfarin" not in {q.attribute for q in session.advice.questions}


@pytest.mark.slow
async def test_a_form_asks_who_settles_only_where_sources_disagree(library: Library) -> None:
    session = sitting(library)
    async with seated(session) as pilot:
        await opened(pilot, session, "attributes")
        await press(pilot, "slash", *"lithium", "enter", "enter")
        assert not pilot.app.screen.query("#field-settles")


def test_a_reason_for_no_value_settles_nothing(library: Library) -> None:
    session = sitting(library)
    warfarin = library.vocabulary.attributes["warfarin"]
    fields = {**written_entry(session, warfarin, None), "unknown": "not asked", "settles": WHY}
    assert read_entry(session, warfarin, fields) == (
        EntryFault("settles", "[!] only a value settles what sources disagree about"),
    )


def test_a_change_in_words(library: Library) -> None:
    session = sitting(library)
    lines = _Said("change warfarin no", "", "change warfarin no", f"  {WHY} ")
    run(session, lines)
    assert lines.prompts.count("Sources disagree. Who settles it, and why? ") == 2
    assert "Not done: sources disagree; say who settles it, and why." in lines.out
    new = Entry(value=False, on=AS_OF, source=SOURCE, settles=WHY)
    assert session.patient.entries["warfarin"][2:] == (new,)
