"""The tabs of a narrow screen, where one pane is shown at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from pathway.tui.places import PLACES
from pathway.tui.widgets.pane import Pane
from pathway.tui.widgets.saying import say

#: From this width on every number stands beside its name.
_ROOMY: Final = 110


class Tab(Static):
    """One tab; a click opens its pane."""

    class Opened(Message):
        """A tab was clicked."""

        def __init__(self, pane: str) -> None:
            super().__init__()
            self.pane = pane

    def __init__(self, pane: str) -> None:
        super().__init__(markup=False)
        self.pane = pane

    def on_click(self, event: Click) -> None:
        """Open the pane."""
        event.stop()
        self.post_message(self.Opened(self.pane))


class PaneStrip(Horizontal):
    """One tab for each pane; the one that is shown stands in brackets."""

    def __init__(self, panes: Sequence[Pane]) -> None:
        super().__init__(id="strip")
        self._panes = panes

    def compose(self) -> ComposeResult:
        """One tab for each pane; then the numbers of the further screens."""
        for pane in self._panes:
            yield Tab(pane.id or "")
        yield Static(id="further", markup=False)

    def show(self, chosen: str, questions: int) -> None:
        """Mark the pane that is shown, and count the questions."""
        for tab, pane in zip(self.query(Tab), self._panes, strict=True):
            count = f" ({questions})" if pane.heading == "Questions" else ""
            name = f"{pane.key} {pane.heading}{count}"
            text = f"[{name}]" if pane.id == chosen else f" {name} "
            say(tab, text)
            tab.set_class(pane.id == chosen, "-chosen")
        numbered = [place for place in PLACES if place.number]
        told = " ".join(f" {place.number} {place.label.capitalize()} " for place in numbered)
        short = f" {numbered[0].number} to {numbered[-1].number} more: F1"
        roomy = self.screen.size.width >= _ROOMY
        say(self.query_one("#further", Static), told if roomy else short)
