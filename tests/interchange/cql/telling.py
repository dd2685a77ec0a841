"""A resolved patient as a library in CQL is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from pathway.cql.inputs import Input, Told
from pathway.ground.vocabulary import NOT_APPLICABLE, Range, Value
from pathway.language.syntax import Assumed, Result
from pathway.patients.at_date import Resolved, result_of
from pathway.patients.model import Why

#: A value as JSON has it: a number or a date is a list of the lowest and the highest it may be.
Plain = bool | str | list[float] | list[str] | None


def parameters(inputs: Iterable[Input], resolved: Resolved) -> dict[str, Plain]:
    """What the parameters say of a patient; those of which nothing is known are left out."""
    told = {one.name: _told(one, resolved) for one in inputs}
    return {name: value for name, value in told.items() if value is not None}


def plain(value: Value | None) -> Plain:
    """A value as JSON; what does not apply is null, and nothing else says so."""
    if value is None or value is NOT_APPLICABLE:
        return None
    if isinstance(value, bool | str):
        return value
    low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return [_number(low), _number(high)]
    assert isinstance(low, date), value
    assert isinstance(high, date), value
    return [low.isoformat(), high.isoformat()]


# -- private -------------------------------------------------------------------------------


def _told(one: Input, resolved: Resolved) -> Plain:
    result = _given(one.attribute, resolved)
    fact = resolved.unguarded.get(one.attribute)
    match one.told:
        case Told.OPEN:
            assert fact is not None
            return not fact.recorded and fact.why is not Why.CONFLICTING
        case Told.SILENT:
            assert fact is not None
            return fact.silent and not resolved.strict
        case Told.ASSUMED:
            return isinstance(result, Assumed)
    return plain(result.value)


def _given(name: str, resolved: Resolved) -> Result:
    """What is known of an attribute before guards."""
    before: Mapping[str, object] = resolved.unguarded
    if name in before:
        return result_of(resolved.unguarded[name])
    return resolved.values.get(name, Result(None))


def _number(value: Decimal) -> float:
    """With the eight decimals of CQL: a seventh of a week has no end."""
    return float(round(value, 8))
