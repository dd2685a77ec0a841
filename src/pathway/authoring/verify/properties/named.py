"""The properties that an author has named in the pathway's file."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.authoring.verify.properties.model import Always, Case, Property, offers, spans
from pathway.ground.source import Span
from pathway.language.syntax import names
from pathway.names.forms import OptionName
from pathway.names.reading import read_name
from pathway.program import CompiledProgram, Stated


def properties(program: CompiledProgram) -> Iterator[Property]:
    """Each as a property of its own."""
    for stated in program.properties:
        therapy = _therapy(stated)
        places = () if therapy is None else _places(program, stated, therapy)
        asked = Always(stated.conclusion, stated.occasion)
        case = Case(stated.title, asked, spans(*places, stated.span), therapy)
        yield Property(stated.id, stated.title, program, (case,), named=True)


# -- private -------------------------------------------------------------------------------


def _therapy(stated: Stated) -> str | None:
    """The one therapy that it speaks of; where there are several, none is explained."""
    found = {
        name.therapy
        for expr in (stated.occasion, stated.conclusion)
        for name in map(read_name, names(expr))
        if isinstance(name, OptionName)
    }
    return found.pop() if len(found) == 1 else None


def _places(program: CompiledProgram, stated: Stated, id_: str) -> Iterator[Span | None]:
    """Where a therapy's rules read what the statement reads, then its file and its offers."""
    read = {*names(stated.occasion), *names(stated.conclusion)}
    therapy = program.therapies[id_]
    yield from (rule.span for rule in therapy.rules if read & set(names(rule.condition)))
    yield therapy.span
    yield from offers(program, id_)
