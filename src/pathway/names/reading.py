"""What a definition's name is of; `str` of what was read is the name again.

An id of an author has no `.`, but for those of nodes of a used pathway, of guidelines and of
recommendations; these stand where nothing else varies, so that every name reads one way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, get_args

from pathway.names import (
    NO_NODE,
    DosePart,
    FlagPart,
    HistoryPart,
    NodePart,
    OptionPart,
    OutcomePart,
    Owner,
    PositionPart,
    RulePart,
    ToldPart,
)
from pathway.names.forms import (
    AppliesName,
    BranchName,
    CompleteName,
    DefinitionName,
    DoseName,
    DoseRowName,
    DueName,
    EdgeName,
    ElsewhereName,
    FlagName,
    HeldName,
    HistoryName,
    NodeName,
    NoteName,
    OfferName,
    OptionName,
    OutcomeName,
    OverrideName,
    PartnerName,
    PlainName,
    PositionName,
    RuleName,
    UnlessName,
)


def read_name(text: str) -> DefinitionName:
    """What a name is of; a text that no maker made is a plain name."""
    first, dot, rest = text.partition(".")
    read = _READERS.get(first, _history)
    found = read(first, rest) if dot else None
    return found if found is not None and str(found) == text else PlainName(text)


@lru_cache(maxsize=8_192)
def read_history(text: str) -> HistoryName | None:
    """The part of a therapy's history that a name is of; None where it is of none."""
    first, _, rest = text.partition(".")
    return None if first in _READERS else _history(first, rest)


def parts_of(text: str) -> tuple[str, ...]:
    """The words and ids that a name is made of."""
    return tuple(text.split("."))


# -- private ---------------------------------------------------------------------------------


def _words(*closed: object) -> dict[str, Any]:
    """The words of closed sets, each leading to itself."""
    found: dict[str, Any] = {}
    for one in closed:
        found |= {one: one} if isinstance(one, str) else _words(*get_args(one))
    return found


_OF_NODES: Final[Mapping[str, NodePart]] = _words(NodePart)
_OF_OPTIONS: Final[Mapping[str, OptionPart]] = _words(OptionPart)
_OF_RULES: Final[Mapping[str, RulePart]] = _words(RulePart)
_OF_FLAGS: Final[Mapping[str, FlagPart]] = _words(FlagPart)
_OF_DOSES: Final[Mapping[str, DosePart]] = _words(DosePart)
_OF_POSITIONS: Final[Mapping[str, PositionPart]] = _words(PositionPart)
_OF_OUTCOMES: Final[Mapping[str, OutcomePart]] = _words(OutcomePart)
_OF_HISTORY: Final[Mapping[str, HistoryPart | ToldPart]] = _words(HistoryPart, ToldPart)


def _history(first: str, rest: str) -> HistoryName | None:
    part = _OF_HISTORY.get(rest)
    return HistoryName(first, part) if part is not None else None


def _rule(_: str, rest: str) -> RuleName | None:
    therapy, _, rest = rest.partition(".")
    rule, dot, last = rest.partition(".")
    return RuleName(therapy, rule, _OF_RULES.get(last) if dot else None)


def _override(_: str, rest: str) -> OverrideName:
    therapy, _, rule = rest.partition(".")
    return OverrideName(therapy, rule)


def _node(_: str, rest: str) -> NodeName | None:
    id_, _, last = rest.rpartition(".")
    part = _OF_NODES.get(last)
    return NodeName(id_, part) if part is not None else None


def _branch(_: str, rest: str) -> BranchName:
    node, _, number = rest.rpartition(".")
    return BranchName(node, number)


def _edge(_: str, rest: str) -> EdgeName:
    node, _, way = rest.rpartition(".")
    return EdgeName(node, way)


def _flag(_: str, rest: str) -> FlagName:
    id_, dot, last = rest.partition(".")
    return FlagName(id_, _OF_FLAGS.get(last) if dot else None)


def _elsewhere(_: str, rest: str) -> ElsewhereName:
    return ElsewhereName(rest)


def _held(_: str, rest: str) -> HeldName:
    therapy, _, flag = rest.partition(".")
    return HeldName(therapy, flag)


def _option(_: str, rest: str) -> OptionName | None:
    therapy, _, last = rest.partition(".")
    part = _OF_OPTIONS.get(last)
    return OptionName(therapy, part) if part is not None else None


def _offer(_: str, rest: str) -> OfferName:
    first, *path = rest.split(".")
    if first == NO_NODE and path:
        return OfferName(path[0], tuple(path[1:]))
    return OfferName(None, (first, *path))


def _due(_: str, rest: str) -> DueName:
    return DueName(rest)


def _partner(_: str, rest: str) -> PartnerName | None:
    therapy, _, rest = rest.partition(".")
    partner, *more = rest.split(".")
    number = _number(more[0]) if more else None
    return PartnerName(therapy, partner, number or 1, closed=more[-1:] == ["closed"])


def _dose(_: str, rest: str) -> DoseName | DoseRowName | None:
    of, _, last = rest.rpartition(".")
    if (part := _OF_DOSES.get(last)) is not None:
        return DoseName(of, part)
    if most := last == "most":
        of, _, last = of.rpartition(".")
    row = _number(last)
    return DoseRowName(of, row, most) if row is not None else None


def _note(_: str, rest: str) -> NoteName | None:
    owner, _, last = rest.rpartition(".")
    number = _number(last)
    kind, _, id_ = owner.partition(" ")
    return NoteName(Owner(kind, id_), number) if number is not None else None


def _position(_: str, rest: str) -> PositionName | None:
    id_, _, last = rest.rpartition(".")
    part = _OF_POSITIONS.get(last)
    return PositionName(id_, part) if part is not None else None


def _outcome(_: str, rest: str) -> OutcomeName | None:
    part = _OF_OUTCOMES.get(rest)
    return OutcomeName(part) if part is not None else None


def _applies(_: str, rest: str) -> AppliesName:
    return AppliesName(rest)


def _unless(_: str, rest: str) -> UnlessName:
    return UnlessName(rest)


def _complete(_: str, rest: str) -> CompleteName:
    return CompleteName(rest)


def _number(text: str) -> int | None:
    """A number of parts; no file has a billion of them."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


_READERS: Final[Mapping[str, Callable[[str, str], DefinitionName | None]]] = {
    "rule": _rule,
    "override": _override,
    "node": _node,
    "branch": _branch,
    "edge": _edge,
    "flag": _flag,
    "elsewhere": _elsewhere,
    "held": _held,
    "option": _option,
    "offer": _offer,
    "due": _due,
    "partner": _partner,
    "dose": _dose,
    "note": _note,
    "rec": _position,
    "outcome": _outcome,
    "complete": _complete,
    "applies": _applies,
    "unless": _unless,
}
