"""Keys faster than the screen: none is lost, all in order, and only what was shown is answered."""

import asyncio
import os
from collections.abc import Sequence
from itertools import cycle, islice

import pytest
from textual.app import App
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from pathway.engine import Library
from pathway.tui import recovery
from pathway.tui.asking import OpenQuestion
from pathway.tui.session import Session
from pathway.tui.widgets.questions import QuestionPane
from tests.lanes import thinned

from .conftest import NARROW, WIDE, flat, press, screen, seated, session_of, told
from .settling import settled

SIZES = pytest.mark.parametrize("size", thinned([NARROW, WIDE], 2), ids=["narrow", "wide"])

#: Keys a second, and for how many seconds: a minute where somebody asks for it.
PACE = 30
SECONDS = int(os.environ.get("PATHWAY_SOAK_SECONDS", "5"))

#: Answers on the brief and among the questions, taken back and told again; what is typed at once
#: goes into the field that the key before it opens.
TYPED = (
    *("n", "n", "k", "question_mark", "z", "r", "n", "z"),
    *("1", "n", "down", "y", "up", "n", "z", "z", "b", "n", "y", "n", "z", "z", "z"),
    *("3", "down", "down", "enter", "escape", "b", "n", "2", "b", "n", "z", "z"),
    *("1", "end", "enter", "4", "4", "escape", "b", "slash", "n", "f1", "escape", "z", "r"),
)


def nobody(library: Library) -> Session:
    """Somebody of whom nothing is known, so that there is much to ask."""
    return told(library, attributes={"leg_pain": "radicular"})


async def typed(pilot: Pilot[int], keys: Sequence[str]) -> None:
    """Keys at their pace, whether the app keeps up with it or not."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await asyncio.sleep(1 / PACE)
    await settled()


class Witness:
    """What was drawn last, and what was answered while it stood there."""

    def __init__(self, pilot: Pilot[int], monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[str] = []
        self.answered: list[OpenQuestion] = []
        self.unseen: list[str] = []
        self._drawn = flat(screen(pilot))
        display, on_event, answer = App._display, App.on_event, QuestionPane.answer

        def drawn(app: App[int], *told: object) -> None:
            display(app, *told)  # type: ignore[arg-type]
            self._drawn = flat(screen(pilot))

        async def taken(app: App[int], event: object) -> None:
            if isinstance(event, Key) and not event.is_forwarded:
                self.taken.append(event.key)
            await on_event(app, event)  # type: ignore[arg-type]

        def answered(pane: QuestionPane, question: OpenQuestion | None, how: str) -> None:
            if question is not None:
                self.answered.append(question)
                if not self._saw(session_of(pilot), question):
                    self.unseen.append(question.text)
            answer(pane, question, how)

        monkeypatch.setattr(App, "_display", drawn)
        monkeypatch.setattr(App, "on_event", taken)
        monkeypatch.setattr(QuestionPane, "answer", answered)

    def _saw(self, session: Session, question: OpenQuestion) -> bool:
        """Whether a question stood there: as the first of the brief, or in full on its card."""
        text = question.text.removeprefix("Any of these? ")
        if " ASK NEXT " in self._drawn:  # on the brief
            asked = {text, session.brief.ask[0].text}
            return any(f" 1 {one}" in self._drawn for one in asked)
        return all(word in self._drawn for word in text.split())


@pytest.mark.slow
@SIZES
async def test_typed_fast_is_as_typed_slowly(
    library: Library, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same sitting and the same screen in the end, and no answer to what was not shown."""
    keys = list(islice(cycle(TYPED), PACE * SECONDS))
    slow = nobody(library)
    async with seated(slow, size) as pilot:
        for key in keys:
            await pilot.press(key)
        expected = await press(pilot)
    recovery.drop(slow)
    async with seated(nobody(library), size) as pilot:
        witness = Witness(pilot, monkeypatch)
        await typed(pilot, keys)
        assert witness.taken == keys
        assert witness.answered
        assert witness.unseen == []
        fast = session_of(pilot)
        assert [step.said for step in fast.told] == [step.said for step in slow.told]
        assert fast.patient == slow.patient
        assert screen(pilot) == expected


async def test_a_second_key_answers_the_second_question(library: Library) -> None:
    """Also where it is pressed before the first answer is drawn: `n` and `y` are not one answer."""
    session = nobody(library)
    first, second, *_ = (question for question in session.questions if not question.inside)
    async with seated(session, WIDE) as pilot:
        for key in "nk":
            pilot.app.post_message(Key(key, key))
        await settled()
        assert [step.question for step in session.told] == [first.id]
        assert {*session.aside} & {*second.attributes}


async def test_what_is_typed_ahead_goes_into_the_field_that_opens(library: Library) -> None:
    session = nobody(library)
    asked = [question.attributes for question in session.questions]
    async with seated(session, WIDE) as pilot:
        await press(pilot, "1", *(["down"] * asked.index(("age",))))
        for key in ("enter", "4", "4"):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await settled()
        focused = pilot.app.focused
        assert isinstance(focused, Input)
        assert (focused.id, focused.value) == ("typed", "44")
