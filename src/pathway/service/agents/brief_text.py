"""The advice in at most 4 KB of text, for a model's context.

What is present of red flags, what is to be stopped, what is held and what harms is never left out;
of what else does not fit it is said how much that is, and which tool gives it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.brief import brief
from pathway.advice.brief_model import Brief, BriefLine
from pathway.advice.model import Alert, Option
from pathway.frozen import frozen
from pathway.ground.terms import GOING, HARMFUL, Action
from pathway.service.agents.case import AgentCase
from pathway.service.agents.judgement import ORDER, AgentVerdict
from pathway.service.agents.verdict import judged_in, said_beside

#: So many bytes of UTF-8 an agent is given at most.
MOST_BYTES: Final = 4096


@frozen
class _Line:
    """One line: `rank` says how readily it is left out (0: never); `short` is its gist."""

    rank: int
    text: str
    short: str = ""
    #: What it is, where it is counted among what was left out.
    kind: str = ""


def brief_text(case: AgentCase) -> str:
    """The advice on a case, with the worse of what the record and the agent say of each therapy."""
    lines = [
        _Line(line.rank, _one_line(line.text), _one_line(line.short), line.kind)
        for line in _lines(case)
    ]
    return _fitted(lines)


# -- what there is to say ------------------------------------------------------------------


def _lines(case: AgentCase) -> Iterator[_Line]:
    advice, told = case.recorded, brief(case.recorded)
    yield _Line(0, _head(advice))
    yield _Line(0, f"Red flags: {told.red_flags}.")
    yield from _flags(case)
    worse = dict(_worse(case))
    yield from _ending(told)
    yield from _not_now(case, worse)
    if told.still_open:
        yield _Line(0, f"Left open beside the emergency: {told.still_open}.")
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


def _flags(case: AgentCase) -> Iterator[_Line]:
    """The red flags that are present by the record, then those by what the agent says."""
    known: set[str] = set()
    for advice in case.advices:
        lead = "" if advice is case.recorded else f"If it is so as the {case.agent} says: "
        for alert in advice.alerts:
            if alert.state == "present" and alert.id not in known:
                known.add(alert.id)
                yield _flag(alert, advice, lead)


def _flag(alert: Alert, advice: Advice, lead: str) -> _Line:
    to = f" To: {alert.to}." if alert.to else ""
    titles = [advice.options[id_].title for id_ in alert.offers if id_ in advice.options]
    offers = f" Calls for: {', '.join(titles)}." if titles else ""
    head = (
        f"{lead}RED FLAG, {alert.urgency.value}: {alert.title}. {_ended(alert.action)}{to}{offers}"
    )
    because = f" Because: {', '.join(alert.reasons)}." if alert.reasons else ""
    return _Line(0, f"{head}{because}", head)


def _ending(told: Brief) -> Iterator[_Line]:
    """What is to be stopped, tapered, changed or adjusted, or asked about before the next dose."""
    for line in told.do:
        if line.do in _ENDINGS:
            yield _Line(0, _said(line), f"{line.do}: {line.what}.")


_ENDINGS: Final = tuple(
    one.value for one in (Action.STOP, Action.TAPER, Action.CHANGE, Action.ADJUST, Action.ASK_FIRST)
)


def _not_now(case: AgentCase, worse: Mapping[str, str]) -> Iterator[_Line]:
    """What harms, what a red flag holds, and what does so if the agent is right."""
    options = [one for one in case.recorded.options.values() if not one.current]
    for verdict in HARMFUL:
        named = [one for one in options if one.verdict is verdict]
        if named:
            reasons = "; ".join(f"{one.title} ({_why(one)})" for one in named)
            short = f"{verdict.value}: {', '.join(one.title for one in named)}."
            yield _Line(0, f"{verdict.value}: {_ended(reasons)}", short)
    held: dict[str, list[str]] = {}
    for option in options:
        if option.held_by and option.verdict not in HARMFUL:
            held.setdefault(", ".join(option.held_by), []).append(option.title)
    for flags, titles in held.items():
        yield _Line(0, f"held by the red flag ({flags}): {', '.join(titles)}.")
    for id_, why in worse.items():
        title = case.recorded.program.therapies[id_].title
        yield _Line(
            0,
            f"not {title}, if it is so as the {case.agent} says: {_ended(why)}",
            f"not {title}, if it is so as the {case.agent} says.",
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
        first, second = (judged_in(case, one, id_, action, None) for one in case.advices)
        harms = second.verdict is AgentVerdict.FORBIDDEN
        going = option.action in GOING
        if ORDER.index(second.verdict) > ORDER.index(first.verdict) and (harms or going):
            yield id_, second.because[0]


def _questions(case: AgentCase, told: Brief) -> Iterator[_Line]:
    for number, question in enumerate(told.ask, 1):
        decides = f" (decides: {', '.join(question.decides[:_FEW])})" if question.decides else ""
        said = said_beside(case, question.about)
        beside = f" [{said}]" if said else ""
        lead = "Ask (red flag)" if question.red_flag else "Ask"
        rank = 1 if question.red_flag else 3
        yield _Line(
            rank,
            f"{lead} {number}. {question.text}{decides}{beside}",
            f"{lead} {number}. {question.text}",
            kind="questions",
        )
    if told.more_questions:
        yield _Line(3, f"{told.more_questions} more questions: `ask_next`.", kind="questions")


_FEW: Final = 3


def _going(advice: Advice, told: Brief, worse: Mapping[str, str]) -> Iterator[_Line]:
    """What begins or goes on, without what the agent's words put in doubt."""
    for line in told.do:
        if line.do in _ENDINGS:
            continue
        kept = [id_ for id_ in line.options if id_ not in worse]
        if line.options and not kept:
            continue
        if len(kept) < len(line.options):
            titles = "; ".join(advice.options[id_].title for id_ in kept)
            yield _Line(2, f"{line.do}: {titles}.", kind="lines on what to do")
        else:
            rank = 4 if line.do in ("note", "asked for") else 2
            yield _Line(rank, _said(line), f"{line.do}: {line.what}.", "lines on what to do")


