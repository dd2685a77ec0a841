"""What is known about one patient, and why the rest is not known.

A patient holds what was *said*, with dates and sources; what it amounts to on a given
day (ages, stale values, assumptions) is worked out by `resolve`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pathway.frozen import frozen
from pathway.ground.source import Span
from pathway.ground.vocabulary import Range, RecordList, Value


class Why(StrEnum):
    """Why a value is not known; shown to the clinician beside the question."""

    NOT_ASKED = "not asked"
    DOES_NOT_KNOW = "patient does not know"
    NOTHING_RECORDED = "looked up, nothing recorded"
    NOT_FETCHED = "could not be fetched"
    LEFT_OPEN = "left open by the record"
    STALE = "stale"
    CONFLICTING = "conflicting"
    NOT_COMPUTABLE = "not computable"


class Outcome(StrEnum):
    """How a trial of a therapy went, so far or at its end."""

    HELPED = "helped"
    PARTLY_HELPED = "partly helped"
    NO_RESPONSE = "no response"
    WORSE = "worse"
    NOT_TOLERATED = "not tolerated"
    NOT_YET_KNOWN = "not yet known"


@frozen
class Entry:
    """One recorded value of one attribute, or the reason why there is none.

    Exactly one of `value` and `why` is set. A number is already in the attribute's unit.
    `assumed` says why the value is the worse of what it may be, and not certain; `settles` who
    decided, and why, that it alone counts from its date on.
    """

    value: Value | None
    why: Why | None = None
    on: date | Range[date] | None = None
    source: str | None = None
    detail: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)
    assumed: str | None = None
    settles: str | None = None
    #: Whether it only says once more what stands on the list of allergies.
    listed: bool = False


@frozen
class Allergy:
    """One entry of the list of allergies, as somebody wrote it.

    `to` is the substance or the class in words, `codes` are those of a record, each with its
    system. `doubt` says why the entry may not hold (unconfirmed, inactive).
    """

    to: str
    codes: tuple[tuple[str, str], ...] = ()
    reaction: str | None = None
    severity: str | None = None
    intolerance: bool = False
    doubt: str | None = None
    on: date | Range[date] | None = None
    source: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        """What it is to, and what is known of it: `penicillin (rash)`."""
        what = "intolerance" if self.intolerance else None
        told = [one for one in (what, self.reaction, self.severity, self.doubt) if one]
        return f"{self.to} ({', '.join(told)})" if told else self.to


@frozen
class Trial:
    """One trial of a therapy in this episode of illness.

    `weeks` may be given or follow from the dates; `dose` is in the therapy's dose unit.
    `outcome` None means that nobody recorded how it went.
    """

    therapy: str
    start: date | Range[date] | None = None
    end: date | Range[date] | None = None
    ongoing: bool = False
    weeks: Decimal | None = None
    sessions: Decimal | None = None
    dose: Decimal | None = None
    adequate: bool | None = None
    outcome: Outcome | None = None
    source: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@frozen
class Preferences:
    """What the patient wants and refuses; each name is a therapy or a kind of therapy."""

    wants: frozenset[str] = frozenset()
    declines: frozenset[str] = frozenset()
    unavailable: frozenset[str] = frozenset()


@frozen
class Override:
    """A clinician's decision to lift one named *avoid* rule (`therapy.rule`) for this patient."""

    rule: str
    actor: str
    reason: str
    until: date | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@frozen
class Patient:
    """One patient as recorded; `trials` None means that the history is not known.

    `reconciled_by` says who declares the lists complete, where that is said; `gaps` why a list
    that was declared complete is not, such as a page of a record that is missing. `example` is
    the day that an invented patient speaks of; a real one has none. `name` and `record_number`
    are what people tell patients apart by, where they are recorded.
    """

    id: str
    label: str = ""
    name: str = ""
    record_number: str = ""
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    trials: tuple[Trial, ...] | None = None
    complete: frozenset[RecordList] = frozenset()
    reconciled: date | None = None
    reconciled_by: str | None = None
    preferences: Preferences = Preferences()
    overrides: tuple[Override, ...] = ()
    gaps: Mapping[RecordList, tuple[str, ...]] = field(default_factory=dict, compare=False)
    allergies: tuple[Allergy, ...] = ()
    example: date | None = None


def with_entry(patient: Patient, attribute: str, entry: Entry) -> Patient:
    """The patient with one more value; one of the same source and day gives way to it."""
    before = patient.entries.get(attribute, ())
    kept = (e for e in before if (e.source, e.on) != (entry.source, entry.on))
    return replace(patient, entries={**patient.entries, attribute: (*kept, entry)})


def with_whole_list(patient: Patient, whole: RecordList, on: date) -> Patient:
    """The patient with a list declared complete, whatever was missing of it before."""
    gaps = {name: said for name, said in patient.gaps.items() if name is not whole}
    declared, since = patient.complete | {whole}, patient.reconciled if patient.complete else None
    return replace(patient, complete=declared, reconciled=since or on, gaps=gaps)
