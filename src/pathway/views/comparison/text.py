"""A comparison as plain text: who disagrees on what comes first, agreement is said in few lines.

Therapies stand one below the other and not in a table, since six pathways do not fit beside
each other on a line of eighty characters; those that say the same share a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pathway.ground.terms import Verdict
from pathway.views.columns import bold, cells, hanging, wrapped
from pathway.views.comparison.cells import (
    MEANINGS,
    Cell,
    ComparedTherapy,
    Comparison,
    ComparisonMark,
    outcome_of,
)
from pathway.views.comparison.parting import Parting, Partings
from pathway.views.comparison.sides import grades_of, sides_of
from pathway.views.entries import Bibliography
from pathway.views.page import clean

#: The widest column of what is said, and the narrowest page that has columns at all.
_SAID = 46
_COLUMNS = 60
_PART = "WHERE THEY PART: of how many patients two differ, and of how many guidelines disagree"


def render(comparison: Comparison, *, width: int = 80, colour: bool = False) -> str:
    """The whole comparison, ending in a line break."""
    bibliography = Bibliography(comparison.citations)
    lines = [line for line in wrapped(comparison.example, width) if line]
    lines += [*wrapped(comparison.heading, width), ""]
    lines += _pathways(comparison, width)
    for mark in (ComparisonMark.DISAGREE, ComparisonMark.DIFFER, ComparisonMark.VERDICT):
        rows = comparison.marked(mark)
        if rows:
            title = f"{mark.upper()} ({len(rows)}): {MEANINGS[mark]}"
            lines += _heading(title, width, colour)
            lines += _differing(rows, bibliography, width, colour)
    lines += _agreeing(comparison, width, colour)
    sources = bibliography.listed()
    if sources:
        lines.append("")
        lines += [line for n, text in sources for line in hanging(f"[{n}]", text, 5, width)]
    return _text(lines)


def render_partings(partings: Partings, *, width: int = 80, colour: bool = False) -> str:
    """Where pathways part over many patients: a table, then every pair with its patients."""
    patients = "1 patient" if partings.count == 1 else f"{partings.count} patients"
    lines = [line for line in wrapped(partings.example, width) if line]
    lines += [*wrapped(f"{patients} · as of {partings.day}", width), ""]
    lines += _table(
        [("pathway", "eligible"), *((p.id, str(p.eligible)) for p in partings.pathways)],
        width,
    )
    found = partings.by_therapy()
    if not found:
        return _text([*lines, "", "No two of these pathways say anything different."])
    lines += _heading(_PART, width, colour)
    head = ("therapy", "differ", "disagree")
    counts = partings.counts().items()
    lines += _table([head, *((t, str(n), str(apart or "–")) for t, (n, apart) in counts)], width)
    for title, same in found.items():
        lines += ["", *(bold(line, colour) for line in wrapped(title, width))]
        lines += [line for parting in same for line in _parting(parting, width)]
    return _text(lines)


# -- one patient ---------------------------------------------------------------------------


def _pathways(comparison: Comparison, width: int) -> Iterator[str]:
    """Which pathways are compared, with their outcome, and which are not for this patient."""
    names = {a.pathway.id: _named(a.pathway.id, a.pathway.version) for a in comparison.advices}
    lead = min(max(map(cells, names.values())) + 2, width * 3 // 5)
    for advice in comparison.among:
        yield from hanging(f"{names[advice.pathway.id]}  ", outcome_of(advice), lead, width)
    if comparison.left_out:
        left = ", ".join(names[advice.pathway.id] for advice in comparison.left_out)
        yield from hanging("not eligible", left, lead, width)
    if comparison.elsewhere:
        left = ", ".join(names[advice.pathway.id] for advice in comparison.elsewhere)
        yield from hanging("other fields", left, lead, width)
    for line in (*comparison.statuses, *comparison.flags):
        yield from wrapped(line, width)


def _named(id_: str, version: str) -> str:
    return f"{clean(id_)} {clean(version)}"


def _differing(
    rows: Sequence[ComparedTherapy], bibliography: Bibliography, width: int, colour: bool
) -> Iterator[str]:
    lead = min(_SAID, max((cells(says) for row in rows for says in row.said()), default=0) + 4)
    for number, row in enumerate(rows):
        if number:
            yield ""
        yield from (bold(line, colour) for line in wrapped(row.title, width))
        for says, same in row.said().items():
            who = ", ".join(clean(cell.pathway) for cell in same)
            yield from _columns(says, who, lead, width)
            if not row.opposed:
                yield from _reasons(same, width)
        if row.mark is ComparisonMark.DISAGREE:
            for label, text in sides_of(row, bibliography):
                yield from hanging(f"    {label}", text, 13, width)


def _reasons(same: Sequence[Cell], width: int) -> Iterator[str]:
    """Why they say it; where the reasons differ, each with those whose reason it is.

    Of what is only waited for the first is enough: its lists are long and nearly the same.
    """
    reasons: dict[str, list[str]] = {}
    for cell in same:
        if cell.summary:
            reasons.setdefault(cell.summary, []).append(clean(cell.pathway))
    waits = same[0].verdict in (Verdict.PENDING, Verdict.LATER)
    for reason, who in list(reasons.items())[: 1 if waits else None]:
        whose = f" ({', '.join(who)})" if len(who) < len(same) else ""
        yield from _hung("    ", f"{reason}{whose}", width)


def _columns(says: str, who: str, lead: int, width: int) -> Iterator[str]:
    """What is said beside who says it; below each other where there is no room for both."""
    if width < _COLUMNS:
        yield from _hung("  ", f"{says}: {who}", width)
        return
    left = [f"  {line}" for line in wrapped(says, lead - 4)]
    right = wrapped(who, width - lead)
    for number in range(max(len(left), len(right))):
        first = left[number] if number < len(left) else ""
        second = right[number] if number < len(right) else ""
        yield first + " " * (lead - cells(first)) + second


def _hung(margin: str, text: str, width: int) -> Iterator[str]:
    for number, line in enumerate(wrapped(text, width - len(margin) - 2)):
        yield f"{margin}{'  ' if number else ''}{line}"


def _agreeing(comparison: Comparison, width: int, colour: bool) -> Iterator[str]:
    """What is said alike, gathered by those who say it, the largest company first."""
    rows = [
        row for row in comparison.rows if row.mark in (ComparisonMark.SAME, ComparisonMark.ALONE)
    ]
    gathered: dict[tuple[str, ...], list[ComparedTherapy]] = {}
    for row in rows:
        gathered.setdefault(row.pathways, []).append(row)
    lead = min(max((cells(row.title) for row in rows), default=0) + 4, width * 2 // 5 + 2)
    for pathways, same in sorted(gathered.items(), key=lambda one: -len(one[0])):
        yield from _heading(_company(pathways, comparison), width, colour)
        for row in same:
            yield from hanging(f"  {row.title}  ", grades_of(row), lead, width)


def _company(pathways: Sequence[str], comparison: Comparison) -> str:
    every = len(comparison.among)
    if len(pathways) == every > 1:
        return f"THE SAME UNDER {'BOTH' if every == 2 else f'ALL {every}'}"
    names = ", ".join(map(clean, pathways))
    if every == 1:
        return names
    return f"ONLY {names}" if len(pathways) == 1 else f"THE SAME UNDER {names}"


# -- many patients -------------------------------------------------------------------------


def _parting(parting: Parting, width: int) -> Iterator[str]:
    first, second = map(clean, parting.pair)
    count = f"{len(parting.patients)} of {parting.both}"
    if parting.disagreeing:
        count += f", guidelines disagree on {len(parting.disagreeing)}"
    yield from _hung("  ", f"{first} / {second}: {count}", width)
    for (one, other), patients in parting.said.items():
        names = ", ".join(map(clean, patients))
        yield from _hung("    ", f"{one} / {other} ({len(patients)}): {names}", width)


def _table(rows: Sequence[tuple[str, ...]], width: int) -> Iterator[str]:
    """Rows whose first column is text and whose others are numbers below their heads."""
    others = [max(map(cells, column)) for column in list(zip(*rows, strict=True))[1:]]
    room = max(10, width - sum(others) - 2 * len(others))
    lead = min(room, max(cells(row[0]) for row in rows))
    for row in rows:
        first, *more = wrapped(row[0], lead)
        numbers = (" " * (w - cells(t)) + t for t, w in zip(row[1:], others, strict=True))
        yield first + " " * (lead - cells(first)) + "  " + "  ".join(numbers)
        yield from more


# -- both ----------------------------------------------------------------------------------


def _heading(title: str, width: int, colour: bool) -> Iterator[str]:
    yield ""
    yield from (bold(line, colour) for line in wrapped(title, width))


def _text(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines) + "\n"
