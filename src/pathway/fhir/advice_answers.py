"""Responses to the questionnaires that advice asks by: what somebody answered, beside the record.

They are read without any settings of a site, since the items are attributes. A response counts
where it is complete, dated, this patient's, and to a questionnaire of this library as it is now; of
several the latest answer counts. Whatever does not fit makes what it is about unknown, with the
reason: no answer is half used, and none is ever taken for a no.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from pathway.fhir.advice_forms import (
    ABSENT,
    ABSENT_EXTENSION,
    HISTORY_ITEM,
    PATIENTS,
    YES_NO,
    choices_of,
    form_address,
    items_digest,
    listed_in,
)
from pathway.fhir.advice_trials import is_history, latest_responses, with_trials
from pathway.fhir.elements import Doubt, Json, When, absent, extensions, first_when, items
from pathway.fhir.measured import ANSWERS
from pathway.fhir.person import key_of_patient
from pathway.fhir.reading import (
    LATER,
    FormResponse,
    Reading,
    ResourceClaim,
    ResourceStanding,
    first_doubt,
    standing_of,
)
from pathway.fhir.reconcile import latest
from pathway.fhir.resource import Resource
from pathway.fhir.understanding import RecordFinding
from pathway.fhir.values import observed_value
from pathway.fhir.wholeness import ANSWERS as RESPONSES
from pathway.ground.vocabulary import Attribute, Base, RecordList, Value
from pathway.names.reading import read_history
from pathway.patients.model import Entry, Patient, Why


def is_response(resource: Resource) -> bool:
    """Whether it answers a questionnaire that some advice asked by."""
    return form_address(resource.json.get("questionnaire")) is not None


def read_response(reading: Reading, resource: Resource) -> None:
    """Take note of a response, or say why it is left aside."""
    doubt = reading.owned(_by_reference(reading, resource))
    standing, unsure = standing_of(resource.json.get("status"), ANSWERS)
    when, undated = reading.dated(first_when(resource.json, "authored"), "authored")
    dropped = doubt if doubt is not None and doubt.code == "P431" else None
    if standing is ResourceStanding.DROPPED:
        dropped = dropped or unsure
    if undated is not None and undated.code == LATER:
        dropped = dropped or undated
    if dropped is not None:
        reading.ignore(resource, dropped)
        return
    form = _of_another_form(reading, resource)
    found = first_doubt((doubt, unsure, undated or _undated(when), form, _not_whole(reading)))
    if found is not None:
        reading.ignore(resource, found)
    answers = _by_name(resource.json)
    for link in answers.keys() - set(_known_items(reading, answers)):
        text = "it is none of the questions of this library"
        reading.ignore(resource, Doubt("P435", f"item {link}", text))
    reading.responses.append(FormResponse(resource, when, found, answers))


def with_responses(reading: Reading, patient: Patient) -> tuple[Patient, tuple[RecordFinding, ...]]:
    """The patient with what was answered, and the same as findings.

    Answers stand beside what is recorded, as those of the terminal do.
    """
    found = [finding for name, claims in _claims(reading) for finding in _settled(name, claims)]
    entries = dict(patient.entries)
    for finding in found:
        before = entries.get(finding.attribute, ())
        entries[finding.attribute] = (*before, finding.entry)
    answered = replace(patient, entries=entries)
    for list_ in RecordList:
        answered = _with_list(reading, answered, list_)
    return with_trials(reading, answered), tuple(found)


# -- whether a response counts -------------------------------------------------------------


def _by_reference(reading: Reading, resource: Resource) -> Resource:
    """A response whose patient is named as advice names one that no server of FHIR could have."""
    subject = resource.json.get("subject")
    named = {"system": PATIENTS, "value": key_of_patient(reading.record.patient)}
    if (
        not isinstance(subject, dict)
        or "reference" in subject
        or subject.get("identifier") != named
    ):
        return resource
    reference = {"reference": reading.record.patient.label}
    return resource._replace(json={**resource.json, "subject": reference})


def _undated(when: When | None) -> Doubt | None:
    """Answers hold for their day, so that day has to be known."""
    if when is None:
        return Doubt("P437", "authored", "it does not say when it was answered")
    if when.first != when.last:
        return Doubt("P437", "authored", "it does not say on which day it was answered")
    return None


def _of_another_form(reading: Reading, resource: Resource) -> Doubt | None:
    """Why the questions were others than this library asks."""
    canonical = resource.json["questionnaire"]
    address = form_address(canonical)
    path, known = "questionnaire", reading.rules.forms
    if address is None or address.pathway not in known:
        return Doubt("P436", path, "it answers a questionnaire of a pathway that is not here")
    if address.version != known[address.pathway]:
        return Doubt("P436", path, "it answers a questionnaire of another version of the library")
    url = canonical.partition("|")[0]
    for form in reading.record.resources:
        if form.kind == "Questionnaire" and form.json.get("url") == url:
            listed = items(form.json, "item")
            if items_digest(listed) != address.items:
                return Doubt("P436", path, "the questionnaire in the record was changed")
    return None


def _not_whole(reading: Reading) -> Doubt | None:
    """Why a later response may be missing from the record."""
    gaps = reading.gaps.get(RESPONSES, [])
    if not gaps:
        return None
    return Doubt("P440", "", f"a later answer may be missing: {min(gaps)}", Why.NOT_FETCHED)


# -- items ---------------------------------------------------------------------------------

#: What begins the names of items that only hold others.
_GROUPS: Final = ("group.", "list.", "entry.")
#: More items no questionnaire of advice has.
_MOST: Final = 5000


def _by_name(json: Json) -> dict[str, tuple[Json, ...]]:
    """All items of a response by their names, those within items and answers too."""
    found: dict[str, tuple[Json, ...]] = {}
    todo = list(reversed(items(json, "item")))
    for _ in range(_MOST):
        if not todo:
            break
        item = todo.pop()
        if not isinstance(item, dict):
            continue
        link = str(item.get("linkId"))
        found[link] = (*found.get(link, ()), item)
        if is_history(link):
            continue  # the trials within are read with it
        todo += reversed(items(item, "item"))
        for answer in items(item, "answer"):
            if isinstance(answer, dict):
                todo += reversed(items(answer, "item"))
    return found


def _known_items(reading: Reading, links: Iterable[str]) -> Iterator[str]:
    known = reading.vocabulary
    for link in links:
        part = read_history(link)
        of_therapy = part is not None and part.therapy in known.therapies and is_history(link)
        whole = link == HISTORY_ITEM or link.startswith(_GROUPS)
        if whole or of_therapy or link in known.attributes:
            yield link


# -- attributes ----------------------------------------------------------------------------


def _claims(reading: Reading) -> Iterator[tuple[Attribute, list[ResourceClaim]]]:
    """What each attribute was answered with, in the vocabulary's order."""
    if not reading.responses:
        return
    for name, attribute in reading.vocabulary.attributes.items():
        claims = [
            claim
            for response in reading.responses
            if (claim := _claim(reading, response, attribute)) is not None
        ]
        if claims:
            yield attribute, sorted(claims, key=lambda one: (one.source, name))


