"""`pathway cohort run --engine spark`: its options, what it needs, and the run itself."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from pathway.cli.diagnostics import refuse
from pathway.cli.heads import need

if TYPE_CHECKING:
    from pathway.cohort.run import Ran


class Engine(StrEnum):
    """What runs a cohort: processes of this machine, or Spark."""

    HERE = "here"
    SPARK = "spark"


EngineOption: TypeAlias = Annotated[
    Engine, typer.Option("--engine", help="What runs it: processes here, or Spark.")
]
MasterOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--master",
        metavar="URL",
        help="Which Spark, such as local[2] or yarn; else as spark-submit is set.",
    ),
]


def check_engine(
    engine: Engine, master: str | None, processes: int | None, *, questions: bool
) -> None:
    """Only Spark has a master, and it has processes of its own; raises UsageError."""
    if engine is Engine.SPARK and questions:
        raise refuse("`--questions` is for this machine", hint="leave it out for Spark")
    if engine is Engine.SPARK and processes is not None:
        raise refuse("`--processes` is for this machine", hint="say --master 'local[2]', or so")
    if engine is Engine.HERE and master is not None:
        raise refuse(
            "`--master` says which Spark, and none is asked for", hint="add --engine spark"
        )


def on_spark(
    source: str,
    target: str,
    library: Path | None,
    pathway: str,
    as_of: date,
    master: str | None,
    *,
    strict: bool,
) -> Ran:
    """Run it on Spark; raises UsageError where Spark or Java is missing."""
    need("pyspark", "`pathway cohort run --engine spark`", "spark")
    need("pandas", "`pathway cohort run --engine spark`", "spark")
    from pathway.cohort.spark.run import Asked, run
    from pathway.cohort.spark.session import session

    with session(master) as spark:
        return run(Asked(source, target, library, pathway, as_of, strict), spark)
