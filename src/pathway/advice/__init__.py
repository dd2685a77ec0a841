"""What the engine says about one patient, and why: a walk put into words."""

from __future__ import annotations

from datetime import date

from pathway.advice.advice import Advice
from pathway.advice.choice import PathwayChoice
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.program import CompiledProgram
from pathway.walk import Walk, quick_walk

__all__ = ["advise", "give_advice"]


def advise(
    program: CompiledProgram,
    patient: Patient,
    as_of: date,
    *,
    strict: bool = False,
    choice: PathwayChoice | None = None,
) -> Advice:
    """The advice of one program for a patient on a day; `choice` says how it came to be followed.

    Under `strict` nothing is assumed.
    """
    return give_advice(quick_walk(program, resolve(patient, program, as_of, strict=strict)), choice)


def give_advice(walk: Walk, choice: PathwayChoice | None = None) -> Advice:
    """The whole advice for one walk; `choice` says how its pathway came to be followed."""
    return Advice(walk, choice)
