"""Problems as SARIF 2.1.0, the form in which code hosts and editors show them at their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from pathway.ground.problem_pages import page
from pathway.ground.problems import CODES, Problem, visible
from pathway.ground.source import Span

Json: TypeAlias = Mapping[str, Any]

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def to_sarif(problems: Sequence[Problem], version: str, folder: str = "") -> Json:
    """One run of the checks; `folder` stands before the names of the library's files."""
    codes = sorted({problem.code for problem in problems})
    driver = {"name": "pathway", "semanticVersion": version, "rules": [*map(_rule, codes)]}
    results = [_result(problem, codes.index(problem.code), folder) for problem in problems]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


# -- private -------------------------------------------------------------------------------


def _rule(code: str) -> Json:
    row = CODES[code]
    text = page(code) or row.title
    return {
        "id": code,
        "shortDescription": {"text": row.title},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": "warning" if row.warning else "error"},
    }


def _result(problem: Problem, rule: int, folder: str) -> Json:
    said = problem.message if problem.hint is None else f"{problem.message} ({problem.hint})"
    found: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": "error" if problem.is_error else "warning",
        "message": {"text": visible(said)},
    }
    if problem.span is not None:
        found["locations"] = [_location(problem.span, folder)]
    if problem.also is not None:
        label = {"message": {"text": visible(problem.also.note)}}
        found["relatedLocations"] = [_location(problem.also.span, folder) | label]
    return found


def _location(span: Span, folder: str) -> dict[str, Any]:
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(max(span.end, span.start))
    name = f"{folder.rstrip('/')}/{span.source.name}" if folder else span.source.name
    region = {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": quote(name)}, "region": region}}
