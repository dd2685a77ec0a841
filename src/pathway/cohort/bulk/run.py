"""`pathway cohort run` for an export: every patient of a folder of NDJSON through a pathway.

The answers are written once all of them are there, in the order of the patients' ids, so that they
do not depend on how an export was cut into files. Several processes share the patients.
"""

from __future__ import annotations

import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeAlias

from pathway.cohort.bulk.answering import RecordAnswers, RecordQuestion
from pathway.cohort.bulk.lines import Export, files_of, opened
from pathway.cohort.bulk.silent import Silence
from pathway.cohort.evaluator import Answered
from pathway.cohort.files import written
from pathway.cohort.run import Progress, Ran
from pathway.engine import open_library
from pathway.fhir.wholeness import Sign
from pathway.frozen import frozen
from pathway.ground.problems import Problem, UsageError


@frozen
class ExportAsked:
    """What a run is to do: the patients of an export by a pathway of a library, at a date.

    `library` is its folder (None: the shipped one), which every process opens for itself; `site`
    are the settings of the site, `base` the address of its server.
    """

    source: Path
    target: Path
    library: Path | None
    pathway: str
    as_of: date
    today: date
    strict: bool = False
    site: Path | None = None
    base: str | None = None
    processes: int = 1


def run_export(asked: ExportAsked, progress: Progress | None = None) -> Ran:
    """Advise on every patient of an export; raises UsageError where it cannot be begun with.

    Raises OSError where the answers cannot be written.
    """
    began, library, files = time.monotonic(), open_library(asked.library), files_of(asked.source)
    rules = library.record_rules(asked.site)
    faults, patients, left_out = dict[tuple[str, str], int](), 0, 0
    with (
        tempfile.TemporaryDirectory(dir=asked.target.parent, prefix=".cohort-") as spill,
        opened(Path(spill)) as export,
    ):
        export.read(files, Silence(rules, library.vocabulary), rules.complete)
        _add(faults, export.faults)
        here = _begun(asked, tuple(export.signs))
        with written(asked.target, here.schema) as writer:
            for found in _answers(asked, export, here):
                writer.write_batch(found.answers)
                _add(faults, found.faults)
                patients += found.patients
                left_out += found.left_out
                if progress is not None:
                    progress(patients, export.people, time.monotonic() - began)
    seconds = time.monotonic() - began
    return Ran(patients, left_out, len(files), faults=faults, seconds=seconds)


# -- private -------------------------------------------------------------------------------

#: So many lines are read and answered together.
_LINES: Final = 10_000
#: Another process is worth its beginning for so many patients.
_PATIENTS: Final = 4_000

_Faults: TypeAlias = dict[tuple[str, str], int]


def _add(faults: _Faults, more: Mapping[tuple[str, str], int]) -> None:
    for key, count in more.items():
        faults[key] = faults.get(key, 0) + count


def _begun(asked: ExportAsked, signs: tuple[Sign, ...]) -> RecordAnswers:
    library = open_library(asked.library)
    rules = library.record_rules(asked.site)
    question = RecordQuestion(rules, asked.as_of, asked.today, asked.base, signs)
    return RecordAnswers(library, library.program(asked.pathway), question, strict=asked.strict)


def _answers(asked: ExportAsked, export: Export, here: RecordAnswers) -> Iterator[Answered]:
    """The answers to all patients, in order."""
    records = export.records(_LINES)
    processes = min(asked.processes, export.people // _PATIENTS)
    if processes < 2:
        yield from (here.answer(*some) for some in records)
        return
    begin = (asked, tuple(export.signs))
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin_here, begin) as pool:
        try:
            yield from _in_order(pool, records, 2 * processes)
        except BrokenProcessPool as error:
            message = "a process of the run was ended from outside: nothing is written"
            raise UsageError([Problem("P501", message)]) from error


def _in_order(
    pool: ProcessPoolExecutor, records: Iterable[tuple[list[str], list[str]]], most: int
) -> Iterator[Answered]:
    """What comes of the records, never more than so many of them at a time."""
    waiting = deque[Future[Answered]]()
    for keys, texts in records:
        if len(waiting) >= most:
            yield waiting.popleft().result()
        waiting.append(pool.submit(_answered, keys, texts))
    while waiting:
        yield waiting.popleft().result()


#: What a process of the pool works with.
_WORK: Final = list[RecordAnswers]()


def _begin_here(asked: ExportAsked, signs: tuple[Sign, ...]) -> None:
    _WORK[:] = [_begun(asked, signs)]


def _answered(keys: list[str], texts: list[str]) -> Answered:
    return _WORK[0].answer(keys, texts)
