"""What a software agent proposes as an order: a MedicationRequest or ServiceRequest of FHIR R4.

It is read by the rules by which the service reads draft orders, and is understood whole or not at
all: an element that may change what is ordered, and is not known here, is not read over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import orjson

from pathway.advice.lookup import Meant
from pathway.fhir.bundle import read_record
from pathway.fhir.drafts import DraftOrder, understood_drafts, with_subject
from pathway.fhir.elements import codes_of
from pathway.fhir.rules import Rules
from pathway.fhir.understand import RecordRequest
from pathway.ground.problems import PathwayError, Problem, Problems, UsageError, in_backticks
from pathway.ground.terms import Action
from pathway.service.agents.case import AgentCase
from pathway.service.agents.dose_words import dose_in
from pathway.service.agents.proposal import Proposal, TherapyNames

#: The kinds of orders that are read, each with the element that says what is ordered.
KINDS: Final[Mapping[str, str]] = {
    "MedicationRequest": "medicationCodeableConcept",
    "ServiceRequest": "code",
}


def proposed_by(order: object, case: AgentCase, names: TherapyNames, rules: Rules) -> Proposal:
    """What an order proposes; one with `unread` where it is not understood.

    Raises UsageError for what is no order at all.
    """
    if not isinstance(order, Mapping) or order.get("resourceType") not in KINDS:
        hint = f"a FHIR R4 resource: {' or '.join(KINDS)}"
        raise UsageError([Problem("P510", "`order` is no order that is read here", hint=hint)])
    draft = {**order, "id": "proposal"}
    words = f"an order ({order['resourceType']})"
    unread = next(_unread(draft), "")
    if unread:
        return Proposal(words, unread=unread)
    try:
        found = _understood(draft, case, names, rules)
    except PathwayError as error:
        return Proposal(words, unread=error.problems[0].message)
    return _proposal(draft, found, names, rules)


# -- private -------------------------------------------------------------------------------

#: Elements that leave what is ordered as it is, or are read.
_READ: Final = frozenset(
    {"resourceType", "id", "meta", "status", "intent", "subject", "encounter", "authoredOn"}
    | {"requester", "priority", "category", "reasonCode", "reasonReference", "contained"}
    | {"medicationCodeableConcept", "medicationReference", "dosageInstruction", "code"}
    | {"occurrenceDateTime", "doNotPerform"}
)
_STATUSES: Final = (None, "draft", "active")
_INTENTS: Final = (None, "proposal", "plan", "order")


def _unread(draft: Mapping[str, Any]) -> Iterator[str]:
    """What of an order is not understood, before anything of it is looked up."""
    for name in sorted(draft):
        if name not in _READ:
            yield f"the element {in_backticks(name)} is not understood"
    if draft.get("doNotPerform", False) is not False:
        yield "the order says that something shall not be done"
    for name, known in (("status", _STATUSES), ("intent", _INTENTS)):
        if draft.get(name) not in known:
            yield f"an order with this `{name}` is no proposal"


def _understood(
    draft: Mapping[str, Any], case: AgentCase, names: TherapyNames, rules: Rules
) -> DraftOrder:
    """The draft held against the patient's record; raises PatientError."""
    record, reference = _record(case)
    day = case.recorded.as_of
    asked = RecordRequest(day, day, reference, None, noting=False)
    owned = with_subject(draft, reference)
    return understood_drafts([owned], record, rules, names.vocabulary, asked)[0]


def _record(case: AgentCase) -> tuple[Sequence[Any], str]:
    """The record of the patient, and how an order refers to them."""
    record = case.record
    if record is None:
        return [{"resourceType": "Patient", "id": case.patient.id}], f"Patient/{case.patient.id}"
    listed = orjson.loads(record) if isinstance(record, str | bytes) else record
    whole = listed if isinstance(listed, list) else [listed]
    found = read_record(whole, None, Problems())
    return whole, "" if found is None else found.patient.label


