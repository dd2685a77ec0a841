"""The attributes that the tests of the condition language speak of, and short ways to use them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from pathway.ground.problems import Problem, Problems
from pathway.ground.vocabulary import BOOLEAN, DATE, DECIMAL, NOT_APPLICABLE, Base, Range, Type
from pathway.language.english import Words
from pathway.language.evaluation import EvalResult, eval_text
from pathway.language.parser import parse
from pathway.language.syntax import Expr, Literal, Result
from pathway.language.typecheck import Scope, check

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests/cases/conditions"

TYPES: Mapping[str, Type] = {
    "age": Type(Base.DECIMAL, "years"),
    "platelets": Type(Base.DECIMAL, "10*9/L"),
    "inr": Type(Base.DECIMAL, "{INR}"),
    "pain_score": Type(Base.DECIMAL, "{score}"),
    "symptom_duration": Type(Base.DECIMAL, "weeks"),
    "stay": Type(Base.DECIMAL, "days"),
    "weight": Type(Base.DECIMAL, "kg"),
    "dose": Type(Base.DECIMAL, "mg"),
    "visits": DECIMAL,
    "leg_pain": Type(Base.TEXT, choices=("radicular", "referred", "none")),
    "side": Type(Base.TEXT, choices=("left", "right", "both")),
    "bleeding_disorder": BOOLEAN,
    "pregnant": BOOLEAN,
    "anticoagulant": BOOLEAN,
    "last_scan": DATE,
    "symptom_start": DATE,
    "nsaid.failed": BOOLEAN,
    "nsaid.weeks": Type(Base.DECIMAL, "weeks"),
}
PARAMETERS = {
    "surgery_weeks": Literal(Decimal(6), Type(Base.DECIMAL, "weeks")),
    "elderly": Literal(Decimal(65), Type(Base.DECIMAL, "years")),
}
WORDS = Words(
    titles={
        "leg_pain": "Leg pain",
        "bleeding_disorder": "Bleeding disorder",
        "platelets": "Platelets",
        "pregnant": "Pregnant",
        "inr": "INR",
        "nsaid": "NSAID",
        "stay": "Stay in hospital",
        "symptom_start": "Start of symptoms",
        "anticoagulant": "Takes an anticoagulant",
    },
    negated={"pregnant": "Not pregnant", "anticoagulant": "Does not take an anticoagulant"},
)


def scope(where: str = "pathway") -> Scope:
    """Where a condition stands: in a `pathway`, in a `step` of one, or in `eval`."""
    return Scope(
        TYPES.get, PARAMETERS, tuple(TYPES), pathway=where != "eval", in_step=where == "step"
    )


def read(text: str) -> Expr:
    """The syntax tree of a text that has no mistakes."""
    problems = Problems()
    expr = parse(text, problems)
    assert expr is not None, "\n".join(map(str, problems))
    return expr


def checked(text: str, where: str = "eval") -> Expr:
    """The typed tree of a text that has no mistakes."""
    problems = Problems()
    expr = check(read(text), scope(where), problems)
    assert expr is not None, "\n".join(map(str, problems))
    return expr


def problems_of(text: str, where: str = "pathway", expect: Type | None = BOOLEAN) -> list[Problem]:
    """Everything that is wrong with a condition."""
    problems = Problems()
    expr = parse(text, problems)
    if expr is not None:
        check(expr, scope(where), problems, expect=expect)
    return list(problems)


def value(text: str) -> Result:
    """A patient's value as the cases write it."""
    if text == "unknown":
        return Result(None)
    if text == "not applicable":
        return Result(NOT_APPLICABLE)
    low, to, high = text.partition(" to ")
    if to:
        ends = [value(end).value for end in (low, high)]
        return Result(Range(*ends))  # type: ignore[type-var, arg-type]
    expr = read(text)
    assert isinstance(expr, Literal), text
    return Result(expr.value)


def values(given: Mapping[str, str]) -> dict[str, Result]:
    """Values by name; an unknown one hangs on itself."""
    found = {name: value(text) for name, text in given.items()}
    return {
        name: Result(None, frozenset((name,))) if result.value is None else result
        for name, result in found.items()
    }


def outcome(text: str, given: Mapping[str, str] | None = None) -> EvalResult:
    """What `pathway eval` makes of a text for a patient with the given values."""
    return eval_text(text, scope("eval"), values(given or {}))


def cases(name: str) -> Any:
    """A table of cases; every value in it is text, as written."""
    return yaml.load((CASES / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
