"""From a file's tree to its model, with every fault said in the author's words.

pydantic finds what is wrong; here each of its errors becomes a problem with a code, the
place in the file and, for a misspelt key or value, the nearest one that is allowed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pathway.files.scalars import OutOfRange, resolve
from pathway.files.spots import MAX_KEPT
from pathway.files.tree import HERE, Items, Node, Table, span_of
from pathway.problems import MAX_SUGGESTED, Problems, choices, in_backticks, suggestion
from pathway.source import Placed, Span

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], node: Node, problems: Problems) -> Model | None:
    """The file as `model`; None, with problems added, where it does not fit."""
    empty = _report_empty(node, problems)
    try:
        read = model.model_validate(node)
    except ValidationError as error:
        details = [e for e in error.errors(include_url=False) if tuple(e["loc"]) not in empty]
        for number, detail in enumerate(details[:MAX_KEPT]):
            _report(model, node, detail, problems, suggest=number < MAX_SUGGESTED)
        return None
    return None if empty else read


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys that a mapping of this model may have."""
    names = (field.alias or name for name, field in model.model_fields.items())
    return tuple(name for name in names if name != HERE)


# -- private -------------------------------------------------------------------------------

_Loc = tuple[int | str, ...]


def _report_empty(node: Node, problems: Problems) -> set[_Loc]:
    """Report keys and items without a value; the places where they stand."""
    found: set[_Loc] = set()
    todo: list[tuple[_Loc, Node]] = [((), node)]
    while todo:
        loc, member = todo.pop()
        if isinstance(member, Table):
            todo += [((*loc, str(key)), value) for key, value in member.entries()]
        elif isinstance(member, Items):
            todo += [((*loc, index), value) for index, value in enumerate(member)]
        elif member is None and loc:
            found.add(loc)
    for loc in sorted(found, key=str)[:MAX_KEPT]:
        span = span_of(node, loc)
        problems.add("P103", f"{_named(loc)} has no value", span, "write a value or delete the key")
    return found


def _report(
    model: type[BaseModel], node: Node, error: ErrorDetails, problems: Problems, *, suggest: bool
) -> None:
    loc, kind = tuple(error["loc"]), error["type"]
    hint: str | None
    span = _span(node, error)
    if kind == "extra_forbidden":
        key = str(loc[-1])
        holder = _model_at(model, loc[:-1])
        allowed = keys_of(holder) if holder is not None else ()
        hint = suggestion(key, allowed) if suggest else None
        hint = hint or choices(allowed)
        problems.add("P101", f"unknown key {in_backticks(key)}", span, hint)
    elif kind == "missing" and isinstance(loc[-1], str):
        where = f" in {_named(loc[:-1])}" if loc[:-1] else ""
        problems.add("P102", f"missing key {in_backticks(loc[-1])}{where}", span)
    elif kind in ("literal_error", "enum"):
        allowed = tuple(re.findall(r"'([^']*)'", error["ctx"]["expected"]))
        value = str(error["input"])
        hint = suggestion(value, allowed) if suggest else None
        message = f"{_named(loc)} cannot be {in_backticks(value)}"
        problems.add("P111", message, span, hint or choices(allowed))
    else:
        wrong, hint = _wrong_kind(kind, error)
        problems.add("P103", f"{_named(loc)} {wrong}", span, hint)


def _wrong_kind(kind: str, error: ErrorDetails) -> tuple[str, str | None]:
    """What a value should be, and a hint."""
    value = error["input"]
    if kind == "text" and not isinstance(value, Table | Items):
        return "should be text", "put it in quotes"
    if kind in ("model_type", "dict_type"):
        return "should be a mapping (`key: value` lines)", None
    if kind in ("tuple_type", "list_type"):
        return "should be a list", "start each item with `- `, or write `[a, b]`"
    if kind in ("missing", "too_long"):
        return "should be two numbers", "write `[lowest, highest]`"
    return error["msg"], _number_hint(value) if kind == "number" else None


def _number_hint(value: object) -> str:
    try:
        quoted = isinstance(value, Placed) and isinstance(resolve(value), Decimal)
    except OutOfRange:
        quoted = False
    return "write it without quotes" if quoted else "numbers are written as `12` or `0.5`"


def _named(loc: _Loc) -> str:
    """A place in words: the nearest key, with the item's number where it is in a list."""
    keys = [step for step in loc if isinstance(step, str) and step != "[key]"]
    if not keys:
        return "the file"
    return in_backticks(keys[-1])


def _span(node: Node, error: ErrorDetails) -> Span | None:
    """Where an error stands; an unknown key is itself the place."""
    loc = tuple(error["loc"])
    holder = _holder(node, loc)
    if error["type"] == "extra_forbidden" and isinstance(holder, Table):
        return holder.key_span(str(loc[-1]))
    return span_of(node, loc)


def _holder(node: Node, loc: _Loc) -> Node:
    for step in loc[:-1]:
        if isinstance(node, Table) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node):
            node = node[step]
    return node


def _model_at(model: type[BaseModel], loc: _Loc) -> type[BaseModel] | None:
    """The model of the mapping at `loc`."""
    current: Any = model
    for step in loc:
        if isinstance(current, type) and issubclass(current, BaseModel):
            fields = current.model_fields
            current = next(
                (f.annotation for n, f in fields.items() if (f.alias or n) == step), None
            )
            current = _inner(current)
        else:
            current = _inner(get_args(current)[1 if get_origin(current) is dict else 0])
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _inner(annotation: Any) -> Any:  # noqa: ANN401 - an annotation can be anything
    """An annotation without `Annotated` and `| None`."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        options = [option for option in get_args(annotation) if option is not type(None)]
        annotation = options[0]
    return annotation
