"""The answer on a proposal: the worst of what each advice says of each therapy in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pathway.advice.advice import Advice
from pathway.advice.model import Alert, Question, RuleLine
from pathway.frozen import frozen
from pathway.ground.terms import Action, Verdict
from pathway.service.agents.case import AgentCase
from pathway.service.agents.judgement import (
    ORDER,
    AgentVerdict,
    Dosed,
    Judgement,
    judgement,
)
from pathway.service.agents.proposal import Proposal

#: What every answer says, whatever it is.
PROPOSES: Final = (
    "You propose and never decide: whatever this says, a clinician decides, and only an order that "
    "a clinician signs is carried out."
)
SCHEMA: Final = "pathway-proposal/1"


def answer_on(case: AgentCase, proposal: Proposal) -> dict[str, Any]:
    """The answer on a proposal, as plain values."""
    if proposal.foreign or proposal.unread or not proposal.therapies:
        return _unread(case, proposal)
    judged = [one for meant in proposal.therapies for one in _judged(case, proposal, meant.id)]
    verdict = max((one.judgement.verdict for one in judged), key=ORDER.index)
    by_words = dict.fromkeys(
        text for one in _worst_first(judged) for text in one.sentences(case.agent)
    )
    lines = [*_lines(one for one in judged if not one.quiet)]
    allowed = verdict is AgentVerdict.ALLOWED
    conditions = [text for one in judged for text in one.judgement.conditions if allowed]
    asked = _questions(case, judged)
    return {
        "schema": SCHEMA,
        "verdict": verdict.value,
        "proposal": proposal.words,
        "understood_as": [
            {"therapy": meant.id, "title": meant.title, "do": proposal.action.value}
            for meant in proposal.therapies
        ],
        "doses": {id_: None if one is None else f"{one:f}" for id_, one in proposal.doses.items()},
        "because": list(by_words),
        "reasons": [_line(line, case.source if said else "") for line, said in lines],
        "conditions": list(dict.fromkeys(conditions)),
        "questions": [_question(case, one) for one in asked[:_MOST]],
        "more_questions": max(0, len(asked) - _MOST),
        "red_flags": red_flags(case),
        "red_flags_not_answered": case.recorded.red_flag_count[0],
        "sources": _sources(case, lines),
        "pathway": case.recorded.pathway.id or None,
        "as_of": case.recorded.as_of.isoformat(),
        "who_decides": PROPOSES,
    }


def judged_in(
    case: AgentCase,
    advice: Advice,
    id_: str,
    action: Action,
    dose: Dosed | None,
    *,
    said: bool = False,
) -> Judgement:
    """How a proposal stands in one advice: by the record, or with what is `said`."""
    amount = None if dose is None else dose.amount

    def given() -> Advice:
        return case.as_given(advice, id_, amount, said=said)

    return judgement(advice, id_, action, dose, given)


def red_flags(case: AgentCase) -> list[dict[str, Any]]:
    """The red flags that are present by the record or by what the agent says, each once."""
    found: dict[str, dict[str, Any]] = {}
    for advice in case.advices:
        for alert in advice.alerts:
            if alert.state == "present" and alert.id not in found:
                found[alert.id] = _alert(alert, case.source if advice is case.told else "")
    return list(found.values())


def said_beside(case: AgentCase, names: Iterable[str]) -> str:
    """What the agent says of attributes that are asked about; empty where it says nothing."""
    told = [case.said[name] for name in names if name in case.said]
    if not told:
        return ""
    return f"the agent says: {', '.join(told)}; to be confirmed by a clinician"


# -- private -------------------------------------------------------------------------------

#: So many questions are given with an answer; `ask_next` has them all, in their order.
_MOST: Final = 5


@frozen
class _Judged:
    """A judgement, and whether it rests on what the agent says."""

    judgement: Judgement
    said: bool = False
    #: It says nothing that the judgement by the record does not say.
    quiet: bool = False

    def sentences(self, agent: str) -> Iterator[str]:
        """Why, in sentences."""
        if self.quiet:
            return
        lead = f"If it is so as the {agent} says: " if self.said else ""
        for text in self.judgement.because:
            yield f"{lead}{text}"


def _judged(case: AgentCase, proposal: Proposal, id_: str) -> Iterator[_Judged]:
    """One therapy in all advices; where no complaint is known nothing is allowed."""
    dose = Dosed(proposal.doses[id_]) if id_ in proposal.doses else None
    if not case.recorded.pathway.id:
        text = "No pathway is followed yet, because the complaint is not known."
        yield _Judged(Judgement(AgentVerdict.ANSWER_FIRST, id_, (text,)))
        for said in (False, True) if case.told is not None else (False,):
            yield from _harm(case, id_, proposal.action, said=said)
        return
    first = judged_in(case, case.recorded, id_, proposal.action, dose)
    yield _Judged(first)
    if case.told is not None:
        second = judged_in(case, case.told, id_, proposal.action, dose, said=True)
        yield _Judged(second, said=True, quiet=not _adds(first, second))


def _adds(first: Judgement, second: Judgement) -> bool:
    """Whether what the agent says makes it worse, or adds a rule that holds."""
    known = {line.rule for line in first.lines if line.holds}
    new = any(line.holds and line.rule not in known for line in second.lines)
    return new or ORDER.index(second.verdict) > ORDER.index(first.verdict)


def _harm(case: AgentCase, id_: str, action: Action, *, said: bool) -> Iterator[_Judged]:
    """What harms whatever the complaint is, by each pathway that says more than those before it."""
    told: set[str] = set()
    for pathway in case.elsewhere:
        if id_ not in case.library.program(pathway).therapies:
            continue
        advice = case.by(pathway, said=said)
        option = advice.judged(id_)
        if option is not None and option.verdict in (Verdict.CONTRAINDICATED, Verdict.AVOID):
            found = judged_in(case, advice, id_, action, None, said=said)
            rules = {line.rule for line in found.lines if line.holds}
            if found.verdict is AgentVerdict.FORBIDDEN and not rules <= told:
                told |= rules
                yield _Judged(found, said)


def _worst_first(judged: Iterable[_Judged]) -> list[_Judged]:
    return sorted(judged, key=lambda one: -ORDER.index(one.judgement.verdict))


def _lines(judged: Iterable[_Judged]) -> Iterator[tuple[RuleLine, bool]]:
    """The rules that hold, or that nobody can judge; each once, those by the record first."""
    told: set[tuple[str, bool]] = set()
    for one in judged:
        for line in sorted(one.judgement.lines, key=lambda line: not line.holds):
            key = (line.rule, line.holds)
            if key not in told:
                told.add(key)
                yield line, one.said


def _line(line: RuleLine, source: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "rule": line.rule,
        "text": line.text,
        "holds": True if line.holds else None,
        "sources": list(line.sources),
        "verified": line.verified,
    }
    return {**found, "as_said_by": source} if source else found


def _questions(case: AgentCase, judged: Iterable[_Judged]) -> list[Question]:
    """The questions of the record's advice on which the proposal waits."""
    if not case.recorded.pathway.id:
        return list(case.recorded.questions)
    names = {name for one in judged for name in one.judgement.pending_on if not one.said}
    titles = {
        case.recorded.program.therapies[one.judgement.therapy].title
        for one in judged
        if one.judgement.therapy in case.recorded.program.therapies
    }
    return [
        one
        for one in case.recorded.questions
        if names.intersection(one.about) or titles.intersection(one.settles)
    ]


