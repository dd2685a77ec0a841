"""check in every format, checking again at every change, and the schemas for editors."""

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pathway.advice.schema import FORMS
from pathway.cli import checking
from pathway.cli.watching import changes, watch
from pathway.content.schema import NAMES, schema_of
from pathway.engine import open_library
from pathway.ground.problems import PathwayError, Problem, Problems
from pathway.ground.source import Source, Span
from pathway.yaml.located import read_bytes
from tests.golden import expect

from .conftest import Run

ROOT = Path(__file__).parents[2]
SOUND = ROOT / "tests/bad/libraries/sound"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A library of one's own, with an error that has two places and a hint."""
    folder = tmp_path / "mine"
    shutil.copytree(SOUND, folder)
    spoil(folder / "therapies/nsaid.yaml", "id: heart_disease", "id: ulcer")
    return folder


def spoil(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


# -- formats -----------------------------------------------------------------------------------


def test_sarif(run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(mine / "back_pain.yaml", "'radicular'", "'radiculer'")
    monkeypatch.chdir(mine.parent)
    result = run("check", "mine", "--format", "sarif")
    assert result.exit_code == 1
    expect("cli/check.sarif", result.stdout)


def test_sarif_of_warnings_and_of_nothing(run: Run, mine: Path) -> None:
    spoil(mine / "therapies/nsaid.yaml", "id: ulcer, when: heart", "id: heart, when: heart")
    (run_,) = json.loads(run("check", mine, "--format", "sarif").stdout)["runs"]
    assert (run_["results"], run_["tool"]["driver"]["rules"]) == ([], [])
    spoil(mine / "back_pain.yaml", "to: surgeon}", "to: done}")
    (run_,) = json.loads(run("check", mine, "--format", "sarif").stdout)["runs"]
    (found,) = run_["results"]
    assert (found["ruleId"], found["level"]) == ("P302", "warning")


def test_the_formats_agree(run: Run, mine: Path) -> None:
    text = run("check", mine)
    as_json = run("check", mine, "--format", "json")
    assert as_json.stdout == run("check", mine, "--json").stdout
    (problem,) = json.loads(as_json.stdout)["problems"]
    assert (problem["code"], problem["file"]) == ("P110", "therapies/nsaid.yaml")
    assert text.stdout.startswith(f"P110 {problem['message']}\n")
    assert text.exit_code == as_json.exit_code == 1


# -- watching ----------------------------------------------------------------------------------


def edits(*steps: Callable[[], object]) -> Callable[[], bool]:
    """Instead of waiting, somebody edits; after the last edit nobody waits any longer."""
    remaining = list(steps)

    def wait() -> bool:
        if not remaining:
            return False
        remaining.pop(0)()
        return True

    return wait


def looking_at(folder: Path) -> Callable[[], tuple[Problem, ...]]:
    def look() -> tuple[Problem, ...]:
        try:
            return open_library(folder).findings()
        except PathwayError as error:
            return error.problems

    return look


def test_watching_tells_only_what_changed(mine: Path) -> None:
    therapy, pathway = mine / "therapies/nsaid.yaml", mine / "back_pain.yaml"
    told = watch(
        mine,
        looking_at(mine),
        edits(
            lambda: None,
            lambda: spoil(pathway, "to: surgeon}", "to: surgon}"),
            lambda: spoil(therapy, "therapy: nsaid\n", "# Moved down by a line.\ntherapy: nsaid\n"),
            lambda: spoil(therapy, "id: ulcer, when: heart", "id: heart, when: heart"),
            lambda: spoil(pathway, "to: surgon}", "to: surgeon}"),
            (mine / "back_pain.yaml").unlink,
        ),
    )
    expect("cli/check.watched", "".join(told))


def test_what_changes_between_two_checks() -> None:
    source = Source("a.yaml", "one\ntwo\n")
    one = Problem("P107", "unknown source `x`", Span(source, 0, 3))
    same_further_down = Problem("P107", "unknown source `x`", Span(source, 4, 7))
    assert changes([one], [same_further_down]) == "nothing has changed, 1 error\n"
    assert changes([one], [one, same_further_down]) == f"{same_further_down}\n\n2 errors\n"
    assert changes([one, same_further_down], [one]) == (
        "mended: P107 unknown source `x` (a.yaml)\n1 error\n"
    )
    assert changes([Problem("P113", "nothing")], []) == "mended: P113 nothing\nno problems\n"


def test_the_command_watches_until_interrupted(
    run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "_pause", interrupted)
    result = run("check", mine, "--watch")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "P110 two rules of `nsaid` are called `ulcer`"
    assert result.stdout.endswith("\n1 error\n\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--watch"], "P510 the shipped pathways never change\n"),
        ([".", "--watch", "--json"], "P510 only text can be watched\n"),
        (["nowhere", "--watch"], "P501 there is no folder `nowhere`\n"),
    ],
)
def test_what_cannot_be_watched(run: Run, words: list[str], said: str) -> None:
    result = run("check", *words)
    assert result.exit_code == 2
    assert result.stderr.startswith(said)


