"""What an earlier sitting could not save, offered again."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from pathway.present.problems import plural
from pathway.problems import PathwayError, visible
from pathway.tui import recovery
from pathway.tui.recovery import Kept
from pathway.tui.session import Session
from pathway.tui.widgets.hanging import HangingText, Line


class RecoverScreen(ModalScreen[bool]):
    """Take the answers, throw them away, or leave them for later; true when taken."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "recover", "recover"),
        Binding("n", "discard", "discard"),
        Binding("escape", "dismiss(False)", "later"),
    ]

    def __init__(self, session: Session, kept: Kept) -> None:
        super().__init__()
        self._session = session
        self._kept = kept

    def compose(self) -> ComposeResult:
        """What was told, and when."""
        count = plural(len(self._kept.said), "answer")
        with Vertical(classes="dialog"):
            yield Static(
                f"Recover {count} of {_when(self._kept.at)}?", classes="title", markup=False
            )
            yield Static(self._about(), id="recover-about", markup=False)
            with VerticalScroll():
                yield HangingText()
            yield Static(
                "y recover · n throw away · Esc decide later", classes="hint", markup=False
            )

    def on_mount(self) -> None:
        """List the answers."""
        said = enumerate(self._kept.said, 1)
        self.query_one(HangingText).show(Line(f"{n}", visible(text)) for n, text in said)

    def action_recover(self) -> None:
        """Tell them again."""
        try:
            self._session.recover(self._kept)
        except PathwayError as error:
            told = f"[!] they cannot be read any more: {visible(error.problems[0].message)}"
            self.query_one("#recover-about", Static).update(told)
        else:
            self.dismiss(True)  # noqa: FBT003 the screen's one result

    def action_discard(self) -> None:
        """Forget them."""
        try:
            recovery.drop(self._session)
        except OSError as error:
            told = f"[!] they cannot be thrown away: {error.strerror}"
            self.query_one("#recover-about", Static).update(told)
        else:
            self.dismiss(False)  # noqa: FBT003

    def _about(self) -> str:
        if self._session.path is not None and self._kept.digest != self._session.digest:
            return "They were not saved. The file was changed since then: compare before you save."
        return "The terminal was closed before they were saved."


def _when(at: datetime) -> str:
    today = datetime.now().astimezone().date()
    return f"{at:%H:%M}" if at.date() == today else f"{at:%Y-%m-%d %H:%M}"
