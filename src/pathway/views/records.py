"""Decision records as text and as plain values: lists, one record, verification, replay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson

from pathway.records import Head, Record, Replay, ReplayDifference, Verification
from pathway.records.model import HEAD_SCHEMA, SCHEMA, SERVICE_HEAD_SCHEMA
from pathway.views.columns import cells, hanging, padded, wrapped
from pathway.views.document import Block, Document, Entries, ListEntry, Paragraph, Section
from pathway.views.page import clean
from pathway.views.problems import plural

#: Narrowest useful last column of a list; below it the notes stand on lines of their own.
_ROOM = 20

#: What a list leaves out: a record's long parts.
_LONG = ("snapshot", "shown")


def acknowledged(record: Record, *, width: int = 80) -> str:
    """What was just recorded, in two lines."""
    decision = record.decision
    option = _shown(record).get("option") or {}
    advised = f"{option.get('verdict', '')}, {option.get('action', '')}"
    said = f"{_DONE[decision.action]} {option.get('title', decision.therapy)} ({advised})"
    told = wrapped(clean(f"record {record.sequence}: {decision.actor} {said}"), width)
    when = f"{time_of(record.recorded_at)}, patient {decision.patient[:8]}, hash {record.hash}"
    return in_lines([*told, *hanging("", when, 2, width)])


def listed(records: Sequence[Record], superseded: Mapping[int, int], *, width: int = 80) -> str:
    """One line for each record; what was superseded says by which."""
    rows = [_row(record, superseded.get(record.sequence)) for record in records]
    return in_columns(rows, width)


def in_columns(rows: Sequence[tuple[str, ...]], width: int) -> str:
    """Rows as lines, with their last column below itself where it is long."""
    if not rows:
        return "no records\n"
    widths = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    indent = sum(widths) + 2 * len(widths)
    if width - indent < _ROOM:
        indent = 4
    lines: list[str] = []
    for row in rows:
        columns = zip(row[:-1], widths, strict=True)
        lines += hanging("  ".join(padded(*column) for column in columns), row[-1], indent, width)
    return in_lines(lines)


def whole(record: Record, newer: int | None = None, *, width: int = 80) -> str:
    """One record: its columns, what was shown in short, and the patient as recorded."""
    named = record.to_dict()
    rows = [(name, str(named[name])) for name in named if name not in _LONG and named[name]]
    shown = _shown(record)
    option = shown.get("option") or {}
    rows += [(f"shown {name}", _words(option[name])) for name in _SHOWN if option.get(name)]
    rows += [("shown rule", f"{r['rule']}: {r['text']}") for r in option.get("reasons", ())]
    rows += [(f"alert {one['id']}", f"{one['state']}: {one['title']}") for one in _alerts(shown)]
    if newer is not None:
        rows.append(("superseded by", f"record {newer}"))
    indent = max(cells(name) for name, _ in rows) + 2
    lines = [line for name, said in rows for line in hanging(name, clean(said), indent, width)]
    return in_lines([*lines, "", *_patient(record)])


def time_of(recorded_at: str) -> str:
    """When something was recorded, to the minute."""
    day, _, clock = recorded_at.partition("T")
    return clean(f"{day} {clock[:5]} UTC")


def in_lines(lines: Sequence[str]) -> str:
    """Lines as a text."""
    return "\n".join(line.rstrip() for line in lines) + "\n"


def verification(found: Verification, known: Head | None = None, one: str = "record") -> Document:
    """Whether the chain is whole, or every record that was touched; `one` is a record's name."""
    told = plural(found.count, one)
    against = f", and goes on from record {known.sequence} of the head" if known else ""
    stands = f"the chain is whole{against}" if found.whole else "the chain is BROKEN"
    touched = [ListEntry(one.message) for one in found.findings]
    touched += [ListEntry(f"and {found.more} more")] if found.more else []
    blocks: list[Block] = [Entries("", tuple(touched))] if touched else []
    if found.head is not None:
        blocks.append(Paragraph(f"head: record {found.head.sequence}, {found.head.hash}"))
    return Document(f"{told}: {stands}", (), (Section("", tuple(blocks)),) if blocks else ())


def verifications(
    found: Verification, known: Head | None, served: Verification | None, known_served: Head | None
) -> Document:
    """Both chains on one page; that of the service where there is one."""
    decided = verification(found, known)
    if served is None:
        return decided
    said = verification(served, known_served, "service record")
    blocks = tuple(block for section in said.sections for block in section.blocks)
    return replace(decided, sections=(*decided.sections, Section(said.title, blocks)))


