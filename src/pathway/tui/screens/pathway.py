"""The pathway, and the patient's way through it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll

from pathway.tui.position import node_lines, way_rows
from pathway.tui.screens.place import PlaceScreen
from pathway.tui.widgets.hanging import HangingText
from pathway.tui.widgets.way_graph import WayGraph
from pathway.views.page import clean


class PathwayScreen(PlaceScreen):
    """The graph, and the node that is chosen with its conditions and their values."""

    heading = "Pathway"
    HELP = (
        "The pathway from its start at the top, and how far the patient gets: ● reached, "
        "○ not reached, ? not known yet, ∥ what runs beside a step. ↑ ↓ choose a node; beside it "
        "stand its conditions with the patient's values, what is offered there, and where it "
        "leads. Tab goes there to scroll."
    )
    DEFAULT_CSS = """
    PathwayScreen #way { height: 1fr; }
    PathwayScreen #node { height: 1fr; padding: 0 1; border-top: solid $rule; }
    PathwayScreen #node:focus { border-top: solid $border; }
    PathwayScreen.-wide #way { layout: horizontal; }
    PathwayScreen.-wide WayGraph { width: 5fr; height: 100%; }
    PathwayScreen.-wide #node {
        width: 6fr; height: 100%; border-top: none; border-left: solid $rule;
    }
    PathwayScreen.-wide #node:focus { border-left: solid $border; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "details", key_display="Tab", id="pathway.details"),
    ]

    def body(self) -> ComposeResult:
        """The graph, and the card below or beside it."""
        with Container(id="way"):
            yield WayGraph(id="graph")
            with VerticalScroll(id="node"):
                yield HangingText()

    def show(self) -> None:
        """Draw the pathway of the advice."""
        super().show()
        advice = self._session.advice
        unsure = any(node.current is None for node in advice.path if node.kind == "step")
        nowhere = _UNSURE if unsure else _NOWHERE
        here = clean(advice.next.step) if advice.next.step else ""
        self.name_it(f"the patient is at: {here}" if here else nowhere)
        graph = self.query_one(WayGraph)
        graph.fill(way_rows(advice))
        graph.focus()

    @on(WayGraph.Chosen)
    def _chosen(self, event: WayGraph.Chosen) -> None:
        lines = node_lines(self._session.advice, event.node)
        self.query_one("#node HangingText", HangingText).show(lines)
        self.query_one("#node").scroll_home(animate=False)


_NOWHERE = "the patient is at no step"
_UNSURE = "at which step the patient is, is not known yet"
