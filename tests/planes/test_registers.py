"""Operations that are made in another form come to the same, and chains share what they can."""

from __future__ import annotations

from collections.abc import Callable
from operator import and_, or_
from random import Random

from pathway.planes.code import ALWAYS, NEVER, Input, Kind
from pathway.planes.registers import Registers

#: Five inputs in all the ways in which they may be together.
NAMES = "abcde"
CASES = 1 << len(NAMES)
EVERY = (1 << CASES) - 1
FILLED = [sum(1 << case for case in range(CASES) if case >> at & 1) for at in range(len(NAMES))]

MEANING: dict[str, Callable[[int, int], int]] = {
    "&": and_,
    "|": or_,
    "& ~": lambda a, b: a & ~b,
}


def planes(registers: Registers, wanted: list[int]) -> list[int]:
    """What the wanted registers come to."""
    inputs, steps, places = registers.ordered(wanted)
    made = [0, EVERY, *(FILLED[NAMES.index(row.reads[0])] for row in inputs)]
    for operation, one, other in steps:
        made.append(MEANING[operation](made[one], made[other]))
    return [made[places[at]] for at in wanted]


def test_random_operations() -> None:
    for seed in range(200):
        rng, registers = Random(seed), Registers()
        made: list[tuple[int, int]] = [(NEVER, 0), (ALWAYS, EVERY)]
        for name, plane in zip(NAMES, FILLED, strict=True):
            made.append((registers.input(Input(Kind.TRUE, (name,))), plane))
        operations: list[tuple[Callable[[int, int], int], Callable[[int, int], int]]] = [
            (registers.both, lambda a, b: a & b),
            (registers.either, lambda a, b: a | b),
            (registers.less, lambda a, b: a & ~b),
        ]
        for _ in range(60):
            (left, one), (right, other) = rng.choice(made), rng.choice(made)
            make, meaning = rng.choice(operations)
            made.append((make(left, right), meaning(one, other)))
        assert planes(registers, [at for at, _ in made]) == [plane for _, plane in made]


def test_a_second_chain_shares_the_first() -> None:
    """First a, then b; and then the same, with c told apart in each case."""
    r = Registers()
    a, b, c = (r.input(Input(Kind.TRUE, (name,))) for name in "abc")
    left = r.less(ALWAYS, a)
    verdict = [a, r.both(left, b), r.less(left, b)]
    action, left = [], ALWAYS
    for row in (a, b):
        with_c = r.both(row, c)
        action.append(r.both(left, with_c))
        left = r.less(left, with_c)
        action.append(r.both(left, row))
        left = r.less(left, row)
    assert left == verdict[-1]
    assert len(r.ordered(verdict)[1]) == 3
    assert len(r.ordered([*verdict, *action])[1]) == 7
