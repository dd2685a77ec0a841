"""What the advice says of a proposal: allowed, answer first, not now, forbidden.

A proposal is allowed only where the advice itself says to do it now. Of two advices the worse
counts, so that nothing that is said by an agent makes a proposal better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.model import Alert, Option, RuleLine
from pathway.frozen import frozen
from pathway.ground.terms import BEGINNING, HARMFUL, Action, Severity, Urgency, Verdict
from pathway.names import history_name


class AgentVerdict(StrEnum):
    """What an agent is told of a proposal, the best first."""

    ALLOWED = "allowed"
    ANSWER_FIRST = "answer first"
    NOT_NOW = "not now"
    FORBIDDEN = "forbidden"
    NOT_UNDERSTOOD = "not understood"


#: Red flags that cannot wait.
PRESSING: Final = (Urgency.EMERGENCY, Urgency.WITHIN_48_HOURS)
#: From the best to the worst.
ORDER: Final = tuple(AgentVerdict)


@frozen
class Dosed:
    """The dose of a day that is proposed, in the therapy's unit; None where it is not known."""

    amount: Decimal | None


@frozen
class Judgement:
    """How a proposal about one therapy stands in one advice.

    `because` are whole sentences, the worst first; `lines` the rules behind them, those that hold
    and those that nobody can judge; `conditions` go with whatever is allowed.
    """

    verdict: AgentVerdict
    therapy: str
    because: tuple[str, ...]
    lines: tuple[RuleLine, ...] = ()
    conditions: tuple[str, ...] = ()
    pending_on: tuple[str, ...] = ()


def judgement(
    advice: Advice, id_: str, action: Action, dose: Dosed | None, given: Callable[[], Advice]
) -> Judgement:
    """How the proposal of an action on a therapy stands; of a therapy that the program has.

    `given` makes the same advice as it would be, were the therapy taken.
    """
    option = advice.judged(id_)
    if option is None:
        because = (f"`{id_}` is no therapy of the pathway that is followed",)
        return Judgement(AgentVerdict.NOT_UNDERSTOOD, id_, because)
    found = [*_findings(advice, option, action, dose)]
    if action not in (Action.STOP, Action.TAPER):
        allowed = all(verdict is AgentVerdict.ALLOWED for verdict, _ in found)
        if dose is not None:
            found += _dose(option, dose, given)
        if allowed and action is Action.START:
            found += _together(advice, option, given())
    found.sort(key=lambda one: -ORDER.index(one[0]))
    return Judgement(
        found[0][0],
        id_,
        tuple(dict.fromkeys(_sentence(text) for _, text in found if text)),
        option.reasons,
        tuple(_conditions(advice, option, dose)),
        option.pending_on,
    )


# -- private -------------------------------------------------------------------------------

_Finding = tuple[AgentVerdict, str]


def _findings(
    advice: Advice, option: Option, action: Action, dose: Dosed | None
) -> Iterator[_Finding]:
    """What the advice itself says of an action on a therapy."""
    if action in (Action.STOP, Action.TAPER):
        yield _ending(advice, option, action)
        return
    yield _beginning(advice, option) if action is Action.START else _going_on(option, action, dose)
    yield from _flags(advice, option, action)


def _beginning(advice: Advice, option: Option) -> _Finding:
    """The proposal to start, or to choose, a therapy."""
    said = f"{option.title}: {option.verdict.value}. {option.summary}"
    if option.verdict in HARMFUL:
        return AgentVerdict.FORBIDDEN, said
    if option.current:
        return _taken(option)
    if option.verdict is Verdict.PENDING or option.action is Action.ASK_FIRST:
        return AgentVerdict.ANSWER_FIRST, f"{option.title}: ask first. {option.summary}"
    if option.action in BEGINNING and option.id in advice.options:
        return AgentVerdict.ALLOWED, f"{option.title}: {option.action.value}. {option.summary}"
    if option.action in BEGINNING:
        return AgentVerdict.NOT_NOW, f"{option.title} is not among the options of this patient"
    return AgentVerdict.NOT_NOW, said


def _taken(option: Option) -> _Finding:
    """The proposal to start what is taken already."""
    told = f"{option.title} is taken already, and the advice is: {option.action.value}"
    text = f"{told}. {option.summary}"
    if option.action in (Action.STOP, Action.TAPER):
        return AgentVerdict.FORBIDDEN, text
    if option.action is Action.ASK_FIRST:
        return AgentVerdict.ANSWER_FIRST, text
    return AgentVerdict.NOT_NOW, text


def _going_on(option: Option, action: Action, dose: Dosed | None) -> _Finding:
    """The proposal to continue a therapy, or to adjust it."""
    text = f"{option.title}: {option.action.value}. {option.summary}"
    if option.verdict in HARMFUL or option.action in (Action.STOP, Action.TAPER):
        return AgentVerdict.FORBIDDEN, text
    if option.verdict is Verdict.PENDING or option.action is Action.ASK_FIRST:
        return AgentVerdict.ANSWER_FIRST, text
    if not option.current:
        return AgentVerdict.NOT_NOW, f"{option.title} is not known to be taken. {option.summary}"
    if option.action is Action.ADJUST:
        if dose is None and action is Action.ADJUST:
            return AgentVerdict.ANSWER_FIRST, f"{text}. Say to what dose a day"
        return (AgentVerdict.FORBIDDEN if dose is None else AgentVerdict.ALLOWED), text
    allowed = option.action is Action.CONTINUE and action is Action.CONTINUE
    return (AgentVerdict.ALLOWED if allowed else AgentVerdict.NOT_NOW), text


