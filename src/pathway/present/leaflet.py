"""A leaflet: a page for a patient's hand, drawn as text, Markdown or HTML.

Large, calm and printable on one or two sheets of A4; the HTML loads nothing from anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pathway.present.columns import wrapped
from pathway.present.forms import Form
from pathway.present.jinja import template
from pathway.present.markdown import escaped


class Weight(StrEnum):
    """How much a block wants to be seen; its words say the same."""

    PLAIN = "plain"
    URGENT = "urgent"
    HELP = "help"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing, and sentences about it."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Things under a heading."""

    title: str
    lead: str = ""
    items: tuple[Item, ...] = ()
    weight: Weight = Weight.PLAIN


@dataclass(frozen=True, slots=True)
class Leaflet:
    """The whole page."""

    title: str
    about: str
    notice: str
    blocks: tuple[Block, ...]
    footer: str
    #: That the patient is invented; said before all else.
    example: str = ""


def drawn(leaflet: Leaflet, form: Form, *, width: int = 80) -> str:
    """The leaflet in one of the forms, ending in a line break."""
    if form is Form.TEXT:
        return _text(leaflet, max(40, width))
    return _DRAW[form](leaflet)


def _text(leaflet: Leaflet, width: int) -> str:
    head = [line for line in wrapped(leaflet.example, width) if line]
    head += [*wrapped(leaflet.title.upper(), width), *wrapped(leaflet.about, width)]
    blocks = ["\n".join(head)]
    if leaflet.notice:
        blocks.append("\n".join(wrapped(leaflet.notice, width)))
    for block in leaflet.blocks:
        lines = [*wrapped(block.title, width), "-" * min(width, len(block.title))]
        lines += wrapped(block.lead, width) if block.lead else []
        for item in block.items:
            lines += _indented("* ", item.title, width)
            for line in item.lines:
                lines += _indented("    ", line, width)
        blocks.append("\n".join(lines))
    blocks.append("\n".join(wrapped(leaflet.footer, width)))
    return "\n\n".join(blocks) + "\n"


def _indented(lead: str, text: str, width: int) -> list[str]:
    first, *rest = wrapped(text, width - len(lead))
    return [lead + first, *(" " * len(lead) + line for line in rest)]


def _markdown(leaflet: Leaflet) -> str:
    blocks = [f"**{escaped(leaflet.example)}**"] if leaflet.example else []
    blocks += [f"# {escaped(leaflet.title)}", escaped(leaflet.about)]
    if leaflet.notice:
        blocks.append(f"**{escaped(leaflet.notice)}**")
    for block in leaflet.blocks:
        blocks.append(f"## {escaped(block.title)}")
        if block.lead:
            blocks.append(escaped(block.lead))
        if block.items:
            blocks.append("\n".join(map(_listed, block.items)))
    return "\n\n".join([*blocks, "---", escaped(leaflet.footer)]) + "\n"


def _listed(item: Item) -> str:
    title = f"**{escaped(item.title)}**" if item.lines else escaped(item.title)
    return "\n".join([f"- {title}", *(f"  - {escaped(line)}" for line in item.lines)])


def _html(leaflet: Leaflet) -> str:
    return template("handout.html").render(leaflet=leaflet)


_DRAW: Final[Mapping[Form, Callable[[Leaflet], str]]] = {
    Form.MARKDOWN: _markdown,
    Form.HTML: _html,
}
