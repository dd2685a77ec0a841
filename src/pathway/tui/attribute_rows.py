"""Everything that may be known of the patient, by topic, as rows of a form."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.advice.words import said
from pathway.frozen import frozen
from pathway.ground.units import spoken
from pathway.ground.vocabulary import Attribute, Base, Range, RecordList
from pathway.tui.known import known, said_entry, valid_until
from pathway.tui.session import Session
from pathway.tui.widgets.hanging import Line
from pathway.views.page import Tone, clean

#: The topic of the lists that may be declared complete.
LISTS = "Lists of the record"


@frozen
class AttributeRow:
    """One line of the form: an attribute, one of its recorded values, or a list of the record.

    `entry` is the place of a value among several; a heading has neither name nor words;
    `state` says whether the attribute is known, assumed, unknown or not applicable.
    """

    title: str
    words: str = ""
    name: str = ""
    entry: int | None = None
    listed: RecordList | None = None
    state: str = ""

    @property
    def id(self) -> str:
        """A name that stays the same while values change."""
        part = "" if self.entry is None else f"#{self.entry}"
        return f"{self.listed or self.name or self.title}{part}"

    @property
    def is_heading(self) -> bool:
        """Whether it only names a topic."""
        return not self.name and self.listed is None


def attribute_rows(session: Session, sought: str = "") -> tuple[AttributeRow, ...]:
    """The form with a heading before each topic; only what is sought for, where something is."""
    found: list[AttributeRow] = []
    words = sought.casefold().split()
    for topic, rows in _topics(session):
        kept = [row for row in rows if _matches(topic, row, words)]
        if kept:
            found += [AttributeRow(topic), *kept]
    return tuple(found)


def attribute_lines(session: Session, row: AttributeRow) -> Iterator[Line]:
    """All about the attribute of a row: what is asked, what is known, and what it may be."""
    if row.listed is not None:
        yield Line("", _ABOUT_LISTS)
        return
    attribute = session.library.vocabulary.attributes[row.name]
    now = known(session.advice, row.name)
    yield Line("question", clean(attribute.question))
    yield Line("now", now.words, Tone.ASK if now.state == "unknown" else Tone.PLAIN)
    for number, entry in enumerate(session.patient.entries.get(row.name, ())):
        lead = "recorded" if number == 0 else " "
        until = valid_until(attribute, entry.on) if entry.value is not None else ""
        yield Line(lead, "; ".join(filter(None, (said_entry(attribute, entry), until))))
    yield Line("takes", takes(attribute))
    settles = next((q.settles for q in session.advice.questions if row.name in q.about), ())
    if settles:
        yield Line("decides", ", ".join(map(clean, settles)))
    yield from _rules(attribute)


def takes(attribute: Attribute) -> str:
    """What may be typed as its value."""
    kind = attribute.type
    if kind.base is Base.BOOLEAN:
        return "yes or no"
    if kind.base is Base.DATE:
        return "a date: 2026-11-20, or 2026-11 or 2026 where no more is known"
    if kind.choices is not None:
        return ", ".join(map(clean, kind.choices))
    if not kind.is_number:
        return "words"
    unit = kind.unit
    if attribute.lowest is not None and attribute.highest is not None:
        return f"a number, {said(Range(attribute.lowest, attribute.highest), unit)}"
    return f"a number in {spoken(unit)}" if unit not in (None, "1") else "a number"


# -- private -------------------------------------------------------------------------------

_ABOUT_LISTS = (
    "Where a list is declared complete, what it does not name counts as no, as an assumption "
    "that is listed. Red flags and bleeding disorders are never assumed."
)


def _topics(session: Session) -> Iterator[tuple[str, list[AttributeRow]]]:
    yield LISTS, list(_lists(session))
    vocabulary = session.library.vocabulary
    for group in vocabulary.groups.values():
        attributes = [a for a in vocabulary.attributes.values() if a.group == group.name]
        yield clean(group.title), [row for a in attributes for row in _of(session, a)]


def _lists(session: Session) -> Iterator[AttributeRow]:
    patient = session.patient
    when = f", reconciled on {patient.reconciled}" if patient.reconciled is not None else ""
    for listed in RecordList:
        declared = listed in patient.complete
        words = f"complete{when}" if declared else "not declared complete"
        yield AttributeRow(f"list of {listed.value}", words, listed=listed)


def _of(session: Session, attribute: Attribute) -> Iterator[AttributeRow]:
    """The attribute, and below it each of its values where there are several."""
    name = attribute.name
    now = known(session.advice, name)
    yield AttributeRow(clean(attribute.title), now.words, name, state=now.state)
    entries = session.patient.entries.get(name, ())
    if len(entries) > 1:
        for number, entry in enumerate(entries):
            words = said_entry(attribute, entry)
            yield AttributeRow(f"· recorded {number + 1}", words, name, number)


def _matches(topic: str, row: AttributeRow, words: list[str]) -> bool:
    text = f"{topic} {row.title} {row.name} {row.words}".casefold()
    return all(word in text for word in words)


def _rules(attribute: Attribute) -> Iterator[Line]:
    if attribute.absent is not None:
        yield Line("absent", f"counts as no where the list of {attribute.absent.value} is complete")
    if attribute.assumable:
        yield Line("absent", "may be assumed while nothing is recorded; what is recorded counts")
    if attribute.disagree is not None:
        yield Line("conflict", f"where sources disagree, {attribute.disagree.value} is taken")
