"""Leaving with something in hand: a summary for clinicians, a handout for the patient."""

from __future__ import annotations

import re
from asyncio import to_thread
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as Row

from pathway.ground.problems import UsageError, visible
from pathway.tui.exports import page_of
from pathway.tui.saving import fault_of
from pathway.tui.screens.place import PlaceScreen
from pathway.tui.session import Session
from pathway.tui.widgets.fields import OneLine
from pathway.tui.widgets.fitted import Fitted
from pathway.views.forms import Form, PageForm
from pathway.views.leaving import LeavingPage, PageKind, Target


class ExportScreen(PlaceScreen):
    """The two pages, how the chosen one reads, and where to write it."""

    heading = "Export"
    HELP = (
        "The summary is for clinicians: reasons, values and sources. The handout is for the "
        "patient, in plain language. Enter writes the chosen one; the ending of the file's name "
        "says the form: .pdf, .html, .md or .txt. C copies it as plain lines for a record; "
        "P hands it to the printer."
    )
    DEFAULT_CSS = """
    ExportScreen #export-pages { height: auto; padding: 0 1; }
    ExportScreen #export-path { margin: 0 1; }
    ExportScreen #export-said { height: auto; padding: 0 1; color: $text-warning; }
    ExportScreen #export-preview {
        height: 1fr; padding: 0 1; border-top: solid $rule; background: $background;
    }
    ExportScreen #export-preview:focus { border-top: solid $border; }
    ExportScreen #export-preview Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write", "write a file", key_display="Enter", id="export.write"),
        Binding("c", "copy", "copy", id="export.copy"),
        Binding("p", "print", "print", id="export.print"),
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
        field.value = str(_suggested(self._session, self._kind))
        field.cursor_position = len(field.value)
        field.display = True
        field.focus()
        self._say("Enter writes it; the ending says the form: .pdf, .html, .md or .txt. Esc back")

    def action_copy(self) -> None:
        """The page as lines without columns, to be pasted into a record."""
        self.app.copy_to_clipboard(self._page.text(Form.NOTE))
        self._say("copied as plain lines, where your terminal lets programs copy")

    def action_print(self) -> None:
        """The page on paper."""
        from pathway.views.printer import print_page, printer

        title = self._kind.value
        try:
            printer()
        except UsageError as error:
            self._say(_fault(error))
        else:
            self._with_pdf(self._page, lambda data: f"printing: {print_page(data, title)}")

    @property
    def _kind(self) -> PageKind:
        rows = self.query_one("#export-pages", OptionList)
        return list(_PAGES)[rows.highlighted or 0]

    @property
    def _page(self) -> LeavingPage:
        return page_of(self._session, self._kind)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._close()
        shown = Fitted(lambda width: Content(self._page.text(width=width)))
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
        try:
            target = Target.of(path, self._session.inputs, over=True)
        except UsageError as error:
            self._say(_fault(error))
            return
        if target.taken and path != self._warned:
            self._warned = path
            self._say(f"[!] {path.name} is already there; Enter again replaces it")
        else:
            self._leave(target, over=target.taken)

    @on(OneLine.Refused)
    def _refused(self, event: OneLine.Refused) -> None:
        event.stop()
        self._say(event.words)

    def _leave(self, target: Target, *, over: bool) -> None:
        def write(data: bytes) -> str:
            target.write(data, over=over)
            return f"written: {target.path}, readable by you alone"

        if target.form is PageForm.PDF:
            self._with_pdf(self._page, write)
            return
        try:
            said = write(self._page.data(target.form))
        except (UsageError, OSError) as error:
            self._say(_fault(error))
        else:
            self._close()
            self._say(said)

    @work(exclusive=True)
    async def _with_pdf(self, page: LeavingPage, use: Callable[[bytes], str]) -> None:
        """Make the PDF, which takes a moment, and say what became of it."""
        self._say("making the PDF")
        try:
            said = await to_thread(lambda: use(page.data(PageForm.PDF)))
        except (UsageError, OSError) as error:
            self._say(_fault(error))
        else:
            self._close()
            self._say(said)

    def _close(self) -> None:
        self._warned = None
        self.query_one("#export-path").display = False
        self._say("")
        self.query_one("#export-pages", OptionList).focus()

    def _say(self, text: str) -> None:
        said = self.query_one("#export-said", Static)
        said.update(visible(text))
        said.display = bool(text)


_PAGES: Final[Mapping[PageKind, str]] = {
    PageKind.HANDOUT: "handout for the patient, in plain language",
    PageKind.SUMMARY: "summary for clinicians, with reasons and sources",
}


def _fault(error: UsageError | OSError) -> str:
    """Why nothing was written, and what to do; options of a command line are no help here."""
    if isinstance(error, OSError):
        return f"[!] {fault_of(error)}. Nothing was written."
    (problem,) = error.problems
    hint = "" if problem.hint is None or "--" in problem.hint else f"; {problem.hint}"
    return f"[!] {problem.message}{hint}"


def _suggested(session: Session, kind: PageKind) -> Path:
    """A name beside the patient's file, in the form that anybody can open and print."""
    name = re.sub(r"[^\w.-]+", "-", session.patient.id).strip("-.") or "patient"
    folder = session.path.parent if session.path is not None else Path()
    return folder / f"{name}-{kind.value}.html"
