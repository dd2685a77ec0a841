"""Which recommendations scenarios are tied to, by tags such as `@acp-2017.2`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from gherkin.errors import ParserException
from gherkin.token_matcher import TokenMatcher
from gherkin.token_scanner import TokenScanner

from pathway.engine import Library
from pathway.ground.problems import Problem, Problems, in_backticks, suggestion
from pathway.ground.source import Source, Span
from pathway.names import is_of_guideline
from pathway.yaml.reading import read_text


def features_near(folder: Path) -> Sequence[Path]:
    """The feature files that speak of a library: those in its folder, else those beside it.

    Beside a library with features of its own stand those of another one.
    """
    folder = folder.absolute()
    own = sorted((folder / "features").rglob("*.feature"))
    return own or sorted((folder.parent / "features").rglob("*.feature"))


def untraced(library: Library, features: Iterable[Path]) -> Problems:
    """Recommendations without any scenario, and tags without a recommendation."""
    problems, known = Problems(), recommendations_of(library)
    tags: set[str] = set()
    for path in features:
        found = _tags_in(path)
        check_tags(found, known, problems)
        tags.update(found)
    if tags:
        problems.extend(_without_scenario(library, tags))
    return problems


def recommendations_of(library: Library) -> Mapping[str, str]:
    """The guideline of every recommendation that a pathway of the library may follow."""
    programs = map(library.program, library.pathways)
    return {one.id: one.guideline for program in programs for one in program.recommendations}


def check_tags(tags: Mapping[str, Span], known: Mapping[str, str], problems: Problems) -> None:
    """A tag that begins with a guideline's name must be one of its recommendations.

    `known` has the guideline of every recommendation.
    """
    guidelines = frozenset(known.values())
    for tag, span in tags.items():
        of_one = any(is_of_guideline(tag, guideline) for guideline in guidelines)
        if of_one and tag not in known:
            message = f"unknown recommendation {in_backticks(tag)}"
            hint = suggestion(tag, sorted(known))
            problems.add("P108", message, span, hint)


# -- private -------------------------------------------------------------------------------


def _tags_in(path: Path) -> Mapping[str, Span]:
    """Each tag of a feature file and where it first stands; other mistakes show when it runs.

    The file is read line by line, which is ten times as fast as reading all it says.
    """
    try:
        source = Source(_shown(path), read_text(path))
    except (OSError, UnicodeDecodeError):
        return {}
    tags: dict[str, Span] = {}
    scanner, matcher, in_text = TokenScanner(source.text), TokenMatcher(), False
    while not (token := scanner.read()).eof():
        if matcher.match_DocStringSeparator(token):
            in_text = not in_text
        elif not in_text and token.line.startswith("@"):
            with suppress(ParserException):  # a tag with a space in it
                for tag in token.line.tags:
                    start = source.start_of(token.location["line"]) + tag["column"] - 1
                    span = Span(source, start, start + len(tag["text"]))
                    tags.setdefault(tag["text"].removeprefix("@"), span)
    return tags


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _without_scenario(library: Library, tags: set[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for id_ in library.pathways:
        program = library.program(id_)
        for one in program.recommendations:
            if one.id not in seen and one.id not in tags:
                message = f"no scenario has the tag `@{one.id}`"
                hint = f"tag the scenarios that expect something of {in_backticks(one.title)}"
                yield Problem("P610", message, program.by_name[one.direct].span, hint)
            seen.add(one.id)
