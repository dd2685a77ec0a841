"""Responses that do not fit: what they are about is unknown, with the reason, and never no."""

import copy
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import pytest

from pathway.fhir.understanding import Understanding
from pathway.ground.problems import PatientError
from pathway.patients.model import Why
from tests.chance import examples
from tests.interchange.fhir.advices import DAY, library, written
from tests.interchange.fhir.definitions import Json
from tests.interchange.fhir.responses import response
from tests.interchange.fhir.test_checkers import of_kind

PATIENT = {"resourceType": "Patient", "id": "7", "birthDate": "1968-05-04"}
YES = {"valueCoding": {"system": "http://terminology.hl7.org/CodeSystem/v2-0136", "code": "Y"}}
NO = {"valueCoding": {"system": "http://terminology.hl7.org/CodeSystem/v2-0136", "code": "N"}}
PLATELETS = {"value": 210, "system": "http://unitsofmeasure.org", "code": "10*9/L"}


@cache
def _form() -> Json:
    patient = library().patient_from_fhir([PATIENT], as_of=DAY, today=DAY)
    advice = library().advise(patient, "sciatica", DAY)
    return of_kind(written(advice), "Questionnaire")


def sound() -> Json:
    """A response that counts: a red flag that is there, one that is not, and a number."""
    items = [
        {"linkId": "group.cauda_equina", "item": [{"linkId": "saddle_numbness", "answer": [YES]}]},
        {"linkId": "bleeding_disorder", "answer": [NO]},
        {"linkId": "platelets", "answer": [{"valueQuantity": dict(PLATELETS)}]},
    ]
    return response(_form(), items, "7", DAY)


def understood(*resources: Json) -> Understanding:
    return library().understand_fhir([PATIENT, *resources], as_of=DAY, today=DAY)


def known(found: Understanding) -> dict[str, Any]:
    """What was answered: the value, or why it is not known."""
    names = ("saddle_numbness", "bleeding_disorder", "platelets")
    told = {one.attribute: one.entry for one in found.findings if one.attribute in names}
    return {
        name: entry.value if entry.why is None else f"{entry.why.value}: {entry.detail}"
        for name, entry in told.items()
    }


def notes(found: Understanding) -> list[str]:
    """What was said of the response."""
    return [n.problem.message for n in found.notes if n.resource == "QuestionnaireResponse/r1"]


def test_a_sound_response_counts_without_settings_of_a_site() -> None:
    found = understood(sound())
    assert known(found) == {"saddle_numbness": True, "bleeding_disorder": False, "platelets": 210}
    assert notes(found) == []


ALL = ("saddle_numbness", "bleeding_disorder", "platelets")
Spoil = Callable[[Json], Any]
#: Faults of a whole response, and why nothing in it counts.
WHOLE: dict[str, tuple[Spoil, str]] = {
    "an older version": (
        lambda r: r.update(questionnaire=r["questionnaire"].partition("|")[0] + "|0123"),
        "it answers a questionnaire of another version of the library",
    ),
    "no version": (
        lambda r: r.update(questionnaire=r["questionnaire"].partition("|")[0]),
        "it answers a questionnaire of another version of the library",
    ),
    "a pathway that is not here": (
        lambda r: r.update(questionnaire=r["questionnaire"].replace(":sciatica:", ":gout:")),
        "it answers a questionnaire of a pathway that is not here",
    ),
    "in progress": (lambda r: r.update(status="in-progress"), "it is in-progress"),
    "stopped": (lambda r: r.update(status="stopped"), "it is stopped"),
    "no status": (lambda r: r.pop("status"), "there is no status that can be read"),
    "no date": (lambda r: r.pop("authored"), "it does not say when it was answered"),
    "a part of a date": (
        lambda r: r.update(authored="2026-11"),
        "it does not say on which day it was answered",
    ),
    "nobody's": (lambda r: r.pop("subject"), "it does not say whose it is"),
    "a modifier": (
        lambda r: r.update(modifierExtension=[{"url": "http://example.org/not"}]),
        "it changes the meaning in a way that is not known here",
    ),
}


@pytest.mark.parametrize(("spoil", "why"), WHOLE.values(), ids=WHOLE)
def test_nothing_in_a_response_that_does_not_fit_counts(spoil: Spoil, why: str) -> None:
    spoilt = sound()
    spoil(spoilt)
    found = understood(spoilt)
    assert known(found) == dict.fromkeys(ALL, f"{Why.LEFT_OPEN.value}: {why}")
    assert any(note.endswith(f": {why}") for note in notes(found))


#: Faults for which a response is left aside, as if it were not there.
ASIDE: dict[str, tuple[Spoil, str]] = {
    "in error": (lambda r: r.update(status="entered-in-error"), "it is entered-in-error"),
    "later": (lambda r: r.update(authored="2026-11-21"), "it was recorded after 2026-11-20"),
    "somebody else's": (
        lambda r: r.update(subject={"reference": "Patient/8"}),
        "it is another patient's",
    ),
}


