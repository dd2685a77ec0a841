"""A feature file as scenarios whose every step has its place, with Gherkin's traps closed.

Gherkin reads a mistyped keyword as prose, and a scenario without steps passes. Here both
are errors: a spec that says nothing must not look like one that holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, Final

from gherkin.errors import CompositeParserException
from gherkin.parser import Parser

from pathway.authoring.spec.phrases import keyword_meant
from pathway.frozen import frozen
from pathway.ground.problems import Label, Problems, in_backticks
from pathway.ground.source import Source, Span
from pathway.yaml.reading import read_text


@frozen
class Step:
    """One step as it will be carried out: its own keyword, its text filled in, its place.

    `exact` tells whether `text` stands in the file just so (no `<placeholder>` was filled in),
    `complete` whether no placeholder is left.
    """

    keyword: str
    text: str
    line: str
    span: Span
    exact: bool
    complete: bool
    table: tuple[tuple[str, ...], ...] | None
    rows: tuple[Span, ...]
    has_text_block: bool


@frozen
class ScenarioCase:
    """A scenario with one row of its examples (`row` is empty where it has none).

    `tags` are its own, those of its examples, and those of the rule and the feature it stands in.
    """

    row: Mapping[str, str]
    steps: tuple[Step, ...]
    span: Span
    tags: frozenset[str] = frozenset()


@frozen
class Scenario:
    """A scenario under its name, with one case for every example."""

    name: str
    line: int
    cases: tuple[ScenarioCase, ...]


@frozen
class FeatureText:
    """All scenarios of a file, and each tag with the place where it first stands."""

    source: Source
    title: str
    scenarios: tuple[Scenario, ...]
    tags: Mapping[str, Span]


def read_feature(path: Path, name: str, problems: Problems) -> FeatureText | None:
    """Read a feature file, called `name` in messages; what is wrong is added to `problems`.

    None where it is no feature at all; else what could be read of it, for further checks.
    """
    try:
        text = read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8 text"
        if isinstance(error, OSError):
            reason = (
                "no access" if isinstance(error, PermissionError) else str(error.strerror).lower()
            )
        problems.add("P601", f"cannot read {in_backticks(name)}: {reason}")
        return None
    source = Source(name, text)
    document = _parsed(source, problems)
    if document is None:
        return None
    return _Reader(source, problems).feature(document["feature"])


# -- private -------------------------------------------------------------------------------

_KEYWORDS: Final[Mapping[str, str]] = {"Context": "given", "Action": "when", "Outcome": "then"}
_PLACEHOLDER: Final = re.compile(r"<(.+?)>")
#: What was meant as one in a scenario without examples; `<100 and >50` was not.
_MEANT: Final = re.compile(r"<([^\W\d](?:[\w -]*\w)?)>")


def _parsed(source: Source, problems: Problems) -> Mapping[str, Any] | None:
    try:
        document: Mapping[str, Any] = dict(Parser().parse(source.text))
    except CompositeParserException as error:
        for fault in error.errors:
            line = int(fault.location["line"])
            shown = re.sub(r"^\(\d+:\d+\): ", "", str(fault))
            _say_unreadable(source, line, shown, problems)
        return None
    if not document.get("feature"):
        problems.add("P602", f"{in_backticks(source.name)} holds no feature")
        return None
    return document


def _say_unreadable(source: Source, line: int, shown: str, problems: Problems) -> None:
    line = min(line, source.text.count("\n") + 1)
    span, found = _line_span(source, line), source.line(line).strip()
    if "unexpected end of file" in shown:
        problems.add("P601", "the feature ends too early", span)
    elif "inconsistent" in shown:
        hint = "an empty cell is written `| |`"
        problems.add("P601", "the table has rows of different length", span, hint)
    else:
        meant = keyword_meant(found)
        hint = f"did you mean {in_backticks(meant)}?" if meant is not None else _LINES
        problems.add("P601", f"{in_backticks(found)} has no place here", span, hint)


_LINES: Final = (
    "a line is a step (Given, When, Then, And, But), a table row, a comment or a heading"
)


def _line_span(source: Source, line: int) -> Span:
    """The characters of a line, apart from its indentation."""
    start, text = source.start_of(line), source.line(line)
    inner = len(text) - len(text.lstrip())
    return Span(source, start + inner, max(start + len(text.rstrip()), start + inner))


class _Reader:
    """Walks one parsed feature, and adds what is wrong with it."""

    def __init__(self, source: Source, problems: Problems) -> None:
        self._source = source
        self._problems = problems
        self._tags: dict[str, Span] = {}
        self._names: dict[str, Span] = {}

    def feature(self, node: Mapping[str, Any]) -> FeatureText:
        """The feature with all its scenarios, also those inside rules."""
        scenarios = tuple(self._children(node, (), frozenset()))
        if not scenarios:
            self._add("P602", "the feature has no scenario", node)
        return FeatureText(self._source, node["name"], scenarios, self._tags)

    def _children(
        self,
        node: Mapping[str, Any],
        background: Sequence[Mapping[str, Any]],
        tags: frozenset[str],
    ) -> Iterator[Scenario]:
        self._prose(node)
        tags |= self._take_tags(node)
        for child in node["children"]:
            if "background" in child:
                self._prose(child["background"])
                if not child["background"]["steps"]:
                    self._add("P602", "the background has no steps", child["background"])
                background = (*background, child["background"])
            elif "rule" in child:
                yield from self._children(child["rule"], background, tags)
            else:
                yield self._scenario(child["scenario"], background, tags)

    def _scenario(
        self,
        node: Mapping[str, Any],
        background: Sequence[Mapping[str, Any]],
        tags: frozenset[str],
    ) -> Scenario:
        self._prose(node)
        tags |= self._take_tags(node)
        name, span = node["name"], self._at(node)
        if name in self._names:
            also = Label(self._names[name], "the first one stands here")
            message = f"two scenarios are called {in_backticks(name)}"
            self._problems.add("P603", message, span, None, also)
        if not name or "::" in name:
            self._add("P603", "a scenario needs a name, without `::` in it", node)
        self._names.setdefault(name, span)
        blocks = [*(block["steps"] for block in background), node["steps"]]
        if not node["steps"]:
            self._add("P602", f"the scenario {in_backticks(name)} has no steps", node)
            return Scenario(name, span.line, ())
        rows = self._rows(node, blocks)
        steps = tuple(self._steps(blocks)) if rows else ()
        cases = tuple(
            ScenarioCase(row, tuple(self._filled(step, row) for step in steps), span, tags | own)
            for row, own in rows
        )
        if cases:
            self._shape(cases[0])
        return Scenario(name, span.line, cases)

    # -- examples --------------------------------------------------------------------------

    def _rows(
        self, node: Mapping[str, Any], blocks: Sequence[Sequence[Mapping[str, Any]]]
    ) -> list[tuple[Mapping[str, str], frozenset[str]]]:
        """The rows of all examples with their tags; one empty row where it is no outline."""
        if not node["examples"]:
            words = node["keyword"].lower()
            if "outline" in words or "template" in words:
                self._add("P606", "a scenario outline without examples", node)
            return [({}, frozenset())]
        used = set(_PLACEHOLDER.findall(_text_of(node["name"], blocks)))
        found: dict[tuple[str, ...], Span] = {}
        rows: list[tuple[Mapping[str, str], frozenset[str]]] = []
        for examples in node["examples"]:
            self._prose(examples)
            tags = self._take_tags(examples)
            head = examples.get("tableHeader") or {"cells": ()}
            header = [cell["value"] for cell in head["cells"]]
            self._columns(header, used, examples)
            for line in examples.get("tableBody") or ():
                values = tuple(cell["value"] for cell in line["cells"])
                if values in found:
                    message = "the same example stands here twice"
                    also = Label(found[values], "the first one stands here")
                    self._problems.add("P606", message, self._at(line), None, also)
                found.setdefault(values, self._at(line))
                rows.append((dict(zip(header, values, strict=True)), tags))
            if not examples.get("tableBody"):
                self._add("P606", "examples without a row", examples)
        return rows

    def _columns(self, header: Sequence[str], used: set[str], node: Mapping[str, Any]) -> None:
        for name in header:
            if name not in used:
                self._add("P606", f"no step uses the column {in_backticks(name)}", node)
            if header.count(name) > 1:
                self._add("P606", f"two columns are called {in_backticks(name)}", node)

    # -- steps -----------------------------------------------------------------------------

    def _steps(self, blocks: Iterable[Sequence[Mapping[str, Any]]]) -> Iterator[Step]:
        """The steps as they stand in the file, placeholders and all."""
        for block in blocks:
            keyword = ""
            for node in block:
                keyword = _KEYWORDS.get(node["keywordType"], keyword)
                if not keyword:
                    word = in_backticks(node["keyword"].strip())
                    self._add("P602", f"{word} cannot be the first step", node)
                    continue
                yield self._step(node, keyword)

    def _step(self, node: Mapping[str, Any], keyword: str) -> Step:
        here, text = self._at(node), node["text"]
        lines = (node.get("dataTable") or {"rows": ()})["rows"]
        table = tuple(tuple(cell["value"] for cell in line["cells"]) for line in lines)
        return Step(
            keyword=keyword,
            text=text,
            line=f"{node['keyword'].strip()} {text}",
            span=Span(self._source, here.end - len(text), here.end),
            exact=True,
            complete=not any(map(_PLACEHOLDER.search, (text, *chain.from_iterable(table)))),
            table=table or None,
            rows=tuple(self._at(line) for line in lines),
            has_text_block=node.get("docString") is not None,
        )

    def _filled(self, step: Step, row: Mapping[str, str]) -> Step:
        """A step with the values of one row of examples."""
        if step.complete:
            return step
        text = _filled(step.text, row)
        table = tuple(tuple(_filled(cell, row) for cell in line) for line in step.table or ())
        left = (_PLACEHOLDER if row else _MEANT).findall(
            "\n".join((text, *chain.from_iterable(table)))
        )
        for name in left:
            message = f"no example fills in {in_backticks(f'<{name}>')}"
            start = step.span.start - len(step.line) + len(step.text)
            self._problems.add("P606", message, Span(self._source, start, step.span.end))
        return replace(
            step,
            text=text,
            line=f"{step.line.removesuffix(step.text)}{text}",
            exact=text == step.text,
            complete=not left,
            table=table or None,
        )

    def _shape(self, case: ScenarioCase) -> None:
        """A patient, then a pathway, then what should come of it; never an untested change."""
        seen = ""
        for step in case.steps:
            if step.keyword == "when" and not seen:
                self._problems.add("P602", "no patient is given before this `When`", step.span)
            if step.keyword == "then" and seen not in ("when", "then"):
                hint = "say `When the … pathway is followed` before it"
                message = "no pathway was followed for the patient as given here"
                self._problems.add("P602", message, step.span, hint)
            seen = step.keyword
        if seen != "then":
            hint = "end it with a `Then`"
            self._problems.add("P602", "the scenario checks nothing", case.span, hint)

    # -- what all parts have in common -------------------------------------------------------

    def _prose(self, node: Mapping[str, Any]) -> None:
        """Lines of a description that were meant as a step or a heading."""
        description = node.get("description") or ""
        if not description:
            return
        meant = {line.strip(): keyword_meant(line.strip()) for line in description.splitlines()}
        wrong = {line: word for line, word in meant.items() if word is not None}
        number = node["location"]["line"]
        while wrong and number <= self._source.text.count("\n") + 1:
            line = self._source.line(number).strip()
            if line in wrong:
                hint = f"did you mean {in_backticks(str(wrong.pop(line)))}?"
                message = f"{in_backticks(line)} is read as prose, not as a step or heading"
                self._problems.add("P601", message, _line_span(self._source, number), hint)
            number += 1

    def _take_tags(self, node: Mapping[str, Any]) -> frozenset[str]:
        """The tags of a node, noted for the whole feature too."""
        for tag in node["tags"]:
            name, span = tag["name"].removeprefix("@"), self._at(tag)
            span = Span(self._source, span.start, span.start + len(tag["name"]))
            if not _TAG.fullmatch(name):
                hint = "letters, digits, `-`, `.` and `_`, with a letter or digit first"
                message = f"{in_backticks(tag['name'])} cannot be a tag"
                self._problems.add("P607", message, span, hint)
            self._tags.setdefault(name, span)
        return frozenset(tag["name"].removeprefix("@") for tag in node["tags"])

    def _add(self, code: str, message: str, node: Mapping[str, Any]) -> None:
        self._problems.add(code, message, self._at(node))

    def _at(self, node: Mapping[str, Any]) -> Span:
        """From where a node begins to the end of its line."""
        line = _line_span(self._source, node["location"]["line"])
        indent = line.column - 1
        return Span(self._source, line.start - indent + node["location"]["column"] - 1, line.end)


_TAG: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def _filled(text: str, row: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: row.get(found[1], found[0]), text)


def _text_of(name: str, blocks: Iterable[Sequence[Mapping[str, Any]]]) -> str:
    """Every text of an outline that may hold placeholders."""
    parts = [name]
    for step in chain.from_iterable(blocks):
        parts.append(step["text"])
        for line in (step.get("dataTable") or {"rows": ()})["rows"]:
            parts += [cell["value"] for cell in line["cells"]]
    return "\n".join(parts)
