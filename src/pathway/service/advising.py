"""From a record and a hook to cards: the same advice as everywhere, on the day of the request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final

from pathway.advice.advice import Advice
from pathway.advice.model import PathwayRef
from pathway.engine import Library
from pathway.fhir.bundle import Given
from pathway.fhir.drafts import DraftOrder, as_given, taken_now, understood_drafts, with_subject
from pathway.fhir.resource_types import RESOURCE_TYPES
from pathway.fhir.site import Site
from pathway.fhir.understand import RecordRequest
from pathway.fhir.wholeness import Sign
from pathway.frozen import frozen
from pathway.ground.problems import PatientError, Problem, UsageError, choices, in_backticks
from pathway.patients.model import Entry, Patient, Why
from pathway.service.cards import CRITICAL, WARNING, Card, escaped, shortened
from pathway.service.hook_request import ORDER_SELECT, PATIENT_VIEW, HookRequest, refused
from pathway.service.orders import Checked, order_card
from pathway.service.patient_view import patient_cards
from pathway.service.topics import DIED, UNREADABLE


@frozen
class Record:
    """A patient's record as it was fetched: its resources, and signs that it is not whole."""

    resources: Sequence[Any]
    signs: tuple[Sign, ...] = ()
    server: str = ""


@frozen
class Told:
    """What is told in answer to a hook: the cards, and what they rest on.

    `patient` is None where the record could not be read. `judged_by` is the pathway by whose rules
    orders were held against the record: that of the advice, or where no complaint is known another.
    `left_out` are the orders that have no card because nobody knows their codes, where a site wants
    it so.
    """

    cards: tuple[Card, ...]
    patient: Patient | None
    advice: Advice | None
    judged_by: PathwayRef | None = None
    left_out: tuple[str, ...] = ()


