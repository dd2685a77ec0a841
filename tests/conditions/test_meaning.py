"""The tables of cases: what conditions mean, how they read aloud, how mistakes look."""

from __future__ import annotations

from typing import Any

import pytest

from pathway.language.printer import canonical, plain
from tests.conditions.words import WORDS, cases, checked, outcome, problems_of, read

MEANING = [
    pytest.param(case, id=f"{title}: {case['expr']} {case.get('given', '')}")
    for title, rows in cases("meaning.yaml").items()
    for case in rows
]
WORDING = cases("wording.yaml")
PROBLEMS = [
    pytest.param(case, id=case["text"][:60])
    for rows in cases("problems.yaml").values()
    for case in rows
]


@pytest.mark.parametrize("case", MEANING)
def test_meaning(case: dict[str, Any]) -> None:
    given = case.get("given") or {}
    assert str(outcome(case["expr"], given)) == case["gives"]


@pytest.mark.parametrize("case", MEANING)
def test_the_canonical_text_of_the_typed_expression_means_the_same(case: dict[str, Any]) -> None:
    given = case.get("given") or {}
    assert str(outcome(canonical(checked(case["expr"])), given)) == case["gives"]


@pytest.mark.parametrize("case", WORDING, ids=lambda case: str(case["expr"]))
def test_wording(case: dict[str, str]) -> None:
    expr = checked(case["expr"], case.get("where", "step"))
    assert plain(expr, WORDS) == case["aloud"]
    assert canonical(read(case["expr"])) == case.get("canonical", case["expr"])


@pytest.mark.parametrize("case", PROBLEMS)
def test_problem(case: dict[str, str]) -> None:
    found = problems_of(case["text"], case.get("where", "pathway"))
    assert "\n\n".join(map(str, found)) == case["says"].rstrip("\n")
