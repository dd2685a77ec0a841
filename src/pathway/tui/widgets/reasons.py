"""Why the chosen option stands where it stands, down to file and source."""

from __future__ import annotations

from functools import cache

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pathway.advice.model import Advice
from pathway.present import reasons
from pathway.tui.session import Session
from pathway.tui.widgets.fitted import Fitted
from pathway.tui.widgets.pane import Pane


class ReasonsPane(Pane):
    """The reason tree of one option, as `pathway why` prints it."""

    number = 4
    heading = "Reasons"
    inner = "#reasons-scroll"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._advice: Advice | None = None
        self._option: str | None = None

    def compose(self) -> ComposeResult:
        """A page that scrolls."""
        with VerticalScroll(id="reasons-scroll"):
            yield Static(id="reasons-text", markup=False)

    def show(self, session: Session) -> None:
        """Show the reasons as they stand now."""
        self._advice = session.advice
        self._draw()

    def explain(self, option: str) -> None:
        """Show the reasons of another option, from the top."""
        if option != self._option:
            self._option = option
            self.query_one(VerticalScroll).scroll_home(animate=False)
            self._draw()

    def _draw(self) -> None:
        advice, option = self._advice, self._option
        if advice is not None and option is not None and option in advice.options:
            self.query_one(Static).update(_tree(advice, option))


def _tree(advice: Advice, option: str) -> Fitted:
    """The tree; the search for what would change it waits until somebody looks, and runs once."""
    found = cache(lambda: advice.what_would_change(option))

    def at(width: int) -> Content:
        told = reasons.render(
            advice.why(option),
            advice.citations,
            found().lines,
            found().searched,
            width=width,
            colour=True,
        )
        return Content.from_rich_text(Text.from_ansi(told))

    return Fitted(at)
