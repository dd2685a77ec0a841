"""A clinician at the terminal: keys in, screens out."""

import stat
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from pathway.engine import Library
from pathway.ground.terms import Verdict
from pathway.tui.keys import ANSWERS, ANYWHERE, EVERYWHERE, OPENING
from pathway.tui.session import Session
from tests.golden import expect
from tests.lanes import thinned
from tests.patience import PATIENCE

from .conftest import NARROW, WIDE, choose, flat, press, screen, seated, session_of, sitting, told

SIZES = pytest.mark.parametrize("size", thinned([NARROW, WIDE], 2), ids=["narrow", "wide"])


def named(name: str, size: tuple[int, int]) -> str:
    return f"tui/{name}_{size[0]}x{size[1]}.txt"


@SIZES
async def test_opening(mon57: Session, size: tuple[int, int]) -> None:
    async with seated(mon57, size) as pilot:
        expect(named("opening", size), screen(pilot))


@SIZES
async def test_from_opening_to_a_changed_verdict(mon57: Session, size: tuple[int, int]) -> None:
    async with seated(mon57, size) as pilot:
        assert "bleeding disorder such as haemophilia" in flat(await press(pilot, "n"))
        await press(pilot, "y")
        expect(named("bleeding_disorder", size), await press(pilot, "3"))
        acupuncture = session_of(pilot).advice.options["acupuncture"]
        assert acupuncture.verdict is Verdict.CONTRAINDICATED


@SIZES
async def test_an_emergency_cannot_be_overlooked(library: Library, size: tuple[int, int]) -> None:
    """It stands first on the brief, and the banner says it in words on every pane."""
    async with seated(sitting(library, "cauda-equina-52"), size) as pilot:
        expect(named("emergency", size), screen(pilot))
        expect(named("emergency_plan", size), await press(pilot, "2"))
        for pane in "b1234":
            said = flat(await press(pilot, pane))
            assert "[!!] EMERGENCY, same day: Suspected cauda equina syndrome" in said
            assert "URGENT" in said
            assert "DRAFT, not clinically signed off" in said


