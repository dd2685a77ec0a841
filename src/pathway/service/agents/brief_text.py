"""The advice in at most 4 KB of text, for a model's context.

What is present of red flags, what is to be stopped, what is held and what harms is never left out;
of what else does not fit it is said how much that is, and which tool gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.brief import brief
from pathway.advice.brief_model import Brief, BriefLine
from pathway.advice.model import Alert, Option
from pathway.ground.terms import GOING, HARMFUL, Action
from pathway.service.agents.case import AgentCase
from pathway.service.agents.fitting import FittedLine, fitted
from pathway.service.agents.judgement import ORDER, PRESSING, AgentVerdict
from pathway.service.agents.verdict import judged_in, said_beside

#: So many bytes of UTF-8 an agent is given at most.
MOST_BYTES: Final = 4096


def brief_text(case: AgentCase) -> str:
    """The advice on a case, with the worse of what the record and the agent say of each therapy."""
    return fitted(_lines(case), MOST_BYTES)


# -- what there is to say ------------------------------------------------------------------


def _lines(case: AgentCase) -> Iterator[FittedLine]:
    advice, told = case.recorded, brief(case.recorded)
    yield FittedLine(0, (_head(advice),))
    yield FittedLine(0, (f"Red flags: {told.red_flags}.",))
    yield from _flags(case)
    worse = dict(_worse(case))
    yield from _ending(told)
    yield from _not_now(case, worse)
    if told.still_open:
        yield FittedLine(0, (f"Left open beside the emergency: {told.still_open}.",))
    yield from _questions(case, told)
    yield from _going(advice, told, worse)
    yield from _rest(advice, told)


def _head(advice: Advice) -> str:
    pathway = advice.pathway
    named = (
        f"{pathway.title} {pathway.version} ({pathway.status})"
        if pathway.id
        else ("No pathway yet: the complaint is not known")
    )
    return (
        f"{named}, for {advice.as_of.isoformat()}: {advice.outcome}. "
        "You propose and never decide: a clinician does."
    )


def _flags(case: AgentCase) -> Iterator[FittedLine]:
    """The red flags that are present by the record, then those by what the agent says."""
    known: set[str] = set()
    for advice in case.advices:
        lead = "" if advice is case.recorded else f"If it is so as the {case.agent} says: "
        for alert in advice.alerts:
            if alert.state == "present" and alert.id not in known:
                known.add(alert.id)
                yield _flag(alert, advice, lead)


def _flag(alert: Alert, advice: Advice, lead: str) -> FittedLine:
    to = f" To: {alert.to}." if alert.to else ""
    titles = [advice.options[id_].title for id_ in alert.offers if id_ in advice.options]
    offers = f" Calls for: {', '.join(titles)}." if titles else ""
    head = (
        f"{lead}RED FLAG, {alert.urgency.value}: {alert.title}. {_ended(alert.action)}{to}{offers}"
    )
    because = f" Because: {', '.join(alert.reasons)}." if alert.reasons else ""
    gist = f"{lead}RED FLAG, {alert.urgency.value}: {alert.title}."
    acted = f"{gist} {_ended(alert.action)}"
    pressing = alert.urgency in PRESSING
    forms = (f"{head}{because}", head, acted, *(() if pressing else (gist,)))
    return FittedLine(0, forms, keeps=2 if pressing else 1)


def _ending(told: Brief) -> Iterator[FittedLine]:
    """What is to be stopped, tapered, changed or adjusted, or asked about before the next dose."""
    for line in told.do:
        if line.do in _ENDINGS:
            yield FittedLine(0, (_said(line), f"{line.do}: {line.what}."), keeps=2)


_ENDINGS: Final = tuple(
    one.value for one in (Action.STOP, Action.TAPER, Action.CHANGE, Action.ADJUST, Action.ASK_FIRST)
)


def _not_now(case: AgentCase, worse: Mapping[str, str]) -> Iterator[FittedLine]:
    """What harms, what a red flag holds, and what does so if the agent is right."""
    yield from _harming(case.recorded, "")
    if not case.recorded.pathway.id and case.told is not None:
        yield from _harming(case.told, f"If it is so as the {case.agent} says: ")
    held: dict[str, list[str]] = {}
    for option in case.recorded.options.values():
        if option.held_by and not option.current and option.verdict not in HARMFUL:
            held.setdefault(", ".join(option.held_by), []).append(option.title)
    for flags, titles in held.items():
        named = ", ".join(titles)
        forms = (f"held by the red flag ({flags}): {named}.", f"held by a red flag: {named}.")
        yield FittedLine(0, forms)
    if worse:
        titled = {case.recorded.program.therapies[id_].title: why for id_, why in worse.items()}
        lead = f"If it is so as the {case.agent} says, not"
        reasons = "; ".join(f"{title} ({why.rstrip('.')})" for title, why in titled.items())
        yield FittedLine(0, (f"{lead}: {reasons}.", f"{lead}: {', '.join(titled)}."))


def _harming(advice: Advice, lead: str) -> Iterator[FittedLine]:
    """What is contraindicated, to be avoided or advised against, and is not taken."""
    options = [one for one in advice.options.values() if not one.current]
    for verdict in HARMFUL:
        named = [one for one in options if one.verdict is verdict]
        if named:
            reasons = "; ".join(f"{one.title} ({_why(one)})" for one in named)
            titles = ", ".join(one.title for one in named)
            yield FittedLine(
                0, (f"{lead}{verdict.value}: {reasons}.", f"{lead}{verdict.value}: {titles}.")
            )


def _why(option: Option) -> str:
    """The gist of the first rule that holds."""
    rule = next((line.text for line in option.reasons if line.holds), option.summary)
    return rule.rstrip(".")


def _worse(case: AgentCase) -> Iterator[tuple[str, str]]:
    """The therapies that would be worse off by what the agent says, each with the reason."""
    if case.told is None:
        return
    for id_, option in case.recorded.options.items():
        action = Action.CONTINUE if option.current else Action.START
        first = judged_in(case, case.recorded, id_, action, None)
        second = judged_in(case, case.told, id_, action, None, said=True)
        harms = second.verdict is AgentVerdict.FORBIDDEN
        going = option.action in GOING
        if ORDER.index(second.verdict) > ORDER.index(first.verdict) and (harms or going):
            yield id_, second.because[0]


def _questions(case: AgentCase, told: Brief) -> Iterator[FittedLine]:
    for number, question in enumerate(told.ask, 1):
        decides = f" (decides: {', '.join(question.decides[:_FEW])})" if question.decides else ""
        said = said_beside(case, question.about)
        beside = f" [{said}]" if said else ""
        lead = "Ask (red flag)" if question.red_flag else "Ask"
        asked = f"{lead} {number}. {question.text}"
        rank = 1 if question.red_flag else 3
        yield FittedLine(rank, (f"{asked}{decides}{beside}", f"{asked}{beside}"), "questions")
    if told.more_questions:
        yield FittedLine(3, (f"{told.more_questions} more questions: `ask_next`.",), "questions")


_FEW: Final = 3


def _going(advice: Advice, told: Brief, worse: Mapping[str, str]) -> Iterator[FittedLine]:
    """What begins or goes on, without what the agent's words put in doubt."""
    for line in told.do:
        if line.do in _ENDINGS:
            continue
        kept = [id_ for id_ in line.options if id_ not in worse]
        if line.options and not kept:
            continue
        forms = (_said(line), f"{line.do}: {line.what}.")
        if len(kept) < len(line.options):
            forms = (f"{line.do}: {'; '.join(advice.options[id_].title for id_ in kept)}.",) * 2
        rank = 4 if line.do in ("note", "asked for") else 2
        yield FittedLine(rank, forms, "lines on what to do")


