"""How much of a therapy may be taken, as the definitions that its rows of doses come to.

dose.<therapy>.<n>       whether row n holds, and `.most` how much that allows
dose.<therapy>.limit     what the first row that holds allows; unknown while that is open
dose.<therapy>.above     whether more is taken than that
dose.<therapy>.open      that nobody can say which row counts, or what it allows; never unknown
"""

from __future__ import annotations

from collections.abc import Sequence

from pathway.compile.builder import BROKEN, Builder
from pathway.compile.logic import every, known, none_of, ref
from pathway.conditions.syntax import Apply, Expr, Literal, Name
from pathway.conditions.unitfit import Judge, align
from pathway.files.models import DoseModel
from pathway.problems import in_backticks
from pathway.program import DoseRow, Therapy
from pathway.source import Placed
from pathway.vocabulary import BOOLEAN, Base, Type


def define_doses(id_: str, models: Sequence[DoseModel], builder: Builder) -> tuple[DoseRow, ...]:
    """The rows of a therapy, in their order."""
    if not models:
        return ()
    owner, rows, most = f"therapy {id_}", [], list[Expr]()
    for number, model in enumerate(models, 1):
        name = f"dose.{id_}.{number}"
        builder.define(name, builder.condition(model.when), owner, model.most.span)
        most.append(_most(id_, name, model.most, owner, builder))
        _check_source(id_, model, builder)
        sources = tuple(map(str, model.source))
        rows.append(DoseRow(name, str(model.text), sources, model.verified))
    _define_limit(id_, [ref(row.definition) for row in rows], most, builder)
    return tuple(rows)


def dose_definitions(therapy: Therapy) -> tuple[str, ...]:
    """The names of what is defined of a therapy's doses."""
    if not therapy.doses:
        return ()
    rows = [row.definition for row in therapy.doses]
    parts = (f"dose.{therapy.id}.{part}" for part in ("limit", "above", "open"))
    return (*rows, *(f"{row}.most" for row in rows), *parts)


# -- private -------------------------------------------------------------------------------


def _most(id_: str, row: str, written: Placed, owner: str, builder: Builder) -> Expr:
    """What a row allows, in the unit of the therapy's dose."""
    found = builder.expression(written)
    if found is BROKEN:
        return found
    if not found.type.is_number:
        message = f"a dose is a number with a unit, but this is {found.type.base.value}"
        builder.problems.add("P202", message, written.span, "write `700 'mg'`")
        return BROKEN
    dose = Name(f"{id_}.dose", written.span, builder.type_of(f"{id_}.dose") or found.type)
    aligned = align((dose, found), Judge(builder.problems, pathway=True))
    if aligned is None:
        return BROKEN
    builder.define(f"{row}.most", aligned[1], owner, written.span)
    return aligned[1]


def _check_source(id_: str, model: DoseModel, builder: Builder) -> None:
    if not model.source and not model.facts and model.verified != "unverified":
        message = f"a dose of {in_backticks(id_)} names no source"
        hint = "every clinical line has a `source:` from sources.yaml"
        builder.problems.add("P309", message, model.most.span, hint)


def _more(dose: Expr, allowed: Expr) -> Expr:
    """That the dose is above what is allowed, which may be known whichever case it is."""
    if isinstance(allowed, Apply) and allowed.op == "if":
        condition, then, otherwise = allowed.args
        cases = (condition, _more(dose, then), _more(dose, otherwise))
        return Apply("if", cases, type=BOOLEAN)
    return Apply(">", (dose, allowed), type=BOOLEAN)


def _define_limit(id_: str, rows: Sequence[Name], most: Sequence[Expr], builder: Builder) -> None:
    owner, unit = f"therapy {id_}", builder.vocabulary.therapies.get(id_)
    number = Type(Base.DECIMAL, unit)
    limit: Expr = Literal(None, number)
    above: Expr = Literal(False, BOOLEAN)
    dose = ref(f"{id_}.dose", number)
    for row, allowed in zip(reversed(rows), reversed(most), strict=True):
        limit = Apply("if", (row, ref(f"{row.name}.most", number), limit), type=number)
        above = Apply("if", (row, _more(dose, allowed), above), type=BOOLEAN)
    found = builder.define(f"dose.{id_}.limit", limit, owner)
    builder.define(f"dose.{id_}.above", above, owner)
    unknown = Apply("is null", (found,), type=BOOLEAN)
    ruled = none_of(known(none_of(*rows)))
    builder.define(f"dose.{id_}.open", every([unknown, ruled]), owner)
