"""A small client of the service's REST addresses: `PathwayClient(base).advise({...})`.

    with PathwayClient("http://localhost:8002") as service:
        advice = service.advise({"patient": "x", "attributes": {"age": 41}})
        print(advice.outcome, [line.what for line in advice.plan])

It needs httpx and nothing else of this package. What programs read most has a name and a type, and
everything that was answered is in `raw`. A request is sent once and never again by itself: whether
one that broke off was answered and recorded is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from types import TracebackType
from typing import Any, Final, TypeAlias, TypedDict, TypeVar, Unpack
from urllib.parse import urlsplit

import httpx

from pathway.client.answers import (
    AdviceAnswer,
    AskedQuestion,
    Json,
    PlanLine,
    QuestionsAnswer,
    RedFlag,
    TherapyAdvice,
    WhyAnswer,
    read_advice,
    read_questions,
    read_why,
)
from pathway.frozen import frozen

__all__ = [
    "AdviceAnswer",
    "AskedQuestion",
    "Asking",
    "PathwayClient",
    "PlanLine",
    "QuestionsAnswer",
    "RedFlag",
    "ServiceError",
    "ServiceProblem",
    "TherapyAdvice",
    "WhyAnswer",
]

#: What makes a token for an address: each works once.
MakesToken: TypeAlias = Callable[[str], str]


class Asking(TypedDict, total=False):
    """What may be said beside the patient, with `record` in place of one.

    Each is told in `docs/interchange-rest.md`.
    """

    record: Json | Sequence[Json] | None
    subject: str | None
    answers: Json | None
    pathway: str | None
    as_of: date | None
    strict: bool
    adopts: Sequence[str] | None


# -- what goes wrong ---------------------------------------------------------------------------


@frozen
class ServiceProblem:
    """One thing that is wrong; `code` is empty where it is not about what was sent."""

    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        told = f"{self.code} {self.message}".lstrip()
        return f"{told} ({self.hint})" if self.hint else told


class ServiceError(Exception):
    """There is no answer; `problems` says why, all at once.

    `status` is that of HTTP, 0 where the service was not reached or what came is no answer of it.
    `retry_after` is for how many seconds to wait before asking again, where the service says so.
    """

    def __init__(
        self, status: int, problems: Sequence[ServiceProblem], retry_after: float | None = None
    ) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.status = status
        self.problems = tuple(problems)
        self.retry_after = retry_after


# -- the client --------------------------------------------------------------------------------


class PathwayClient:
    """Asks one service; to be used with `with`, or closed. Threads may share it."""

    def __init__(
        self,
        base: str,
        token: MakesToken | None = None,
        *,
        timeout: float = 15.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """`base` is the service's `public` address; `token` makes a token for an address.

        Raises ValueError for an address that is not https; http is for this computer only.
        """
        found = urlsplit(base)
        local = found.hostname in ("localhost", "127.0.0.1", "::1")
        if not found.hostname or not (
            found.scheme == "https" or (found.scheme == "http" and local)
        ):
            message = f"`{base}` is no https address; http is for this computer only"
            raise ValueError(message)
        self._base = base.rstrip("/")
        self._token = token
        self._http = httpx.Client(timeout=timeout, transport=transport, trust_env=False)

    def advise(
        self,
        patient: Json | None = None,
        **asking: Unpack[Asking],
    ) -> AdviceAnswer:
        """The advice about a patient (as a patient file has it) or a health record.

        Raises ServiceError where there is none.
        """
        asked = _body(patient, asking)
        return self._asked("advise", asked, read_advice)

    def why(
        self,
        therapy: str,
        patient: Json | None = None,
        **asking: Unpack[Asking],
    ) -> WhyAnswer:
        """The full reasons for one therapy; raises ServiceError where there are none."""
        asked = _body(patient, asking)
        return self._asked("why", {**asked, "therapy": therapy}, read_why)

    def questions(
        self,
        patient: Json | None = None,
        **asking: Unpack[Asking],
    ) -> QuestionsAnswer:
        """The open questions alone; raises ServiceError where there is no answer."""
        asked = _body(patient, asking)
        return self._asked("questions", asked, read_questions)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def __enter__(self) -> PathwayClient:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- private ---------------------------------------------------------------------------

    def _asked(self, asked: str, body: Json, read: Callable[[Json, str], Answer]) -> Answer:
        address = f"{self._base}/{asked}"
        headers = {}
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token(address)}"
        try:
            answer = self._http.post(address, json=body, headers=headers)
        except httpx.HTTPError as error:
            hint = "whether it was answered and recorded is not known"
            said = f"the service did not answer: {type(error).__name__}"
            raise ServiceError(0, [ServiceProblem("", said, hint)]) from error
        if answer.status_code != _FINE:
            raise _refusal(answer)
        try:
            return read(_object(answer), answer.headers.get("pathway-record", ""))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            said = f"what was answered is not what {asked} answers ({type(error).__name__})"
            raise ServiceError(0, [ServiceProblem("", said)]) from error


# -- private -------------------------------------------------------------------------------

_FINE: Final = 200
Answer = TypeVar("Answer")


def _body(patient: Json | None, asking: Asking) -> dict[str, Any]:
    """What is sent; what was not said is left out."""
    given: dict[str, Any] = {"patient": patient, **asking}
    if (day := asking.get("as_of")) is not None:
        given["as_of"] = day.isoformat()
    return {name: value for name, value in given.items() if value is not None}


def _object(answer: httpx.Response) -> Json:
    found = answer.json()
    if not isinstance(found, dict):
        message = "it is no JSON object"
        raise TypeError(message)
    return found


def _refusal(answer: httpx.Response) -> ServiceError:
    """Why there is no answer, as the service says it; else what is known of it."""
    try:
        problems = [_problem(one) for one in _object(answer)["issue"]]
    except (KeyError, TypeError, ValueError, AttributeError):
        problems = []
    after = answer.headers.get("retry-after", "")
    return ServiceError(
        answer.status_code,
        problems or [ServiceProblem("", f"the service answered {answer.status_code}")],
        float(after) if after.isascii() and after.isdigit() else None,
    )


def _problem(issue: Json) -> ServiceProblem:
    details = issue.get("details", {})
    code = next((one["code"] for one in details.get("coding", ())), "")
    return ServiceProblem(code, issue.get("diagnostics", ""), details.get("text", ""))
