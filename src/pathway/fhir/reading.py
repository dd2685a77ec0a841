"""What all resources have in common: whose they are, whether they count, and what they claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from pathway.fhir.bundle import HealthRecord, same_home
from pathway.fhir.courses import Course, Intake
from pathway.fhir.elements import NO_CODES, Codes, Doubt, Json, When, codes_of, items, spoken
from pathway.fhir.resource import Resource
from pathway.fhir.rules import LEFT_OPEN, Key, Rules, Sense
from pathway.fhir.wholeness import ANSWERS, RESULTS
from pathway.frozen import frozen
from pathway.ground.problems import Problem, visible
from pathway.ground.source import Placed
from pathway.ground.vocabulary import Attribute, Base, Value, Vocabulary
from pathway.patients.model import Allergy
from pathway.yaml.values import value_of


class ResourceStanding(StrEnum):
    """What a status says of a resource: it counts, it is over, it never was, or nobody can say."""

    COUNTS = "counts"
    OVER = "is over"
    DROPPED = "does not count"
    OPEN = "leaves it open"


@frozen
class ReadingNote:
    """Why a resource, or a part of it, says nothing: a problem with the resource's name."""

    resource: str
    problem: Problem
    code: str = ""
    #: What people call the code, where it matched nothing and somebody has to be asked.
    name: str = ""


class Unread(NamedTuple):
    """A value at which nobody has looked yet: of many only the latest matter."""

    key: Key
    part: Json
    path: str


class ResourceClaim(NamedTuple):
    """What one resource says of one attribute: a value, or why it is not known from it.

    A measured claim holds for its date, and the latest counts; any other one lasts. What an entry
    only may mean (`maybe`) is a reason of last resort.
    """

    attribute: str
    value: Value | None
    source: str
    code: str = ""
    when: When | None = None
    doubt: Doubt | None = None
    measured: bool = False
    unread: Unread | None = None
    #: Why the value is the worse of what it may be, and not certain.
    assumed: str = ""
    maybe: bool = False


@frozen
class Nameless:
    """A measured value of which nobody can say what was measured, with what it may stand for."""

    source: str
    when: When | None
    #: The value it would be of an attribute, None where that cannot be read; a Doubt where it
    #: may be one of any attribute.
    may_be: Mapping[str, Value | None] | Doubt
    text: str = "has no code that can be read"


class FormResponse(NamedTuple):
    """A response to a questionnaire of advice, and why none of it may count.

    `items` has its items by their names; the same name may stand several times.
    """

    resource: Resource
    when: When | None
    doubt: Doubt | None
    items: Mapping[str, tuple[Json, ...]]


#: An attribute, the code that speaks of it, and how people write that code.
Spoken: TypeAlias = tuple[str, Key, str]
#: The date of something, or why that is not known, or nothing.
MaybeWhen: TypeAlias = "When | Doubt | None"


