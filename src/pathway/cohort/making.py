"""`pathway cohort synth`: a made-up table into a file, with what it was made from in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pathway.cohort.distributions import read_distributions
from pathway.cohort.files import ENDINGS, written
from pathway.cohort.synth import Mode, made, made_by
from pathway.frozen import frozen
from pathway.ground.problems import Problem, UsageError, in_backticks
from pathway.program import CompiledProgram


@frozen
class MakingAsked:
    """How many rows, for which program and day, and how their values are chosen."""

    program: CompiledProgram
    count: int
    as_of: date
    seed: int
    missing: float
    boundary: bool = False
    distributions: Path | None = None

    def check(self, target: Path) -> None:
        """Raise UsageError where that cannot be made."""
        if target.suffix not in ENDINGS:
            message = f"{in_backticks(str(target))} is no name for a table"
            raise UsageError([Problem("P510", message, hint="end it in .parquet or .csv")])
        if self.boundary and self.distributions is not None:
            message = "`--boundary` and `--distributions` say two different things"
            raise UsageError([Problem("P510", message, hint="leave one of them out")])


def make(asked: MakingAsked, target: Path) -> str:
    """Write the table; what it is, in words. Raises OSError where it cannot be written."""
    program, told = asked.program, f"{asked.count:,} made-up patients: {target}\n"
    if asked.distributions is None:
        mode = Mode.BOUNDARY if asked.boundary else Mode.PLAIN
        table = made(program, asked.count, asked.as_of, asked.seed, asked.missing, mode)
    else:
        found = read_distributions(asked.distributions, program, asked.missing)
        table = made_by(found.plan, program, asked.count, asked.as_of, asked.seed)
        told += _unsaid(len(found.unsaid), len(found.plan.values))
    schema, batches = table
    with written(target, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return told


# -- private -------------------------------------------------------------------------------


def _unsaid(count: int, of: int) -> str:
    """How many attributes are drawn without the file."""
    if not count:
        return ""
    return f"not in the file, and drawn as without it: {count} of {of} attributes\n"