class Adviser:
    """One library under the settings of one client's site.

    `strict` assumes nothing: what is merely not on a list that is said to be whole is unknown.
    Without `unknown_orders` an order of codes that nobody knows here has no card.
    """

    def __init__(
        self,
        library: Library,
        site: Site,
        pathways: Sequence[str],
        *,
        strict: bool = False,
        unknown_orders: bool = True,
    ) -> None:
        """Raises LibraryError for faulty settings of the site, UsageError for unknown pathways."""
        self._strict, self._unknown_orders = strict, unknown_orders
        self._library = library
        self._rules = library.record_rules(site)
        self._pathways = tuple(pathways)
        for id_ in self._pathways:
            library.program(id_)

    def told(self, request: HookRequest, record: Record, as_of: date) -> Told:
        """The cards for a request; raises RefusedError where it cannot be of this patient."""
        drafts = () if request.hook == PATIENT_VIEW else drafts_of(request)
        try:
            patient = self._patient(request, record, as_of)
            if request.hook == PATIENT_VIEW:
                advice, reference = self.advice(patient, as_of), f"Patient/{request.patient}"
                cards = patient_cards(advice, reference, followed=self.follows(advice))
                return Told(cards, patient, advice)
            return self._on_orders(request, record, patient, drafts, as_of)
        except PatientError as error:
            return Told(_unread(request, error.problems), None, None)

    def understood(
        self, record: Given, as_of: date, today: date | None = None, whose: str | None = None
    ) -> Patient:
        """The patient in a FHIR record at the client's site; raises PatientError.

        `whose` says which one, where a record has several.
        """
        return self._library.patient_from_fhir(
            record, site=self._rules, as_of=as_of, today=today, patient=whose
        )

    def advice(
        self,
        patient: Patient,
        as_of: date,
        pathway: str | None = None,
        *,
        strict: bool = False,
        adopts: Sequence[str] | None = None,
    ) -> Advice:
        """By a pathway, else by that of the complaint, or another one for it that is followed.

        Raises UsageError for a pathway that the service does not follow.
        """
        strict = strict or self._strict
        if pathway is not None:
            self.check(pathway)
            return self._library.advise(patient, pathway, as_of, strict=strict, adopts=adopts)
        advice = self._library.advise(patient, None, as_of, strict=strict, adopts=adopts)
        if self.follows(advice):
            return advice
        instead = advice.chosen.instead if advice.chosen is not None else ()
        named = next((id_ for id_ in instead if id_ in self._pathways), None)
        if named is None:
            return advice
        return self._library.advise(patient, named, as_of, strict=strict, adopts=adopts)

    def check(self, pathway: str, adopts: Sequence[str] | None = None) -> None:
        """Raises UsageError for a pathway that is not followed, and for unknown guidelines."""
        self._library.program(pathway)
        if self._pathways and pathway not in self._pathways:
            message = f"the service does not follow the pathway {in_backticks(pathway)}"
            raise UsageError([Problem("P502", message, hint=choices(self._pathways))])
        if adopts is not None:
            self._library.program(pathway, adopts)

    def follows(self, advice: Advice) -> bool:
        """Whether the service follows the pathway of an advice; it may be told to follow some."""
        return not self._pathways or not advice.pathway.id or advice.pathway.id in self._pathways

    # -- private ---------------------------------------------------------------------------

    def _patient(self, request: HookRequest, record: Record, as_of: date) -> Patient:
        found = self._library.understand_fhir(
            record.resources,
            site=self._rules,
            as_of=as_of,
            patient=f"Patient/{request.patient}",
            base=record.server or None,
            noting=False,
            signs=record.signs,
        )
        if found.stops:
            raise PatientError(found.stops)
        return found.patient

    def _on_orders(
        self,
        request: HookRequest,
        record: Record,
        patient: Patient,
        drafts: Sequence[Mapping[str, Any]],
        as_of: date,
    ) -> Told:
        reference = f"Patient/{request.patient}"
        drafts = [with_subject(draft, reference) for draft in drafts]
        asks = RecordRequest(as_of, as_of, reference, record.server or None, noting=False)
        orders = understood_drafts(
            drafts, record.resources, self._rules, self._library.vocabulary, asks
        )
        meant = self.advice(patient, as_of)
        pathway = meant.pathway.id or self._library.current[0]
        on = as_of.isoformat()
        signed = {
            order.reference: as_given(draft, on)
            for draft, order in zip(drafts, orders, strict=True)
            if not (order.against or order.foreign)
        }

        every = frozenset(id_ for order in orders for id_ in order.therapies)
        beside = every | taken_now(record.resources, self._rules, self._library.vocabulary, asks)

        def advised(left_out: str = "") -> Advice:
            """For whoever asks for all that is ordered or taken, and is given all but one order."""
            given = [one for reference, one in signed.items() if reference != left_out]
            whole = replace(record, resources=[*record.resources, *given])
            asking = _asking(self._patient(request, whole, as_of), beside)
            return self._library.advise(asking, pathway, as_of, strict=self._strict)

        after, known = advised(), bool(meant.pathway.id) and self.follows(meant)
        chosen = _selected(request, orders)
        strange = [] if self._unknown_orders else [one for one in chosen if one.of_unknown_codes]
        unread = partial(self._unread_beside, record, patient, orders)
        checked = (
            Checked(order, advised(order.reference), after, beside, known, unread(order.reference))
            for order in chosen
            if order not in strange
        )
        cards = [card for card in map(order_card, checked) if card is not None]
        cards.sort(key=lambda card: not card.pressing)
        left_out = tuple(order.reference for order in strange)
        return Told(tuple(cards), patient, meant, after.pathway, left_out)

    def _unread_beside(
        self, record: Record, patient: Patient, orders: Sequence[DraftOrder], reference: str
    ) -> tuple[str, ...]:
        """What an order is to be held against, and nobody could read.

        That is what is missing from the record, a red-flag question that was answered in a way
        which cannot be read, and what is ordered beside it, but for what the site wants left out.
        """
        vocabulary = self._library.vocabulary
        red = {id_ for id_, group in vocabulary.groups.items() if group.red_flag}
        answers = (
            f"the answer on {one.title} cannot be read"
            for name, one in vocabulary.attributes.items()
            if one.group in red and any(map(_is_unread, patient.entries.get(name, ())))
        )
        strange = (one for one in orders if one.unknown and one.reference != reference)
        told = (one for one in strange if self._unknown_orders or not one.of_unknown_codes)
        others = (f"beside it: {one.unknown}" for one in told)
        return (*(sign.text for sign in record.signs), *answers, *others)


