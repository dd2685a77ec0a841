"""How values, dates and conditions of one patient are said; no meaning is made here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pathway.ground.source import Span
from pathway.ground.units import spoken
from pathway.ground.vocabulary import NotApplicable, Range, Value
from pathway.language.printer import plain
from pathway.language.syntax import Expr
from pathway.names.reading import read_history
from pathway.walk import Walk

#: The units that read better in words than in UCUM.
_SPOKEN = {"10*9/L": "×10⁹/L", "mL/min/{1.73_m2}": "mL/min/1.73 m²", "1": "", "{INR}": ""}


def said(value: Value | object | None, unit: str | None = None) -> str:
    """A value as a clinician reads it."""
    match value:
        case None:
            return "unknown"
        case bool():
            return "yes" if value else "no"
        case NotApplicable():
            return "not applicable"
        case Decimal():
            return f"{number(value)} {_unit(unit)}".strip()
        case Range():
            return f"{said(value.low)} to {said(value.high, unit)}"
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _unit(unit: str | None) -> str:
    return "" if unit is None else _SPOKEN.get(unit, spoken(unit))


def number(value: Decimal) -> str:
    """A number without needless digits; a derived one is rounded to one decimal place."""
    if value == value.to_integral_value():
        return str(value.quantize(Decimal(1)))
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -4:
        value = value.quantize(Decimal("0.1"))
    return format(value.normalize(), "f")


def title(walk: Walk, name: str) -> str:
    """What a reader calls an attribute, a finding or a part of a therapy's history."""
    return walk.program.titles.get(name, name)


def titles(walk: Walk, names: Iterable[str]) -> str:
    """Several titles in a row."""
    return ", ".join(dict.fromkeys(title(walk, name) for name in names))


def unit_of(walk: Walk, name: str) -> str | None:
    """The unit of an attribute or of a part of a therapy's history."""
    type_ = walk.program.vocabulary.type_of(name)
    return type_.unit if type_ is not None else None


def value_of(walk: Walk, name: str) -> str:
    """The value of a name for this patient, with its unit."""
    return said(walk[name], unit_of(walk, name))


def in_words(walk: Walk, expr: Expr) -> str:
    """A condition of the pathway in plain English."""
    return walk.program.once(("words", id(expr)), lambda: (plain(expr, walk.program.words), expr))[
        0
    ]


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


def missing(walk: Walk, name: str) -> str:
    """Why a value is unknown, in words."""
    fact = walk.resolved.facts.get(name)
    if fact is not None and isinstance(fact.value, Range):
        return f"known only as {said(fact.value, unit_of(walk, name))}"
    if fact is None or fact.why is None:
        return "unknown"
    return f"{fact.why.value}: {fact.detail}" if fact.detail else fact.why.value


def origin(walk: Walk, name: str) -> str:
    """Where a known value came from: source and date."""
    fact = walk.resolved.facts.get(name)
    if fact is None:
        return ""
    parts = [part for part in (fact.source, said(fact.on) if fact.on is not None else "") if part]
    if fact.assumed:
        parts.append("assumed")
    return ", ".join(parts)


def place_of(span: Span | None) -> str:
    """`file:line`, short enough to stand at the end of a line."""
    return f"{span.source.name}:{span.line}" if span is not None else ""


def sentence(parts: Iterable[str]) -> str:
    """Several clauses as one line."""
    return "; ".join(dict.fromkeys(part.rstrip(".") for part in parts if part))
