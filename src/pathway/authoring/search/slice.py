"""The part of a program that some definitions rest on, which is a program again.

Whatever is resolved and settled with the excerpt has the same value as with the whole, in a
fraction of the time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pathway.names.forms import HistoryName, OverrideName
from pathway.names.reading import read_name
from pathway.program import CompiledProgram


def excerpt(program: CompiledProgram, wanted: Iterable[str]) -> CompiledProgram:
    """The definitions, attributes and therapies that the wanted names need, in order."""
    wanted = tuple(wanted)
    needed = program.closure(name for name in wanted if name in program.by_name)
    read = set(wanted).union(*(program.reads.get(name, ()) for name in wanted))
    attributes = program.vocabulary.attributes
    origins = {attributes[name].since for name in read if name in attributes}
    therapies = {_therapy(name) for name in read}
    kept = {name: a for name, a in attributes.items() if name in read or name in origins}
    return replace(
        program,
        vocabulary=replace(program.vocabulary, attributes=kept),
        definitions=needed,
        guards=tuple(guard for guard in program.guards if guard.attribute in kept),
        therapies={id_: t for id_, t in program.therapies.items() if id_ in therapies},
    )


# -- private -------------------------------------------------------------------------------


def _therapy(name: str) -> str | None:
    """The therapy whose history (`nsaid.failed`) or rule (`override.nsaid.rule`) is named."""
    read = read_name(name)
    return read.therapy if isinstance(read, HistoryName | OverrideName) else None
