"""What if: a copy to try answers on, and what the advice would then be."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from pathway.tui.difference import differences
from pathway.tui.screens.attributes import AttributesScreen
from pathway.tui.screens.place import PlaceScreen
from pathway.tui.screens.timeline import TimelineScreen
from pathway.tui.session import Session
from pathway.tui.widgets.side_by_side import SideBySide


class WhatIfScreen(PlaceScreen):
    """Changes are made on the copy; applying tells them all to the session as one step."""

    heading = "What if"
    HELP = (
        "A copy of the patient to try answers on. e changes a value, t the history; below stands "
        "what the advice would say otherwise. p records all changes as one step, d discards them."
    )
    DEFAULT_CSS = """
    WhatIfScreen #changed { height: auto; max-height: 30%; padding: 0 1; }
    WhatIfScreen #difference { height: 1fr; border-top: solid $rule; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "attributes", "value", id="what_if.attributes"),
        Binding("t", "timeline", "history", id="what_if.timeline"),
        Binding("p", "apply", "apply", id="what_if.apply"),
        Binding("d", "discard", "discard", id="what_if.discard"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session.hypothetical())
        self._real = session
        self._warned = False

    def body(self) -> ComposeResult:
        """What was changed on the copy, and what would be different."""
        yield Static(id="changed", markup=False)
        with VerticalScroll(id="difference"):
            yield SideBySide()

    def show(self) -> None:
        """Show the copy beside the patient as recorded."""
        super().show()
        self._warned = False
        told = [one.said for one in self._session.told]
        self.query_one("#changed", Static).update(_changed(told))
        found = differences(self._real.advice, self._session.advice)
        nothing = "The advice is the same." if told else "Nothing is different yet."
        self.query_one(SideBySide).show(found, nothing)
        self.query_one("#difference").focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to apply or discard once something was changed."""
        del parameters
        return bool(self._session.told) if action in ("apply", "discard") else True

    def action_attributes(self) -> None:
        """Change what is known of the copy."""
        self.app.push_screen(AttributesScreen(self._session), self._came_back)

    def action_timeline(self) -> None:
        """Change what the copy has tried."""
        self.app.push_screen(TimelineScreen(self._session), self._came_back)

    def action_apply(self) -> None:
        """Tell all changes to the session, as one step that can be taken back."""
        told = [one.said for one in self._session.told]
        said = told[0] if len(told) == 1 else f"{len(told)} changes of a what if: {'; '.join(told)}"
        self._real.tell(said, self._session.patient)
        self.dismiss(True)  # noqa: FBT003 the screen's one result

    def action_discard(self) -> None:
        """Leave everything as it was."""
        self.dismiss(False)  # noqa: FBT003 the screen's one result

    def action_leave(self) -> None:
        """Back; what was tried is thrown away only on a second key."""
        if self._session.told and not self._warned:
            self._warned = True
            count = len(self._session.told)
            changes = "1 change" if count == 1 else f"{count} changes"
            self.say(f"Esc again discards {changes} of this copy; p applies")
        else:
            self.action_discard()

    # -- private ---------------------------------------------------------------------------

    def _came_back(self, told: bool | None) -> None:
        if told:
            self.show()


def _changed(told: list[str]) -> str:
    if not told:
        return (
            "This is a copy of the patient. Change a value (e) or the history (t), and read below "
            "what the advice would be. Nothing is recorded unless you apply it."
        )
    return "\n".join(f"{number} {said}" for number, said in enumerate(told, 1))
