"""One question for each list: asked once, answered with yes or no, in the terminal and in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from typer.testing import CliRunner

from pathway.cli.app import commands
from pathway.engine import Library, open_library
from pathway.ground.vocabulary import RecordList
from pathway.tui.asking import OpenQuestion
from pathway.tui.session import Session
from tests.patients.doubtful import AS_OF, FILES
from tests.tui.test_plain import DAY

VOCABULARY: Final = """\
groups:
  person: {title: Person, question: Who is it?}
attributes:
  ulcer: {title: ulcer, type: yes/no, group: person, absent: assume false in problems}
  kidneys: {title: kidney disease, type: yes/no, group: person, absent: assume false in problems}
  liver: {title: liver disease, type: yes/no, group: person, absent: assume false in problems}
  warfarin: {title: warfarin, type: yes/no, group: person, absent: assume false in medicines}
"""
RULES: Final = """\
therapy: drug
title: Drug
kind: drug
contraindicated:
  - {id: one, when: ulcer or kidneys, because: it harms, source: who}
  - {id: two, when: liver or warfarin, because: it harms, source: who}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("lists")
    files = {**FILES, "vocabulary.yaml": VOCABULARY, "therapies/drug.yaml": RULES}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return open_library(folder)


def sitting(library: Library, **attributes: Any) -> Session:
    said = {"patient": "x", "recorded": AS_OF, "attributes": attributes, "trials": []}
    return Session(library, library.patient(said), AS_OF, "leg")


def of_problems(session: Session) -> OpenQuestion:
    return next(one for one in session.questions if one.completes is RecordList.PROBLEMS)


def test_a_list_is_one_question_that_covers_what_is_open(library: Library) -> None:
    asked = sitting(library, kidneys=False).advice.to_dict()["questions"]
    assert [(one["attribute"], one["list"], one["covers"]) for one in asked] == [
        (None, "problems", ["ulcer", "liver"]),
        ("warfarin", None, ["warfarin"]),
    ]
    assert asked[0]["question"] == (
        "Is this all? Problems: none recorded. Asked about: ulcer, liver disease."
    )


def test_what_is_on_the_list_is_named(library: Library) -> None:
    (first, *_) = sitting(library, kidneys=True).advice.questions or ("",)
    assert first == ""  # the drug is contraindicated whatever else there is
    session = sitting(library)
    assert "none recorded" in of_problems(session).text


def test_what_the_patient_does_not_know_is_asked_by_itself(library: Library) -> None:
    session = sitting(library, ulcer={"unknown": "patient does not know"}, kidneys=False)
    assert [question.attribute for question in session.advice.questions] == [
        "ulcer",
        "liver",
        "warfarin",
    ]


def test_yes_declares_the_list_complete(library: Library) -> None:
    session = sitting(library)
    session.is_all(of_problems(session))
    assert session.patient.complete == {RecordList.PROBLEMS}
    assert session.patient.reconciled == AS_OF
    assert [one.attribute for one in session.advice.assumptions] == ["ulcer", "kidneys", "liver"]
    assert session.told[-1].said == "the list of problems is complete"
    assert [question.attribute for question in session.advice.questions] == ["warfarin"]


def test_no_leaves_it_open_and_says_what_waits(library: Library) -> None:
    session = sitting(library)
    session.is_more(of_problems(session))
    assert session.patient.complete == frozenset()
    assert session.advice.options["drug"].verdict == "pending"
    assert session.aside == dict.fromkeys(
        ("ulcer", "kidneys", "liver"), "there is more on the list of problems"
    )


def test_the_list_of_medicines_of_a_shipped_patient_in_words(tmp_path: Path) -> None:
    groups = open_library().vocabulary.groups.values()
    signs = [group.name for group in groups if group.red_flag and "knee" not in group.name]
    said = {
        "patient": "x",
        "recorded": "2026-11-20",
        "attributes": {"age": 50, "leg_pain": "radicular", "symptom_duration": "8 weeks"},
        "none of": signs,
        "trials": [],
    }
    path = tmp_path / "patient.yaml"
    path.write_text(yaml.safe_dump(said), encoding="utf-8")
    told = CliRunner().invoke(
        commands(), ["tui", "--plain", str(path), *DAY], input="n\ny\nquit\nquit\n"
    )
    assert "There is more: the list of problems stays open; see change." in told.stdout
    assert "Told: the list of medicines is complete." in told.stdout
