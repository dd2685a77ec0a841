"""What an answer changed: two advices compared, worded for one glance."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.advice.advice import Advice
from pathway.advice.model import Option
from pathway.ground.terms import HARM_FIRST, Verdict
from pathway.views.page import clean
from pathway.views.tones import URGENCY_MARKS


def changes(before: Advice, after: Advice) -> tuple[str, ...]:
    """Every difference that matters to a clinician, red flags first."""
    return (
        *_pathway(before, after),
        *_flags(before, after),
        *_verdicts(before, after),
        *_actions(before, after),
        *_outcome(before, after),
    )


def was(before: Advice | None, option: Option) -> Verdict | None:
    """The verdict that an option had before, where it has another one now."""
    old = before.options.get(option.id) if before is not None else None
    return old.verdict if old is not None and old.verdict is not option.verdict else None


# -- private -------------------------------------------------------------------------------


def _pathway(before: Advice, after: Advice) -> Iterator[str]:
    if before.pathway.id != after.pathway.id:
        yield f"pathway: {clean(before.pathway.title)} → {clean(after.pathway.title)}"


def _flags(before: Advice, after: Advice) -> Iterator[str]:
    old, new = _present(before), _present(after)
    yield from (said for id_, said in new.items() if id_ not in old)
    yield from (f"no longer present: {said}" for id_, said in old.items() if id_ not in new)


def _present(advice: Advice) -> dict[str, str]:
    return {
        alert.id: f"{URGENCY_MARKS[alert.urgency]}: {clean(alert.title)}"
        for alert in advice.alerts
        if alert.state == "present"
    }


def _verdicts(before: Advice, after: Advice) -> Iterator[str]:
    """One line for all options that moved in the same way."""
    moved: dict[tuple[Verdict | None, Verdict], list[str]] = {}
    for id_, option in after.options.items():
        old = before.options.get(id_)
        if old is None or old.verdict is not option.verdict:
            way = (old.verdict if old is not None else None, option.verdict)
            moved.setdefault(way, []).append(clean(option.title))
    for old_verdict, verdict in sorted(moved, key=lambda way: HARM_FIRST.index(way[1])):
        names = ", ".join(moved[old_verdict, verdict])
        yield f"{names}: {old_verdict or 'not listed'} → {verdict}"


def _actions(before: Advice, after: Advice) -> Iterator[str]:
    """What is to be done otherwise although the verdict stays."""
    for id_, option in after.options.items():
        old = before.options.get(id_)
        if old is not None and old.verdict is option.verdict and old.action is not option.action:
            yield f"{clean(option.title)}: {old.action} → {option.action}"


def _outcome(before: Advice, after: Advice) -> Iterator[str]:
    if before.outcome != after.outcome:
        yield f"outcome: {before.outcome} → {after.outcome}"
