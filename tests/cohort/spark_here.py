"""One Spark for all tests of a process, and answers by it."""

import atexit
import os
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from pathway.cohort.spark.run import Asked, run
from pathway.cohort.spark.session import session
from tests.house.printed import ROOT

from .rows import AS_OF


@cache
def spark() -> Any:
    """Two cores of this machine; its workers find the tests, too."""
    os.environ["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "src")))
    there = ExitStack()
    found = there.enter_context(session("local[2]"))
    found.conf.set("spark.sql.shuffle.partitions", "2")
    atexit.register(there.close)
    return found


def answers_by_spark(
    table: pa.Table, pathway: str, library: Path | None = None, *, strict: bool = False
) -> pa.Table:
    """The answers to a table whose ids are all different, in its order; all columns are texts."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.parquet"), Path(folder, "out")
        parquet.write_table(table, source, row_group_size=max(1, table.num_rows // 3))
        asked = Asked(str(source), str(target), library, pathway, AS_OF, strict)
        found = run(asked, spark())
        assert (found.unread, found.patients) == ((), table.num_rows)
        answers = answers_in(target)
    places = pc.index_in(table.column("id").cast(pa.string()), value_set=answers.column("id"))
    return answers.take(places)


def answers_in(folder: Path) -> pa.Table:
    """What stands in a folder of answers, in no order that would be promised."""
    parts = sorted(folder.glob("*.parquet"))
    return pa.concat_tables(parquet.read_table(part) for part in parts)
