"""The exported text held to the reference, by a small interpreter of CQL in Python."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pathway.cql.inputs import inputs_of
from pathway.cql.library import library_of
from pathway.engine import open_library
from pathway.program import CompiledProgram
from pathway.walk import walk
from tests.interchange.cql.engines import differences
from tests.interchange.cql.people import people
from tests.interchange.cql.small import small_library
from tests.interchange.cql.small_cql import SmallCql
from tests.interchange.cql.telling import Plain, parameters
from tests.patients.doubtful import library_in
from tests.verify.bigger_pathways import a_library, opened
from tests.verify.small_pathways import a_pathway


def compared(program: CompiledProgram, count: int, seed: int, text: str = "") -> list[str]:
    """Where the text comes to something else than the reference."""
    library, found = SmallCql(text or library_of(program).text), list[str]()
    inputs = inputs_of(program)
    for resolved in people(program, count, seed):
        told = {n: _value(v) for n, v in parameters(inputs, resolved).items()}
        values = {name: _plain(value) for name, value in library.values(told).items()}
        number, differing = differences(program, walk(program, resolved), values)
        assert number >= len(program.definitions)
        found += differing
    return found


def test_all_that_conditions_can_say(tmp_path: Path) -> None:
    assert compared(small_library(tmp_path).program("leg"), 300, 1) == []


def test_what_is_assumed_without_a_reason_to_doubt(tmp_path: Path) -> None:
    assert compared(library_in(tmp_path).program("leg"), 300, 2) == []


def test_pathways_at_random(tmp_path: Path) -> None:
    for number in range(6):
        assert compared(a_pathway(Random(number), tmp_path / str(number)), 20, number) == []
        library = opened(a_library(Random(number)), tmp_path / f"bigger{number}")
        if library is not None:
            assert compared(library.program("way"), 20, number) == []


def test_a_shipped_pathway() -> None:
    assert compared(open_library().program("sciatica"), 10, 3) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("< 3.0 then true", "< 4.0 then true"),
        ("when yes = no then yes else null end", "else no end"),
        ('"drug.ever" is false', '"drug.ever" is null'),
        (" + 6 weeks", " + 600 weeks"),
    ],
)
def test_a_fault_in_the_text_is_found(right: str, wrong: str, tmp_path: Path) -> None:
    program = small_library(tmp_path).program("leg")
    text = library_of(program).text
    assert right in text
    assert compared(program, 100, 4, text.replace(right, wrong)) != []


# -- private -------------------------------------------------------------------------------


def _value(value: Plain) -> Any:
    if not isinstance(value, list):
        return value
    low, high = value
    if isinstance(low, str):
        return date.fromisoformat(low), date.fromisoformat(str(high))
    return Decimal(str(low)), Decimal(str(high))


def _plain(value: Any) -> Plain:
    if not isinstance(value, tuple):
        assert value is None or isinstance(value, bool | str), value
        return value
    return [float(end) if isinstance(end, Decimal) else end.isoformat() for end in value]
