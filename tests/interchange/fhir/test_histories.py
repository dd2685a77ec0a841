"""Treatments so far and whole lists, told in a response."""

from typing import Any

import pytest

from pathway.ground.vocabulary import RecordList
from pathway.patients.model import Patient
from tests.interchange.fhir.advices import DAY, library, written
from tests.interchange.fhir.definitions import Json
from tests.interchange.fhir.responses import comparable, response
from tests.interchange.fhir.test_checkers import of_kind

OF: Json = {"patient": "7", "attributes": {"leg_pain": "radicular", "age": 58}}
THERAPY = "urn:pathway-advice:therapy"
OUTCOME = "urn:pathway-advice:outcome"


def form() -> Json:
    advice = library().advise(library().patient(OF, today=DAY), "sciatica", DAY)
    return of_kind(written(advice), "Questionnaire")


def part(holder: str, name: str, **answer: Any) -> Json:
    return {"linkId": f"{holder}.trial.{name}", "answer": [answer]}


def nsaid(holder: str = "trials") -> Json:
    return {
        "linkId": f"{holder}.trial",
        "item": [
            part(holder, "therapy", valueCoding={"system": THERAPY, "code": "nsaid"}),
            part(holder, "from", valueDate="2026-09-01"),
            part(holder, "to", valueDate="2026-10-20"),
            part(holder, "weeks", valueDecimal=6.5),
            part(holder, "outcome", valueCoding={"system": OUTCOME, "code": "no response"}),
        ],
    }


def exercise() -> Json:
    return {
        "linkId": "trials.trial",
        "item": [
            part("trials", "therapy", valueCoding={"system": THERAPY, "code": "exercise_program"}),
            part("trials", "ongoing", valueBoolean=True),
            part("trials", "sessions", valueInteger=4),
        ],
    }


def history(*trials: Json, any_: bool | None = True, all_: bool | None = True) -> Json:
    said = [("trials.any", any_), ("trials.all", all_)]
    told = [{"linkId": n, "answer": [{"valueBoolean": v}]} for n, v in said if v is not None]
    return {"linkId": "trials", "item": [*told, *trials]}


def answered(item: Json) -> Patient:
    sent = response(form(), [item], "7", DAY)
    return library().with_responses(library().patient(OF, today=DAY), sent, DAY)


def test_a_history_is_that_of_a_patient_file() -> None:
    told = [
        {
            "therapy": "nsaid",
            "from": "2026-09-01",
            "to": "2026-10-20",
            "weeks": 6.5,
            "outcome": "no response",
        },
        {"therapy": "exercise_program", "ongoing": True, "sessions": 4},
    ]
    source = {"source": "QuestionnaireResponse/r1"}
    file = library().patient(OF | {"trials": [one | source for one in told]}, today=DAY)
    found = answered(history(nsaid(), exercise()))
    assert found.trials == file.trials
    one, other = (library().advise(p, "sciatica", DAY) for p in (found, file))
    assert comparable(one) == comparable(other)
    assert one.options["nsaid"].verdict.value == "tried"


def spoilt(name: str, **answer: Any) -> Json:
    trial = nsaid()
    trial["item"] = [*trial["item"], {"linkId": f"trials.trial.{name}", "answer": [answer]}]
    return trial


@pytest.mark.parametrize(
    "item",
    [
        history(nsaid(), all_=None),
        history(nsaid(), all_=False),
        history(nsaid(), any_=None),
        history(nsaid(), any_=False),
        history(),
        history(spoilt("ongoing", valueBoolean=True)),
        history(spoilt("sessions", valueString="4")),
        history(spoilt("dose", valueQuantity={"value": 1, "code": "cm"})),
        history(spoilt("mood", valueString="good")),
        history(nsaid(), {"linkId": "trials.more"}),
    ],
    ids=[
        "not said to be all",
        "not all",
        "not said whether any",
        "none, and one",
        "any, and none",
        "over and going on",
        "a number in words",
        "a dose in another unit",
        "an item of a trial that was not asked",
        "an item that was not asked",
    ],
)
def test_a_history_that_does_not_add_up_is_not_known(item: Json) -> None:
    assert answered(item).trials is None


