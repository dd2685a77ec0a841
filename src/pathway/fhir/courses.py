"""What a record tells of treatments: a course of one, and what is taken of a medicine in a day."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from pathway.fhir.elements import Codes, Doubt, When
from pathway.fhir.resource import Resource
from pathway.frozen import frozen
from pathway.patients.model import Outcome


class Daily(NamedTuple):
    """An amount taken every day, in a unit of UCUM."""

    amount: Decimal
    unit: str


#: What a resource says of the dose of a day: an amount, why there is none, or nothing.
Dose: TypeAlias = "Daily | Doubt | None"


@frozen
class Intake:
    """One medicine that is taken now, with its dose of a day; `doubt`: whether it is taken."""

    resource: Resource
    codes: Codes
    when: When | None
    dose: Dose
    doubt: Doubt | None


class Purpose(StrEnum):
    """What a treatment is given for."""

    COMPLAINT = "this pain"
    OTHER = "another reason"
    UNKNOWN = "unknown"


@frozen
class Course:
    """One course of a therapy in a record, or one session of it."""

    therapy: str
    source: str
    code: str
    start: When | None
    end: When | None
    ongoing: bool
    purpose: Purpose
    doubt: Doubt | None = None
    session: bool = False
    #: How much a day, in the therapy's unit, and how it went; or why that is not known.
    dose: Decimal | Doubt | None = None
    outcome: Outcome | Doubt | None = None
