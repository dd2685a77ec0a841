"""A request that is not answered: the status, and why in the form of FHIR's OperationOutcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final

from pathway.frozen import frozen
from pathway.ground.problems import Problem, visible

#: The system of the codes of problems (`pathway explain CODE` has a page of each).
PROBLEM_SYSTEM: Final = "urn:pathway-cds:problem"


@frozen
class Refusal:
    """Why a request is not answered.

    `status` is that of HTTP, `issue` a code of FHIR's issue types (`invalid`, `security`,
    `incomplete`, `too-costly`, `transient`, …). `message` is one sentence without patient data;
    `hint` says what to do. `headers` go with the answer (`Retry-After`). `problems` are
    all that is wrong with what was asked, each an issue of its own; they may repeat what was sent.
    """

    status: int
    issue: str
    message: str
    hint: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The body of the answer."""
        issues = [self._of(problem) for problem in self.problems]
        return {"resourceType": "OperationOutcome", "issue": issues or [self._issue()]}

    def _issue(self) -> dict[str, Any]:
        issue: dict[str, Any] = {"severity": "error", "code": self.issue}
        issue["diagnostics"] = visible(self.message)
        if self.hint:
            issue["details"] = {"text": visible(self.hint)}
        return issue

    def _of(self, problem: Problem) -> dict[str, Any]:
        details: dict[str, Any] = {"coding": [{"system": PROBLEM_SYSTEM, "code": problem.code}]}
        if problem.hint:
            details["text"] = visible(problem.hint)
        return {
            "severity": "error",
            "code": self.issue,
            "details": details,
            "diagnostics": visible(problem.message),
        }


class RefusedError(Exception):
    """Raised where a request is refused; carries the Refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal
