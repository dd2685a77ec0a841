"""The tour in the documents works as written: a test presses its keys and draws its pictures."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from pathway.engine import Library
from pathway.tui.app import PathwayApp
from pathway.tui.keys import ANSWERS, ANYWHERE, EVERYWHERE
from pathway.tui.opening import Opening
from pathway.tui.places import PLACES
from pathway.tui.session import Session
from pathway.tui.setting import Setting
from tests.cli.processes import pathway
from tests.examples import real_patients
from tests.golden import expect

from .conftest import AS_OF, NARROW, ROOT, seated

TOUR = (ROOT / "docs/terminal.md").read_text(encoding="utf-8")
WALK = TOUR.partition("## The other screens")[0].partition("## Open")[2]
FIRST = TOUR.partition("## Open")[0].partition("## Two minutes")[2]
#: So many keys may it take from a name to a handout, those that are typed included.
MOST_KEYS = 40
SIZE = (100, 30)
KEYS = {
    "Enter": "enter",
    "Esc": "escape",
    "Home": "home",
    "↓": "down",
    "Space": "space",
    "Ctrl+N": "ctrl+n",
}
_STEP = re.compile(r"<kbd>(.+?)</kbd>|type\s+`(.+?)`|images/(tour-\w+)\.svg")


def steps(walk: str = WALK) -> Iterator[tuple[str, str]]:
    """What the reader is told to do, in order: a key, a text to type, a picture to look at."""
    for key, text, picture in _STEP.findall(walk):
        yield ("key", key) if key else ("type", text) if text else ("picture", picture)


@pytest.mark.slow
async def test_the_tour(library: Library, tmp_path: Path) -> None:
    """From opening to a decision on record, a saved file and a handout."""
    patient = tmp_path / "my-patient.yaml"
    original = real_patients() / "mon-57.yaml"
    patient.write_bytes(original.read_bytes())
    person = library.patient_from_file(patient, today=AS_OF)
    session = Session(library, person, AS_OF, None, patient)
    async with seated(session, SIZE) as pilot:
        for what, told in steps():
            await do(pilot, what, told)
        assert pilot.app.return_code == 0
    assert [(d.therapy, d.action, d.actor) for d in session.decided] == [
        ("acupuncture", "accept", "Dr Ada")
    ]
    before, after = original.read_text("utf-8"), patient.read_text("utf-8")
    gone = [line.strip() for line in before.splitlines() if line not in after]
    assert [line.partition(":")[0] for line in gone] == ["platelets"]  # now one of two values
    assert "bleeding_disorder: {value: no, source: asked in the terminal}" in after
    handouts = [path for path in tmp_path.iterdir() if path.suffix == ".html"]
    assert [("What was agreed" in path.read_text("utf-8")) for path in handouts] == [True]


@pytest.mark.slow
async def test_two_minutes(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody new, from a name to a decision on record and a handout, in at most forty keys."""
    monkeypatch.chdir(tmp_path)
    app = PathwayApp(None, Setting(as_of=AS_OF, actor="Dr Ada"), tmp_path)
    app._opening = Opening(app.setting, library)
    app.animation_level = "none"
    pressed = 0
    async with app.run_test(size=NARROW) as pilot:
        for what, told in steps(FIRST):
            await app.workers.wait_for_complete()
            await do(pilot, what, told)
            pressed += len(told) if what == "type" else 1
        await app.workers.wait_for_complete()
        session = app.session
    assert session is not None
    assert [(d.action, d.actor) for d in session.decided] == [("accept", "Dr Ada")]
    (handout,) = [path for path in tmp_path.iterdir() if "handout" in path.name]
    assert session.patient.name == "AE"
    assert handout.stat().st_size > 0
    assert 30 < pressed <= MOST_KEYS


async def do(pilot: Pilot[int], what: str, told: str) -> None:
    """One step of the tour."""
    if what == "picture":
        await pilot.pause()
        expect(f"../../docs/images/{told}.svg", picture(pilot))
    elif what == "type":
        await pilot.press(*("space" if sign == " " else sign for sign in told))
    else:
        before = pilot.app.export_screenshot()
        await pilot.press(KEYS.get(told, told))
        await pilot.pause()
        if pilot.app.return_code is None:
            assert pilot.app.export_screenshot() != before, f"{told} does nothing"


def picture(pilot: Pilot[int]) -> str:
    """The screen as a picture that names no fonts of other people's servers."""
    drawn = pilot.app.export_screenshot(title="pathway tui my-patient.yaml")
    alone = re.sub(r"\s*@font-face \{[^}]*\}", "", drawn)
    assert "url(http" not in alone.replace('"', "")
    return re.sub(r"terminal-\d+-", "terminal-", alone)


# -- the words about it ---------------------------------------------------------------------------


def test_every_screen_is_in_the_tour() -> None:
    named = re.findall(r"^\| `(.+?)` \|", TOUR, re.MULTILINE)
    walked = [told for what, told in steps() if what == "key"]
    keys = {place.key for place in PLACES}
    assert keys - {*named, *walked} == set()
    known = {
        k for key in (*ANSWERS, *ANYWHERE, *EVERYWHERE) for k in (key.name, *key.keys.split(","))
    }
    assert {*named} - keys - known == set()
    assert {*walked} - keys - known - {"Home", "↓", "Enter", "Esc"} == set()


def test_the_pictures_are_small() -> None:
    for path in (ROOT / "docs/images").glob("tour-*.svg"):
        assert path.stat().st_size < 120_000
        assert path.stem in TOUR


@pytest.mark.slow
def test_the_plain_sitting_is_the_real_one() -> None:
    """The conversation in the tour is what the command says; `make golden` writes it anew."""
    lines = b"none\nno\n240\nquit\nquit\n"
    patient = real_patients() / "mon-57.yaml"
    done = pathway("tui", "--plain", patient, "--as-of", "2026-11-20", stdin=lines)
    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode().partition("> none\n")[2].partition("> 240\n")[0]
    block = f"<!-- plain -->\n```text\n> none\n{said}```\n<!-- /plain -->"
    whole = re.sub(r"<!-- plain -->.*?<!-- /plain -->", lambda _: block, TOUR, flags=re.DOTALL)
    expect("../../docs/terminal.md", whole)


@pytest.mark.parametrize("name", re.findall(r"\]\(([\w/.-]+\.(?:svg|md))\)", TOUR))
def test_every_link_leads_somewhere(name: str) -> None:
    assert (ROOT / "docs" / name).exists()
