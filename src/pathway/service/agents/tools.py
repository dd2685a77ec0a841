"""The tools that a software agent may call: what they say of themselves, and what they answer.

Nothing here knows the protocol by which they are called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Final, TypeAlias

from pathway.engine import Library
from pathway.frozen import frozen
from pathway.ground.problems import Problem, UsageError, in_backticks, suggestion
from pathway.service.agents.arguments import checked, wrong
from pathway.service.agents.brief_text import brief_text
from pathway.service.agents.case import AgentCase, AgentCases
from pathway.service.agents.order import proposed_by
from pathway.service.agents.proposal import TherapyNames, proposed_in
from pathway.service.agents.questions import MOST, next_questions
from pathway.service.agents.reasons import reasons_text
from pathway.service.agents.sources import explained_source
from pathway.service.agents.verdict import HOW, answer_on

#: What a tool answers: plain values, or a text.
ToolAnswer: TypeAlias = "dict[str, Any] | str"


@frozen
class AgentTool:
    """One tool: `takes` are its arguments, each as a JSON Schema; `needs` those that have to be."""

    name: str
    description: str
    takes: Mapping[str, Mapping[str, Any]]
    answer: Callable[[AgentCases, str, Mapping[str, Any]], ToolAnswer]
    needs: tuple[str, ...] = field(default=())

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its arguments."""
        return {
            "type": "object",
            "properties": {name: dict(one) for name, one in self.takes.items()},
            "required": list(self.needs),
            "additionalProperties": False,
        }


def called(cases: AgentCases, name: str, given: object, agent: str) -> ToolAnswer:
    """The answer of a tool; raises PathwayError for whatever cannot be answered."""
    tool = TOOLS.get(name)
    if tool is None:
        hint = suggestion(name, TOOLS) or f"there are: {', '.join(TOOLS)}"
        raise UsageError([Problem("P510", f"there is no tool {in_backticks(name)}", hint=hint)])
    return tool.answer(cases, agent, checked(name, tool.takes, tool.needs, given))


# -- what is answered ----------------------------------------------------------------------


def _case(cases: AgentCases, agent: str, given: Mapping[str, Any]) -> AgentCase:
    return cases.case(agent, given.get("patient"), given.get("record"), given.get("said"))


def _names(case: AgentCase, library: Library) -> TherapyNames:
    """The therapies of the pathway that is followed, or all where none is."""
    among = case.recorded.program.therapies if case.recorded.pathway.id else library.therapies
    return TherapyNames(among, library.therapies, library.drug_names, library.vocabulary)


def _listed(cases: AgentCases, _: str, __: Mapping[str, Any]) -> ToolAnswer:
    files = {} if cases.folder is None else cases.folder.files()
    return {"schema": "pathway-patients/1", "patients": list(files)}


def _brief(cases: AgentCases, agent: str, given: Mapping[str, Any]) -> ToolAnswer:
    return brief_text(_case(cases, agent, given))


def _why(cases: AgentCases, agent: str, given: Mapping[str, Any]) -> ToolAnswer:
    case = _case(cases, agent, given)
    return reasons_text(case, _names(case, cases.library).meant(given["therapy"]).id)


def _ask(cases: AgentCases, agent: str, given: Mapping[str, Any]) -> ToolAnswer:
    count = given.get("count", 1)
    if count < 1:
        raise wrong("`count` should be 1 or more")
    return next_questions(_case(cases, agent, given), count)


def _source(cases: AgentCases, _: str, given: Mapping[str, Any]) -> ToolAnswer:
    return explained_source(given["id"], cases.library)


def _check(cases: AgentCases, agent: str, given: Mapping[str, Any]) -> ToolAnswer:
    if ("proposal" in given) == ("order" in given):
        raise wrong("give either a `proposal` in words, or an `order`")
    case = _case(cases, agent, given)
    names = _names(case, cases.library)
    if "order" in given:
        proposal = proposed_by(given["order"], case, names, cases.rules)
    else:
        proposal = proposed_in(given["proposal"], names)
    answer = answer_on(case, proposal)
    if cases.records is not None:
        cases.records.write(case, answer)
    return answer


# -- the tools -----------------------------------------------------------------------------

_NOTE: Final = (
    " You propose and never decide: nothing that you say here counts as a clinician's answer, "
    "clears a red flag, or makes an answer better than without it."
)
_PATIENT: Final[Mapping[str, Mapping[str, Any]]] = {
    "patient": {"type": "string", "description": "An id from `list_patients`."},
    "record": {
        "type": "object",
        "description": "Instead of `patient`: a patient mapping as in a patient file, or a FHIR R4 "
        "bundle. All of it counts as said by you, whatever source it claims.",
    },
    "said": {
        "type": "object",
        "description": "What you have heard beyond the record, {attribute: value}. It stands "
        "beside the record as yours and waits for a clinician; it can only make things stricter.",
    },
}

TOOLS: Final[Mapping[str, AgentTool]] = {
    one.name: one
    for one in (
        AgentTool(
            "list_patients",
            f"The ids of the patients that you may ask about.{_NOTE}",
            {},
            _listed,
        ),
        AgentTool(
            "advise_brief",
            "The advice on a patient in at most 4 KB: red flags, what to stop, what must not be "
            f"done, what to ask, what to do.{_NOTE}",
            _PATIENT,
            _brief,
        ),
        AgentTool(
            "why",
            "Why a therapy stands where it stands for a patient, down to rules, values and "
            f"publications.{_NOTE}",
            {"therapy": {"type": "string", "description": "By id, title or drug."}, **_PATIENT},
            _why,
            needs=("therapy",),
        ),
        AgentTool(
            "ask_next",
            "The next question, or the next few, to put to the patient or to look up, each with "
            f"what it decides.{_NOTE}",
            {
                "count": {"type": "integer", "description": f"How many, 1 to {MOST}; else 1."},
                **_PATIENT,
            },
            _ask,
        ),
        AgentTool(
            "explain_source",
            "What stands behind the id of a rule, red flag, recommendation or publication: the "
            f"citation, its year, strength and certainty, whether it was verified.{_NOTE}",
            {"id": {"type": "string", "description": "An id from another answer."}},
            _source,
            needs=("id",),
        ),
        AgentTool(
            "check_proposal",
            "Hold a treatment that you mean to propose against the advice: allowed, answer first, "
            "not now, forbidden, or not understood, with reasons, sources and questions. Call it "
            f"before you propose any treatment to anybody. In words, {HOW}. Or give an `order`."
            f"{_NOTE}",
            {
                "proposal": {"type": "string", "description": "One treatment in words."},
                "order": {
                    "type": "object",
                    "description": "Instead: a FHIR R4 MedicationRequest or ServiceRequest.",
                },
                **_PATIENT,
            },
            _check,
        ),
    )
}
