"""Timeline: trials are seen, added, edited, stopped and deleted."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from textual.events import Paste
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.timer import Timer
from textual.widgets import Select

from pathway.engine import Library
from pathway.ground.terms import Verdict
from pathway.patients.model import Outcome, Trial
from pathway.tui.session import Session
from pathway.tui.widgets.fields import ChoiceField, TextField
from tests.golden import expect
from tests.lanes import thinned

from .conftest import AS_OF, NARROW, WIDE, flat, screen, seated, told
from .places import drawn, opened, press

SIZES = pytest.mark.parametrize("size", thinned([NARROW, WIDE], 2), ids=["narrow", "wide"])
NO_FLAGS = ["cauda_equina", "nerve_function", "cancer_signs", "infection_signs", "fracture_signs"]


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters typed in a list belong together, however slow the machine is."""

    def patient(node: MessagePump, _: float, **more: Any) -> Timer:
        return Timer(node, 600, **more)

    monkeypatch.setattr("textual.widgets._select.Timer", patient)


async def fill(pilot: Pilot[int], **fields: str) -> str:
    for key, text in fields.items():
        field = pilot.app.screen.query_one(f"#field-{key.rstrip('_')}")
        assert isinstance(field, TextField | ChoiceField)
        field.fill(text)
    return await drawn(pilot)


@SIZES
async def test_what_was_tried(mon57: Session, size: tuple[int, int]) -> None:
    async with seated(mon57, size) as pilot:
        await opened(pilot, mon57, "timeline")
        said = await press(pilot, "down", "down", "down")
        expect(f"tui/timeline_{size[0]}x{size[1]}.txt", said)


@SIZES
async def test_the_form(mon57: Session, size: tuple[int, int]) -> None:
    async with seated(mon57, size) as pilot:
        await opened(pilot, mon57, "timeline")
        await press(pilot, "a")
        said = await fill(pilot, therapy="yoga", from_="2026-13-01")
        expect(f"tui/timeline_form_{size[0]}x{size[1]}.txt", said)


@pytest.mark.slow
async def test_a_trial_is_added_with_keys_alone(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "timeline")
        await press(
            pilot, "a", "enter", *"yoga", "enter", "tab", *"2026-08-01", "tab", *"2026-10-01"
        )
        await press(pilot, "tab", "enter", *"no", "enter", "tab", "enter", *"no r", "enter")
        said = flat(await press(pilot, "ctrl+s"))
        assert "trial added: yoga" in said
    assert (mon57.patient.trials or ())[-1] == Trial(
        "yoga",
        date(2026, 8, 1),
        date(2026, 10, 1),
        outcome=Outcome.NO_RESPONSE,
        source="asked in the terminal",
    )


@pytest.mark.slow
async def test_a_faulty_trial_is_not_recorded(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "timeline")
        assert "missing key `therapy`" not in await press(pilot, "a")
        assert "[!] missing key `therapy` in a trial" in await press(pilot, "ctrl+s")
        said = flat(await fill(pilot, therapy="yoga", from_="2026-10-01", to="2026-09-01"))
        assert "[!] the trial of `yoga` is ongoing and has an end" in said
        said = flat(await fill(pilot, ongoing="no"))
        assert "[!] the trial of `yoga` ends before it starts" in said
        assert "Add a trial" in await press(pilot, "ctrl+s")
        said = await fill(pilot, to="2026-11-01")
        assert "[!]" not in said
        assert "trial added: yoga" in await press(pilot, "ctrl+s")


@pytest.mark.slow
async def test_a_trial_is_stopped_with_its_outcome(mon57: Session) -> None:
    assert mon57.advice.options["nsaid"].verdict is Verdict.PENDING
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "timeline")
        await press(pilot, "end", "s")
        assert isinstance(pilot.app.focused, Select)
        await fill(pilot, outcome="not tolerated")
        said = flat(await press(pilot, "ctrl+s"))
        assert "trial stopped: anti-inflammatory drug (NSAID)" in said
        assert "→ tried" in said
    stopped = (mon57.patient.trials or ())[-1]
    assert (stopped.end, stopped.ongoing, stopped.outcome) == (
        AS_OF,
        False,
        Outcome.NOT_TOLERATED,
    )


async def test_what_is_over_cannot_be_stopped(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "timeline")
        said = await press(pilot, "down", "down", "s")
        assert "exercise programme: this trial is over already" in said
    assert not mon57.told


@pytest.mark.slow
async def test_a_trial_is_edited_and_taken_back(mon57: Session) -> None:
    before = mon57.patient
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "timeline")
        assert "Edit: exercise programme" in await press(pilot, "down", "down", "enter")
        await fill(pilot, sessions="3", outcome="no response")
        assert "trial changed: exercise programme" in flat(await press(pilot, "ctrl+s"))
        edited = (mon57.patient.trials or ())[1]
        assert (edited.sessions, edited.outcome) == (Decimal(3), Outcome.NO_RESPONSE)
        assert "taken back: trial changed" in flat(await press(pilot, "z"))
        assert mon57.patient == before
        await press(pilot, "enter")
        await press(pilot, "ctrl+s")
        assert mon57.patient == before


async def test_the_last_one_deleted_leaves_an_empty_history(library: Library) -> None:
    session = told(library, trials=[{"therapy": "yoga", "weeks": 6, "outcome": "helped"}])
    async with seated(session) as pilot:
        assert "no dates, 6 weeks · helped" in flat(await opened(pilot, session, "timeline"))
        said = flat(await press(pilot, "d"))
        assert "the history now says that nothing was tried (u: it is unknown)" in said
        assert session.patient.trials == ()
        said = flat(await press(pilot, "u"))
        assert "HISTORY UNKNOWN" in said
        assert session.patient.trials is None


@pytest.mark.slow
async def test_none_tried_is_told_apart_from_unknown(library: Library) -> None:
    session = told(
        library, attributes={"age": 50, "leg_pain": "radicular"}, **{"none of": NO_FLAGS}
    )
    async with seated(session) as pilot:
        expect("tui/timeline_unknown_80x24.txt", await opened(pilot, session, "timeline"))
        assert "The history was taken: no treatment was tried" in await press(pilot, "n")
        assert session.patient.trials == ()
        await press(pilot, "a")
        assert "counts as complete" not in screen(pilot)
        await press(pilot, "escape", "u", "a")
        assert "The list then counts as complete" in screen(pilot)


async def test_long_histories_scroll_with_the_choice(library: Library) -> None:
    names = ("yoga", "massage", "tai_chi", "tens", "traction", "moxibustion", "acupressure")
    trials = [{"therapy": t, "weeks": 3, "outcome": "no response"} for t in (*names, *names)]
    session = told(library, trials=trials)
    async with seated(session) as pilot:
        await opened(pilot, session, "timeline")
        said = await press(pilot, "end")
        assert "» acupressure" in said


@pytest.mark.slow
async def test_a_flood_from_the_clipboard_is_refused(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await opened(pilot, mon57, "timeline")
        await press(pilot, "a", "tab")
        assert pilot.app.focused is not None
        pilot.app.focused.post_message(Paste("9" * 1_000_000))
        said = flat(await press(pilot, "tab"))
        assert "[!] 1,000,000 characters were pasted; a field takes" in said
    assert not mon57.told
