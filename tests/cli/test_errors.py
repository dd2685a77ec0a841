"""What goes wrong is said in one sentence on standard error, with the right exit code."""

import json
from pathlib import Path

import pytest

from .conftest import Run


def test_a_patient_that_is_not_there(run: Run, library: Path) -> None:
    result = run("advise", "nobody.yaml", "--library", library)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == "P501 cannot read `nobody.yaml`: no such file or directory\n"


def test_a_folder_as_patient(run: Run, library: Path, tmp_path: Path) -> None:
    result = run("advise", tmp_path, "--library", library)
    assert result.exit_code == 2
    assert result.stderr == (
        f"P501 cannot read `{tmp_path}`: is a directory\n"
        "  help: name a patient file; in this folder is none\n"
    )


def test_a_library_that_is_not_there(run: Run, example: str) -> None:
    result = run("advise", example, "--library", "nowhere")
    assert result.exit_code == 2
    assert result.stderr.startswith("P501 ")


def test_a_bad_patient_shows_every_problem(run: Run, library: Path) -> None:
    text = "patient: x\nattributes:\n  agee: 40\n  pain: terrible\n"
    result = run("advise", "-", "--library", library, stdin=text)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "standard input:3:3" in result.stderr
    assert "standard input:4:9" in result.stderr


def test_errors_as_json(run: Run, library: Path) -> None:
    text = "patient: x\nattributes:\n  agee: 40\n"
    result = run("advise", "-", "--library", library, "--json", stdin=text)
    assert result.exit_code == 1
    (error,) = json.loads(result.stdout)["errors"]
    assert error["code"] == "P401"
    assert (error["file"], error["line"], error["column"]) == ("standard input", 3, 3)
    assert error["help"] == "did you mean `age`?"
    assert result.stderr.startswith("P401 ")


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "20260115", "2026-W03-4"])
def test_a_day_that_is_none(run: Run, library: Path, example: str, day: str) -> None:
    result = run("advise", example, "--library", library, "--as-of", day)
    assert result.exit_code == 2
    assert f"`{day}` is not a date written as 2026-11-20" in result.stderr


@pytest.mark.parametrize(
    "args",
    [
        ("advise",),
        ("advise", "p.yaml", "--format", "pdf"),
        ("nonsense",),
        ("check", "--no-such-option"),
        ("show",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2(run: Run, args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert "Usage: pathway" in result.stderr


@pytest.mark.parametrize(
    "data",
    [
        *(b"\xff\xfe\x00", b"\x00", b"", b"- [", b"[" * 5000),
        b'<Bundle xmlns="http://hl7.org/fhir"/>',
        b'{"resourceType": "Bundle", "entry": [',
    ],
)
def test_nonsense_as_patient_is_input_that_cannot_be_read(
    run: Run, library: Path, data: bytes
) -> None:
    result = run("advise", "-", "--library", library, stdin=data)
    assert result.exit_code == 2
    assert result.stderr.startswith("P")
    assert "Traceback" not in result.stderr
