"""How much of a therapy may be taken, as the definitions that its rows of doses come to.

dose.<therapy>.<n>       whether row n holds, and `.most` how much that allows
dose.<therapy>.limit     what the first row that holds allows; unknown while that is open
dose.<therapy>.above     whether more is taken than that
dose.<therapy>.open      that nobody can say which row counts, or what it allows; never unknown

Rows of an offer come to the same under `dose.<offer>`. They count while it is reached and
indicated, beside those of the therapy: less may be right at a step, never more.

option.<therapy>.above   whether more is taken than any of these allow
option.<therapy>.open    that nobody can say how much may be taken; never unknown
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pathway.compiler.builder import BROKEN, Builder
from pathway.compiler.logic import every, known, none_of, ref, some
from pathway.content.models import DoseModel
from pathway.frozen import frozen
from pathway.ground.problems import in_backticks
from pathway.ground.source import Placed
from pathway.ground.vocabulary import BOOLEAN, Base, Type
from pathway.language.syntax import Apply, Expr, Literal, Name
from pathway.language.unitfit import Judge, align
from pathway.names import (
    Owner,
    dose_name,
    dose_row_name,
    history_name,
    most_name,
    option_name,
    therapy_owner,
)
from pathway.program import DoseRow, Place, Therapy


def define_doses(
    therapy: str,
    models: Sequence[DoseModel],
    builder: Builder,
    offer: str = "",
    holder: Owner | None = None,
) -> tuple[DoseRow, ...]:
    """The rows of a therapy, or of one of its offers, in their order."""
    if not models:
        return ()
    owner = holder or therapy_owner(therapy)
    return _Doses(therapy, offer or therapy, owner, builder).defined(models)


def dose_definitions(holder: Therapy | Place) -> tuple[str, ...]:
    """The names of what is defined of the doses of a therapy, or of an offer."""
    if not holder.doses:
        return ()
    of = holder.id if isinstance(holder, Therapy) else holder.indicated
    rows = [row.definition for row in holder.doses]
    parts = (dose_name(of, "limit"), dose_name(of, "above"), dose_name(of, "open"))
    return (*rows, *map(most_name, rows), *parts)


def dosed(therapy: Therapy, places: Iterable[Place]) -> bool:
    """Whether anything is said of how much may be taken, by the therapy or at a place of it."""
    return bool(therapy.doses) or any(place.doses for place in places)


def define_dose_of_option(therapy: Therapy, places: Iterable[Place], builder: Builder) -> None:
    """What the rows of a therapy and of its places come to together, if there are any."""
    places = tuple(place for place in places if place.doses)
    if not dosed(therapy, places):
        return
    above, open_ = list[Expr](), list[Expr]()
    if therapy.doses:
        above.append(ref(dose_name(therapy.id, "above")))
        open_.append(ref(dose_name(therapy.id, "open")))
    for place in places:
        here = [ref(place.reached), ref(place.indicated)]
        above.append(every([*here, ref(dose_name(place.indicated, "above"))]))
        open_.append(every([*map(known, here), ref(dose_name(place.indicated, "open"))]))
    owner = therapy_owner(therapy.id)
    builder.define(option_name(therapy.id, "above"), some(above), owner)
    builder.define(option_name(therapy.id, "open"), some(open_), owner)


# -- private -------------------------------------------------------------------------------


@frozen(slots=False)
class _Doses:
    """The rows of one holder: what they limit, whose they are; `of` is a therapy or an offer."""

    therapy: str
    of: str
    owner: Owner
    builder: Builder

    def defined(self, models: Sequence[DoseModel]) -> tuple[DoseRow, ...]:
        """The rows, after all that they come to."""
        rows, most = [], list[Expr]()
        for number, model in enumerate(models, 1):
            name = dose_row_name(self.of, number)
            condition = self.builder.condition(model.when)
            self.builder.define(name, condition, self.owner, model.most.span)
            most.append(self._most(name, model.most))
            self._check_source(model)
            sources = tuple(map(str, model.source))
            rows.append(DoseRow(name, str(model.text), sources, model.verified))
        self._define_limit([ref(row.definition) for row in rows], most)
        return tuple(rows)

    def _most(self, row: str, written: Placed) -> Expr:
        """What a row allows, in the unit of the therapy's dose."""
        builder, taken = self.builder, history_name(self.therapy, "dose")
        found = builder.expression(written)
        if found is BROKEN:
            return found
        if not found.type.is_number:
            message = f"a dose is a number with a unit, but this is {found.type.base.value}"
            builder.problems.add("P202", message, written.span, "write `700 'mg'`")
            return BROKEN
        if found.type.unit and not builder.vocabulary.therapies.get(self.therapy):
            message = (
                f"a dose is in {found.type.unit}, but {in_backticks(self.therapy)} has no unit"
            )
            hint = f"add `dose unit: {found.type.unit}` to the therapy"
            builder.problems.add("P203", message, written.span, hint)
            return BROKEN
        dose = Name(taken, written.span, builder.type_of(taken) or found.type)
        aligned = align((dose, found), Judge(builder.problems, pathway=True))
        if aligned is None:
            return BROKEN
        builder.define(most_name(row), aligned[1], self.owner, written.span)
        return aligned[1]

    def _check_source(self, model: DoseModel) -> None:
        if not model.source and not model.facts and model.verified != "unverified":
            message = f"a dose of {in_backticks(self.therapy)} names no source"
            hint = "every clinical line has a `source:` from sources.yaml"
            self.builder.problems.add("P309", message, model.most.span, hint)

    def _define_limit(self, rows: Sequence[Name], most: Sequence[Expr]) -> None:
        builder = self.builder
        number = Type(Base.DECIMAL, builder.vocabulary.therapies.get(self.therapy))
        limit: Expr = Literal(None, number)
        above: Expr = Literal(False, BOOLEAN)
        dose = ref(history_name(self.therapy, "dose"), number)
        for row, allowed in zip(reversed(rows), reversed(most), strict=True):
            limit = Apply("if", (row, ref(most_name(row.name), number), limit), type=number)
            above = Apply("if", (row, _more(dose, allowed), above), type=BOOLEAN)
        found = builder.define(dose_name(self.of, "limit"), limit, self.owner)
        builder.define(dose_name(self.of, "above"), above, self.owner)
        unknown = Apply("is null", (found,), type=BOOLEAN)
        ruled = none_of(known(none_of(*rows)))
        builder.define(dose_name(self.of, "open"), every([unknown, ruled]), self.owner)


def _more(dose: Expr, allowed: Expr) -> Expr:
    """That the dose is above what is allowed, which may be known whichever case it is."""
    if isinstance(allowed, Apply) and allowed.op == "if":
        condition, then, otherwise = allowed.args
        cases = (condition, _more(dose, then), _more(dose, otherwise))
        return Apply("if", cases, type=BOOLEAN)
    return Apply(">", (dose, allowed), type=BOOLEAN)
