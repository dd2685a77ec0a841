"""The key of the pseudonyms is made by whoever needs it first; all others get the same one."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pathway.records import open_served
from pathway.records.served_store import ServedRecords


def named(records: ServedRecords, together: threading.Barrier) -> str:
    together.wait()
    return records.pseudonym("Patient/1")


def test_those_who_begin_at_the_same_time_have_one_key(tmp_path: Path) -> None:
    """Those who share new records, as the workers of a service do: nobody is told it is gone."""
    for attempt in range(12):
        path = tmp_path / f"{attempt}.db"
        open_served(path).close()
        several = [open_served(path) for _ in range(4)]
        with ThreadPoolExecutor(len(several)) as threads:
            together = [threading.Barrier(len(several))] * len(several)
            names = set(threads.map(named, several, together))
        for one in several:
            one.close()
        assert len(names) == 1
