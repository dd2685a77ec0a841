"""What an earlier sitting could not save, offered again to the patient that it is about."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from pathway.ground.problems import PathwayError, visible
from pathway.tui import recovery
from pathway.tui.recovery import Kept, Whose
from pathway.tui.session import Session
from pathway.tui.widgets.hanging import HangingText, Line
from pathway.views.page import clean
from pathway.views.problems import plural


class RecoverScreen(ModalScreen[bool]):
    """Take the answers, throw them away, or leave them for later; true when taken.

    Where they are another patient's they can only be left.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "recover", "recover"),
        Binding("n", "discard", "discard"),
        Binding("escape", "dismiss(False)", "later"),
    ]

    def __init__(self, session: Session, kept: Kept) -> None:
        super().__init__()
        self._session = session
        self._kept = kept
        self._is_theirs = kept.may_be_of(session)

    def compose(self) -> ComposeResult:
        """Whose they are, what was told, and when."""
        count = plural(len(self._kept.said), "answer")
        when = _when(self._kept.at)
        title = f"Recover {count} of {when}?" if self._is_theirs else _ANOTHER
        with Vertical(classes="dialog"):
            yield Static(title, classes="title", markup=False)
            yield Static(self._about(count, when), id="recover-about", markup=False)
            if self._is_theirs:
                with VerticalScroll():
                    yield HangingText()
            hint = "y recover · n throw away · Esc decide later" if self._is_theirs else "Esc go on"
            yield Static(hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        """List the answers."""
        if self._is_theirs:
            said = enumerate(self._kept.said, 1)
            self.query_one(HangingText).show(Line(f"{n}", visible(text)) for n, text in said)

    def action_recover(self) -> None:
        """Tell them again."""
        if not self._is_theirs:
            return
        try:
            self._session.recover(self._kept)
        except PathwayError as error:
            told = f"[!] they cannot be read any more: {visible(error.problems[0].message)}"
            self.query_one("#recover-about", Static).update(told)
        else:
            self.dismiss(True)  # noqa: FBT003 the screen's one result

    def action_discard(self) -> None:
        """Forget them."""
        if not self._is_theirs:
            return
        try:
            recovery.drop(self._session, self._kept)
        except OSError as error:
            told = f"[!] they cannot be thrown away: {error.strerror}"
            self.query_one("#recover-about", Static).update(told)
        else:
            self.dismiss(False)  # noqa: FBT003

    def _about(self, count: str, when: str) -> str:
        kept, session = self._kept, self._session
        if not self._is_theirs:
            here = Whose.of(session.patient, session.library.vocabulary)
            return (
                f"{count} of {when}: {clean(str(kept.whose))}\n"
                f"This is: {clean(str(here))}\n"
                "They are not offered here. They stay where they are until "
                f"{kept.until:%Y-%m-%d}, and are deleted then."
            )
        changed = session.path is not None and kept.digest != session.digest
        return f"Of: {clean(str(kept.whose))}\n{_CHANGED if changed else _CLOSED}"


_ANOTHER = "Answers of another patient were kept here"
_CHANGED = "They were not saved. The file was changed since then: compare before you save."
_CLOSED = "The terminal was closed before they were saved."


def _when(at: datetime) -> str:
    today = datetime.now().astimezone().date()
    return f"{at:%H:%M}" if at.date() == today else f"{at:%Y-%m-%d %H:%M}"
