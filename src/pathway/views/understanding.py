"""What was understood of a health record: for a person to read, and for a program.

A person reads titles, not ids, and each reason once, with everything that it holds for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pathway.advice.known import too_old
from pathway.advice.words import said
from pathway.fhir.reading import ReadingNote
from pathway.fhir.understanding import RecordFinding, Understanding
from pathway.ground.problems import CODES
from pathway.ground.vocabulary import RecordList, Vocabulary
from pathway.patients.model import Entry, Trial
from pathway.views.document import (
    Block,
    Document,
    DocumentTable,
    Entries,
    ListEntry,
    Paragraph,
    Section,
    rows_section,
)
from pathway.views.page import Detail, Row, Said, Tone, clean
from pathway.yaml.values import plain

#: What is shown of one kind; the rest is counted.
_SHOWN = 12
_LABELS = 4
#: The systems of entries of lists, which matter before results.
_ENTRIES: Final = ("icd10 ", "snomed ", "rxnorm ", "atc ")


def document(found: Understanding, vocabulary: Vocabulary) -> Document:
    """The record as it was understood: known, not known, trials, lists, codes, what was ignored."""
    stale = {finding: _too_old(finding, found, vocabulary) for finding in found.findings}
    known = [f for f in found.findings if f.entry.value is not None and not stale[f]]
    unknown = [f for f in found.findings if f.entry.value is None or stale[f]]
    short = _Short(found)
    head = [Paragraph(stop.message, strong=True) for stop in found.stops]
    head += [Paragraph("No treatment is advised on this record.")] if head else []
    understood = (
        Row(lead, (Said(short(told)),), tone=Tone.GO)
        for lead, told in _known(known, found, vocabulary)
    )
    missing = (
        Row("; ".join(titles), details=(Detail("", (Said(short(reason)),)),), tone=Tone.ASK)
        for titles, reason in _by_reason(unknown, stale, vocabulary)
    )
    sections = (
        rows_section("Understood", understood),
        rows_section("Not known", missing),
        rows_section("Treatments in this episode", _history(found, vocabulary, short)),
        rows_section("Lists", _lists(found, short)),
        Section("Codes that matched nothing", tuple(_unmatched(found))),
        Section("Ignored", tuple(_ignored(found, short))),
    )
    shown = tuple(section for section in sections if section.blocks)
    return Document("The record as it was understood", tuple(head), shown, about=_head(found))


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
        "unmatched_names": dict(found.unmatched_names),
        "complete": sorted(found.patient.complete),
        "not_complete": dict(found.gaps),
    }


# -- private -------------------------------------------------------------------------------

_UUID: Final = re.compile(r"\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")


class _Short:
    """Makes a text safe to show, and long ids short, as far as they stay apart."""

    def __init__(self, found: Understanding) -> None:
        told = [note.resource for note in found.notes]
        told += [finding.entry.source or "" for finding in found.findings]
        ids = {match[0] for text in told for match in _UUID.finditer(text)}
        self._apart = len({id_[:8] for id_ in ids}) == len(ids)

    def __call__(self, text: str) -> str:
        text = clean(text)
        return _UUID.sub(r"\1…", text) if self._apart else text


def _head(found: Understanding) -> str:
    total = sum(found.resources.values())
    at = f" · settings of {found.site}" if found.site else " · no site settings"
    return clean(f"{found.patient.id} · {total} resources · as of {found.as_of}{at}")


def _known(
    known: Iterable[RecordFinding], found: Understanding, vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    """What is known, each with where it comes from; the answers of a questionnaire in one place."""
    answers: dict[tuple[str, str, str], list[str]] = {}
    for finding in known:
        value, title = _value(finding, vocabulary), _title(finding, vocabulary)
        source = finding.entry.source or ""
        if source.startswith("QuestionnaireResponse/"):
            on = "" if finding.entry.on is None else said(finding.entry.on)
            answers.setdefault((value, source, on), []).append(title)
            continue
        yield title, f"{value}  ← {_origin(finding, called=found.called.get(source, ''))}"
    for (value, source, on), titles in answers.items():
        beside = f" ({on})" if on else ""
        yield f"answered: {value}", f"{'; '.join(titles)}  ← {source}{beside}"


def _title(finding: RecordFinding, vocabulary: Vocabulary) -> str:
    return vocabulary.attributes[finding.attribute].title


def _too_old(finding: RecordFinding, found: Understanding, vocabulary: Vocabulary) -> str:
    """Why a value does not count on the day asked about; empty where it does."""
    return too_old(vocabulary.attributes[finding.attribute], found.patient, found.as_of)


def _value(finding: RecordFinding, vocabulary: Vocabulary) -> str:
    entry = finding.entry
    assumed = f", as an assumption: {entry.assumed}" if entry.assumed else ""
    return f"{said(entry.value, vocabulary.attributes[finding.attribute].type.unit)}{assumed}"


def _origin(finding: RecordFinding, told: str = "", called: str = "") -> str:
    """The resource, the element, what it is called, the code unless it was told, and the date."""
    entry = finding.entry
    path = f" {finding.path}" if finding.path not in ("", "code") else ""
    code = "" if finding.code in told else finding.code
    beside = ", ".join(filter(None, (called, code, "" if entry.on is None else said(entry.on))))
    return f"{entry.source}{path}" + (f" ({beside})" if beside else "")


def _by_reason(
    unknown: Iterable[RecordFinding], stale: dict[RecordFinding, str], vocabulary: Vocabulary
) -> Iterator[tuple[list[str], str]]:
    """What is not known, each reason once."""
    found: dict[str, list[str]] = {}
    for finding in unknown:
        told = stale[finding] or _why(finding.entry)
        reason = f"{told}  ← {_origin(finding, told)}"
        found.setdefault(reason, []).append(_title(finding, vocabulary))
    for reason, titles in found.items():
        yield titles, reason


def _why(entry: Entry) -> str:
    return f"{entry.why}: {entry.detail}" if entry.why is not None else "unknown"


def _history(found: Understanding, vocabulary: Vocabulary, short: _Short) -> Iterator[Row]:
    if found.patient.trials is None:
        yield Row("not known", (Said(short(found.no_history)),))
    elif not found.patient.trials:
        yield Row("none")
    for trial in found.patient.trials or ():
        course = _course(trial, vocabulary.therapies[trial.therapy])
        title = found.titles.get(trial.therapy, trial.therapy)
        yield Row(title, (Said(short(course)),))


def _course(trial: Trial, unit: str | None) -> str:
    start = f"from {said(trial.start)}"
    end = "ongoing" if trial.ongoing else f"to {said(trial.end)}"
    times = f", sessions: {trial.sessions}" if trial.sessions is not None else ""
    dose = f", {plain(trial.dose)} {unit} a day" if trial.dose is not None else ""
    outcome = f", {trial.outcome}" if trial.outcome is not None else ""
    return f"{start}, {end}{times}{dose}{outcome}  ← {trial.source}"


def _unmatched(found: Understanding) -> Iterator[Block]:
    codes = sorted(found.unmatched, key=lambda code: (not code.startswith(_ENTRIES), code))
    names = found.unmatched_names
    rows = tuple(
        (f"{names[code]} ({code})" if names.get(code) else code, found.unmatched[code])
        for code in codes[:_SHOWN]
    )
    if rows:
        yield DocumentTable(("Code", "Entries"), rows)
    if len(codes) > _SHOWN:
        yield Paragraph(f"and {len(codes) - _SHOWN} more; --json lists all")


def _ignored(found: Understanding, short: _Short) -> Iterator[Entries]:
    """What was left aside, each reason once; what other sections say is not said again."""
    notes = [note for note in found.notes if not _told_elsewhere(note)]
    for code in sorted({note.problem.code for note in notes}):
        of_it = [note for note in notes if note.problem.code == code]
        if code == "P439":
            kinds = (f"{label} {text.split()[0]}" for label, text in map(_parted, of_it))
            told = [", ".join(kinds)]
        else:
            told = [short(line) for line in _in_short(of_it)]
        title = f"{CODES[code].title} ({code}): {len(of_it)}"
        yield Entries(title, tuple(map(ListEntry, told)))


def _in_short(notes: Iterable[ReadingNote]) -> Iterator[str]:
    """Each reason with what it holds for."""
    reasons: dict[str, list[str]] = {}
    for label, text in map(_parted, notes):
        reasons.setdefault(text, []).append(label)
    yield from (f"{text}  ← {_some(labels)}" for text, labels in list(reasons.items())[:_SHOWN])
    if len(reasons) > _SHOWN:
        yield f"and {len(reasons) - _SHOWN} more; --json lists all"


def _told_elsewhere(note: ReadingNote) -> bool:
    """Whether a note stands among the lists, the treatments or the codes."""
    history = note.problem.code == "P445" and not note.problem.message.startswith("`")
    return history or note.problem.code in ("P435", "P440")


def _parted(note: ReadingNote) -> tuple[str, str]:
    """The name of a resource, with the element, and what a note says of it."""
    head, apart, text = note.problem.message.partition("`: ")
    if not apart or not head.startswith("`"):
        return note.resource, note.problem.message
    return head.removeprefix("`"), text


def _some(labels: Sequence[str]) -> str:
    """The first labels, and how many more there are."""
    more = f" and {len(labels) - _LABELS} more" if len(labels) > _LABELS else ""
    return ", ".join(labels[:_LABELS]) + more


def _lists(found: Understanding, short: _Short) -> Iterator[Row]:
    complete = sorted(found.patient.complete)
    if complete:
        text = "complete, as the site declares: what is not on it counts as no, as an assumption"
        yield Row(", ".join(complete), (Said(text),))
    by_reasons: dict[tuple[str, ...], list[str]] = {}
    for name in found.gaps:
        by_reasons.setdefault(found.patient.gaps[RecordList(name)], []).append(name)
    for reasons, names in by_reasons.items():
        told = [short(reason) for reason in reasons[:_SHOWN]]
        told += [f"and {len(reasons) - _SHOWN} more"] if len(reasons) > _SHOWN else []
        details = tuple(Detail("", (Said(line),)) for line in told)
        yield Row(", ".join(names), (Said("declared complete, but does not count:"),), "", details)
    if not complete and not found.gaps:
        yield Row("none is declared complete", (Said("what is absent is unknown"),))


def _finding(finding: RecordFinding, vocabulary: Vocabulary) -> dict[str, object]:
    entry = finding.entry
    return {
        "attribute": finding.attribute,
        "title": _title(finding, vocabulary),
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


def _note(note: ReadingNote) -> dict[str, object]:
    return {
        "resource": note.resource,
        "problem": note.problem.code,
        "message": note.problem.message,
        "code": note.code or None,
    }
