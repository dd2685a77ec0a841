"""The unit for systemd and the container file under examples/service, as far as tests can see."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path
from typing import Final

import pytest

from pathway.service.serving import GRACE
from tests.house.printed import ROOT
from tests.house.test_printed import fault

FOLDER: Final = ROOT / "examples/service"
UNIT: Final = FOLDER / "pathway.service"
PROGRAM: Final = "/opt/pathway/.venv/bin/pathway"


def unit() -> RawConfigParser:
    found = RawConfigParser(strict=True)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(UNIT.read_text())
    return found


@pytest.mark.slow
@pytest.mark.needs("systemd-analyze")
def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    here = tmp_path / "pathway.service"
    text = UNIT.read_text()
    assert text.count(f"={PROGRAM} ") == 2
    here.write_text(text.replace(PROGRAM, sys.executable))
    command = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(here)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_unit_runs_commands_that_exist() -> None:
    service = unit()["Service"]
    for key in ("ExecStartPre", "ExecStart"):
        program, *words = shlex.split(service[key])
        assert program == PROGRAM
        assert words[:2] == ["serve", "/etc/pathway/service.yaml"]
        assert fault(shlex.join(["pathway", *words])) == ""
    assert service["ExecStartPre"].endswith(" --check")
    assert int(service["TimeoutStopSec"]) > GRACE, "requests under way are finished"


def instructions() -> list[tuple[str, str]]:
    """What the container file says, a line each."""
    text = (FOLDER / "Containerfile").read_text()
    lines = re.sub(r"^#.*\n|\\\n", "", text, flags=re.MULTILINE).splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines if line)]


def copied(folder: Path) -> None:
    """Copy into a folder what the file copies from the project."""
    for word, rest in instructions():
        if word == "COPY" and not rest.startswith("--from=build "):
            *sources, target = rest.split()
            for source in sources:
                there = folder / target / source if target.endswith("/") else folder / target
                there.parent.mkdir(parents=True, exist_ok=True)
                if (ROOT / source).is_dir():
                    ignored = shutil.ignore_patterns("__pycache__")
                    shutil.copytree(ROOT / source, there, ignore=ignored)
                else:
                    shutil.copy(ROOT / source, there)


def test_the_container_starts_a_command_that_exists() -> None:
    told = dict(instructions())
    program, *words = json.loads(told["ENTRYPOINT"]) + json.loads(told["CMD"])
    assert program == "/opt/pathway/bin/pathway"
    assert fault(shlex.join(["pathway", *words])) == ""
    assert told["USER"] == "10001", "not as root"
    assert f"localhost:{told['EXPOSE']}/health" in told["HEALTHCHECK"]
    python = json.loads(told["HEALTHCHECK"].partition(" CMD ")[2])
    compile(python[2], "HEALTHCHECK", "exec")


def test_the_container_file_has_only_what_such_a_file_may_have() -> None:
    words = [word for word, _ in instructions()]
    assert words[0] == "FROM"
    assert words.count("FROM") == 2
    known = "FROM WORKDIR RUN COPY USER VOLUME EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD"
    assert set(words) == set(known.split())
    for word, rest in instructions():
        if word == "FROM":
            assert rest.split()[0] == "docker.io/library/python:3.12-slim"
        if word in ("ENTRYPOINT", "CMD"):
            assert isinstance(json.loads(rest), list)


@pytest.mark.slow
def test_what_the_container_file_copies_is_enough_to_build_the_program(tmp_path: Path) -> None:
    """The steps that need no network: everything it installs is one lock and this wheel."""
    source = tmp_path / "build"
    copied(source)
    runs = [rest for word, rest in instructions() if word == "RUN"]
    pip = "/opt/pathway/bin/pip install --no-cache-dir "
    assert runs[0] == "python -m venv /opt/pathway"
    assert runs[1] == (f"{pip}--require-hashes --only-binary :all: --requirement locks/service.txt")
    assert runs[2] == f"{pip}--no-deps --no-build-isolation ."
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, source],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    assert len(list(tmp_path.glob("*.whl"))) == 1
