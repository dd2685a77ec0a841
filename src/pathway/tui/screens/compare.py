"""Compare: what every pathway and guideline says of each therapy for this patient."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from pathway.tui.comparing import Column, ComparisonTable, comparison
from pathway.tui.screens.place import PlaceScreen
from pathway.tui.session import Session
from pathway.tui.widgets.hanging import HangingText
from pathway.tui.widgets.matrix import Matrix
from pathway.views.comparison.cells import ComparisonMark


class CompareScreen(PlaceScreen):
    """A table to move about in, and the cell that is chosen in full."""

    heading = "Compare"
    HELP = (
        "Therapies by pathways and guidelines, for this patient. ↑ ↓ choose a therapy, ← → a "
        "column. GUIDELINES DISAGREE marks therapies on which guidelines that speak of this "
        "patient differ. "
        "Below stand the cell in full and what speaks against it, each with its source."
    )
    DEFAULT_CSS = """
    CompareScreen Matrix { height: 3fr; }
    CompareScreen #cell { height: 2fr; padding: 0 1; border-top: solid $rule; }
    CompareScreen #cell:focus { border-top: solid $border; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "details", key_display="Tab", id="compare.details"),
        Binding("f", "follow", "follow", id="compare.follow"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._comparison: ComparisonTable = comparison(session)
        self._column: Column | None = None

    def body(self) -> ComposeResult:
        """The table, and below it the cell."""
        yield Matrix(id="table")
        with VerticalScroll(id="cell"):
            yield HangingText()

    def show(self) -> None:
        """Fill the table."""
        super().show()
        found = self._comparison
        rows = [
            (self._called(therapy), *(found.cell(therapy, column) for column in found.columns))
            for therapy in found.therapies
        ]
        self.query_one(Matrix).fill([column.title for column in found.columns], rows)
        count = len(found.compared.marked(ComparisonMark.DISAGREE))
        self.name_it(f"guidelines disagree on {count} of {len(rows)} therapies")

    @on(Matrix.Chosen)
    def _chosen(self, event: Matrix.Chosen) -> None:
        found = self._comparison
        self._column = found.columns[event.column]
        lines = found.lines(found.therapies[event.row], self._column)
        self.query_one("#cell HangingText", HangingText).show(lines)
        self.query_one("#cell").scroll_home(animate=False)

    def action_follow(self) -> None:
        """Follow the pathway of the column that is chosen."""
        column = self._column
        if column is None or not column.is_pathway:
            self.say("choose the column of a pathway first: a guideline alone is none")
        elif column.id == self._session.advice.pathway.id:
            self.say(f"{column.title} is followed already")
        else:
            self._session.follow(column.id)
            self.dismiss(True)  # noqa: FBT003 the screen's one result

    def _called(self, therapy: str) -> str:
        """The name of a row, with what is to be noticed of it in words."""
        note = self._comparison.note(therapy)
        return (
            f"{self._comparison.title(therapy)}: {note}"
            if note
            else self._comparison.title(therapy)
        )
