"""No group of few patients can be worked out of what is told."""

from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest
import z3

from pathway.cohort.report import CohortReport, told
from pathway.cohort.suppression import OTHERS, Group, laid_together
from pathway.cohort.tally import TABLES, Tally, Worked

Groups = Mapping[Group, int]
VERDICTS = ("pending", "later", "avoid", "tried")
ACTIONS = ("stop", "wait", "ask first")


def test_small_groups_come_together_where_they_have_most_in_common() -> None:
    groups: Groups = {("a", "x"): 100, ("a", "y"): 3, ("a", "z"): 4, ("b", "x"): 50, ("c", "x"): 9}
    assert laid_together(groups, 5) == {
        ("a", "x"): 100,
        ("a", OTHERS): 7,
        ("b", "x"): 50,
        ("c", "x"): 9,
    }


def test_what_is_too_few_goes_up_and_takes_some_of_the_largest_along() -> None:
    groups: Groups = {("a", "x"): 100, ("a", "y"): 1, ("b", "x"): 50, ("c", "x"): 2}
    assert laid_together(groups, 5) == {("a", "x"): 95, ("b", "x"): 50, (OTHERS, OTHERS): 8}


def test_what_is_as_large_as_may_be_goes_up_too() -> None:
    """Of two groups that are 8 together and below 5 each, each would be 4."""
    groups: Groups = {("a", "x"): 100, ("a", "y"): 4, ("a", "z"): 4, ("b", "x"): 50}
    assert laid_together(groups, 5) == {("a", "x"): 100, ("b", "x"): 50, (OTHERS, OTHERS): 8}


def test_what_cannot_lend_is_not_told_itself() -> None:
    assert laid_together({("a",): 6, ("b",): 1}, 5) == {(OTHERS,): 7}
    assert laid_together({("a",): 2}, 5) == {(OTHERS,): 2}
    assert laid_together({}, 5) == {}


def test_one_patient_is_enough_where_that_is_asked_for() -> None:
    groups: Groups = {("a", "x"): 1, ("b", "y"): 2}
    assert laid_together(groups, 1) == groups


def test_nobody_is_lost_and_no_number_is_too_high() -> None:
    for seed in range(300):
        rng = Random(seed)
        groups, fewest = _groups(rng), rng.randint(1, 8)
        found = laid_together(groups, fewest)
        assert sum(found.values()) == sum(groups.values())
        told_of_all = len(found) == 1
        assert all(n >= fewest for n in found.values()) or told_of_all
        for group, count in found.items():
            told_of = [at for at, part in enumerate(group) if part != OTHERS]
            alike = (n for g, n in groups.items() if all(g[at] == group[at] for at in told_of))
            assert count <= sum(alike)


# -- an attacker who knows how it is done -------------------------------------------------------


def test_no_small_count_can_be_worked_out() -> None:
    assert sum(_attacked(Random(seed)) for seed in range(25)) > 30


@pytest.mark.slow
def test_no_small_count_can_be_worked_out_of_many_reports() -> None:
    assert sum(_attacked(Random(seed)) for seed in range(1000, 1600)) > 700


def test_nor_of_a_report_and_what_moved_since() -> None:
    """The attacker even knows that all of the first are among those of the second."""
    assert sum(_attacked(Random(seed), later=True) for seed in range(12)) > 15


def test_a_weaker_way_would_be_found_out() -> None:
    """The attack is one: counts that are only left out are found by it at once."""
    groups = {("pending", "wait"): 20, ("later", "wait"): 2, ("avoid", "stop"): 9}
    attack = _Attack(fewest=5)
    attack.solver.add(attack.verdict("pending") == 20, attack.verdict("avoid") == 9)
    attack.solver.add(attack.verdict("tried") == 0, z3.Sum(*attack.real.values()) == 31)
    assert not attack.may_differ(attack.verdict("later"), groups["later", "wait"])


