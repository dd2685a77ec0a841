"""Ready scenarios for what no scenario exercises yet.

What a suggestion expects is what the engine says now: its author decides whether that is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeGuard

from pathway.authoring.coverage.items import CoverageItem
from pathway.authoring.coverage.meter import Meter
from pathway.authoring.spec.scenario_state import EVERYTHING, TODAY, Followed, Story
from pathway.authoring.spec.understanding import UnderstoodStep, understand
from pathway.authoring.spec.words import LibraryWords
from pathway.engine import Library
from pathway.frozen import frozen
from pathway.ground.problems import PatientError, Problem
from pathway.ground.terms import Kind, Verdict
from pathway.ground.units import canonical, spoken
from pathway.ground.vocabulary import Attribute, Range, Value
from pathway.language.literals import date_text
from pathway.language.syntax import Result
from pathway.names.forms import FlagName
from pathway.names.reading import parts_of, read_name
from pathway.patients.at_date import resolve
from pathway.patients.history import weeks_of
from pathway.patients.model import Entry, Outcome, Patient, Trial, Why
from pathway.program import CompiledProgram


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


@frozen
class Suggested:
    """A feature of ready scenarios, and the items for which none could be written."""

    text: str
    scenarios: int
    without: tuple[CoverageItem, ...]


def suggest(
    library: Library, missing: Sequence[CoverageItem], patients: Mapping[str, Patient]
) -> Suggested:
    """Scenarios that exercise the missing items, as few as come of taking one after the other."""
    writer = _Writer(library)
    scenarios: list[str] = []
    done: set[str] = set()
    failed: list[CoverageItem] = []
    for item in missing:
        if item.key in done:
            continue
        written = writer.scenario(item, patients[item.key]) if item.key in patients else None
        if written is None:
            failed.append(item)
            continue
        scenarios.append(_named_once(written.text, scenarios))
        done |= written.exercises
    return Suggested("\n".join([_HEAD, *scenarios]), len(scenarios), tuple(failed))


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


_HEAD: Final = """Feature: Suggested scenarios
  What they expect is what the engine says now: read each before you keep it.
"""


def _named_once(text: str, scenarios: Sequence[str]) -> str:
    """A scenario under a name that none before it has: two ways may lead to the same node."""
    name, _, rest = text.partition("\n")
    names = {other.partition("\n")[0] for other in scenarios}
    number, new = 2, name
    while new in names:
        new, number = f"{name} ({number})", number + 1
    return f"{new}\n{rest}"


@frozen
class _Written:
    text: str
    exercises: set[str]


class _Writer:
    """Writes scenarios of one library, and tries each before it hands it out."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._words = LibraryWords(library)
        self._meters = {id_: Meter(library.program(id_)) for id_ in library.pathways}

    def scenario(self, item: CoverageItem, patient: Patient) -> _Written | None:
        """A scenario that exercises an item with this patient; None where none does."""
        for id_, meter in self._meters_for(item):
            steps = list(given(patient, self._words, TODAY))
            told = self._told(steps)
            if told is None:
                continue
            followed = Followed(meter.program, resolve(told, meter.program, TODAY))
            for subject in self._subjects(meter, item):
                exercises = meter.exercised(followed.resolved.values, (subject,))
                then = self._then(followed, subject)
                if item.key in exercises and then is not None:
                    return _Written(_text(item, steps, id_, then), exercises)
        return None

    # -- private ---------------------------------------------------------------------------

    def _meters_for(self, item: CoverageItem) -> Sequence[tuple[str, Meter]]:
        """The pathways that have the item, first those that list the therapy it belongs to."""
        having = [one for one in self._meters.items() if item.key in one[1].inventory.items]
        parts = parts_of(item.name)
        return sorted(having, key=lambda one: not any(p in one[1].program.listed for p in parts))

    def _told(self, steps: Iterable[str]) -> Patient | None:
        """The patient that these steps tell, as a run of them would."""
        story = Story(self._words, Path("suggested.feature"))
        for step in steps:
            said = understand("given", step, None, self._words)
            if not isinstance(said, UnderstoodStep):
                return None
            said.carry_out(story)
        try:
            return story.read_patient(TODAY)
        except PatientError:
            return None

    def _subjects(self, meter: Meter, item: CoverageItem) -> Iterator[str]:
        """What an expectation may speak of: the item's own therapy or flag, any other, all."""
        program = meter.program
        owners = [part for part in parts_of(item.name) if part in program.therapies]
        positions = (item.name in (r.direct, r.extrapolated) for r in program.recommendations)
        owners += [
            r.therapy for r, its in zip(program.recommendations, positions, strict=True) if its
        ]
        if isinstance(read_name(item.name), FlagName):
            yield item.name
        yield from owners
        yield from (id_ for id_ in program.listed if id_ not in owners)
        yield EVERYTHING

    def _then(self, followed: Followed, subject: str) -> str | None:
        """What to expect of a subject: what the engine says of it now."""
        if subject == EVERYTHING:
            return self._all_recommended(followed)
        if subject in followed.program.therapies:
            title, option = self._library.therapies[subject].title, followed.option(subject)
            return f"{title} is {option.verdict.value if option is not None else 'not listed'}"
        state = followed.look([subject])[subject]
        name = read_name(subject)
        flag = name.id if isinstance(name, FlagName) else subject
        return self._alert(followed.program, flag, state)

    def _all_recommended(self, followed: Followed) -> str:
        """All that is recommended, for which everything has to be looked at."""
        found = (id_ for id_, its in followed.verdicts().items() if its is Verdict.RECOMMENDED)
        rows = [f"      | {self._library.therapies[id_].title} |" for id_ in found]
        head = "exactly these are recommended:"
        return "\n".join([head, *rows]) if rows else "nothing is recommended"

    def _alert(self, program: CompiledProgram, id_: str, state: Result) -> str | None:
        flag = next((flag for flag in program.flags if flag.id == id_), None)
        if flag is None or state.value is False:
            return None
        if state.value is None:
            return f'the alert "{id_}" is unanswered'
        article = "an" if flag.urgency.value[0] in "aeiou" else "a"
        return f'{article} {flag.urgency.value} alert "{id_}" is raised'


def _text(item: CoverageItem, steps: Sequence[str], pathway: str, then: str) -> str:
    first, *rest = steps
    lines = [
        f"  Scenario: In {pathway}, {item}",
        f"    Given {first}",
        *(f"    And {step}" for step in rest),
        f"    When the {pathway} pathway is followed",
        f"    Then {then}",
        "",
    ]
    return "\n".join(lines)
