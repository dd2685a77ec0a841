"""Histories of treatments: trials where reasons and dates allow, else nothing is known."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pathway.ground.vocabulary import Range
from pathway.patients.model import Trial

from .records import library, put, resource, sound, take, understood


def trials(record: dict[str, Any]) -> dict[str, Trial]:
    found = understood(record)
    assert found.patient.trials is not None, found.no_history
    return {trial.therapy: trial for trial in found.patient.trials}


def order(**more: Any) -> dict[str, Any]:
    return {**resource(sound(), "MedicationRequest/ibuprofen"), **more}


def test_trials_of_the_sound_record() -> None:
    assert trials(sound()) == {
        "exercise_program": Trial(
            "exercise_program",
            start=date(2026, 9, 1),
            end=date(2026, 10, 13),
            source="Procedure/exercise",
        ),
        "nsaid": Trial(
            "nsaid",
            start=date(2026, 8, 3),
            end=date(2026, 8, 31),
            source="MedicationRequest/ibuprofen",
        ),
    }


def test_what_is_taken_now_goes_on() -> None:
    record = sound()
    put(resource(record, "MedicationRequest/ibuprofen"), "status", "active")
    take(resource(record, "MedicationRequest/ibuprofen"), "dosageInstruction")
    nsaid = trials(record)["nsaid"]
    assert (nsaid.start, nsaid.end, nsaid.ongoing) == (date(2026, 8, 3), None, True)


def test_how_long_an_order_was_valid_is_no_end_of_a_course() -> None:
    record = sound()
    json = resource(record, "MedicationRequest/ibuprofen")
    take(json, "dosageInstruction")
    json["dispenseRequest"] = {"validityPeriod": {"end": "2026-08-31"}}
    assert trials(record)["nsaid"].end is None


@pytest.mark.parametrize(
    ("end", "why"),
    [("2031-05-05", "it is still to come"), ("2026-08-30", "it ends before it begins")],
)
def test_an_end_that_cannot_be_one_is_none(end: str, why: str) -> None:
    record = sound()
    put(resource(record, "Procedure/exercise"), "performedPeriod.end", end)
    assert trials(record)["exercise_program"].end is None
    found = [n.problem.message for n in understood(record).notes if n.problem.code == "P437"]
    assert found == [f"`Procedure/exercise end`: {why}"]


def test_orders_one_after_another_are_one_trial_between_their_dates() -> None:
    record = sound()
    again = order(id="again", authoredOn="2026-09-20", status="active")
    del again["dosageInstruction"]
    record["entry"].append({"resource": again})
    nsaid = trials(record)["nsaid"]
    assert nsaid.start == Range(date(2026, 8, 3), date(2026, 9, 20))
    assert nsaid.ongoing
    assert nsaid.source == "MedicationRequest/again, MedicationRequest/ibuprofen"


def test_procedures_of_one_day_are_sessions() -> None:
    record = sound()
    template = resource(record, "Procedure/exercise")
    del template["performedPeriod"]
    template["performedDateTime"] = "2026-09-01"
    for number, day in enumerate(("2026-09-08", "2026-09-15")):
        extra = {**template, "id": f"exercise-{number}", "performedDateTime": day}
        record["entry"].append({"resource": extra})
    trial = trials(record)["exercise_program"]
    assert (trial.start, trial.end) == (date(2026, 9, 1), date(2026, 9, 15))
    assert trial.sessions == Decimal(3)


def test_what_was_over_before_this_episode_is_no_trial() -> None:
    record = sound()
    old = order(id="old", authoredOn="2019-01-02")
    put(old, "dosageInstruction.0.timing.repeat.boundsPeriod.end", "2019-02-02")
    record["entry"].append({"resource": old})
    assert trials(record).keys() == {"exercise_program", "nsaid"}
    assert trials(record)["nsaid"].source == "MedicationRequest/ibuprofen"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"reasonReference": []}, "no reason is given for anti-inflammatory drug (NSAID)"),
        ({"authoredOn": "2026"}, "it began before this episode"),
        ({"authoredOn": "2025-08-03"}, "it began before this episode"),
        ({"authoredOn": None}, "it has no date"),
        ({"status": "unknown"}, "it is unknown"),
        ({"subject": {"reference": "Patient/9"}}, "it refers to somebody who is not in the record"),
    ],
)
def test_what_leaves_the_history_unknown(changes: dict[str, Any], why: str) -> None:
    record = sound()
    json = resource(record, "MedicationRequest/ibuprofen")
    json.update(changes)
    del json["dosageInstruction"]
    found = understood(record)
    assert found.patient.trials is None
    assert found.no_history == f"MedicationRequest/ibuprofen: {why}"


def test_without_settings_of_a_site_no_history_is_known() -> None:
    found = understood(sound(), site=None)
    assert found.patient.trials is None
    assert found.no_history == "no site setting says that the record holds all treatments"
    assert found.patient.complete == frozenset()


def test_a_treatment_for_another_reason_is_no_trial() -> None:
    found = understood(sound())
    assert found.patient.trials is not None
    assert "MedicationRequest/naproxen" not in {trial.source for trial in found.patient.trials}
    assert found.patient.entries["takes_other_nsaid"][0].source == "MedicationRequest/naproxen"


def test_a_drug_for_this_pain_is_a_trial_and_nothing_else() -> None:
    record = sound()
    json = resource(record, "MedicationRequest/naproxen")
    json["reasonCode"] = [
        {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "M54.31"}]}
    ]
    found = understood(record)
    assert "takes_other_nsaid" not in found.patient.entries
    assert found.patient.trials is not None
    assert found.patient.trials[1].ongoing


def test_an_order_for_a_scan_is_not_a_scan() -> None:
    notes = [n for n in understood(sound()).notes if n.resource == "ServiceRequest/mri"]
    assert [n.problem.message for n in notes] == [
        "`ServiceRequest/mri status`: it was ordered; whether it was done is not said"
    ]
    record = sound()
    put(resource(record, "ServiceRequest/mri"), "status", "completed")
    assert understood(record).patient.trials is None


def test_the_advice_follows_from_the_record() -> None:
    found = understood(sound())
    advice = library().advise(found.patient, "sciatica", date(2026, 11, 20)).to_dict()
    assert advice["options"]["nsaid"]["verdict"] == "contraindicated"
    sources = {row["source"] for row in advice["provenance"].values()}
    assert {"Condition/heart", "MedicationRequest/warfarin", "Observation/platelets"} <= sources
    assert any("reconciled list of" in str(line) for line in advice["assumptions"])
