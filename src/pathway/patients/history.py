"""A therapy's trials in this episode, as the flat attributes that conditions read.

failed         adequate (or long enough) with no response, or worse / not tolerated at any length
partly_helped  and `failed` stay true through later trials until one helps fully, except while a
               later trial is under way: that is judged by itself
failed_before  a trial before the latest failed, and none has helped fully since
inadequate     failed, failed before, or partly helped in an adequate trial: a reason to step up
an inadequate trial closes nothing; a history nobody took is unknown
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from pathway.frozen import frozen
from pathway.ground.truth import Truth, and_, not_, or_
from pathway.ground.vocabulary import HISTORY, NOT_APPLICABLE, Range, Value
from pathway.names import history_name
from pathway.patients.model import Outcome, Patient, Preferences, Trial, Why
from pathway.patients.values import Fact
from pathway.program import AdequateTrial, Therapy


def history_of(patient: Patient, therapies: Mapping[str, Therapy], as_of: date) -> Iterator[Fact]:
    """The facts `therapy.failed` and so on of every therapy."""
    known = patient.trials is not None
    spoken_of = told_of(patient, therapies)
    for id_, therapy in therapies.items():
        if id_ not in spoken_of:
            yield from _untried(id_, known=known)
            continue
        trials = trials_of(patient, id_, as_of)
        values = _flat(trials, therapy.adequate, as_of) if known else dict.fromkeys(HISTORY)
        values["declined"] = _chosen(patient.preferences.declines, therapy, known=known)
        values["unavailable"] = _chosen(patient.preferences.unavailable, therapy, known=known)
        source = trials[-1].source if trials else None
        for part in HISTORY:
            value = values[part]
            why = None if value is not None else Why.NOT_ASKED
            detail = _missing(part, trials, known=known) if value is None else ""
            yield Fact(history_name(id_, part), value, why, detail, None, source, recorded=known)


def told_of(patient: Patient, therapies: Mapping[str, Therapy]) -> frozenset[str]:
    """The therapies that were tried, or that the patient declines or cannot have."""
    tried = {trial.therapy for trial in patient.trials or ()}
    preferences = patient.preferences
    if preferences.declines or preferences.unavailable:
        of = therapies.items()
        tried |= {id_ for id_, therapy in of if _has_preference(preferences, therapy)}
    return frozenset(tried)


def trials_of(patient: Patient, therapy: str, as_of: date) -> tuple[Trial, ...]:
    """The trials of a therapy that had begun by a date, the latest last."""
    return _in_order(
        [
            trial
            for trial in patient.trials or ()
            if trial.therapy == therapy and (trial.start is None or _days(trial.start)[0] <= as_of)
        ]
    )


def parts_of(trials: Sequence[Trial], therapy: Therapy, as_of: date) -> Mapping[str, Value | None]:
    """What conditions may ask of a therapy's history, if these were all its trials."""
    return _flat(trials, therapy.adequate, as_of)


def wanted(preferences: Preferences, therapy: Therapy) -> bool:
    """Whether the patient asks for this therapy, by its name or by its kind."""
    return therapy.id in preferences.wants or therapy.kind.value in preferences.wants


def weeks_of(trial: Trial, as_of: date) -> Decimal | Range[Decimal] | None:
    """How long a trial lasted, or has lasted so far."""
    if trial.weeks is not None:
        return trial.weeks
    if trial.start is None:
        return None
    end = trial.end if trial.end is not None else (as_of if trial.ongoing else None)
    if end is None:
        return None
    start_low, start_high = _days(trial.start)
    end_low, end_high = _days(end)
    low = Decimal(max((min(end_low, as_of) - start_high).days, 0)) / 7
    high = Decimal(max((min(end_high, as_of) - start_low).days, 0)) / 7
    return low if low == high else Range(low, high)


def is_adequate(trial: Trial, needed: AdequateTrial | None, as_of: date) -> Truth:
    """Whether the therapy was tried long and hard enough to judge it.

    What the clinician stated wins; without a definition of *adequate* nobody can say.
    """
    if trial.adequate is not None:
        return trial.adequate
    if needed is None or not needed.defined:
        return None
    return and_(
        _reaches(value, minimum)
        for value, minimum in (
            (weeks_of(trial, as_of), needed.weeks),
            (trial.sessions, needed.sessions),
            (trial.dose, needed.dose),
        )
        if minimum is not None
    )


def is_enough(trial: Trial, needed: AdequateTrial | None, as_of: date) -> Truth:
    """Whether a trial that partly helped shows that more is needed.

    Any trial does where nothing is said of when one is adequate.
    """
    if trial.adequate is None and (needed is None or not needed.defined):
        return True
    return is_adequate(trial, needed, as_of)


def is_over(trial: Trial, needed: AdequateTrial | None, as_of: date) -> Truth:
    """Whether a trial without any effect was long enough for that, or adequate anyhow."""
    adequate = is_adequate(trial, needed, as_of)
    if trial.adequate is not None or needed is None or needed.no_effect is None:
        return adequate
    return or_((adequate, _reaches(weeks_of(trial, as_of), needed.no_effect)))


