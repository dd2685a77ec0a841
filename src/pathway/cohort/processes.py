"""Several processes that evaluate a cohort: whole parts of a folder, or batches of one file.

What comes out does not depend on how many there are. A process that ends before its time (for want
of memory, say) ends the run: what it was at is told, and what is written already stays.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import pyarrow as pa

from pathway.cohort.evaluator import Answered
from pathway.cohort.files import UnreadableError, batches_in
from pathway.cohort.work import Asked, Counts, Worker
from pathway.ground.problems import Problem

#: For so many bytes of tables one more process pays: each needs seconds to begin.
_EACH: Final = 50_000_000
#: So many batches a process are read ahead.
_AHEAD: Final = 2


def sensible(sizes: Sequence[int]) -> int:
    """How many processes to evaluate files of these sizes with."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(usable or 1, sum(sizes) // _EACH))


class Pool:
    """So many processes, each with a worker of its own."""

    def __init__(self, executor: ProcessPoolExecutor, processes: int) -> None:
        self._executor, self._processes = executor, processes

    def parts(
        self, parts: Mapping[Path, Sequence[str]]
    ) -> Iterator[tuple[Path, Counts | tuple[Problem, ...]]]:
        """Each part once it is written, or what is wrong with it; first the first that ends."""
        begun = {
            self._executor.submit(_part, part, tuple(names)): part for part, names in parts.items()
        }
        for future in as_completed(begun):
            part = begun[future]
            try:
                yield part, future.result()
            except UnreadableError as error:
                yield part, tuple(error.problems)
            except BrokenProcessPool:
                yield part, (lost(part),)

    def batches(self, part: Path, names: Sequence[str]) -> Iterator[Answered]:
        """The answers to one part, in the order of its rows; raises UnreadableError."""
        waiting: deque[Future[Answered]] = deque()
        try:
            for rows in batches_in(part):
                waiting.append(self._executor.submit(_rows, tuple(names), rows))
                if len(waiting) > _AHEAD * self._processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise UnreadableError([lost(part)]) from error


@contextmanager
def pool(asked: Asked, repeated: frozenset[str], processes: int) -> Iterator[Pool]:
    """Processes that are there until all is done; what was not begun by then is given up."""
    # What was made for all patients so far is no use to others, and need not be sent.
    sent = replace(asked, program=replace(asked.program))
    executor = ProcessPoolExecutor(
        processes, get_context("spawn"), initializer=_begin, initargs=(sent, repeated)
    )
    try:
        yield Pool(executor, processes)
    finally:
        executor.shutdown(cancel_futures=True)


def lost(part: Path) -> Problem:
    """That a part has no answers, because who was at it is gone."""
    message = f"`{part}` was not finished: a process that worked on it was ended"
    return Problem("P501", message, hint="run it again: what is written already stays")


# -- private: what a worker process does -------------------------------------------------------

_workers: Final[list[Worker]] = []


def _begin(asked: Asked, repeated: frozenset[str]) -> None:
    pa.set_cpu_count(1)
    _workers.append(Worker(asked, repeated))


def _part(part: Path, names: tuple[str, ...]) -> Counts:
    return _workers[0].part(part, names)


def _rows(names: tuple[str, ...], rows: pa.RecordBatch) -> Answered:
    return _workers[0].rows(names, rows)
