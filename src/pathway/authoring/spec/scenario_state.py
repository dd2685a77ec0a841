"""What one scenario has told so far: a patient in the making, then the advice for them.

The pathway is worked out only as far as a scenario looks at it. What nobody asks about is neither
evaluated nor worded; what was asked about is remembered, for that is what a scenario tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from pathway.advice import give_advice
from pathway.advice.advice import Advice
from pathway.advice.model import Option, Position
from pathway.advice.options import in_play, option, position_of
from pathway.authoring.search import Decider, RandomSearch
from pathway.authoring.spec.words import LibraryWords
from pathway.ground.problems import PatientError, Problem, Problems, in_backticks
from pathway.ground.terms import Verdict
from pathway.language.syntax import Expr, Result
from pathway.names import option_name
from pathway.patients.at_date import Resolved, resolve
from pathway.patients.model import Patient
from pathway.program import CompiledProgram
from pathway.walk import AsNeeded, Walk, walk
from pathway.yaml.located import read_bytes
from pathway.yaml.reading import read_file

#: What a step looks at that asks about the advice as a whole.
EVERYTHING: Final = "*"


class Followed:
    """One patient on one pathway at one date.

    `looked_at` holds, in order, what the steps so far looked at: ids of therapies, names of
    definitions such as `flag.cancer`, or EVERYTHING.
    """

    def __init__(self, program: CompiledProgram, resolved: Resolved) -> None:
        self.program = program
        self.resolved = resolved
        self.looked_at: dict[str, None] = {}
        self._values = AsNeeded(program, resolved.values)
        self._walk = Walk(program, resolved, self._values)
        self._options: dict[str, Option] = {}

    @property
    def values(self) -> Mapping[str, Result]:
        """The resolved attributes, and the definitions that were needed so far."""
        return self._values.settled

    def look(self, names: Iterable[str]) -> Mapping[str, Result]:
        """What the named definitions come to."""
        names = tuple(names)
        self.looked_at.update(dict.fromkeys(names))
        return {name: self._values[name] for name in names}

    def option(self, therapy: str) -> Option | None:
        """One therapy for this patient; None where the advice would not list it."""
        self.looked_at[therapy] = None
        if therapy not in self._options:
            if therapy not in self._listed:
                return None
            self._options[therapy] = option(self._walk, therapy)
        return self._options[therapy]

    def positions(self, therapy: str) -> tuple[Position, ...]:
        """What guidelines say of a therapy, and whether they speak of this patient."""
        self.looked_at[therapy] = None
        found = self.program.positions_on(therapy)
        return tuple(position_of(self._walk, recommendation) for recommendation in found)

    def adopts(self, recommendation: str) -> bool:
        """Whether the pathway follows a recommendation, on any therapy of which it speaks."""
        said = [one for one in self.program.recommendations if one.id == recommendation]
        self.looked_at.update(dict.fromkeys(one.therapy for one in said))
        return any(one.adopted is not None for one in said)

    def verdicts(self) -> Mapping[str, Verdict]:
        """The verdict on every therapy that the advice would list."""
        self.looked_at[EVERYTHING] = None
        walked = self._walk
        return {id_: Verdict(str(walked[option_name(id_, "verdict")])) for id_ in self._listed}

    @property
    def advice(self) -> Advice:
        """The whole advice, worded."""
        self.looked_at[EVERYTHING] = None
        return self.in_full

    @cached_property
    def in_full(self) -> Advice:
        """The whole advice where it is only shown, so that nothing counts as looked at."""
        return give_advice(walk(self.program, self.resolved))

    # -- private ---------------------------------------------------------------------------

    @cached_property
    def _listed(self) -> frozenset[str] | dict[str, None]:
        return dict.fromkeys(in_play(self._walk))


#: The day on which a scenario plays, unless it names another one.
TODAY: Final = date(2026, 11, 20)


@dataclass
class Everyone:
    """The patients that a scenario speaks of, apart from what it tells as of a single one."""

    #: What must be true of a patient besides.
    constraints: list[Expr] = field(default_factory=list)
    #: Whether clinicians may have lifted rules for them.
    overrides: bool = True


class UnmetError(Exception):
    """An expectation that the advice does not meet; `therapy` is the one it is about."""

    def __init__(self, expected: str, came: str, therapy: str | None = None) -> None:
        super().__init__(f"expected {expected}, but came {came}")
        self.expected = expected
        self.came = came
        self.therapy = therapy


class Story:
    """The state of one scenario while its steps are carried out.

    The patient is a plain mapping with the keys of a patient file, so that a spec can say
    nothing about a patient that a patient file cannot, and slips get the same messages.
    """

    def __init__(self, words: LibraryWords, feature: Path) -> None:
        self.words = words
        self.feature = feature
        self.patient: dict[str, Any] = {"patient": "scenario", "recorded": TODAY.isoformat()}
        self.last_day = TODAY
        #: What was told so far, in the author's words.
        self.heard: list[str] = []
        #: The patients it speaks of, where it speaks of all and not of one.
        self.everyone: Everyone | None = None
        #: How it is decided what holds of every patient; None while a feature is only read.
        self.decider: Decider | None = RandomSearch()
        #: What was decided so far: PROVED, or on how many patients it was tried.
        self.decided: list[str | int] = []
        #: Every time a pathway was followed, in order; `followed` is the last one.
        self.journeys: list[Followed] = []

    # -- the patient -----------------------------------------------------------------------

    @property
    def recorded(self) -> date:
        """The day on which what is told about the patient was recorded."""
        try:
            return date.fromisoformat(str(self.patient.get("recorded")))
        except ValueError:
            return TODAY

    @property
    def today(self) -> date:
        """The day on which the pathway is followed where no other is named."""
        return max(TODAY, self.recorded)

    def put(
        self, attribute: str, value: object, on: date | None = None, source: str | None = None
    ) -> None:
        """Record a value; one with a source stands beside those of other sources."""
        values = self.part("attributes")
        if on is None and source is None:
            values[attribute] = value
            return
        entry = value if isinstance(value, dict) else {"value": value}
        entry |= {"on": on.isoformat()} if on is not None else {}
        if source is None:
            values[attribute] = entry
            return
        told = values.get(attribute, [])
        others = [one for one in told if one["source"] != source] if isinstance(told, list) else []
        values[attribute] = [*others, {**entry, "source": source}]

    def part(self, key: str) -> dict[str, Any]:
        """A part of the patient that is a mapping."""
        found: dict[str, Any] = self.patient.setdefault(key, {})
        return found

    def add(self, key: str, *values: object) -> None:
        """Add to a part of the patient that is a list."""
        told = self.patient.get(key) or []
        self.patient[key] = [*told, *(value for value in values if value not in told)]

    def add_trial(self, therapy: str, **told: object) -> None:
        """Add a trial of a therapy; trials that are told are all there were."""
        trial = {key: value for key, value in told.items() if value is not None}
        self.patient["trials"] = [*self.patient.get("trials", ()), {"therapy": therapy, **trial}]

    def weeks_ago(self, weeks: Decimal) -> str:
        """The day so many weeks before what is told was recorded."""
        return (self.recorded - timedelta(days=round(weeks * 7))).isoformat()

    def start_from(self, name: str) -> None:
        """Take a patient file as the patient; raises PatientError where it cannot be used."""
        path = self._find(name)
        data = read_file(path)
        self.words.library.patient_from_text(data, name, today=self.last_day)
        self.patient = _plain(read_bytes(name, data, Problems()))

    def read_patient(self, today: date) -> Patient:
        """The patient as told so far; raises PatientError with all that is wrong."""
        return self.words.library.patient(self.patient, today=max(today, self.last_day))

    # -- the advice ------------------------------------------------------------------------

    def follow(
        self, pathway: str, on: date | None, *, strict: bool, adopts: list[str] | None
    ) -> None:
        """Follow a pathway with the patient as told."""
        as_of = on or self.today
        program = self.words.library.program(pathway, adopts)
        resolved = resolve(self.read_patient(as_of), program, as_of, strict=strict)
        self.journeys.append(Followed(program, resolved))

    @property
    def followed(self) -> Followed:
        """The pathway as followed; a spec's shape has been checked, so that there is one."""
        if not self.journeys:
            raise RuntimeError("no pathway was followed")
        return self.journeys[-1]

    def look(self, names: Iterable[str]) -> Mapping[str, Result]:
        """What the named definitions came to; the only way in which steps read values."""
        return self.followed.look(names)

    @property
    def advice(self) -> Advice:
        """The whole advice, for steps that ask about all of it."""
        return self.followed.advice

    @property
    def advice_so_far(self) -> Advice | None:
        """The advice to show where the story has come that far; nobody has looked at it."""
        return self.journeys[-1].in_full if self.journeys else None

    def option(self, therapy: str) -> Option:
        """One option of the advice; UnmetError where the advice does not list it."""
        option = self.followed.option(therapy)
        if option is None:
            title = self.words.library.therapies[therapy].title
            raise UnmetError(f"{title} among the options", "the advice does not list it", therapy)
        return option

    # -- private ---------------------------------------------------------------------------

    def _find(self, name: str) -> Path:
        """A patient file beside the feature or above it, or among the examples there."""
        for folder in self.feature.absolute().parents:
            for inside in ("", "patients", "examples/patients"):
                for suffix in ("", ".yaml", ".json"):
                    path = folder / inside / f"{name}{suffix}"
                    if path.is_file():
                        return path
        hint = "beside the feature or above it, there or in `patients` or `examples/patients`"
        raise PatientError([Problem("P501", f"no patient file {in_backticks(name)}", hint=hint)])


# -- private -------------------------------------------------------------------------------


def _plain(node: object) -> Any:  # noqa: ANN401 -- a tree of a file, whatever it holds
    """A file's tree as plain mappings and lists, without places."""
    if isinstance(node, Mapping):
        return {str(key): _plain(value) for key, value in node.items() if key != "@"}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return str(node) if isinstance(node, str) else node
