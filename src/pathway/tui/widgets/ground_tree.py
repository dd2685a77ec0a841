"""The reasons as a tree whose branches open and close; long lines are wrapped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Row

from pathway.frozen import frozen
from pathway.tui.explanation_tree import Ground
from pathway.tui.widgets.fitted import Fitted
from pathway.tui.widgets.rows import Rows
from pathway.tui.widgets.tones import STYLES
from pathway.views.columns import cells, flowing, hanging, wrapped
from pathway.views.page import Tone

#: The longest label that the states beside it are lined up with.
_LABEL: Final = 30
_TONES: Final[Mapping[str, Tone]] = {
    "UNKNOWN": Tone.ASK,
    "no": Tone.QUIET,
    "disagree": Tone.ASK,
}


@frozen
class Shown:
    """A ground on one line of the tree: how deep it stands, and where among all."""

    ground: Ground
    path: tuple[int, ...]
    column: int

    @property
    def id(self) -> str:
        """A name that stays the same while the tree opens and closes."""
        return "at-" + "-".join(map(str, self.path))


class GroundTree(Rows):
    """A tree of grounds; the highlighted one is told to whoever shows its details."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "open", key_display="Enter"),
    ]
    DEFAULT_CSS = """
    GroundTree { border: none; height: 1fr; margin-left: 1; }
    GroundTree:focus { background-tint: $foreground 0%; }
    """

    class Chosen(Message):
        """Another ground was highlighted."""

        def __init__(self, ground: Ground) -> None:
            super().__init__()
            self.ground = ground

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._root = Ground("")
        self._open: set[tuple[int, ...]] = set()
        self._shown: tuple[Shown, ...] = ()

    def explain(self, root: Ground) -> None:
        """Show the reasons of another option; its first branches are in sight."""
        self._root, self._open = root, {()}
        self._draw("at-")

    def open_all(self) -> None:
        """Open every branch, or close them where all are open; searches stay unopened."""
        every = set(_branches(self._root, ()))
        self._open = {()} if every <= self._open else every
        self._draw(self._highlighted_id() or "at-")

    def _draw(self, chosen: str) -> None:
        self._shown = tuple(_lines(self._root, (), self._open, 0))
        self.set_options(Row(Fitted(self._fitting(one)), id=one.id) for one in self._shown)
        ids = [one.id for one in self._shown]
        self.highlighted = ids.index(chosen) if chosen in ids else 0

    def _fitting(self, one: Shown) -> _Fit:
        return _Fit(one, open=one.path in self._open)

    def _highlighted_id(self) -> str | None:
        row = self.highlighted_option
        return row.id if row is not None else None

    @on(OptionList.OptionHighlighted)
    def _highlight(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.post_message(self.Chosen(self._shown[event.option_index].ground))

    @on(OptionList.OptionSelected)
    def _select(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        one = self._shown[event.option_index]
        if one.ground.opens and one.path:
            self._open ^= {one.path}
            self._draw(one.id)


# -- private -------------------------------------------------------------------------------


@frozen
class _Fit:
    """One line of the tree at any width."""

    one: Shown
    open: bool

    def __call__(self, width: int) -> Content:
        ground, indent = self.one.ground, "  " * max(len(self.one.path) - 1, 0)
        if not self.one.path:
            head = "\n".join(wrapped(f"{ground.label}: {ground.state}", width))
            return Content.styled(head, "bold")
        mark = ("▾ " if self.open else "▸ ") if ground.opens else "  "
        lead = f"{indent}{mark}{ground.label}"
        told = "  ".join(part for part in (ground.state, ground.said) if part)
        column = len(indent) + 2 + self.one.column + 2
        if told and cells(lead) < column and width - column >= _LABEL // 2:
            return self._toned(hanging(lead, told, column, width), column)
        front = f"{lead}: " if told else lead
        return self._toned(flowing(front, told, len(indent) + 4, width), 0)

    def _toned(self, lines: list[str], start: int) -> Content:
        state, text = self.one.ground.state, "\n".join(lines)
        at = text.find(state, start) if state in _TONES else -1
        content = Content(text)
        return content.stylize(STYLES[_TONES[state]], at, at + len(state)) if at >= 0 else content


def _lines(
    ground: Ground, path: tuple[int, ...], open_: set[tuple[int, ...]], column: int
) -> Iterator[Shown]:
    yield Shown(ground, path, column)
    if path in open_:
        labels = [cells(child.label) for child in ground.children]
        widest = max((label for label in labels if label <= _LABEL), default=0)
        for number, child in enumerate(ground.children):
            yield from _lines(child, (*path, number), open_, widest)


def _branches(ground: Ground, path: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    if ground.below:
        yield path
    for number, child in enumerate(ground.below):
        yield from _branches(child, (*path, number))
