"""A request that is not answered: the status, and why in the form of FHIR's OperationOutcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from pathway.frozen import frozen
from pathway.ground.problems import visible


@frozen
class Refusal:
    """Why a request is not answered.

    `status` is that of HTTP, `issue` a code of FHIR's issue types (`invalid`, `security`,
    `incomplete`, `too-costly`, `transient`, …). `message` is one sentence without patient data;
    `hint` says what to do. `headers` go with the answer (`Retry-After`).
    """

    status: int
    issue: str
    message: str
    hint: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The body of the answer."""
        issue: dict[str, Any] = {"severity": "error", "code": self.issue}
        issue["diagnostics"] = visible(self.message)
        if self.hint:
            issue["details"] = {"text": visible(self.hint)}
        return {"resourceType": "OperationOutcome", "issue": [issue]}


class RefusedError(Exception):
    """Raised where a request is refused; carries the Refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal
