"""What speaks for a condition in one patient, down to what was recorded.

`why` shows a condition with all its parts; a handout names only what holds: `a bleeding disorder`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pathway.advice.model import Advice
from pathway.conditions.evaluate import evaluate
from pathway.conditions.syntax import Apply, Expr, Name
from pathway.present.page import clean
from pathway.present.plain_words import plain_name


def grounds(advice: Advice, rule: str) -> tuple[str, ...]:
    """What a patient calls all that makes a rule (`nsaid.anticoagulant`) hold, if it has names."""
    therapy = advice.walk.program.therapies.get(rule.partition(".")[0])
    found = [one.condition for one in therapy.rules if one.id == rule] if therapy else []
    names = (name for condition in found for name in _names(advice, condition))
    return tuple(dict.fromkeys(names))


def _names(advice: Advice, expr: Expr) -> Iterator[str]:
    """The recorded facts that a true condition rests on; what is not so is no ground."""
    if isinstance(expr, Name):
        yield from _named(advice, expr.name)
    elif isinstance(expr, Apply) and expr.op != "not":
        for arg in expr.args:
            if expr.op != "or" or evaluate(arg, advice.walk.values).value is True:
                yield from _names(advice, arg)


def _named(advice: Advice, name: str) -> Iterator[str]:
    definition = advice.walk.program.by_name.get(name)
    therapy, dot, _ = name.partition(".")
    if definition is not None and not isinstance(definition.expr, Name) and _is_yes(advice, name):
        yield from _names(advice, definition.expr)
    elif dot and therapy in advice.walk.program.therapies:
        treatment = advice.walk.program.therapies[therapy]
        yield clean(treatment.plainly or treatment.title)
    else:
        yield plain_name(advice, name)


def _is_yes(advice: Advice, name: str) -> bool:
    return advice.walk[name] is True