async def test_the_last_answer_is_told_with_its_consequences(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        assert flat(await press(pilot, "n")).endswith(
            "question 1: y yes · n no · ? not known · k skip · F1 keys"
            " exercise programme: pending → recommended · 2 more (press c) ⇐ Cauda equina …"
        )


async def test_taking_back(mon57: Session) -> None:
    before = mon57.patient
    async with seated(mon57) as pilot:
        opened = screen(pilot)
        await press(pilot, "n", "y")
        said = flat(await press(pilot, "z"))
        assert "⇐ taken back: bleeding disorder: yes" in said
        assert "contraindicated → pending" in said
        await press(pilot, "z")
        assert session_of(pilot).patient == before
        assert "nothing to take back" in await press(pilot, "z")
        # The tabs gave way to what was told; the advice is what it was.
        assert screen(pilot).splitlines()[:4] == opened.splitlines()[:4]
        assert screen(pilot).splitlines()[4:14] == opened.splitlines()[5:15]


async def test_members_of_a_group_one_by_one(mon57: Session) -> None:
    """Yes at a group asks which one; the answers then go down the group."""
    async with seated(mon57) as pilot:
        assert "which one? y at each that is present" in await press(pilot, "y")
        assert not session_of(pilot).told
        said = await press(pilot, "n")
        assert "no option changes ⇐ new bladder or bowel trouble: no" in said
        assert "Any loss of feeling around the anus" in said
        assert "[!!] EMERGENCY, same day" in await press(pilot, "y")


@pytest.mark.slow
async def test_a_number_is_checked_before_it_counts(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        said = await press(pilot, "1", "end", "enter")
        assert "a number, 0 to 3000 ×10⁹/L" in said
        assert "Enter record · Esc back" in said
        said = await press(pilot, *"9 kg", "enter")
        assert "[!] unit `kg` does not fit `platelets` (`platelets` is in 10*9/L)" in said
        assert not session_of(pilot).told
        pilot.app.screen.query_one("#typed", Input).value = "15"
        said = flat(await press(pilot, "enter"))
        assert "acupuncture (manual): pending → contraindicated" in said


async def test_letters_typed_in_a_field_are_no_commands(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await press(pilot, "1", "end", "enter", *"qsynz1")
        assert pilot.app.screen.query_one("#typed", Input).value == "qsynz1"
        said = await press(pilot, "escape")
        assert "Enter answer · ? not known · k skip" in said
        assert not session_of(pilot).told


@pytest.mark.slow
async def test_a_choice_and_then_the_lists(library: Library) -> None:
    groups = [g.name for g in library.vocabulary.groups.values() if g.red_flag]
    session = told(library, attributes={"age": 50}, **{"none of": groups})
    async with seated(session) as pilot:
        assert "radicular" in await press(pilot, "enter")
        said = flat(await press(pilot, "down", "enter"))
        assert "⇐ leg pain: radicular" in said
        assert "Is this all? Problems: none recorded." in said


async def test_does_not_know_and_skip(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await press(pilot, "1", "n")
        assert "no option changes ⇐ bleeding disorder: patient does not know" in await press(
            pilot, "u"
        )
        assert "platelet count: set aside for now, nothing recorded" in await press(pilot, "k")
        assert [q.id for q in session_of(pilot).questions] == ["bleeding_disorder", "platelets"]
        assert "bleeding disorder  (set aside)" in screen(pilot)


@pytest.mark.slow
async def test_reasons_of_the_chosen_option(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await choose(pilot, "acupuncture")
        expect("tui/reasons_80x24.txt", await press(pilot, "enter"))
        assert "[3 Options]" in await press(pilot, "escape")


async def test_assumptions(mon57: Session) -> None:
    listed = len(mon57.confirmable)
    async with seated(mon57) as pilot:
        expect("tui/assumptions_80x24.txt", await press(pilot, "a"))
        await press(pilot, "space")
        said = await press(pilot, "a")
        assert f"no option changes ⇐ {listed - 1} assumptions confirmed" in said
        assert "· 1 assumed" in said
        assert "[x] no  warfarin" in await press(pilot, "a")
        assert "[ ] no  warfarin" in await press(pilot, "space")
        await press(pilot, "escape")
        assert len(session_of(pilot).told) == 1


@pytest.mark.slow
async def test_help_names_every_key(mon57: Session) -> None:
    async with seated(mon57, (120, 140)) as pilot:
        said = flat(await press(pilot, "f1"))
        for row in (*ANSWERS, *ANYWHERE, *OPENING, *EVERYWHERE):
            assert row.help in said
        await press(pilot, "escape")
        assert "1 Questions" in screen(pilot)


async def test_answers_of_this_sitting(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        assert "Nothing was answered yet." in await press(pilot, "c")
        await press(pilot, "escape", "n", "y")
        expect("tui/answers_80x24.txt", await press(pilot, "c"))


@pytest.mark.slow
@SIZES
async def test_every_pane_is_reached_by_number_and_by_tab(
    mon57: Session, size: tuple[int, int]
) -> None:
    def focused(pilot: Pilot[int]) -> str | None:
        return pilot.app.focused.id if pilot.app.focused else None

    panes = ["brief-scroll", "asked", "plan-rows", "options", "reasons-scroll"]
    async with seated(mon57, size) as pilot:
        found = []
        for number in "b1234":
            await press(pilot, number)
            found.append(focused(pilot))
        assert found == panes
        found = []
        for _ in panes:
            await press(pilot, "tab")
            found.append(focused(pilot))
        assert found == panes
        await press(pilot, "shift+tab")
        assert focused(pilot) == "options"


async def test_a_terminal_that_changes_its_size(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await press(pilot, "2")
        await pilot.resize_terminal(*WIDE)
        wide = await showing(pilot, "4 Reasons")
        assert all(name in wide for name in ("1 Questions", "2 Plan", "3 Options", "4 Reasons"))
        await pilot.resize_terminal(*NARROW)
        assert "[2 Plan]" in await showing(pilot, "[2 Plan]")


async def showing(pilot: Pilot[int], text: str) -> str:
    """The screen once a text stands on it: a new size is taken up when there is time."""
    for _ in range(PATIENCE * 20):
        if text in screen(pilot):
            break
        await pilot.pause(0.05)
    return screen(pilot)


async def test_leaving_without_answers(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await pilot.press("q")
    assert pilot.app.return_value == 0


async def test_leaving_with_answers_asks_first(mon57: Session) -> None:
    async with seated(mon57) as pilot:
        await press(pilot, "n")
        assert "Close without saving?" in await press(pilot, "q")
        assert "question 1:" in await press(pilot, "escape")
        assert "Close without saving?" in await press(pilot, "ctrl+q")
        await pilot.press("d")
    assert pilot.app.return_value == 0


async def test_saving(mon57: Session, tmp_path: Path) -> None:
    mon57.path = tmp_path / "patient.yaml"
    there = tmp_path / "there.yaml"
    there.write_text("patient: other\n")
    async with seated(mon57) as pilot:
        await press(pilot, "n", "s")
        field = pilot.app.screen.query_one("#path", Input)
        assert field.value == str(tmp_path / "patient.yaml")
        for path, fault in (
            ("", "say where to write the file"),
            (tmp_path / "no" / "where.yaml", "cannot write: no such file or directory"),
            (there, "there.yaml is already there; Enter again replaces it"),
        ):
            field.value = str(path)
            assert f"[!] {fault}" in flat(await press(pilot, "enter"))
        assert there.read_text() == "patient: other\n"
        assert "saved: " in await press(pilot, "enter")
        assert "NOT SAVED" not in screen(pilot)
        assert stat.S_IMODE(there.stat().st_mode) == 0o600
        await pilot.press("q")
    assert pilot.app.return_value == 0


async def test_saving_on_the_way_out(mon57: Session, tmp_path: Path) -> None:
    mon57.path = tmp_path / "mon-57.yaml"
    async with seated(mon57) as pilot:
        await press(pilot, "n", "q", "s")
        await pilot.press("enter")
    assert pilot.app.return_value == 0
    assert mon57.path.exists()


async def test_hostile_text_stays_text(library: Library) -> None:
    """Neither markup nor control characters of a patient file reach the terminal."""
    session = told(
        library,
        patient="p\x1b[31m",
        label="[red]M[/] \u202e\x07 [@click=app.exit]x[/]",
        attributes={"platelets": {"value": 9, "source": "lab [bold]\x1b]0;x\x07"}},
    )
    async with seated(session) as pilot:
        for pane in "b1234":
            said = await press(pilot, pane)
            assert not [c for c in said if c != "\n" and not c.isprintable()]
        assert "p␛[31m · [red]M[/] �␇ [@click=app.exit]x[/]" in said


@pytest.mark.slow
async def test_without_colour_the_same_is_said(
    mon57: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seated(mon57, WIDE) as pilot:
        coloured = screen(pilot)
    monkeypatch.setenv("NO_COLOR", "1")
    async with seated(mon57, WIDE) as pilot:
        assert screen(pilot) == coloured
        assert pilot.app.no_color
