"""Problems for a person to read, and for a program to act on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pathway.ground.problems import Problem


def render(problems: Iterable[Problem]) -> str:
    """Every problem with its place, one blank line between two, ending in a line break."""
    return "\n\n".join(map(str, problems)) + "\n"


def to_dict(problem: Problem) -> dict[str, object]:
    """One problem as plain values; the place is left out where there is none."""
    found: dict[str, object] = {
        "code": problem.code,
        "severity": "error" if problem.is_error else "warning",
        "message": problem.message,
    }
    if problem.span is not None:
        found |= {
            "file": problem.span.source.name,
            "line": problem.span.line,
            "column": problem.span.column,
        }
    if problem.also is not None:
        found["also"] = f"{problem.also.note}: {problem.also.span}"
    if problem.hint is not None:
        found["help"] = problem.hint
    return found


def counted(problems: Sequence[Problem]) -> str:
    """How many there are: `2 errors, 1 warning`, or `no problems`."""
    errors = sum(problem.is_error for problem in problems)
    counts = ((errors, "error"), (len(problems) - errors, "warning"))
    return ", ".join(plural(n, word) for n, word in counts if n) or "no problems"


def plural(number: int, word: str) -> str:
    """`1 pathway`, `2 pathways`, `2 therapies`."""
    if number == 1:
        return f"1 {word}"
    return (
        f"{number} {word[:-1]}ies"
        if word.endswith("y") and word[-2] not in "aeiou"
        else f"{number} {word}s"
    )
