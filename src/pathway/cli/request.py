"""What a command is asked for: its options, and the library, patient and day that they name."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, overload

import typer

from pathway.cli import completion
from pathway.frozen import frozen

if TYPE_CHECKING:
    from pathway.advice.advice import Advice
    from pathway.advice.lookup import Meant
    from pathway.engine import Library
    from pathway.patients.model import Patient
    from pathway.records.store import Records


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
        "--pathway",
        metavar="ID",
        help="Which pathway; else the one for the patient's complaint.",
        autocompletion=completion.pathways,
    ),
]
DateOption: TypeAlias = Annotated[
    date | None,
    typer.Option(
        "--as-of", metavar="DATE", parser=_date, help="The day the advice is for; else today."
    ),
]
PathwayArgument: TypeAlias = Annotated[
    str,
    typer.Argument(metavar="ID", help="Which pathway.", autocompletion=completion.pathways),
]
TherapyArgument: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="THERAPY", help="A therapy, by id or title.", autocompletion=completion.therapies
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
WhoseOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--patient",
        metavar="ID",
        help="Whose record, where a bundle has several: an id or a record number.",
    ),
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


@frozen
class RecordOf:
    """What is said of a health record: its site, its server, and which of its patients is meant."""

    site: Path | None = None
    base: str | None = None
    whose: str | None = None


@frozen
class Request:
    """The options that every command about a patient takes."""

    patient: str | None
    pathway: str | None = None
    as_of: date | None = None
    strict: bool = False
    library: Path | None = None
    adopts: str | None = None
    site: Path | None = None
    base: str | None = None
    #: Where to read what was decided before, and the key of the pseudonyms.
    records: str | None = None
    key: Path | None = None
    #: Whose record is meant where a bundle has several patients.
    whose: str | None = None

    @property
    def day(self) -> date:
        """The day the advice is for."""
        return self.as_of or date.today()

    def day_for(self, patient: Patient) -> date:
        """The day the advice is for: the one asked about, an example's own, or today."""
        return self.as_of or patient.example or self.day

    @property
    def adopted(self) -> list[str] | None:
        """The guidelines to adopt; None where the pathway's own are meant."""
        return None if self.adopts is None else _names(self.adopts)

    def open(self) -> tuple[Library, Patient]:
        """The library and the patient; raises their errors."""
        library = opened(self.library)
        record = RecordOf(self.site, self.base, self.whose)
        return library, read_patient(library, self.patient, self.day, record)

    def advise(self) -> Advice:
        """The advice; raises the errors of library, patient and request.

        Where records are named it tells what was decided before, or that nobody knows.
        """
        return self.advise_by()[1]

    def advise_by(self) -> tuple[Library, Advice]:
        """The same, with the library that it comes from."""
        library, patient = self.open()
        pathway = pathway_in(library, self.pathway)
        advice = library.advise(
            patient, pathway, self.day_for(patient), strict=self.strict, adopts=self.adopted
        )
        told = advice if self.records is None else _told_of(advice, self.records, self.key)
        return library, told


def opened(folder: Path | None) -> Library:
    """The library in a folder, or the shipped one."""
    from pathway.engine import open_library

    return open_library(folder)


@overload
def pathway_in(library: Library, name: str, *, reading: bool = True) -> str: ...
@overload
def pathway_in(library: Library, name: None, *, reading: bool = True) -> None: ...
@overload
def pathway_in(library: Library, name: str | None, *, reading: bool = True) -> str | None: ...
def pathway_in(library: Library, name: str | None, *, reading: bool = True) -> str | None:
    """The id of the pathway that is meant; raises UsageError.

    Where something is only read a beginning will do, and what it was taken for is said.
    """
    if name is None or name in library.pathways:
        return name
    from pathway.advice.lookup import pathway_meant

    known = {id_: library.program(id_) for id_ in library.pathways}
    return taken_as(name, pathway_meant(name, known, reading=reading))


def taken_as(name: str, meant: Meant) -> str:
    """The id of what is meant; on standard error what a name was taken for that is another word."""
    if meant.indirect:
        from pathway.cli.diagnostics import complain
        from pathway.ground.problems import in_backticks, visible

        said = visible(f"{in_backticks(name)} is taken as `{meant.id}` ({meant.title})")
        complain(f"note: {said}\n")
    return meant.id


def read_patient(
    library: Library,
    name: str | None,
    day: date,
    record: RecordOf | None = None,
) -> Patient:
    """The patient in a file or, for `-`, on standard input; nobody in particular without a name.

    A value dated after both today and the day asked about is an error.
    """
    today, told = max(day, date.today()), record or RecordOf()
    if name is None:
        return library.patient({"patient": "nobody"}, today=today)
    from pathway.cli.paths import hinting

    with hinting(name):
        data = sys.stdin.buffer.read() if name == "-" else bytes_of(Path(name))
    with naming_people(data):
        return library.patient_from_text(
            data,
            "standard input" if name == "-" else str(Path(name)),
            today=today,
            as_of=day,
            site=told.site,
            base=told.base,
            patient=told.whose,
        )


@contextmanager
def naming_people(data: bytes) -> Iterator[None]:
    """Who is in a health record of several people, where it was not said whose it is."""
    from pathway.fhir import looks_like_fhir
    from pathway.ground.problems import PatientError

    try:
        yield
    except PatientError as error:
        if not looks_like_fhir(data):
            raise
        from pathway.fhir.people import with_people

        raise with_people(error, data) from None


def bytes_of(file: Path) -> bytes:
    """What a file holds; raises PatientError where it cannot be read."""
    from pathway.ground.problems import PatientError, Problem
    from pathway.yaml.reading import read_file

    try:
        return read_file(file)
    except OSError as error:
        from pathway.cli.paths import path_hint

        reason = (error.strerror or "cannot be read").lower()
        message = f"cannot read `{file}`: {reason}"
        raise PatientError([Problem("P501", message, hint=path_hint(str(file)))]) from error


def opened_records(place: str | None, key: Path | None = None, *, create: bool = False) -> Records:
    """The records at a place, else those of this user; raises RecordsError and UsageError."""
    from pathway.records import open_records

    return open_records(place, key=key, create=create)


def _told_of(advice: Advice, place: str, key: Path | None) -> Advice:
    """An advice with what was decided before; what cannot be read is said on standard error."""
    from pathway.cli.diagnostics import complain
    from pathway.ground.problems import visible
    from pathway.records.decision import read_decisions, with_decisions

    found = read_decisions(place, advice.patient.id, key=key)
    if found.unread:
        complain(f"warning: earlier decisions could not be read: {visible(found.unread)}\n")
    return with_decisions(advice, found)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
