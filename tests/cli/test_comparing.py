"""compare: one patient under several pathways, and a folder of patients, in this process."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from tests.golden import expect

from .conftest import Run

DAY = ("--as-of", "2026-01-15")

#: A second pathway for the same patients, that goes by another guideline and starts with a drug.
DRUGS = """\
pathway: drugs_first
title: Drugs first
version: "0.2.0"
status: draft
limits: Adults only. Nobody has signed this off.
eligible: age >= adult_age
adopts: [other]
start: drugs
nodes:
  drugs:
    step: Drugs
    offer: [{therapy: pain_relief}]
    step up: {when: all closed, to: specialist}
    resolved: {when: pain = 'none', to: specialist}
  specialist:
    refer: Ask a specialist
"""
OTHER = """\
guideline: other
title: Other guideline
year: 2024
source: other-2024
scope: Adults with pain.
recommendations:
  exercise:
    statement: Do not offer exercise to adults with pain.
    therapies: exercise
    direction: against
    strength: conditional
    population: age >= adult_age
    source: other-2024
"""
YOUNG = """\
patient: young
label: "19 years, severe pain"
recorded: 2026-01-15
attributes: {age: 19, pain: severe, bleeding_disorder: no, fever: no}
trials: []
"""


@pytest.fixture
def two(library: Path, tmp_path: Path) -> Path:
    """The library with a second pathway that says something else, and two patients."""
    folder = tmp_path / "two"
    shutil.copytree(library, folder)
    (folder / "drugs_first.yaml").write_text(DRUGS)
    (folder / "recommendations/other.yaml").write_text(OTHER)
    listed = (folder / "library.yaml").read_text().replace("[pain]", "[pain, drugs_first]")
    (folder / "library.yaml").write_text(listed)
    with (folder / "sources.yaml").open("a") as sources:
        sources.write("  other-2024: {cite: Other 2024, type: guideline, year: 2024}\n")
    (folder / "patients/young.yaml").write_text(YOUNG)
    return folder


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_every_format(run: Run, two: Path, form: str) -> None:
    young = two / "patients/young.yaml"
    result = run("compare", young, "--library", two, *DAY, "--format", form)
    assert (result.stderr, result.exit_code) == ("", 0)
    digest = r'"digest": "[0-9a-f]{64}"'
    expect(f"cli/compare.{form}", re.sub(digest, '"digest": "…"', result.stdout))


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_folder(run: Run, two: Path, form: str) -> None:
    result = run("compare", two / "patients", "--library", two, *DAY, "--format", form)
    assert (result.stderr, result.exit_code) == ("", 0)
    expect(f"cli/compare_folder.{form}", result.stdout)


def test_json_is_format_json(run: Run, two: Path) -> None:
    for patient in (two / "patients", two / "patients/young.yaml"):
        asked = ("compare", patient, "--library", two, *DAY)
        assert run(*asked, "--json").stdout == run(*asked, "--format", "json").stdout


def test_only_the_pathways_asked_for_in_that_order(run: Run, two: Path) -> None:
    young = two / "patients/young.yaml"
    asked = ("compare", young, "drugs_first", "pain", "drugs_first", "--library", two, *DAY)
    answer = json.loads(run(*asked, "--json").stdout)
    assert [one["id"] for one in answer["pathways"]] == ["drugs_first", "pain"]
    alone = json.loads(run("compare", young, "pain", "--library", two, *DAY, "--json").stdout)
    marks = {id_: row["mark"] for id_, row in alone["marks"].items()}
    assert marks == {"exercise": "guidelines disagree", "pain_relief": "only one speaks of it"}


def test_every_verdict_is_that_of_advise(run: Run, two: Path) -> None:
    young = two / "patients/young.yaml"
    answer = json.loads(run("compare", young, "--library", two, *DAY, "--json").stdout)
    for id_ in ("pain", "drugs_first"):
        asked = ("advise", young, "--pathway", id_, "--library", two, *DAY, "--json")
        options = json.loads(run(*asked).stdout)["options"]
        assert options
        for therapy, option in options.items():
            said = answer["therapies"][therapy][id_]
            told = {key: option[key] for key in ("verdict", "action", "strength", "certainty")}
            assert {key: said[key] for key in told} == told


def test_an_unknown_pathway(run: Run, two: Path, example: str) -> None:
    for patient in (example, two / "patients"):
        result = run("compare", patient, "pian", "--library", two, *DAY)
        assert result.exit_code == 2
        assert result.stderr == "P502 unknown pathway `pian`\n  help: did you mean `pain`?\n"


def test_a_folder_without_patients(run: Run, two: Path) -> None:
    (two / "nobody").mkdir()
    result = run("compare", two / "nobody", "--library", two, *DAY)
    assert result.exit_code == 2
    assert result.stderr == f"P510 there is no patient file in `{two / 'nobody'}`\n"


def test_the_faults_of_all_patients_come_at_once(run: Run, two: Path) -> None:
    (two / "patients/one.yaml").write_text("patient: one\nattributes: {aeg: 40}\n")
    (two / "patients/two.yaml").write_text("patient: two\nattributes: {age: -4}\n")
    result = run("compare", two / "patients", "--library", two, *DAY, "--json")
    assert result.exit_code == 1
    codes = [error["code"] for error in json.loads(result.stdout)["errors"]]
    assert codes == ["P401", "P404"]


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_file_that_cannot_be_used_is_left_out_and_said(run: Run, two: Path, form: str) -> None:
    asked = ("--library", two, *DAY, "--format", form)
    sound = run("compare", two / "patients", *asked)
    (two / "patients/one.yaml").write_text("patient: one\nattributes: {aeg: 40}\n")
    os.mkfifo(two / "patients/two.yaml")
    result = run("compare", two / "patients", *asked)
    assert (sound.exit_code, result.exit_code) == (0, 1)
    piped = f"cannot read `{two / 'patients/two.yaml'}`: it is a pipe, not a file"
    assert result.stderr.startswith(f"P401 unknown attribute `aeg`\n  {two}/patients/one.yaml:2:14")
    assert result.stderr.endswith(f"P501 {piped}\n")
    if form == "json":
        answer = json.loads(result.stdout)
        errors = [(one["code"], one["message"]) for one in answer.pop("errors")]
        assert errors == [("P401", "unknown attribute `aeg`"), ("P501", piped)]
        assert answer == json.loads(sound.stdout)
    else:
        assert result.stdout == sound.stdout
