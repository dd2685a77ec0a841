"""Values as they are in everything, also in what equality leaves out."""

from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import Any

from pathway.ground.source import Placed


def seen(value: Any, known: dict[int, Any]) -> Any:
    """A value with everything that equality leaves out; what was seen before is named by itself."""
    if id(value) in known:
        return known[id(value)]
    kind = type(value).__name__
    if isinstance(value, Placed):
        found: Any = (kind, str(value), seen(value.span, known), value.offsets)
    elif is_dataclass(value):
        parts = tuple((f.name, seen(getattr(value, f.name), known)) for f in fields(value))
        found = (kind, parts)
    elif isinstance(value, dict | MappingProxyType):
        found = (kind, tuple((seen(k, known), seen(v, known)) for k, v in value.items()))
    elif isinstance(value, frozenset):
        found = (kind, frozenset(seen(one, known) for one in value))
    elif isinstance(value, tuple):
        found = (kind, tuple(seen(one, known) for one in value))
    else:
        found = (kind, str(value))
    known[id(value)] = found
    return found
