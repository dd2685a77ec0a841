"""A comparison as one HTML page that prints well and loads nothing from anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pathway.views.comparison.cells import (
    MEANINGS,
    Cell,
    ComparedTherapy,
    Comparison,
    ComparisonMark,
    cell_of,
    outcome_of,
)
from pathway.views.comparison.parting import Partings
from pathway.views.comparison.sides import sides_of
from pathway.views.entries import Bibliography
from pathway.views.jinja import template
from pathway.views.page import Tone, clean
from pathway.views.tones import tone_of_action


@dataclass(frozen=True, slots=True)
class Square:
    """One cell of the table; an empty one says that the pathway does not speak of the therapy."""

    verdict: str = ""
    action: str = ""
    strength: str = ""
    summary: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonLine:
    """A therapy, a square for each pathway, and both sides where they disagree."""

    title: str
    squares: tuple[Square, ...]
    sides: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ComparisonPart:
    """The therapies of one mark."""

    title: str
    about: str
    lines: tuple[ComparisonLine, ...]


def render(comparison: Comparison) -> str:
    """A table of therapies by pathways, those on which they disagree first."""
    bibliography = Bibliography(comparison.citations)
    parts = tuple(_parts(comparison, bibliography))
    heads = [
        (clean(a.pathway.id), clean(a.pathway.version), clean(a.pathway.title), outcome_of(a))
        for a in comparison.among
    ]
    left, elsewhere = (
        [f"{clean(a.pathway.id)} {clean(a.pathway.version)}" for a in advices]
        for advices in (comparison.left_out, comparison.elsewhere)
    )
    return template("compare.html").render(
        comparison=comparison,
        heads=heads,
        left=left,
        elsewhere=elsewhere,
        parts=parts,
        sources=bibliography.listed(),
    )


def render_partings(partings: Partings) -> str:
    """For each therapy and pair of pathways, how many patients and which."""
    return template("partings.html").render(partings=partings, found=partings.by_therapy())


# -- private -------------------------------------------------------------------------------


def _parts(comparison: Comparison, bibliography: Bibliography) -> Iterator[ComparisonPart]:
    for mark in ComparisonMark:
        rows = comparison.marked(mark)
        if rows:
            lines = tuple(_line(row, comparison, bibliography) for row in rows)
            yield ComparisonPart(
                f"{mark[0].upper()}{mark[1:]} ({len(rows)})", MEANINGS[mark], lines
            )


def _line(
    row: ComparedTherapy, comparison: Comparison, bibliography: Bibliography
) -> ComparisonLine:
    found = (cell_of(advice, row.therapy) for advice in comparison.among)
    squares = tuple(_square(cell) if cell and cell.speaks else Square() for cell in found)
    sides = tuple(sides_of(row, bibliography)) if row.mark is ComparisonMark.DISAGREE else ()
    return ComparisonLine(row.title, squares, sides)


def _square(cell: Cell) -> Square:
    return Square(
        str(cell.verdict),
        str(cell.action),
        cell.strength or "",
        cell.summary,
        _tone(cell.action),
    )


def _tone(action: str) -> str:
    """The colour of a cell, by what is to be done; the words in it say the same."""
    tone = tone_of_action(action)
    return "" if tone is Tone.PLAIN else tone.value
