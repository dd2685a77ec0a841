"""Lasting findings: problems, allergies, procedures, devices, conclusions.

One readable entry is enough for a yes; a faulty one beside it takes nothing away, and alone
makes the answer unknown. What is over leaves the answer open; that one diagnosis was refuted says
no to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from pathway.fhir.elements import (
    NO_CODES,
    Codes,
    Doubt,
    Json,
    When,
    codes_of,
    first_when,
    items,
    spoken,
    status_of,
)
from pathway.fhir.listed import (
    claim,
    claim_all,
    claim_open,
    drug_codes,
    name_of,
    note_gap,
    says_none,
)
from pathway.fhir.product_names import INGREDIENT, LOCAL
from pathway.fhir.reading import (
    LATER,
    Reading,
    ResourceClaim,
    ResourceStanding,
    first_doubt,
    standing_of,
)
from pathway.fhir.resource import Resource
from pathway.patients.model import Allergy

COUNTS, OVER, DROPPED, OPEN = (
    ResourceStanding.COUNTS,
    ResourceStanding.OVER,
    ResourceStanding.DROPPED,
    ResourceStanding.OPEN,
)


def read_condition(reading: Reading, resource: Resource) -> None:
    """A problem or diagnosis."""
    json = resource.json
    verified, unsure = _concept(json.get("verificationStatus"), "ver-status", VERIFICATION)
    active, inactive = _concept(json.get("clinicalStatus"), "clinical", CLINICAL)
    onset = first_when(json, "onsetDateTime", "onsetPeriod")
    dropped, doubt = _standing(reading, resource, "subject", verified, unsure)
    when, undated = _recorded(reading, resource, onset)
    if dropped is None and undated is not None and undated.code == LATER:
        dropped = undated
    if dropped is not None:
        reading.ignore(resource, dropped)
        return
    _, begun = reading.dated(onset, "onset")
    future = begun if begun is not None and begun.code == "P437" and not _unread(onset) else None
    doubt = first_doubt((doubt, future))
    ended = any(key.startswith("abatement") for key in json)
    if ended and active is COUNTS:
        active, inactive = OPEN, Doubt("P433", "clinicalStatus", "it is active, and over as well")
    codes = codes_of(json.get("code"))
    owners = reading.sense("problems", codes.keys).means
    over = active is OVER or (ended and active is OPEN and inactive is None)
    for name, key in owners.items():
        lasting = name in reading.rules.ever
        if over and not lasting and _long_over(reading, name, json):
            continue
        wrong = first_doubt((doubt, None if lasting else inactive or (_ENDED if over else None)))
        said = claim(reading, resource, name, key, when, wrong)
        if name in reading.rules.complaint and (said.doubt is None or (doubt and not over)):
            _onset(reading, resource, name, when, said.doubt or onset)
    if over and not set(owners) & reading.rules.ever:
        reading.ignore(resource, inactive or _ENDED, codes.named)
    bears = reading.sense("problems", codes.keys).bears if over else ()
    long_ago = frozenset(name for name in bears if _long_over(reading, name, json))
    claim_open(reading, resource, "problems", codes, when, long_ago - reading.rules.ever)
    note_gap(reading, resource, "problems", codes, name_of(json.get("code")))


def read_allergy(reading: Reading, resource: Resource) -> None:
    """An allergy, by the substance that causes it; an intolerance is taken as one until asked."""
    json = resource.json
    verified, unsure = _concept(json.get("verificationStatus"), "verification", VERIFICATION)
    _, inactive = _concept(json.get("clinicalStatus"), "clinical", CLINICAL)
    dropped, doubt = _standing(reading, resource, "patient", verified, unsure)
    when, undated = _recorded(reading, resource, first_when(json, "onsetDateTime", "onsetPeriod"))
    later = undated if undated is not None and undated.code == LATER else None
    dropped = first_doubt((dropped, later))
    codes = _substances(reading, resource)
    if dropped is not None:
        reading.ignore(resource, dropped, codes.named)
        if says_none(reading, codes) and not _foreign(dropped):
            reading.gap("allergies", resource, "that there are none is refuted, or over")
        return
    wrong = first_doubt((doubt, inactive))
    kind = json.get("type")
    other = kind is not None and kind not in ("allergy", "intolerance")
    if other and wrong is None:
        wrong = Doubt("P442", "type", "its type cannot be read: it may be no allergy")
    assumed = INTOLERANCE if kind == "intolerance" else ""
    claim_all(reading, resource, "allergies", codes, when, wrong, assumed)
    note_gap(reading, resource, "allergies", codes, name_of(json.get("code")))
    if not says_none(reading, codes):
        reading.allergies.append(_allergy(resource, codes, when, wrong))


#: Why an intolerance is a yes all the same.
INTOLERANCE: Final = "it is recorded as an intolerance and counts as an allergy"


def _allergy(resource: Resource, codes: Codes, when: When | None, doubt: Doubt | None) -> Allergy:
    """An allergy of a record as an entry of the list, by the name that people give it."""
    json = resource.json
    reactions = [one for one in items(json, "reaction") if isinstance(one, dict)]
    concepts = [json.get("code"), *(one.get("substance") for one in reactions)]
    names = [name for concept in concepts if (name := _name(concept))]
    seen = (shown for one in reactions for shown in items(one, "manifestation"))
    told = dict.fromkeys(name for shown in seen if (name := _name(shown)))
    severe = [one["severity"] for one in reactions if one.get("severity") in _SEVERITIES]
    return Allergy(
        to=next(iter(names), ", ".join(map(spoken, codes.keys)) or "something that is not named"),
        codes=tuple(key for key in codes.keys if key[0] not in (INGREDIENT, LOCAL)),
        reaction=", ".join(told) or None,
        severity=max(severe, key=_SEVERITIES.index, default=None),
        intolerance=json.get("type") == "intolerance",
        doubt=doubt.text if doubt is not None else None,
        on=when.on if when is not None else None,
        source=resource.label,
    )


def _name(concept: object) -> str:
    return " ".join(name_of(concept).split())


#: How severe a reaction was, the worst last.
_SEVERITIES: Final = ("mild", "moderate", "severe")


def _foreign(doubt: Doubt) -> bool:
    """Whether a resource is another patient's, or of a later day."""
    return doubt.code in ("P431", LATER)


