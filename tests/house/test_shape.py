"""The shape of the source: small files, short functions, telling names."""

import ast
import tomllib
from functools import cache
from pathlib import Path
from statistics import median

import pytest

import pathway

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src/pathway").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def functions(path: Path) -> tuple[Function, ...]:
    nodes = ast.walk(ast.parse(path.read_text()))
    return tuple(node for node in nodes if isinstance(node, Function))


def length(function: Function) -> int:
    """The lines of the body, without the docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_a_file_fits_a_sitting() -> None:
    lines = {name_of(path): len(path.read_text().splitlines()) for path in SOURCES}
    assert {name: number for name, number in lines.items() if number >= 400} == {}


def test_a_function_fits_a_screen() -> None:
    lengths = {
        f"{name_of(path)}::{function.name}": length(function)
        for path in SOURCES
        for function in functions(path)
    }
    assert {name: lines for name, lines in lengths.items() if lines > 40} == {}


def test_most_are_shorter_still() -> None:
    assert median(len(path.read_text().splitlines()) for path in SOURCES) <= 150
    assert median(length(f) for path in SOURCES for f in functions(path)) <= 10


def test_names_say_what_is_inside() -> None:
    vague = ("util", "helper", "manager", "misc", "common")
    parts = {part for path in SOURCES for part in path.relative_to(ROOT).with_suffix("").parts}
    assert [part for part in sorted(parts) if any(word in part for word in vague)] == []


@pytest.mark.slow
def test_every_package_says_what_it_is() -> None:
    assert [name_of(p) for p in SOURCES if not ast.get_docstring(ast.parse(p.read_text()))] == []


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == pathway.__version__


def test_every_test_asserts() -> None:
    """A test without an assertion, an expected output or an expected exception tests nothing."""
    idle = [
        f"{name_of(path)}::{function.name}"
        for path in TESTS
        for function in functions(path)
        if function.name.startswith("test_") and not _asserts(function)
    ]
    assert idle == []


def _asserts(function: Function) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert | ast.Raise):
            return True
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called.endswith(("raises", "snap_compare")) or "expect" in called:
                return True
            if called.startswith(("check", "agree", "assert_")):
                return True
    return False
