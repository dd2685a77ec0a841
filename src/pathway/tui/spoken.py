"""What the sitting says, as documents to be read out: one thought a line, the first one first."""

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
from pathway.views.brief import in_brief
from pathway.views.contents import STATUS_WORDS, outcome_of, outcome_tone
from pathway.views.decided import said_of
from pathway.views.document import (
    Document,
    Entries,
    ListEntry,
    Paragraph,
    Rows,
    Section,
    drawn,
    passage,
)
from pathway.views.entries import Bibliography, example, waits_for
from pathway.views.forms import Form
from pathway.views.page import clean
from pathway.views.sections import do_now, red_flags


def lines(document: Document) -> list[str]:
    """A document as lines to be heard."""
    return drawn(replace(document, linear=True), Form.TEXT).splitlines()


def opening(session: Session) -> Document:
    """Whose advice it is, and the advice on one screen."""
    bibliography = Bibliography(session.advice.citations)
    brief = in_brief(session.brief_advice, bibliography, assumed="listed by the word assumed")
    return replace(_of(session), sections=(brief,), sources=bibliography.listed())


def banner(session: Session) -> Document:
    """Whose advice it is, how far to trust it, how urgent it is, and what it rests on."""
    whole = _of(session)
    flags = Paragraph(session.brief.red_flags, "Red flags")
    return replace(whole, head=(*whole.head, flags))


def now(session: Session) -> Document:
    """What to do now: red flags that are present, then the plan."""
    advice = replace(session.told_advice, questions=(), notes=())
    bibliography = Bibliography(advice.citations)
    rows = (*red_flags(advice, bibliography).rows, *do_now(advice, bibliography).rows)
    if not rows:
        return _told("To do now: nothing to stop or start.")
    section = Section(f"To do now, {_count(len(rows), 'thing')}", (Rows(rows),))
    return Document("", (), (section,), sources=bibliography.listed())


def question(session: Session, asked: OpenQuestion | None) -> Document:
    """The next question and the words that answer it."""
    if asked is None:
        aside = sum(one.aside for one in session.questions)
        return _told(f"No open question. Set aside: {aside}." if aside else "No open question.")
    listed = put(session)
    flag = ", red flag" if asked.red_flag else ""
    title = f"Question {listed.index(asked) + 1} of {len(listed)}{flag}"
    members = tuple(
        ListEntry(str(rank), f"{member.title}. {member.text}")
        for rank, member in enumerate(inside(session, asked), 1)
    )
    blocks = (Entries("", members),) if members else ()
    section = Section(title, (*blocks, *_about(session, asked)), summary=asked.text)
    return Document("", (), (section,))


def _about(session: Session, asked: OpenQuestion) -> Iterator[Paragraph]:
    """Why a question is open, what its answer settles, and how it is answered."""
    reason = session.aside.get(asked.attributes[0]) or asked.why_missing
    if reason and reason != "not asked":
        yield Paragraph(f"It is {reason}.")
    if asked.settles:
        yield Paragraph(f"{', '.join(asked.settles)}.", "Decides")
    yield Paragraph(how_to_answer(session, asked), "Answer")


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


def questions(session: Session) -> Document:
    """All open questions, numbered, those set aside last."""
    listed = put(session)
    entries = (_listed(session, rank, asked) for rank, asked in enumerate(listed, 1))
    return Document("", (), (passage(_count(len(listed), "open question"), "", entries),))


def options(session: Session) -> Document:
    """All options by verdict, each with its action, the reason and what was decided in one line."""
    advice = session.advice
    decided = {one.therapy: said_of(advice, one) for one in session.decided}
    sections = []
    for verdict in READING_ORDER:
        found = [option for option in advice.options.values() if option.verdict is verdict]
        title = f"{str(verdict).capitalize()}, {len(found)}"
        entries = (_option(advice, option, decided.get(option.id, "")) for option in found)
        sections += [passage(title, "", entries)] if found else []
    return Document("", (), tuple(sections))


def why(advice: Advice, therapy: str) -> Document:
    """The reasons for one option, numbered by level, and what would change it."""
    found = advice.what_would_change(therapy)
    lead, *reasons = _reasons(advice.why(therapy), "")
    changes = tuple(ListEntry(line) for line in found.lines or ("nothing was found",))
    return Document(
        "",
        (),
        (
            Section(lead.title, (Entries("", tuple(reasons)),), summary=lead.text),
            Section("What would change it", (Entries("", changes),), summary=found.searched),
        ),
    )


def assumed(session: Session) -> Document:
    """Everything that was assumed, with the reason."""
    unmeasured = session.unmeasured
    entries = (
        ListEntry(a.title, a.text, mark="not measured" if a in unmeasured else "")
        for a in session.advice.assumptions
    )
    return Document("", (), (passage(f"Assumed: {len(session.advice.assumptions)}", "", entries),))


def changed(told: Sequence[str]) -> Document:
    """What is different now."""
    if not told:
        return _told("Nothing else changes.")
    return Document("", tuple(Paragraph(line, "Changed") for line in told), ())


# -- private -------------------------------------------------------------------------------


def _told(text: str) -> Document:
    return Document("", (Paragraph(text),), ())


def _of(session: Session) -> Document:
    """The advice without anything said of it: patient, pathway, outcome, what it rests on."""
    advice = session.advice
    ref, label = advice.pathway, advice.patient.label
    whom = age_and_sex(advice.facts, session.library.vocabulary)
    allergic = clean(advice.allergies.words)
    head = [
        Paragraph(f"{whom}; {allergic}" if whom else allergic),
        Paragraph(f"{len(advice.questions)} unknown, {len(advice.assumptions)} assumed"),
    ]
    if session.unread:
        head.append(Paragraph(session.unread, "Earlier decisions could not be read"))
    return Document(
        ref.title,
        tuple(head),
        (),
        notice=example(advice),
        version=f"version {ref.version}" if ref.version else "",
        status=STATUS_WORDS.get(ref.status, ref.status),
        about=f"Patient {advice.patient.id}{f', {label}' if label else ''}. As of {session.as_of}",
        outcome=outcome_of(advice),
        tone=outcome_tone(advice),
    )


def _listed(session: Session, rank: int, asked: OpenQuestion) -> ListEntry:
    flag = "red flag, " if asked.red_flag else ""
    aside = f" (set aside: {session.aside.get(asked.attributes[0])})" if asked.aside else ""
    return ListEntry(str(rank), f"{flag}{asked.title}{aside}")


def _option(advice: Advice, option: Option, decided: str) -> ListEntry:
    waits = waits_for(advice, option)
    pending = option.verdict is Verdict.PENDING and waits
    because = f"waits for {waits}" if pending else clean(option.summary)
    return ListEntry(option.title, "; ".join(filter(None, (option.action, because, decided))))


def _reasons(reason: Reason, number: str) -> Iterator[ListEntry]:
    told = "; ".join(part for part in (reason.state, reason.text, reason.place) if part)
    yield ListEntry(f"{number} {reason.label}".strip(), told)
    for rank, child in enumerate(reason.children, 1):
        yield from _reasons(child, f"{number}.{rank}" if number else str(rank))


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
