"""`pathway records` on what the service said: what it prints, writes and returns."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pathway.cli.app import commands
from pathway.records import ServiceEntry, open_records, open_served
from pathway.records.model import canonical
from pathway.service.feedback import read_feedback, record_feedback

from .making import chain
from .served_making import cards, meddling
from .test_commands import masked

ROOT = Path(__file__).parents[2]
SERVICE, EHR = "pathway-order-sign", "https://ehr.example"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two answers and a feedback."""
    path = tmp_path / "records.db"
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("PATHWAY_RECORDS", str(path))
    with open_served(path) as records:
        records.append([answer(records.pseudonym("mon-57"))])
        records.append([cards(2, patient="", client="", body='{"cards":[]}')])
        reason = {"code": "snooze-7", "system": "https://pathway.example", "display": "in a week"}
        feedback = {
            "card": "5a6c1f7e-0000-4000-8000-000000000001",
            "outcome": "overridden",
            "overrideReason": {"reason": reason, "userComment": "after the MRI"},
            "outcomeTimestamp": "2026-11-20T09:12:33Z",
        }
        body = json.dumps({"feedback": [feedback]}).encode()
        record_feedback(records, read_feedback(body, SERVICE, EHR, depth=9), snooze_days=14)
    return path


def answer(patient: str) -> ServiceEntry:
    card = {
        "uuid": "5a6c1f7e-0000-4000-8000-000000000001",
        "topic": "order.ask-first",
        "indicator": "warning",
        "summary": "Ask first: kidney disease?",
        "facts": {"kidney_disease": "unknown: not asked"},
        "about": "MedicationRequest/1",
    }
    body = {
        "hook": "order-sign",
        "instance": "i1",
        "user": "Practitioner/1",
        "as_of": "2026-11-20",
        "pathway": "sciatica",
        "version": "1.0.0",
        "digest": "d" * 64,
        "engine": "0.1.0",
        "strict": True,
        "snapshot": f"id: {patient}\nage: 57 years\n",
        "cards": [card],
    }
    return ServiceEntry("i1", "cards", EHR, patient, SERVICE, canonical(body))


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(commands(), list(map(str, args)), prog_name="pathway")


def said(*args: str | Path) -> str:
    result = run(*args)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_the_list(place: Path) -> None:
    assert masked(said("records", "list", "--service")) == (
        "1  <time>  https://ehr.example  <patient>  cards\n"
        "    pathway-order-sign: order.ask-first\n"
        "2  <time>  –                    –         cards\n"
        "    pathway-patient-view: no card\n"
        "3  <time>  https://ehr.example  <patient>  feedback\n"
        "    overridden, order.ask-first, put off, in a week\n"
    )
    assert said("records", "list", "--service", "--last", "1").startswith("3  ")
    mine = said("records", "list", "--service", "--patient", "mon-57")
    assert re.findall(r"^\d", mine, re.MULTILINE) == ["1", "3"]
    assert said("records", "list", "--service", "--patient", "nobody") == "no records\n"
    assert said("records", "list") == "no records\n"
    listed = json.loads(said("records", "list", "--service", "--json"))
    assert listed["schema"] == "pathway-service-records/1"
    with open_served(place) as records:
        whole = [record.to_dict() for record in records.records()]
    assert listed["records"] == [{k: v for k, v in one.items() if k != "body"} for one in whole]


def test_an_answer(place: Path) -> None:
    with open_served(place) as records:
        record = records.record(1)
    assert said("records", "show", "1", "--service") == "\n".join(
        (
            "sequence          1",
            f"recorded_at       {record.recorded_at}",
            "request           i1",
            "kind              cards",
            "client            https://ehr.example",
            *broken("patient", record.entry.patient),
            "about             pathway-order-sign",
            *broken("previous", "0" * 64),
            *broken("hash", record.hash),
            "hook              order-sign",
            "instance          i1",
            "user              Practitioner/1",
            "as_of             2026-11-20",
            "pathway           sciatica",
            "version           1.0.0",
            *broken("digest", "d" * 64),
            "engine            0.1.0",
            "strict            yes",
            "card              5a6c1f7e-0000-4000-8000-000000000001",
            "  of it           warning, order.ask-first, MedicationRequest/1",
            "  summary         Ask first: kidney disease?",
            "  kidney_disease  unknown: not asked",
            "",
            f"id: {record.entry.patient}",
            "age: 57 years",
            "",
        )
    )


def broken(name: str, text: str) -> tuple[str, str]:
    """A text that is two letters too long for its line."""
    return f"{name:18}{text[:62]}", f"{'':18}{text[62:]}"


