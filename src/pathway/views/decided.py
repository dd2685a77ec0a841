"""How a decision of a clinician is said, in this sitting or read back from the records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from pathway.advice.advice import Advice
from pathway.advice.decided import ACCEPTED, Decided
from pathway.advice.explanation import Reason
from pathway.advice.objections import against_now
from pathway.ground.terms import BEGINNING, Verdict
from pathway.views.document.model import Section, rows_section
from pathway.views.page import Detail, Row, Said, Tone, clean

__all__ = ["ACCEPTED", "Decided"]

#: What was done, in words.
DONE: Final = {
    "accept": "accepted",
    "decline": "declined",
    "override": "accepted against the advice",
}
#: Where nobody knows what was decided.
UNREAD: Final = "could not be read; what was decided before is not known here"
#: The same for the patient.
UNREAD_ASK: Final = (
    "What we decided with you earlier could not be looked up for this page. "
    "Ask us whether this plan still fits it."
)


def said_of(advice: Advice, decided: Decided) -> str:
    """A decision in one line: what was done, when, by whom, and what has changed since."""
    done = DONE.get(decided.action, clean(decided.action))
    parts = [" ".join(filter(None, (done, clean(decided.day), _by(decided))))]
    if decided.record is not None:
        parts.append(f"record {decided.record}")
    if decided.pathway not in ("", advice.pathway.id):
        parts.append(f"under {clean(decided.pathway)} {clean(decided.version)}")
    line = ", ".join(parts)
    now = against_now(advice, decided) if decided.earlier else ()
    return f"{line}; against it now: {', '.join(map(clean, now))}" if now else line


def decision_details(advice: Advice, therapies: Iterable[str]) -> tuple[Detail, ...]:
    """The decisions on record about therapies, for the rows that tell of them."""
    if advice.decisions is None:
        return ()
    found = filter(None, map(advice.decisions.on, therapies))
    return tuple(Detail("decided", (Said(said_of(advice, one)),)) for one in found)


def with_decision(advice: Advice, reason: Reason, therapy: str) -> Reason:
    """The reasons for a therapy, with what was decided on it as their first branch."""
    decisions = advice.decisions
    if decisions is None:
        return reason
    found = decisions.on(therapy)
    said = "nothing on record" if found is None else said_of(advice, found)
    if found is not None and found.reason:
        said += f"; reason: {clean(found.reason)}"
    if decisions.unread:
        said = f"{UNREAD}: {clean(decisions.unread)}"
    return replace(reason, children=(Reason("decided", "", said), *reason.children))


def on_record(advice: Advice) -> Section:
    """All decisions on record, with their reasons; or that they could not be read."""
    decisions = advice.decisions
    if decisions is None:
        return rows_section("")
    if decisions.unread:
        summary = f"{UNREAD}: {clean(decisions.unread)}"
        return rows_section(_TITLE, (), summary, Tone.ASK)
    rows = tuple(_row(advice, one) for one in decisions.found)
    return rows_section(_TITLE, rows, "" if rows else "none")


def holding(advice: Advice, decided: Sequence[Decided]) -> tuple[Decided, ...]:
    """The decisions on record and of this sitting that a plan for the patient may follow.

    The newest on each therapy. A treatment is agreed on only where nothing stands against it
    today that was not passed over by name; of an earlier sitting, not what was accepted under
    another pathway, and not what is taken by now: that is for the advice to tell.
    """
    earlier = advice.decisions.found if advice.decisions is not None else ()
    newest = {one.therapy: one for one in (*earlier, *decided)}
    return tuple(one for one in newest.values() if _holds(advice, one))


def taken_all_the_same(advice: Advice) -> frozenset[str]:
    """The therapies that were declined in an earlier sitting, and are taken now."""
    found = advice.decisions.found if advice.decisions is not None else ()
    declined = (one.therapy for one in found if one.action not in ACCEPTED)
    return frozenset(t for t in declined if t in advice.options and advice.options[t].current)


# -- private -------------------------------------------------------------------------------

_TITLE: Final = "Decisions on record"


def _by(decided: Decided) -> str:
    return f"by {clean(decided.actor)}" if decided.actor else ""


def _row(advice: Advice, decided: Decided) -> Row:
    option = advice.options.get(decided.therapy)
    known = advice.program.therapies.get(decided.therapy)
    title = option.title if option is not None else known.title if known else decided.therapy
    reason = (Detail("reason", (Said(clean(decided.reason)),)),) if decided.reason else ()
    rules = (Detail("in spite of", (Said(clean(", ".join(decided.rules))),)),)
    details = (*(rules if decided.rules else ()), *reason)
    return Row(clean(title), (Said(said_of(advice, decided)),), details=details)


def _holds(advice: Advice, decided: Decided) -> bool:
    option = advice.options.get(decided.therapy)
    if option is None:
        return False
    if decided.earlier and option.current:
        return False
    if decided.action not in ACCEPTED:
        return True
    if decided.earlier and decided.pathway != advice.pathway.id:
        return False
    begins = option.verdict is not Verdict.RECOMMENDED or option.action in BEGINNING
    return begins and not against_now(advice, decided)
