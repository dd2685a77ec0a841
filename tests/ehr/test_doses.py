"""Doses of a day, sums of doses and outcomes: exactly where the record says so, else a reason."""

import copy
from decimal import Decimal
from typing import Any

import pytest

from pathway.fhir.understanding import Understanding
from pathway.ground.problems import LibraryError
from pathway.patients.model import Outcome, Trial

from .records import TODAY, dosed, dosed_site, library, put, resource, take, understood

IBUPROFEN = "MedicationRequest/ibuprofen"
DOSAGE = "dosageInstruction.0"


def read(record: dict[str, Any]) -> Understanding:
    return library().understand_fhir(record, site=dosed_site(), as_of=TODAY, today=TODAY)


def trial(found: Understanding, therapy: str) -> Trial:
    assert found.patient.trials is not None, found.no_history
    return next(one for one in found.patient.trials if one.therapy == therapy)


def notes(found: Understanding, *codes: str) -> list[str]:
    return [note.problem.message for note in found.notes if note.problem.code in codes]


def mme(found: Understanding) -> list[Any]:
    entries = found.patient.entries.get("opioid_mme", ())
    return [(entry.value, entry.source, str(entry.on)) for entry in entries]


# -- doses -------------------------------------------------------------------------------------


def test_the_record_with_doses() -> None:
    found = read(dosed())
    assert trial(found, "nsaid").dose == Decimal(1200)
    assert trial(found, "nsaid").outcome is Outcome.NOT_TOLERATED
    assert trial(found, "exercise_program").outcome is Outcome.PARTLY_HELPED
    sources = "MedicationRequest/codeine, MedicationRequest/oxycodone"
    assert mme(found) == [(Decimal(39), sources, "2026-10-30")]  # 20 mg × 1.5 + 60 mg × 0.15
    assert notes(found, "P448", "P449") == []


@pytest.mark.parametrize(
    ("changes", "dose"),
    [
        ({"timing.repeat.period": 8, "timing.repeat.periodUnit": "h"}, 3600),
        ({"timing.repeat.period": 0.5}, 2400),
        ({"timing.repeat.frequency": 1}, 400),
        ({"doseAndRate.0.doseQuantity.value": 0.4, "doseAndRate.0.doseQuantity.code": "g"}, 1200),
        ({"doseAndRate.0.doseQuantity.value": 0.1}, Decimal("0.3")),
        ({"timing.code": {"text": "three times a day"}}, 1200),
        ({"timing.code": "TID"}, 1200),
        ({"timing.code": "TID", "timing.repeat": {}}, 1200),
        ({"asNeededBoolean": False}, 1200),
    ],
)
def test_what_has_a_dose_of_a_day(changes: dict[str, Any], dose: Decimal) -> None:
    found = read(changed(changes))
    assert trial(found, "nsaid").dose == dose
    assert notes(found, "P448") == []


QUANTITY = "doseAndRate.0.doseQuantity"


