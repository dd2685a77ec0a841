"""The allergies of a patient as every page and screen names them, whatever the pathway reads.

Whoever prescribes has to see each of them, also one to something that no therapy is made of.
"""

from __future__ import annotations

from collections.abc import Mapping

from pathway.advice.words import said
from pathway.frozen import frozen
from pathway.ground.vocabulary import RecordList, Vocabulary
from pathway.patients.at_date import Fact
from pathway.patients.model import Allergy, Patient


@frozen
class Allergies:
    """The list as recorded, what else was answered with yes, and whether there may be others.

    `attributes` are titles; `complete` says that the list is declared complete, `reconciled` when;
    `open` that not everything that is asked for is known; `denied` what no was recorded of.
    """

    listed: tuple[Allergy, ...] = ()
    attributes: tuple[str, ...] = ()
    complete: bool = False
    reconciled: str = ""
    open: bool = True
    denied: bool = False
    #: `attributes` in the words for a patient.
    plain_attributes: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """Every allergy by its name."""
        return (*map(str, self.listed), *self.attributes)

    @property
    def plainly(self) -> tuple[str, ...]:
        """As `named`, in the words for a patient."""
        return (*map(str, self.listed), *self.plain_attributes)

    @property
    def words(self) -> str:
        """All of it in one line: the allergies, that none is known, or that nobody knows."""
        if self.named:
            rest = "; others not known" if self.open else ""
            return f"[!] ALLERGIES: {', '.join(self.named)}{rest}"
        if self.complete and not self.open:
            return f"Allergies: none known (list{self.reconciled})"
        if self.denied and not self.open:
            return "Allergies: none of those asked about; the list is not recorded"
        return "Allergies: not recorded"


def allergies_of(patient: Patient, facts: Mapping[str, Fact], vocabulary: Vocabulary) -> Allergies:
    """The allergies of a patient, by the list and by what was answered."""
    asked = [
        attribute
        for name, attribute in vocabulary.attributes.items()
        if attribute.absent is RecordList.ALLERGIES and name in facts
    ]
    told = [one for one in asked if facts[one.name].value is True]
    more = [one for one in told if not _is_listed(patient, one.name)]
    complete = RecordList.ALLERGIES in patient.complete
    return Allergies(
        patient.allergies,
        tuple(one.title for one in more),
        complete,
        f" of {said(patient.reconciled)}" if patient.reconciled is not None else "",
        any(facts[one.name].value is None for one in asked) or not (asked or complete),
        bool(asked) and all(facts[one.name].recorded for one in asked),
        tuple(one.plainly or one.title for one in more),
    )


# -- private -------------------------------------------------------------------------------


def _is_listed(patient: Patient, name: str) -> bool:
    """Whether an entry of the list says it, which is then named by its own name."""
    return any(entry.listed and entry.value is True for entry in patient.entries.get(name, ()))
