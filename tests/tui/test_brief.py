"""The brief: what the terminal opens on, and the first answer given where it is read."""

import pytest
from textual.pilot import Pilot

from pathway.engine import Library
from pathway.tui.session import Session
from pathway.tui.widgets.brief import brief_keys, first_told
from tests.examples import real_patients
from tests.golden import expect
from tests.lanes import thinned

from .conftest import (
    AS_OF,
    NARROW,
    ROOT,
    WIDE,
    flat,
    press,
    screen,
    seated,
    session_of,
    sitting,
    told,
)

SIZES = pytest.mark.parametrize("size", thinned([NARROW, WIDE], 2), ids=["narrow", "wide"])
EXAMPLES = sorted(path.stem for path in real_patients().glob("*.yaml"))


def focused(pilot: Pilot[int]) -> str | None:
    return pilot.app.focused.id if pilot.app.focused else None


@SIZES
@pytest.mark.parametrize("name", ["walk-in-39", "many-drugs-83"])
async def test_the_first_screen(library: Library, name: str, size: tuple[int, int]) -> None:
    """Somebody of whom nothing is known, and a running treatment."""
    async with seated(sitting(library, name), size) as pilot:
        expect(f"tui/brief_{name}_{size[0]}x{size[1]}.txt", screen(pilot))


@pytest.mark.parametrize("name", thinned(EXAMPLES, 6))
def test_questions_stand_in_the_order_of_the_brief(library: Library, name: str) -> None:
    """Its first ones are those of the terminal, also beside an emergency."""
    session = sitting(library, name)
    put = [question for question in session.questions if not question.inside]
    told = session.brief.ask
    assert [{*one.attributes} for one in put[: len(told)]] == [{*one.about} for one in told]


async def test_answers_are_given_where_they_are_read(mon57: Session) -> None:
    """No to a group, unknown, and set aside: the brief stays, and says what is first now."""
    async with seated(mon57) as pilot:
        said = flat(screen(pilot))
        assert (
            "question 1: n no to: new bladder or bowel trouble, numbness between the legs" in said
        )
        said = flat(await press(pilot, "n"))
        assert "exercise programme: pending → recommended" in said
        assert "question 1: y yes · n no · ? not known · k skip · F1 keys" in said
        assert "Red flags none present, all 24 answered" in said
        said = flat(await press(pilot, "u"))
        assert "bleeding disorder: patient does not know" in said
        assert "1 What is the platelet count?" in said
        assert "platelet count: set aside for now" in flat(await press(pilot, "k"))
        assert "Enter shows the questions set aside" in screen(pilot)
        assert focused(pilot) == "brief-scroll"
        assert [one.said for one in session_of(pilot).told] == [
            "Cauda equina: none of these (new bladder or bowel trouble, numbness between the legs)",
            "bleeding disorder: patient does not know",
        ]


async def test_what_needs_more_than_a_key_leads_to_the_question(mon57: Session) -> None:
    """Which one of a group, a number, or who settles a disagreement."""
    async with seated(mon57) as pilot:
        assert "which one? y at each that is present" in await press(pilot, "y")
        assert focused(pilot) == "asked"
        await press(pilot, "escape", "n", "n")
        assert "What is the platelet count?" in await press(pilot, "enter")
        assert focused(pilot) == "typed"
        await press(pilot, "escape")
        assert focused(pilot) == "asked"
        await press(pilot, "escape")
        assert focused(pilot) == "brief-scroll"


async def test_nothing_is_answered_that_is_not_told(library: Library) -> None:
    """Where *none of these* would settle more than the brief asks, the question is shown first."""
    session = _last_group(library)
    (asked, *_) = session.questions
    assert {*asked.clears} - {*session.brief.ask[0].about} == {"weak_pulses"}
    assert (first_told(session), brief_keys(session)) == (None, "Enter shows the questions")
    async with seated(session) as pilot:
        said = flat(await press(pilot, "n"))
        assert focused(pilot) == "asked"
        assert "n says no to " in said
        assert "weak pulses in the legs" in said
        assert not session.told


@pytest.mark.parametrize("size", [(40, 12), (80, 10)], ids=["40x12", "80x10"])
async def test_nothing_is_answered_that_is_not_in_sight(
    mon57: Session, size: tuple[int, int]
) -> None:
    """In a low window the question is scrolled to first, or opened by the key."""
    async with seated(mon57, size) as pilot:
        await press(pilot, "n")
        assert not mon57.told
        assert focused(pilot) == "asked"


