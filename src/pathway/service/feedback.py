"""What clinicians did with cards, as clients send it back: read, checked, chained to its card.

Both spellings in use are read (`overrideReason`, and `overrideReasons` with several), and a single
feedback that stands in no list.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from pathway.frozen import frozen
from pathway.ground.problems import in_backticks
from pathway.records import ServiceEntry, ServiceRecord
from pathway.records.model import canonical, is_text
from pathway.records.served import FEEDBACK
from pathway.service.hook_request import read_json, refused
from pathway.service.refusal import Refusal, RefusedError

if TYPE_CHECKING:
    from pathway.records.served_store import ServedRecords

ACCEPTED: Final = "accepted"
OVERRIDDEN: Final = "overridden"


@frozen
class OverrideReason:
    """Why a card was passed over: one of the reasons that it offered."""

    code: str
    system: str
    display: str = ""


@frozen
class Feedback:
    """What was done with one card.

    `service` and `client` say from where it came, `suggestions` are the ids of those accepted,
    `at` is the client's time.
    """

    service: str
    client: str
    card: str
    outcome: str
    at: str
    suggestions: tuple[str, ...] = ()
    reasons: tuple[OverrideReason, ...] = ()
    comments: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The feedback as it is recorded."""
        reasons = [{"code": r.code, "system": r.system, "display": r.display} for r in self.reasons]
        return {
            "service": self.service,
            "client": self.client,
            "card": self.card,
            "outcome": self.outcome,
            "at": self.at,
            "suggestions": list(self.suggestions),
            "reasons": reasons,
            "comments": list(self.comments),
        }


def read_feedback(body: bytes, service: str, client: str, *, depth: int) -> tuple[Feedback, ...]:
    """All feedback in a body; raises RefusedError (400) where any of it is not as it should be."""
    json = read_json(body, depth=depth)
    if not isinstance(json, dict):
        raise refused("the body is not a JSON object")
    if "feedback" in json:
        _known(json, ("feedback",), "the body")
        found = json["feedback"]
    else:
        found = json
    listed = found if isinstance(found, list) else [found]
    if not listed or len(listed) > _MOST:
        raise refused(f"`feedback` is not a list of 1 to {_MOST} feedbacks")
    several = isinstance(found, list)
    return tuple(
        _feedback(one, f"feedback[{number}]" if several else "feedback", service, client)
        for number, one in enumerate(listed)
    )


def record_feedback(
    records: ServedRecords, feedback: Sequence[Feedback], *, snooze_days: int
) -> tuple[ServiceRecord, ...]:
    """Record feedback, all or none; the same twice is recorded once (then `repeated`).

    Raises RefusedError: 404 for a card that this client was not shown by this service, 400 for a
    card that is put off for longer than `snooze_days`. Raises RecordsError where it is not saved.
    """
    entries = [
        _entry(records, one, f"feedback[{number}]", snooze_days)
        for number, one in enumerate(feedback)
    ]
    return records.append(entries)


# -- private -------------------------------------------------------------------------------

#: So many feedbacks at once, and the longest of their texts.
_MOST: Final = 100
_LONGEST: Final = 512
_LONGEST_COMMENT: Final = 10_000
_NAMES: Final = (
    *("card", "outcome", "outcomeTimestamp", "acceptedSuggestions"),
    *("overrideReason", "overrideReasons"),
)
#: A card that is put off for so many days from the day of its answer.
_SNOOZE: Final = re.compile(r"snooze-(\d{1,4})")


def _feedback(json: object, where: str, service: str, client: str) -> Feedback:
    found = _object(json, where)
    _known(found, _NAMES, f"`{where}`")
    outcome = _text(found, "outcome", where)
    if outcome not in (ACCEPTED, OVERRIDDEN):
        raise refused(f"`{where}.outcome` is not `{ACCEPTED}` or `{OVERRIDDEN}`")
    given = _listed(found, "acceptedSuggestions", where, single=False)
    suggestions = tuple(_suggestion(one, place) for place, one in given)
    if outcome == ACCEPTED and not suggestions:
        raise refused(f"`{where}` is accepted, and `acceptedSuggestions` is missing or empty")
    if outcome == OVERRIDDEN and suggestions:
        raise refused(f"`{where}` is overridden, and has `acceptedSuggestions`")
    given = [
        *_listed(found, "overrideReason", where, single=True),
        *_listed(found, "overrideReasons", where, single=True),
    ]
    if outcome == ACCEPTED and given:
        raise refused(f"`{where}` is accepted, and has a reason to override")
    pairs = [_reason(one, place) for place, one in given]
    return Feedback(
        service=service,
        client=client,
        card=_text(found, "card", where),
        outcome=outcome,
        at=_time(found, where),
        suggestions=tuple(dict.fromkeys(suggestions)),
        reasons=tuple(dict.fromkeys(reason for reason, _ in pairs if reason is not None)),
        comments=tuple(dict.fromkeys(comment for _, comment in pairs if comment)),
    )


