"""Standard error and exit codes: the only place that says what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum

import typer

from pathway.ground.problems import PathwayError, PatientError, Problem, UsageError


class ExitCode(IntEnum):
    """What the command tells the shell."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2


@contextmanager
def reporting(json: bool = False) -> Iterator[None]:
    """Report input that cannot be used as problems, never as a traceback.

    With `json` they also go to standard output as `{"errors": […]}`, so that a program
    that reads the results can read the errors too.
    """
    try:
        yield
    except PathwayError as error:
        report(error.problems, json=json)
        raise typer.Exit(exit_code(error)) from None


def report(problems: Sequence[Problem], *, json: bool = False) -> None:
    """Show problems on standard error, and as JSON on standard output where asked."""
    from pathway.views.problems import render, to_dict

    complain(render(problems))
    if json:
        from pathway.cli.output import write_json

        write_json({"errors": [to_dict(problem) for problem in problems]})


def exit_code(error: PathwayError) -> ExitCode:
    """Wrong usage or I/O where every problem is of that sort, and else errors in content."""
    if isinstance(error, UsageError) or all(p.code[:2] in ("P5", "P7") for p in error.problems):
        return ExitCode.USAGE
    if isinstance(error, PatientError) and all(map(_is_no_patient, error.problems)):
        return ExitCode.USAGE
    return ExitCode.FINDINGS


def _is_no_patient(problem: Problem) -> bool:
    """Whether nothing of a file could be read: no text, no YAML or JSON, empty, or no mapping."""
    if problem.code in ("P113", "P420"):
        return True
    if problem.code[:2] == "P0" and problem.code != "P007":  # a key twice is a slip in content
        return True
    return problem.code == "P103" and problem.span is None


def complain(text: str) -> None:
    """Write to standard error, whatever characters it can show."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except BrokenPipeError:
        return


def refuse(message: str, code: str = "P510", hint: str | None = None) -> UsageError:
    """An error of usage with one problem."""
    return UsageError([Problem(code, message, hint=hint)])