def _rest(advice: Advice, told: Brief) -> Iterator[FittedLine]:
    for one in told.waiting:
        numbers = ", ".join(map(str, one.questions))
        when = one.after or (f"after question {numbers}" if numbers else "waits for an answer")
        yield FittedLine(4, (f"{when}: {', '.join(one.options)}.",), "lines on what waits")
    closed = dict.fromkeys(
        one.title
        for one in (*told.declined, *told.not_advised)
        if advice.options[one.option].verdict not in HARMFUL
    )
    if closed:
        named = f"also not advised (`why` says why): {', '.join(closed)}."
        yield FittedLine(5, (named,), "lines on what is closed")
    if told.watch_for:
        yield FittedLine(5, (f"Watch for: {told.watch_for}",), "lines on what to watch for")
    by = f"review by {told.review_by}" if told.review_by else ""
    if then := "; ".join(filter(None, (by, told.then))):
        yield FittedLine(5, (_ended(f"Then: {then}"),), "lines on what comes then")
    if told.assumed:
        text = f"{told.assumed} values are assumed, to be confirmed."
        yield FittedLine(5, (text,), "lines on what is assumed")


def _said(line: BriefLine) -> str:
    """A line with why, what supports it, and what to mind."""
    because = f": {line.because}" if line.because else ""
    support = f" [{line.support}]" if line.support else ""
    minded = "".join(f" Caution: {_ended(text)}" for text in line.cautions)
    remarks = "".join(f" {_ended(text)}" for text in line.remarks)
    return f"{line.do}: {line.what}{because}{support}.{minded}{remarks}"


def _ended(text: str) -> str:
    return f"{text.rstrip('. ')}."
