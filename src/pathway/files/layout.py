"""How a file is laid out, whatever it says: its comments, one line or many, YAML or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

import yaml

from pathway.files.located_yaml import FORBIDDEN, read
from pathway.files.tree import Items, Node, Table
from pathway.problems import Problems
from pathway.source import Placed, Source

#: What is written: a text as it stands in YAML, or a list or mapping of such.
Written: TypeAlias = "str | Sequence[Written] | Mapping[str, Written]"


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


def inline(value: Written) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {inline(member)}' for key, member in value.items())}}}"
    return f"[{', '.join(map(inline, value))}]"


def as_json(text: str, indent: int | None = None) -> str:
    """A YAML text, such as `write_patient` makes, as JSON."""
    return _json(read(Source("written", str(text)), Problems()), indent, "\n")


def _json(node: Node, indent: int | None, margin: str) -> str:
    inner = margin if indent is None else margin + " " * indent
    if isinstance(node, Table):
        members = [f"{_string(key)}: {_json(v, indent, inner)}" for key, v in node.entries()]
        return _bracketed("{}", members, indent, margin, inner)
    if isinstance(node, Items):
        return _bracketed("[]", [_json(v, None, inner) for v in node], indent, margin, inner)
    if node is None or isinstance(node, bool):
        return json.dumps(node)
    if isinstance(node, Placed) and node in ("yes", "no") and not _is_quoted(node):
        return json.dumps(node == "yes")
    return format(node, "f") if isinstance(node, Decimal) else _string(node)


def _bracketed(
    brackets: str, members: Sequence[str], indent: int | None, margin: str, inner: str
) -> str:
    if indent is None or not members:
        return f"{brackets[0]}{', '.join(members)}{brackets[1]}"
    return f"{brackets[0]}{inner}{f',{inner}'.join(members)}{margin}{brackets[1]}"


def _is_quoted(text: Placed) -> bool:
    span = text.span
    return span is not None and span.source.text[span.start - 1 : span.start] == '"'


def _string(text: str) -> str:
    hidden = {match.start() for match in FORBIDDEN.finditer(text)}
    said = []
    for number, char in enumerate(text):
        if number not in hidden and char not in _BREAKS:
            said.append(f"\\{char}" if char in '"\\' else char)
        else:
            halves = char.encode("utf-16-be", "surrogatepass").hex()
            said += [f"\\u{halves[at : at + 4]}" for at in range(0, len(halves), 4)]
    return f'"{"".join(said)}"'


#: What would end a line inside quotes, for JSON's readers or for ours.
_BREAKS: Final = "\t\n\r\x85\u2028\u2029"
_COMMENT: Final = re.compile(r"#[^\r\n]*")