def _question(case: AgentCase, question: Question) -> dict[str, Any]:
    found: dict[str, Any] = {
        "attribute": question.attribute or None,
        "question": question.question,
        "red_flag": question.red_flag,
        "why_missing": question.why_missing,
    }
    said = said_beside(case, question.about)
    return {**found, "agent_says": said} if said else found


def _alert(alert: Alert, source: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": alert.id,
        "title": alert.title,
        "urgency": alert.urgency.value,
        "action": alert.action,
        "to": alert.to,
        "because": list(alert.reasons),
        "sources": list(alert.sources),
    }
    return {**found, "as_said_by": source} if source else found


def _sources(case: AgentCase, lines: Iterable[tuple[RuleLine, bool]]) -> dict[str, str]:
    """The publications that the reasons cite."""
    known: dict[str, str] = {}
    programs = [one.program for one in case.advices]
    for program in (*map(case.library.program, case.elsewhere), *programs):
        known.update({one.id: one.text for one in program.sources.values()})
    cited = dict.fromkeys(id_ for line, _ in lines for id_ in line.sources)
    return {id_: known[id_] for id_ in cited if id_ in known}


def _unread(case: AgentCase, proposal: Proposal) -> dict[str, Any]:
    """What is said of a proposal that is not understood, or not of this patient."""
    verdict = AgentVerdict.FORBIDDEN if proposal.foreign else AgentVerdict.NOT_UNDERSTOOD
    candidates = [{"therapy": one.id, "title": one.title} for one in proposal.candidates]
    return {
        "schema": SCHEMA,
        "verdict": verdict.value,
        "proposal": proposal.words,
        "because": [f"{proposal.unread[:1].upper()}{proposal.unread[1:]}."],
        "candidates": candidates,
        "hint": HOW,
        "red_flags": red_flags(case),
        "who_decides": PROPOSES,
    }


HOW: Final = (
    "propose one therapy at a time: start, continue, adjust, stop or taper, then the therapy by its"
    " name or that of a drug, then the dose if there is one (start ibuprofen 400 mg twice a day)"
)
