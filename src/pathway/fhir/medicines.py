"""Medicines: what is taken now, and what was tried for this pain.

A drug may be taken for this pain or for another reason; only the reason of the prescription
tells, never the drug. An order that is active and has run out says nothing for certain.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from pathway.fhir.courses import Course, Dose, Intake, Purpose
from pathway.fhir.dosage import daily_dose, in_dose_unit, route_of
from pathway.fhir.elements import (
    NO_CODES,
    Codes,
    Doubt,
    Json,
    When,
    first_when,
    items,
    spoken,
)
from pathway.fhir.listed import claim_open, drug_codes, name_of, note_gap
from pathway.fhir.outcomes import outcome_of
from pathway.fhir.reading import LATER, Reading, ResourceClaim, ResourceStanding, first_doubt
from pathway.fhir.resource import Resource
from pathway.fhir.rules import Key
from pathway.fhir.taking import DATES, Taking, taking_of
from pathway.fhir.treatments import possible_end, purpose_of
from pathway.ground.problems import in_backticks

COUNTS, OVER, DROPPED = ResourceStanding.COUNTS, ResourceStanding.OVER, ResourceStanding.DROPPED


def read_medicine(reading: Reading, resource: Resource) -> None:
    """A prescription, a statement, a dose that was given, or a supply that was handed over."""
    owned = reading.owned(resource)
    taking = taking_of(reading, resource)
    codes, hidden = medicine_of(reading, resource)
    when, undated = reading.dated(first_when(resource.json, *DATES[resource.kind]), "date")
    dropped = owned if owned is not None and owned.code == "P431" else None
    if taking.now is DROPPED:
        dropped = first_doubt((dropped, taking.unsure))
    if undated is not None and undated.code == LATER:
        dropped = first_doubt((dropped, undated))
    if dropped is not None:
        reading.ignore(resource, dropped, codes.named)
        return
    doubt = first_doubt((owned, hidden))
    _treatment(reading, resource, codes, taking, when, first_doubt((doubt, taking.open_course)))
    if taking.now is OVER:
        reading.ignore(
            resource, taking.unsure or Doubt("P432", "status", "it is over"), codes.named
        )
        washed_out(reading, resource, codes, taking, when)
        return
    if undated is not None:
        reading.ignore(resource, undated, codes.named)
    doubt = first_doubt((doubt, taking.unsure))
    _taken(reading, resource, codes, when, doubt)
    if ordered(reading, resource) is None:
        dose = dose_of(reading, resource, codes)
        reading.intakes.append(Intake(resource, codes, when, dose, doubt))


def ordered(reading: Reading, resource: Resource) -> Resource | None:
    """The order in the record for what was handed over, which speaks of it as well."""
    for reference in items(resource.json, "authorizingPrescription"):
        found = reading.record.resolve(reference, resource)
        if found is not None and found.kind == "MedicationRequest":
            return found
    return None


def medicine_of(reading: Reading, resource: Resource) -> tuple[Codes, Doubt | None]:
    """The codes of a medicine, given or referred to, and why they may not count."""
    if "medicationReference" not in resource.json:
        return drug_codes(reading, resource.json.get("medicationCodeableConcept")), None
    path = "medicationReference"
    medication = reading.record.resolve(resource.json["medicationReference"], resource)
    if medication is None or medication.kind != "Medication":
        return NO_CODES, Doubt("P434", path, "the medicine it refers to is not in the record")
    found = [drug_codes(reading, medication.json["code"])] if "code" in medication.json else []
    for ingredient in items(medication.json, "ingredient"):
        known = isinstance(ingredient, dict)
        found.append(_ingredient(reading, medication, ingredient) if known else NO_CODES)
    keys = tuple(dict.fromkeys(key for codes in found for key in codes.keys))
    doubt = medication.doubt
    if medication.json.get("status") in ("entered-in-error", "inactive"):
        doubt = Doubt("P433", path, f"the medicine is {medication.json['status']}")
    return Codes(keys, not found or any(codes.flawed for codes in found)), doubt


def _ingredient(reading: Reading, medication: Resource, ingredient: Json) -> Codes:
    """An ingredient by its codes, or by those of the substance that it refers to."""
    if "itemReference" not in ingredient:
        return drug_codes(reading, ingredient.get("itemCodeableConcept"))
    found = reading.record.resolve(ingredient["itemReference"], medication)
    return NO_CODES if found is None else drug_codes(reading, found.json.get("code"))


# -- what follows --------------------------------------------------------------------------


def _taken(
    reading: Reading, resource: Resource, codes: Codes, when: When | None, doubt: Doubt | None
) -> None:
    """Claims that a medicine is taken for another reason than this pain."""
    sense = reading.sense("medicines", codes.keys)
    tried = reading.rules.owners(reading.rules.therapies, codes.keys)
    purpose = purpose_of(reading, resource) if tried else Purpose.OTHER
    called = _called(reading, resource)
    course = bool(reading.courses) and reading.courses[-1].source == resource.label
    if purpose is Purpose.COMPLAINT and doubt is not None and not course:
        reading.ignore(resource, doubt, codes.named)
    if purpose is not Purpose.COMPLAINT:
        for name, key in sense.means.items():
            drug = in_backticks(called) if called else spoken(key)
            said = reading.said(name, key)
            route = local_route(reading, resource, name)
            wrong = first_doubt((doubt, route, said if isinstance(said, Doubt) else None))
            value = None if wrong is not None or isinstance(said, Doubt) else said
            unsaid = ""
            if purpose is Purpose.UNKNOWN and value is not None:
                unsaid = f"{drug} is taken; whether for this pain is not said"
            claim = ResourceClaim(
                name, value, resource.label, spoken(key), when, wrong, assumed=unsaid
            )
            reading.claims.append(claim)
    claim_open(reading, resource, "medicines", codes, when)
    note_gap(reading, resource, "medicines", codes, called, "medication")


def _called(reading: Reading, resource: Resource) -> str:
    """What people call a medicine."""
    if "medicationReference" not in resource.json:
        return name_of(resource.json.get("medicationCodeableConcept"))
    medication = reading.record.resolve(resource.json["medicationReference"], resource)
    return "" if medication is None else name_of(medication.json.get("code"))


def washed_out(
    reading: Reading, resource: Resource, codes: Codes, taking: Taking, when: When | None
) -> None:
    """What a medicine that is over still says: for some it counts how long ago that was."""
    sense = reading.sense("medicines", codes.keys)
    owners = sense.means
    strange = codes.flawed or not codes.keys or bool(sense.strange)
    for name, days in reading.rules.washout.items():
        until = taking.last + timedelta(days=days)
        if until < reading.as_of or not (strange or name in owners):
            continue
        told = f"it may have been taken until {taking.last}, and {days} days count"
        end = taking.end
        sure = name in owners and end is not None and end.first >= reading.as_of - timedelta(days)
        doubt = None if sure else Doubt("P433", "status", told)
        code = spoken(owners[name]) if name in owners else codes.named
        reading.claims.append(
            ResourceClaim(name, True if sure else None, resource.label, code, when, doubt)
        )


def local_route(reading: Reading, resource: Resource, name: str) -> Doubt | None:
    """Why a way of giving leaves open whether the drug counts; none that is said leaves nothing."""
    routes = reading.rules.routes.get(name, reading.rules.routes.get("usual"))
    given = route_of(resource)
    if routes is None or not given.keys or set(given.keys) & routes:
        return None
    text = f"it is given by {given.named}, which may not count"
    return Doubt("P442", "route", text)


def _treatment(
    reading: Reading,
    resource: Resource,
    codes: Codes,
    taking: Taking,
    when: When | None,
    doubt: Doubt | None,
) -> None:
    tried = reading.rules.owners(reading.rules.therapies, codes.keys)
    if resource.kind == "MedicationDispense":
        if tried and ordered(reading, resource) is None:
            reading.gap("treatments", resource, "a medicine was handed over without an order")
        tried = {}
    standing = taking.was if tried else DROPPED
    over = standing not in (COUNTS, DROPPED)
    end = possible_end(reading, resource, when, taking.end) if over else None
    dose = dose_of(reading, resource, codes) if tried else None
    outcome = outcome_of(reading, resource, "statusReason") if standing is OVER else None
    for therapy, key in tried.items() if standing is not DROPPED else ():
        course = Course(
            therapy,
            resource.label,
            spoken(key),
            when,
            end,
            ongoing=standing is COUNTS,
            purpose=purpose_of(reading, resource),
            doubt=first_doubt((doubt, local_route(reading, resource, therapy))),
            dose=dose_of_therapy(reading, therapy, dose),
            outcome=outcome,
        )
        reading.courses.append(course)
    if codes.flawed or not codes.keys or reading.sense("medicines", codes.keys).strange:
        reading.gap("treatments", resource, "a medicine without a code that is known here")


def dose_of(reading: Reading, resource: Resource, codes: Codes) -> Dose:
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


def dose_of_therapy(reading: Reading, therapy: str, dose: Dose) -> Decimal | Doubt | None:
    """The dose of a day in the unit of a therapy; None for one without a unit, or of no drug."""
    unit = reading.vocabulary.therapies[therapy]
    return None if unit is None else in_dose_unit(dose, unit)
