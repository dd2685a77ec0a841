"""Claims to decide or to try, about the shipped pathways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
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


def smaller(one: Patient, told: Patient) -> Iterator[Patient]:
    """The same patient with one thing less recorded, except for what is told."""
    for name in one.entries.keys() - told.entries.keys():
        yield replace(one, entries={n: e for n, e in one.entries.items() if n != name})
    for trial in one.trials or ():
        yield replace(one, trials=tuple(t for t in one.trials or () if t is not trial))
    for override in one.overrides:
        yield replace(one, overrides=tuple(o for o in one.overrides if o is not override))
