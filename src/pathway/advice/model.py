"""Advice: what the engine says about one patient under one pathway at one date.

These records are the second waist of the house: every presenter and every head reads them
and nothing else. `to_dict` (in `advice.serial`) is the stable JSON form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pathway.advice.allergies import Allergies
from pathway.frozen import frozen
from pathway.ground.terms import Action, Urgency, Verdict
from pathway.ground.vocabulary import RecordList
from pathway.names import Owner

if TYPE_CHECKING:
    from pathway.advice.decided import Decisions
    from pathway.patients.at_date import Fact
    from pathway.program import Choice, CompiledProgram
    from pathway.walk import Walk


@frozen
class Position:
    """What one guideline says about a therapy, and whether it speaks of this patient.

    `applies`: directly, extrapolated, outside its population, unknown.
    """

    recommendation: str
    guideline: str
    title: str
    year: int
    direction: str
    strength: str | None
    certainty: str | None
    applies: str
    adopted: bool
    because: str = ""
    source: str = ""

    @property
    def speaks(self) -> bool:
        """Whether it speaks of this patient, directly or by extrapolation."""
        return self.applies in ("directly", "extrapolated")

    @property
    def name(self) -> str:
        """The guideline with its year, said once."""
        return self.title if str(self.year) in self.title else f"{self.title} ({self.year})"


def disagree(positions: Iterable[Position]) -> bool:
    """Whether guidelines that speak of this patient differ in their direction."""
    return len({position.direction for position in positions if position.speaks}) > 1


@frozen
class RuleLine:
    """A rule that holds for this patient, or (`if`) may hold because something is unknown."""

    rule: str
    text: str
    holds: bool
    sources: tuple[str, ...] = ()
    place: str = ""
    verified: str = "original"


@frozen
class Dose:
    """The most that may be taken: in `unit`, and as the author says it.

    `most` is None where it is not known or a number of no single row; `above` is whether more
    is taken, None where that is not known or nothing is taken.
    """

    most: Decimal | None
    unit: str | None
    text: str
    above: bool | None
    waits_for: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    verified: str = "original"


@frozen(slots=False)
class Option:
    """One therapy for this patient.

    `reasons` are the rules and facts that decided the verdict; `pending_on` the attributes
    whose values could still change it; `partners` must go with it; `not_with` exclude it.
    `beside` are those of them that are taken or may be, `choose_from` those that may start as
    well as it; `dose` says how much may be taken, where the therapy has rules on that.
    """

    id: str
    title: str
    verdict: Verdict
    action: Action
    urgent: bool
    current: bool
    kind: str
    step: str | None
    strength: str | None
    certainty: str | None
    summary: str
    reasons: tuple[RuleLine, ...]
    cautions: tuple[RuleLine, ...]
    pending_on: tuple[str, ...]
    assumed: tuple[str, ...]
    partners: tuple[str, ...]
    not_with: tuple[str, ...]
    overridden: tuple[str, ...]
    positions: tuple[Position, ...]
    conflict: bool
    review: str | None
    held_by: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    #: No step offers it: it comes into play only through a red flag (or is merely spoken of).
    flag_only: bool = False
    beside: tuple[str, ...] = ()
    choose_from: tuple[str, ...] = ()
    dose: Dose | None = None
    #: What a patient reads instead of the title; empty where that is plain enough.
    plainly: str = ""
    #: The patient asks for it, by its name or by its kind.
    wanted: bool = False
    #: It is offered beside every step, and is that now.
    alongside: bool = False
    #: The choice that is put to this patient and has it among its members.
    choice: Choice | None = None


@frozen
class Alert:
    """A red flag that is present or unanswered."""

    id: str
    title: str
    state: str
    urgency: Urgency
    action: str
    to: str
    offers: tuple[str, ...]
    reasons: tuple[str, ...]
    sources: tuple[str, ...]
    plainly: str = ""
    #: Why it counts, whoever the patient is.
    because: str = ""


@frozen
class Question:
    """Something a clinician must find out; `settles` names the options and flags it decides."""

    attribute: str
    question: str
    group: str
    group_question: str
    red_flag: bool
    why_missing: str
    settles: tuple[str, ...]
    urgent: bool
    #: The tests that may be ordered to answer it.
    order: tuple[str, ...] = ()
    #: The attributes that one question about a whole list asks for; empty for any other one.
    covers: tuple[str, ...] = ()
    #: The questions without whose answers this one changes nothing.
    together: tuple[str, ...] = ()
    #: Whether it is asked whatever it changes.
    always: bool = False
    #: The list that is asked about, and what nobody could read on it, where it is about that entry.
    list: RecordList | None = None
    entry: str = ""

    @property
    def completes(self) -> bool:
        """Whether a yes declares the list complete."""
        return self.list is not None and not self.entry

    @property
    def about(self) -> tuple[str, ...]:
        """What it asks for: one thing, or all that a list would settle."""
        return self.covers or (self.attribute,)


@frozen
class PlanItem:
    """One line of the plan: what to do, with what, when and why.

    `option` links to its option, `options` to those of a choice.
    """

    do: str
    what: str
    when: str
    because: str
    option: str | None = None
    options: tuple[str, ...] = ()
    #: A red flag that cannot wait calls for it: it comes before everything else.
    pressing: bool = False


@frozen
class FindingValue:
    """A reported definition such as the phase of the illness; a number has its `unit`."""

    name: str
    title: str
    value: object
    why_missing: str | None
    because: str
    unit: str | None = None


@frozen
class Assumption:
    """A value that was assumed, to be confirmed by the clinician (`value` is what is assumed)."""

    attribute: str
    title: str
    value: object
    text: str


#: The kind of a note that is a few words for the clinician, shown where a therapy is named.
REMARK: Final = "remark"


@frozen
class NoteLine:
    """A note that applies to this patient."""

    kind: str
    text: str
    owner: Owner
    sources: tuple[str, ...] = ()
    #: What a patient reads instead of the text; empty where that is plain enough.
    plainly: str = ""


@frozen
class PathNode:
    """A node and whether the patient reaches it (None: unknown)."""

    node: str
    title: str
    kind: str
    reached: bool | None
    current: bool | None
    condition: str
    because: str
    #: The unknown attributes on which it hangs whether the patient is handed on here.
    pending_on: tuple[str, ...] = ()
    #: Whether those are asked now, because the patient may be handed on here next.
    asked: bool = False
    #: The same in words; red flags and treatments so far are said once.
    waits_for: str = ""


@frozen
class Provenance:
    """Where a known value came from."""

    value: object
    unit: str | None
    date: str | None
    source: str | None


@frozen
class Next:
    """The step the patient is at, when to look again, and what comes then."""

    step: str | None
    review_by: str | None
    then: str | None


@frozen
class PathwayRef:
    """Which pathway gave the advice; without an id where none could be chosen."""

    id: str
    title: str
    version: str
    digest: str
    status: str
    #: The complaint in a patient's words (`knee pain`), where the author wrote them.
    complaint: str = ""


@frozen
class Chosen:
    """Why this pathway was chosen where none was named, and which others would do instead."""

    because: str
    instead: tuple[str, ...]


@frozen
class PatientRef:
    """Whom the advice is about, in a few words.

    `number` is that by which the practice finds the record, `example` the day that an invented
    patient speaks of.
    """

    id: str
    label: str
    example: date | None = None
    name: str = ""
    number: str = ""

    @property
    def called(self) -> str:
        """The words for the patient where there is room for one: the label, the name or the key."""
        return self.label or self.name or self.id


@frozen(slots=False)
class AdviceContent:
    """All that an advice says; `walk` is what it was worded from.

    No presenter and no head reads the walk: what they need of it is here. What is here is worded
    when somebody first reads it.
    """

    pathway: PathwayRef
    patient: PatientRef
    as_of: date
    strict: bool
    outcome: str
    urgency: Urgency | None
    red_flags: str
    red_flag_count: tuple[int, int]
    eligible: bool | None
    plan: tuple[PlanItem, ...]
    alerts: tuple[Alert, ...]
    options: Mapping[str, Option]
    questions: tuple[Question, ...]
    findings: Mapping[str, FindingValue]
    assumptions: tuple[Assumption, ...]
    parameters: Mapping[str, str]
    notes: tuple[NoteLine, ...]
    path: tuple[PathNode, ...]
    next: Next
    provenance: Mapping[str, Provenance]
    limits: str
    citations: Mapping[str, str]
    #: None where the pathway was named.
    chosen: Chosen | None
    walk: Walk = field(repr=False, compare=False)
    #: What was decided before, where somebody looked; it changes nothing in the advice.
    decisions: Decisions | None
    allergies: Allergies

    @property
    def program(self) -> CompiledProgram:
        """The pathway as its authors wrote it: therapies, nodes, titles, publications."""
        return self.walk.program

    @property
    def facts(self) -> Mapping[str, Fact]:
        """What is known of each attribute on the day, where it comes from, or why it is unknown."""
        return self.walk.resolved.facts
