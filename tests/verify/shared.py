"""Libraries to prove things about: the shipped one, a small one, and copies with planted faults."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeAlias

from pathway.authoring.verify.properties import Property, properties
from pathway.authoring.verify.proving import Proof, prove
from pathway.engine import Library, open_library
from pathway.program import CompiledProgram

AS_OF = date(2026, 11, 20)
ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "pathways"
SOUND = ROOT / "tests" / "bad" / "libraries" / "sound"


@cache
def shipped() -> Library:
    return open_library(SHIPPED)


@cache
def sound() -> Library:
    return open_library(SOUND)


#: In a file one text, which stands there once, becomes another.
Edit: TypeAlias = tuple[str, str, str]


def planted(source: Path, target: Path, *edits: Edit) -> Path:
    """A copy of a library with some edits."""
    shutil.copytree(source, target)
    for file, old, new in edits:
        path = target / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file} has {text.count(old)} times {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")
    return target


def proofs(program: CompiledProgram, *ids: str) -> Iterator[Proof]:
    """The proofs of some properties, or of all."""
    for property_ in properties(program, AS_OF):
        if not ids or property_.id in ids:
            yield prove(property_, AS_OF)


def named(program: CompiledProgram, id_: str) -> Property:
    return next(one for one in properties(program, AS_OF) if one.id == id_)
