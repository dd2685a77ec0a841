"""The built wheel works by itself: installed elsewhere, run from elsewhere, with its content."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PATIENT = ROOT / "examples/patients/mon-57.yaml"
ADVISE = ("advise", str(PATIENT), "--as-of", "2026-11-20", "--format", "json")


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sources."""
    folder = tmp_path_factory.mktemp("dist")
    built = run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that has the wheel and what it requires, and nothing else."""
    return installed(tmp_path_factory.mktemp("installed"), wheel)


def installed(folder: Path, *packages: str | Path) -> Path:
    """The interpreter of a new environment with these packages."""
    venv.create(folder, with_pip=True, symlinks=True)
    found = folder / "bin/python"
    pip = (found, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    done = run(*pip, *packages, cwd=folder)
    assert done.returncode == 0, done.stderr
    return found


def test_the_wheel_carries_the_content(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    content = {
        f"pathway/pathways/{path.relative_to(ROOT / 'pathways').as_posix()}"
        for path in (ROOT / "pathways").rglob("*.yaml")
    }
    package = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src/pathway").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert content | package <= inside
    assert not any(name.startswith(("tests/", "features/")) for name in inside)


def test_advice_from_the_wheel_is_the_same(python: Path, tmp_path: Path) -> None:
    here = run(sys.executable, "-m", "pathway", *ADVISE, cwd=ROOT)
    there = run(python, "-W", "error", "-m", "pathway", *ADVISE, cwd=tmp_path)
    assert there.stderr == here.stderr == ""
    assert there.returncode == here.returncode == 0
    assert there.stdout == here.stdout
    assert there.stdout.startswith("{")


def test_the_command_is_installed(python: Path, tmp_path: Path) -> None:
    command = python.parent / "pathway"
    explained = run(command, "explain", "P104", cwd=tmp_path)
    assert explained.returncode == 0
    assert "P104" in explained.stdout
    checked = run(command, "check", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("command", [("tui",), ("spec",), ("records", "list")])
def test_a_missing_part_is_said_in_one_sentence(
    python: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    done = run(python, "-m", "pathway", *command, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    help_line = done.stderr.splitlines()[-1].strip()
    assert help_line.startswith(f"help: {python} -m pip install ")
    if command == ("tui",):
        added = run("sh", "-c", help_line.removeprefix("help: "), cwd=tmp_path)
        assert added.returncode == 0, added.stderr
        opened = run(python, "-m", "pathway", *command, cwd=tmp_path)
        assert "P506" not in opened.stderr


def test_a_project_that_only_uses_pytest_is_left_alone(wheel: Path, tmp_path: Path) -> None:
    """The plugin for specs is loaded by every pytest, also where its own needs are missing."""
    python = installed(tmp_path / "environment", wheel, "pytest")
    project = tmp_path / "project"
    project.mkdir()
    (project / "test_theirs.py").write_text("def test_theirs() -> None:\n    assert True\n")
    (project / "their.feature").write_text("Feature: of another tool\n")
    done = run(python, "-W", "error", "-m", "pytest", "-q", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
