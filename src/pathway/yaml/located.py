"""YAML with places: libyaml's events composed into a tree that knows where everything stands.

Composing is iterative and bounded, so that no file, however nested or self-referring, can
do more than be refused with a sentence; libyaml does the scanning, which makes it fast.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Final, Protocol, cast

import yaml
from yaml._yaml import CParser

from pathway.ground.problems import Label, Problems, in_backticks
from pathway.ground.source import Placed, Source, Span
from pathway.yaml.faults import add_fault, unclosed_quote
from pathway.yaml.json_text import with_pairs, without_pairs
from pathway.yaml.reading import not_text
from pathway.yaml.scalars import OutOfRange, place, resolve
from pathway.yaml.tree import HERE, MAX_DEPTH, Items, Node, Table, span_of

__all__ = ["Items", "Node", "Table", "decode", "read", "read_bytes", "span_of"]

#: The limits of one file.
MAX_BYTES: Final = 1024 * 1024
MAX_VALUES: Final = 60_000
MAX_REPEATED: Final = 10_000
MAX_PROBLEMS: Final = 100


def read_bytes(name: str, data: bytes, problems: Problems) -> Node:
    """The tree of a file's bytes; None, with problems added, where there is none."""
    source = decode(name, data, problems)
    return None if source is None else read(source, problems)


def read(source: Source, problems: Problems, most: int = MAX_VALUES) -> Node:
    """The tree of a text; None, with problems added, where there is none.

    `most` is how many values it may hold.
    """
    before = len(problems.errors)
    if len(source.text) > MAX_BYTES:
        _too_large(source.name, problems)
    elif not _has_forbidden_characters(source, problems):
        node = _Composer(source, problems, most).compose()
        if len(problems.errors) == before:
            if node is None:
                problems.add("P113", f"{in_backticks(source.name)} is empty")
            return node
    return None


def decode(name: str, data: bytes, problems: Problems) -> Source | None:
    """The text of a file: UTF-8, at most 1 MiB."""
    if len(data) > MAX_BYTES:
        _too_large(name, problems)
        return None
    if (what := not_text(data)) is not None:
        hint = "what is read here is text: YAML or JSON"
        problems.add("P001", f"{in_backticks(name)} is {what}, and no text", hint=hint)
        return None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _is_utf_16(data):
        problems.add(
            "P001",
            f"{in_backticks(name)} is not UTF-8 text (it looks like UTF-16)",
            hint="save the file with the encoding UTF-8",
        )
        return None
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        body = data.removeprefix(codecs.BOM_UTF8)
        start = len(body[: error.start].decode("utf-8"))
        source = Source(name, body.decode("utf-8", "replace"))
        problems.add(
            "P001",
            f"byte 0x{body[error.start]:02X} is not UTF-8 text",
            Span(source, start, start + 1),
            "save the file with the encoding UTF-8",
        )
        return None


def _is_utf_16(data: bytes) -> bool:
    return len(data) >= 4 and (data[0] == data[2] == 0 or data[1] == data[3] == 0)


def _too_large(name: str, problems: Problems) -> None:
    problems.add(
        "P003",
        f"{in_backticks(name)} is larger than 1 MiB",
        hint="split it; no file of a library or patient needs to be that large",
    )


def _has_forbidden_characters(source: Source, problems: Problems) -> bool:
    found = False
    for number, match in enumerate(FORBIDDEN.finditer(source.text)):
        found = True
        if number == MAX_PROBLEMS:
            break
        code = ord(match[0])
        name = "NUL" if code == 0 else f"U+{code:04X}"
        kind = "invisible character" if code > 0x9F else "control character"
        problems.add(
            "P002",
            f"{kind} {name} may not stand in a file",
            Span(source, match.start(), match.end()),
            "delete it; inside double quotes it could be written as an escape such as `\\t`",
        )
    return found


#: Not allowed anywhere: control characters, what reorders or hides text, half characters.
FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
    "\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\u3164\ufeff\uffa0\U000e0000-\U000e0fff]"
    "|(?<=[A-Za-z0-9_])[\u200c\u200d]|[\u200c\u200d](?=[A-Za-z0-9_])"
)


