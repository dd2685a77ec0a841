"""`pathway advise --format fhir`, and records with responses on the command line."""

import json
import shutil
from pathlib import Path
from random import Random

import orjson
import pytest

from tests.cli.conftest import Run, run
from tests.cli.processes import pathway
from tests.interchange.fhir.advices import DAY, ROOT, library
from tests.interchange.fhir.definitions import Json
from tests.interchange.fhir.responses import comparable, filled, in_terminal, response
from tests.interchange.fhir.test_checkers import MON, of_kind

__all__ = ["run"]

RECORD = ROOT / "examples/fhir/sciatica.json"
SITE = ROOT / "examples/fhir/riverside.yaml"


def test_what_is_written_is_what_the_call_gives(run: Run) -> None:
    done = run("advise", str(MON), "--format", "fhir")
    assert done.exit_code == 0
    advice = library().advise(library().patient_from_file(MON))
    assert orjson.loads(done.stdout) == orjson.loads(orjson.dumps(advice.to_fhir()))


def test_two_processes_write_the_same_bytes() -> None:
    one, other = (
        pathway("advise", str(MON), "--format", "fhir", environment={"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    )
    assert one.stdout == other.stdout
    assert len(one.stdout) > 10_000


@pytest.mark.parametrize(
    ("option", "hint"),
    [("--json", "FHIR is JSON already"), ("--full", "everything is in the bundle")],
)
def test_what_has_no_meaning_beside_it_is_refused(run: Run, option: str, hint: str) -> None:
    done = run("advise", str(MON), "--format", "fhir", option)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"P510 `--format fhir` does not go with `{option}`\n  help: leave `{option}` out: {hint}\n"
    )


def test_reasons_are_not_written_in_fhir(run: Run) -> None:
    done = run("why", "acupuncture", str(MON), "--format", "fhir")
    assert done.exit_code == 2
    assert "'fhir' is not one of" in " ".join(done.stderr.split())


def test_advice_sent_back_alone_is_no_record(run: Run, tmp_path: Path) -> None:
    written = run("advise", str(MON), "--format", "fhir").stdout
    (tmp_path / "back.json").write_text(written)
    done = run("advise", str(tmp_path / "back.json"))
    assert done.exit_code == 1
    assert "P423 there is no patient in the record" in done.stderr


def test_a_record_with_a_response_gives_the_advice_of_the_terminal(
    run: Run, tmp_path: Path
) -> None:
    patient = library().patient_from_file(RECORD, site=SITE, as_of=DAY)
    advice = library().advise(patient, as_of=DAY)
    form = of_kind(orjson.loads(orjson.dumps(advice.to_fhir())), "Questionnaire")
    items, told = filled(form, Random(3), DAY)
    record: Json = json.loads(RECORD.read_text())
    sent = response(form, items, "p-1047", DAY)
    sent["subject"] = {"reference": "https://fhir.riverside.example.org/Patient/p-1047"}
    record["entry"].append({"resource": sent})
    (tmp_path / "answered.json").write_text(json.dumps(record))
    shutil.copy(SITE, tmp_path)
    expected = library().advise(in_terminal(patient, told, DAY), as_of=DAY)
    again = library().patient_from_file(tmp_path / "answered.json", site=SITE, as_of=DAY)
    assert comparable(library().advise(again, as_of=DAY)) == comparable(expected)
    shown = run(
        "advise",
        str(tmp_path / "answered.json"),
        "--site",
        str(SITE),
        "--as-of",
        str(DAY),
        "--json",
    )
    assert orjson.loads(shown.stdout)["outcome"] == expected.outcome
    explained = run(
        "ehr", "explain", str(tmp_path / "answered.json"), "--site", str(SITE), "--as-of", str(DAY)
    )
    assert "QuestionnaireResponse/r1" in explained.stdout


def test_the_complaint_is_asked_and_answered_before_a_pathway_is_chosen() -> None:
    patient = library().patient({"patient": "7", "attributes": {"age": 50}}, today=DAY)
    advice = library().advise(patient, as_of=DAY)
    assert advice.pathway.id == ""
    form = of_kind(orjson.loads(orjson.dumps(advice.to_fhir())), "Questionnaire")
    assert form["url"].startswith("urn:pathway-advice:questionnaire:none:")
    (asked,) = (one for one in form["item"] if one["linkId"] == "leg_pain")
    (radicular,) = (
        one for one in asked["answerOption"] if one["valueCoding"]["code"] == "radicular"
    )
    sent = response(form, [{"linkId": "leg_pain", "answer": [radicular]}], "7", DAY)
    answered = library().with_responses(patient, sent, DAY)
    assert library().advise(answered, as_of=DAY).pathway.id == "sciatica"
