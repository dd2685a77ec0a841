"""The trials of therapies in a patient file.

Which therapies were tried, for how long and with what result decides the next step, so a
trial that does not add up is refused rather than half understood.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from pathway.ground.problems import Problem, choices, in_backticks
from pathway.ground.source import Placed
from pathway.ground.vocabulary import Range, Vocabulary
from pathway.patients.model import Outcome, Trial
from pathway.yaml.places import Reporter, Spot
from pathway.yaml.values import Day, day_of, in_unit, number_of, plain, written, yes_no_of


def read_trials(
    spot: Spot, vocabulary: Vocabulary, source: str | None, report: Reporter, today: date
) -> tuple[Trial, ...]:
    """The trials listed; what is wrong is reported. An empty list says that nothing was tried."""
    if not spot.is_list:
        hint = "write `[]` where nothing was tried; leave `trials` out where that is unknown"
        report.wrong("P103", "`trials` should be a list", spot, hint)
        return ()
    found: list[Trial] = []
    running: dict[str, Spot] = {}
    for item in spot.items():
        trial = _TrialReader(item, vocabulary, report, today).trial(source)
        if trial is None:
            continue
        if trial.ongoing and trial.therapy in running:
            message = f"two trials of {in_backticks(trial.therapy)} are ongoing"
            report.wrong("P408", message, item, None, running[trial.therapy])
        if trial.ongoing:
            running.setdefault(trial.therapy, item)
        found.append(trial)
    return tuple(found)


_KEYS: Final = (
    "therapy",
    "from",
    "to",
    "ongoing",
    "weeks",
    "sessions",
    "dose",
    "adequate",
    "outcome",
    "source",
)


class _TrialReader:
    """Reads one trial."""

    def __init__(self, spot: Spot, vocabulary: Vocabulary, report: Reporter, today: date) -> None:
        self._spot = spot
        self._therapies = vocabulary.therapies
        self._report = report
        self._today = today

    def trial(self, source: str | None) -> Trial | None:
        """The trial; None where it cannot be read."""
        if not self._spot.is_mapping:
            message = "a trial should be a mapping, such as `{therapy: nsaid, ongoing: yes}`"
            self._report.wrong("P103", message, self._spot)
            return None
        for key, _ in self._spot.members():
            if key not in _KEYS:
                self._report.unknown_key(key, self._spot.key(key), _KEYS)
        therapy = self._therapy()
        if therapy is None:
            return None
        ongoing = self._yes_no("ongoing")
        trial = Trial(
            therapy=therapy,
            start=self._day("from"),
            end=self._day("to"),
            ongoing=ongoing is True,
            weeks=self._number("weeks", "weeks"),
            sessions=self._sessions(),
            dose=self._number("dose", self._therapies[therapy]),
            adequate=self._yes_no("adequate"),
            outcome=self._outcome(),
            source=self._source() or source,
            span=self._spot.span,
        )
        self._check(trial, said_ongoing=self._spot.member("ongoing") is not None)
        return trial

    # -- what must fit together --------------------------------------------------------------

    def _check(self, trial: Trial, *, said_ongoing: bool) -> None:
        name = in_backticks(trial.therapy)
        if trial.ongoing and trial.end is not None:
            self._wrong(f"the trial of {name} is ongoing and has an end", "to")
        if (
            trial.start is not None
            and trial.end is not None
            and _last(trial.end) < _first(trial.start)
        ):
            self._wrong(f"the trial of {name} ends before it starts", "to")
        elif trial.start is not None and trial.weeks is not None:
            end = _last(trial.end) if trial.end is not None else self._today
            longest = Decimal((end - _first(trial.start)).days) / 7 + 1
            if trial.weeks > longest:
                message = f"the trial of {name} is longer than its dates allow"
                self._wrong(message, "weeks")
        undecided = trial.outcome in (None, Outcome.NOT_YET_KNOWN)
        open_end = "to" not in self._keys and not said_ongoing
        if open_end and (undecided or trial.start is not None):
            hint = "add `ongoing: yes`, or `to:` with a date, or `ongoing: no`"
            self._wrong(f"is the trial of {name} over?", "therapy", hint)

    @property
    def _keys(self) -> frozenset[str]:
        return frozenset(key for key, _ in self._spot.members())

    def _wrong(self, message: str, key: str, hint: str | None = None) -> None:
        self._report.wrong("P408", message, self._spot.member(key) or self._spot, hint)

    # -- single values -----------------------------------------------------------------------

    def _therapy(self) -> str | None:
        spot = self._spot.member("therapy")
        if spot is None:
            self._report.wrong("P102", "missing key `therapy` in a trial", self._spot)
            return None
        name = written(spot.node)
        if name in self._therapies:
            return name
        hint = self._report.near(name, self._therapies)
        self._report.wrong("P405", f"unknown therapy {in_backticks(name)}", spot, hint)
        return None

    def _day(self, key: str) -> Day | None:
        spot = self._spot.member(key)
        if spot is None:
            return None
        day = day_of(spot.node, self._today)
        if isinstance(day, Problem):
            self._report.wrong(day.code, day.message, spot, day.hint)
            return None
        return day

    def _yes_no(self, key: str) -> bool | None:
        spot = self._spot.member(key)
        if spot is None:
            return None
        found = yes_no_of(spot.node)
        if found is None:
            self._not(key, "yes or no", spot)
        return found

    def _number(self, key: str, unit: str | None) -> Decimal | None:
        spot = self._spot.member(key)
        if spot is None:
            return None
        found = number_of(spot.node)
        if found is None:
            self._not(key, "a number", spot)
            return None
        value = in_unit(*found, unit, key)
        if isinstance(value, Problem):
            self._report.wrong(value.code, value.message, spot, value.hint)
            return None
        if value < 0:
            self._wrong(f"{in_backticks(key)} cannot be {plain(value)}", key)
            return None
        return value

    def _sessions(self) -> Decimal | None:
        value = self._number("sessions", None)
        if value is not None and value != value.to_integral_value():
            self._wrong(f"`sessions` cannot be {plain(value)}", "sessions")
            return None
        return value

    def _outcome(self) -> Outcome | None:
        spot = self._spot.member("outcome")
        if spot is None:
            return None
        text = written(spot.node)
        allowed = tuple(outcome.value for outcome in Outcome)
        if text in allowed:
            return Outcome(text)
        hint = self._report.near(text, allowed) or choices(allowed)
        self._report.wrong("P111", f"`outcome` cannot be {in_backticks(text)}", spot, hint)
        return None

    def _source(self) -> str | None:
        spot = self._spot.member("source")
        if spot is None or (isinstance(spot.node, Placed) and spot.node.strip()):
            return str(spot.node) if spot is not None else None
        self._report.wrong("P103", "`source` should be text", spot)
        return None

    def _not(self, key: str, kind: str, spot: Spot) -> None:
        message = f"{in_backticks(key)} should be {kind}, not {in_backticks(written(spot.node))}"
        self._report.wrong("P402", message, spot)


def _first(day: Day) -> date:
    return day.low if isinstance(day, Range) else day


def _last(day: Day) -> date:
    return day.high if isinstance(day, Range) else day
