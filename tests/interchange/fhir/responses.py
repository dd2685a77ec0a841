"""Forms filled in by somebody who knows the questionnaire alone, and the terminal's answers."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

import orjson

from pathway.advice.advice import Advice
from pathway.fhir.advice_forms import ABSENT, ABSENT_EXTENSION, YES_NO
from pathway.ground.vocabulary import Attribute, RecordList
from pathway.patients.model import Patient
from pathway.tui.answers import SOURCE, all_listed, not_known, nothing_tried, with_value
from tests.interchange.fhir.advices import library
from tests.interchange.fhir.definitions import Json

LABEL: Final = "QuestionnaireResponse/r1"
#: What a form says where nobody knows.
UNKNOWN: Final = {"url": ABSENT_EXTENSION, "valueCode": "asked-unknown"}


def response(form: Json, answers: list[Json], patient: str, day: date) -> Json:
    """A completed response to a form."""
    return {
        "resourceType": "QuestionnaireResponse",
        "id": "r1",
        "questionnaire": f"{form['url']}|{form['version']}",
        "status": "completed",
        "subject": {"reference": f"Patient/{patient}"},
        "authored": day.isoformat(),
        "item": answers,
    }


def filled(form: Json, chance: Random, day: date) -> tuple[list[Json], dict[str, Any]]:
    """A form answered at random, some of it left blank, and what was answered by item."""
    told: dict[str, Any] = {}
    return list(_items(form["item"], chance, day, told)), told


def _items(items: list[Json], chance: Random, day: date, told: dict[str, Any]) -> Iterator[Json]:
    for item in items:
        link = item["linkId"]
        answer: Json = {"linkId": link, "text": item["text"]}
        if link == "trials":
            told[link] = []
            none = {"linkId": "trials.any", "answer": [{"valueBoolean": False}]}
            yield {**answer, "item": [none]}
        elif item["type"] == "group" and not link.endswith(".trials"):
            yield {**answer, "item": list(_items(item["item"], chance, day, told))}
        elif item["type"] != "group" and chance.random() < 0.8:
            value, told[link] = _answer(item, chance, day)
            yield {**answer, "answer": [value]}


def _answer(item: Json, chance: Random, day: date) -> tuple[Json, Any]:
    """An answer, and what it says: None where nobody knows."""
    link, kind = item["linkId"], item["type"]
    if kind == "boolean":
        yes = chance.random() < 0.7
        return {"valueBoolean": yes}, yes
    if kind == "choice":
        coding = chance.choice(item["answerOption"])["valueCoding"]
        if coding["system"] == ABSENT:
            return {"valueCoding": coding}, None
        yes_no = coding["system"] == YES_NO
        return {"valueCoding": coding}, coding["code"] == "Y" if yes_no else coding["code"]
    name = f"value{kind.capitalize()}"
    if chance.random() < 0.2:
        beside = name if kind == "quantity" else f"_{name}"
        return {beside: {"extension": [UNKNOWN]}}, None
    if kind == "date":
        on = day - timedelta(days=chance.randint(1, 400))
        return {name: on.isoformat()}, on
    number = _number(library().vocabulary.attributes[link], chance)
    if kind != "quantity":
        return {name: int(number)}, number
    (unit,) = (one["valueCoding"] for one in item["extension"])
    quantity = {"value": int(number), "unit": unit["display"], "system": unit["system"]}
    return {name: {**quantity, "code": unit["code"]}}, number


def _number(attribute: Attribute, chance: Random) -> Decimal:
    low = attribute.lowest if attribute.lowest is not None else Decimal(0)
    high = attribute.highest if attribute.highest is not None else low + 50
    return Decimal(chance.randint(int(low), min(int(high), int(low) + 300)))


def in_terminal(patient: Patient, told: dict[str, Any], day: date) -> Patient:
    """The patient after the same answers in the terminal."""
    for link, value in told.items():
        if link == "trials":
            patient = nothing_tried(patient)
        elif link.startswith("list."):
            list_ = RecordList(link.split(".")[1])
            patient = all_listed(patient, list_, day) if value else patient
        elif value is None:
            patient = not_known(patient, [link], day)
        else:
            patient = with_value(patient, link, value, day)
    return patient


def comparable(advice: Advice) -> Json:
    """All that an advice says, apart from who said what."""
    text = orjson.dumps(advice.to_dict()).decode()
    text = text.replace(f" ({LABEL})", "").replace(LABEL, SOURCE)
    found: Json = orjson.loads(text)
    return {key: value for key, value in found.items() if key != "digest"}
