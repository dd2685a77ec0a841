"""The limits that conditions compare an attribute with, where they do nothing else with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain

from pathway.ground.vocabulary import Base
from pathway.language.syntax import Apply, Expr, Literal, Name
from pathway.program import CompiledProgram


def limits(program: CompiledProgram, attribute: str) -> Sequence[float] | None:
    """Every number that a definition or a guard compares an attribute with, in order.

    None where something else is done with it: then two numbers between the same limits may differ.
    """
    return program.once("limits", lambda: _limits(program)).get(attribute)


# -- private -------------------------------------------------------------------------------


def _limits(program: CompiledProgram) -> dict[str, Sequence[float] | None]:
    numbers: dict[str, set[float]] = {name: set() for name in program.vocabulary.attributes}
    otherwise = set[str]()
    written = (*(one.expr for one in program.definitions), *(one.expr for one in program.guards))
    for part in chain.from_iterable(map(_parts, written)):
        named, among = _compared(part)
        if named is not None:
            numbers.setdefault(named, set()).update(among)
        otherwise.update(_named(part))
    return {n: None if n in otherwise else tuple(sorted(them)) for n, them in numbers.items()}


def _parts(expr: Expr) -> Iterator[Expr]:
    """An expression and its parts, but for what is compared with limits alone."""
    yield expr
    if isinstance(expr, Apply) and _compared(expr)[0] is None:
        for part in expr.args:
            yield from _parts(part)


def _compared(expr: Expr) -> tuple[str | None, Iterable[float]]:
    """The attribute that is compared with nothing but limits, and these; else None."""
    if not isinstance(expr, Apply) or expr.type.base is not Base.BOOLEAN:
        return None, ()
    named = [part.name for part in expr.args if isinstance(part, Name)]
    values = [part.value for part in expr.args if isinstance(part, Literal)]
    numbers = [float(value) for value in values if isinstance(value, Decimal)]
    alone = len(named) == 1 and 0 < len(numbers) == len(expr.args) - 1
    return (named[0], numbers) if alone else (None, ())


def _named(expr: Expr) -> Iterator[str]:
    if isinstance(expr, Name):
        yield expr.name
