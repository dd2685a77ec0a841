"""Completion in a shell: what may stand at a place, from what is typed so far.

A shell asks through environment variables, and shows whatever is written: so nothing is ever
complained about here, and a library that cannot be opened completes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import typer

if TYPE_CHECKING:
    from pathway.engine import Library

#: A word that may stand somewhere, with what it means.
Completion: TypeAlias = tuple[str, str]

_ASKED: Final = "_PATHWAY_COMPLETE"
#: What is typed so far: as bash says it, and as other shells do.
_TYPED: Final = ("COMP_WORDS", "_TYPER_COMPLETE_ARGS")


def is_asked() -> bool:
    """Whether a shell asks what may stand somewhere, instead of running a command."""
    return _ASKED in os.environ


def typed_command() -> str:
    """The first word after the program that a shell has so far; only its module is loaded."""
    words = next(filter(None, map(os.environ.get, _TYPED)), "").split()
    return words[1] if len(words) > 1 else ""


def pathways(ctx: typer.Context, incomplete: str) -> list[Completion]:
    """The ids of pathways."""
    library = _library(ctx)
    if library is None:
        return []
    return _beginning(incomplete, ((id_, library.program(id_).title) for id_ in library.pathways))


def therapies(ctx: typer.Context, incomplete: str) -> list[Completion]:
    """The ids of therapies: those of the pathway that is named, else all of the library."""
    library = _library(ctx)
    if library is None:
        return []
    named = ctx.params.get("pathway")
    ids = library.program(named).listed if named in library.pathways else library.therapies
    return _beginning(incomplete, ((id_, library.therapies[id_].title) for id_ in ids))


def attributes(ctx: typer.Context, incomplete: str) -> list[Completion]:
    """The names of attributes."""
    library = _library(ctx)
    known = {} if library is None else library.vocabulary.attributes
    return _beginning(incomplete, ((name, one.title) for name, one in known.items()))


def values(ctx: typer.Context, incomplete: str) -> list[Completion]:
    """The answers there are to the question about the attribute that is named."""
    library = _library(ctx)
    known = {} if library is None else library.vocabulary.attributes
    asked = known.get(str(ctx.params.get("attribute")))
    if asked is None:
        return []
    answers = ("yes", "no") if asked.type.base == "boolean" else asked.type.choices or ()
    return _beginning(incomplete, ((answer, "") for answer in (*answers, "unknown")))


def explained(incomplete: str) -> list[Completion]:
    """The problem codes, and once something else is typed the keys of one word like it."""
    from pathway.ground.problem_pages import codes

    found = _beginning(incomplete, codes().items())
    if found:
        return found
    from pathway.views.reference import topics

    words = {topic.name: topic.kind for topic in topics() if " " not in topic.name}
    return _beginning(incomplete, words.items())


def kinds_of_file(incomplete: str) -> list[Completion]:
    """The kinds of files that have a schema, and what the engine says."""
    from pathway.advice.schema import WHERE
    from pathway.content.schema import NAMES

    return _beginning(incomplete, {**NAMES, **WHERE}.items())


# -- private -------------------------------------------------------------------------------


def _library(ctx: typer.Context) -> Library | None:
    """The library that is named so far, or the shipped one; None where it cannot be opened."""
    from pathway.engine import open_library
    from pathway.ground.problems import PathwayError

    named = ctx.params.get("library")
    try:
        return open_library(None if named is None else Path(str(named)).expanduser())
    except PathwayError:
        return None


def _beginning(incomplete: str, among: Iterable[Completion]) -> list[Completion]:
    return [(word, text) for word, text in among if word.startswith(incomplete)]
