"""The examples of docs/language.md are true."""

from __future__ import annotations

import json
import re
from itertools import product

import pytest

from pathway.ground.truth import Truth
from pathway.language.evaluate import evaluate
from pathway.language.evaluation import eval_scope, eval_text
from pathway.language.syntax import Apply, Name, Result
from tests.conditions.words import ROOT, TYPES, outcome

PAGE = (ROOT / "docs/language.md").read_text(encoding="utf-8")


def examples() -> list[tuple[dict[str, str], str, str]]:
    """Every example: what is given, the expression, the answer."""
    found = []
    for block in re.findall(r"```example\n(.*?)```", PAGE, re.DOTALL):
        given: dict[str, str] = {}
        for line in block.splitlines():
            if line.startswith("given "):
                pairs = [part.partition(" = ") for part in line[len("given ") :].split(", ")]
                given = {name: value for name, _, value in pairs}
            else:
                expr, answer = line.split("→")
                found.append((given, expr.strip(), answer.strip()))
    return found


@pytest.mark.parametrize(("given", "expr", "answer"), examples())
def test_example(given: dict[str, str], expr: str, answer: str) -> None:
    assert set(given) <= set(TYPES)
    assert str(outcome(expr, given)).splitlines()[0] == answer


def test_there_are_examples() -> None:
    assert len(examples()) > 40


JSON_LINES = re.findall(r"^\{\"expr.*\}$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("line", JSON_LINES)
def test_json_line(line: str) -> None:
    expected = json.loads(line)
    assert eval_text(expected["expr"], eval_scope(), {}).to_dict() == expected


def test_truth_table() -> None:
    truths: dict[str, Truth] = {"true": True, "false": False, "?": None}
    names = {truth: name for name, truth in truths.items()}
    rows = []
    for a, b in product(truths, truths):
        values = {"a": Result(truths[a]), "b": Result(truths[b])}
        pair = (Name("a"), Name("b"))
        answers = [
            evaluate(Apply(op, pair), values).value for op in ("and", "or", "implies", "xor")
        ]
        answers.append(evaluate(Apply("not", pair[:1]), values).value)
        cells = [names[answer] for answer in answers]  # type: ignore[index]
        rows.append(f"| {a} | {b} | {' | '.join(cells)} |")
    assert "\n".join(rows) in PAGE
