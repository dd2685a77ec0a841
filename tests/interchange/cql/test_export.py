"""`pathway export`: the text, the folder, and what CQL cannot say."""

import re
from pathlib import Path

import pytest

from pathway.cql.expressions import CODE
from pathway.cql.library import library_of
from pathway.engine import open_library
from pathway.ground.problem_pages import page
from pathway.ground.problems import ExportError
from tests.cli.conftest import Run, run
from tests.golden import expect
from tests.interchange.cql.small import small_library

__all__ = ["run"]


def refused(folder: Path, old: str, new: str) -> list[str]:
    """What is said of a condition instead of exporting it."""
    program = small_library(folder, {"vocabulary.yaml": (old, new)}).program("leg")
    with pytest.raises(ExportError) as error:
        library_of(program)
    return [str(problem) for problem in error.value.problems]


def test_the_text_of_a_small_pathway(tmp_path: Path) -> None:
    expect("interchange/leg.cql", library_of(small_library(tmp_path).program("leg")).text)


# -- what CQL cannot say -------------------------------------------------------------------

WITHOUT_END = """\
P210 CQL cannot say `weight / 3` with the same result
  vocabulary.yaml:37:53
    37 |   allowed: {define: if woman then weight * 0.5 else weight / 3 + 10 'kg', title: allowed}
       |                                                     ^~~~~~~~~~
  help: CQL rounds to 8 decimals: multiply the other side instead"""


def test_a_division_without_end(tmp_path: Path) -> None:
    assert refused(tmp_path, "weight / 4 + 10", "weight / 3 + 10") == [WITHOUT_END]


def test_a_number_with_more_decimals_than_cql_has(tmp_path: Path) -> None:
    assert refused(tmp_path, "pain < 3", "pain < 3.123456789") == [
        (
            "P210 CQL cannot say the number 3.123456789 with the same result\n"
            "  vocabulary.yaml:25:24\n"
            "    25 |   low: {define: pain < 3.123456789, title: low}\n"
            "       |                        ^~~~~~~~~~~\n"
            "  help: a number of CQL has at most 8 decimals"
        )
    ]


def test_a_day_moved_by_what_is_not_written(tmp_path: Path) -> None:
    assert refused(tmp_path, "operated + 6 weeks", "operated + drug.weeks") == [
        (
            "P210 CQL cannot say `operated + drug.weeks` with the same result\n"
            "  vocabulary.yaml:30:19\n"
            "    30 |   early: {define: operated + drug.weeks > seen, title: early}\n"
            "       |                   ^~~~~~~~~~~~~~~~~~~~~\n"
            "  help: CQL moves a day by a written number of days, weeks, months or years"
        )
    ]


def test_everything_that_cannot_be_said_comes_in_one_run(tmp_path: Path) -> None:
    old = "before - pain >= 2 or before - pain >= before * 0.3"
    found = refused(tmp_path, old, "before / 7 > 1 or pain * 0.000000001 > 1 or pain / 3 < 1")
    assert [line.splitlines()[0] for line in found] == [
        "P210 CQL cannot say `before / 7` with the same result",
        "P210 CQL cannot say `pain * 0.000000001` with the same result",
        "P210 CQL cannot say `pain / 3` with the same result",
    ]


@pytest.mark.parametrize(("number", "refuses"), [(0, True), (1, False)])
def test_the_page_of_the_problem(number: int, refuses: bool, tmp_path: Path) -> None:
    example = re.findall(r"```text\n(.+?)\n```", page(CODE) or "")[number]
    edited = {"vocabulary.yaml": ("pain < 3", example)}
    program = small_library(tmp_path, edited).program("leg")
    if refuses:
        with pytest.raises(ExportError):
            library_of(program)
    else:
        assert library_of(program).text


# -- the command ---------------------------------------------------------------------------


def test_the_command_writes_the_text(run: Run, tmp_path: Path) -> None:
    library = small_library(tmp_path)
    shown = run("export", "leg", "--format", "cql", "--library", tmp_path)
    assert (shown.exit_code, shown.stdout) == (0, library_of(library.program("leg")).text)


def test_what_cannot_be_said_is_refused_with_its_place(run: Run, tmp_path: Path) -> None:
    small_library(tmp_path, {"vocabulary.yaml": ("weight / 4 + 10", "weight / 3 + 10")})
    shown = run("export", "leg", "--library", tmp_path, "--output", tmp_path / "out")
    assert (shown.exit_code, shown.stdout, (tmp_path / "out").exists()) == (1, "", False)
    assert shown.stderr.startswith(WITHOUT_END)


def test_nothing_is_written_over_unasked(run: Run, tmp_path: Path) -> None:
    small_library(tmp_path / "in")
    asked = ("export", "leg", "--library", tmp_path / "in", "--output", tmp_path / "out")
    first = run(*asked)
    written = [
        *("leg.cql", "Library-leg.json", "PlanDefinition-leg.json"),
        *("ActivityDefinition-leg-drug.json", "ActivityDefinition-leg-rest.json"),
        *("EvidenceVariable-leg-eligible.json", "Evidence-leg-who.json"),
    ]
    shown = "".join(f"{tmp_path}/out/{name}\n" for name in written)
    assert (first.exit_code, first.stdout) == (0, shown)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(written)
    again = run(*asked)
    assert (again.exit_code, again.stdout) == (2, "")
    assert "is already there" in again.stderr
    assert run(*asked, "--force").exit_code == 0


def test_every_shipped_pathway_can_be_said() -> None:
    library = open_library()
    for id_ in library.pathways:
        program = library.program(id_)
        text = library_of(program).text
        defined = re.findall(r'^define "(.+)":$', text, re.MULTILINE)
        assert len(set(defined)) == len(defined)
        assert [name for name in defined if name in program.by_name] == list(program.by_name)
