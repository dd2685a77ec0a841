"""A PostgreSQL cluster of our own, from the installed package, as a user that is not root."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`; None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    named = shutil.which("pg_ctl")
    if found:
        return found[-1].parent
    return Path(named).resolve().parent if named else None


class Cluster:
    """A running server, which can be stopped hard and started again."""

    def __init__(self, folder: Path, bin_: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._bin = bin_
        self._run("initdb", "-D", self._data, "-U", "keeper", "-A", "trust", "-E", "UTF8", "-N")
        self.start()

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def url(self, port: int | None = None, database: str = "postgres") -> str:
        """The URL of a database, through another port where one is given."""
        return f"postgresql://keeper@127.0.0.1:{port or self.port}/{database}"

    def create(self, database: str) -> str:
        """A new empty database, by its URL."""
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "keeper", database)
        return self.url(database=database)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", self._data, "-w", "-o", options, "-l", log, "start")

    def stop(self) -> None:
        """Stop as a crash does: nobody is asked, and the log is replayed at the next start."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        user = "postgres" if os.getuid() == 0 else None
        done = subprocess.run(
            [self._bin / program, *arguments],
            user=user,
            group=user,
            extra_groups=[] if user else None,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program != "pg_ctl" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            log = self.folder / "log"
            raise RuntimeError(f"{program}: {done.stdout}{log.read_text() if log.exists() else ''}")


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A cluster that is gone afterwards."""
    found = programs()
    if found is None:
        raise FileNotFoundError("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="records-pg-"))
    try:
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        made = Cluster(folder, found)
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
