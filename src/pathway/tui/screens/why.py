"""Why: the reasons for one option, down to rule, value, guideline and study."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from pathway.ground.terms import READING_ORDER
from pathway.tui.explanation_tree import ground_of
from pathway.tui.screens.place import PlaceScreen
from pathway.tui.session import Session
from pathway.tui.widgets.ground_card import GroundCard
from pathway.tui.widgets.ground_tree import GroundTree
from pathway.views.page import clean


class WhyScreen(PlaceScreen):
    """The reasons as a tree, and the one that is chosen in full."""

    heading = "Why"
    HELP = (
        "Why the option stands where it stands. ← → choose another option, ↑ ↓ a reason, Enter "
        "opens and closes it, e opens all. Below stands the reason in full: the rule in words and "
        "as written, the values it read, its sources. Tab goes there to scroll."
    )
    DEFAULT_CSS = """
    WhyScreen #why { height: 1fr; }
    WhyScreen GroundCard { border-top: solid $rule; }
    WhyScreen GroundCard:focus { border-top: solid $border; }
    WhyScreen.-wide #why { layout: horizontal; }
    WhyScreen.-wide GroundTree { width: 1fr; height: 100%; }
    WhyScreen.-wide GroundCard {
        width: 1fr; height: 100%; border-top: none; border-left: solid $rule;
    }
    WhyScreen.-wide GroundCard:focus { border-left: solid $border; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", "option", key_display="← →", id="why.next", priority=True),
        Binding("left", "turn(-1)", show=False, id="why.previous", priority=True),
        Binding("e", "open_all", "all", id="why.all"),
        Binding("tab", "app.focus_next", "details", key_display="Tab", id="why.details"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        options = session.advice.options
        listed = sorted(options.values(), key=lambda one: READING_ORDER.index(one.verdict))
        self._order = [one.id for one in listed]
        chosen = session.chosen
        self._at = self._order.index(chosen) if chosen in self._order else 0

    def body(self) -> ComposeResult:
        """The tree, and the card below or beside it."""
        with Container(id="why"):
            yield GroundTree(id="grounds")
            yield GroundCard()

    def show(self) -> None:
        """Show the reasons of the option that is chosen."""
        super().show()
        if not self._order:
            self.name_it("no options in this advice")
            return
        option = self._session.advice.options[self._order[self._at]]
        self.name_it(f"{clean(option.title)} ({self._at + 1} of {len(self._order)} options)")
        tree = self.query_one(GroundTree)
        tree.explain(ground_of(self._session.advice, option.id))
        tree.focus()

    def action_turn(self, step: int) -> None:
        """The option after (or before) this one."""
        if self._order:
            self._at = (self._at + step) % len(self._order)
            self._session.chosen = self._order[self._at]
            self.show()

    def action_open_all(self) -> None:
        """Open every branch, or close them all."""
        self.query_one(GroundTree).open_all()

    @on(GroundTree.Chosen)
    def _chosen(self, event: GroundTree.Chosen) -> None:
        self.query_one(GroundCard).show(event.ground)
