"""The commands about health records: ehr explain."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pathway.cli import output
from pathway.cli.diagnostics import reporting
from pathway.cli.request import (
    BaseOption,
    DateOption,
    JsonOption,
    LibraryOption,
    SiteOption,
    WhoseOption,
    bytes_of,
    naming_people,
    opened,
)

app = typer.Typer(
    help="Health records in FHIR: what is understood, and what is not.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def _ehr() -> None:
    pass


@app.command("explain")
def explain(
    record: Annotated[
        str, typer.Argument(metavar="BUNDLE", help="A FHIR R4 bundle; - reads standard input.")
    ],
    as_of: DateOption = None,
    library: LibraryOption = None,
    site: SiteOption = None,
    whose: WhoseOption = None,
    base: BaseOption = None,
    json: JsonOption = False,
) -> None:
    """Show what was understood of a record, and what was not.

    It says what was ignored and why, and what matched nothing.
    """
    from pathway.views import understanding
    from pathway.views.document import drawn
    from pathway.views.forms import Form

    with reporting(json=json):
        content = opened(library)
        day = as_of or date.today()
        data = _read(record)
        with naming_people(data):
            found = content.understand_fhir(
                data,
                site=site,
                as_of=day,
                today=max(day, date.today()),
                patient=whose,
                base=base,
            )
        if json:
            output.write_json(understanding.to_dict(found, content.vocabulary))
        else:
            width, colour = output.width(), output.colour()
            told = understanding.document(found, content.vocabulary)
            output.write(drawn(told, Form.TEXT, width=width, colour=colour))


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    return bytes_of(Path(name))
