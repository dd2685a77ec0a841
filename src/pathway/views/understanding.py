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
from pathway.views.columns import bold, coloured, flowing, hanging, wrapped
from pathway.views.page import Tone, clean
from pathway.yaml.values import plain

#: The widest column of names.
_LEAD = 30
#: What is shown of one kind; the rest is counted.
_SHOWN = 12
_LABELS = 4
#: The systems of entries of lists, which matter before results.
_ENTRIES: Final = ("icd10 ", "snomed ", "rxnorm ", "atc ")


def render(
    found: Understanding, vocabulary: Vocabulary, *, width: int = 80, colour: bool = False
) -> str:
    """The record as it was understood: known, not known, trials, lists, codes, what was ignored."""
    stale = {finding: _too_old(finding, found, vocabulary) for finding in found.findings}
    known = [f for f in found.findings if f.entry.value is not None and not stale[f]]
    unknown = [f for f in found.findings if f.entry.value is None or stale[f]]
    short = _Short(found)
    lines = wrapped(_head(found), width)
    for stop in found.stops:
        lines += ["", *(bold(line, colour) for line in wrapped(clean(stop.message), width))]
        lines += wrapped("No treatment is advised on this record.", width)
    if known:
        lines += ["", bold("UNDERSTOOD", colour)]
        for lead, told in _known(known, found, vocabulary):
            rows = hanging(f"  {lead}  ", short(told), _LEAD, width)
            lines += [coloured(row, Tone.GO, colour) for row in rows]
    if unknown:
        lines += ["", bold("NOT KNOWN", colour)]
    for titles, reason in _by_reason(unknown, stale, vocabulary):
        rows = flowing("  ", "; ".join(titles), 2, width)
        lines += [coloured(row, Tone.ASK, colour) for row in rows]
        lines += flowing("      ", short(reason), 6, width)
    lines += ["", bold("TREATMENTS IN THIS EPISODE", colour)]
    lines += _history(found, vocabulary, short, width)
    lines += ["", bold("LISTS", colour), *_lists(found, short, width)]
    if found.unmatched:
        lines += ["", bold("CODES THAT MATCHED NOTHING", colour), *_unmatched(found, width)]
    lines += _ignored(found, short, width, colour)
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


def _history(
    found: Understanding, vocabulary: Vocabulary, short: _Short, width: int
) -> Iterator[str]:
    if found.patient.trials is None:
        yield from hanging("  not known  ", short(found.no_history), _LEAD, width)
    elif not found.patient.trials:
        yield "  none"
    for trial in found.patient.trials or ():
        course = _course(trial, vocabulary.therapies[trial.therapy])
        title = found.titles.get(trial.therapy, trial.therapy)
        yield from hanging(f"  {title}  ", short(course), _LEAD, width)


def _course(trial: Trial, unit: str | None) -> str:
    start = f"from {said(trial.start)}"
    end = "ongoing" if trial.ongoing else f"to {said(trial.end)}"
    times = f", sessions: {trial.sessions}" if trial.sessions is not None else ""
    dose = f", {plain(trial.dose)} {unit} a day" if trial.dose is not None else ""
    outcome = f", {trial.outcome}" if trial.outcome is not None else ""
    return f"{start}, {end}{times}{dose}{outcome}  ← {trial.source}"


def _unmatched(found: Understanding, width: int) -> Iterator[str]:
    codes = sorted(found.unmatched, key=lambda code: (not code.startswith(_ENTRIES), code))
    for code in codes[:_SHOWN]:
        number = found.unmatched[code]
        name = found.unmatched_names.get(code)
        told = f"{name} ({code})" if name else code
        yield from hanging(f"  {number:>4}  ", clean(told), 8, width)
    if len(codes) > _SHOWN:
        yield f"        and {len(codes) - _SHOWN} more; --json lists all"


def _ignored(found: Understanding, short: _Short, width: int, colour: bool) -> Iterator[str]:
    """What was left aside, each reason once; what other sections say is not said again."""
    notes = [note for note in found.notes if not _told_elsewhere(note)]
    if not notes:
        return
    yield ""
    yield bold("IGNORED", colour)
    for code in sorted({note.problem.code for note in notes}):
        of_it = [note for note in notes if note.problem.code == code]
        yield f"  {CODES[code].title} ({code}): {len(of_it)}"
        if code == "P439":
            kinds = (f"{label} {text.split()[0]}" for label, text in map(_parted, of_it))
            yield from flowing("    ", ", ".join(kinds), 4, width)
            continue
        reasons: dict[str, list[str]] = {}
        for note in of_it:
            label, text = _parted(note)
            reasons.setdefault(text, []).append(label)
        for text, labels in list(reasons.items())[:_SHOWN]:
            yield from flowing("    ", short(f"{text}  ← {_some(labels)}"), 6, width)
        if len(reasons) > _SHOWN:
            yield f"    and {len(reasons) - _SHOWN} more; --json lists all"


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


def _lists(found: Understanding, short: _Short, width: int) -> Iterator[str]:
    complete = sorted(found.patient.complete)
    if complete:
        text = "complete, as the site declares: what is not on it counts as no, as an assumption"
        yield from hanging(f"  {', '.join(complete)}  ", text, _LEAD, width)
    by_reasons: dict[tuple[str, ...], list[str]] = {}
    for name in found.gaps:
        by_reasons.setdefault(found.patient.gaps[RecordList(name)], []).append(name)
    for reasons, names in by_reasons.items():
        text = "declared complete, but does not count:"
        yield from hanging(f"  {', '.join(names)}  ", text, _LEAD, width)
        for reason in reasons[:_SHOWN]:
            yield from flowing("      ", short(reason), 8, width)
        if len(reasons) > _SHOWN:
            yield f"      and {len(reasons) - _SHOWN} more"
    if not complete and not found.gaps:
        yield "  none is declared complete: what is absent is unknown"


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
