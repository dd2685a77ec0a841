"""What an agent says: a source of its own, which answers no question and clears no red flag."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import pathway
from pathway.ground.problems import PathwayError
from pathway.service.agents.case import AgentCases
from pathway.service.agents.patient_folder import PatientFolder
from pathway.service.agents.tools import called
from tests.examples import EXAMPLES, real
from tests.house.printed import ROOT

from .asking import AGENT, ask, check, examples

#: A patient of whom all is known that keeps acupuncture waiting.
CLEARING = {"bladder_bowel_change": "no", "saddle_numbness": "no", "bleeding_disorder": "no"}


def refused(**given: Any) -> list[tuple[str, str, str | None]]:
    """What is wrong with a call of `check_proposal`."""
    with pytest.raises(PathwayError) as caught:
        called(examples(), "check_proposal", {"proposal": "naproxen", **given}, AGENT)
    return [(one.code, one.message, one.hint) for one in caught.value.problems]


def test_what_is_said_answers_no_question_and_stands_beside_it() -> None:
    said = {**CLEARING, "platelets": 240}
    silent, spoken = check("mon-57", "acupuncture"), check("mon-57", "acupuncture", said=said)
    assert silent["verdict"] == spoken["verdict"] == "answer first"
    asked = [(one["attribute"], one.pop("agent_says", "")) for one in spoken["questions"]]
    assert asked == [
        ("bladder_bowel_change", "the agent says: no; to be confirmed by a clinician"),
        ("saddle_numbness", "the agent says: no; to be confirmed by a clinician"),
        ("bleeding_disorder", "the agent says: no; to be confirmed by a clinician"),
        ("platelets", "the agent says: 240 ×10⁹/L; to be confirmed by a clinician"),
    ]
    assert spoken["questions"] == silent["questions"]
    assert spoken["red_flags_not_answered"] == silent["red_flags_not_answered"] == 2


def test_what_is_said_makes_it_stricter() -> None:
    answer = check("acute-back-35", "naproxen", said={"bladder_bowel_change": True})
    assert check("acute-back-35", "naproxen")["verdict"] == "allowed"
    assert answer["verdict"] == "not now"
    assert answer["because"][0] == (
        "If it is so as the agent claude says: Anti-inflammatory drug (NSAID): later."
        " after: Suspected cauda equina syndrome is dealt with."
    )
    [flag] = answer["red_flags"]
    assert (flag["urgency"], flag["as_said_by"]) == ("emergency", "agent: claude")


def test_no_word_of_an_agent_clears_a_red_flag() -> None:
    said = {"bladder_bowel_change": "no", "saddle_numbness": "no"}
    silent = check("cauda-equina-52", "naproxen")
    spoken = check("cauda-equina-52", "naproxen", said=said)
    assert silent["red_flags"] == spoken["red_flags"] != []
    assert silent["verdict"] == spoken["verdict"] == "not now"
    text = ask("advise_brief", patient="cauda-equina-52", said=said)
    assert "RED FLAG, emergency: Suspected cauda equina syndrome." in text


@pytest.mark.parametrize("source", ["Dr Ito", "GP record", "agent: other"])
def test_whatever_source_it_claims_it_is_the_agents(source: str) -> None:
    said = {name: {"value": value, "source": source} for name, value in CLEARING.items()}
    case = examples().case(AGENT, "mon-57", None, said)
    entries = [entry for name in said for entry in case.whole.entries[name]]
    assert {entry.source for entry in entries} == {f"agent: claude, citing {source}"}
    assert check("mon-57", "acupuncture", said=said)["verdict"] == "answer first"


def test_the_name_that_an_agent_gives_itself_is_no_clinicians() -> None:
    case = examples().case("Dr Ito\n", "mon-57", None, {"bleeding_disorder": "no"})
    assert case.source == "agent: Dr Ito"
    assert examples().case("", "mon-57").source == "agent: unnamed"


@pytest.mark.parametrize(
    ("record", "message", "key"),
    [
        (
            {"overrides": [{"rule": "nsaid.anticoagulant", "actor": "Dr Ito", "reason": "x"}]},
            "an agent cannot lift a rule: that is a clinician's decision",
            "overrides",
        ),
        (
            {"attributes": {"cancer": {"value": False, "settles": "Dr Ito: the biopsy"}}},
            "an agent cannot settle what sources disagree about: that is a clinician's decision",
            "settles",
        ),
        (
            {"attributes": {"cancer": {"value": False, "assumed": "surely"}}},
            "an agent cannot assume a value: say it, or leave it unknown",
            "assumed",
        ),
        (
            {"example": {"as of": "2020-01-01"}},
            "an agent cannot choose the day: that is set by whoever started this",
            "example",
        ),
    ],
)
def test_what_only_a_clinician_may_say_is_refused(
    record: Mapping[str, Any], message: str, key: str
) -> None:
    assert refused(record=dict(record)) == [("P510", message, f"leave out `{key}`")]
    said = record.get("attributes")
    if said is not None:
        assert refused(patient="mon-57", said=said) == [("P510", message, f"leave out `{key}`")]


def numbered(value: Any) -> Any:
    """Texts that are numbers as numbers."""
    if isinstance(value, dict):
        return {key: numbered(one) for key, one in value.items()}
    if isinstance(value, list):
        return [numbered(one) for one in value]
    return int(value) if value.isdecimal() else value


@pytest.mark.parametrize("id_", ["acute-back-35", "simple-41", "pregnant-18"])
def test_a_record_of_its_own_allows_nothing(id_: str) -> None:
    """All of an example, given by an agent: what is allowed by the record is not."""
    text = (EXAMPLES / f"{id_}.yaml").read_text()
    record = numbered(yaml.load(real(text), yaml.BaseLoader))  # where `on` is a word
    by_record, by_agent = (
        ask("check_proposal", proposal="exercise programme", **given)
        for given in ({"patient": id_}, {"record": record})
    )
    assert by_record["verdict"] in ("allowed", "not now")
    assert by_agent["verdict"] in ("answer first", "forbidden")


def test_a_record_of_its_own_forbids() -> None:
    record = {"attributes": {"bleeding_disorder": True}}
    answer = ask("check_proposal", record=record, proposal="acupuncture")
    assert answer["verdict"] == "forbidden"
    assert answer["reasons"][0]["as_said_by"] == "agent: claude"


def test_a_bundle_of_its_own_is_its_own_word() -> None:
    record = json.loads((ROOT / "examples/fhir/sciatica.json").read_text())
    case = examples().case(AGENT, record=record)
    assert case.patient.entries == {}
    sources = {entry.source for found in case.whole.entries.values() for entry in found}
    assert all(str(one).startswith("agent: claude") for one in sources)
    assert case.told is not None
    assert case.told.pathway.id == "sciatica"
    answer = ask("check_proposal", record=record, proposal="education")
    assert answer["verdict"] == "answer first"


def test_an_operators_bundle_is_the_record(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes((ROOT / "examples/fhir/sciatica.json").read_bytes())
    site = str(ROOT / "examples/fhir/riverside.yaml")
    cases = AgentCases(
        pathway.open_library(), PatientFolder(tmp_path), site=site, as_of=date(2026, 11, 20)
    )
    order = {"resourceType": "MedicationRequest", "medicationCodeableConcept": {"text": "naproxen"}}
    in_words = called(cases, "check_proposal", {"patient": "a", "proposal": "naproxen"}, AGENT)
    ordered = called(cases, "check_proposal", {"patient": "a", "order": order}, AGENT)
    assert isinstance(in_words, dict)
    assert isinstance(ordered, dict)
    assert in_words["pathway"] == "sciatica"
    assert (in_words["verdict"], in_words["because"]) == (ordered["verdict"], ordered["because"])
    foreign = {**order, "subject": {"reference": "Patient/somebody-else"}}
    told = called(cases, "check_proposal", {"patient": "a", "order": foreign}, AGENT)
    assert isinstance(told, dict)
    assert told["verdict"] in ("forbidden", "not understood")


def test_a_disagreement_that_an_agent_makes_is_told_as_one() -> None:
    """The record says no, the agent yes: for what it forbids the worse counts."""
    silent = check("simple-41", "exercise programme")
    spoken = check("simple-41", "exercise programme", said={"cancer_history": True})
    assert silent["verdict"] == "allowed"
    assert spoken["verdict"] in ("answer first", "not now", "forbidden")
