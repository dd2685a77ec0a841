"""Values of attributes as people and systems write them: `yes`, `26 weeks`, `2014-05`.

Nothing is guessed: a unit that does not fit, a word that is not a choice, a number outside
what is possible and a date still to come are each refused with a sentence.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from pathway.ground.problems import Problem, choices, in_backticks, suggestion
from pathway.ground.source import Placed
from pathway.ground.units import canonical, convert_nearest, is_calendar, is_time, spoken
from pathway.ground.vocabulary import Attribute, Base, Range, Value
from pathway.yaml.scalars import OutOfRange, resolve
from pathway.yaml.tree import Node

Day: TypeAlias = "date | Range[date]"


def read_value(attribute: Attribute, text: str, today: date | None = None) -> Value | Problem:
    """What somebody typed as the value of an attribute; a Problem where it is not one.

    Also understands `y` and `n`; checks are those of a patient file.
    """
    typed = text.strip()
    if attribute.type.base is Base.BOOLEAN and typed.lower() in ("y", "n"):
        return typed.lower() == "y"
    node: Node = Placed(typed)
    if typed in ("true", "false"):
        node = typed == "true"
    return value_of(attribute, node, None, today)


def value_of(
    attribute: Attribute, node: Node, unit: str | None, today: date | None
) -> Value | Problem:
    """A written value of an attribute, in the attribute's unit; a Problem where it is not one."""
    base = attribute.type.base
    if unit is not None and not attribute.type.is_number:
        return Problem("P403", f"{in_backticks(attribute.name)} has no unit")
    if base is Base.BOOLEAN:
        return _yes_no(attribute, node)
    if base is Base.DATE:
        day = day_of(node, today)
        if isinstance(day, Problem) and day.code == "P406":
            return replace(day, message=f"{in_backticks(attribute.name)}: {day.message}")
        return day
    if attribute.type.is_number:
        return _quantity(attribute, node, unit)
    return _choice(attribute, node)


def day_of(node: Node, today: date | None) -> Day | Problem:
    """A date, or the interval of days that a partial date (`2014`, `2014-05`) means.

    `today`, where given, is the last day that is possible.
    """
    text = written(node)
    found = _day(text)
    if found is None:
        hint = "write 2026-11-20, or 2026-11 or 2026 where no more is known"
        return Problem("P407", f"{in_backticks(text)} is not a date", hint=hint)
    first = found.low if isinstance(found, Range) else found
    if today is not None and first > today:
        return Problem("P406", f"{text} is in the future", hint=f"today is {today}")
    if first.year < EARLIEST:
        return Problem("P404", f"impossible date: {text}; possible is {EARLIEST} or later")
    return found


def number_of(node: Node) -> tuple[Decimal, str | None] | None:
    """A number with the unit written after it; None where there is no number."""
    if isinstance(node, Decimal):
        return node, None
    if isinstance(node, Placed):
        match = _NUMBER.fullmatch(node.strip())
        if match is not None:
            try:
                number = resolve(match[1])
            except OutOfRange:
                return None
            if isinstance(number, Decimal):
                return number, match[2] or match[3]
    return None


def in_unit(value: Decimal, given: str | None, wanted: str | None, name: str) -> Decimal | Problem:
    """`value` converted from the unit that was given to the one wanted."""
    if given is None or given == wanted:
        return value
    if wanted is None:
        message = f"{in_backticks(name)} has no unit, so {in_backticks(given)} does not fit"
        return Problem("P403", message)
    converted = convert_nearest(value, given, wanted)
    if converted is not None:
        return converted
    hint = f"{in_backticks(name)} is in {spoken(wanted)}"
    if is_calendar(given) and is_time(wanted):
        hint = f"months and years have no fixed length; {hint}"
    if canonical(given) is None:
        return Problem("P403", f"unknown unit {in_backticks(given)}", hint=hint)
    return Problem(
        "P403", f"unit {in_backticks(given)} does not fit {in_backticks(name)}", hint=hint
    )


def yes_no_of(node: Node) -> bool | None:
    """Yes or no; None for anything else."""
    if isinstance(node, bool):
        return node
    return _YES_NO.get(node.strip().lower()) if isinstance(node, Placed) else None


def written(node: Node) -> str:
    """A value as a message shows it."""
    if isinstance(node, bool):
        return "true" if node else "false"
    if isinstance(node, Placed | Decimal):
        return str(node)
    return "nothing" if node is None else "a list or mapping"


# -- private -------------------------------------------------------------------------------

#: No patient and no record is older.
EARLIEST: Final = 1890

_YES_NO: Final[dict[str, bool]] = {"yes": True, "no": False, "true": True, "false": False}
_NUMBER: Final = re.compile(r"([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)(?:\s+(\S.*)|([^\s0-9.,].*))?")
_DAY: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def _yes_no(attribute: Attribute, node: Node) -> bool | Problem:
    found = yes_no_of(node)
    return _wrong_type(attribute, "yes or no", node) if found is None else found


