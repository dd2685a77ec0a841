"""The open questions as a questionnaire, in the order and in the groups in which advice asks them.

The id of an item is the attribute that it asks for. Whoever does not know says so: a yes/no
question and a choice have that as an answer, a number or a date a reason why it is missing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from pathway.advice.fhir.datatypes import Json, absent_coding, coding, compact, headed
from pathway.advice.fhir.frame import Frame
from pathway.advice.model import Question
from pathway.advice.questions import HISTORY
from pathway.fhir.advice_forms import (
    ALL_TOLD,
    ANY_TRIED,
    HISTORY_ITEM,
    OUTCOMES,
    THERAPIES,
    YES_NO,
    choices_of,
    form_url,
    list_item,
    trial_item,
    trial_part,
)
from pathway.ground.code_systems import address_of
from pathway.ground.units import canonical, spoken
from pathway.ground.vocabulary import Attribute, Base
from pathway.names.reading import read_history
from pathway.patients.model import Outcome, Why


def questionnaire(frame: Frame) -> Json | None:
    """The questionnaire; None where nothing is open."""
    advice = frame.advice
    if not advice.questions:
        return None
    items = list(_Items(frame).all(advice.questions))
    elements = {
        "url": form_url(advice.pathway.id, items),
        "version": advice.program.digest,
        "name": "OpenQuestions",
        "title": f"{frame.title}: open questions for {frame.day}",
        "status": "draft",
        "experimental": advice.patient.example is not None,
        "subjectType": ["Patient"],
        "date": frame.day,
        "description": frame.draft,
        "item": items,
    }
    told = headed("To be asked", (question.question for question in advice.questions))
    return frame.resource("Questionnaire", "form", [told], elements)


# -- private -------------------------------------------------------------------------------

_STRUCTURE: Final = "http://hl7.org/fhir/StructureDefinition"
_UCUM: Final = "http://unitsofmeasure.org"
_KNOWN: Final = (coding(YES_NO, "Y", "Yes"), coding(YES_NO, "N", "No"))


class _Items:
    """Writes items; each attribute is asked for once."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.vocabulary = frame.advice.program.vocabulary
        self.asked: set[str] = set()

    def all(self, questions: Sequence[Question]) -> Iterator[Json]:
        """Red flags by their groups, lists and entries as groups of what they ask, others alone."""
        groups: set[str] = set()
        for question in questions:
            if question.covers:
                yield self._list(question)
            elif question.red_flag:
                name = self.vocabulary.attributes[question.attribute].group
                if name not in groups:
                    groups.add(name)
                    yield self._flags(name, questions)
            else:
                yield from self._single(question)

    def _flags(self, group: str, questions: Sequence[Question]) -> Json:
        attributes = self.vocabulary.attributes
        named = [q.attribute for q in questions if q.red_flag and not q.covers]
        members = [name for name in named if attributes[name].group == group]
        text = self.vocabulary.groups[group].question
        return _group(f"group.{group}", text, [self._item(n, required=True) for n in members])

    def _list(self, question: Question) -> Json:
        members = [self._item(name) for name in question.covers if name not in self.asked]
        if question.entry or question.list is None:
            about = hashlib.sha256(question.question.encode()).hexdigest()[:12]
            return _group(f"entry.{about}", question.question, members)
        link = list_item(question.list)
        whole = _asked(f"{link}.all", question.question, "boolean")
        return _group(link, question.group, [whole, *members])

    def _single(self, question: Question) -> Iterator[Json]:
        if question.attribute in self.vocabulary.attributes:
            if question.attribute not in self.asked:
                yield self._item(question.attribute)
        else:
            yield self._history(question)

    def _item(self, name: str, *, required: bool = False) -> Json:
        """The item of one attribute."""
        self.asked.add(name)
        attribute = self.vocabulary.attributes[name]
        codes = attribute.codes.get("loinc", ())
        return compact(
            {
                "linkId": name,
                "code": [coding(address_of("loinc"), code) for code in codes],
                "text": attribute.question,
                "required": required or None,
                **_answers(attribute),
            }
        )

    def _history(self, question: Question) -> Json:
        """The treatments so far: all of them, or those of one therapy."""
        if question.attribute == HISTORY:
            therapies = self.frame.advice.program.therapies.values()
            options = [coding(THERAPIES, one.id, one.title) for one in therapies]
            asked = _asked(ANY_TRIED, "Was any treatment tried in this episode?", "boolean")
            whole = _asked(ALL_TOLD, "Are these all of them?", "boolean")
            trial = self._trial(HISTORY_ITEM, options, None)
            shown = [{"question": ANY_TRIED, "operator": "=", "answerBoolean": True}]
            members = [asked, *({**one, "enableWhen": shown} for one in (trial, whole))]
            return _group(HISTORY_ITEM, question.question, members)
        part = read_history(question.attribute)
        unit = self.vocabulary.therapies.get(part.therapy) if part is not None else None
        link = question.attribute
        return _group(link, question.question, [self._trial(link, [], unit)])

    def _trial(self, holder: str, therapies: list[Json], unit: str | None) -> Json:
        """One trial; of a single therapy a dose is asked for where it has one."""
        outcomes = [coding(OUTCOMES, one.value, one.value) for one in Outcome]
        parts: list[tuple[str, str, str, list[Json]]] = [
            ("therapy", "Which treatment?", "choice", therapies),
            ("ongoing", "Is it going on?", "boolean", []),
            ("from", "From which day on?", "date", []),
            ("to", "Until which day?", "date", []),
            ("weeks", "For how many weeks?", "decimal", []),
            ("sessions", "How many sessions?", "integer", []),
            ("dose", "How much?", "quantity", []),
            ("outcome", "How did it go?", "choice", outcomes),
        ]
        left = set() if therapies else {"therapy", *(() if unit else ("dose",))}
        items = [
            _asked(trial_part(holder, part), text, kind, options)
            for part, text, kind, options in parts
            if part not in left
        ]
        for item in items:
            if unit is not None and item["linkId"] == trial_part(holder, "dose"):
                item["extension"] = [_unit_option(unit)]
        return {**_group(trial_item(holder), "A treatment", items), "repeats": True}


