"""The examples for other engines say what `pathway cohort run` says, and add up the same faults."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from pathway.cohort.run import Asked, run
from tests.house.printed import ROOT

from .rows import AS_OF
from .test_agreement import shipped
from .test_run import LEG, table

pytestmark = pytest.mark.slow


def rows() -> dict[str, pa.Table]:
    """Cells that cannot be read, rows that contradict themselves, an id in two files."""
    treated = {**LEG, "nsaid.outcome": "no response"}
    first = [
        {"id": f"p{number}", **treated, "history_taken": number % 9 != 0, "egfr": str(40 + number)}
        for number in range(30)
    ]
    first[3]["egfr"] = "seventy"
    second = [{"id": f"q{number}", **treated, "history_taken": True} for number in range(5)]
    second[0]["id"] = "p1"
    return {
        name: table(*({"egfr": None, **row} for row in part))
        for name, part in (("one", first), ("two", [{**row, "egfr": "60"} for row in second]))
    }


@pytest.mark.parametrize(
    "engine",
    ["ray", "daft", pytest.param("spark", marks=pytest.mark.needs("java"))],
)
def test_an_example(tmp_path: Path, engine: str) -> None:
    """Run from a shell, on a library's folder, all columns of all rows."""
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name, part in rows().items():
        parquet.write_table(part, source / f"{name}.parquet")
    program = shipped().program("sciatica")
    others = tuple(shipped().therapies)
    expected = run(Asked(source, tmp_path / "here", program, AS_OF, others=others))
    script = ROOT / f"examples/cohort/with_{engine}.py"
    options = ["--library", str(ROOT / "pathways"), "--as-of", AS_OF.isoformat()]
    done = subprocess.run(
        [sys.executable, str(script), str(source), str(target), *options],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **_QUIET, "PYSPARK_PYTHON": sys.executable},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    faults = [f"{c}: {n} × {reason}" for (c, reason), n in sorted(expected.faults.items())]
    said = [line for line in done.stdout.splitlines() if " × " in line or "patients" in line]
    assert said == [*faults, "35 patients"]
    assert answers(target) == answers(tmp_path / "here")


def answers(folder: Path) -> list[dict[str, object]]:
    """The rows in the order of their ids, without what could not be read."""
    parts = [one for one in folder.glob("*.parquet") if not one.name.startswith((".", "_"))]
    found = [row for part in parts for row in parquet.read_table(part).to_pylist()]
    for row in found:
        row.pop("faults", None)
    return sorted(found, key=lambda row: (str(row["id"]), str(row)))


_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "DO_NOT_TRACK": "true",
    "RAY_raylet_start_wait_time_s": "600",
    "PYSPARK_SUBMIT_ARGS": "--master local[2] --conf spark.ui.enabled=false "
    "--conf spark.driver.bindAddress=127.0.0.1 --conf spark.driver.host=127.0.0.1 "
    "--conf spark.sql.shuffle.partitions=2 pyspark-shell",
}
