"""Properties that keep patients from harm: rules, red flags, conservative care first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pathway.authoring.verify.properties.model import Always, Case, Property, offers, spans
from pathway.compiler.exclusion import Exclusion, exclusions_of
from pathway.compiler.flags import ALWAYS_FREE, HOLDS, may_hold
from pathway.compiler.logic import count, every, known, none_of, ref, some, text
from pathway.compiler.offers import free_therapies
from pathway.ground.source import Span
from pathway.ground.terms import Action, Kind, Severity, Urgency
from pathway.ground.vocabulary import BOOLEAN, TEXT
from pathway.language.english import plain
from pathway.language.syntax import Apply, Expr
from pathway.names import (
    OUTCOME,
    flag_name,
    flag_owner,
    history_name,
    node_name,
    option_name,
    rule_name,
)
from pathway.program import CompiledProgram, Flag, Node, Rule, Therapy

#: Kinds of therapy that break the skin for more than a needle, or the body's integrity.
INVASIVE: Final = (Kind.INJECTION, Kind.SURGERY)
#: Kinds of therapy that are tried before those.
CONSERVATIVE: Final = (
    *(Kind.SELF_CARE, Kind.DRUG, Kind.EXERCISE, Kind.PSYCHOLOGICAL, Kind.MANUAL, Kind.NEEDLE),
    Kind.EDUCATION,
)


def properties(program: CompiledProgram) -> Iterator[Property]:
    """The properties of a pathway."""
    yield _never_while_true(program)
    yield _never_while_unknown(program)
    yield _never_unless_lifted(program)
    yield _exclusive(program)
    yield _flags_hold(program)
    yield _flags_speak(program)
    yield _conservative_first(program)


def recommended(therapy: str) -> Expr:
    """That a therapy is recommended; never unknown."""
    return known(ref(option_name(therapy, "recommended")))


def not_recommended(therapy: str) -> Expr:
    """That a therapy is not recommended; never unknown."""
    return none_of(recommended(therapy))


# -- private -------------------------------------------------------------------------------


def _rules(program: CompiledProgram, severity: Severity) -> Iterator[tuple[Therapy, Rule]]:
    for therapy in program.therapies.values():
        yield from ((therapy, rule) for rule in therapy.rules if rule.severity is severity)


def _never_while_true(program: CompiledProgram) -> Property:
    cases = (
        Case(
            f"{therapy.title}: never recommended where {_said(rule, program)}",
            Always(not_recommended(therapy.id), known(ref(rule_name(rule.id)))),
            _places(program, therapy, rule.span),
            therapy.id,
        )
        for therapy, rule in _rules(program, Severity.CONTRAINDICATED)
    )
    return Property(
        "contraindicated",
        "A contraindicated therapy is never recommended",
        program,
        tuple(cases),
        "contraindication",
        "no therapy has a contraindication",
    )


def _never_while_unknown(program: CompiledProgram) -> Property:
    cases = (
        Case(
            f"{therapy.title}: never recommended while nobody knows whether {_said(rule, program)}",
            Always(not_recommended(therapy.id), _is_unknown(rule_name(rule.id))),
            _places(program, therapy, rule.span),
            therapy.id,
        )
        for therapy, rule in _rules(program, Severity.CONTRAINDICATED)
    )
    return Property(
        "unknown-contraindication",
        "An unknown contraindication never yields a recommendation",
        program,
        tuple(cases),
        "contraindication",
        "no therapy has a contraindication",
    )


def _never_unless_lifted(program: CompiledProgram) -> Property:
    cases = []
    for therapy, rule in _rules(program, Severity.AVOID):
        applies = rule_name(rule.id, "applies")
        occasion = some([known(ref(applies)), _is_unknown(applies)])
        said = _said(rule, program)
        sentence = f"{therapy.title}: only recommended if it is known that not {said}, or lifted"
        places = _places(program, therapy, rule.span)
        asked = Always(not_recommended(therapy.id), occasion)
        cases.append(Case(sentence, asked, places, therapy.id))
    return Property(
        "avoid",
        "A therapy to be avoided is only recommended once a clinician has lifted the rule",
        program,
        tuple(cases),
        "avoid rule",
        "no therapy has a rule that says avoid",
    )


def _exclusive(program: CompiledProgram) -> Property:
    """Of two therapies that exclude each other none starts with the other, or beside it."""
    cases = []
    for exclusion in exclusions_of(program):
        first = program.therapies[exclusion.members[0]]
        asked = Always(none_of(*(_too_many(exclusion, id_) for id_ in exclusion.members)))
        sentence = _never_together(exclusion, program)
        cases.append(Case(sentence, asked, _places(program, first, None), first.id))
    return Property(
        "exclusive",
        "Therapies that exclude each other never start together, nor one while the other is "
        "taken, be it tapered, or may be; of a choice never more than its step allows",
        program,
        tuple(cases),
        "exclusion",
        "no therapy excludes another one, and no step lets the patient choose",
    )


def _never_together(exclusion: Exclusion, program: CompiledProgram) -> str:
    titles = [program.therapies[id_].title for id_ in exclusion.members]
    named = f"{', '.join(titles[:-1])} and {titles[-1]}"
    if not exclusion.places:
        return f"{named}: never both, nor one beside the other"
    return f"{named}: never more than {exclusion.most} at once"


def _too_many(exclusion: Exclusion, id_: str) -> Expr:
    """That a member starts although others that start, or may be taken, fill all places."""
    others = [
        some([_starts(exclusion, other), _may_be_taken(other)]) for other in exclusion.others(id_)
    ]
    filled = some(others) if exclusion.most == 1 else count(exclusion.most, others)
    return every([_starts(exclusion, id_), filled])


def _starts(exclusion: Exclusion, id_: str) -> Expr:
    return every([*map(known, exclusion.offers(id_)), _does(id_, Action.START)])


def _may_be_taken(therapy: str) -> Expr:
    """That a therapy runs and is not stopped at once, or that nobody knows whether it runs."""
    ongoing = ref(history_name(therapy, "ongoing"))
    return every([none_of(known(none_of(ongoing))), none_of(_does(therapy, Action.STOP))])


def _does(therapy: str, action: Action) -> Expr:
    return _is(option_name(therapy, "action"), action.value)


def _said(rule: Rule, program: CompiledProgram) -> str:
    return plain(rule.condition, program.words)


def _is_unknown(name: str) -> Expr:
    return Apply("is null", (ref(name),), type=BOOLEAN)


def _places(program: CompiledProgram, therapy: Therapy, first: Span | None) -> tuple[Span, ...]:
    """Where to mend what is said of a therapy: the rule, then wherever it is offered."""
    return spans(first, *offers(program, therapy.id))


# -- red flags -----------------------------------------------------------------------------

#: The urgencies from which on the whole advice is urgent.
_URGENT: Final = (Urgency.EMERGENCY, Urgency.WITHIN_48_HOURS, Urgency.WITHIN_2_WEEKS)
#: Those in which nothing routine may go on.
_PRESSING: Final = (Urgency.EMERGENCY, Urgency.WITHIN_48_HOURS)
_STRENGTH: Final = tuple(Urgency)


def _flags_hold(program: CompiledProgram) -> Property:
    """While a flag is true or unanswered, nothing routine is recommended, unless a flag calls.

    Routine is what the flag holds, and in an emergency all that such a flag holds as a rule. What
    is free of harm (education, referral, investigation, safety measures, and what nothing forbids
    beside every step) waits only while the flag is true; the last only for an emergency, or where
    the flag's author says so. An author may also write that less waits while it is unanswered.
    """
    cases = []
    free = free_therapies(program.therapies, program.places)
    for flag in program.flags:
        usual = HOLDS[flag.urgency] if flag.urgency in _PRESSING else ()
        kinds = dict.fromkeys((*flag.holds, *usual))
        if not kinds:
            continue
        narrower = flag.holds_unanswered != flag.holds
        waiting = [
            k for k in (flag.holds_unanswered if narrower else kinds) if k not in ALWAYS_FREE
        ]
        state = ref(flag_name(flag.id))
        occasion = some([known(state), _is_unknown(flag_name(flag.id))])
        held = [
            t
            for t in program.therapies.values()
            if (may_hold(flag, t, free=True) if t.id in free else t.kind in kinds)
        ]
        allowed = (some([not_recommended(t.id), _called_for(program, flag, t.id)]) for t in held)
        allowed = (
            one if t.kind in waiting and t.id not in free else some([one, none_of(known(state))])
            for t, one in zip(held, allowed, strict=True)
        )
        sentence = f"{flag.title}: nothing routine {_while(kinds, waiting)}"
        cases.append(Case(sentence, Always(every(allowed), occasion), spans(flag.span)))
    return Property(
        "red-flags",
        "Red flags come first: nothing they hold is recommended while one is present or unanswered",
        program,
        tuple(cases),
        "red flag",
        "no red flag holds anything",
    )


def _while(kinds: Iterable[Kind], waiting: Sequence[Kind]) -> str:
    """What is held while a flag is present, and what while it is unanswered."""
    held = [kind for kind in kinds if kind not in ALWAYS_FREE]
    listed = ", ".join(held)
    if held == waiting:
        return f"({listed}) while it is present or unanswered"
    return f"({listed}) while it is present, nor ({', '.join(waiting)}) while it is unanswered"


def _called_for(program: CompiledProgram, flag: Flag, therapy: str) -> Expr:
    """That the flag itself, or a stronger true one, offers the therapy to this patient."""
    strength = {flag_owner(f.id): _STRENGTH.index(f.urgency) for f in program.all_flags}
    own = strength[flag_owner(flag.id)]
    calls = [
        known(ref(place.indicated))
        if place.holder == flag_owner(flag.id)
        else every([known(ref(place.reached)), known(ref(place.indicated))])
        for place in program.places_of(therapy)
        if place.holder == flag_owner(flag.id) or strength.get(place.holder, own) < own
    ]
    return some(calls)


def _flags_speak(program: CompiledProgram) -> Property:
    cases = [
        Case(
            f"{flag.title}: the advice is urgent, whatever else is true",
            Always(_is(OUTCOME, "urgent"), known(ref(flag_name(flag.id)))),
            spans(flag.span),
        )
        for flag in program.flags
        if flag.urgency in _URGENT
    ]
    return Property(
        "urgent",
        "Whoever has an urgent red flag gets urgent advice, eligible or not",
        program,
        tuple(cases),
        "red flag",
        "no red flag is urgent",
    )


def _is(name: str, value: str) -> Expr:
    return Apply("=", (ref(name, TEXT), text(value)), type=BOOLEAN)


# -- conservative care first ---------------------------------------------------------------


def _conservative_first(program: CompiledProgram) -> Property:
    """Something conservative was tried and was not enough, or is closed, or a flag calls."""
    gentle = [
        t.id
        for t in program.therapies.values()
        if t.kind in CONSERVATIVE and program.places_of(t.id)
    ]
    tried = [known(ref(option_name(id_, "inadequate"))) for id_ in gentle]
    closed = [known(ref(node_name(node.id, "closed"))) for node in _gentle_steps(program, gentle)]
    cases = []
    for therapy in program.therapies.values():
        if therapy.kind not in INVASIVE or not program.places_of(therapy.id):
            continue
        places = program.places_of(therapy.id)
        called = [
            every([known(ref(p.reached)), known(ref(p.indicated))])
            for p in places
            if p.holder.is_flag
        ]
        asked = Always(some([*tried, *closed, *called]), recommended(therapy.id))
        sentence = (
            f"{therapy.title}: only after conservative care, or where a red flag calls for it"
        )
        cases.append(Case(sentence, asked, _places(program, therapy, None), therapy.id))
    return Property(
        "conservative-first",
        "Conservative care comes first: an injection or operation is recommended only where "
        "something gentler was not enough, all of a step is closed, or a red flag calls for it",
        program,
        tuple(cases),
        "invasive therapy",
        "no injection or operation is offered",
    )


def _gentle_steps(program: CompiledProgram, gentle: list[str]) -> Iterator[Node]:
    """The steps at which only conservative care is offered."""
    for node in program.nodes:
        if node.kind == "step" and node.offers and all(t in gentle for t in node.offers):
            yield node
