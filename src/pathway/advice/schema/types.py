"""What may stand somewhere in advice as JSON, and what an object of it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from pathway.frozen import frozen
from pathway.ground.terms import Action, Urgency

Schema: TypeAlias = "dict[str, Any]"
#: Keys in their order, each with what may stand there and what it means.
Keys: TypeAlias = Mapping[str, tuple[Schema, str]]


@frozen
class JsonObject:
    """One kind of object: what it is, and its keys; those that are not always there are named."""

    about: str
    keys: Keys
    sometimes: tuple[str, ...] = ()


def one_of(*texts: str) -> Schema:
    """One of a closed set of words."""
    return {"type": "string", "enum": list(texts)}


def or_null(schema: Schema) -> Schema:
    """The same, or nothing."""
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def ref(name: str) -> Schema:
    """An object of this kind."""
    return {"$ref": f"#/$defs/{name}"}


def list_of(items: Schema) -> Schema:
    """A list, which may be empty."""
    return {"type": "array", "items": items}


def by_name(items: Schema) -> Schema:
    """An object whose keys are names of the library and not of this form."""
    return {"type": "object", "additionalProperties": items}


TEXT: Final[Schema] = {"type": "string"}
NUMBER: Final[Schema] = {"type": "number"}
WHOLE: Final[Schema] = {"type": "integer"}
YES_NO: Final[Schema] = {"type": "boolean"}
TEXTS: Final = list_of(TEXT)
DAY: Final[Schema] = {"type": "string", "format": "date"}
DIGEST: Final[Schema] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
VALUE: Final[Schema] = {"anyOf": [{"type": ["boolean", "number", "string"]}, ref("Range")]}
VALUE_OR_NULL: Final[Schema] = {
    "anyOf": [{"type": ["boolean", "number", "string", "null"]}, ref("Range")]
}
URGENCY: Final = one_of(*Urgency)
DO: Final = (*Action, "act", "order", "refer", "review", "later")
STRENGTH: Final = or_null(one_of("strong", "conditional"))
CERTAINTY: Final = or_null(one_of("high", "moderate", "low", "very low"))
VERIFIED: Final = one_of("original", "secondary", "unverified")
SOURCES: Final = "The publications it rests on, by their ids in `sources`."
THREE: Final = "true or false; null where it is not known"
