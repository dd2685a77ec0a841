"""The same inputs give the same bytes, whatever the process around them looks like."""

from pathlib import Path

import pytest

from .processes import pathway

SURROUNDINGS = {
    "hash seed 1": {"PYTHONHASHSEED": "1"},
    "hash seed 2, Auckland": {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland"},
    "C locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "Latin-1 terminal": {"PYTHONIOENCODING": "latin-1", "COLUMNS": "40"},
}


@pytest.fixture(scope="module")
def expected(library: Path) -> bytes:
    return advise(library, {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"})


@pytest.mark.slow
@pytest.mark.parametrize("environment", SURROUNDINGS.values(), ids=SURROUNDINGS.keys())
def test_json_byte_for_byte(library: Path, expected: bytes, environment: dict[str, str]) -> None:
    assert advise(library, environment) == expected


def advise(library: Path, environment: dict[str, str]) -> bytes:
    patient = library / "patients" / "example.yaml"
    done = pathway(
        "advise",
        patient,
        "--library",
        library,
        "--as-of",
        "2026-01-15",
        "--json",
        environment=environment,
    )
    assert done.stderr == b""
    assert done.returncode == 0
    return done.stdout
