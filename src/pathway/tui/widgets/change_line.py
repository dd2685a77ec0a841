"""The line that says what the last answer changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.widgets import Static

from pathway.tui.session import Session
from pathway.tui.widgets.saying import say
from pathway.views.columns import cells, cut, wrapped


class ChangeLine(Static):
    """The last answer and its consequences, as many as fit; the rest is one key away."""

    _LINES = 3

    def __init__(self) -> None:
        super().__init__(id="change", markup=False)
        self._said = ""
        self._changed: Sequence[str] = ()
        self._whole = False

    def show(self, session: Session) -> None:
        """Say what the last answer changed."""
        last = session.told[-1] if session.told else None
        changed = last.changed or ("no option changes",) if last is not None else ()
        answered = last is not None and bool(last.question)
        self._tell(last.said if last is not None else "", changed, whole=not answered)

    def say(self, said: str, changed: Sequence[str] = ()) -> None:
        """Say something in full, and what changed by it."""
        self._tell(said, changed, whole=True)

    def _tell(self, said: str, changed: Sequence[str], *, whole: bool) -> None:
        self._said, self._changed, self._whole = said, changed, whole
        self.fit()

    def on_resize(self) -> None:
        """Fit anew."""
        self.fit()

    def fit(self) -> None:
        """Fill as many lines as there are: on the brief of a low window one, for an answer."""
        self.display = bool(self._said)
        width = self.screen.size.width - self.gutter.width  # its own size is none while hidden
        low = self.screen.size.height < _SHORT and self.screen.has_class("-brief")
        short = low and not self._whole
        text = _fitting(self._said, self._changed, max(width, 20), 1 if short else self._LINES)
        for strip in self.screen.query("#strip"):
            strip.set_class(self.display, "-told")
        say(self, text)


#: In a window with fewer lines one line has to do: the brief comes first.
_SHORT: Final = 26
_FOLLOWS: Final = " ⇐ "
#: Fewer cells of what was told say nothing.
_LEAST: Final = 12


def _fitting(said: str, changed: Sequence[str], width: int, most: int) -> str:
    """As many effects as fit, and what was told."""
    if most == 1:
        return _one_line(said, changed, width)
    for count in range(len(changed), -1, -1):
        lines = wrapped(_sentence(said, changed, count), width)
        if len(lines) <= most:
            break
    return "\n".join(lines[:most])


def _one_line(said: str, changed: Sequence[str], width: int) -> str:
    """As many effects as fit into a line, at least one, and of what was told what is left room."""
    if not changed:
        return cut(said, width)
    for count in range(len(changed), 0, -1):
        line = _sentence("", changed, count)
        room = width - cells(line) - cells(_FOLLOWS)
        if room >= 0:
            return f"{line}{_FOLLOWS}{cut(said, room)}" if room >= _LEAST else line
    more = f" · {len(changed) - 1} more (press c)" if len(changed) > 1 else ""
    return cut(changed[0], width - cells(more)) + more


def _sentence(said: str, changed: Sequence[str], count: int) -> str:
    """The effect first: what was told is what somebody just did, and knows."""
    told = list(changed[:count])
    if count < len(changed):
        told.append(f"{len(changed) - count} more (press c)")
    return _FOLLOWS.join(filter(None, (" · ".join(told), said)))
