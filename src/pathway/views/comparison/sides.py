"""Who is for a therapy and who against it, with the guideline that each follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pathway.advice.model import Position
from pathway.views.comparison.cells import Cell, ComparedTherapy
from pathway.views.entries import Bibliography
from pathway.views.page import clean

#: What stands in place of a guideline where none speaks.
OWN_ORDER = "the pathway's own order, no adopted guideline speaks of it"


def sides_of(row: ComparedTherapy, bibliography: Bibliography) -> Iterator[tuple[str, str]]:
    """Both sides of a disagreement, each with its guidelines and the numbers of their sources."""
    for stance in ("for", "against"):
        heard: dict[str, list[Cell]] = {}
        for cell in row.side(stance):
            heard.setdefault(_worded(cell.heard, bibliography), []).append(cell)
        for text, same in heard.items():
            yield stance, f"{text} ({', '.join(clean(cell.pathway) for cell in same)})"
        for position in row.unheard(stance):
            yield stance, f"{_worded(position, bibliography)} (followed by none of these)"


def grades_of(row: ComparedTherapy) -> str:
    """What all cells of a row say, with the strengths where these differ."""
    first = row.cells[0]
    said = f"{first.verdict}, {first.action}"
    strengths: dict[str | None, list[str]] = {}
    for cell in row.cells:
        strengths.setdefault(cell.strength, []).append(clean(cell.pathway))
    if len(strengths) == 1:
        return ", ".join(filter(None, (said, first.strength)))
    named = (f"{strength}: {', '.join(who)}" for strength, who in strengths.items() if strength)
    return f"{said} ({'; '.join(named)})"


def _worded(position: Position | None, bibliography: Bibliography) -> str:
    if position is None:
        return OWN_ORDER
    numbers = ", ".join(map(str, bibliography.cite([position.source])))
    certainty = f"{position.certainty} certainty" if position.certainty else None
    grades: Sequence[str | None] = (position.strength, certainty, position.applies)
    because = f": {clean(position.because)}" if position.because else ""
    said = ", ".join(filter(None, (clean(position.name), *grades)))
    return f"{said}{because} [{numbers}]" if numbers else f"{said}{because}"
