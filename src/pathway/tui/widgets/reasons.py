"""Why the chosen option stands where it stands, down to file and source."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from pathway.advice.advice import Advice
from pathway.advice.explanation import Reason
from pathway.tui.session import Session
from pathway.tui.widgets.fitted import Fitted
from pathway.tui.widgets.pane import Pane
from pathway.tui.widgets.tones import toned
from pathway.views import reasons


class ReasonsPane(Pane):
    """The reason tree of one option, as `pathway why` prints it."""

    key = "4"
    heading = "Reasons"
    inner = "#reasons-scroll"
    hint = "w as a tree to open"
    HELP = (
        "Why the chosen option stands where it stands: rules with file and line, the values "
        "that they read, guidelines, and what would change it. w shows them as a tree to open."
    )

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
        self._advice, self._option = session.advice, session.chosen
        self._draw()

    def explain(self, option: str) -> None:
        """Show the reasons of another option, from the top."""
        if option != self._option:
            self._option = option
            self.query_one(VerticalScroll).scroll_home(animate=False)
            self._draw()

    def on_descendant_focus(self) -> None:
        """Whoever comes here also wants to know what would change it."""
        self._draw()

    def _draw(self) -> None:
        advice, option = self._advice, self._option
        if advice is not None and option is not None and option in advice.options:
            looked_at = self.has_focus_within
            self.query_one(Static).update(_tree(advice, option, search=looked_at))


def _tree(advice: Advice, option: str, *, search: bool) -> Fitted:
    """The tree; what would change it is searched for where somebody looks, as that takes time."""

    def at(width: int) -> Content:
        told, lines, searched = advice.why(option), tuple[str, ...](), ""
        if search:
            found = advice.what_would_change(option)
            lines, searched = found.lines, found.searched
        else:
            more = Reason("if answered", "", "4 finds out what would change this")
            told = replace(told, children=(*told.children, more))
        shown = reasons.render(told, advice.citations, lines, searched, width=width, colour=True)
        return toned(shown)

    return Fitted(at)
