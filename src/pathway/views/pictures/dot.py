"""A picture as DOT text, for those who have Graphviz."""

from __future__ import annotations

from pathway.views.pictures.picture import Box, Picture

_SHAPES = {
    "decision": "hexagon",
    "step": "box",
    "refer": "cds",
    "end": "doubleoctagon",
    "use": "folder",
}
_LEFT = "\\l"


def dot(picture: Picture) -> str:
    """The picture as a directed graph from top to bottom."""
    lines = [
        f"digraph {_quoted(picture.title)} {{",
        '  graph [fontname="Helvetica", labelloc=t]',
        '  node [fontname="Helvetica", fontsize=11]',
        '  edge [fontname="Helvetica", fontsize=9]',
        f"  label={_quoted(f'{picture.title}, {picture.subtitle}')}",
        "  start_ [shape=circle, label=start]",
    ]
    lines += [f"  {_quoted(box.id)} [{_attributes(box)}]" for box in picture.boxes]
    lines.append(f"  start_ -> {_quoted(picture.start)} [label={_quoted(picture.eligible)}]")
    lines += [f"  start_ -> {_quoted(box.id)} [dir=none]" for box in picture.beside_start]
    for arrow in picture.arrows:
        style = "" if arrow.open else ", style=dotted"
        ends = f"{_quoted(arrow.start)} -> {_quoted(arrow.end)}"
        lines.append(f"  {ends} [label={_quoted(str(arrow))}{style}]")
    return "\n".join((*lines, "}")) + "\n"


def _attributes(box: Box) -> str:
    lines = [f"{box.word}: {box.title}", *(f"· {item}" for item in box.items)]
    label = "".join(f"{_escaped(line)}{_LEFT}" for line in lines)
    style = ', style="rounded"' if box.kind == "step" else ""
    return f'shape={_SHAPES.get(box.kind, "box")}, label="{label}"{style}'


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """Graphviz reads escapes and HTML entities in every text, so both are written as text."""
    return text.replace("\\", "\\\\").replace("&", "&amp;").replace('"', '\\"')
