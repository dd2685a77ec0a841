"""Many callers, one writer: whatever waits when the writer is free is written together.

Flushing a disk takes as long for one record as for fifty. So the more callers wait, the more of
them share a transaction, and none waits longer for company than the writer is busy anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Final, Generic, TypeVar

Job = TypeVar("Job")


class ClosedError(Exception):
    """Raised where something is handed in after the end."""


class Grouping(Generic[Job]):
    """A thread that writes what callers hand in, in groups.

    `write` gets a group and returns for each job its result, or the exception to raise there; an
    exception that it raises goes to the whole group.
    """

    def __init__(self, write: Callable[[Sequence[Job]], Sequence[object]]) -> None:
        self._write = write
        self._queue: SimpleQueue[tuple[Job, Future[object]] | None] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._closed = False

    def submit(self, job: Job) -> Future[object]:
        """Hand a job in; the future has its result once it is written."""
        future: Future[object] = Future()
        with self._lock:
            if self._closed:
                raise ClosedError
            if self._thread is None:
                self._thread = Thread(target=self._run, name="records", daemon=True)
                self._thread.start()
            self._queue.put((job, future))
        return future

    def close(self) -> None:
        """Write what was handed in until now, and nothing more."""
        with self._lock:
            self._closed = True
            thread = self._thread
            self._queue.put(None)
        if thread is not None:
            thread.join()

    # -- private ---------------------------------------------------------------------------

    def _run(self) -> None:
        more = True
        while more:
            group: list[tuple[Job, Future[object]]] = []
            found = self._queue.get()
            while found is not None:
                group.append(found)
                if len(group) == _MOST or self._queue.empty():
                    break
                found = self._queue.get()
            more = found is not None
            # Whoever no longer waits (a cancelled request) is left out.
            group = [one for one in group if one[1].set_running_or_notify_cancel()]
            if group:
                self._serve(group)

    def _serve(self, group: Sequence[tuple[Job, Future[object]]]) -> None:
        try:
            results = self._write([job for job, _ in group])
        except BaseException as error:
            results = [error] * len(group)
        for (_, future), result in zip(group, results, strict=True):
            if isinstance(result, BaseException):
                future.set_exception(result)
            else:
                future.set_result(result)


# -- private -------------------------------------------------------------------------------

#: So many jobs share a transaction at most, so that none is ever large.
_MOST: Final = 128
