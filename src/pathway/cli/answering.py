"""The commands that take something from the clinician: answer and decide."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from pathway.cli import completion, output
from pathway.cli.diagnostics import refuse, reporting
from pathway.cli.request import (
    AdoptsOption,
    DateOption,
    JsonOption,
    KeyOption,
    LibraryOption,
    PathwayOption,
    PatientArgument,
    RecordsOption,
    Request,
    SiteOption,
    StrictOption,
    TherapyArgument,
    WhoseOption,
    bytes_of,
    opened,
    opened_records,
    pathway_in,
)
from pathway.ground.problems import Problem, RecordsError

if TYPE_CHECKING:
    from pathway.engine import Library
    from pathway.ground.vocabulary import Attribute
    from pathway.patients.model import Entry, Patient
    from pathway.records import Record

_File: TypeAlias = Annotated[Path, typer.Argument(metavar="PATIENT", help="A patient file.")]
_Name: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="ATTRIBUTE",
        help="What was asked, by its name in the vocabulary or its title.",
        autocompletion=completion.attributes,
    ),
]
_Value: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="VALUE",
        help="The answer, as a patient file has it: no, 240, …",
        autocompletion=completion.values,
    ),
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

_Action: TypeAlias = Annotated[
    str, typer.Option("--action", metavar="ACTION", help="accept, decline or override.")
]
_Actor: TypeAlias = Annotated[
    str,
    typer.Option(
        "--actor",
        metavar="NAME",
        envvar="PATHWAY_ACTOR",
        show_envvar=False,
        help="Who decides; else $PATHWAY_ACTOR.",
    ),
]
_Rules: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--rule", metavar="R", help="What stands against the decision; for each such thing."
    ),
]
_Reason: TypeAlias = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help="Why all the same.")
]
_Supersedes: TypeAlias = Annotated[
    int | None,
    typer.Option("--supersedes", metavar="N", help="The record that this one corrects."),
]
_Saw: TypeAlias = Annotated[
    str | None,
    typer.Option("--saw", metavar="DIGEST", help="Refuse if the advice is no longer this."),
]
_RequestKey: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--request", metavar="KEY", help="Written once, however often tried under this key."
    ),
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
    """Put one answer into a patient's file.

    It stands beside what was recorded before; with `--settles` it settles what sources disagree
    about.
    """
    with reporting():
        why = _why(by, because, settles=settles)
        content = opened(library)
        asked = _attribute(content, attribute)
        entry = _entry(asked, value, as_of or date.today(), by, why)
        text = _text(patient)
        today = max(as_of or date.today(), date.today())
        told = _told(content.patient_from_text(text, str(patient), today=today), asked, entry)
        _save(patient, text, told, content)
        output.write(_said(asked, entry) + "\n")


def decide(
    therapy: TherapyArgument,
    patient: PatientArgument,
    action: _Action,
    actor: _Actor,
    rule: _Rules = None,
    reason: _Reason = None,
    supersedes: _Supersedes = None,
    saw: _Saw = None,
    request: _RequestKey = None,
    records: RecordsOption = None,
    key: KeyOption = None,
    pathway: PathwayOption = None,
    as_of: DateOption = None,
    strict: StrictOption = False,
    library: LibraryOption = None,
    adopts: AdoptsOption = None,
    site: SiteOption = None,
    whose: WhoseOption = None,
    json: JsonOption = False,
) -> None:
    """Take a decision on one therapy and record it.

    Without its record it is not taken, and what stands against it has to be named.
    """
    with reporting(json=json), _nothing_saved():
        asked = Request(patient, pathway, as_of, strict, library, adopts, site, whose=whose)
        content, person = asked.open()
        with opened_records(records, key, create=True) as store:
            from pathway.records import decision as deciding

            named = pathway_in(content, pathway, reading=False)
            made = deciding.decide(
                content,
                person,
                therapy,
                action,
                actor=actor,
                records=store,
                asked=deciding.AdviceRequest(named, asked.day_for(person), strict, asked.adopted),
                rules=rule or (),
                reason=reason,
                supersedes=supersedes,
                request=request,
                saw=saw,
            )
        _acknowledge(made, json=json)


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
    from pathway.advice.lookup import attribute_meant

    return attribute_meant(name, library.vocabulary)


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


def _save(file: Path, text: str, patient: Patient, library: Library) -> None:
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


@contextmanager
def _nothing_saved() -> Iterator[None]:
    """Whatever kept a decision from being recorded: say that it was not saved."""
    try:
        yield
    except RecordsError as error:
        if any(problem.code in _SAYING_SO for problem in error.problems):
            raise
        raise RecordsError([*error.problems, Problem("P703", _NOT_SAVED)]) from error


#: Problems whose own words are that nothing, or perhaps something, was saved.
_SAYING_SO = ("P701", "P703", "P709")
_NOT_SAVED = "the decision was not saved"


def _acknowledge(record: Record, *, json: bool) -> None:
    from pathway.views import records as shown

    if json:
        output.write_json(shown.record_dict(record))
    else:
        output.write(shown.acknowledged(record, width=output.width()))