def _claim(reading: Reading, response: FormResponse, attribute: Attribute) -> ResourceClaim | None:
    """What a response says of an attribute; None where it was left blank."""
    told = response.items.get(attribute.name, ())
    answered = [item for item in told if items(item, "answer") or _absent(item) is not None]
    if not answered:
        return None
    path = f"item {attribute.name}"
    found: Value | Doubt = Doubt("P436", path, "it is answered twice")
    if len(answered) == 1:
        found = _answer(reading, attribute, answered[0], path)
    doubt = response.doubt or (found if isinstance(found, Doubt) else None)
    value = None if isinstance(found, Doubt) or doubt is not None else found
    label = response.resource.label
    return ResourceClaim(attribute.name, value, label, path, response.when, doubt, measured=True)


def _answer(reading: Reading, attribute: Attribute, item: Json, path: str) -> Value | Doubt:
    """The one answer of an item, where the item is still what was asked."""
    answers = items(item, "answer")
    only = answers[0] if len(answers) == 1 else None
    changed = _changed(attribute, item)
    if changed:
        return Doubt("P436", path, changed)
    if (missing := _absent(item)) is not None:
        return absent(missing, path)
    if not isinstance(only, dict):
        return Doubt("P436", path, "there are several answers")
    if only.get("modifierExtension"):
        return Doubt("P441", path, "it changes the meaning in a way that is not known here")
    reason = _absent(only)
    if reason is not None:
        return absent(reason, path)
    coding = only.get("valueCoding")
    alone = sum(key.startswith("value") for key in only) == 1
    if isinstance(coding, dict) and alone:
        said = _offered(attribute, coding, path)
        if isinstance(said, Doubt):
            return said
        only = {"valueBoolean": said == "Y"} if attribute.type.base is Base.BOOLEAN else only
        if attribute.type.choices is not None:
            return reading.value(attribute, said, path)
    return observed_value(reading, attribute, None, only, f"{path} ")


def _changed(attribute: Attribute, item: Json) -> str:
    """Why an item is no longer what was asked; empty where it is."""
    text = item.get("text")
    if item.get("modifierExtension"):
        return "it changes the meaning in a way that is not known here"
    if text is not None and str(text).split() != attribute.question.split():
        return "its question is another than was asked"
    return ""


