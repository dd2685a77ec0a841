"""Frozen dataclasses that cost next to nothing to define: `@frozen` in place of `@dataclass`.

`dataclasses` writes and compiles five functions for each class, which for the classes of this
package took longer than the advice that they are for. Here all share what compares and shows them,
and what initialises one is written when the first of its class is made. Else they are dataclasses:
`field`, `fields`, `replace`, `asdict` and patterns know them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr
from types import MemberDescriptorType
from typing import Any, Final, TypeVar, dataclass_transform, overload

T = TypeVar("T")


@overload
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T], /) -> type[T]: ...
@overload
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(*, slots: bool = True, eq: bool = True) -> Callable[[type[T]], type[T]]: ...
def frozen(
    cls: type[T] | None = None, /, *, slots: bool = True, eq: bool = True
) -> type[T] | Callable[[type[T]], type[T]]:
    """A frozen dataclass, compared by its values; `slots=False` leaves room for cached properties.

    With `eq=False` each is equal to itself alone.
    """
    if cls is None:
        return lambda cls: _made(cls, slots=slots, eq=eq)
    return _made(cls, slots=slots, eq=eq)


# -- private -------------------------------------------------------------------------------


class _Shared:
    """What all have in common."""

    @recursive_repr("...")
    def __repr__(self) -> str:
        shown = (f"{one.name}={getattr(self, one.name)!r}" for one in _fields(self) if one.repr)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def __setattr__(self, name: str, _: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self) -> list[object]:
        return [getattr(self, one.name) for one in _fields(self)]

    def __setstate__(self, state: list[object]) -> None:
        for one, value in zip(_fields(self), state, strict=True):
            object.__setattr__(self, one.name, value)


_ALWAYS: Final = ("__repr__", "__setattr__", "__delattr__")
#: How those with slots are pickled and copied.
_SLOTTED: Final = ("__getstate__", "__setstate__")


def _made(cls: type[T], *, slots: bool, eq: bool) -> type[T]:
    new: dict[str, Any] = {name: vars(_Shared)[name] for name in (*_ALWAYS, *_SLOTTED * slots)}
    made = dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    if eq:
        new |= _comparing(made)

    def __init__(self: object, *given: object, **named: object) -> None:  # noqa: N807
        whole = _init(made)
        setattr(made, "__init__", whole)  # noqa: B010 the first one made brings it
        whole(self, *given, **named)

    for name, function in {**new, "__init__": __init__}.items():
        if name not in vars(cls):
            setattr(made, name, function)
    return made


def _fields(of: object) -> tuple[Field[Any], ...]:
    return fields(of)  # type: ignore[arg-type]


def _comparing(cls: type) -> dict[str, Callable[..., object]]:
    names = [one.name for one in _fields(cls) if one.compare]
    values: Callable[[object], object] = attrgetter(*names) if names else lambda _: ()

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _init(cls: type) -> Callable[..., None]:
    """What sets each field to what is given, else to its default."""
    all_ = _fields(cls)
    slots = {
        one.name: vars(of)[one.name]
        for of in reversed(cls.__mro__)
        for one in all_
        if _is_slot(of, one)
    }
    scope: dict[str, Any] = {"__put": object.__setattr__, "MISSING": MISSING}
    scope |= {f"put_{name}": slot.__set__ for name, slot in slots.items()}
    scope |= {f"default_{one.name}": one.default for one in all_}
    scope |= {f"make_{one.name}": one.default_factory for one in all_}
    given = ", ".join(["self", *(_parameter(one) for one in all_ if one.init)])
    puts = [
        f" put_{one.name}(self, {_value(one)})"
        if one.name in slots
        else f" __put(self, {one.name!r}, {_value(one)})"
        for one in all_
    ]
    text = "\n".join([f"def __init__({given}):", *puts, " return None"])
    exec(text, scope)  # noqa: S102 made of the names of fields alone
    init: Callable[..., None] = scope["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _is_slot(cls: type, one: Field[Any]) -> bool:
    """Whether a class keeps a field in a slot; to set that directly takes half the time."""
    return isinstance(vars(cls).get(one.name), MemberDescriptorType)


def _parameter(one: Field[Any]) -> str:
    if one.default_factory is not MISSING:
        return f"{one.name}=MISSING"
    return one.name if one.default is MISSING else f"{one.name}=default_{one.name}"


def _value(one: Field[Any]) -> str:
    if one.default_factory is MISSING:
        return one.name if one.init else f"default_{one.name}"
    made = f"make_{one.name}()"
    return f"{made} if {one.name} is MISSING else {one.name}" if one.init else made
