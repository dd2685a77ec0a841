"""The examples of every problem's page: the wrong one has the problem, the right one has not."""

import re
import shutil
import textwrap
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import pathway
from pathway.cli import heads
from pathway.cli.app import commands
from pathway.cohort.table import wrong_columns
from pathway.ground.problem_pages import page
from pathway.ground.problems import CODES, PathwayError, Problem, Problems
from pathway.ground.source import Source
from pathway.yaml.located import read, read_bytes

HERE = Path(__file__).parent / "pages"
LIBRARY = HERE / "library"
ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)

#: Codes of YAML alone; features, records and versions have their tests beside what reports them.
YAML = [code for code in CODES if "P004" <= code <= "P013"]
FEATURES = [code for code in CODES if code.startswith("P6")]
RECORDS = [code for code in CODES if code.startswith("P7")]
VERSIONS = [code for code in CODES if code.startswith("P8")]


def examples(code: str) -> tuple[str, str]:
    """The wrong and the right example of a page."""
    wrong, right = re.findall(r"```\w+\n(.+?)\n```", page(code) or "", re.DOTALL)
    return wrong, right


def codes_of(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.code for problem in problems}


def check_examples(code: str, found: Callable[[str], set[str]]) -> None:
    wrong, right = examples(code)
    assert code in found(wrong), wrong
    assert code not in found(right), right


# -- bytes and YAML ----------------------------------------------------------------------------

#: What a page cannot show as it is.
_SHOWN = {
    "<tab>": "\t",
    "<U+200B>": "\u200b",
    "[[[[[[[[[[ … ]]]]]]]]]]": "[" * 101 + "]" * 101,
    "((((((((((a or b) and c) or d) …": "(" * 101 + "ulcer" + ")" * 101,
    "severe_or_persistent": "ulcer",
}


def written(example: str) -> str:
    for shown, meant in _SHOWN.items():
        example = example.replace(shown, meant)
    return example


@pytest.mark.parametrize("code", ["P002", *YAML])
def test_yaml(code: str) -> None:
    def found(example: str) -> set[str]:
        problems = Problems()
        read(Source("example.yaml", written(example) + "\n"), problems)
        return codes_of(problems.errors)

    check_examples(code, found)


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ("P001", "name: Müller\n".encode("utf-16"), "name: Müller\n".encode()),
        ("P003", b"# " + b"x" * 1024 * 1024, b"patient: mon-57"),
    ],
)
def test_bytes(code: str, wrong: bytes, right: bytes) -> None:
    def found(data: bytes) -> set[str]:
        problems = Problems()
        read_bytes("example.yaml", data, problems)
        return codes_of(problems.errors)

    assert code in found(wrong)
    assert found(right) == set()


# -- libraries ---------------------------------------------------------------------------------


def places() -> dict[str, Any]:
    problems = Problems()
    found = read_bytes("places.yaml", (HERE / "places.yaml").read_bytes(), problems)
    assert isinstance(found, dict), list(problems)
    return {code: place for code, place in found.items() if code != "@"}


def put(folder: Path, place: dict[str, Any], example: str) -> None:
    """Write an example where it belongs; all its lines are indented as its first one."""
    id_ = re.search(r"^therapy: (\w+)", example)
    path = folder / place["file"].replace("ID", id_[1] if id_ else "")
    stands = str(place.get("stands", "EXAMPLE"))
    before = path.read_text() if path.exists() and "instead of" in place else "WHOLE"
    instead_of = str(place.get("instead of", "WHOLE"))
    assert instead_of in before
    for name in place.get("without", ()):
        before = re.sub(rf"^  {name}: .*\n", "", before, flags=re.MULTILINE)
        before = before.replace(f" or {name}", "")
    text = before.replace(instead_of, stands, 1)
    line = next((line for line in text.splitlines() if "EXAMPLE" in line), "")
    indent = " " * line.index("EXAMPLE") if line else ""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace("EXAMPLE", textwrap.indent(example, indent).lstrip(), 1) + "\n")


def found_in(folder: Path) -> set[str]:
    try:
        return codes_of(pathway.open_library(folder).findings(TODAY))
    except PathwayError as error:
        return codes_of(error.problems)


