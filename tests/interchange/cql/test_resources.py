"""The FHIR resources around the text: by every checker, and what they say."""

import base64
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B import get_fhir_model_class

from pathway.cql.elements import DRAFT
from pathway.cql.library import library_of
from pathway.cql.resources import resources
from pathway.engine import Library, open_library
from tests.golden import expect
from tests.interchange.cql.small import small_library
from tests.interchange.fhir.checkers import IN_PYTHON, WITH_DEFINITIONS, by_medplum

Json = dict[str, Any]
#: R4B, whose models these are, changed what these two hold; the checkers of R4 see them.
OF_R4_ALONE = frozenset({"Evidence", "EvidenceVariable"})


@cache
def shipped() -> Library:
    return open_library()


def all_of(library: Library, id_: str) -> tuple[Json, ...]:
    program = library.program(id_)
    return resources(program, library_of(program))


@cache
def exported(id_: str) -> tuple[Json, ...]:
    """Those of a shipped pathway, made once."""
    return all_of(shipped(), id_)


def bundle(found: tuple[Json, ...]) -> Json:
    """The resources together, as the checkers take them."""
    entries = [
        {"fullUrl": f"https://a.example/{one['resourceType']}/{one['id']}", "resource": one}
        for one in found
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


@pytest.mark.parametrize("id_", shipped().pathways)
def test_the_models_take_every_resource(id_: str) -> None:
    found = exported(id_)
    for one in found:
        if one["resourceType"] not in OF_R4_ALONE:
            get_fhir_model_class(one["resourceType"]).model_validate(one)
    assert IN_PYTHON["structure"](bundle(found)) == []


@pytest.mark.slow
@pytest.mark.parametrize("id_", shipped().pathways)
def test_every_checker_takes_every_resource(id_: str) -> None:
    whole = bundle(exported(id_))
    assert {name: check(whole) for name, check in WITH_DEFINITIONS.items()} == {
        name: [] for name in WITH_DEFINITIONS
    }
    assert by_medplum([whole]) == [[]]


# -- what they say -------------------------------------------------------------------------


def test_the_resources_of_a_small_pathway(tmp_path: Path) -> None:
    """All of them as they are; of the text only that it is the library's."""
    library = small_library(tmp_path)
    found = all_of(library, "leg")
    content = found[0]["content"][0]
    text = base64.b64decode(content.pop("data")).decode()
    assert content == {"contentType": "text/cql"}
    assert text == library_of(library.program("leg")).text
    expect("interchange/leg.json", json.dumps(found, indent=1, ensure_ascii=False) + "\n")


@pytest.mark.parametrize("id_", shipped().pathways)
def test_every_resource_says_that_it_is_a_draft(id_: str) -> None:
    for one in exported(id_):
        assert one["status"] == "draft"
        assert one["description"].startswith(DRAFT)
        assert DRAFT in one["text"]["div"]


@pytest.mark.parametrize("id_", shipped().pathways)
def test_whatever_is_named_is_there(id_: str) -> None:
    """Definitions, other resources and other actions; nothing has one address twice."""
    found = exported(id_)
    urls = [f"{one['url']}|{one['version']}" for one in found]
    assert len(set(urls)) == len(urls) == len({(one["resourceType"], one["id"]) for one in found})
    parts = list(_parts(found))
    named = [one["definitionCanonical"] for one in parts if "definitionCanonical" in one]
    named += [url for one in parts for url in one.get("library", [])]
    assert set(named) <= set(urls)
    defined = {one["name"] for one in found[0]["parameter"] if one["use"] == "out"}
    assert defined == shipped().program(id_).by_name.keys()
    told = [one["expression"] for one in parts if one.get("language") == "text/cql"]
    assert {re.match(r'"([^"]+)"', text)[1] for text in told} <= defined  # type: ignore[index]
    ids = {one["id"] for one in parts if "condition" in one and "id" in one}
    assert {one["actionId"] for one in parts if "actionId" in one} <= ids
    activities = {url for url in urls if ":activity:" in url}
    assert activities == set(named) & activities


def _parts(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from _parts(one)
