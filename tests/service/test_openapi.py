"""The service answers as its OpenAPI document says, whatever is sent: schemathesis tries it out."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import httpx
import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from pathway.engine import Library
from pathway.service.rest_openapi import ANSWERS
from tests.chance import examples
from tests.examples import EXAMPLES

from .at_random import request
from .clients import queries, serving
from .rest_files import mapping

CHECKS: Any = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
#: What is called, with requests as they are described or with others, and how often.
ADDRESSES = [
    ("GET", "/cds-services", GenerationMode.POSITIVE, 5),
    ("POST", "/cds-services/{service}", GenerationMode.POSITIVE, 120),
    ("POST", "/cds-services/{service}", GenerationMode.NEGATIVE, 120),
    ("POST", "/cds-services/{service}/feedback", GenerationMode.POSITIVE, 60),
    ("POST", "/cds-services/{service}/feedback", GenerationMode.NEGATIVE, 60),
    ("POST", "/advise", GenerationMode.POSITIVE, 30),
    ("POST", "/advise", GenerationMode.NEGATIVE, 25),
    ("POST", "/why", GenerationMode.POSITIVE, 12),
    ("POST", "/why", GenerationMode.NEGATIVE, 12),
    ("POST", "/questions", GenerationMode.POSITIVE, 12),
    ("POST", "/questions", GenerationMode.NEGATIVE, 12),
    ("GET", "/advice/{token}", GenerationMode.POSITIVE, 20),
    ("GET", "/health", GenerationMode.POSITIVE, 5),
    ("GET", "/metrics", GenerationMode.POSITIVE, 5),
]
ASKING = ("/advise", "/why", "/questions")
FILES = sorted(EXAMPLES.glob("*.yaml"))
SERVICES = ("pathway-patient-view", "pathway-order-select", "pathway-order-sign")


@pytest.fixture(scope="module")
def client(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder: Path = tmp_path_factory.mktemp("service")
    with serving(library, folder) as made:
        yield made


@pytest.fixture(scope="module")
def schema(client: httpx.Client) -> Any:
    return schemathesis.openapi.from_dict(client.get("/openapi.json").json())


def test_every_address_is_tried(schema: Any) -> None:
    described = {
        (method.upper(), path) for path in schema for method in schema[path] if method in _METHODS
    }
    assert described == {(method, path) for method, path, _, _ in ADDRESSES}


def test_every_reference_leads_somewhere(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    named = re.findall(r'"\$ref":"([^"]*)"', client.get("/openapi.json").text)
    schemas = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert len(set(named)) > 30
    assert set(named) <= schemas


def test_answers_are_the_forms_that_are_described(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    for asked, name in ANSWERS.items():
        body = {"patient": mapping(FILES[0])} | ({"therapy": "nsaid"} if asked == "why" else {})
        answer = client.post(f"/{asked}", json=body).json()
        schema = {**described, "$ref": f"#/components/schemas/{name}"}
        assert jsonschema_rs.is_valid(schema, answer)
        assert not jsonschema_rs.is_valid(schema, {**answer, "schema": "pathway-advice/0"})
        sent = described["paths"][f"/{asked}"]["post"]["requestBody"]["content"]
        request = {**described, **sent["application/json"]["schema"]}
        assert jsonschema_rs.is_valid(request, body)
        assert not jsonschema_rs.is_valid(request, {**body, "pathwy": "sciatica"})


_METHODS = ("get", "post", "put", "delete", "patch")


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path", "mode", "times"), ADDRESSES)
def test_answers_are_as_described(
    schema: Any,
    client: httpx.Client,
    library: Library,
    method: str,
    path: str,
    mode: GenerationMode,
    times: int,
) -> None:
    operation = schema[path][method]
    asked = queries(client, SERVICES[0])
    statuses: set[int] = set()

    @given(case=operation.as_strategy(generation_mode=mode), chance=st.randoms())
    @settings(max_examples=examples(times), deadline=None, suppress_health_check=list(HealthCheck))
    def tried(case: Any, chance: Random) -> None:
        if "{service}" in path and chance.random() < 0.9:
            case.path_parameters = {"service": chance.choice(SERVICES)}
        if path == "/cds-services/{service}" and chance.random() < 0.5:
            made = request(library, chance)
            case.path_parameters = {"service": f"pathway-{made.hook}"}
            whole = made.body(asked)
            given_ = case.body if isinstance(case.body, dict) and chance.random() < 0.7 else {}
            case.body = {**given_, **whole}
        if path in ASKING and chance.random() < 0.4:
            case.body = {"patient": mapping(chance.choice(FILES))}
            case.body |= {"therapy": "nsaid"} if path == "/why" else {}
        answer = case.call_and_validate(base_url=str(client.base_url), checks=CHECKS)
        assert answer.status_code < 500
        statuses.add(answer.status_code)

    tried()
    assert 200 in statuses or mode is GenerationMode.NEGATIVE or path not in ASKING
