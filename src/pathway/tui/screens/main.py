"""The main screen: the banner, the brief or four panes, and what the last answer changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.screen import Screen

from pathway.tui.keys import ANYWHERE, OPENING
from pathway.tui.places import place
from pathway.tui.session import Session
from pathway.tui.widgets.banner import Banner
from pathway.tui.widgets.brief import BriefPane
from pathway.tui.widgets.change_line import ChangeLine
from pathway.tui.widgets.key_line import KeyLine
from pathway.tui.widgets.options import OptionsPane, first
from pathway.tui.widgets.pane import Pane
from pathway.tui.widgets.plan import PlanPane
from pathway.tui.widgets.questions import QuestionPane
from pathway.tui.widgets.reasons import ReasonsPane
from pathway.tui.widgets.strip import PaneStrip, Tab

if TYPE_CHECKING:
    from pathway.tui.screens.save import Saved


class MainScreen(Screen[None]):
    """Shows the session's advice: on one screen first, and in full in four panes.

    These stand side by side, or one at a time where the window is narrow.
    """

    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in (*OPENING, *ANYWHERE)]

    class ReadAgain(Message):
        """The file was changed by somebody else, and is to be opened anew."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._panes: tuple[Pane, ...] = (
            BriefPane(id=_BRIEF),
            QuestionPane(session, id="questions"),
            PlanPane(id="plan"),
            OptionsPane(id="options-pane"),
            ReasonsPane(id="reasons"),
        )
        self._shown = _BRIEF
        #: Panes that nobody sees, and that do not show the session as it is now.
        self._behind: set[Pane] = set()
        for pane in self._panes:
            pane.set_class(pane.id == self._shown, "-shown")
        self.add_class("-brief")

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield Banner()
        yield PaneStrip(self._panes)
        yield Container(self._panes[0], id="panes")
        yield ChangeLine()
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        """Show the brief; the other panes are made once it stands there."""
        self.show()
        self.action_pane(self._shown)
        self.call_after_refresh(self._make_panes)

    async def _make_panes(self) -> None:
        _, questions, plan, options, reasons = self._panes
        await self.query_one("#panes").mount(questions, options, plan, reasons)

    # -- moving about ----------------------------------------------------------------------

    def action_pane(self, name: str) -> None:
        """Show a pane and give it the keys."""
        if not all(pane.is_mounted for pane in self._panes if pane.id == name):
            self.call_after_refresh(self.action_pane, name)  # clicked before it is there
            return
        self._shown = name
        self._catch_up(pane for pane in self._panes if self._in_sight(pane))
        for pane in self._panes:
            pane.set_class(pane.id == name, "-shown")
            if pane.id == name:
                pane.take_focus()
        self.set_class(name == _BRIEF, "-brief")
        self.query_one(ChangeLine).fit()
        self.refresh_bindings()
        self._show_strip()

    def action_next_pane(self, step: int) -> None:
        """The pane after (or before) the one that has the keys."""
        names = [pane.id or "" for pane in self._panes]
        self.action_pane(names[(names.index(self._shown) + step) % len(names)])

    def action_back(self) -> None:
        """From the reasons back to the options, and from all else to the brief."""
        self.action_pane("options-pane" if self._shown == "reasons" else _BRIEF)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """On the brief no option is chosen that could be explained or decided on."""
        return self._shown != _BRIEF or (action, parameters) not in _NOT_ON_BRIEF

    @on(Tab.Opened)
    def _opened(self, event: Tab.Opened) -> None:
        self.action_pane(event.pane)

    @on(OptionsPane.Chosen)
    def _chosen(self, event: OptionsPane.Chosen) -> None:
        if event.option != self._session.chosen:
            self._session.chosen = event.option
            self.query_one(OptionsPane).choose(event.option)
        self._catch_up([self.query_one(ReasonsPane)])
        self.query_one(ReasonsPane).explain(event.option)
        if event.opened:
            self.action_pane("reasons")

    # -- answers ---------------------------------------------------------------------------

    @on(BriefPane.Answered)
    def _answered(self, event: BriefPane.Answered) -> None:
        """An answer given on the brief; where it needs more than a key, the question is shown."""
        asking = self.query_one(QuestionPane)
        if event.question is None:
            self.action_pane("questions")
            asking.first(event.how)
        elif event.question in self._session.questions[:1]:
            asking.answer(event.question, event.how)

    @on(QuestionPane.Told)
    def _told(self) -> None:
        self.show()

    @on(QuestionPane.Hint)
    def _hint(self, event: QuestionPane.Hint) -> None:
        self.query_one(BriefPane).show(self._session)
        self.query_one(ChangeLine).say(event.text)
        self._show_strip()

    def action_undo(self) -> None:
        """Take back the last answer."""
        before = self._session.advice
        undone = self._session.undo()
        if undone is None:
            self.query_one(ChangeLine).say("nothing to take back")
            return
        self.show(f"taken back: {undone}", self._session.since(before))

    def action_redo(self) -> None:
        """Tell again what was taken back."""
        before = self._session.advice
        said = self._session.redo()
        if said is None:
            self.query_one(ChangeLine).say("nothing was taken back")
            return
        self.show(f"again: {said}", self._session.since(before))

    def action_open_place(self, name: str) -> None:
        """Open one of the further screens."""
        screen = place(name).open(self._session)
        screen.add_class(*(name for name in self.classes if name in _SIZES))
        self.app.push_screen(screen, self._came_back)

    def _came_back(self, told: bool | None) -> None:
        if told:
            self.show()

    def action_follow(self) -> None:
        """The pathway that is followed, to be changed."""
        from pathway.tui.screens.follow import FollowScreen

        self.app.push_screen(FollowScreen(self._session), self._followed)

    def _followed(self, told: bool | None) -> None:
        if told:
            self.show()
            self.action_pane(_BRIEF)

    def action_agree(self) -> None:
        """Agree on what is to begin, each by one key."""
        from pathway.tui.screens.agree import AgreeScreen

        self.app.push_screen(AgreeScreen(self._session), self._came_back)

    def action_confirm(self) -> None:
        """See what was assumed, and confirm it."""
        from pathway.tui.screens.assumptions import AssumptionsScreen

        self.app.push_screen(AssumptionsScreen(self._session), self._confirmed)

    def _confirmed(self, confirmed: bool | None) -> None:
        if confirmed:
            self.show()

    def action_changes(self) -> None:
        """What every answer of this sitting changed."""
        from pathway.tui.screens.page import PageScreen
        from pathway.tui.texts import history_page

        self.app.push_screen(PageScreen("Answers of this sitting", history_page(self._session)))

    def action_save(self) -> None:
        """Write the patient file."""
        from pathway.tui.screens.save import SaveScreen

        self.app.push_screen(SaveScreen(self._session), self._saved)

    def _saved(self, saved: Saved | None) -> None:
        from pathway.tui.screens.save import Saved

        if saved is Saved.READ_AGAIN:
            self.post_message(self.ReadAgain())
        elif saved is Saved.WRITTEN:
            self.query_one(Banner).show(self._session)
            self.query_one(ChangeLine).say(f"saved: {self._session.path}")

    def show(self, said: str = "", changed: Sequence[str] = ()) -> None:
        """Show the session as it is now, with what was `said`; else with the last answer.

        Panes that nobody sees are shown once somebody goes there.
        """
        if self._session.chosen not in self._session.advice.options:
            self._session.chosen = first(self._session.advice)
        self.query_one(Banner).show(self._session)
        self._behind.update(self._panes)
        self._catch_up(pane for pane in self._panes if self._in_sight(pane))
        line = self.query_one(ChangeLine)
        line.say(said, changed) if said else line.show(self._session)
        self._show_strip()
        self.call_after_refresh(self._session.prepare)

    def on_resize(self) -> None:
        """In a window of another width other panes come in sight; before they are drawn."""
        self._catch_up(self._panes)

    # -- private ---------------------------------------------------------------------------

    def _in_sight(self, pane: Pane) -> bool:
        """Whether a pane is seen: the brief alone, the others together where there is room."""
        together = self._shown != _BRIEF and self.has_class("-wide")
        return pane.id != _BRIEF if together else pane.id == self._shown

    def _catch_up(self, panes: Iterable[Pane]) -> None:
        """Let panes show the session as it is now, if they do not yet."""
        for pane in panes:
            if pane in self._behind and pane.is_mounted:
                self._behind.remove(pane)
                pane.show(self._session)

    def _show_strip(self) -> None:
        self.query_one(PaneStrip).show(self._shown, len(self._session.advice.questions))


_BRIEF: Final = "brief"
_NOT_ON_BRIEF: Final = (
    ("open_place", ("why",)),
    ("open_place", ("decide",)),
    ("pane", (_BRIEF,)),
)
#: The classes of a screen's size; a screen that has them from the start is styled only once.
_SIZES: Final = ("-narrow", "-wide", "-low", "-short", "-high")
