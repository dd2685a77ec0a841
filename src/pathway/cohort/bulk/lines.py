"""The lines of an export, in DuckDB: what each is, whose it is, and what could not be read.

Only what a reader of `pathway.fhir` looks at is kept. DuckDB writes to disk what does not fit into
memory.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb
import orjson

from pathway.cohort.bulk import sql
from pathway.cohort.bulk.silent import Silence
from pathway.fhir.elements import Json, items
from pathway.fhir.resource import unversioned
from pathway.fhir.resource_types import RESOURCE_TYPES
from pathway.fhir.wholeness import (
    ALLERGIES,
    LISTS,
    MEDICINES,
    PROBLEMS,
    RESULTS,
    TOUCHED,
    TREATMENTS,
    Sign,
    of_outcome,
    of_resource,
    sign_of_kind,
)
from pathway.ground.problems import Problem, UsageError, in_backticks

ENDINGS: Final = (".ndjson", ".ndjson.gz")
#: How much DuckDB holds in memory before it writes to disk.
MEMORY: Final = "1GB"


def files_of(folder: Path) -> tuple[Path, ...]:
    """The NDJSON files of a folder, in the order of their names; none where it is no export."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(one for one in folder.iterdir() if one.name.endswith(ENDINGS)))


class Export:
    """The lines of an export that may matter, with what is wrong with the others.

    `faults` counts by file and reason what could not be read or is nobody's; `signs` say what may
    be missing from everybody's record for that reason.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.faults: dict[tuple[str, str], int] = {}
        self.signs: list[Sign] = []
        #: How many patients there are.
        self.people = 0
        self._connection = connection
        self._kinds = set[str]()
        self._names = list[str]()
        connection.execute(sql.TABLES)

    def read(self, files: Iterable[Path], silence: Silence, complete: Collection[str]) -> None:
        """Read all files; `complete` are the lists that the site says are complete.

        Raises UsageError where there is no patient in them.
        """
        for path in files:
            self._file(path)
        self._people()
        self._nobodys(silence)
        self._missing(complete)
        self._connection.execute(sql.TWICE_OR_CITED)
        concepts = (concept for (concept,) in self._rows(sql.CONCEPTS))
        quiet = [[one] for one in concepts if silence.of_observation(one)]
        if quiet:
            self._connection.executemany("insert into quiet values (?)", quiet)

    def records(self, size: int) -> Iterator[tuple[list[str], list[str]]]:
        """The resources of everybody in order of the ids: whole patients, about so many lines.

        Each is an id and the text of a resource.
        """
        found = self._connection.execute(sql.RECORDS)
        keys, texts = list[str](), list[str]()
        while rows := found.fetchmany(size):
            for key, text in rows:
                if len(texts) >= size and key != keys[-1]:
                    yield keys, texts
                    keys, texts = [], []
                keys.append(key)
                texts.append(text)
        if texts:
            yield keys, texts

    # -- private ---------------------------------------------------------------------------

    def _file(self, path: Path) -> None:
        """The lines of one file; a file that breaks off is not read at all."""
        number, known = len(self._names), sorted(RESOURCE_TYPES - {"Bundle"})
        self._names.append(path.name)
        named = {one for one in path.name.replace("-", ".").split(".") if one in RESOURCE_TYPES}
        given = {"number": number, "path": str(path), "kept": sql.KEPT, "known": known}
        try:
            self._connection.execute(sql.READ, given)
        except duckdb.OutOfMemoryException as error:
            message = f"{in_backticks(path.name)} does not fit into {MEMORY} of memory"
            raise UsageError([Problem("P501", message, hint=_CUT)]) from error
        except duckdb.Error as error:
            reason = str(error).splitlines()[0].replace(str(path), path.name)[:200]
            self._count(path.name, f"the file cannot be read: {reason}")
            self._may_miss(named, f"`{path.name}` cannot be read")
            return
        kinds = {kind for (kind,) in self._rows(sql.KINDS, number)} | named
        self._kinds |= kinds
        [(no_json, no_resource)] = self._rows(sql.DAMAGED, number, list(sql.KEPT))
        for count, what in ((no_json, "no JSON"), (no_resource, "no single resource of FHIR R4")):
            if count:
                self._count(path.name, f"a line that is {what}", count)
                self._may_miss(kinds, f"a line of `{path.name}` is {what}")
        self._connection.execute(sql.WITHOUT_DAMAGED, [number, list(sql.KEPT)])

    def _people(self) -> None:
        for number, count in self._rows(sql.UNNAMED):
            self._count(self._names[number], "a patient without an id", count)
        self._connection.execute(sql.PEOPLE)
        [(self.people,)] = self._rows("select count(*) from person")
        if not self.people:
            message = "there is no patient in the folder"
            hint = "an export has a file `Patient.ndjson`, with one resource a line"
            raise UsageError([Problem("P501", message, hint=hint)])
        pairs = [(key, other) for key, text in self._rows(sql.LINKING) for other in _others(text)]
        for one, other in dict.fromkeys(pairs):
            self._connection.execute(sql.LINK, [one, other])

    def _nobodys(self, silence: Silence) -> None:
        """Resources that do not say whose they are may be anybody's; those of strangers are not."""
        for number, count in self._rows(sql.OF_STRANGERS):
            self._count(self._names[number], "of a patient who is not in the export", count)
        for number, kind, count in self._rows(sql.OF_NOBODY):
            self._count(self._names[number], "it does not name its patient", count)
            self.signs.append(sign_of_kind(kind, _of_nobody(kind, self._names[number])))
        for number, text in self._rows(sql.LOOSE_DEVICES):
            if not silence.of_device(text):
                self._count(self._names[number], "it does not name its patient")
                self.signs.append(sign_of_kind("Device", _of_nobody("Device", self._names[number])))
        for number, kind, text in self._rows(sql.TELLING):
            self.signs += _told(kind, orjson.loads(text), self._names[number])

    def _missing(self, complete: Collection[str]) -> None:
        """A list that the site calls complete needs a file that could hold its entries."""
        for name in sorted(complete & _HOLD.keys()):
            if self._kinds.isdisjoint(_HOLD[name]):
                text = f"no file of the export has {' or '.join(_HOLD[name])}"
                self._count(name, f"not complete, as the site says: {text}")
                self.signs.append(Sign(frozenset({name}), text))

    def _may_miss(self, kinds: set[str], text: str) -> None:
        """Note that resources of a file may be missing from any record."""
        if len(kinds) != 1 or not kinds <= RESOURCE_TYPES - set(_TELLING):
            self.signs.append(Sign(LISTS, text))
        else:
            self.signs += [sign_of_kind(kind, text) for kind in kinds if kind in TOUCHED]

    def _count(self, name: str, reason: str, count: int = 1) -> None:
        self.faults[name, reason] = self.faults.get((name, reason), 0) + count

    def _rows(self, query: str, *given: object) -> list[Any]:
        return self._connection.execute(query, list(given)).fetchall()


