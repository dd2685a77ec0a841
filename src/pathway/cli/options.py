"""The options that several commands share, each described once."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, TypeAlias

import typer


def _date(text: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        message = f"`{text}` is not a date written as 2026-11-20"
        raise typer.BadParameter(message) from None


PatientArgument: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="PATIENT",
        help="A patient file (YAML or JSON) or a FHIR R4 bundle; - reads standard input.",
    ),
]
PathwayOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--pathway", metavar="ID", help="Which pathway; else the one for the patient's complaint."
    ),
]
DateOption: TypeAlias = Annotated[
    date | None,
    typer.Option(
        "--as-of", metavar="DATE", parser=_date, help="The day the advice is for; else today."
    ),
]
StrictOption: TypeAlias = Annotated[
    bool, typer.Option("--strict", help="Assume nothing: what is not recorded is unknown.")
]
LibraryOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--library", metavar="DIR", help="A folder of pathways; else the shipped ones."),
]
AdoptsOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--adopts",
        metavar="A,B",
        help="Guidelines or recommendations to adopt, in this order, instead of the pathway's.",
    ),
]
SiteOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--site", metavar="FILE", help="Settings of the site that a FHIR record is from."),
]
ForceOption: TypeAlias = Annotated[
    bool, typer.Option("--force", help="Write over files that are there; never over what is read.")
]
BaseOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--base", metavar="URL", help="Address of the server that a FHIR record is from."),
]
JsonOption: TypeAlias = Annotated[bool, typer.Option("--json", help="The result as JSON.")]
RecordsOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--records",
        metavar="PLACE",
        envvar="PATHWAY_RECORDS",
        show_envvar=False,
        help="A SQLite file or a PostgreSQL URL; else $PATHWAY_RECORDS or a file of yours.",
    ),
]
DecisionsOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--records",
        metavar="PLACE",
        envvar="PATHWAY_RECORDS",
        show_envvar=False,
        help="Records of decisions, to tell what was decided before; else $PATHWAY_RECORDS.",
    ),
]
KeyOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--key",
        metavar="FILE",
        envvar="PATHWAY_RECORDS_KEY",
        show_envvar=False,
        help="The key of the patients' pseudonyms; else the file beside the records.",
    ),
]
