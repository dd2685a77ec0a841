"""Ready scenarios for what no scenario exercises yet.

What a suggestion expects is what the engine says now: its author decides whether that is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pathway.authoring.coverage.items import CoverageItem
from pathway.authoring.coverage.meter import Meter
from pathway.authoring.spec.following import EVERYTHING, Followed
from pathway.authoring.spec.scenario_state import TODAY, Story
from pathway.authoring.spec.scenario_writer import given
from pathway.authoring.spec.understanding import UnderstoodStep, understand
from pathway.authoring.spec.words import LibraryWords
from pathway.engine import Library
from pathway.ground.problems import PatientError
from pathway.ground.terms import Verdict
from pathway.language.syntax import Result
from pathway.names.forms import FlagName
from pathway.names.reading import parts_of, read_name
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.program import CompiledProgram


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