@pytest.mark.parametrize(("spoil", "why"), ASIDE.values(), ids=ASIDE)
def test_what_is_no_answer_of_this_patient_is_left_aside(spoil: Spoil, why: str) -> None:
    spoilt = sound()
    spoil(spoilt)
    other = {"resourceType": "Patient", "id": "8"}
    found = library().understand_fhir(
        [PATIENT, other, spoilt], as_of=DAY, today=DAY.replace(day=25), patient="Patient/7"
    )
    assert known(found) == {}
    assert [note.partition(": ")[2] for note in notes(found)] == [why]


def item(json: Json, link: str) -> Json:
    """An item of the sound response."""
    listed = [*json["item"], *json["item"][0]["item"]]
    return next(one for one in listed if one["linkId"] == link)


def answered(link: str, *answers: Json) -> Spoil:
    return lambda r: item(r, link).update(answer=list(answers))


#: Faults of one item: which is not known then, and why.
OF_AN_ITEM: dict[str, tuple[Spoil, str, str]] = {
    "another question": (
        lambda r: item(r, "bleeding_disorder").update(text="Any disorder but a bleeding disorder?"),
        "bleeding_disorder",
        "its question is another than was asked",
    ),
    "a modifier": (
        lambda r: item(r, "bleeding_disorder").update(modifierExtension=[{"url": "http://a.b"}]),
        "bleeding_disorder",
        "it changes the meaning in a way that is not known here",
    ),
    "an answer twice": (
        lambda r: r["item"].append({"linkId": "bleeding_disorder", "answer": [YES]}),
        "bleeding_disorder",
        "it is answered twice",
    ),
    "two answers": (
        answered("bleeding_disorder", NO, YES),
        "bleeding_disorder",
        "there are several answers",
    ),
    "a code that was not offered": (
        answered("bleeding_disorder", {"valueCoding": {"system": "http://loinc.org", "code": "N"}}),
        "bleeding_disorder",
        "it is none of the answers that were offered",
    ),
    "a code under other words": (
        answered("bleeding_disorder", {"valueCoding": {**NO["valueCoding"], "display": "Yes"}}),
        "bleeding_disorder",
        "its code and its words are different answers",
    ),
    "two values": (
        answered("bleeding_disorder", {**NO, "valueBoolean": True}),
        "bleeding_disorder",
        "there are two values",
    ),
    "a number for a yes": (
        answered("bleeding_disorder", {"valueInteger": 0}),
        "bleeding_disorder",
        "it is a number, and the question is another",
    ),
    "words": (
        answered("bleeding_disorder", {"valueString": "no"}),
        "bleeding_disorder",
        "a text is not read",
    ),
    "a yes for a number": (
        answered("platelets", {"valueBoolean": False}),
        "platelets",
        "it answers yes or no, and the question is another",
    ),
    "no unit": (
        answered("platelets", {"valueQuantity": {"value": 210}}),
        "platelets",
        "the number has no unit",
    ),
    "another unit": (
        answered("platelets", {"valueQuantity": {**PLATELETS, "code": "mg/dL"}}),
        "platelets",
        "unit `mg/dL` does not fit `platelets`",
    ),
    "out of range": (
        answered("platelets", {"valueQuantity": {**PLATELETS, "value": 210000}}),
        "platelets",
        "impossible value: platelets 210000 10*9/L; possible is 0 to 3000",
    ),
}


@pytest.mark.parametrize(("spoil", "name", "why"), OF_AN_ITEM.values(), ids=OF_AN_ITEM)
def test_an_item_that_does_not_fit_is_not_known_and_the_others_are(
    spoil: Spoil, name: str, why: str
) -> None:
    spoilt = sound()
    spoil(spoilt)
    expected = {**known(understood(sound())), name: f"{Why.LEFT_OPEN.value}: {why}"}
    assert known(understood(spoilt)) == expected


def test_an_item_of_another_name_is_named_and_says_nothing() -> None:
    spoilt = sound()
    item(spoilt, "bleeding_disorder")["linkId"] = "bleeding_tendency"
    found = understood(spoilt)
    assert known(found) == {"saddle_numbness": True, "platelets": 210}
    where = "`QuestionnaireResponse/r1 item bleeding_tendency`"
    assert notes(found) == [f"{where}: it is none of the questions of this library"]


@pytest.mark.parametrize(
    "answer",
    [
        {
            "valueCoding": {
                "system": "http://terminology.hl7.org/CodeSystem/data-absent-reason",
                "code": "asked-unknown",
            }
        },
        {
            "_valueBoolean": {
                "extension": [
                    {
                        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
                        "valueCode": "asked-unknown",
                    }
                ]
            }
        },
        {
            "extension": [
                {
                    "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
                    "valueCode": "asked-unknown",
                }
            ]
        },
    ],
    ids=["a code", "beside the value", "in place of the value"],
)
def test_who_does_not_know_says_so(answer: Json) -> None:
    told = sound()
    item(told, "bleeding_disorder")["answer"] = [answer]
    patient = understood(told).patient
    (entry,) = patient.entries["bleeding_disorder"]
    assert (entry.value, entry.why, entry.detail) == (None, Why.DOES_NOT_KNOW, None)