def _offered(attribute: Attribute, coding: Json, path: str) -> str | Doubt:
    """The code of an answer that was offered; a code and words that differ are none."""
    system, code, words = (coding.get(key) for key in ("system", "code", "display"))
    if system == ABSENT:
        return absent(code, path)
    if not isinstance(code, str):
        return Doubt("P436", path, "the answer has no code")
    if attribute.type.base is Base.BOOLEAN:
        offered = {"Y": "Yes", "N": "No"} if system == YES_NO else {}
    else:
        choices = attribute.type.choices or () if system == choices_of(attribute.name) else ()
        offered = {str(choice): str(choice) for choice in choices}
    if code not in offered:
        return Doubt("P436", path, "it is none of the answers that were offered")
    if words is not None and words != offered[code]:
        return Doubt("P436", path, "its code and its words are different answers")
    return code


def _absent(part: Json) -> object | None:
    """Why a value is missing, as FHIR's extension says it, beside the value or in its place."""
    inside = (part[key] for key in part if key.lstrip("_").startswith("value"))
    for holder in (part, *(one for one in inside if isinstance(one, dict))):
        for extension in extensions(holder, ABSENT_EXTENSION):
            reason: object = extension.get("valueCode", "unknown")
            return reason
    return None


# -- what counts ---------------------------------------------------------------------------


def _settled(attribute: Attribute, claims: list[ResourceClaim]) -> Iterator[RecordFinding]:
    """The latest answer, and of a lasting fact an older yes; answers that differ are none."""
    last = latest(claims)
    if attribute.lasting and not any(claim.value is True for claim in last):
        older = [claim for claim in claims if claim.value is True]
        yield from (_finding(claim, claim.doubt) for claim in older[:1])
    doubts = [claim for claim in last if claim.doubt is not None]
    if doubts:
        yield _finding(doubts[-1], doubts[-1].doubt)
    elif len({claim.value for claim in last}) > 1:
        text = "different answers that may both be the latest"
        sources = ", ".join(sorted({claim.source for claim in last}))
        claim = last[-1]._replace(source=sources, value=None)
        yield _finding(claim, Doubt("P443", "", text, Why.CONFLICTING))
    else:
        yield _finding(last[-1], None)


def _finding(claim: ResourceClaim, doubt: Doubt | None) -> RecordFinding:
    on = None if claim.when is None else claim.when.on
    if doubt is None:
        return RecordFinding(
            claim.attribute, Entry(claim.value, None, on, claim.source), claim.code
        )
    detail = None if doubt.why is Why.DOES_NOT_KNOW else doubt.text
    entry = Entry(None, doubt.why, on, claim.source, detail)
    return RecordFinding(claim.attribute, entry, claim.code, doubt.code, doubt.path)


# -- lists ---------------------------------------------------------------------


def _with_list(reading: Reading, patient: Patient, list_: RecordList) -> Patient:
    """The patient with a list declared complete, where somebody said that it is.

    A yes of an earlier day does not close what the record leaves open today.
    """
    asked = [one for one in reading.responses if _about(one, list_)]
    said = latest_responses(asked)
    if not said or not all(_says_all(one, list_) for one in said):
        return patient
    last = said[-1]
    today = last.when is not None and last.when.first == reading.as_of
    if patient.gaps.get(list_) and not today:
        text = f"the list of {list_.value} was called complete before that was open"
        reading.ignore(last.resource, Doubt("P440", f"item list.{list_.value}", text))
        return patient
    gaps = {name: told for name, told in patient.gaps.items() if name is not list_}
    since = patient.reconciled if patient.complete else None
    by = dict.fromkeys(filter(None, (patient.reconciled_by, last.resource.label)))
    return replace(
        patient,
        complete=patient.complete | {list_},
        reconciled=since or (last.when.first if last.when is not None else None),
        reconciled_by=", ".join(by),
        gaps=gaps,
    )


def _says_all(response: FormResponse, list_: RecordList) -> bool:
    """Whether a response that counts says that a list is complete, and nothing else of it."""
    if response.doubt is not None:
        return False
    told = _about(response, list_)
    return all(
        items(item, "answer") == [{"valueBoolean": True}]
        and _absent(item) is None
        and not item.get("modifierExtension")
        for item in told
    )


def _about(response: FormResponse, list_: RecordList) -> list[Json]:
    """The items that say whether a list is complete, but for those that were left blank."""
    told = [
        one for link, found in response.items.items() if listed_in(link) is list_ for one in found
    ]
    return [one for one in told if items(one, "answer") or _absent(one) is not None]
