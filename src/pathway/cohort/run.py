"""`pathway cohort run`: every row of a table through a pathway, part by part.

A part is one file. It is written whole or not at all, so that a run that was stopped goes on with
the next one; what is written already is left as it is where nothing that it rests on has changed.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np

from pathway.cohort.evaluator import CohortEvaluator
from pathway.cohort.files import (
    Marks,
    UnreadableError,
    batches_in,
    columns_in,
    id_marks,
    parts_of,
    repeated_ids,
    rows_in,
    written,
)
from pathway.cohort.table import wrong_columns
from pathway.frozen import frozen
from pathway.ground.problems import Problem, UsageError
from pathway.program import CompiledProgram

#: What is told while it runs: rows done, rows in all where that is known, seconds so far.
Progress = Callable[[int, int | None, float], None]


@frozen
class Asked:
    """What a run is to do: rows of `source` by a program at a date.

    `others` are the therapies of other pathways, whose columns are left aside.
    """

    source: Path
    target: Path
    program: CompiledProgram
    as_of: date
    strict: bool = False
    others: tuple[str, ...] = ()

    @property
    def is_folder(self) -> bool:
        """Whether there are several parts, each with a file of answers of its own."""
        return self.source.is_dir()


@frozen(slots=False)
class Ran:
    """What a run came to; `faults` by column and reason, `unread` parts with what is wrong."""

    patients: int = 0
    left_out: int = 0
    parts: int = 0
    kept: int = 0
    faults: dict[tuple[str, str], int] = field(default_factory=dict)
    unread: tuple[Problem, ...] = ()
    seconds: float = 0

    @property
    def is_whole(self) -> bool:
        """Whether every cell of every part could be read."""
        return not (self.faults or self.unread)

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
        }


def run(asked: Asked, progress: Progress | None = None) -> Ran:
    """Evaluate all parts; raises UsageError where the table cannot be begun with.

    A part that cannot be read is told, and the others are finished.
    """
    began, parts = time.monotonic(), parts_of(asked.source)
    readable, repeated, unread = _readable(parts, asked)
    if asked.is_folder:
        asked.target.mkdir(parents=True, exist_ok=True)
    total = _rows(readable)
    done = _Done()
    for part, names in readable.items():
        target = asked.target / part.name if asked.is_folder else asked.target
        digest = _digest(asked, part, repeated) if asked.is_folder else ""
        if asked.is_folder and _is_written(target, digest):
            done.kept += 1
            continue
        try:
            _one_part(asked, part, names, target, repeated, done, progress, total, began)
        except UnreadableError as error:
            unread += error.problems
            continue
        if asked.is_folder:
            _note(target).write_text(json.dumps({"digest": digest}))
    return Ran(
        done.patients,
        done.left_out,
        len(parts),
        done.kept,
        done.faults,
        tuple(unread),
        time.monotonic() - began,
    )


# -- private -------------------------------------------------------------------------------


class _Done:
    """What has been done so far."""

    def __init__(self) -> None:
        self.patients = self.left_out = self.kept = 0
        self.faults: dict[tuple[str, str], int] = {}
        self._evaluators: dict[tuple[str, ...], CohortEvaluator] = {}

    def add(self, patients: int, left_out: int, faults: Mapping[tuple[str, str], int]) -> None:
        self.patients += patients
        self.left_out += left_out
        for key, count in faults.items():
            self.faults[key] = self.faults.get(key, 0) + count

    def evaluator(
        self, asked: Asked, names: Sequence[str], repeated: frozenset[str]
    ) -> CohortEvaluator:
        """The one for these columns, with what it remembers of other parts."""
        key = tuple(names)
        if key not in self._evaluators:
            self._evaluators[key] = CohortEvaluator(
                asked.program, names, asked.as_of, strict=asked.strict, repeated=repeated
            )
        return self._evaluators[key]


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


def _one_part(
    asked: Asked,
    part: Path,
    names: Sequence[str],
    target: Path,
    repeated: frozenset[str],
    done: _Done,
    progress: Progress | None,
    total: int | None,
    began: float,
) -> None:
    evaluator = done.evaluator(asked, names, repeated)
    here = _Done()
    with written(target, evaluator.schema) as writer:
        for rows in batches_in(part):
            found = evaluator.evaluate(rows)
            writer.write_batch(found.answers)
            here.add(found.patients, found.left_out, found.faults)
            if progress is not None:
                progress(done.patients + here.patients, total, time.monotonic() - began)
    done.add(here.patients, here.left_out, here.faults)


def _rows(parts: Mapping[Path, Sequence[str]]) -> int | None:
    counts = [rows_in(part) for part in parts]
    return None if None in counts else sum(count or 0 for count in counts)


_FORM: Final = "pathway-cohort/2"


def _digest(asked: Asked, part: Path, repeated: frozenset[str]) -> str:
    """What the answers to a part rest on: its bytes, the pathway, the day, ids that stand twice."""
    told = hashlib.sha256()
    about = (_FORM, asked.program.digest, asked.as_of.isoformat(), asked.strict, *sorted(repeated))
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