@pytest.mark.slow
@pytest.mark.parametrize("code", places())
def test_libraries(code: str, tmp_path: Path) -> None:
    for number, (which, example) in enumerate(zip(("wrong", "right"), examples(code), strict=True)):
        folder = tmp_path / which
        shutil.copytree(LIBRARY, folder)
        place = places()[code]
        if "also" in place:
            put(folder, place["also"], "")
        put(folder, place.get(which, place), written(example))
        assert (code in found_in(folder)) is (number == 0), example


def test_the_library_of_the_pages_is_sound() -> None:
    assert found_in(LIBRARY) == set()


@pytest.mark.parametrize("code", ["P116", "P117", "P118"])
def test_files_of_a_library(code: str, tmp_path: Path) -> None:
    def found(example: str) -> set[str]:
        folder = tmp_path / re.sub(r"\W", "", example)
        shutil.copytree(LIBRARY, folder)
        if code == "P118":
            many = "".join(f"key_{number}: x\n" for number in range(60))
            target = folder if "of a library" in example else tmp_path
            (target / "export.yaml").write_text(many)
        else:
            target = folder / example.split()[0]
            target.parent.mkdir(exist_ok=True)
            (folder / "therapies" / "nsaid.yaml").rename(target)
        return found_in(folder)

    check_examples(code, found)


# -- patients ----------------------------------------------------------------------------------

PATIENTS = ["P109", "P113", *(code for code in CODES if "P400" < code < "P420")]
#: Records in FHIR have their own test beside their reader.
FHIR = [code for code in CODES if "P420" <= code < "P450"]
_TOP = ("patient:", "attributes:", "trials:", "overrides:", "none of:", "#")


@pytest.mark.parametrize("code", PATIENTS)
def test_patients(code: str) -> None:
    def found(example: str) -> set[str]:
        if not example.startswith(_TOP):
            example = f"attributes:\n{textwrap.indent(example, '  ')}"
        text = example if code == "P113" else f"patient: x\nrecorded: 2026-11-20\n{example}"
        try:
            pathway.open_library(LIBRARY).patient_from_text(text, today=TODAY)
        except PathwayError as error:
            return codes_of(error.problems)
        return set()

    check_examples(code, found)


# -- commands ----------------------------------------------------------------------------------

# What is the fault of this program cannot be tried by a command: tests/agents plants one.
COMMANDS = [code for code in CODES if "P500" < code < "P600" and code != "P514"]


@pytest.mark.slow
@pytest.mark.parametrize("code", COMMANDS)
def test_commands(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "examples/patients/mon-57.yaml", "patient.yaml")
    (tmp_path / "sciatica").mkdir()
    (tmp_path / "sciatica/sciatica.yaml").write_text("# mine\n")
    shutil.copytree(ROOT / "src/pathway/cli/skeleton/files/features", tmp_path / "features")
    for name, verdict in (("failing", "tried"), ("holding", "pending")):
        steps = f"Given a patient\nWhen the sciatica pathway is followed\nThen NSAID is {verdict}"
        (tmp_path / f"{name}.feature").write_text(f"Feature: Care\nScenario: {name}\n{steps}\n")
    started: list[object] = []

    def start(*args: object, **_: object) -> int:
        started.append(args)
        return 0

    monkeypatch.setattr("pathway.tui.run", start)
    if code == "P506":
        monkeypatch.setattr(heads, "find_spec", lambda _: None)

    def found(example: str) -> set[str]:
        program, *words = example.partition("   (")[0].replace('"Knee pain"', "Knee-pain").split()
        if program == "pip":
            return set()
        result = CliRunner().invoke(commands(), words, prog_name="pathway")
        assert result.exit_code in (0, 1, 2)
        return set(re.findall(r"^(P\d{3}) ", result.stderr, re.MULTILINE))

    check_examples(code, found)


# -- all of them -------------------------------------------------------------------------------


# -- tables ------------------------------------------------------------------------------------


def test_tables() -> None:
    program = pathway.open_library(LIBRARY).program("sciatica")

    def found(example: str) -> set[str]:
        return codes_of(tuple(wrong_columns(example.strip().split(","), program)))

    check_examples("P901", found)


def test_the_examples_of_every_page_are_tried() -> None:
    tried = {"P001", "P002", "P003", "P116", "P117", "P118", "P210", "P514", "P901"}
    tried |= {*YAML, *places(), *PATIENTS, *FHIR, *COMMANDS, *FEATURES, *RECORDS, *VERSIONS}
    assert sorted(set(CODES) - tried) == []
