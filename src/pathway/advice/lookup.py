"""What somebody means who types a name: an id or a title in whatever case, other words, a drug.

A name that may mean several things means none of them: the error names them. Whoever only reads
may also be understood by a class of drugs, by a title without what stands in its brackets, or by
how a name begins; a decision or an answer never is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Protocol, TypeAlias

from pathway.frozen import frozen
from pathway.ground.problems import Problem, UsageError, in_backticks, suggestion, visible
from pathway.ground.vocabulary import Attribute, Vocabulary


@frozen
class Meant:
    """What a name means, and whether it was another word for it and is to be said."""

    id: str
    title: str
    indirect: bool = False


@frozen
class DrugNames:
    """The therapies behind a drug, and behind a class of drugs; whether a name is one of a drug.

    `wholly` has none where anything stands beside the name of a drug, or is in it, that belongs to
    no therapy.
    """

    drug: Callable[[str], Sequence[str]] = lambda _: ()
    of_class: Callable[[str], Sequence[str]] = lambda _: ()
    is_drug: Callable[[str], bool] = lambda _: False
    wholly: Callable[[str], Sequence[str]] = lambda _: ()


class Titled(Protocol):
    """Whatever has a title: an option, a therapy, a program."""

    @property
    def title(self) -> str:
        """What people call it."""
        ...


def therapy_meant(
    name: str,
    among: Mapping[str, Titled],
    drugs: DrugNames | None = None,
    *,
    reading: bool = False,
    library: Mapping[str, Titled] | None = None,
) -> Meant:
    """The therapy that is meant, of those that are advised on; raises UsageError.

    Of one that only the `library` has the error says so.
    """
    known = drugs or DrugNames()
    ways = (known.drug, known.of_class) if reading else (known.drug,)
    kind = _Kind("therapy", "P503", "unknown therapy")
    found = _found(name, _named(among), ways, reading=reading)
    if not found:
        for one in _found(name, _named(library or {}), ways, reading=False):
            raise UsageError([_not_here(name, one)])
        if known.is_drug(name):
            hint = "it is the name of a drug, and of no therapy here"
            raise UsageError([Problem(kind.code, kind.unknown_one(name), hint=hint)])
    return _only(name, kind, _named(among), found)


def pathway_meant(name: str, among: Mapping[str, Titled], *, reading: bool = False) -> Meant:
    """The pathway that is meant; raises UsageError."""
    kind = _Kind("pathway", "P502", "unknown pathway", f"there are: {', '.join(among)}")
    named = _named(among)
    return _only(name, kind, named, _found(name, named, (), reading=reading))


def attribute_meant(name: str, vocabulary: Vocabulary) -> Attribute:
    """The attribute that is meant, by name or title; raises UsageError.

    Never by a drug: an answer about one drug is none about all that its attribute asks for.
    """
    known = vocabulary.attributes
    kind, named = _Kind("attribute", "P510", "there is no attribute"), _named(known)
    return known[_only(name, kind, named, _found(name, named, (), reading=False)).id]


# -- private -------------------------------------------------------------------------------

_Way: TypeAlias = Callable[[str], Iterable[str]]

#: So many are named where a name may mean several things.
_SHOWN: Final = 6
_BRACKETS: Final = re.compile(r"\s*\([^)]*\)")


@frozen
class _Kind:
    called: str
    code: str
    unknown: str
    #: What to say where nothing is near.
    hint: str | None = None

    def unknown_one(self, name: str) -> str:
        return f"{self.unknown} {in_backticks(name)}"


@frozen
class _Named:
    """Something with the names it goes by, all of them folded."""

    id: str
    title: str
    names: frozenset[str]


def _only(name: str, kind: _Kind, among: Sequence[_Named], found: Sequence[_Named]) -> Meant:
    """The one that was found; raises UsageError where there is none, or several."""
    if not found:
        raise UsageError([_unknown(name, kind, among)])
    if len(found) > 1:
        raise UsageError([_ambiguous(name, kind, found)])
    one = found[0]
    direct = name == one.id or _folded(name) in one.names
    return Meant(one.id, one.title, indirect=not direct)


def _found(
    name: str, among: Sequence[_Named], ways: Iterable[_Way], *, reading: bool
) -> Sequence[_Named]:
    """By its id as it is; else by a name; else in the other ways, the first that finds any."""
    by_id = {one.id: one for one in among}
    if name in by_id:
        return (by_id[name],)
    sought = _folded(name)
    if not sought:
        return ()
    found = [one for one in among if sought in one.names]
    for way in (*ways, *(_loosely(among) if reading else ())):
        found = found or [by_id[id_] for id_ in dict.fromkeys(way(name)) if id_ in by_id]
    return found


def _loosely(among: Sequence[_Named]) -> Iterable[_Way]:
    """By a title without its brackets, and by how a name begins."""

    def bare(name: str) -> Iterable[str]:
        return (one.id for one in among if _folded(_BRACKETS.sub("", one.title)) == _folded(name))

    def beginning(name: str) -> Iterable[str]:
        low = _folded(name)
        return (one.id for one in among if any(known.startswith(low) for known in one.names))

    return (bare, beginning)


def _named(among: Mapping[str, Titled]) -> list[_Named]:
    """Everything with its id, its title, and what patients read instead of the title."""
    return [
        _Named(
            id_,
            one.title,
            frozenset(filter(None, map(_folded, (id_, one.title, getattr(one, "plainly", ""))))),
        )
        for id_, one in among.items()
    ]


def _folded(text: str) -> str:
    """Without case, and with a blank for whatever joins words."""
    return " ".join(re.sub(r"[_\s-]+", " ", text.casefold()).split())


def _ambiguous(name: str, kind: _Kind, found: Sequence[_Named]) -> Problem:
    shown = [f"{in_backticks(one.id)} ({visible(one.title)})" for one in found[:_SHOWN]]
    more = [f"{len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    message = f"{in_backticks(name)} may mean more than one {kind.called}"
    return Problem("P513", message, hint=f"say which: {', '.join((*shown, *more))}")


def _not_here(name: str, found: _Named) -> Problem:
    said = f"{in_backticks(found.id)} ({visible(found.title)})"
    hint = f"{said} is none of this pathway; `pathway list therapies` says of which it is one"
    return Problem("P503", f"{in_backticks(name)} is not advised on here", hint=hint)


def _unknown(name: str, kind: _Kind, among: Sequence[_Named]) -> Problem:
    """Nothing is called so; the hint is what holds its words, else what is spelt like it."""
    words = set(_folded(name).split())
    holding = [one for one in among if words and words <= _words(one)]
    folded = {known: one for one in among for known in sorted(one.names)}
    hint = kind.hint
    if 0 < len(holding) <= _SHOWN:
        shown = [f"{in_backticks(one.id)} ({visible(one.title)})" for one in holding]
        hint = f"did you mean {' or '.join(shown)}?"
    elif (near := suggestion(name, [one.id for one in among])) is not None:
        hint = near
    elif (near := suggestion(_folded(name), folded)) is not None:
        meant = next(one for known, one in folded.items() if f"`{known}`" in near)
        hint = f"did you mean {in_backticks(meant.id)} ({visible(meant.title)})?"
    return Problem(kind.code, kind.unknown_one(name), hint=hint)


def _words(one: _Named) -> set[str]:
    return {*_folded(one.id).split(), *_folded(one.title).split()}