class _Attack:
    """What somebody knows who reads a report, and how reports are made.

    Of each group: how large it is (`real`), and how much of it is told with verdict and action
    (`shown`); of each verdict, how much is told without an action (`partly`).
    """

    def __init__(self, fewest: int, solver: z3.Solver | None = None, name: str = "") -> None:
        self.solver, self.fewest = solver or z3.Solver(), fewest
        cells: list[Group] = [(v, a) for v in VERDICTS for a in ACTIONS]
        self.real = {c: z3.Int(f"{name}real {c}") for c in cells}
        self.shown = {c: z3.Int(f"{name}shown {c}") for c in cells}
        self.partly = {v: z3.Int(f"{name}partly {v}") for v in VERDICTS}
        self.lent = {c: z3.Int(f"{name}lent {c}") for c in cells}
        self.lent_of = {v: z3.Int(f"{name}lent of {v}") for v in VERDICTS}
        add = self.solver.add
        for cell in cells:
            real, shown, lent = self.real[cell], self.shown[cell], self.lent[cell]
            add(real >= 0, lent >= 0, z3.If(real < fewest, shown == 0, shown + lent == real))
            add(z3.Or(shown == 0, shown >= fewest), z3.Implies(real < fewest, lent == 0))
        for verdict, partly in self.partly.items():
            cells = [(verdict, a) for a in ACTIONS]
            small = z3.Sum(*map(self._small, cells))
            largest = z3.And(*(z3.Or(self._is(c, 0), self._is(c, fewest - 1)) for c in cells))
            told = z3.And(small >= fewest, z3.Not(largest))
            add(partly + self.lent_of[verdict] == z3.If(told, small, 0))
            add(z3.Or(partly == 0, partly >= fewest), self.lent_of[verdict] >= 0)

    def _is(self, cell: Group, size: int) -> z3.BoolRef:
        """Whether a group is so small, or is none that is left over."""
        real = self.real[cell]
        return z3.Or(real == size, real >= self.fewest)

    def _small(self, cell: Group) -> z3.ArithRef:
        return z3.If(self.real[cell] < self.fewest, self.real[cell], 0)

    def reads(self, report: CohortReport) -> None:
        """Every number of the report."""
        verdicts, actions = report.verdicts["it"], report.actions["it"]
        for one in VERDICTS:
            shown = (self.shown[one, a] for a in ACTIONS)
            self.solver.add(z3.Sum(*shown) + self.partly[one] == verdicts.get(one, 0))
        for one in ACTIONS:
            shown = (self.shown[v, one] for v in VERDICTS)
            self.solver.add(z3.Sum(*shown) == actions.get(one, 0))
        others = verdicts.get(OTHERS, 0)
        self.solver.add(z3.Sum(*self.real.values()) == report.patients)
        self.solver.add(z3.Sum(*self.partly.values()) + others == actions.get(OTHERS, 0))
        told_of = z3.Sum(*self.shown.values(), *self.partly.values())
        self.solver.add(told_of + others == report.patients)
        whole = [z3.And(n > 0, self.shown[c] == 0) for c, n in self.lent.items()]
        whole += [z3.And(n > 0, self.partly[v] == 0) for v, n in self.lent_of.items()]
        none_lent = z3.Sum(*self.lent.values(), *self.lent_of.values()) == 0
        even = others % (2 * (self.fewest - 1)) == 0
        self.solver.add(z3.Or(even, told_of == 0, *whole) if others else none_lent)

    def verdict(self, one: str) -> z3.ArithRef:
        return z3.Sum(*(self.real[one, a] for a in ACTIONS))

    def action(self, one: str) -> z3.ArithRef:
        return z3.Sum(*(self.real[v, one] for v in VERDICTS))

    def may_differ(self, count: Any, real: int) -> bool:
        """Whether a count might be another one for all that is known; it might be what it is."""
        assert self.solver.check(count == real) == z3.sat
        return bool(self.solver.check(count != real) == z3.sat)


def _attacked(rng: Random, *, later: bool = False) -> int:
    """How many small counts were attacked in vain, in one report or in two."""
    groups, fewest = _groups(rng), rng.randint(3, 6)
    attack = _Attack(fewest)
    attack.reads(_report(groups, fewest))
    if later:
        other = _Attack(fewest, attack.solver, "later ")
        joined = Counter({group: rng.randint(0, 20) for group in groups})
        other.reads(_report(groups + joined, fewest))
        attack.solver.add(*(other.real[c] >= one for c, one in attack.real.items()))
    count = 0
    for names, sized in ((VERDICTS, attack.verdict), (ACTIONS, attack.action)):
        at = 0 if names is VERDICTS else 1
        for name in names:
            real = sum(n for group, n in groups.items() if group[at] == name)
            if 0 < real < fewest:
                assert attack.may_differ(sized(name), real), (groups, fewest, name)
                count += 1
    for cell, real in groups.items():
        if 0 < real < fewest:
            assert attack.may_differ(attack.real[cell], real), (groups, fewest, cell)
            count += 1
    return count


def _report(groups: Mapping[Group, int], fewest: int) -> CohortReport:
    whole = {(v, a, "", ""): n for (v, a), n in groups.items()}
    tables = {name: Counter[Group]() for name in TABLES}
    return told(Tally(Worked(), sum(groups.values()), 0, tables, {"it": Counter(whole)}), fewest)


def _groups(rng: Random) -> Counter[Group]:
    return Counter(dict(_some(rng)))


def _some(rng: Random) -> Iterator[tuple[Group, int]]:
    for verdict in VERDICTS:
        for action in ACTIONS:
            if rng.random() < 0.6:
                yield (verdict, action), rng.choice((1, 2, 3, 4, 6, 12, 40))
