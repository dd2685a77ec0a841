"""Who stands in a row: the patient whom its cells describe."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

import numpy as np

from pathway.cohort.cells import EMPTY, Cells, NumberCells
from pathway.frozen import frozen
from pathway.ground.vocabulary import Range, Value
from pathway.patients.model import Entry, Outcome, Patient, Preferences, Trial, Why
from pathway.program import Therapy

#: A cell that cannot be read: something was recorded, and nobody knows what.
UNREADABLE: Final = Entry(None, why=Why.LEFT_OPEN)


@frozen
class Told:
    """What a table says of an attribute: its values, and the day each was recorded."""

    values: Cells | NumberCells | None
    days: Cells | None


def entry_in(values: Cells | NumberCells | None, days: Cells | None, row: int) -> tuple[Entry, ...]:
    """What a row says of an attribute: an entry, or none."""
    on, unreadable = day_in(days, row)
    if isinstance(values, NumberCells):
        number = values.numbers[row]
        if values.faulty[row]:
            return (UNREADABLE,)
        value: Value | None = None if np.isnan(number) else Decimal(str(number))
        if value is None:
            return ()
    elif values is None or values.codes[row] == EMPTY:
        return ()
    else:
        value = values.values[values.codes[row]]
    return (UNREADABLE,) if value is None or unreadable else (Entry(value, on=on),)


def day_in(days: Cells | None, row: int) -> tuple[date | Range[date] | None, bool]:
    """The day in a row, and whether one stands there that cannot be read."""
    code = EMPTY if days is None else int(days.codes[row])
    if days is None or code == EMPTY:
        return None, False
    found = days.values[code]
    return cast("date | Range[date] | None", found), found is None


def tried_in(
    therapy: Therapy,
    trial: Mapping[str, Cells],
    wishes: Mapping[str, Cells],
    row: int,
    *,
    taken: bool,
) -> Patient:
    """What a row says of a therapy: a trial, and what the patient wishes.

    With a cell that cannot be read nothing is known of the trial: *no* would be as likely.
    """
    cells = {part: _cell(column, row) for part, column in trial.items()}
    there = [part for part, column in trial.items() if column.codes[row] != EMPTY]
    chosen = {name: _cell(column, row) is True for name, column in wishes.items()}
    preferences = Preferences(
        declines=frozenset([therapy.id] if chosen.get("declines") else []),
        unavailable=frozenset([therapy.id] if chosen.get("unavailable") else []),
    )
    if not taken or any(cells[part] is None for part in there):
        return Patient("", preferences=preferences)
    trials = (Trial(therapy.id, **_trial(cells)),) if there else ()
    return Patient("", trials=trials, preferences=preferences)


# -- private -------------------------------------------------------------------------------


def _trial(cells: Mapping[str, Value | None]) -> dict[str, Any]:
    told: dict[str, Any] = {name: value for name, value in cells.items() if value is not None}
    if "outcome" in told:
        told["outcome"] = Outcome(told["outcome"])
    return told


def _cell(cells: Cells, row: int) -> Value | None:
    code = int(cells.codes[row])
    return None if code == EMPTY else cells.values[code]
