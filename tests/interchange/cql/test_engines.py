"""CQL out, held to the reference by the official translator and the engines that run its ELM."""

import os
from functools import cache
from pathlib import Path

import pytest

from pathway.cql.library import Library as CqlLibrary
from pathway.cql.library import library_of
from pathway.engine import Library, open_library
from pathway.patients.at_date import Resolved
from pathway.program import CompiledProgram
from pathway.walk import walk
from tests.interchange.cql.engines import Engine, differences, evaluated, executed
from tests.interchange.cql.people import people
from tests.interchange.cql.small import small_library
from tests.interchange.cql.telling import parameters
from tests.patients.doubtful import library_in

#: How many random patients each pathway has; by hand ten times as many.
PATIENTS = int(os.environ.get("PATHWAY_CQL_PATIENTS", "1000"))
#: Patients that are told to a program at once.
AT_ONCE = 500


@cache
def shipped() -> Library:
    return open_library()


def compared(
    program: CompiledProgram,
    library: CqlLibrary,
    some: list[Resolved],
    folder: Path,
    engine: Engine = executed,
) -> tuple[int, list[str]]:
    """How many values were compared, and which of them differ."""
    told = [parameters(library.inputs, one) for one in some]
    count, found = 0, list[str]()
    for resolved, values in zip(some, engine(library.text, told, folder), strict=True):
        number, differing = differences(program, walk(program, resolved), values)
        count += number
        found += differing
    return count, found


@pytest.mark.slow
@pytest.mark.parametrize("id_", shipped().pathways)
def test_random_patients_of_a_shipped_pathway(id_: str, tmp_path: Path) -> None:
    program, done = shipped().program(id_), 0
    library = library_of(program)
    for start in range(0, PATIENTS, AT_ONCE):
        some = people(program, min(AT_ONCE, PATIENTS - start), start)
        count, found = compared(program, library, some, tmp_path)
        assert found == []
        done += count
    assert done >= PATIENTS * len(program.definitions)


#: What is right in the text of the small pathway below, and a fault of each kind.
FAULTS = (
    ("< 3.0 then true", "< 4.0 then true"),
    ("when yes = no then yes else null end", "else no end"),
    ('"drug.ever" is false', '"drug.ever" is null'),
    ("<= 5.0 then true", "< 5.0 then true"),
    ("'middle'", "'high'"),
    (" + 6 weeks", " + 600 weeks"),
)


@pytest.mark.slow
def test_the_engine_of_the_translator(tmp_path: Path) -> None:
    """It is slower: all that conditions can say, and a few patients of a shipped pathway."""
    small = small_library(tmp_path / "small").program("leg")
    for program, count in ((small, 200), (shipped().program("acute-severe-sciatica"), 3)):
        some = people(program, count, 11)
        assert compared(program, library_of(program), some, tmp_path, evaluated)[1] == []


@pytest.mark.slow
def test_what_is_assumed_without_a_reason_to_doubt(tmp_path: Path) -> None:
    program = library_in(tmp_path / "clinic").program("leg")
    some = people(program, 1000, 3)
    assert compared(program, library_of(program), some, tmp_path)[1] == []


@pytest.mark.slow
@pytest.mark.parametrize(("right", "wrong"), [("", ""), *FAULTS])
def test_a_fault_in_the_text_is_found(right: str, wrong: str, tmp_path: Path) -> None:
    program = small_library(tmp_path / "small").program("leg")
    library, some = library_of(program), people(program, 400, 7)
    start = library.text.index("\ndefine ")
    before, after = library.text[:start], library.text[start:]
    assert right in after
    edited = CqlLibrary(before + after.replace(right, wrong), library.inputs)
    assert (compared(program, edited, some, tmp_path)[1] == []) is (right == wrong)