@dataclass
class Reading:
    """One record being read: the rules, the day, and what was found so far."""

    record: HealthRecord
    rules: Rules
    vocabulary: Vocabulary
    as_of: date
    today: date
    claims: list[ResourceClaim] = field(default_factory=list)
    nameless: list[Nameless] = field(default_factory=list)
    notes: list[ReadingNote] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    intakes: list[Intake] = field(default_factory=list)
    allergies: list[Allergy] = field(default_factory=list)
    #: Why a list cannot count as complete, by list.
    gaps: dict[str, list[str]] = field(default_factory=dict)
    #: By list, an entry that says that there are none, and one that is one.
    none_known: dict[str, str] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    #: The resources that say that a list has no entries.
    empty: set[str] = field(default_factory=set)
    #: What people call an entry that is understood, by the concepts of its codes.
    called: dict[str, str] = field(default_factory=dict)
    #: The responses to questionnaires of advice.
    responses: list[FormResponse] = field(default_factory=list)
    #: Whether anybody wants to know what was left aside in good order.
    noting: bool = True
    _spoken_of: dict[tuple[Key, ...], tuple[Spoken, ...]] = field(default_factory=dict)
    _senses: dict[tuple[str, tuple[Key, ...]], Sense] = field(default_factory=dict)

    # -- notes -----------------------------------------------------------------------------

    def ignore(self, resource: Resource, doubt: Doubt, code: str = "", name: str = "") -> None:
        """Say why a resource, or a part of it, says nothing."""
        self.notes.append(
            ReadingNote(resource.label, problem_of(resource.label, doubt), code, name)
        )

    def gap(self, name: str, resource: Resource, text: str) -> None:
        """Say why a list cannot count as complete."""
        self.gaps.setdefault(name, []).append(f"{resource.label}: {text}")

    def title(self, name: str) -> str:
        """What people call an attribute or a therapy."""
        row = self.vocabulary.attributes.get(name)
        return self.rules.titles.get(name, name) if row is None else row.title

    # -- whose it is -----------------------------------------------------------------------

    def owned(self, resource: Resource, name: str = "subject") -> Doubt | None:
        """Why a resource may not be this patient's; raises nothing, P431 means another's."""
        if resource.doubt is not None:
            return resource.doubt
        for what in _CHANGING:
            if resource.json.get(what):
                return Doubt("P441", what, "it changes the meaning in a way that is not known here")
        reference = resource.json.get(name)
        if reference is None and resource.parent is not None:
            return self.owned(resource.parent, _SUBJECT.get(resource.parent.kind, "subject"))
        if reference is None:
            return Doubt("P430", name, "it does not say whose it is")
        found = self.record.resolve(reference, resource)
        if found is self.record.patient or (found is not None and self.record.is_patient(found)):
            return self.record.patient.doubt
        return self._not_the_patient(found, name)

    def _not_the_patient(self, found: Resource | None, name: str) -> Doubt:
        """Whose a resource is that does not refer to the patient, as far as that can be said."""
        if found is None:
            return Doubt("P430", name, "it refers to somebody who is not in the record")
        if found.kind != "Patient":
            return Doubt("P430", name, f"it refers to a {found.kind}, not to a patient")
        if found.parent is not None:
            return Doubt("P430", name, "it brings a patient of its own, who may be another one")
        if any(same_home(found, other) for other in self.record.merged):
            return Doubt("P430", name, f"it is of {found.label}, a record merged with this one")
        return Doubt("P431", name, "it is another patient's")

    def focused(self, resource: Resource) -> Doubt | None:
        """Why a result may be of something else than the patient, such as a child to be born."""
        for reference in items(resource.json, "focus"):
            found = self.record.resolve(reference, resource)
            if found is None or not self.record.is_patient(found):
                return Doubt("P430", "focus", "it is about something else than the patient")
        return None

    # -- dates -----------------------------------------------------------------------------

    def dated(self, found: MaybeWhen, path: str) -> tuple[When | None, Doubt | None]:
        """A date as far as it counts on the day asked about, and why it does not."""
        if isinstance(found, Doubt):
            return None, found
        if found is None or found.first <= self.as_of:
            return found, None
        if found.first > self.today:
            return None, Doubt("P437", path, "the date is in the future")
        return None, Doubt(LATER, path, f"it was recorded after {self.as_of}")

    # -- what codes say --------------------------------------------------------------------

    def spoken_of(self, keys: tuple[Key, ...]) -> tuple[Spoken, ...]:
        """The attributes that codes speak of, each with the code, and how people write it."""
        found = self._spoken_of.get(keys)
        if found is None:
            owners = self.rules.owners(self.rules.attributes, keys)
            findings = tuple(key for key in keys if key[0] != "loinc")
            owners = {**self.sense("problems", findings).means, **owners}
            found = tuple((name, key, spoken(key)) for name, key in owners.items())
            self._spoken_of[keys] = found
        return found

    def sense(self, list_: str, keys: tuple[Key, ...]) -> Sense:
        """What codes say together as an entry of a list."""
        found = self._senses.get((list_, keys))
        if found is None:
            found = self._senses[list_, keys] = self.rules.sense(list_, keys)
        return found

    def named(self, name: object) -> tuple[Key, ...] | None:
        """The ingredients of a product by its name, where that is understood whole."""
        return self.rules.names.parse(name) if isinstance(name, str) else None

    def said(self, attribute: str, key: Key) -> Value | Doubt:
        """What the code of a finding says of an attribute."""
        meaning = self.rules.meaning(attribute, key)
        row = self.vocabulary.attributes[attribute]
        if meaning is None and row.type.base is Base.BOOLEAN:
            return True
        if meaning is None or meaning == LEFT_OPEN:
            text = f"{spoken(key)} does not say enough of it"
            return Doubt("P442", "code", text)
        return self.value(row, meaning, "code")

    def value(self, attribute: Attribute, written: str, path: str) -> Value | Doubt:
        """A written value of an attribute, checked as in a patient file."""
        read = value_of(attribute, Placed(written), None, self.today)
        if isinstance(read, Problem):
            return Doubt("P436", path, read.message)
        return read

    def unmatched(
        self,
        resource: Resource,
        codes: Codes,
        list_: str = "",
        path: str = "code",
        name: str = "",
    ) -> bool:
        """Whether a code means nothing here, of a list or of a result; if so this is noted."""
        if not codes.keys:
            self.ignore(resource, Doubt("P434", path, "there is no code that can be read"))
            return True
        strange = self.sense(list_, codes.keys).strange if list_ else codes.keys
        if not strange or (not list_ and self.rules.knows(codes.keys)):
            return False
        named = ", ".join(spoken(key) for key in strange)
        doubt = Doubt("P435", path, f"{named} matches nothing")
        self.ignore(resource, doubt, spoken(strange[0]), name)
        return True


