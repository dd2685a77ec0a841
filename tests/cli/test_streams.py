"""Streams, exit codes and terminals, in real processes."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

from .processes import pathway

DAY = ("--as-of", "2026-01-15")


def test_results_on_standard_output_errors_on_standard_error(library: Path) -> None:
    patient = library / "patients" / "example.yaml"
    fine = pathway("advise", patient, "--library", library, *DAY)
    assert (fine.returncode, fine.stderr) == (0, b"")
    assert fine.stdout.startswith(
        b"MY NEW PATHWAY 0.1.0 \xc2\xb7 DRAFT, not clinically signed off\n"
    )
    assert b"\x1b" not in fine.stdout
    bad = pathway("advise", "-", "--library", library, stdin=b"patient: [")
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert bad.stderr.startswith(b"P0")
    absent = pathway("advise", "nobody.yaml", "--library", library)
    assert (absent.returncode, absent.stdout) == (2, b"")
    assert absent.stderr == b"P501 cannot read `nobody.yaml`: no such file or directory\n"


def test_a_closed_pipe_is_no_error(library: Path) -> None:
    patient = library / "patients" / "example.yaml"
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "pathway", "advise", patient, "--library", library, *DAY],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        timeout=PATIENCE,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.slow
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_lines_fit_the_columns(library: Path, columns: int) -> None:
    patient = library / "patients" / "example.yaml"
    wide = {"COLUMNS": str(columns)}
    done = pathway("advise", patient, "--library", library, *DAY, environment=wide)
    lines = done.stdout.decode().splitlines()
    assert max(map(len, lines)) <= columns


@pytest.mark.slow
def test_a_terminal_gets_colour_unless_it_declines(library: Path) -> None:
    patient = library / "patients" / "example.yaml"
    asked = ("advise", str(patient), "--library", str(library), *DAY)
    command = [sys.executable, "-m", "pathway", *asked]
    seen = []
    for environment in ({"TERM": "xterm"}, {"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}):
        terminal, end = pty.openpty()
        kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        done = subprocess.Popen(command, stdout=end, stderr=end, env={**kept, **environment})
        os.close(end)
        seen.append(b"\x1b[" in _everything(terminal))
        assert done.wait(PATIENCE) == 0
    assert seen == [True, False, False]


def _everything(terminal: int) -> bytes:
    data = b""
    try:
        while chunk := os.read(terminal, 65536):
            data += chunk
    except OSError:  # the other end is closed
        pass
    os.close(terminal)
    return data


def test_a_terminal_with_ascii_only(library: Path) -> None:
    patient = library / "patients" / "example.yaml"
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    done = pathway("why", "exercise", patient, "--library", library, *DAY, environment=ascii_only)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"|- offered at" in done.stdout


def test_version_and_help() -> None:
    version = pathway("--version")
    assert version.returncode == 0
    assert version.stdout.startswith(b"pathway 0.")
    shown = pathway("--help")
    assert shown.returncode == 0
    assert b"Exit codes: 0 fine" in shown.stdout


def test_advise_loads_nothing_heavy(library: Path) -> None:
    patient = library / "patients" / "example.yaml"
    program = (
        "import sys\n"
        "from pathway.cli.app import commands\n"
        f"words = ['advise', {str(patient)!r}, '--library', {str(library)!r}]\n"
        "commands(words[:1])(words, standalone_mode=False)\n"
        "heavy = {'networkx', 'textual', 'pytest', 'rich', 'jinja2', 'sqlite3'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, timeout=PATIENCE
    )
    assert done.stderr == b"[]\n"
