"""What holds for every patient there can be, and how strong specs are: prove and mutate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from pathway.cli import completion, output
from pathway.cli.diagnostics import ExitCode, refuse, reporting
from pathway.cli.heads import need
from pathway.cli.request import DateOption, JsonOption, LibraryOption, opened, pathway_in

if TYPE_CHECKING:
    from pathway.authoring.mutation.score import Lines, MutantResult, Prover, Score, Teller
    from pathway.authoring.reports.proofs import ProofReport
    from pathway.authoring.verify.properties import Property
    from pathway.engine import Library
    from pathway.patients.model import Patient
    from pathway.program import CompiledProgram

PathwayOrAll = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="Which pathway, or `all` of the library.",
        autocompletion=completion.pathways,
    ),
]
Features = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FEATURES]...", help="Feature files or folders; else ./features."),
]
LimitOption = Annotated[
    int, typer.Option(metavar="N", min=1, help="Plant so many faults, spread over all kinds.")
]
EveryFaultOption = Annotated[bool, typer.Option("--all", help="Plant every fault there can be.")]
SinceOption = Annotated[
    str | None,
    typer.Option(
        metavar="REVISION", help="Only in what is written otherwise since a git revision."
    ),
]
MinimumOption = Annotated[
    float | None,
    typer.Option("--min", metavar="PERCENT", help="Fail where fewer faults are noticed."),
]


def prove(
    pathway: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]", help="Which pathway; else all.", autocompletion=completion.pathways
        ),
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
    ] = 30.0,
    library: LibraryOption = None,
    as_of: DateOption = None,
    json: JsonOption = False,
) -> None:
    """Prove what no patient can be told, or show a patient who is.

    Every patient there can be is considered, with and without assumptions. Exit code 1 where
    something does not hold or is not proved.
    """
    with reporting(json=json):
        need("z3", "`pathway prove`", "proof")
        content = opened(library)
        named = pathway_in(content, pathway)
        found = tuple(_properties(content, named, as_of or date.today()))
        chosen = _chosen(found, wanted)
        report = _report(content, chosen, as_of or date.today(), seconds)
        if json:
            from pathway.authoring.reports.proofs import to_dict

            output.write_json(to_dict(report))
        else:
            from pathway.authoring.reports.proofs import document
            from pathway.views.document import drawn
            from pathway.views.forms import Form

            made, colour = document(report, every=every), output.colour()
            output.write(drawn(made, Form.TEXT, width=output.width(), colour=colour))
        if report.left:
            raise KeyboardInterrupt
        if report.has_findings:
            raise typer.Exit(ExitCode.FINDINGS)


def mutate(
    pathway: PathwayOrAll,
    features: Features = None,
    library: LibraryOption = None,
    limit: LimitOption = 300,
    every: EveryFaultOption = False,
    since: SinceOption = None,
    minimum: MinimumOption = None,
    as_of: DateOption = None,
    json: JsonOption = False,
) -> None:
    """Plant faults in a pathway, and see which the specs notice.

    One fault is planted at a time.
    """
    with reporting(json=json):
        for module in ("pytest", "pytest_bdd"):
            need(module, "`pathway mutate`", "spec")
        from pathway.authoring.mutation import score as scores
        from pathway.authoring.spec.everyone import decider_of

        content = opened(library)
        one, lines = _one_of(content, pathway), _lines_since(since, library)
        paths = features or [Path("features")]
        teller, prover = _solver(as_of or date.today())
        scorer = scores.Scorer(content, paths, decider_of(None, None), teller, prover)
        there_are, planted = scorer.planted(one, None if every else limit, lines)
        score, partial = _tried(scores.Score(one, there_are), scorer.results(one, planted))
        if json:
            output.write_json(scores.to_dict(score, content.vocabulary, partial=partial))
        else:
            wide = output.width()
            output.write(scores.text(score, content.vocabulary, wide, partial=partial))
        if partial:
            raise KeyboardInterrupt
        if minimum is not None and score.percent < minimum:
            raise typer.Exit(1)


# -- private -------------------------------------------------------------------------------

#: In place of the id of a pathway.
_ALL: Final = "all"


def _tried(score: Score, results: Iterable[MutantResult]) -> tuple[Score, bool]:
    """The score with all results, or those until somebody interrupted it."""
    try:
        for result in results:
            score = replace(score, results=(*score.results, result))
    except KeyboardInterrupt:
        return score, True
    return score, False


def _one_of(content: Library, pathway: str) -> str | None:
    """The pathway of this name; None where all are meant."""
    if pathway == _ALL and _ALL not in content.pathways:
        return None
    return pathway_in(content, pathway)


def _lines_since(since: str | None, folder: Path | None) -> Lines | None:
    """The lines of a library that are new or changed since a revision."""
    if since is None:
        return None
    if folder is None:
        raise refuse("the shipped pathways have no history here", hint="name their folder as well")
    from pathway.cli.revisions import new_lines

    found = new_lines(folder, since)
    if found is None:
        raise refuse(f"there is no git revision `{since}`", hint="name one such as `HEAD~1`")
    return found


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


def _solver(as_of: date) -> tuple[Teller | None, Prover | None]:
    """Where the solver is installed: whom a planted fault concerns, and what it disproves."""
    if find_spec("z3") is None:
        return None, None
    from pathway.authoring.verify.difference import Comparing
    from pathway.authoring.verify.proving import broken

    def tell(original: CompiledProgram, planted: CompiledProgram) -> Patient | str | None:
        return Comparing(original, planted, as_of).anyone()

    def prove(
        original: CompiledProgram, planted: CompiledProgram, changed: frozenset[str]
    ) -> str | None:
        return broken(original, planted, changed, as_of)

    return tell, prove