@pytest.mark.parametrize(
    ("changes", "path", "why"),
    [
        ({"asNeededBoolean": True}, "asNeeded", "it is taken as needed"),
        ({"asNeededBoolean": "no"}, "asNeeded", "it is taken as needed"),
        ({"asNeededCodeableConcept": {}}, "asNeeded", "it is taken as needed"),
        (
            {"maxDosePerPeriod": {}},
            "maxDosePerPeriod",
            "what it means for the dose of a day is not known here",
        ),
        (
            {"modifierExtension": [{}]},
            "modifierExtension",
            "what it means for the dose of a day is not known here",
        ),
        ({"timing": None}, "timing", "it does not say how often a day"),
        ({"timing.event": ["2026-08-03"]}, "timing", "it does not say how often a day"),
        (
            {"timing.repeat": {}},
            "timing",
            "it does not say how often a day, or says it twice and differently",
        ),
        (
            {"timing.code": "BID"},
            "timing",
            "it does not say how often a day, or says it twice and differently",
        ),
        ({"timing.code": "QQQ"}, "timing.code", "this timing is not known here"),
        ({"timing.repeat": 3}, "timing.repeat", "it cannot be read"),
        (
            {"timing.repeat.frequencyMax": 4},
            "timing.repeat.frequencyMax",
            "it is not the same number of times every day",
        ),
        (
            {"timing.repeat.dayOfWeek": ["mon"]},
            "timing.repeat.dayOfWeek",
            "it is not the same number of times every day",
        ),
        ({"timing.repeat.frequency": 0}, "timing.repeat", "it does not say how often a day"),
        ({"timing.repeat.frequency": 1.5}, "timing.repeat", "it does not say how often a day"),
        ({"timing.repeat.frequency": True}, "timing.repeat", "it does not say how often a day"),
        ({"timing.repeat.period": "1"}, "timing.repeat", "it does not say how often a day"),
        ({"timing.repeat.period": 1e300}, "timing.repeat", "it does not say how often a day"),
        ({"timing.repeat.periodUnit": "wk"}, "timing.repeat", "it does not say how often a day"),
        (
            {"timing.repeat.period": 2},
            "timing.repeat",
            "it is not the same number of times every day",
        ),
        (
            {"timing.repeat.period": 7, "timing.repeat.periodUnit": "h"},
            "timing.repeat",
            "it is not the same number of times every day",
        ),
        ({"doseAndRate": []}, "doseAndRate", "it does not give one amount"),
        ({"doseAndRate": [{}, {}]}, "doseAndRate", "it does not give one amount"),
        (
            {"doseAndRate.0.rateRatio": {}},
            "doseAndRate",
            "it does not give one amount",
        ),
        ({"doseAndRate": [{}]}, "doseAndRate[0].doseQuantity", "there is no exact amount"),
        (
            {f"{QUANTITY}.comparator": "<"},
            "doseAndRate[0].doseQuantity",
            "there is no exact amount",
        ),
        (
            {f"{QUANTITY}.value": "400"},
            "doseAndRate[0].doseQuantity",
            "there is no number with a unit",
        ),
        ({f"{QUANTITY}.value": -400}, "doseAndRate[0].doseQuantity.value", "this is no amount"),
        (
            {f"{QUANTITY}.value": 1e300},
            "doseAndRate[0].doseQuantity.value",
            "the number is too long or too large",
        ),
        (
            {f"{QUANTITY}.code": 7},
            "doseAndRate[0].doseQuantity.code",
            "this is not a text",
        ),
    ],
)
def test_what_has_none(changes: dict[str, Any], path: str, why: str) -> None:
    found = read(changed(changes))
    assert trial(found, "nsaid").dose is None
    assert notes(found, "P448") == [f"`{IBUPROFEN} dosageInstruction[0].{path}`: {why}"]


@pytest.mark.parametrize("code", ["{tbl}", "mL", "mg/d", "1"])
def test_an_amount_that_is_no_mass(code: str) -> None:
    found = read(changed({f"{QUANTITY}.code": code, f"{QUANTITY}.unit": "tablet"}))
    assert trial(found, "nsaid").dose is None
    expected = f"`{IBUPROFEN} dosage`: `{code}` does not convert to `mg`"
    assert notes(found, "P448") == [expected]


def test_two_steps_of_a_dose_are_none() -> None:
    record = dosed()
    dosages = resource(record, IBUPROFEN)["dosageInstruction"]
    dosages.append(copy.deepcopy(dosages[0]))
    found = read(record)
    assert trial(found, "nsaid").dose is None
    assert notes(found, "P448") == [
        f"`{IBUPROFEN} dosageInstruction`: there are several dosages, or none that can be read"
    ]


