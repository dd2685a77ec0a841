"""Proofs about conditions: "impossible" is true of every patient, and plain cases are found."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.checks import sense
from pathway.checks.possible import Reasoner
from pathway.engine import open_library
from pathway.ground.problems import Problems
from pathway.ground.vocabulary import BOOLEAN, NOT_APPLICABLE, Base, Value
from pathway.language.evaluate import evaluate
from pathway.language.parser import parse
from pathway.language.syntax import Expr, Result
from pathway.language.typecheck import Scope, check
from pathway.names import therapy_owner
from pathway.program import CompiledProgram, Definition


@cache
def program() -> CompiledProgram:
    return open_library().program("sciatica")


def condition(text: str) -> Expr:
    problems = Problems()
    parsed = parse(text, problems)
    assert parsed is not None, list(problems)
    named = {d.name: d.expr.type for d in program().definitions}
    types = lambda name: program().vocabulary.type_of(name) or named.get(name)  # noqa: E731
    checked = check(parsed, Scope(types=types), problems, expect=BOOLEAN)
    assert checked is not None, list(map(str, problems))
    return checked


@pytest.mark.parametrize(
    "text",
    [
        "age < 18 years and age >= 65 years",
        "age < 18 years and not (age < 20 years)",
        "pain_score > 10",
        "pain_score < 0",
        "leg_pain = 'radicular' and leg_pain != 'radicular'",
        "leg_pain = 'radicular' and not radicular",
        "phase = 'acute' and phase = 'chronic'",
        "phase = 'chronic' and symptom_duration < 2 weeks",
        "platelets between 50 '10*9/L' and 20 '10*9/L'",
        "fever and not (fever or pregnant)",
        "not (fever implies (pregnant implies fever))",
        "nsaid.weeks < 0 weeks",
        "if fever then pregnant and not pregnant else fever",
        "birth_date > @2020-01-01 and not (birth_date > @2020-01-01)",
        "(age + 1 years) > 3 years and not ((age + 1 years) > 3 years)",
        "pain_score in {11, 12}",
    ],
)
def test_what_can_never_be_true(text: str) -> None:
    reasoner = Reasoner(program())
    assert not reasoner.can_be(condition(text))
    assert not reasoner.can_be(condition(f"not ({text})"), wanted=False)
    assert reasoner.can_be(condition(text), wanted=False)


@pytest.mark.parametrize(
    "text",
    [
        "age > 119 years",
        "age > 130 years",  # counted from the date of birth, it may outgrow its range
        "pain_score = 10",
        "pain_score > 3 and pain_score < 4",
        "platelets > 20 '10*9/L' and platelets < 20.1 '10*9/L'",
        "nsaid.failed and not nsaid.ever",  # impossible, and beyond what is proven
        "birth_date > @2020-01-01 and birth_date < @2019-01-01",  # likewise
        "inr > 1.2 or not (inr > 1.2)",  # not applicable without a blood-thinning drug
    ],
)
def test_what_may_be_true(text: str) -> None:
    assert Reasoner(program()).can_be(condition(text))


def test_a_value_that_does_not_apply_is_neither_high_nor_low() -> None:
    either = condition("gestation < 20 weeks or gestation >= 20 weeks")
    assert Reasoner(program()).can_be(either, wanted=False)


#: Parts with thresholds that lie around each other.
PARTS = (
    *(f"age {op} {n} years" for op in ("<", ">=", "=") for n in (18, 40, 65)),
    *(f"platelets {op} {n} '10*9/L'" for op in ("<=", ">", "!=") for n in (20, 50)),
    *(f"leg_pain {op} '{choice}'" for op in ("=", "!=") for choice in ("radicular", "none")),
    *("leg_pain in {'radicular', 'referred'}", "phase = 'acute'", "phase != 'chronic'"),
    *("symptom_duration < 6 weeks", "symptom_duration between 4 weeks and 13 weeks"),
    *("fever", "pregnant", "radicular", "nsaid.failed", "nsaid.weeks >= 4 weeks"),
    *("age + 5 years > 40 years", "pain_score in {1, 2.5, 10}", "pain_score < 2"),
)
conditions = st.recursive(
    st.sampled_from(PARTS),
    lambda inner: (
        st.tuples(inner, st.sampled_from(["and", "or", "implies"]), inner).map(
            lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
        )
        | inner.map(lambda part: f"(not ({part}))")
        | st.tuples(inner, inner, inner).map(
            lambda parts: f"(if {parts[0]} then {parts[1]} else {parts[2]})"
        )
    ),
    max_leaves=6,
)


@st.composite
def answers(draw: st.DrawFn) -> Mapping[str, Result]:
    """Any answers a patient may give, at and between the thresholds."""
    numbers = st.sampled_from(
        [Decimal(n) for n in ("0", "1", "2.5", "4", "5", "10", "17.9", "18", "20", "39", "40")]
        + [Decimal(n) for n in ("41", "50", "50.1", "64.9", "65", "120")]
    )
    found: dict[str, Result] = {}
    for name in ("age", "platelets", "symptom_duration", "nsaid.weeks"):
        found[name] = Result(draw(numbers))
    found["pain_score"] = Result(draw(numbers.filter(lambda n: n <= 10)))
    found["leg_pain"] = Result(draw(st.sampled_from(["radicular", "referred", "none"])))
    values: st.SearchStrategy[Value] = st.booleans() | st.just(NOT_APPLICABLE)
    for name in ("fever", "pregnant", "nsaid.failed"):
        found[name] = Result(draw(values if name == "pregnant" else st.booleans()))
    for definition in program().definitions:
        if definition.owner.is_definition:
            result = evaluate(definition.expr, found)
            no = result.value is NOT_APPLICABLE and definition.expr.type.base is Base.BOOLEAN
            found[definition.name] = Result(value=False) if no else result
    return found


@given(conditions, answers())
def test_no_patient_does_what_is_proven_impossible(text: str, given_: Mapping[str, Result]) -> None:
    asked = condition(text)
    value = evaluate(asked, given_).value
    if isinstance(value, bool):
        assert Reasoner(program()).can_be(asked, wanted=value)


@pytest.mark.parametrize("spent", [False, True])
def test_what_programs_share_is_judged_once_unless_time_ran_out(
    spent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = condition("age < 18 years and age >= 65 years")
    rule = Definition("rule.nsaid.never", never, therapy_owner("nsaid"), never.span)
    first = replace(program(), id="first", definitions=(*program().definitions, rule))
    second = replace(first, id="second")

    asked: list[bool] = []

    class Tired(Reasoner):
        def __init__(self, told: CompiledProgram) -> None:
            super().__init__(told)
            if spent and told.id == "first":
                self._left = 0

        def can_be(self, expr: Expr, *, wanted: bool = True) -> bool:
            asked.append(expr is never)
            return super().can_be(expr, wanted=wanted)

    monkeypatch.setattr(sense, "Reasoner", Tired)
    (problem,) = sense.senseless_condition((first, second))
    assert problem.message == "this condition can never be true"
    assert sum(asked) == (3 if spent else 1)
