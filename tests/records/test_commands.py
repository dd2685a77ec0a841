"""`pathway decide` and `pathway records`: what they print, write and return."""

import json
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pathway.cli.app import commands
from pathway.ground.extras import install_command
from pathway.ground.problem_pages import page
from pathway.ground.problems import CODES
from pathway.records import open_records
from tests.examples import EXAMPLES, real_patients

from .making import chain, decision, meddling

ROOT = Path(__file__).parents[2]
PATIENT = real_patients() / "mon-57.yaml"
DECIDE = ("--as-of", "2026-11-20", "--actor", "Dr Ada")

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line with records in a folder of their own."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("PATHWAY_RECORDS", str(tmp_path / "records.db"))

    def invoke(*args: str | Path) -> Result:
        return CliRunner().invoke(commands(), list(map(str, args)), prog_name="pathway")

    return invoke


def masked(text: str) -> str:
    """An output without what is another one every time."""
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "<time>", text)
    text = re.sub(r"\b[0-9a-f]{64}\b", "<hash>", text)
    return re.sub(r"\b[0-9a-f]{8}\b", "<patient>", text)


def decided(run: Run) -> None:
    """Three decisions: one taken, one against the advice, one that corrects it."""
    for words in (
        ("education", PATIENT, "--action", "accept"),
        (
            *("acupuncture", PATIENT, "--action", "override"),
            "--rule",
            "pending",
            "--reason",
            "seen",
        ),
        ("acupuncture", PATIENT, "--action", "decline", "--supersedes", "2"),
    ):
        result = run("decide", *words, *DECIDE)
        assert result.exit_code == 0, result.stderr


