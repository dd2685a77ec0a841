"""What the service recorded, as text and as plain values: a list, one record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from pathway.records import ServiceRecord
from pathway.records.served import ADVICE, FEEDBACK, PROPOSAL, SCHEMA
from pathway.views.columns import cells, hanging
from pathway.views.page import clean
from pathway.views.records import in_columns, in_lines, time_of


def listed(records: Sequence[ServiceRecord], *, width: int = 80) -> str:
    """One line for each record: when, for which client and patient, and what was said."""
    rows = [
        (
            str(record.sequence),
            time_of(record.recorded_at),
            clean(record.entry.client or "–"),
            clean(record.entry.patient[:8] or "–"),
            clean(record.entry.kind),
            clean(_notes(record)),
        )
        for record in records
    ]
    return in_columns(rows, width)


def whole(record: ServiceRecord, *, width: int = 80) -> str:
    """One record: its columns, each card or what was answered, and the patient as recorded."""
    named = record.to_dict()
    rows = [(name, str(named[name])) for name in named if name != "body" and named[name]]
    body = _body(record)
    rows += [(name, said) for name in _SHORT if (said := _words(body.get(name)))]
    for card in _cards(body):
        rows += list(_card(card))
    rows += [(f"fact {name}", said) for name, said in _pairs(body.get("facts"))]
    indent = max(cells(name) for name, _ in rows) + 2
    lines = [line for name, said in rows for line in hanging(name, clean(said), indent, width)]
    patient = str(body.get("snapshot") or "").splitlines()
    return in_lines([*lines, *([""] if patient else []), *map(clean, patient)])


def record_dict(record: ServiceRecord) -> dict[str, Any]:
    """One record as plain values, as it is hashed."""
    return {"schema": SCHEMA, **record.to_dict()}


def list_dict(records: Sequence[ServiceRecord]) -> dict[str, Any]:
    """Records as plain values, without their bodies."""
    return {
        "schema": "pathway-service-records/1",
        "records": [
            {name: value for name, value in record.to_dict().items() if name != "body"}
            for record in records
        ],
    }


# -- private -------------------------------------------------------------------------------

#: What of a body is told in a line each.
_SHORT = (
    *("hook", "instance", "user", "as_of", "pathway", "version", "digest", "engine", "strict"),
    *(
        "judged_by",
        "left_out",
        "adopts",
        "therapy",
        "example",
        "verdict",
        "because",
        "fired",
        "pending",
        "red_flags",
        "said",
        "advice",
        "outcome",
        "at",
        "topic",
        "suggestions",
        "reasons",
        "comments",
        "until",
    ),
)


def _notes(record: ServiceRecord) -> str:
    body = _body(record)
    if record.entry.kind == FEEDBACK:
        said = [body.get("outcome"), body.get("topic"), body.get("until") and "put off"]
        said += [_words(body.get("reasons"))]
        return ", ".join(str(one) for one in said if one)
    if record.entry.kind == ADVICE:
        said = [body.get("pathway") or "no pathway", body.get("therapy")]
        said += ["an example, no patient"] if body.get("example") else []
        return f"{record.entry.about}: {', '.join(str(one) for one in said if one)}"
    if record.entry.kind == PROPOSAL:
        return f"{record.entry.about}: {_words(body.get('therapy')) or '–'}: {body.get('verdict')}"
    topics = [str(card.get("topic") or card.get("uuid")) for card in _cards(body)]
    return f"{record.entry.about}: {', '.join(topics) or 'no card'}"


def _card(card: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    said = [card.get("indicator"), card.get("topic"), card.get("about")]
    yield "card", str(card.get("uuid"))
    yield "  of it", ", ".join(str(one) for one in said if one) or "–"
    if card.get("summary"):
        yield "  summary", str(card["summary"])
    for name, words in _pairs(card.get("facts")):
        yield f"  {name}", words


def _words(value: object) -> str:
    """A value in words; of a coded reason its display, else its code; of a pathway its version."""
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    if isinstance(value, dict) and "id" in value:
        return f"{value['id']} {value.get('version', '')}".rstrip()
    if isinstance(value, dict):
        return str(value.get("display") or value.get("code") or "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _pairs(value: object) -> list[tuple[str, str]]:
    facts = value if isinstance(value, dict) else {}
    return [(str(name), str(words)) for name, words in facts.items()]


def _cards(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    cards = body.get("cards")
    return [one for one in cards if isinstance(one, dict)] if isinstance(cards, list) else []


def _body(record: ServiceRecord) -> Mapping[str, Any]:
    found = orjson.loads(record.entry.body)
    return found if isinstance(found, dict) else {}
