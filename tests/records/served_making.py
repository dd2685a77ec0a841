"""Entries of the service to record, and ways to meddle with them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pathway.records import ServiceEntry
from pathway.records.model import canonical


def cards(number: int = 0, *uuids: str, **members: Any) -> ServiceEntry:
    """The answer to one request, with one card unless others are named."""
    shown = [{"uuid": one, "topic": "nsaid"} for one in uuids or (f"card-{number}",)]
    usual: dict[str, Any] = {
        "request": f"answer-{number}",
        "kind": "cards",
        "client": "https://ehr.example",
        "patient": f"{number % 7:064x}",
        "about": "pathway-patient-view",
        "body": canonical({"hook": "patient-view", "cards": shown}),
    }
    return ServiceEntry(**(usual | members))


def feedback(number: int = 0, **members: Any) -> ServiceEntry:
    """What a clinician did with the card of that answer."""
    usual: dict[str, Any] = {
        "request": f"feedback-{number}",
        "kind": "feedback",
        "about": f"card-{number}",
        "body": canonical({"outcome": "accepted"}),
    }
    return cards(number, **(usual | members))


@contextmanager
def meddling(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as somebody sees it who minds neither triggers nor chains."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for table in ("service_record", "service_card"):
            for event in ("update", "delete"):
                connection.execute(f"drop trigger {table}_no_{event}")
        yield connection
