"""What a run of a cohort is asked to do, and one worker that does a part of it, or some rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path

import pyarrow as pa

from pathway.cohort.evaluator import Answered, CohortEvaluator
from pathway.cohort.files import batches_in, written
from pathway.frozen import frozen
from pathway.program import CompiledProgram


@frozen
class Asked:
    """What a run is to do: rows of `source` by a program at a date.

    `others` are the therapies of other pathways, whose columns are left aside; `processes` is how
    many evaluate, None as many as pay. `questions` says what to ask first, which takes long.
    """

    source: Path
    target: Path
    program: CompiledProgram
    as_of: date
    strict: bool = False
    others: tuple[str, ...] = ()
    processes: int | None = None
    questions: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether there are several parts, each with a file of answers of its own."""
        return self.source.is_dir()

    def answers_to(self, part: Path) -> Path:
        """The file that the answers to a part go to."""
        return self.target / part.name if self.is_folder else self.target


@frozen
class Counts:
    """How many rows were answered, and what of these could not be read, by column and reason."""

    patients: int = 0
    left_out: int = 0
    faults: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def __add__(self, other: Counts) -> Counts:
        faults = dict(self.faults)
        for key, count in other.faults.items():
            faults[key] = faults.get(key, 0) + count
        return Counts(self.patients + other.patients, self.left_out + other.left_out, faults)


class Worker:
    """Evaluates one batch after another, and remembers what earlier ones came to."""

    def __init__(self, asked: Asked, repeated: frozenset[str]) -> None:
        """`repeated` are the ids that stand in more than one row of the whole table."""
        self._asked, self._repeated = asked, repeated
        self._evaluators: dict[tuple[str, ...], CohortEvaluator] = {}

    def evaluator(self, names: Sequence[str]) -> CohortEvaluator:
        """The one for these columns."""
        key, asked = tuple(names), self._asked
        if key not in self._evaluators:
            self._evaluators[key] = CohortEvaluator(
                asked.program,
                key,
                asked.as_of,
                strict=asked.strict,
                repeated=self._repeated,
                questions=asked.questions,
            )
        return self._evaluators[key]

    def rows(self, names: Sequence[str], rows: pa.RecordBatch) -> Answered:
        """The answers to some rows of a part with these columns."""
        return self.evaluator(names).evaluate(rows)

    def part(
        self,
        part: Path,
        names: Sequence[str],
        told: Callable[[int], None] | None = None,
        batches: Callable[[Path, Sequence[str]], Iterable[Answered]] | None = None,
    ) -> Counts:
        """Write the answers to a whole part; `told` is how many rows are done, again and again.

        `batches` evaluates it elsewhere.
        """
        counts = Counts()
        with written(self._asked.answers_to(part), self.evaluator(names).schema) as writer:
            for found in (batches or self._batches)(part, names):
                writer.write_batch(found.answers)
                counts += Counts(found.patients, found.left_out, found.faults)
                if told is not None:
                    told(counts.patients)
        return counts

    # -- private ---------------------------------------------------------------------------

    def _batches(self, part: Path, names: Sequence[str]) -> Iterable[Answered]:
        return (self.rows(names, rows) for rows in batches_in(part))
