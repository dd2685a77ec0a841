"""A condition in plain English, as a clinician would read it aloud."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from pathway.frozen import frozen
from pathway.ground.units import CALENDAR_WORDS, is_time, spoken
from pathway.ground.vocabulary import BOOLEAN, DATE
from pathway.language.literals import literal_text
from pathway.language.syntax import Apply, Expr, Literal, Name
from pathway.names.reading import read_history


@frozen
class Words:
    """What things are called aloud: attributes, therapies and definitions by their names.

    `negated` says the contrary of yes/no ones whose `no` in front of the title reads wrong.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    negated: Mapping[str, str] = field(default_factory=dict)


def plain(expr: Expr, words: Words) -> str:
    """The condition in words."""
    if isinstance(expr, Name):
        return _title(expr.name, words)
    if isinstance(expr, Literal):
        return _value(expr)
    return PHRASES[expr.op](expr.args, words)


# -- names and values --------------------------------------------------------------------

#: How a therapy's history is read aloud, and how its contrary; `{}` is the therapy.
_HISTORY: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "ever": ("{} was tried", "{} was never tried"),
        "ongoing": ("{} is under way", "{} is not under way"),
        "weeks": ("length of the {} trial", ""),
        "sessions": ("sessions of {}", ""),
        "dose": ("dose of {}", ""),
        "adequate": ("{} had an adequate trial", "{} had no adequate trial"),
        "failed": ("{} has failed", "{} has not failed"),
        "failed_before": ("{} has failed before", "{} has not failed before"),
        "inadequate": ("{} was not enough", "{} was not tried in vain"),
        "no_response": ("{} had no effect", "{} was not without effect"),
        "partly_helped": ("{} has partly helped", "{} has not partly helped"),
        "helped": ("{} has helped", "{} has not helped"),
        "not_tolerated": ("{} was not tolerated", "{} was not stopped as not tolerated"),
        "declined": ("{} is declined", "{} is not declined"),
        "unavailable": ("{} is unavailable", "{} is available"),
    }
)


def _title(name: str, words: Words) -> str:
    if name in words.titles:
        return _lower(words.titles[name])
    owner, part = _history(name)
    if part:
        return _HISTORY[part][0].format(_title(owner, words))
    return name.replace("_", " ").replace(".", " ")


def _no(name: str, words: Words) -> str:
    """The contrary of a yes/no name: its author's words, or `no` in front of the title."""
    if name in words.negated:
        return _lower(words.negated[name])
    owner, part = _history(name)
    if part and name not in words.titles:
        return _HISTORY[part][1].format(_title(owner, words))
    return f"no {_title(name, words)}"


def _history(name: str) -> tuple[str, str]:
    """A therapy and the part of its history that a name speaks of; no part for other names."""
    found = read_history(name)
    return (found.therapy, found.part) if found and found.part in _HISTORY else ("", "")


def _lower(title: str) -> str:
    """The title in lower case, but `MRI` and `NSAID` stay as they are."""
    first = re.match(r"[^\W\d_]+", title)
    if first is None or (len(first[0]) > 1 and first[0] != first[0].capitalize()):
        return title
    return title[:1].lower() + title[1:]


def _value(literal: Literal) -> str:
    value = literal.value
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return _quantity(literal, value)
    if isinstance(value, str):
        return value
    return literal_text(literal).removeprefix("@")


def _quantity(literal: Literal, value: Decimal) -> str:
    """A quantity in the author's own unit, where it was converted."""
    digits, unit = f"{value:f}", literal.type.unit
    if literal.written is not None:
        found = re.fullmatch(r"\s*(-?[\d.]+)\s*(?:'(.*)'|(\w+))?\s*", literal.written)
        if found is not None:
            digits, unit = found[1], found[2] or found[3]
    return f"{digits} {_spoken(digits, unit)}".strip()


def _spoken(digits: str, unit: str | None) -> str:
    if unit is None:
        return ""
    word = spoken(unit)
    return word[:-1] if digits == "1" and word in CALENDAR_WORDS else word


