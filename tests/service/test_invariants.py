"""Whatever is asked, the answer is as the published texts have it."""

from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

import orjson
import pytest
import yaml

from pathway.engine import Library
from pathway.records import open_served
from pathway.service.desk import Desk
from pathway.service.discovery import prefetch_of
from pathway.service.hook_request import read_request
from pathway.service.metrics import Metrics
from pathway.service.profiles import PROFILES
from pathway.service.settings import ClientSettings, ServiceSettings

from .at_random import SITES, Sent, request, site
from .charts import DAY, sent
from .clients import gathered_now
from .published import RULES, SERVICE, broken


@pytest.fixture
def desk(library: Library, tmp_path: Path) -> Desk:
    (tmp_path / "whole.yaml").write_text(yaml.safe_dump(site(library, "whole")))
    clients = tuple(
        ClientSettings(
            f"https://{name}-{profile}.example.org",
            profile=profile,
            site=tmp_path / "whole.yaml" if name == "whole" else None,
        )
        for name in SITES
        for profile in PROFILES
    )
    told = ServiceSettings("http://localhost:8002", clients=clients, as_of=DAY)
    records = open_served(tmp_path / "service.db", key=tmp_path / "service.key")
    return Desk(library, told, records, Metrics())


def answered(desk: Desk, asked: Sent) -> Mapping[str, Any]:
    """The answer as a client reads it."""
    issuer = f"https://{asked.site}-{asked.profile}.example.org"
    client = desk.settings.by_issuer[issuer]
    queries = prefetch_of(desk.settings, desk.library)
    told = read_request(sent(asked.body(queries)), asked.hook, depth=64)
    record = gathered_now(told, client, queries)
    answer = desk.answer(f"pathway-{asked.hook}", told, record, client, 0.0)
    read: Mapping[str, Any] = orjson.loads(orjson.dumps(answer))
    return read


def faults(desk: Desk, seeds: range) -> dict[int, list[str]]:
    found = {}
    for seed in seeds:
        asked = request(desk.library, Random(seed))
        drafts = [f"{one['resourceType']}/{one['id']}" for one in asked.drafts]
        if wrong := broken(answered(desk, asked), asked.hook, drafts):
            found[seed] = wrong
    return found


def test_answers_are_as_the_published_texts_have_them(desk: Desk) -> None:
    assert faults(desk, range(50)) == {}


@pytest.mark.slow
def test_a_thousand_answers_are_as_the_published_texts_have_them(desk: Desk) -> None:
    assert faults(desk, range(50, 1050)) == {}


def test_requests_at_random_bring_every_kind_of_card(desk: Desk) -> None:
    """The law above would hold of no card as well."""
    seen: set[str] = set()
    for seed in range(60):
        asked = request(desk.library, Random(seed))
        for card in answered(desk, asked)["cards"]:
            seen |= {asked.hook, asked.profile, asked.site, card["indicator"]}
            seen |= {
                action["type"] for one in card.get("suggestions", ()) for action in one["actions"]
            }
            seen |= {"emergency"} & set(
                card["summary"].casefold().replace(":", " ").replace(",", " ").split()
            )
    assert seen == {
        *("patient-view", "order-select", "order-sign", *PROFILES, *SITES),
        *("info", "warning", "critical", "create", "delete", "emergency"),
    }


#: A sound answer, and one that breaks each rule.
CARD: Final[dict[str, Any]] = {
    "uuid": "1",
    "summary": "Stop naproxen",
    "detail": "It harms",
    "indicator": "warning",
    "source": {"label": "Us", "topic": {"code": "t", "system": "s"}},
    "suggestions": [{"label": "Stop", "uuid": "2", "actions": []}],
    "selectionBehavior": "any",
    "links": [{"label": "More", "url": "https://a.example", "type": "absolute"}],
    "overrideReasons": [{"code": "c", "system": "s", "display": "No"}],
}


def with_action(**action: Any) -> dict[str, Any]:
    one = {"type": "delete", "description": "d", "resourceId": "A/1"} | action
    return {"suggestions": [{"label": "Stop", "uuid": "2", "actions": [one]}]}


RECOMMENDED = {"label": "Stop", "actions": [], "isRecommended": True}
BROKEN: Mapping[str, dict[str, Any]] = {
    "summary": {"summary": "x" * 140},
    "indicator": {"indicator": "hard-stop"},
    "source": {"source": {"label": ""}},
    "uuid": {"uuid": "2"},
    "label": {"suggestions": [{"label": "", "uuid": "2", "actions": []}]},
    "type of an action": with_action(type="create", resource={}),
    "link": {"links": [{"label": "More", "url": "a.example", "type": "absolute"}]},
    "cds-resp-1": {
        "selectionBehavior": "at-most-one",
        "suggestions": [{**RECOMMENDED, "uuid": "2"}, {**RECOMMENDED, "uuid": "3"}],
    },
    "cds-resp-2": with_action(resource={"resourceType": "A"}),
    "cds-resp-3": {
        "links": [{"label": "M", "url": "https://a", "type": "absolute", "appContext": "c"}]
    },
    "cds-resp-4": {"overrideReasons": [{"code": "c", "system": "s"}]},
    "cds-resp-5": with_action(description=""),
    "cds-resp-6": {"selectionBehavior": None},
    "cds-resp-7": {
        "suggestions": [
            {"label": "S", "uuid": "2", "actions": [], "actionSelectionBehavior": "some"}
        ]
    },
    "emergencies come first": {"detail": "**EMERGENCY: cauda equina**"},
    "every card has its text": {"detail": ""},
}


@pytest.mark.parametrize("rule", BROKEN)
def test_what_breaks_a_rule_is_found(rule: str) -> None:
    assert broken({"cards": [CARD]}, "patient-view") == []
    (found,) = broken({"cards": [CARD | BROKEN[rule]]}, "patient-view")[:1]
    assert found.startswith(rule)


def test_every_rule_is_tried() -> None:
    assert [name.partition(":")[0] for name in (*RULES, *SERVICE)] == [*BROKEN]


def test_cards_that_are_too_many_are_found() -> None:
    none: dict[str, Any] = {"suggestions": [], "selectionBehavior": None}
    four = [{**CARD, **none, "uuid": f"c{n}"} for n in range(4)]
    assert broken({"cards": four}, "patient-view") == ["cards: 4 cards when a patient is opened"]
    assert broken({"cards": four[:1]}, "order-sign", ["A/1"]) == ["cards: cards about [None]"]