def _choice(attribute: Attribute, node: Node) -> str | Problem:
    allowed = attribute.type.choices
    text = written(node)
    if not isinstance(node, Placed | Decimal | bool):
        return _wrong_type(attribute, "text", node)
    if allowed is None or text in allowed:
        return text
    hint = suggestion(text, allowed) or choices(allowed)
    return Problem(
        "P111", f"{in_backticks(attribute.name)} cannot be {in_backticks(text)}", hint=hint
    )


def interval(attribute: Attribute, sign: str, value: Decimal) -> Range[Decimal] | Problem:
    """What `> 60` says of a value, as far as possible values go; its end may be one of them."""
    low, high = (value, attribute.highest) if sign in (">", ">=") else (attribute.lowest, value)
    if low is None or high is None:
        side = "largest" if high is None else "smallest"
        message = f"{in_backticks(attribute.name)} has no {side} possible value"
        return Problem("P402", f"{message}, so {in_backticks(sign)} says none")
    return Range(low, high)


def _quantity(attribute: Attribute, node: Node, unit: str | None) -> Value | Problem:
    """A number with its unit, or what is said of one: `> 60`, `60 to 89 mL/min`."""
    text = node.strip() if isinstance(node, Placed) else ""
    if (compared := _COMPARED.fullmatch(text)) is not None:
        value = _number(attribute, Placed(compared[2]), unit)
        sign = _SIGNS.get(compared[1], compared[1])
        return value if isinstance(value, Problem) else interval(attribute, sign, value)
    if (between := _BETWEEN.fullmatch(text)) is not None:
        beside = between[3] or ""
        ends = [_number(attribute, Placed(f"{end} {beside}"), unit) for end in between.group(1, 2)]
        low, high = ends
        if isinstance(low, Problem) or isinstance(high, Problem):
            return low if isinstance(low, Problem) else high
        return _wrong_type(attribute, "a number", node) if low >= high else Range(low, high)
    return _number(attribute, node, unit)


_COMPARED: Final = re.compile(r"(>=|<=|>|<|≥|≤)\s*([0-9.].*)")
_BETWEEN: Final = re.compile(r"([-+]?[0-9.]+)\s+to\s+([-+]?[0-9.]+)(?:\s+(\S.*))?")
_SIGNS: Final = {"≥": ">=", "≤": "<="}


def _number(attribute: Attribute, node: Node, unit: str | None) -> Decimal | Problem:
    found = number_of(node)
    if found is None:
        hint = "write a decimal point, not a comma" if "," in written(node) else None
        return _wrong_type(attribute, "a number", node, hint)
    number, beside = found
    if unit is not None and beside is not None:
        return Problem("P409", f"{in_backticks(attribute.name)} has its unit written twice")
    value = in_unit(number, beside or unit, attribute.type.unit, attribute.name)
    if isinstance(value, Problem):
        return value
    if attribute.type.base is Base.INTEGER and value != value.to_integral_value():
        return _wrong_type(attribute, "a whole number", node)
    return _possible(attribute, value)


def _possible(attribute: Attribute, value: Decimal) -> Decimal | Problem:
    low, high = attribute.lowest, attribute.highest
    if (low is None or value >= low) and (high is None or value <= high):
        return value
    unit = f" {spoken(attribute.type.unit)}" if attribute.type.unit else ""
    if low is not None and high is not None:
        possible = f"{plain(low)} to {plain(high)}"
    else:
        possible = f"at least {plain(low)}" if low is not None else f"at most {plain(high)}"
    said = f"impossible value: {attribute.name} {plain(value)}{unit}"
    return Problem("P404", f"{said}; possible is {possible}")


def plain(number: Decimal | None) -> str:
    """A number without exponent or needless zeros."""
    if number is None:
        return ""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _wrong_type(attribute: Attribute, kind: str, node: Node, hint: str | None = None) -> Problem:
    said = (
        in_backticks(written(node)) if isinstance(node, Placed | Decimal | bool) else written(node)
    )
    return Problem(
        "P402", f"{in_backticks(attribute.name)} should be {kind}, not {said}", hint=hint
    )


def _day(text: str) -> Day | None:
    first, slash, last = text.strip().partition("/")
    if slash:
        low, high = _day(first), _day(last) if "/" not in last else None
        if low is None or high is None:
            return None
        start = low.low if isinstance(low, Range) else low
        end = high.high if isinstance(high, Range) else high
        return Range(start, end) if start < end else None
    match = _DAY.fullmatch(first)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        return _days(year or 0, month, day)
    except ValueError:
        return None


def _days(year: int, month: int | None, day: int | None) -> Day:
    if month is None:
        return Range(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Range(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return date(year, month, day)
