"""The language against HL7's CQL conformance tests, where they are at hand.

Every test whose answer all published engines agree on gives that answer here, or stands in
`cql_differences.yaml`: outside the language because of a construct, or different on purpose
for a reason. What is listed there and no longer needed fails too.
"""

from __future__ import annotations

import json
import os
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from pathway.language.evaluation import EvalResult, eval_scope, eval_text
from tests.conditions.words import ROOT, cases

DATA: Final = Path(os.environ.get("PATHWAY_TEST_DATA", ROOT.parent / "shared/data"))
SUITE: Final = DATA / "cql/cql_tests.json"
LISTED: Final = cases("cql_differences.yaml")
OUTSIDE: Final[dict[str, str]] = LISTED["outside the language"]
DIFFERENT: Final[dict[str, str]] = LISTED["different on purpose"]

pytestmark = pytest.mark.skipif(
    not SUITE.is_file(), reason="the CQL conformance tests are not at hand (PATHWAY_TEST_DATA)"
)

Test = dict[str, Any]


def suite() -> dict[str, Test]:
    if not SUITE.is_file():
        return {}
    return {test["id"]: test for test in json.loads(SUITE.read_text(encoding="utf-8"))["tests"]}


TESTS: Final = suite()


def in_our_spelling(expression: str) -> str:
    """Dates as literals: the language has no constructors and no clock."""

    def literal(found: re.Match[str]) -> str:
        year, *rest = (int(part) for part in found[1].split(","))
        return "@" + "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])

    built = re.sub(r"\b(?:Date|DateTime)\(([\d,\s]+)\)", literal, expression)
    return built.replace("Today()", "@2026-11-20")


def outside(expression: str) -> str | None:
    """The construct that puts an expression outside the language, if one does."""
    return next((name for name, shape in OUTSIDE.items() if re.search(shape, expression)), None)


def evaluated(test: Test) -> EvalResult:
    return eval_text(in_our_spelling(test["expression"]), eval_scope(), {})


def expected(test: Test) -> object:
    """The expected value as our JSON has it."""
    text, kind = str(test["expected"]), test["expected_kind"]
    if kind == "null":
        return None
    if kind == "boolean":
        return text == "true"
    if kind in ("integer", "decimal"):
        return float(text)
    if kind == "string":
        return text.strip("'")
    if kind == "quantity":
        number, unit = re.fullmatch(r"([\d.-]+)\s*'(.*)'", text).groups()  # type: ignore[union-attr]
        return {"value": float(number), "unit": unit}
    return text.removeprefix("@").removesuffix("T")


def passes(test: Test) -> bool:
    line = evaluated(test).to_dict()
    return "value" in line and line["value"] == expected(test)


INSIDE = {name: test for name, test in TESTS.items() if outside(test["expression"]) is None}


@pytest.mark.parametrize("name", INSIDE)
def test_agrees(name: str) -> None:
    test = INSIDE[name]
    if name in DIFFERENT:
        assert not passes(test), f"{name} agrees by now: take it from cql_differences.yaml"
        assert "value" in evaluated(test).to_dict()
    elif not test["contested"]:
        assert evaluated(test).to_dict().get("value", "an error") == expected(test)
    else:
        assert isinstance(evaluated(test).to_dict(), dict)


@pytest.mark.parametrize("construct", OUTSIDE)
def test_the_construct_is_really_outside(construct: str) -> None:
    found = [test for test in TESTS.values() if outside(test["expression"]) == construct]
    assert found, "no test uses it: take it from cql_differences.yaml"
    assert [test["id"] for test in found if evaluated(test).type is not None] == []


def test_every_listed_difference_exists() -> None:
    assert set(DIFFERENT) <= set(INSIDE)
    assert all(reason.strip() for reason in DIFFERENT.values())


def test_the_suite_is_all_there() -> None:
    counts = {
        "all": len(TESTS),
        "inside": len(INSIDE),
        "agreeing": sum(passes(test) for test in INSIDE.values()),
    }
    assert counts == {"all": 232, "inside": 142, "agreeing": 136}


def test_null_as_a_value_is_listed() -> None:
    """Where CQL takes null for a value, we differ and say so, or happen to agree."""
    odd = {name for name, test in INSIDE.items() if test["null_not_unknown"] and not passes(test)}
    assert odd <= set(DIFFERENT)


def test_numbers_are_compared_exactly() -> None:
    assert Decimal("0.1") + Decimal("0.2") == Decimal("0.3")
    assert evaluated({"expression": "0.1 + 0.2 = 0.3"}).to_dict()["value"] is True
