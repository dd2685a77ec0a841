"""What several pathways say of one patient, or of a folder of patients: compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathway.cli import completion, output
from pathway.cli.diagnostics import ExitCode, refuse, report, reporting
from pathway.cli.request import (
    DateOption,
    JsonOption,
    LibraryOption,
    RecordOf,
    Request,
    SiteOption,
    StrictOption,
    WhoseOption,
    opened,
    pathway_in,
    read_patient,
)

if TYPE_CHECKING:
    from pathway.advice.advice import Advice
    from pathway.engine import Library
    from pathway.ground.problems import Problem
    from pathway.patients.model import Patient


class ComparisonFormat(StrEnum):
    """How a comparison can be written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def compare(
    patient: Annotated[
        str,
        typer.Argument(
            metavar="PATIENT",
            help="A patient file or a FHIR R4 bundle; - reads standard input. "
            "Of a folder, all patients in it.",
        ),
    ],
    pathways: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...",
            help="Which pathways; else all.",
            autocompletion=completion.pathways,
        ),
    ] = None,
    as_of: DateOption = None,
    strict: StrictOption = False,
    library: LibraryOption = None,
    form: Annotated[
        ComparisonFormat, typer.Option("--format", help="How to write the comparison.")
    ] = ComparisonFormat.TEXT,
    site: SiteOption = None,
    whose: WhoseOption = None,
    json: JsonOption = False,
) -> None:
    """Compare what several pathways say of a patient, or of many.

    Of a folder of patients it says for whom the pathways part.
    """
    chosen = ComparisonFormat.JSON if json else form
    with reporting(json=chosen is ComparisonFormat.JSON):
        request = Request(patient, None, as_of, strict, library, site=site, whose=whose)
        content = opened(library)
        ids = _asked(content, pathways)
        if Path(patient).is_dir():
            if whose is not None:
                raise refuse("`--patient` is for one record, and this is a folder of patients")
            people, wrong = _patients(content, Path(patient), request)
            advised = {name: _advised(content, one, ids, request) for name, one in people}
            _parted(advised, chosen, request.day, wrong)
            if wrong:
                raise typer.Exit(ExitCode.FINDINGS)
        else:
            person = read_patient(content, patient, request.day, RecordOf(site, None, whose))
            _side_by_side(_advised(content, person, ids, request), chosen)


# -- private -------------------------------------------------------------------------------


def _asked(library: Library, pathways: Sequence[str] | None) -> Sequence[str]:
    """The pathways to compare, retired ones only by name; unknown ones are said at once."""
    named = [pathway_in(library, name) for name in pathways or ()]
    return tuple(dict.fromkeys(named or library.current))


def _advised(
    library: Library, patient: Patient, ids: Sequence[str], request: Request
) -> tuple[Advice, ...]:
    return tuple(
        library.advise(patient, id_, request.day_for(patient), strict=request.strict) for id_ in ids
    )


def _side_by_side(advices: Sequence[Advice], form: ComparisonFormat) -> None:
    from pathway.views import comparison
    from pathway.views.forms import Form

    if form is ComparisonFormat.JSON:
        output.write_json(comparison.to_dict(advices))
    else:
        width, colour = output.width(), output.colour()
        output.write(comparison.render(advices, Form(form), width=width, colour=colour))


def _parted(
    advised: Mapping[str, Sequence[Advice]],
    form: ComparisonFormat,
    as_of: date,
    wrong: Sequence[Problem],
) -> None:
    """Where the pathways part, and on standard error (in JSON too) which files are not in it."""
    from pathway.views import comparison
    from pathway.views.comparison.parting import partings_of
    from pathway.views.forms import Form
    from pathway.views.problems import to_dict

    found = partings_of(advised, as_of)
    if form is ComparisonFormat.JSON:
        answer = dict(comparison.partings_to_dict(found))
        if wrong:
            answer["errors"] = [to_dict(problem) for problem in wrong]
        output.write_json(answer)
    else:
        width, colour = output.width(), output.colour()
        output.write(comparison.render_partings(found, Form(form), width=width, colour=colour))
    if wrong:
        report(wrong)


def _patients(
    library: Library, folder: Path, request: Request
) -> tuple[list[tuple[str, Patient]], list[Problem]]:
    """The patients of a folder by the names of their files, and what is wrong in other files.

    Raises PatientError where no file can be used.
    """
    from pathway.ground.problems import PatientError

    files = sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml", ".json"))
    if not files:
        raise refuse(f"there is no patient file in `{folder}`")
    found: list[tuple[str, Patient]] = []
    wrong: list[Problem] = []
    for path in files:
        try:
            found.append(
                (path.stem, read_patient(library, str(path), request.day, RecordOf(request.site)))
            )
        except PatientError as error:
            wrong += error.problems
    if not found:
        raise PatientError(wrong)
    return found, wrong
