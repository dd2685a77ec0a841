"""From the choice of a patient to a decision and a handout, with nothing but the keyboard."""

import shutil
import stat
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from pathway.engine import Library
from pathway.ground.terms import Verdict
from pathway.records import open_records, replay
from pathway.records.decision import recompute_with
from pathway.tui.app import PathwayApp
from pathway.tui.session import Session
from pathway.tui.setting import Setting
from pathway.views.document import Written
from pathway.views.forms import Form
from pathway.views.handout import handout
from pathway.views.leaving import now
from pathway.views.summary import summary
from tests.examples import real_patients
from tests.golden import expect
from tests.lanes import thinned

from .conftest import AS_OF, NARROW, WIDE, flat, press, screen, seated, session_of

SIZES = pytest.mark.parametrize("size", thinned([NARROW, WIDE], 2), ids=["narrow", "wide"])


def verdict(session: Session) -> Verdict:
    return session.advice.options["acupuncture"].verdict


@SIZES
async def test_the_whole_way(
    library: Library, tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Open, answer until nothing is left to ask, decide, save, and leave with a handout."""
    shutil.copy(real_patients() / "mon-57.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "decisions.db"
    app = PathwayApp(None, Setting(as_of=AS_OF, actor="Dr Ada", records=str(place)), Path())
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        assert "mon-57" in await press(pilot)
        await press(pilot, "m", "o", "enter")
        session = session_of(pilot)
        assert verdict(session) is Verdict.PENDING
        await press(pilot, "1")
        await press(pilot, "n")  # no red flag of the cauda equina
        await press(pilot, "n")  # no bleeding disorder
        await press(pilot, "enter")
        app.screen.query_one("#typed", Input).value = "210"
        said = flat(await press(pilot, "enter"))
        assert "⇐ platelet count: 210 ×10⁹/L" in said
        assert "Nothing is left to ask" in said
        assert verdict(session) is Verdict.RECOMMENDED
        await press(pilot, "3")
        rows = app.screen.query_one("#options", OptionList)
        while session.chosen != "acupuncture":
            await press(pilot, "down")
        assert rows.highlighted_option is not None
        await press(pilot, "d", "enter", "enter")
        await app.workers.wait_for_complete()
        assert "RECORDED number 1" in flat(await press(pilot))
        await press(pilot, "enter", "s", "enter")
        assert "NOT SAVED" not in screen(pilot)
        await press(pilot, "x", "enter")
        assert app.screen.query_one("#export-path", Input).value == "mon-57-handout.html"
        assert "written: mon-57-handout.html" in flat(await press(pilot, "enter"))
        await press(pilot, "escape")
        await pilot.press("q")
    assert app.return_value == 0

    saved = library.patient_from_file(tmp_path / "mon-57.yaml", today=AS_OF)
    assert saved == session.patient
    assert saved.entries["platelets"][-1].value == Decimal(210)
    assert saved.entries["platelets"][-1].on == date(2026, 11, 20)
    written = (tmp_path / "mon-57-handout.html").read_text()
    by = Written("Dr Ada", now())
    assert written == handout(session.advice, Form.HTML, session.decided, written=by)
    assert "What was agreed" in written
    with open_records(place, create=False) as records:
        (made,) = records.records()
        assert records.verify().whole
        assert replay(made, recompute_with(library)).identical
    decision = made.decision
    assert (decision.therapy, decision.action, decision.actor) == (
        "acupuncture",
        "accept",
        "Dr Ada",
    )
    left = [path.name for path in (tmp_path / "state/pathway-cds/recovery").iterdir()]
    assert left == []


@pytest.mark.slow
@SIZES
async def test_leaving_with_something_in_hand(
    mon57: Session, tmp_path: Path, size: tuple[int, int]
) -> None:
    mon57.path = tmp_path / "mon-57.yaml"
    name = f"tui/export_{size[0]}x{size[1]}.txt"
    async with seated(mon57, size) as pilot:
        expect(name, await press(pilot, "x"))
        assert "SCIATICA, CONSERVATIVE CARE FIRST" in await press(pilot, "down")
        await press(pilot, "c")
        unsigned = Written(at=now())
        assert pilot.app.clipboard == summary(mon57.advice, Form.NOTE, written=unsigned)
        assert "copied as plain lines" in screen(pilot)
        await press(pilot, "enter")
        field = pilot.app.screen.query_one("#export-path", Input)
        there = tmp_path / "there.md"
        there.write_text("mine\n")
        for path, fault in (
            (tmp_path / "page.docx", "[!] the name has to end in .pdf, .html, .md or .txt"),
            (tmp_path, "it is a folder; name a file in it"),
            (tmp_path / "no/where.txt", "[!] cannot write: no such file or directory; name a"),
            (there, "[!] there.md is already there; Enter again replaces it"),
        ):
            field.value = str(path)
            assert fault in flat(await press(pilot, "enter"))
        assert there.read_text() == "mine\n"
        assert "written: " in flat(await press(pilot, "enter"))
        assert there.read_text() == summary(mon57.advice, Form.MARKDOWN, written=unsigned)
        assert stat.S_IMODE(there.stat().st_mode) == 0o600
        await press(pilot, "enter", "escape")
        assert not field.display
        assert "Questions" in await press(pilot, "escape")