def drafts_of(request: HookRequest) -> tuple[Mapping[str, Any], ...]:
    """The draft orders of a request; raises RefusedError where they are none."""
    bundle = request.context.get("draftOrders")
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        raise refused("`context.draftOrders` is not a Bundle")
    entries = bundle.get("entry", [])
    if not isinstance(entries, list) or len(entries) > _MOST_DRAFTS:
        raise refused(f"`context.draftOrders` has no list of at most {_MOST_DRAFTS} entries")
    found = []
    for number, entry in enumerate(entries):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict) or not _is_named(resource):
            text = f"`context.draftOrders.entry[{number}]` has no resource with its type and id"
            raise refused(text)
        found.append(resource)
    named = {(one["resourceType"], one["id"]) for one in found}
    if len(named) < len(found):
        raise refused("`context.draftOrders` has two orders with one id")
    return tuple(found)


# -- private -------------------------------------------------------------------------------

#: How what an entry came from begins, where that is a form that somebody filled in.
_ANSWERS: Final = "QuestionnaireResponse/"
_MOST_DRAFTS: Final = 100


def _is_unread(entry: Entry) -> bool:
    """Whether somebody was asked, and answered something: what a problem may mean is no answer."""
    return entry.why is Why.LEFT_OPEN and (entry.source or "").startswith(_ANSWERS)


def _is_named(resource: Mapping[str, Any]) -> bool:
    kind, id_ = resource.get("resourceType"), resource.get("id")
    known = isinstance(kind, str) and kind in RESOURCE_TYPES
    return known and isinstance(id_, str) and bool(id_)


def _selected(request: HookRequest, orders: Sequence[DraftOrder]) -> Sequence[DraftOrder]:
    """The orders to speak of: those just selected where the hook says so, else all."""
    if request.hook != ORDER_SELECT:
        return orders
    chosen = request.context.get("selections")
    if not isinstance(chosen, list) or not all(isinstance(one, str) for one in chosen):
        raise refused("`context.selections` is not a list of references")
    found = [order for order in orders if order.reference in chosen]
    if len(found) < len(set(chosen)):
        raise refused("`context.selections` names an order that is not in `context.draftOrders`")
    return found


def _asking(patient: Patient, therapies: frozenset[str]) -> Patient:
    """The patient who asks for therapies, so that each is advised on."""
    chosen = patient.preferences
    return replace(patient, preferences=replace(chosen, wants=chosen.wants | therapies))


def _unread(request: HookRequest, problems: Sequence[Problem]) -> tuple[Card, ...]:
    """That a record could not be read: for each order, as nothing was held against it.

    Raises RefusedError where the record is another patient's.
    """
    if any(problem.code == "P423" for problem in problems):
        message = "the record that was sent is not of the patient of `context.patientId`"
        raise refused(message, "send the prefetch of the patient that is open")
    about = [""]
    if request.hook != PATIENT_VIEW:
        about = [f"{one['resourceType']}/{one['id']}" for one in drafts_of(request)]
    died = any(problem.code == "P425" for problem in problems)
    return tuple(_died(one) if died else _not_read(one, problems) for one in about)


def _died(about: str) -> Card:
    """The record says that the patient has died: nothing is advised, an order is not checked."""
    what = "The order was not checked" if about else "Nothing is advised"
    return Card(
        DIED,
        shortened(f"{what}: the record says that the patient has died"),
        CRITICAL if about else WARNING,
        f"The record says that the patient has died. {what}, and nothing here is known to be safe. "
        "If the record is wrong, correct it there.",
        {},
        pressing=True,
        about=about,
    )


def _not_read(about: str, problems: Sequence[Problem]) -> Card:
    why = "; ".join(problem.message for problem in problems[:3])
    return Card(
        UNREADABLE,
        shortened("Not checked: the record could not be read. Nothing here is known to be safe"),
        CRITICAL if about else WARNING,
        f"The record could not be read: {escaped(why)}",
        {},
        pressing=True,
        about=about,
    )
