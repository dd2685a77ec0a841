"""How hard the solver may try, counted in its own steps.

A question is given up after a number of steps and not after a time, so that a proof found on one
machine is found on every other, however busy that is.
"""

from __future__ import annotations

from typing import Any, Final

import z3

#: What is called a second: about as many steps as a common machine takes in one.
STEPS_PER_SECOND: Final = 1_000_000
#: The solver's largest number.
_MOST: Final = 2**32 - 1


def answer(solver: Any, seconds: float) -> Any:  # noqa: ANN401 -- z3 has no types
    """What the solver answers within so long; KeyboardInterrupt where Ctrl+C stopped it."""
    steps = max(int(min(max(seconds, 0.0) * STEPS_PER_SECOND, _MOST)), 1)
    solver.set("rlimit", steps)
    before = _steps()
    found = solver.check()
    if found == z3.unknown and _steps() - before < steps:
        _raise_if_interrupted(solver.reason_unknown())
    return found


def seconds_taken() -> float:
    """How long all questions of this process have taken together."""
    return _steps() / STEPS_PER_SECOND


# -- private -------------------------------------------------------------------------------


def _steps() -> int:
    return int(z3.Solver().statistics().get_key_value("rlimit count"))


def _raise_if_interrupted(reason: str) -> None:
    """The solver catches Ctrl+C itself, and then gives up before its steps are used up."""
    if "cancel" in reason or "interrupt" in reason:
        raise KeyboardInterrupt