@contextmanager
def opened(spill: Path) -> Iterator[Export]:
    """An export without lines yet; what does not fit into memory is written to `spill`."""
    settings: dict[str, Any] = {
        "memory_limit": MEMORY,
        "temp_directory": str(spill),
        "preserve_insertion_order": False,
    }
    connection = duckdb.connect(":memory:", config=settings)
    try:
        yield Export(connection)
    finally:
        connection.close()


# -- private -------------------------------------------------------------------------------

_CUT: Final = "cut the file into several"
_TELLING: Final = ("Composition", "List", "OperationOutcome")
#: The kinds that hold the entries of a list; without a file of any of them the list is not there.
_HOLD: Final[Mapping[str, tuple[str, ...]]] = {
    PROBLEMS: ("Condition",),
    ALLERGIES: ("AllergyIntolerance",),
    MEDICINES: ("MedicationRequest", "MedicationStatement", "MedicationAdministration"),
    TREATMENTS: ("Procedure",),
    RESULTS: ("Observation",),
}


def _others(text: str) -> Iterator[str]:
    """The ids of the patients to whom a patient is linked."""
    for link in items(orjson.loads(text), "link"):
        other = link.get("other") if isinstance(link, dict) else None
        reference = other.get("reference") if isinstance(other, dict) else None
        if isinstance(reference, str) and not reference.startswith("#"):
            yield unversioned(reference).rpartition("/")[2].rpartition(":")[2]


def _of_nobody(kind: str, file: str) -> str:
    return f"{kind} in {in_backticks(file)} does not name its patient"


def _told(kind: str, json: Json, file: str) -> Iterable[Sign]:
    """What a resource that is nobody's in particular says of what is missing."""
    if kind == "OperationOutcome":
        return of_outcome(json, file)
    return of_resource(kind, json, f"{kind} in {in_backticks(file)}")
