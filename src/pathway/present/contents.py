"""The contents of a page: which part of an advice is said where, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pathway.advice.model import Advice, Option, PlanItem, Question
from pathway.present.entries import (
    ACTION_TONES,
    URGENCY_MARKS,
    Bibliography,
    alert_details,
    closing_reasons,
    name_of,
    option_details,
    settles,
    titles,
    waits_for,
    words,
)
from pathway.present.page import Detail, Page, Row, Said, Section, Tone, clean
from pathway.program import Urgency, Verdict

#: Verdicts under which a therapy is not for this patient, as things stand.
CLOSED = (
    Verdict.CONTRAINDICATED,
    Verdict.AVOID,
    Verdict.NOT_RECOMMENDED,
    Verdict.DECLINED,
    Verdict.UNAVAILABLE,
    Verdict.TRIED,
    Verdict.NOT_INDICATED,
)

STATUS_WORDS: Mapping[str, str] = {
    "draft": "DRAFT, not clinically signed off",
    "in review": "IN REVIEW, not clinically signed off",
    "active": "active",
    "retired": "RETIRED, no longer to be used",
}


@dataclass(frozen=True, slots=True)
class Extras:
    """What is worked out apart from the advice: its digest, and what would change an option."""

    digest: str = ""
    changes: Mapping[str, Sequence[str]] = field(default_factory=dict)


def page_of(advice: Advice, extras: Extras | None = None) -> Page:
    """The whole page: red flags first, then what to do, what waits, and what is not for today."""
    extras = extras or Extras()
    bibliography = Bibliography(advice.citations)
    sections = tuple(
        section
        for section in (
            _red_flags(advice, bibliography),
            _do_now(advice, bibliography),
            _pending(advice, bibliography),
            _closed(advice, bibliography),
            _later(advice, bibliography),
            _findings(advice),
            _assumed(advice),
            _changes(advice, extras.changes),
            _notes(advice, bibliography),
            _way(advice),
            _record(advice),
            _parameters(advice),
        )
        if section.rows or section.summary
    )
    return Page(
        title=clean(advice.pathway.title),
        version=clean(advice.pathway.version),
        status=STATUS_WORDS.get(advice.pathway.status, clean(advice.pathway.status)),
        patient=clean(advice.patient.label or advice.patient.id),
        as_of=advice.as_of.isoformat(),
        outcome=_outcome(advice),
        tone=_outcome_tone(advice),
        standing=_standing(advice),
        sections=sections,
        sources=bibliography.listed(),
        limits=clean(advice.limits),
        closing="pathway why THERAPY for the full reasons",
        digest=extras.digest,
    )


def _outcome(advice: Advice) -> str:
    outcome = clean(advice.outcome).upper()
    if advice.urgency is not None and advice.outcome == "urgent":
        return f"{outcome}, {_how_soon(advice.urgency)}"
    return outcome


def _how_soon(urgency: Urgency) -> str:
    return URGENCY_MARKS[urgency].partition("] ")[2]


def _outcome_tone(advice: Advice) -> Tone:
    if advice.outcome == "urgent":
        return Tone.ALARM
    return Tone.GO if advice.outcome == "advice" else Tone.ASK


def _standing(advice: Advice) -> str:
    parts = []
    if advice.next.step:
        parts.append(f"now at: {clean(advice.next.step)}")
    if advice.next.review_by:
        parts.append(f"review by {clean(advice.next.review_by)}")
    if advice.next.then:
        parts.append(f"then: {clean(advice.next.then)}")
    if advice.strict:
        parts.append("strict: nothing assumed")
    return " · ".join(parts)


# -- red flags -----------------------------------------------------------------------------


def _red_flags(advice: Advice, bibliography: Bibliography) -> Section:
    present = [alert for alert in advice.alerts if alert.state == "present"]
    rows = [
        Row(
            URGENCY_MARKS[alert.urgency],
            (Said(f"{clean(alert.title)}: {clean(alert.action)}"),),
            details=alert_details(advice, alert, bibliography),
            tone=Tone.ALARM,
        )
        for alert in present
    ]
    rows += _group_questions([q for q in advice.questions if q.red_flag])
    return Section(
        "Red flags", tuple(rows), _flag_summary(advice, len(present)), _flag_tone(advice)
    )


def _flag_summary(advice: Advice, present: int) -> str:
    unanswered, total = advice.red_flag_count
    parts = [f"{present} of {total} PRESENT"] if present else []
    if unanswered:
        parts.append(f"not complete: {unanswered} of {total} unanswered")
    return ", ".join(parts) or f"none of {total} present"


def _flag_tone(advice: Advice) -> Tone:
    by_state = {"present": Tone.ALARM, "unanswered": Tone.ASK}
    return by_state.get(advice.red_flags, Tone.GO)


def _group_questions(questions: list[Question]) -> Iterator[Row]:
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(question.group, []).append(question)
    for members in groups.values():
        settled = tuple(dict.fromkeys(id_ for q in members for id_ in q.settles))
        only = members[0] if len(members) == 1 else None
        asked = clean(members[0].group_question or "Any of these?")
        said = _asked(only, settles(settled)) if only else _aside(asked, settles(settled))
        known = [question for question in members if question.why_missing == "not asked"]
        details = [Detail("?", (Said(_asked(q)),)) for q in members if q not in known and not only]
        yield Row("[?] ask first", (Said(said),), details=tuple(details), tone=Tone.ASK)


def _asked(question: Question, *asides: str) -> str:
    why = "" if question.why_missing == "not asked" else clean(question.why_missing)
    return _aside(clean(question.question), why, *asides)


def _aside(text: str, *asides: str) -> str:
    said = "; ".join(aside for aside in asides if aside)
    return f"{text} ({said})" if said else text


# -- what to do ----------------------------------------------------------------------------


def _do_now(advice: Advice, bibliography: Bibliography) -> Section:
    rows = [*_questions(advice)]
    rows += [_plan_row(advice, item, bibliography) for item in advice.plan if _is_now(item)]
    summary = "" if rows else "nothing to start, stop or ask"
    return Section("Do now", tuple(rows), summary)


def _questions(advice: Advice) -> Iterator[Row]:
    for question in advice.questions:
        if question.red_flag:
            continue
        lead = "ask first" if question.urgent else "ask"
        asked = _asked(question, settles(question.settles))
        yield Row(lead, (Said(asked),), tone=Tone.ASK)


def _is_now(item: PlanItem) -> bool:
    """Whether the plan's line belongs here: red flags, questions and what is later stand apart."""
    return item.do not in ("act", "later") and (item.do != "ask first" or item.option is not None)