def _suggestion(json: object, where: str) -> str:
    found = _object(json, where)
    _known(found, ("id",), f"`{where}`")
    return _text(found, "id", where)


def _reason(json: object, where: str) -> tuple[OverrideReason | None, str]:
    """A reason, a comment, or both; the coding of a reason may stand there by itself."""
    found = _object(json, where)
    if "code" in found:
        return _coding(found, where), ""
    _known(found, ("reason", "userComment"), f"`{where}`")
    comment = found.get("userComment")
    if comment is not None and (not isinstance(comment, str) or len(comment) > _LONGEST_COMMENT):
        raise refused(f"`{where}.userComment` is not a text of at most {_LONGEST_COMMENT} letters")
    coding = found.get("reason")
    if coding is None and not (comment or "").strip():
        raise refused(f"`{where}` has neither a `reason` nor a `userComment`")
    reason = None if coding is None else _coding(coding, f"{where}.reason")
    return reason, (comment or "").strip()


def _coding(json: object, where: str) -> OverrideReason:
    found = _object(json, where)
    _known(found, ("code", "system", "display"), f"`{where}`")
    optional = {
        name: _text(found, name, where) if found.get(name) is not None else ""
        for name in ("system", "display")
    }
    return OverrideReason(_text(found, "code", where), **optional)


def _time(json: Mapping[str, Any], where: str) -> str:
    text = _text(json, "outcomeTimestamp", where)
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        when = None
    if when is None or when.tzinfo is None:
        hint = "such as 2026-11-20T09:12:33Z"
        raise refused(f"`{where}.outcomeTimestamp` is not a time with its zone", hint)
    return text


def _listed(
    json: Mapping[str, Any], name: str, where: str, *, single: bool
) -> list[tuple[str, object]]:
    """What stands in a list, each with its place; by itself where that is allowed."""
    found = json.get(name)
    if found is None:
        return []
    if single and isinstance(found, dict):
        return [(f"{where}.{name}", found)]
    if not isinstance(found, list) or len(found) > _MOST:
        raise refused(f"`{where}.{name}` is not a list of at most {_MOST}")
    return [(f"{where}.{name}[{number}]", one) for number, one in enumerate(found)]


def _object(json: object, where: str) -> Mapping[str, Any]:
    if not isinstance(json, dict):
        raise refused(f"`{where}` is not a JSON object")
    return json


def _known(json: Mapping[str, Any], names: Sequence[str], what: str) -> None:
    """Refuse members that nobody knows, apart from the extensions that are allowed anywhere."""
    for name in json:
        if name not in names and name != "extension":
            raise refused(f"{what} has an unknown member {in_backticks(name[:60])}")


def _text(json: Mapping[str, Any], name: str, where: str) -> str:
    found = json.get(name)
    if isinstance(found, str) and found.strip() and len(found) <= _LONGEST and is_text(found):
        return found
    raise refused(f"`{where}.{name}` is missing, or is not a short text")


def _entry(records: ServedRecords, one: Feedback, where: str, most: int) -> ServiceEntry:
    """What is recorded of a feedback: what came, and what it needs of its card."""
    shown = records.card(one.card)
    if shown is None or (shown.entry.client, shown.entry.about) != (one.client, one.service):
        message = f"`{where}.card`: this service has shown you no such card"
        raise RefusedError(Refusal(404, "not-found", message))
    answer = shown.body
    card = next(card for card in answer["cards"] if card["uuid"] == one.card)
    until = _until(one, date.fromisoformat(answer["as_of"]), where, most)
    said = one.to_dict()
    body = {
        **said,
        "answer": shown.sequence,
        "topic": card.get("topic"),
        "subject": card.get("subject") or card.get("topic"),
        "facts": card.get("facts") or {},
        "fired": card.get("fired") or [],
        "until": None if until is None else until.isoformat(),
    }
    digest = hashlib.sha256(canonical(said).encode()).hexdigest()
    return ServiceEntry(
        request=f"feedback {digest}",
        kind=FEEDBACK,
        client=one.client,
        patient=shown.entry.patient,
        about=one.card,
        body=canonical(body),
    )


def _until(one: Feedback, shown: date, where: str, most: int) -> date | None:
    """The day on which a card that was put off comes back; None where it was not."""
    named = [_SNOOZE.fullmatch(reason.code) for reason in one.reasons]
    days = [int(match[1]) for match in named if match is not None]
    if not days:
        return None
    if not 1 <= min(days) <= max(days) <= most:
        raise refused(f"`{where}`: a card can be put off for 1 to {most} days")
    return shown + timedelta(days=min(days))
