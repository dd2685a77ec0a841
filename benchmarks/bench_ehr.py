"""How long it takes from the bytes of a large FHIR bundle to a patient, against parsing its JSON.

One bundle is public test data beside the project (PATHWAY_TEST_DATA), where it is there; the other
is made so that every resource of it matters. Nothing here passes or fails.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median

import orjson

import pathway

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("PATHWAY_TEST_DATA", ROOT.parent / "shared/data")) / "fhir"
TODAY = date(2026, 11, 20)
ROUNDS = 60


def main() -> None:
    """Print baseline, figure and ratio."""
    library = pathway.open_library()
    files = sorted(DATA.glob("*.json"), key=lambda path: path.stat().st_size)
    bundles = {path.name: path.read_bytes() for path in files[-1:]}
    for name, data in {**bundles, "a made bundle": made()}.items():
        baseline, figure = alternately(
            partial(orjson.loads, data), partial(library.patient_from_fhir, data, today=TODAY)
        )
        print(f"{name}, {len(data) / 1e6:.2f} MB, warm")
        print(f"{'orjson.loads':32}{baseline * 1e3:9.2f} ms")
        print(f"{'bundle to patient':32}{figure * 1e3:9.2f} ms{figure / baseline:8.2f} x")


def alternately(*functions: Callable[[], object]) -> list[float]:
    """The median seconds of each, measured in turn so that noise hits all alike."""
    taken: list[list[float]] = [[] for _ in functions]
    for number in range(ROUNDS + 5):
        for times, function in zip(taken, functions, strict=True):
            start = time.perf_counter()
            function()
            if number >= 5:
                times.append(time.perf_counter() - start)
    return [median(times) for times in taken]


def made(observations: int = 1200) -> bytes:
    """A bundle with as many observations, of a patient who never was."""
    subject = {"reference": "Patient/1"}
    entries: list[dict[str, object]] = [{"resource": {"resourceType": "Patient", "id": "1"}}]
    for number in range(observations):
        resource = {
            "resourceType": "Observation",
            "id": f"o{number}",
            "status": "final",
            "subject": subject,
            "code": {"coding": [{"system": "http://loinc.org", "code": "777-3"}], "text": "x" * 90},
            "effectiveDateTime": f"20{number % 20:02}-03-06T04:04:09-05:00",
            "valueQuantity": {
                "value": 212.11114018738556,
                "unit": "10*3/uL",
                "system": "http://unitsofmeasure.org",
                "code": "10*3/uL",
            },
        }
        entries.append({"fullUrl": f"urn:uuid:{number}", "resource": resource})
    return orjson.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries})


if __name__ == "__main__":
    main()
