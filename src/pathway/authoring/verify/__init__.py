"""Questions about every possible patient, decided by a solver; only this part knows z3.

    encoded = Encoded.of(program, as_of)             # cached: one encoding for each program
    encoded.truth("option.nsaid.recommended")        # Truth(yes, no): two bits, neither is unknown
    encoded.condition(expr)                          # the same for any condition
    encoded.text("option.nsaid.verdict").values      # a bit for each text it may be
    encoded.solve(constraint, …, seconds=10)         # Patient | Undecided | None (nobody)

A constraint is a bit: `truth.yes`, `truth.no`, `truth.unknown`, joined with `every`, `some` and
`none` of `bits`. Two programs that share one patient are encoded over the same variables:

    old, new = Encoded.pair(old_program, new_program, as_of)
    old.solve(old.truth("eligible").yes, new.truth("eligible").no)

Every model is made a patient and replayed by the reference engine on all programs that share
the variables; where that gives other values, ReplayError is raised, for then a proof of ours
would be worth nothing. `NotEncodable` names a construct, with its place, that cannot be said to
the solver. The claims of `pathway.authoring.search` are decided by `SolverDecider`.
"""

from pathway.authoring.verify.decider import Proved, SolverDecider
from pathway.authoring.verify.encoded import Encoded, NotEncodable, ReplayError, Undecided
from pathway.authoring.verify.formulas import Bit, every, none, some
from pathway.authoring.verify.values import Truth

__all__ = [
    "Bit",
    "Encoded",
    "NotEncodable",
    "Proved",
    "ReplayError",
    "SolverDecider",
    "Truth",
    "Undecided",
    "every",
    "none",
    "some",
]
