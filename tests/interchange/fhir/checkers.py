"""The checkers of FHIR that output has to pass: each says what is wrong with bundles."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import fhirkit
from fhir.resources.R4B.bundle import Bundle
from pydantic import ValidationError

from tests.interchange.fhir import bindings
from tests.interchange.fhir.definitions import Json, schema
from tests.node import modules, node

HERE = Path(__file__).parent


def by_models(bundle: Json) -> list[str]:
    """What fhir.resources finds: missing and unknown elements, types."""
    try:
        Bundle.model_validate(bundle)
    except ValidationError as error:
        return [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
    return []


def by_structure(bundle: Json) -> list[str]:
    """What fhirkit finds: structure, nulls, empty arrays."""
    return [str(issue) for issue in fhirkit.validate(bundle)]


def by_schema(bundle: Json) -> list[str]:
    """What the official JSON schema finds, of the bundle and of each resource."""
    every = (bundle, *(entry["resource"] for entry in bundle["entry"]))
    wrong = [resource for resource in every if not schema().is_valid(resource)]
    return [f"{resource['resourceType']} does not fit the schema" for resource in wrong]


def by_medplum(bundles: Sequence[Json]) -> list[list[str]]:
    """What @medplum/core finds in each bundle: invariants, reference targets."""
    told = "\n".join(json.dumps(bundle) for bundle in bundles)
    answer = node(HERE / "validate.cjs", str(modules()), told=told)
    return [json.loads(line) for line in answer.splitlines()]


#: The checkers that need nothing but Python, and those that need the official definitions.
IN_PYTHON: dict[str, Callable[[Json], list[str]]] = {
    "models": by_models,
    "structure": by_structure,
}
WITH_DEFINITIONS: dict[str, Callable[[Json], list[str]]] = {
    "schema": by_schema,
    "bindings": bindings.faults,
}
