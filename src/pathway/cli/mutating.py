"""How strong specs are: mutate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathway.cli import output
from pathway.cli.diagnostics import reporting
from pathway.cli.heads import need
from pathway.cli.options import DateOption, JsonOption, LibraryOption
from pathway.cli.request import opened

if TYPE_CHECKING:
    from pathway.authoring.mutation.score import Prover, Teller
    from pathway.patients.model import Patient
    from pathway.program import CompiledProgram


def mutate(
    pathway: Annotated[str, typer.Argument(metavar="ID", help="Which pathway.")],
    features: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FEATURES]...", help="Feature files or folders; else ./features."),
    ] = None,
    library: LibraryOption = None,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help="Plant so many faults, spread over all kinds.")
    ] = 300,
    every: Annotated[bool, typer.Option("--all", help="Plant every fault there can be.")] = False,
    minimum: Annotated[
        float | None,
        typer.Option("--min", metavar="PERCENT", help="Fail where fewer faults are noticed."),
    ] = None,
    as_of: DateOption = None,
    json: JsonOption = False,
) -> None:
    """Plant faults in a pathway, one at a time, and see which of them the specs notice."""
    with reporting(json=json):
        for module in ("pytest", "pytest_bdd"):
            need(module, "`pathway mutate`", "spec")
        from pathway.authoring.mutation import report
        from pathway.authoring.mutation.score import Score, Scorer
        from pathway.authoring.spec.everyone import decider_of

        content = opened(library)
        content.program(pathway)
        paths = features or [Path("features")]
        teller, prover = _solver(as_of or date.today())
        scorer = Scorer(content, paths, decider_of(None, None), teller, prover)
        there_are, planted = scorer.planted(pathway, None if every else limit)
        score, partial = Score(pathway, there_are), False
        try:
            for result in scorer.results(pathway, planted):
                score = replace(score, results=(*score.results, result))
        except KeyboardInterrupt:
            partial = True
        if json:
            output.write_json(report.to_dict(score, content.vocabulary, partial=partial))
        else:
            wide = output.width()
            output.write(report.text(score, content.vocabulary, wide, partial=partial))
        if partial:
            raise KeyboardInterrupt
        if minimum is not None and score.percent < minimum:
            raise typer.Exit(1)


# -- private -------------------------------------------------------------------------------


def _solver(as_of: date) -> tuple[Teller | None, Prover | None]:
    """Where the solver is installed: whom a planted fault concerns, and what it disproves."""
    if find_spec("z3") is None:
        return None, None
    from pathway.authoring.verify.broken import broken
    from pathway.authoring.verify.difference import Comparing

    def tell(original: CompiledProgram, planted: CompiledProgram) -> Patient | str | None:
        return Comparing(original, planted, as_of).anyone()

    def prove(
        original: CompiledProgram, planted: CompiledProgram, changed: frozenset[str]
    ) -> str | None:
        return broken(original, planted, changed, as_of)

    return tell, prove
