"""How a treatment went, as far as a site says which of its codes mean that.

Records have no common codes for it. Why a medicine was stopped, or what a procedure led to, is
an outcome only where every reason that is given has a code that the site's settings name.
"""

from __future__ import annotations

from pathway.fhir.elements import Doubt, codes_of, items
from pathway.fhir.reading import Reading
from pathway.fhir.resource import Resource
from pathway.patients.model import Outcome


def outcome_of(reading: Reading, resource: Resource, element: str) -> Outcome | Doubt | None:
    """The outcome that an element of a resource tells, why it tells none, or nothing."""
    concepts = items(resource.json, element)
    if not concepts:
        return None
    said: set[str] = set()
    for concept in concepts:
        codes = codes_of(concept)
        meant = {reading.rules.outcomes.get(key) for key in codes.keys}
        if codes.flawed or None in meant:
            named = codes.named or "what stands there"
            return Doubt("P449", element, f"{named} is no outcome that the site's settings name")
        said |= {outcome for outcome in meant if outcome is not None}
    if len(said) != 1:
        return Doubt("P449", element, "it tells different outcomes")
    return Outcome(said.pop())