#: A part of a message that is not a problem's code: recorded after the day asked about.
LATER: Final = "P444"

#: Elements that change what a resource says.
_CHANGING: Final = ("modifierExtension", "implicitRules")
#: How resources name the patient, where it is not `subject`.
_SUBJECT: Final[Mapping[str, str]] = {"AllergyIntolerance": "patient"}


#: The longest name of a resource in a message; real ones are at most 64 characters long.
MAX_LABEL: Final = 120


def problem_of(label: str, doubt: Doubt) -> Problem:
    """A doubt as a problem, with the path of the element and nothing of its content but codes."""
    path = visible(f"{label[:MAX_LABEL]} {doubt.path}".rstrip())
    return Problem(doubt.code, f"`{path}`: {doubt.text}")


def standing_of(
    status: object, table: Mapping[str, ResourceStanding], path: str = "status"
) -> tuple[ResourceStanding, Doubt | None]:
    """What a status means, with the reason where the resource does not simply count."""
    standing = table.get(status) if isinstance(status, str) else None
    if standing is ResourceStanding.COUNTS:
        return standing, None
    if standing is None:
        return ResourceStanding.OPEN, Doubt("P433", path, "there is no status that can be read")
    code = "P433" if standing is ResourceStanding.OPEN else "P432"
    return standing, Doubt(code, path, f"it is {status}")


def missing_values(reading: Reading, name: str) -> list[str]:
    """Why values of an attribute at a date may be missing from the record."""
    signs = [] if _only_answered(reading.rules, name) else reading.gaps.get(RESULTS, [])
    asked = name in reading.rules.questionnaires.values()
    return [*signs, *(reading.gaps.get(ANSWERS, []) if asked else [])]


def _only_answered(rules: Rules, name: str) -> bool:
    """Whether only answers to questionnaires speak of an attribute, and no result does."""
    if name not in rules.questionnaires.values():
        return False
    return not any(name in names for names in rules.attributes.values())


def first_doubt(doubts: Sequence[Doubt | None]) -> Doubt | None:
    """The first reason there is."""
    return next((doubt for doubt in doubts if doubt is not None), None)


def reasons_of(resource: Resource, record: HealthRecord) -> list[Codes]:
    """The codes of why something is given: reasons, and the conditions referred to."""
    found = [codes_of(concept) for concept in items(resource.json, "reasonCode")]
    for reference in items(resource.json, "reasonReference"):
        reason = record.resolve(reference, resource)
        found.append(NO_CODES if reason is None else codes_of(reason.json.get("code")))
    return found
