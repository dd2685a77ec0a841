"""The code of planes: inputs, then straight-line bit operations on numbered registers.

Register 0 holds no case, register 1 all cases; the inputs follow, and then one register for each
operation. The code is data: it can be kept, and run as it stands; a Python function is made of it
only where it is run often.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, partial
from operator import eq, ge, gt, le, lt
from typing import Final

from pathway.frozen import frozen
from pathway.ground.vocabulary import Value
from pathway.language.syntax import Apply, Expr, Literal, Name

#: The register of no case, and that of all cases.
NEVER: Final = 0
ALWAYS: Final = 1


class Kind(StrEnum):
    """What an input says of a case."""

    TRUE = "the attribute is yes"
    FALSE = "the attribute is no, or does not apply"
    IS = "the attribute has this value"
    KNOWN = "the attribute has a value, or does not apply"
    OPEN = "nobody recorded a value of the attribute that counts"
    SILENT = "nothing at all was recorded of the attribute, and it may be assumed"
    HOLDS = "the condition is true"
    FAILS = "the condition is false"


@frozen
class Input:
    """One plane that is filled from what is known of the patient.

    `reads` are the attributes on which it depends. `certain` leaves aside what is only assumed.
    `walked` says that the condition reads definitions, so that the reference evaluates it.
    """

    kind: Kind
    reads: tuple[str, ...]
    value: Value | None = None
    expr: Expr | None = None
    certain: bool = False
    walked: bool = False


@frozen
class Comparison:
    """A condition with the numbers of the inputs that say where it is true, and where false.

    `decide` says at once whether it holds for a number, where it compares one attribute with one.
    """

    row: Input
    holds: int | None
    fails: int | None
    decide: Callable[[Decimal], bool] | None


class Operation(StrEnum):
    """A bit operation of two registers."""

    AND = "&"
    OR = "|"
    LESS = "& ~"


#: An operation with the numbers of its registers.
Step = tuple[str, int, int]


@frozen(slots=False)
class PlaneCode:
    """A program as planes.

    `yes_no` names for each yes/no definition the registers in which it is true and false;
    `choices` for each text definition the register of each of its values.
    """

    inputs: tuple[Input, ...]
    operations: tuple[str, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    yes_no: Mapping[str, tuple[int, int]]
    choices: Mapping[str, Mapping[str, int]]
    _runs: list[int] = field(default_factory=lambda: [0], init=False, repr=False, compare=False)
    _made: list[Callable[..., Sequence[int]]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    @cached_property
    def truths(self) -> Mapping[str, tuple[int | None, int | None]]:
        """The numbers of the inputs that say of an attribute that it is yes, and that it is no."""
        yes, no = (self._of_kind(kind) for kind in (Kind.TRUE, Kind.FALSE))
        return {name: (yes.get(name), no.get(name)) for name in (*yes, *no)}

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """The conditions that are filled in."""
        found: dict[tuple[Expr, bool], dict[Kind, int]] = {}
        for number, row in enumerate(self.inputs):
            if row.expr is not None:
                found.setdefault((row.expr, row.certain), {})[row.kind] = number
        return tuple(
            Comparison(
                self.inputs[min(at.values())],
                at.get(Kind.HOLDS),
                at.get(Kind.FAILS),
                _decide(self.inputs[min(at.values())]),
            )
            for at in found.values()
        )

    @cached_property
    def others(self) -> tuple[int, ...]:
        """The numbers of all other inputs."""
        told = enumerate(self.inputs)
        return tuple(n for n, r in told if r.kind not in _TRUTHS and r.expr is None)

    @cached_property
    def compared(self) -> Mapping[str, tuple[Comparison, ...]]:
        """The conditions that depend on each attribute."""
        found: dict[str, list[Comparison]] = {}
        for one in self.comparisons:
            for name in one.row.reads:
                found.setdefault(name, []).append(one)
        return {name: tuple(them) for name, them in found.items()}

    @cached_property
    def walked(self) -> tuple[Comparison, ...]:
        """The conditions that the reference evaluates."""
        return tuple(one for one in self.comparisons if one.row.walked)

    def _of_kind(self, kind: Kind) -> Mapping[str, int]:
        return {row.reads[0]: n for n, row in enumerate(self.inputs) if row.kind is kind}

    def run(self, filled: Sequence[int], cases: int) -> Sequence[int]:
        """All registers, for inputs that are filled for so many cases.

        Without a function at first: making one costs as much as some fifty patients.
        """
        every = (1 << cases) - 1
        if not self._made:
            self._runs[0] += 1
            if self._runs[0] < _OFTEN:
                return self._step_by_step(filled, every)
            self.prepare()
        return self._made[0](every, filled)

    def prepare(self) -> None:
        """Make the function at once: for whoever runs it often and has time now."""
        if not self._made:
            self._made.append(_function(self))

    def _step_by_step(self, filled: Sequence[int], every: int) -> Sequence[int]:
        registers = [0, every, *filled]
        add = registers.append
        for operation, left, right in zip(self.operations, self.left, self.right, strict=True):
            if operation == "&":
                add(registers[left] & registers[right])
            elif operation == "|":
                add(registers[left] | registers[right])
            else:
                add(registers[left] & ~registers[right])
        return registers


# -- private -------------------------------------------------------------------------------

_DECIDE: Final = {"<": gt, "<=": ge, ">": lt, ">=": le, "=": eq}


def _decide(row: Input) -> Callable[[Decimal], bool] | None:
    """Whether a condition holds for a number; None where it compares anything else."""
    match row.expr:
        case Apply(op, (Name(), Literal(Decimal() as limit))) if op in _DECIDE and not row.walked:
            return partial(_DECIDE[op], limit)  # the limit stands first
    return None


_TRUTHS: Final = (Kind.TRUE, Kind.FALSE)
#: From so many runs on a Python function pays.
_OFTEN: Final = 20
#: The longest function that is made at once: Python needs more than linear time for long ones.
_PORTION: Final = 20_000
#: How many operations stand inside one another at most: Python reads no deeper than a hundred.
_DEEPEST: Final = 12


def _function(code: PlaneCode) -> Callable[[int, Sequence[int]], Sequence[int]]:
    """The operations as Python, in portions; each reads and extends the list of registers."""
    steps = list(zip(code.operations, code.left, code.right, strict=True))
    first, kept = 2 + len(code.inputs), _kept(code)
    portions = [
        _portion(steps[at : at + _PORTION], first + at, kept)
        for at in range(0, len(steps), _PORTION)
    ]

    def run(every: int, filled: Sequence[int]) -> Sequence[int]:
        registers = [0, every, *filled]
        for portion in portions:
            registers += portion(registers)
        return registers

    return run


def _kept(code: PlaneCode) -> set[int]:
    """The registers that somebody looks at, or that are read again, or in another portion."""
    kept = {at for both in code.yes_no.values() for at in both}
    kept |= {at for values in code.choices.values() for at in values.values()}
    first, read = 2 + len(code.inputs), set[int]()
    for number, both in enumerate(zip(code.left, code.right, strict=True)):
        for at in both:
            if at in read or (at - first) // _PORTION != number // _PORTION:
                kept.add(at)
            read.add(at)
    return kept


def _portion(
    steps: Iterable[Step], first: int, kept: Container[int]
) -> Callable[[list[int]], Iterable[int]]:
    """Some operations in a row as one function; text is only made of numbers and operators.

    It is called with the `first` registers there are. What is read once stands where it is read; in
    the list of registers is then nothing.
    """
    lines, made, loaded = list[str](), list[str](), dict[int, str]()
    inside: dict[int, tuple[str, int]] = {}

    def register(number: int) -> tuple[str, int]:
        if number < first:
            loaded[number] = f"r{number}"
        return inside.pop(number, (f"r{number}", 0))

    for at, (operation, left, right) in enumerate(steps, first):
        (one, deep), (other, deeper) = register(left), register(right)
        depth = max(deep, deeper) + 1
        if at in kept or depth > _DEEPEST:
            lines.append(f" r{at}={one}{operation}{other}")
            made.append(f"r{at}")
        else:
            inside[at] = (f"({one}{operation}{other})", depth)
            made.append("0")
    loads = [f" {name}=g[{number}]" for number, name in loaded.items()]
    if len(loaded) > first // 2:  # to take all of them at once is three times as fast
        loads = [f" {','.join(loaded.get(number, '_') for number in range(first))}=g"]
    text = "\n".join(["def portion(g):", *loads, *lines, f" return [{','.join(made)}]"])
    scope: dict[str, Callable[[list[int]], Iterable[int]]] = {}
    exec(compile(text, "<planes>", "exec"), scope)  # noqa: S102 made of numbers and operators alone
    return scope["portion"]
