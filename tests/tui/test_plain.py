"""`pathway tui --plain`: the sitting in words, whole conversations as they come out."""

import shutil
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pathway.cli.app import commands
from tests.cli.processes import pathway
from tests.examples import real_patients
from tests.golden import expect
from tests.house.test_imports import loaded_by
from tests.house.test_imports import pathway as command
from tests.house.test_shape import ROOT

PATIENTS = real_patients()
MON = PATIENTS / "mon-57.yaml"
DAY = ("--as-of", "2026-11-20")


def talk(patient: Path | None, *said: str, records: Path | None = None) -> tuple[int, str]:
    """A conversation with the command: its exit code, and all that was said."""
    lines = "".join(f"{line}\n" for line in said).encode()
    words = ["tui", "--plain", *([] if patient is None else [str(patient)]), *DAY]
    place = None if records is None else str(records)
    environment = {"COLUMNS": "80", "NO_COLOR": None, "PATHWAY_RECORDS": place}
    done = CliRunner().invoke(commands(), words, input=lines, env=environment, prog_name="pathway")
    assert done.stderr == ""
    return done.exit_code, done.stdout


def talk_to_a_process(patient: Path, *said: str, records: Path) -> tuple[int, str]:
    """The same with a process of its own."""
    lines = "".join(f"{line}\n" for line in said).encode()
    place = {"PATHWAY_RECORDS": str(records)}
    done = pathway("tui", "--plain", patient, *DAY, stdin=lines, environment=place)
    assert done.stderr == b""
    return done.returncode, done.stdout.decode()


@pytest.fixture
def mon(tmp_path: Path) -> Path:
    return Path(shutil.copy(MON, tmp_path / "mon-57.yaml"))


def spoken(text: str, path: Path) -> str:
    """The conversation without the name of a folder that is another one each time."""
    return text.replace(str(path), "FOLDER")


def after(text: str, command: str) -> str:
    """What was said to one command."""
    return text.partition(f"> {command}\n")[2].partition("\n> ")[0]


# -- whole conversations ------------------------------------------------------------------------


def test_a_whole_sitting(mon: Path, tmp_path: Path) -> None:
    """Open, look, answer, decide, leave: with a record, a saved file and a handout."""
    records = tmp_path / "records.db"
    code, text = talk_to_a_process(
        mon,
        *("none", "why acupuncture", "n", "240", "plan", "options"),
        *("decide acupuncture (manual) accept", "Dr Ada"),
        *("change", "save", f"handout {tmp_path}/handout.html", "quit"),
        records=records,
    )
    assert code == 0
    expect("tui/plain-sitting.txt", spoken(text, tmp_path))
    saved = mon.read_text(encoding="utf-8")
    added = [line for line in saved.splitlines() if line not in MON.read_text(encoding="utf-8")]
    assert added == [
        "    - {value: 210, unit: 10*9/L, on: 2024-03-02, source: laboratory}",
        "    - {value: 240 10*9/L, source: asked in the terminal}",
        "  bladder_bowel_change: {value: no, source: asked in the terminal}",
        "  saddle_numbness: {value: no, source: asked in the terminal}",
        "  bleeding_disorder: {value: no, source: asked in the terminal}",
    ]
    handout = tmp_path / "handout.html"
    assert "What was agreed" in handout.read_text(encoding="utf-8")
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (mon, handout, records)]
    assert modes == [0o600] * 3
    listed = pathway("records", "list", "--records", records)
    assert b"accept" in listed.stdout
    assert b"acupuncture" in listed.stdout


def test_help_and_everything_that_is_refused(mon: Path, tmp_path: Path) -> None:
    code, text = talk(
        mon,
        *("help", "", "gibberish", "y", "y 3", "ask 9", "why nonsense", "decide", "unknown 7"),
        *("undo", "redo", "skip", "240 apples", "save /nowhere/there.yaml", "change egfr"),
        *("change nothing 4", "x" * 3000, "exit"),
    )
    assert code == 0
    expect("tui/plain-refused.txt", spoken(text, tmp_path))
    assert mon.read_bytes() == MON.read_bytes()


def test_nobody_in_particular() -> None:
    code, text = talk(None, "", "", "nobody", "", "questions", "save", "quit")
    assert code == 0
    expect("tui/plain-nobody.txt", text)


# -- answers ------------------------------------------------------------------------------------


def test_one_of_a_group_is_an_emergency(mon: Path) -> None:
    _, text = talk(mon, "yes 2", "plan", "undo", "quit")
    lines = after(text, "yes 2").splitlines()
    assert lines[:2] == [
        "Told: numbness between the legs: yes.",
        "Changed: [!!] EMERGENCY, same day: Suspected cauda equina syndrome",
    ]
    assert after(text, "plan").splitlines()[1] == (
        "  [!!] EMERGENCY, same day: Suspected cauda equina syndrome: Send to hospital today for "
        "an emergency MRI; do not wait for a bladder scan or a rectal examination"
    )
    assert after(text, "undo").startswith(
        "Taken back: numbness between the legs: yes.\n"
        "Changed: no longer present: [!!] EMERGENCY, same day: Suspected cauda equina syndrome\n"
    )


