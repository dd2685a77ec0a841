"""Whom a difference concerns: what all of them have in common, in as few words as possible.

Of each thing that the changed definitions read, the solver says which answers somebody among
them can have. Where that is fewer than anybody may have, it belongs to the description.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from pathway.authoring.search.space import thresholds
from pathway.authoring.verify.encoded import Encoded
from pathway.authoring.verify.formulas import Bit, both, either, opposite
from pathway.authoring.verify.meaning import exact
from pathway.authoring.verify.values import Meant, Number, Text, Truth
from pathway.ground.vocabulary import Base
from pathway.names.reading import read_history
from pathway.program import CompiledProgram

#: How long one question may take.
SECONDS: Final = 2.0
#: More things than this are not asked about.
_MOST: Final = 40


class Common(NamedTuple):
    """What everybody has in common of one thing: its title and the answers they can have."""

    title: str
    answers: str

    def __str__(self) -> str:
        return f"{self.title}: {self.answers}"


def whom(pair: Sequence[Encoded], concerned: Bit, changed: Iterable[str]) -> tuple[Common, ...]:
    """What everybody has in common for whom `concerned` holds; nothing where that is nothing."""
    names = _read_by(pair, changed)[:_MOST]
    limits = _limits(pair)
    found = []
    for name in names:
        encoded = next(one for one in pair if _has(one, name))
        said = _said(encoded, name, encoded.meaning(name), concerned, limits.get(name, ()))
        if said is not None:
            title = encoded.program.titles.get(name, name)
            found.append(Common(title, said))
    return tuple(found)


# -- private -------------------------------------------------------------------------------

#: Whether somebody among them can have this.
_Can: TypeAlias = Callable[[Bit], bool]


def _read_by(pair: Sequence[Encoded], changed: Iterable[str]) -> list[str]:
    """The attributes and parts of histories that changed definitions read, in order."""
    found: dict[str, None] = {}
    for encoded in pair:
        program = encoded.program
        for name in sorted(changed):
            read = program.reads.get(name, frozenset({name}))
            found.update({one: None for one in sorted(read) if _has(encoded, one)})
    return list(found)


def _has(encoded: Encoded, name: str) -> bool:
    program = encoded.program
    if name in program.vocabulary.attributes:
        return program.vocabulary.attributes[name].type.base is not Base.DATE
    part = read_history(name)
    return part is not None and part.therapy in program.therapies


def _limits(pair: Sequence[Encoded]) -> dict[str, list[Decimal]]:
    found: dict[str, set[Decimal]] = {}
    for encoded in pair:
        for name, numbers in thresholds(encoded.program).items():
            found.setdefault(name, set()).update(numbers)
    return {name: sorted(numbers) for name, numbers in found.items()}


def _said(
    encoded: Encoded, name: str, meant: Meant, concerned: Bit, limits: Sequence[Decimal]
) -> str | None:
    """The answers they can have; None where these are all, or nobody can tell."""

    def can(bit: Bit) -> bool:
        return encoded.is_possible(both(concerned, bit), seconds=SECONDS) is not False

    if isinstance(meant, Truth):
        answers = {"yes": meant.yes, "no": meant.no, "unknown": meant.unknown}
        return _some_of(answers, can)
    if isinstance(meant, Text):
        unknown = opposite(_any_known(meant))
        return _some_of({**meant.values, "unknown": unknown}, can)
    return _between(encoded.program, name, meant, can, limits)


def _any_known(meant: Text) -> Bit:
    return either(meant.known, meant.inapplicable)


def _some_of(answers: dict[str, Bit], can: _Can) -> str | None:
    possible = [said for said, bit in answers.items() if can(bit)]
    if len(possible) == len(answers) or not possible:
        return None
    return " or ".join(possible)


def _between(
    program: CompiledProgram, name: str, meant: Number, can: _Can, limits: Sequence[Decimal]
) -> str | None:
    """The narrowest span between thresholds in which all of their values lie."""
    unknown = can(opposite(either(meant.known, meant.inapplicable)))
    low = high = None
    closed_low = closed_high = False
    for limit in limits:
        at = exact(limit)
        if not can(both(meant.known, meant.low < at)):
            low, closed_low = limit, can(both(meant.known, meant.low <= at))
        if high is None and not can(both(meant.known, meant.high > at)):
            high, closed_high = limit, can(both(meant.known, meant.high >= at))
    said = _span(low, high, closed=(closed_low, closed_high), unit=_unit(program, name))
    return f"{said} or unknown" if said is not None and unknown else said


def _span(
    low: Decimal | None, high: Decimal | None, *, closed: tuple[bool, bool], unit: str
) -> str | None:
    parts = list(_ends(low, high, closed=closed))
    return f"{' and '.join(parts)}{unit}" if parts else None


def _ends(low: Decimal | None, high: Decimal | None, *, closed: tuple[bool, bool]) -> Iterator[str]:
    if low is not None and low == high:
        yield f"{low}"
        return
    if low is not None:
        yield f"at least {low}" if closed[0] else f"above {low}"
    if high is not None:
        yield f"at most {high}" if closed[1] else f"below {high}"


def _unit(program: CompiledProgram, name: str) -> str:
    type_ = program.vocabulary.type_of(name)
    unit = type_.unit if type_ is not None else None
    part = read_history(name)
    if unit is None and part is not None and part.part == "weeks":
        unit = "weeks"
    return f" {unit}" if unit else ""
