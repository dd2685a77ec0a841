"""The answers that a question may have, as far as any condition can tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Final, cast

from pathway.ground.vocabulary import Attribute, Base, Value
from pathway.language.syntax import Apply, Expr, Literal, Name
from pathway.names import HistoryPart, history_name
from pathway.patients.history import parts_of
from pathway.patients.model import Outcome, Trial
from pathway.planes.columns import WhatIfs, joined
from pathway.program import CompiledProgram, Therapy
from pathway.walk import Walk

#: How far from a threshold the values on its two sides are tried; no unit here is finer.
STEP: Final = Decimal("0.1")
#: Long enough for any trial to be adequate, if only its length counts.
_LONG: Final = Decimal(520)


def answers_to(walk: Walk, name: str) -> WhatIfs | None:
    """One set of values for each answer about an attribute; None where they cannot be listed."""
    return walk.program.once(("answers to", name), lambda: _answers_to(walk.program, name))


def answers_about_list(covers: Iterable[str]) -> WhatIfs:
    """That a list is complete, so that none of these is so, and that any one of them is."""
    names = tuple(covers)
    return WhatIfs((dict.fromkeys(names, False), *({name: True} for name in names)))


def answers_about_trials(walk: Walk, therapies: Iterable[str]) -> WhatIfs:
    """For each therapy, that it was never tried, and each way in which a trial may have gone."""
    made = walk.program.once
    return joined(
        made(("answers about", id_), partial(_about_trials, walk, id_)) for id_ in therapies
    )


def around(attribute: Attribute, limits: Iterable[Decimal]) -> tuple[Value, ...]:
    """The values on both sides of every threshold that a number is compared with."""
    found = {limit + step for limit in limits for step in (-STEP, Decimal(0), STEP)}
    if not found:
        return ()
    low = attribute.lowest if attribute.lowest is not None else min(found)
    high = attribute.highest if attribute.highest is not None else max(found)
    return tuple(sorted(value for value in {low, high, *found} if low <= value <= high))


def thresholds(expr: Expr, name: str) -> Iterator[Decimal]:
    """The numbers that an attribute is compared with."""
    if not isinstance(expr, Apply):
        return
    if any(isinstance(arg, Name) and arg.name == name for arg in expr.args):
        for arg in expr.args:
            if isinstance(arg, Literal) and isinstance(arg.value, Decimal):
                yield arg.value
    for arg in expr.args:
        yield from thresholds(arg, name)


# -- private -------------------------------------------------------------------------------


def _answers_to(program: CompiledProgram, name: str) -> WhatIfs | None:
    attribute = program.vocabulary.attributes.get(name)
    if attribute is None:
        return None
    if attribute.type.base is Base.BOOLEAN:
        values: Iterable[Value] = (True, False)
    elif attribute.type.choices is not None:
        values = attribute.type.choices
    elif attribute.type.is_number:
        values = around(attribute, _compared_with(program, name))
    else:
        return None
    return WhatIfs({name: value} for value in values)


def _about_trials(walk: Walk, id_: str) -> WhatIfs:
    """The same for every patient on every day: each trial says how long it was."""
    therapy = walk.program.therapies[id_]
    return WhatIfs(dict(_told(therapy, trials, walk)) for trials in _courses(id_))


def _compared_with(program: CompiledProgram, name: str) -> set[Decimal]:
    rows = (one.row.expr for one in program.planes.compared.get(name, ()))
    return {limit for expr in rows if expr is not None for limit in thresholds(expr, name)}


def _courses(id_: str) -> Iterator[tuple[Trial, ...]]:
    yield ()
    for outcome in Outcome:
        yield (Trial(id_, weeks=_LONG, adequate=True, outcome=outcome),)
    yield (Trial(id_, ongoing=True, weeks=_LONG, adequate=True, outcome=Outcome.HELPED),)


def _told(therapy: Therapy, trials: tuple[Trial, ...], walk: Walk) -> Iterator[tuple[str, Value]]:
    parts: Mapping[str, Value | None] = parts_of(trials, therapy, walk.resolved.as_of)
    for part, value in parts.items():
        if value is not None:
            yield history_name(therapy.id, cast("HistoryPart", part)), value