# -- schemas -----------------------------------------------------------------------------------


def plain(node: Any) -> Any:
    """What an editor sees of a file: YAML 1.2 values, and nothing of places."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items() if key != "@"}
    if isinstance(node, list):
        return [plain(member) for member in node]
    if isinstance(node, Decimal):
        return int(node) if node == node.to_integral_value() else float(node)
    return str(node) if isinstance(node, str) else node


def files_of(name: str) -> list[Path]:
    libraries = [ROOT / "pathways", SOUND, ROOT / "tests/cases/library"]
    if name == "patient":
        return sorted((ROOT / "examples/patients").glob("*.yaml"))
    if name == "site":
        return sorted((ROOT / "examples/sites").glob("*.yaml"))
    found = [path for folder in libraries for path in sorted(folder.glob(NAMES[name]))]
    return [path for path in found if name != "pathway" or "pathway:" in path.read_text()[:400]]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_files_are_valid_by_their_schema(name: str) -> None:
    schema = schema_of(name, open_library().vocabulary)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert files_of(name)
    for path in files_of(name):
        node = read_bytes(path.name, path.read_bytes(), Problems())
        assert [str(error)[:300] for error in validator.iter_errors(plain(node))] == [], path


@pytest.mark.parametrize(
    ("name", "faulty"),
    [
        ("therapy", {"therapy": "x", "title": "x", "kind": "drug", "contraindications": []}),
        ("therapy", {"therapy": "x", "title": "x", "kind": "medication"}),
        ("pathway", {"pathway": "x"}),
        ("parameters", {"parameters": {"x": {"title": "x", "default": "12"}}}),
        ("patient", {"patient": "x", "attributes": {"bleeding_disordr": True}}),
        ("patient", {"patient": "x", "attributes": {"leg_pain": "radiculer"}}),
        ("patient", {"patient": "x", "trials": [{"therapy": "nsaids"}]}),
    ],
)
def test_a_schema_notices_what_an_editor_should_mark(name: str, faulty: object) -> None:
    schema = schema_of(name, open_library().vocabulary)
    assert not Draft202012Validator(schema).is_valid(faulty)


def test_no_schema_speaks_of_places_or_of_nothing() -> None:
    for name in NAMES:
        text = json.dumps(schema_of(name, open_library().vocabulary))
        assert '"@"' not in text
        assert '"null"' not in text


def test_schemas_are_listed_printed_and_written(run: Run, tmp_path: Path) -> None:
    assert run("schema").stdout.splitlines()[5] == "therapy         therapies/*.yaml"
    printed = run("schema", "therapy").stdout
    assert json.loads(printed)["title"] == "therapy"
    result = run("schema", "--folder", tmp_path / "schemas")
    assert result.exit_code == 0
    written = sorted((tmp_path / "schemas").iterdir())
    assert [path.name for path in written] == sorted(
        f"{name}.schema.json" for name in (*NAMES, *FORMS)
    )
    assert (tmp_path / "schemas/therapy.schema.json").read_text() == printed


def test_the_schema_of_patients_is_that_of_a_library(run: Run) -> None:
    schema = json.loads(run("schema", "patient", "--library", SOUND).stdout)
    assert list(schema["properties"]["attributes"]["properties"])[:2] == ["birth_date", "age"]


def test_there_is_no_schema_of_anything_else(run: Run, tmp_path: Path) -> None:
    result = run("schema", "therapie")
    assert result.exit_code == 2
    assert result.stderr == (
        "P510 there is no schema of `therapie`\n  help: did you mean `therapy`?\n"
    )
    (tmp_path / "file").write_text("")
    result = run("schema", "therapy", "--folder", tmp_path / "file")
    assert result.exit_code == 2
    assert result.stderr.startswith("P509 cannot write")
