"""What is installed is what was tested: the lock files agree with pyproject.toml and each other."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.loading import script

ROOT = Path(__file__).parents[2]
LOCKS = ROOT / "locks"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
PIN = re.compile(r"([a-z0-9][a-z0-9.-]*)==([^\s;\\]+)(?: ; (.*?))? \\")


def locked(name: str) -> dict[str, str]:
    """The version of every package in one lock file."""
    lines = (LOCKS / f"{name}.txt").read_text().splitlines()
    found: dict[str, str] = {}
    for line in lines:
        if line.startswith(("#", "    --hash=sha256:")):
            continue
        pin = PIN.fullmatch(line)
        assert pin is not None, f"locks/{name}.txt: {line}"
        assert pin[1] not in found, f"locks/{name}.txt has {pin[1]} twice"
        found[pin[1]] = pin[2]
    return found


def wanted(name: str) -> list[Requirement]:
    """What pyproject.toml asks for under one name, its extras followed."""
    found = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
    found += [Requirement(text) for text in PROJECT["dependency-groups"]["build"]]
    if name == "uv":
        return found + [Requirement(text) for text in PROJECT["dependency-groups"]["lock"]]
    waiting = [] if name == "base" else [name]
    while waiting:
        for text in EXTRAS[waiting.pop()]:
            requirement = Requirement(text)
            if requirement.name == PROJECT["project"]["name"]:
                waiting += requirement.extras
            else:
                found.append(requirement)
    return found


def test_every_extra_has_its_lock() -> None:
    assert {path.stem for path in LOCKS.glob("*.txt")} == {"base", "uv", *EXTRAS}


@pytest.mark.parametrize("name", ["base", "uv", *EXTRAS])
def test_a_lock_holds_what_its_extra_asks_for(name: str) -> None:
    versions = locked(name)
    missing = [
        str(one)
        for one in wanted(name)
        if not one.specifier.contains(versions.get(canonicalize_name(one.name), "0"))
    ]
    assert missing == [], "run `make lock`"


def test_all_locks_are_parts_of_one_resolution() -> None:
    whole = locked("dev") | locked("uv") | locked("cluster") | locked("bench")
    for name in ("base", "uv", *EXTRAS):
        assert locked(name).items() <= whole.items(), name


def test_every_pin_has_hashes_and_no_lock_names_a_registry() -> None:
    for path in LOCKS.glob("*.txt"):
        text = path.read_text()
        assert not re.search(r"://|--(?:extra-)?index-url|--find-links", text), path.name
        for pin in re.split(r"\n(?=[a-z])", text)[1:]:
            assert "--hash=sha256:" in pin, pin


def test_the_demo_installs_no_solver_browser_or_test_runner() -> None:
    assert locked("base").keys() & {
        "z3-solver",
        "playwright",
        "pytest",
        "textual",
        "sqlalchemy",
    } == (set())


def test_the_build_backend_is_locked_as_the_build_system_asks() -> None:
    build = PROJECT["build-system"]["requires"]
    assert set(build) <= set(PROJECT["dependency-groups"]["build"])


# -- where the lock cannot be installed --------------------------------------------------------


def test_a_lock_that_cannot_be_installed_is_one_sentence(tmp_path: Path) -> None:
    """`make demo` with a Python whose pip refuses."""
    fake = tmp_path / "bin/python"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\nexec '{sys.executable}' -I \"$@\"\n")
    fake.chmod(0o700)
    (tmp_path / "pip.py").write_text("raise SystemExit('no network')\n")
    fake.write_text(
        f"#!/bin/sh\ncd '{ROOT}'\nPYTHONPATH='{tmp_path}' exec '{sys.executable}' \"$@\"\n"
    )
    done = subprocess.run(
        ["make", "--no-print-directory", "demo", f"VENV={tmp_path}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    refused, said = done.stderr.splitlines()[1:3]
    assert refused == "no network"
    assert said == script("install").sentence("locks/base.txt", sys.version_info[:2], "base")
    assert not (tmp_path / ".installed").exists()


def test_a_python_that_was_not_tested_is_named() -> None:
    assert script("install").sentence("locks/base.txt", (3, 14), "base") == (
        "The packages of locks/base.txt could not be installed; the reason stands above. They were "
        "tested with Python 3.11, 3.12 and 3.13, and this is Python 3.14: remove the folder .venv "
        "and make it anew with one of those, for example `make demo PYTHON=python3.13`."
    )


def test_without_an_index_the_sentence_says_how_to_go_on() -> None:
    assert script("install").sentence("locks/tui.txt", (3, 12), "tui") == (
        "The packages of locks/tui.txt could not be installed; the reason stands above. If the "
        "package index cannot be reached, try again when it can; to take the newest versions "
        f"instead of the tested ones: {sys.executable} -m pip install --editable '.[tui]'"
    )


def test_an_unknown_lock_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert script("install").main(["gui"]) == 2
    names = ", ".join(sorted(["base", "uv", *EXTRAS]))
    assert capsys.readouterr().out == (
        f"usage: python locks/install.py NAME, where NAME is one of: {names}\n"
    )


def test_newer_versions_are_listed() -> None:
    lock = "typer==0.29.2 \\\n    --hash=sha256:0\nz3-solver==5.4 ; x \\\n    --hash=sha256:1\n"
    differences = script("newest").differences
    assert differences(lock, {"typer": "0.30.0", "z3-solver": "5.4", "other": "1"}) == (
        "Newest versions that differ from the lock:\n  typer 0.29.2 → 0.30.0"
    )
    assert differences(lock, {"typer": "0.29.2"}) == "Newest versions: the same as in the lock"


def test_the_tests_with_the_newest_versions_exist() -> None:
    assert [name for name in script("newest").TESTS if not (ROOT / name).exists()] == []
