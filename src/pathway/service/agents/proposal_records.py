"""Every answer on a proposal is on record before the agent has it; else there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

import pathway
from pathway.ground.problems import Problem, RecordsError
from pathway.patients.writer import write_patient
from pathway.records.model import canonical
from pathway.records.served import PROPOSAL, ServiceEntry
from pathway.records.served_store import ServedRecords
from pathway.records.unnamed import without_names
from pathway.service.agents.case import AgentCase

#: What a record of a proposal is about: the tool that was called.
CHECKED: Final = "check_proposal"


class ProposalRecords:
    """The chain of what the service said, with what was said of proposals; threads share it."""

    def __init__(self, records: ServedRecords) -> None:
        self._records = records

    def write(self, case: AgentCase, answer: Mapping[str, Any]) -> None:
        """Put an answer on record; raises RecordsError where that fails."""
        try:
            known = self._records.pseudonym(case.patient.id) if case.by_record else ""
            body = canonical(self._body(case, answer))
            entry = ServiceEntry(uuid4().hex, PROPOSAL, case.source, known, CHECKED, body)
            self._records.append([entry])
        except RecordsError as error:
            told = Problem("P703", "the proposal was not judged: nothing can be recorded now")
            raise RecordsError([*error.problems, told]) from error

    # -- private ---------------------------------------------------------------------------

    def _body(self, case: AgentCase, answer: Mapping[str, Any]) -> dict[str, object]:
        """What was proposed, what was said to it, and on what that rested.

        Words that were not understood may be anything, a name among them: they are not kept.
        """
        understood = answer.get("understood_as", ())
        about = case.recorded.pathway
        nameless = without_names(case.whole, self._records.pseudonym)
        return {
            "schema": "pathway-proposed/1",
            "as_of": case.recorded.as_of.isoformat(),
            "engine": pathway.__version__,
            "pathway": about.id,
            "version": about.version,
            "digest": about.digest,
            "strict": case.recorded.strict,
            "verdict": answer["verdict"],
            "therapy": [f"{one['do']} {one['therapy']}" for one in understood],
            "doses": answer.get("doses", {}),
            "because": list(answer["because"]) if understood else [],
            "fired": [one["rule"] for one in answer.get("reasons", ()) if one["holds"]],
            "pending": [one["rule"] for one in answer.get("reasons", ()) if not one["holds"]],
            "red_flags": [one["id"] for one in answer["red_flags"]],
            "said": sorted(case.said),
            "snapshot": write_patient(nameless, case.library.vocabulary),
        }
