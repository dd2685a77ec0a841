"""The history of treatments for this pain, from medicines and procedures, where dates allow.

A history counts only where the site says that its records are complete, the onset of the
episode is known, and every course has a reason and a place in time; else it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from pathway.fhir.courses import Course, Purpose
from pathway.fhir.elements import Doubt, When, codes_of, first_when, spoken, when_of
from pathway.fhir.findings import read_procedure_finding
from pathway.fhir.listed import call, leave_open, name_of, not_understood
from pathway.fhir.outcomes import outcome_of
from pathway.fhir.reading import (
    LATER,
    Reading,
    ReadingNote,
    ResourceStanding,
    first_doubt,
    problem_of,
    reasons_of,
    standing_of,
)
from pathway.fhir.resource import Resource
from pathway.ground.vocabulary import Range, Value
from pathway.patients.model import Outcome, Trial

COUNTS, OVER, DROPPED, OPEN = (
    ResourceStanding.COUNTS,
    ResourceStanding.OVER,
    ResourceStanding.DROPPED,
    ResourceStanding.OPEN,
)


def purpose_of(reading: Reading, resource: Resource) -> Purpose:
    """Whether something is given for this pain: all its reasons have to agree."""
    found = set()
    for codes in reasons_of(resource, reading.record):
        sense = reading.sense("problems", codes.keys)
        if reading.rules.complaint & sense.means.keys():
            found.add(Purpose.COMPLAINT)
        elif (
            codes.keys
            and not codes.flawed
            and not sense.strange
            and not (reading.rules.complaint & sense.bears.keys())
        ):
            found.add(Purpose.OTHER)
        else:
            found.add(Purpose.UNKNOWN)
    return found.pop() if len(found) == 1 else Purpose.UNKNOWN


def possible_end(
    reading: Reading, resource: Resource, start: When | None, end: When | None
) -> When | None:
    """The end of a course, where it can be one: not before the beginning, and not still to come."""
    if end is None or (end.first <= reading.as_of and (start is None or end.last >= start.first)):
        return end
    why = "it ends before it begins" if end.first <= reading.as_of else "it is still to come"
    reading.ignore(resource, Doubt("P437", "end", why))
    return None


def read_procedure(reading: Reading, resource: Resource) -> None:
    """Something that was done: a session of a therapy, or an operation that leaves its mark."""
    codes = codes_of(resource.json.get("code"))
    tried = reading.rules.owners(reading.rules.therapies, codes.keys)
    said = read_procedure_finding(reading, resource)
    standing, unsure = standing_of(resource.json.get("status"), _PROCEDURE)
    owned = reading.owned(resource)
    when, undated = reading.dated(_performed(resource), "performed")
    foreign = owned is not None and owned.code == "P431"
    later = undated is not None and undated.code == LATER
    if foreign or later or standing is DROPPED:
        if not said:
            reading.ignore(
                resource, first_doubt((owned if foreign else None, undated, unsure)) or _OVER
            )
        return
    if not tried:
        named = name_of(resource.json.get("code"))
        if not said and reading.unmatched(resource, codes, "procedures", name=named):
            text = not_understood(codes.keys, named)
            reading.gap("treatments", resource, text)
            leave_open(reading, resource, reading.rules.listed["procedures"], text)
        elif reading.noting:
            call(reading, resource, "procedures", codes)
        return
    end = possible_end(reading, resource, when, _end(resource))
    doubt = first_doubt((owned, undated, unsure if standing is OPEN else None))
    for therapy, key in tried.items():
        reading.courses.append(
            Course(
                therapy,
                resource.label,
                spoken(key),
                when,
                end,
                ongoing=standing is COUNTS,
                purpose=purpose_of(reading, resource),
                doubt=doubt,
                session="performedPeriod" not in resource.json or _one_day(when, end),
                outcome=outcome_of(reading, resource, "outcome") if standing is OVER else None,
            )
        )


def read_order(reading: Reading, resource: Resource) -> None:
    """Something that was ordered: that alone does not mean that it was done."""
    codes = codes_of(resource.json.get("code"))
    tried = reading.rules.owners(reading.rules.therapies, codes.keys)
    owned = reading.owned(resource)
    foreign = owned is not None and owned.code == "P431"
    status = resource.json.get("status")
    if foreign and owned is not None:
        reading.ignore(resource, owned, codes.named)
    elif not tried:
        reading.unmatched(resource, codes, "procedures", name=name_of(resource.json.get("code")))
    elif status in ("revoked", "entered-in-error", "draft"):
        reading.ignore(resource, Doubt("P432", "status", f"it is {status}"), codes.named)
    else:
        text = "it was ordered; whether it was done is not said"
        reading.ignore(resource, Doubt("P442", "status", text), codes.named)
        if status != "active":
            reading.gap("treatments", resource, text)


def history(reading: Reading, onset: Value | None) -> tuple[tuple[Trial, ...] | None, str]:
    """The trials of this episode, or None and why the history is not known."""
    if "treatments" not in reading.rules.complete:
        return None, "no site setting says that the record holds all treatments"
    if onset is None or not isinstance(onset, date | Range):
        return None, "the beginning of this episode is not known"
    first = onset.low if isinstance(onset, Range) else onset
    last = onset.high if isinstance(onset, Range) else onset
    if not isinstance(first, date) or not isinstance(last, date):
        return None, "the beginning of this episode is not known"
    if reading.gaps.get("treatments"):
        return None, sorted(reading.gaps["treatments"])[0]
    counted: dict[str, list[Course]] = {}
    for course in sorted(reading.courses, key=lambda c: (c.source, c.therapy)):
        if course.purpose is Purpose.OTHER and course.doubt is None:
            continue
        place = _place(reading, course, first, last)
        if place is not None:
            return None, f"{course.source}: {place}"
        if course.start is not None and course.start.first >= first:
            counted.setdefault(course.therapy, []).append(course)
    trials = [_trial(reading, therapy, courses) for therapy, courses in sorted(counted.items())]
    return tuple(trials), ""


# -- private -------------------------------------------------------------------------------

_OVER: Final = Doubt("P432", "status", "it does not count")
_PROCEDURE: Final[Mapping[str, ResourceStanding]] = {
    "in-progress": COUNTS,
    "completed": OVER,
    "stopped": OVER,
    "on-hold": OPEN,
    "unknown": OPEN,
    "preparation": DROPPED,
    "not-done": DROPPED,
    "entered-in-error": DROPPED,
}


def _place(reading: Reading, course: Course, first: date, last: date) -> str | None:
    """Why it cannot be said whether a course belongs to this episode; None where it can."""
    if course.doubt is not None:
        return course.doubt.text
    if course.start is None:
        return "it has no date"
    end = course.end or (course.start if course.session else None)
    if end is not None and end.last < first and not course.ongoing:
        return None  # before this episode
    if course.purpose is Purpose.UNKNOWN:
        return f"no reason is given for {reading.title(course.therapy)}"
    if course.start.first < last and not course.start.first >= first:
        return "it began before this episode"
    return None


def _trial(reading: Reading, therapy: str, courses: list[Course]) -> Trial:
    """One trial of all courses of a therapy; where they differ its dates are intervals."""
    starts = [course.start for course in courses if course.start is not None]
    ends = [c.end or (c.start if c.session else None) for c in courses if not c.ongoing]
    known = [end for end in ends if end is not None]
    ongoing = any(course.ongoing for course in courses)
    sessions = Decimal(len(courses)) if all(c.session for c in courses) else None
    merged = sessions is not None
    start = _span(starts, first_only=merged)
    end = None if ongoing or len(known) != len(ends) else _span(known, last_only=merged)
    return Trial(
        therapy,
        start=start,
        end=end,
        ongoing=ongoing,
        sessions=None if ongoing else sessions,
        dose=_known(reading, courses, [course.dose for course in courses], _SEVERAL),
        outcome=_known(reading, courses, [course.outcome for course in courses], None),
        source=", ".join(sorted({course.source for course in courses})),
    )


#: Of several orders nobody can say whether they were taken together.
_SEVERAL: Final = Doubt("P448", "", "there are several orders, taken together or in turn")
_DIFFERENT: Final = Doubt("P449", "", "the courses of this treatment do not say the same outcome")

Said = TypeVar("Said", Decimal, Outcome)


def _known(
    reading: Reading,
    courses: list[Course],
    said: Sequence[Said | Doubt | None],
    several: Doubt | None,
) -> Said | None:
    """What courses say of their trial; where they do not, why is noted.

    Several courses say it together only where all say the same, and nothing where `several`
    tells why that is not enough.
    """
    found = [one for one in said if one is not None]
    if not found:
        return None
    both = zip(courses, said, strict=True)
    doubts = [(course.source, one) for course, one in both if isinstance(one, Doubt)]
    if not doubts and len(courses) > 1 and (several is not None or len(set(said)) > 1):
        doubts = [(courses[-1].source, several or _DIFFERENT)]
    for source, doubt in doubts:
        reading.notes.append(ReadingNote(source, problem_of(source, doubt)))
    first = found[0]
    return None if doubts or isinstance(first, Doubt) else first


def _span(
    whens: Iterable[When], *, first_only: bool = False, last_only: bool = False
) -> date | Range[date] | None:
    """The days within which several dates lie; of sessions the first or the last one."""
    listed = list(whens)
    if not listed:
        return None
    if first_only:
        return min(listed, key=lambda when: when.first).on
    if last_only:
        return max(listed, key=lambda when: when.last).on
    low, high = min(when.first for when in listed), max(when.last for when in listed)
    return low if low == high else Range(low, high)


def _performed(resource: Resource) -> When | Doubt | None:
    return first_when(resource.json, "performedDateTime", "performedPeriod")


def _end(resource: Resource) -> When | None:
    period = resource.json.get("performedPeriod")
    found = when_of(period, "end") if isinstance(period, dict) else None
    return found if isinstance(found, When) else None


def _one_day(start: When | None, end: When | None) -> bool:
    return start is not None and end is not None and start.on == end.on
