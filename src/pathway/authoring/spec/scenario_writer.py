"""A patient told in the phrases of a spec, so that a scenario can be written by machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, TypeGuard

from pathway.authoring.spec.words import LibraryWords
from pathway.ground.problems import Problem
from pathway.ground.terms import Kind
from pathway.ground.units import canonical, spoken
from pathway.ground.vocabulary import Attribute, Range, Value
from pathway.language.literals import date_text
from pathway.patients.history import weeks_of
from pathway.patients.model import Entry, Outcome, Patient, Trial, Why


def given(patient: Patient, words: LibraryWords, as_of: date) -> Iterator[str]:
    """The `Given` steps that tell a patient, without their keywords.

    No phrase says of a trial that it was not adequate, or of an ongoing one how many sessions
    there were: who needs to be sure that the same patient is told reads the steps back.
    """
    yield "a patient"
    for name, entries in patient.entries.items():
        attribute = words.library.vocabulary.attributes[name]
        for entry in (one for one in entries if not one.listed):
            yield _entry(_called(attribute, words), attribute, entry, as_of)
    for allergy in patient.allergies:
        reaction = f", with {allergy.reaction}" if allergy.reaction else ""
        yield f"who is allergic to {allergy.to}{reaction}"
    if patient.trials == ():
        yield "who tried nothing so far"
    for trial in patient.trials or ():
        yield _trial(trial, _therapy(trial.therapy, words), as_of)
    if patient.complete:
        lists = sorted(one.value for one in patient.complete)
        yield f"whose {_and(lists)} are reconciled"
    for how, names in (
        ("who wants {}", patient.preferences.wants),
        ("who declines {}", patient.preferences.declines),
        ("for whom {} is not available", patient.preferences.unavailable),
    ):
        for name in sorted(names):
            yield how.format(_therapy(name, words))
    for override in patient.overrides:
        yield f'for whom {override.actor} lifts "{override.rule}" because "{override.reason}"'


# -- private -------------------------------------------------------------------------------

_WHY: Final[Mapping[Why, str]] = {
    Why.NOT_ASKED: "nobody asked",
    Why.DOES_NOT_KNOW: "the patient does not know",
    Why.NOTHING_RECORDED: "nothing is recorded",
    Why.NOT_FETCHED: "it could not be fetched",
}
_WENT: Final[Mapping[Outcome | None, str]] = {
    Outcome.HELPED: "and it helped",
    Outcome.PARTLY_HELPED: "and it partly helped",
    Outcome.NO_RESPONSE: "without benefit",
    Outcome.WORSE: "and got worse",
    Outcome.NOT_TOLERATED: "and stopped for side effects",
    Outcome.NOT_YET_KNOWN: "with unknown result",
    None: "with no recorded result",
}
_GOING: Final[Mapping[Outcome | None, str]] = {
    Outcome.HELPED: "with benefit",
    Outcome.PARTLY_HELPED: "with some benefit",
    Outcome.NO_RESPONSE: "without benefit",
    Outcome.WORSE: "getting worse",
    Outcome.NOT_TOLERATED: "with side effects",
    Outcome.NOT_YET_KNOWN: "with unknown result",
    None: "with unknown result",
}


def _called(attribute: Attribute, words: LibraryWords) -> str:
    """The attribute's title where it means only this one, else its name."""
    found = words.attribute(attribute.title)
    sure = not isinstance(found, Problem) and found.name == attribute.name
    return attribute.title if sure and not _breaks(attribute.title) else attribute.name


def _therapy(name: str, words: LibraryWords) -> str:
    if name in [kind.value for kind in Kind]:
        return name
    title = words.library.therapies[name].title
    found = words.therapy(title)
    sure = not isinstance(found, Problem) and found.id == name
    return title if sure and not _breaks(title) else name


def _breaks(title: str) -> bool:
    """Whether a title holds words at which a phrase would be taken apart."""
    return not _BREAKING.isdisjoint(title.replace(",", " , ").split())


_BREAKING: Final = frozenset({"is", "are", "at", "and", "in", "for", "since", ","})


def _entry(called: str, attribute: Attribute, entry: Entry, as_of: date) -> str:
    if entry.why is not None:
        because = f" because {_WHY[entry.why]}" if entry.why in _WHY else ""
        return f"whose {called} is unknown{because}"
    day = f" on {entry.on}" if isinstance(entry.on, date) and entry.on != as_of else ""
    source = f" according to the {entry.source}" if entry.source is not None else ""
    if isinstance(entry.value, bool):
        if day:
            return f"whose {called} is {'yes' if entry.value else 'no'}{day}{source}"
        return f"{'who has' if entry.value else 'without'} {called}{source}"
    return f"whose {called} is {_value(attribute, entry.value)}{day}{source}"


def _value(attribute: Attribute, value: Value | None) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}{_unit(attribute)}"
    return date_text(value) if isinstance(value, date) or _is_days(value) else str(value)


def _unit(attribute: Attribute) -> str:
    """The unit in words that can be read back, else as its code."""
    unit = attribute.type.unit
    if unit is None:
        return ""
    return f" {spoken(unit) if canonical(spoken(unit)) is not None else unit}"


def _is_days(value: Value | None) -> TypeGuard[Range[date]]:
    return isinstance(value, Range) and isinstance(value.low, date)


def _trial(trial: Trial, therapy: str, as_of: date) -> str:
    weeks = weeks_of(trial, as_of)
    dose = f" at {_digits(trial.dose)}" if trial.dose is not None else ""
    if trial.ongoing:
        length = f" for {_digits(weeks)} weeks" if isinstance(weeks, Decimal) else " for 1 week"
        return f"who has been having {therapy}{length}{dose}, so far {_GOING[trial.outcome]}"
    length = f" for {_digits(weeks)} weeks" if isinstance(weeks, Decimal) else ""
    length = f" adequately{length}" if trial.adequate else length
    sessions = f"{_digits(trial.sessions)} sessions" if trial.sessions is not None else ""
    sessions = f"{' and' if length else ' in'} {sessions}" if sessions else ""
    return f"who tried {therapy}{length}{sessions}{dose} {_WENT[trial.outcome]}"


def _digits(number: Decimal) -> str:
    """A number without needless digits; a length in weeks is rounded up to a tenth."""
    if number == number.to_integral_value():
        return f"{number:.0f}"
    rounded = round(number, 1)
    return f"{rounded if rounded >= number else rounded + Decimal('0.1'):f}".rstrip("0").rstrip(".")


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