def _ending(advice: Advice, option: Option, action: Action) -> _Finding:
    """The proposal to stop a therapy, or to taper it."""
    therapy = advice.program.therapies[option.id]
    if not option.current:
        if advice.known(history_name(option.id, "ongoing")).state == "unknown":
            return AgentVerdict.ANSWER_FIRST, f"whether {option.title} is taken is not known"
        return AgentVerdict.NOT_NOW, f"{option.title} is not taken"
    text = f"{option.title}: {option.action.value}. {option.summary}"
    if action is Action.STOP and therapy.tapers:
        return AgentVerdict.FORBIDDEN, f"{option.title} is not stopped at once. {therapy.stopping}"
    if option.action is action:
        return AgentVerdict.ALLOWED, text
    if option.action is Action.ASK_FIRST:
        return AgentVerdict.ANSWER_FIRST, text
    return AgentVerdict.NOT_NOW, text


def _flags(advice: Advice, option: Option, action: Action) -> Iterator[_Finding]:
    """What red flags that are present say before anything that they do not call for."""
    for title in option.held_by:
        yield AgentVerdict.NOT_NOW, f"held by the red flag: {title}"
    for alert in advice.alerts:
        if is_emergency(alert) and option.id not in alert.offers and action is Action.START:
            told = f"EMERGENCY, {alert.title}: {alert.action}"
            yield AgentVerdict.NOT_NOW, told


def is_emergency(alert: Alert) -> bool:
    """Whether a red flag is present that cannot wait a day."""
    return alert.state == "present" and alert.urgency is Urgency.EMERGENCY


def _dose(option: Option, dose: Dosed, given: Callable[[], Advice]) -> Iterator[_Finding]:
    """More than may be taken, or not known to be less, now and once it is taken.

    What is asked only of those who take it may make the limit a lower one.
    """
    if dose.amount is None:
        text = f"what the proposed dose of {option.title} comes to in a day is not known"
        yield AgentVerdict.ANSWER_FIRST, text
        return
    then = given().judged(option.id)
    for limit in (option.dose, None if then is None else then.dose):
        if limit is None or limit.most is None:
            known = "" if limit is None else f" ({limit.text})"
            text = f"how much {option.title} may be taken is not known here{known}"
            yield AgentVerdict.ANSWER_FIRST, f"{text}: the dose was not checked"
        elif dose.amount > limit.most:
            told = f"{dose.amount:f} {limit.unit} a day is more than may be taken"
            yield AgentVerdict.FORBIDDEN, f"{told}: {limit.text}"


def _together(advice: Advice, option: Option, then: Advice) -> Iterator[_Finding]:
    """What the therapy would do to what is taken beside it, and nothing does before."""
    for id_, other in then.options.items():
        before = advice.judged(id_)
        if id_ == option.id or not other.current or before is None:
            continue
        known = {line.rule for line in before.reasons if line.holds}
        harms = {one.id for one in then.program.therapies[id_].rules if one.severity in _HARMS}
        for line in other.reasons:
            if line.holds and line.rule in harms - known:
                text = f"{other.title}, which is taken, is ruled out with it: {line.text}"
                yield AgentVerdict.FORBIDDEN, text
    present = {alert.id for alert in advice.alerts if alert.state == "present"}
    for alert in then.alerts:
        if alert.state == "present" and alert.id not in present:
            told = f"it would raise the red flag {alert.title}: {alert.action}"
            yield AgentVerdict.NOT_NOW if alert.urgency in PRESSING else AgentVerdict.ALLOWED, told


_HARMS: Final = (Severity.CONTRAINDICATED, Severity.AVOID)


def _conditions(advice: Advice, option: Option, dose: Dosed | None) -> Iterator[str]:
    """What goes with a therapy: how much, with what, watched for what."""
    titles = {id_: one.title for id_, one in advice.program.therapies.items()}
    if option.dose is not None and option.dose.text:
        said = "" if dose is not None else " (no dose was proposed)"
        yield f"at most: {option.dose.text}{said}"
    for id_ in option.partners:
        yield f"together with: {titles[id_]}"
    if option.choose_from:
        others = ", ".join(titles[id_] for id_ in option.choose_from)
        yield f"a choice with the patient; instead: {others}"
    for line in option.cautions:
        yield f"caution: {line.text}" if line.holds else f"caution, if it is so: {line.text}"
    if option.review:
        yield f"review: {option.review}"
    known = {one.attribute: one for one in advice.assumptions}
    for name in option.assumed:
        if name in known:
            yield f"assumed, to be confirmed: {known[name].title}: {known[name].text}"


def _sentence(text: str) -> str:
    whole = " ".join(text.split())
    return f"{whole[:1].upper()}{whole[1:].rstrip('.')}."
