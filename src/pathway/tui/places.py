"""The further screens: one table, from which keys, palette and help are made."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from pathway.frozen import frozen

if TYPE_CHECKING:
    from textual.screen import Screen

    from pathway.tui.session import Session


@frozen
class Destination:
    """One screen beside the main one, loaded when it is first opened.

    It is made with the session, and true is its result where something was told in it.
    """

    id: str
    key: str
    label: str
    help: str
    screen: str
    shown: bool = False
    #: The number that leads there as well; 1 to 4 are the panes of the main screen.
    number: str = ""

    @property
    def keys(self) -> str:
        """Both keys, as bindings are written."""
        return ",".join(filter(None, (self.key, self.number)))

    def open(self, session: Session) -> Screen[bool]:
        """The screen, ready to be shown."""
        module, _, name = self.screen.partition(":")
        make = cast("Callable[[Session], Screen[bool]]", getattr(import_module(module), name))
        return make(session)


_SCREENS = "pathway.tui.screens"

#: In the order of the help page.
PLACES: Final = (
    Destination(
        "why",
        "w",
        "why",
        "the reasons for the chosen option, down to rule, value, guideline and study",
        f"{_SCREENS}.why:WhyScreen",
        shown=True,
    ),
    Destination(
        "decide",
        "d",
        "decide",
        "accept, decline or override the chosen option; written to the decision records",
        f"{_SCREENS}.decide:DecideScreen",
        shown=True,
    ),
    Destination(
        "pathway",
        "p",
        "pathway",
        "the pathway as a graph, with the patient's way through it",
        f"{_SCREENS}.pathway:PathwayScreen",
        number="5",
    ),
    Destination(
        "attributes",
        "e",
        "edit",
        "everything known about the patient, to be seen and edited by topic",
        f"{_SCREENS}.attributes:AttributesScreen",
        number="6",
    ),
    Destination(
        "timeline",
        "t",
        "timeline",
        "the treatments so far: see, add, edit, stop with an outcome",
        f"{_SCREENS}.timeline:TimelineScreen",
        number="7",
    ),
    Destination(
        "what_if",
        "h",
        "what if",
        "a hypothetical copy to try answers on; nothing of it is recorded",
        f"{_SCREENS}.what_if:WhatIfScreen",
    ),
    Destination(
        "compare",
        "g",
        "compare",
        "what every pathway and guideline says about this patient, side by side",
        f"{_SCREENS}.compare:CompareScreen",
        number="8",
    ),
    Destination(
        "decided",
        "l",
        "decided",
        "what was decided: when, by whom, why, and what has changed since",
        f"{_SCREENS}.decided:DecidedScreen",
        number="9",
    ),
    Destination(
        "export",
        "x",
        "export",
        "take the advice along: a summary for clinicians, a handout for the patient",
        f"{_SCREENS}.export:ExportScreen",
        shown=True,
    ),
)


def place(id_: str) -> Destination:
    """The place with an id."""
    return next(place for place in PLACES if place.id == id_)
