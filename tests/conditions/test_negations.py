"""Every yes/no attribute and definition turned round, in a table that somebody has read.

`no` in front of a title is right for most; the others say their contrary in `negated`. A line that
is new or changed here is to be read aloud before it is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pathway.engine import open_library
from pathway.ground.vocabulary import BOOLEAN, HISTORY
from pathway.language.english import plain
from pathway.language.syntax import Apply, Name
from pathway.program import CompiledProgram
from tests.golden import expect

TESTS = Path(__file__).parents[1]
LIBRARIES = {
    "shipped": None,
    "cases": TESTS / "cases/library",
    "sound": TESTS / "bad/libraries/sound",
    "pages": TESTS / "files/pages/library",
}


@pytest.mark.parametrize("name", LIBRARIES)
def test_every_name_reads_right_when_it_is_negated(name: str) -> None:
    library = open_library(LIBRARIES[name])
    programs = [library.program(id_) for id_ in library.pathways]
    said = dict.fromkeys(line for program in programs for line in _turned_round(program))
    expect(f"negations/{name}.txt", "\n".join([*said, ""]))


def test_a_therapys_history_reads_right_when_it_is_negated() -> None:
    library = open_library()
    program = library.program(library.pathways[0])
    yes_no = [f"duloxetine.{part}" for part, type_ in HISTORY.items() if type_ == BOOLEAN]
    lines = [_both(name, program) for name in yes_no]
    expect("negations/history.txt", "\n".join([*lines, ""]))


def _turned_round(program: CompiledProgram) -> Iterator[str]:
    for name, attribute in program.vocabulary.attributes.items():
        if attribute.type == BOOLEAN:
            yield _both(name, program)
    for one in program.definitions:
        if one.owner.is_definition and one.expr.type == BOOLEAN:
            yield _both(one.name, program)


def _both(name: str, program: CompiledProgram) -> str:
    expr = Name(name, type=BOOLEAN)
    no = plain(Apply("not", (expr,), type=BOOLEAN), program.words)
    return f"{plain(expr, program.words)}\n    {no}"
