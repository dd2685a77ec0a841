"""Exports for tests: the resources of records as folders of NDJSON, and the answers to them."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final

import orjson

from pathway.cohort.bulk.answering import RecordAnswers, RecordQuestion
from pathway.cohort.bulk.lines import files_of, opened
from pathway.cohort.bulk.silent import Silence
from pathway.fhir.site import Site

from .rows import AS_OF
from .test_agreement import shipped

Resource = Mapping[str, Any]
#: The kinds of which an export has a file, and be it empty.
ALWAYS: Final = (
    *("Patient", "Condition", "AllergyIntolerance", "MedicationRequest", "Procedure"),
    "Observation",
)


def export(folder: Path, resources: Iterable[Resource], chance: Random | None = None) -> None:
    """Write a folder as a server exports it; by `chance` in any order and in several files."""
    kinds: dict[str, list[bytes]] = {kind: [] for kind in ALWAYS}
    for one in resources:
        kinds.setdefault(one["resourceType"], []).append(orjson.dumps(one))
    folder.mkdir(exist_ok=True)
    for kind, lines in kinds.items():
        if chance is None:
            (folder / f"{kind}.ndjson").write_bytes(b"".join(line + b"\n" for line in lines))
            continue
        chance.shuffle(lines)
        parts: list[list[bytes]] = [[] for _ in range(chance.randint(1, 3))]
        for line in lines:
            chance.choice(parts).append(line)
        for number, part in enumerate(parts):
            data = b"\n".join(part) + chance.choice((b"", b"\n", b"\r\n\n"))
            name = f"{kind}.{number:03}.ndjson"
            if chance.random() < 0.3:
                (folder / f"{name}.gz").write_bytes(gzip.compress(data))
            else:
                (folder / name).write_bytes(data)


def answered(
    folder: Path,
    id_: str,
    *,
    site: Site = None,
    base: str | None = None,
    day: date = AS_OF,
    strict: bool = False,
) -> tuple[list[dict[str, Any]], dict[tuple[str, str], int]]:
    """The answers to an export, and its faults."""
    library = shipped()
    rules = library.record_rules(site)
    rows, faults = list[dict[str, Any]](), dict[tuple[str, str], int]()
    with tempfile.TemporaryDirectory() as spill, opened(Path(spill)) as found:
        found.read(files_of(folder), Silence(rules, library.vocabulary), rules.complete)
        faults |= found.faults
        asked = RecordQuestion(rules, day, max(day, AS_OF), base, tuple(found.signs))
        here = RecordAnswers(library, library.program(id_), asked, strict=strict)
        for keys, texts in found.records(50):
            told = here.answer(keys, texts)
            rows += told.answers.to_pylist()
            faults |= told.faults
    return rows, faults
