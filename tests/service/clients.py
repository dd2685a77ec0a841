"""A small record system of our own, which calls the service as the published text says."""

import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import httpx
import uvicorn

from pathway.engine import Library
from pathway.records import open_served
from pathway.service.advising import Record
from pathway.service.app import create_app
from pathway.service.gathering import gathered
from pathway.service.hook_request import HookRequest
from pathway.service.settings import ClientSettings, Limits, ServiceSettings
from tests.patience import PATIENCE

from .charts import DAY, Resource, hook, person

#: Which kind of resource stands under which key of the prefetch.
KEYS: Mapping[str, str] = {
    "Condition": "conditions",
    "MedicationRequest": "medications",
    "AllergyIntolerance": "allergies",
    "Observation": "results",
    "QuestionnaireResponse": "answers",
}


def settings(public: str, site: Path | None = None, **more: Any) -> ServiceSettings:
    """Open to this computer, on a fixed day."""
    client = ClientSettings("https://ehr.example.org", "Hillside", site=site)
    made: dict[str, Any] = {"public": public, "open": True, "clients": (client,), "as_of": DAY}
    return ServiceSettings(**made | more)


@contextmanager
def serving(library: Library, folder: Path, **more: Any) -> Iterator[httpx.Client]:
    """The service on a port of its own, with records in a folder."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        public = f"http://localhost:{listening.getsockname()[1]}"
        records = open_served(folder / "service.db", key=folder / "service.key")
        app = create_app(library, settings(public, **more), records)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            deadline = time.monotonic() + PATIENCE
            while not server.started and thread.is_alive() and time.monotonic() < deadline:
                time.sleep(0.01)
            with httpx.Client(base_url=public, trust_env=False, timeout=PATIENCE) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


def bundle(kind: str, found: Sequence[Resource]) -> dict[str, Any]:
    """The whole answer to a search."""
    entries = [{"resource": dict(one), "search": {"mode": "match"}} for one in found]
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": len(entries),
        "link": [{"relation": "self", "url": f"{kind}?patient=p1"}],
        "entry": entries,
    }


def prefetch(queries: Mapping[str, str], record: Sequence[Resource]) -> dict[str, Any]:
    """Every key that discovery asks for, each with what is on record of its kind."""
    made: dict[str, Any] = {}
    for key, query in queries.items():
        kind = query.partition("?")[0].partition("/")[0]
        if kind == "Patient":
            made[key] = next((one for one in record if one["resourceType"] == kind), person())
        else:
            made[key] = bundle(kind, [one for one in record if one["resourceType"] == kind])
    return made


def queries(client: httpx.Client, service: str) -> dict[str, str]:
    """What a service asks for, as discovery says."""
    found = client.get("/cds-services").json()["services"]
    asked: dict[str, str] = next(one for one in found if one["id"] == service)["prefetch"]
    return asked


def call(
    client: httpx.Client,
    name: str,
    record: Sequence[Resource],
    drafts: Sequence[Resource] = (),
    **more: Any,
) -> httpx.Response:
    """Call the service of a hook with everything that it asks for."""
    service = f"pathway-{name}"
    asked = hook(name, drafts) | {"prefetch": prefetch(queries(client, service), record)} | more
    return client.post(f"/cds-services/{service}", json=asked)


def gathered_now(
    request: HookRequest, client: ClientSettings, queries: Mapping[str, str]
) -> Record:
    """The record of a request that names no server, of which nothing is waited for."""
    coming = gathered(request, client, queries, Limits(), cast("httpx.AsyncClient", None))
    try:
        coming.send(None)
    except StopIteration as done:
        record: Record = done.value
        return record
    raise AssertionError(request)
