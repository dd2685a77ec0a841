"""How values are drawn: each is the quantile of a rank, and ranks are drawn for many rows at once.

A rank is a number between 0 and 1, each as likely as any other; the higher the rank, the higher the
value. Ranks of several attributes that go together are those of a Gaussian copula: normal numbers
with the correlations that were asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from statistics import NormalDist
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pathway.frozen import frozen

Ranks: TypeAlias = NDArray[np.float64]
#: What has been drawn so far, by attribute; of a choice its number among the choices.
Drawn: TypeAlias = Mapping[str, NDArray[Any]]


class Distribution(Protocol):
    """Something that has a value for each rank."""

    def at(self, ranks: Ranks) -> NDArray[Any]:
        """The values at these ranks."""


class Condition(Protocol):
    """What holds in some rows, by what was drawn before."""

    def holds(self, drawn: Drawn) -> NDArray[np.bool_]:
        """The rows in which it holds."""


@frozen
class Share:
    """Yes for a share of all."""

    share: float

    def at(self, ranks: Ranks) -> NDArray[Any]:
        """Yes at the highest ranks."""
        return ranks >= 1 - self.share


@frozen(eq=False)
class Among:
    """One of a few values, each with its share; the first stand at the lowest ranks."""

    values: NDArray[Any]
    shares: Sequence[float]

    def at(self, ranks: Ranks) -> NDArray[Any]:
        """The value whose part of all ranks this is in."""
        upto = np.cumsum(self.shares)[:-1]
        return self.values[np.searchsorted(upto, ranks, side="right")]


@frozen
class Between:
    """Values in a straight line between those at some shares, the first 0 and the last 1."""

    shares: Sequence[float]
    values: Sequence[float]

    def at(self, ranks: Ranks) -> NDArray[Any]:
        """The value below which such a share lies."""
        return np.interp(ranks, self.shares, self.values)


@frozen
class Normal:
    """Values of a normal distribution."""

    mean: float
    sd: float

    def at(self, ranks: Ranks) -> NDArray[Any]:
        """The mean and so many standard deviations."""
        return self.mean + self.sd * np.interp(ranks, _BELOW, _DEVIATIONS)


@frozen
class Rounded:
    """Numbers as they are recorded: to some decimals, and none that is not possible."""

    of: Distribution
    decimals: int
    lowest: float
    highest: float

    def at(self, ranks: Ranks) -> NDArray[Any]:
        """The nearest number that may be recorded."""
        return np.clip(np.round(self.of.at(ranks), self.decimals), self.lowest, self.highest)


@frozen(eq=False)
class Varied:
    """A distribution, and others where a condition holds: the first of `rows` that does counts."""

    usual: Distribution
    rows: Sequence[tuple[Condition, Distribution]] = ()

    def at(self, ranks: Ranks, drawn: Drawn) -> NDArray[Any]:
        """The values at these ranks, in rows of which so much was drawn before."""
        values = self.usual.at(ranks)
        for condition, other in reversed(self.rows):
            values = np.where(condition.holds(drawn), other.at(ranks), values)
        return values


@frozen(eq=False)
class Copula:
    """Attributes whose ranks go together; `lower` is the Cholesky factor of their correlations."""

    names: Sequence[str]
    lower: NDArray[np.float64]

    def ranks(self, chance: np.random.Generator, count: int) -> Mapping[str, Ranks]:
        """A rank of each attribute for each row."""
        normal = self.lower @ chance.standard_normal((len(self.names), count))
        ranks = np.interp(normal, _DEVIATIONS, _BELOW)
        return dict(zip(self.names, ranks, strict=True))


@frozen(eq=False)
class Trials:
    """Who tried a therapy, and what is then said of it, part by part.

    `ongoing` names a part that is only said of a trial that goes on, `over` one of a trial that
    is over.
    """

    tried: Varied
    parts: Mapping[str, Distribution]
    ongoing: str = ""
    over: str = ""


@frozen(eq=False)
class Plan:
    """What is drawn for a row, attribute by attribute, in an order in which it can be.

    `missing` are the shares of what is not known, `together` those of several attributes at once.
    `days` are the days on which values were recorded. Of `instead` a date stands in some rows, and
    in the others what is counted from it.
    """

    values: Mapping[str, Varied]
    missing: Mapping[str, Varied]
    taken: Varied
    trials: Mapping[str, Trials]
    together: Sequence[tuple[Sequence[str], Varied]] = ()
    lists: Mapping[str, Varied] = field(default_factory=dict)
    days: Mapping[str, Distribution] = field(default_factory=dict)
    instead: Mapping[str, Sequence[str]] = field(default_factory=dict)
    copula: Copula | None = None


# -- private -------------------------------------------------------------------------------

#: The normal distribution, by standard deviations and by the share that lies below.
_DEVIATIONS: Final = np.linspace(-4.5, 4.5, 4097)
_BELOW: Final = np.array([NormalDist().cdf(float(one)) for one in _DEVIATIONS])