def _group(link: str, text: str, items: list[Json]) -> Json:
    return {"linkId": link, "text": text, "type": "group", "item": items}


def _asked(link: str, text: str, kind: str, options: Sequence[Json] = ()) -> Json:
    answers = [{"valueCoding": option} for option in options]
    return compact({"linkId": link, "text": text, "type": kind, "answerOption": answers})


def _answers(attribute: Attribute) -> Json:
    """The type of an item, and what may be answered."""
    kind = attribute.type
    if kind.base is Base.BOOLEAN:
        return _choice(_KNOWN)
    if kind.choices is not None:
        system = choices_of(attribute.name)
        return _choice([coding(system, choice, choice) for choice in kind.choices])
    if kind.is_number and kind.unit not in (None, "1"):
        return {"type": "quantity", "extension": [_unit_option(str(kind.unit))]}
    if kind.is_number:
        name = "integer" if kind.base is Base.INTEGER else "decimal"
        return compact({"type": name, "extension": list(_limits(attribute, name))})
    return {"type": "date" if kind.base is Base.DATE else "string"}


def _choice(options: Sequence[Json]) -> Json:
    answers = [*options, absent_coding(Why.DOES_NOT_KNOW)]
    return {"type": "choice", "answerOption": [{"valueCoding": option} for option in answers]}


def _unit_option(unit: str) -> Json:
    value = coding(_UCUM, canonical(unit) or unit, spoken(unit))
    return {"url": f"{_STRUCTURE}/questionnaire-unitOption", "valueCoding": value}


def _limits(attribute: Attribute, kind: str) -> Iterator[Json]:
    """The least and the most that a number may be."""
    value = f"value{kind.capitalize()}"
    ends: tuple[tuple[str, Decimal | None], ...] = (
        ("minValue", attribute.lowest),
        ("maxValue", attribute.highest),
    )
    for name, end in ends:
        if end is not None:
            number = int(end) if end == end.to_integral_value() else float(end)
            yield {"url": f"{_STRUCTURE}/{name}", value: number}
