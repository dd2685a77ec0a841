"""Whether two answers about one attribute are told apart: one patient, and nothing else differs."""

from __future__ import annotations

from collections.abc import Mapping

from pathway.authoring.verify.encoded import Encoded, Undecided
from pathway.authoring.verify.formulas import Bit, both, every, opposite, some
from pathway.authoring.verify.values import alike, exactly_known
from pathway.guards import applying
from pathway.patients.model import Patient


def told_apart(
    encoded: Encoded, name: str, told: Mapping[str, Bit], seconds: float
) -> Patient | Undecided | None:
    """A patient for whom one of these definitions hangs on the answer; None if there is none.

    Each counts only where its bit holds. Both answers were replayed.
    """
    other = encoded.with_another(name)
    encoded.partners = (encoded, other)
    try:
        read = [one for one in told if name in encoded.program.reads[one]]
        differ = some(
            both(told[one], opposite(alike(encoded.meaning(one), other.meaning(one))))
            for one in read
        )
        asked = every((_is_answered(encoded, name), _is_answered(other, name)))
        return encoded.solve(_applies(encoded, name), asked, differ, seconds=seconds, likely=True)
    finally:
        encoded.partners = (encoded,)


# -- private -------------------------------------------------------------------------------


def _is_answered(encoded: Encoded, name: str) -> Bit:
    """That there is an answer, and not only what is assumed."""
    record = encoded.anybody.record(name)
    return both(exactly_known(record.value), opposite(record.assumed))


def _applies(encoded: Encoded, name: str) -> Bit:
    """That it is not known that nobody has to ask."""
    guard = applying(encoded.program.guards).get(name)
    return True if guard is None else opposite(encoded.condition(guard).no)