def test_two_orders_of_one_therapy_have_no_dose_together() -> None:
    record = dosed()
    again = {**copy.deepcopy(resource(record, IBUPROFEN)), "id": "again"}
    record["entry"].append({"resource": again})
    found = read(record)
    assert trial(found, "nsaid").dose is None
    assert notes(found, "P448") == [
        f"`{IBUPROFEN}`: there are several orders, taken together or in turn"
    ]
    assert trial(found, "nsaid").outcome is Outcome.NOT_TOLERATED


def test_the_dose_of_a_medicine_of_two_drugs_is_that_of_none() -> None:
    record = dosed()
    json = resource(record, IBUPROFEN)
    json["medicationCodeableConcept"]["coding"].append(
        {"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "161"}
    )
    found = read(record)
    assert trial(found, "nsaid").dose is None
    reason = "it holds several drugs, or one that is not known here"
    assert set(notes(found, "P448")) == {f"`{IBUPROFEN} medication`: {reason}"}


def test_a_statement_has_a_dose_and_one_that_was_given_has_none() -> None:
    record = dosed()
    json = resource(record, IBUPROFEN)
    json["resourceType"] = "MedicationStatement"
    json["dosage"] = json.pop("dosageInstruction")
    json["effectivePeriod"] = {"start": json.pop("authoredOn"), "end": "2026-08-31"}
    json["statusReason"] = [json["statusReason"]]
    assert trial(read(record), "nsaid").dose == Decimal(1200)
    assert trial(read(record), "nsaid").outcome is Outcome.NOT_TOLERATED
    json["resourceType"] = "MedicationAdministration"
    found = read(record)
    assert trial(found, "nsaid").dose is None
    name = "MedicationAdministration/ibuprofen"
    assert notes(found, "P448") == [
        f"`{name} dosage`: one dose was given; how many a day is not said"
    ]


def changed(changes: dict[str, Any]) -> dict[str, Any]:
    """The record with another dosage of ibuprofen."""
    record = dosed()
    json = resource(record, IBUPROFEN)
    for path, value in changes.items():
        if path == "timing.code" and isinstance(value, str):
            system = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation"
            value = {"coding": [{"system": system, "code": value}]}
        if path.endswith("doseQuantity.code"):
            json["dosageInstruction"][0]["doseAndRate"][0]["doseQuantity"].pop("unit", None)
        put(json, f"{DOSAGE}.{path}", value)
    return record


# -- outcomes ----------------------------------------------------------------------------------


def why(*codes: str, system: str = "http://example.org/reasons") -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code} for code in codes]}


REASONS = "http://example.org/reasons"
UNREAD = "what stands there"


@pytest.mark.parametrize(
    ("reason", "named"),
    [
        (why("bored"), f"{REASONS} bored"),
        (why("nausea", "bored"), f"{REASONS} nausea"),
        (why("nausea", system="x"), UNREAD),
        ({"text": "nausea"}, UNREAD),
        (7, UNREAD),
    ],
)
def test_outcomes_that_nobody_mapped(reason: object, named: str) -> None:
    record = dosed()
    put(resource(record, IBUPROFEN), "statusReason", reason)
    found = read(record)
    assert trial(found, "nsaid").outcome is None
    text = f"{named} is no outcome that the site's settings name"
    assert notes(found, "P449") == [f"`{IBUPROFEN} statusReason`: {text}"]


@pytest.mark.parametrize("reason", [why("nausea", "no-effect"), [why("nausea"), why("no-effect")]])
def test_two_outcomes_are_none(reason: object) -> None:
    record = dosed()
    put(resource(record, IBUPROFEN), "statusReason", reason)
    found = read(record)
    assert trial(found, "nsaid").outcome is None
    expected = f"`{IBUPROFEN} statusReason`: it tells different outcomes"
    assert notes(found, "P449") == [expected]


