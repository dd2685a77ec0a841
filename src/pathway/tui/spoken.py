"""What the sitting shows, as plain lines to be read out: no columns, no drawing, no colour.

One thought a line, the most important first; a screen reader says it as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pathway.advice.advice import Advice
from pathway.advice.explanation import Reason
from pathway.advice.model import Option
from pathway.advice.words import said
from pathway.ground.terms import READING_ORDER, Verdict
from pathway.ground.units import spoken
from pathway.ground.vocabulary import Attribute, Base, Range
from pathway.tui.asking import OpenQuestion
from pathway.tui.person import age_and_sex
from pathway.tui.session import Session
from pathway.views.contents import STATUS_WORDS
from pathway.views.decided import said_of
from pathway.views.entries import Bibliography, example, waits_for
from pathway.views.page import Row, clean
from pathway.views.sections import do_now, red_flags
from pathway.views.tones import URGENCY_MARKS


def banner(session: Session) -> Iterator[str]:
    """Whose advice it is, how far to trust it, how urgent it is, and what it rests on."""
    advice = session.advice
    if first := example(advice):
        yield f"{first}."
    ref = advice.pathway
    status = STATUS_WORDS.get(ref.status, clean(ref.status))
    version = f", version {clean(ref.version)}" if ref.version else ""
    yield f"{clean(ref.title)}{version}. {status}."
    label = f", {clean(advice.patient.label)}" if advice.patient.label else ""
    yield f"Patient {clean(advice.patient.id)}{label}. As of {session.as_of}."
    facts, vocabulary = advice.facts, session.library.vocabulary
    whom = age_and_sex(facts, vocabulary)
    allergic = clean(advice.allergies.words)
    yield f"{whom}; {allergic}." if whom else f"{allergic}."
    present = [clean(alert.title) for alert in advice.alerts if alert.state == "present"]
    if advice.urgency is not None:
        yield f"{URGENCY_MARKS[advice.urgency]}: {', '.join(present)}."
    unanswered, total = advice.red_flag_count
    flags = f"red flags: {len(present)} present, {unanswered} of {total} unanswered"
    rests = f"{len(advice.questions)} unknown, {len(advice.assumptions)} assumed"
    yield f"Outcome: {clean(advice.outcome)}; {flags}; {rests}."
    if session.unread:
        yield f"Earlier decisions could not be read: {clean(session.unread)}."


def now(session: Session) -> Iterator[str]:
    """What to do now: red flags that are present, then the plan."""
    advice = replace(session.told_advice, questions=(), notes=())
    bibliography = Bibliography(advice.citations)
    flags = red_flags(advice, bibliography).rows
    rows = do_now(advice, bibliography).rows
    if not flags and not rows:
        yield "To do now: nothing to stop or start."
        return
    yield f"To do now, {_count(len(flags) + len(rows), 'thing')}:"
    for row in (*flags, *rows):
        yield from _row(row)


def question(session: Session, asked: OpenQuestion | None) -> Iterator[str]:
    """The next question and the words that answer it."""
    if asked is None:
        aside = sum(one.aside for one in session.questions)
        yield f"No open question. Set aside: {aside}." if aside else "No open question."
        return
    listed = put(session)
    rank = listed.index(asked) + 1
    flag = ", red flag" if asked.red_flag else ""
    yield f"Question {rank} of {len(listed)}{flag}: {asked.text}"
    yield from _members(session, asked)
    reason = session.aside.get(asked.attributes[0]) or asked.why_missing
    if reason and reason != "not asked":
        yield f"It is {reason}."
    if asked.settles:
        yield f"Settles: {', '.join(asked.settles)}."
    yield f"Answer: {how_to_answer(session, asked)}"


def put(session: Session) -> list[OpenQuestion]:
    """The questions as they are put: those of a group inside it."""
    return [one for one in session.questions if not one.inside]


def inside(session: Session, group: OpenQuestion) -> list[OpenQuestion]:
    """The single questions of a group."""
    return [one for one in session.questions if one.inside == group.id]


def how_to_answer(session: Session, asked: OpenQuestion) -> str:
    """The words that answer a question."""
    if asked.is_history:
        nothing = "none, if nothing was tried; " if session.history_unknown else ""
        return f"{nothing}skip. Treatments are entered in the file, or on the screen."
    if asked.completes is not None:
        return "y, that is all; n, there is more; none; yes and a number, for that one; skip."
    if asked.is_group:
        return "none, for none of these; yes and a number, for that one; unknown; skip."
    if asked.is_yes_no:
        return "y, n, unknown or skip."
    return f"{kind(asked.attribute)}; unknown or skip." if asked.attribute else "skip."


def kind(attribute: Attribute) -> str:
    """What sort of value an attribute has."""
    if attribute.type.base is Base.BOOLEAN:
        return "yes or no"
    if attribute.type.choices:
        return f"one of {', '.join(attribute.type.choices)}"
    if attribute.type.base is Base.DATE:
        return "a date such as 2026-11-20, 2026-11 or 2026"
    if attribute.type.is_number:
        unit = f" in {spoken(attribute.type.unit)}" if attribute.type.unit else ""
        if attribute.lowest is not None and attribute.highest is not None:
            return f"a number{unit}, {said(Range(attribute.lowest, attribute.highest))}"
        return f"a number{unit}"
    return "a text"


def questions(session: Session) -> Iterator[str]:
    """All open questions, numbered, those set aside last."""
    listed = put(session)
    yield f"{_count(len(listed), 'open question')}."
    for rank, asked in enumerate(listed, 1):
        flag = "red flag, " if asked.red_flag else ""
        aside = f" (set aside: {session.aside.get(asked.attributes[0])})" if asked.aside else ""
        yield f"{rank}: {flag}{asked.title}{aside}"


def options(session: Session) -> Iterator[str]:
    """All options by verdict, each with its action, the reason and what was decided in one line."""
    advice = session.advice
    decided = {one.therapy: said_of(advice, one) for one in session.decided}
    for verdict in READING_ORDER:
        found = [option for option in advice.options.values() if option.verdict is verdict]
        if found:
            yield f"{str(verdict).capitalize()}, {len(found)}:"
            yield from (_option(advice, option, decided.get(option.id, "")) for option in found)


def why(advice: Advice, therapy: str) -> Iterator[str]:
    """The reasons for one option, numbered by level, and what would change it."""
    yield from _reason(advice.why(therapy), "")
    found = advice.what_would_change(therapy)
    yield f"What would change it: {found.searched}." if found.searched else "What would change it:"
    yield from (f"  {clean(line)}" for line in found.lines or ("nothing was found",))


def assumed(advice: Advice) -> Iterator[str]:
    """Everything that was assumed, with the reason."""
    yield f"Assumed: {len(advice.assumptions)}."
    yield from (f"  {clean(a.title)}: {clean(a.text)}" for a in advice.assumptions)


def changed(lines: Sequence[str]) -> Iterator[str]:
    """What is different now."""
    if not lines:
        yield "Nothing else changes."
    yield from (f"Changed: {line}" for line in lines)


# -- private -------------------------------------------------------------------------------


def _row(row: Row) -> Iterator[str]:
    yield f"  {row.lead}: {'; '.join(one.text for one in row.says)}"
    for detail in row.details:
        told = "; ".join(one.text for one in detail.says)
        yield f"    {detail.label}: {told}" if told else f"    {detail.label}"


def _members(session: Session, asked: OpenQuestion) -> Iterator[str]:
    for rank, member in enumerate(inside(session, asked), 1):
        yield f"  {rank}: {member.title}. {member.text}"


def _option(advice: Advice, option: Option, decided: str) -> str:
    waits = waits_for(advice, option)
    pending = option.verdict is Verdict.PENDING and waits
    because = f"waits for {waits}" if pending else clean(option.summary)
    return f"  {clean(option.title)}: {'; '.join(filter(None, (option.action, because, decided)))}"


def _reason(reason: Reason, number: str) -> Iterator[str]:
    parts = [clean(part) for part in (reason.state, reason.text, reason.place) if part]
    lead = f"{number} " if number else ""
    yield f"{lead}{clean(reason.label)}: {'; '.join(parts)}" if parts else lead + reason.label
    for rank, child in enumerate(reason.children, 1):
        yield from _reason(child, f"{number}.{rank}" if number else str(rank))


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
