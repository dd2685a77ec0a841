"""What can be proved of a pathway: properties in plain words, each made of cases."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

from pathway.authoring.search.claim import ALWAYS
from pathway.frozen import frozen
from pathway.ground.source import Span
from pathway.language.syntax import Expr
from pathway.patients.model import Patient
from pathway.program import CompiledProgram


class ProofOutcome(StrEnum):
    """What came of a property."""

    COUNTEREXAMPLE = "counterexample"
    NOT_PROVED = "not proved"
    SAYS_NOTHING = "says nothing"
    PROVED = "proved"


@frozen
class Answer:
    """What came of one case: with a counterexample the patient, else why there is no proof.

    `learnt` says what a second look at the same patient adds, where a property is about that.
    """

    verdict: ProofOutcome
    patient: Patient | None = None
    why: str = ""
    learnt: str = ""


@frozen
class Always:
    """Whenever the occasion is there, the conclusion holds; for every patient."""

    conclusion: Expr
    occasion: Expr = ALWAYS


@frozen
class Somebody:
    """There is a patient for whom it holds; `else_` says what it means if there is none.

    `no_fault` that nothing is wrong then: it is said, and is no counterexample.
    """

    condition: Expr
    else_: str
    no_fault: bool = False


@frozen
class Unless:
    """Something that has to hold only where there is somebody of a kind."""

    somebody: Somebody
    asked: Always


#: Anything else that can be asked, within so many seconds.
Ask: TypeAlias = Callable[[float], Answer]


@frozen
class Case:
    """One thing that a property says, about one rule, flag, node or therapy.

    `spans` are the places to mend where it does not hold, `therapy` the one to explain then.
    """

    sentence: str
    asked: Always | Somebody | Unless | Ask
    spans: tuple[Span, ...] = ()
    therapy: str | None = None


@frozen
class Property:
    """One property of a pathway, or of two; it holds where all of its cases do.

    `unit` is what its cases are counted in; `nothing` says why it has none; `heading` is what it
    is listed under, where that is not the pathway.
    """

    id: str
    sentence: str
    program: CompiledProgram
    cases: tuple[Case, ...]
    unit: str = "case"
    nothing: str = ""
    named: bool = False
    heading: str = ""
    #: Why nobody has to mend it where it does not hold.
    accepted: str = ""


def spans(*found: Span | None) -> tuple[Span, ...]:
    """The places that are known, each once."""
    return tuple(dict.fromkeys(span for span in found if span is not None))


def offers(program: CompiledProgram, therapy: str) -> tuple[Span | None, ...]:
    """Where a therapy is offered: there a step may be missing a condition; then its own file."""
    found = (program.by_name[place.indicated].span for place in program.places_of(therapy))
    return (*found, program.therapies[therapy].span)
