"""Yes/no logic with unknown, against tables and against an oracle that knows no Kleene.

The oracle counts: true is 1, false 0 and unknown a half; `and` is the least, `or` the
greatest, `not` one minus.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from pathway.ground.truth import Truth
from pathway.ground.vocabulary import BOOLEAN, INTEGER, NOT_APPLICABLE, TEXT
from pathway.language.evaluate import evaluate
from pathway.language.printer import canonical
from pathway.language.syntax import NOTHING, Apply, Expr, Literal, Name, Result
from tests.conditions.words import read

T, F, U = True, False, None
VALUES: tuple[Truth, ...] = (T, F, U)
TABLES: dict[str, dict[tuple[Truth, Truth], Truth]] = {
    "and": {
        (T, T): T,
        (T, F): F,
        (T, U): U,
        (F, T): F,
        (F, F): F,
        (F, U): F,
        (U, T): U,
        (U, F): F,
        (U, U): U,
    },
    "or": {
        (T, T): T,
        (T, F): T,
        (T, U): T,
        (F, T): T,
        (F, F): F,
        (F, U): U,
        (U, T): T,
        (U, F): U,
        (U, U): U,
    },
    "implies": {
        (T, T): T,
        (T, F): F,
        (T, U): U,
        (F, T): T,
        (F, F): T,
        (F, U): T,
        (U, T): T,
        (U, F): U,
        (U, U): U,
    },
    "xor": {
        (T, T): F,
        (T, F): T,
        (T, U): U,
        (F, T): T,
        (F, F): F,
        (F, U): U,
        (U, T): U,
        (U, F): U,
        (U, U): U,
    },
    "=": {
        (T, T): T,
        (T, F): F,
        (T, U): U,
        (F, T): F,
        (F, F): T,
        (F, U): U,
        (U, T): U,
        (U, F): U,
        (U, U): U,
    },
}
A, B, C = Name("a"), Name("b"), Name("c")


def given(**truths: Truth) -> dict[str, Result]:
    return {
        name: Result(value, NOTHING if value is not None else frozenset((name,)))
        for name, value in truths.items()
    }


@pytest.mark.parametrize("op", TABLES)
@pytest.mark.parametrize(("left", "right"), list(product(VALUES, VALUES)))
def test_table(op: str, left: Truth, right: Truth) -> None:
    result = evaluate(Apply(op, (A, B)), given(a=left, b=right))
    assert result.value is TABLES[op][left, right]


@pytest.mark.parametrize(("value", "answer"), [(T, F), (F, T), (U, U), (NOT_APPLICABLE, T)])
def test_not(value: Truth, answer: Truth) -> None:
    assert evaluate(Apply("not", (A,)), {"a": Result(value)}).value is answer


@pytest.mark.parametrize("op", ["is true", "is false", "is null"])
@pytest.mark.parametrize("value", VALUES)
def test_is(op: str, value: Truth) -> None:
    wanted = {"is true": T, "is false": F, "is null": U}[op]
    assert evaluate(Apply(op, (A,)), given(a=value)) == Result(value is wanted)


@pytest.mark.parametrize("truths", list(product(VALUES, repeat=3)))
@pytest.mark.parametrize("needed", range(5))
def test_at_least_counts_what_may_still_become_true(needed: int, truths: tuple[Truth]) -> None:
    from decimal import Decimal

    count = Literal(Decimal(needed), INTEGER)
    values = given(**dict(zip("abc", truths, strict=True)))
    result = evaluate(Apply("at least", (count, A, B, C)), values)
    answers = {sum(world) >= needed for world in worlds(truths)}
    assert result.value is (answers.pop() if len(answers) == 1 else None)
    unknown = {name for name, (value, _) in values.items() if value is None}
    assert result.hangs_on == (unknown if result.value is None else NOTHING)


def worlds(truths: tuple[Truth, ...]) -> list[tuple[bool, ...]]:
    """Every way in which the unknown ones may turn out."""
    return list(product(*[(T, F) if truth is None else (truth,) for truth in truths]))


@pytest.mark.parametrize(("then", "other"), list(product(VALUES, VALUES)))
def test_unknown_never_falls_through_to_else(then: Truth, other: Truth) -> None:
    expr = Apply("if", (A, B, C))
    same = then if then is other else None
    assert evaluate(expr, given(a=U, b=then, c=other)).value is same
    assert evaluate(expr, given(a=T, b=then, c=other)).value is then
    assert evaluate(expr, given(a=F, b=then, c=other)).value is other


# -- every expression of up to three operators over three names ----------------------------

SIZES: list[list[Expr]] = [[A, B, C]]
for size in (1, 2, 3):
    made: list[Expr] = [Apply("not", (inner,)) for inner in SIZES[size - 1]]
    for op, left_size in product(("and", "or", "implies"), range(size)):
        pairs = product(SIZES[left_size], SIZES[size - 1 - left_size])
        made += [Apply(op, pair) for pair in pairs]
    SIZES.append(made)

HALF = Fraction(1, 2)
SCORE = {True: Fraction(1), False: Fraction(0), None: HALF}
ASSIGNMENTS = [dict(zip("abc", truths, strict=True)) for truths in product(VALUES, repeat=3)]


def oracle(expr: Expr, scores: dict[str, Fraction]) -> Fraction:
    if isinstance(expr, Name):
        return scores[expr.name]
    assert isinstance(expr, Apply)
    parts = [oracle(arg, scores) for arg in expr.args]
    if expr.op == "not":
        return 1 - parts[0]
    if expr.op == "implies":
        return max(1 - parts[0], parts[1])
    return min(parts) if expr.op == "and" else max(parts)


@pytest.mark.slow
@pytest.mark.parametrize("size", range(4))
def test_every_small_expression_agrees_with_the_oracle(size: int) -> None:
    assert len(SIZES[size]) == (3, 30, 570, 13_530)[size]
    for truths in ASSIGNMENTS:
        values = given(**truths)
        scores = {name: SCORE[value] for name, value in truths.items()}
        unknown = {name for name, value in truths.items() if value is None}
        for expr in SIZES[size]:
            value, hangs_on = evaluate(expr, values)
            assert SCORE[value] == oracle(expr, scores), (canonical(expr), truths)  # type: ignore[index]
            assert bool(hangs_on) == (value is None), canonical(expr)
            assert hangs_on <= unknown, canonical(expr)


@pytest.mark.parametrize("size", range(3))
def test_every_small_expression_can_be_written_and_read(size: int) -> None:
    for expr in SIZES[size]:
        assert read(canonical(expr)) == expr


def test_empty_and_and_or() -> None:
    assert evaluate(Apply("and", ()), {}) == Result(value=True)
    assert evaluate(Apply("or", ()), {}) == Result(value=False)
    assert canonical(Apply("and", ())) == "true"
    assert canonical(Apply("or", (A,))) == "a"
    assert evaluate(Literal(value=True, type=BOOLEAN), {}) == Result(value=True)


@pytest.mark.parametrize("first", [True, False, None])
@pytest.mark.parametrize("second", [True, False, None])
def test_first_known_takes_the_first_that_is_known_to_hold(
    first: bool | None, second: bool | None
) -> None:
    values = {
        "a": Result(first, frozenset("a") if first is None else frozenset()),
        "b": Result(second, frozenset("b") if second is None else frozenset()),
    }
    one, two, other = (Literal(word, TEXT) for word in ("one", "two", "other"))
    expr = Apply("first known", (A, one, B, two, other))
    expected = "one" if first else "two" if second else "other"
    assert evaluate(expr, values) == Result(expected)
