"""How the addresses of the service describe themselves in its OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Response

from pathway.service.rest_openapi import ANSWERS, request_schema

_OUTCOME: Final = {
    "description": "Not answered: why, as an OperationOutcome",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["resourceType", "issue"],
                "properties": {
                    "resourceType": {"const": "OperationOutcome"},
                    "issue": {"type": "array", "items": {"type": "object"}},
                },
            }
        }
    },
}
_TEXT: Final = {"type": "string", "minLength": 1, "maxLength": 512}
_HOOK: Final = {
    "type": "object",
    "required": ["hook", "hookInstance", "context"],
    "properties": {
        "hook": {"enum": ["patient-view", "order-select", "order-sign"]},
        "hookInstance": _TEXT,
        "fhirServer": {"type": "string", "format": "uri"},
        "fhirAuthorization": {
            "type": "object",
            "required": ["access_token"],
            "properties": {"access_token": {"type": "string", "minLength": 1}},
        },
        "context": {
            "type": "object",
            "required": ["userId", "patientId"],
            "properties": {
                "userId": _TEXT,
                "patientId": _TEXT,
                "encounterId": {"type": "string"},
                "draftOrders": {"type": "object"},
                "selections": {"type": "array", "items": {"type": "string"}},
            },
        },
        "prefetch": {"type": "object"},
    },
}
_ONE_FEEDBACK: Final = {
    "type": "object",
    "required": ["card", "outcome"],
    "properties": {
        "card": _TEXT,
        "outcome": {"enum": ["accepted", "overridden"]},
        "acceptedSuggestions": {
            "type": "array",
            "items": {"type": "object", "required": ["id"], "properties": {"id": _TEXT}},
        },
        "overrideReason": {"type": "object"},
        "overrideReasons": {"type": "array", "items": {"type": "object"}},
        "outcomeTimestamp": {"type": "string"},
    },
}
_FEEDBACK: Final = {
    "type": "object",
    "required": ["feedback"],
    "properties": {"feedback": {"type": "array", "items": _ONE_FEEDBACK}},
}
_CARDS: Final = {
    "type": "object",
    "required": ["cards"],
    "properties": {
        "cards": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["uuid", "summary", "indicator", "source"],
                "properties": {
                    "uuid": {"type": "string"},
                    "summary": {"type": "string", "maxLength": 139},
                    "indicator": {"enum": ["info", "warning", "critical"]},
                    "detail": {"type": "string"},
                    "source": {"type": "object"},
                },
            },
        }
    },
}


def _refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: dict(_OUTCOME) for status in statuses}


def _answer(schema: Mapping[str, Any], what: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"description": what, "content": {"application/json": {"schema": dict(schema)}}}}


def _body(schema: Mapping[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": dict(schema)}}
    return {"requestBody": {"required": True, "content": content}}


def _asking(asked: str, summary: str) -> dict[str, Any]:
    """An address that answers with advice; every answer says under which key it is on record."""
    answer = _answer({"$ref": f"#/components/schemas/{ANSWERS[asked]}"}, summary)
    recorded = {"description": "The key of its record", "schema": {"type": "string"}}
    answer[200]["headers"] = {"Pathway-Record": {"required": True, **recorded}}
    return {
        "summary": summary,
        "response_class": Response,
        "responses": answer | _refusals(*_ALWAYS, 403, 422),
        "openapi_extra": _body(request_schema(asked)),
    }


_ALWAYS: Final = (400, 401, 408, 413, 415, 421, 429, 431, 503)
_OBJECT: Final = {"type": "object"}

#: For each address what FastAPI is told of it; bodies are read by our own code.
DESCRIBED: Final[Mapping[str, Mapping[str, Any]]] = {
    "discovery": {
        "summary": "Which hooks are answered, and what to send along",
        "response_class": Response,
        "responses": _answer(_OBJECT, "The services") | _refusals(401, 403, 421, 431),
    },
    "hook": {
        "summary": "The cards for one hook",
        "response_class": Response,
        "responses": _answer(_CARDS, "The cards") | _refusals(*_ALWAYS, 403, 404, 412),
        "openapi_extra": _body(_HOOK),
    },
    "feedback": {
        "summary": "What was done about cards",
        "response_class": Response,
        "responses": _answer(_OBJECT, "It is on record") | _refusals(*_ALWAYS, 403, 404, 409),
        "openapi_extra": _body(_FEEDBACK),
    },
    "advise": _asking("advise", "The advice about one patient, as the library gives it"),
    "why": _asking("why", "The full reasons for one therapy"),
    "questions": _asking("questions", "The open questions of the advice alone"),
    "page": {
        "summary": "The whole advice behind a card, for whoever has its link",
        "response_class": Response,
        "responses": {200: {"description": "A page", "content": {"text/html": {}}}}
        | _refusals(403, 404, 421, 431, 503),
    },
    "health": {
        "summary": "Whether requests can be answered and recorded",
        "response_class": Response,
        "responses": _answer(_OBJECT, "Well") | _refusals(403, 421, 431, 503),
    },
    "metrics": {
        "summary": "Counts for Prometheus; only for this computer",
        "response_class": Response,
        "responses": {200: {"description": "Counts", "content": {"text/plain": {}}}}
        | _refusals(403, 421, 431),
    },
}