def _are(subject: str) -> str:
    """`are` where what is spoken of is plural (`platelets`), else `is`."""
    head = re.split(r" (?:of|in|on|for|since|with|at|per|plus|minus|times|divided) ", subject)[0]
    plural = re.search(r"(?<![suia])s$", head) is not None
    return "are" if plural else "is"


# -- yes/no ------------------------------------------------------------------------------

_Args: TypeAlias = tuple[Expr, ...]


def _grouped(expr: Expr, words: Words) -> str:
    """A part of a longer sentence, in parentheses where it would be heard wrongly."""
    text = plain(expr, words)
    if isinstance(expr, Apply) and expr.op in _LOOSE and len(expr.args) > 1:
        return f"({text})"
    return text


_LOOSE: Final = frozenset({"and", "or", "implies", "xor", "if"})


def _chain(word: str, listed: str, empty: str) -> _Phrase:
    """`a and b`, or `all of: …; …` where the parts would be heard wrongly."""

    def phrase(args: _Args, words: Words) -> str:
        if len(args) < 2:
            return plain(args[0], words) if args else empty
        parts = [_grouped(arg, words) for arg in args]
        if (word == "or" and len(args) > 2) or any(map(_ambiguous, parts)):
            return f"{listed} of: {'; '.join(parts)}"
        return f" {word} ".join(parts)

    return phrase


def _ambiguous(part: str) -> bool:
    """Whether a title brings an `or` or an `and` of its own (`fever or rigors`)."""
    return not part.startswith("(") and (" or " in part or ", and " in part)


def _not(args: _Args, words: Words) -> str:
    (arg,) = args
    if isinstance(arg, Apply) and arg.op in _OPPOSITE:
        return PHRASES[_OPPOSITE[arg.op]](arg.args, words)
    if isinstance(arg, Apply) and arg.op == "not":
        return plain(arg.args[0], words)
    if isinstance(arg, Name):
        return _no(arg.name, words)
    return f"not ({plain(arg, words)})"


#: What a negated comparison is read as.
_OPPOSITE: Final[Mapping[str, str]] = MappingProxyType(
    {"=": "!=", "!=": "=", "in": "not in", "is null": "is known"}
)


def _implies(args: _Args, words: Words) -> str:
    return f"if {_grouped(args[0], words)} then {_grouped(args[1], words)}"


def _if(args: _Args, words: Words) -> str:
    condition, then, other = (_grouped(arg, words) for arg in args)
    return f"if {condition} then {then}, otherwise {other}"


def _first_known(args: _Args, words: Words) -> str:
    cases = zip(args[:-1:2], args[1:-1:2], strict=True)
    said = [f"{plain(then, words)} if known that {plain(when, words)}" for when, then in cases]
    return "; else ".join((*said, plain(args[-1], words)))


def _at_least(args: _Args, words: Words) -> str:
    return f"at least {plain(args[0], words)} of: {'; '.join(plain(a, words) for a in args[1:])}"


# -- comparisons and values --------------------------------------------------------------


def _side(expr: Expr, words: Words) -> str:
    """One side of a comparison; a conversion of units is not worth a word."""
    if isinstance(expr, Apply) and expr.op == "convert":
        return _side(expr.args[0], words)
    text = plain(expr, words)
    return text if isinstance(expr, (Name, Literal)) or expr.op in _TIGHT else f"({text})"


_TIGHT: Final = frozenset({"+", "-", "*", "/", "negate", "coalesce", "count"})


def _comparison(says: str, of_times: str = "", of_dates: str = "") -> _Phrase:
    def phrase(args: _Args, words: Words) -> str:
        left, right = (_side(arg, words) for arg in args)
        unit = args[0].type.unit
        if args[0].type == DATE:
            said = of_dates or says
        else:
            said = (of_times if unit and is_time(unit) else "") or says
        return f"{left} {_are(left)} {said} {right}"

    return phrase


def _equality(equal: bool) -> _Phrase:
    compared = _comparison("" if equal else "not")

    def phrase(args: _Args, words: Words) -> str:
        left, right = args
        if isinstance(right, Literal) and isinstance(right.value, bool):
            return plain(left, words) if right.value is equal else _not((left,), words)
        if left.type == BOOLEAN:
            count = "both or neither" if equal else "exactly one"
            return f"{count} of: {plain(left, words)}; {plain(right, words)}"
        return compared(args, words).replace("  ", " ")

    return phrase


