"""The words a library's conditions may use: attributes of a patient, with their types.

A pathway can only ask about what the vocabulary declares, so a misspelt or mistyped
question is found before any patient is seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Generic, TypeAlias, TypeVar

from pathway.frozen import frozen
from pathway.ground.source import Span
from pathway.ground.terms import Characteristic
from pathway.names import HistoryPart
from pathway.names.reading import read_history


class Base(StrEnum):
    """What a value is, apart from its unit or its choices."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "string"
    DATE = "date"
    LIST = "list"
    INTERVAL = "interval"
    NULL = "null"


@frozen
class Type:
    """The type of an expression; numbers may carry a UCUM unit, texts a closed set of choices."""

    base: Base
    unit: str | None = None
    choices: tuple[str, ...] | None = None
    element: Type | None = None

    @property
    def is_number(self) -> bool:
        """Whether values of this type can be added and put in order as numbers."""
        return self.base in (Base.INTEGER, Base.DECIMAL)

    def __str__(self) -> str:
        if self.is_number and self.unit is not None:
            return f"quantity in {self.unit}"
        return str(self.base.value)


BOOLEAN: Final = Type(Base.BOOLEAN)
INTEGER: Final = Type(Base.INTEGER)
DECIMAL: Final = Type(Base.DECIMAL)
TEXT: Final = Type(Base.TEXT)
DATE: Final = Type(Base.DATE)
NULL: Final = Type(Base.NULL)

T = TypeVar("T", date, Decimal)


@frozen
class Range(Generic[T]):
    """A value known only to lie between two ends, both included (a date such as `2014`)."""

    low: T
    high: T


class NotApplicable:
    """The value of an attribute that cannot matter for this patient (pregnancy in a man).

    It is *known*: every comparison with it is false, and nobody is asked about it.
    """

    _only: NotApplicable | None = None

    def __new__(cls) -> NotApplicable:
        """The one value there is."""
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __repr__(self) -> str:
        return "not applicable"


NOT_APPLICABLE: Final = NotApplicable()

#: A known value. Numbers are exact decimals in the unit their type names; unknown is `None`.
Value: TypeAlias = (
    "bool | Decimal | str | date | Range[date] | Range[Decimal] | NotApplicable"
    " | tuple[object, ...]"
)


class RecordList(StrEnum):
    """The lists of a record that a patient file or a site may declare complete."""

    PROBLEMS = "problems"
    MEDICINES = "medicines"
    ALLERGIES = "allergies"


class Worse(StrEnum):
    """Which value counts, as a visible assumption, where sources disagree."""

    YES = "yes"
    LOWEST = "lowest"
    HIGHEST = "highest"


#: `valid for: encounter`, an answer that counts only on the day it was given.
ENCOUNTER: Final = 0


@frozen
class Attribute:
    """One thing that can be known about a patient.

    `valid_for` is in days (`ENCOUNTER` is the day itself, None is for ever); `lowest` and
    `highest` are in the attribute's unit; `since` names the date attribute that a duration
    is counted from, `birth_date` for completed years of age.
    """

    name: str
    title: str
    type: Type
    question: str
    group: str
    span: Span | None = field(default=None, compare=False, repr=False)
    lowest: Decimal | None = None
    highest: Decimal | None = None
    valid_for: int | None = None
    since: str | None = None
    absent: RecordList | None = None
    #: Whether a value may be assumed where nothing was recorded: silence has to be silence then.
    assumable: bool = False
    disagree: Worse | None = None
    #: Whether a yes never becomes stale: a cancer, an operation, an allergy.
    lasting: bool = False
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: What is personal about it; whatever says nothing tells of the patient's health.
    characteristic: Characteristic = Characteristic.HEALTH_STATUS
    #: The contrary of a yes in its author's words; empty where `no` and the title say it.
    negated: str = ""
    #: What a patient reads instead of the title; empty where that is plain enough.
    plainly: str = ""


@frozen
class Group:
    """Attributes asked about together; a red-flag group is always asked first."""

    name: str
    title: str
    question: str
    red_flag: bool
    span: Span | None = field(default=None, compare=False, repr=False)


#: The rule about an allergy to a therapy's own drug, and the group of what it asks for.
ALLERGY: Final = "allergy"
ALLERGIES: Final = "allergies"


def allergy_to(therapy: str) -> str:
    """The attribute that says whether the patient is allergic to a therapy or its class."""
    return f"{therapy}_allergy"


#: The resolved attributes that a therapy's history yields, `nsaid.failed` and so on.
HISTORY: Final[Mapping[HistoryPart, Type]] = {
    "ever": BOOLEAN,
    "ongoing": BOOLEAN,
    "weeks": Type(Base.DECIMAL, "weeks"),
    "sessions": INTEGER,
    "dose": DECIMAL,
    "adequate": BOOLEAN,
    "failed": BOOLEAN,
    "failed_before": BOOLEAN,
    "inadequate": BOOLEAN,
    "partly_helped": BOOLEAN,
    "helped": BOOLEAN,
    "no_response": BOOLEAN,
    "not_tolerated": BOOLEAN,
    "declined": BOOLEAN,
    "unavailable": BOOLEAN,
}


_TYPES: Final[Mapping[str, Type]] = {str(part): type_ for part, type_ in HISTORY.items()}


@frozen
class Vocabulary:
    """All attributes and their groups, in the order the author wrote them."""

    attributes: Mapping[str, Attribute]
    groups: Mapping[str, Group]
    #: Therapies whose history may be asked for, with the unit of their dose (None: no dose).
    therapies: Mapping[str, str | None] = field(default_factory=dict)

    def type_of(self, name: str) -> Type | None:
        """The type of an attribute or of a therapy's history (`nsaid.failed`); None if neither."""
        attribute = self.attributes.get(name)
        if attribute is not None:
            return attribute.type
        part = read_history(name)
        if part is None or part.therapy not in self.therapies:
            return None
        if part.part == "dose":
            return Type(Base.DECIMAL, self.therapies[part.therapy])
        return _TYPES.get(part.part)
