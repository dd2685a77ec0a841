"""Records with hazards, and whatever may happen to such a record on its way.

Every hazard is one resource that makes one attribute dangerous. What happens to it may make the
attribute unknown; nothing that is tried here makes it safe.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any, Final, NamedTuple

from pathway.ground.vocabulary import Range

from .short_records import bundle_of, concept, entry, short

Json = dict[str, Any]


class Hazard(NamedTuple):
    """A resource in a few words, the attribute that it makes dangerous, and from where on."""

    said: Json
    attribute: str
    #: For a number: the value at and below which it is dangerous.
    below: int | None = None


HAZARDS: Final = (
    Hazard({"order": "rxnorm 11289"}, "warfarin"),
    Hazard({"statement": "rxnorm 11289", "from": "2026-01-01"}, "warfarin"),
    Hazard({"dispensed": "rxnorm 11289", "on": "2026-11-10", "supply": 30}, "warfarin"),
    Hazard({"order": "rxnorm 32968"}, "clopidogrel"),
    Hazard({"order": "rxnorm 5224"}, "other_anticoagulant"),
    Hazard({"order": "rxnorm 36437"}, "ssri_or_snri"),
    Hazard({"order": "rxnorm 7804", "for": "icd10 I50.9"}, "takes_other_opioid"),
    Hazard({"problem": "icd10 I50.9"}, "heart_failure"),
    Hazard({"problem": "icd10 C79.51", "recorded": "2026-05-01"}, "cancer_history"),
    Hazard({"problem": "icd10 Z85.3", "recorded": "2012-05-01"}, "cancer_history"),
    Hazard({"problem": "snomed 90935002"}, "bleeding_disorder"),
    Hazard({"allergy": "rxnorm 1191"}, "nsaid_allergy"),
    Hazard({"device": "snomed 441509002"}, "implanted_device"),
    Hazard({"result": "loinc 777-3", "value": "14 10*9/L"}, "platelets", 14),
    Hazard({"result": "loinc 98979-8", "value": "22 mL/min/{1.73_m2}"}, "egfr", 22),
)
#: What makes a record look like one of a healthy person before the hazard came.
HARMLESS: Final = (
    {"result": "loinc 777-3", "value": "250 10*9/L", "on": "2026-02-01"},
    {"result": "loinc 98979-8", "value": "95 mL/min/{1.73_m2}", "on": "2026-02-01"},
    {"problem": "icd10 M54.31", "onsetDateTime": "2026-08-20"},
    {"order": "rxnorm 161"},
)


def record(chance: Random) -> tuple[Json, Hazard, int]:
    """A bundle with one hazard among harmless resources, and which entry it is."""
    hazard = chance.choice(HAZARDS)
    beside = [one for one in HARMLESS if chance.random() < 0.6]
    bundle = bundle_of({"record": [hazard.said, *beside]})
    for number, one in enumerate(bundle["entry"]):
        one["fullUrl"] = f"https://ehr.example.org/fhir/{_name(one, number)}"
    return bundle, hazard, 1


def _name(one: Json, number: int) -> str:
    return f"{one['resource']['resourceType']}/{one['resource'].get('id', number)}"


def harm(bundle: Json, at: int, chance: Random) -> str:
    """Let one thing happen to the record; returns what."""
    happening = chance.choice(HAPPENINGS)
    happening(bundle, at, chance)
    return happening.__name__.replace("_", " ").strip()


def is_safe(hazard: Hazard, value: object) -> bool:
    """Whether a value says that there is no such hazard."""
    if hazard.below is None:
        return value is False or type(value).__name__ == "NotApplicable"
    if isinstance(value, Range):
        return bool(value.low > hazard.below)
    return isinstance(value, Decimal) and value > hazard.below


# -- what may happen -----------------------------------------------------------------------

_CODED: Final = ("code", "medicationCodeableConcept", "type")
_JUNK: Final[tuple[Any, ...]] = (
    None,
    "",
    " ",
    0,
    -1,
    7.5,
    True,
    [],
    {},
    [None],
    "x",
    "2031-05-05",
    "9999-99-99",
)


def _resource(bundle: Json, at: int) -> Json:
    found: Json = bundle["entry"][at].get("resource", {})
    return found


def _coded(resource: Json) -> str:
    """The element with the code of a resource."""
    return next((name for name in _CODED if isinstance(resource.get(name), dict)), "code")


def _recoded(bundle: Json, at: int, chance: Random) -> None:
    resource = _resource(bundle, at)
    unknown = chance.choice(
        [concept("none X1"), {"text": "as said"}, concept("icd10 Q99.9"), {}, {"coding": []}]
    )
    resource[_coded(resource)] = unknown


def _given_another_code_as_well(bundle: Json, at: int, chance: Random) -> None:
    resource = _resource(bundle, at)
    held = resource.get(_coded(resource))
    codings = held.get("coding") if isinstance(held, dict) else None
    if isinstance(codings, list):
        more = chance.choice(["none X1", "snomed 36971009", "loinc 2345-7"])
        codings.insert(chance.randrange(len(codings) + 1), concept(more)["coding"][0])


def _spoilt(bundle: Json, at: int, chance: Random) -> None:
    """Something else stands in one of its elements, or nothing."""
    places = [p for p in _places(_resource(bundle, at)) if not isinstance(p[0], list)]
    if not places:
        return
    holder, key = chance.choice(places)
    if isinstance(holder.get(key), int | float) or chance.random() < 0.4:
        del holder[key]
    else:
        holder[key] = copy.deepcopy(chance.choice(_JUNK))


def _garbled(bundle: Json, at: int, chance: Random) -> None:
    places = [p for p in _places(_resource(bundle, at)) if isinstance(p[0][p[1]], str)]
    if not places:
        return
    holder, key = chance.choice(places)
    place = chance.randrange(len(holder[key]) + 1)
    holder[key] = f"{holder[key][:place]}\u00bf{holder[key][place + 1 :]}"


def _cut_with_a_trace(bundle: Json, at: int, chance: Random) -> None:
    """The resource is gone, and the record shows that something is."""
    held = bundle["entry"][at]
    trace = chance.randrange(6)
    if trace == 0:
        held.pop("resource", None)
        return
    bundle["entry"][at] = {"response": {"status": chance.choice(["403", "404", "500 x"])}}
    if trace == 1:
        return
    del bundle["entry"][at]
    signs: list[Json] = [
        {"total": 40},
        {"link": [{"relation": "next", "url": "https://ehr.example.org/fhir?page=2"}]},
        {"meta": {"tag": [{"code": "SUBSETTED"}]}},
    ]
    if trace == 5:
        issue = {"severity": "error", "code": "timeout"}
        bundle["entry"].append({"resource": {"resourceType": "OperationOutcome", "issue": [issue]}})
    else:
        bundle.update(signs[trace - 2])


def _of_nobody(bundle: Json, at: int, chance: Random) -> None:
    resource = _resource(bundle, at)
    for name in ("subject", "patient"):
        if name in resource:
            other = chance.choice(["Patient/9", "https://other.example.org/fhir/Patient/1", "#p"])
            resource[name] = {"reference": other}


def _put_into_a_bundle_of_its_own(bundle: Json, at: int, _chance: Random) -> None:
    held = bundle["entry"][at]
    inner = {"resourceType": "Bundle", "type": "searchset", "entry": [held]}
    bundle["entry"][at] = {"resource": inner}


def _split_off(bundle: Json, at: int, chance: Random) -> None:
    """The drug is said by another resource, which may be missing."""
    resource = _resource(bundle, at)
    said = resource.pop("medicationCodeableConcept", None)
    if said is None:
        return
    medication = {"resourceType": "Medication", "id": "m", "code": said}
    where = chance.randrange(4)
    if where == 3:
        medication = {**medication, "code": None, "ingredient": [{"itemCodeableConcept": said}]}
    resource["medicationReference"] = {"reference": "#m" if where == 0 else "Medication/m"}
    if where == 0:
        resource["contained"] = [medication]
    elif where != 1:
        address = "https://ehr.example.org/fhir/Medication/m"
        bundle["entry"].append({"resource": medication, "fullUrl": address})


def _twice(bundle: Json, at: int, chance: Random) -> None:
    """Another copy, of which nobody can say whether it is later."""
    held = copy.deepcopy(bundle["entry"][at])
    copied = held.get("resource", {})
    status = {"Observation": "preliminary"}.get(copied.get("resourceType", ""), "on-hold")
    if "status" in copied and chance.random() < 0.5:
        copied["status"] = status
    bundle["entry"].insert(chance.randrange(len(bundle["entry"]) + 1), held)


def _shuffled(bundle: Json, _at: int, chance: Random) -> None:
    chance.shuffle(bundle["entry"])


def _no_longer_sure(bundle: Json, at: int, chance: Random) -> None:
    """A status, or an end, that leaves it open or is over."""
    resource = _resource(bundle, at)
    kind = resource.get("resourceType")
    if kind in ("Condition", "AllergyIntolerance"):
        status = resource.get("clinicalStatus")
        codings = status.get("coding") if isinstance(status, dict) else None
        if codings and isinstance(codings, list) and isinstance(codings[0], dict):
            codings[0]["code"] = chance.choice(["resolved", "inactive", "remission", "?"])
    elif kind == "MedicationRequest":
        resource["intent"] = chance.choice(["plan", "proposal", "option", "?"])
    elif kind == "Device":
        resource["status"] = chance.choice(["inactive", "unknown"])
    elif kind == "Observation":
        resource["status"] = chance.choice(["preliminary", "unknown"])
    elif kind is not None:
        resource["status"] = chance.choice(["on-hold", "unknown", "?"])


def _a_later_result_of_another_subject(bundle: Json, _at: int, _chance: Random) -> None:
    later = {"result": "loinc 777-3", "value": "300 10*9/L", "on": "2026-11-19"}
    for code in ("loinc 777-3", "loinc 98979-8"):
        said = {**later, "result": code, "focus": [{"display": "fetus"}]}
        bundle["entry"].append(entry(short(len(bundle["entry"]), said)))


HAPPENINGS: Final[tuple[Callable[[Json, int, Random], None], ...]] = (
    *(_recoded, _given_another_code_as_well, _spoilt, _spoilt, _spoilt, _garbled, _garbled),
    *(_cut_with_a_trace, _of_nobody, _put_into_a_bundle_of_its_own, _split_off, _twice),
    *(_shuffled, _no_longer_sure, _a_later_result_of_another_subject),
)


def _places(json: Any) -> Any:
    if isinstance(json, dict):
        for key, value in json.items():
            yield json, key
            yield from _places(value)
    elif isinstance(json, list):
        for number, value in enumerate(json):
            yield json, number
            yield from _places(value)
