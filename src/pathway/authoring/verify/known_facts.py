"""What is told of a patient beforehand, as rules for the solver.

What is told counts as `resolve` reads it; of everything else anything may be recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Protocol

from pathway.authoring.verify.formulas import Bit, Term, every, none, opposite
from pathway.authoring.verify.meaning import exact, whole
from pathway.authoring.verify.recorded import Recorded
from pathway.authoring.verify.symbolic_patient import Anybody
from pathway.authoring.verify.values import Meant, Text, Truth
from pathway.ground.vocabulary import HISTORY, NOT_APPLICABLE, Range, Value
from pathway.names import history_name, override_name
from pathway.names.reading import read_history
from pathway.patients.at_date import Resolved
from pathway.patients.history import history_of
from pathway.patients.model import Patient, Why
from pathway.patients.values import Fact, settle
from pathway.program import CompiledProgram


class Encoding(Protocol):
    """What these rules need of an encoded program."""

    @property
    def program(self) -> CompiledProgram:
        """The program."""

    @property
    def anybody(self) -> Anybody:
        """The symbolic patient."""


def told_rules(told: Patient, encoded: Encoding, *, strict: bool) -> Iterator[Bit]:
    """The rules that tie the symbolic patient to what is told of one patient."""
    yield from _entries(told, encoded, strict=strict)
    yield from _histories(told, encoded)
    anybody = encoded.anybody
    if strict:
        yield none(record.assumed for record in anybody.recorded.values())
        yield none(anybody.silences.values())
    lifted = {o.rule for o in told.overrides if o.until is None or o.until >= anybody.as_of}
    for override in told.overrides:
        bit = anybody.lift(override.rule)
        yield bit if override.rule in lifted else opposite(bit)


def record_rule(record: Recorded, fact: Fact) -> Bit:
    """That this is what is recorded; what does not apply is not recorded at all."""
    value = None if fact.value is NOT_APPLICABLE else fact.value
    conflicting = fact.why is Why.CONFLICTING and value is None
    return every(
        (
            is_value(record.value, value),
            record.conflicting if conflicting else opposite(record.conflicting),
            record.assumed if _is_assumed(record, fact) else opposite(record.assumed),
        )
    )


def silence_rule(anybody: Anybody, fact: Fact, *, strict: bool) -> Bit:
    """Whether nothing at all was recorded; where nothing is assumed, that makes no difference."""
    silent = anybody.silences.get(fact.name)
    if silent is None:
        return True
    return silent if fact.silent and not strict else opposite(silent)


def history_rules(resolved: Resolved, encoded: Encoding) -> Iterator[Bit]:
    """That therapies went as they did for a patient, and which rules are lifted."""
    anybody = encoded.anybody
    for id_, therapy in encoded.program.therapies.items():
        for part in HISTORY:
            meant = anybody.history(id_, part, therapy.adequate)
            yield is_value(meant, resolved.facts[history_name(id_, part)].value)
        for rule in therapy.rules:
            lifted = resolved.values[override_name(rule.id)].value is True
            bit = anybody.lift(rule.id)
            yield bit if lifted else opposite(bit)


# -- private -------------------------------------------------------------------------------


def _entries(told: Patient, encoded: Encoding, *, strict: bool) -> Iterator[Bit]:
    """What is told, and what a told number is counted from, which then stays open."""
    attributes = encoded.program.vocabulary.attributes
    names = {name: None for name in told.entries if name in attributes}
    origins = {attributes[name].since for name in names}
    names.update({name: None for name in origins if name is not None})
    names.update({n: None for n, a in attributes.items() if a.since in told.entries})
    for name in names:
        fact = settle(attributes[name], told, attributes, encoded.anybody.as_of, strict=strict)
        record = encoded.anybody.record(name)
        conflicting = fact.why is Why.CONFLICTING and fact.value is None
        yield record.conflicting if conflicting else opposite(record.conflicting)
        yield record.assumed if _is_assumed(record, fact) else opposite(record.assumed)
        yield is_value(record.value, fact.value)
        yield silence_rule(encoded.anybody, fact, strict=strict)


def _is_assumed(record: Recorded, fact: Fact) -> bool:
    """Whether the engine takes the value for one that is only assumed."""
    return record.assumed is not False and fact.value is not None and bool(fact.assumed)


def is_value(meant: Meant, value: Value | None) -> Bit:
    """That something is this value; None is unknown."""
    if value is NOT_APPLICABLE:
        return meant.inapplicable
    if value is None:
        unknown = opposite(meant.known)
        return every((unknown, opposite(meant.inapplicable)))
    if isinstance(meant, Truth):
        return meant.yes if value is True else meant.plain_no
    if isinstance(meant, Text):
        return meant.values.get(str(value), False)
    low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
    return every((meant.known, meant.low == _term(low), meant.high == _term(high)))


def _term(value: object) -> Term:
    if isinstance(value, date):
        return whole(value.toordinal())
    return exact(value if isinstance(value, Decimal) else Decimal(str(value)))


def _histories(told: Patient, encoded: Encoding) -> Iterator[Bit]:
    anybody: Anybody = encoded.anybody
    chosen = told.preferences
    for name in chosen.wants | chosen.declines | chosen.unavailable:
        for part, names in (
            ("wanted", chosen.wants),
            ("declined", chosen.declines),
            ("unavailable", chosen.unavailable),
        ):
            bit = anybody.wish(name, part)
            yield bit if name in names else opposite(bit)
    if told.trials is None:
        return
    yield anybody.history_known
    therapies = encoded.program.therapies
    tried = {trial.therapy for trial in told.trials}
    for id_ in therapies:
        if id_ not in tried:
            yield none((anybody.trials(id_).ever,))
    spoken = {id_: therapies[id_] for id_ in tried if id_ in therapies}
    for fact in history_of(told, spoken, anybody.as_of):
        read = read_history(fact.name)
        if read is not None and read.part not in ("declined", "unavailable"):
            meant = anybody.history(read.therapy, read.part, therapies[read.therapy].adequate)
            yield is_value(meant, fact.value)
