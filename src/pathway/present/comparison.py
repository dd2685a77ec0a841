"""What several pathways say about one patient, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from pathway.advice.model import Advice
from pathway.present.columns import bold, cells, padded, wrapped
from pathway.present.page import clean

#: Narrowest useful column of a table; below it the pathways stand under one another.
_ROOM = 18


def render(advices: Sequence[Advice], *, width: int = 80, colour: bool = False) -> str:
    """A table of therapies by pathways, each cell a verdict and what to do."""
    first = advices[0]
    head = f"{clean(first.patient.label or first.patient.id)} · as of {first.as_of.isoformat()}"
    therapies = {id_: clean(it.title) for advice in advices for id_, it in advice.options.items()}
    rows = [("outcome", [advice.outcome.upper() for advice in advices])]
    rows += [
        (title, [_cell(advice, id_) for advice in advices]) for id_, title in therapies.items()
    ]
    names = [f"{clean(advice.pathway.id)} {clean(advice.pathway.version)}" for advice in advices]
    lead = min(30, max(cells(title) for title, _ in rows))
    room = (width - lead) // len(advices) - 2
    lines = [*wrapped(head, width), ""]
    if room < _ROOM:
        lines += _stacked(names, rows, width, colour)
    else:
        lines += [bold(line, colour) for line in _line("", names, lead, room)]
        lines += [line for title, said in rows for line in _line(title, said, lead, room)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def to_dict(advices: Sequence[Advice]) -> dict[str, object]:
    """The same table as plain values."""
    therapies = dict.fromkeys(id_ for advice in advices for id_ in advice.options)
    return {
        "schema": "pathway-comparison/1",
        "patient": advices[0].patient.id,
        "as_of": advices[0].as_of.isoformat(),
        "pathways": [
            {"id": it.pathway.id, "version": it.pathway.version, "outcome": it.outcome}
            for it in advices
        ],
        "therapies": {
            therapy: {
                it.pathway.id: {
                    "verdict": str(it.options[therapy].verdict),
                    "action": str(it.options[therapy].action),
                }
                for it in advices
                if therapy in it.options
            }
            for therapy in therapies
        },
    }


def _cell(advice: Advice, therapy: str) -> str:
    option = advice.options.get(therapy)
    return f"{option.verdict}, {option.action}" if option else "–"


def _line(title: str, said: Sequence[str], lead: int, room: int) -> list[str]:
    columns = [wrapped(title, lead), *(wrapped(text, room) for text in said)]
    widths = [lead, *[room] * len(said)]
    height = max(map(len, columns))
    return [
        "  ".join(
            padded(column[row] if row < len(column) else "", width)
            for column, width in zip(columns, widths, strict=True)
        )
        for row in range(height)
    ]


def _stacked(
    names: Sequence[str], rows: Sequence[tuple[str, list[str]]], width: int, colour: bool
) -> list[str]:
    lines: list[str] = []
    for title, said in rows:
        lines += [bold(line, colour) for line in wrapped(title, width)]
        for name, text in zip(names, said, strict=True):
            lines += [f"  {line}" for line in wrapped(f"{name}: {text}", width - 2)]
    return lines
