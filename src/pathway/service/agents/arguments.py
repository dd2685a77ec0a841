"""The arguments of a call: known, of their kind, and not too large, before anything is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pathway.ground.problems import Problem, UsageError, in_backticks, suggestion

#: The longest text that is taken as one argument, in characters.
MOST_TEXT: Final = 500
#: How deep an object may be nested, and how much it may hold in all.
DEEPEST: Final = 64
MOST_HELD: Final = 1_000_000


def checked(
    tool: str, takes: Mapping[str, Mapping[str, Any]], needs: Sequence[str], given: object
) -> Mapping[str, Any]:
    """The arguments of a call of a tool; raises UsageError for those that it does not take."""
    arguments = {} if given is None else given
    if not isinstance(arguments, Mapping):
        raise wrong("the arguments are not an object")
    for name, value in arguments.items():
        if name not in takes:
            hint = suggestion(str(name), takes) or f"it takes: {', '.join(takes) or 'nothing'}"
            raise wrong(f"`{tool}` takes no {in_backticks(str(name))}", hint)
        _check(name, value, str(takes[name]["type"]))
    for name in needs:
        if name not in arguments:
            raise wrong(f"`{tool}` needs {in_backticks(name)}")
    return arguments


def wrong(message: str, hint: str | None = None) -> UsageError:
    """A call that cannot be answered as it stands."""
    return UsageError([Problem("P510", message, hint=hint)])


# -- private -------------------------------------------------------------------------------

_KINDS: Final[Mapping[str, tuple[type, str]]] = {
    "string": (str, "text"),
    "object": (Mapping, "an object"),
    "integer": (int, "a whole number"),
}


def _check(name: str, value: object, kind: str) -> None:
    known, said = _KINDS[kind]
    if not isinstance(value, known) or isinstance(value, bool):
        raise wrong(f"{in_backticks(name)} should be {said}")
    if isinstance(value, str) and len(value) > MOST_TEXT:
        raise wrong(f"{in_backticks(name)} is longer than {MOST_TEXT} characters")
    if isinstance(value, Mapping):
        _check_extent(name, value)


def _check_extent(name: str, value: object) -> None:
    """Refuse what is nested too deep or holds too much; without recursion."""
    todo: list[tuple[object, int]] = [(value, 1)]
    held = 0
    while todo:
        one, depth = todo.pop()
        held += 1 + (len(one) if isinstance(one, str) else 0)
        if depth > DEEPEST:
            raise wrong(f"{in_backticks(name)} is nested deeper than {DEEPEST} levels")
        if held > MOST_HELD:
            raise wrong(f"{in_backticks(name)} holds more than {MOST_HELD} characters and values")
        if isinstance(one, Mapping):
            todo += [(part, depth + 1) for pair in one.items() for part in pair]
        elif isinstance(one, list | tuple):
            todo += [(part, depth + 1) for part in one]
