"""The advice as a document: which part of it is said where, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from pathway.advice.advice import Advice
from pathway.advice.model import FindingValue, NoteLine
from pathway.advice.words import said
from pathway.frozen import frozen
from pathway.ground.terms import Urgency
from pathway.language.printer import plain
from pathway.language.syntax import Literal
from pathway.views.brief import in_brief
from pathway.views.decided import on_record
from pathway.views.document import drawn
from pathway.views.document.model import Document, Paragraph, Section, rows_section
from pathway.views.entries import Bibliography, example, name_of, titles, words
from pathway.views.forms import Form
from pathway.views.page import Detail, Row, Said, Tone, clean
from pathway.views.sections import closed, do_now, later, more_questions, pending, red_flags
from pathway.views.tones import URGENCY_MARKS

STATUS_WORDS: Mapping[str, str] = {
    "draft": "DRAFT, not clinically signed off",
    "in review": "IN REVIEW, not clinically signed off",
    "active": "active",
    "retired": "RETIRED, no longer to be used",
}

#: Notes that a reader wants at once, in this order; the rest stands in an appendix.
NOTES_FIRST = ("record", "safety net", "prognosis", "scope", "payment")


@frozen
class Extras:
    """What is worked out apart from the advice: its digest, and what would change an option.

    `brief` puts the whole on one screen before everything in full.
    """

    digest: str = ""
    changes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    brief: bool = False


def render(
    advice: Advice,
    extras: Extras | None = None,
    form: Form = Form.TEXT,
    *,
    width: int = 80,
    colour: bool = False,
) -> str:
    """The advice in one form; text fits `width` cells."""
    return drawn(document(advice, extras), form, width=width, colour=colour)


def document(advice: Advice, extras: Extras | None = None) -> Document:
    """Red flags first, then what to do, what waits, and what is not for today."""
    extras = extras or Extras()
    bibliography = Bibliography(advice.citations)
    sections = (
        *((in_brief(advice, bibliography),) if extras.brief else ()),
        red_flags(advice, bibliography),
        do_now(advice, bibliography),
        on_record(advice),
        pending(advice, bibliography),
        closed(advice, bibliography),
        later(advice),
        findings(advice),
        assumed(advice),
        _changes(advice, extras.changes),
        _notes(advice, bibliography),
        more_questions(advice),
        _information(advice, bibliography),
        _way(advice),
        _record(advice),
        _parameters(advice),
    )
    closing = "pathway why THERAPY for the full reasons"
    return framed(advice, sections, bibliography, closing=closing, digest=extras.digest)


def framed(
    advice: Advice,
    sections: Sequence[Section],
    bibliography: Bibliography,
    *,
    closing: str,
    digest: str = "",
    compact: bool = False,
) -> Document:
    """Sections under the head that every document about an advice has; empty ones are left out."""
    limits = (Paragraph(advice.limits, "Limits"),) if advice.limits else ()
    standing = _standing(advice)
    return Document(
        title=advice.pathway.title,
        version=advice.pathway.version,
        status=STATUS_WORDS.get(advice.pathway.status, advice.pathway.status),
        about=f"{advice.patient.called} · as of {advice.as_of.isoformat()}",
        outcome=outcome_of(advice),
        tone=outcome_tone(advice),
        head=(Paragraph(standing),) if standing else (),
        sections=tuple(section for section in sections if section.blocks or section.summary),
        sources=bibliography.listed(),
        footer=(*limits, Paragraph(closing)),
        digest=digest,
        notice=example(advice),
        compact=compact,
    )


def shown(value: object) -> str:
    """A value as a clinician reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "unknown" if value is None else clean(str(value))


def found_as(finding: FindingValue) -> str:
    """The value of a finding, a number with its unit."""
    return clean(said(finding.value, finding.unit))


# -- header ----------------------------------------------------------------------------------


def outcome_of(advice: Advice) -> str:
    """The outcome in capitals; of an urgent one how soon."""
    outcome = clean(advice.outcome).upper()
    if advice.urgency is not None and advice.outcome == "urgent":
        return f"{outcome}: {_how_soon(advice.urgency)}"
    return outcome


def _how_soon(urgency: Urgency) -> str:
    return URGENCY_MARKS[urgency].partition("] ")[2]


def outcome_tone(advice: Advice) -> Tone:
    """How much the outcome wants to be noticed."""
    if advice.outcome == "urgent":
        return Tone.ALARM
    return Tone.GO if advice.outcome == "advice" else Tone.ASK


