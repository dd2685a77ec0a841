"""What `Given` and `When` steps do: build a patient as a plain mapping, then follow a pathway."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from pathway.authoring.spec.scenario_state import Story
from pathway.ground.problems import PatientError, Problem
from pathway.ground.vocabulary import Attribute, Group
from pathway.patients.allergies import NONE_KNOWN
from pathway.patients.model import Outcome, Why


def begins(story: Story, person: str | None, age: Decimal | None, sex: str | None = None) -> None:
    """A new patient, of whom only sex and age may be known."""
    if person is not None and sex not in (None, person):
        raise PatientError([Problem("P409", f"this patient is {person} and {sex}")])
    if person is not None or sex is not None:
        story.put("sex", person or sex)
    if age is not None:
        story.put("age", age)


def begins_as_in(story: Story, file: str) -> None:
    """A patient as in a file; later steps may change what it says."""
    story.start_from(file)


def has(story: Story, yes_no: Attribute, source: str | None) -> None:
    """What the patient has."""
    story.put(yes_no.name, value=True, source=source)


def takes(story: Story, drug: Attribute, source: str | None) -> None:
    """A drug that is not taken for this complaint, so that no advice speaks of stopping it."""
    story.put(drug.name, value=True, source=source)


def has_not(story: Story, yes_no: Attribute, source: str | None) -> None:
    """What the patient does not have: a known no."""
    story.put(yes_no.name, value=False, source=source)


def value_is(
    story: Story, attribute: Attribute, value: str, date: date | None, source: str | None
) -> None:
    """A value, perhaps with the day and the source it comes from."""
    story.put(attribute.name, value, date, source)


def values_are(story: Story, rows: Iterable[tuple[Attribute, str]]) -> None:
    """Several values at once."""
    for attribute, value in rows:
        story.put(attribute.name, value)


def value_is_unknown(story: Story, attribute: Attribute, reason: Why | None = None) -> None:
    """Something not known, and why."""
    story.put(attribute.name, {"unknown": (reason or Why.NOT_ASKED).value})


def nothing_else_known(story: Story) -> None:
    """No list of the record is reconciled, so that nothing is assumed to be absent."""
    for key in ("complete", "reconciled"):
        story.patient.pop(key, None)


def none_of(story: Story, group: Sequence[Group]) -> None:
    """A no to every question of a group that the scenario does not answer otherwise."""
    story.add("none of", *(one.name for one in group))


def reconciled(story: Story, lists: Sequence[str]) -> None:
    """Lists of the record that are complete, so that what is not on them is absent."""
    story.add("complete", *lists)
    story.patient["reconciled"] = story.recorded.isoformat()


def not_complete(story: Story, lists: Sequence[str], why: str | None) -> None:
    """Lists of which somebody said that there is more, whatever was said of them before."""
    left = [name for name in story.patient.get("complete", ()) if name not in lists]
    story.patient["complete"] = left
    if not left:
        nothing_else_known(story)
    story.part("not complete").update(dict.fromkeys(lists, why or "there is more"))


def allergic(story: Story, substance: str, reaction: str | None) -> None:
    """An entry of the list of allergies, as somebody would write it."""
    told = {"to": substance} | ({"reaction": reaction} if reaction is not None else {})
    if story.patient.get("allergies") == NONE_KNOWN:
        raise PatientError([Problem("P409", "this patient has no known allergies")])
    story.add("allergies", told)


def not_allergic(story: Story) -> None:
    """That somebody asked, and no allergy is known."""
    if story.patient.get("allergies"):
        raise PatientError([Problem("P409", "an allergy was told of this patient before")])
    story.patient["allergies"] = NONE_KNOWN


def on(story: Story, date: date) -> None:
    """The day on which all that has no date of its own was recorded."""
    story.patient["recorded"] = date.isoformat()


def tried_nothing(story: Story) -> None:
    """A history that is known to be empty."""
    if story.patient.get("trials"):
        raise PatientError([Problem("P409", "trials were told of this patient before")])
    story.patient["trials"] = []


def tried(
    story: Story,
    therapy: object,
    adequately: bool | None,
    went: Outcome | None,
    weeks: Decimal | None,
    sessions: Decimal | None,
    dose: str | None,
) -> None:
    """A trial that is over."""
    story.add_trial(
        _id(therapy),
        ongoing=False,
        weeks=weeks,
        sessions=sessions,
        dose=dose,
        adequate=adequately,
        outcome=went.value if went is not None else None,
    )


def is_taking(
    story: Story, therapy: object, weeks: Decimal, dose: str | None, going: Outcome | None
) -> None:
    """A trial that goes on."""
    story.add_trial(
        _id(therapy),
        **{"from": story.weeks_ago(weeks)},
        ongoing=True,
        dose=dose,
        outcome=(going or Outcome.NOT_YET_KNOWN).value,
    )


def is_taking_since(
    story: Story, therapy: object, date: date, dose: str | None, going: Outcome | None
) -> None:
    """A trial that goes on and began on a day."""
    story.add_trial(
        _id(therapy),
        **{"from": date.isoformat()},
        ongoing=True,
        dose=dose,
        outcome=(going or Outcome.NOT_YET_KNOWN).value,
    )


def wants(story: Story, therapy_or_kind: str) -> None:
    """A wish."""
    _prefer(story, "wants", therapy_or_kind)


def declines(story: Story, therapy_or_kind: str) -> None:
    """A refusal."""
    _prefer(story, "declines", therapy_or_kind)


def cannot_have(story: Story, therapy_or_kind: str) -> None:
    """What is not to be had here."""
    _prefer(story, "unavailable", therapy_or_kind)


def lifts(story: Story, actor: str, rule: str, reason: str) -> None:
    """A clinician's override of one *avoid* rule."""
    story.add("overrides", {"rule": rule, "actor": actor, "reason": reason})


def pathway_followed(
    story: Story,
    pathway: str,
    date: date | None,
    strictly: bool | None,
    guidelines: list[str] | None,
) -> None:
    """Ask the engine for advice."""
    story.follow(pathway, date, strict=bool(strictly), adopts=guidelines)


# -- private -------------------------------------------------------------------------------


def _prefer(story: Story, how: str, name: str) -> None:
    part = story.part("preferences")
    part[how] = [*part.get(how, ()), name]


def _id(therapy: object) -> str:
    return str(getattr(therapy, "id", therapy))
