"""`pathway cohort run`: every row of a table through a pathway, part by part.

A part is one file. It is written whole or not at all, so that a run that was stopped goes on with
the next one; what is written already is left as it is where nothing that it rests on has changed.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np

from pathway.cohort.files import (
    Marks,
    UnreadableError,
    columns_in,
    id_marks,
    parts_of,
    repeated_ids,
    rows_in,
)
from pathway.cohort.processes import pool, sensible
from pathway.cohort.table import wrong_columns
from pathway.cohort.work import Asked, Counts, Worker
from pathway.frozen import frozen
from pathway.ground.problems import Problem, UsageError

__all__ = ["Asked", "Progress", "Ran", "run"]

#: What is told while it runs: rows done, rows in all where that is known, seconds so far.
Progress = Callable[[int, int | None, float], None]

#: Of whom nothing is said although all was read: there is nobody to advise on.
NOBODY: Final[Mapping[str, str]] = {
    "P425": "the patient has died: left out",
    "P426": "the record was replaced by another one: left out",
}


@frozen(slots=False)
class Ran:
    """What a run came to; `faults` by column and reason, `unread` parts with what is wrong.

    `kept` are parts whose answers were written before, `appeared` such as were not there when the
    run began.
    """

    patients: int = 0
    left_out: int = 0
    parts: int = 0
    kept: int = 0
    faults: Mapping[tuple[str, str], int] = field(default_factory=dict)
    unread: tuple[Problem, ...] = ()
    appeared: tuple[Path, ...] = ()
    seconds: float = 0

    @property
    def is_whole(self) -> bool:
        """Whether every cell of every part could be read."""
        unreadable = [reason for _, reason in self.faults if reason not in NOBODY.values()]
        return not (unreadable or self.unread or self.appeared)

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        named = [{"column": c, "reason": r, "cells": n} for (c, r), n in self.faults.items()]
        return {
            "patients": self.patients,
            "left_out": self.left_out,
            "parts": self.parts,
            "kept": self.kept,
            "faults": named,
            "unread": [problem.message for problem in self.unread],
            "appeared": [str(part) for part in self.appeared],
        }


def run(asked: Asked, progress: Progress | None = None) -> Ran:
    """Evaluate all parts; raises UsageError where the table cannot be begun with.

    A part that cannot be read is told, and the others are finished.
    """
    began, parts = time.monotonic(), parts_of(asked.source)
    readable, repeated, unread = _readable(parts, asked)
    if asked.is_folder:
        asked.target.mkdir(parents=True, exist_ok=True)
    digests = {part: _digest(asked, part, repeated) for part in readable if asked.is_folder}
    todo = {
        part: names
        for part, names in readable.items()
        if not asked.is_folder or not _is_written(asked.answers_to(part), digests[part])
    }
    total = _rows(todo)

    def told(done: int) -> None:
        if progress is not None:
            progress(done, total, time.monotonic() - began)

    counts = dict[Path, Counts]()
    for part, found in _evaluated(asked, todo, repeated, told):
        if not isinstance(found, Counts):
            unread += found
            continue
        counts[part] = found
        if asked.is_folder:
            _note(asked.answers_to(part)).write_text(json.dumps({"digest": digests[part]}))
    # In the order of the parts, whichever was ready first.
    whole = sum((counts[part] for part in todo if part in counts), Counts())
    return Ran(
        whole.patients,
        whole.left_out,
        len(parts),
        len(readable) - len(todo),
        whole.faults,
        tuple(sorted(unread, key=lambda problem: problem.message)),
        tuple(one for one in _parts_now(asked.source) if one not in parts),
        time.monotonic() - began,
    )


# -- private -------------------------------------------------------------------------------

#: A part, with what its answers came to or what is wrong with it.
_Part: TypeAlias = "tuple[Path, Counts | tuple[Problem, ...]]"


def _evaluated(
    asked: Asked,
    todo: Mapping[Path, Sequence[str]],
    repeated: frozenset[str],
    told: Callable[[int], None],
) -> Iterator[_Part]:
    """Each part once it is written; `told` is how many rows are done in all."""
    processes = asked.processes or sensible([part.stat().st_size for part in todo])
    if processes == 1:
        yield from _one_by_one(Worker(asked, repeated), todo, told)
        return
    with pool(asked, repeated, processes) as several:
        if len(todo) > 1:
            done = 0
            for part, found in several.parts(todo):
                done += found.patients if isinstance(found, Counts) else 0
                told(done)
                yield part, found
            return
        for part, names in todo.items():
            worker = Worker(asked, repeated)
            yield part, _caught(partial(worker.part, part, names, told, several.batches))


def _one_by_one(
    worker: Worker, todo: Mapping[Path, Sequence[str]], told: Callable[[int], None]
) -> Iterator[_Part]:
    done = 0
    for part, names in todo.items():
        found = _caught(partial(worker.part, part, names, partial(_with, told, done)))
        done += found.patients if isinstance(found, Counts) else 0
        yield part, found


def _with(told: Callable[[int], None], before: int, rows: int) -> None:
    told(before + rows)


def _caught(evaluate: Callable[[], Counts]) -> Counts | tuple[Problem, ...]:
    try:
        return evaluate()
    except UnreadableError as error:
        return tuple(error.problems)


def _parts_now(source: Path) -> Sequence[Path]:
    return parts_of(source) if source.is_dir() else ()


def _readable(
    parts: Sequence[Path], asked: Asked
) -> tuple[dict[Path, list[str]], frozenset[str], list[Problem]]:
    """The parts that can be opened with their columns, ids that stand twice, what is damaged.

    Raises UsageError for wrong columns.
    """
    found, marks = dict[Path, list[str]](), dict[Path, Marks]()
    unread, wrong = list[Problem](), list[Problem]()
    for part in parts:
        try:
            names = columns_in(part)
            told = wrong_columns(names, asked.program, asked.others)
            marks[part] = id_marks(part) if not told else np.zeros(0, np.int64)
        except UnreadableError as error:
            unread += error.problems
            continue
        found[part] = names
        wrong += [one for one in told if one not in wrong]
    if wrong or (unread and not found):
        raise UsageError(wrong or unread)
    return found, repeated_ids(marks), unread


def _rows(parts: Mapping[Path, Sequence[str]]) -> int | None:
    counts = [rows_in(part) for part in parts]
    return None if None in counts else sum(count or 0 for count in counts)


_FORM: Final = "pathway-cohort/2"


def _digest(asked: Asked, part: Path, repeated: frozenset[str]) -> str:
    """What the answers to a part rest on: its bytes, the pathway, the day, ids that stand twice."""
    told = hashlib.sha256()
    how = (asked.as_of.isoformat(), asked.strict, asked.questions)
    about = (_FORM, asked.program.id, asked.program.digest, *how, *sorted(repeated))
    told.update(json.dumps(about).encode())
    with part.open("rb") as file:
        while block := file.read(1 << 20):
            told.update(block)
    return told.hexdigest()


def _note(target: Path) -> Path:
    return target.with_name(f".{target.name}.json")


def _is_written(target: Path, digest: str) -> bool:
    try:
        found = json.loads(_note(target).read_text())
    except (OSError, ValueError):
        return False
    return target.is_file() and isinstance(found, dict) and found.get("digest") == digest