def _standing(advice: Advice) -> str:
    parts = [clean(advice.allergies.words), *_chosen(advice)]
    if advice.eligible is not True and advice.pathway.id:
        whom = clean(plain(advice.program.eligible, advice.program.words))
        sure = "not eligible" if advice.eligible is False else "not known to be eligible"
        parts.append(f"{sure}: only where {whom}")
    if advice.next.step:
        parts.append(f"now at: {clean(advice.next.step)}")
    if advice.next.review_by:
        parts.append(f"review by {clean(advice.next.review_by)}")
    if advice.next.then:
        parts.append(f"then: {clean(advice.next.then)}")
    if advice.strict:
        parts.append("strict: nothing assumed")
    return " · ".join(parts)


def _chosen(advice: Advice) -> Iterator[str]:
    """Why this pathway was chosen where none was named, and what else would do."""
    if advice.chosen is None:
        return
    because = clean(advice.chosen.because)
    if not advice.pathway.id:
        yield f"no pathway is followed: {because}"
        return
    others = ", ".join(map(clean, advice.chosen.instead))
    if others or not isinstance(advice.program.meant_for, Literal):
        also = f"; also possible: {others}" if others else ""
        yield f"pathway chosen because {because}{also}"


# -- what it rests on ------------------------------------------------------------------------


def findings(advice: Advice) -> Section:
    """The definitions that the pathway reports, such as the phase of the illness."""
    rows = []
    for finding in advice.findings.values():
        missing = clean(finding.why_missing or "not known")
        value = f"unknown ({missing})" if finding.value is None else found_as(finding)
        rows.append(Row(clean(finding.title), (Said(value),)))
    return rows_section("Found", tuple(rows))


def assumed(advice: Advice) -> Section:
    """What was assumed, said once for all that was assumed for the same reason."""
    groups: dict[tuple[str, str], list[str]] = {}
    for item in advice.assumptions:
        value = shown(item.value)
        why = clean(item.text).removeprefix(f"{value}: ")
        groups.setdefault((value, why), []).append(clean(item.title))
    rows = tuple(
        Row(value, (Said(f"{', '.join(names)} ({why})"),)) for (value, why), names in groups.items()
    )
    return rows_section("Assumed", rows, "to be confirmed or corrected" if rows else "")


def _changes(advice: Advice, changes: Mapping[str, Sequence[str]]) -> Section:
    rows = tuple(
        Row(
            titles(advice, [therapy])[0],
            (Said(clean(lines[0])),),
            details=tuple(Detail("", (Said(clean(line)),)) for line in lines[1:]),
        )
        for therapy, lines in changes.items()
        if lines
    )
    return rows_section("What would change this", rows)


def _notes(advice: Advice, bibliography: Bibliography) -> Section:
    notes = [note for kind in NOTES_FIRST for note in advice.notes if note.kind == kind]
    return rows_section("Notes", tuple(_note(note, note.kind, bibliography) for note in notes))


def _information(advice: Advice, bibliography: Bibliography) -> Section:
    rows = []
    for note in advice.notes:
        if note.kind not in NOTES_FIRST:
            lead = titles(advice, [note.owner.id or note.owner.kind])[0]
            rows.append(_note(note, lead, bibliography))
    return rows_section("Further information", tuple(rows), appendix=True)


def _note(note: NoteLine, lead: str, bibliography: Bibliography) -> Row:
    return Row(clean(lead), (Said(clean(note.text), bibliography.cite(note.sources)),))


def _way(advice: Advice) -> Section:
    rows = []
    for node in advice.path:
        reached = {True: "reached", False: "not reached", None: "not known yet"}[node.reached]
        here = f"{reached}, now here" if node.current else reached
        because = Said(clean(node.because or node.condition))
        rows.append(Row(clean(node.title), (because,) if because.text else (), here))
    return rows_section("Way through the pathway", tuple(rows), appendix=True)


def _record(advice: Advice) -> Section:
    rows = []
    for name, value in advice.provenance.items():
        unit = f" {value.unit}" if value.unit else ""
        origin = ", ".join(clean(part) for part in (value.source, value.date) if part)
        said = Said(clean(f"{shown(value.value)}{unit}"))
        rows.append(Row(name_of(advice, name), (said,), origin))
    return rows_section("What is recorded", tuple(rows), appendix=True)


def _parameters(advice: Advice) -> Section:
    rows = tuple(
        Row(words(name), (Said(clean(value)),)) for name, value in advice.parameters.items()
    )
    return rows_section("Thresholds of this site", rows, appendix=True)
