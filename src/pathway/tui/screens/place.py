"""What all further screens have in common: banner, heading, what was changed, the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from pathway.patients.model import Patient
from pathway.tui.screens.page import PageScreen
from pathway.tui.session import Session
from pathway.tui.texts import history_page
from pathway.tui.widgets.banner import Banner
from pathway.tui.widgets.change_line import ChangeLine
from pathway.tui.widgets.key_line import KeyLine

#: What stands before the title of every screen that shows a copy.
HYPOTHETICAL = "HYPOTHETICAL"


class PlaceScreen(Screen[bool]):
    """A further screen of one session; true where something was told while it was open.

    Where the session is a hypothetical copy, the heading says so.
    """

    heading: ClassVar[str]
    DEFAULT_CSS = """
    PlaceScreen .heading { height: auto; padding: 0 1; text-style: bold; background: $surface; }
    PlaceScreen .heading.-copy { background: $on-copy; color: $warning; text-style: bold reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back", key_display="Esc", id="place.back"),
        Binding("z", "undo", "undo", show=False, id="place.undo"),
        Binding("r", "redo", "redo", show=False, id="place.redo"),
        Binding("c", "changes", "changes", show=False, id="place.changes"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._told = False

    def compose(self) -> ComposeResult:
        """From top to bottom; what is particular stands in the middle."""
        yield Banner()
        heading = Static(id="heading", classes="heading", markup=False)
        heading.set_class(self._session.is_hypothetical, "-copy")
        yield heading
        yield from self.body()
        yield ChangeLine()
        yield KeyLine()

    def body(self) -> ComposeResult:
        """What is particular to the screen."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show the session as it is."""
        self.show()

    def show(self) -> None:
        """Show the session as it is now."""
        self.query_one(Banner).show(self._session)
        self.name_it()

    def name_it(self, detail: str = "") -> None:
        """Say in the heading where one is."""
        parts = (HYPOTHETICAL if self._session.is_hypothetical else "", self.heading, detail)
        self.query_one("#heading", Static).update(" · ".join(part for part in parts if part))

    def tell(self, said: str, patient: Patient, answered: Iterable[str] = ()) -> None:
        """Tell the session, and show what follows from it."""
        if patient == self._session.patient:
            self.say(f"{said}: nothing changes by it")
            return
        self._session.tell(said, patient, answered)
        self._told = True
        self.show()
        self.query_one(ChangeLine).show(self._session)

    def say(self, text: str) -> None:
        """A sentence at the bottom."""
        self.query_one(ChangeLine).say(text)

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss(self._told)

    def action_undo(self) -> None:
        """Take back what was told last."""
        self._again("taken back", "nothing to take back", self._session.undo)

    def action_redo(self) -> None:
        """Tell again what was taken back last."""
        self._again("again", "nothing was taken back", self._session.redo)

    def _again(self, how: str, nothing: str, go: Callable[[], str | None]) -> None:
        before = self._session.advice
        said = go()
        if said is None:
            self.say(nothing)
            return
        self._told = True
        self.show()
        self.query_one(ChangeLine).say(f"{how}: {said}", self._session.since(before))

    def action_changes(self) -> None:
        """What every answer of this sitting changed."""
        self.app.push_screen(PageScreen("Answers of this sitting", history_page(self._session)))