def read_procedure_finding(reading: Reading, resource: Resource) -> bool:
    """What it says of a patient that something was done; whether it says anything."""
    codes = codes_of(resource.json.get("code"))
    sense = reading.sense("procedures", codes.keys)
    if codes.keys and not sense.strange and (sense.means or sense.bears):
        performed = first_when(resource.json, "performedDateTime", "performedPeriod")
        _simple(reading, resource, codes, PROCEDURE, performed, list_="procedures")
        return True
    return False


def read_device(reading: Reading, resource: Resource) -> None:
    """A device in use, by its type."""
    device = reading.record.resolve(resource.json.get("device"), resource)
    codes = NO_CODES if device is None else codes_of(device.json.get("type"))
    used = first_when(resource.json, "timingPeriod", "timingDateTime", "recordedOn")
    _simple(reading, resource, codes, DEVICE, used)


def read_implant(reading: Reading, resource: Resource) -> None:
    """A device that a patient has; of one that belongs to nobody each type but a harmless one."""
    codes = codes_of(resource.json.get("type"))
    if "patient" not in resource.json and _is_used(reading, resource):
        return  # the statement says whose it is
    if "patient" in resource.json or not is_harmless(reading, resource.json):
        _simple(reading, resource, codes, IMPLANT, None, "patient")


def is_harmless(reading: Reading, device: Json) -> bool:
    """Whether the type of a device is known to say nothing of whoever has it."""
    keys = codes_of(device.get("type")).keys
    sense = reading.sense("problems", keys)
    return bool(keys) and not (sense.strange or sense.means or sense.bears)


def _is_used(reading: Reading, device: Resource) -> bool:
    """Whether a statement of use speaks of a device."""
    return any(
        reading.record.resolve(one.json.get("device"), one) is device
        for one in reading.record.resources
        if one.kind == "DeviceUseStatement"
    )


def read_conclusion(reading: Reading, resource: Resource) -> None:
    """The conclusions of a report, as far as they have codes."""
    for concept in items(resource.json, "conclusionCode"):
        made = first_when(resource.json, "effectiveDateTime", "effectivePeriod", "issued")
        _simple(reading, resource, codes_of(concept), REPORT, made)


# -- statuses ------------------------------------------------------------------------------

VERIFICATION: Final[Mapping[str, ResourceStanding]] = {
    "confirmed": COUNTS,
    "unconfirmed": OPEN,
    "provisional": OPEN,
    "differential": OPEN,
    "refuted": DROPPED,
    "entered-in-error": DROPPED,
}
#: What is in remission or inactive may come back; what is resolved is over.
CLINICAL: Final[Mapping[str, ResourceStanding]] = {
    "active": COUNTS,
    "recurrence": COUNTS,
    "relapse": COUNTS,
    "inactive": OPEN,
    "remission": OPEN,
    "resolved": OVER,
}
PROCEDURE: Final[Mapping[str, ResourceStanding]] = {
    "completed": COUNTS,
    "in-progress": OPEN,
    "stopped": OPEN,
    "on-hold": OPEN,
    "unknown": OPEN,
    "preparation": DROPPED,
    "not-done": DROPPED,
    "entered-in-error": DROPPED,
}
DEVICE: Final[Mapping[str, ResourceStanding]] = {
    "active": COUNTS,
    "on-hold": OPEN,
    "completed": OVER,
    "stopped": OVER,
    "intended": DROPPED,
    "entered-in-error": DROPPED,
}
IMPLANT: Final[Mapping[str, ResourceStanding]] = {
    "active": COUNTS,
    "inactive": OVER,
    "unknown": OPEN,
    "entered-in-error": DROPPED,
}
REPORT: Final[Mapping[str, ResourceStanding]] = {
    "final": COUNTS,
    "amended": COUNTS,
    "corrected": COUNTS,
    "appended": COUNTS,
    "partial": OPEN,
    "preliminary": OPEN,
    "unknown": OPEN,
    "registered": DROPPED,
    "cancelled": DROPPED,
    "entered-in-error": DROPPED,
}
_SYSTEMS: Final[Mapping[str, tuple[str, ...]]] = {
    "ver-status": (
        "http://terminology.hl7.org/CodeSystem/condition-ver-status",
        "http://hl7.org/fhir/condition-ver-status",
    ),
    "verification": (
        "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
        "http://hl7.org/fhir/allergy-verification-status",
    ),
    "clinical": (
        "http://terminology.hl7.org/CodeSystem/condition-clinical",
        "http://hl7.org/fhir/condition-clinical",
        "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
        "http://hl7.org/fhir/allergy-clinical-status",
    ),
}


