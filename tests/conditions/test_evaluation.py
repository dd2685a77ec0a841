"""The answers of `pathway eval`, as JSON and for people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pathway.ground.vocabulary import (
    BOOLEAN,
    DECIMAL,
    NOT_APPLICABLE,
    Attribute,
    Base,
    Range,
    Type,
    Vocabulary,
)
from pathway.language.evaluate import evaluate, trace, truth
from pathway.language.evaluation import eval_scope, eval_text, json_value
from pathway.language.syntax import Apply, Literal, Name, Result
from tests.conditions.words import TYPES, outcome


@pytest.mark.parametrize(
    ("text", "value", "type_"),
    [
        ("1 + 1", 2, "integer"),
        ("0.1 + 0.2", 0.3, "decimal"),
        ("1 / 3", "0." + "3" * 60, "decimal"),
        ("1 = 1", True, "boolean"),
        ("null", None, "null"),
        ("1 = null", None, "boolean"),
        ("'a'", "a", "string"),
        ("12 weeks", {"value": 12.0, "unit": "weeks"}, "quantity"),
        ("@2026-11-20", "2026-11-20", "date"),
        ("@2026-02", "2026-02", "date"),
        ("@2014-01 + 1 day", {"low": "2014-01-02", "high": "2014-02-01"}, "date"),
        ("{1, null, 3}", [1, None, 3], "list"),
        ("{}", [], "list"),
        (
            "Interval[1 'mg', null)",
            {
                "low": {"value": 1.0, "unit": "mg"},
                "high": None,
                "low_closed": True,
                "high_closed": False,
            },
            "interval",
        ),
    ],
)
def test_json(text: str, value: Any, type_: str) -> None:
    assert eval_text(text, eval_scope(), {}).to_dict() == {
        "expr": text,
        "value": value,
        "type": type_,
    }


def test_json_of_what_only_a_patient_has() -> None:
    assert json_value(NOT_APPLICABLE, BOOLEAN) is False
    assert json_value(NOT_APPLICABLE, DECIMAL) == "not applicable"
    assert json_value(Range(Decimal(1), Decimal(2)), TYPES["age"]) == {
        "value": {"low": 1.0, "high": 2.0},
        "unit": "years",
    }
    assert outcome("age", {"age": "59 years to 60 years"}).to_dict()["value"] == {
        "value": {"low": 59.0, "high": 60.0},
        "unit": "years",
    }
    assert str(outcome("age", {"age": "59 years to 60 years"})) == "between 59 years and 60 years"


def test_an_error_names_the_first_problem() -> None:
    result = eval_text("1 = 1 and wombat", eval_scope(), {})
    assert result.to_dict() == {
        "expr": "1 = 1 and wombat",
        "error": {"code": "P104", "message": "unknown name `wombat`", "column": 11},
    }
    assert str(result) == (
        "P104 unknown name `wombat`\n"
        "  expression:1:11\n"
        "     1 | 1 = 1 and wombat\n"
        "       |           ^~~~~~"
    )


def test_a_library_gives_the_names() -> None:
    age = Attribute("age", "Age", Type(Base.DECIMAL, "years"), "", "")
    place = eval_scope(Vocabulary({"age": age}, {}, {"nsaid": None}))
    values = {"age": Result(Decimal(70)), "nsaid.failed": Result(value=True)}
    assert str(eval_text("age > 65 years and nsaid.failed", place, values)) == "true"
    assert (
        eval_text("nsaid.faild", place, values).problems[0].hint == "did you mean `nsaid.failed`?"
    )


def test_truth_of_a_result() -> None:
    results = [Result(value=True), Result(value=False), Result(None), Result(NOT_APPLICABLE)]
    assert [truth(result) for result in results] == [True, False, None, False]


def test_a_trace_shows_each_part() -> None:
    expr = Apply("or", (Name("a"), Apply("<", (Name("b"), Literal(Decimal(3), DECIMAL)))))
    tree = trace(expr, {"b": Result(Decimal(5))})
    assert tree.result == Result(None, frozenset({"a"}))
    assert [child.result.value for child in tree.children] == [None, False]
    assert [leaf.result.value for leaf in tree.children[1].children] == [Decimal(5), Decimal(3)]


def test_a_range_hangs_on_its_name_wherever_it_goes() -> None:
    known = Range(date(2014, 1, 1), date(2014, 12, 31))
    values = {"when": Result(known), "defined": Result(known, frozenset({"birth_date"}))}
    assert evaluate(Name("when"), values) == Result(known, frozenset({"when"}))
    assert evaluate(Name("defined"), values) == Result(known, frozenset({"birth_date"}))
    later = Apply("<", (Name("when"), Name("defined")))
    assert evaluate(later, values) == Result(None, frozenset({"when", "birth_date"}))


def test_what_is_too_large_to_compute_is_unknown() -> None:
    huge = {"a": Result(Decimal("9E+999999"))}
    product = Apply("*", (Name("a"), Literal(Decimal(1000), DECIMAL)))
    assert evaluate(product, huge) == Result(None, frozenset({"a"}))
    assert evaluate(Apply("<", (product, product)), huge) == Result(None, frozenset({"a"}))


def test_phrases_over_options_mean_nothing_before_they_are_compiled() -> None:
    assert evaluate(Apply("all closed", ()), {}) == Result(None)
