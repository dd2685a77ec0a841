"""From a file's tree to its model, with every fault said in the author's words.

pydantic finds what is wrong; here each of its errors becomes a problem with a code, the
place in the file and, for a misspelt key or value, the nearest one that is allowed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pathway.ground.problems import MAX_SUGGESTED, Problems, choices, in_backticks, suggestion
from pathway.ground.source import Placed, Span
from pathway.yaml.places import MAX_KEPT
from pathway.yaml.scalars import OutOfRange, resolve
from pathway.yaml.tree import HERE, Items, Node, Table, span_of

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], node: Node, problems: Problems) -> Model | None:
    """The file as `model`; None, with problems added, where it does not fit."""
    empty = _empty(node)
    try:
        read = model.model_validate(node)
    except ValidationError as error:
        details = [e for e in error.errors(include_url=False) if tuple(e["loc"]) not in empty]
        _report_empty(model, node, _outside(empty, details), problems)
        details = _without_consequences(model, node, details, empty)
        for number, detail in enumerate(details[:MAX_KEPT]):
            _report(model, node, detail, problems, suggest=number < MAX_SUGGESTED)
        return None
    _report_empty(model, node, empty, problems)
    return None if empty else read


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys that a mapping of this model may have, those of its own first."""
    own = model.__annotations__
    fields = sorted(model.model_fields.items(), key=lambda field: field[0] not in own)
    names = (field.alias or name for name, field in fields)
    return tuple(name for name in names if name != HERE)


# -- private -------------------------------------------------------------------------------

_Loc = tuple[int | str, ...]


def _empty(node: Node) -> set[_Loc]:
    """The places of keys and items without a value."""
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
    return found


def _outside(places: set[_Loc], details: list[ErrorDetails]) -> set[_Loc]:
    """The places that are not inside something that is wrong as a whole."""
    wrong = {tuple(e["loc"]) for e in details if e["type"] not in ("missing", "extra_forbidden")}
    return {loc for loc in places if not any(loc[:end] in wrong for end in range(1, len(loc)))}


def _report_empty(
    model: type[BaseModel], node: Node, places: set[_Loc], problems: Problems
) -> None:
    for loc in sorted(places, key=str)[:MAX_KEPT]:
        hint = _empty_hint(model, node, loc) or "write a value or delete the key"
        problems.add("P103", f"{_named(loc)} has no value", span_of(node, loc), hint)


def _empty_hint(model: type[BaseModel], node: Node, loc: _Loc) -> str | None:
    """A key that is none: `to:there` lacks a space, and `{weeks: 6,5}` has a comma for a point."""
    key, holder = str(loc[-1]), _holder(node, loc)
    name, colon, value = key.partition(":")
    if colon and value and name in _keys_at(model, loc[:-1]):
        return f"write a space after the colon: `{name}: {value}`"
    if key.isdigit() and isinstance(holder, Table):
        keys = list(holder)
        before = holder[keys[keys.index(key) - 1]]
        if isinstance(before, Decimal):
            return f"decimals are written with a point: `{before}.{key}`"
    return None


def _without_consequences(
    model: type[BaseModel], node: Node, details: list[ErrorDetails], empty: set[_Loc]
) -> list[ErrorDetails]:
    """The errors without keys that are missing only because another one is misspelt."""
    unknown: dict[_Loc, list[str]] = {}
    spoilt = [tuple(e["loc"]) for e in details if e["type"] == "extra_forbidden"]
    for loc in [*spoilt[:MAX_SUGGESTED], *empty]:
        unknown.setdefault(loc[:-1], []).append(str(loc[-1]))

    def meant_elsewhere(loc: _Loc) -> bool:
        allowed = set(_keys_at(model, loc[:-1]))
        names = [name for name in unknown.get(loc[:-1], ()) if name not in allowed]
        holder = _holder(node, loc)
        if names and isinstance(holder, Table) and not allowed & set(holder):
            return True
        near = (suggestion(name.partition(":")[0], allowed) for name in names)
        return f"did you mean `{loc[-1]}`?" in near

    return [e for e in details if e["type"] != "missing" or not meant_elsewhere(tuple(e["loc"]))]


