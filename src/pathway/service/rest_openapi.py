"""How the addresses for advice describe themselves: what is asked, and the schema of the advice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.types import Lifespan

from pathway.advice.schema import FORMS, definitions, schema_of_form
from pathway.content.patient_schema import patient_schema
from pathway.engine import Library
from pathway.ground.vocabulary import RecordList
from pathway.service.rest_request import ADVISE, QUESTIONS, WHY

#: What is answered at each address, by its name among the components.
ANSWERS: Final[Mapping[str, str]] = {ADVISE: "Advice", WHY: "Why", QUESTIONS: "Questions"}


def request_schema(asked: str) -> dict[str, Any]:
    """What may be sent to an address; the patient and the answers are among the components."""
    members = dict(_MEMBERS)
    needed = []
    if asked == WHY:
        members["therapy"] = {
            "description": "The therapy that is asked about: its id, its title, or a drug.",
            "type": "string",
            "minLength": 1,
        }
        needed = ["therapy"]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": needed,
        "properties": members,
        "oneOf": [{"required": ["patient"]}, {"required": ["record"]}],
    }


class DescribedApp(FastAPI):
    """An app that describes itself with the schemas that its addresses refer to."""

    def __init__(self, library: Library, version: str, lifespan: Lifespan[FastAPI]) -> None:
        title = library.title
        super().__init__(title=title, version=version, lifespan=lifespan, docs_url=None)
        self._library = library

    def openapi(self) -> dict[str, Any]:
        """The document, made once."""
        if self.openapi_schema is None:
            found = get_openapi(title=self.title, version=self.version, routes=self.routes)
            schemas = found.setdefault("components", {}).setdefault("schemas", {})
            schemas |= components(self._library)
            self.openapi_schema = found
        return self.openapi_schema


def components(library: Library) -> dict[str, Any]:
    """All that requests and answers refer to; patients are those of one library."""
    patient = patient_schema(library.vocabulary)
    forms = {name: _whole(form) for name, form in zip(ANSWERS.values(), FORMS, strict=True)}
    return {
        "PatientFile": patient,
        "Answers": _answers(patient["properties"]["attributes"]),
        **_referred({**definitions(), **forms}),
    }


# -- private -------------------------------------------------------------------------------

_MEMBERS: Final[Mapping[str, Any]] = {
    "patient": {"$ref": "#/components/schemas/PatientFile"},
    "record": {
        "description": "The patient's health record: a FHIR R4 Bundle, or a list of resources.",
        "anyOf": [
            {"type": "object", "required": ["resourceType"]},
            {"type": "array", "items": {"type": "object"}},
        ],
    },
    "subject": {
        "description": "Whose record it is, where it has several patients: `Patient/7`.",
        "type": "string",
        "minLength": 1,
    },
    "answers": {"$ref": "#/components/schemas/Answers"},
    "pathway": {
        "description": "The pathway to follow; else that for the patient's complaint.",
        "type": "string",
        "minLength": 1,
    },
    "as_of": {
        "description": "The day the advice is for; else an example's own, else today.",
        "type": "string",
        "format": "date",
    },
    "strict": {"description": "Assume nothing.", "type": "boolean"},
    "adopts": {
        "description": "Guidelines or recommendations to adopt, in this order.",
        "type": "array",
        "maxItems": 100,
        "items": {"type": "string"},
    },
}


def _answers(attributes: dict[str, Any]) -> dict[str, Any]:
    """Values by attribute, and lists that are whole."""
    whole = {"description": "That this is all that is on the list.", "const": True}
    lists = {name.value: whole for name in RecordList}
    return {**attributes, "properties": {**attributes["properties"], **lists}}


def _whole(form: str) -> dict[str, Any]:
    kept = ("title", "description", "type", "required", "properties")
    return {key: value for key, value in schema_of_form(form).items() if key in kept}


def _referred(part: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """The same with references to components in place of definitions."""
    if isinstance(part, list):
        return [_referred(member) for member in part]
    if not isinstance(part, dict):
        return part
    found = {key: _referred(value) for key, value in part.items()}
    if isinstance(found.get("$ref"), str):
        found["$ref"] = found["$ref"].replace("#/$defs/", "#/components/schemas/")
    return found
