"""The advice on one screen: what a clinician reads first, and where the first answer is given."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Static

from pathway.advice.advice import Advice
from pathway.tui.asking import OpenQuestion
from pathway.tui.keys import BRIEF
from pathway.tui.session import Session
from pathway.tui.widgets.fitted import Fitted
from pathway.tui.widgets.pane import Pane
from pathway.tui.widgets.question_card import keys
from pathway.tui.widgets.saying import say
from pathway.tui.widgets.tones import toned
from pathway.views.page import clean
from pathway.views.screen import body
from pathway.views.screen_lines import Elsewhere


class BriefPane(Pane):
    """Red flags, what to do, what to ask, what waits, what to watch for, when to look again."""

    key = "b"
    heading = "Brief"
    inner = "#brief-scroll"
    HELP = (
        "The advice on one screen. The keys below answer the first question, which is the one "
        "with number 1; Enter shows it with all others. Everything in full is under 1 to 4."
    )
    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in BRIEF]

    class Answered(Message):
        """A key that answers the first question, which is named where it needs nothing more."""

        def __init__(self, how: str, question: OpenQuestion | None) -> None:
            super().__init__()
            self.how = how
            self.question = question

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._session: Session | None = None
        #: The brief as it was laid out last, by what it was laid out from.
        self._laid: tuple[Advice, dict[tuple[int, int], str]] | None = None
        self._window: Size | None = None

    def compose(self) -> ComposeResult:
        """The brief, and the keys that answer its first question."""
        with VerticalScroll(id="brief-scroll"):
            yield Static(id="brief-text", markup=False)
        yield Static(id="brief-keys", markup=False)

    def show(self, session: Session) -> None:
        """Show the brief as it is now, from the top."""
        self._session = session
        self._tell_keys(session)
        self._draw()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def on_resize(self) -> None:
        """Say more or less, as there is room in the window."""
        if self._session is not None and self._window != self.screen.size:
            self._tell_keys(self._session)
            self._draw()

    def _tell_keys(self, session: Session) -> None:
        """The keys of the first question; where the line of keys has no room, how to see all."""
        told = list(filter(None, (set_aside(session), brief_keys(session))))
        if self.screen.size.height < _ROOMY:
            told[-1] += " · F1 keys"
        say(self.query_one("#brief-keys", Static), "\n".join(told))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is answered where nothing is asked."""
        del parameters
        return action != "answer" or bool(self._session is None or self._session.questions)

    def action_answer(self, how: str) -> None:
        """Answer the first question, if it stands here in full; else go where it does."""
        asked = None if self._session is None else first_told(self._session)
        told = asked is not None and how != "type" and self._in_sight()
        at_once = asked if told and asked is not None and asked.takes(how) else None
        self.post_message(self.Answered(how if told else "type", at_once))

    def _draw(self) -> None:
        self._window = self.screen.size
        lines = self._window.height - _AROUND

        def at(width: int) -> Content:
            return toned(self._text(lines, width))

        self.query_one("#brief-text", Static).update(Fitted(at))

    def _text(self, lines: int, width: int) -> str:
        """The brief in a window of so many lines, with its tones."""
        if self._session is None:
            return ""
        advice, width = self._session.brief_advice, min(width, _WIDEST)
        if self._laid is None or self._laid[0] is not advice:
            self._laid = advice, {}
        laid = self._laid[1]
        if (lines, width) not in laid:
            told = body(advice, _KEYS, lines, width=width, colour=True)
            laid[lines, width] = told.rstrip("\n")
        return laid[lines, width]

    def _in_sight(self) -> bool:
        """Whether all lines of the first question are seen, as far as the page was scrolled."""
        page = self.query_one(VerticalScroll)
        width = self.query_one("#brief-text").size.width
        if self._session is None or not width:
            return False
        shown = toned(self._text(self.screen.size.height - _AROUND, width)).plain.split("\n")
        first = next((at for at, line in enumerate(shown) if line.startswith(_FIRST)), None)
        if first is None:
            return False
        after = (at for at, line in enumerate(shown) if at > first and not line.startswith(_MORE))
        end = next(after, len(shown))
        return page.scroll_y <= first and end <= page.scroll_y + page.size.height


def first_told(session: Session) -> OpenQuestion | None:
    """The first question of the brief, where everything that an answer would settle is told."""
    asked, told = session.questions, session.brief.ask
    if not asked or not told or asked[0].aside:
        return None
    first = asked[0]
    whole = clean(told[0].text) == first.text  # then it asks for all of its group
    return first if whole or {*first.attributes, *first.clears} <= {*told[0].about} else None


def set_aside(session: Session) -> str:
    """How many questions wait, and for what; empty where none does."""
    waiting = Counter(session.aside[q.attributes[0]] for q in session.questions if q.aside)
    told = " · ".join(f"{count}: {clean(why)}" for why, count in waiting.items())
    return f"set aside, key 1 · {told}" if told else ""


def brief_keys(session: Session) -> str:
    """The keys that answer the first question."""
    asked = first_told(session)
    if asked is not None:
        told = keys(session, asked, further="Enter")
        return f"question 1: {told}"
    if session.questions:
        aside = all(one.aside for one in session.questions)
        return "Enter shows the questions set aside" if aside else "Enter shows the questions"
    return "Nothing is left to ask: no answer would change the advice now."


#: From this height on the line of keys stands below the brief.
_ROOMY: Final = 26
#: Lines that stand around the text where a window is narrow: banner, tabs, keys.
_AROUND: Final = 7
#: How the first question begins, and its further lines.
_FIRST: Final = "  1  "
_MORE: Final = "     "
#: Lines longer than this are hard to read.
_WIDEST: Final = 100
_KEYS: Final = Elsewhere(plan="key 2", questions="key 1", options="key 3", assumed="key a")
