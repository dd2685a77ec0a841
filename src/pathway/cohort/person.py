"""Who stands in a row: the patient whom its cells describe."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias, cast

from pathway.cohort.cells import EMPTY, THERE, Cells, NumberCells
from pathway.frozen import frozen
from pathway.ground.vocabulary import Range, Value
from pathway.patients.model import Entry, Outcome, Patient, Preferences, Trial, Why
from pathway.program import Therapy

Day: TypeAlias = "date | Range[date]"

#: A cell that cannot be read: something was recorded, and nobody knows what.
UNREADABLE: Final = Entry(None, why=Why.LEFT_OPEN)


@frozen
class Told:
    """What a table says of an attribute: its values, and the day each was recorded."""

    values: Cells | NumberCells | None
    days: Cells | None


def entry_of(value: Value | None, day: Day | None, *, unreadable: bool = False) -> Entry:
    """What a cell says that is not empty; a value of None, or an unreadable day, says nothing."""
    return UNREADABLE if value is None or unreadable else Entry(value, on=day)


def entries_in(told: Told, row: int) -> tuple[Entry, ...]:
    """What a row says of an attribute: an entry, or none."""
    values = told.values
    case = EMPTY if values is None else values.split.case(row)
    if values is None or case == EMPTY:
        return ()
    if isinstance(values, NumberCells):
        value: Value | None = Decimal(str(values.numbers[row])) if case == THERE else None
    else:
        value = values.values[case]
    day, unreadable = day_of_case(
        told.days, EMPTY if told.days is None else told.days.split.case(row)
    )
    return (entry_of(value, day, unreadable=unreadable),)


def day_of_case(days: Cells | None, case: int) -> tuple[Day | None, bool]:
    """The day of a value, and whether one stands there that cannot be read."""
    if days is None or case == EMPTY:
        return None, False
    found = days.values[case]
    return cast("Day | None", found), found is None


def tried_of(
    therapy: Therapy, cases: Mapping[str, int], parts: Mapping[str, Cells], *, taken: bool
) -> Patient:
    """What cells say of a therapy: a trial, and what the patient wishes; `cases` are theirs.

    With a cell that cannot be read nothing is known of the trial: *no* would be as likely.
    """
    there = {part: parts[part].values[case] for part, case in cases.items() if case != EMPTY}
    preferences = Preferences(
        declines=frozenset([therapy.id] if there.pop("declines", None) is True else []),
        unavailable=frozenset([therapy.id] if there.pop("unavailable", None) is True else []),
    )
    if not taken or any(value is None for value in there.values()):
        return Patient("", preferences=preferences)
    told: dict[str, Any] = dict(there)
    if "outcome" in told:
        told["outcome"] = Outcome(told["outcome"])
    return Patient("", trials=(Trial(therapy.id, **told),) if told else (), preferences=preferences)
