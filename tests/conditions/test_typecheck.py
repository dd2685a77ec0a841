"""What checking fills in: types, parameters, units, and the author's own words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pathway.ground.problems import Problems
from pathway.ground.vocabulary import (
    BOOLEAN,
    DATE,
    DECIMAL,
    INTEGER,
    NULL,
    TEXT,
    Attribute,
    Base,
    Type,
    Vocabulary,
)
from pathway.language.printer import canonical
from pathway.language.syntax import Apply, Expr, Literal, Name
from pathway.language.typecheck import Scope, check
from tests.conditions.words import PARAMETERS, TYPES, checked, problems_of, read, scope


def attribute(name: str, type_: Type) -> Attribute:
    return Attribute(name, name, type_, "", "")


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("age > 3 years", BOOLEAN),
        ("age", Type(Base.DECIMAL, "years")),
        ("age + 3 months", Type(Base.DECIMAL, "years")),
        ("visits + 1", DECIMAL),
        ("1 + 1", INTEGER),
        ("1 / 1", DECIMAL),
        ("dose / 2", Type(Base.DECIMAL, "mg")),
        ("2 * dose", Type(Base.DECIMAL, "mg")),
        ("1 'g' / dose", DECIMAL),
        ("last_scan + 3 days", DATE),
        ("if pregnant then 1 else 2.0", DECIMAL),
        ("if pregnant then leg_pain else 'none'", TEXT),
        ("if pregnant then null else 2", INTEGER),
        ("{1, 2}", Type(Base.LIST, element=INTEGER)),
        ("Interval[1, 2.5]", Type(Base.INTERVAL, element=DECIMAL)),
        ("Count({1})", INTEGER),
        ("Coalesce(null, null)", NULL),
        ("-dose", Type(Base.DECIMAL, "mg")),
    ],
)
def test_types(text: str, type_: Type) -> None:
    assert checked(text).type == type_


def every_type(expr: Expr) -> list[Type]:
    parts = expr.args if isinstance(expr, Apply) else ()
    return [expr.type, *(type_ for part in parts for type_ in every_type(part))]


def test_every_node_gets_a_type() -> None:
    expr = checked("not (age > 3 years and leg_pain in {'none'}) or (if pregnant then yes else no)")
    assert NULL not in every_type(expr)


def test_a_threshold_takes_the_unit_of_the_attribute_and_keeps_its_words() -> None:
    expr = checked("symptom_duration > 84 days", "pathway")
    assert isinstance(expr, Apply)
    literal = expr.args[1]
    assert isinstance(literal, Literal)
    assert literal == Literal(Decimal(12), Type(Base.DECIMAL, "weeks"))
    assert literal.written == "84 days"


def test_a_parameter_becomes_its_value_and_keeps_its_name() -> None:
    expr = checked("symptom_duration >= surgery_weeks", "pathway")
    assert isinstance(expr, Apply)
    assert expr.args[1] == Literal(
        Decimal(6), Type(Base.DECIMAL, "weeks"), parameter="surgery_weeks"
    )
    assert canonical(expr) == "symptom_duration >= surgery_weeks"
    span = expr.args[1].span
    assert span is not None
    assert (span.start, span.end) == (20, 33)


def test_a_parameter_is_converted_too() -> None:
    expr = checked("stay >= surgery_weeks", "pathway")
    assert isinstance(expr, Apply)
    assert expr.args[1] == Literal(
        Decimal(42), Type(Base.DECIMAL, "days"), parameter="surgery_weeks"
    )


def test_what_has_no_exact_decimal_is_converted_on_the_other_side() -> None:
    expr = checked("symptom_duration between 10 days and 3 weeks", "pathway")
    days = Type(Base.DECIMAL, "days")
    converted = Apply("convert", (Name("symptom_duration"), Literal(Decimal(7), days)))
    bounds = (Literal(Decimal(10), days), Literal(Decimal(21), days))
    assert expr == Apply("between", (converted, *bounds))


def test_two_attributes_meet_in_one_unit() -> None:
    expr = checked("weight > dose", "pathway")
    assert canonical(expr) == "weight > convert dose to 'kg'"
    assert canonical(check(expr, scope("eval"), Problems()) or expr) == canonical(expr)


def test_the_kind_that_is_expected() -> None:
    years = TYPES["age"]
    assert problems_of("age", expect=years) == []
    assert problems_of("visits", expect=years) == []
    assert [(p.code, p.message) for p in problems_of("leg_pain", expect=years)] == [
        ("P202", "expected a quantity in years, but this is text")
    ]


def test_everything_wrong_comes_in_one_run() -> None:
    text = "agee > 3 years and platelets < 50 and leg_pain = 'bad' and age is null or visits"
    assert [problem.code for problem in problems_of(text)] == [
        *("P104", "P203", "P205", "P204", "P202"),
    ]


def test_a_vocabulary_is_a_scope() -> None:
    attributes = {"age": attribute("age", TYPES["age"])}
    vocabulary = Vocabulary(attributes, {}, {"nsaid": "mg"})
    place = Scope(vocabulary.type_of, PARAMETERS)
    problems = Problems()
    fine = check(read("nsaid.dose > 1 'g' and nsaid.failed"), place, problems, expect=BOOLEAN)
    assert fine is not None
    assert canonical(fine) == "nsaid.dose > 1000 'mg' and nsaid.failed"
    assert check(read("nsaid.wombat or opioid.failed"), place, problems) is None
    assert [problem.message for problem in problems] == [
        *("unknown name `nsaid.wombat`", "unknown name `opioid.failed`"),
    ]


@pytest.mark.parametrize("place", range(3))
def test_each_condition_that_is_counted_is_yes_or_no(place: int) -> None:
    parts = [Name("pregnant"), Name("pregnant"), Name("pregnant")]
    parts[place] = Name("age")
    problems = Problems()
    counted = Apply("at least", (Literal(Decimal(1), INTEGER), *parts))
    assert check(counted, scope("eval"), problems) is None
    assert [(p.code, p.message) for p in problems] == [
        ("P202", "`at least` needs yes/no, but `age` is a quantity in years")
    ]
