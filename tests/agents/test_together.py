"""What a therapy would do to what is taken, and doses and their limits, on a small library."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import pathway
from pathway.service.agents.case import AgentCases
from pathway.service.agents.patient_folder import PatientFolder
from pathway.service.agents.tools import called

FILES = {
    "library.yaml": "title: A clinic\npathways: [leg]\n",
    "sources.yaml": 'sources:\n  who: {cite: "WHO, 2023", type: guideline, year: 2023}\n',
    "vocabulary.yaml": """\
groups:
  person: {title: Person, question: Who is it?}
attributes:
  kidneys: {title: kidney disease, type: yes/no, group: person}
""",
    "therapies/old.yaml": """\
therapy: old
title: Old drug
kind: drug
dose unit: mg
contraindicated:
  - id: with_new
    when: new.ongoing
    because: Together they stop the heart.
    source: [who]
adequate trial: {weeks: 2}
dose:
  - when: kidneys
    most: "50 'mg'"
    text: at most 50 mg a day with kidney disease
    source: [who]
  - most: "100 'mg'"
    text: at most 100 mg a day
    source: [who]
""",
    "therapies/new.yaml": """\
therapy: new
title: New drug
kind: drug
dose unit: mg
adequate trial: {weeks: 2}
""",
    "leg.yaml": """\
pathway: leg
title: Leg
version: "1.0.0"
status: draft
for: "true"
eligible: "true"
limits: Nothing.
start: first
nodes:
  first:
    step: First
    offer: [{therapy: old}, {therapy: new}]
    step up: {when: all closed, to: done}
  done: {end: Done}
""",
}
PATIENT = """\
patient: one
recorded: 2026-11-20
attributes: {kidneys: KIDNEYS}
trials: TRIALS
"""
TAKEN = "[{therapy: old, from: 2026-11-01, ongoing: yes, dose: DOSE}]"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "library" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def check(
    folder: Path, proposal: str, *, kidneys: str = "no", taken: str = ""
) -> Mapping[str, Any]:
    patients = folder / "patients"
    patients.mkdir(exist_ok=True)
    trials = TAKEN.replace("DOSE", taken) if taken else "[]"
    text = PATIENT.replace("TRIALS", trials).replace("KIDNEYS", kidneys)
    (patients / "one.yaml").write_text(text)
    library = pathway.open_library(folder / "library")
    cases = AgentCases(library, PatientFolder(patients), as_of=date(2026, 11, 20))
    answer = called(cases, "check_proposal", {"patient": "one", "proposal": proposal}, "claude")
    assert isinstance(answer, dict)
    return answer


def test_a_therapy_that_rules_out_what_is_taken_is_not_allowed(folder: Path) -> None:
    assert check(folder, "start new")["verdict"] == "allowed"
    answer = check(folder, "start new", taken="50")
    assert (answer["verdict"], answer["because"][0]) == (
        "forbidden",
        "Old drug, which is taken, is ruled out with it: Together they stop the heart.",
    )


@pytest.mark.parametrize(
    ("proposal", "kidneys", "taken", "verdict"),
    [
        ("start old 50 mg twice a day", "no", "", "allowed"),
        ("start old 60 mg twice a day", "no", "", "forbidden"),
        ("start old 60 mg a day", "yes", "", "forbidden"),
        ("start old 50 mg a day", "yes", "", "allowed"),
        ("start old 50 mg", "no", "", "answer first"),
        ("start old", "no", "", "allowed"),
        ("start old 50 mg a day", "no", "50", "not now"),
        ("continue old", "no", "50", "allowed"),
        ("continue old 100 mg a day", "no", "50", "allowed"),
        ("continue old 101 mg a day", "no", "50", "forbidden"),
        ("continue old", "yes", "80", "forbidden"),  # more than may be taken
        ("continue old 50 mg a day", "yes", "80", "allowed"),  # as adjusted
        ("adjust old", "yes", "80", "answer first"),
        ("adjust old 50 mg a day", "yes", "80", "allowed"),
        ("adjust old 60 mg a day", "yes", "80", "forbidden"),
        ("adjust old 60 mg a day", "no", "50", "not now"),
        ("stop old", "no", "50", "not now"),
    ],
)
def test_a_dose_and_its_limit(
    folder: Path, proposal: str, kidneys: str, taken: str, verdict: str
) -> None:
    answer = check(folder, proposal, kidneys=kidneys, taken=taken)
    assert answer["verdict"] == verdict, answer["because"]


def test_a_limit_that_is_not_known_is_not_kept(folder: Path) -> None:
    answer = check(folder, "start old 40 mg a day", kidneys="{unknown: not asked}")
    assert answer["verdict"] == "answer first"
    assert any("the dose was not checked" in text for text in answer["because"])