def failed(trial: Trial, needed: AdequateTrial | None, as_of: date) -> Truth:
    """Whether one trial failed: without effect for long enough, worse, or not tolerated."""
    no_response = and_((is_over(trial, needed, as_of), _was(trial, Outcome.NO_RESPONSE)))
    return or_((no_response, _was(trial, Outcome.WORSE), _was(trial, Outcome.NOT_TOLERATED)))


# -- private -------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def _untried(id_: str, *, known: bool) -> tuple[Fact, ...]:
    """The facts of a therapy that nobody spoke of: the same for all such patients."""
    values = _flat((), None, date.max) if known else dict.fromkeys(HISTORY)
    values |= dict.fromkeys(("declined", "unavailable"), False if known else None)
    detail = "" if known else _missing("ever", (), known=False)
    why = None if known else Why.NOT_ASKED
    return tuple(
        Fact(history_name(id_, part), values[part], why, detail, recorded=known) for part in HISTORY
    )


def _has_preference(preferences: Preferences, therapy: Therapy) -> bool:
    names = (therapy.id, therapy.kind.value)
    return any(n in preferences.declines or n in preferences.unavailable for n in names)


def _in_order(trials: Sequence[Trial]) -> tuple[Trial, ...]:
    """Oldest first; undated ones keep the order in which they were written."""
    if any(trial.start is None for trial in trials):
        return tuple(trials)
    return tuple(sorted(trials, key=lambda t: _days(t.start)[0] if t.start else date.min))


@frozen
class TrialStanding:
    """What trials have come to so far; a trial that helps fully starts it anew."""

    failed: Truth = False
    partly: Truth = False
    not_tolerated: Truth = False
    inadequate: Truth = False

    def after(self, trial: Trial, needed: AdequateTrial | None, as_of: date) -> TrialStanding:
        """The same once this trial is over, or so far."""
        fails = failed(trial, needed, as_of)
        partly = _was(trial, Outcome.PARTLY_HELPED)
        enough = and_((partly, is_enough(trial, needed, as_of)))
        unhelped = not_(_was(trial, Outcome.HELPED))
        not_tolerated = _was(trial, Outcome.NOT_TOLERATED)
        return TrialStanding(
            and_((or_((self.failed, fails)), unhelped)),
            and_((or_((self.partly, partly)), unhelped)),
            and_((or_((self.not_tolerated, not_tolerated)), unhelped)),
            and_((or_((self.inadequate, fails, enough)), unhelped)),
        )


def _flat(
    trials: Sequence[Trial], needed: AdequateTrial | None, as_of: date
) -> dict[str, Value | None]:
    if not trials:
        return {
            part: NOT_APPLICABLE if part in ("weeks", "sessions", "dose") else False
            for part in HISTORY
        }
    before = TrialStanding()
    for trial in trials[:-1]:
        before = before.after(trial, needed, as_of)
    last = trials[-1]
    now = before.after(last, needed, as_of)
    # A trial under way is judged by itself, but it undoes no step that was taken before.
    own = TrialStanding().after(last, needed, as_of) if last.ongoing else now
    return {
        "ever": True,
        "ongoing": any(trial.ongoing for trial in trials),
        "weeks": weeks_of(last, as_of),
        "sessions": last.sessions,
        "dose": last.dose,
        "adequate": is_adequate(last, needed, as_of),
        "failed": own.failed,
        "failed_before": and_((before.failed, not_(_was(last, Outcome.HELPED)))),
        "inadequate": now.inadequate,
        "partly_helped": own.partly,
        "helped": _was(last, Outcome.HELPED),
        "no_response": _was(last, Outcome.NO_RESPONSE),
        "not_tolerated": now.not_tolerated,
    }


def _was(trial: Trial, outcome: Outcome) -> Truth:
    """Whether a trial had this outcome; an outcome nobody recorded is unknown."""
    if trial.outcome is None:
        return None
    return trial.outcome is outcome


def _chosen(names: frozenset[str], therapy: Therapy, *, known: bool) -> Truth:
    if therapy.id in names or therapy.kind.value in names:
        return True
    return False if known else None


def _reaches(value: Decimal | Range[Decimal] | None, minimum: Decimal) -> Truth:
    if value is None:
        return None
    if isinstance(value, Range):
        if value.low >= minimum:
            return True
        return None if value.high >= minimum else False
    return value >= minimum


def _days(value: date | Range[date]) -> tuple[date, date]:
    return (value.low, value.high) if isinstance(value, Range) else (value, value)


_OF_OUTCOME = ("failed", "inadequate", "partly_helped", "helped", "no_response")


def _missing(part: str, trials: Sequence[Trial], *, known: bool) -> str:
    if not known:
        return "no history of treatments was taken"
    if trials and trials[-1].outcome is None and part in _OF_OUTCOME:
        return "the outcome of the trial is not recorded"
    return "the trial's length, number of sessions or dose is not recorded"
