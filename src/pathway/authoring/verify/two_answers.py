"""Whether two answers about one attribute are told apart: one patient, and nothing else differs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pathway.authoring.verify.encoded import Encoded, Undecided
from pathway.authoring.verify.formulas import Bit, both, opposite, some
from pathway.authoring.verify.values import alike, exactly_known
from pathway.guards import applying
from pathway.patients.model import Patient

#: So many definitions are asked about first.
_FEW: Final = 3


def told_apart(
    encoded: Encoded, name: str, told: Mapping[str, Bit], seconds: float
) -> Patient | Undecided | None:
    """A patient for whom one of these definitions hangs on the answer; None if there is none.

    Each counts only where its bit holds. Both answers were replayed.
    """
    other, reads = encoded.with_another(name), encoded.program.reads
    read = sorted((one for one in told if name in reads[one]), key=lambda one: len(reads[one]))
    encoded.partners = (encoded, other)
    try:
        # What hangs on least is said fastest, and is mostly enough.
        for some_ in (read[:_FEW], read) if len(read) > _FEW else (read,):
            differ = some(_differs(encoded, other, one, told[one]) for one in some_)
            found = encoded.solve(
                *_asked(encoded, other, name), differ, seconds=seconds, likely=True
            )
            if isinstance(found, Patient):
                break
        return found
    finally:
        encoded.partners = (encoded,)


# -- private -------------------------------------------------------------------------------


def _differs(encoded: Encoded, other: Encoded, name: str, told: Bit) -> Bit:
    """That a definition comes to something else with the other answer, where it is told."""
    return both(told, opposite(alike(encoded.meaning(name), other.meaning(name))))


def _asked(encoded: Encoded, other: Encoded, name: str) -> tuple[Bit, ...]:
    """That there are two answers, and that somebody has to ask."""
    return (
        _applies(encoded, name),
        _is_answered(encoded, name),
        _is_answered(other, name),
    )


def _is_answered(encoded: Encoded, name: str) -> Bit:
    """That there is an answer, and not only what is assumed."""
    record = encoded.anybody.record(name)
    return both(exactly_known(record.value), opposite(record.assumed))


def _applies(encoded: Encoded, name: str) -> Bit:
    """That it is not known that nobody has to ask."""
    guard = applying(encoded.program.guards).get(name)
    return True if guard is None else opposite(encoded.condition(guard).no)
