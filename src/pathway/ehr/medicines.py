"""Medicines: what is taken now, and what was tried for this pain.

A drug may be taken for this pain or for another reason; only the reason of the prescription
tells, never the drug. An order that is active and has run out says nothing for certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Final

from pathway.ehr.dosage import Dose, daily_dose, in_dose_unit
from pathway.ehr.elements import (
    NO_CODES,
    Codes,
    Doubt,
    Json,
    When,
    codes_of,
    first_when,
    items,
    spoken,
    when_of,
)
from pathway.ehr.outcomes import outcome_of
from pathway.ehr.reading import LATER, Claim, Reading, Standing, first_doubt, standing_of
from pathway.ehr.resource import Resource
from pathway.ehr.rules import Key
from pathway.ehr.sums import Intake
from pathway.ehr.treatments import Course, Purpose, possible_end, purpose_of

COUNTS, OVER, DROPPED, OPEN = Standing.COUNTS, Standing.OVER, Standing.DROPPED, Standing.OPEN


def read_medicine(reading: Reading, resource: Resource) -> None:
    """A prescription, a statement that something is taken, or a dose that was given."""
    owned = reading.owned(resource)
    standing, unsure = _standing(reading, resource)
    codes, hidden = medicine_of(reading, resource)
    when, undated = reading.dated(first_when(resource.json, *_DATES[resource.kind]), "date")
    dropped = owned if owned is not None and owned.code == "P431" else None
    if standing is DROPPED:
        dropped = first_doubt((dropped, unsure))
    if undated is not None and undated.code == LATER:
        dropped = first_doubt((dropped, undated))
    if dropped is not None:
        reading.ignore(resource, dropped, codes.named)
        return
    doubt = first_doubt((owned, hidden))
    _treatment(
        reading,
        resource,
        codes,
        standing,
        when,
        first_doubt((doubt, unsure if standing is OPEN else None)),
    )
    if standing is OVER:
        reading.ignore(resource, unsure or Doubt("P432", "status", "it is over"), codes.named)
        return
    if undated is not None:
        reading.ignore(resource, undated, codes.named)
    doubt = first_doubt((doubt, unsure))
    _taken(reading, resource, codes, when, doubt)
    dose = _dose(reading, resource, codes)
    reading.intakes.append(Intake(resource, codes, when, dose, doubt))


def medicine_of(reading: Reading, resource: Resource) -> tuple[Codes, Doubt | None]:
    """The codes of a medicine, given or referred to, and why they may not count."""
    if "medicationReference" not in resource.json:
        return codes_of(resource.json.get("medicationCodeableConcept")), None
    path = "medicationReference"
    medication = reading.record.resolve(resource.json["medicationReference"], resource)
    if medication is None or medication.kind != "Medication":
        return NO_CODES, Doubt("P434", path, "the medicine it refers to is not in the record")
    found = [codes_of(medication.json["code"])] if "code" in medication.json else []
    for ingredient in items(medication.json, "ingredient"):
        known = isinstance(ingredient, dict)
        found.append(codes_of(ingredient.get("itemCodeableConcept")) if known else NO_CODES)
    keys = tuple(dict.fromkeys(key for codes in found for key in codes.keys))
    doubt = medication.doubt
    if medication.json.get("status") in ("entered-in-error", "inactive"):
        doubt = Doubt("P433", path, f"the medicine is {medication.json['status']}")
    return Codes(keys, not found or any(codes.flawed for codes in found)), doubt


# -- statuses ------------------------------------------------------------------------------

_DATES: Final[Mapping[str, tuple[str, ...]]] = {
    "MedicationRequest": ("authoredOn",),
    "MedicationStatement": ("effectiveDateTime", "effectivePeriod", "dateAsserted"),
    "MedicationAdministration": ("effectiveDateTime", "effectivePeriod"),
}
_STATUS: Final[Mapping[str, Mapping[str, Standing]]] = {
    "MedicationRequest": {
        "active": COUNTS,
        "on-hold": OPEN,
        "unknown": OPEN,
        "completed": OVER,
        "stopped": OVER,
        "cancelled": OVER,
        "draft": DROPPED,
        "entered-in-error": DROPPED,
    },
    "MedicationStatement": {
        "active": COUNTS,
        "on-hold": OPEN,
        "unknown": OPEN,
        "completed": OVER,
        "stopped": OVER,
        "intended": DROPPED,
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
}
_INTENT: Final[Mapping[str, Standing]] = {
    **dict.fromkeys(
        ("order", "original-order", "reflex-order", "filler-order", "instance-order"), COUNTS
    ),
    **dict.fromkeys(("proposal", "plan", "option"), DROPPED),
}
#: Whether a dose of the last four weeks is followed by others nobody can say.
_RECENT: Final = timedelta(days=28)


def _standing(reading: Reading, resource: Resource) -> tuple[Standing, Doubt | None]:
    """What status, intent and end say together."""
    json = resource.json
    standing, unsure = standing_of(json.get("status"), _STATUS[resource.kind])
    if resource.kind == "MedicationAdministration":
        return _given(reading, resource, standing, unsure)
    if standing is COUNTS and (ended := _ended(reading, resource)) is not None:
        return ended
    if resource.kind == "MedicationStatement" or standing is DROPPED:
        return standing, unsure
    if json.get("doNotPerform", False) is not False:
        if json["doNotPerform"] is True:
            return DROPPED, Doubt("P432", "doNotPerform", "it is a prohibition")
        return OPEN, Doubt("P433", "doNotPerform", "this is neither true nor false")
    intent, unmeant = standing_of(json.get("intent"), _INTENT, "intent")
    return (standing, unsure) if intent is COUNTS else (intent, unmeant)


def _given(
    reading: Reading, resource: Resource, standing: Standing, unsure: Doubt | None
) -> tuple[Standing, Doubt | None]:
    given = first_when(resource.json, "effectiveDateTime", "effectivePeriod")
    long_ago = isinstance(given, When) and given.last + _RECENT < reading.as_of
    if standing is OVER and not long_ago:
        return OPEN, Doubt("P433", "status", "a dose was given; whether there are more is not said")
    return standing, unsure


def _ended(reading: Reading, resource: Resource) -> tuple[Standing, Doubt | None] | None:
    """What is made of something active whose end has passed."""
    for path, end in _ends(resource):
        if isinstance(end, Doubt):
            return OPEN, end
        if end is None or end.last >= reading.as_of:
            continue
        if resource.kind == "MedicationStatement":
            return OVER, Doubt("P432", path, f"it ended on {end.last}")
        return OPEN, Doubt("P433", path, f"it ran out on {end.last}")
    return None


def end_of(resource: Resource) -> When | None:
    """When a course ended, as far as that is said; how long an order was valid says nothing."""
    ends = [end for path, end in _ends(resource) if "validityPeriod" not in path]
    return ends[0] if len(ends) == 1 and isinstance(ends[0], When) else None


def _ends(resource: Resource) -> Iterator[tuple[str, When | Doubt | None]]:
    """Every end that a medicine has, with its path."""
    json = resource.json
    if resource.kind != "MedicationRequest":
        yield from _end(json, "effectivePeriod", "")
        return
    if isinstance(json.get("dispenseRequest"), dict):
        yield from _end(json["dispenseRequest"], "validityPeriod", "dispenseRequest.")
    for number, dosage in enumerate(items(json, "dosageInstruction")):
        timing = dosage.get("timing") if isinstance(dosage, dict) else None
        repeat = timing.get("repeat") if isinstance(timing, dict) else None
        if isinstance(repeat, dict):
            path = f"dosageInstruction[{number}].timing.repeat."
            yield from _end(repeat, "boundsPeriod", path)


def _end(holder: Json, name: str, path: str) -> Iterator[tuple[str, When | Doubt | None]]:
    period = holder.get(name)
    if isinstance(period, dict):
        yield f"{path}{name}.end", when_of(period, "end", f"{path}{name}.end")
    elif period is not None:
        yield f"{path}{name}", Doubt("P437", f"{path}{name}", "the period cannot be read")


# -- what follows --------------------------------------------------------------------------


def _taken(
    reading: Reading, resource: Resource, codes: Codes, when: When | None, doubt: Doubt | None
) -> None:
    """Claims that a medicine is taken for another reason than this pain."""
    rules = reading.rules
    owners = rules.owners(rules.attributes, codes.keys)
    tried = rules.owners(rules.therapies, codes.keys)
    purpose = purpose_of(reading, resource) if tried else Purpose.OTHER
    if purpose is not Purpose.COMPLAINT:
        for name, key in owners.items():
            said = reading.said(name, key)
            open_ = None
            if purpose is Purpose.UNKNOWN:
                text = f"no reason is known for {spoken(key)}: it may be given for this pain"
                open_ = Doubt("P442", "reasonCode", text)
            wrong = first_doubt((doubt, said if isinstance(said, Doubt) else None, open_))
            value = None if wrong is not None or isinstance(said, Doubt) else said
            reading.claims.append(Claim(name, value, resource.label, spoken(key), when, wrong))
    known = bool(owners or tried)
    if (not known and reading.unmatched(resource, codes, "medication")) or codes.flawed:
        reading.gap("medicines", resource, "a medicine without a code that is known here")


def _treatment(
    reading: Reading,
    resource: Resource,
    codes: Codes,
    standing: Standing,
    when: When | None,
    doubt: Doubt | None,
) -> None:
    tried = reading.rules.owners(reading.rules.therapies, codes.keys)
    over = tried and standing is not COUNTS
    end = possible_end(reading, resource, when, end_of(resource)) if over else None
    dose = _dose(reading, resource, codes) if tried else None
    outcome = outcome_of(reading, resource, "statusReason") if tried and standing is OVER else None
    for therapy, key in tried.items():
        course = Course(
            therapy,
            resource.label,
            spoken(key),
            when,
            end,
            ongoing=standing is COUNTS,
            purpose=purpose_of(reading, resource),
            doubt=doubt,
            dose=_of_therapy(reading, therapy, dose),
            outcome=outcome,
        )
        reading.courses.append(course)
    if not tried and not (reading.rules.knows(codes.keys) and not codes.flawed):
        reading.gap("treatments", resource, "a medicine without a code that is known here")


def _dose(reading: Reading, resource: Resource, codes: Codes) -> Dose:
    """The dose of a day, which in a medicine of several drugs is none of each."""
    found = daily_dose(resource)
    if found is not None and not _one_drug(reading, resource, codes):
        return Doubt("P448", "medication", "it holds several drugs, or one that is not known here")
    return found


def _one_drug(reading: Reading, resource: Resource, codes: Codes) -> bool:
    """Whether the codes of a medicine name one ingredient, whatever the systems."""
    if "medicationReference" in resource.json:
        medication = reading.record.resolve(resource.json["medicationReference"], resource)
        if medication is None or len(items(medication.json, "ingredient")) > 1:
            return False
    drugs: dict[str, set[Key]] = {}
    for key in codes.keys:
        drugs.setdefault(key[0], set()).update(reading.rules.products.get(key, (key,)))
    return not codes.flawed and all(len(named) == 1 for named in drugs.values())


def _of_therapy(reading: Reading, therapy: str, dose: Dose) -> Decimal | Doubt | None:
    unit = reading.vocabulary.therapies[therapy]
    return None if unit is None else in_dose_unit(dose, unit)
