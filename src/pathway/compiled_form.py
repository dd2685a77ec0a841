"""What was compiled, written as JSON: a table of plain values, from which nothing can be run.

Equal values stand once, after everything that they are made of, and are named by their number.
They are written by kind and column by column, so that reading is done by few loops and not by one
call for each value. Which classes there are is fixed here; reading makes objects of these and calls
nothing that the file names.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from importlib import import_module
from inspect import ismemberdescriptor
from itertools import chain, groupby, repeat
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, TypeAlias, TypeVar, cast

import orjson

from pathway.ground.source import Placed, Span
from pathway.ground.vocabulary import NOT_APPLICABLE, NotApplicable

T = TypeVar("T")
#: Makes the values of one kind of the columns of their parts.
Maker: TypeAlias = Callable[[int, list[list[Any]]], Iterable[object]]


def encode(value: object) -> bytes:
    """A value as JSON; raises TypeError for what has no form here."""
    table = _Table()
    root = table.cell(value)
    if not isinstance(root, _Ref):
        raise TypeError("a value without parts needs no table")
    return orjson.dumps(table.sorted(root))


def decode(data: bytes, kind: type[T]) -> T:
    """The value that was written; raises ValueError, LookupError or TypeError if it is none."""
    classes = {_name(kind): kind, **_classes()}
    made: list[Any] = []
    for name, count, columns in orjson.loads(data):
        make = _MAKERS.get(name) or _maker(classes[name])
        made += make(count, [_column(column, made) for column in columns])
    if not made or not isinstance(made[-1], kind):
        raise TypeError(kind)
    return made[-1]


# -- classes -------------------------------------------------------------------------------

#: Where the classes are whose values are kept: dataclasses and closed sets of words.
_MODULES: Final = (
    "pathway.language.reads",
    "pathway.language.syntax",
    "pathway.ground.dosage",
    "pathway.fhir.product_names",
    "pathway.fhir.rules",
    "pathway.names",
    "pathway.planes.code",
    "pathway.ground.provenance",
    "pathway.ground.problems",
    "pathway.guards",
    "pathway.program",
    "pathway.statement",
    "pathway.ground.source",
    "pathway.ground.terms",
    "pathway.ground.vocabulary",
)


@cache
def _classes() -> Mapping[str, type]:
    found = (cls for name in _MODULES for cls in vars(import_module(name)).values())
    return {_name(cls): cls for cls in found if isinstance(cls, type) and _is_ours(cls)}


def _is_ours(cls: type) -> bool:
    return cls.__module__ in _MODULES and (is_dataclass(cls) or issubclass(cls, Enum))


def _name(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


# -- writing -------------------------------------------------------------------------------


class _Ref(int):
    """The number of a value in the table."""

    __slots__ = ()


class _Table:
    """The values, each once; `cell` is what stands for one among the parts of another."""

    def __init__(self) -> None:
        #: Kind, parts, and how many values deep the parts are.
        self._rows: list[tuple[str, Sequence[object], int]] = []
        self._known: dict[object, _Ref] = {}
        self._by_identity: dict[int, _Ref] = {}
        self._alive: list[object] = []

    def cell(self, value: object) -> object:
        """A plain value as it is, any other by its number."""
        kind = type(value)
        if value is None or kind is int or kind is bool:
            return value
        if kind is str:
            return value if len(cast("str", value)) < _SHORT else self._row("str", (value,))
        ref = self._by_identity.get(id(value))
        if ref is None:
            ref = self._by_identity[id(value)] = self._row(*self._parts(value))
            self._alive.append(value)  # or its identity might become another's
        return ref

    def sorted(self, root: _Ref) -> list[object]:
        """The table: each kind with its columns, what has parts after these, the root last."""
        keys = {number: (number == root, *self._key(number)) for number in range(len(self._rows))}
        order = sorted(keys, key=keys.__getitem__)
        place = {number: at for at, number in enumerate(order)}
        groups: list[object] = []
        for (_, _, kind, _), numbers in groupby(order, keys.__getitem__):
            rows = [self._rows[number][1] for number in numbers]
            columns = rows if kind in _ROW_BY_ROW else list(zip(*rows, strict=True))
            groups.append([kind, len(rows), [_written(column, place) for column in columns]])
        return groups

    def _key(self, number: int) -> tuple[int, str, int]:
        kind, row, depth = self._rows[number]
        return depth, kind, 0 if kind in _ROW_BY_ROW else len(row)

    def _row(self, kind: str, row: Sequence[object]) -> _Ref:
        # As parts, 1 and True are equal, and not the same.
        known = (kind, row, tuple(map(type, row)))
        found = self._known.get(known)
        if found is None:
            depth = max((self._rows[one][2] + 1 for one in row if type(one) is _Ref), default=0)
            found = self._known[known] = _Ref(len(self._rows))
            self._rows.append((kind, row, depth))
        return found

    def _parts(self, value: object) -> tuple[str, Sequence[object]]:
        kind = type(value)
        known = _dataclass(kind)  # type: ignore[arg-type]
        if known is not None:
            name, values = known
            return name, tuple(map(self.cell, values(value)))
        if kind in (tuple, frozenset):
            parts = tuple(map(self.cell, cast("Iterable[object]", value)))
            is_short = kind is tuple and 0 < len(parts) < _LONG
            return "short tuple" if is_short else kind.__name__, parts
        if kind in (dict, MappingProxyType):
            pairs = cast("Mapping[object, object]", value).items()
            return kind.__name__, tuple(self.cell(one) for pair in pairs for one in pair)
        match value:
            case Placed(span=span, offsets=offsets):
                return "Placed", (str(value), self.cell(span), _runs(offsets))
            case NotApplicable():
                return "NotApplicable", (None,)
            case Enum():
                return _name(kind), (value.value,)
            case Decimal():
                return "Decimal", (str(value),)
            case date() if kind is date:
                return "date", (value.isoformat(),)
        raise TypeError(f"a {kind.__qualname__} cannot be kept")


def _runs(offsets: tuple[int, ...] | None) -> tuple[int, ...] | None:
    """Offsets as runs of consecutive ones, each by its start and its end."""
    if offsets is None:
        return None
    breaks = [at for at in range(1, len(offsets)) if offsets[at] != offsets[at - 1] + 1]
    ends = [*breaks, len(offsets)] if offsets else []
    starts = [0, *breaks]
    return tuple(
        n
        for start, end in zip(starts, ends, strict=False)
        for n in (offsets[start], offsets[end - 1] + 1)
    )


@cache
def _dataclass(kind: type) -> tuple[str, Callable[[object], Iterable[object]]] | None:
    """The name of a dataclass, and what gives the values of its fields; None for other types."""
    if not is_dataclass(kind):
        return None
    names = [one.name for one in fields(kind) if one.init]
    if len(names) > 1:
        return _name(kind), attrgetter(*names)
    return _name(kind), lambda value: [getattr(value, name) for name in names]


def _written(column: Sequence[object], place: Mapping[int, int]) -> list[object]:
    """Plain values, numbers of others, or both; what is everywhere the same is said once."""
    refs = [at for at, cell in enumerate(column) if type(cell) is _Ref]
    if refs and len(refs) == len(column):
        return ["refs", [place[cast("int", cell)] for cell in column]]
    plain = [None if type(cell) is _Ref else cell for cell in column]
    if refs:
        return ["both", plain, refs, [place[cast("int", column[at])] for at in refs]]
    if column and all(type(cell) is type(plain[0]) and cell == plain[0] for cell in plain):
        return ["same", plain[0], len(plain)]
    return ["plain", plain]


# -- reading -------------------------------------------------------------------------------


def _column(written: Sequence[Any], made: Sequence[Any]) -> list[Any]:
    match written:
        case ["refs", refs]:
            return list(map(made.__getitem__, refs))
        case ["plain", list() as values]:
            return values
        case ["same", value, int() as count]:
            return [value] * count
        case ["both", list() as values, at, refs]:
            for place, ref in zip(at, refs, strict=True):
                values[place] = made[ref]
            return values
    raise ValueError(written)


def _placed(text: str, span: Span | None, runs: list[int] | None) -> Placed:
    if runs is None:
        return Placed(text, span)
    return Placed(text, span, tuple(chain.from_iterable(map(range, runs[::2], runs[1::2]))))


def _dict(row: Sequence[Any]) -> dict[Any, Any]:
    return dict(zip(row[::2], row[1::2], strict=True))


#: Kinds whose values differ in length: what stands for a column is a whole value.
_ROW_BY_ROW: Final = ("tuple", "frozenset", "dict", "mappingproxy")
_LONG: Final = 9
#: A longer text stands in the table, once.
_SHORT: Final = 6
_MAKERS: Final[Mapping[str, Maker]] = {
    "short tuple": lambda _, columns: zip(*columns, strict=True),
    "tuple": lambda _, rows: map(tuple, rows),
    "frozenset": lambda _, rows: map(frozenset, rows),
    "dict": lambda _, rows: map(_dict, rows),
    "mappingproxy": lambda _, rows: map(MappingProxyType, map(_dict, rows)),
    "str": lambda _, columns: columns[0],
    "Placed": lambda _, columns: map(_placed, *columns),
    "NotApplicable": lambda count, _: repeat(NOT_APPLICABLE, count),
    "Decimal": lambda _, columns: map(Decimal, *columns),
    "date": lambda _, columns: map(date.fromisoformat, *columns),
}


def _maker(cls: type[Any]) -> Maker:
    """What makes the values of a class, without its `__init__`, which checks nothing."""
    if issubclass(cls, Enum):
        words = {member.value: member for member in cls}
        return lambda _, columns: map(words.__getitem__, *columns)
    names = [one.name for one in fields(cls) if one.init]
    slots: list[Any] = [getattr(cls, name, None) for name in names]
    if all(map(ismemberdescriptor, slots)):
        return partial(_slotted, cls, [slot.__set__ for slot in slots])
    return partial(_plain, cls, names)


def _slotted(
    cls: type,
    setters: Sequence[Callable[[object, object], None]],
    count: int,
    columns: list[list[Any]],
) -> Iterable[object]:
    if [len(column) for column in columns] != [count] * len(setters):
        raise ValueError(cls)
    made: list[object] = list(map(object.__new__, repeat(cls, count)))
    for put, column in zip(setters, columns, strict=True):
        deque(map(put, made, column), maxlen=0)
    return made


def _plain(
    cls: type[Any], names: Sequence[str], _: int, columns: list[list[Any]]
) -> Iterable[object]:
    fresh = [one for one in fields(cls) if not one.init]
    for row in zip(*columns, strict=True):
        one: Any = object.__new__(cls)
        one.__dict__.update(zip(names, row, strict=True))
        for field in fresh:
            new = field.default_factory
            one.__dict__[field.name] = field.default if new is MISSING else new()
        yield one
