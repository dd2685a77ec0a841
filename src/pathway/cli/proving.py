"""What holds for every patient there can be: prove."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from pathway.cli import output
from pathway.cli.diagnostics import ExitCode, refuse, reporting
from pathway.cli.heads import need
from pathway.cli.options import DateOption, JsonOption, LibraryOption
from pathway.cli.request import opened

if TYPE_CHECKING:
    from pathway.authoring.reports.proofs import ProofReport
    from pathway.authoring.verify.properties import Property
    from pathway.engine import Library


def prove(
    pathway: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Which pathway; else all.")
    ] = None,
    wanted: Annotated[
        list[str] | None,
        typer.Option("--property", metavar="NAME", help="Only this property; may be repeated."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="List every rule, flag and node a property speaks of.")
    ] = False,
    seconds: Annotated[
        float,
        typer.Option(metavar="S", min=0.1, help="Work on one property: a million steps each."),
    ] = 10.0,
    library: LibraryOption = None,
    as_of: DateOption = None,
    json: JsonOption = False,
) -> None:
    """Prove what no patient can ever be told, or show the patient who is.

    Every patient there can be is considered, with and without assumptions. Exit code 1 where
    something does not hold or is not proved.
    """
    with reporting(json=json):
        need("z3", "`pathway prove`", "proof")
        content = opened(library)
        found = tuple(_properties(content, pathway, as_of or date.today()))
        chosen = _chosen(found, wanted)
        report = _report(content, chosen, as_of or date.today(), seconds)
        if json:
            from pathway.authoring.reports.proofs import data

            output.write_json(data.to_dict(report))
        else:
            from pathway.authoring.reports.proofs import text

            wide, colour = output.width(), output.colour()
            output.write(text.render(report, every=every, width=wide, colour=colour))
        if report.left:
            raise KeyboardInterrupt
        if report.has_findings:
            raise typer.Exit(ExitCode.FINDINGS)


# -- private -------------------------------------------------------------------------------


def _properties(content: Library, pathway: str | None, as_of: date) -> Iterator[Property]:
    from pathway.authoring.verify.properties import between, properties

    ids = content.pathways if pathway is None else (pathway,)
    programs = [content.program(id_) for id_ in ids]
    for program in programs:
        yield from properties(program, as_of)
    yield from between(programs, as_of)


def _chosen(found: Sequence[Property], wanted: list[str] | None) -> Sequence[Property]:
    from pathway.ground.problems import suggestion

    known = {property_.id for property_ in found}
    for name in wanted or ():
        if name not in known:
            hint = suggestion(name, known) or f"there are: {', '.join(sorted(known))}"
            raise refuse(f"unknown property `{name}`", hint=hint)
    return [one for one in found if not wanted or one.id in wanted]


def _report(
    content: Library, chosen: Sequence[Property], as_of: date, seconds: float
) -> ProofReport:
    from pathway.authoring.reports.proofs import ProofReport
    from pathway.authoring.verify.proving import prove_all

    proofs, left = prove_all(chosen, as_of, seconds)
    return ProofReport(content.title, as_of, proofs, left)
