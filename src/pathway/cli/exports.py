"""The commands for what leaves the room: handouts, summaries, and reports for reviewers."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple, TypeAlias

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
    WhoseOption,
    opened,
    pathway_in,
)
from pathway.views.forms import Form, PageForm

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
    PageForm | None,
    typer.Option("--format", help="How to write the page; else as the file's name ends, or text."),
]
OutputOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="Write it there, readable by you alone."),
]
AuthorOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who writes it; stands on it with the time."),
]
PrintOption: TypeAlias = Annotated[
    bool, typer.Option("--print", help="Hand it to the printer, as PDF on A4.")
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
    printed: PrintOption = False,
    site: SiteOption = None,
    whose: WhoseOption = None,
    records: DecisionsOption = None,
    key: KeyOption = None,
    by: AuthorOption = None,
) -> None:
    """Write the advice in plain language, for the patient to take home.

    As text, HTML, Markdown or PDF; `--print` puts it on paper.
    """
    with reporting():
        asked = Request(
            patient, pathway, as_of, strict, library, adopts, site, None, records, key, whose
        )
        _leave("handout", asked, _Place(form, file, force, printed), by)


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
    printed: PrintOption = False,
    site: SiteOption = None,
    whose: WhoseOption = None,
    records: DecisionsOption = None,
    key: KeyOption = None,
    by: AuthorOption = None,
) -> None:
    """Write the advice on one page, for the record or a colleague.

    As text, HTML, Markdown or PDF, or as lines to paste (`--format note`); `--print` puts it on
    paper.
    """
    with reporting():
        asked = Request(
            patient, pathway, as_of, strict, library, adopts, site, None, records, key, whose
        )
        _leave("summary", asked, _Place(form, file, force, printed), by)


class _Place(NamedTuple):
    """Where a page goes, and in which form."""

    form: PageForm | None
    file: Path | None
    force: bool
    printed: bool


def _leave(kind: str, asked: Request, place: _Place, by: str | None) -> None:
    """Write a page where it was asked for; what cannot be is told before anything is computed."""
    from pathway.views.document import Written
    from pathway.views.leaving import LeavingPage, PageKind, Target, now

    form, file, force, printed = place
    named = None if asked.patient in (None, "-") else Path(str(asked.patient))
    inputs = (named, asked.site, asked.library)
    target = None if file is None else Target.of(file, inputs, form, over=force)
    _check_output(form, kind, printed=printed, shown=file is None)
    page = LeavingPage(PageKind(kind), asked.advise(), Written(by or "", now()))
    if target is not None:
        try:
            target.write(page.data(target.form), over=force)
        except OSError as error:
            raise output.not_written(target.path, error) from error
    elif form is PageForm.PDF and not printed:
        output.write_bytes(page.data(form))
    elif not printed:
        output.write(page.text(Form(form or Form.TEXT), width=output.width()))
    if printed:
        from pathway.views.printer import print_page

        said = print_page(page.data(PageForm.PDF), kind)
        output.write(f"printing: {said}\n")


def _check_output(form: PageForm | None, kind: str, *, printed: bool, shown: bool) -> None:
    """Refuse what standard output or a printer is not for; raises UsageError."""
    if printed:
        from pathway.views.printer import printer

        printer()
    if printed and shown and form not in (None, PageForm.PDF):
        hint = "leave out `--format`, or name a file with `--output`"
        raise refuse("`--print` hands a PDF to the printer", hint=hint)
    if form is PageForm.PDF and shown and not printed and sys.stdout.isatty():
        raise refuse("a terminal cannot show a PDF", hint=f"`--output {kind}.pdf` writes a file")
