"""Coverage as one HTML page: the files as written, every condition marked in colour and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pathway.authoring.coverage.tally import Coverage, Share
from pathway.authoring.reports.coverage import (
    EXERCISED,
    MISSING,
    OUT_OF_REACH,
    CoverageMark,
    marks_of,
)
from pathway.ground.source import Source
from pathway.views.jinja import template
from pathway.views.page import clean


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file's text; a marked one says what came of it."""

    text: str
    tone: str = ""
    says: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a file, and what is said of its conditions beside it."""

    number: int
    pieces: tuple[Piece, ...]
    says: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CoveredFile:
    """A file or a pathway: its share, its text where it has one, and what has no line."""

    name: str
    share: Share
    lines: tuple[SourceLine, ...]
    table: tuple[tuple[str, tuple[Piece, ...]], ...]


def render(coverage: Coverage) -> str:
    """The page; it prints well, needs no script and loads nothing from anywhere."""
    places = [_place(coverage, where) for where in coverage.by_place]
    return template("coverage.html").render(coverage=coverage, places=places)


# -- private -------------------------------------------------------------------------------

#: The tones are said in words as well, so the page can be read without colours.
_TONES: Final[Mapping[str, str]] = {
    EXERCISED: "done",
    MISSING: "missing",
    OUT_OF_REACH: "never",
}


def _place(coverage: Coverage, where: str) -> CoveredFile:
    marks = marks_of(coverage, where)
    share = coverage.share_of(key for mark in marks for key in mark.keys)
    placed = [(mark, mark.span.source) for mark in marks if mark.span is not None]
    inside = [mark for mark, source in placed if source.name == where]
    source = next((source for _, source in placed if source.name == where), None)
    lines = tuple(_lines(coverage, source, inside)) if source is not None else ()
    outside = [mark for mark in marks if mark not in inside]
    table = tuple((clean(str(mark)), tuple(_outcomes(coverage, mark))) for mark in outside)
    return CoveredFile(where, share, lines, table)


def _lines(
    coverage: Coverage, source: Source, marks: Sequence[CoverageMark]
) -> Iterator[SourceLine]:
    """The lines of a file from the first to the last, conditions marked."""
    spans = sorted(
        ((m.span.start, m.span.end, m) for m in marks if m.span is not None),
        key=lambda one: one[:2],
    )
    at = 0
    for number, text in enumerate(source.text.splitlines(keepends=True), start=1):
        here = [(start, end, mark) for start, end, mark in spans if at <= start < at + len(text)]
        pieces = tuple(_pieces(text.rstrip("\r\n"), at, here))
        several = len(here) > 1
        says = tuple(p for _, _, mark in here for p in _outcomes(coverage, mark, named=several))
        yield SourceLine(number, pieces, says)
        at += len(text)


def _pieces(text: str, at: int, marks: Sequence[tuple[int, int, CoverageMark]]) -> Iterator[Piece]:
    done = 0
    for start, end, mark in marks:
        first, last = max(start - at, done), min(end - at, len(text))
        if first >= last:
            continue  # written over by another one, as with an anchor
        yield Piece(clean(text[done:first]))
        yield Piece(clean(text[first:last]), _tone(mark), "; ".join(_words(mark)))
        done = last
    yield Piece(clean(text[done:]))


def _tone(mark: CoverageMark) -> str:
    if mark.having(MISSING):
        return "missing" if not mark.having(EXERCISED) else "partly"
    return "done" if mark.having(EXERCISED) else "never"


def _words(mark: CoverageMark) -> Iterator[str]:
    for state in (EXERCISED, MISSING, OUT_OF_REACH):
        outcomes = mark.having(state)
        if outcomes:
            yield f"{', '.join(outcomes)}: {state}"


def _outcomes(coverage: Coverage, mark: CoverageMark, *, named: bool = False) -> Iterator[Piece]:
    """What came of each outcome; `named` says which condition, where a line has several."""
    if named:
        yield Piece(clean(mark.part))
    for key, (outcome, state) in zip(mark.keys, mark.outcomes, strict=True):
        scenarios = coverage.by.get(key, ())
        first = ", ".join(scenarios[:3])
        more = f" and {len(scenarios) - 3} more" if len(scenarios) > 3 else ""
        says = f"{first}{more}" if scenarios else coverage.out_of_reach.get(key, "")
        yield Piece(f"{outcome}: {state}", _TONES[state], clean(says))
