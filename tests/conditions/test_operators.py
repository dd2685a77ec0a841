"""Every operator has all that an operator needs."""

from __future__ import annotations

import re

import pytest

from pathway.content.reference import OPERATOR, sentences
from pathway.ground.problems import Problems
from pathway.language.english import PHRASES
from pathway.language.evaluate import MEANING
from pathway.language.operators import FUNCTIONS, OPERATORS, Notation, Operator
from pathway.language.parser import parse
from pathway.language.printer import TEXTS
from pathway.language.syntax import Apply, Expr
from pathway.language.typerules import RULES
from tests.conditions.words import ROOT, cases, checked, read

ROWS = pytest.mark.parametrize("row", OPERATORS.values(), ids=lambda row: row.name)


@ROWS
def test_meaning_typing_and_words_are_there(row: Operator) -> None:
    missing = [
        table
        for table, entries in {
            "a meaning in `evaluate`": MEANING,
            "a rule in `typerules`": RULES,
            "a text in `wording`": TEXTS,
            "words in `plain`": PHRASES,
        }.items()
        if row.name not in entries
    ]
    assert missing == []


def test_nothing_is_there_without_a_row() -> None:
    contraries = {"not in", "is known"}
    extra = (set(MEANING) | set(RULES) | set(TEXTS) | set(PHRASES)) - set(OPERATORS)
    assert extra == contraries


def operators(expr: Expr) -> set[str]:
    if not isinstance(expr, Apply):
        return set()
    return {expr.op}.union(*(operators(arg) for arg in expr.args))


@ROWS
def test_the_example_uses_the_operator(row: Operator) -> None:
    expr = parse(row.example, Problems())
    if row.form is Notation.COMPILED:
        assert expr is None
    else:
        assert row.name in operators(read(row.example))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_another_spelling(name: str) -> None:
    argument = "{true}" if name in ("Exists", "Count") else "true"
    expr = read(f"{name}({argument})")
    assert isinstance(expr, Apply)
    assert expr.op == FUNCTIONS[name].name


@ROWS
def test_there_is_a_case_for_it(row: Operator) -> None:
    """The tables that a clinician reads hold each operator at least once."""
    if row.form is Notation.COMPILED:
        assert row.name in ("at least", "first known")
        return
    written = [case["expr"] for rows in cases("meaning.yaml").values() for case in rows]
    written += [case["expr"] for case in cases("wording.yaml") if case.get("where") != "eval"]
    assert any(row.name in operators(checked_anywhere(text)) for text in written)


def checked_anywhere(text: str) -> Expr:
    return checked(text, "step" if re.search("inadequate|all closed", text) else "eval")


@ROWS
def test_the_language_page_lists_it(row: Operator) -> None:
    page = (ROOT / "docs/language.md").read_text(encoding="utf-8")
    where = "pathways" if row.pathway else "`pathway eval`"
    if row.form is Notation.COMPILED:
        where = "compiled"
    means = sentences()[OPERATOR][row.name].text
    assert f"| `{row.example}` | {row.level} | {where} | {means} |" in page
