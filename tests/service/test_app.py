"""The service over HTTP: cards, feedback, pages, refusals, and nothing without its record."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from pathway.engine import Library
from pathway.records import open_served
from pathway.views.served import whole

from .charts import BACK_PAIN, NAPROXEN, WARFARIN, condition, draft, drug, hook, person
from .clients import call, prefetch, queries, serving
from .test_patient_view import WITH_FORM, answered

NSAID = draft(NAPROXEN, "n", "naproxen")
ULCER = condition("K25.4", "ulcer")
ANTICOAGULATED = drug(WARFARIN, "w1", "warfarin")


@pytest.fixture
def client(library: Library, tmp_path: Path) -> Iterator[httpx.Client]:
    with serving(library, tmp_path) as made:
        yield made


def summaries(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [f"{one['indicator']}: {one['summary']}" for one in answer.json()["cards"]]


def diagnostics(answer: Any) -> str:
    body = answer.json()
    assert body["resourceType"] == "OperationOutcome"
    said: str = body["issue"][0]["diagnostics"]
    return said


def test_a_patient_is_opened(client: httpx.Client) -> None:
    answer = call(client, "patient-view", [BACK_PAIN])
    asks, does = answer.json()["cards"]
    assert asks["indicator"] == "warning"
    assert re.match(r"Red flags: \d+ of \d+ not answered", asks["summary"])
    assert does["summary"] == "Start stay active, education"
    assert does["source"]["topic"]["code"] == "advice"
    resource = does["suggestions"][0]["actions"][0]["resource"]
    assert resource["code"] == {"text": "stay active, education"}
    assert resource["subject"] == {"reference": "Patient/p1"}
    assert all(len(card["summary"]) < 140 for card in (asks, does))


def test_nothing_is_said_of_somebody_without_a_complaint(client: httpx.Client) -> None:
    assert call(client, "patient-view", []).json() == {"cards": []}


def test_an_order_that_is_contraindicated(client: httpx.Client) -> None:
    answer = call(client, "order-sign", [ULCER], [NSAID])
    (card,) = answer.json()["cards"]
    assert card["indicator"] == "critical"
    assert card["extension"] == {"org.pathway-cds.order": "MedicationRequest/n"}
    (action,) = card["suggestions"][0]["actions"]
    assert (action["type"], action["resourceId"]) == ("delete", "MedicationRequest/n")


def test_the_page_behind_a_card(client: httpx.Client) -> None:
    (card,) = call(client, "order-sign", [ULCER], [NSAID]).json()["cards"]
    link = card["links"][0]["url"]
    page = client.get(link)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "p1" not in page.text
    changed = client.get(link[:-1] + ("A" if link[-1] != "A" else "B"))
    assert (changed.status_code, diagnostics(changed)) == (
        404,
        "this link has ended, or never was one",
    )


def test_a_card_that_was_answered_is_not_shown_again_until_a_fact_changes(
    client: httpx.Client,
) -> None:
    record = [BACK_PAIN, ANTICOAGULATED]
    asks, does = call(client, "patient-view", record).json()["cards"]
    feedback = {
        "card": does["uuid"],
        "outcome": "overridden",
        "overrideReason": {"reason": does["overrideReasons"][0]},
        "outcomeTimestamp": "2026-11-20T10:00:00Z",
    }
    service = "/cds-services/pathway-patient-view/feedback"
    assert client.post(service, json={"feedback": [feedback]}).json() == {}
    assert client.post(service, json={"feedback": [feedback]}).status_code == 200
    again = call(client, "patient-view", record).json()["cards"]
    assert [one["summary"] for one in again] == [asks["summary"]]
    changed = call(client, "patient-view", [*record, condition("K25.4", "ulcer")]).json()["cards"]
    assert len(changed) >= 1


def test_an_emergency_is_shown_again_whatever_was_answered(
    library: Library, tmp_path: Path
) -> None:
    site = tmp_path / "site.yaml"
    site.write_text(json.dumps(WITH_FORM))
    record = [BACK_PAIN, answered(bladder_bowel_change=True)]
    with serving(library, tmp_path, site=site) as client:
        first = call(client, "patient-view", record).json()["cards"][0]
        assert first["source"]["topic"]["code"] == "flag.cauda_equina"
        told = {
            "card": first["uuid"],
            "outcome": "overridden",
            "overrideReasons": [{"reason": first["overrideReasons"][0]}],
            "outcomeTimestamp": "2026-11-20T10:00:00Z",
        }
        service = "/cds-services/pathway-patient-view/feedback"
        assert client.post(service, json={"feedback": [told]}).json() == {}
        again = call(client, "patient-view", record).json()["cards"][0]
    assert again["uuid"] != first["uuid"]
    assert (again["summary"], again["indicator"]) == (first["summary"], "critical")


def test_an_order_that_was_passed_over_is_shown_again_when_it_is_another_one(
    client: httpx.Client,
) -> None:
    (card,) = call(client, "order-sign", [ULCER], [NSAID]).json()["cards"]
    told = {
        "card": card["uuid"],
        "outcome": "overridden",
        "overrideReasons": [{"reason": card["overrideReasons"][0]}],
        "outcomeTimestamp": "2026-11-20T10:00:00Z",
    }
    answer = client.post("/cds-services/pathway-order-sign/feedback", json={"feedback": [told]})
    assert answer.status_code == 200, answer.text
    assert call(client, "order-sign", [ULCER], [NSAID]).json() == {"cards": []}
    other = NSAID | {"id": "other"}
    assert len(call(client, "order-sign", [ULCER], [other]).json()["cards"]) == 1


def test_keys_that_are_missing_are_named(client: httpx.Client) -> None:
    sent = prefetch(queries(client, "pathway-patient-view"), [BACK_PAIN])
    del sent["medications"], sent["allergies"]
    body = hook("patient-view") | {"prefetch": sent}
    answer = client.post("/cds-services/pathway-patient-view", json=body)
    assert (answer.status_code, diagnostics(answer)) == (
        412,
        "not sent, and not to be fetched: allergies, medications",
    )


REFUSED = {
    "no such service": ("/cds-services/other", b"{}", 404, "there is no such service"),
    "no JSON": (
        "/cds-services/pathway-patient-view",
        b"{",
        400,
        "the body is not JSON: line 1, column 2",
    ),
    "no object": (
        "/cds-services/pathway-patient-view",
        b"[]",
        400,
        "the body is not a JSON object",
    ),
    "another hook": (
        "/cds-services/pathway-patient-view",
        b'{"hook": "order-sign"}',
        400,
        "the hook `order-sign` was sent to the service of `patient-view`",
    ),
    "too deep": (
        "/cds-services/pathway-patient-view",
        b"[" * 100 + b"]" * 100,
        400,
        "the JSON is nested deeper than 64 levels",
    ),
    "feedback on no card": (
        "/cds-services/pathway-patient-view/feedback",
        (
            b'{"feedback": [{"card": "c", "outcome": "accepted",'
            b' "acceptedSuggestions": [{"id": "s"}],'
            b' "outcomeTimestamp": "2026-11-20T10:00:00Z"}]}'
        ),
        404,
        "`feedback[0].card`: this service has shown you no such card",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(client: httpx.Client, case: str) -> None:
    path, body, status, message = REFUSED[case]
    answer = client.post(path, content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, diagnostics(answer)) == (status, message)


def test_without_records_there_is_no_card(
    library: Library, tmp_path: Path, client: httpx.Client
) -> None:
    assert client.get("/health").json()["status"] == "well"
    (tmp_path / "service.db").unlink()
    (tmp_path / "service.db").mkdir()
    for answer in (
        call(client, "order-sign", [ULCER], [NSAID]),
        client.get("/health"),
    ):
        assert (answer.status_code, diagnostics(answer)) == (
            503,
            "nothing can be recorded at present, and without a record there is no advice",
        )


def test_every_answer_is_on_record_and_names_nobody(client: httpx.Client, tmp_path: Path) -> None:
    call(client, "patient-view", [person() | {"name": [{"family": "Kowalski"}]}, BACK_PAIN])
    call(client, "order-sign", [ULCER], [NSAID])
    with open_served(tmp_path / "service.db", key=tmp_path / "service.key") as records:
        found = list(records.records())
        assert records.verify().findings == ()
    assert [one.entry.about for one in found] == ["pathway-patient-view", "pathway-order-sign"]
    assert [len(one.body["cards"]) for one in found] == [2, 1]
    judged = [one.body["judged_by"] for one in found]
    assert (judged[0], judged[1]["id"]) == (None, "sciatica")
    assert [one.body["left_out"] for one in found] == [[], []]
    assert found[1].body["pathway"] == ""
    shown = dict(re.findall(r"^(\w+) +(\S.*)$", whole(found[1]), re.MULTILINE))
    assert shown["judged_by"] == f"sciatica {judged[1]['version']}"
    assert not [one for one in found if "Kowalski" in one.entry.body or "p1" in one.entry.body]


def test_counts(client: httpx.Client) -> None:
    (card,) = call(client, "order-sign", [ULCER], [NSAID]).json()["cards"]
    call(client, "order-sign", [BACK_PAIN], [NSAID])
    told = {
        "card": card["uuid"],
        "outcome": "overridden",
        "outcomeTimestamp": "2026-11-20T10:00:00Z",
    }
    for _ in range(2):  # the same feedback counts once
        client.post("/cds-services/pathway-order-sign/feedback", json={"feedback": [told]})
    counts = dict(line.rsplit(" ", 1) for line in client.get("/metrics").text.splitlines())
    rule = "nsaid.active_ulcer_or_bleeding"
    expected = {
        'pathway_requests_total{service="pathway-order-sign",status="200"}': "2.0",
        'pathway_cards_total{fate="shown",indicator="critical",topic="order.nsaid"}': "1.0",
        f'pathway_rules_total{{rule="{rule}",state="fired"}}': "1.0",
        f'pathway_rules_total{{rule="{rule}",state="overridden"}}': "1.0",
        'pathway_rules_total{rule="nsaid.bleeding_disorder",state="pending"}': "1.0",
        'pathway_feedback_total{outcome="overridden"}': "1.0",
    }
    assert {name: counts.get(name) for name in expected} == expected
    assert not [name for name in counts if "p1" in name]
