"""Choosing a patient: the files of a folder, a path, or somebody new."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as Row
from textual.worker import get_current_worker

from pathway.ground.problems import LibraryError, visible
from pathway.tui.listing import Listed, listed, unsaved
from pathway.tui.opening import Opening
from pathway.tui.widgets.fields import OneLine
from pathway.tui.widgets.key_line import KeyLine
from pathway.tui.widgets.rows import Rows
from pathway.views.columns import cells, padded
from pathway.views.page import clean

if TYPE_CHECKING:
    from pathway.tui.recovery import Kept


class OpenScreen(Screen[None]):
    """A field to search with or to type a path in, and the files that fit."""

    HELP = (
        "Type a few letters of a name to find a patient, or the path of any patient file "
        "(YAML, JSON) or health record (FHIR). Files that cannot be used say why."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "choose", key_display="↑ ↓", priority=True, id="open.choose"),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
        Binding("ctrl+n", "new", "new patient", key_display="^n", id="open.new"),
        Binding("f5", "again", "look again", key_display="F5", id="open.again"),
        Binding("f1", "app.help", "help", key_display="F1", id="open.help"),
        Binding("escape", "clear", "clear", show=False),
        Binding("ctrl+q", "app.quit", "quit", key_display="^q", id="open.quit"),
    ]

    class Chosen(Message):
        """A file is to be opened."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class Resumed(Message):
        """Somebody who was entered and never saved is to be gone on with."""

        def __init__(self, kept: Kept) -> None:
            super().__init__()
            self.kept = kept

    class Back(Message):
        """Nobody else is wanted: back to the patient who was open."""

    class Wanted(Message):
        """Somebody new is to be entered."""

    class Unusable(Message):
        """The pathways themselves cannot be opened."""

        def __init__(self, error: LibraryError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, opening: Opening, folder: Path) -> None:
        super().__init__()
        self._opening = opening
        self._folder = folder
        self._found: dict[Path, Listed] = {}
        self._shown: list[Path] = []

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield Static(id="open-title", markup=False)
        field = OneLine(id="find", placeholder="type to find, or the path of a file")
        field.cursor_blink = False
        yield field
        yield Rows(id="files", markup=False)
        yield Static(id="open-said", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Look at the folder without keeping anybody waiting."""
        self.query_one("#files", OptionList).can_focus = False
        self.query_one(Input).focus()
        self._show()
        self.look()

    # -- choosing --------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Another file."""
        rows = self.query_one("#files", OptionList)
        if rows.option_count:
            now = rows.highlighted if rows.highlighted is not None else -1
            rows.highlighted = max(0, min(now + step, rows.option_count - 1))

    def action_clear(self) -> None:
        """Show everything again; where that is shown, go back."""
        field = self.query_one(Input)
        if not field.value:
            self.post_message(self.Back())
        field.value = ""

    def action_again(self) -> None:
        """Look at the folder anew."""
        self._found.clear()
        self.look()

    def action_new(self) -> None:
        """Somebody new."""
        self.post_message(self.Wanted())

    def say(self, text: str) -> None:
        """A sentence below the list."""
        self.query_one("#open-said", Static).update(text)

    @on(Input.Changed)
    def _typed(self) -> None:
        self.say("")
        self._show()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        rows = self.query_one("#files", OptionList)
        typed = _as_path(event.value)
        if typed is not None:
            self.post_message(self.Chosen(typed))
        elif rows.highlighted is not None and self._shown:
            self._choose(rows.highlighted)
        else:
            self.say("nothing fits; type less, or the path of a file")

    @on(OneLine.Refused)
    def _refused(self, event: OneLine.Refused) -> None:
        self.say(event.words)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._choose(event.option_index)

    def _choose(self, at: int) -> None:
        """A file, or somebody without one."""
        one = self._found[self._shown[at]]
        message = self.Chosen(one.path) if one.kept is None else self.Resumed(one.kept)
        self.post_message(message)

    # -- looking ---------------------------------------------------------------------------

    @work(thread=True, exclusive=True)
    def look(self) -> None:
        """List the folder, and then read every file to say more of it."""
        worker = get_current_worker()
        files = {one.path: one for one in listed(self._folder)}
        found = {one.path: one for one in unsaved(self._folder)} | files
        drawn = Event()
        self.app.call_from_thread(self._begin, dict(found), drawn)
        drawn.wait(_PATIENCE)  # the names first: whoever knows theirs need not wait
        try:
            _ = self._opening.library
        except LibraryError as error:
            self.post_message(self.Unusable(error))
            return
        more: dict[Path, Listed] = {}
        for path, one in files.items():
            if worker.is_cancelled:
                return
            more[path] = self._opening.looked_into(one)
            if len(more) >= _AT_ONCE:
                self.app.call_from_thread(self._add, dict(more))
                more.clear()
        self.app.call_from_thread(self._add, more)
        if not found:
            self.app.call_from_thread(self.say, _NOTHING)

    def _begin(self, found: dict[Path, Listed], drawn: Event) -> None:
        self._add(found)
        self.call_after_refresh(drawn.set)

    def _add(self, found: dict[Path, Listed]) -> None:
        self._found |= found
        self._show()

    def _show(self) -> None:
        """The files that fit, the best first; the chosen one stays chosen while it fits."""
        rows, text = self.query_one("#files", OptionList), self.query_one(Input).value.strip()
        before = self._shown[rows.highlighted] if rows.highlighted is not None else None
        fitting = _fitting(text, tuple(self._found.values()))
        self._shown = [one.path for one in fitting]
        rows.clear_options()
        widths = _widths(tuple(self._found.values()))
        rows.add_options(Row(_row(one, widths)) for one in fitting)
        if self._shown:
            kept = before in self._shown and not text
            rows.highlighted = self._shown.index(before) if kept and before is not None else 0
        count = f"{len(fitting)} of {len(self._found)}" if text else f"{len(self._found)}"
        self.query_one("#open-title", Static).update(
            f"Choose a patient · {count} files · as of {self._opening.setting.day}"
            f" · in {visible(str(self._folder))}"
        )


_NOTHING: Final = "No patient files here. Type the path of one, or Ctrl+N for a new patient."
#: The seconds to wait for the first drawing before files are read.
_PATIENCE: Final = 2
#: Files shown at once while they are read.
_AT_ONCE: Final = 25
#: Widest column of names, of birth dates or ages, and of record numbers.
_WIDEST: Final = (24, 14, 16)


def _as_path(text: str) -> Path | None:
    """What was typed as a path: it has a folder in it, or is the name of a file here."""
    text = text.strip()
    if not text:
        return None
    path = Path(text).expanduser()
    try:
        there = path.is_file()
    except (OSError, ValueError):
        there = False
    return path if there or "/" in text else None


def _fitting(text: str, found: tuple[Listed, ...]) -> list[Listed]:
    """What holds the text as it stands; where nothing does, what holds its letters in order."""
    wanted = text.casefold()
    holding = [one for one in found if wanted in one.found_by.casefold()]
    if holding:
        return holding
    search = FuzzySearch()
    scored = [(search.match(text, one.found_by)[0], one) for one in found]
    return [one for score, one in sorted(scored, key=lambda pair: -pair[0]) if score > 0]


def _columns(one: Listed) -> tuple[str, str, str]:
    """What tells one patient from another; where no name is recorded the number stands for it."""
    number = clean(one.number) if one.name else ""
    return clean(one.name or one.id), clean(one.born or one.person), number


def _widths(found: tuple[Listed, ...]) -> tuple[int, ...]:
    """The widths of the columns; nothing where nobody has anything to say in one."""
    columns = zip(*map(_columns, found), strict=True)
    widest = (max(map(cells, column)) for column in columns)
    return tuple(min(pair) for pair in zip(widest, _WIDEST, strict=False)) or _WIDEST


def _row(one: Listed, widths: tuple[int, ...]) -> Content:
    name, *known = _columns(one)
    said = f" {padded(_short(name, widths[0]), widths[0])}"
    if one.fault:
        return Content.assemble(said, ("  [!] ", "$text-error bold"), clean(one.fault))
    pairs = zip(known, widths[1:], strict=True)
    about = "".join(f"  {padded(_short(text, wide), wide)}" for text, wide in pairs if wide)
    return Content.assemble(said, (about, "$foreground-muted"), f"  {clean(one.label or one.file)}")


def _short(text: str, width: int) -> str:
    while cells(text) > width:
        text = f"{text[:-2]}…"
    return text
