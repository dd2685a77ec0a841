"""Problems as values: a stable code, a sentence, a place and a hint.

Bad input never raises on the way; every pass adds what it finds to a collector, so that
all problems of all files come in one run, and nothing faulty is used by half.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pathway.source import Span


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that explains a problem (where the other one of two duplicates stands)."""

    span: Span
    note: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, said in one sentence and shown where it stands."""

    code: str
    message: str
    span: Span | None = None
    hint: str | None = None
    also: Label | None = None

    @property
    def is_error(self) -> bool:
        """Whether the problem forbids using the file (a warning does not)."""
        return self.code not in WARNINGS

    def __str__(self) -> str:
        lines = [f"{self.code} {self.message}"]
        if self.span is not None:
            lines += _excerpt(self.span)
        if self.also is not None:
            lines += [f"  {self.also.note}:", *_excerpt(self.also.span)]
        if self.hint is not None:
            lines.append(f"  help: {self.hint}")
        return "\n".join(lines)


class Problems:
    """Collects problems in the order found; an error twice at one place counts once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], Problem] = {}

    def add(
        self,
        code: str,
        message: str,
        span: Span | None = None,
        hint: str | None = None,
        also: Label | None = None,
    ) -> None:
        """Add one problem."""
        problem = Problem(code, message, span, hint, also)
        self._found.setdefault((code, message, str(span)), problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add all of `problems`."""
        for problem in problems:
            self.add(problem.code, problem.message, problem.span, problem.hint, problem.also)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found.values())

    def __len__(self) -> int:
        return len(self._found)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that forbid use."""
        return tuple(problem for problem in self if problem.is_error)


class PathwayError(Exception):
    """Input that cannot be used; `problems` holds everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n\n".join(map(str, self.problems)))


class LibraryError(PathwayError):
    """A pathway library that cannot be opened."""


class PatientError(PathwayError):
    """A patient file or mapping that cannot be read."""


class UsageError(PathwayError):
    """A request that makes no sense (an unknown pathway, therapy or guideline)."""


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """`did you mean …?` for the nearest known word; None where nothing is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else None


def _excerpt(span: Span) -> list[str]:
    line, column = span.source.position(span.start)
    text = span.source.line(line)
    width = max(1, min(span.end - span.start, len(text) - column + 1))
    marks = "^" + "~" * (width - 1)
    return [
        f"  {span}",
        f"  {line:>4} | {text}",
        f"       | {' ' * (column - 1)}{marks}",
    ]


#: Codes of findings that do not forbid use.
WARNINGS: Final[frozenset[str]] = frozenset({"P302"})
