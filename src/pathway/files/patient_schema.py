"""The JSON Schema of patient files: what one library's vocabulary lets them say."""

from __future__ import annotations

from typing import Any, Final

from pathway.files.written import YES_NO_SCHEMA
from pathway.patient import Outcome, Why
from pathway.terms import Kind
from pathway.vocabulary import Attribute, Base, RecordList, Vocabulary

Schema = dict[str, Any]


def patient_schema(vocabulary: Vocabulary) -> Schema:
    """A patient of this vocabulary: its attributes, groups and therapies complete."""
    attributes = {name: _attribute(one) for name, one in vocabulary.attributes.items()}
    therapies = sorted(vocabulary.therapies)
    chosen = _listed({"enum": [*therapies, *(kind.value for kind in Kind)]})
    return _mapping(
        {
            "patient": {"type": ["string", "number"]},
            "label": _TEXT,
            "example": _EXAMPLE,
            "recorded": _DAY,
            "source": _TEXT,
            "complete": _listed({"enum": [one.value for one in RecordList]}),
            "reconciled": _DAY,
            "reconciled by": _TEXT,
            "none of": _listed({"enum": list(vocabulary.groups)}),
            "attributes": _mapping(attributes),
            "trials": {"type": "array", "items": _trial(therapies)},
            "preferences": _mapping(dict.fromkeys(("wants", "declines", "unavailable"), chosen)),
            "overrides": _listed(_OVERRIDE),
        },
        required=["patient"],
    )


# -- private -------------------------------------------------------------------------------

_TEXT: Final[Schema] = {"type": "string"}
_YES_NO: Final[Schema] = dict(YES_NO_SCHEMA)
_NUMBER: Final[Schema] = {"type": ["number", "string"]}

#: 2026-11-20, or 2026-11 or 2026, which YAML reads as a number.
_DAY: Final[Schema] = {"anyOf": [{"type": "string"}, {"type": "integer"}]}


def _mapping(properties: Schema, required: list[str] | None = None) -> Schema:
    found: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return found if required is None else {**found, "required": required}


def _listed(item: Schema) -> Schema:
    """One of something, or a list of them."""
    return {"anyOf": [item, {"type": "array", "items": item}]}


_EXAMPLE: Final = {
    **_mapping({"as of": _DAY}, ["as of"]),
    "description": "Only of an invented patient: the day it speaks of.",
}

_OVERRIDE: Final = _mapping(
    {"rule": _TEXT, "actor": _TEXT, "reason": _TEXT, "until": _DAY}, ["rule", "actor", "reason"]
)

#: Why a value may be missing, as far as a patient file can say so.
_WHY: Final = [why.value for why in Why if why is not Why.STALE]


def _attribute(attribute: Attribute) -> Schema:
    """A value, a value with its unit, date and source, or several of them."""
    value = _value(attribute)
    recorded = {"value": value, "on": _DAY, "source": _TEXT, "unit": _TEXT, "detail": _TEXT}
    recorded |= {"assumed": _TEXT, "settles": _TEXT}
    entry = _mapping({**recorded, "unknown": {"enum": _WHY}})
    return {"description": attribute.question, **_listed({"anyOf": [value, entry]})}


def _value(attribute: Attribute) -> Schema:
    base = attribute.type.base
    if base is Base.BOOLEAN:
        return _YES_NO
    if base is Base.DATE:
        return _DAY
    if attribute.type.is_number:
        return _NUMBER
    return {"enum": list(attribute.type.choices or ())}


def _trial(therapies: list[str]) -> Schema:
    return _mapping(
        {
            "therapy": {"enum": therapies},
            "from": _DAY,
            "to": _DAY,
            "ongoing": _YES_NO,
            "weeks": _NUMBER,
            "sessions": _NUMBER,
            "dose": _NUMBER,
            "adequate": _YES_NO,
            "outcome": {"enum": [outcome.value for outcome in Outcome]},
            "source": _TEXT,
        },
        ["therapy"],
    )
