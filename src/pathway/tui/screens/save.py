"""Where to write the patient file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from pathway.problems import visible
from pathway.tui.session import Session


class SaveScreen(ModalScreen[bool]):
    """Asks for a path and writes; true when the file is written."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", "back")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._warned: Path | None = None

    def compose(self) -> ComposeResult:
        """A field with a path that makes sense."""
        with Vertical(classes="dialog"):
            yield Static("Save the patient file", classes="title", markup=False)
            field = Input(str(suggested(self._session)), id="path", select_on_focus=False)
            field.cursor_blink = False
            yield field
            yield Static(
                "Only you may read the file. Comments of the file it replaces are not kept.",
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
        elif path.is_file() and path != self._session.path and path != self._warned:
            self._warned = path
            self._complain(f"{path.name} is already there; Enter again replaces it")
        else:
            self._write(path)

    def _write(self, path: Path) -> None:
        try:
            self._session.save(path)
        except OSError as error:
            self._complain(f"cannot write: {(error.strerror or 'unknown reason').lower()}")
        except ValueError as error:
            self._complain(str(error))
        else:
            self.dismiss(True)  # noqa: FBT003 the screen's one result

    def _complain(self, text: str) -> None:
        self.query_one("#fault", Static).update(f"[!] {visible(text)}")


def suggested(session: Session) -> Path:
    """The file that was opened where it is YAML, else one beside it or here."""
    if session.path is None:
        name = re.sub(r"[^\w.-]+", "-", session.patient.id).strip("-.")
        return Path(f"{name or 'patient'}.yaml")
    return session.path if session.path.suffix in _YAML else session.path.with_suffix(".yaml")


_YAML = (".yaml", ".yml")
