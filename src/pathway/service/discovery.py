"""What `GET /cds-services` answers: the services there are, and what they want sent along.

The addresses and keys here stand in the settings of record systems, so they never change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pathway.engine import Library
from pathway.frozen import frozen
from pathway.service.hook_request import ORDER_SELECT, ORDER_SIGN, PATIENT_VIEW
from pathway.service.prefetch import templates
from pathway.service.settings import ServiceSettings


@frozen
class CdsService:
    """One service: its id in addresses, the hook that calls it, and what people read of it."""

    id: str
    hook: str
    title: str
    description: str


SERVICES: Final = (
    CdsService(
        "pathway-patient-view",
        PATIENT_VIEW,
        "Treatment pathways: where a patient stands",
        "Emergencies, the next step with its reasons, and what has to be asked first;"
        " what is unknown is never taken for safe.",
    ),
    CdsService(
        "pathway-order-select",
        ORDER_SELECT,
        "Treatment pathways: an order that was selected",
        "What stands against an order that was just selected, and what has to be asked before it.",
    ),
    CdsService(
        "pathway-order-sign",
        ORDER_SIGN,
        "Treatment pathways: an order before it is signed",
        "Contraindications, exclusions and doses of the orders about to be signed;"
        " where something is unknown, the question to ask first.",
    ),
)
#: The services by id.
BY_ID: Final[Mapping[str, CdsService]] = {one.id: one for one in SERVICES}


def services(
    settings: ServiceSettings, library: Library, wanted: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The answer of discovery; `wanted` is what `prefetch_of` gives where that is known already."""
    prefetch = dict(prefetch_of(settings, library) if wanted is None else wanted)
    return {
        "services": [
            {
                "id": one.id,
                "hook": one.hook,
                "title": one.title,
                "description": f"{one.description} Pathways: {_pathways(settings, library)}.",
                "prefetch": prefetch,
                "usageRequirements": _REQUIREMENTS,
            }
            for one in SERVICES
        ]
    }


def prefetch_of(settings: ServiceSettings, library: Library) -> dict[str, str]:
    """The queries that serve every client there is: discovery does not know who asks."""
    sites = [client.site for client in settings.clients] or [None]
    return templates(library, sites, settings.pathways)


# -- private -------------------------------------------------------------------------------

_REQUIREMENTS: Final = (
    "FHIR R4. Send every key whole, with all its pages, also what has ended; leave out no key in"
    " silence: what is missing is fetched from `fhirServer` with the token in `fhirAuthorization`,"
    " and else counts as unknown. Requests carry a signed token (ES384 or RS384)."
)


def _pathways(settings: ServiceSettings, library: Library) -> str:
    """What the pathways are called that this service follows."""
    return "; ".join(library.program(id_).title for id_ in settings.pathways or library.current)
