"""A picture as Mermaid flowchart text, for pages that draw it themselves."""

from __future__ import annotations

import re

from pathway.views.pictures.picture import Box, Picture

_SHAPES = {
    "decision": ("{{", "}}"),
    "step": ("(", ")"),
    "refer": (">", "]"),
    "end": ("([", "])"),
    "use": ("[[", "]]"),
}


def mermaid(picture: Picture) -> str:
    """The picture as a flowchart from top to bottom."""
    ids = {box.id: f"n{number}" for number, box in enumerate(picture.boxes)}
    lines = ["flowchart TD", f"  %% {_escaped(picture.title)}", '  start(("start"))']
    lines += [f"  {ids[box.id]}{_shape(box)}" for box in picture.boxes]
    entry = f'|"{_escaped(picture.eligible)}"|' if picture.eligible else ""
    lines.append(f"  start -->{entry} {ids[picture.start]}")
    lines += [f"  start --- {ids[box.id]}" for box in picture.beside_start]
    for arrow in picture.arrows:
        line = "-->" if arrow.open else "-.->"
        label = f'|"{_escaped(str(arrow))}"|' if str(arrow) else ""
        lines.append(f"  {ids[arrow.start]} {line}{label} {ids[arrow.end]}")
    return "\n".join(lines) + "\n"


def _shape(box: Box) -> str:
    left, right = _SHAPES.get(box.kind, ("[", "]"))
    parts = [f"{box.word}: {box.title}", *(f"· {item}" for item in box.items)]
    return f'{left}"{"<br/>".join(map(_escaped, parts))}"{right}'


def _escaped(text: str) -> str:
    """Text that Mermaid shows as it is: everything with a meaning becomes a character code."""
    return _MEANS_SOMETHING.sub(lambda match: f"#{ord(match[0])};", text)


_MEANS_SOMETHING = re.compile(r'["#%&<>`\\]')
