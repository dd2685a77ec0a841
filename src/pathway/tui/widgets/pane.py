"""What the four parts of the main screen have in common."""

from __future__ import annotations

from typing import ClassVar

from textual.containers import Vertical

from pathway.tui.session import Session


class Pane(Vertical):
    """One part of the main screen, with a key to reach it by."""

    #: The key that leads here.
    key: ClassVar[str]
    heading: ClassVar[str]
    #: The part that takes the keys.
    inner: ClassVar[str]
    #: The keys that matter most here.
    hint: ClassVar[str] = ""

    def on_mount(self) -> None:
        """Name the pane on its border, as its tab does where the screen is narrow."""
        self.border_title = f"{self.key} {self.heading}"
        self.border_subtitle = self.hint

    def show(self, session: Session) -> None:
        """Show the session as it is now."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Let the keys go to this pane."""
        self.query_one(self.inner).focus()
