"""What would change a verdict: numbers that do as well are told as one run, and no further."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pathway.advice.change import _run_around
from pathway.ground.vocabulary import Value

CANDIDATES: list[Value] = [Decimal(number) for number in range(8)]


@pytest.mark.parametrize(
    ("value", "run"),
    [(0, [0, 1]), (1, [0, 1]), (3, [3, 4, 5]), (5, [3, 4, 5]), (7, [7])],
)
def test_a_number_stands_for_its_own_run_alone(value: int, run: list[int]) -> None:
    fitting: list[Value] = [Decimal(number) for number in (0, 1, 3, 4, 5, 7)]
    assert _run_around(Decimal(value), fitting, CANDIDATES) == [Decimal(number) for number in run]
