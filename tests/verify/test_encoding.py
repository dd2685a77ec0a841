"""The solver means what the engine means: operator by operator, and for whole programs."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
import z3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathway.authoring.search import ALWAYS, Claim
from pathway.authoring.search.sampling import sample
from pathway.authoring.verify.formulas import Bit, formula
from pathway.authoring.verify.meaning import MEANING, exact, meant, whole
from pathway.authoring.verify.values import Meant, NotEncodable, Number, Text, Truth
from pathway.ground.vocabulary import (
    BOOLEAN,
    DATE,
    DECIMAL,
    INTEGER,
    NOT_APPLICABLE,
    TEXT,
    Range,
    Type,
    Value,
)
from pathway.language.evaluate import evaluate
from pathway.language.operators import OPERATORS
from pathway.language.syntax import Apply, Expr, Literal, Name, Result
from pathway.patients.model import Patient
from pathway.program import CompiledProgram
from tests.chance import examples
from tests.property.patients import patients
from tests.verify.comparing import AS_OF, Comparing
from tests.verify.shared import shipped

DAY = date(2026, 11, 20)

#: Phrases that the compiler has replaced before anything is encoded.
REPLACED = {"at least inadequate", "all closed"}

#: On how many patients engine and solver are compared in the slow lane, in four parts.
PATIENTS = int(os.environ.get("PATHWAY_PATIENTS", "400"))


def test_every_operator_of_a_pathway_can_be_said_to_the_solver() -> None:
    written = {name for name, operator in OPERATORS.items() if operator.pathway}
    assert written - REPLACED <= MEANING.keys()
    assert MEANING.keys() <= OPERATORS.keys()


def test_what_cannot_be_said_is_named() -> None:
    product_ = Apply("*", (number("x"), number("y")), type=DECIMAL)
    with pytest.raises(NotEncodable, match="a product of two values that are not fixed"):
        meant(product_, lambda _: Number(True, exact(Decimal(1)), exact(Decimal(1))))
    with pytest.raises(NotEncodable, match="`coalesce`"):
        meant(Apply("coalesce", (number("x"),), type=DECIMAL), lambda _: Truth(False, False))


# -- single expressions ------------------------------------------------------------------


def number(name: str) -> Name:
    return Name(name, type=DECIMAL)


#: What each name may be, the same for the engine and, as `constant`, for the solver.
VALUES: dict[str, list[Value | None]] = {
    "a": [True, False, None, NOT_APPLICABLE],
    "b": [True, False, None],
    "x": [Decimal(-2), Decimal("2.5"), Decimal(3), None, NOT_APPLICABLE],
    "y": [Decimal(3), Range(Decimal(2), Decimal(4)), Range(Decimal(-1), Decimal(3)), None],
    "c": ["red", "green", None, NOT_APPLICABLE],
    "d": ["red", "blue", None],
    "s": [DAY, Range(DAY - timedelta(days=9), DAY), None, NOT_APPLICABLE],
}
BOOLEANS: list[Expr] = [Name("a", type=BOOLEAN), Name("b", type=BOOLEAN), Literal(True, BOOLEAN)]
NUMBERS = [number("x"), number("y"), Literal(Decimal(3), DECIMAL), Literal(Decimal("0.3"), DECIMAL)]
TEXTS = [Name("c", type=TEXT), Name("d", type=TEXT), Literal("red", TEXT)]
DATES = [Name("s", type=DATE), Literal(DAY - timedelta(days=3), DATE)]
ORDER = ("=", "!=", "<", "<=", ">", ">=")


def constant(value: Value | None) -> Meant:
    """A value as the solver has it, without a variable."""
    if isinstance(value, str):
        return Text({value: True})
    low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
    if isinstance(low, date) and isinstance(high, date):
        return Number(True, whole(low.toordinal()), whole(high.toordinal()))
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return Number(True, exact(low), exact(high))
    return Truth(value is True, value is False or value is NOT_APPLICABLE, value is NOT_APPLICABLE)


def missing(name: str, value: Value | None) -> Meant:
    """What is unknown, or does not apply, as the solver has it."""
    beside = value is NOT_APPLICABLE
    if name in ("c", "d"):
        return Text({"red": False}, beside)
    if name in ("x", "y"):
        return Number(False, exact(Decimal(0)), exact(Decimal(0)), beside)
    if name == "s":
        return Number(False, whole(1), whole(1), beside)
    return constant(value)


def booleans() -> st.SearchStrategy[Expr]:
    named: st.SearchStrategy[Expr] = st.sampled_from(BOOLEANS)
    leaves = st.one_of(named, comparisons())
    return st.recursive(leaves, _connected, max_leaves=6)


def _connected(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    pairs = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(
            lambda op, args: Apply(op, args, type=BOOLEAN), st.sampled_from(["and", "or"]), pairs
        ),
        st.builds(lambda arg: Apply("not", (arg,), type=BOOLEAN), parts),
        st.builds(
            lambda op, one, two: Apply(op, (one, two), type=BOOLEAN),
            st.sampled_from(["implies", "xor", "=", "!="]),
            parts,
            parts,
        ),
        st.builds(
            lambda op, arg: Apply(op, (arg,), type=BOOLEAN),
            st.sampled_from(["is true", "is false", "is null"]),
            parts,
        ),
        st.builds(
            lambda one, two, three: Apply("if", (one, two, three), type=BOOLEAN),
            parts,
            parts,
            parts,
        ),
        st.builds(
            lambda k, args: Apply("at least", (Literal(Decimal(k), INTEGER), *args), type=BOOLEAN),
            st.integers(1, 4),
            st.lists(parts, min_size=1, max_size=4),
        ),
    )


def numbers() -> st.SearchStrategy[Expr]:
    def grown(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
        fixed = st.sampled_from([Decimal(2), Decimal("-0.5"), Decimal(4), Decimal(0)])
        return st.one_of(
            st.builds(lambda op, one, two: Apply(op, (one, two), type=DECIMAL),
                      st.sampled_from(["+", "-"]), parts, parts),
            st.builds(lambda op, one, by: Apply(op, (one, Literal(by, DECIMAL)), type=DECIMAL),
                      st.sampled_from(["*", "/"]), parts, fixed),
            st.builds(lambda one: Apply("negate", (one,), type=DECIMAL), parts),
        )  # fmt: skip

    return st.recursive(st.sampled_from(NUMBERS), grown, max_leaves=3)


def comparisons() -> st.SearchStrategy[Expr]:
    days = Type(DECIMAL.base, "d")
    moved = st.builds(
        lambda op, day, by: Apply(op, (day, Literal(Decimal(by), days)), type=DATE),
        st.sampled_from(["+", "-"]),
        st.sampled_from(DATES),
        st.integers(0, 9),
    )
    dates = st.sampled_from(DATES) | moved
    texts = st.sampled_from(TEXTS)
    return st.one_of(
        st.builds(_compared, st.sampled_from(ORDER), numbers(), numbers()),
        st.builds(_compared, st.sampled_from(ORDER), dates, dates),
        st.builds(_compared, st.sampled_from(["=", "!="]), texts, texts),
        st.builds(
            lambda *args: Apply("between", args, type=BOOLEAN), numbers(), numbers(), numbers()
        ),
        st.builds(
            lambda name, values: Apply("in", (name, *values), type=BOOLEAN),
            st.sampled_from(TEXTS[:2]),
            st.lists(st.sampled_from([Literal("red", TEXT), Literal("blue", TEXT)]), min_size=1),
        ),
    )


def _compared(op: str, one: Expr, two: Expr) -> Expr:
    return Apply(op, (one, two), type=BOOLEAN)


def looking(told: Mapping[str, Value | None]) -> Callable[[str], Meant]:
    """What names stand for, with these values."""

    def look(name: str) -> Meant:
        value = told[name]
        known = value is not None and value is not NOT_APPLICABLE
        return constant(value) if known else missing(name, value)

    return look


def settled(bit: Bit) -> bool:
    """A bit without variables."""
    return bool(z3.is_true(z3.simplify(formula(bit))))


@settings(max_examples=examples(100))
@given(booleans(), st.fixed_dictionaries({n: st.sampled_from(v) for n, v in VALUES.items()}))
def test_an_expression_comes_to_the_same(expr: Expr, told: dict[str, Value | None]) -> None:
    values = {
        name: Result(value, frozenset((name,)) if value is None else frozenset())
        for name, value in told.items()
    }
    expected = evaluate(expr, values).value

    found: Any = meant(expr, looking(told))
    answers = (settled(found.yes), settled(found.no))
    no = expected is False or expected is NOT_APPLICABLE
    assert answers == (expected is True, no), (expr, told)


def test_a_choice_of_texts_and_numbers() -> None:
    """`if` also chooses between texts and numbers; unknown only where both are the same."""
    for op, names_, wanted in (
        ("if", ("c", "d"), Literal("red", TEXT)),
        ("if", ("x", "y"), Literal(Decimal(3), DECIMAL)),
    ):
        one, two = (Name(name, type=wanted.type) for name in names_)
        chosen = Apply(op, (Name("a", type=BOOLEAN), one, two), type=wanted.type)
        expr = Apply("=", (chosen, wanted), type=BOOLEAN)
        for a, left, right in product(VALUES["a"], VALUES[names_[0]], VALUES[names_[1]]):
            told = {"a": a, names_[0]: left, names_[1]: right}
            values = {
                n: Result(v, frozenset((n,)) if v is None else frozenset()) for n, v in told.items()
            }
            expected = evaluate(expr, values).value
            found: Any = meant(expr, looking(told))
            assert (settled(found.yes), settled(found.no)) == (expected is True, expected is False)


# -- whole programs ----------------------------------------------------------------------


def _some(program: CompiledProgram, count: int) -> list[Patient]:
    anybody = Claim(program, AS_OF, Patient("random"), ALWAYS, ALWAYS, tuple(_everything(program)))
    return list(sample(anybody, 7, count))


def _everything(program: CompiledProgram) -> list[Expr]:
    """All definitions, so that the patients differ in everything that the program reads."""
    return [Name(definition.name) for definition in program.definitions]


@pytest.mark.parametrize("pathway", ["sciatica", "low-back-pain"])
def test_engine_and_solver_agree_on_every_definition(pathway: str) -> None:
    program = shipped().program(pathway)
    comparing = Comparing(program)
    assert comparing.definitions == len(program.definitions)

    @settings(max_examples=10, suppress_health_check=list(HealthCheck))
    @given(patients(program), st.booleans())
    def agree(patient: Patient, strict: bool) -> None:
        assert comparing.differences(patient, strict=strict) == []

    agree()
    assert [comparing.differences(one, strict=False) for one in _some(program, 10)] == [[]] * 10


@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
@pytest.mark.parametrize("pathway", ["sciatica", "low-back-pain"])
def test_engine_and_solver_agree_on_many_more_patients(pathway: str, part: int) -> None:
    """Two parts for each pathway, so that they can run side by side."""
    program = shipped().program(pathway)
    comparing = Comparing(program)
    claim = Claim(program, AS_OF, Patient("random"), ALWAYS, ALWAYS, tuple(_everything(program)))
    tried = 0
    for place, patient in enumerate(sample(claim, 100 + part, PATIENTS // 4)):
        assert comparing.differences(patient, strict=place % 2 == 1) == []
        tried += 1
    assert tried == PATIENTS // 4