def test_a_choice_that_is_also_a_command(tmp_path: Path) -> None:
    """`none` is a kind of leg pain here, and means that and not *none of these*."""
    patient = tmp_path / "new.yaml"
    patient.write_text("patient: new\nattributes: {age: 44}\ntrials: []\n", encoding="utf-8")
    _, text = talk(patient, "questions", "ask 7", "none", "quit", "quit")
    assert "Answer: one of none, radicular, referred, claudication; unknown or skip." in text
    assert after(text, "none").startswith("Told: leg pain: none.\n")


def test_what_is_known_can_be_corrected(mon: Path) -> None:
    _, text = talk(mon, "change pain score 4", "change sex male", "change", "quit", "quit")
    assert after(text, "change pain score 4").startswith("Told: pain score: 4.\n")
    assert "Told: pain score: 4.\nNothing else changes.\n" in after(text, "change")


def test_assumptions_are_listed_and_confirmed(mon: Path) -> None:
    _, text = talk(mon, "assumed", "confirm", "confirm", "quit", "quit")
    assert after(text, "assumed").splitlines()[:2] == [
        "Assumed: 64",
        "  warfarin: no: not on the reconciled list of medicines of 2026-10-30",
    ]
    first, second = text.split("> confirm\n")[1:]
    assert first.startswith("Told: 64 assumptions confirmed.\n")
    assert second.startswith("Nothing is assumed that could be confirmed.\n")


# -- decisions ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_what_stands_against_a_decision_is_named(mon: Path, tmp_path: Path) -> None:
    records = tmp_path / "records.db"
    _, text = talk(
        mon,
        *("decide opioid accept", "Dr Ada", "decide opioid override", "something"),
        *("all else failed", "decide opioid override", "", "decide opioid override"),
        *("not_recommended", "all else failed", "quit"),
        records=records,
    )
    said = text.split("> decide opioid ")[1:]
    assert "opioid cannot be accepted: not_recommended" in said[0]
    assert "what stands against it is not named: not_recommended" in said[1]
    assert "Not done: what is passed over has to be named, with a reason." in said[2]
    assert f"Recorded, number 1 in {records}: override opioid." in said[3]
    assert "--rule" not in text


# -- leaving ------------------------------------------------------------------------------------


def test_the_end_of_the_input_writes_nothing(mon: Path) -> None:
    code, text = talk(mon, "none")
    assert (code, text.splitlines()[-1]) == (
        1,
        "End of input. Answers were not saved; nothing was written.",
    )
    assert mon.read_bytes() == MON.read_bytes()
    code, text = talk(mon)
    assert (code, text.splitlines()[-1]) == (0, "End of input.")


def test_leaving_without_saving_is_said_twice(mon: Path) -> None:
    code, text = talk(mon, "none", "quit", "plan", "quit", "quit", "plan")
    warning = "Answers are not saved. Say save, or quit again to lose them."
    assert text.count(warning) == 2
    assert text.endswith("> quit\nNothing was written.\n")
    assert code == 0
    assert mon.read_bytes() == MON.read_bytes()


def test_a_file_is_written_over_only_when_said_twice(mon: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("mine", encoding="utf-8")
    page = f"summary {other}"
    _, text = talk(mon, page, "plan", page, "quit")
    assert other.read_text(encoding="utf-8") == "mine"
    assert text.count("is there already. Say it again to write over it.") == 2
    _, text = talk(mon, page, page, "quit")
    assert f"Written: {other}, readable by you alone." in text
    assert other.read_text(encoding="utf-8").startswith("SCIATICA, CONSERVATIVE CARE FIRST")


def test_answers_never_replace_a_health_record(tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    shutil.copy(next((ROOT / "tests/ehr").rglob("*.json")), record)
    before = record.read_bytes()
    _, text = talk(record, "n", "save", f"save {tmp_path}/new.yaml", "quit")
    assert f"Not done: {record} is a health record; name another file for the answers." in text
    assert record.read_bytes() == before


def test_the_record_cannot_come_from_where_the_answers_come() -> None:
    done = pathway("tui", "--plain", "-", stdin=b"patient: x\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "P510 a sitting cannot read its patient from standard input\n"
        "  help: name the patient's file; answers come from standard input\n"
    )


def test_words_need_no_screen(tmp_path: Path) -> None:
    """Whoever has not installed the screens still has the sitting in words."""
    code = "import io, sys\nsys.stdin = io.TextIOWrapper(io.BytesIO(b'none\\nquit\\nquit\\n'))\n"
    loaded = loaded_by(code + command("tui", "--plain", str(MON), *DAY), tmp_path / "modules")
    assert loaded & {"textual", "textual_serve", "aiohttp", "sqlalchemy", "networkx"} == set()


@pytest.mark.slow
def test_a_terminal_without_our_signs_is_no_fault(mon: Path) -> None:
    done = pathway(
        *("tui", "--plain", mon, *DAY),
        stdin=b"none\nquit\nquit\n" + b"\xff\n",
        environment={"PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"exercise programme: pending -> recommended" in done.stdout