async def test_scrolled_to_it_is_answered(mon57: Session) -> None:
    async with seated(mon57, (80, 16)) as pilot:
        await press(pilot, *["down"] * 7)
        assert "1  Any new trouble with bladder or bowel" in screen(pilot)
        await press(pilot, "n")
        assert (len(mon57.told), focused(pilot)) == (1, "brief-scroll")


def test_the_question_of_a_whole_group_is_answered_for_all_of_it(library: Library) -> None:
    """Of a knee nobody asks for pain in the chest spine, but the question names it."""
    session = sitting(library, "knee-walk-in-61")
    (asked, *_) = session.questions
    assert {*asked.clears} - {*session.brief.ask[0].about} == {"thoracic_pain"}
    assert "pain in the chest spine" in session.brief.ask[0].text
    assert first_told(session) == asked


def _last_group(library: Library) -> Session:
    """Nothing known but that no group of red flags holds save the last one."""
    session = sitting(library, "walk-in-39")
    while (asked := session.questions[0]).clears and first_told(session):
        session.none_of_these(asked)
    session.told.clear()
    return session


async def test_beside_an_emergency_nothing_hides_it(library: Library) -> None:
    """Its action comes first; red flags that are still open are counted, and asked last."""
    session = sitting(library, "cauda-equina-52")
    async with seated(session) as pilot:
        lines = screen(pilot).splitlines()
        assert "EMERGENCY, same day   Suspected cauda equina syndrome" in lines[7]
        assert " STILL OPEN  16 red flags not answered, in 6 groups: key 1" in lines
        assert [one.red_flag for one in session.questions] == [True] * 21
        assert "ASK NEXT" not in screen(pilot)
        await press(pilot, "n")
        assert focused(pilot) == "asked"
        assert session.told == []


async def test_every_pane_is_one_key_away(mon57: Session) -> None:
    """And b, or Esc, leads back; on the brief no option is chosen that could be decided on."""
    async with seated(mon57) as pilot:
        for key, pane in (("1", "asked"), ("2", "plan-rows"), ("3", "options")):
            await press(pilot, key)
            assert focused(pilot) == pane
            await press(pilot, "b")
            assert focused(pilot) == "brief-scroll"
        await press(pilot, "4", "escape")
        assert focused(pilot) == "options"
        await press(pilot, "escape", "w", "d")
        assert focused(pilot) == "brief-scroll"
        assert len(pilot.app.screen_stack) == 1


async def test_a_list_is_answered_on_the_brief(library: Library) -> None:
    """Is this all? Yes: assumed from then on, and listed so; more: it waits, and says for what."""
    path = ROOT / "examples/consultations/acute-back-2.yaml"
    patient = library.patient_from_file(path, today=AS_OF)
    async with seated(Session(library, patient, AS_OF, None, path)) as pilot:
        session, said = session_of(pilot), flat(screen(pilot))
        assert "1 Is this all? Problems: none recorded." in said
        assert "question 1: y that is all · n there is more · Enter one by one · k skip" in said
        assert "⇐ the list of problems is complete" in flat(await press(pilot, "y"))
        assert "1 Is this all? Medicines: none recorded." in flat(screen(pilot))
        assumed = len(session.advice.assumptions)
        said = flat(await press(pilot, "n"))
        assert "Medicines: there is more; the list stays open (e writes down what)" in said
        assert "set aside, key 1 · 5: there is more on the list of medicines" in said
        assert "Is this all?" not in said
        assert len(session.advice.assumptions) == assumed
        await press(pilot, "1")
        assert "there is more on the list of medicines" in flat(await press(pilot, "end"))


@pytest.mark.parametrize(
    ("label", "sign"), [("word " * 40, "word word"), ("x" * 200, "xxxx"), ("患者" * 100, "患者")]
)
async def test_a_label_of_two_hundred_signs(library: Library, label: str, sign: str) -> None:
    """It is cut in the banner, which says beside it that all is a draft and how urgent it is."""
    session = told(library, label=label.strip(), attributes={"age": 40, "low_back_pain": True})
    async with seated(session) as pilot:
        lines = screen(pilot).splitlines()
        assert sign in lines[0]
        assert "DRAFT, not clinically signed off" in lines[2]
        assert lines[5].startswith(" Red flags   none of")


async def test_without_a_pathway_nobody_says_none(library: Library) -> None:
    async with seated(told(library, attributes={"age": 40, "leg_pain": "none"})) as pilot:
        said = screen(pilot)
        assert "red flags: not asked" in said
        assert "Red flags   not asked: no pathway yet" in said
