"""What a decision rested on: the patient as recorded, the request, and the resolved values.

It is enough to advise again, years later and by another version, and to see which value
would then be another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import orjson

from pathway.frozen import frozen
from pathway.ground.problems import Problem, RecordsError
from pathway.records.model import canonical

SCHEMA: Final = "pathway-snapshot/1"


@frozen
class Snapshot:
    """The input of one advice.

    `patient` is the text of a patient file under a pseudonym, `resolved` every resolved
    attribute in words.
    """

    patient: str
    pathway: str
    as_of: date
    strict: bool
    adopts: tuple[str, ...] | None
    resolved: Mapping[str, str]

    def to_json(self) -> str:
        """The snapshot as it is kept: JSON with sorted keys."""
        return canonical(
            {
                "schema": SCHEMA,
                "patient": self.patient,
                "pathway": self.pathway,
                "as_of": self.as_of.isoformat(),
                "strict": self.strict,
                "adopts": None if self.adopts is None else list(self.adopts),
                "resolved": dict(self.resolved),
            }
        )

    @classmethod
    def read(cls, text: str, sequence: int) -> Snapshot:
        """The snapshot of a record; raises RecordsError where it is of an unknown form."""
        try:
            found = orjson.loads(text)
            if found["schema"] != SCHEMA:
                raise ValueError(SCHEMA)
            adopts = found["adopts"]
            return cls(
                found["patient"],
                found["pathway"],
                date.fromisoformat(found["as_of"]),
                found["strict"],
                None if adopts is None else tuple(adopts),
                found["resolved"],
            )
        except (ValueError, KeyError, TypeError) as error:
            message = f"the snapshot of record {sequence} is of a form that is not known here"
            hint = f"this version reads {SCHEMA}"
            raise RecordsError([Problem("P704", message, hint=hint)]) from error
