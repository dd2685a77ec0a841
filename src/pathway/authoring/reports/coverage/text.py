"""Coverage as text: how much is exercised, and line by line what is not."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.authoring.coverage.tally import Coverage
from pathway.authoring.reports.coverage import MISSING, OUT_OF_REACH, CoverageMark, marks_of


def render(coverage: Coverage) -> str:
    """The shares of all files and pathways, what was not exercised, and what cannot be."""
    return "\n".join(_lines(coverage)) + "\n"


# -- private -------------------------------------------------------------------------------


def _lines(coverage: Coverage) -> Iterator[str]:
    share = coverage.share
    yield f"coverage {share.percent}: {share.exercised:,} of {share.of:,} exercised"
    if coverage.out_of_reach:
        yield f"{len(coverage.out_of_reach):,} more are out of reach and listed below"
    yield ""
    width = max((len(where) for where in coverage.by_place), default=0)
    for where, items in coverage.by_place.items():
        part = coverage.share_of(item.key for item in items)
        yield f"  {where:{width}}  {part.exercised:>5,} of {part.of:>5,}  {part.percent:>7}"
    yield from _listed(coverage, MISSING, "not exercised")
    yield from _listed(coverage, OUT_OF_REACH, "out of reach")


def _listed(coverage: Coverage, state: str, heading: str) -> Iterator[str]:
    """Every item in a state, together with others of the same line."""
    first = True
    for where in coverage.by_place:
        marks = [mark for mark in marks_of(coverage, where) if mark.having(state)]
        if not marks:
            continue
        if first:
            yield from ("", heading)
            first = False
        yield f"  {where}"
        for mark in marks:
            yield f"    {_line(mark)}{mark}: {_said(mark, state)}{_why(coverage, mark, state)}"


def _line(mark: CoverageMark) -> str:
    return f"{mark.span.line:>4}  " if mark.span is not None else "      "


def _said(mark: CoverageMark, state: str) -> str:
    return ", ".join(f"never {outcome}" for outcome in mark.having(state))


def _why(coverage: Coverage, mark: CoverageMark, state: str) -> str:
    reasons = {coverage.out_of_reach[key] for key in mark.keys if key in coverage.out_of_reach}
    return f" ({'; '.join(sorted(reasons))})" if state == OUT_OF_REACH else ""
