"""One library, many threads and tasks: the same bytes as alone."""

import asyncio
import logging
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Final

import orjson
import pytest

import pathway
from tests.patience import PATIENCE

from .guide import EXAMPLES, ROOT

DAY: Final = date(2026, 11, 20)
SITE: Final = EXAMPLES / "riverside.yaml"
BUNDLE: Final = (EXAMPLES / "sciatica.json").read_bytes()
PATIENTS: Final = sorted((ROOT / "examples/patients").glob("*.yaml"))[:3]
#: More than a machine has processors, and as many as meet in the same moment.
THREADS: Final = 8
#: Guidelines that nobody chose before, so that threads compile for them at once.
CHOSEN: Final = (None, ("who-2023",), ("acp-2017", "nice-ng59"))


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads that take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def advised(library: pathway.Library) -> bytes:
    """The advice on a record and on several files, with guidelines as given and as chosen."""
    patient = library.patient_from_fhir(BUNDLE, site=SITE, as_of=DAY, today=DAY)
    said = [library.advise(patient, as_of=DAY, adopts=adopts) for adopts in CHOSEN]
    for path in PATIENTS:
        read = library.patient_from_file(path, today=DAY)
        said.append(library.advise(read, "sciatica", DAY))
    return b"\n".join(orjson.dumps(advice.to_dict()) for advice in said)


def test_threads_that_share_a_new_library(hurried: None) -> None:
    library = pathway.open_library(ROOT / "pathways")
    start = threading.Barrier(THREADS)

    def work(_: int) -> bytes:
        start.wait(PATIENCE)
        return advised(library)

    with ThreadPoolExecutor(THREADS) as pool:
        told = set(pool.map(work, range(THREADS)))
    assert told == {advised(pathway.open_library(ROOT / "pathways"))}


@pytest.mark.slow
async def test_tasks_that_share_a_library() -> None:
    library = pathway.open_library(ROOT / "pathways")
    told = await asyncio.gather(*(asyncio.to_thread(advised, library) for _ in range(4)))
    assert set(told) == {advised(library)}


@pytest.mark.slow
def test_a_process_of_its_own_gives_the_same_bytes() -> None:
    from tests.cli.processes import pathway as run

    words = ("advise", EXAMPLES / "sciatica.json", "--site", SITE, "--as-of", DAY.isoformat())
    told = [
        run(*words, "--json", environment={"PYTHONHASHSEED": seed, "PATHWAY_NO_CACHE": "1"}).stdout
        for seed in ("1", "2")
    ]
    library = pathway.open_library(ROOT / "pathways")
    patient = library.patient_from_fhir(BUNDLE, site=SITE, as_of=DAY, today=DAY)
    assert orjson.loads(told[0]) == library.advise(patient, as_of=DAY).to_dict()
    assert told[0] == told[1]


@pytest.mark.slow
def test_nothing_is_logged_or_printed(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    library = pathway.open_library(ROOT / "pathways")
    with caplog.at_level(logging.DEBUG):
        advised(library)
        with pytest.raises(pathway.PatientError):
            library.patient({"patient": "p-1047", "attributes": {"agee": 57}})
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")
