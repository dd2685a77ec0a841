"""`pathway eval`: one expression, or one a line on standard input."""

import json
from pathlib import Path

import pytest

from .conftest import Run

CASES = {
    "1 + 2": "3",
    "1 < 2 and null": "unknown",
    "true xor false": "true",
    "3 'wk' = 21 'd'": "true",
    "@2014-05 < @2015": "true",
}


@pytest.mark.parametrize(("expression", "value"), CASES.items(), ids=CASES.keys())
def test_without_names_no_library_is_needed(run: Run, expression: str, value: str) -> None:
    result = run("eval", expression)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{value}\n"


def test_with_a_patient(run: Run, library: Path, example: str) -> None:
    asked = ("--library", library, "--as-of", "2026-01-15")
    assert run("eval", "age + 1 year", example, *asked).stdout == "41 years\n"
    assert run("eval", "age >= adult_age", example, *asked).stdout == "true\n"
    assert run("eval", "exercise.failed", example, *asked).stdout == "true\n"


def test_of_nobody_everything_is_unknown(run: Run, library: Path) -> None:
    assert run("eval", "age", "--library", library).stdout == "unknown, hangs on age\n"


def test_an_error_has_its_caret(run: Run) -> None:
    result = run("eval", "1 + ")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("P201 ")
    assert "^" in result.stderr


def test_one_a_line_as_json(run: Run) -> None:
    lines = "1 + 2\n\n1 + 'a'\r\nnull\n"
    result = run("eval", "-", "--json", stdin=lines)
    assert result.exit_code == 1
    first, second, third = map(json.loads, result.stdout.splitlines())
    assert first == {"expr": "1 + 2", "value": 3, "type": "integer"}
    assert second["expr"] == "1 + 'a'"
    assert sorted(second["error"]) == ["code", "column", "message"]
    assert third["value"] is None


def test_standard_input_holds_one_thing(run: Run) -> None:
    result = run("eval", "-", "-")
    assert result.exit_code == 2
    assert result.stderr == "P510 standard input cannot hold both the expressions and the patient\n"
