"""How long proofs take: one invariant in a library of 3,000 options, and all that is shipped.

Beside each figure stands a baseline: reading the same program in the engine for one patient, or
the search that decides the same claims on 2,000 patients each. Nothing here passes or fails.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bench_library import write_library  # type: ignore[import-not-found]

from pathway.authoring.search import Claim, RandomSearch
from pathway.authoring.verify import SolverDecider
from pathway.authoring.verify.encoded import Encoded
from pathway.authoring.verify.properties import Property, properties
from pathway.authoring.verify.proving import prove
from pathway.engine import open_library
from pathway.ground.vocabulary import BOOLEAN
from pathway.language.syntax import Name
from pathway.patients.at_date import resolve
from pathway.patients.model import Patient
from pathway.program import CompiledProgram
from pathway.walk import walk

AS_OF = date(2026, 11, 20)
OPTIONS = 3000


def main() -> None:
    """Print baseline, figure and ratio for each question."""
    os.environ["PATHWAY_NO_CACHE"] = "1"
    print(f"{'':58}{'baseline':>12}{'figure':>12}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "large"
        write_library(folder, OPTIONS, pathways=2)
        _large(next(iter(_programs(folder))))
    _shipped()


def _large(program: CompiledProgram) -> None:
    resolved = resolve(Patient("nobody"), program, AS_OF)
    walked = _seconds(lambda: walk(program, resolved))
    encoded = Encoded.of(program, AS_OF)
    encoding = _seconds(lambda: [encoded.meaning(d.name) for d in program.definitions])
    encoded.take_asked()
    _report(f"encoding {len(program.therapies)} options / one walk", walked, encoding)
    rule = next(r for t in program.therapies.values() for r in t.rules)
    therapy = rule.id.partition(".")[0]
    claim = _claim(program, therapy, rule.id)
    searched = _seconds(lambda: RandomSearch().decide(claim))
    proved = _seconds(lambda: SolverDecider().decide(claim))
    _report("one contraindication for all patients / the search", searched, proved)


def _claim(program: CompiledProgram, therapy: str, rule: str) -> Claim:
    """That a therapy is recommended to nobody for whom its rule holds."""
    return Claim(
        program,
        AS_OF,
        Patient("anybody"),
        Name(f"option.{therapy}.recommended", type=BOOLEAN),
        constraints=(Name(f"rule.{rule}", type=BOOLEAN),),
    )


def _shipped() -> None:
    for program in _programs(None):
        found = list(properties(program, AS_OF))
        cases = sum(len(one.cases) for one in found)
        taken = _seconds(partial(_prove_all, found))
        _report(f"{program.id}: {len(found)} properties, {cases} cases", None, taken)


def _prove_all(found: Sequence[Property]) -> None:
    for one in found:
        prove(one, AS_OF)


def _programs(folder: Path | None) -> list[CompiledProgram]:
    library = open_library(folder)
    return [library.program(id_) for id_ in library.pathways]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _report(what: str, baseline: float | None, figure: float) -> None:
    left = f"{baseline * 1000:>9.1f} ms" if baseline is not None else " " * 12
    ratio = f"{figure / baseline:>8.2f}" if baseline else ""
    print(f"{what:58}{left}{figure * 1000:>9.1f} ms{ratio}")


if __name__ == "__main__":
    main()