def test_a_decision_is_acknowledged(run: Run) -> None:
    result = run("decide", "education", PATIENT, "--action", "accept", *DECIDE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert masked(result.stdout) == (
        "record 1: Dr Ada accepts stay active, education (ongoing, continue)\n"
        "  <time>, patient <patient>, hash\n"
        "  <hash>\n"
    )


def test_who_decides_may_stand_in_the_surroundings(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("decide", "education", PATIENT, "--action", "accept", "--as-of", "2026-11-20")
    monkeypatch.delenv("PATHWAY_ACTOR", raising=False)
    nobody = run(*words)
    assert (nobody.exit_code, "--actor" in nobody.stderr) == (2, True)
    monkeypatch.setenv("PATHWAY_ACTOR", "Dr Grace")
    assert run(*words).stdout.startswith("record 1: Dr Grace accepts stay active")


def test_a_decision_as_json_is_the_whole_record(run: Run, tmp_path: Path) -> None:
    words = ("decide", "education", PATIENT, "--action", "accept", *DECIDE, "--request", "r1")
    told = json.loads(run(*words, "--json").stdout)
    with open_records(tmp_path / "records.db") as records:
        assert told == {"schema": "pathway-record/1", **records.record(1).to_dict()}
    again = json.loads(run(*words, "--json").stdout)
    assert again == told, "the same request is written once"


@pytest.mark.slow
def test_the_digest_that_was_seen(run: Run) -> None:
    advised = json.loads(run("advise", PATIENT, "--as-of", "2026-11-20", "--json").stdout)
    words = ("decide", "education", PATIENT, "--action", "accept", *DECIDE)
    assert run(*words, "--saw", advised["digest"]).exit_code == 0
    result = run(*words, "--saw", "0" * 64)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("P701 the decision was not saved: the advice is no longer")


def test_what_cannot_be_saved_is_not_decided(run: Run, tmp_path: Path) -> None:
    chain(tmp_path / "records.db", 1)
    with meddling(tmp_path / "records.db") as file:
        file.execute("drop table records_about")
    words = ("decide", "education", PATIENT, "--action", "accept", *DECIDE)
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("P703 the decision was not saved: ")
    (tmp_path / "taken").touch()
    result = run(*words, "--records", tmp_path / "taken" / "records.db")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("\n\nP703 the decision was not saved\n")
    (tmp_path / "other.key").write_text("no key")
    result = run(*words, "--records", tmp_path / "new.db", "--key", tmp_path / "other.key")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("P706 ")
    assert result.stderr.endswith("\n\nP703 the decision was not saved\n")


def test_the_list(run: Run) -> None:
    decided(run)
    result = run("records", "list")
    assert masked(result.stdout) == (
        "1  <time>  Dr Ada  <patient>  accept    education\n"
        "2  <time>  Dr Ada  <patient>  override  acupuncture, against\n"
        "                                                     pending, superseded by 3\n"
        "3  <time>  Dr Ada  <patient>  decline   acupuncture, supersedes 2\n"
    )
    assert run("records", "list", "--last", "1").stdout.startswith("3  ")
    assert len(run("records", "list", "--patient", "mon-57").stdout.splitlines()) == 4
    assert run("records", "list", "--patient", "nobody").stdout == "no records\n"
    listed = json.loads(run("records", "list", "--json").stdout)
    assert [row["superseded_by"] for row in listed["records"]] == [None, 3, None]
    assert "snapshot" not in listed["records"][0]


@pytest.mark.slow
def test_one_record(run: Run, tmp_path: Path) -> None:
    decided(run)
    text = run("records", "show", "2").stdout
    for line in (
        "rule                pending",
        "reason              seen",
        "shown verdict       pending",
        "superseded by       record 3",
        "  bilateral_sciatica: no",
    ):
        assert line in text.splitlines()
    assert "mon-57" not in text
    told = json.loads(run("records", "show", "2", "--json").stdout)
    with open_records(tmp_path / "records.db") as records:
        assert told == {"schema": "pathway-record/1", **records.record(2).to_dict()}


def test_verify_and_head(run: Run, tmp_path: Path) -> None:
    decided(run)
    kept = tmp_path / "head.json"
    assert run("records", "head", "--output", kept).exit_code == 0
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    head = json.loads(run("records", "head").stdout)
    assert head == json.loads(kept.read_text())
    assert (head["schema"], head["sequence"]) == ("pathway-records-head/1", 3)
    result = run("records", "verify", "--head", kept)
    assert result.exit_code == 0
    assert result.stdout == (
        "3 records: the chain is whole, and goes on from record 3 of the head\n"
        f"head: record 3, {head['hash']}\n"
    )
    with meddling(tmp_path / "records.db") as file:
        file.execute("update decision_record set reason = 'never' where sequence = 1")
        file.execute("delete from decision_record where sequence = 3")
    result = run("records", "verify")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:2] == [
        "2 records: the chain is BROKEN",
        "- record 1 is not what was written",
    ]
    page = run("records", "verify", "--format", "html")
    assert page.exit_code == 1
    assert "<h1>2 records: the chain is BROKEN</h1>" in page.stdout
    assert "record 1 is not what was written" in page.stdout
    result = run("records", "verify", "--head", kept, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["findings"] == [
        {
            "sequence": 1,
            "until": 1,
            "kind": "edited",
            "written": None,
            "message": "record 1 is not what was written",
        },
        {
            "sequence": 3,
            "until": 3,
            "kind": "truncated",
            "written": None,
            "message": "record 3 is missing at the end, before the head",
        },
    ]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"schema":"pathway-records-head/1"}', "\x00"])
def test_a_head_that_is_none(run: Run, tmp_path: Path, text: str) -> None:
    chain(tmp_path / "records.db", 1)
    (tmp_path / "head.json").write_text(text)
    result = run("records", "verify", "--head", tmp_path / "head.json")
    assert result.exit_code == 2
    assert result.stderr == (
        f"P510 `{tmp_path}/head.json` is not a head of records\n"
        "  help: `pathway records head` writes one\n"
    )


def test_replay(run: Run, tmp_path: Path) -> None:
    decided(run)
    result = run("records", "replay")
    assert result.exit_code == 0
    assert result.stdout == (
        "3 of 3 records identical\n"
        "- record 1: identical\n- record 2: identical\n- record 3: identical\n"
    )
    assert run("records", "replay", "--format", "markdown").stdout == (
        "# 3 of 3 records identical\n\n"
        "- record 1: identical\n- record 2: identical\n- record 3: identical\n"
    )
    folder = tmp_path / "pathways"
    shutil.copytree(ROOT / "pathways", folder)
    education = folder / "therapies/education.yaml"
    education.write_text(education.read_text() + "# looked at again\n")
    result = run("records", "replay", "1", "--library", folder)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[:2] == ["0 of 1 record identical", "- record 1: differs"]
    assert lines[2].startswith("    content digest: ")
    assert lines[3].startswith("    advice digest: ")
    assert lines[4:] == []
    told = json.loads(run("records", "replay", "1", "--library", folder, "--json").stdout)
    (one,) = told["replays"]
    assert [difference["what"] for difference in one["differences"]] == [
        "content digest",
        "advice digest",
    ]


@pytest.mark.slow
def test_replay_with_other_content_altogether(run: Run) -> None:
    decided(run)
    result = run("records", "replay", "1", "--library", ROOT / "tests/bad/libraries/sound")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "0 of 1 record identical\n- record 1: cannot be computed again\n    unknown attribute `"
    )