def test_a_feedback(place: Path) -> None:
    lines = said("records", "show", "3", "--service").splitlines()
    for line in (
        "outcome              overridden",
        "topic                order.ask-first",
        "reasons              in a week",
        "comments             after the MRI",
        "until                2026-11-27",
        "fact kidney_disease  unknown: not asked",
    ):
        assert line in lines
    told = json.loads(said("records", "show", "3", "--service", "--json"))
    with open_served(place) as records:
        assert told == {"schema": "pathway-service-record/1", **records.record(3).to_dict()}
    result = run("records", "show", "4", "--service")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "P705 there is no record 4 of the service\n"


def test_verify_and_head(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    chain(place, 1)
    kept, decided = tmp_path / "service-head.json", tmp_path / "head.json"
    said("records", "head", "--service", "--output", kept)
    said("records", "head", "--output", decided)
    head = json.loads(kept.read_text())
    assert (head["schema"], head["sequence"]) == ("pathway-service-records-head/1", 3)
    own = json.loads(decided.read_text())
    assert said("records", "verify", "--service-head", kept) == (
        "1 record: the chain is whole\n"
        f"head: record 1, {own['hash']}\n"
        "\n"
        "3 service records: the chain is whole, and goes on from record 3 of the head\n"
        f"  head: record 3, {head['hash']}\n"
    )
    told = json.loads(said("records", "verify", "--head", decided, "--json"))
    assert (told["whole"], told["records"], told["against"]) == (True, 1, own)
    assert told["service"] == {
        "schema": "pathway-verification/1",
        "whole": True,
        "records": 3,
        "head": head,
        "against": None,
        "findings": [],
        "more": 0,
    }
    with meddling(place) as file:
        file.execute("update service_record set client = 'x' where sequence = 1")
        file.execute("delete from service_record where sequence = 3")
    result = run("records", "verify", "--service-head", kept)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[3:6] == [
        "2 service records: the chain is BROKEN",
        "  - record 1 is not what was written",
        "  - record 3 is missing at the end, before the head",
    ]
    told = json.loads(run("records", "verify", "--json").stdout)
    assert (told["whole"], told["service"]["whole"], told["findings"]) == (False, False, [])


def test_records_that_were_emptied(place: Path, tmp_path: Path) -> None:
    """Only a head that was kept elsewhere shows it; then it shows."""
    kept = tmp_path / "service-head.json"
    said("records", "head", "--service", "--output", kept)
    with meddling(place) as file:
        file.execute("delete from service_record")
    assert said("records", "verify") == "0 records: the chain is whole\n"
    result = run("records", "verify", "--service-head", kept)
    assert result.exit_code == 1
    assert "- records 1 to 3 are missing at the end, before the head" in result.stdout


def test_heads_are_not_mixed_up(place: Path, tmp_path: Path) -> None:
    for head, option, command in (
        ("--service", "--head", "pathway records head"),
        ("", "--service-head", "pathway records head --service"),
    ):
        kept = tmp_path / f"head{option}.json"
        said("records", "head", *filter(None, [head]), "--output", kept)
        result = run("records", "verify", option, kept)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            f"P510 `{kept}` is not a head of records\n  help: `{command}` writes one\n"
        )


def test_where_no_service_ever_ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "records.db"
    monkeypatch.setenv("PATHWAY_RECORDS", str(path))
    chain(path, 1)
    assert json.loads(said("records", "verify", "--json"))["service"] is None
    assert said("records", "list", "--service") == "no records\n"
    assert said("records", "export", "--service") == ""
    with meddling(path) as file:
        for table in ("service_record", "service_card", "service_token"):
            file.execute(f"drop table {table}")
        file.execute("update alembic_version set version_num = '0001'")
    assert said("records", "verify").startswith("1 record: the chain is whole\n")
    for words in (("list",), ("show", "1"), ("head",), ("export",)):
        result = run("records", *words, "--service")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            f"P702 there are no records of the service at `{path}`\n"
            "  help: the service makes them when it first runs there\n"
        )


@pytest.mark.slow
def test_the_program_in_the_documents_verifies_an_export(place: Path, tmp_path: Path) -> None:
    target = tmp_path / "export.jsonl"
    said("records", "export", "--service", "--output", target)
    assert said("records", "export", "--service") == target.read_text()
    with open_records(place) as records:
        served = records.served()
        assert served is not None
        expected = [record.to_dict() for record in served.records()]
    assert [json.loads(line) for line in target.read_text().splitlines()] == expected
    program = re.search(r"```python\n(.+?)```", (ROOT / "docs/records.md").read_text(), re.DOTALL)
    assert program is not None
    script = tmp_path / "verify.py"
    script.write_text(program[1])
    command = [sys.executable, "-I", str(script), str(target), "pathway-service-record/1"]

    def verified() -> tuple[int, str]:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    assert verified() == (0, f"3 records, head {expected[-1]['hash']}\n")
    target.write_text(target.read_text().replace("ehr.example", "spy.example", 1))
    assert verified() == (1, "record 1 is not what was written\n")
