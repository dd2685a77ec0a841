"""The command `pathway eval`: one expression, or many from standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from pathway.cli import output
from pathway.cli.diagnostics import ExitCode, complain, refuse, reporting
from pathway.cli.options import DateOption, JsonOption, LibraryOption, PathwayOption
from pathway.cli.request import Request

if TYPE_CHECKING:
    from pathway.language.evaluation import EvalResult
    from pathway.language.syntax import Result
    from pathway.language.typecheck import Scope


def evaluate(
    expression: Annotated[
        str, typer.Argument(metavar="EXPR", help="An expression; - reads one a line.")
    ],
    patient: Annotated[
        str | None, typer.Argument(metavar="[PATIENT]", help="Whose attributes it may name.")
    ] = None,
    pathway: PathwayOption = None,
    as_of: DateOption = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Evaluate an expression of the condition language."""
    with reporting(json=json):
        if expression == "-" and patient == "-":
            raise refuse("standard input cannot hold both the expressions and the patient")
        texts = list(_expressions(expression))
        request = Request(patient, pathway, as_of, library=library)
        results = _results(texts, request)
    _write(results, json=json)
    if any(result.problems for result in results):
        raise typer.Exit(ExitCode.FINDINGS)


def _expressions(expression: str) -> Iterator[str]:
    """The expression, or those on standard input without its empty lines."""
    if expression != "-":
        yield expression
        return
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    yield from (line.rstrip("\r") for line in text.split("\n") if line.strip())


def _results(texts: Sequence[str], request: Request) -> list[EvalResult]:
    """The results; a library is only opened where an expression names something."""
    from pathway.language.evaluation import eval_scope, eval_text

    if request.patient is None and request.library is None:
        results = [eval_text(text, eval_scope(), {}) for text in texts]
        if not any(p.code == "P104" for result in results for p in result.problems):
            return results
    scope, values = _ground(request)
    return [eval_text(text, scope, values) for text in texts]


def _ground(request: Request) -> tuple[Scope, Mapping[str, Result]]:
    """The names that an expression may use, and what they stand for; all unknown for nobody."""
    from pathway.ground.vocabulary import Base, Type
    from pathway.language.evaluation import eval_scope
    from pathway.language.syntax import Literal

    library, patient = request.open()
    day = request.day_for(patient)
    named = request.pathway or library.choose(patient, day)
    program = library.program(named or library.current[0])
    parameters = {
        p.name: Literal(p.value, Type(Base.DECIMAL, p.unit), parameter=p.name)
        for p in program.parameters
    }
    values = library.resolved(patient, day, program.id).values
    return eval_scope(library.vocabulary, parameters), values


def _write(results: list[EvalResult], *, json: bool) -> None:
    if json:
        output.write_json_lines([result.to_dict() for result in results])
        return
    for result in results:
        if result.problems:
            complain(f"{result}\n")
        else:
            output.write(f"{result}\n")
