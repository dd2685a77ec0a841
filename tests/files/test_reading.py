"""Nothing is read of what is no file, wherever somebody names one: nobody waits, nothing floods."""

import os
from pathlib import Path

import pytest

from pathway.authoring.spec.gherkin import read_feature
from pathway.engine import open_library
from pathway.ground.problems import PathwayError, Problems
from pathway.yaml.reading import MAX_BYTES, read_file, read_text
from tests.cli.conftest import Run
from tests.cli.conftest import run as run
from tests.house.test_shape import ROOT

MON = ROOT / "examples/patients/mon-57.yaml"
SOUND = ROOT / "tests/bad/libraries/sound"
DAY = ("--as-of", "2026-11-20")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A pipe that nobody ever writes into."""
    os.mkfifo(tmp_path / "pipe.yaml")
    return tmp_path / "pipe.yaml"


@pytest.fixture
def flood(tmp_path: Path) -> Path:
    """A file of many gigabytes that takes no room."""
    path = tmp_path / "flood.yaml"
    path.touch()
    os.truncate(path, 1 << 40)
    return path


def why(path: Path) -> str | None:
    try:
        read_file(path)
    except OSError as error:
        return error.strerror
    return None


def test_what_is_no_file(pipe: Path, flood: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to("/dev/zero")
    assert why(pipe) == "it is a pipe, not a file"
    assert why(Path("/dev/zero")) == why(link) == "it is a device, not a file"
    assert why(flood) == "it is larger than 64 MiB"
    assert why(tmp_path) == "Is a directory"
    assert why(tmp_path / "none") == "No such file or directory"


def test_the_largest_file(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.touch()
    os.truncate(path, MAX_BYTES)
    assert len(read_file(path)) == MAX_BYTES


def test_lines_end_as_in_any_text(tmp_path: Path) -> None:
    path = tmp_path / "text"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n")
    assert read_text(path) == "a\nb\nc\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("advise", "PIPE"),
        ("why", "nsaid", "PIPE"),
        ("compare", "PIPE"),
        ("handout", "PIPE"),
        ("ehr", "explain", "PIPE"),
        ("advise", ROOT / "examples/fhir/sciatica.json", "--site", "PIPE"),
        ("decide", "nsaid", "PIPE", "--action", "accept", "--actor", "Dr Ada"),
        ("tui", "--plain", "PIPE"),
        ("tui", "PIPE"),
        ("site", "pages", "--coverage", "PIPE"),
    ],
    ids=str,
)
def test_every_command_refuses_a_pipe(
    run: Run, pipe: Path, command: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pipe.parent)
    result = run(*(pipe if word == "PIPE" else word for word in command))
    said = f"P501 cannot read `{pipe}`: it is a pipe, not a file\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


def test_a_library_with_a_pipe_in_it(run: Run, pipe: Path) -> None:
    for path in SOUND.rglob("*.yaml"):
        copy = pipe.parent / path.relative_to(SOUND)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    result = run("check", pipe.parent)
    assert (result.exit_code, result.stdout) == (
        2,
        f"P501 cannot read `pipe.yaml`: it is a pipe, not a file\n\n{pipe.parent.name}: 1 error\n",
    )
    with pytest.raises(PathwayError):
        open_library(pipe.parent)


@pytest.mark.slow
def test_a_feature_that_is_a_pipe(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "care.feature")
    for feature in (tmp_path, tmp_path / "care.feature"):
        assert run("spec", feature, "--library", SOUND).exit_code in (1, 2)
    problems = Problems()
    assert read_feature(tmp_path / "care.feature", "care.feature", problems) is None
    said = "P601 cannot read `care.feature`: it is a pipe, not a file"
    assert list(map(str, problems)) == [said]
