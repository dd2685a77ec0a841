"""The app: one session, one main screen, and how it is left."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.binding import BindingType

from pathway.tui.keys import ANYWHERE
from pathway.tui.screens.leave import Leave, LeaveScreen
from pathway.tui.screens.main import MainScreen
from pathway.tui.screens.save import SaveScreen
from pathway.tui.session import Session


class PathwayApp(App[int]):
    """The clinician's terminal."""

    CSS_PATH = "pathway.tcss"
    TITLE = "pathway"
    #: Its screenshots would write patient data where others can read it.
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 as Textual has it
    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in ANYWHERE if key.id == "quit"]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def get_default_screen(self) -> MainScreen:
        """The main screen."""
        return MainScreen(self.session)

    async def action_quit(self) -> None:
        """Close, after asking where answers are not saved."""
        if self.session.unsaved:
            self.push_screen(LeaveScreen(), self._leave)
        else:
            self.exit(0)

    def _leave(self, how: Leave | None) -> None:
        if how is Leave.DISCARD:
            self.exit(0)
        elif how is Leave.SAVE:
            self.push_screen(SaveScreen(self.session), self._saved)

    def _saved(self, saved: bool | None) -> None:
        if saved:
            self.exit(0)
