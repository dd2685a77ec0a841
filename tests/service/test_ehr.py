"""A small record system of our own in a real browser: cards of a hook, and feedback on record."""

import functools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from jwt.algorithms import ECAlgorithm

from pathway.engine import Library
from pathway.records import open_served
from pathway.service.settings import ClientSettings
from tests.patience import PATIENCE
from tests.tui.webbing import real_browser

from .charts import BACK_PAIN, NAPROXEN, WARFARIN, draft, drug, person
from .clients import bundle, serving
from .signing import private, public

pytestmark = [pytest.mark.slow, pytest.mark.needs("chromium")]

PAGE = Path(__file__).parent / "ehr"
RECORD = (person(), BACK_PAIN, drug(WARFARIN, "w1", "warfarin"))
DRAFTS = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [{"resource": draft(NAPROXEN, "n", "naproxen")}],
}


class RecordSystem(SimpleHTTPRequestHandler):
    """The page, its key, the draft orders, and the server of the record, under one address."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path.strip("/").split("/")
        if path[0] != "fhir":
            own = {"key.json": _private_key(), "drafts.json": DRAFTS}.get(path[0])
            if own is None:
                super().do_GET()
            else:
                self._json(own)
        elif len(path) == 3:
            self._json(next(one for one in RECORD if one["id"] == path[2]))
        else:
            self._json(bundle(path[1], [one for one in RECORD if one["resourceType"] == path[1]]))

    def _json(self, value: Any) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """No lines on the terminal of whoever runs the tests."""


def _private_key() -> dict[str, Any]:
    return dict(ECAlgorithm.to_jwk(private("ec"), as_dict=True))


@contextmanager
def record_system() -> Iterator[str]:
    handler = functools.partial(RecordSystem, directory=str(PAGE))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}"
        server.shutdown()


def test_cards_are_shown_and_what_is_clicked_is_on_record(library: Library, tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({"keys": [public("ec", kid="ehr")]}))
    with record_system() as ehr:
        client = ClientSettings(
            "https://ehr.example.org", "Our record system", keys=str(keys), origins=(ehr,)
        )
        with (
            serving(library, tmp_path, clients=(client,), open=False) as service,
            real_browser() as made,
        ):
            page = made.new_page()
            page.set_default_timeout(PATIENCE * 1000)
            asked = {"services": str(service.base_url).rstrip("/"), "server": f"{ehr}/fhir"}
            page.goto(f"{ehr}/index.html?{urlencode(asked)}")
            page.click("#open")
            page.get_by_text("2 cards").wait_for()
            page.get_by_role("button", name="Order: stay active, education").click()
            page.get_by_text("200 /cds-services/pathway-patient-view/feedback").wait_for()
            page.click("#sign")
            page.get_by_text("1 cards").wait_for()
            assert page.locator("article.warning h2").inner_text().startswith("Naproxen: ")
            page.get_by_role("button", name="The benefit outweighs the risk here").click()
            page.get_by_text("200 /cds-services/pathway-order-sign/feedback").wait_for()
            with page.expect_navigation():
                page.get_by_role("link", name="The whole advice").click()
            assert "anti-inflammatory drug" in page.locator("main").inner_text()
    with open_served(tmp_path / "service.db", key=tmp_path / "service.key") as records:
        found = [(one.entry.kind, one.body) for one in records.records()]
        assert records.verify().findings == ()
    told = [
        (body["topic"], body["outcome"], [one["code"] for one in body["reasons"]])
        for kind, body in found
        if kind == "feedback"
    ]
    assert told == [
        ("advice", "accepted", []),
        ("order.nsaid", "overridden", ["benefit-outweighs-risk"]),
    ]
