"""Where a module makes or reads the name of a definition by itself, found in its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final, get_args

from pathway.names import (
    BEGINNINGS,
    IN_EVERY_PROGRAM,
    DosePart,
    FlagPart,
    HistoryPart,
    NodePart,
    OptionPart,
    PositionPart,
    RulePart,
    ToldPart,
)
from pathway.names.forms import PlainName
from pathway.names.reading import read_name

_STARTS: Final = frozenset(f"{word}." for word in BEGINNINGS)
_OWNERS: Final = frozenset(("flag ", "therapy ", "definition ", "step "))
#: Where values and definitions are looked up by their names, and what is asked for them.
_VALUES: Final = frozenset(("walk", "values", "by_name", "definitions"))
_ASKING: Final = frozenset(("ref", "truth", "closure", "look", "hangs_on", "define"))
_SPLITS: Final = frozenset(("split", "rsplit", "partition", "rpartition"))
_ENDS: Final = frozenset(("startswith", "endswith", "removeprefix", "removesuffix", "replace"))


def faults(tree: ast.AST, *, dotted: bool = True) -> Iterator[tuple[int, str]]:
    """Line and kind of each; `dotted` is whether a bare full stop can only be that of a name."""
    for node in ast.walk(tree):
        for what in (*_of(node, dotted=dotted), *_asked(node)):
            yield getattr(node, "lineno", 0), what


def _asked(node: ast.AST) -> Iterator[str]:
    """A name that every program has, where a definition is asked for."""
    asking = isinstance(node, ast.Call) and _last(node.func) in _ASKING
    if asking and any(_text(arg) in IN_EVERY_PROGRAM for arg in _given(node)):
        yield "a name is written out"


def _of(node: ast.AST, *, dotted: bool) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        yield from _joined(node.values, dotted=dotted)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        of_text = isinstance(node.func.value, ast.Attribute) and node.func.value.attr == "text"
        given = list(map(_text, _given(node)))
        yield from _called(node.func.attr, given, dotted=dotted and not of_text)
    elif isinstance(node, ast.Compare) and dotted and _text(node.left) == ".":
        yield "a full stop is looked for"
    elif isinstance(node, ast.Subscript) and _text(node.slice) in IN_EVERY_PROGRAM:
        if _last(node.value) in _VALUES:
            yield "a name is written out"
    elif (text := _text(node)) is not None and " " not in text and _is_made(text):
        yield "a name is written out"


def _last(node: ast.AST) -> str:
    """What a value is called: the last name that leads to it."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _joined(values: list[ast.expr], *, dotted: bool) -> Iterator[str]:
    texts = [_text(value) for value in values]
    if texts[0] is not None and texts[0].startswith(tuple(_STARTS)):
        yield "a name is put together"
    elif any(text in _PARTS for text in texts[1:] if text is not None):
        yield "a part is added to a name"
    elif dotted and texts == [None, ".", None]:
        yield "two parts are joined"


def _called(method: str, texts: list[str | None], *, dotted: bool) -> Iterator[str]:
    if method in _SPLITS and texts[:1] == ["."] and dotted:
        yield "a text is split at a full stop"
    elif method in _ENDS and any(text in _STARTS | _OWNERS | _PARTS for text in texts):
        yield "the start or end of a name is looked at"


def _given(call: ast.AST) -> list[ast.expr]:
    """The arguments of a call, those of a tuple one by one."""
    args = call.args if isinstance(call, ast.Call) else []
    return [part for arg in args for part in (arg.elts if isinstance(arg, ast.Tuple) else [arg])]


def _is_made(text: str) -> bool:
    return text in _STARTS or (
        text.startswith(tuple(_STARTS)) and not isinstance(read_name(text), PlainName)
    )


def _text(node: ast.AST) -> str | None:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if is_text and isinstance(node, ast.Constant) else None


def _words(closed: object) -> Iterator[str]:
    for one in get_args(closed):
        yield from (one,) if isinstance(one, str) else _words(one)


#: How names end.
_PARTS: Final = frozenset(
    f".{word}"
    for closed in (
        *(NodePart, OptionPart, RulePart, FlagPart, DosePart, PositionPart),
        *(HistoryPart, ToldPart),
    )
    for word in (*_words(closed), "most")
)
