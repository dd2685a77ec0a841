"""The commands for what leaves the room: a handout for the patient, a summary for the record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from pathway.cli import output
from pathway.cli.diagnostics import refuse, reporting
from pathway.cli.options import (
    AdoptsOption,
    DateOption,
    LibraryOption,
    PathwayOption,
    PatientArgument,
    SiteOption,
    StrictOption,
)
from pathway.cli.request import Request
from pathway.present.forms import Form

FormOption: TypeAlias = Annotated[Form, typer.Option("--format", help="How to write the page.")]
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
    form: FormOption = Form.TEXT,
    file: OutputOption = None,
    site: SiteOption = None,
) -> None:
    """Write the advice in plain language, for the patient to take home."""
    from pathway.present import handout as page

    with reporting():
        advice = Request(patient, pathway, as_of, strict, library, adopts, site).advise()
        _leave(page.handout(advice, form, width=_width(file)), file)


def summary(
    patient: PatientArgument,
    pathway: PathwayOption = None,
    as_of: DateOption = None,
    strict: StrictOption = False,
    library: LibraryOption = None,
    adopts: AdoptsOption = None,
    form: FormOption = Form.TEXT,
    file: OutputOption = None,
    site: SiteOption = None,
) -> None:
    """Write the advice on one or two pages, for the record or another clinician."""
    from pathway.present import summary as page

    with reporting():
        advice = Request(patient, pathway, as_of, strict, library, adopts, site).advise()
        _leave(page.summary(advice, form, width=_width(file)), file)


def _width(file: Path | None) -> int:
    """A file is as wide as a page, whatever terminal it was written from."""
    return output.width() if file is None else 80


def _leave(text: str, file: Path | None) -> None:
    """To standard output, or to a file that only its owner may read."""
    if file is None:
        output.write(text)
        return
    from pathway.files.patient_write import save

    try:
        save(file, text)
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise refuse(f"cannot write `{file}`: {reason}", "P509") from error
