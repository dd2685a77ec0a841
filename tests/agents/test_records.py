"""No proposal is answered off the record."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

import pathway
from pathway.ground.problems import RecordsError
from pathway.records import open_served
from pathway.records.served_store import ServedRecords
from pathway.service.agents.case import AgentCases
from pathway.service.agents.patient_folder import PatientFolder
from pathway.service.agents.proposal_records import ProposalRecords
from pathway.service.agents.tools import called
from pathway.views.served import listed
from tests.examples import real_patients

from .asking import AGENT


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ServedRecords]:
    with open_served(tmp_path / "records.db", patience=0.2) as records:
        yield records


@pytest.fixture
def cases(store: ServedRecords) -> AgentCases:
    return AgentCases(
        pathway.open_library(),
        PatientFolder(real_patients()),
        as_of=date(2026, 11, 20),
        records=ProposalRecords(store),
    )


def test_every_answer_on_a_proposal_is_on_record(store: ServedRecords, cases: AgentCases) -> None:
    said = {"bleeding_disorder": True}
    for given in (
        {"patient": "haemophilia-36", "proposal": "start ibuprofen 400 mg a day"},
        {"patient": "mon-57", "proposal": "acupuncture", "said": said},
        {"patient": "mon-57", "proposal": "ibuprofen for Erika Mustermann"},
        {"record": {"patient": "Erika", "attributes": said}, "proposal": "acupuncture"},
    ):
        called(cases, "check_proposal", given, AGENT)
    called(cases, "advise_brief", {"patient": "mon-57"}, AGENT)
    found = list(store.records())
    assert [
        (one.entry.kind, one.entry.client, one.entry.about, one.body["verdict"]) for one in found
    ] == [
        ("proposal", "agent: claude", "check_proposal", verdict)
        for verdict in ("forbidden", "forbidden", "not understood", "forbidden")
    ]
    assert [one.body["therapy"] for one in found] == [
        ["start nsaid"],
        ["start acupuncture"],
        [],
        ["start acupuncture"],
    ]
    assert [one.body["said"] for one in found] == [
        [],
        ["bleeding_disorder"],
        [],
        ["bleeding_disorder"],
    ]
    assert found[0].body["doses"] == {"nsaid": "400"}
    assert found[1].entry.patient == found[2].entry.patient == store.pseudonym("mon-57")
    assert found[3].entry.patient == ""
    assert "source: 'agent: claude'" in found[1].body["snapshot"].replace('"', "'")
    assert not any(name in one.entry.body for one in found for name in ("Erika", "Mustermann"))
    assert store.verify().whole
    assert [line.partition("check_proposal: ")[2] for line in listed(found, width=200).splitlines()]


def test_what_cannot_be_recorded_is_not_answered(
    tmp_path: Path, store: ServedRecords, cases: AgentCases
) -> None:
    with closing(sqlite3.connect(tmp_path / "records.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsError) as refused:
            called(cases, "check_proposal", {"patient": "mon-57", "proposal": "nsaid"}, AGENT)
    last = refused.value.problems[-1]
    assert (last.code, last.message) == (
        "P703",
        "the proposal was not judged: nothing can be recorded now",
    )
    assert list(store.records()) == []
