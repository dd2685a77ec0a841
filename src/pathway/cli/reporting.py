"""The commands that report on a pathway for those who judge it: report intended-use."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from pathway.cli import output
from pathway.cli.diagnostics import reporting
from pathway.cli.options import JsonOption, LibraryOption
from pathway.cli.request import opened

app = typer.Typer(
    help="Reports on a pathway for reviewers and regulators, worked out from its content.",
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
    pathway: Annotated[str, typer.Argument(metavar="ID", help="Which pathway.")],
    library: LibraryOption = None,
    form: Annotated[
        ReportFormat, typer.Option("--format", help="How to write the report.")
    ] = ReportFormat.TEXT,
    json: JsonOption = False,
) -> None:
    """Answer the questions of US rules on decision support from the content; no legal opinion."""
    chosen = ReportFormat.JSON if json else form
    with reporting(json=chosen is ReportFormat.JSON):
        from pathway.views.document import drawn
        from pathway.views.forms import Form
        from pathway.views.intended_use import data
        from pathway.views.intended_use.document import document, report_of

        report = report_of(opened(library).program(pathway))
        if chosen is ReportFormat.JSON:
            output.write_json(data.to_dict(report))
        else:
            width, colour = output.width(), output.colour()
            output.write(drawn(document(report), Form(chosen), width=width, colour=colour))
