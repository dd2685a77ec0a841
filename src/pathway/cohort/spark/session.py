"""A session of Spark, as its environment says or as it is asked for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pathway.cohort.files import ROWS
from pathway.ground.problems import Problem, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: Spark 4 runs on no older Java.
JAVA: Final = 17


@contextmanager
def session(master: str | None = None) -> Iterator[SparkSession]:
    """A session that is stopped at the end; raises UsageError where there is no usable Java.

    Without a master it is what `spark-submit` is set to, else all cores of this machine. A master
    on this machine tries a task four times, as a cluster does, and talks to nobody outside it.
    """
    need_java()
    with quiet():
        from pyspark import SparkConf, SparkContext
        from pyspark.sql import SparkSession

        # What spark-submit is set to is known once Java runs.
        SparkContext._ensure_initialized()  # noqa: SLF001 -- nothing public reads it
        conf = SparkConf()
        if master is not None:
            conf.setMaster(master)
        where = conf.get("spark.master") or "local[*]"
        if local := _LOCAL.fullmatch(where):
            conf.setMaster(f"local[{local['cores'] or 1},{local['tries'] or _TRIES}]")
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        for name, value in (_HERE if local else {}).items():
            conf.setIfMissing(name, value)
        # Set whatever is asked for, as a shell is thought to be watched.
        conf.set("spark.ui.showConsoleProgress", str(sys.stderr.isatty()).lower())
        conf.setIfMissing("spark.app.name", "pathway cohort run")
        spark = SparkSession.builder.config(conf=conf).getOrCreate()
    prepare(spark)
    try:
        yield spark
    finally:
        spark.stop()


def prepare(spark: SparkSession) -> None:
    """Set what the answers rest on: batches, names, days, and two kinds of rows in one job."""
    for name, value in _SETTINGS.items():
        spark.conf.set(name, value)


@contextmanager
def quiet() -> Iterator[None]:
    """Without the warning that pandas is newer than Spark knows it: nothing goes through pandas."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
        yield


def failures() -> tuple[type[Exception], ...]:
    """What a job that fails raises: some of it Python knows, some is handed on from Java."""
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    return (PySparkException, Py4JJavaError)


def need_java() -> None:
    """Say in one sentence what to install where Java is missing or too old."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home, "bin/java"))) if home else shutil.which("java")
    if java is None:
        missing = f"`JAVA_HOME` is {home}, where there is none" if home else "there is none"
        raise _no_java(f"Spark needs Java {JAVA} or newer, and {missing}")
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = re.search(r'version "(?:1\.)?(\d+)', told.stderr)
    if version is not None and int(version[1]) < JAVA:
        raise _no_java(f"Spark needs Java {JAVA} or newer, and `{java}` is Java {version[1]}")


# -- private -------------------------------------------------------------------------------

_LOCAL: Final = re.compile(r"local(?:\[(?P<cores>\d+|\*)(?:,(?P<tries>\d+))?\])?")
#: How often a task is tried, on a cluster too.
_TRIES: Final = 4
#: On one machine: nothing listens to others, files are their owner's, and errors are told by us.
_HERE: Final[Mapping[str, str]] = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.log.level": "OFF",
    "spark.hadoop.fs.permissions.umask-mode": "077",
}
_SETTINGS: Final[Mapping[str, str]] = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(ROWS),
    "spark.sql.caseSensitive": "true",
    "spark.sql.session.timeZone": "UTC",
    # Answers and tallies are written side by side, and not sorted apart first.
    "spark.sql.maxConcurrentOutputFileWriters": "4",
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
}


def _no_java(message: str) -> UsageError:
    hint = f"on Debian and Ubuntu: sudo apt-get install openjdk-{JAVA}-jre-headless"
    return UsageError([Problem("P506", message, hint=hint)])
