"""Each therapy for this patient: the verdict the program reached, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from pathway.advice.actions import (
    answered,
    beside,
    choice_of,
    choose_from,
    dose_of,
    excluded_by,
    why_not_start,
)
from pathway.advice.later import what_first
from pathway.advice.model import Option, Position, RuleLine, disagree
from pathway.advice.words import in_words, number, place_of, said, sentence, titles
from pathway.ground.terms import ROWS, Action, Severity, Verdict
from pathway.ground.vocabulary import Range
from pathway.names import (
    ELIGIBLE,
    closed_partner_name,
    flag_owner,
    held_name,
    history_name,
    option_name,
    override_name,
    rule_name,
)
from pathway.names.reading import read_history
from pathway.patients.history import trials_of, wanted, weeks_of
from pathway.patients.model import Trial
from pathway.program import Place, Recommendation, Rule, Therapy
from pathway.walk import Walk


def options(walk: Walk) -> dict[str, Option]:
    """Every option that this patient's advice lists, in the order of the pathway."""
    return {id_: option(walk, id_) for id_ in in_play(walk)}


def in_play(walk: Walk) -> tuple[str, ...]:
    """The therapies to list: the program's own, and those the patient takes or asks for.

    A patient who is not eligible sees only what red flags offer and current therapies.
    """
    therapies = walk.program.therapies
    current = [t for t in therapies if walk[history_name(t, "ongoing")] is True]
    if walk[ELIGIBLE] is False or not walk.program.id:
        offered = [
            place.therapy
            for place in walk.program.places
            if place.holder.is_flag and walk[place.reached] is not False
        ]
        return tuple(dict.fromkeys((*offered, *current)))
    asked = [t for t in therapies if wanted(walk.resolved.patient.preferences, therapies[t])]
    elsewhere = {flag_owner(flag.id) for flag in walk.program.elsewhere}
    called = [
        place.therapy
        for place in walk.program.places
        if place.holder in elsewhere and walk[place.reached] is True
        if walk[place.indicated] is not False
    ]
    return tuple(dict.fromkeys((*called, *walk.program.listed, *current, *asked)))


def option(walk: Walk, id_: str) -> Option:
    """One therapy for this patient."""
    therapy, running = walk.program.therapies[id_], walk[history_name(id_, "ongoing")] is True
    verdict = Verdict(str(walk[option_name(id_, "verdict")]))
    action = Action(str(walk[option_name(id_, "action")]))
    positions = tuple(position_of(walk, r) for r in walk.program.positions_on(id_))
    leading = _leading(positions)
    place = _place(walk, id_)
    made = Option(
        id=id_,
        title=therapy.title,
        verdict=verdict,
        action=action,
        urgent=running and verdict is Verdict.PENDING,
        current=running,
        kind=therapy.kind.value,
        step=place.title if place is not None else None,
        strength=leading.strength if leading is not None else None,
        certainty=leading.certainty if leading is not None else None,
        summary="",
        reasons=tuple(_reasons(walk, therapy)),
        cautions=tuple(_lines(walk, therapy, Severity.CAUTION)),
        pending_on=pending_on(walk, id_),
        assumed=_assumed(walk, therapy),
        partners=tuple(p.therapy for p in therapy.partners if walk[p.definition] is not False),
        not_with=excluded_by(walk, id_),
        overridden=_overridden(walk, therapy),
        positions=positions,
        conflict=disagree(positions),
        review=_review(walk, therapy, running, verdict),
        held_by=_held_by(walk, id_),
        after=what_first(walk, id_, place) if verdict is Verdict.LATER else (),
        flag_only=_only_by_flag(walk, id_),
        beside=beside(walk, id_, action),
        choose_from=choose_from(walk, id_, action),
        dose=dose_of(walk, therapy),
        plainly=therapy.plainly,
        wanted=wanted(walk.resolved.patient.preferences, therapy),
        alongside=place is not None and place.holder.is_alongside,
        choice=choice_of(walk, id_),
    )
    return replace(made, summary=sentence(_summaries(walk, therapy, made, place)))


def pending_on(walk: Walk, id_: str) -> tuple[str, ...]:
    """The unknown attributes that could still move the option to another row."""
    names = []
    for row in ROWS.values():
        name = option_name(id_, row)
        if walk[name] is True:
            break
        names.append(name)
    return tuple(sorted(walk.hangs_on(*names)))


def waits_for(walk: Walk, names: Iterable[str]) -> str:
    """The titles of unknown attributes.

    Red flags are one thing to wait for, not twenty, and so is the history of treatments.
    """
    red = frozenset(walk.program.red_flag_attributes)
    names = tuple(names)
    single = titles(
        walk, [name for name in names if name not in red and read_history(name) is None]
    )
    parts = (
        "red flags" if red.intersection(names) else "",
        single,
        "treatments so far" if any(map(read_history, names)) else "",
    )
    return ", ".join(filter(None, parts))


