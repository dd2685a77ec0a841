"""Presenters and heads read the advice; none of them looks at the walk behind it."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEADS = ("present", "tui", "cli", "records")


def test_no_head_reads_a_walk() -> None:
    sources = [path for head in HEADS for path in (ROOT / "src/pathway" / head).rglob("*.py")]
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "walk"
    ]
    assert found == []
