"""The patient at a date: every attribute of the vocabulary as known, unknown or assumed.

Resolution happens once, before a program runs; from then on a value is what it is, and
every backend sees the same one.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from itertools import chain
from typing import Final

from pathway.frozen import frozen
from pathway.ground.cached import cached_property
from pathway.ground.problems import Problem, UsageError, in_backticks
from pathway.ground.vocabulary import NOT_APPLICABLE, Attribute, RecordList, Value
from pathway.guards import Guard, GuardKind
from pathway.language.evaluate import evaluate, truth
from pathway.language.syntax import Assumed, Expr, Result
from pathway.patients.history import history_of, told_of
from pathway.patients.model import Patient, Why
from pathway.patients.values import Fact, settle
from pathway.patients.wording import in_words
from pathway.program import CompiledProgram

__all__ = ["Fact", "Resolved", "a_day", "apply_guards", "learn", "resolve", "result_of"]


@frozen(slots=False)
class Resolved:
    """One patient at one date, as a program sees them.

    `values` holds every name a definition may read; `facts` says of each attribute where
    its value came from or why there is none.
    """

    patient: Patient
    as_of: date
    strict: bool
    values: Mapping[str, Result]
    facts: Mapping[str, Fact]
    #: The facts of attributes that may not apply, as they were before that was decided.
    unguarded: Mapping[str, Fact]
    #: The names of which anything was said: all others are, before guards, as `of_nobody` has them.
    #: None where nobody kept count.
    told: frozenset[str] | None = None

    @cached_property
    def assumed(self) -> tuple[Fact, ...]:
        """The values that were assumed."""
        return tuple(fact for fact in self.facts.values() if fact.assumed)


def a_day(asked: date, called: str = "as_of") -> date:
    """The day that a program asks about; raises UsageError for a point in time, and for a text."""
    if isinstance(asked, date) and not isinstance(asked, datetime):
        return asked
    if isinstance(asked, datetime):
        message = f"`{called}` is a point in time ({asked.isoformat()}), and not a day"
        hint = "which day that is depends on the time zone: say `.date()` of the time there"
    else:
        message = f"`{called}` is no `datetime.date`: {in_backticks(repr(asked))}"
        hint = "`date.fromisoformat` reads one from a text"
    raise UsageError([Problem("P510", message, hint=hint)])


def resolve(
    patient: Patient,
    program: CompiledProgram,
    as_of: date,
    *,
    strict: bool = False,
    only: Container[str] | None = None,
) -> Resolved:
    """Resolve a patient against a program's vocabulary at a date.

    Under `strict` nothing is assumed: what would have been is unknown. `only` are the attributes
    and therapies that matter, with all that their guards read; the others are then left out.
    """
    attributes, therapies = program.vocabulary.attributes, program.therapies
    if only is None:
        begun = of_nobody(program, patient)
        facts, values = dict(begun[0]), dict(begun[1])
        spoken_of = _recorded(program, patient)
        tried = told_of(patient, therapies)
    else:
        facts, values = {}, dict.fromkeys(program.overrides.values(), _KNOWN[False])
        spoken_of = tuple(name for name in attributes if name in only)
        tried = frozenset(id_ for id_ in therapies if id_ in only)
    told = set[str]()
    for fact in _facts(patient, program, spoken_of, tried, as_of, strict=strict):
        facts[fact.name] = fact
        values[fact.name] = result_of(fact)
        told.add(fact.name)
    guarded = (guard.attribute for guard in program.guards)
    unguarded = {name: facts[name] for name in guarded if name in facts}
    apply_guards(program, facts, values, strict=strict)
    for rule in (o.rule for o in patient.overrides if o.until is None or o.until >= as_of):
        if rule in program.overrides:
            values[program.overrides[rule]] = _KNOWN[True]
            told.add(program.overrides[rule])
    counted = frozenset(told) if only is None else None
    return Resolved(patient, as_of, strict, values, facts, unguarded, counted)


def told_facts(
    patient: Patient, program: CompiledProgram, as_of: date, *, strict: bool
) -> Iterator[Fact]:
    """What follows from what was recorded of a patient, before guards.

    What it says nothing of is as `of_nobody` has it.
    """
    spoken_of, tried = _recorded(program, patient), told_of(patient, program.therapies)
    return _facts(patient, program, spoken_of, tried, as_of, strict=strict)


def from_facts(
    program: CompiledProgram, told: Mapping[str, Fact], as_of: date, *, strict: bool
) -> Resolved:
    """Somebody of whom nothing is known but these facts, as they are before guards."""
    nobody = Patient("")
    before, known = of_nobody(program, nobody)
    facts = {**before, **told}
    values = {**known, **{name: result_of(fact) for name, fact in told.items()}}
    unguarded = {one.attribute: facts[one.attribute] for one in program.guards}
    apply_guards(program, facts, values, strict=strict)
    return Resolved(nobody, as_of, strict, values, facts, unguarded)


def learn(resolved: Resolved, program: CompiledProgram, news: Mapping[str, Value]) -> Resolved:
    """The same patient when more is known: each named attribute now has this value."""
    facts = {**resolved.facts, **resolved.unguarded}
    values = dict(resolved.values)
    unguarded = dict(resolved.unguarded)
    for name, value in news.items():
        facts[name] = Fact(name, value, recorded=True)
        values[name] = Result(value)
        if name in unguarded:
            unguarded[name] = facts[name]
    apply_guards(program, facts, values, strict=resolved.strict)
    told = None if resolved.told is None else resolved.told.union(news)
    return replace(resolved, facts=facts, values=values, unguarded=unguarded, told=told)


def of_nobody(
    program: CompiledProgram, patient: Patient
) -> tuple[Mapping[str, Fact], Mapping[str, Result]]:
    """What is known of whom nothing was recorded, except whether anything was tried: nothing was.

    As a patient, this is where all others begin; before guards, and with no rule lifted.
    """
    nobody = Patient("", trials=None if patient.trials is None else ())
    return program.once(("nobody", patient.trials is None), lambda: _resolved(program, nobody))


def apply_guards(
    program: CompiledProgram, facts: dict[str, Fact], values: dict[str, Result], *, strict: bool
) -> None:
    """Settle every attribute that may not apply or be assumed, each after those its guard reads."""
    open_ = set[str]()  # of which nobody knows whether they apply
    for guard in program.guards:
        name = guard.attribute
        fact = facts.get(name)
        if fact is None or fact.recorded or fact.why is Why.CONFLICTING:
            continue  # what somebody recorded is never explained away
        if guard.kind is GuardKind.APPLIES:
            facts[name], values[name] = _guarded(name, fact, guard.expr, values)
            if facts[name].value is None and values[name].hangs_on != {name}:
                open_.add(name)
        elif name not in open_:
            facts[name], values[name] = _assumed(fact, guard, values, program, strict=strict)


def result_of(fact: Fact) -> Result:
    """The value of a fact; an unknown one hangs on its attribute."""
    value = fact.value
    if value is None:
        return _unknown(fact.name)
    if type(value) is bool:
        return _KNOWN[value]
    return Assumed(value) if fact.assumed else Result(value)


# -- private -------------------------------------------------------------------------------


def _resolved(
    program: CompiledProgram, nobody: Patient
) -> tuple[Mapping[str, Fact], Mapping[str, Result]]:
    attributes = program.vocabulary.attributes
    settled = (settle(a, nobody, attributes, date.max, strict=True) for a in attributes.values())
    facts = {fact.name: fact for fact in settled}
    facts |= {fact.name: fact for fact in history_of(nobody, program.therapies, date.max)}
    values = {name: result_of(fact) for name, fact in facts.items()}
    return facts, values | dict.fromkeys(program.overrides.values(), _KNOWN[False])


def _facts(
    patient: Patient,
    program: CompiledProgram,
    spoken_of: Iterable[str],
    tried: Container[str],
    as_of: date,
    *,
    strict: bool,
) -> Iterator[Fact]:
    """What these attributes come to, and the histories of these therapies."""
    attributes, therapies = program.vocabulary.attributes, program.therapies
    for name in spoken_of:
        yield settle(attributes[name], patient, attributes, as_of, strict=strict)
    yield from history_of(patient, {i: one for i, one in therapies.items() if i in tried}, as_of)


def _recorded(program: CompiledProgram, patient: Patient) -> Iterable[str]:
    """The attributes of which something follows from what was recorded of a patient."""
    attributes = program.vocabulary.attributes
    counted = program.once(
        "counted", lambda: tuple(name for name, one in attributes.items() if one.since is not None)
    )
    listed = program.once("listed", lambda: _listed(attributes))
    lists = (listed[one] for one in patient.complete if one in listed)
    recorded = (name for name in patient.entries if name in attributes)
    return dict.fromkeys(chain(recorded, counted, *lists))


def _listed(attributes: Mapping[str, Attribute]) -> Mapping[RecordList, Sequence[str]]:
    """The attributes that a complete list settles, by that list."""
    found: dict[RecordList, list[str]] = {}
    for name, one in attributes.items():
        if one.absent is not None:
            found.setdefault(one.absent, []).append(name)
    return found


#: The results that most attributes have, made once.
_KNOWN: Final = {True: Result(value=True), False: Result(value=False)}


@lru_cache(maxsize=65536)
def _unknown(name: str) -> Result:
    return Result(None, frozenset((name,)))


def _assumed(
    fact: Fact,
    guard: Guard,
    values: Mapping[str, Result],
    program: CompiledProgram,
    *,
    strict: bool,
) -> tuple[Fact, Result]:
    """An attribute of which nothing was ever recorded, by whether there is a reason to doubt it."""
    if not fact.silent or strict:
        return fact, result_of(fact)
    doubt = evaluate(guard.expr, values)
    if truth(doubt) is False:
        attribute = program.vocabulary.attributes[fact.name]
        text = f"{in_words(attribute, guard.value)}: {guard.because}"
        known = Fact(fact.name, guard.value, assumed=text)
        return known, result_of(known)
    if doubt.value is None:
        # What may be a reason to doubt is asked first; the value itself where there is one.
        return fact, Result(None, doubt.hangs_on)
    return fact, result_of(fact)


def _guarded(
    name: str, fact: Fact, guard: Expr, values: Mapping[str, Result]
) -> tuple[Fact, Result]:
    """An attribute without a recorded value, by whether it applies to the patient at all."""
    applies = evaluate(guard, values)
    if truth(applies) is False:
        known = Fact(name, NOT_APPLICABLE, detail="does not apply to this patient")
        return known, Result(NOT_APPLICABLE)
    if applies.value is None and fact.value is None:
        # Asking what decides whether it applies comes first; asking for the value comes after.
        return fact, Result(None, applies.hangs_on)
    return fact, result_of(fact)
