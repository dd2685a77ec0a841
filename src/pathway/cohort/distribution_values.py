"""How the values of one attribute are distributed, by what a file says of it.

A value that the attribute cannot have is refused as it is in a patient file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

import numpy as np

from pathway.cohort.distribution_file import ValuesModel
from pathway.cohort.drawing import Among, Between, Distribution, Normal, Rounded, Share
from pathway.cohort.plans import OUTCOMES, possible, usual
from pathway.ground.problems import Problem, Problems, choices, in_backticks, suggestion
from pathway.ground.source import Placed, Span
from pathway.ground.vocabulary import DECIMAL, Attribute, Base
from pathway.yaml.tree import Node
from pathway.yaml.values import value_of

#: The weeks of a trial, as if they were an attribute.
_WEEKS: Final = Attribute(
    "weeks", "weeks", DECIMAL, "", "", lowest=Decimal(0), highest=Decimal(5200)
)


def distribution(attribute: Attribute, model: ValuesModel, problems: Problems) -> Distribution:
    """What a file says of an attribute; what is wrong is reported, and then anything comes back."""
    return _Described(attribute, model, problems).distribution()


def weeks(model: ValuesModel, problems: Problems) -> Distribution:
    """How long trials of a therapy took."""
    return distribution(_WEEKS, model, problems)


def outcomes(shares: Mapping[Placed, Decimal], problems: Problems) -> Distribution:
    """How trials of a therapy went."""
    return _words(shares, OUTCOMES, "an outcome", problems)


# -- private -------------------------------------------------------------------------------

_WAYS: Final = ("yes", "shares", "uniform", "normal", "quantiles")
_PERCENT: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?%")


class _Described:
    """One attribute and what is said of it."""

    def __init__(self, attribute: Attribute, model: ValuesModel, problems: Problems) -> None:
        self._attribute, self._model, self._problems = attribute, model, problems
        self._span: Span | None = model.span

    def distribution(self) -> Distribution:
        way = self._way()
        model, attribute = self._model, self._attribute
        if way is None:
            return usual(attribute)
        if way == "yes":
            return Share(float(model.yes or 0))
        if way == "shares" and attribute.type.choices is not None:
            named = in_backticks(attribute.name)
            return _words(model.shares or {}, attribute.type.choices, named, self._problems)
        low, high = possible(attribute)
        return Rounded(self._numbers(way), self._decimals(), low, high)

    def _way(self) -> str | None:
        """How the values are said; None, with a problem added, unless in one way that fits."""
        said = [way for way in _WAYS if getattr(self._model, way) is not None]
        allowed = self._allowed()
        hint = f"write one of {', '.join(map(in_backticks, allowed))}"
        if len(allowed) == 1:
            hint = f"write {in_backticks(allowed[0])}"
        wrong = [way for way in said if way not in allowed]
        name = in_backticks(self._attribute.name)
        if wrong:
            message = f"{in_backticks(wrong[0])} does not say how {name} is distributed"
            self._problems.add("P120", message, self._span, hint)
        elif len(said) != 1:
            told = "in two ways" if said else "in no way"
            message = f"how {name} is distributed is said {told}"
            self._problems.add("P102" if not said else "P409", message, self._span, hint)
        elif self._model.decimals is not None and allowed[-1] != "quantiles":
            message = f"{name} is no number, so it has no `decimals`"
            self._problems.add("P120", message, self._span)
        return said[0] if len(said) == 1 and not wrong else None

    def _allowed(self) -> Sequence[str]:
        if self._attribute.type.base is Base.BOOLEAN:
            return ("yes",)
        return _WAYS[1:] if self._attribute.type.is_number else ("shares",)

    def _decimals(self) -> int:
        if self._attribute.type.base is Base.INTEGER:
            return 0
        return 1 if self._model.decimals is None else self._model.decimals

    def _numbers(self, way: str) -> Distribution:
        model = self._model
        if way == "shares":
            shares = model.shares or {}
            numbers = [self._number(name) for name in shares]
            return Among(np.array(numbers), [float(one) for one in shares.values()])
        if way == "normal" and model.normal is not None:
            return Normal(self._number(model.normal.mean), float(model.normal.sd))
        if way == "uniform" and model.uniform is not None:
            values = [self._number(one) for one in model.uniform]
            self._rising(values, "the lower end stands first")
            return Between((0.0, 1.0), values)
        return self._quantiles(model.quantiles or {})

    def _quantiles(self, said: Mapping[Placed, Node]) -> Distribution:
        told = [self._percent(name) for name in said]
        shares = [share for share in told if share is not None]
        values = [self._number(one) for one in said.values()]
        self._rising(values, "a higher share has a higher value")
        if len(shares) < len(told):
            return usual(self._attribute)
        if [shares[:1], shares[-1:]] != [[0.0], [1.0]] or shares != sorted(set(shares)):
            message = "`quantiles` should begin with `0 %`, end with `100 %`, and rise"
            self._problems.add("P103", message, _span(said) or self._span)
            return usual(self._attribute)
        return Between(shares, values)

    def _percent(self, name: Placed) -> float | None:
        found = _PERCENT.fullmatch(name)
        if found is None or float(found[1]) > 100:
            message = f"{in_backticks(name)} is no share of all"
            self._problems.add("P103", message, name.span, "write `50 %`")
            return None
        return float(found[1]) / 100

    def _number(self, node: Node) -> float:
        """A value in the attribute's unit; no number where it is none, which is reported."""
        found = value_of(self._attribute, node, None, None)
        if isinstance(found, Decimal):
            return float(found)
        span = node.span if isinstance(node, Placed) else self._span
        if isinstance(found, Problem):
            self._problems.add(found.code, found.message, span, found.hint)
        else:
            message = f"a single value is needed, not {in_backticks(str(node))}"
            self._problems.add("P402", message, span)
        return math.nan

    def _rising(self, values: Sequence[float], hint: str) -> None:
        if any(low > high for low, high in pairwise(values)):
            name = in_backticks(self._attribute.name)
            self._problems.add("P119", f"the values of {name} do not rise", self._span, hint)


def _words(
    shares: Mapping[Placed, Decimal], allowed: Sequence[str], what: str, problems: Problems
) -> Distribution:
    """One of a closed set of words, by their numbers in it, in the order of the file."""
    found = list[int]()
    for name in shares:
        if name not in allowed:
            hint = suggestion(name, allowed) or choices(allowed)
            problems.add("P111", f"{what} cannot be {in_backticks(name)}", name.span, hint)
        found.append(list(allowed).index(name) if name in allowed else 0)
    return Among(np.array(found), [float(one) for one in shares.values()])


def _span(names: Iterable[Placed]) -> Span | None:
    return next((name.span for name in names), None)