def test_nothing_was_tried() -> None:
    assert answered(history(any_=False, all_=None)).trials == ()


def test_one_therapy_of_a_known_history_is_told_anew() -> None:
    trials = [{"therapy": "nsaid", "ongoing": True}, {"therapy": "yoga", "ongoing": True}]
    patient = library().patient(OF | {"trials": trials}, today=DAY)
    trial = nsaid("nsaid.trials")
    trial["item"] = trial["item"][1:]
    sent = response(form(), [{"linkId": "nsaid.trials", "item": [trial]}], "7", DAY)
    found = library().with_responses(patient, sent, DAY)
    assert found.trials is not None
    assert [(t.therapy, t.ongoing) for t in found.trials] == [("yoga", True), ("nsaid", False)]
    # of a history that is not known, one therapy says nothing
    nobody = library().with_responses(library().patient(OF, today=DAY), sent, DAY)
    assert nobody.trials is None


def all_listed(authored: str = "2026-11-20", *answers: Json) -> Json:
    items = [{"linkId": "list.medicines.all", "answer": [*(answers or ({"valueBoolean": True},))]}]
    return response(form(), items, "7", DAY) | {"authored": authored}


def with_gap(sent: Json) -> Patient:
    """A record with an order that nobody can read, and a response."""
    patient = {"resourceType": "Patient", "id": "7"}
    order = {
        "resourceType": "MedicationRequest",
        "id": "1",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/7"},
        "medicationCodeableConcept": {"coding": [{"system": "http://a.b", "code": "QQ"}]},
    }
    site = {"site": "a practice", "complete": ["medicines"]}
    found = library().understand_fhir([patient, order, sent], site=site, as_of=DAY, today=DAY)
    return found.patient


def test_a_list_that_somebody_calls_complete_is_that() -> None:
    found = with_gap(all_listed())
    assert RecordList.MEDICINES in found.complete
    assert found.reconciled_by == "QuestionnaireResponse/r1"
    assert found.reconciled == DAY


@pytest.mark.parametrize(
    "sent",
    [
        all_listed("2026-11-19"),
        all_listed("2026-11-20", {"valueBoolean": False}),
        all_listed("2026-11-20", {"valueBoolean": True}, {"valueBoolean": False}),
        all_listed("2026-11-20", {"valueString": "yes"}),
        all_listed() | {"status": "in-progress"},
    ],
    ids=["before the entry came", "no", "yes and no", "in words", "in progress"],
)
def test_a_list_that_nobody_surely_calls_complete_stays_open(sent: Json) -> None:
    assert RecordList.MEDICINES not in with_gap(sent).complete


def several(*sent: Json) -> Patient:
    patient = library().patient(OF, today=DAY)
    named = [one | {"id": f"r{number}"} for number, one in enumerate(sent)]
    return library().with_responses(patient, named, DAY)


def at(time: str, *items: Json) -> Json:
    return response(form(), list(items), "7", DAY) | {"authored": f"2026-11-20T{time}:00Z"}


def test_of_several_histories_the_latest_counts() -> None:
    none, one = history(any_=False, all_=None), history(nsaid())
    later = several(at("09:00", none), at("10:00", one))
    assert later.trials is not None
    assert [trial.therapy for trial in later.trials] == ["nsaid"]
    found = several(at("10:00", none), at("09:00", one))
    assert found.trials == ()
    same_time = several(at("09:00", none), at("09:00", one))
    assert same_time.trials is None
    spoilt_later = several(at("09:00", none), at("10:00", history(nsaid(), all_=False)))
    assert spoilt_later.trials is None


def test_of_several_answers_about_a_list_the_latest_counts() -> None:
    def said(time: str, *, yes: bool) -> Json:
        return at(time, {"linkId": "list.medicines.all", "answer": [{"valueBoolean": yes}]})

    earlier_yes = several(said("09:00", yes=True), said("10:00", yes=False))
    assert RecordList.MEDICINES not in earlier_yes.complete
    later_yes = several(said("10:00", yes=True), said("09:00", yes=False))
    assert RecordList.MEDICINES in later_yes.complete
    both = several(said("09:00", yes=True), said("09:00", yes=False))
    assert RecordList.MEDICINES not in both.complete
