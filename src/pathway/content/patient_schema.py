"""The JSON Schema of patient files: what one library's vocabulary lets them say."""

from __future__ import annotations

from typing import Any, Final

from pathway.content.reference import described
from pathway.content.written import DAY_SCHEMA, YES_NO_SCHEMA
from pathway.ground.terms import Kind
from pathway.ground.vocabulary import Attribute, Base, RecordList, Vocabulary
from pathway.patients.model import Outcome, Why

Schema = dict[str, Any]


def patient_schema(vocabulary: Vocabulary | None) -> Schema:
    """A patient of this vocabulary: its attributes, groups and therapies complete.

    Without a vocabulary it is that of any library, in which every name may stand.
    """
    therapies = None if vocabulary is None else sorted(vocabulary.therapies)
    chosen = _TEXT if therapies is None else {"enum": [*therapies, *(k.value for k in Kind)]}
    preferences = dict.fromkeys(("wants", "declines", "unavailable"), _listed(chosen))
    return _mapping(
        {
            "patient": {"type": ["string", "number"]},
            "label": _TEXT,
            "name": _TEXT,
            "record number": _TEXT,
            "example": _mapping({"as of": _WHOLE_DAY}, "Example", ["as of"]),
            "recorded": DAY,
            "source": _TEXT,
            "complete": _listed({"enum": [one.value for one in RecordList]}),
            "reconciled": _WHOLE_DAY,
            "reconciled by": _TEXT,
            "not complete": _gaps(),
            "allergies": _allergies(),
            "none of": _listed(_TEXT if vocabulary is None else {"enum": list(vocabulary.groups)}),
            "attributes": _attributes(vocabulary),
            "trials": {"type": "array", "items": _trial(therapies)},
            "preferences": _mapping(preferences, "Preferences"),
            "overrides": _listed(_override()),
        },
        "Patient",
        required=["patient"],
    )


# -- private -------------------------------------------------------------------------------

_TEXT: Final[Schema] = {"type": "string"}
_YES_NO: Final[Schema] = dict(YES_NO_SCHEMA)
_NUMBER: Final[Schema] = {"type": ["number", "string"]}

#: 2026-11-20, or 2026-11 or 2026, which YAML reads as a number.
DAY: Final[Schema] = {"anyOf": [{"type": "string"}, {"type": "integer"}]}
_WHOLE_DAY: Final[Schema] = dict(DAY_SCHEMA)


def _mapping(properties: Schema, of: str, required: list[str] | None = None) -> Schema:
    """A mapping with these keys; `of` is what the reference calls it."""
    keys = described([of], properties)
    found: Schema = {"type": "object", "additionalProperties": False, "properties": keys}
    found = {"description": _ABOUT[of], **found}
    return found if required is None else {**found, "required": required}


_ABOUT: Final = {
    "Patient": "What was said about one patient, when and by whom.",
    "Example": "That the patient is invented, and the day that the file speaks of.",
    "Entry": "A value of an attribute with its date and source, or why there is none.",
    "Allergy": "Something that the patient is allergic to.",
    "Trial": "A treatment that was tried in this episode, or is under way.",
    "Preferences": "What the patient wants and refuses, and what is not to be had.",
    "Override": "An *avoid* rule that a clinician lifts for this patient.",
}


def _listed(item: Schema) -> Schema:
    """One of something, or a list of them."""
    return {"anyOf": [item, {"type": "array", "items": item}]}


def _override() -> Schema:
    keys = {"rule": _TEXT, "actor": _TEXT, "reason": _TEXT, "until": _WHOLE_DAY}
    return _mapping(keys, "Override", ["rule", "actor", "reason"])


def _gaps() -> Schema:
    """Reasons by list; the lists are no keys of ours."""
    lists = {"enum": [one.value for one in RecordList]}
    return {"type": "object", "propertyNames": lists, "additionalProperties": _listed(_TEXT)}


def _allergies() -> Schema:
    """A substance in words, or with all that is known of the allergy; or that none are known."""
    texts = dict.fromkeys(("to", "reaction", "severity", "doubt", "source"), _TEXT)
    keys = {**texts, "codes": _listed(_TEXT), "intolerance": _YES_NO, "on": DAY}
    return _listed({"anyOf": [_TEXT, _mapping(keys, "Allergy", ["to"])]})


#: Why a value may be missing, as far as a patient file can say so.
_WHY: Final = [why.value for why in Why if why is not Why.STALE]


def _attributes(vocabulary: Vocabulary | None) -> Schema:
    """What may be recorded; the attributes are no keys of ours, so each has its own question."""
    if vocabulary is None:
        return {"type": "object", "additionalProperties": _recorded({})}
    rows = {
        name: {"description": one.question, **_recorded(_value(one))}
        for name, one in vocabulary.attributes.items()
    }
    return {"type": "object", "additionalProperties": False, "properties": rows}


def _recorded(value: Schema) -> Schema:
    """A value, a value with its unit, date and source, or several of them."""
    recorded = {"value": value, "on": DAY, "source": _TEXT, "unit": _TEXT, "detail": _TEXT}
    recorded |= {"assumed": _TEXT, "settles": _TEXT}
    entry = _mapping({**recorded, "unknown": {"enum": _WHY}}, "Entry")
    return _listed({"anyOf": [value, entry]})


def _value(attribute: Attribute) -> Schema:
    base = attribute.type.base
    if base is Base.BOOLEAN:
        return _YES_NO
    if base is Base.DATE:
        return DAY
    if attribute.type.is_number:
        return _NUMBER
    return {"enum": list(attribute.type.choices or ())}


def _trial(therapies: list[str] | None) -> Schema:
    return _mapping(
        {
            "therapy": _TEXT if therapies is None else {"enum": therapies},
            "from": DAY,
            "to": DAY,
            "ongoing": _YES_NO,
            "weeks": _NUMBER,
            "sessions": _NUMBER,
            "dose": _NUMBER,
            "adequate": _YES_NO,
            "outcome": {"enum": [outcome.value for outcome in Outcome]},
            "source": _TEXT,
        },
        "Trial",
        ["therapy"],
    )
