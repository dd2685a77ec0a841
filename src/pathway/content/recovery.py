"""What is sound in a faulty file, so that the rest of a library is still checked in the same run.

A library with an error is refused whole. Its sound parts are compiled all the same, only to
find what else is wrong; what merely follows from a lost part (a step that offers a therapy
whose file cannot be read) is not said a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pathway.content.models import ParametersFile, VocabularyFile
from pathway.content.written import FileModel
from pathway.frozen import frozen
from pathway.ground.problems import Problem
from pathway.yaml.tree import Items, Node, Table


@frozen
class Lost:
    """What could not be read.

    `names` are those of faulty parts, `mended` the files from which such parts were left out,
    `codes` the problems that every mention of a lost file's members would be.
    """

    names: frozenset[str]
    mended: frozenset[str]
    codes: frozenset[str]

    def explains(self, problem: Problem) -> bool:
        """Whether a problem may come only from what was lost."""
        if problem.code in self.codes:
            return True
        if problem.span is None:
            return False
        if problem.span.source.name in self.mended and problem.code not in _OF_CONDITIONS:
            return True
        word = problem.span.source.text[problem.span.start : problem.span.end].strip("'\"")
        return problem.code in _OF_NAMES and not self.names.isdisjoint((word, *word.split(".")))


class Salvaged(NamedTuple):
    """What is left of a file, perhaps nothing, and the names of what had to be left out."""

    model: FileModel | None
    lost: frozenset[str] = frozenset()


NOTHING_LEFT: Final = Salvaged(None)


def salvage(model: type[FileModel], node: Table) -> Salvaged:
    """The file without its faulty parts, which are taken out of `node`."""
    lost: set[str] = set()
    member = model in _BY_MEMBER
    for loc in reversed(list(_empty_places(node))):
        _drop(node, loc[:2] if member else loc, lost)
    for _ in range(_ROUNDS):
        try:
            return Salvaged(model.model_validate(node), frozenset(lost))
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False, include_context=False)
        parts = {_part(detail, member=member) for detail in details}
        if () in parts or len(parts) > _MOST:
            break
        for loc in sorted(parts, key=_inner_first, reverse=True):
            _drop(node, loc, lost)
    return Salvaged(None, frozenset(lost | _names_in(node)))


def lost_of(files: Mapping[str, Salvaged]) -> Lost:
    """What a folder lost, file by file."""
    faulty = [name for name, (model, lost) in files.items() if model is None or lost]
    unreadable = [name for name, salvaged in files.items() if salvaged == NOTHING_LEFT]
    stems = (name.rpartition("/")[2].removesuffix(".yaml") for name in faulty)
    return Lost(
        names=frozenset(stems).union(*(salvaged.lost for salvaged in files.values())),
        mended=frozenset(faulty),
        codes=frozenset(code for name in unreadable for code in _SPOKEN_OF.get(name, ())),
    )


# -- private -------------------------------------------------------------------------------

#: Problems that speak of a name; where the name was lost, they follow from the loss.
_OF_NAMES: Final = frozenset({"P104", "P105", "P106", "P107", "P108", "P109", "P112"})
#: Problems within a condition or a reference, which do not come from parts left out elsewhere.
_OF_CONDITIONS: Final = _OF_NAMES | {f"P2{number:02}" for number in range(100)}
#: The problems that every mention of a member of these files is, where they cannot be read.
_SPOKEN_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "sources.yaml": ("P107",),
    "parameters.yaml": ("P104",),
}
#: A part left out may make its holder faulty, and so on up to the file.
_ROUNDS: Final = 8
#: Of a file with more faults than anyone reads, nothing is worth keeping.
_MOST: Final = 100
#: Files whose members change their meaning when a part of them is left out (a unit, a range).
_BY_MEMBER: Final[tuple[type[FileModel], ...]] = (VocabularyFile, ParametersFile)

_Loc = tuple[int | str, ...]


def _part(error: ErrorDetails, *, member: bool) -> _Loc:
    """What has to be left out for this error to vanish."""
    loc = tuple(step for step in error["loc"] if step != "[key]")
    if error["type"] == "missing":
        loc = loc[:-1]
    return loc[:2] if member else loc


def _inner_first(loc: _Loc) -> tuple[int, tuple[tuple[bool, int, str], ...]]:
    """Inner parts before outer ones, later items of a list before earlier ones."""
    steps = tuple((isinstance(s, int), s if isinstance(s, int) else 0, str(s)) for s in loc)
    return len(loc), steps


def _drop(node: Node, loc: _Loc, lost: set[str]) -> None:
    """Leave out the member at `loc`, or the nearest holder of it that exists."""
    holder: Any = node
    for step in loc[:-1]:
        if not _has(holder, step) or not isinstance(holder[step], Table | Items):
            break
        holder = holder[step]
    else:
        step = loc[-1]
    if _has(holder, step):
        _name(step, holder[step], lost)
        del holder[step]


def _has(holder: Node, step: int | str) -> bool:
    if isinstance(holder, Items):
        return isinstance(step, int) and step < len(holder)
    return isinstance(holder, Table) and step in holder


def _name(step: int | str, member: Node, lost: set[str]) -> None:
    """Remember what a part was called that is left out, and whatever stood in it."""
    lost.add(str(step))
    lost |= _names_in(member)
    if isinstance(member, Table):
        called = (member.get(key) for key in ("id", "therapy"))
        lost.update(str(name) for name in called if isinstance(name, str))


def _names_in(node: Node) -> set[str]:
    """Every key anywhere in a file, for one of them may be what other files speak of."""
    names: set[str] = set()
    todo: list[Node] = [node]
    while todo:
        holder = todo.pop()
        if isinstance(holder, Table):
            names.update(str(key) for key, _ in holder.entries())
            todo += holder.values()
        elif isinstance(holder, Items):
            todo += holder
    return names


def _empty_places(node: Node, loc: _Loc = ()) -> Iterator[_Loc]:
    """Where keys and items without a value stand, in the order of the file."""
    if isinstance(node, Table):
        members: Iterable[tuple[int | str, Any]] = node.entries()
    else:
        members = enumerate(node) if isinstance(node, Items) else ()
    for step, member in members:
        if member is None:
            yield (*loc, step)
        else:
            yield from _empty_places(member, (*loc, step))
