"""Folders as Spark reaches them: on this machine, on HDFS, in a bucket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


class Storage:
    """The file system that a path is in, through Hadoop, which knows all that Spark can read."""

    def __init__(self, spark: SparkSession, path: str) -> None:
        context = spark.sparkContext
        # Spark's Python has no public way to its file systems.
        jvm: Any = context._jvm  # noqa: SLF001
        self._jvm = jvm
        self._conf: Any = context._jsc.hadoopConfiguration()  # noqa: SLF001
        self._path = jvm.org.apache.hadoop.fs.Path
        self._fs: Any = self._path(path).getFileSystem(self._conf)

    def exists(self, path: str) -> bool:
        """Whether there is a file or a folder."""
        return bool(self._fs.exists(self._path(path)))

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder."""
        here = self._path(path)
        return bool(self._fs.exists(here) and self._fs.getFileStatus(here).isDirectory())

    def names(self, folder: str) -> list[str]:
        """The names of what stands in a folder, in order."""
        return sorted(one.getPath().getName() for one in self._fs.listStatus(self._path(folder)))

    def first_line(self, path: str) -> str | None:
        """The first line of a text, without a mark of its encoding; None where it is empty."""
        java = self._jvm.java
        text = java.io.InputStreamReader(self._fs.open(self._path(path)), "UTF-8")
        reader = java.io.BufferedReader(text)
        try:
            line: str | None = reader.readLine()
        finally:
            reader.close()
        return None if line is None else line.removeprefix("\ufeff")

    def write(self, path: str, text: str) -> None:
        """Write a small file."""
        stream = self._fs.create(self._path(path), True)  # noqa: FBT003 -- Java: over another one
        try:
            stream.write(bytearray(text.encode()))
        finally:
            stream.close()

    def delete(self, path: str) -> None:
        """Delete a folder with all that is in it, where there is one."""
        self._fs.delete(self._path(path), True)  # noqa: FBT003 -- Java: with what is in it

    def rename(self, old: str, new: str) -> None:
        """Give a folder another name; raises OSError where that fails."""
        if not self._fs.rename(self._path(old), self._path(new)):
            raise OSError(f"`{old}` cannot be renamed to `{new}`")
