"""From the text of a record to JSON: its size, its form, and keys that are written twice.

A parser takes the last of two equal keys without a word, so that one `status` hides another.
Such a record is refused, because nobody can say which of the two was meant.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

import orjson

from pathway.ground.problems import Problems, in_backticks

#: Larger records are refused rather than filling the memory.
MAX_BYTES: Final = 64 * 2**20


def parsed(given: str | bytes, problems: Problems) -> object:
    """The JSON of a text; None, with a problem added, where it cannot be read."""
    data = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
    if len(data) > MAX_BYTES:
        problems.add("P003", f"the record is larger than {MAX_BYTES // 2**20} MiB")
        return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        value: object = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        message = f"the record is not JSON: it breaks off or goes wrong at {where}"
        problems.add("P420", message, hint=_other_form(data))
        return None
    if (path := repeated_key(data, value)) is not None:
        hint = "a reader would take one of the two without a word; ask where the record comes from"
        problems.add("P424", f"{in_backticks(path)} stands twice in one object", hint=hint)
        return None
    return value


def repeated_key(data: bytes, value: object) -> str | None:
    """The path of the first key that stands twice in one object of a text that was read as `value`.

    None where there is none.
    """
    return _repeated_key(data) if _may_repeat_a_key(data, value) else None


# -- private -------------------------------------------------------------------------------


def _other_form(data: bytes) -> str | None:
    """What a text that is not JSON is instead, as far as its beginning tells."""
    start = data.lstrip()
    if start.startswith(b"<"):
        return "this is XML; records are read as JSON"
    first, _, rest = start.partition(b"\n")
    try:
        if rest.strip() and isinstance(orjson.loads(first), dict):
            return "these are several lines of JSON (NDJSON); put the resources into one list"
    except orjson.JSONDecodeError:
        pass
    return None


def _may_repeat_a_key(data: bytes, value: object) -> bool:
    """Whether the text may have more keys than what was read of it; never wrongly false.

    Every key has one colon, and orjson writes those of strings as it read them, so a key that was
    dropped makes a difference unless a string has colons written as numbers.
    """
    if b"\\" in data and b"\\u003" in data:
        return True
    try:
        written = orjson.dumps(value)
    except (TypeError, ValueError):  # deeper than it writes
        return True
    return data.count(b":") != written.count(b":")


class _Twice(dict[str, Any]):
    """An object in which a key stands twice."""

    key = ""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    marked = _Twice(found)
    seen: set[str] = set()
    marked.key = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    # The values that a later key hides are kept, because they may hold the same fault again.
    return marked


def _repeated_key(data: bytes) -> str | None:
    """The path of the first key that stands twice in one object."""
    try:
        value = json.loads(data, object_pairs_hook=_pairs)
    except (RecursionError, ValueError):
        return "(an object nested too deep)"
    todo: list[tuple[object, str]] = [(value, "")]
    while todo:
        one, path = todo.pop()
        if isinstance(one, _Twice):
            return f"{path}.{one.key}" if path else one.key
        todo += reversed(list(_members(one, path)))
    return None


def _members(value: object, path: str) -> Iterable[tuple[object, str]]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield member, f"{path}.{key}" if path else key
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield member, f"{path}[{number}]"
