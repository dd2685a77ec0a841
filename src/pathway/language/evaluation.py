"""`pathway eval`: one expression in, its value as JSON out.

For trying things out and for comparing the language with other CQL engines; nothing that
advises a patient comes this way.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from pathway.frozen import frozen
from pathway.ground.problems import Problem, Problems
from pathway.ground.vocabulary import HISTORY, NOT_APPLICABLE, Base, Range, Type, Vocabulary
from pathway.language.evaluate import evaluate
from pathway.language.literals import date_text, literal_text
from pathway.language.parser import parse, place
from pathway.language.syntax import Literal, Result
from pathway.language.typecheck import Scope, check
from pathway.names import history_name

#: What a JSON writer takes.
Json: TypeAlias = Any


_UNKNOWN: Final = Result(None)


@frozen
class EvalResult:
    """The outcome for one expression: a result of a type, or the problems that prevented it."""

    expr: str
    result: Result = _UNKNOWN
    type: Type | None = None
    problems: tuple[Problem, ...] = ()

    def to_dict(self) -> dict[str, Json]:
        """The line that `pathway eval --json` prints; unknown is `null`."""
        if self.type is None:
            first = self.problems[0]
            column = first.span.column if first.span is not None else 1
            error = {"code": first.code, "message": first.message, "column": column}
            return {"expr": self.expr, "error": error}
        value = json_value(self.result.value, self.type)
        return {"expr": self.expr, "value": value, "type": type_name(self.type)}

    def __str__(self) -> str:
        """The line that `pathway eval` prints for a person."""
        if self.type is None:
            return "\n\n".join(map(str, self.problems))
        value = self.result.value
        if value is None:
            names = ", ".join(sorted(self.result.hangs_on))
            return f"unknown, hangs on {names}" if names else "unknown"
        return _text(value, self.type)


def eval_text(text: str, scope: Scope, values: Mapping[str, Result]) -> EvalResult:
    """The value of `text`, or what is wrong with it; `scope` is normally `eval_scope(…)`."""
    problems = Problems()
    placed = place(text)
    parsed = parse(placed, problems)
    checked = None if parsed is None else check(parsed, scope, problems)
    if checked is None:
        return EvalResult(str(text), problems=tuple(problems))
    return EvalResult(str(text), evaluate(checked, values), checked.type)


def eval_scope(
    vocabulary: Vocabulary | None = None,
    parameters: Mapping[str, Literal] = MappingProxyType({}),
) -> Scope:
    """All of the language over a library's names; without a library there are no names."""
    if vocabulary is None:
        return Scope(lambda _: None, parameters, (), pathway=False)
    history = [history_name(therapy, part) for therapy in vocabulary.therapies for part in HISTORY]
    known = (*vocabulary.attributes, *history)
    return Scope(vocabulary.type_of, parameters, known, pathway=False)


def type_name(type_: Type) -> str:
    """The type as `pathway eval --json` calls it: a number with a unit is a `quantity`."""
    return "quantity" if type_.is_number and type_.unit is not None else str(type_.base.value)


def json_value(value: object, type_: Type) -> Json:
    """A value as JSON: numbers as numbers, quantities with their unit, dates as ISO text."""
    if value is None or isinstance(value, bool | str):
        return value
    if value is NOT_APPLICABLE:
        return False if type_.base is Base.BOOLEAN else "not applicable"
    if isinstance(value, tuple):
        return _json_parts(value, type_)
    if type_.is_number and type_.unit is not None:
        return {"value": _json_number(value, type_), "unit": type_.unit}
    if type_.is_number:
        return _json_number(value, type_)
    return _json_date(value)


# -- private -----------------------------------------------------------------------------

_ELEMENT: Final = Type(Base.NULL)


def _json_parts(value: tuple[object, ...], type_: Type) -> Json:
    element = type_.element or _ELEMENT
    if type_.base is not Base.INTERVAL:
        return [json_value(part, element) for part in value]
    low, high, low_closed, high_closed = value
    return {
        "low": json_value(low, element),
        "high": json_value(high, element),
        "low_closed": low_closed,
        "high_closed": high_closed,
    }


def _json_number(value: object, type_: Type) -> Json:
    """A JSON number, or text where a binary fraction would not be exactly this decimal."""
    if isinstance(value, Range):
        return {"low": _json_number(value.low, type_), "high": _json_number(value.high, type_)}
    if not isinstance(value, Decimal):
        return value
    if value == value.to_integral_value() and type_.base is Base.INTEGER:
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else f"{value:f}"


def _json_date(value: object) -> Json:
    if isinstance(value, Range):
        text = date_text(value)
        if "/" not in text:
            return text
        return {"low": value.low.isoformat(), "high": value.high.isoformat()}
    return value.isoformat() if isinstance(value, date) else str(value)


def _text(value: object, type_: Type) -> str:
    """A known value as it would be written in a condition."""
    element = type_.element or _ELEMENT
    if isinstance(value, tuple) and type_.base is Base.INTERVAL:
        low, high, low_closed, high_closed = (_text(part, element) for part in value)
        opening, closing = (
            "[" if low_closed == "true" else "(",
            "]" if high_closed == "true" else ")",
        )
        return f"Interval{opening}{low}, {high}{closing}"
    if isinstance(value, tuple):
        return f"{{{', '.join(_text(part, element) for part in value)}}}"
    if isinstance(value, Range) and isinstance(value.low, Decimal):
        return f"between {_text(value.low, type_)} and {_text(value.high, type_)}"
    if value is NOT_APPLICABLE:
        return "false, not applicable" if type_.base is Base.BOOLEAN else "not applicable"
    return literal_text(Literal(value, type_))  # type: ignore[arg-type]
