"""Every checker finds nothing wrong with advice in FHIR, and each is awake: planted faults."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.interchange.fhir import checkers
from tests.interchange.fhir.advices import EXAMPLES, example, library, random_advices, written
from tests.interchange.fhir.definitions import Json

MON = next(path for path in EXAMPLES if path.stem == "mon-57")
#: How many random advices the slow lane looks at.
RANDOM = 1000


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_checkers_in_python_find_nothing_in_an_example(path: Path) -> None:
    bundle = written(example(path))
    assert {name: check(bundle) for name, check in checkers.IN_PYTHON.items()} == {
        "models": [],
        "structure": [],
    }


@pytest.mark.slow
def test_no_checker_finds_anything_in_any_example() -> None:
    bundles = [written(example(path)) for path in EXAMPLES]
    assert {
        path.stem: found for path, found in zip(EXAMPLES, faults(bundles), strict=True) if found
    } == {}


@pytest.mark.slow
def test_no_checker_finds_anything_in_random_advices() -> None:
    bundles = [written(advice) for advice in random_advices(RANDOM)]
    assert len(bundles) == RANDOM
    assert [found for found in faults(bundles) if found] == []


def faults(bundles: list[Json]) -> list[list[str]]:
    """All that any checker finds wrong with each bundle."""
    every = {**checkers.IN_PYTHON, **checkers.WITH_DEFINITIONS}
    found = checkers.by_medplum(bundles)
    return [
        [*others, *(f"{name}: {one}" for name, check in every.items() for one in check(bundle))]
        for bundle, others in zip(bundles, found, strict=True)
    ]


def of_kind(bundle: Json, kind: str) -> Json:
    return next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind)


def leaf(group: Json) -> Json:
    return next(action for action in group["action"] if "resource" in action)


Plant = Callable[[Json], Any]

#: Faults that somebody might make in what writes FHIR, and which checkers find each.
PLANTED: dict[str, tuple[Plant, tuple[str, ...]]] = {
    "an unknown element": (
        lambda b: of_kind(b, "CarePlan").update(goals=[]),
        ("models", "structure", "schema", "bindings", "medplum"),
    ),
    "a missing element": (
        lambda b: of_kind(b, "CarePlan").pop("subject"),
        ("models", "structure", "schema", "medplum"),
    ),
    "a status that there is not": (
        lambda b: of_kind(b, "CarePlan").update(status="planned"),
        ("bindings",),
    ),
    "a status of a narrative": (
        lambda b: of_kind(b, "CarePlan")["text"].update(status="written"),
        ("schema", "bindings"),
    ),
    "the status of a group": (
        lambda b: of_kind(b, "RequestGroup").update(status="proposed"),
        ("bindings",),
    ),
    "a number as a text": (
        lambda b: of_kind(b, "DetectedIssue").update(detail=7),
        ("models", "structure", "schema", "medplum"),
    ),
    "a null": (
        lambda b: of_kind(b, "DetectedIssue").update(detail=None),
        ("structure", "schema", "medplum"),
    ),
    "an empty list": (lambda b: of_kind(b, "CarePlan").update(note=[]), ("structure",)),
    "an action with nothing behind it": (
        lambda b: leaf(of_kind(b, "RequestGroup")).pop("resource"),
        ("medplum",),
    ),
    "a reference to nothing": (
        lambda b: leaf(of_kind(b, "RequestGroup"))["resource"].update(
            reference="urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"
        ),
        ("bindings",),
    ),
    "a contained resource that is not there": (
        lambda b: of_kind(b, "CarePlan")["activity"][0]["reference"].update(reference="#group"),
        ("bindings",),
    ),
    "a reference to a resource of another kind": (
        lambda b: of_kind(b, "GuidanceResponse").update(
            outputParameters={"reference": "Patient/1"}
        ),
        ("bindings",),
    ),
    "a code that its system lacks": (
        lambda b: of_kind(b, "CarePlan")["meta"]["security"][0].update(code="DEVICE"),
        ("bindings",),
    ),
    "a code under another name": (
        lambda b: of_kind(b, "CarePlan")["meta"]["security"][0].update(display="by a person"),
        ("bindings",),
    ),
    "a narrative that is not closed": (
        lambda b: of_kind(b, "CarePlan")["text"].update(div="<div>not closed"),
        ("bindings",),
    ),
    "two items of one name": (
        lambda b: of_kind(b, "Questionnaire")["item"].append(
            of_kind(b, "Questionnaire")["item"][0]
        ),
        ("bindings",),
    ),
}


@pytest.mark.slow
def test_every_planted_fault_is_found_by_the_checkers_that_can_see_it() -> None:
    sound = written(example(MON))
    spoilt = []
    for plant, _ in PLANTED.values():
        bundle = copy.deepcopy(sound)
        plant(bundle)
        spoilt.append(bundle)
    every = {**checkers.IN_PYTHON, **checkers.WITH_DEFINITIONS}
    by_medplum = checkers.by_medplum(spoilt)
    found = {
        name: (
            *(kind for kind, check in every.items() if check(bundle)),
            *(("medplum",) if others else ()),
        )
        for name, bundle, others in zip(PLANTED, spoilt, by_medplum, strict=True)
    }
    assert found == {name: seen for name, (_, seen) in PLANTED.items()}


def test_the_same_advice_gives_the_same_bytes() -> None:
    patient = library().patient_from_file(MON)
    one, other = (orjson.dumps(library().advise(patient).to_fhir()) for _ in range(2))
    assert one == other
