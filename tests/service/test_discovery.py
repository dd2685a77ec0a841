"""What the service says of itself."""

from dataclasses import replace
from pathlib import Path

from pathway.service.discovery import SERVICES, prefetch_of, services
from pathway.service.prefetch import templates
from pathway.service.settings import ClientSettings, ServiceSettings
from tests.ehr.records import library

SETTINGS = ServiceSettings("https://cds.example.org", pathways=("sciatica",))
REQUIREMENTS = (
    "FHIR R4. Send every key whole, with all its pages, also what has ended; leave out no key in"
    " silence: what is missing is fetched from `fhirServer` with the token in `fhirAuthorization`,"
    " and else counts as unknown. Requests carry a signed token (ES384 or RS384)."
)


def test_three_services_with_ids_that_never_change() -> None:
    prefetch = templates(library(), pathways=["sciatica"])
    title = library().program("sciatica").title
    rest = {"prefetch": prefetch, "usageRequirements": REQUIREMENTS}
    assert services(SETTINGS, library()) == {
        "services": [
            {
                "id": "pathway-patient-view",
                "hook": "patient-view",
                "title": "Treatment pathways: where a patient stands",
                "description": "Emergencies, the next step with its reasons, and what has to be"
                " asked first; what is unknown is never taken for safe."
                f" Pathways: {title}.",
                **rest,
            },
            {
                "id": "pathway-order-select",
                "hook": "order-select",
                "title": "Treatment pathways: an order that was selected",
                "description": "What stands against an order that was just selected, and what has"
                f" to be asked before it. Pathways: {title}.",
                **rest,
            },
            {
                "id": "pathway-order-sign",
                "hook": "order-sign",
                "title": "Treatment pathways: an order before it is signed",
                "description": "Contraindications, exclusions and doses of the orders about to be"
                " signed; where something is unknown, the question to ask first."
                f" Pathways: {title}.",
                **rest,
            },
        ]
    }


def test_what_is_known_already_is_not_worked_out_again() -> None:
    found = services(SETTINGS, library(), {"patient": "Patient/{{context.patientId}}"})
    assert [one["prefetch"] for one in found["services"]] == [
        {"patient": "Patient/{{context.patientId}}"}
    ] * len(SERVICES)


def test_discovery_asks_for_what_any_client_needs(tmp_path: Path) -> None:
    site = tmp_path / "site.yaml"
    site.write_text("site: St Anna\ncomplete: [results]\n")
    clients = (ClientSettings("https://a.example.org"), ClientSettings("https://b.example.org"))
    both = replace(SETTINGS, clients=(clients[0], replace(clients[1], site=site)))
    assert prefetch_of(both, library())["results"] == (
        "Observation?patient={{context.patientId}}&_count=200"
    )
    one = replace(SETTINGS, clients=clients)
    assert prefetch_of(one, library()) == templates(library(), pathways=["sciatica"])
