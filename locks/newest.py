"""Tries the newest versions that pyproject.toml allows: what differs from the lock, what breaks.

Run by `make test-newest` with the Python of an environment of its own. The tests are those that
use the libraries most: reading files, conditions, the command line, health records, the record
store, and a few screens. Ends within ten minutes, of which the tests have at most five.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
TESTS: Final = (
    "tests/conditions/test_parser.py",
    "tests/conditions/test_units.py",
    "tests/conditions/test_evaluation.py",
    "tests/files/test_located_yaml.py",
    "tests/files/test_load.py",
    "tests/patients/test_patient_file.py",
    "tests/patients/test_patient_write.py",
    "tests/cli/test_advising.py",
    "tests/ehr/test_forms.py",
    "tests/graph/test_graph.py",
    "tests/present/test_formats.py",
    "tests/records/test_store.py",
    "tests/tui/test_open.py",
)
SECONDS: Final = 300


def main() -> int:
    """Install, compare, test; 1 where something breaks."""
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")
    newest = ("install", "--upgrade", "--upgrade-strategy", "eager", "--editable", ".[dev]")
    try:
        subprocess.run([*pip, *newest], cwd=ROOT, check=True, timeout=SECONDS)
    except subprocess.CalledProcessError:
        print("Newest versions: they cannot be installed together; the reason stands above")
        return 1
    except subprocess.TimeoutExpired:
        print("Newest versions: not tried, installing them took more than five minutes")
        return 1
    print(differences((ROOT / "locks/dev.txt").read_text(), installed()))
    command = (sys.executable, "-m", "pytest", "-q", "-n", "auto", "--tb=short", "-m", "not slow")
    try:
        done = subprocess.run(
            [*command, "-p", "no:cacheprovider", *TESTS],
            cwd=ROOT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        print("Newest versions: not known, the tests did not end within five minutes")
        return 1
    lines = done.stdout.splitlines()
    if done.returncode != 0:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        print("Newest versions: these tests break")
        print("\n".join(f"  {line}" for line in lines if line.startswith(("FAILED", "ERROR"))))
        return 1
    print(f"Newest versions: {lines[-1] if lines else 'no test was run'}")
    return 0


def installed() -> dict[str, str]:
    """The versions of this environment, by normal name."""
    return {normal(found.name): found.version for found in distributions()}


def normal(name: str) -> str:
    """A distribution's name as all spellings of it agree."""
    return re.sub(r"[-_.]+", "-", name).lower()


def differences(lock: str, found: dict[str, str]) -> str:
    """The packages whose version is not the locked one, one a line."""
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", lock, re.MULTILINE))
    changed = [
        f"  {name} {locked[name]} → {version}"
        for name, version in sorted(found.items())
        if name in locked and version != locked[name]
    ]
    if not changed:
        return "Newest versions: the same as in the lock"
    return "\n".join(["Newest versions that differ from the lock:", *changed])


if __name__ == "__main__":
    sys.exit(main())
