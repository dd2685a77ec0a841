"""Programs that share equal parts are the programs that they were, in fewer objects."""

import pickle

import pytest

from pathway.compile import compile_pathway, compile_shared
from pathway.compile.sharing import sharing
from pathway.conditions.syntax import Apply, Expr
from pathway.engine import Library, open_library
from pathway.problems import Problems
from pathway.program import CompiledProgram


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def compiled(library: Library) -> dict[str, CompiledProgram]:
    """The pathways, each compiled by itself."""
    shared = compile_shared(library.models, Problems())
    found = {id_: compile_pathway(shared, id_, Problems()) for id_ in library.pathways}
    return {id_: program for id_, program in found.items() if program is not None}


def marks(expr: Expr) -> list[object]:
    """What equality leaves out: places and types, from the outside in."""
    args = expr.args if isinstance(expr, Apply) else ()
    return [expr.span, expr.type, *(mark for arg in args for mark in marks(arg))]


def test_nothing_is_said_otherwise_or_elsewhere(library: Library) -> None:
    before = compiled(library)
    after = sharing(before)
    assert after == before
    for id_, program in before.items():
        for old, new in zip(program.definitions, after[id_].definitions, strict=True):
            assert (old.span, marks(old.expr)) == (new.span, marks(new.expr)), old.name


def test_kept_programs_come_back_smaller_and_whole(library: Library) -> None:
    before = compiled(library)
    apart, together = (pickle.dumps(found) for found in (before, sharing(before)))
    assert len(together) < len(apart) / 2
    assert pickle.loads(together) == before
