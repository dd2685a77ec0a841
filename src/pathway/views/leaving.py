"""What leaves the room: a handout or a summary, as text, as a file, or on paper.

Command line and terminal leave by the same door: the same page in the same form, the ending of a
file's name decides that form, and no file is written over unasked, the one that was read never.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from pathway.advice.advice import Advice
from pathway.frozen import frozen
from pathway.ground.problems import Problem, UsageError
from pathway.patients.writer import save
from pathway.views import handout, summary
from pathway.views.decided import Decided
from pathway.views.document import Document, Written, drawn
from pathway.views.forms import ENDINGS, Form, PageForm, fits, form_of
from pathway.yaml.target import target_fault


class PageKind(StrEnum):
    """Which page: for the patient, or for clinicians and the record."""

    HANDOUT = "handout"
    SUMMARY = "summary"


@frozen
class LeavingPage:
    """One page about one advice; `decided` is what was decided in this sitting."""

    kind: PageKind
    advice: Advice
    written: Written
    decided: tuple[Decided, ...] = ()

    @property
    def document(self) -> Document:
        """What it says, whatever its form."""
        return _DOCUMENTS[self.kind](self.advice, self.decided, written=self.written)

    def text(self, form: Form = Form.TEXT, *, width: int = 80) -> str:
        """The page in a form that is text."""
        return drawn(self.document, form, width=width)

    def data(self, form: PageForm) -> bytes:
        """The page as it stands in a file; raises UsageError where PDF cannot be made."""
        if form is PageForm.PDF:
            from pathway.views.document.pdf import pdf

            return pdf(self.document)
        return self.text(Form(form)).encode()


def now() -> datetime:
    """The time of writing; `SOURCE_DATE_EPOCH`, where it is set, takes the clock's place."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed.isdecimal() else datetime.now(UTC)


@frozen
class Target:
    """A file that a page is written to; `inputs` are the files and folders that were read."""

    path: Path
    form: PageForm
    inputs: tuple[Path | None, ...]

    @classmethod
    def of(
        cls,
        path: Path,
        inputs: tuple[Path | None, ...],
        form: PageForm | None = None,
        *,
        over: bool,
    ) -> Target:
        """The file, in the form that its ending or else `form` says; raises UsageError.

        `over` is whether a file that is already there may be written over, or will be asked for.
        """
        if (fault := target_fault(path, inputs, over=over)) is not None:
            raise UsageError([fault])
        meant = form_of(path)
        if meant is None and (form is None or path.suffix):
            hint = "an ending says the form; `--format` says it for a name without one"
            raise UsageError([Problem("P510", f"{ENDINGS}, and `{path.name}` does not", hint=hint)])
        if form is not None and meant is not None and not fits(path, form):
            message = f"`--format {form.value}` does not go with the ending of `{path.name}`"
            hint = "leave out `--format`, or name the file otherwise"
            raise UsageError([Problem("P510", message, hint=hint)])
        return cls(path, form or meant or PageForm.TEXT, inputs)

    @property
    def taken(self) -> bool:
        """Whether a file is there already, which nobody may lose unasked."""
        return self.path.exists()

    def write(self, data: bytes, *, over: bool) -> None:
        """Write all of it or nothing, for its owner alone; raises UsageError and OSError.

        What was read is not written over even where that was asked for.
        """
        if (fault := target_fault(self.path, self.inputs, over=over)) is not None:
            raise UsageError([fault])
        save(self.path, data)


# -- private -------------------------------------------------------------------------------

_DOCUMENTS: Final[Mapping[PageKind, Callable[..., Document]]] = {
    PageKind.HANDOUT: handout.document,
    PageKind.SUMMARY: summary.document,
}
