"""What comes out: options and not orders, grounds that can be checked, and what is urgent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pathway.ground.terms import Action, Severity, Urgency, Verdict
from pathway.ground.vocabulary import ENCOUNTER
from pathway.names import Owner
from pathway.program import CompiledProgram, Flag, Place, Therapy
from pathway.views.intended_use import (
    FOR_REVIEW,
    Count,
    Criterion,
    ReportEvidence,
    ReportItem,
    counted,
)
from pathway.views.intended_use.information import distinct, rules_of
from pathway.views.intended_use.inputs import TYPES, attributes_read
from pathway.views.page import clean
from pathway.views.review_entries import Scribe

#: The urgencies at which an output may leave no time to look into its grounds.
TIME_CRITICAL = (Urgency.EMERGENCY, Urgency.WITHIN_48_HOURS)


def options(scribe: Scribe) -> Criterion:
    """Options rather than orders: what can be offered, where, and in which words."""
    program = scribe.program
    places = _places(scribe)
    single = tuple(place for place in places if place.review)
    kinds = Counter(program.therapies[id_].kind for id_ in program.listed)
    evidence = (
        ReportEvidence("actions the pathway can give", tuple(_actions(scribe))),
        ReportEvidence("where options are offered", places),
        ReportEvidence("findings reported", tuple(_findings(program))),
    )
    return Criterion(
        id="options",
        title="Options, not orders",
        rule="520(o)(1)(E)(ii): supporting or providing recommendations to a professional",
        question="Does it offer options to a professional, rather than give an order?",
        answer=(
            f"An advice lists {counted(len(program.listed), 'therapy', 'therapies')} side by "
            f"side, each with one of {len(Verdict)} verdicts and one of {len(Action)} actions. "
            "It is a text to read: nothing is ordered or prescribed by it, a card may suggest a "
            "draft that a clinician accepts or leaves, and the decision is recorded as a "
            "clinician's own."
        ),
        counts=(
            Count("therapies listed for every patient", len(program.listed)),
            *(Count(f"of kind {kind}", number) for kind, number in kinds.items()),
            Count("places that offer options", len(places)),
            Count("places that offer a single one", len(single)),
        ),
        evidence=tuple(part for part in evidence if part.items),
        open=(*_single_options(single), _IMPERATIVE),
    )


def basis(scribe: Scribe) -> Criterion:
    """Independent review: what an advice shows, and how much of it the content provides."""
    program = scribe.program
    rules = rules_of(program)
    reasoned = sum(bool(rule.because) for rule in rules)
    return Criterion(
        id="basis",
        title="Independent review of the basis",
        rule="520(o)(1)(E)(iii): the professional can independently review the basis",
        question="Can a professional check independently what an advice rests on?",
        answer=(
            "Every advice carries the grounds listed below, in JSON under the key in brackets; "
            f"{reasoned} of {counted(len(rules), 'rule')} say in words why they are there. "
            "Conditions are put into words from the very expression that is evaluated; the "
            "reasons beside them are the author's own."
        ),
        counts=(
            Count("rules with a reason in words", reasoned),
            Count("rules without one", len(rules) - reasoned),
            Count("therapies on which guidelines differ", len(_differing(program))),
        ),
        evidence=(
            ReportEvidence("what an advice shows, and under which key", tuple(_shown(program))),
        ),
        open=tuple(_unreviewable(scribe)),
    )


def time_critical(scribe: Scribe) -> Criterion:
    """Time-critical outputs: each flag of 48 hours or sooner, flagged for regulatory review."""
    program = scribe.program
    found = [flag for flag in program.flags if flag.urgency in TIME_CRITICAL]
    urgencies = Counter(flag.urgency for flag in program.flags)
    guarded = [one for one in program.therapies.values() if _guarded(one)]
    items = (*(_critical(scribe, flag) for flag in found), *_running(guarded))
    return Criterion(
        id="time-critical",
        title="Time-critical outputs",
        rule="520(o)(1)(E)(iii), where a decision is time-critical: time to review the basis",
        question="Does any output ask for action before its grounds can be reviewed?",
        answer=_urgency_told(len(found), guarded),
        counts=tuple(Count(f"red flags: {u}", urgencies[u]) for u in Urgency if urgencies[u]),
        evidence=(ReportEvidence(f"flagged {FOR_REVIEW}", items),) if items else (),
        open=tuple(f"{FOR_REVIEW}: {item.title}" for item in items),
    )


# -- options -------------------------------------------------------------------------------

_IMPERATIVE = (
    "Actions are worded as `start`, `stop` or `do not start`; whether a reader takes them for "
    "recommendations or for directives is for the reviewer."
)


def _actions(scribe: Scribe) -> Iterator[ReportItem]:
    """Every action with what decides that it can be given, and to how much."""
    program = scribe.program
    offered = {place.therapy for place in program.places}
    tapered = [id_ for id_, therapy in program.therapies.items() if therapy.tapers]
    all_, rest = len(program.therapies), len(program.therapies) - len(tapered)
    dosed = sum(bool(therapy.doses) for therapy in program.therapies.values())
    pairs = [(id_, other) for id_, t in program.therapies.items() for other in t.not_with]
    excluding = len({id_ for pair in pairs for id_ in pair}.intersection(program.therapies))
    texts = {
        Action.STOP: f"{counted(rest, 'therapy', 'therapies')} that a patient may be taking",
        Action.TAPER: f"{len(tapered)}: {_listed(scribe, tapered)}" if tapered else "none",
        Action.DO_NOT_START: f"{counted(all_, 'therapy', 'therapies')}",
        Action.ASK_FIRST: f"{counted(all_, 'therapy', 'therapies')}, where an answer is missing",
        Action.CONTINUE: f"{counted(all_, 'therapy', 'therapies')} that a patient may be taking",
        Action.ADJUST: f"{counted(dosed, 'therapy', 'therapies')} with limits of the dose",
        Action.CHANGE: "none; the word is kept for therapies that replace others",
        Action.CHOOSE: f"{counted(excluding, 'therapy', 'therapies')} that exclude others",
        Action.WAIT: f"{counted(len(offered), 'therapy', 'therapies')} that a place offers",
        Action.START: f"{counted(len(offered), 'therapy', 'therapies')} that a place offers",
    }
    return (ReportItem(str(action), texts[action]) for action in Action)


def _places(scribe: Scribe) -> tuple[ReportItem, ...]:
    """Each node and flag with what it offers; a single option is flagged."""
    held: dict[Owner, list[Place]] = {}
    for place in scribe.program.places:
        if place.partner_of is None:
            held.setdefault(place.holder, []).append(place)
    return tuple(
        ReportItem(
            clean(places[0].title),
            _listed(scribe, (place.therapy for place in places)),
            str(holder),
            review=len(places) == 1,
        )
        for holder, places in held.items()
    )


def _listed(scribe: Scribe, ids: Iterable[str]) -> str:
    """Several therapies; their titles may have commas of their own."""
    return "; ".join(map(scribe.title, ids))


def _single_options(single: tuple[ReportItem, ...]) -> tuple[str, ...]:
    """Where one option stands alone, it may read as a directive."""
    if not single:
        return ()
    named = "; ".join(f"{item.title} ({item.text})" for item in single)
    return (f"A single option may read as a directive, {FOR_REVIEW}: {named}",)


def _findings(program: CompiledProgram) -> Iterator[ReportItem]:
    """What is reported besides options; a number or a score would be told by its type."""
    for one in program.findings:
        type_ = program.by_name[one.name].expr.type
        choices = f" of {', '.join(map(clean, type_.choices))}" if type_.choices else ""
        yield ReportItem(
            clean(one.title), f"{TYPES.get(type_.base, type_.base)}{choices}", one.name
        )


# -- basis ---------------------------------------------------------------------------------


def _shown(program: CompiledProgram) -> Iterator[ReportItem]:
    """What an advice shows, with the key of its JSON; `id` is that key."""
    read = attributes_read(program)
    ageing = sum(one.valid_for is not None for one in read)
    today = sum(one.valid_for == ENCOUNTER for one in read)
    assumed = sum(one.absent is not None for one in read)
    graded = sum(bool(r.strength or r.certainty) for r in distinct(program))
    told = len(distinct(program))
    sized = sum(item.n is not None for item in program.evidence)
    differ = len(_differing(program))
    yield ReportItem("inputs, each with date and source", f"{len(read)} attributes", "provenance")
    text = f"{ageing} of {len(read)} attributes grow stale, {today} of them the same day"
    yield ReportItem("what is unknown or stale, and why", text, "questions")
    text = f"{assumed} of {len(read)} attributes, only from a reconciled list, never under strict"
    yield ReportItem("what is assumed", text, "assumptions")
    yield ReportItem("the rules in plain language", f"{len(rules_of(program))} rules", "options")
    text = f"{graded} of {told} recommendations graded; {sized} studies with their size"
    yield ReportItem("evidence and its grade", text, "options.positions")
    yield ReportItem("where guidelines disagree", f"{differ} therapies", "options.conflict")
    yield ReportItem("publications", f"{len(program.sources)} sources", "sources")
    yield ReportItem("thresholds in use", f"{len(program.parameters)} thresholds", "parameters")
    yield ReportItem("limits", clean(program.limits) or "none are said", "limits")
    yield ReportItem(
        "what would change it", "for each therapy: `pathway why --json`", "if_answered"
    )


def _differing(program: CompiledProgram) -> list[str]:
    """The therapies on which guidelines take different directions."""
    return [
        id_
        for id_ in program.therapies
        if len({position.direction for position in program.positions_on(id_)}) > 1
    ]


def _unreviewable(scribe: Scribe) -> Iterator[str]:
    """Whatever a reader of the advice could not check."""
    program = scribe.program
    mute = [rule.id for rule in rules_of(program) if not rule.because]
    if mute:
        yield clean(f"{counted(len(mute), 'rule')} without a reason in words: {', '.join(mute)}")
    if not program.limits:
        yield "no limits are said"
    yield _UNTRIED


_UNTRIED = (
    "Whether clinicians do review the basis, and in the time they have, was not tried with any."
)

# -- time ----------------------------------------------------------------------------------


def _critical(scribe: Scribe, flag: Flag) -> ReportItem:
    when = scribe.condition(flag.condition) or "always"
    offers = f"; offers {_listed(scribe, flag.offers)}" if flag.offers else ""
    text = clean(f"{flag.urgency}: {flag.action}; to {flag.to}{offers}; if {when}")
    return ReportItem(clean(flag.title), text, flag.id, scribe.place(flag.span), review=True)


def _running(guarded: Sequence[Therapy]) -> Iterator[ReportItem]:
    """A running therapy whose rules cannot be judged is asked about before its next dose."""
    if guarded:
        kept = sum(one.tapers for one in guarded)
        text = f"{counted(len(guarded), 'therapy', 'therapies')}; {kept} of them go on meanwhile"
        yield ReportItem(
            "no next dose or session until a rule's question is answered", text, review=True
        )


def _urgency_told(flags: int, guarded: Sequence[Therapy]) -> str:
    asks = counted(flags, "red flag asks", "red flags ask")
    held = counted(len(guarded), "therapy", "therapies")
    return (
        f"{asks} for action the same day or within 48 hours, and {held} would be held back before "
        f"the next dose or session. Each such output is flagged {FOR_REVIEW}."
    )


def _guarded(therapy: Therapy) -> bool:
    blocking = (Severity.CONTRAINDICATED, Severity.AVOID)
    return any(rule.severity in blocking for rule in therapy.rules)
