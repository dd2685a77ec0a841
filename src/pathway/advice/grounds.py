"""What speaks for a condition in one patient, down to what was recorded.

`why` shows a condition with all its parts; a handout names only what holds: `a bleeding disorder`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pathway.language.evaluate import evaluate
from pathway.language.syntax import Apply, Expr, Name
from pathway.names import therapy_of_rule
from pathway.names.reading import read_history
from pathway.walk import Walk


def grounds(walk: Walk, rule: str) -> tuple[str, ...]:
    """The names of all that makes a rule (`nsaid.anticoagulant`) hold.

    Attributes, findings that no attribute stands for, and therapies that are taken.
    """
    therapy = walk.program.therapies.get(therapy_of_rule(rule))
    found = [one.condition for one in therapy.rules if one.id == rule] if therapy else []
    return tuple(dict.fromkeys(name for expr in found for name in _names(walk, expr)))


# -- private -------------------------------------------------------------------------------


def _names(walk: Walk, expr: Expr) -> Iterator[str]:
    """The recorded facts that a true condition rests on; what is not so is no ground."""
    if isinstance(expr, Name):
        yield from _named(walk, expr.name)
    elif isinstance(expr, Apply) and expr.op != "not":
        for arg in expr.args:
            if expr.op != "or" or evaluate(arg, walk.values).value is True:
                yield from _names(walk, arg)


def _named(walk: Walk, name: str) -> Iterator[str]:
    definition = walk.program.by_name.get(name)
    part = read_history(name)
    if definition is not None and not isinstance(definition.expr, Name) and walk[name] is True:
        yield from _names(walk, definition.expr)
    else:
        yield name if part is None else part.therapy