@pytest.mark.slow
def test_export(run: Run, tmp_path: Path) -> None:
    decided(run)
    target = tmp_path / "export.jsonl"
    assert run("records", "export", "--output", target).exit_code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert run("records", "export").stdout == target.read_text()
    with open_records(tmp_path / "records.db") as records:
        expected = [record.to_dict() for record in records.records()]
    assert [json.loads(line) for line in target.read_text().splitlines()] == expected
    result = run("records", "export", "--output", target)
    assert result.exit_code == 2
    assert result.stderr == f"P508 `{target}` is already there\n  help: name another file\n"
    result = run("records", "export", "--output", tmp_path / "nowhere" / "x")
    assert result.stderr == f"P509 cannot write `{tmp_path}/nowhere/x`: no such file or directory\n"


@pytest.mark.slow
def test_the_program_in_the_documents_verifies_an_export(run: Run, tmp_path: Path) -> None:
    """`docs/records.md` shows how another program checks the chain; it has to work."""
    decided(run)
    target = tmp_path / "export.jsonl"
    run("records", "export", "--output", target)
    program = re.search(r"```python\n(.+?)```", (ROOT / "docs/records.md").read_text(), re.DOTALL)
    assert program is not None
    script = tmp_path / "verify.py"
    script.write_text(program[1])

    def verified() -> tuple[int, str]:
        command = [sys.executable, "-I", str(script), str(target)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    head = json.loads(run("records", "head").stdout)
    assert verified() == (0, f"3 records, head {head['hash']}\n")
    target.write_text(target.read_text().replace('"Dr Ada"', '"Dr Eve"', 1))
    assert verified() == (1, "record 1 is not what was written\n")


def test_a_missing_extra(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    for words in (
        ("records", "list"),
        ("decide", "education", PATIENT, "--action", "accept", *DECIDE),
    ):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            "P506 keeping records needs an optional part that is not installed\n"
            f"  help: {install_command('records')}\n"
        )


# -- the pages of the codes ----------------------------------------------------------------------


def prepare(code: str, folder: Path) -> None:
    """What a page's examples take for granted."""
    shutil.copy(PATIENT, folder / "patient.yaml")
    shutil.copy(EXAMPLES / "mon-57.yaml", folder / "example.yaml")
    with open_records(folder / "records.db") as records:
        key = records.pseudonym("mon-57")
        records.append(decision(1, patient=key, request="a1"))
        records.append(decision(2, patient=key, therapy="nsaid"))
    (folder / "other.key").write_text("ab" * 32)
    (folder / "other.key").chmod(0o600)
    with closing(sqlite3.connect(folder / "something-else.db")) as file:
        file.execute("create table cats (name text)")


@pytest.mark.slow
@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("P7")])
def test_the_examples_of_a_page(
    code: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    prepare(code, tmp_path)
    wrong, right = re.findall(r"```text\n(.+?)\n```", page(code) or "", re.DOTALL)

    def found(example: str) -> set[str]:
        words, _, remark = example.partition("   (")
        with closing(sqlite3.connect("records.db", isolation_level=None)) as other:
            if "locked" in remark:
                other.execute("begin immediate")
                monkeypatch.setattr("pathway.records.PATIENCE", 0.1)
            result = run(*words.split()[1:])
            monkeypatch.undo()
            monkeypatch.chdir(tmp_path)
            monkeypatch.setenv("PATHWAY_RECORDS", "records.db")
        assert result.exit_code in (0, 2), result.stdout
        return set(re.findall(r"^(P\d{3}) ", result.stderr, re.MULTILINE))

    assert found(wrong) - {"P703"} == {code} - {"P703"}
    assert code in found(wrong)
    assert found(right) == set()


@pytest.mark.slow
def test_advice_tells_what_was_decided_before(run: Run, tmp_path: Path) -> None:
    """From the records named, and only then; what cannot be read is said, and advice given."""
    run("decide", "education", PATIENT, "--action", "accept", *DECIDE)
    day = ("--as-of", "2026-11-20")
    page = run("summary", PATIENT, *day)
    section = page.stdout[page.stdout.index("Decisions on record") :].partition("\n\n")[0]
    assert re.sub(r"\d{4}-\d\d-\d\d", "<day>", section) == (
        "Decisions on record\n  stay active, education  accepted <day> by Dr Ada, record 1"
    )
    assert page.stderr == ""
    why = run("why", "education", PATIENT, *day)
    assert re.search(r"├─ decided +accepted \d{4}-\d\d-\d\d by Dr Ada, record 1\n", why.stdout)
    other = tmp_path / "none.db"
    found = run("advise", PATIENT, *day, "--records", other, "--json")
    assert found.exit_code == 0
    assert found.stderr == (
        f"warning: earlier decisions could not be read: there are no records at `{other}`\n"
    )
    whole = json.loads(found.stdout)
    assert whole["decisions"] is None
    assert whole["decisions_unread"] == f"there are no records at `{other}`"
    assert whole["plan"]
