"""From the resources of many patients to the answers about them: each is read as one record.

`pathway.fhir` reads the record of each patient as it reads a bundle, and what it finds is evaluated
for all of them together. Nothing is said of somebody whose record nobody may advise on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

import orjson

from pathway.cohort.evaluator import Answered, CohortEvaluator
from pathway.cohort.gathered import batch_of
from pathway.cohort.memory import Memory
from pathway.cohort.run import NOBODY
from pathway.engine import Library
from pathway.fhir.person import key_of_patient
from pathway.fhir.record_text import repeated_key
from pathway.fhir.resource import resource_of
from pathway.fhir.rules import Rules
from pathway.fhir.wholeness import Sign
from pathway.frozen import frozen
from pathway.ground.problems import PatientError
from pathway.names import history_name
from pathway.patients.model import Patient
from pathway.program import CompiledProgram


@frozen
class RecordQuestion:
    """What is asked of every record: by which rules it is read, and for which day.

    `signs` say what may be missing from all of them; `base` is the address of their server.
    """

    rules: Rules
    as_of: date
    today: date
    base: str | None = None
    signs: tuple[Sign, ...] = ()


class RecordAnswers:
    """A pathway's answers to records."""

    def __init__(
        self, library: Library, program: CompiledProgram, asked: RecordQuestion, *, strict: bool
    ) -> None:
        self._library, self._program, self._asked = library, program, asked
        self._strict = strict
        # A record may tell of any therapy that it is under way.
        columns = [history_name(id_, "ongoing") for id_ in program.therapies]
        self._evaluator = CohortEvaluator(program, columns, asked.as_of, strict=strict)
        self.schema = self._evaluator.schema

    def answer(self, keys: Sequence[str], texts: Sequence[str]) -> Answered:
        """The answers to whole patients, whose resources stand together in `texts`."""
        patients, left_out = list[Patient](), list[bool]()
        reasons = Counter[str]()
        for key, theirs in groupby(zip(keys, texts, strict=True), key=itemgetter(0)):
            found = self._patient(key, [text for _, text in theirs])
            refused = isinstance(found, str)
            if isinstance(found, str):
                reasons[found] += 1
                found = Patient(self._id(key))
            patients.append(found)
            left_out.append(refused)
        if self._evaluator.memory.is_full:
            self._evaluator.memory = Memory()
        batch = batch_of(
            patients,
            left_out,
            self._program,
            self._asked.as_of,
            strict=self._strict,
            memory=self._evaluator.memory,
        )
        told = self._evaluator.evaluate_batch(batch)
        faults = {("Patient", reason): count for reason, count in sorted(reasons.items())}
        return Answered(told.answers, told.left_out, faults)

    # -- private ---------------------------------------------------------------------------

    def _patient(self, key: str, texts: Iterable[str]) -> Patient | str:
        """The patient of an id, or why there is none to advise on."""
        try:
            resources = [_resource(text) for text in texts]
        except _UnreadableLineError as error:
            return f"{error}: left out"
        if _are_several(key, resources):
            return "two patients with one id: left out"
        named = any("urn:uuid:" in text for text in texts)
        try:
            return self._library.patient_from_fhir(
                _with_addresses(resources) if named else resources,
                site=self._asked.rules,
                as_of=self._asked.as_of,
                today=self._asked.today,
                patient=f"Patient/{key}",
                base=self._asked.base,
                signs=self._asked.signs,
            )
        except PatientError as error:
            return NOBODY.get(error.problems[0].code, "the record is refused: left out")

    def _id(self, key: str) -> str:
        """What the answers call a patient whose record was not read."""
        whose = {"resourceType": "Patient", "id": key}
        return key_of_patient(
            resource_of("Patient", whose, None, (self._asked.base or "").rstrip("/"))
        )


# -- private -------------------------------------------------------------------------------


class _UnreadableLineError(Exception):
    """A line of a patient that nobody can read in one way."""


def _resource(text: str) -> dict[str, Any]:
    data = text.encode()
    try:
        found: dict[str, Any] = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise _UnreadableLineError("a line of the record is no JSON") from None
    if repeated_key(data, found) is not None:
        raise _UnreadableLineError("a key stands twice in an object of the record")
    return found


def _are_several(key: str, resources: Iterable[Mapping[str, Any]]) -> bool:
    """Whether Patient resources of one id say different things of whoever that is."""
    told = [
        {name: value for name, value in one.items() if name not in ("meta", "text")}
        for one in resources
        if one["resourceType"] == "Patient" and one.get("id") == key
    ]
    return any(one != told[0] for one in told)


def _with_addresses(resources: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The resources as a bundle in which whatever has a UUID is found by it."""
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [*map(_entry, resources)],
    }


def _entry(resource: Mapping[str, Any]) -> Mapping[str, Any]:
    id_ = resource.get("id")
    if not isinstance(id_, str):
        return {"resource": resource}
    try:
        UUID(id_)
    except ValueError:
        return {"resource": resource}
    return {"resource": resource, "fullUrl": f"urn:uuid:{id_}"}
