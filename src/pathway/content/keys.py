"""Every key of every file, read from the JSON Schemas: where it stands and what its value is.

The reference, and `pathway explain`, are made of these rows, so neither can name a key that no
file may have, nor leave one out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from pathway.content.patient_schema import DAY
from pathway.content.reference import Sentence, sentences
from pathway.content.schema import NAMES, schema_of
from pathway.content.validate import CONDITIONS, EXPRESSIONS
from pathway.content.written import YES_NO_SCHEMA
from pathway.frozen import frozen

Schema: TypeAlias = Mapping[str, Any]
#: The keys that lead to a mapping; `[]` is any item of a list, `NAME` a name of the author's.
Place: TypeAlias = tuple[str, ...]

ITEM: Final = "[]"
ANY_NAME: Final = "NAME"


@frozen
class Key:
    """One key of a mapping; `inside` are the keys of the mappings that stand under it."""

    name: str
    said: Sentence
    type: str
    needed: bool
    inside: tuple[str, ...]


@frozen
class KeyMapping:
    """One sort of mapping in one kind of file, its keys, and all places where such stand."""

    file: str
    places: tuple[Place, ...]
    about: str
    keys: tuple[Key, ...]


def parts() -> Iterator[KeyMapping]:
    """The mappings of all files, in the order of `pathway schema`, outer before inner."""
    for file in NAMES:
        yield from _Walk(file, schema_of(file)).parts()


# -- private -------------------------------------------------------------------------------


class _Walk:
    """Goes through one schema from its top; what is met twice is one part with two places."""

    def __init__(self, file: str, schema: Schema) -> None:
        self._file = file
        self._top = schema
        self._definitions: Schema = schema.get("$defs", {})
        self._found: list[tuple[Schema, list[Place]]] = []

    def parts(self) -> Iterator[KeyMapping]:
        """The parts, each once."""
        self._visit(self._top, ())
        for schema, places in self._found:
            about = str(schema.get("description", "")).partition("\n\n")[0].replace("\n", " ")
            rows = schema["properties"].items()
            keys = tuple(self._key(name, schema) for name, one in rows if "$comment" in one)
            yield KeyMapping(self._file, tuple(places), about, keys)

    def _visit(self, schema: Schema, place: Place) -> None:
        """Note the mappings with keys of ours that stand here or below."""
        schema = self._resolved(schema)
        for option in schema.get("anyOf", ()):
            self._visit(option, place)
        if "items" in schema:
            self._visit(schema["items"], (*place, ITEM))
        if isinstance(schema.get("additionalProperties"), Mapping):
            self._visit(schema["additionalProperties"], (*place, ANY_NAME))
        if "properties" in schema:
            self._note(schema, place)

    def _note(self, schema: Schema, place: Place) -> None:
        for known, places in self._found:
            if known == schema:
                if place != (*places[-1], ITEM):  # one of them, or a list: the same place
                    places.append(place)
                return
        self._found.append((schema, [place]))
        for name, member in schema["properties"].items():
            self._visit(member, (*place, name))

    def _resolved(self, schema: Schema) -> Schema:
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        found: Schema = self._definitions[name] if name else schema
        return found

    def _key(self, name: str, holder: Schema) -> Key:
        schema: Schema = holder["properties"][name]
        mapping, _, key = str(schema["$comment"]).partition(".")
        type_ = self._words(schema)[0]
        if type_ == "text" and name in CONDITIONS:
            type_ = "a condition"
        elif type_ == "text" and name in EXPRESSIONS:
            type_ = "an expression of the language of conditions"
        needed = name in holder.get("required", ())
        return Key(name, sentences()[mapping][key], type_, needed, tuple(self._inside(schema)))

    def _inside(self, schema: Schema) -> list[str]:
        schema = self._resolved(schema)
        below = [*schema.get("anyOf", ()), schema.get("items"), schema.get("additionalProperties")]
        found = list(schema.get("properties", ()))
        return next(filter(None, [found, *(self._inside(b) for b in below if b)]), [])

    # -- types in words ----------------------------------------------------------------------

    def _words(self, schema: Schema) -> tuple[str, str]:
        """What a value is: of one, and of several."""
        schema = self._resolved(schema)
        if schema.get("anyOf") == DAY["anyOf"]:
            return "a day, a month or a year", "days, months or years"
        if "anyOf" in schema:
            return self._any_of(schema["anyOf"])
        if schema.get("enum") == YES_NO_SCHEMA["enum"]:
            return "yes or no", "yes or no"
        if "enum" in schema or "const" in schema:
            words = _or([f"`{value}`" for value in schema.get("enum", [schema.get("const")])])
            return words, words
        if schema.get("type") == "array" and "prefixItems" not in schema:
            several = self._words(schema["items"])[1]
            return f"a list of {several}", f"lists of {several}"
        if isinstance(schema.get("additionalProperties"), Mapping):
            several = self._words(schema["additionalProperties"])[1]
            return f"a mapping of names to {several}", f"mappings of names to {several}"
        kind = schema.get("type")
        return _WORDS["day"] if "pattern" in schema else _WORDS[str(kind)]

    def _any_of(self, options: list[Schema]) -> tuple[str, str]:
        """One of something or a list of it is said as such; else each by itself."""
        first, last = options[0], options[-1]
        if last.get("type") == "array" and last.get("items") == first:
            one, several = self._words(first)
            return f"{one}, or a list of them", f"{several}, or lists of them"
        words = [self._words(option) for option in options]
        return _or(list(dict.fromkeys(w[0] for w in words))), _or([w[1] for w in words])


def _or(words: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "string": ("text", "texts"),
    "number": ("a number", "numbers"),
    "integer": ("a whole number", "whole numbers"),
    "day": ("a day such as 2026-11-20", "days"),
    "object": ("a mapping", "mappings"),
    "array": ("two numbers, `[lowest, highest]`", "pairs of numbers"),
    "['string', 'number']": ("text or a number", "texts or numbers"),
    "['string', 'number', 'boolean']": ("text, a number, yes or no", "values"),
    "['number', 'string']": ("a number, with or without its unit", "numbers"),
    "None": ("any value", "values"),
}
