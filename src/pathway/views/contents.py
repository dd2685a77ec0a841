"""The contents of a page: which part of an advice is said where, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pathway.advice.advice import Advice
from pathway.advice.model import FindingValue, NoteLine
from pathway.advice.words import said
from pathway.ground.terms import Urgency
from pathway.language.printer import plain
from pathway.language.syntax import Literal
from pathway.views.decided import on_record
from pathway.views.entries import Bibliography, example, name_of, titles, words
from pathway.views.others import closed, later, pending
from pathway.views.page import Detail, Page, PageSection, Row, Said, Tone, clean
from pathway.views.today import do_now, more_questions, red_flags
from pathway.views.tones import URGENCY_MARKS

STATUS_WORDS: Mapping[str, str] = {
    "draft": "DRAFT, not clinically signed off",
    "in review": "IN REVIEW, not clinically signed off",
    "active": "active",
    "retired": "RETIRED, no longer to be used",
}

#: Notes that a reader wants at once, in this order; the rest stands in an appendix.
NOTES_FIRST = ("record", "safety net", "prognosis", "scope", "payment")


@dataclass(frozen=True, slots=True)
class Extras:
    """What is worked out apart from the advice: its digest, and what would change an option."""

    digest: str = ""
    changes: Mapping[str, Sequence[str]] = field(default_factory=dict)


def page_of(advice: Advice, extras: Extras | None = None) -> Page:
    """The whole page: red flags first, then what to do, what waits, and what is not for today."""
    extras = extras or Extras()
    bibliography = Bibliography(advice.citations)
    sections = (
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
    sections: Sequence[PageSection],
    bibliography: Bibliography,
    *,
    closing: str,
    digest: str = "",
) -> Page:
    """Sections under the head that every page about an advice has; empty ones are left out."""
    return Page(
        title=clean(advice.pathway.title),
        version=clean(advice.pathway.version),
        status=STATUS_WORDS.get(advice.pathway.status, clean(advice.pathway.status)),
        patient=clean(advice.patient.label or advice.patient.id),
        as_of=advice.as_of.isoformat(),
        outcome=_outcome(advice),
        tone=_outcome_tone(advice),
        standing=_standing(advice),
        sections=tuple(section for section in sections if section.rows or section.summary),
        sources=bibliography.listed(),
        limits=clean(advice.limits),
        closing=closing,
        digest=digest,
        example=example(advice),
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


def _outcome(advice: Advice) -> str:
    outcome = clean(advice.outcome).upper()
    if advice.urgency is not None and advice.outcome == "urgent":
        return f"{outcome}: {_how_soon(advice.urgency)}"
    return outcome


def _how_soon(urgency: Urgency) -> str:
    return URGENCY_MARKS[urgency].partition("] ")[2]


def _outcome_tone(advice: Advice) -> Tone:
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


def findings(advice: Advice) -> PageSection:
    """The definitions that the pathway reports, such as the phase of the illness."""
    rows = []
    for finding in advice.findings.values():
        missing = clean(finding.why_missing or "not known")
        value = f"unknown ({missing})" if finding.value is None else found_as(finding)
        rows.append(Row(clean(finding.title), (Said(value),)))
    return PageSection("Found", tuple(rows))


def assumed(advice: Advice) -> PageSection:
    """What was assumed, said once for all that was assumed for the same reason."""
    groups: dict[tuple[str, str], list[str]] = {}
    for item in advice.assumptions:
        value = shown(item.value)
        why = clean(item.text).removeprefix(f"{value}: ")
        groups.setdefault((value, why), []).append(clean(item.title))
    rows = tuple(
        Row(value, (Said(f"{', '.join(names)} ({why})"),)) for (value, why), names in groups.items()
    )
    return PageSection("Assumed", rows, "to be confirmed or corrected" if rows else "")


def _changes(advice: Advice, changes: Mapping[str, Sequence[str]]) -> PageSection:
    rows = tuple(
        Row(
            titles(advice, [therapy])[0],
            (Said(clean(lines[0])),),
            details=tuple(Detail("", (Said(clean(line)),)) for line in lines[1:]),
        )
        for therapy, lines in changes.items()
        if lines
    )
    return PageSection("What would change this", rows)


def _notes(advice: Advice, bibliography: Bibliography) -> PageSection:
    notes = [note for kind in NOTES_FIRST for note in advice.notes if note.kind == kind]
    return PageSection("Notes", tuple(_note(note, note.kind, bibliography) for note in notes))


def _information(advice: Advice, bibliography: Bibliography) -> PageSection:
    rows = []
    for note in advice.notes:
        if note.kind not in NOTES_FIRST:
            lead = titles(advice, [note.owner.id or note.owner.kind])[0]
            rows.append(_note(note, lead, bibliography))
    return PageSection("Further information", tuple(rows), appendix=True)


def _note(note: NoteLine, lead: str, bibliography: Bibliography) -> Row:
    return Row(clean(lead), (Said(clean(note.text), bibliography.cite(note.sources)),))


def _way(advice: Advice) -> PageSection:
    rows = []
    for node in advice.path:
        reached = {True: "reached", False: "not reached", None: "not known yet"}[node.reached]
        here = f"{reached}, now here" if node.current else reached
        because = Said(clean(node.because or node.condition))
        rows.append(Row(clean(node.title), (because,) if because.text else (), here))
    return PageSection("Way through the pathway", tuple(rows), appendix=True)


def _record(advice: Advice) -> PageSection:
    rows = []
    for name, value in advice.provenance.items():
        unit = f" {value.unit}" if value.unit else ""
        origin = ", ".join(clean(part) for part in (value.source, value.date) if part)
        said = Said(clean(f"{shown(value.value)}{unit}"))
        rows.append(Row(name_of(advice, name), (said,), origin))
    return PageSection("What is recorded", tuple(rows), appendix=True)


def _parameters(advice: Advice) -> PageSection:
    rows = tuple(
        Row(words(name), (Said(clean(value)),)) for name, value in advice.parameters.items()
    )
    return PageSection("Thresholds of this site", rows, appendix=True)