class _Mark(Protocol):
    index: int
    line: int
    column: int


class _Event(Protocol):
    """What libyaml's events carry, each kind its part of it."""

    start_mark: _Mark
    end_mark: _Mark
    anchor: str
    tag: str | None
    value: str
    style: str | None
    flow_style: bool
    version: object
    tags: object


class _Frame:
    """A mapping or list that is being filled."""

    __slots__ = ("anchor", "indent", "key", "node", "size", "start")

    def __init__(self, node: Table | Items, indent: int, anchor: str | None, start: int) -> None:
        self.node = node
        self.indent = indent
        self.anchor = anchor
        self.start = start
        self.key: Placed | None = None
        self.size = 1


class _Composer:
    """Turns the events of one text into a tree."""

    def __init__(self, source: Source, problems: Problems, most: int) -> None:
        self._source = source
        self._problems = problems
        self._most = most
        self._frames: list[_Frame] = []
        self._anchors: dict[str, tuple[Node, int] | None] = {}
        self._root: Node = None
        self._documents = self._values = self._repeated = self._faults = 0
        self._stopped = False
        self._quoted: Span | None = None

    def compose(self) -> Node:
        """The root; None, with problems added, where the text is not usable YAML."""
        parser = CParser(without_pairs(self._source.text))
        next_event = cast("Callable[[], _Event]", parser.get_event)
        try:
            while not self._stopped:
                event = next_event()
                if isinstance(event, yaml.StreamEndEvent):
                    break
                self._take(event)
        except yaml.MarkedYAMLError as error:
            add_fault(self._source, error, self._quoted, self._open_bracket(), self._problems)
        except (yaml.YAMLError, RecursionError, ValueError) as error:  # nothing else is known
            self._problems.add("P004", f"{in_backticks(self._source.name)} is not YAML: {error}")
        return self._root

    def _open_bracket(self) -> int | None:
        start = self._frames[-1].start if self._frames else len(self._source.text)
        return start if self._source.text[start : start + 1] in ("[", "{") else None

    def _take(self, event: _Event) -> None:
        kind: type = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._open(event, Table(self._source))
        elif kind is yaml.SequenceStartEvent:
            self._open(event, Items(self._source))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close(event)
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    # -- events --------------------------------------------------------------------------

    def _document(self, event: _Event) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop("P010", "a second document starts here; a file holds one", event)
        elif event.version or event.tags:
            self._stop("P009", "directives such as `%YAML` and `%TAG` are not used here", event)

    def _scalar(self, event: _Event) -> None:
        if not self._may_stand(event):
            return
        start, end, style = event.start_mark.index, event.end_mark.index, event.style or None
        if event.anchor is not None:
            start = _after_anchor(self._source.text, start, end)
        self._quoted = None
        if style == '"' or style == "'":
            self._quoted = Span(self._source, start, end)
            if event.start_mark.line != event.end_mark.line and self._runs_out(start, end):
                return
        frame = self._frames[-1] if self._frames else None
        said = event.value
        if style == '"':
            said = with_pairs(self._source.text[start:end], said)
        if frame is not None and frame.key is None and type(frame.node) is Table:
            self._key(frame, place(self._source, said, start, end, style), style)
            return
        value: Node
        if style is None:
            try:
                plain = resolve(event.value)
            except OutOfRange:
                self._out_of_range(event.value, Span(self._source, start, end))
                plain = None
            if isinstance(plain, str):
                value = place(self._source, event.value, start, end, style)
            else:
                value = plain
        else:
            value = place(self._source, said, start, end, style)
        self._put(value, start, end, event.anchor, 1)

    def _open(self, event: _Event, node: Table | Items) -> None:
        if not self._may_stand(event):
            return
        if len(self._frames) == MAX_DEPTH:
            self._stop("P011", f"nested more than {MAX_DEPTH} levels deep", event)
            return
        parent = self._frames[-1] if self._frames else None
        if parent is not None and parent.key is None and type(parent.node) is Table:
            self._stop("P013", "a key should be one plain text", event)
            return
        outer = parent.indent if parent is not None else -1
        indent = outer if event.flow_style else event.start_mark.column
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        self._frames.append(_Frame(node, indent, event.anchor, event.start_mark.index))

    def _close(self, event: _Event) -> None:
        frame = self._frames.pop()
        text = self._source.text
        end = event.end_mark.index
        while end > frame.start and text[end - 1] in " \t\r\n":
            end -= 1
        node = frame.node
        span = Span(self._source, frame.start, end)
        if isinstance(node, Table):
            node[HERE] = span
        else:
            node.span = span
        self._put(node, frame.start, end, frame.anchor, frame.size)

    def _alias(self, event: _Event) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        found = self._anchors.get(event.anchor)
        if found is None:
            inside = event.anchor in self._anchors
            what = "stands inside what it repeats" if inside else "repeats nothing"
            hint = None if inside else f"no `&{event.anchor}` stands above"
            self._stop("P008", f"`*{event.anchor}` {what}", event, hint)
            return
        node, size = found
        self._repeated += size
        if self._repeated > MAX_REPEATED:
            self._stop("P008", f"repeats (`*`) make more than {MAX_REPEATED} values", event)
            return
        frame = self._frames[-1] if self._frames else None
        if frame is not None and frame.key is None and type(frame.node) is Table:
            self._stop("P013", "a key should be one plain text", event)
            return
        self._put(node, start, end, None, size)

    # -- what events add -----------------------------------------------------------------

    def _key(self, frame: _Frame, key: Placed, style: str | None) -> None:
        if key == "<<" and style is None:
            self._fault(
                "P009", "merge keys (`<<`) are not used here", key.span, "write the keys out"
            )
        elif not key or key == HERE:
            self._fault("P013", "a key should be one plain text", key.span)
        frame.key = key

    def _put(self, value: Node, start: int, end: int, anchor: str | None, size: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = (value, size)
        if not self._frames:
            self._root = value
            return
        frame = self._frames[-1]
        frame.size += size
        node = frame.node
        if isinstance(node, Items):
            node.append(value)
            node.places.append((start, end))
            return
        key, frame.key = frame.key, None
        if key is None:
            return
        if key in node:
            first = node.key_span(key)
            label = Label(first, "first written here") if first is not None else None
            self._fault("P007", f"key {in_backticks(key)} is written twice", key.span, also=label)
            return
        node[key] = value
        node.places[key] = (key, start, end)

    # -- refusals ------------------------------------------------------------------------

    def _may_stand(self, event: _Event) -> bool:
        self._values += 1
        if self._values > self._most:
            self._stop("P011", f"more than {self._most} values in one file", event)
            return False
        tag = getattr(event, "tag", None)
        if tag is not None:
            hint = "leave the tag out; in a condition write `not`"
            self._stop("P009", "tags (`!`) are not used here", event, hint)
            return False
        return True

    def _runs_out(self, start: int, end: int) -> bool:
        """Whether a quoted text leaves its mapping, as it does where a quote is missing."""
        indent = self._frames[-1].indent if self._frames else -1
        lines = self._source.text[start:end].split("\n")[1:]
        if all(len(line) - len(line.lstrip(" ")) > indent for line in lines if line.strip()):
            return False
        unclosed_quote(Span(self._source, start, end), self._problems)
        self._stopped = True
        return True

    def _out_of_range(self, text: str, span: Span) -> None:
        self._fault(
            "P012",
            f"number {in_backticks(text)} is too long or too large",
            span,
            "put it in quotes if it is meant as text",
        )

    def _fault(
        self,
        code: str,
        message: str,
        span: Span | None,
        hint: str | None = None,
        also: Label | None = None,
    ) -> None:
        self._problems.add(code, message, span, hint, also)
        self._faults += 1
        self._stopped = self._stopped or self._faults >= MAX_PROBLEMS

    def _stop(self, code: str, message: str, event: _Event, hint: str | None = None) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self._fault(code, message, Span(self._source, start, max(end, start + 1)), hint)
        self._stopped = True


def _after_anchor(text: str, start: int, end: int) -> int:
    match = _ANCHOR.match(text, start, end)
    return match.end() if match else start


_ANCHOR: Final = re.compile(r"&\S+\s*")
