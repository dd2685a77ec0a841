"""The commands for what leaves the room: handouts, summaries, and reports for reviewers."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from pathway.cli import output
from pathway.cli.diagnostics import refuse, reporting
from pathway.cli.request import (
    AdoptsOption,
    DateOption,
    DecisionsOption,
    ForceOption,
    JsonOption,
    KeyOption,
    LibraryOption,
    PathwayArgument,
    PathwayOption,
    PatientArgument,
    Request,
    SiteOption,
    StrictOption,
    opened,
    pathway_in,
)
from pathway.frozen import frozen
from pathway.views.forms import ENDINGS, Form, form_of

app = typer.Typer(
    help="Reports on a pathway for reviewers and regulators. They are worked out from its content.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class ReportFormat(StrEnum):
    """How a report can be written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


@app.callback()
def _report() -> None:
    """Keep `report` a group, so that the name of a report is always said."""


@app.command("intended-use")
def intended_use(
    pathway: PathwayArgument,
    library: LibraryOption = None,
    form: Annotated[
        ReportFormat, typer.Option("--format", help="How to write the report.")
    ] = ReportFormat.TEXT,
    json: JsonOption = False,
) -> None:
    """Answer the questions of US rules on decision support.

    The answers come from the content; they are no legal opinion.
    """
    chosen = ReportFormat.JSON if json else form
    with reporting(json=chosen is ReportFormat.JSON):
        from pathway.views.document import drawn
        from pathway.views.intended_use import data
        from pathway.views.intended_use.document import document, report_of

        content = opened(library)
        report = report_of(content.program(pathway_in(content, pathway)))
        if chosen is ReportFormat.JSON:
            output.write_json(data.to_dict(report))
        else:
            width, colour = output.width(), output.colour()
            output.write(drawn(document(report), Form(chosen), width=width, colour=colour))


FormOption: TypeAlias = Annotated[
    Form | None,
    typer.Option("--format", help="How to write the page; else as the file's name ends, or text."),
]
OutputOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="Write it there, readable by you alone."),
]


def handout(
    patient: PatientArgument,
    pathway: PathwayOption = None,
    as_of: DateOption = None,
    strict: StrictOption = False,
    library: LibraryOption = None,
    adopts: AdoptsOption = None,
    form: FormOption = None,
    file: OutputOption = None,
    force: ForceOption = False,
    site: SiteOption = None,
    records: DecisionsOption = None,
    key: KeyOption = None,
) -> None:
    """Write the advice in plain language, for the patient to take home."""
    from pathway.views import handout as page

    with reporting():
        asked = Request(patient, pathway, as_of, strict, library, adopts, site, None, records, key)
        place = _Place.of(asked, form, file, force=force)
        advice = asked.advise()
        place.leave(page.handout(advice, place.form, width=place.width))


def summary(
    patient: PatientArgument,
    pathway: PathwayOption = None,
    as_of: DateOption = None,
    strict: StrictOption = False,
    library: LibraryOption = None,
    adopts: AdoptsOption = None,
    form: FormOption = None,
    file: OutputOption = None,
    force: ForceOption = False,
    site: SiteOption = None,
    records: DecisionsOption = None,
    key: KeyOption = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Who writes it; stands on it with the time."),
    ] = None,
) -> None:
    """Write the advice on one page, for the record or a colleague."""
    from pathway.views import summary as page

    with reporting():
        asked = Request(patient, pathway, as_of, strict, library, adopts, site, None, records, key)
        place = _Place.of(asked, form, file, force=force)
        advice = asked.advise()
        author = f"{by}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC" if by else ""
        place.leave(page.summary(advice, place.form, width=place.width, author=author))


@frozen(slots=False)
class _Place:
    """Where a page goes and in which form: to standard output, or to a file for its owner alone."""

    form: Form
    file: Path | None
    inputs: tuple[Path | None, ...]
    force: bool

    @classmethod
    def of(cls, asked: Request, form: Form | None, file: Path | None, *, force: bool) -> _Place:
        """The place asked for, checked before anything is computed; raises UsageError."""
        named = None if asked.patient in (None, "-") else Path(str(asked.patient))
        inputs = (named, asked.site, asked.library)
        if file is None:
            return cls(form or Form.TEXT, None, inputs, force)
        output.check_target(file, inputs, force=force)
        meant = form_of(file)
        if meant is None and (form is None or file.suffix):
            hint = "an ending says the form; `--format` says it for a name without one"
            raise refuse(f"{ENDINGS}, and `{file.name}` does not", hint=hint)
        if form is not None and meant not in (None, form):
            message = f"`--format {form.value}` does not go with the ending of `{file.name}`"
            raise refuse(message, hint="leave out `--format`, or name the file otherwise")
        return cls(form or meant or Form.TEXT, file, inputs, force)

    @property
    def width(self) -> int:
        """A file is as wide as a page, whatever terminal it was written from."""
        return output.width() if self.file is None else 80

    def leave(self, text: str) -> None:
        """Write the page; raises UsageError."""
        if self.file is None:
            output.write(text)
        else:
            output.write_private(self.file, text, self.inputs, force=self.force)