_ENDED: Final = Doubt("P432", "abatement", "it is over")


def _long_over(reading: Reading, name: str, json: Json) -> bool:
    """Whether something has been over for longer than it would count if it had just been seen."""
    days = reading.vocabulary.attributes[name].valid_for
    ended = first_when(json, "abatementDateTime")
    if days is None or not isinstance(ended, When):
        return False
    return ended.last + timedelta(days=days) < reading.as_of


def _concept(
    concept: object, which: str, table: Mapping[str, ResourceStanding]
) -> tuple[ResourceStanding, Doubt | None]:
    path = "clinicalStatus" if which == "clinical" else "verificationStatus"
    return standing_of(status_of(concept, _SYSTEMS[which]), table, path)


def _standing(
    reading: Reading,
    resource: Resource,
    subject: str,
    standing: ResourceStanding,
    unsure: Doubt | None,
) -> tuple[Doubt | None, Doubt | None]:
    """Why a resource is left out, and why what it says is not known."""
    owned = reading.owned(resource, subject)
    if owned is not None and owned.code == "P431":
        return owned, None
    if standing is DROPPED:
        return unsure, None
    return None, first_doubt((owned, unsure))


# -- claims --------------------------------------------------------------------------------


def _simple(
    reading: Reading,
    resource: Resource,
    codes: Codes,
    table: Mapping[str, ResourceStanding],
    found: When | Doubt | None,
    subject: str = "subject",
    list_: str = "problems",
) -> None:
    """Claims of a resource whose status is one word."""
    standing, unsure = standing_of(resource.json.get("status"), table)
    dropped, doubt = _standing(reading, resource, subject, standing, unsure)
    when, undated = reading.dated(found, "date")
    if undated is not None and undated.code == LATER:
        dropped = first_doubt((dropped, undated))
    if dropped is not None:
        reading.ignore(resource, dropped, codes.named)
        return
    claim_all(reading, resource, list_, codes, when, first_doubt((doubt, undated)))
    note_gap(reading, resource, list_, codes, "")


def _recorded(
    reading: Reading, resource: Resource, onset: When | Doubt | None
) -> tuple[When | None, Doubt | None]:
    """When a problem was recorded, else when it began."""
    recorded = first_when(resource.json, "recordedDate")
    when, undated = reading.dated(recorded, "recordedDate")
    if undated is not None and undated.code != LATER:
        reading.ignore(resource, undated)
    if recorded is None and isinstance(onset, When) and onset.first <= reading.as_of:
        when = onset
    return when, undated


def _unread(onset: When | Doubt | None) -> bool:
    return not isinstance(onset, When)


def _substances(reading: Reading, resource: Resource) -> Codes:
    found = [drug_codes(reading, resource.json.get("code"))] if "code" in resource.json else []
    for reaction in items(resource.json, "reaction"):
        if isinstance(reaction, dict) and "substance" in reaction:
            found.append(drug_codes(reading, reaction["substance"]))
    if not found:
        return NO_CODES
    keys = tuple(dict.fromkeys(key for codes in found for key in codes.keys))
    return Codes(keys, any(codes.flawed for codes in found))


def _onset(
    reading: Reading,
    resource: Resource,
    name: str,
    when: When | None,
    onset: When | Doubt | None,
) -> None:
    """The onset of the complaint, as long as the complaint itself still counts."""
    target = reading.rules.onset
    if target is None or onset is None:
        return
    days = reading.vocabulary.attributes[name].valid_for
    doubt = onset if isinstance(onset, Doubt) else None
    if days is not None and (when is None or when.first + timedelta(days=days) < reading.as_of):
        text = f"{reading.title(name)} was recorded too long ago for its onset to count"
        doubt = Doubt("P437", "onset", text)
    value = onset.on if isinstance(onset, When) and doubt is None else None
    reading.claims.append(ResourceClaim(target, value, resource.label, "onset", when, doubt))