def replay_report(replays: Sequence[Replay]) -> Document:
    """For each record: identical, or what differs."""
    same = sum(one.identical for one in replays)
    entries = Entries("", tuple(map(_replayed, replays)))
    sections = (Section("", (entries,)),) if replays else ()
    return Document(f"{same} of {plural(len(replays), 'record')} identical", (), sections)


def record_dict(record: Record) -> dict[str, Any]:
    """One record as plain values, as it is hashed."""
    return {"schema": SCHEMA, **record.to_dict()}


def list_dict(records: Sequence[Record], superseded: Mapping[int, int]) -> dict[str, Any]:
    """Records as plain values, without their long parts."""
    return {
        "schema": "pathway-records/1",
        "records": [
            {name: value for name, value in record.to_dict().items() if name not in _LONG}
            | {"superseded_by": superseded.get(record.sequence)}
            for record in records
        ],
    }


def verification_dict(
    found: Verification, known: Head | None, schema: str = HEAD_SCHEMA
) -> dict[str, Any]:
    """A verification as plain values."""
    return {
        "schema": "pathway-verification/1",
        "whole": found.whole,
        "records": found.count,
        "head": None if found.head is None else found.head.to_dict(schema),
        "against": None if known is None else known.to_dict(schema),
        "findings": [one.to_dict() for one in found.findings],
        "more": found.more,
    }


def verifications_dict(
    found: Verification, known: Head | None, served: Verification | None, known_served: Head | None
) -> dict[str, Any]:
    """Both chains as plain values; `whole` says it of all, and `service` is null where none is."""
    service = None
    if served is not None:
        service = verification_dict(served, known_served, SERVICE_HEAD_SCHEMA)
    whole = found.whole and (served is None or served.whole)
    return {**verification_dict(found, known), "whole": whole, "service": service}


def replays_dict(replays: Sequence[Replay]) -> dict[str, Any]:
    """Replays as plain values."""
    return {
        "schema": "pathway-replay/1",
        "replays": [
            {
                "sequence": one.sequence,
                "identical": one.identical,
                "differences": [difference.to_dict() for difference in one.differences],
                "errors": [{"code": p.code, "message": p.message} for p in one.problems],
            }
            for one in replays
        ],
    }


# -- private -------------------------------------------------------------------------------

_DONE = {"accept": "accepts", "decline": "declines", "override": "overrides the advice on"}
_SHOWN = ("verdict", "action", "summary", "strength", "certainty", "pending_on", "overridden")


def _row(record: Record, newer: int | None) -> tuple[str, ...]:
    decision = record.decision
    notes = [decision.therapy]
    notes += [f"against {decision.rule}"] if decision.rule else []
    notes += [f"supersedes {decision.supersedes}"] if decision.supersedes else []
    notes += [f"superseded by {newer}"] if newer else []
    return (
        str(record.sequence),
        time_of(record.recorded_at),
        clean(decision.actor),
        clean(decision.patient[:8]),
        clean(decision.action),
        clean(", ".join(notes)),
    )


def _replayed(one: Replay) -> ListEntry:
    title = f"record {one.sequence}"
    if one.identical:
        return ListEntry(title, "identical")
    if one.problems:
        lines = tuple(problem.message for problem in one.problems)
        return ListEntry(title, "cannot be computed again", lines=lines)
    return ListEntry(title, "differs", lines=tuple(_differences(one)))


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _differences(one: Replay) -> Iterator[str]:
    for difference in one.differences:
        recorded, now = _short(difference)
        yield f"{difference.what}: {recorded} → {now}"


def _short(difference: ReplayDifference) -> tuple[str, str]:
    """Both sides; a digest, or what is very long, by its beginning."""
    sides = ("–" if side is None else side for side in (difference.recorded, difference.now))
    room = 12 if "digest" in difference.what else 60
    recorded, now = (side if len(side) <= room else f"{side[:room]}…" for side in sides)
    return recorded, now


def _shown(record: Record) -> Mapping[str, Any]:
    return _loaded(record.decision.shown)


def _alerts(shown: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    alerts: Sequence[Mapping[str, Any]] = shown.get("alerts", ())
    return alerts


def _patient(record: Record) -> list[str]:
    text = str(_loaded(record.decision.snapshot).get("patient", ""))
    return [clean(line) if line.strip() else "" for line in text.splitlines()]


def _loaded(text: str) -> Mapping[str, Any]:
    """A JSON text as a mapping; empty where an edited record holds something else."""
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}
