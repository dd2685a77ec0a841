"""The command `cohort report`: the answers to a table in numbers, compared with earlier ones."""

from __future__ import annotations

import csv
import io
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pathway.cli import output
from pathway.cli.diagnostics import reporting
from pathway.cli.heads import need
from pathway.cli.request import JsonOption, LibraryOption, opened, pathway_in

if TYPE_CHECKING:
    from pathway.cohort.report import CohortReport
    from pathway.cohort.report_page import Compared
    from pathway.engine import Library
    from pathway.program import CompiledProgram


class ReportForm(StrEnum):
    """How a report can be written: `csv` is every number in a line of its own."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"


def report(
    answers: Annotated[Path, typer.Argument(metavar="OUT", help="What `cohort run` wrote.")],
    pathway: Annotated[
        str | None,
        typer.Option("--pathway", metavar="ID", help="Which pathway; else that of the answers."),
    ] = None,
    library: LibraryOption = None,
    form: Annotated[
        ReportForm, typer.Option("--format", help="How to write the report.")
    ] = ReportForm.TEXT,
    fewest: Annotated[
        int, typer.Option("--fewest", min=1, help="Tell no group of fewer patients.")
    ] = 5,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="EARLIER", help="Say what has moved since that run."),
    ] = None,
    over: Annotated[
        list[Path] | None,
        typer.Option(
            "--over", metavar="RUN", help="Another run, for firing over time; repeatable."
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Say in numbers who stands where, and where care has gaps."""
    with reporting(json=json):
        for module in ("numpy", "pyarrow"):
            need(module, "`pathway cohort report`", "cohort")
        from pathway.cohort.report import report as counted

        found = counted(answers, fewest)
        compared = _compared(found, against, over or (), fewest)
        if json:
            output.write_json(_data(found, compared))
        elif form is ReportForm.CSV:
            output.write(_lines(found, compared))
        else:
            program = _program(opened(library), pathway, found)
            output.write(_page(found, program, compared, form))


# -- private -------------------------------------------------------------------------------


def _compared(
    found: CohortReport, against: Path | None, over: list[Path] | tuple[()], fewest: int
) -> Compared:
    from pathway.cohort.drift import drift, firing, in_time
    from pathway.cohort.report import report as counted
    from pathway.cohort.report_page import Compared

    earlier = counted(against, fewest) if against is not None else None
    moved = drift(earlier, found) if earlier is not None else ()
    runs = in_time([found, *(counted(one, fewest) for one in over)]) if over else ()
    return Compared(earlier, moved, runs, firing(runs) if runs else ())


def _data(found: CohortReport, compared: Compared) -> dict[str, Any]:
    data = found.to_dict()
    if compared.earlier is not None:
        data["moved"] = [one.to_dict() for one in compared.moved]
    if compared.runs:
        data["over_time"] = {
            "days": [str(run.worked.as_of) for run in compared.runs],
            "firing": [
                {"therapy": one.therapy, "code": one.code, "shares": list(one.shares)}
                for one in compared.fired
            ],
        }
    return data


def _lines(found: CohortReport, compared: Compared) -> str:
    """Every number in a line: its section, what it is about, and how many; then the earlier one."""
    earlier = compared.earlier
    before = {} if earlier is None else {(s, a): n for s, a, n in earlier.rows()}
    now = {(s, a): n for s, a, n in found.rows()}
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(("section", "about", "count", *(("earlier",) if earlier is not None else ())))
    for key in dict.fromkeys((*now, *before)):
        then = (before.get(key, ""),) if earlier is not None else ()
        lines.writerow((*key, now.get(key, ""), *then))
    return written.getvalue()


def _page(
    found: CohortReport, program: CompiledProgram, compared: Compared, form: ReportForm
) -> str:
    from pathway.cohort.report_page import document
    from pathway.views.document import drawn
    from pathway.views.forms import Form

    pictures = form is ReportForm.HTML
    if pictures:
        need("matplotlib", "`pathway cohort report --format html`", "cohort")
    page = document(found, program, compared, pictures=pictures)
    return drawn(page, Form(form.value), width=output.width(), colour=output.colour())


def _program(library: Library, named: str | None, found: CohortReport) -> CompiledProgram:
    """The pathway that is named, else that of the answers, else the first."""
    id_ = pathway_in(library, named or found.worked.pathway or library.current[0])
    return library.program(id_ or library.current[0])
