"""A request for advice as it came over REST: its members checked, all that is wrong said at once.

What a patient or a record holds is left to their own readers; here it is only whether the members
are there, are of the right kind, and are spelt as they should be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any, Final

from pathway.fhir.record_text import repeated_key
from pathway.frozen import frozen
from pathway.ground.problems import Problem, Problems, choices, in_backticks
from pathway.service.hook_request import read_json
from pathway.service.refusal import Refusal, RefusedError

ADVISE: Final = "advise"
WHY: Final = "why"
QUESTIONS: Final = "questions"
#: What may be asked: each is an address of the service.
ASKED: Final = (ADVISE, WHY, QUESTIONS)


@frozen
class RestRequest:
    """What is asked about whom: either `patient`, as a patient file has it, or a FHIR `record`.

    `subject` says whose record it is, where it has several patients. `answers` are values by
    attribute, as a patient file has them, that were given meanwhile. `therapy` is what the reasons
    are asked for (`/why` only).
    """

    asked: str
    patient: Mapping[str, Any] | None = None
    record: Mapping[str, Any] | Sequence[Any] | None = None
    subject: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    pathway: str | None = None
    as_of: date | None = None
    strict: bool = False
    adopts: tuple[str, ...] | None = None
    therapy: str | None = None


def read_rest_request(body: bytes, asked: str, problems: Problems, *, depth: int) -> RestRequest:
    """The request in a body, with all that is wrong with its members added to `problems`.

    Raises RefusedError (400) where it is no JSON.
    """
    json = read_json(body, depth=depth)
    if (twice := repeated_key(body, json)) is not None:
        hint = "a reader would take one of the two without a word"
        problems.add("P007", f"{in_backticks(twice)} stands twice in one object", hint=hint)
    return _Members(json, problems).read(asked)


def unusable(problems: Sequence[Problem]) -> RefusedError:
    """A request that is JSON and cannot be used; nothing of it is."""
    message = "the request cannot be used"
    return RefusedError(Refusal(422, "invalid", message, problems=tuple(problems)))


# -- private -------------------------------------------------------------------------------

_MEMBERS: Final = (
    "patient",
    "record",
    "subject",
    "answers",
    "pathway",
    "as_of",
    "strict",
    "adopts",
)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
#: More guidelines than anybody has, and fewer than would keep a compiler busy.
_MOST_ADOPTED: Final = 100


class _Members:
    """Reads the members of a body one by one, and adds what is wrong with each."""

    def __init__(self, json: object, problems: Problems) -> None:
        self._problems = problems
        self._json: Mapping[str, Any] = json if isinstance(json, dict) else {}
        self._is_object = isinstance(json, dict)

    def read(self, asked: str) -> RestRequest:
        if not self._is_object:
            self._wrong("P103", "the body should be a JSON object", 'such as `{"patient": {…}}`')
            return RestRequest(asked)
        allowed = (*_MEMBERS, "therapy") if asked == WHY else _MEMBERS
        for name in self._json:
            if name not in allowed:
                hint = self._problems.near(name, allowed) or choices(allowed)
                self._wrong("P101", f"unknown member {in_backticks(name)}", hint)
        self._one_of_two()
        return RestRequest(
            asked,
            patient=self._object("patient"),
            record=self._record(),
            subject=self._subject(),
            answers=self._object("answers") or {},
            pathway=self._text("pathway"),
            as_of=self._day(),
            strict=self._strict(),
            adopts=self._adopts(),
            therapy=self._therapy() if asked == WHY else None,
        )

    # -- private ---------------------------------------------------------------------------

    def _one_of_two(self) -> None:
        given = [name for name in ("patient", "record") if self._json.get(name) is not None]
        if len(given) == 2:
            self._wrong("P409", "`patient` and `record` are both given", "send one of them")
        elif not given:
            hint = "`patient` is as in a patient file, `record` a FHIR R4 Bundle"
            self._wrong("P102", "missing member `patient` or `record`", hint)

    def _record(self) -> Mapping[str, Any] | Sequence[Any] | None:
        found = self._json.get("record")
        if found is None or isinstance(found, dict | list):
            return found
        self._wrong("P103", "`record` should be a FHIR R4 Bundle")
        return None

    def _subject(self) -> str | None:
        if self._json.get("subject") is not None and self._json.get("record") is None:
            hint = "a patient file is of one patient"
            self._wrong("P510", "`subject` goes with `record`", hint)
        return self._text("subject")

    def _object(self, name: str) -> Mapping[str, Any] | None:
        found = self._json.get(name)
        if found is None or isinstance(found, dict):
            return found
        self._wrong("P103", f"`{name}` should be an object")
        return None

    def _text(self, name: str) -> str | None:
        found = self._json.get(name)
        if found is None or (isinstance(found, str) and found.strip()):
            return found
        self._wrong("P103", f"`{name}` should be text")
        return None

    def _therapy(self) -> str | None:
        if self._json.get("therapy") is None:
            self._wrong("P102", "missing member `therapy`", "the id of a therapy, such as `nsaid`")
        return self._text("therapy")

    def _day(self) -> date | None:
        found = self._json.get("as_of")
        try:
            if found is None:
                return None
            if isinstance(found, str) and _DAY.fullmatch(found):
                return date.fromisoformat(found)
        except ValueError:
            pass
        said = in_backticks(found if isinstance(found, str) else str(found))
        self._wrong("P407", f"`as_of`: {said} is not a date written as 2026-11-20")
        return None

    def _strict(self) -> bool:
        found = self._json.get("strict")
        if found is None or isinstance(found, bool):
            return bool(found)
        self._wrong("P103", "`strict` should be true or false")
        return False

    def _adopts(self) -> tuple[str, ...] | None:
        found = self._json.get("adopts")
        if found is None:
            return None
        texts = isinstance(found, list) and all(isinstance(one, str) for one in found)
        if not texts or len(found) > _MOST_ADOPTED:
            hint = f"at most {_MOST_ADOPTED} ids of guidelines or recommendations"
            self._wrong("P103", "`adopts` should be a list of texts", hint)
            return None
        return tuple(found)

    def _wrong(self, code: str, message: str, hint: str | None = None) -> None:
        self._problems.add(code, message, hint=hint)
