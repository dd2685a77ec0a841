"""What says nothing whoever it is of: most results of a record, and the devices of a ward.

The readers of `pathway.fhir` are asked once for each distinct combination of codes and units.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Any

import orjson

from pathway.fhir.bundle import HealthRecord
from pathway.fhir.elements import Json
from pathway.fhir.findings import is_harmless
from pathway.fhir.measured import says_nothing
from pathway.fhir.reading import Reading
from pathway.fhir.resource import Resource
from pathway.fhir.rules import Rules
from pathway.ground.vocabulary import Vocabulary


class Silence:
    """The rules of a site, asked what they have nothing to say of."""

    def __init__(self, rules: Rules, vocabulary: Vocabulary) -> None:
        nobody = HealthRecord(Resource("Patient", "Patient", {}), (), {}, {})
        self._reading = Reading(nobody, rules, vocabulary, date.max, date.max, noting=False)

    def of_observation(self, concept: str) -> bool:
        """Whether an observation of these codes and units (`concept_of`) says nothing."""
        code, *unit, count, codes, systems, units, texts = orjson.loads(concept)
        codes = codes or []
        if count not in (None, len(codes)):
            return False  # a component without a code
        units_there = [*product(*([None, *(found or [])] for found in (systems, units, texts)))]
        components = [_part(one, with_unit) for one in codes for with_unit in units_there]
        # That there is a value makes sure that the code of the whole is looked at as well.
        whole = {**_part(code, unit), "valueString": "", "component": components}
        return says_nothing(self._reading, whole)

    def of_device(self, text: str) -> bool:
        """Whether a device says nothing of whoever has it."""
        try:
            json: Json = orjson.loads(text)
        except orjson.JSONDecodeError:
            return False
        return is_harmless(self._reading, json)


# -- private -------------------------------------------------------------------------------


def _part(code: object, unit: Iterable[object]) -> dict[str, Any]:
    given = {name: one for name, one in zip(("system", "code", "unit"), unit, strict=True) if one}
    return {"code": code, "valueQuantity": given}
