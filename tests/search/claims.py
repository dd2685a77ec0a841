"""Claims to try the search on, about the shipped pathways."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from pathway.authoring.search import NEVER, Claim
from pathway.engine import Library, open_library
from pathway.ground.vocabulary import BOOLEAN, Value
from pathway.language.syntax import Expr, Name
from pathway.patients.model import Entry, Patient, Why
from pathway.program import CompiledProgram

AS_OF = date(2026, 11, 20)
SMALL = Path(__file__).parents[1] / "bad" / "libraries" / "sound"


@cache
def library() -> Library:
    return open_library()


@cache
def small() -> Library:
    return open_library(SMALL)


def patient(**told: Value | Why) -> Patient:
    """A patient of whom some things are told on the day, and nothing else."""
    return Patient(
        "counterexample",
        entries={
            name: (Entry(None, value, AS_OF) if isinstance(value, Why) else Entry(value, on=AS_OF),)
            for name, value in told.items()
        },
    )


def never(
    program: CompiledProgram,
    therapy: str,
    *constraints: Expr,
    overrides: bool = True,
    strict: bool = False,
    **told: Value | Why,
) -> Claim:
    """That a therapy is recommended to nobody of whom this is told."""
    return Claim(
        program,
        AS_OF,
        patient(**told),
        Name(f"option.{therapy}.recommended", type=BOOLEAN),
        NEVER,
        constraints,
        strict,
        overrides,
    )
