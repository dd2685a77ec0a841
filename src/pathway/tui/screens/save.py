"""Where to write the patient file, and what to do where somebody else has written it."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from pathway.fhir import looks_like_fhir
from pathway.ground.problems import visible
from pathway.tui.saving import FileChanged, contents, fault_of
from pathway.tui.session import Session
from pathway.tui.widgets.fields import OneLine


class Saved(StrEnum):
    """How saving ended, where it was not given up."""

    WRITTEN = "written"
    READ_AGAIN = "read again"


class SaveScreen(ModalScreen[Saved]):
    """Asks for a path and writes; the result is none where nothing was written."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "back")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._warned: Path | None = None

    def compose(self) -> ComposeResult:
        """A field with a path that makes sense."""
        with Vertical(classes="dialog"):
            yield Static("Save the patient file", classes="title", markup=False)
            field = OneLine(str(suggested(self._session)), id="path", select_on_focus=False)
            field.cursor_blink = False
            yield field
            yield Static(
                "Only you may read the file. What it says already keeps its order and comments.",
                markup=False,
            )
            yield Static(id="fault", markup=False)
            yield Static("Enter save · Esc back", classes="hint", markup=False)

    @on(Input.Submitted)
    def _save(self, event: Input.Submitted) -> None:
        event.stop()
        path = Path(event.value.strip()).expanduser()
        if not path.name:
            self._complain("say where to write the file")
        elif path.is_dir():
            self._complain(f"{path.name} is a folder; add a name")
        elif path.is_file() and path != self._session.path and path != self._warned:
            self._warned = path
            self._complain(f"{path.name} is already there; Enter again replaces it")
        else:
            self._write(path)

    @on(OneLine.Refused)
    def _refused(self, event: OneLine.Refused) -> None:
        self.query_one("#fault", Static).update(event.words)

    def _write(self, path: Path, *, over: bool = False) -> None:
        try:
            self._session.save(path, over=over)
        except FileChanged:
            self.query_one(".dialog").visible = False  # else its frame looks out from behind
            self.app.push_screen(ChangedScreen(path), self._changed)
        except OSError as error:
            self._complain(fault_of(error))
        except ValueError as error:
            self._complain(str(error))
        else:
            self.dismiss(Saved.WRITTEN)

    def _changed(self, how: Changed | None) -> None:
        """The file was changed by somebody else: what to do about it."""
        self.query_one(".dialog").visible = True
        self.query_one("#path").focus()
        path = self._session.path
        if how is Changed.OVER and path is not None:
            self._write(path, over=True)
        elif how is Changed.READ_AGAIN:
            self.dismiss(Saved.READ_AGAIN)
        else:
            self._complain("nothing was written; name another file, or Esc")

    def _complain(self, text: str) -> None:
        self.query_one("#fault", Static).update(f"[!] {visible(text)}")


class Changed(StrEnum):
    """What to do with a file that somebody else changed."""

    OVER = "over"
    READ_AGAIN = "read again"


class ChangedScreen(ModalScreen[Changed]):
    """The file was changed since it was opened: nothing is overwritten in silence."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "choose('over')", "write over it"),
        Binding("r", "choose('read again')", "read it again"),
        Binding("n,escape", "dismiss", "another name"),
    ]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def compose(self) -> ComposeResult:
        """What happened, and the three ways on."""
        with Vertical(classes="dialog"):
            title = f"{visible(self._path.name)} was changed by somebody else"
            yield Static(title, classes="title", markup=False)
            yield Static(
                "It is no longer the file that was opened here. Nothing was written yet.",
                markup=False,
            )
            for line in (
                "n  another name: both versions stay",
                "r  read the file again: your answers are kept, and offered on it",
                "o  write over it: what was changed there is lost",
            ):
                yield Static(line, markup=False)
            yield Static("n · r · o · Esc back", classes="hint", markup=False)

    def action_choose(self, how: str) -> None:
        """Close with an answer."""
        self.dismiss(Changed(how))


def suggested(session: Session) -> Path:
    """The file that was opened where it is a patient's, else one beside it or here."""
    if session.path is None:
        name = re.sub(r"[^\w.-]+", "-", session.patient.id).strip("-.")
        return Path(f"{name or 'patient'}.yaml")
    return session.path.with_suffix(".yaml") if _is_record(session.path) else session.path


def _is_record(path: Path) -> bool:
    """Whether a file is a health record, which is read and never written."""
    try:
        return looks_like_fhir(contents(path) or b"")
    except OSError:
        return False
