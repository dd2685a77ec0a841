"""The order in which things that read each other are settled: each after those it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from pathway.ground.problems import Label, Problems
from pathway.ground.source import Placed
from pathway.language.syntax import Expr, names


def read_among(expr: Expr, among: Mapping[str, object]) -> set[str]:
    """Those of some names that an expression reads."""
    return {name for name in names(expr) if name in among}


def in_order(
    texts: Mapping[str, Placed],
    reads: Mapping[str, Iterable[str]],
    what: str,
    problems: Problems,
) -> tuple[str, ...]:
    """The names, each after those it reads; a circle is a problem at the text of its first."""
    try:
        order = TopologicalSorter({name: sorted(reads[name]) for name in texts}).static_order()
        return tuple(order)
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        way = " → ".join(f"`{name}`" for name in circle)
        hint = "let one of them ask for something else"
        message = f"{what} {way} reads itself in a circle"
        place = texts[circle[1]].span
        also = Label(place, f"`{circle[1]}` reads here") if len(circle) > 2 and place else None
        problems.add("P304", message, texts[circle[0]].span, hint, also)
        return tuple(texts)
