"""Whom the record in a bundle may be of, as far as the Patient resources say."""

from __future__ import annotations

from pathway.fhir.bundle import Given, patients_in
from pathway.fhir.person import name_of_person, record_number
from pathway.frozen import frozen


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

    def __str__(self) -> str:
        born = f"born {self.born}" if self.born else ""
        parts = (self.name, born, self.number or self.reference.rpartition("/")[2])
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
