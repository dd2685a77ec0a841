"""The trials of therapies in words: when, how much, with what result, and whether it was enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pathway.advice.advice import Advice
from pathway.advice.words import number, said
from pathway.frozen import frozen
from pathway.ground.vocabulary import Range
from pathway.patients.history import is_adequate, weeks_of
from pathway.patients.model import Outcome, Patient, Trial
from pathway.program import AdequateTrial
from pathway.tui.known import day_text
from pathway.tui.naming import therapies_found
from pathway.tui.session import Session
from pathway.views.page import clean

#: The heads of the table.
HEADS = ("therapy", "from", "to", "weeks", "outcome", "adequate")


@frozen
class TrialRow:
    """One trial in words; `index` is its place in the patient's list."""

    index: int
    trial: Trial
    title: str
    cells: tuple[str, ...]
    adequate: str
    amount: str
    review: str


def trial_rows(session: Session, sought: str = "") -> tuple[TrialRow, ...]:
    """The trials, the earliest first, those without dates last; only what is sought for.

    That is a part of a therapy's name or of what the row says (*no response*), or a drug.
    """
    trials = enumerate(session.patient.trials or ())
    ordered = sorted(trials, key=lambda pair: _begin(pair[1]))
    rows = tuple(_row(session, index, trial) for index, trial in ordered)
    library, wanted = session.library, sought.strip().casefold()
    found = therapies_found(wanted, library.therapies, library.drug_names)
    return tuple(
        row
        for row in rows
        if row.trial.therapy in found or any(wanted in cell.casefold() for cell in row.cells)
    )


def history_words(patient: Patient) -> str:
    """What is known of the history as a whole."""
    if patient.trials is None:
        return "HISTORY UNKNOWN: nobody has said which treatments were tried"
    if not patient.trials:
        return "HISTORY TAKEN: no treatment was tried"
    count = len(patient.trials)
    return f"history taken: {count} trial{'' if count == 1 else 's'}"


def adequacy(trial: Trial, needed: AdequateTrial | None, unit: str | None, as_of: date) -> str:
    """Whether the therapy was tried long and hard enough, and what is missing."""
    if trial.adequate is not None:
        return "adequate, as stated" if trial.adequate else "not adequate, as stated"
    if needed is None:
        return "nobody can say: the library defines no adequate trial of this therapy"
    judged = is_adequate(trial, needed, as_of)
    parts = "; ".join(_parts(trial, needed, unit, as_of))
    if judged is None:
        return f"not known whether adequate: {parts}"
    if judged:
        return f"adequate: {parts}"
    return f"{'not yet' if trial.ongoing else 'not'} adequate: {parts}"


def length_words(trial: Trial, as_of: date) -> str:
    """How many weeks a trial lasted, or has lasted so far."""
    weeks = weeks_of(trial, as_of)
    if isinstance(weeks, Range):
        return f"{_weeks(weeks.low)} to {_weeks(weeks.high)}"
    return "not known" if weeks is None else _weeks(weeks)


# -- private -------------------------------------------------------------------------------


def _row(session: Session, index: int, trial: Trial) -> TrialRow:
    library, as_of = session.library, session.as_of
    therapy = library.therapies[trial.therapy]
    unit = library.vocabulary.therapies.get(trial.therapy)
    title = clean(therapy.title)
    judged = is_adequate(trial, therapy.adequate, as_of)
    short = {True: "yes", False: "not yet" if trial.ongoing else "no", None: "unknown"}[judged]
    end = (
        "ongoing"
        if trial.ongoing
        else day_text(trial.end)
        if trial.end is not None
        else "not known"
    )
    cells = (
        title,
        day_text(trial.start) if trial.start is not None else "no date",
        end,
        length_words(trial, as_of),
        outcome_words(trial.outcome),
        short,
    )
    return TrialRow(
        index,
        trial,
        title,
        cells,
        adequacy(trial, therapy.adequate, unit, as_of),
        _amount(trial, unit),
        _review(session.advice, trial),
    )


def outcome_words(outcome: Outcome | None) -> str:
    """How a trial went, in words."""
    return outcome.value if outcome is not None else "not recorded"


def _amount(trial: Trial, unit: str | None) -> str:
    parts = []
    if trial.sessions is not None:
        parts.append(f"{number(trial.sessions)} sessions")
    if trial.dose is not None:
        parts.append(f"dose {said(trial.dose, unit)}")
    return ", ".join(parts)


def _review(advice: Advice, trial: Trial) -> str:
    option = advice.options.get(trial.therapy)
    if not trial.ongoing or option is None or option.review is None:
        return ""
    return option.review


def _parts(trial: Trial, needed: AdequateTrial, unit: str | None, as_of: date) -> Iterator[str]:
    """What was reached of what is needed, one demand after the other."""
    if needed.weeks is not None:
        length = length_words(trial, as_of)
        least = number(needed.weeks)
        unknown = f"length not known ({least} weeks needed)"
        yield unknown if length == "not known" else f"{length} weeks ({least} needed)"
    for value, minimum, what in (
        (trial.sessions, needed.sessions, "sessions"),
        (trial.dose, needed.dose, unit or "dose"),
    ):
        if minimum is not None:
            yield _of(value, minimum, what)


def _of(value: Decimal | None, minimum: Decimal, what: str) -> str:
    if value is None:
        return f"{what} not recorded ({number(minimum)} needed)"
    return f"{number(value)} {what} ({number(minimum)} needed)"


def _weeks(weeks: Decimal) -> str:
    return number(weeks.quantize(Decimal("0.1")))


def _begin(trial: Trial) -> tuple[bool, date]:
    day = trial.start if trial.start is not None else trial.end
    if day is None:
        return (True, date.max)
    return (False, day.low if isinstance(day, Range) else day)
