"""A file of distributions, read strictly: what is drawn, or everything that is wrong with it.

Attributes and therapies of which the file says nothing are drawn as without it, so that a table
has every column that the pathway reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from pathway.cohort import plans
from pathway.cohort.conditions import ColumnCondition, condition
from pathway.cohort.distribution_file import (
    AttributeModel,
    CorrelationModel,
    DistributionsFile,
    KnownModel,
    MissingModel,
    RowModel,
    ShareRowModel,
    TherapyModel,
)
from pathway.cohort.distribution_values import distribution, outcomes, weeks
from pathway.cohort.drawing import Copula, Plan, Share, Trials, Varied
from pathway.content.validate import validate
from pathway.frozen import frozen
from pathway.ground.problems import Problem, Problems, UsageError, choices, in_backticks
from pathway.ground.source import Placed
from pathway.ground.vocabulary import Base, RecordList
from pathway.program import CompiledProgram
from pathway.yaml.located import read_bytes
from pathway.yaml.reading import read_file

#: What stands as the source of a figure that has none.
ASSUMED: Final = "assumed"


@frozen
class Distributions:
    """What a file says: a plan, and the attributes of which it says nothing."""

    plan: Plan
    unsaid: Sequence[str] = field(default=())


def read_distributions(path: Path, program: CompiledProgram, missing: float) -> Distributions:
    """The plan of a file; `missing` is the share of empty cells where the file says nothing.

    Raises UsageError with all that is wrong.
    """
    problems = Problems()
    try:
        tree = read_bytes(str(path), read_file(path), problems)
    except OSError as error:
        reason = error.strerror or "it is no file"
        raise UsageError([Problem("P501", f"cannot read {path}: {reason.lower()}")]) from error
    file = None if problems.errors else validate(DistributionsFile, tree, problems)
    found = None if file is None else _Reading(file, program, missing, problems).all()
    if found is None or problems.errors:
        raise UsageError(problems.errors)
    return found


# -- private -------------------------------------------------------------------------------

#: So few names are listed where one of them was meant.
_FEW: Final = 10

Row = TypeVar("Row", RowModel, ShareRowModel)


class _Reading:
    """One file on its way in, with the problems so far."""

    def __init__(
        self, file: DistributionsFile, program: CompiledProgram, missing: float, problems: Problems
    ) -> None:
        self._file, self._program, self._problems = file, program, problems
        self._share = missing
        every = program.vocabulary.attributes
        named = self._known("P104", "attribute", file.attributes, every)
        dates = [name for name in named if every[name].type.base is Base.DATE]
        for name in dates:
            hint = "say it of what is counted from it, such as an age or a duration"
            problems.add("P120", f"{in_backticks(name)} is a date", name.span, hint)
        read = plans.read_by(program)
        wanted = {*read, *(name for name in named if name not in dates)}
        self._attributes = {name: one for name, one in every.items() if name in wanted}
        self._reads: dict[str, frozenset[str]] = {}

    def all(self) -> Distributions | None:
        """Everything that the file says; None where that cannot be drawn."""
        file = self._file
        said = {str(name): one for name, one in file.attributes.items()}
        values = {name: self._values(name, said.get(name)) for name in self._attributes}
        missing = {name: self._missing(said.get(name)) for name in self._attributes}
        together = [(self._named(one.of), self._shares(one)) for one in file.together]
        for names, _ in together:
            missing |= {n: Varied(Share(0)) for n in names if n not in self._own_missing(said)}
        lists = self._known("P109", "list", file.lists, list(RecordList))
        order = self._order()
        if self._problems.errors or order is None:
            return None
        plan = Plan(
            {name: values[name] for name in order},
            missing,
            Varied(Share(1 - self._share)) if file.history is None else _known(file.history),
            self._trials(),
            together=together,
            lists={str(name): _known(file.lists[name]) for name in lists},
            copula=self._copula(),
        )
        return Distributions(plan, tuple(one for one in self._attributes if one not in said))

    # -- attributes ------------------------------------------------------------------------

    def _values(self, name: str, model: AttributeModel | None) -> Varied:
        attribute = self._attributes[name]
        if model is None:
            return Varied(plans.usual(attribute))
        usual = distribution(attribute, model, self._problems)
        rows = self._rows(model.rows)
        self._reads[name] = frozenset().union(*(one.reads for one, _ in rows))
        others = [(one, distribution(attribute, row, self._problems)) for one, row in rows]
        return Varied(usual, others)

    def _rows(self, rows: Iterable[Row]) -> list[tuple[ColumnCondition, Row]]:
        """The rows with their conditions read."""
        every = self._program.vocabulary.attributes
        read = [
            (condition(row.condition, every, self._attributes, self._problems), row) for row in rows
        ]
        return [(one, row) for one, row in read if one is not None]

    def _missing(self, model: AttributeModel | None) -> Varied:
        if model is None or model.missing is None:
            return Varied(Share(self._share))
        return self._shares(model.missing)

    def _shares(self, model: MissingModel) -> Varied:
        rows = [(one, Share(float(row.share))) for one, row in self._rows(model.rows)]
        return Varied(Share(float(model.share)), rows)

    @staticmethod
    def _own_missing(said: Mapping[str, AttributeModel]) -> set[str]:
        """The attributes of which the file says how often they are missing by themselves."""
        return {name for name, one in said.items() if one.missing is not None}

    def _order(self) -> Sequence[str] | None:
        """The attributes so that each comes after those that its rows ask for."""
        before = {name: self._reads.get(name, frozenset()) for name in self._attributes}
        try:
            return tuple(TopologicalSorter(before).static_order())
        except CycleError as error:
            circle = [str(name) for name in error.args[1]]
            spans = {str(name): name.span for name in self._file.attributes}
            told = " → ".join(map(in_backticks, circle[::-1]))
            hint = "take one `if` out, or write a correlation instead"
            message = f"these ask for each other: {told}"
            self._problems.add("P304", message, spans.get(circle[0]), hint)
            return None

    def _copula(self) -> Copula | None:
        """The ranks that go together; None, with problems added, where they cannot."""
        listed = self._file.correlations
        pairs = [(self._named(one.of), one) for one in listed]
        names = list(dict.fromkeys(name for pair, _ in pairs for name in pair))
        if not names or any(len(set(pair)) < 2 for pair, _ in pairs):
            self._report_same(listed)
            return None
        matrix, seen = np.eye(len(names)), set[frozenset[str]]()
        for pair, one in pairs:
            if frozenset(pair) in seen:
                told = " and ".join(map(in_backticks, pair))
                self._problems.add("P110", f"the correlation of {told} stands twice", one.span)
            seen.add(frozenset(pair))
            at, beside = (names.index(name) for name in pair)
            matrix[at, beside] = matrix[beside, at] = float(one.correlation)
        try:
            return Copula(names, np.linalg.cholesky(matrix).astype(np.float64))
        except np.linalg.LinAlgError:
            told = ", ".join(map(in_backticks, names))
            message = f"the correlations of {told} cannot all hold together"
            hint = "their matrix is not positive definite: make one weaker, or say more pairs"
            self._problems.add("P409", message, listed[0].span, hint)
            return None

    def _report_same(self, listed: Iterable[CorrelationModel]) -> None:
        for one in listed:
            if one.of[0] == one.of[1]:
                message = f"{in_backticks(one.of[0])} cannot be correlated with itself"
                self._problems.add("P409", message, one.of[1].span)

    # -- treatments ------------------------------------------------------------------------

    def _trials(self) -> Mapping[str, Trials]:
        therapies, file = self._program.therapies, self._file.therapies
        said = {str(n): file[n] for n in self._known("P105", "therapy", file, therapies)}
        usual = [one.id for one in plans.tried_in_time(self._program)]
        return {
            id_: self._trial(said[id_]) if id_ in said else plans.usual_trials()
            for id_ in dict.fromkeys((*usual, *said))
        }

    def _trial(self, model: TherapyModel) -> Trials:
        rows = [(one, Share(float(row.share))) for one, row in self._rows(model.rows)]
        usual = plans.usual_trials()
        parts = dict(usual.parts)
        if model.outcomes is not None:
            parts["outcome"] = outcomes(model.outcomes, self._problems)
        if model.weeks is not None:
            parts["weeks"] = weeks(model.weeks, self._problems)
        if model.ongoing is not None:
            parts["ongoing"] = Share(float(model.ongoing))
        return Trials(Varied(Share(float(model.tried)), rows), parts)

    # -- names -----------------------------------------------------------------------------

    def _known(
        self, code: str, what: str, names: Iterable[Placed], among: Iterable[str]
    ) -> list[Placed]:
        """Those of the names that there are; others are reported."""
        listed, found = [str(one) for one in among], list[Placed]()
        for name in names:
            if name in listed:
                found.append(name)
            else:
                few = choices(listed) if len(listed) < _FEW else None
                hint = self._problems.near(name, listed) or few
                message = f"unknown {what} {in_backticks(name)}"
                self._problems.add(code, message, name.span, hint)
        return found

    def _named(self, names: Sequence[Placed]) -> list[str]:
        """The attributes of a list that are drawn; others are reported."""
        return [str(name) for name in self._known("P104", "attribute", names, self._attributes)]


def _known(model: KnownModel) -> Varied:
    return Varied(Share(float(model.share)))
