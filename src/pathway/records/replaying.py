"""Replay: a record's advice computed again, and in what it differs from what was shown.

How to compute is handed in, so that records know nothing of engines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import orjson

from pathway.frozen import frozen
from pathway.ground.problems import PathwayError, Problem
from pathway.records.model import Record
from pathway.records.snapshot import Snapshot


@frozen
class Recomputed:
    """What an engine makes of a snapshot today."""

    version: str
    digest: str
    engine: str
    advice: str
    resolved: Mapping[str, str]
    shown: Mapping[str, Any]


#: Advises again on a snapshot, about the therapy that was decided on; may raise PathwayError.
Recompute: TypeAlias = Callable[[Snapshot, str], Recomputed]


@frozen
class ReplayDifference:
    """One thing that is not now as it was recorded; None where there is no such thing."""

    what: str
    recorded: str | None
    now: str | None

    def to_dict(self) -> dict[str, Any]:
        """The difference as plain data."""
        return {"what": self.what, "recorded": self.recorded, "now": self.now}


@frozen
class Replay:
    """Whether a record's advice comes out the same, and if not, what differs and why.

    `problems` say why it could not be computed at all.
    """

    sequence: int
    identical: bool
    differences: tuple[ReplayDifference, ...] = ()
    problems: tuple[Problem, ...] = ()


def replay(record: Record, recompute: Recompute) -> Replay:
    """Compute a record's advice again and compare."""
    decision = record.decision
    try:
        snapshot = Snapshot.read(decision.snapshot, record.sequence)
        now = recompute(snapshot, decision.therapy)
    except PathwayError as error:
        return Replay(record.sequence, identical=False, problems=error.problems)
    if now.advice == decision.advice:
        return Replay(record.sequence, identical=True)
    found = tuple(_differences(record, snapshot, now))
    return Replay(record.sequence, identical=False, differences=found)


# -- private -------------------------------------------------------------------------------


def _differences(record: Record, snapshot: Snapshot, now: Recomputed) -> Iterator[ReplayDifference]:
    decision = record.decision
    yield from _compared("engine version", decision.engine, now.engine)
    yield from _compared("pathway version", decision.version, now.version)
    yield from _compared("content digest", decision.digest, now.digest)
    yield from _each("value of", snapshot.resolved, now.resolved)
    yield from _shown(_loaded(decision.shown), now.shown)
    yield from _compared("advice digest", decision.advice, now.advice)


def _shown(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[ReplayDifference]:
    for name in ("outcome", "urgency", "red_flags"):
        yield from _compared(name.replace("_", " "), before.get(name), now.get(name))
    yield from _each("alert", _states(before), _states(now))
    yield from _each("verdict on", _verdicts(before), _verdicts(now))
    for name in ("questions", "assumptions"):
        yield from _each(name.removesuffix("s"), _set(before, name), _set(now, name))
    yield from _each("shown of the therapy:", _option(before), _option(now))


def _each(
    what: str, before: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[ReplayDifference]:
    for name in dict.fromkeys((*before, *now)):
        yield from _compared(f"{what} {name}", before.get(name), now.get(name))


def _compared(what: str, before: object, now: object) -> Iterator[ReplayDifference]:
    if before != now:
        yield ReplayDifference(what, *(None if one is None else str(one) for one in (before, now)))


def _states(shown: Mapping[str, Any]) -> dict[str, str]:
    return {one["id"]: f"{one['state']}, {one['urgency']}" for one in shown.get("alerts", ())}


def _verdicts(shown: Mapping[str, Any]) -> dict[str, str]:
    return {id_: ", ".join(pair) for id_, pair in shown.get("verdicts", {}).items()}


def _set(shown: Mapping[str, Any], name: str) -> dict[str, str]:
    return dict.fromkeys(shown.get(name, ()), "yes")


def _option(shown: Mapping[str, Any]) -> dict[str, str]:
    option: Mapping[str, Any] = shown.get("option") or {}
    return {
        name: orjson.dumps(v, option=orjson.OPT_SORT_KEYS).decode() for name, v in option.items()
    }


def _loaded(text: str) -> Mapping[str, Any]:
    """What was shown; nothing where an edited record no longer says so."""
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}
