"""What the service does with a request, apart from HTTP: advise, hold back, record, answer.

No card leaves without its record: it is written first, and where it cannot be, the request fails.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import uuid4

import pathway
from pathway.engine import Library
from pathway.ground.problems import RecordsError
from pathway.patients.writer import write_patient
from pathway.records.model import canonical
from pathway.records.served import CARDS, ServiceEntry
from pathway.records.served_store import ServedRecords
from pathway.records.unnamed import without_names
from pathway.service.advising import Adviser, Record, Told
from pathway.service.cards import Card
from pathway.service.feedback import Feedback, record_feedback
from pathway.service.hook_request import HookRequest
from pathway.service.metrics import Metrics
from pathway.service.pages import PageLinks, page
from pathway.service.profiles import fit
from pathway.service.refusal import Refusal, RefusedError
from pathway.service.settings import ClientSettings, ServiceSettings
from pathway.service.standing import hidden, standing


class Desk:
    """The library, the records and the settings of one process; threads share it."""

    def __init__(
        self, library: Library, settings: ServiceSettings, records: ServedRecords, metrics: Metrics
    ) -> None:
        """Raises LibraryError for faulty settings of a site, UsageError for unknown pathways."""
        self.library, self.settings = library, settings
        self.records, self.metrics = records, metrics
        self.links = PageLinks(settings.public, settings.page_minutes, records.pseudonym)
        self._advisers: dict[str | None, Adviser] = {}
        for site in (None, *(client.site for client in settings.clients)):
            self._adviser(None if site is None else str(site))

    def answer(
        self,
        service: str,
        request: HookRequest,
        record: Record,
        client: ClientSettings,
        now: float,
    ) -> dict[str, Any]:
        """The answer of a service, on record; raises RefusedError where there is to be none."""
        as_of = self.settings.as_of or date.today()
        told = self.adviser(client).told(request, record, as_of)
        key = self.pseudonym(request.server or client.issuer, request.patient)
        shown, held = self._shown(told.cards, key, as_of)
        named = [(str(uuid4()), card) for card in shown]
        label = f"{self.library.title} (draft)" if _is_draft(told) else self.library.title
        cards = [
            card.to_dict(uuid, label, self.links.link(uuid, now), self._snooze)
            for uuid, card in named
        ]
        answer = fit({"cards": cards}, client.profile)
        body = canonical(self._body(request, told, named, answer, as_of))
        self.write(ServiceEntry(uuid4().hex, CARDS, client.issuer, key, service, body))
        self.metrics.shown(shown, "shown")
        self.metrics.shown(held, "held back")
        return answer

    def hear(self, feedback: Sequence[Feedback]) -> None:
        """Put feedback on record; raises RefusedError for an unknown card, or where that fails."""
        try:
            made = record_feedback(self.records, feedback, snooze_days=self.settings.snooze_days)
        except RecordsError as error:
            raise _unrecorded(error) from error
        for one, record in zip(feedback, made, strict=True):
            if not record.repeated:
                self.metrics.heard(one.outcome, record.body.get("fired", ()))

    def page(self, uuid: str) -> str:
        """The page of a card; raises RefusedError where there is none."""
        try:
            record = self.records.card(uuid)
        except RecordsError as error:
            raise _unrecorded(error) from error
        if record is None:
            raise RefusedError(Refusal(404, "not-found", "there is no such card"))
        return page(self.library, record, date.today())

    def adviser(self, client: ClientSettings) -> Adviser:
        """What advises for a client, by the settings of its site."""
        return self._adviser(None if client.site is None else str(client.site))

    def pseudonym(self, of: str, patient: str) -> str:
        """The pseudonym of a patient's id: ids are of one server, and another one's may be equal.

        Raises RefusedError where the key of the records is not to be had.
        """
        try:
            return self.records.pseudonym(f"{of}/Patient/{patient}")
        except RecordsError as error:
            raise _unrecorded(error) from error

    def write(self, entry: ServiceEntry) -> None:
        """Put an answer on record; raises RefusedError where it cannot be."""
        try:
            self.records.append([entry])
        except RecordsError as error:
            raise _unrecorded(error) from error

    def check(self) -> None:
        """Raises RefusedError where nothing can be recorded now."""
        try:
            self.records.ping()
        except RecordsError as error:
            raise _unrecorded(error) from error

    # -- private ---------------------------------------------------------------------------

    @property
    def _snooze(self) -> Sequence[int]:
        return [days for days in _SNOOZE if days <= self.settings.snooze_days]

    def _adviser(self, site: str | None) -> Adviser:
        if site not in self._advisers:
            self._advisers[site] = Adviser(
                self.library,
                site,
                self.settings.pathways,
                strict=self.settings.strict,
                unknown_orders=self.settings.unknown_orders,
            )
        return self._advisers[site]

    def _shown(self, cards: Sequence[Card], key: str, as_of: date) -> tuple[list[Card], list[Card]]:
        """The cards to show, and those that were answered and on which nothing has changed."""
        try:
            known = standing(self.records, key)
        except RecordsError as error:
            raise _unrecorded(error) from error
        shown: list[Card] = []
        held: list[Card] = []
        for card in cards:
            before = known.get(_subject(card))
            again = card.pressing or before is None or not hidden(before, card.facts, as_of)
            (shown if again else held).append(card)
        return shown, held

    def _body(
        self,
        request: HookRequest,
        told: Told,
        cards: Sequence[tuple[str, Card]],
        answer: Mapping[str, Any],
        as_of: date,
    ) -> dict[str, object]:
        """What is recorded of an answer: on what it rests, what it says, and what was sent."""
        advice = told.advice
        return {
            "schema": "pathway-cards/1",
            "hook": request.hook,
            "instance": request.instance,
            "user": request.user,
            "as_of": as_of.isoformat(),
            "engine": pathway.__version__,
            "pathway": "" if advice is None else advice.pathway.id,
            "version": "" if advice is None else advice.pathway.version,
            "digest": "" if advice is None else advice.pathway.digest,
            "strict": self.settings.strict,
            "judged_by": _judged_by(told),
            "left_out": list(told.left_out),
            "snapshot": self._snapshot(told),
            "cards": [_recorded(uuid, card) for uuid, card in cards],
            "sent": [_sent(card) for card in answer["cards"]],
        }

    def _snapshot(self, told: Told) -> str:
        if told.patient is None:
            return ""
        patient = without_names(told.patient, self.records.pseudonym)
        return write_patient(patient, self.library.vocabulary)


# -- private -------------------------------------------------------------------------------

_LOG: Final = logging.getLogger("pathway.service")
#: For how many days a card may be put off, as far as the settings allow.
_SNOOZE: Final = (1, 7, 14, 30, 90)


def _subject(card: Card) -> str:
    """What is not shown twice: a topic; where it is on an order, on that one only."""
    return f"{card.topic.code} {card.about}".rstrip()


def _recorded(uuid: str, card: Card) -> Mapping[str, Any]:
    return {
        "uuid": uuid,
        "topic": card.topic.code,
        "subject": _subject(card),
        "summary": card.summary,
        "indicator": card.indicator,
        "facts": dict(card.facts),
        "fired": list(card.fired),
        "pending": list(card.pending),
        "about": card.about or None,
    }


def _sent(card: Mapping[str, Any]) -> Mapping[str, Any]:
    """A card as its client has it, without links, and of suggestions what they say."""
    kept = {name: value for name, value in card.items() if name not in ("links", "suggestions")}
    told = [{"uuid": one.get("uuid"), "label": one["label"]} for one in card.get("suggestions", ())]
    return {**kept, "suggestions": told}


def _is_draft(told: Told) -> bool:
    return told.advice is not None and told.advice.pathway.status == "draft"


def _judged_by(told: Told) -> Mapping[str, str] | None:
    """The pathway by whose rules orders were judged; None where none was."""
    by = told.judged_by
    return None if by is None else {"id": by.id, "version": by.version, "digest": by.digest}


def _unrecorded(error: RecordsError) -> RefusedError:
    """Without its record there is no answer; the log says why there is none."""
    for problem in error.problems:
        _LOG.error("%s %s", problem.code, problem.message)
    message = "nothing can be recorded at present, and without a record there is no advice"
    return RefusedError(Refusal(503, "transient", message, "try again", {"Retry-After": "5"}))
