"""What was decided on the patient: when, by whom, why, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Row

from pathway.advice.decided import ACCEPTED, Decided
from pathway.advice.model import Option
from pathway.advice.since import changed_since, declined_still
from pathway.ground.terms import BEGINNING, Action
from pathway.tui.screens.place import PlaceScreen
from pathway.tui.session import Session
from pathway.tui.widgets.hanging import HangingText, Line
from pathway.tui.widgets.rows import Rows
from pathway.views.decided import DONE, said_of
from pathway.views.page import Tone, clean


class DecidedScreen(PlaceScreen):
    """The decisions that count, the newest first, and the chosen one in full."""

    heading = "Decided"
    HELP = (
        "What was decided on each therapy, in earlier sittings and in this one, the newest first. "
        "Below stand who decided and why, what was advised then, and what is known to be otherwise "
        "now. What was declined is not offered anew until something that it hangs on has changed."
    )
    DEFAULT_CSS = """
    DecidedScreen #decided { height: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    DecidedScreen VerticalScroll {
        height: 1fr; padding: 0 1; border-top: solid $rule;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "read on", key_display="Tab", id="decided.read"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._listed: tuple[Decided, ...] = ()

    def body(self) -> ComposeResult:
        """The list, and one decision in full."""
        yield Rows(id="decided", markup=False)
        with VerticalScroll(id="decided-whole"):
            yield HangingText()

    def show(self) -> None:
        """List what was decided."""
        super().show()
        session = self._session
        self._listed = tuple(reversed(session.decided))
        count = len(self._listed)
        self.name_it(f"{count} on record" if count or not session.unread else "could not be read")
        rows = self.query_one("#decided", OptionList)
        rows.set_options(Row(_row(session, one)) for one in self._listed)
        if self._listed:
            rows.highlighted = 0
            rows.focus()
        else:
            self._whole(_none(session))

    @on(OptionList.OptionHighlighted, "#decided")
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._whole(_lines(self._session, self._listed[event.option_index]))

    def _whole(self, lines: Iterator[Line]) -> None:
        self.query_one(HangingText).show(lines)
        self.query_one("#decided-whole", VerticalScroll).scroll_home(animate=False)


def _none(session: Session) -> Iterator[Line]:
    if session.unread:
        yield Line("unknown", f"earlier decisions could not be read: {session.unread}", Tone.ASK)
    else:
        yield Line("none", "nothing was decided on this patient here; d decides on an option")


def _title(session: Session, therapy: str) -> str:
    known = session.library.therapies.get(therapy)
    return clean(known.title if known is not None else therapy)


def _row(session: Session, one: Decided) -> Content:
    done = DONE.get(one.action, clean(one.action))
    when = one.day or "today"
    changed = changed_since(session.told_advice, one)
    told = Content.assemble(
        f"{when:<12}{_title(session, one.therapy)}: {done}",
        (f", {clean(one.actor)}" if one.actor else "", "$foreground-muted"),
    )
    return Content.assemble(told, ("  changed since", "bold $text-warning") if changed else "")


def _lines(session: Session, one: Decided) -> Iterator[Line]:
    advice = session.brief_advice
    yield Line("decision", f"{_title(session, one.therapy)}: {clean(said_of(advice, one))}")
    if one.rules:
        yield Line("in spite of", clean(", ".join(one.rules)), Tone.STOP)
    if one.reason:
        yield Line("because", clean(one.reason))
    option = advice.options.get(one.therapy)
    if one.verdict:
        now = f"; now {option.verdict}, {option.action}" if option is not None else ""
        yield Line("advised then", f"{one.verdict}, {one.do}{now}")
    changed = changed_since(advice, one)
    for fact in changed:
        yield Line("changed", clean(str(fact)), Tone.ASK)
    if one.known and not changed:
        yield Line("unchanged", "nothing that it hangs on is known to be otherwise now")
    if one.action not in ACCEPTED and option is not None:
        stays = one.therapy in declined_still(advice)
        yield Line("so", _STAYS if stays else _again(option), Tone.QUIET if stays else Tone.ASK)


_STAYS: Final = "stays declined, and is not offered anew"


def _again(option: Option) -> str:
    """What becomes of an option that does not stay declined."""
    if option.action in BEGINNING:
        return "is offered again"
    if option.action is Action.ASK_FIRST:
        return "is considered again, and waits for an answer"
    return f"is not offered now either: {option.verdict}"