def _rest(advice: Advice, told: Brief) -> Iterator[_Line]:
    for one in told.waiting:
        numbers = ", ".join(map(str, one.questions))
        when = one.after or (f"after question {numbers}" if numbers else "waits for an answer")
        yield _Line(4, f"{when}: {', '.join(one.options)}.", kind="lines on what waits")
    closed = [
        one.title
        for one in (*told.declined, *told.not_advised)
        if advice.options[one.option].verdict not in HARMFUL
    ]
    if closed:
        yield _Line(
            5,
            f"also not advised (`why` says why): {', '.join(dict.fromkeys(closed))}.",
            kind="lines on what is closed",
        )
    if told.watch_for:
        yield _Line(5, f"Watch for: {told.watch_for}", kind="lines on what to watch for")
    if told.then or told.review_by:
        by = f"review by {told.review_by}" if told.review_by else ""
        by += "; " if told.review_by and told.then else ""
        yield _Line(5, _ended(f"Then: {by}{told.then}"), kind="lines on what comes then")
    if told.assumed:
        yield _Line(
            5,
            f"{told.assumed} values are assumed, to be confirmed.",
            kind="lines on what is assumed",
        )


def _said(line: BriefLine) -> str:
    """A line with why, what supports it, and what to mind."""
    because = f": {line.because}" if line.because else ""
    support = f" [{line.support}]" if line.support else ""
    minded = "".join(f" Caution: {_ended(text)}" for text in line.cautions)
    remarks = "".join(f" {_ended(text)}" for text in line.remarks)
    return f"{line.do}: {line.what}{because}{support}.{minded}{remarks}"


def _ended(text: str) -> str:
    return f"{text.rstrip('. ')}."


def _one_line(text: str) -> str:
    return " ".join(text.split())


# -- what fits -----------------------------------------------------------------------------


def _fitted(lines: list[_Line]) -> str:
    """The lines in their order, as many as fit: first in short, then without the least needed."""
    texts: dict[int, str] = {at: one.text for at, one in enumerate(lines) if one.rank == 0}
    for at in sorted(texts, key=lambda at: -len(texts[at])):
        if _size(texts.values()) <= MOST_BYTES - _ROOM:
            break
        texts[at] = lines[at].short or lines[at].text
    left: list[_Line] = []
    for at, one in sorted(enumerate(lines), key=lambda row: (row[1].rank, row[0])):
        if at in texts:
            continue
        for text in filter(None, (one.text, one.short)):
            if _size((*texts.values(), text)) <= MOST_BYTES - _ROOM:
                texts[at] = text
                break
        else:
            left.append(one)
    told = [texts[at] for at in sorted(texts)]
    return "\n".join((*told, *_left_out(left)))


#: Bytes that are kept free for saying what was left out.
_ROOM: Final = 240


def _size(texts: Iterable[str]) -> int:
    return sum(len(text.encode()) + 1 for text in texts)


def _left_out(left: Iterable[_Line]) -> Iterator[str]:
    counts = Counter(one.kind for one in left)
    if counts:
        told = ", ".join(f"{kind} ({count})" for kind, count in counts.items())
        yield f"Left out to stay short: {told}. `ask_next` has all questions, `why` each therapy."
