"""What the service does with a request for advice over REST: advise, record, answer.

The answer is the library's own, to the byte. It is on record before it is sent, and where it
cannot be, the request fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import uuid4

import pathway
from pathway.advice.advice import Advice
from pathway.advice.lookup import therapy_meant
from pathway.advice.serial_parts import questions_dict, why_dict
from pathway.frozen import frozen
from pathway.ground.problems import PathwayError, Problem, Problems, UsageError
from pathway.ground.vocabulary import RecordList
from pathway.patients.model import Patient, with_entry, with_whole_list
from pathway.patients.writer import write_patient
from pathway.records.model import canonical
from pathway.records.served import ADVICE, ServiceEntry
from pathway.records.unnamed import without_names
from pathway.service.advising import Adviser
from pathway.service.desk import Desk
from pathway.service.rest_request import QUESTIONS, WHY, RestRequest, read_rest_request, unusable
from pathway.service.settings import ClientSettings

#: Where a value that stands among the `answers` of a request comes from.
SOURCE: Final = "answered over REST"


@frozen
class RestAnswer:
    """What is answered, and the key under which that is on record."""

    body: dict[str, Any]
    request: str


class RestDesk:
    """Answers what is asked over REST, with the library, settings and records of a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def answer(self, asked: str, body: bytes, client: ClientSettings) -> RestAnswer:
        """The answer to a request, on record; raises RefusedError where there is to be none."""
        problems = Problems()
        depth = self._desk.settings.limits.depth
        request = read_rest_request(body, asked, problems, depth=depth)
        told = _Consultation(self._desk, request, client, problems)
        advice = told.advice()
        therapy = told.therapy(advice)
        answer = _answer(asked, advice, therapy)
        key = uuid4().hex
        patient = self._desk.pseudonym(client.issuer, advice.patient.id)
        recorded = canonical(self._recorded(request, told, advice, therapy))
        self._desk.write(ServiceEntry(key, ADVICE, client.issuer, patient, asked, recorded))
        return RestAnswer(answer, key)

    # -- private ---------------------------------------------------------------------------

    def _recorded(
        self, request: RestRequest, told: _Consultation, advice: Advice, therapy: str
    ) -> dict[str, object]:
        """What is recorded of an answer: on what it rests, and a digest of what it said.

        The digest is that of the advice under the pseudonym: one over the patient's id would let
        somebody find the id by trying.
        """
        nameless = without_names(told.patient, self._desk.records.pseudonym)
        about = advice.pathway
        again = told.adviser.advice(
            nameless, advice.as_of, about.id or None, strict=advice.strict, adopts=request.adopts
        )
        return {
            "schema": "pathway-advised/1",
            "as_of": advice.as_of.isoformat(),
            "engine": pathway.__version__,
            "pathway": about.id,
            "version": about.version,
            "digest": about.digest,
            "strict": advice.strict,
            "adopts": None if request.adopts is None else list(request.adopts),
            "therapy": therapy,
            "example": told.patient.example is not None,
            "advice": again.to_dict()["digest"],
            "snapshot": _written(nameless, self._desk),
        }


# -- private -------------------------------------------------------------------------------


