"""What was understood of a health record: for a person to read, and for a program."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.advice.words import said
from pathway.ehr.reading import Note
from pathway.ehr.understanding import Finding, Understanding
from pathway.files.values import plain
from pathway.patient import Entry, Trial, Why
from pathway.present.columns import bold, coloured, hanging, wrapped
from pathway.present.page import Tone, clean
from pathway.problems import CODES
from pathway.resolve.values import settle
from pathway.vocabulary import Vocabulary

#: The widest column of names.
_LEAD = 24
#: Notes of one kind shown in full; the rest is counted.
_SHOWN = 12


def render(
    found: Understanding, vocabulary: Vocabulary, *, width: int = 80, colour: bool = False
) -> str:
    """The record as it was understood: known, not known, trials, ignored, codes, lists."""
    stale = {finding: _too_old(finding, found, vocabulary) for finding in found.findings}
    known = [f for f in found.findings if f.entry.value is not None and not stale[f]]
    unknown = [f for f in found.findings if f.entry.value is None or stale[f]]
    lines = wrapped(_head(found), width)
    for stop in found.stops:
        lines += ["", *(bold(line, colour) for line in wrapped(clean(stop.message), width))]
        lines += wrapped("No treatment is advised on this record.", width)
    for title, findings in (("understood", known), ("not known", unknown)):
        if findings:
            lines += ["", bold(title.upper(), colour)]
            for finding in findings:
                tone = Tone.GO if title == "understood" else Tone.ASK
                told = _told(finding, vocabulary, stale[finding])
                rows = hanging(f"  {finding.attribute}  ", told, _LEAD, width)
                lines += [coloured(row, tone, colour) for row in rows]
    lines += ["", bold("TREATMENTS IN THIS EPISODE", colour), *_history(found, vocabulary, width)]
    lines += _ignored(found, width, colour)
    if found.unmatched:
        lines += ["", bold("CODES THAT MATCHED NOTHING", colour)]
        for code, number in found.unmatched.items():
            lines += hanging(f"  {number:>4}  ", clean(code), 8, width)
    lines += ["", bold("LISTS", colour), *_lists(found, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def to_dict(found: Understanding, vocabulary: Vocabulary) -> dict[str, object]:
    """The same as plain values."""
    return {
        "schema": "pathway-record/1",
        "patient": found.patient.id,
        "as_of": found.as_of.isoformat(),
        "site": found.site,
        "stops": [{"problem": stop.code, "message": stop.message} for stop in found.stops],
        "resources": dict(found.resources),
        "understood": [_finding(f, vocabulary) for f in found.findings],
        "trials": None
        if found.patient.trials is None
        else [_trial(trial, vocabulary) for trial in found.patient.trials],
        "no_history": found.no_history,
        "ignored": [_note(note) for note in found.notes],
        "unmatched": dict(found.unmatched),
        "complete": sorted(found.patient.complete),
        "not_complete": dict(found.gaps),
    }


# -- private -------------------------------------------------------------------------------


def _head(found: Understanding) -> str:
    total = sum(found.resources.values())
    at = f" · settings of {found.site}" if found.site else " · no site settings"
    return clean(f"{found.patient.id} · {total} resources · as of {found.as_of}{at}")


def _too_old(finding: Finding, found: Understanding, vocabulary: Vocabulary) -> str:
    """Why a value does not count on the day asked about; empty where it does."""
    attribute = vocabulary.attributes[finding.attribute]
    fact = settle(attribute, found.patient, {}, found.as_of, strict=True)
    return f"stale: {fact.detail}" if fact.why is Why.STALE else ""


def _told(finding: Finding, vocabulary: Vocabulary, stale: str) -> str:
    entry = finding.entry
    told = stale or _value(entry, vocabulary, finding.attribute)
    on = f", {said(entry.on)}" if entry.on is not None else ""
    path = f" {finding.path}" if finding.path else ""
    origin = f"{entry.source}{path} ({finding.code}{on})"
    return clean(f"{told}  ← {origin}")


def _value(entry: Entry, vocabulary: Vocabulary, name: str) -> str:
    if entry.value is not None:
        assumed = f", as an assumption: {entry.assumed}" if entry.assumed else ""
        return f"{said(entry.value, vocabulary.attributes[name].type.unit)}{assumed}"
    return f"{entry.why}: {entry.detail}" if entry.why is not None else "unknown"


def _history(found: Understanding, vocabulary: Vocabulary, width: int) -> Iterator[str]:
    if found.patient.trials is None:
        yield from hanging("  not known  ", clean(found.no_history), _LEAD, width)
    elif not found.patient.trials:
        yield "  none"
    for trial in found.patient.trials or ():
        course = _course(trial, vocabulary.therapies[trial.therapy])
        yield from hanging(f"  {trial.therapy}  ", clean(course), _LEAD, width)


def _course(trial: Trial, unit: str | None) -> str:
    start = f"from {said(trial.start)}"
    end = "ongoing" if trial.ongoing else f"to {said(trial.end)}"
    times = f", sessions: {trial.sessions}" if trial.sessions is not None else ""
    dose = f", {plain(trial.dose)} {unit} a day" if trial.dose is not None else ""
    outcome = f", {trial.outcome}" if trial.outcome is not None else ""
    return f"{start}, {end}{times}{dose}{outcome}  ← {trial.source}"


def _ignored(found: Understanding, width: int, colour: bool) -> Iterator[str]:
    notes = [note for note in found.notes if note.problem.code != "P435"]
    if not notes:
        return
    yield ""
    yield bold("IGNORED", colour)
    for code in sorted({note.problem.code for note in notes}):
        of_it = [note for note in notes if note.problem.code == code]
        yield f"  {CODES[code].title} ({code}): {len(of_it)}"
        for note in of_it[:_SHOWN]:
            yield from hanging("    ", clean(note.problem.message), 4, width)
        if len(of_it) > _SHOWN:
            yield f"    and {len(of_it) - _SHOWN} more; --json lists all"


def _lists(found: Understanding, width: int) -> Iterator[str]:
    for listed in sorted(found.patient.complete):
        text = "complete, as the site declares: what is not on it counts as no, as an assumption"
        yield from hanging(f"  {listed}  ", text, _LEAD, width)
    for name, gap in found.gaps.items():
        text = f"declared complete, but does not count: {gap}"
        yield from hanging(f"  {name}  ", clean(text), _LEAD, width)
    if not found.patient.complete and not found.gaps:
        yield "  none is declared complete: what is absent is unknown"


def _finding(finding: Finding, vocabulary: Vocabulary) -> dict[str, object]:
    entry = finding.entry
    return {
        "attribute": finding.attribute,
        "value": None if entry.value is None else said(entry.value),
        "unit": vocabulary.attributes[finding.attribute].type.unit,
        "why_missing": None if entry.why is None else str(entry.why),
        "detail": entry.detail,
        "assumed": entry.assumed,
        "problem": finding.problem or None,
        "path": finding.path or None,
        "resource": entry.source,
        "code": finding.code,
        "date": None if entry.on is None else said(entry.on),
    }


def _trial(trial: Trial, vocabulary: Vocabulary) -> dict[str, object]:
    return {
        "therapy": trial.therapy,
        "from": None if trial.start is None else said(trial.start),
        "to": None if trial.end is None else said(trial.end),
        "ongoing": trial.ongoing,
        "sessions": None if trial.sessions is None else int(trial.sessions),
        "dose": None if trial.dose is None else plain(trial.dose),
        "dose_unit": vocabulary.therapies[trial.therapy],
        "outcome": None if trial.outcome is None else str(trial.outcome),
        "resources": trial.source,
    }


def _note(note: Note) -> dict[str, object]:
    return {
        "resource": note.resource,
        "problem": note.problem.code,
        "message": note.problem.message,
        "code": note.code or None,
    }