def _report(
    model: type[BaseModel], node: Node, error: ErrorDetails, problems: Problems, *, suggest: bool
) -> None:
    loc, kind = tuple(error["loc"]), error["type"]
    hint: str | None
    span = _span(node, error)
    if kind == "extra_forbidden":
        key = str(loc[-1])
        allowed = _keys_at(model, loc[:-1])
        hint = _belongs_outside(model, loc) or (suggestion(key, allowed) if suggest else None)
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
        wrong, hint = _wrong_kind(model, error)
        problems.add("P103", f"{_named(loc)} {wrong}", span, hint)


def _belongs_outside(model: type[BaseModel], loc: _Loc) -> str | None:
    """Where a key stands inside something that it should stand beside."""
    end = len(loc) - (3 if len(loc) > 2 and isinstance(loc[-2], int) else 2)
    if end >= 0 and loc[-1] in _keys_at(model, loc[:end]):
        return f"it belongs beside `{loc[end]}`, not inside it"
    return None


def _wrong_kind(model: type[BaseModel], error: ErrorDetails) -> tuple[str, str | None]:
    """What a value should be, and a hint."""
    kind, value, loc = error["type"], error["input"], tuple(error["loc"])
    if kind == "text":
        return "should be text", _text_hint(value, str(loc[-1]) if loc else "")
    if kind in ("model_type", "dict_type"):
        holder = _model_at(model, loc)
        needed = _needed(holder) if holder is not None else ()
        form = ", ".join(f"{key}: …" for key in needed)
        hint = f"write `{{{form}}}`, or these keys on lines of their own" if form else None
        return "should be a mapping (`key: value` lines)", hint
    if kind in ("tuple_type", "list_type"):
        return "should be a list", "start each item with `- `, or write `[a, b]`"
    if kind in ("missing", "too_long"):
        return "should be two numbers", "write `[lowest, highest]`"
    if kind == "thousands" and isinstance(value, Decimal):
        return error["msg"], f"write `{value:.0f}` or `{value * 1000:.0f}`"
    return error["msg"], _number_hint(value) if kind == "number" else None


def _needed(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys that a mapping of this model must have."""
    fields = model.model_fields.items()
    return tuple(field.alias or name for name, field in fields if field.is_required())


def _text_hint(value: object, key: str) -> str | None:
    """How a text is written where something else stands."""
    if isinstance(value, Items):
        return "join the conditions with `and` or `or`" if key in CONDITIONS | EXPRESSIONS else None
    if key in _FORMS:
        return _FORMS[key]
    return "put it in quotes"


#: The keys whose value is a condition.
CONDITIONS: Final = frozenset(
    {
        *("when", "eligible", "elsewhere", "for", "population", "applies when", "unless"),
        *("always", "never"),
    }
)
#: And those whose value is any expression.
EXPRESSIONS: Final = frozenset({"define", "most"})
_FORMS: Final = {
    "absent": "write `assume false in problems`, `medicines` or `allergies`; "
    "or `{assume: …, unless: …, because: …}`",
    "valid for": "write `encounter`, or a time such as `90 days`, `12 weeks` or `1 year`",
}


def _number_hint(value: object) -> str:
    if isinstance(value, Placed) and re.fullmatch(r"-?\d+,\d+", value):
        return f"decimals are written with a point: `{value.replace(',', '.')}`"
    with_words = (
        re.match(r"(-?\d+(?:\.\d+)?)\s+[^\W\d]", value) if isinstance(value, Placed) else None
    )
    if with_words is not None:
        return f"write the number alone: `{with_words[1]}`"
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


def _keys_at(model: type[BaseModel], loc: _Loc) -> tuple[str, ...]:
    """The keys that the mapping at `loc` may have; none where it is not a model's."""
    holder = _model_at(model, loc)
    return keys_of(holder) if holder is not None else ()


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
            members = get_args(current)
            if not members:  # inside a key that the model does not have, or a plain value
                return None
            current = _inner(members[1 if get_origin(current) is dict else 0])
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _inner(annotation: Any) -> Any:  # noqa: ANN401 - an annotation can be anything
    """An annotation without `Annotated` and `| None`."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        options = [option for option in get_args(annotation) if option is not type(None)]
        annotation = options[0]
    return annotation