class _Consultation:
    """One request: whom it is about, and the advice. All that is wrong with it is said at once."""

    def __init__(
        self, desk: Desk, request: RestRequest, client: ClientSettings, problems: Problems
    ) -> None:
        """Raises RefusedError where anything is wrong, `problems` of the members among it."""
        self.adviser: Adviser = desk.adviser(client)
        self._desk, self._request = desk, request
        self._today = date.today()
        self._problems = problems
        self.patient = self._whole()
        if self._problems.errors:
            raise unusable(self._problems.errors)

    def advice(self) -> Advice:
        """The advice; raises RefusedError where the service follows no pathway for it."""
        request, day = self._request, self._day_for(self.patient)
        with _refusing():
            advice = self.adviser.advice(
                self.patient, day, request.pathway, strict=request.strict, adopts=request.adopts
            )
            if not self.adviser.follows(advice):
                message = f"the service does not follow `{advice.pathway.id}`, the pathway for this"
                hint = "nothing was advised, and no red flag was judged"
                raise UsageError([Problem("P502", f"{message} complaint", hint=hint)])
        return advice

    def therapy(self, advice: Advice) -> str:
        """The id of the therapy that is asked about; empty where none is."""
        name = self._request.therapy
        if name is None or name in advice.options:
            return name or ""
        library = self._desk.library
        with _refusing():
            meant = therapy_meant(
                name, advice.options, library.drug_names, reading=True, library=library.therapies
            )
        return meant.id

    # -- private ---------------------------------------------------------------------------

    def _whole(self) -> Patient:
        request, library = self._request, self._desk.library
        patient: Patient | None = self._tried(
            self._read, "patient" if request.record is None else "record"
        )
        answers: Patient | None = self._tried(self._answers, "answers")
        if request.pathway is not None:
            named = request.pathway
            self._tried(lambda: self.adviser.check(named, request.adopts), "pathway")
        elif request.adopts is not None and self._problems.errors:
            # Only to say all at once: else the advice says it, by the pathway that it is by.
            self._tried(lambda: library.program(library.current[0], request.adopts), "adopts")
        if request.therapy is not None:
            name = request.therapy
            self._tried(
                lambda: therapy_meant(name, library.therapies, library.drug_names, reading=True),
                "therapy",
            )
        lists = tuple(self._lists())
        if patient is None or answers is None:
            return Patient("")
        for attribute, entries in answers.entries.items():
            for entry in entries:
                patient = with_entry(patient, attribute, entry)
        for whole in lists:
            patient = with_whole_list(patient, whole, self._day_for(patient))
        return patient

    def _lists(self) -> Iterator[RecordList]:
        """The lists of which it was answered that they are whole; what else is said is wrong."""
        for name, told in self._request.answers.items():
            if name in _LISTS and told is True:
                yield RecordList(name)
            elif name in _LISTS:
                message = f"`answers.{name}`: a list is answered with true, where it is whole"
                self._problems.add("P402", message, hint="leave it out where it is not")

    def _read(self) -> Patient | None:
        request, day = self._request, self._day
        latest = max(day, self._today)
        if request.record is not None:
            return self.adviser.understood(request.record, day, latest, request.subject)
        if request.patient is None:
            return None
        return self._desk.library.patient(request.patient, today=latest)

    def _answers(self) -> Patient:
        """Somebody of whom is known what was answered, on the day that is asked about."""
        values = {n: told for n, told in self._request.answers.items() if n not in _LISTS}
        if not values:
            return Patient("")
        day = self._day
        mapping = {
            "patient": "answers",
            "recorded": day,
            "source": SOURCE,
            "attributes": values,
        }
        return self._desk.library.patient(mapping, today=max(day, self._today))

    @property
    def _day(self) -> date:
        return self._request.as_of or self._desk.settings.as_of or self._today

    def _day_for(self, patient: Patient) -> date:
        """The day asked about, an example's own, or today."""
        if self._request.as_of is None and self._desk.settings.as_of is None:
            return patient.example or self._today
        return self._day

    def _tried(self, read: Callable[[], Any], member: str) -> Any:  # noqa: ANN401
        """What a reader gives; None, with problems added, where it finds something wrong."""
        try:
            return read()
        except PathwayError as error:
            self._problems.extend(_placed(problem, member) for problem in error.problems)
            return None


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except UsageError as error:
        raise unusable(error.problems) from error


#: What may be answered of as a whole.
_LISTS: Final = frozenset(RecordList)
#: What begins a message about a place: its path within what was read.
_PATH: Final = re.compile(r"`(?!\s)([^`]+)`: ")

#: What was read as another member than that of which it is.
_ELSEWHERE: Final = {"answers.recorded": "as_of"}


def _placed(problem: Problem, member: str) -> Problem:
    """A problem within a member of the request, with the path from the body on."""
    found = _PATH.match(problem.message)
    if found is None:
        return problem
    path = f"{member}{'' if found[1].startswith('[') else '.'}{found[1]}"
    path = _ELSEWHERE.get(path, path).replace("answers.attributes.", "answers.", 1)
    return replace(problem, message=f"`{path}`: {problem.message[found.end() :]}")


def _answer(asked: str, advice: Advice, therapy: str) -> dict[str, Any]:
    if asked == WHY:
        return why_dict(advice, therapy, advice.what_would_change(therapy))
    return questions_dict(advice) if asked == QUESTIONS else advice.to_dict()


def _written(patient: Patient, desk: Desk) -> str:
    try:
        return write_patient(patient, desk.library.vocabulary)
    except ValueError as error:
        problem = Problem("P701", f"the patient cannot be written down ({error})")
        raise unusable([problem]) from error
