"""`pathway ehr explain`, and `pathway advise` with a record."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner, Result

from pathway.cli.app import commands

from .records import HERE, SITE, resource, sound

RECORD = HERE / "sound.json"
ARGUMENTS = ("--as-of", "2026-11-20", "--site", SITE)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("COLUMNS", "100")

    def invoke(*args: str | Path, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(
            commands(), list(map(str, args)), input=stdin, prog_name="pathway"
        )

    return invoke


def test_explain_as_text(run: Callable[..., Result]) -> None:
    result = run("ehr", "explain", RECORD, *ARGUMENTS)
    assert result.exit_code == 0
    assert result.stdout == (HERE / "explained.txt").read_text()


def test_explain_as_json(run: Callable[..., Result]) -> None:
    result = run("ehr", "explain", RECORD, *ARGUMENTS, "--json")
    found: dict[str, Any] = json.loads(result.stdout)
    assert found["schema"] == "pathway-record/1"
    assert found["patient"] == "1@ehr.example.org/fhir"
    assert found["complete"] == ["allergies", "medicines", "problems"]
    rows = {row["attribute"]: row for row in found["understood"]}
    assert rows["platelets"] == {
        "attribute": "platelets",
        "title": "platelet count",
        "value": "210",
        "unit": "10*9/L",
        "why_missing": None,
        "detail": None,
        "assumed": None,
        "problem": None,
        "path": None,
        "resource": "Observation/platelets",
        "code": "loinc 777-3",
        "date": "2026-10-01",
    }
    assert rows["baseline_pain"]["problem"] == "P442"
    assert found["ignored"][0] == {
        "resource": "Condition/haemophilia",
        "problem": "P432",
        "message": "`Condition/haemophilia verificationStatus`: it is refuted",
        "code": None,
    }


def test_advice_on_a_record(run: Callable[..., Result]) -> None:
    result = run("advise", RECORD, "--pathway", "sciatica", *ARGUMENTS, "--json")
    assert result.exit_code == 0
    provenance = json.loads(result.stdout)["provenance"]
    assert provenance["platelets"] == {
        "value": 210,
        "unit": "10*9/L",
        "date": "2026-10-01",
        "source": "Observation/platelets",
    }


@pytest.mark.slow
def test_a_record_on_standard_input(run: Callable[..., Result]) -> None:
    one = run("advise", "-", *ARGUMENTS, "--json", stdin=RECORD.read_bytes())
    other = run("advise", RECORD, *ARGUMENTS, "--json")
    assert one.stdout == other.stdout
    again = run("ehr", "explain", "-", *ARGUMENTS, stdin=RECORD.read_bytes())
    assert again.stdout == run("ehr", "explain", RECORD, *ARGUMENTS).stdout


def test_a_truncated_record(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "bundle.json"
    path.write_bytes(RECORD.read_bytes()[:3000])
    for command in (("advise", path), ("ehr", "explain", path)):
        result = run(*command)
        assert result.exit_code == 2
        assert result.stderr.startswith("P420 the record is not JSON: it breaks off")


def test_a_record_that_is_not_there(run: Callable[..., Result]) -> None:
    result = run("ehr", "explain", "nowhere.json")
    assert (result.exit_code, result.stderr) == (
        2,
        "P501 cannot read `nowhere.json`: no such file or directory\n",
    )


def test_whose_record(run: Callable[..., Result], tmp_path: Path) -> None:
    record = sound()
    record["entry"].append({"resource": {"resourceType": "Patient", "id": "2"}})
    path = tmp_path / "bundle.json"
    path.write_bytes(orjson.dumps(record))
    refused = run("ehr", "explain", path)
    assert refused.exit_code == 1
    assert "P423 there are several patients in the record: `Patient/1`, `Patient/2`" in (
        refused.stderr
    )
    chosen = run("ehr", "explain", path, "--patient", "1", *ARGUMENTS)
    head = chosen.stdout.splitlines()[1]
    assert head.startswith("1@ehr.example.org/fhir · 24 resources · as of 2026-11-20")


def test_what_is_said_often_is_said_once(run: Callable[..., Result], tmp_path: Path) -> None:
    record = sound()
    for number in range(20):
        json_ = {**resource(record, "Condition/haemophilia"), "id": f"h{number}"}
        record["entry"].append({"resource": json_})
    path = tmp_path / "bundle.json"
    path.write_bytes(orjson.dumps(record))
    result = run("ehr", "explain", path, *ARGUMENTS)
    assert (
        "    - it is refuted  ← Condition/h0 verificationStatus, Condition/h1 verificationStatus,\n"
        "      Condition/h10 verificationStatus, Condition/h11 verificationStatus and 17 more\n"
    ) in result.stdout


def test_the_page_shows_real_output() -> None:
    page = (HERE.parents[1] / "docs/fhir.md").read_text()
    shown = page.partition("$ pathway ehr explain")[2].partition("(Shortened")[0]
    real = (HERE / "explained.txt").read_text().splitlines()
    lines = [line.removeprefix("    ") for line in shown.splitlines()[1:]]
    assert [line for line in lines if line not in real] == []
