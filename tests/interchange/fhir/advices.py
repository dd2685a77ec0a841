"""Advice of these tests: on every example patient, and on random patients of every pathway."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import orjson

import pathway
from pathway.advice.advice import Advice
from pathway.authoring.search.sampling import anybody
from tests.interchange.fhir.definitions import Json

ROOT: Final = Path(__file__).parents[3]
EXAMPLES: Final = sorted((ROOT / "examples/patients").glob("*.yaml"))
DAY: Final = date(2026, 11, 20)


@cache
def library() -> pathway.Library:
    """The shipped library."""
    return pathway.open_library(ROOT / "pathways")


@cache
def example(path: Path) -> Advice:
    """The advice on an example patient."""
    return library().advise(library().patient_from_file(path))


def random_advices(number: int, seed: int = 21) -> Iterator[Advice]:
    """So many advices on random patients, by every pathway in turn, some of them by none."""
    ids = (*library().pathways, None)
    for place, id_ in enumerate(ids):
        share = number // len(ids) + (place < number % len(ids))
        program = library().program(id_ or library().pathways[0])
        for patient in anybody(program, DAY, seed + place, share):
            yield library().advise(patient, id_, DAY, strict=place % 2 == 0)


def written(advice: Advice) -> Json:
    """The advice in FHIR as it leaves: bytes, read again."""
    found: Json = orjson.loads(orjson.dumps(advice.to_fhir()))
    return found