def _plan_row(advice: Advice, item: PlanItem, bibliography: Bibliography) -> Row:
    option = advice.options.get(item.option) if item.option else None
    when = "" if item.when == "now" else item.when
    text = " ".join(clean(part) for part in (item.what, when) if part)
    cites = _cites(option, bibliography) if option else ()
    says = [Said(f"{text}: {clean(item.because)}" if item.because else text, cites)]
    tone = ACTION_TONES.get(item.do, Tone.PLAIN)
    details: tuple[Detail, ...] = ()
    if option and _first(advice, item):
        details = option_details(advice, option, bibliography, planned=True)
    return Row(clean(item.do), tuple(says), details=details, tone=tone)


def _cites(option: Option, bibliography: Bibliography) -> tuple[int, ...]:
    return bibliography.cite(id_ for rule in option.reasons for id_ in rule.sources)


def _first(advice: Advice, item: PlanItem) -> bool:
    """Whether this is the first line of the plan about its option, which carries the details."""
    return next((other for other in advice.plan if other.option == item.option), None) is item


# -- the other options ---------------------------------------------------------------------


def _pending(advice: Advice, bibliography: Bibliography) -> Section:
    rows = []
    for option in _with(advice, Verdict.PENDING):
        if option.current:
            continue
        waits = waits_for(advice, option)
        says = Said(f"waits for: {waits}" if waits else clean(option.summary))
        details = option_details(advice, option, bibliography)
        rows.append(Row(clean(option.title), (says,), details=details, tone=Tone.ASK))
    return Section("Pending", tuple(rows))


def _closed(advice: Advice, bibliography: Bibliography) -> Section:
    rows = []
    for option in _with(advice, *CLOSED):
        says = closing_reasons(option, bibliography)
        details = option_details(advice, option, bibliography) if option.conflict else ()
        rows.append(Row(clean(option.title), says, str(option.verdict), details, tone=Tone.STOP))
    return Section("Not for this patient", tuple(rows))


def _later(advice: Advice, bibliography: Bibliography) -> Section:
    rows = []
    for option in _with(advice, Verdict.LATER):
        says = [Said(clean(clause)) for clause in option.after or (option.summary,)]
        details = option_details(advice, option, bibliography) if option.conflict else ()
        rows.append(Row(clean(option.title), tuple(says), details=details, tone=Tone.QUIET))
    return Section("Later", tuple(rows))


def _with(advice: Advice, *verdicts: Verdict) -> list[Option]:
    options = [option for option in advice.options.values() if option.verdict in verdicts]
    return sorted(options, key=lambda option: verdicts.index(option.verdict))


# -- what it rests on ----------------------------------------------------------------------


def _findings(advice: Advice) -> Section:
    rows = []
    for finding in advice.findings.values():
        value = f"unknown ({clean(finding.why_missing or 'not known')})"
        if finding.value is not None:
            value = shown(finding.value)
        says = [Said(value)]
        if finding.because:
            says.append(Said(clean(finding.because)))
        rows.append(Row(clean(finding.title), tuple(says)))
    return Section("Found", tuple(rows))


def _assumed(advice: Advice) -> Section:
    rows = tuple(
        Row(f"{clean(item.title)}: {shown(item.value)}", (Said(clean(item.text)),))
        for item in advice.assumptions
    )
    return Section("Assumed", rows, "to be confirmed" if rows else "")


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
    return Section("What would change this", rows)


def _notes(advice: Advice, bibliography: Bibliography) -> Section:
    rows = tuple(
        Row(clean(note.kind), (Said(clean(note.text), bibliography.cite(note.sources)),))
        for note in advice.notes
    )
    return Section("Notes", rows)


def _way(advice: Advice) -> Section:
    rows = []
    for node in advice.path:
        reached = {True: "reached", False: "not reached", None: "not known yet"}[node.reached]
        here = f"{reached}, now here" if node.current else reached
        because = Said(clean(node.because or node.condition))
        rows.append(Row(clean(node.title), (because,) if because.text else (), here))
    return Section("Way through the pathway", tuple(rows), appendix=True)


def _record(advice: Advice) -> Section:
    rows = []
    for name, value in advice.provenance.items():
        unit = f" {value.unit}" if value.unit else ""
        origin = ", ".join(clean(part) for part in (value.source, value.date) if part)
        rows.append(
            Row(name_of(advice, name), (Said(f"{shown(value.value)}{clean(unit)}"),), origin)
        )
    return Section("What is recorded", tuple(rows), appendix=True)


def _parameters(advice: Advice) -> Section:
    rows = tuple(
        Row(words(name), (Said(clean(value)),)) for name, value in advice.parameters.items()
    )
    return Section("Thresholds of this site", rows, appendix=True)


def shown(value: object) -> str:
    """A value as a clinician reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "unknown" if value is None else clean(str(value))
