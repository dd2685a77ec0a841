"""The JSON Schemas of what the engine says: advice, the reasons for a therapy, open questions.

Keys may be added to each of these objects, and none is ever renamed. So a schema lets any further
key stand, and readers are to leave it alone; a closed one, for tests, lets none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from pathway.advice.schema.advice import ABOUT, ADVICE, BRIEF
from pathway.advice.schema.options import DECIDED, OPTIONS
from pathway.advice.schema.reasons import QUESTIONS, REASONS, WHY
from pathway.advice.schema.types import JsonObject, Schema

#: The forms that there are schemas of, by the word that stands for each.
FORMS: Final[Mapping[str, JsonObject]] = {"advice": ADVICE, "why": WHY, "questions": QUESTIONS}
#: Where each is met.
WHERE: Final[Mapping[str, str]] = {
    "advice": "what `pathway advise --json` prints",
    "why": "what `pathway why --json` prints",
    "questions": "what the service answers at /questions",
}


def schema_of_form(form: str, *, closed: bool = False) -> Schema:
    """The JSON Schema (draft 2020-12) of one form, with all that it refers to."""
    whole = _object(FORMS[form], closed=closed)
    parts = definitions(closed=closed)
    used: dict[str, None] = {}
    waiting = [whole]
    while waiting:
        for name in _named(waiting.pop()):
            if name not in used:
                used[name] = None
                waiting.append(parts[name])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"pathway-{form}/1",
        **whole,
        "$defs": {name: part for name, part in parts.items() if name in used},
    }


def definitions(*, closed: bool = False) -> dict[str, Schema]:
    """The schema of each kind of object within a form, by name."""
    option = OPTIONS["Option"]
    decided = replace(option, keys={**option.keys, **DECIDED}, sometimes=tuple(DECIDED))
    every = {**BRIEF, **ABOUT, **OPTIONS, **REASONS, "Option": decided}
    return {name: _object(one, closed=closed) for name, one in every.items()}


# -- private -------------------------------------------------------------------------------


def _object(one: JsonObject, *, closed: bool) -> Schema:
    found: Schema = {
        "description": one.about,
        "type": "object",
        "required": [key for key in one.keys if key not in one.sometimes],
        "properties": {
            key: {"description": words, **schema} for key, (schema, words) in one.keys.items()
        },
    }
    return {**found, "additionalProperties": False} if closed else found


def _named(part: object) -> list[str]:
    """The kinds of objects that a part of a schema refers to, in order."""
    if isinstance(part, list):
        return [name for member in part for name in _named(member)]
    if not isinstance(part, dict):
        return []
    here = [part["$ref"].removeprefix("#/$defs/")] if isinstance(part.get("$ref"), str) else []
    return here + [name for member in part.values() for name in _named(member)]