def _proposal(
    draft: Mapping[str, Any], found: DraftOrder, names: TherapyNames, rules: Rules
) -> Proposal:
    words = found.title or found.reference
    if found.foreign:
        return Proposal(words, unread="the order is for another patient", foreign=True)
    unread = found.unknown or next(_left(draft, found, names, rules), "")
    meant = tuple(Meant(id_, names.library[id_].title) for id_ in found.therapies)
    if unread or not meant:
        return Proposal(words, unread=unread or "it is an order of no therapy", candidates=meant)
    dosages = draft.get("dosageInstruction")
    doses = {one.id: _dose(dosages, one.id, found, names) for one in meant} if dosages else {}
    return Proposal(words, Action.START, meant, doses)


def _left(
    draft: Mapping[str, Any], found: DraftOrder, names: TherapyNames, rules: Rules
) -> Iterator[str]:
    """What else an order holds, once its therapies are known."""
    if found.others:
        yield f"it also gives {', '.join(found.others[:3])}, of which nothing is known here"
    missing = [id_ for id_ in found.therapies if id_ not in names.among]
    if missing:
        yield f"{in_backticks(missing[0])} is none of the pathway that is followed"
    concept = draft.get(KINDS[str(draft["resourceType"])])
    if isinstance(concept, Mapping):
        yield from _said(concept, found, names)
    for id_ in found.therapies:
        if not _usual(draft, id_, rules):
            yield "it is given in a way that is not known here for this therapy"


def _said(concept: Mapping[str, Any], found: DraftOrder, names: TherapyNames) -> Iterator[str]:
    """What the words of a concept say that its codes, or the therapies, do not."""
    if "text" in concept and not _same(concept["text"], found, names):
        yield "its text says something else than the therapy that it is an order of, or more"
    codings = concept.get("coding")
    for coding in codings if isinstance(codings, list) else ():
        display = coding.get("display") if isinstance(coding, Mapping) else None
        for brand in _IN_BRACKETS.findall(display if isinstance(display, str) else ""):
            if not names.drugs.wholly(brand):
                yield f"{in_backticks(brand)} in its name is not understood"


#: A product's name ends with that of its brand: `naproxen 250 MG Oral Tablet [Naprosyn]`.
_IN_BRACKETS: Final = re.compile(r"\[([^\]]*)\]?")


def _same(text: object, found: DraftOrder, names: TherapyNames) -> bool:
    """Whether the text of a concept names the therapies of its codes and nothing else."""
    if not isinstance(text, str):
        return False
    try:
        meant = {names.meant(text).id}
    except UsageError:
        meant = set(names.drugs.wholly(text))
    return meant == set(found.therapies)


def _usual(draft: Mapping[str, Any], therapy: str, rules: Rules) -> bool:
    """Whether the way of giving is one by which the drug counts; none that is said is."""
    known = rules.routes.get(therapy, rules.routes.get("usual"))
    dosages = draft.get("dosageInstruction")
    for dosage in dosages if isinstance(dosages, list) else ():
        route = dosage.get("route") if isinstance(dosage, Mapping) else None
        if route is not None and not (known and set(codes_of(route).keys) & known):
            return False
    return True


def _dose(dosages: object, therapy: str, found: DraftOrder, names: TherapyNames) -> Decimal | None:
    """The dose of a day; None where it is not known, or its text may say something else."""
    given = found.doses.get(therapy)
    for dosage in dosages if isinstance(dosages, list) else ():
        text = dosage.get("text") if isinstance(dosage, Mapping) else None
        if text is not None and _spoken(text, therapy, names) != given:
            return None
        if isinstance(dosage, Mapping) and "patientInstruction" in dosage:
            return None
    return given


def _spoken(text: object, therapy: str, names: TherapyNames) -> Decimal | None:
    dose = dose_in(text) if isinstance(text, str) else None
    return None if dose is None else names.a_day(therapy, dose)
