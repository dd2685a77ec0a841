"""The command that takes a clinician's decision without asking back: decide."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from pathway.cli import output
from pathway.cli.diagnostics import reporting
from pathway.cli.options import (
    AdoptsOption,
    DateOption,
    JsonOption,
    KeyOption,
    LibraryOption,
    PathwayOption,
    PatientArgument,
    RecordsOption,
    SiteOption,
    StrictOption,
)
from pathway.cli.request import Request, opened_records
from pathway.ground.problems import Problem, RecordsError

if TYPE_CHECKING:
    from pathway.records import Record


_Therapy: TypeAlias = Annotated[
    str, typer.Argument(metavar="THERAPY", help="A therapy, by id or title.")
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


def decide(
    therapy: _Therapy,
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
    json: JsonOption = False,
) -> None:
    """Take a decision on one therapy and record it; without its record it is not taken."""
    with reporting(json=json), _nothing_saved():
        asked = Request(patient, pathway, as_of, strict, library, adopts, site)
        content, person = asked.open()
        with opened_records(records, key, create=True) as store:
            from pathway.records import decision as deciding

            made = deciding.decide(
                content,
                person,
                therapy,
                action,
                actor=actor,
                records=store,
                asked=deciding.AdviceRequest(pathway, asked.day_for(person), strict, asked.adopted),
                rules=rule or (),
                reason=reason,
                supersedes=supersedes,
                request=request,
                saw=saw,
            )
        _write(made, json=json)


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


def _write(record: Record, *, json: bool) -> None:
    from pathway.views import records as shown

    if json:
        output.write_json(shown.record_dict(record))
    else:
        output.write(shown.acknowledged(record, width=output.width()))
