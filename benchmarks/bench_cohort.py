"""How many patients `pathway cohort run` evaluates, against one after another.

The baseline resolves each of a few patients and evaluates all definitions by the planes of one, as
`advise` does before anything is worded. Both sides are processor time of one process. Nothing here
passes or fails.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from datetime import date
from pathlib import Path

from pathway.cohort.files import batches_in, written
from pathway.cohort.run import Asked, run
from pathway.cohort.synth import Mode, made
from pathway.cohort.table import read_batch
from pathway.engine import open_library
from pathway.patients.at_date import resolve
from pathway.walk import quick_walk

AS_OF = date(2026, 11, 20)
ONE_BY_ONE = 500


def main() -> None:
    """Print baseline, figure and ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=400_000)
    count = parser.parse_args().patients
    program = open_library().program("sciatica")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.parquet"), Path(folder, "out.parquet")
        schema, batches = made(program, count, AS_OF, 1, 0.15, Mode.PLAIN)
        with written(source, schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
        first = next(iter(batches_in(source)))
        told = read_batch(first, program, AS_OF)
        patients = [told.patient(row, program) for row in range(ONE_BY_ONE)]
        began = time.process_time()
        for patient in patients:
            quick_walk(program, resolve(patient, program, AS_OF))
        each = (time.process_time() - began) / ONE_BY_ONE
        began = time.process_time()
        run(Asked(source, target, program, AS_OF, processes=1))
        whole = time.process_time() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        alone = _reading_and_writing(source, target)
        size = target.stat().st_size / 1e6
    print(f"{len(schema.names)} columns in, {size:.1f} MB out, at most {memory:.0f} MiB")
    print(f"one after another   {1 / each:12,.0f} patients a second of processor")
    print(f"pyarrow alone       {count / alone:12,.0f}    which reads and writes the same columns")
    print(f"{count:,} at once   {count / whole:12,.0f}    {count / whole * each:.0f} x")


def _reading_and_writing(source: Path, answers: Path) -> float:
    """Processor time that pyarrow needs for the same columns: less is not possible."""
    batches = list(batches_in(answers))
    began = time.process_time()
    for _ in batches_in(source):
        pass
    with written(answers.with_name("copy.parquet"), batches[0].schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return time.process_time() - began


if __name__ == "__main__":
    main()
