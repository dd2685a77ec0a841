"""Leaving with something in hand: a summary for clinicians, a handout for the patient."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as Row

from pathway.ground.problems import visible
from pathway.patients.reader import save
from pathway.tui.saving import fault_of
from pathway.tui.screens.place import PlaceScreen
from pathway.tui.session import Session
from pathway.tui.widgets.fields import OneLine
from pathway.tui.widgets.fitted import Fitted
from pathway.views.forms import ENDINGS, Form, form_of
from pathway.views.handout import handout
from pathway.views.summary import summary
from pathway.yaml.target import target_fault


class ExportScreen(PlaceScreen):
    """The two pages, how the chosen one reads, and where to write it."""

    heading = "Export"
    HELP = (
        "The summary is for clinicians: reasons, values and sources. The handout is for the "
        "patient, in plain language. Enter writes the chosen one; the ending of the file's name "
        "says the form: .html, .md or .txt. C copies it as text."
    )
    DEFAULT_CSS = """
    ExportScreen #export-pages { height: auto; padding: 0 1; }
    ExportScreen #export-path { margin: 0 1; }
    ExportScreen #export-said { height: auto; padding: 0 1; color: $text-warning; }
    ExportScreen #export-preview {
        height: 1fr; padding: 0 1; border-top: solid $foreground-darken-3; background: $background;
    }
    ExportScreen #export-preview:focus { border-top: solid $border; }
    ExportScreen #export-preview Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write", "write a file", key_display="Enter", id="export.write"),
        Binding("c", "copy", "copy as text", id="export.copy"),
        Binding("tab", "app.focus_next", "read on", key_display="Tab", id="export.read"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._warned: Path | None = None

    def body(self) -> ComposeResult:
        """From top to bottom."""
        rows = (Row(said, id=id_) for id_, said in _PAGES.items())
        yield OptionList(*rows, id="export-pages", markup=False)
        yield OneLine(id="export-path", compact=True, select_on_focus=False)
        yield Static(id="export-said", markup=False)
        with VerticalScroll(id="export-preview"):
            yield Static(id="export-text", markup=False)

    def on_mount(self) -> None:
        """Begin with the first page."""
        super().on_mount()
        self.query_one("#export-path").display = False
        self.query_one("#export-pages", OptionList).focus()

    def action_leave(self) -> None:
        """Out of the field, then out."""
        field = self.query_one("#export-path", OneLine)
        if field.display:
            self._close()
        else:
            super().action_leave()

    def action_write(self) -> None:
        """Ask for the name of the file."""
        field = self.query_one("#export-path", OneLine)
        field.value = str(_suggested(self._session, self._page))
        field.cursor_position = len(field.value)
        field.display = True
        field.focus()
        self._say("Enter writes it; the ending says the form: .html, .md or .txt. Esc back")

    def action_copy(self) -> None:
        """The page as text, to be pasted elsewhere."""
        self.app.copy_to_clipboard(self._drawn(Form.TEXT))
        self._say("copied as text, where your terminal lets programs copy")

    @property
    def _page(self) -> str:
        rows = self.query_one("#export-pages", OptionList)
        return list(_PAGES)[rows.highlighted or 0]

    def _drawn(self, form: Form, width: int = 80) -> str:
        session = self._session
        return _DRAWN[self._page](session, form, width)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._close()
        shown = Fitted(lambda width: Content(self._drawn(Form.TEXT, width)))
        self.query_one("#export-text", Static).update(shown)
        self.query_one("#export-preview", VerticalScroll).scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_write()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        path = Path(event.value.strip()).expanduser()
        form = form_of(path)
        fault = target_fault(path, self._session.inputs, over=True)
        if form is None:
            self._say(f"[!] {ENDINGS}")
        elif fault is not None:
            self._say(f"[!] {fault.message}")
        elif path.exists() and path != self._warned:
            self._warned = path
            self._say(f"[!] {path.name} is already there; Enter again replaces it")
        else:
            self._write(path, form)

    @on(OneLine.Refused)
    def _refused(self, event: OneLine.Refused) -> None:
        event.stop()
        self._say(event.words)

    def _write(self, path: Path, form: Form) -> None:
        try:
            save(path, self._drawn(form))
        except OSError as error:
            self._say(f"[!] {fault_of(error)}. Nothing was written.")
        else:
            self._close()
            self._say(f"written: {path}, readable by you alone")

    def _close(self) -> None:
        self._warned = None
        self.query_one("#export-path").display = False
        self._say("")
        self.query_one("#export-pages", OptionList).focus()

    def _say(self, text: str) -> None:
        said = self.query_one("#export-said", Static)
        said.update(visible(text))
        said.display = bool(text)


_PAGES: Final[Mapping[str, str]] = {
    "handout": "handout for the patient, in plain language",
    "summary": "summary for clinicians, with reasons and sources",
}
_DRAWN: Final[Mapping[str, Callable[[Session, Form, int], str]]] = {
    "handout": lambda s, form, width: handout(s.told_advice, form, s.decided_here, width=width),
    "summary": lambda s, form, width: summary(s.told_advice, form, s.decided_here, width=width),
}


def _suggested(session: Session, page: str) -> Path:
    """A name beside the patient's file, in the form that anybody can open and print."""
    name = re.sub(r"[^\w.-]+", "-", session.patient.id).strip("-.") or "patient"
    folder = session.path.parent if session.path is not None else Path()
    return folder / f"{name}-{page}.html"
