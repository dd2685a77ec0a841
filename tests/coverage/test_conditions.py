"""Which parts of a condition decided what came of it."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.authoring.coverage.items import ANSWERS, WrittenCondition
from pathway.ground.problems import Problems
from pathway.ground.truth import Truth
from pathway.ground.vocabulary import BOOLEAN, DECIMAL, Type
from pathway.language.evaluate import evaluate
from pathway.language.parser import parse, place
from pathway.language.syntax import Apply, Expr, Literal, Name, Result
from pathway.language.typecheck import Scope, check

TYPES: dict[str, Type] = {**dict.fromkeys("abc", BOOLEAN), "age": DECIMAL}


def condition(text: str) -> WrittenCondition:
    problems = Problems()
    parsed = parse(place(text), problems)
    assert parsed is not None
    expr = check(parsed, Scope(TYPES.get, {}, (), pathway=True), problems)
    assert expr is not None, list(problems)
    return WrittenCondition("it", "definition", "it", expr)


def decided(text: str, *answers: Truth) -> list[str]:
    asked = condition(text)
    return [asked.texts[i] for i in asked.deciding(answers, {})]


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("a", (True,), ["a"]),
        ("a", (False,), ["a"]),
        ("a", (None,), ["a"]),
        ("a or b", (True, False), ["a"]),
        ("a or b", (True, True), []),
        ("a or b", (True, None), ["a"]),
        ("a or b", (False, False), ["a", "b"]),
        ("a or b", (None, False), ["a", "b"]),
        ("a and b", (False, True), ["a"]),
        ("a and b", (False, False), []),
        ("a and b", (False, None), ["a"]),
        ("a and not b", (True, False), ["a", "b"]),
        ("a implies b", (False, False), ["a"]),
        ("a and (b or c)", (True, False, True), ["a", "c"]),
        ("a and (b or c)", (False, True, True), ["a"]),
        ("if a then b else c", (True, True, False), ["a", "b"]),
        ("if a then b else c", (True, True, True), ["b"]),
        ("if a then b else c", (None, True, True), ["b", "c"]),
    ],
)
def test_what_decides(text: str, answers: tuple[Truth, ...], expected: list[str]) -> None:
    assert decided(text, *answers) == expected


def test_atoms_are_what_is_not_made_of_and_or_not_or_if() -> None:
    text = "a and not (age >= 65 or b) or (if c then age < 18 else a)"
    assert condition(text).texts == ("a", "age >= 65", "b", "c", "age < 18")


def test_an_atom_written_twice_is_one() -> None:
    assert condition("a and b or a and c").texts == ("a", "b", "c")


def test_a_condition_that_always_holds_has_no_atoms() -> None:
    assert condition("true").atoms == ()


expressions: st.SearchStrategy[Expr] = st.recursive(
    st.sampled_from([*(Name(name, type=BOOLEAN) for name in "abc"), Literal(True, BOOLEAN)]),
    lambda parts: st.builds(
        lambda op, args: Apply(op, tuple(args[: 1 if op == "not" else 2]), type=BOOLEAN),
        st.sampled_from(["and", "or", "not", "implies"]),
        st.lists(parts, min_size=2, max_size=2),
    ),
    max_leaves=6,
)


@given(expressions)
def test_deciding_means_that_another_answer_alone_changes_the_value(expr: Expr) -> None:
    asked = WrittenCondition("it", "definition", "it", expr)
    for answers in product(ANSWERS, repeat=len(asked.atoms)):
        values = dict(zip(asked.texts, map(Result, answers), strict=True))
        came = evaluate(expr, values).value
        changing = {
            i
            for i, text in enumerate(asked.texts)
            for other in ANSWERS
            if evaluate(expr, {**values, text: Result(other)}).value != came
        }
        assert set(asked.deciding(answers, {})) == changing
