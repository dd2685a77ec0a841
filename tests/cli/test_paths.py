"""What is said of a path, or of a file, that is no patient."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import pathway
from pathway.ground.problems import UsageError
from tests.cli.conftest import Run
from tests.examples import real_patients

MON = (real_patients() / "mon-57.yaml").read_text()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one patient in a folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "people").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "people" / "mon.yaml").write_text(MON)
    os.mkfifo(tmp_path / "people" / "pipe")
    return tmp_path


FOLDER = (
    "P501 cannot read `people`: is a directory\n"
    "  help: `pathway compare people` and `pathway tui people` take a folder; "
    "else name a file in it, such as `people/mon.yaml`\n"
)
EMPTY = (
    "P501 cannot read `empty`: is a directory\n"
    "  help: name a patient file; in this folder is none\n"
)
PIPE = "P501 cannot read `people/pipe`: it is a pipe, not a file\n"
ABSENT = "no such file or directory\n  help: "


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("people", FOLDER),
        (
            "empty",
            EMPTY,
        ),
        ("people/mon", f"P501 cannot read `people/mon`: {ABSENT}did you mean `people/mon.yaml`?\n"),
        (
            "people/mno.yaml",
            f"P501 cannot read `people/mno.yaml`: {ABSENT}did you mean `people/mon.yaml`?\n",
        ),
        (
            "nobody/x.yaml",
            f"P501 cannot read `nobody/x.yaml`: {ABSENT}there is no folder `nobody`\n",
        ),
        ("people/xyz.json", "P501 cannot read `people/xyz.json`: no such file or directory\n"),
        (
            "people/pipe",
            PIPE,
        ),
        ("/dev/zero", "P501 cannot read `/dev/zero`: it is a device, not a file\n"),
    ],
)
def test_a_path_that_is_no_patient(run: Run, here: Path, path: str, told: str) -> None:
    tried = (("advise", path), ("why", "nsaid", path), ("answer", path, "age", "50"))
    for words in (*tried, ("tui", "--plain", path)):
        done = run(*words)
        assert (done.exit_code, done.stdout, done.stderr) == (2, "", told)


def test_what_a_shell_reads_from_a_command(run: Run, here: Path) -> None:
    reading, writing = os.pipe()
    done = run("advise", f"/dev/fd/{reading}")
    os.close(reading)
    os.close(writing)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"P501 cannot read `/dev/fd/{reading}`: it is a pipe, not a file\n"
        "  help: `-` reads standard input: write `… | pathway advise -`\n"
    )


def test_a_home_that_no_shell_replaced(run: Run, here: Path) -> None:
    hint = "only a shell reads `~`, and only outside quotes: "
    there = run("advise", "~/people/mon.yaml").stderr
    assert there == (
        f"P501 cannot read `~/people/mon.yaml`: {ABSENT}{hint}`{here}/people/mon.yaml`\n"
    )
    absent = run("advise", "~/mon.yaml").stderr
    hint += f"`{here}/mon.yaml`, which is not there either\n"
    assert absent == f"P501 cannot read `~/mon.yaml`: {ABSENT}{hint}"


def test_a_site_that_cannot_be_read_gets_no_hint_about_the_patient(run: Run, here: Path) -> None:
    bundle = str(Path(__file__).parents[2] / "examples/fhir/sciatica.json")
    done = run("advise", bundle, "--site", "nowhere.yaml")
    assert done.stderr == "P501 cannot read `nowhere.yaml`: no such file or directory\n"


@pytest.mark.parametrize(
    ("begins", "what"),
    [
        (b"%PDF-1.4\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\x00", "an Office document or a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an Office document"),
        (b"\x89PNG\r\n\x1a\n\x00", "a picture"),
        (b"\xff\xd8\xff\xe0\x00", "a picture"),
        (b"\x1f\x8b\x08\x00", "a compressed file"),
        (b"SQLite format 3\x00", "a database"),
    ],
)
def test_a_file_that_is_no_text(run: Run, here: Path, begins: bytes, what: str) -> None:
    (here / "file").write_bytes(begins)
    done = run("advise", "file")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"P001 `file` is {what}, and no text\n  help: what is read here is text: YAML or JSON\n"
    )


def test_a_format_that_there_is_not(run: Run, here: Path) -> None:
    done = run("advise", "people/mon.yaml", "--format", "docx")
    assert done.exit_code == 2
    assert "Error: Invalid value for '--format': 'docx' is not one of" in done.stderr
    assert "Value error" not in done.stderr


def test_a_patient_in_a_library(run: Run, here: Path, library: Path) -> None:
    copied = here / "pain"
    copied.mkdir()
    for file in library.rglob("*.yaml"):
        target = copied / file.relative_to(library)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(file.read_bytes())
    assert run("check", copied).exit_code == 0
    (copied / "mon.yaml").write_text("patient: mon\nattributes: {age: 57 years}\n")
    done = run("check", copied)
    assert done.exit_code == 1
    assert done.stdout == (
        "P117 `mon.yaml` is a patient, not a pathway\n"
        "  mon.yaml:1:1\n"
        "     1 | patient: mon\n"
        "       | ^~~~~~~\n"
        "  help: keep patients apart, in a folder `patients`; `pathway advise` reads one\n"
        "\n"
        "pain: 1 error\n"
    )


def test_a_folder_of_patients_is_no_library(run: Run, here: Path) -> None:
    done = run("check", "people")
    assert done.exit_code == 1
    assert done.stdout.startswith("P117 `mon.yaml` is a patient, not a pathway\n")
    assert done.stdout.endswith(
        "\nP113 there is no `vocabulary.yaml` in `people`\n"
        "  help: `pathway compare` and `pathway check --waiting` take a folder of patients\n"
        "\n"
        "people: 2 errors\n"
    )


def test_who_issues_guidelines_is_not_one_of_them(run: Run, here: Path) -> None:
    done = run("advise", "people/mon.yaml", "--adopts", "NICE")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "P504 unknown guideline or recommendation `NICE`\n"
        "  help: did you mean `nice-ng226` or `nice-ng59` or `nice-ng65`?\n"
    )


def test_a_point_in_time_is_no_day() -> None:
    library = pathway.open_library()
    patient = library.patient_from_text(MON, today=date(2026, 11, 20))
    moment = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    told = (
        "P510 `as_of` is a point in time (2026-11-20T23:30:00+00:00), and not a day\n"
        "  help: which day that is depends on the time zone: say `.date()` of the time there"
    )
    asking = (
        lambda: library.advise(patient, "sciatica", moment),
        lambda: library.choose(patient, moment),
        lambda: library.resolved(patient, moment),
    )
    for ask in asking:
        with pytest.raises(UsageError) as raised:
            ask()
        assert str(raised.value) == told
    with pytest.raises(UsageError) as raised:
        library.patient_from_text(MON, today=moment)
    assert str(raised.value) == told.replace("as_of", "today")
    with pytest.raises(UsageError) as raised:
        library.advise(patient, "sciatica", "2026-11-20")  # type: ignore[arg-type]
    assert str(raised.value) == (
        "P510 `as_of` is no `datetime.date`: `'2026-11-20'`\n"
        "  help: `date.fromisoformat` reads one from a text"
    )
