"""How a file is laid out, whatever it says: its comments, one line or many, YAML or JSON."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Final

import yaml

from pathway.ground.problems import Problems
from pathway.ground.source import Placed, Source
from pathway.yaml.located import FORBIDDEN, read
from pathway.yaml.tree import Items, Node, Table


def comments(text: str) -> list[tuple[int, int]]:
    """Where the comments of a YAML text stand, from their sign to the end of the line."""
    events = yaml.parse(text, Loader=yaml.CSafeLoader)
    scalars = [
        (event.start_mark.index, event.end_mark.index)
        for event in events
        if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark
    ]
    found, done = [], 0
    for start, end in [*scalars, (len(text), len(text))]:
        found += [match.span() for match in _COMMENT.finditer(text, done, start)]
        done = max(done, end)
    return found


def escaped(text: str) -> str:
    """A YAML text with escapes for what may not stand in a file, and so stood in quotes."""
    return FORBIDDEN.sub(lambda found: f"\\U{ord(found[0]):08x}", text)


def as_json(text: str, indent: int | None = None) -> str:
    """A YAML text, such as `write_patient` makes, as JSON."""
    tree = _plain(read(Source("written", text), Problems()))
    written = json.dumps(tree, ensure_ascii=False, indent=indent)
    return _HIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], written)


def _plain(node: Node) -> object:
    if isinstance(node, Table):
        return {key: _plain(member) for key, member in node.entries()}
    if isinstance(node, Items):
        return list(map(_plain, node))
    if isinstance(node, Placed) and node in ("yes", "no") and not _is_quoted(node):
        return node == "yes"
    if isinstance(node, Decimal):
        numbers = (int(node), float(node))
        return next((number for number in numbers if Decimal(str(number)) == node), str(node))
    return node


def _is_quoted(text: Placed) -> bool:
    span = text.span
    return span is not None and span.source.text[span.start - 1 : span.start] == '"'


#: What may not stand in a file, or would end a line inside quotes for our reader.
_HIDDEN: Final = re.compile(f"{FORBIDDEN.pattern}|[\x7f\x85\u2028\u2029]")
_COMMENT: Final = re.compile(r"#[^\r\n]*")
