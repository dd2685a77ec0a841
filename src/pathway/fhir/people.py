"""Whom the record in a bundle may be of, as far as the Patient resources say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pathway.fhir.bundle import Given, patients_in
from pathway.fhir.person import name_of_person, record_number
from pathway.frozen import frozen
from pathway.ground.problems import PatientError, Problems, in_backticks, visible


@frozen
class RecordPerson:
    """One patient of a record by what people tell patients apart; what is not said is empty.

    `reference` (`Patient/7`, or an address) is how `patient_from_fhir` is told that this one is
    meant.
    """

    reference: str
    name: str
    born: str
    number: str

    @property
    def id(self) -> str:
        """The last part of the reference."""
        return self.reference.rpartition("/")[2]

    @property
    def keys(self) -> frozenset[str]:
        """All by which this one may be named."""
        return frozenset(filter(None, (self.reference, self.id, self.number)))

    def __str__(self) -> str:
        born = f"born {self.born}" if self.born else ""
        parts = (self.name, born, self.number or self.id)
        return " · ".join(filter(None, parts))


def people_in(record: Given) -> tuple[RecordPerson, ...]:
    """The patients of a record, once each; none where it cannot be read."""
    return tuple(
        RecordPerson(
            reference,
            name_of_person(one.json),
            born if isinstance(born := one.json.get("birthDate"), str) else "",
            record_number(one.json),
        )
        for reference, one in patients_in(record)
    )


def reference_of(record: Given, named: str, problems: Problems) -> str | None:
    """The patient who is named by id or record number, as `read_record` takes it.

    What names nobody is given back as it is; None, with a problem added, where it names several.
    """
    found = [one.reference for one in people_in(record) if named in one.keys]
    if named in found or not found:
        return named
    if len(found) > 1:
        names = ", ".join(map(in_backticks, found))
        message = f"{in_backticks(named)} names several patients of the record: {names}"
        problems.add("P423", message, hint="name one of these")
        return None
    return found[0]


def with_people(error: PatientError, record: Given) -> PatientError:
    """The error about a record of several people, with a hint that says who they are.

    Only for whoever gave the record: it says names.
    """
    people = people_in(record)
    if len(people) < 2:
        return error
    hint = f"say whose with `--patient`: {'; '.join(_choices(people))}"
    return PatientError(
        [replace(one, hint=hint) if one.code == "P423" else one for one in error.problems]
    )


#: So many people are listed at most.
_LISTED: Final = 20


def _choices(people: tuple[RecordPerson, ...]) -> Iterator[str]:
    """Each with the shortest word that names nobody else."""
    meant = Counter(key for one in people for key in one.keys)
    for one in people[:_LISTED]:
        words = (one.number, one.id, one.reference)
        word = next((key for key in words if key and meant[key] == 1), one.reference)
        born = f"born {one.born}" if one.born else ""
        said = visible(", ".join(filter(None, (one.name, born))))
        yield f"{in_backticks(word)}{f' is {said}' if said else ''}"
    if len(people) > _LISTED:
        yield f"and {len(people) - _LISTED} more"
