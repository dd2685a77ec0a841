"""Whether a medicine is taken on the day asked about: what its status, dates and supply say.

A status is as of today, and the day asked about may be another one; an order that is over may
leave a supply that is not, and one that is active may begin later or have run out. What is
certain is said, anything else is left open, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from pathway.fhir.elements import Doubt, Json, When, first_when, items, when_of
from pathway.fhir.reading import Reading, ResourceStanding, standing_of
from pathway.fhir.resource import Resource
from pathway.fhir.values import unit_of
from pathway.ground.units import factor

COUNTS, OVER, DROPPED, OPEN = (
    ResourceStanding.COUNTS,
    ResourceStanding.OVER,
    ResourceStanding.DROPPED,
    ResourceStanding.OPEN,
)


class Taking(NamedTuple):
    """What a medicine's resource says of the day asked about.

    `now` is whether it is taken on that day, `was` whether it is a course of treatment, each with
    the reason where it does not simply count; `end` is the day it ended, where that is said, and
    `last` the last day on which it may have been taken.
    """

    now: ResourceStanding
    unsure: Doubt | None
    was: ResourceStanding
    open_course: Doubt | None
    end: When | None
    last: date


def taking_of(reading: Reading, resource: Resource) -> Taking:
    """What status, intent, beginning, end and supply say together."""
    was, unsure = _status(resource)
    ends = list(_ends(resource))
    end = end_of(resource)
    last = _last_day(reading, resource, ends)
    now, why = was, unsure
    if was is COUNTS:
        now, why = _active(reading, resource, ends)
    elif was is OVER and resource.kind == "MedicationAdministration":
        now, why = _given(reading, resource, unsure)
    elif was is OVER:
        now, why = _over(reading, resource, ends, last)
        why = unsure if now is OVER else why
    course = _course(resource, was, now, why)
    return Taking(now, why, course, why if course is OPEN else None, end, last)


def _course(
    resource: Resource, was: ResourceStanding, now: ResourceStanding, why: Doubt | None
) -> ResourceStanding:
    """Whether it is a course of treatment, of which the order may be over before the supply is."""
    if now is OPEN and why is not None and why.path == "start":
        return DROPPED  # it has not begun
    if now is OPEN and was is OVER and why is not None and why.path == "status":
        return now if resource.kind == "MedicationAdministration" else was
    return now


def end_of(resource: Resource) -> When | None:
    """When a course ended, as far as that is said; how long an order was valid says nothing."""
    ends = [end for path, end in _periods(resource) if "validityPeriod" not in path]
    return ends[0] if len(ends) == 1 and isinstance(ends[0], When) else None


# -- statuses ------------------------------------------------------------------------------

_STATUS: Final[Mapping[str, Mapping[str, ResourceStanding]]] = {
    "MedicationRequest": {
        "active": COUNTS,
        "on-hold": OPEN,
        "unknown": OPEN,
        "draft": OPEN,
        "completed": OVER,
        "stopped": OVER,
        "cancelled": DROPPED,  # before anything was taken
        "entered-in-error": DROPPED,
    },
    "MedicationStatement": {
        "active": COUNTS,
        "on-hold": OPEN,
        "unknown": OPEN,
        "intended": OPEN,
        "completed": OVER,
        "stopped": OVER,
        "not-taken": DROPPED,
        "entered-in-error": DROPPED,
    },
    "MedicationAdministration": {
        "in-progress": COUNTS,
        "on-hold": OPEN,
        "unknown": OPEN,
        "completed": OVER,
        "stopped": OVER,
        "not-done": DROPPED,
        "entered-in-error": DROPPED,
    },
    "MedicationDispense": {
        "completed": COUNTS,  # it was handed over, and lasts as long as the supply
        "preparation": OPEN,
        "in-progress": OPEN,
        "on-hold": OPEN,
        "stopped": OPEN,
        "unknown": OPEN,
        "cancelled": DROPPED,
        "declined": DROPPED,
        "entered-in-error": DROPPED,
    },
}
#: Only an order is one; a plan or a proposal may be how a record holds what a patient reports.
_ORDERS: Final = ("order", "original-order", "reflex-order", "filler-order", "instance-order")
_PLANS: Final = ("proposal", "plan", "option")


def _status(resource: Resource) -> tuple[ResourceStanding, Doubt | None]:
    """What the status says, and elements that turn it round."""
    json = resource.json
    standing, unsure = standing_of(json.get("status"), _STATUS[resource.kind])
    if standing is DROPPED:
        return standing, unsure
    if json.get("taken") not in (None, "y"):  # of STU3
        return OPEN, Doubt("P433", "taken", "it does not say that it is taken")
    if resource.kind != "MedicationRequest":
        return standing, unsure
    if json.get("doNotPerform", False) is not False:
        if json["doNotPerform"] is True:
            return DROPPED, Doubt("P432", "doNotPerform", "it is a prohibition")
        return OPEN, Doubt("P433", "doNotPerform", "this is neither true nor false")
    intent = json.get("intent")
    if intent in _ORDERS:
        return standing, unsure
    if intent in _PLANS:
        text = f"it is a {intent}, which may be taken all the same"
        return OPEN, Doubt("P433", "intent", text)
    return OPEN, Doubt("P433", "intent", "there is no status that can be read")


# -- the day asked about -------------------------------------------------------------------

_End = tuple[str, "When | Doubt | None"]


def _active(
    reading: Reading, resource: Resource, ends: list[_End]
) -> tuple[ResourceStanding, Doubt | None]:
    """Something active may begin later, or have run out."""
    if (begins := _begins(resource)) is not None and begins.first > reading.as_of:
        return OPEN, Doubt("P433", "start", f"it begins on {begins.first}")
    for path, end in ends:
        if isinstance(end, Doubt):
            return OPEN, end
        if end is None or end.last >= reading.as_of:
            continue
        if resource.kind == "MedicationStatement":
            return OVER, Doubt("P432", path, f"it ended on {end.last}")
        if resource.kind == "MedicationDispense" and end.last + _supply(reading) < reading.as_of:
            return OVER, Doubt("P432", path, f"it ran out on {end.last}")
        return OPEN, Doubt("P433", path, f"it ran out on {end.last}")
    if resource.kind == "MedicationDispense" and not ends:
        handed = first_when(resource.json, *DATES[resource.kind])
        if isinstance(handed, When) and handed.last + _supply(reading) < reading.as_of:
            return OVER, Doubt("P432", "whenHandedOver", "it was handed over long ago")
        return OPEN, Doubt("P433", "daysSupply", "how long the supply lasts is not said")
    return COUNTS, None


def _over(
    reading: Reading, resource: Resource, ends: list[_End], last: date
) -> tuple[ResourceStanding, Doubt | None]:
    """Something that is over today may not have been over on the day, or its supply is not."""
    status = resource.json.get("status")
    if (unread := next((end for _, end in ends if isinstance(end, Doubt)), None)) is not None:
        return OPEN, unread
    known = [(path, end) for path, end in ends if isinstance(end, When)]
    if not known:
        return _without_end(reading, resource, status, last)
    path, end = max(known, key=lambda one: one[1].last)
    if end.last < reading.as_of:
        return OVER, None
    if resource.kind == "MedicationStatement" and end.last <= reading.today:
        begun = first_when(resource.json, "effectivePeriod")
        if isinstance(begun, When) and begun.last <= reading.as_of <= end.first:
            return COUNTS, None
    return OPEN, Doubt("P433", path, f"it is {status}, and lasts until {end.last}")


def _without_end(
    reading: Reading, resource: Resource, status: object, last: date
) -> tuple[ResourceStanding, Doubt | None]:
    if reading.as_of < min(last, reading.today):
        return OPEN, Doubt("P433", "status", f"it is {status}; since when is not said")
    begun = first_when(resource.json, *DATES[resource.kind])
    recent = not isinstance(begun, When) or begun.last + _supply(reading) >= reading.as_of
    if resource.kind == "MedicationRequest" and status == "completed" and recent:
        text = "it is completed; whether what was supplied is used up is not said"
        return OPEN, Doubt("P433", "status", text)
    return OVER, None


def _given(
    reading: Reading, resource: Resource, unsure: Doubt | None
) -> tuple[ResourceStanding, Doubt | None]:
    given = first_when(resource.json, "effectiveDateTime", "effectivePeriod")
    if isinstance(given, When) and given.last + _dose(reading) < reading.as_of:
        return OVER, unsure
    return OPEN, Doubt("P433", "status", "a dose was given; whether there are more is not said")


def _supply(reading: Reading) -> timedelta:
    """How long what was ordered or handed over may last, where nobody says."""
    return timedelta(days=reading.rules.limits.supply)


def _dose(reading: Reading) -> timedelta:
    """For how long a single dose may be followed by others."""
    return timedelta(days=reading.rules.limits.dose)


def _last_day(reading: Reading, resource: Resource, ends: list[_End]) -> date:
    """The last day on which it may have been taken."""
    known = [end.last for _, end in ends if isinstance(end, When)]
    if known and not any(isinstance(end, Doubt) for _, end in ends):
        return max(known)
    given = first_when(resource.json, "effectiveDateTime", "effectivePeriod")
    if resource.kind == "MedicationAdministration" and isinstance(given, When):
        return given.last + _dose(reading)
    meta = resource.json.get("meta")
    stored = when_of(meta, "lastUpdated") if isinstance(meta, dict) else None
    stopped = resource.json.get("status") == "stopped"
    return stored.last if stopped and isinstance(stored, When) else reading.today


# -- beginnings and ends -------------------------------------------------------------------

DATES: Final[Mapping[str, tuple[str, ...]]] = {
    "MedicationRequest": ("authoredOn",),
    "MedicationStatement": ("effectiveDateTime", "effectivePeriod", "dateAsserted"),
    "MedicationAdministration": ("effectiveDateTime", "effectivePeriod"),
    "MedicationDispense": ("whenHandedOver", "whenPrepared"),
}


def _begins(resource: Resource) -> When | None:
    """The first day of all its dosages, or of the time for which it may be dispensed."""
    starts = []
    for _, repeat in _repeats(resource):
        period = repeat.get("boundsPeriod")
        found = when_of(period, "start") if isinstance(period, dict) else None
        if not isinstance(found, When):
            return _start(resource.json.get("dispenseRequest"), "validityPeriod")
        starts.append(found)
    if starts and len(starts) == len(items(resource.json, "dosageInstruction")):
        return min(starts, key=lambda when: when.first)
    return _start(resource.json.get("dispenseRequest"), "validityPeriod")


def _start(holder: object, name: str) -> When | None:
    period = holder.get(name) if isinstance(holder, dict) else None
    found = when_of(period, "start") if isinstance(period, dict) else None
    return found if isinstance(found, When) else None


def _repeats(resource: Resource) -> Iterator[tuple[str, Json]]:
    """The repetitions of every dosage, with their paths."""
    for number, dosage in enumerate(items(resource.json, "dosageInstruction")):
        timing = dosage.get("timing") if isinstance(dosage, dict) else None
        repeat = timing.get("repeat") if isinstance(timing, dict) else None
        if isinstance(repeat, dict):
            yield f"dosageInstruction[{number}].timing.repeat.", repeat


def _periods(resource: Resource) -> Iterator[_End]:
    """Every end of a period that a medicine has, with its path."""
    json = resource.json
    if resource.kind not in ("MedicationRequest", "MedicationDispense"):
        yield from _end(json, "effectivePeriod", "")
        return
    if isinstance(json.get("dispenseRequest"), dict):
        yield from _end(json["dispenseRequest"], "validityPeriod", "dispenseRequest.")
    for path, repeat in _repeats(resource):
        yield from _end(repeat, "boundsPeriod", path)


def _end(holder: Json, name: str, path: str) -> Iterator[_End]:
    period = holder.get(name)
    if isinstance(period, dict):
        yield f"{path}{name}.end", when_of(period, "end", f"{path}{name}.end")
    elif period is not None:
        yield f"{path}{name}", Doubt("P437", f"{path}{name}", "the period cannot be read")


def _ends(resource: Resource) -> Iterator[_End]:
    """Every end that a medicine has: of a period, of a length, of a supply."""
    yield from (one for one in _periods(resource) if one[1] is not None)
    begun = first_when(resource.json, *DATES[resource.kind])
    if not isinstance(begun, When):
        return
    for path, repeat in _repeats(resource):
        if "boundsDuration" in repeat:
            start = _start(repeat, "boundsPeriod") or begun
            yield _after(start, repeat["boundsDuration"], f"{path}boundsDuration")
    request = resource.json.get("dispenseRequest")
    if isinstance(request, dict) and "expectedSupplyDuration" in request:
        repeats = request.get("numberOfRepeatsAllowed", 0)
        times = repeats + 1 if type(repeats) is int and 0 <= repeats < _MOST else _MOST
        path = "dispenseRequest.expectedSupplyDuration"
        yield _after(begun, request["expectedSupplyDuration"], path, times)
    if "daysSupply" in resource.json:
        yield _after(begun, resource.json["daysSupply"], "daysSupply")


#: No order is repeated more often.
_MOST: Final = 100


def _after(start: When, length: Any, path: str, times: int = 1) -> _End:  # noqa: ANN401
    """The end of a length of time that begins on a day."""
    days = _days(length, path)
    if isinstance(days, Doubt):
        return path, days
    span = timedelta(days=days * times)
    return path, When(start.first + span, start.last + span)


def _days(length: Any, path: str) -> int | Doubt:  # noqa: ANN401
    """A length of time in whole days, rounded up."""
    doubt = Doubt("P437", path, "the length of time cannot be read")
    if not isinstance(length, dict) or length.get("comparator") is not None:
        return doubt
    number, unit = length.get("value"), unit_of(length, path)
    if isinstance(number, bool) or not isinstance(number, int | float) or not isinstance(unit, str):
        return doubt
    ratio = factor(unit, "d")
    if ratio is None or not 0 <= number <= _LONGEST_DAYS:
        return doubt
    days = -int(-(float(number) * float(ratio)) // 1)
    return days if days <= _LONGEST_DAYS else doubt


#: No length of time is longer.
_LONGEST_DAYS: Final = 36500
