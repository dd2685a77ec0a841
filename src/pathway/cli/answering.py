"""The command that puts one answer into a patient's file: answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from pathway.cli import output
from pathway.cli.diagnostics import refuse, reporting
from pathway.cli.options import DateOption, LibraryOption
from pathway.cli.request import bytes_of, opened
from pathway.ground.problems import Problem, in_backticks, suggestion

if TYPE_CHECKING:
    from pathway.engine import Library
    from pathway.ground.vocabulary import Attribute
    from pathway.patients.model import Entry, Patient

_File: TypeAlias = Annotated[Path, typer.Argument(metavar="PATIENT", help="A patient file.")]
_Name: TypeAlias = Annotated[
    str, typer.Argument(metavar="ATTRIBUTE", help="What was asked, by its name in the vocabulary.")
]
_Value: TypeAlias = Annotated[
    str, typer.Argument(metavar="VALUE", help="The answer, as a patient file has it: no, 240, …")
]
_Settles: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--settles", help="It settles what sources disagree about; needs --by and --because."
    ),
]
_By: TypeAlias = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who answers; stands as the source.")
]
_Because: TypeAlias = Annotated[
    str | None, typer.Option("--because", metavar="TEXT", help="Why the disagreement is settled.")
]


def answer(
    patient: _File,
    attribute: _Name,
    value: _Value,
    settles: _Settles = False,
    by: _By = None,
    because: _Because = None,
    as_of: DateOption = None,
    library: LibraryOption = None,
) -> None:
    """Put one answer into a patient's file, beside what was recorded before."""
    with reporting():
        why = _why(by, because, settles=settles)
        content = opened(library)
        asked = _attribute(content, attribute)
        entry = _entry(asked, value, as_of or date.today(), by, why)
        text = _text(patient)
        today = max(as_of or date.today(), date.today())
        told = _told(content.patient_from_text(text, str(patient), today=today), asked, entry)
        _write(patient, text, told, content)
        output.write(_said(asked, entry) + "\n")


# -- private -------------------------------------------------------------------------------


def _why(by: str | None, because: str | None, *, settles: bool) -> str | None:
    """What an answer that settles a disagreement says: who settles it, and why."""
    who, why = " ".join((by or "").split()), " ".join((because or "").split())
    if settles and not (who and why):
        hint = 'for example: --settles --by "Dr Ito" --because "the biopsy was benign"'
        raise refuse("an answer that settles a disagreement needs --by and --because", hint=hint)
    if because is not None and not settles:
        raise refuse("--because goes with --settles")
    return f"{who}: {why}" if settles else None


def _attribute(library: Library, name: str) -> Attribute:
    known = library.vocabulary.attributes
    if name not in known:
        hint = suggestion(name, known)
        raise refuse(f"there is no attribute {in_backticks(name)}", hint=hint)
    return known[name]


def _entry(attribute: Attribute, text: str, on: date, by: str | None, why: str | None) -> Entry:
    from pathway.patients.model import Entry
    from pathway.patients.reader import read_value

    found = read_value(attribute, text, max(on, date.today()))
    if isinstance(found, Problem):
        raise refuse(found.message, found.code, found.hint)
    return Entry(found, on=on, source=by or "asked on the command line", settles=why)


def _text(file: Path) -> str:
    from pathway.fhir import looks_like_fhir

    data = bytes_of(file)
    if looks_like_fhir(data):
        hint = "`pathway tui` reads a record, and saves what is answered to a patient file"
        raise refuse("this is a health record, which is not written over", hint=hint)
    return data.decode("utf-8", "surrogateescape")


def _told(patient: Patient, attribute: Attribute, entry: Entry) -> Patient:
    from pathway.patients.model import with_entry

    return with_entry(patient, attribute.name, entry)


def _write(file: Path, text: str, patient: Patient, library: Library) -> None:
    from pathway.patients.reader import save
    from pathway.patients.update import updated

    try:
        save(file.resolve(), updated(text, patient, library.vocabulary).text)
    except OSError as error:
        raise output.not_written(file, error) from error
    except ValueError as error:
        raise refuse(f"the answer was not written: {error}") from error


def _said(attribute: Attribute, entry: Entry) -> str:
    from pathway.advice.words import said
    from pathway.ground.problems import visible

    text = f"{attribute.title}: {said(entry.value, attribute.type.unit)} ({entry.source})"
    return visible(text if entry.settles is None else f"{text}; settles: {entry.settles}")