def position_of(walk: Walk, r: Recommendation) -> Position:
    """What a recommendation says, and whether it speaks of this patient."""
    direct = walk[r.direct]
    further = walk[r.extrapolated] if r.extrapolated is not None else False
    if direct is True:
        applies = "directly"
    elif direct is None or further is None:
        applies = "unknown"
    else:
        applies = "extrapolated" if further is True else "outside its population"
    return Position(
        recommendation=r.id,
        guideline=r.guideline,
        title=r.title,
        year=r.year,
        direction=r.direction,
        strength=r.strength,
        certainty=r.certainty,
        applies=applies,
        adopted=r.adopted is not None,
        because=r.because if applies == "extrapolated" else "",
        source=r.source,
    )


# -- private -------------------------------------------------------------------------------


def _only_by_flag(walk: Walk, id_: str) -> bool:
    """Whether only a red flag could bring the therapy into play for this patient."""
    return all(
        place.holder.is_flag or walk[place.indicated] is False
        for place in walk.program.places_of(id_)
    )


def _held_by(walk: Walk, id_: str) -> tuple[str, ...]:
    flags = walk.program.all_flags
    return tuple(f.title for f in flags if walk.get(held_name(id_, f.id)) is True)


def _place(walk: Walk, id_: str) -> Place | None:
    """The place that counts: reached and indicated if any is, else the nearest possible one."""

    def rank(place: Place) -> tuple[int, int]:
        states = (walk[place.reached], walk[place.indicated])
        if False in states:
            return (3 if states[1] is False else 2, place.order or 99)
        return (0 if None not in states else 1, place.order or 99)

    return min(walk.program.places_of(id_), key=rank, default=None)


def _lines(walk: Walk, therapy: Therapy, *severities: Severity) -> Iterable[RuleLine]:
    for rule in therapy.rules:
        if rule.severity not in severities:
            continue
        state = walk[_state_name(rule)]
        if state is not False:
            yield _line(walk, rule, holds=state is True)


def _state_name(rule: Rule) -> str:
    return rule_name(rule.id, "applies") if rule.severity is Severity.AVOID else rule_name(rule.id)


def _line(walk: Walk, rule: Rule, *, holds: bool) -> RuleLine:
    text = rule.because if holds else f"if {in_words(walk, rule.condition)}: {rule.because}"
    return RuleLine(rule.id, text, holds, rule.sources, place_of(rule.span), rule.verified)


def _reasons(walk: Walk, therapy: Therapy) -> Iterable[RuleLine]:
    yield from _lines(walk, therapy, Severity.CONTRAINDICATED, Severity.AVOID)
    for partner in therapy.partners:
        state = walk[closed_partner_name(partner.definition)]
        if state is not False:
            other = walk.program.therapies[partner.therapy].title
            verdict = walk[option_name(partner.therapy, "verdict")]
            text = f"must go with {other}, which {_CLOSED.get(str(verdict), f'is {verdict}')}"
            waiting = f"if {other}, which must go with it, cannot be given"
            yield RuleLine(partner.definition, text if state else waiting, state is True)


#: Verdicts of a closed partner that read better with a word more.
_CLOSED: Final[Mapping[str, str]] = {
    Verdict.AVOID.value: "is to be avoided",
    Verdict.TRIED.value: "was tried without adequate response",
}


def _summaries(
    walk: Walk, therapy: Therapy, option: Option, place: Place | None
) -> tuple[str, str]:
    return why_not_start(walk, option), _summary(walk, therapy, option, place)


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
            return f"waits for: {waits_for(walk, option.pending_on)}"
        case Verdict.RECOMMENDED:
            return _recommended(walk, therapy, place)
    return _STANDING[option.verdict]


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


def _leading(positions: Iterable[Position]) -> Position | None:
    """The position that counts: of the first adopted guideline that speaks directly, *against*."""
    direct = [p for p in positions if p.adopted and p.applies == "directly"]
    first = [p for p in direct if p.guideline == direct[0].guideline]
    return min(first, key=lambda p: p.direction != "against", default=None)


def _assumed(walk: Walk, therapy: Therapy) -> tuple[str, ...]:
    """The assumed values that the therapy's own rules, partners and indications read."""
    assumed = walk.resolved.assumed
    if not assumed:
        return ()
    own = [rule_name(rule.id) for rule in therapy.rules]
    own += [partner.definition for partner in therapy.partners]
    own += [place.indicated for place in walk.program.places_of(therapy.id)]
    read = frozenset[str]().union(*(walk.program.reads[name] for name in own))
    return tuple(fact.name for fact in assumed if fact.name in read)


def _overridden(walk: Walk, therapy: Therapy) -> tuple[str, ...]:
    return tuple(
        f"{rule.because} (overridden by {override.actor}: {override.reason})"
        for rule in therapy.rules
        for override in walk.resolved.patient.overrides
        if override.rule == rule.id
        and walk[override_name(rule.id)] is True
        and walk[rule_name(rule.id)] is not False
    )


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
        parts.append(_counted(weeks, "week"))
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


def _review(walk: Walk, therapy: Therapy, running: bool, verdict: Verdict) -> str | None:
    if therapy.review_weeks is None or not (running or verdict is Verdict.RECOMMENDED):
        return None
    trial = _last_trial(walk, therapy)
    start = walk.resolved.as_of
    if running and trial is not None and trial.start is not None:
        start = trial.start.low if isinstance(trial.start, Range) else trial.start
    due = start + timedelta(days=int(therapy.review_weeks * 7))
    return max(due, walk.resolved.as_of).isoformat()