def test_a_questionnaire_that_was_changed_has_no_answers() -> None:
    form = copy.deepcopy(_form())
    assert known(understood(form, sound()))["bleeding_disorder"] is False
    form["item"][0]["item"][0]["text"] = "No trouble?"
    found = understood(form, sound())
    why = f"{Why.LEFT_OPEN.value}: the questionnaire in the record was changed"
    assert known(found) == dict.fromkeys(ALL, why)


def several(authored: str, answer: Json, name: str = "r2") -> Json:
    other = sound()
    other |= {"id": name, "authored": authored}
    other["item"] = [{"linkId": "bleeding_disorder", "answer": [answer]}]
    return other


def test_of_several_responses_the_latest_answer_counts() -> None:
    first = sound() | {"authored": "2026-11-20T09:00:00+01:00"}
    later = several("2026-11-20T10:00:00+01:00", YES)
    assert known(understood(first, later))["bleeding_disorder"] is True
    assert known(understood(later, first))["bleeding_disorder"] is True


def test_answers_of_one_day_that_differ_are_not_known() -> None:
    found = understood(sound(), several("2026-11-20", YES))
    why = f"{Why.CONFLICTING.value}: different answers that may both be the latest"
    assert known(found)["bleeding_disorder"] == why
    assert known(found)["platelets"] == 210


def test_a_response_that_is_not_whole_takes_nothing_back_in_silence() -> None:
    faulty = several("2026-11-20T10:00:00+01:00", NO) | {"status": "in-progress"}
    first = several("2026-11-19T09:00:00+01:00", YES, "r1")
    found = known(understood(first, faulty))
    assert found == {"bleeding_disorder": f"{Why.LEFT_OPEN.value}: it is in-progress"}


def test_a_later_response_that_may_be_missing_leaves_answers_open() -> None:
    entries = [{"resource": one} for one in (PATIENT, sound())]
    cut = {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": 9,
        "entry": entries,
        "link": [{"relation": "next", "url": "http://example.org/next"}],
    }
    found = library().understand_fhir(cut, as_of=DAY, today=DAY)
    why = "could not be fetched: a later answer may be missing: the bundle gives 2 of 9 resources"
    assert known(found) == dict.fromkeys(ALL, why)


def test_an_answer_beside_a_reason_why_there_is_none_is_none() -> None:
    told = sound()
    item(told, "bleeding_disorder")["extension"] = [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "asked-unknown",
        }
    ]
    (entry,) = understood(told).patient.entries["bleeding_disorder"]
    assert (entry.value, entry.why) == (None, Why.DOES_NOT_KNOW)


def test_a_questionnaire_nested_deeper_than_any_was_changed() -> None:
    form = copy.deepcopy(_form())
    deep: Json = {"linkId": "deep"}
    for _ in range(400):
        deep = {"linkId": "deep", "item": [deep]}
    form["item"].append(deep)
    why = f"{Why.LEFT_OPEN.value}: the questionnaire in the record was changed"
    assert known(understood(form, sound())) == dict.fromkeys(ALL, why)


FLAGS = ("saddle_numbness", "bladder_bowel_change", "severe_weakness", "fever", "fracture_injury")


SAID_YES = {"valueCoding": {**YES["valueCoding"], "display": "Yes"}}


def damaged(json: Any, chance: Random) -> None:
    """Spoil one part of a response: take it away, or put something else in its place."""
    places: list[tuple[Any, Any]] = []
    todo = [json]
    while todo:
        holder = todo.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            places.append((holder, key))
            if isinstance(holder[key], dict | list):
                todo.append(holder[key])
    holder, key = chance.choice(places)
    if chance.random() < 0.4:
        del holder[key]
    else:
        holder[key] = chance.choice([None, "", "N", 0, [], {}, "no", {"valueBoolean": 0}, "1900"])


def test_no_damage_to_a_response_makes_a_yes_a_no() -> None:
    """Law: a red flag that was answered with yes may become unknown, and never no."""
    lost = 0
    for seed in range(examples(150)):
        chance = Random(seed)
        sent = response(
            _form(), [{"linkId": f, "answer": [copy.deepcopy(SAID_YES)]} for f in FLAGS], "7", DAY
        )
        for _ in range(chance.randint(1, 3)):
            damaged(sent, chance)
        try:
            found = understood(sent)
        except PatientError:
            continue
        told = {one.attribute: one.entry.value for one in found.findings if one.attribute in FLAGS}
        lost += any(value is None for value in told.values())
        assert False not in told.values(), (seed, sent)
    assert lost > 20
