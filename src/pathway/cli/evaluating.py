"""The command `pathway eval`: one expression, or many from standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from pathway.cli import output
from pathway.cli.diagnostics import ExitCode, complain, refuse, reporting
from pathway.cli.options import DateOption, JsonOption, LibraryOption, PathwayOption
from pathway.cli.request import Request

if TYPE_CHECKING:
    from pathway.conditions.evaluation import EvalResult
    from pathway.conditions.syntax import Result
    from pathway.conditions.typecheck import Scope


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
    from pathway.conditions.evaluation import eval_text

    with reporting(json=json):
        if expression == "-" and patient == "-":
            raise refuse("standard input cannot hold both expressions and the patient")
        request = Request(patient or "", pathway, as_of, library=library)
        scope, values = _ground(request, wanted=patient is not None or library is not None)
        results = [eval_text(text, scope, values) for text in _expressions(expression)]
    _write(results, json=json)
    if any(result.problems for result in results):
        raise typer.Exit(ExitCode.FINDINGS)


def _expressions(expression: str) -> Iterator[str]:
    """The expression, or those on standard input without its empty lines."""
    if expression != "-":
        yield expression
        return
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    yield from (line for line in text.split("\n") if line.strip())


def _ground(request: Request, *, wanted: bool) -> tuple[Scope, Mapping[str, Result]]:
    """The names that an expression may use, and what they stand for.

    Without a patient and a library there are none, and nothing has to be opened.
    """
    from pathway.conditions.evaluation import eval_scope

    if not wanted:
        return eval_scope(), {}
    from pathway.resolve import resolve

    library, patient = request.open()
    program = library.program(request.pathway or library.choose(patient, request.day))
    resolved = resolve(patient, program, request.day)
    return eval_scope(library.vocabulary), resolved.values


def _write(results: list[EvalResult], *, json: bool) -> None:
    if json:
        for result in results:
            output.write_json_line(result.to_dict())
        return
    for result in results:
        if result.problems:
            complain(f"{result}\n")
        else:
            output.write(f"{result}\n")