def _one_of(args: _Args, words: Words) -> str:
    parts = [_side(arg, words) for arg in args]
    if len(parts) < 2:
        return parts[0] if parts else "nothing"
    return f"{', '.join(parts[:-1])} or {parts[-1]}"


def _membership(word: str) -> _Phrase:
    def phrase(args: _Args, words: Words) -> str:
        left = _side(args[0], words)
        return f"{left} {_are(left)} {word}{_one_of(args[1:], words)}"

    return phrase


def _between(args: _Args, words: Words) -> str:
    value, low, high = (_side(arg, words) for arg in args)
    return f"{value} {_are(value)} between {low} and {high}"


def _in_interval(args: _Args, words: Words) -> str:
    value = _side(args[0], words)
    return f"{value} {_are(value)} {plain(args[1], words)}"


def _interval(args: _Args, words: Words) -> str:
    low, high = (plain(arg, words) for arg in args[:2])
    closed = [isinstance(arg, Literal) and arg.value is True for arg in args[2:]]
    notes = ["" if included else " (not included)" for included in closed]
    return f"between {low}{notes[0]} and {high}{notes[1]}"


def _state(word: str) -> _Phrase:
    def phrase(args: _Args, words: Words) -> str:
        text = plain(args[0], words)
        return f"{text} {_are(text)} {word}" if isinstance(args[0], Name) else f"({text}) is {word}"

    return phrase


def _arithmetic(word: str, *, tight: bool = False) -> _Phrase:
    """Two numbers; a part that would be heard wrongly stands in parentheses."""

    def phrase(args: _Args, words: Words) -> str:
        left, right = (_side(arg, words) for arg in args)
        if tight and _is_sum(args[0]):
            left = f"({left})"
        if isinstance(args[1], Apply) and args[1].op in _TIGHT:
            right = f"({right})"
        return f"{left} {word} {right}"

    return phrase


def _is_sum(expr: Expr) -> bool:
    return isinstance(expr, Apply) and expr.op in ("+", "-")


def _listed(before: str) -> _Phrase:
    def phrase(args: _Args, words: Words) -> str:
        return before + (", ".join(plain(arg, words) for arg in args) or "nothing")

    return phrase


def _inadequate(args: _Args, words: Words) -> str:
    count = plain(args[0], words)
    return f"at least {count} {'therapy was' if count == '1' else 'therapies were'} inadequate"


_Phrase: TypeAlias = Callable[[_Args, Words], str]

#: The words of each operator, by its name in `operators`, and of two that only occur negated.
PHRASES: Final[Mapping[str, _Phrase]] = MappingProxyType(
    {
        "and": _chain("and", "all", "always"),
        "or": _chain("or", "any", "never"),
        "xor": _equality(equal=False),
        "not": _not,
        "implies": _implies,
        "if": _if,
        "at least": _at_least,
        "first known": _first_known,
        "at least inadequate": _inadequate,
        "all closed": lambda _args, _words: "every therapy of this step is closed",
        "=": _equality(equal=True),
        "!=": _equality(equal=False),
        "<": _comparison("below", "less than", "before"),
        "<=": _comparison("at most", of_dates="on or before"),
        ">": _comparison("above", "more than", "after"),
        ">=": _comparison("at least", of_dates="on or after"),
        "between": _between,
        "in": _membership(""),
        "not in": _membership("not "),
        "in interval": _in_interval,
        "interval": _interval,
        "+": _arithmetic("plus"),
        "-": _arithmetic("minus"),
        "*": _arithmetic("times", tight=True),
        "/": _arithmetic("divided by", tight=True),
        "negate": _listed("minus "),
        "convert": lambda args, words: (
            f"{_side(args[0], words)} in {spoken(args[1].type.unit or '1')}"
        ),
        "is null": _state("unknown"),
        "is known": _state("known"),
        "is true": _state("certainly so"),
        "is false": _state("certainly not so"),
        "list": _listed(""),
        "exists": _listed("any known of "),
        "count": _listed("the number of "),
        "coalesce": _listed("the first known of "),
    }
)