def test_an_outcome_of_what_goes_on_is_not_read() -> None:
    record = dosed()
    put(resource(record, IBUPROFEN), "status", "active")
    take(resource(record, IBUPROFEN), "dosageInstruction")
    assert trial(read(record), "nsaid").outcome is None
    put(resource(record, "Procedure/exercise"), "status", "in-progress")
    assert trial(read(record), "exercise_program").outcome is None


def test_courses_have_one_outcome_only_together() -> None:
    record = dosed()
    again = {**copy.deepcopy(resource(record, IBUPROFEN)), "id": "again"}
    del again["statusReason"]
    record["entry"].append({"resource": again})
    found = read(record)
    assert trial(found, "nsaid").outcome is None
    assert notes(found, "P449") == [
        f"`{IBUPROFEN}`: the courses of this treatment do not say the same outcome"
    ]


def test_what_a_site_calls_an_outcome_has_to_be_one() -> None:
    site = dosed_site()
    site["codes"]["http://example.org/reasons"]["outcomes"]["bored"] = "boring"
    with pytest.raises(LibraryError) as caught:
        library().understand_fhir(dosed(), site=site, as_of=TODAY, today=TODAY)
    (problem,) = caught.value.problems
    assert (problem.code, problem.message) == ("P111", "an outcome cannot be `boring`")
    assert problem.hint is not None
    allowed = "`helped`, `partly helped`, `no response`, `worse`, `not tolerated`, `not yet known`"
    assert problem.hint == f"allowed: {allowed}"


# -- sums --------------------------------------------------------------------------------------

UNKNOWN = "opioid dose in morphine equivalents is not known"
CODEINE = "MedicationRequest/codeine"
OXYCODONE = "MedicationRequest/oxycodone"


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        (f"{DOSAGE}.asNeededBoolean", True, "it is taken as needed"),
        (
            f"{DOSAGE}.route.coding.0.code",
            "78421000",
            "it is not said to be given in a way for which the factors hold",
        ),
        (
            f"{DOSAGE}.route",
            None,
            "it is not said to be given in a way for which the factors hold",
        ),
        ("dosageInstruction", [], "it gives no dose"),
        ("authoredOn", None, "it has no date"),
        ("status", "on-hold", "it is on-hold"),
        (
            "medicationCodeableConcept.coding.0.code",
            "4337",
            "there is no factor for this drug",
        ),
        (
            "medicationCodeableConcept.coding.0.code",
            "2670",
            "there are several orders of one drug",
        ),
        (
            "medicationCodeableConcept.coding.0.code",
            "99999999",
            "there may be more drugs that count",
        ),
    ],
)
def test_sums_that_are_not_known(path: str, value: object, why: str) -> None:
    record = dosed()
    put(resource(record, OXYCODONE), path, value)
    found = read(record)
    assert mme(found) == []
    first = "codeine" if "more drugs" in why else "oxycodone"
    reason = f"{UNKNOWN}: {why}"
    assert notes(found, "P448") == [f"`MedicationRequest/{first}`: {reason}"]


def test_a_sum_needs_a_complete_list_of_medicines() -> None:
    site = dosed_site()
    site["complete"] = ["problems"]
    found = library().understand_fhir(dosed(), site=site, as_of=TODAY, today=TODAY)
    assert mme(found) == []
    assert notes(found, "P448") == [f"`{CODEINE}`: {UNKNOWN}: there may be more drugs that count"]


def test_an_order_and_a_statement_may_speak_of_one_drug() -> None:
    record = dosed()
    json = resource(record, OXYCODONE)
    json["resourceType"] = "MedicationStatement"
    json["dosage"] = json.pop("dosageInstruction")
    json["effectiveDateTime"] = json.pop("authoredOn")
    found = read(record)
    assert mme(found) == []
    assert notes(found, "P448") == [
        f"`MedicationRequest/codeine`: {UNKNOWN}: two kinds of resources may speak of one drug"
    ]


def test_without_settings_there_is_no_sum() -> None:
    assert "opioid_mme" not in understood(dosed(), site=None).patient.entries
