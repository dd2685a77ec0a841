"""`@frozen` makes what `@dataclass(frozen=True, slots=True)` makes, and the package uses it."""

import copy
import pickle
from collections.abc import Callable
from dataclasses import (
    FrozenInstanceError,
    asdict,
    astuple,
    dataclass,
    field,
    fields,
    is_dataclass,
    replace,
)
from pathlib import Path
from typing import Any

import pytest

import pathway
from pathway.frozen import frozen


@frozen
class Ours:
    """Each kind of field there is."""

    name: str
    size: int = 3
    parts: list[int] = field(default_factory=list)
    aside: str = field(default="", compare=False, repr=False)
    kept: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    fixed: int = field(default=7, init=False)


@dataclass(frozen=True, slots=True)
class Theirs:
    """The same as dataclasses make it."""

    name: str
    size: int = 3
    parts: list[int] = field(default_factory=list)
    aside: str = field(default="", compare=False, repr=False)
    kept: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    fixed: int = field(default=7, init=False)


@frozen
class Plain:
    """Values that can be hashed."""

    one: int
    other: tuple["Plain", ...] = ()


@frozen(slots=False)
class Roomy:
    """Room for what is worked out."""

    one: int


@frozen(eq=False)
class Alone:
    """Equal to itself alone."""

    one: int


Make = Callable[[type[Any]], object]


def _frozen(kind: type[Any]) -> object:
    one = kind("a")
    with pytest.raises(FrozenInstanceError) as to_set:
        one.name = "b"
    with pytest.raises(FrozenInstanceError) as to_delete:
        del one.name
    return str(to_set.value), str(to_delete.value)


def _wrong(kind: type[Any], *given: object, **named: object) -> str:
    with pytest.raises(TypeError) as raised:
        kind(*given, **named)
    return str(raised.value).replace(kind.__name__, "")


def _matched(kind: type[Any]) -> object:
    match kind("a", 5):
        case Ours(name, size) | Theirs(name, size):
            return name, size
    return None


@pytest.mark.parametrize(
    "told",
    [
        lambda kind: repr(kind("a", parts=[1, 2], aside="x")).replace(kind.__name__, ""),
        lambda kind: [(one.name, one.type, one.init) for one in fields(kind)],
        lambda kind: asdict(kind("a", 4, [1])),
        lambda kind: astuple(replace(kind("a", 4), size=5)),
        lambda kind: kind("a") == kind("a", aside="x"),
        lambda kind: kind("a") == kind("a", 4),
        lambda kind: kind("a") == ("a", 3, [], 7),
        lambda kind: kind("a").parts is kind("a").parts,
        lambda kind: kind("a").kept is kind("a").kept,
        lambda kind: astuple(copy.deepcopy(kind("a", 4, [1]))),
        lambda kind: astuple(pickle.loads(pickle.dumps(kind("a", 4, [1])))),
        lambda kind: hasattr(kind("a"), "__dict__"),
        lambda kind: kind.__match_args__,
        _matched,
        _frozen,
        _wrong,
        lambda kind: _wrong(kind, "a", 1, [], "", 5),
        lambda kind: _wrong(kind, "a", other=1),
    ],
)
def test_it_is_as_a_dataclass_is(told: Make) -> None:
    assert told(Ours) == told(Theirs)


def test_values_can_be_keys() -> None:
    assert hash(Plain(1, (Plain(2),))) == hash(Plain(1, (Plain(2),)))
    assert {Plain(1): "found"}[Plain(1)] == "found"
    assert hash(Roomy(1)) == hash(Roomy(1))
    assert is_dataclass(Plain)


def test_what_has_room_keeps_what_was_worked_out() -> None:
    one = Roomy(1)
    vars(one)["more"] = 2
    assert vars(copy.copy(one)) == {"one": 1, "more": 2}
    with pytest.raises(FrozenInstanceError):
        one.one = 2  # type: ignore[misc]


def test_without_comparison_each_is_itself_alone() -> None:
    one = Alone(1)
    assert one == one
    assert one != Alone(1)
    assert len({one, Alone(1)}) == 2


def test_every_frozen_dataclass_of_the_package_is_made_so() -> None:
    root = Path(pathway.__file__).parent
    others = [
        str(path.relative_to(root))
        for path in sorted(root.rglob("*.py"))
        if "dataclass(frozen" in path.read_text()
    ]
    assert others == []
