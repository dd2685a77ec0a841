"""The list of allergies in a patient file: what somebody is allergic to, in words or in codes.

Beside it, why a list is not complete (`not complete`).

What an entry means is not judged here; `ehr` does that by the concepts of the library. An entry
that nobody understands is kept as it is written.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from pathway.ground.problems import Problem, in_backticks
from pathway.ground.source import Placed
from pathway.ground.vocabulary import RecordList
from pathway.patients.model import Allergy
from pathway.yaml.places import Reporter, Spot
from pathway.yaml.values import Day, day_of, written, yes_no_of

#: What is written where it was asked for and nobody knows of any.
NONE_KNOWN: Final = "none known"

_KEYS: Final = (
    "to",
    "codes",
    "reaction",
    "severity",
    "intolerance",
    "doubt",
    "on",
    "source",
)


def read_allergies(
    spot: Spot | None, recorded: Day | None, source: str | None, report: Reporter, today: date
) -> tuple[tuple[Allergy, ...], bool]:
    """The allergies listed, and whether the file says that none are known."""
    if spot is None:
        return (), False
    if spot.node == NONE_KNOWN:
        return (), True
    found = []
    reader = _AllergyReader(recorded, source, report, today)
    for item in spot.items():
        if item.node == NONE_KNOWN:
            message = f"in a list `{NONE_KNOWN}` stands beside allergies"
            hint = f"write `allergies: {NONE_KNOWN}`, or leave it out"
            report.wrong("P409", message, item, hint)
        elif (allergy := reader.allergy(item)) is not None:
            found.append(allergy)
    if spot.is_list and not spot.node:
        hint = f"write `{NONE_KNOWN}` where somebody asked; leave `allergies` out where nobody did"
        report.wrong("P103", "the list of allergies is empty", spot, hint)
    return tuple(found), False


def read_gaps(spot: Spot | None, report: Reporter) -> dict[RecordList, tuple[str, ...]]:
    """Why lists that somebody declared complete are not, by list."""
    found: dict[RecordList, tuple[str, ...]] = {}
    if spot is None:
        return found
    if not spot.is_mapping:
        hint = "write each list with the reason, as `{medicines: there is another page}`"
        report.wrong("P103", "`not complete` should be a mapping", spot, hint)
        return found
    for name, reasons in spot.members():
        if name not in set(RecordList):
            report.unknown_key(name, spot.key(name), tuple(RecordList))
            continue
        texts = [item.node for item in reasons.items()]
        if not all(isinstance(text, Placed) and text.strip() for text in texts):
            report.wrong("P103", f"the reason for {in_backticks(name)} should be text", reasons)
            continue
        found[RecordList(name)] = tuple(map(str, texts))
    return found


# -- private -------------------------------------------------------------------------------


class _AllergyReader:
    """Reads one entry of the list."""

    def __init__(
        self, recorded: Day | None, source: str | None, report: Reporter, today: date
    ) -> None:
        self._recorded = recorded
        self._source = source
        self._report = report
        self._today = today

    def allergy(self, spot: Spot) -> Allergy | None:
        """The entry; None where it cannot be read."""
        if not spot.is_mapping:
            to = self._text(spot, "an allergy")
            if to is None:
                return None
            return Allergy(to, on=self._recorded, source=self._source, span=spot.span)
        for key, _ in spot.members():
            if key not in _KEYS:
                self._report.unknown_key(key, spot.key(key), _KEYS)
        if spot.member("to") is None:
            self._report.wrong("P102", "missing key `to` in an allergy", spot)
            return None
        to, reaction, severity, doubt, source = (
            self._text(spot.member(key), in_backticks(key))
            for key in ("to", "reaction", "severity", "doubt", "source")
        )
        return Allergy(
            to=to or "",
            codes=self._codes(spot.member("codes")),
            reaction=reaction,
            severity=severity,
            intolerance=self._yes_no(spot.member("intolerance")),
            doubt=doubt,
            on=self._day(spot.member("on")) or self._recorded,
            source=source or self._source,
            span=spot.span,
        )

    def _codes(self, spot: Spot | None) -> tuple[tuple[str, str], ...]:
        """Codes as `rxnorm 7258`, a system and what it calls the substance."""
        found = []
        for item in spot.items() if spot is not None else ():
            text = self._text(item, "a code")
            system, space, code = (text or "").partition(" ")
            if text is not None and not space:
                message = f"{in_backticks(text)} names no system of codes"
                self._report.wrong("P103", message, item, "write it as `rxnorm 7258`")
            elif text is not None:
                found.append((system, code))
        return tuple(found)

    def _text(self, spot: Spot | None, what: str) -> str | None:
        if spot is None:
            return None
        if isinstance(spot.node, Placed) and spot.node.strip():
            return " ".join(spot.node.split())
        self._report.wrong("P103", f"{what} should be text", spot, "put it in quotes")
        return None

    def _yes_no(self, spot: Spot | None) -> bool:
        found = None if spot is None else yes_no_of(spot.node)
        if spot is not None and found is None:
            message = f"`intolerance` should be yes or no, not {in_backticks(written(spot.node))}"
            self._report.wrong("P402", message, spot)
        return bool(found)

    def _day(self, spot: Spot | None) -> Day | None:
        if spot is None:
            return None
        day = day_of(spot.node, self._today)
        if isinstance(day, Problem):
            self._report.wrong(day.code, day.message, spot, day.hint)
            return None
        return day
