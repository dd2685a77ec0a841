"""The words for an option: the rules that speak against it, and why it has its verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from pathway.advice.actions import answered, why_not_start
from pathway.advice.model import Option, Position, RuleLine
from pathway.advice.words import in_words, number, place_of, said, sentence, waits_for
from pathway.ground.terms import Severity, Verdict
from pathway.ground.vocabulary import Range
from pathway.names import closed_partner_name, history_name, option_name, rule_name
from pathway.patients.history import trials_of, weeks_of
from pathway.patients.model import Trial
from pathway.program import Place, Rule, Therapy
from pathway.walk import Walk

#: From so many weeks on years are told.
_LONG: Final = 104
_WEEKS_OF_A_YEAR: Final = Decimal("52.18")


def rule_lines(walk: Walk, therapy: Therapy, *severities: Severity) -> Iterator[RuleLine]:
    """The rules of these severities that hold, or may."""
    for rule in therapy.rules:
        if rule.severity not in severities:
            continue
        state = walk[_state_name(rule)]
        if state is not False:
            yield _line(walk, rule, holds=state is True)


def reasons(walk: Walk, therapy: Therapy) -> Iterator[RuleLine]:
    """What closes a therapy, or may: its rules, and partners that cannot be given."""
    yield from rule_lines(walk, therapy, Severity.CONTRAINDICATED, Severity.AVOID)
    for partner in therapy.partners:
        state = walk[closed_partner_name(partner.definition)]
        if state is not False:
            other = walk.program.therapies[partner.therapy].title
            verdict = walk[option_name(partner.therapy, "verdict")]
            text = f"must go with {other}, which {_CLOSED.get(str(verdict), f'is {verdict}')}"
            waiting = f"if {other}, which must go with it, cannot be given"
            yield RuleLine(partner.definition, text if state else waiting, state is True)


def summary_of(walk: Walk, therapy: Therapy, option: Option, place: Place | None) -> str:
    """Why the option has its verdict, and why it is not started where it is recommended."""
    return sentence((why_not_start(walk, option), _summary(walk, therapy, option, place)))


def review_of(walk: Walk, therapy: Therapy, running: bool, verdict: Verdict) -> str | None:
    """When to look again at what is started or runs."""
    if therapy.review_weeks is None or not (running or verdict is Verdict.RECOMMENDED):
        return None
    trial = _last_trial(walk, therapy)
    start = walk.resolved.as_of
    if running and trial is not None and trial.start is not None:
        start = trial.start.low if isinstance(trial.start, Range) else trial.start
    due = start + timedelta(days=int(therapy.review_weeks * 7))
    return max(due, walk.resolved.as_of).isoformat()


# -- private -------------------------------------------------------------------------------


def _state_name(rule: Rule) -> str:
    return rule_name(rule.id, "applies") if rule.severity is Severity.AVOID else rule_name(rule.id)


def _line(walk: Walk, rule: Rule, *, holds: bool) -> RuleLine:
    text = rule.because if holds else f"if {in_words(walk, rule.condition)}: {rule.because}"
    return RuleLine(rule.id, text, holds, rule.sources, place_of(rule.span), rule.verified)


#: Verdicts of a closed partner that read better with a word more.
_CLOSED: Final[Mapping[str, str]] = {
    Verdict.AVOID.value: "is to be avoided",
    Verdict.TRIED.value: "was tried without adequate response",
}


def _summary(walk: Walk, therapy: Therapy, option: Option, place: Place | None) -> str:
    """Why the option has its verdict, in one line."""
    match option.verdict:
        case Verdict.CONTRAINDICATED | Verdict.AVOID:
            return sentence(line.text for line in option.reasons if line.holds)
        case Verdict.NOT_RECOMMENDED:
            return sentence(_against(p) for p in option.positions if _decides_against(p))
        case Verdict.TRIED | Verdict.ONGOING:
            return f"{_STANDING[option.verdict]}{_trial_words(walk, therapy)}"
        case Verdict.NOT_INDICATED:
            return _not_indicated(walk, therapy)
        case Verdict.LATER:
            return sentence(_not_yet(option))
        case Verdict.PENDING:
            return f"waits for: {waits_for(walk, _holding(walk, therapy, option))}"
        case Verdict.RECOMMENDED:
            return _recommended(walk, therapy, place)
    return _STANDING[option.verdict]


def _holding(walk: Walk, therapy: Therapy, option: Option) -> Collection[str]:
    """What an option waits for; of a therapy under way first what may speak against it."""
    rules = walk.hangs_on(*(rule_name(rule.id) for rule in therapy.rules))
    may = rules.union(walk.program.red_flag_attributes)
    against = [name for name in option.pending_on if name in may]
    return against if option.current and against else option.pending_on


_STANDING: Final[Mapping[Verdict, str]] = {
    Verdict.DECLINED: "the patient declines it",
    Verdict.UNAVAILABLE: "not available to this patient",
    Verdict.TRIED: "tried without adequate response",
    Verdict.ONGOING: "under way",
}


def _not_yet(option: Option) -> tuple[str, ...]:
    """What must happen first; a therapy under way is not told to wait for earlier steps."""
    if not option.current:
        return option.after
    held = tuple(f"held until {title} is dealt with" for title in option.held_by)
    return held or ("this pathway comes to it only later",)


def _not_indicated(walk: Walk, therapy: Therapy) -> str:
    places = walk.program.places_of(therapy.id)
    if not places:
        return "not part of this pathway"
    needed = sentence(in_words(walk, p.condition) for p in places if p.condition is not None)
    return answered(walk, therapy) or (f"only where {needed}" if needed else "not needed now")


def _recommended(walk: Walk, therapy: Therapy, place: Place | None) -> str:
    parts = [place.because] if place is not None and place.because else []
    if walk[history_name(therapy.id, "helped")] is True:
        parts.append("helped before")
    elif walk[history_name(therapy.id, "ever")] is True:
        parts.append(f"tried before{_trial_words(walk, therapy)}")
    if not parts and place is not None:
        parts = [f"offered at: {place.title}"]
    return sentence(parts)


def _against(position: Position) -> str:
    certainty = f"{position.certainty} certainty" if position.certainty else None
    graded = ", ".join(part for part in (position.strength, certainty) if part)
    return f"{position.name} advises against" + (f", {graded}" if graded else "")


def _decides_against(position: Position) -> bool:
    return position.adopted and position.applies == "directly" and position.direction == "against"


def _last_trial(walk: Walk, therapy: Therapy) -> Trial | None:
    """The running trial, else the latest one."""
    trials = trials_of(walk.resolved.patient, therapy.id, walk.resolved.as_of)
    running = [trial for trial in trials if trial.ongoing]
    return next(reversed(running or trials), None)


def _trial_words(walk: Walk, therapy: Therapy) -> str:
    trial = _last_trial(walk, therapy)
    if trial is None:
        return ""
    parts = _restarted(walk, therapy, trial)
    weeks = weeks_of(trial, walk.resolved.as_of)
    if isinstance(weeks, Range):
        parts.append(f"{said(weeks, 'weeks')}")
    elif weeks is not None:
        parts.append(_lasting(weeks))
    if trial.sessions is not None:
        parts.append(_counted(trial.sessions, "session"))
    if trial.outcome is not None:
        parts.append(trial.outcome.value)
    longest = therapy.longest_weeks
    if trial.ongoing and isinstance(weeks, Decimal) and longest is not None and weeks > longest:
        parts.append(f"the longest advised course is {_counted(longest, 'week')}")
    needed = str(therapy.adequate) if therapy.adequate is not None else ""
    if needed and walk[history_name(therapy.id, "adequate")] is not True:
        parts.append(f"adequate is {needed}")
    return f" ({', '.join(parts)})" if parts else ""


def _lasting(weeks: Decimal) -> str:
    """So many weeks; years to one decimal where nobody counts in weeks any more."""
    if weeks <= _LONG:
        return _counted(weeks, "week")
    return _counted((weeks / _WEEKS_OF_A_YEAR).quantize(Decimal("0.1")), "year")


def _restarted(walk: Walk, therapy: Therapy, trial: Trial) -> list[str]:
    """That a therapy under way failed before, and when it was begun anew."""
    if not trial.ongoing or walk[history_name(therapy.id, "failed_before")] is not True:
        return []
    trials = trials_of(walk.resolved.patient, therapy.id, walk.resolved.as_of)
    earlier = [one for one in trials if one is not trial and one.start is not None]
    failed = f" in {_year(earlier[-1].start)}" if earlier else ""
    begun = f" {said(trial.start)}" if trial.start is not None else ""
    return [f"failed{failed}, restarted{begun}"]


def _year(day: date | Range[date] | None) -> int:
    first = day.low if isinstance(day, Range) else day
    return first.year if first is not None else 0


def _counted(value: Decimal, what: str) -> str:
    return f"{number(value)} {what}" + ("" if value == 1 else "s")
