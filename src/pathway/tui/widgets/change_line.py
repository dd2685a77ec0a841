"""The line that says what the last answer changed."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import Static

from pathway.tui.session import Session
from pathway.views.columns import wrapped


class ChangeLine(Static):
    """The last answer and its consequences, as many as fit; the rest is one key away."""

    _LINES = 3

    def __init__(self) -> None:
        super().__init__(id="change", markup=False)
        self._said = ""
        self._changed: Sequence[str] = ()

    def show(self, session: Session) -> None:
        """Say what the last answer changed."""
        if session.told:
            last = session.told[-1]
            self.say(last.said, last.changed or ("no option changes",))
        else:
            self.say("")

    def say(self, said: str, changed: Sequence[str] = ()) -> None:
        """Say something, and what changed by it."""
        self._said, self._changed = said, changed
        self._fit()

    def on_resize(self) -> None:
        """Fit anew."""
        self._fit()

    def _fit(self) -> None:
        self.display = bool(self._said)
        width = self.screen.size.width - self.gutter.width  # its own size is none while hidden
        for count in range(len(self._changed), -1, -1):
            lines = wrapped(_sentence(self._said, self._changed, count), max(width, 20))
            if len(lines) <= self._LINES:
                break
        text = "\n".join(lines[: self._LINES])
        if self.content != text:
            self.update(text)


def _sentence(said: str, changed: Sequence[str], count: int) -> str:
    told = list(changed[:count])
    if count < len(changed):
        told.append(f"{len(changed) - count} more (press c)")
    return f"{said} ⇒ {' · '.join(told)}" if told else said
